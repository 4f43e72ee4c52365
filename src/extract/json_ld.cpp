#include "extract/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace jianbao::extract {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBytes = std::size_t{2} << 20U;
constexpr std::size_t kMaxValues = 20'000;
constexpr std::size_t kMaxAuthors = 20;

/// Every object of a document, outer ones first.
std::vector<const Json*> all_objects(const Json& root) {
  std::vector<const Json*> objects;
  std::vector<const Json*> open = {&root};
  for (std::size_t i = 0; i < open.size() && open.size() < kMaxValues; ++i) {
    if (open[i]->is_object()) objects.push_back(open[i]);
    if (!open[i]->is_structured()) continue;
    for (const Json& child : *open[i]) {
      if (child.is_structured()) open.push_back(&child);
    }
  }
  return objects;
}

bool is_article_type(const Json& type) {
  if (type.is_array())
    return std::any_of(type.begin(), type.end(),
                       [](const Json& one) { return one.is_string() && is_article_type(one); });
  if (!type.is_string()) return false;
  const auto& name = type.get_ref<const std::string&>();
  return name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report" ||
         name == "SocialMediaPosting" || name.ends_with("Review");
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string string_member(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

/// A value that may be a string, an object with `name` (or `other`), or a list of these.
class Values {
 public:
  Values(const std::vector<const Json*>& objects, const char* name, const char* other)
      : objects_(objects), name_(name), other_(other) {}

  std::vector<std::string> of(const Json* value) const {
    std::vector<std::string> found;
    if (value == nullptr) return found;
    if (!value->is_array()) {
      add(*value, found);
      return found;
    }
    for (const Json& one : *value) {
      if (found.size() < kMaxAuthors) add(one, found);
    }
    return found;
  }

  std::string first_of(const Json* value) const {
    const std::vector<std::string> found = of(value);
    return found.empty() ? std::string{} : found.front();
  }

 private:
  void add(const Json& value, std::vector<std::string>& found) const {
    std::string text;
    if (value.is_string()) text = value.get<std::string>();
    if (value.is_object()) text = from_object(value);
    if (!text.empty()) found.push_back(std::move(text));
  }

  std::string from_object(const Json& object) const {
    const Json* source = &object;
    if (!object.contains(name_)) {
      // A reference to an object that stands elsewhere in the document.
      const std::string id = string_member(object, "@id");
      const auto target =
          std::find_if(objects_.begin(), objects_.end(), [&](const Json* candidate) {
            return candidate->contains(name_) && !id.empty() &&
                   string_member(*candidate, "@id") == id;
          });
      if (target != objects_.end()) source = *target;
    }
    const Json* const named = member(*source, name_);
    if (named != nullptr && named->is_array() && !named->empty() && (*named)[0].is_string()) {
      return (*named)[0].get<std::string>();
    }
    const std::string text = string_member(*source, name_);
    return text.empty() ? string_member(*source, other_) : text;
  }

  const std::vector<const Json*>& objects_;
  const char* name_;
  const char* other_;
};

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void read_article(const Json& article, const std::vector<const Json*>& objects, LinkedData& data) {
  const Values names(objects, "name", "alternateName");
  const Values addresses(objects, "url", "contentUrl");
  fill(data.headline, string_member(article, "headline"));
  fill(data.headline, string_member(article, "name"));
  fill(data.published, string_member(article, "datePublished"));
  fill(data.modified, string_member(article, "dateModified"));
  fill(data.language, string_member(article, "inLanguage"));
  fill(data.body, string_member(article, "articleBody"));
  fill(data.image, addresses.first_of(member(article, "image")));
  fill(data.publisher, names.first_of(member(article, "publisher")));
  if (data.authors.empty()) data.authors = names.of(member(article, "author"));
  if (data.keywords.empty()) data.keywords = names.of(member(article, "keywords"));
}

}  // namespace

void read_json_ld(std::string_view json, LinkedData& data) {
  if (json.size() > kMaxBytes) return;
  const Json root = Json::parse(json, nullptr, false, true);
  if (root.is_discarded()) return;
  const std::vector<const Json*> objects = all_objects(root);
  for (const Json* const object : objects) {
    const Json* const type = member(*object, "@type");
    if (type != nullptr && is_article_type(*type)) {
      read_article(*object, objects, data);
      return;
    }
  }
}

}  // namespace jianbao::extract
