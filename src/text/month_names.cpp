#include "text/month_names.h"

#include "jianbao/text/unicode.h"
#include "text/date_names.h"

namespace jianbao::text {

namespace {

struct MonthName {
  std::string_view begins;  ///< of the name; long enough to tell it from all others
  int month;
};

constexpr std::size_t kFewestLetters = 3;

// Folded: no accents, lower case.  Of two that fit, the longer one counts.
// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Finnish, Polish,
// Czech, Turkish, Indonesian, Romanian, Lithuanian; Russian and Ukrainian.
constexpr MonthName kNames[] = {
    {"jan", 1},    {"ene", 1},      {"gen", 1},      {"jaen", 1},      {"ian", 1},
    {"tammi", 1},  {"stycz", 1},    {"led", 1},      {"oca", 1},       {"sausi", 1},
    {"янв", 1},    {"січ", 1},      {"feb", 2},      {"fev", 2},       {"helmi", 2},
    {"lut", 2},    {"unor", 2},     {"sub", 2},      {"vasari", 2},    {"фев", 2},
    {"лют", 2},    {"marzec", 3},   {"marc", 3},     {"mart", 3},      {"mars", 3},
    {"marz", 3},   {"maart", 3},    {"maerz", 3},    {"maalis", 3},    {"brez", 3},
    {"kovo", 3},   {"mar", 3},      {"mrt", 3},      {"mrz", 3},       {"мар", 3},
    {"бер", 3},    {"apr", 4},      {"avr", 4},      {"abr", 4},       {"huhti", 4},
    {"kwie", 4},   {"dub", 4},      {"nis", 4},      {"balandzi", 4},  {"апр", 4},
    {"квіт", 4},   {"may", 5},      {"mai", 5},      {"maj", 5},       {"mei", 5},
    {"mag", 5},    {"toukokuu", 5}, {"touko", 5},    {"kvet", 5},      {"geguze", 5},
    {"мая", 5},    {"май", 5},      {"маи", 5},      {"трав", 5},      {"juin", 6},
    {"jun", 6},    {"giu", 6},      {"iun", 6},      {"kesa", 6},      {"czerw", 6},
    {"cerven", 6}, {"haz", 6},      {"birzel", 6},   {"июн", 6},       {"черв", 6},
    {"juil", 7},   {"jul", 7},      {"lug", 7},      {"iul", 7},       {"heina", 7},
    {"lip", 7},    {"cervenec", 7}, {"tem", 7},      {"liepos", 7},    {"июл", 7},
    {"лип", 7},    {"aug", 8},      {"aou", 8},      {"ago", 8},       {"elo", 8},
    {"sier", 8},   {"srp", 8},      {"agu", 8},      {"rugpju", 8},    {"авг", 8},
    {"серп", 8},   {"sep", 9},      {"set", 9},      {"syys", 9},      {"wrze", 9},
    {"zari", 9},   {"eyl", 9},      {"rugsej", 9},   {"сен", 9},       {"вер", 9},
    {"oct", 10},   {"okt", 10},     {"out", 10},     {"ott", 10},      {"loka", 10},
    {"pazdz", 10}, {"rij", 10},     {"eki", 10},     {"spali", 10},    {"окт", 10},
    {"жовт", 10},  {"nov", 11},     {"marras", 11},  {"listopad", 11}, {"lis", 11},
    {"kas", 11},   {"lapkri", 11},  {"ноя", 11},     {"лист", 11},     {"dec", 12},
    {"dez", 12},   {"dic", 12},     {"des", 12},     {"joulu", 12},    {"grud", 12},
    {"pros", 12},  {"ara", 12},     {"gruodzi", 12}, {"дек", 12},      {"груд", 12}};

}  // namespace

std::optional<int> month_of(std::string_view folded) {
  if (count_code_points(folded) < kFewestLetters) return std::nullopt;
  const MonthName* best = nullptr;
  for (const MonthName& name : kNames) {
    if (!folded.starts_with(name.begins)) continue;
    if (best == nullptr || name.begins.size() > best->begins.size()) best = &name;
  }
  return best == nullptr ? foreign_month(folded) : best->month;
}

}  // namespace jianbao::text
