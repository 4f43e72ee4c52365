#include "fetch/netrc.h"

#include <algorithm>
#include <fstream>

#include "jianbao/text/ascii.h"

namespace jianbao::fetch {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;

/// The words of a .netrc: separated by white space, or in double quotes with backslashes.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  std::optional<std::string> next() {
    skip_space();
    if (rest_.empty()) return std::nullopt;
    if (rest_.front() == '"') return quoted();
    const auto* end = std::find_if(rest_.begin(), rest_.end(), text::is_ascii_space);
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    std::string word(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return word;
  }

  /// A macro goes on to the next empty line.
  void skip_macro() {
    const std::size_t end = rest_.find("\n\n");
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
  }

 private:
  void skip_space() {
    while (!rest_.empty() && (text::is_ascii_space(rest_.front()) || rest_.front() == '#')) {
      const std::size_t size = rest_.front() == '#' ? std::min(rest_.find('\n'), rest_.size()) : 1;
      rest_.remove_prefix(size);
    }
  }

  std::string quoted() {
    std::string word;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      word += rest_.front();
      rest_.remove_prefix(1);
    }
    if (!rest_.empty()) rest_.remove_prefix(1);
    return word;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Credentials> credentials_for(std::string_view host, std::string_view netrc) {
  Words words(netrc);
  std::optional<Credentials> found;
  bool wanted = false;
  while (const auto word = words.next()) {
    if (*word == "machine" || *word == "default") {
      if (found) return found;
      wanted = *word == "machine" && text::equal_ignoring_case(words.next().value_or(""), host);
      if (wanted) found.emplace();
    } else if (*word == "macdef") {
      words.skip_macro();
    } else if (*word == "login" || *word == "password" || *word == "account") {
      const std::string value = words.next().value_or("");
      if (wanted && *word == "login") found->user = value;
      if (wanted && *word == "password") found->password = value;
    }
  }
  return found;
}

std::string read_netrc(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace jianbao::fetch
