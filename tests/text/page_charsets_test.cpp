#include <iconv.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "jianbao/text/charset.h"
#include "jianbao/text/unicode.h"

namespace text = jianbao::text;
using namespace std::string_literals;

namespace {

const std::string kSimplified =
    "今天上午，市图书馆的新馆正式开放，第一天就有三千多名读者到访。馆长说，新馆的藏书超过五十万册"
    "。";
const std::string kTraditional =
    "今天上午，市立圖書館的新館正式開放，第一天就有三千多名讀者到訪。館長說，新館的藏書超過五十萬冊"
    "。";
const std::string kCantonese =
    "今日上午，市立圖書館嘅新館正式開放，第一日就有三千幾名讀者到訪。館長話，佢哋嘅藏書超過五十萬冊"
    "。";
const std::string kJapanese =
    "今日の午前、市立図書館の新しい建物が開館し、初日に三千人を超える人が訪れた。子どもの部屋もある"
    "。";
const std::string kKorean =
    "오늘 오전 시립 도서관의 새 건물이 문을 열었고 첫날 삼천 명이 넘는 사람이 찾았다.";
const std::string kRussian =
    "Сегодня утром открылось новое здание городской библиотеки, его посетили три тысячи человек.";
const std::string kBulgarian =
    "Тази сутрин беше открита новата сграда на градската библиотека, посетиха я много хора.";
const std::string kGreek =
    "Σήμερα το πρωί άνοιξε το νέο κτίριο της δημοτικής βιβλιοθήκης και το επισκέφθηκαν πολλοί.";
const std::string kHebrew =
    "הבוקר נפתח הבניין החדש של הספרייה העירונית, וביום הראשון ביקרו בו יותר משלושת אלפים איש.";
const std::string kArabic =
    "افتتح صباح اليوم المبنى الجديد للمكتبة البلدية، وزاره في اليوم الأول أكثر من ثلاثة آلاف شخص.";
const std::string kThai = "เช้าวันนี้อาคารใหม่ของหอสมุดเมืองเปิดให้บริการ และในวันแรกมีผู้มาเยี่ยมชมกว่าสามพันคน";
const std::string kTurkish =
    "Bu sabah şehir kütüphanesinin yeni binası açıldı ve ilk gün üç binden fazla kişi ziyaret "
    "etti. "
    "Müdür, çocuklar için ayrı bir odası bulunduğunu söyledi.";
const std::string kPolish =
    "Dziś rano otwarto nowy budynek biblioteki miejskiej, pierwszego dnia odwiedziło go trzy "
    "tysiące "
    "osób. Dyrektorka powiedziała, że zbiory liczą ponad pół miliona książek i że jest też sala "
    "dla "
    "dzieci.";
const std::string kCzech =
    "Dnes dopoledne byla otevřena nová budova městské knihovny a první den ji navštívily tři "
    "tisíce "
    "lidí. Ředitelka řekla, že je tu také dětské oddělení.";
const std::string kHungarian =
    "Ma délelőtt megnyílt a városi könyvtár új épülete, és az első napon több mint háromezren "
    "látogatták meg. Az igazgatónő elmondta, hogy gyermekrészleg is működik.";
const std::string kGerman =
    "Am Morgen wurde das neue Gebäude der Stadtbücherei eröffnet, und schon am ersten Tag kamen "
    "viele Gäste. Die Leiterin erklärte, für Kinder gebe es einen schönen großen Raum.";
const std::string kFrench =
    "Ce matin, le nouveau bâtiment de la bibliothèque a été inauguré, et trois mille personnes y "
    "sont passées dès le premier jour. À côté, un café a ouvert.";
const std::string kSpanish =
    "Esta mañana se inauguró el nuevo edificio de la biblioteca; según la directora, la colección "
    "crecerá este año. ¿Qué más habrá? También una sala para niños.";
const std::string kFinnish =
    "Tänään avattiin kaupunginkirjaston uusi rakennus, jossa kävi heti ensimmäisenä päivänä kolme "
    "tuhatta ihmistä. Sää oli hyvä, ja väkeä jäi jonottamaan.";
const std::string kLithuanian =
    "Šį rytą atidarytas naujas miesto bibliotekos pastatas, pirmąją dieną jį aplankė trys "
    "tūkstančiai "
    "žmonių.";
const std::string kVietnamese = "Thư viện mới của thành phố đã mở cửa sáng nay.";

struct Case {
  const char* charset;  ///< iconv's name
  const char* label;    ///< the one that pages carry
  const std::string& words;
  bool is_told_alone = true;      ///< also where no label is
  bool outweighs_latin1 = false;  ///< also where the label is the servers' default
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"GB2312", "gb2312", kSimplified, true, true},
      {"GBK", "gbk", kSimplified, true, true},
      {"GB18030", "gb18030", kSimplified, true, true},
      {"BIG5", "big5", kTraditional, true, true},
      {"BIG5-HKSCS", "big5-hkscs", kCantonese, true, true},
      {"SHIFT_JIS", "shift_jis", kJapanese, true, true},
      {"EUC-JP", "euc-jp", kJapanese, true, true},
      {"EUC-KR", "euc-kr", kKorean, true, true},
      {"CP1250", "windows-1250", kPolish, false},
      {"CP1250", "windows-1250", kCzech},
      {"CP1250", "windows-1250", kHungarian},
      {"CP1251", "windows-1251", kRussian, true, true},
      {"CP1251", "windows-1251", kBulgarian, true, true},
      {"CP1252", "windows-1252", kGerman, true, true},
      {"CP1253", "windows-1253", kGreek, true, true},
      {"CP1254", "windows-1254", kTurkish},
      {"CP1255", "windows-1255", kHebrew, true, true},
      {"CP1256", "windows-1256", kArabic, true, true},
      {"CP1257", "windows-1257", kLithuanian, false},
      {"CP1258", "windows-1258", kVietnamese, false},
      {"CP874", "windows-874", kThai, true, true},
      {"ISO-8859-1", "iso-8859-1", kGerman, true, true},
      {"ISO-8859-1", "iso-8859-1", kFrench, true, true},
      {"ISO-8859-1", "iso-8859-1", kSpanish, true, true},
      {"ISO-8859-1", "iso-8859-1", kFinnish, true, true},
      {"ISO-8859-2", "iso-8859-2", kPolish, false},
      {"ISO-8859-5", "iso-8859-5", kRussian, true, true},
      {"ISO-8859-6", "iso-8859-6", kArabic, true, true},
      {"ISO-8859-7", "iso-8859-7", kGreek, true, true},
      {"ISO-8859-8", "iso-8859-8", kHebrew, true, true},
      {"ISO-8859-9", "iso-8859-9", kTurkish},
      {"ISO-8859-13", "iso-8859-13", kLithuanian, false},
      {"ISO-8859-15", "iso-8859-15", kFrench, true, true},
      {"KOI8-R", "koi8-r", kRussian, true, true},
  };
  return all;
}

