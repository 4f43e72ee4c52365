#include "app/staging_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <system_error>

#include "jianbao/core/error.h"

namespace jianbao::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& place, const std::string& doing, int error) {
  const std::string hint =
      error == ENOSPC || error == EDQUOT ? "make room and run the export again" : "";
  throw Error(ErrorKind::kStorage, place.string(), "cannot " + doing + ": " + std::strerror(error),
              hint);
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(folder, "make this folder", error.value());
}

void move(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail(to, "put this in place", errno);
}

/// The target without a trailing slash, which would make lstat() follow a symbolic link.
fs::path named(const std::string& target) {
  const fs::path path(target);
  return path.has_filename() ? path : path.parent_path();
}

/// Tells whether the target exists; it must then be a folder of its own, and empty.
bool check_target(const fs::path& target) {
  const auto refuse = [&](const std::string& problem) {
    throw Error(ErrorKind::kUsage, target.string(), problem, "name an empty or a new folder");
  };
  if (target.empty()) refuse("the folder has no name");
  std::error_code error;
  const auto status = fs::symlink_status(target, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) fail(target, "look at this", error.value());
  if (fs::is_symlink(status)) refuse("is a symbolic link");
  if (!fs::is_directory(status)) refuse("is not a folder");
  const fs::directory_iterator first(target, error);
  if (error) fail(target, "read this folder", error.value());
  if (first != fs::directory_iterator()) {
    refuse("is not empty: it holds " + first->path().filename().string());
  }
  return true;
}

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
};

/// A file's data can be lost in a power cut after its rename has reached the disk: so first all
/// data, then the rename that shows it.
void flush_file_system(const fs::path& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail(folder, "open this folder", errno);
  const int error = syncfs(fd) == 0 ? 0 : errno;
  close(fd);
  if (error != 0) fail(folder, "write this to the disk", error);
}

}  // namespace

StagingFolder::StagingFolder(const std::string& target) : target_(named(target)) {
  target_exists_ = check_target(target_);
  fs::path beside = target_exists_ ? target_ : target_.parent_path();
  if (beside.empty()) beside = ".";
  make_folder(beside);
  std::string name = (beside / ".jianbao-export-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) fail(beside, "write into this folder", errno);
  staging_ = name;
  // Made in the ordinary way, so that the tree has the permissions a new folder has.
  tree_ = staging_ / "tree";
  make_folder(tree_);
}

StagingFolder::~StagingFolder() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

fs::path StagingFolder::part(std::size_t number) const {
  return staging_ / ("part-" + std::to_string(number));
}

void StagingFolder::write_part(std::size_t number, std::string_view bytes,
                               const std::string& name) {
  const fs::path place = target_ / name;
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(part(number).c_str(), "wbxe"));
  if (!file) fail(place, "write this file", errno);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) {
    fail(place, "write this file", errno);
  }
  if (std::fclose(file.release()) != 0) fail(place, "write this file", errno);
}

void StagingFolder::move_part(std::size_t number, const std::string& place) {
  const fs::path to = tree_ / place;
  if (to.parent_path() != last_parent_) {
    last_parent_ = to.parent_path();
    make_folder(last_parent_);
  }
  move(part(number), to);
}

void StagingFolder::show() {
  flush_file_system(tree_);
  if (!target_exists_) return move(tree_, target_);
  std::error_code error;
  for (fs::directory_iterator entry(tree_, error); entry != fs::directory_iterator();
       entry.increment(error)) {
    move(entry->path(), target_ / entry->path().filename());
    if (error) break;
  }
  if (error) fail(tree_, "read this folder", error.value());
}

}  // namespace jianbao::app
