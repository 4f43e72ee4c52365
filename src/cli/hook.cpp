#include "cli/hook.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>

#include "jianbao/app/fields.h"
#include "jianbao/core/error.h"
#include "jianbao/formats/record_writer.h"
#include "jianbao/store/archive.h"

extern char** environ;

namespace jianbao::cli {

namespace {

struct FileClose {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileClose>;

[[noreturn]] void fail(const std::string& line) {
  throw Error(ErrorKind::kStorage, line, std::string("its input: ") + std::strerror(errno),
              "is there room for temporary files?");
}

/// Writes the articles to a file without a name; nothing if there are none.
File new_articles(const std::string& line, const std::string& archive_file, Timestamp since) {
  File file(std::tmpfile());
  if (!file) fail(line);
  const std::span<const std::string_view> fields = app::default_export_fields();
  const formats::Sink sink = [&](std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) fail(line);
  };
  const auto writer = formats::make_record_writer(formats::RecordFormat::kJsonl, sink, {});
  store::Selection selection;
  selection.since = since;
  selection.date_by = store::DateBy::kFirstSeen;
  selection.sort = store::Sort::kId;
  std::size_t written = 0;
  store::Archive(archive_file).select(selection, true, [&](store::StoredArticle&& found) {
    writer->write(app::to_record(found, fields));
    ++written;
    return true;
  });
  writer->finish(fields);
  if (written == 0) return nullptr;
  if (std::fflush(file.get()) != 0) fail(line);
  std::rewind(file.get());
  return file;
}

/// How a process is to begin: its input from a file, its output to our stderr, signals as usual.
class Beginning {
 public:
  explicit Beginning(int input) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&signals, signal);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Beginning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;

  /// Returns an error number.
  int spawn(std::vector<std::string>& words, pid_t& process) const {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return posix_spawnp(&process, arguments.front(), &actions_, &attributes_, arguments.data(),
                        environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::optional<std::string> how_it_ended(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  if (WIFEXITED(status)) return fmt::format("ended with status {}", WEXITSTATUS(status));
  return fmt::format("was ended by signal {}", WTERMSIG(status));
}

}  // namespace

std::vector<std::string> command_words(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t')) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) throw Error(ErrorKind::kUsage, "--exec", "a quote is not closed", "add one");
  if (words.empty() || words.front().empty())
    throw Error(ErrorKind::kUsage, "--exec", "names no command");
  return words;
}

std::optional<std::string> run_hook(const std::string& line, const std::string& archive,
                                    Timestamp since) {
  std::vector<std::string> words = command_words(line);
  const File input = new_articles(line, archive, since);
  if (!input) return std::nullopt;
  pid_t process = 0;
  const int error = Beginning(fileno(input.get())).spawn(words, process);
  if (error != 0) return std::string("cannot be run: ") + std::strerror(error);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return std::string("cannot be waited for: ") + std::strerror(errno);
  }
  return how_it_ended(status);
}

}  // namespace jianbao::cli
