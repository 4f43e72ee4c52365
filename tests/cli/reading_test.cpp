#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

TEST_CASE("without an archive the reading commands say what to do", "[cli]") {
  const Sandbox jianbao;
  for (const auto& line : {std::vector<std::string>{"search", "美国"},
                           {"list"},
                           {"show", "1"},
                           {"stats"},
                           {"export"},
                           {"check"},
                           {"optimize"}}) {
    const auto result = jianbao(line);
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    CHECK(lines(result.err).size() == 1);
    CHECK(result.err.find("archive.db") != std::string::npos);
    CHECK(result.err.find("jianbao ingest") != std::string::npos);
  }
}

TEST_CASE("what is no archive is refused by name", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("text.db", "this is no database, it only has the name of one\n");
  const auto result = jianbao({"--db", "text.db", "list"});
  CHECK(result.status == 4);
  CHECK(lines(result.err).size() == 1);
  CHECK(result.err.find("text.db") != std::string::npos);
  CHECK(jianbao.read("text.db").starts_with("this is no database"));
}

TEST_CASE("list prints the newest first, all of them into a pipe", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"list"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto rows = lines(result.out);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == "id\tpublished\tsource\ttitle\turl");
  CHECK(rows[1].find("天气转暖") != std::string::npos);
  CHECK(rows[4].find("美国总统访问日本") != std::string::npos);
}

TEST_CASE("list obeys selectors, fields and formats", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto csv = jianbao({"list", "--format", "csv", "--fields", "title,source", "--source",
                            "夜报", "--sort", "oldest"});
  CHECK(csv.out == "title,source\r\n学习 C++ 的人多了,夜报\r\n天气转暖,夜报\r\n");
  const auto both = jianbao({"list", "--source", "夜报", "--source", "晨报", "--fields", "id"});
  CHECK(lines(both.out).size() == 5);
  const auto json = parse_json(jianbao({"list", "--format", "json", "--limit", "1"}).out);
  CHECK(json.at("total") == 4);
  CHECK(json.at("results").size() == 1);
  const auto jsonl = jianbao({"list", "--format", "jsonl", "--offset", "3"});
  CHECK(lines(jsonl.out).size() == 1);
  CHECK(jianbao({"list", "--source", "无", "--fail-empty"}).status == 1);
  CHECK(jianbao({"list", "--source", "无"}).status == 0);
}

TEST_CASE("a source that the archive does not know is told, with the name most like it", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.write_article("x.md", 1704067200000, "甲", "第一篇。");
  REQUIRE(jianbao({"-q", "ingest", "--source", "Evening News", "x.md"}).status == 0);
  const std::string told = "no source is called Evenng News; did you mean Evening News?\n";
  for (const auto& line : {std::vector<std::string>{"list"},
                           {"search", "美国"},
                           {"stats"},
                           {"export", "--format", "csv"}}) {
    CAPTURE(line.front());
    auto arguments = line;
    arguments.insert(arguments.end(), {"--source", "Evenng News"});
    const auto result = jianbao(arguments);
    CHECK(result.status == 0);
    CHECK(result.err == told);
    arguments.insert(arguments.end(), {"--source", "Evening News"});
    CHECK(jianbao(arguments).err == told);
  }
  const auto unlike = jianbao({"list", "--source", "无", "--source", "夜报", "--fail-empty"});
  CHECK(unlike.status == 0);
  CHECK(unlike.err == "no source is called 无; `jianbao stats` lists them\n");
  CHECK(jianbao({"-q", "list", "--source", "无"}).err.empty());
}

TEST_CASE("show prints the article with its dates and where they come from", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto ids = lines(jianbao({"list", "--sort", "oldest", "--fields", "id"}).out);
  const auto result = jianbao({"show", ids.at(1), "--tz", "Asia/Shanghai"});
  CHECK(result.status == 0);
  const auto printed = lines(result.out);
  CHECK(printed.at(0) == "美国总统访问日本");
  CHECK(result.out.find("published   2024-01-01T08:00:00+08:00 (from the file's header)\n") !=
        std::string::npos);
  CHECK(result.out.find("header      2024-01-01T08:00:00+08:00 (given by the feed)\n") !=
        std::string::npos);
  CHECK(result.out.find("first seen  ") != std::string::npos);
  CHECK(result.out.find("url         https://news.example/a1\n") != std::string::npos);
  CHECK(result.out.ends_with("\n\n东京举行了会谈，讨论贸易。\n"));
}

TEST_CASE("show prints JSON, several articles too", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto ids = lines(jianbao({"list", "--sort", "oldest", "--fields", "id"}).out);
  const auto json = parse_json(jianbao({"show", "--format", "json", ids.at(1), ids.at(2)}).out);
  CHECK(json.at("total") == 2);
  CHECK(json.at("results").at(0).at("text") == "东京举行了会谈，讨论贸易。");
}

TEST_CASE("an unknown ID is a usage error with a hint", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"show", "4711"});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "jianbao: 4711: no article has this ID; jianbao list shows the IDs\n");
}

TEST_CASE("stats counts by source, and by period on request", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto plain = jianbao({"stats", "--format", "json", "--source", "晨报"});
  CHECK(plain.status == 0);
  const auto row = parse_json(plain.out).at("results").at(0);
  CHECK(row.at("source") == "晨报");
  CHECK(row.at("articles") == 2);
  CHECK(row.at("oldest") == "2024-01-01T00:00:00Z");
  CHECK(row.at("newest") == "2024-02-01T00:00:00Z");
  const auto monthly = jianbao({"stats", "--per", "month"});
  CHECK(lines(monthly.out).at(0) == "source\tperiod\tarticles\tcharacters\toldest\tnewest");
  CHECK(lines(monthly.out).size() == 5);
  CHECK(monthly.out.find("2024-03\t1\t") != std::string::npos);
  CHECK(jianbao({"stats", "--per", "century"}).status == 2);
}

TEST_CASE("check is content with a sound archive and quiet with -q", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"check"});
  CHECK(result.status == 0);
  CHECK(result.out.empty());
  CHECK(result.err.find("nothing wrong") != std::string::npos);
  const auto quiet = jianbao({"-q", "check"});
  CHECK(quiet.status == 0);
  CHECK(quiet.err.empty());
}
