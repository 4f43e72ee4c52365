#include "extract/json_ld.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "extract/json_repair.h"
#include "jianbao/text/date.h"

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

/// How surely an object with this type is the page's article; 0 for what is none.
int worth_of_name(std::string_view name) {
  constexpr std::array<std::string_view, 6> kLesser = {
      "Recipe", "HowTo", "PodcastEpisode", "VideoObject", "CreativeWork", "WebPage"};
  const std::size_t slash = name.find_last_of("/:");  // "http://schema.org/NewsArticle"
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report") return 3;
  if (name == "SocialMediaPosting" || name.ends_with("Review")) return 2;
  return std::find(kLesser.begin(), kLesser.end(), name) == kLesser.end() ? 0 : 1;
}

int worth_of(const Json& type) {
  if (type.is_string()) return worth_of_name(type.get_ref<const std::string&>());
  int best = 0;
  if (!type.is_array()) return best;
  for (const Json& one : type) {
    if (one.is_string()) best = std::max(best, worth_of_name(one.get_ref<const std::string&>()));
  }
  return best;
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string string_member(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

/// A date as it is written, in a list or as a typed value too; a number is Unix time in seconds or
/// milliseconds.
std::string date_member(const Json& object, const char* name) {
  constexpr std::int64_t kFirstMs = 100'000'000'000;  // 1973 as milliseconds, 5138 as seconds
  constexpr std::int64_t kLastMs = 4'102'444'800'000;
  const Json* value = member(object, name);
  if (value != nullptr && value->is_array() && !value->empty()) value = &value->front();
  if (value != nullptr && value->is_object()) value = member(*value, "@value");
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  if (!value->is_number_unsigned()) return {};
  const auto number = value->get<std::uint64_t>();
  if (number == 0 || number > std::uint64_t{kLastMs}) return {};
  const auto ms = static_cast<std::int64_t>(number);
  return text::to_rfc3339(Timestamp{ms < kFirstMs ? ms * 1000 : ms});
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
    std::string text = string_member(*source, name_);
    if (text.empty()) text = string_member(*source, other_);
    return text.empty() ? name_in_parts(*source) : text;
  }

  static std::string name_in_parts(const Json& person) {
    const std::string given = string_member(person, "givenName");
    const std::string family = string_member(person, "familyName");
    return given.empty() || family.empty() ? given + family : given + ' ' + family;
  }

  const std::vector<const Json*>& objects_;
  const char* name_;
  const char* other_;
};

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

bool has_type(const Json& value, std::string_view name) {
  const Json* const type = value.is_object() ? member(value, "@type") : nullptr;
  return type != nullptr && type->is_string() &&
         type->get_ref<const std::string&>().ends_with(name);
}

/// Beside people, organisations are where they work, not who wrote.
std::vector<std::string> makers(const Json* value, const Values& names) {
  if (value == nullptr || !value->is_array()) return names.of(value);
  const auto is_person = [](const Json& one) { return has_type(one, "Person"); };
  if (std::none_of(value->begin(), value->end(), is_person)) return names.of(value);
  Json people = Json::array();
  std::copy_if(value->begin(), value->end(), std::back_inserter(people),
               [](const Json& one) { return !has_type(one, "Organization"); });
  return names.of(&people);
}

void read_article(const Json& article, const std::vector<const Json*>& objects, LinkedData& data) {
  const Values names(objects, "name", "alternateName");
  const Values addresses(objects, "url", "contentUrl");
  const Values captions(objects, "caption", "description");
  fill(data.headline, string_member(article, "headline"));
  fill(data.headline, string_member(article, "name"));
  fill(data.language, names.first_of(member(article, "inLanguage")));
  fill(data.body, string_member(article, "articleBody"));
  fill(data.image, addresses.first_of(member(article, "image")));
  fill(data.section, names.first_of(member(article, "articleSection")));
  const Json* const image = member(article, "image");
  if (image != nullptr && image->is_object()) fill(data.image_caption, captions.first_of(image));
  fill(data.publisher, names.first_of(member(article, "publisher")));
  if (data.keywords.empty()) data.keywords = names.of(member(article, "keywords"));
}

/// What every creative work may say, a page or a film about the article too.
void read_making(const Json& work, const std::vector<const Json*>& objects, LinkedData& data) {
  const Values names(objects, "name", "alternateName");
  fill(data.published, date_member(work, "datePublished"));
  fill(data.modified, date_member(work, "dateModified"));
  if (data.authors.empty()) data.authors = makers(member(work, "author"), names);
  if (data.authors.empty()) data.authors = makers(member(work, "creator"), names);
}

Json parsed(std::string_view text) {
  Json root = Json::parse(text, nullptr, false, true);
  if (root.is_discarded()) root = Json::parse(repaired_json(text), nullptr, false, true);
  return root;
}

}  // namespace

void read_json_ld(std::string_view json, LinkedData& data) {
  constexpr int kArticle = 2;
  if (json.size() > kMaxBytes) return;
  const Json root = parsed(json);
  if (root.is_discarded()) return;
  const std::vector<const Json*> objects = all_objects(root);
  const Json* best = nullptr;
  int worth = 0;
  for (const Json* const object : objects) {
    const Json* const type = member(*object, "@type");
    const int own = type == nullptr ? 0 : worth_of(*type);
    if (own > worth) {
      best = object;
      worth = own;
    }
  }
  if (best == nullptr || worth < data.worth) return;
  if (worth > data.worth) data = {};
  data.worth = worth;
  if (worth >= kArticle || string_member(*best, "@type") == "Recipe") {
    read_article(*best, objects, data);
  }
  read_making(*best, objects, data);
}

}  // namespace jianbao::extract
