#include "cli/sandbox.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

namespace jianbao::test {

Sandbox::Sandbox() {
  options.folder = folder_.path().string();
  options.environment = {{"HOME", options.folder}, {"TZ", "UTC"}, {"LC_ALL", "C.UTF-8"}};
}

ProcessResult Sandbox::operator()(const std::vector<std::string>& arguments) const {
  std::string line;
  for (const std::string& argument : arguments) line += argument + " ";
  ProcessResult result = run(JIANBAO_BINARY, arguments, options);
  UNSCOPED_INFO("jianbao " << line << "gave " << result.status << "\nstdout: " << result.out
                           << "\nstderr: " << result.err);
  return result;
}

std::vector<std::string> Sandbox::names(const std::string& folder) const {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / folder)) {
    all.push_back(entry.path().filename().string());
  }
  std::sort(all.begin(), all.end());
  return all;
}

void Sandbox::write_article(const std::string& name, std::int64_t header_ms,
                            const std::string& title, const std::string& text) const {
  const std::string stem = std::filesystem::path(name).stem().string();
  write(name, "<!--" + std::to_string(header_ms) + "-->\n[" + title + "](https://news.example/" +
                  stem + ")\n------\n\n<p>" + text + "</p>\n");
}

void Sandbox::fill_archive() const {
  write_article("articles/晨报/a1.md", 1704067200000, "美国总统访问日本",
                "东京举行了会谈，讨论贸易。");
  write_article("articles/晨报/a2.md", 1706745600000, "美国与中国商谈关税",
                "双方代表在日内瓦见面。");
  write_article("articles/夜报/b1.md", 1709251200000, "学习 C++ 的人多了",
                "编程语言 [a,b] 与 ++ 运算。");
  write_article("articles/夜报/b2.md", 1711929600000, "天气转暖", "公园里的花开了，\"C++\" 无关。");
  const ProcessResult result = (*this)({"-q", "ingest", "articles"});
  REQUIRE(result.status == 0);
}

nlohmann::json parse_json(const std::string& text) {
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  INFO(text);
  REQUIRE_FALSE(value.is_discarded());
  return value;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

std::string news_page(const std::string& title, const std::string& first_paragraph) {
  std::string page = "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\"><title>" +
                     title + "</title></head><body><article><h1>" + title + "</h1><p>" +
                     first_paragraph + "</p>";
  for (int i = 0; i < 6; ++i) {
    page +=
        "<p>"
        "这是一段用来测试正文提取的文字，它有足够的长度，也有标点符号，读起来像一篇普通的新闻报道。"
        "</p>";
  }
  return page + "</article></body></html>\n";
}

}  // namespace jianbao::test
