#include "extract/han_dateline.h"

#include <algorithm>
#include <optional>
#include <string>

#include "extract/han_names.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::extract {
namespace {

constexpr std::string_view kReports[] = {"报道", "報導", "報道", "报导"};
constexpr std::string_view kWires[] = {"电讯", "電訊", "专电", "專電", "电", "電", "讯", "訊"};
constexpr std::string_view kKinds[] = {"综合", "綜合", "即时", "即時", "专题", "專題",
                                       "特别", "連線", "连线", "编译", "編譯"};
constexpr std::string_view kFrom[] = {"发自", "發自"};
/// What the name of a place ends in, where the list below does not have it.
constexpr std::string_view kPlaceSuffixes[] = {"市", "县", "縣", "省"};

/// From where newsrooms report most: no name ends in one of these.  In simplified characters.
constexpr std::string_view kPlaces[] = {
    "北京", "上海",   "天津",     "重庆",     "广州",     "深圳",   "香港",     "澳门",      "台北",
    "新北", "桃园",   "台中",     "台南",     "高雄",     "基隆",   "新竹",     "苗栗",      "彰化",
    "南投", "云林",   "嘉义",     "屏东",     "宜兰",     "花莲",   "台东",     "澎湖",      "金门",
    "马祖", "武汉",   "南京",     "杭州",     "成都",     "西安",   "沈阳",     "济南",      "郑州",
    "长沙", "昆明",   "福州",     "厦门",     "合肥",     "南昌",   "石家庄",   "太原",      "兰州",
    "贵阳", "南宁",   "海口",     "哈尔滨",   "长春",     "大连",   "青岛",     "苏州",      "西宁",
    "银川", "拉萨",   "呼和浩特", "乌鲁木齐", "东京",     "首尔",   "新加坡",   "吉隆坡",    "曼谷",
    "河内", "马尼拉", "雅加达",   "新德里",   "华盛顿",   "纽约",   "洛杉矶",   "旧金山",    "伦敦",
    "巴黎", "柏林",   "罗马",     "马德里",   "布鲁塞尔", "日内瓦", "维也纳",   "莫斯科",    "基辅",
    "开罗", "悉尼",   "雪梨",     "多伦多",   "渥太华",   "温哥华", "耶路撒冷", "伊斯坦布尔"};

/// Takes one of the words off the end; false if the text ends in none.
template <class Words>
bool drop_ending(std::string_view& text, const Words& words) {
  for (const std::string_view word : words) {
    if (!text.ends_with(word)) continue;
    text.remove_suffix(word.size());
    return true;
  }
  return false;
}

/// Takes "15日" and "5月15日" off the end.
bool drop_day(std::string_view& text) {
  bool dropped = false;
  for (const std::string_view unit : {"日", "月"}) {
    std::string_view rest = text;
    if (!rest.ends_with(unit)) continue;
    rest.remove_suffix(unit.size());
    const std::size_t digits = rest.size();
    while (!rest.empty() && text::is_ascii_digit(rest.back())) rest.remove_suffix(1);
    if (rest.size() == digits) continue;
    text = rest;
    dropped = true;
  }
  return dropped;
}

bool drop_place(std::string_view& text) {
  constexpr std::size_t kBytesPerHan = 3;
  const std::string folded = text::fold_text(text);
  if (folded.size() != text.size()) return false;
  for (const std::string_view place : kPlaces) {
    if (folded.size() % kBytesPerHan != 0 || !folded.ends_with(place)) continue;
    text.remove_suffix(place.size());
    return true;
  }
  return false;
}

}  // namespace

std::string_view without_dateline(std::string_view text) {
  for (const std::string_view word : kFrom) {
    const std::size_t at = text.find(word);
    if (at != std::string_view::npos) return text.substr(0, at);
  }
  std::string_view rest = text;
  const bool reports = drop_ending(rest, kReports);
  if (!reports && !drop_ending(rest, kWires)) return text;
  drop_ending(rest, kKinds);
  const bool has_day = drop_day(rest);
  const bool has_place = drop_place(rest);
  if (!reports && !has_day && !has_place) return text;
  if (!has_place && std::any_of(std::begin(kPlaceSuffixes), std::end(kPlaceSuffixes),
                                [rest](std::string_view word) { return rest.ends_with(word); })) {
    return {};
  }
  // A place that the list does not have.
  const std::string_view name = has_place ? std::string_view{} : name_before_place(rest);
  return name.empty() ? rest : name;
}

}  // namespace jianbao::extract
