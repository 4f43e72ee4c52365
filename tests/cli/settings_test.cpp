#include <catch2/catch.hpp>
#include <map>

#include "cli/sandbox.h"

using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

std::string shown(const Sandbox& jianbao, const std::string& name,
                  std::vector<std::string> line = {}) {
  line.insert(line.end(), {"config", "show", "--format", "json"});
  const auto result = jianbao(line);
  REQUIRE(result.status == 0);
  const auto settings = parse_json(result.out);
  for (const auto& row : settings.at("results")) {
    if (row.at("name") == name) {
      return row.at("value").get<std::string>() + " | " + row.at("origin").get<std::string>();
    }
  }
  return {};
}

}  // namespace

TEST_CASE("without configuration the files lie in the home folder's XDG places", "[cli]") {
  const Sandbox jianbao;
  CHECK(shown(jianbao, "db") == jianbao / ".local/share/jianbao/archive.db" + " | default");
  CHECK(shown(jianbao, "config") == jianbao / ".config/jianbao/config.toml" + " | default");
  CHECK(shown(jianbao, "color") == "auto | default");
  CHECK(shown(jianbao, "tz") == "UTC | default");
}

TEST_CASE("XDG folders move them, relative ones are ignored", "[cli]") {
  Sandbox jianbao;
  jianbao.options.environment["XDG_DATA_HOME"] = jianbao / "data";
  jianbao.options.environment["XDG_CONFIG_HOME"] = "relative";
  CHECK(shown(jianbao, "db") == jianbao / "data/jianbao/archive.db" + " | default");
  CHECK(shown(jianbao, "config") == jianbao / ".config/jianbao/config.toml" + " | default");
}

TEST_CASE("option over environment over file over default", "[cli]") {
  Sandbox jianbao;
  const std::string file = jianbao / ".config/jianbao/config.toml";
  CHECK(shown(jianbao, "color") == "auto | default");
  jianbao.write(".config/jianbao/config.toml",
                "# mine\ncolor = \"never\"\njobs = 3\npause = 0.5\n"
                "allow-private = true\n");
  CHECK(shown(jianbao, "color") == "never | " + file + ":2");
  CHECK(shown(jianbao, "jobs") == "3 | " + file + ":3");
  CHECK(shown(jianbao, "pause") == "0.5 | " + file + ":4");
  CHECK(shown(jianbao, "allow-private") == "true | " + file + ":5");
  jianbao.options.environment["JIANBAO_COLOR"] = "always";
  CHECK(shown(jianbao, "color") == "always | environment JIANBAO_COLOR");
  jianbao.options.environment["JIANBAO_COLOR"] = "";
  CHECK(shown(jianbao, "color") == "never | " + file + ":2");
  CHECK(shown(jianbao, "color", {"--color", "auto"}) == "auto | option --color");
}

TEST_CASE("option --config and JIANBAO_CONFIG name the file", "[cli]") {
  Sandbox jianbao;
  jianbao.write("one.toml", "tz = \"Asia/Shanghai\"\n");
  jianbao.write("two.toml", "tz = \"Asia/Taipei\"\n");
  jianbao.options.environment["JIANBAO_CONFIG"] = "one.toml";
  CHECK(shown(jianbao, "tz") == "Asia/Shanghai | one.toml:1");
  CHECK(shown(jianbao, "tz", {"--config", "two.toml"}) == "Asia/Taipei | two.toml:1");
}

TEST_CASE("an archive named in the file lies beside it or below the home folder", "[cli]") {
  Sandbox jianbao;
  jianbao.write("conf/c.toml", "db = \"news.db\"\n");
  CHECK(shown(jianbao, "db", {"--config", jianbao / "conf/c.toml"}) ==
        jianbao / "conf/news.db" + " | " + jianbao / "conf/c.toml" + ":1");
  jianbao.write("conf/c.toml", "db = \"~/news.db\"\n");
  CHECK(shown(jianbao, "db", {"--config", jianbao / "conf/c.toml"}) ==
        jianbao / "news.db" + " | " + jianbao / "conf/c.toml" + ":1");
  jianbao.options.environment["JIANBAO_DB"] = "~/other.db";
  CHECK(shown(jianbao, "db") == jianbao / "other.db" + " | environment JIANBAO_DB");
}

TEST_CASE("a bad configuration is named with its line and ends with 4", "[cli]") {
  Sandbox jianbao;
  const auto fails = [&](const std::string& toml, const std::string& said) {
    jianbao.write("c.toml", toml);
    const auto result = jianbao({"--config", "c.toml", "config", "show"});
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    CHECK(result.err.starts_with("jianbao: c.toml"));
    CHECK(result.err.find(said) != std::string::npos);
    CHECK(jianbao::test::lines(result.err).size() == 1);
  };
  fails("colour = \"never\"\n", "c.toml:1: there is no setting \"colour\"; did you mean color?");
  fails("\n\ncolor = [1, 2]\n", "c.toml:3: color takes one value");
  fails("color = \n", "c.toml:1: ");
  fails("color = \"pink\"\n", "c.toml:1: color: \"pink\" is none of auto, always, never");
  fails("jobs = 2\ntz = \"Mars/Olympus\"\n", "c.toml:2: tz: \"Mars/Olympus\" is no time zone");
  fails("db = \"\"\n", "db: \"\" is no file name");
  fails(std::string(2'000'000, '#'), "larger than");
  const auto missing = jianbao({"--config", "none.toml", "config", "show"});
  CHECK(missing.status == 4);
  CHECK(missing.err == "jianbao: none.toml: no such file\n");
}

