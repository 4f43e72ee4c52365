#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jianbao::extract {

/// The names in a byline such as "By Ann Lee and Bo Chen, Staff Writers", "Von Anna Weber",
/// "记者 张三、李四" or "홍길동 기자".  Without the words around them ("By", "记者", "기자"), job
/// titles, addresses, handles, dates, and accounts that stand for nobody ("admin").  Each name
/// once, at most kMaxAuthors.
/// @param byline  on one line.
std::vector<std::string> author_names(std::string_view byline);

/// author_names() of several bylines together.
std::vector<std::string> author_names(const std::vector<std::string>& bylines);

/// True for what could be a name: few words, each with a capital or of a script without them.
bool looks_like_name(std::string_view name);

/// True for what can be the full name of somebody: looks_like_name() with two words or
/// more, or two to four Han characters.
bool is_full_name(std::string_view name);

/// Names as libraries write them, with the given name first: "Lee, Ann; van Dam, Bo" as "Ann Lee;
/// Bo van Dam".  Any other list as it is.
std::string with_given_names_first(std::string_view names);

/// The full name among `others` that a single word is the first name or the account of ("ann",
/// "annlee"), else the name itself.
std::string fuller_name(std::string name, const std::vector<std::string>& others);

/// True for a text that is a byline and nothing else: "Von Anna Beispiel und Bert Muster".
bool is_byline(std::string_view text);

inline constexpr std::size_t kMaxAuthors = 50;

}  // namespace jianbao::extract