/// By the C library, which shares nothing with what is tested.
std::string encoded(const std::string& utf8, const char* charset) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  REQUIRE(converter != iconv_t(-1));
  std::string in = utf8;
  std::string out(4 * utf8.size() + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const std::size_t status = iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  REQUIRE(status != std::size_t(-1));
  out.resize(out.size() - room);
  return out;
}

/// windows-1258 writes the marks of Vietnamese behind their letters.
std::string composed(const text::Decoded& decoded) {
  return text::clean_line(decoded.utf8);
}

std::string page(const std::string& words, const std::string& label) {
  const std::string meta = label.empty() ? "" : "<meta charset=\"" + label + "\">";
  return "<html><head>" + meta + "<title>" + words.substr(0, words.find(' ')) + "</title></head>" +
         "<body><p>" + words + "</p></body></html>";
}

}  // namespace

TEST_CASE("pages of all charsets are read by what they declare", "[text][charsets]") {
  for (const Case& c : cases()) {
    CAPTURE(c.charset, c.words);
    const std::string unlabelled = page(c.words, "");
    const std::string labelled = page(c.words, c.label);
    const std::string bytes = encoded(unlabelled, c.charset);
    CHECK(composed(text::decode(bytes, c.label)) == unlabelled);
    CHECK(composed(text::decode(encoded(labelled, c.charset))) == labelled);
    CHECK(composed(text::decode(encoded(labelled, c.charset), "no such charset")) == labelled);
  }
}

TEST_CASE("pages that declare no charset are told by their bytes", "[text][charsets]") {
  for (const Case& c : cases()) {
    if (!c.is_told_alone) continue;
    CAPTURE(c.charset, c.words);
    const std::string original = page(c.words, "");
    CHECK(text::decode(encoded(original, c.charset)).utf8 == original);
    CHECK(text::decode(encoded(original, c.charset), "utf-8").utf8 == original);
  }
}

TEST_CASE("a label of Latin-1 is believed of Western text alone", "[text][charsets]") {
  for (const Case& c : cases()) {
    if (!c.outweighs_latin1) continue;
    CAPTURE(c.charset, c.words);
    for (const char* label : {"iso-8859-1", "windows-1252"}) {
      const std::string original = page(c.words, "");
      CHECK(text::decode(encoded(original, c.charset), label).utf8 == original);
      const std::string declared = page(c.words, label);
      CHECK(text::decode(encoded(declared, c.charset)).utf8 == declared);
    }
  }
}

TEST_CASE("short Western pages keep their accents, whatever the label", "[text][charsets]") {
  for (const std::string words :
       {"Größe zählt", "Élections", "années après l'été", "El año más frío", "¡Qué día! «Sí»",
        "Sää tänään: räntää", "SÃO PAULO, AÇÕES", "Bücher für Köln", "ÄÖÜ", "naïve façade",
        "D’où ça vient-il ?", "100 £ – 25 °C"}) {
    CAPTURE(words);
    const std::string original = page(words, "");
    const std::string bytes = encoded(original, "CP1252");
    for (const char* label : {"iso-8859-1", "windows-1252", "iso-8859-15", ""}) {
      CAPTURE(label);
      CHECK(text::decode(bytes, label).utf8 == original);
    }
  }
  const std::string turkish = page("Yeni kütüphane açıldı, İstanbul şehri", "");
  CHECK(text::decode(encoded(turkish, "CP1254"), "iso-8859-9").utf8 == turkish);
}

TEST_CASE("short Chinese pages outweigh a label of Latin-1", "[text][charsets]") {
  for (const auto& [charset, words] :
       {std::pair{"GBK", "新馆开放"}, {"BIG5", "新館開放"}, {"BIG5-HKSCS", "新館開放嘅消息"}}) {
    CAPTURE(charset);
    const std::string original = page(words, "iso-8859-1");
    CHECK(text::decode(encoded(original, charset)).utf8 == original);
  }
}

TEST_CASE("a byte order mark of UTF-16 outweighs every label", "[text][charsets]") {
  for (const std::string& words : {kSimplified, kRussian, kGerman}) {
    for (const char* label : {"", "utf-8", "iso-8859-1", "gb2312", "utf-16"}) {
      CAPTURE(words, label);
      const std::string original = page(words, label);
      CHECK(text::decode("\xff\xfe" + encoded(original, "UTF-16LE"), label).utf8 == original);
      CHECK(text::decode("\xfe\xff" + encoded(original, "UTF-16BE"), label).utf8 == original);
    }
  }
}