TEST_CASE("what an unattended ingest goes by can be set once and for all", "[cli][cron]") {
  Sandbox jianbao;
  for (const auto& [name, value] : std::map<std::string, std::string>{{"jobs", "8"},
                                                                      {"threads", "0"},
                                                                      {"pause", "1s"},
                                                                      {"timeout", "30s"},
                                                                      {"allow-private", "false"},
                                                                      {"no-robots", "false"},
                                                                      {"no-site-rules", "false"},
                                                                      {"proxy", ""},
                                                                      {"netrc", ""},
                                                                      {"max-runtime", "0"},
                                                                      {"exec", ""},
                                                                      {"wait", "0"},
                                                                      {"log-file", ""},
                                                                      {"log-level", "info"}})
    CHECK(shown(jianbao, name) == value + " | default");
  jianbao.options.environment["JIANBAO_ALLOW_PRIVATE"] = "1";
  jianbao.options.environment["JIANBAO_NO_ROBOTS"] = "yes";
  jianbao.options.environment["JIANBAO_NETRC"] = "~/.netrc";
  jianbao.options.environment["JIANBAO_MAX_RUNTIME"] = "10m";
  jianbao.options.environment["JIANBAO_THREADS"] = "2";
  CHECK(shown(jianbao, "allow-private") == "1 | environment JIANBAO_ALLOW_PRIVATE");
  CHECK(shown(jianbao, "no-robots") == "yes | environment JIANBAO_NO_ROBOTS");
  CHECK(shown(jianbao, "netrc") == jianbao / ".netrc" + " | environment JIANBAO_NETRC");
  CHECK(shown(jianbao, "max-runtime") == "10m | environment JIANBAO_MAX_RUNTIME");
  CHECK(shown(jianbao, "threads") == "2 | environment JIANBAO_THREADS");
  jianbao.write("conf/c.toml", "log-file = \"ingest.log\"\nlog-level = \"warn\"\nwait = 30\n");
  const std::string file = jianbao / "conf/c.toml";
  CHECK(shown(jianbao, "log-file", {"--config", file}) ==
        jianbao / "conf/ingest.log" + " | " + file + ":1");
  CHECK(shown(jianbao, "log-level", {"--config", file}) == "warn | " + file + ":2");
  CHECK(shown(jianbao, "wait", {"--config", file}) == "30 | " + file + ":3");
}

TEST_CASE("a bad value in the environment is a matter of configuration", "[cli]") {
  Sandbox jianbao;
  jianbao.options.environment["JIANBAO_JOBS"] = "several";
  const auto result = jianbao({"config", "show"});
  CHECK(result.status == 4);
  CHECK(result.err.starts_with("jianbao: environment JIANBAO_JOBS: jobs: \"several\""));
  jianbao.options.environment = {{"HOME", jianbao.options.folder}, {"JIANBAO_TZ", "Nowhere"}};
  const auto zone = jianbao({"config", "show"});
  CHECK(zone.status == 4);
  CHECK(zone.err.starts_with("jianbao: environment JIANBAO_TZ: tz: \"Nowhere\" is no time zone"));
}

TEST_CASE("a proxy of the settings is an address, and shown without its password", "[cli]") {
  Sandbox jianbao;
  jianbao.write("c.toml", "proxy = \"http://me:geheim@127.0.0.1:7890\"\n");
  const std::string file = jianbao / "c.toml";
  CHECK(shown(jianbao, "proxy", {"--config", file}) ==
        "http://me:***@127.0.0.1:7890 | " + file + ":1");
  jianbao.options.environment["JIANBAO_PROXY"] = "127.0.0.1:7890";
  const auto environment = jianbao({"config", "show"});
  CHECK(environment.status == 4);
  CHECK(environment.err ==
        "jianbao: environment JIANBAO_PROXY: proxy: 127.0.0.1:7890: is no proxy's address; did you "
        "mean http://127.0.0.1:7890?\n");
  jianbao.options.environment.erase("JIANBAO_PROXY");
  const auto option = jianbao({"ingest", "--proxy", "ftp://me:geheim@a", "https://a.example/f"});
  CHECK(option.status == 2);
  CHECK(option.err.starts_with("jianbao: --proxy: ftp://me:***@a: is no proxy's address"));
}

TEST_CASE("a timeout is a span that leaves some time", "[cli]") {
  const Sandbox jianbao;
  for (const char* value : {"0", "2h", "soon"}) {
    const auto refused = jianbao({"ingest", "--timeout", value, "https://a.example/f"});
    CHECK(refused.status == 2);
    CHECK(refused.err.starts_with("jianbao: --timeout: \"" + std::string(value) + "\" "));
  }
}

TEST_CASE("config show prints TSV into a pipe and a table on request", "[cli]") {
  const Sandbox jianbao;
  const auto piped = jianbao({"config", "show"});
  CHECK(piped.out.starts_with("name\tvalue\torigin\nconfig\t"));
  const auto table = jianbao({"config", "show", "--format", "table"});
  CHECK(table.out.starts_with("NAME "));
  CHECK(jianbao({"config"}).status == 2);
}
