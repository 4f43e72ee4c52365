#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// The byline that a Korean paragraph begins with, or that is all of it: "(강성=강성뉴스) 홍길동
/// 기자 = …", "[강성일보 홍길동 기자] …", "홍길동 기자 hong@news.example"; empty if it has none.
std::string korean_byline(std::string_view paragraph);

}  // namespace jianbao::extract
