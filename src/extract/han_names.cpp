#include "extract/han_names.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "extract/han_dateline.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxHanName = 4;
constexpr std::size_t kHanBytes = 3;

/// The hundred commonest family names, in simplified characters.
constexpr std::string_view kFamilyNames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤";
constexpr std::string_view kDoubleFamilyNames[] = {"欧阳", "司马", "上官", "诸葛", "东方",
                                                   "皇甫", "尉迟", "公孙", "慕容", "司徒"};
/// What the names of places end in, more often than those of people.
constexpr std::string_view kPlaceEndings[] = {"市", "县", "省", "区", "镇", "乡", "州",
                                              "山", "江", "河", "湖", "口", "港", "城",
                                              "岛", "湾", "门", "阳", "京", "都", "国"};
constexpr std::string_view kRoles[] = {
    "教授",   "研究员", "讲师",   "学者",   "博士",   "专家",   "分析师", "经济学家", "工程师",
    "律师",   "医生",   "医师",   "作家",   "诗人",   "导演",   "院长",   "所长",     "主任",
    "会长",   "秘书长", "主席",   "总裁",   "总监",   "创始人", "顾问",   "委员",     "主持人",
    "记者",   "编辑",   "主编",   "总编",   "评论员", "撰稿人", "特派员", "通讯员",   "专栏作者",
    "研究生", "理事",   "负责人", "发言人", "大使",   "教师"};
/// Newsrooms and their parts.
constexpr std::string_view kNewsrooms[] = {"社",   "报", "网", "台", "之音", "新闻",
                                           "周刊", "组", "部", "室", "频道"};

/// In simplified characters, which takes as many bytes for all that names are made of.
std::string simplified(std::string_view word) {
  std::string folded = text::fold_text(word);
  return folded.size() == word.size() ? folded : std::string(word);
}

/// Of so many characters, each of three bytes: the basic plane's.
bool is_han_of(std::string_view words, std::size_t letters) {
  if (words.size() != letters * kHanBytes) return false;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t begin = at;
    if (!text::is_cjk(text::next_code_point(words, at)) || at - begin != kHanBytes) return false;
  }
  return true;
}

bool has_family_name(const std::string& simple) {
  return simple.size() >= kHanBytes &&
         kFamilyNames.find(simple.substr(0, kHanBytes)) != std::string_view::npos;
}

template <class Words>
bool ends_in_one_of(std::string_view text, const Words& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [text](std::string_view word) { return text.ends_with(word); });
}

}  // namespace

bool is_han_name(std::string_view word) {
  if (text::count_code_points(word) > kMaxHanName || text::count_code_points(word) < 2)
    return false;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::next_code_point(word, at);
    if (!text::is_cjk(c) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3041 && c <= 0x30FF)) {
      return false;
    }
  }
  return true;
}

bool is_common_han_name(std::string_view word) {
  if (!is_han_of(word, 2) && !is_han_of(word, 3)) return false;
  const std::string simple = simplified(word);
  return has_family_name(simple) && !ends_in_one_of(simple, kPlaceEndings);
}

std::string_view name_before_place(std::string_view words) {
  if (!is_han_of(words, 4) && !is_han_of(words, 5)) return {};
  const std::string simple = simplified(words);
  const auto begins = [&simple](std::string_view name) { return simple.starts_with(name); };
  if (std::any_of(std::begin(kDoubleFamilyNames), std::end(kDoubleFamilyNames), begins)) return {};
  const std::string_view name = words.substr(0, words.size() - 2 * kHanBytes);
  return is_common_han_name(name) ? name : std::string_view{};
}

bool is_han_role(std::string_view word) {
  const std::string simple = simplified(word);
  const std::size_t letters = text::count_code_points(simple);
  if (letters < 3 || letters * kHanBytes != simple.size()) return false;
  if (letters == 3 && has_family_name(simple)) return false;
  if (ends_in_one_of(simple, kNewsrooms)) return true;
  const auto* const role =
      std::find_if(std::begin(kRoles), std::end(kRoles),
                   [&simple](std::string_view known) { return simple.ends_with(known); });
  if (role == std::end(kRoles)) return false;
  // 张三教授 is somebody.
  return !is_common_han_name(std::string_view(simple).substr(0, simple.size() - role->size()));
}

std::vector<std::string_view> han_names(std::string_view text) {
  std::vector<std::string_view> names;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view name = without_dateline(word);
    if (name.empty() || is_han_role(name)) continue;
    if (!is_han_name(name)) return {};
    names.push_back(name);
  }
  return names;
}

}  // namespace jianbao::extract
