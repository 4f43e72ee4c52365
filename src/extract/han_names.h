#pragma once

#include <string_view>
#include <vector>

namespace jianbao::extract {

/// True for two to four Han characters.
bool is_han_name(std::string_view word);

/// True for two or three characters, the first of them one of the hundred commonest family names,
/// that do not end as places do: 张三, not 唐山, 东港 or 江城.
bool is_common_han_name(std::string_view word);

/// The name before a place that no list has: 李四 of 李四江城, 王小明 of 王小明江城; empty where no
/// common name stands there.
std::string_view name_before_place(std::string_view words);

/// True for what somebody is, not who: 江城大学教授, 财新记者, 特约评论员, 粤语组, 江城社.  Not
/// 王教授.
bool is_han_role(std::string_view word);

/// The names of "张三 李四 北京报道": two, where every word but datelines and roles could be one.
std::vector<std::string_view> han_names(std::string_view text);

}  // namespace jianbao::extract
