#include "app/file_list.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <tuple>

#include "jianbao/core/error.h"
#include "jianbao/formats/article_file.h"
#include "jianbao/formats/gzip.h"

namespace jianbao::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFirstBytes = 4096;

struct Descriptor {
  explicit Descriptor(const std::string& name)
      : number(open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (number >= 0) close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  const int number;
};

/// A regular file, open for reading.  O_NONBLOCK keeps a named pipe from hanging the run.
class File {
 public:
  explicit File(const std::string& name) : name_(name), fd_(name) {
    struct stat status {};
    if (fd_.number < 0 || fstat(fd_.number, &status) != 0) fail();
    if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::kInput, name_, "is no regular file");
    size_ = static_cast<std::uint64_t>(status.st_size);
  }

  std::uint64_t size() const { return size_; }

  /// Reads until `room` is full or the file ends; returns how many bytes.
  std::size_t read(char* to, std::size_t room) const {
    std::size_t done = 0;
    while (done < room) {
      const ssize_t n = ::read(fd_.number, to + done, room - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail();
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

 private:
  [[noreturn]] void fail() const {
    const std::string hint = errno == ENOENT ? "check the path" : "";
    throw Error(ErrorKind::kInput, name_, std::strerror(errno), hint);
  }

  std::string name_;
  Descriptor fd_;
  std::uint64_t size_ = 0;
};

/// What a file is.  Of what gzip packed only feeds are read: articles are kept byte for byte.
formats::Kind kind_of_file(std::string_view first, std::string_view path) {
  if (!formats::is_gzip(first)) return formats::kind_of(first, path);
  const auto kind = formats::kind_of(formats::gunzip_beginning(first, kFirstBytes));
  return kind == formats::Kind::kFeed ? kind : formats::Kind::kUnknown;
}

FoundFile look(const std::string& name, std::string root, std::string path) {
  const File file(name);
  std::array<char, kFirstBytes> first;
  const std::string_view bytes(first.data(), file.read(first.data(), first.size()));
  FoundFile found;
  found.file = name;
  found.root = std::move(root);
  found.path = std::move(path);
  found.size = file.size();
  found.kind = kind_of_file(bytes, found.path);
  if (found.kind == formats::Kind::kArticleFile) found.date = formats::peek_date(bytes);
  return found;
}

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

/// An empty file under such a name was meant to be something.
bool named_like_an_article(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".md" || extension == ".markdown" || extension == ".html" ||
         extension == ".htm" || extension == ".xml";
}

void add_file(FileList& list, const fs::path& file, const fs::path& folder,
              const std::string& root) {
  try {
    FoundFile found = look(file.string(), root, file.lexically_relative(folder).generic_string());
    if (found.kind == formats::Kind::kEmpty && named_like_an_article(file))
      list.failed.push_back(found.file + ": is empty (0 bytes)");
    else if (found.kind == formats::Kind::kEmpty || found.kind == formats::Kind::kUnknown)
      list.ignored.push_back(found.file);
    else
      list.found.push_back(std::move(found));
  } catch (const Error& error) {
    list.failed.emplace_back(error.what());
  }
}

/// Lists one folder; the folders in it wait on the stack.
void walk(const fs::path& folder, const fs::path& base, const std::string& root, FileList& list,
          std::vector<fs::path>& folders) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (is_hidden(entry->path())) continue;
    std::error_code ignored;
    if (!entry->is_directory(ignored))
      add_file(list, entry->path(), base, root);
    else if (!entry->is_symlink(ignored))
      folders.push_back(entry->path());
  }
  if (error) list.failed.push_back(folder.string() + ": " + error.message());
}

fs::path canonical(const std::string& name) {
  std::error_code error;
  fs::path path = fs::weakly_canonical(name, error);
  if (error) throw Error(ErrorKind::kInput, name, error.message());
  return path;
}

}  // namespace

FileList list_folder(const std::string& folder) {
  FileList list;
  const fs::path base(folder);
  const std::string root = canonical(folder).string();
  std::vector<fs::path> folders{base};
  while (!folders.empty()) {
    const fs::path next = std::move(folders.back());
    folders.pop_back();
    walk(next, base, root, list, folders);
  }
  std::sort(list.found.begin(), list.found.end(), [](const FoundFile& a, const FoundFile& b) {
    return std::tuple(!a.date, a.date, std::string_view(a.path)) <
           std::tuple(!b.date, b.date, std::string_view(b.path));
  });
  return list;
}

FoundFile look_at_file(const std::string& file) {
  const fs::path absolute = canonical(file);
  return look(file, absolute.parent_path().string(), absolute.filename().string());
}

void read_file(const std::string& file, std::size_t max_bytes, std::string& bytes) {
  const File input(file);
  if (input.size() > max_bytes)
    throw Error(ErrorKind::kLimit, file,
                "is larger than the limit of " + std::to_string(max_bytes >> 20U) + " MiB",
                "split it, or leave it out");
  // One byte more shows a file that grew since it was measured.
  bytes.resize(static_cast<std::size_t>(input.size()) + 1);
  bytes.resize(input.read(bytes.data(), bytes.size()));
  if (bytes.size() > input.size())
    throw Error(ErrorKind::kInput, file, "grew while it was read", "run again");
}

}  // namespace jianbao::app
