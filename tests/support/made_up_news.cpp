#include "support/made_up_news.h"

#include <fmt/format.h>

namespace jianbao::test {
namespace {

constexpr std::string_view kPlaces[] = {"台北",   "东京", "日内瓦", "华盛顿", "香港", "新加坡",
                                        "里斯本", "广州", "悉尼",   "多伦多", "基隆", "首尔"};
constexpr std::string_view kBodies[] = {"港务局",     "气象台",     "市立图书馆", "铁路公司",
                                        "渔业协会",   "大学研究所", "博物馆",     "电力公司",
                                        "消费者团体", "环境委员会", "出版社",     "人工智能实验室"};
constexpr std::string_view kPeople[] = {"林若川", "陈一苇", "周望北", "何采薇", "宋知远",
                                        "吴海棠", "罗慕白", "沈听雨", "杜小满", "梁问渠"};
constexpr std::string_view kTopics[] = {"跨海大桥", "夜间渡轮", "海水淡化",     "旧城改造",
                                        "台湾茶叶", "风力发电", "候鸟保护",     "半导体",
                                        "移动支付", "地震预警", "口述历史档案", "经济合作"};
constexpr std::string_view kActs[] = {"公布了新的计划", "推迟了原定的方案", "表示欢迎",
                                      "提出三点疑问",   "开始公开征求意见", "签署了备忘录",
                                      "完成首次测试",   "暂停了招标"};
constexpr std::string_view kTimes[] = {"星期一", "上周", "当地时间周五", "今年三月",
                                       "去年底", "昨天", "本月中旬",     "过去十年间"};
constexpr std::string_view kRemarks[] = {
    "这项安排将影响沿岸居民的生活", "细节仍有待各方商议",        "预算约为四亿二千万元",
    "有关数据尚未得到独立核实",     "专家认为风险可以控制",      "当地商户的反应不一",
    "相关文件将在网上公开",         "下一轮会谈的日期还没有确定"};

constexpr std::string_view kHantPlaces[] = {"臺北", "東京", "日內瓦", "華盛頓", "臺灣", "澳門"};
constexpr std::string_view kHantBodies[] = {"港務局",   "氣象臺",     "市立圖書館",
                                            "鐵路公司", "漁業協會",   "大學研究所",
                                            "電力公司", "環境委員會", "人工智慧實驗室"};
constexpr std::string_view kHantTopics[] = {"跨海大橋", "夜間渡輪", "海水淡化", "舊城改造",
                                            "風力發電", "候鳥保護", "半導體",   "經濟合作"};
constexpr std::string_view kHantActs[] = {"公布了新的計畫", "推遲了原定的方案", "表示歡迎",
                                          "提出三點疑問",   "簽署了備忘錄",     "暫停了招標"};
constexpr std::string_view kHantRemarks[] = {"這項安排將影響沿岸居民的生活", "細節仍有待各方商議",
                                             "專家認為風險可以控制", "下一輪會談的日期還沒有確定"};

constexpr std::string_view kEnglishBodies[] = {"The harbor board", "A weather office",
                                               "The city library", "The rail company",
                                               "A fishing union",  "The museum"};
constexpr std::string_view kEnglishActs[] = {"published", "postponed", "welcomed", "questioned",
                                             "tested"};
constexpr std::string_view kEnglishTopics[] = {
    "a plan for the night ferry", "the new sea bridge", "an archive of spoken history",
    "cheaper wind power",         "a café charter",     "the earthquake alarm"};
constexpr std::string_view kEnglishTimes[] = {"on Monday", "last week", "in March",
                                              "after ten years", "without notice"};
constexpr std::string_view kSlugWords[] = {"harbor", "museum", "ferry", "bridge", "tea",
                                           "wind",   "rail",   "bird",  "chip",   "archive"};

}  // namespace

std::size_t MadeUpNews::below(std::size_t bound) {
  // std::uniform_int_distribution differs between libraries; the small bias does not matter here.
  return static_cast<std::size_t>(random_()) % bound;
}

std::string MadeUpNews::place() {
  return std::string(pick(kPlaces));
}

std::string MadeUpNews::title() {
  const auto where = pick(kPlaces);
  const auto who = pick(kBodies);
  const auto about = pick(kTopics);
  const auto act = pick(kActs);
  return fmt::format("{}{}就{}{}", where, who, about, act);
}

std::string MadeUpNews::sentence() {
  const auto when = pick(kTimes);
  const auto where = pick(kPlaces);
  const auto who = pick(kBodies);
  const auto person = pick(kPeople);
  const auto about = pick(kTopics);
  const auto act = pick(kActs);
  const auto remark = pick(kRemarks);
  switch (below(3)) {
    case 0:
      return fmt::format("{}，{}{}就{}{}。", when, where, who, about, act);
    case 1:
      return fmt::format("{}的{}{}说，{}。", where, who, person, remark);
    default:
      return fmt::format("“{}，”{}在谈到{}时说，“{}。”", remark, person, about, act);
  }
}

std::string MadeUpNews::paragraph() {
  std::string text;
  for (std::size_t left = 3 + below(4); left > 0; --left) text += sentence();
  return text;
}

std::string MadeUpNews::hant_title() {
  const auto where = pick(kHantPlaces);
  const auto who = pick(kHantBodies);
  const auto about = pick(kHantTopics);
  const auto act = pick(kHantActs);
  return fmt::format("{}{}就{}{}", where, who, about, act);
}

std::string MadeUpNews::hant_sentence() {
  const auto where = pick(kHantPlaces);
  const auto who = pick(kHantBodies);
  const auto about = pick(kHantTopics);
  const auto remark = pick(kHantRemarks);
  return fmt::format("{}的{}在談到{}時說，{}。", where, who, about, remark);
}

std::string MadeUpNews::english_title() {
  const auto who = pick(kEnglishBodies);
  const auto act = pick(kEnglishActs);
  const auto what = pick(kEnglishTopics);
  return fmt::format("{} {} {}", who, act, what);
}

std::string MadeUpNews::english_sentence() {
  const auto start = english_title();
  const auto when = pick(kEnglishTimes);
  return fmt::format("{} {}.", start, when);
}

std::string MadeUpNews::slug() {
  std::string text(pick(kSlugWords));
  for (std::size_t left = 1 + below(2); left > 0; --left) text.append("-").append(pick(kSlugWords));
  return text;
}

std::string marker(std::size_t number) {
  constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
  std::string text = "第";
  for (std::size_t unit = 1000; unit > 0; unit /= 10) text += kDigits[number / unit % 10];
  return text + "号稿";
}

}  // namespace jianbao::test
