#include "app/export_paths.h"

#include <algorithm>
#include <map>
#include <set>

#include "jianbao/text/unicode.h"

namespace jianbao::app {

namespace {

// NAME_MAX and a length that leaves room for the export's own folder within PATH_MAX, on Linux.
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxPath = 3000;

// Names longer than this have no extension worth keeping.
constexpr std::size_t kMaxExtension = 16;

std::string_view cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  return text.substr(0, text::code_point_begin(text, size));
}

std::string shortened(std::string_view name) {
  if (name.size() <= kMaxName) return std::string(name);
  const auto dot = name.rfind('.');
  const bool has_extension = dot != std::string_view::npos && name.size() - dot <= kMaxExtension;
  const auto extension = has_extension ? name.substr(dot) : std::string_view();
  return std::string(cut(name, kMaxName - extension.size())).append(extension);
}

std::string safe_component(std::string_view name) {
  if (name == ".") return "_";
  if (name == "..") return "__";
  std::string safe = shortened(name);
  std::replace(safe.begin(), safe.end(), '\0', '_');
  return safe;
}

std::string_view last_component(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path.substr(path.rfind('/') + 1);
}

/// Calls `visit` with each proper ancestor of the path until it returns true; tells whether it did.
template <class Visit>
bool any_ancestor(std::string_view path, Visit visit) {
  for (auto slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (visit(path.substr(0, slash))) return true;
  }
  return false;
}

/// The places that are given away.
class Claims {
 public:
  bool is_free(std::string_view path) const {
    return files_.find(path) == files_.end() && folders_.find(path) == folders_.end() &&
           !any_ancestor(path, [this](std::string_view folder) {
             return files_.find(folder) != files_.end();
           });
  }

  void claim(const std::string& path) {
    files_.insert(path);
    any_ancestor(path, [this](std::string_view folder) {
      if (folders_.find(folder) == folders_.end()) folders_.emplace(folder);
      return false;
    });
  }

 private:
  std::set<std::string, std::less<>> files_;
  std::set<std::string, std::less<>> folders_;
};

std::string numbered(const std::string& name, std::size_t number) {
  return number == 1 ? name : name + "-" + std::to_string(number);
}

/// Which paths several files want, or stand in each other's way as file and folder.
class Collisions {
 public:
  void add(std::string_view path) {
    ++files_[path];
    any_ancestor(path, [this](std::string_view folder) { return folders_.insert(folder), false; });
  }

  bool among(std::string_view path) const {
    return files_.at(path) > 1 || folders_.count(path) > 0 ||
           any_ancestor(path, [this](std::string_view file) { return files_.count(file) > 0; });
  }

 private:
  std::map<std::string_view, std::size_t> files_;
  std::set<std::string_view> folders_;
};

/// Hands out places, each once.
class Allocator {
 public:
  explicit Allocator(const std::vector<std::string>& roots) : roots_(roots) {}

  std::string own(const std::string& path) {
    claims_.claim(path);
    return path;
  }

  std::string below_root_name(std::size_t root, const std::string& path) {
    return first_free(label_of(root), path);
  }

  /// FOLDER/rest, FOLDER-2/rest …: the first that is free.
  std::string first_free(const std::string& folder, const std::string& rest) {
    std::size_t number = 1;
    std::string path = folder + "/" + rest;
    while (!claims_.is_free(path)) path = numbered(folder, ++number) + "/" + rest;
    return own(path);
  }

 private:
  const std::string& label_of(std::size_t root) {
    std::string& label = labels_[root];
    if (!label.empty()) return label;
    const std::string name = folder_name(last_component(roots_[root]));
    std::size_t number = 1;
    do {
      label = numbered(name, number++);
    } while (!claims_.is_free(label) || !taken_.insert(label).second);
    return label;
  }

  const std::vector<std::string>& roots_;
  Claims claims_;
  std::map<std::size_t, std::string> labels_;
  std::set<std::string> taken_;
};

}  // namespace

std::string safe_relative_path(std::string_view path) {
  if (path.size() > kMaxPath) path = last_component(path);
  std::string safe;
  for (std::size_t begin = 0; begin < path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto name = path.substr(begin, end - begin);
    begin = end + 1;
    if (name.empty()) continue;
    if (!safe.empty()) safe += '/';
    safe += safe_component(name);
  }
  return safe.empty() ? "_" : safe;
}

std::string folder_name(std::string_view name) {
  std::string safe = text::for_terminal(name);
  std::replace_if(
      safe.begin(), safe.end(), [](char c) { return c == '/' || c == '\\'; }, '_');
  if (safe.empty()) return "_";
  if (safe.front() == '.') safe.front() = '_';
  // Room for "-2" after it.
  return std::string(cut(safe, kMaxName - kMaxExtension));
}

std::size_t ExportPaths::root_index(std::string_view root) {
  // Files arrive ordered by root, so that the last one is the one nearly always.
  if (!roots_.empty() && roots_.back() == root) return roots_.size() - 1;
  const auto known = std::find(roots_.begin(), roots_.end(), root);
  if (known == roots_.end()) return roots_.emplace_back(root), roots_.size() - 1;
  return static_cast<std::size_t>(known - roots_.begin());
}

void ExportPaths::add_file(std::string_view root, std::string_view path) {
  items_.push_back({root_index(root), safe_relative_path(path)});
}

void ExportPaths::add_article(std::string_view source, std::int64_t id) {
  items_.push_back({kNoRoot, folder_name(source) + "/" + std::to_string(id) + ".md"});
}

std::vector<std::string> ExportPaths::places() const {
  Collisions collisions;
  for (const Item& item : items_) {
    if (item.root != kNoRoot) collisions.add(item.path);
  }
  std::vector<std::string> places(items_.size());
  Allocator allocator(roots_);
  for (std::size_t n = 0; n < items_.size(); ++n) {
    const Item& item = items_[n];
    if (item.root != kNoRoot && !collisions.among(item.path)) places[n] = allocator.own(item.path);
  }
  // What keeps its own path comes first, so that nothing can take it.
  for (std::size_t n = 0; n < items_.size(); ++n) {
    if (!places[n].empty()) continue;
    const Item& item = items_[n];
    const auto slash = item.path.find('/');
    places[n] = item.root != kNoRoot
                    ? allocator.below_root_name(item.root, item.path)
                    : allocator.first_free(item.path.substr(0, slash), item.path.substr(slash + 1));
  }
  return places;
}

}  // namespace jianbao::app
