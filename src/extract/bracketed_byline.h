#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// The byline in brackets with which the text of an agency's article begins, behind its name and
/// dateline, or ends: "記者王小明台北15日電" of "（江城社記者王小明台北15日電）大桥…", "记者
/// 王小明" of "…开放。（记者 王小明）".  Empty if there is none; of long texts only both ends are
/// looked at.
std::string bracketed_byline(std::string_view paragraph);

}  // namespace jianbao::extract
