"""Plants violations of the module rules in small trees and sees whether check_layers.py finds them.

Usage: check_layers_test.py CHECK_LAYERS
"""

import contextlib
import importlib.util
import io
import sys
import tempfile
import unittest
from pathlib import Path

SPEC = importlib.util.spec_from_file_location("check_layers", sys.argv[1])
check_layers = importlib.util.module_from_spec(SPEC)
sys.dont_write_bytecode = True
SPEC.loader.exec_module(check_layers)

# A tree that keeps every rule, with what could be mistaken for a violation.
CLEAN = {
    "include/jianbao/core/a.h": "#pragma once\n#include <string>\n",
    "include/jianbao/text/a.h": '#pragma once\n#include <vector>\n#include "jianbao/core/a.h"\n',
    "src/store/db.h": "#include <sqlite3.h>\n",
    "src/store/db.cpp": '#include "store/db.h"\n#include <zstd.h>\n#include <unistd.h>\n'
    '#include <nettle/sha2.h>\n#include <nlohmann/json.hpp>\n',
    "src/text/a.cpp": '#include "jianbao/text/a.h"\n#include <unicode/uchar.h>\n'
    '#include <fmt/format.h>\n// std::cout is for others\n/* printf("x") */\n'
    'const char* kText = "std::cerr";\nvoid f(char* b) { snprintf(b, 1, "stdout"); abort_later(); }\n',
    "src/text/generate_table.cpp": "#include <iostream>\nint main() { std::cerr << 1; }\n",
    "src/cli/main.cpp": '#include <CLI/CLI.hpp>\n#include <toml++/toml.h>\n'
    '#include "jianbao/text/a.h"\nint main() { std::cout << 1; }\n',
    "src/text/CMakeLists.txt": "jianbao_module(text\n  SOURCES a.cpp\n  USES core\n  LIBS ICU)\n",
}


def run(extra):
    """Exit status and output of the check on the clean tree with `extra` files laid over it."""
    with tempfile.TemporaryDirectory(prefix="jianbao-layers-") as folder:
        for name, text in {**CLEAN, **extra}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = check_layers.main([folder])
        return status, output.getvalue()


class CheckLayers(unittest.TestCase):
    def assert_caught(self, name, text, message):
        status, output = run({name: text})
        self.assertEqual(status, 1, output)
        self.assertIn(message, output)
        self.assertIn("1 violations", output)

    def test_a_clean_tree_passes(self):
        status, output = run({})
        self.assertEqual(status, 0, output)

    def test_a_module_that_uses_one_above_it(self):
        self.assert_caught(
            "src/text/b.cpp", '\n#include "jianbao/store/db.h"\n', "src/text/b.cpp:2: module text"
        )

    def test_modules_side_by_side(self):
        self.assert_caught("src/feed/b.cpp", '#include "jianbao/extract/a.h"\n', "module feed may")

    def test_a_public_header_that_uses_a_module_above_it(self):
        self.assert_caught("include/jianbao/core/b.h", '#include "jianbao/text/a.h"\n', "module core")

    def test_core_uses_nothing(self):
        self.assert_caught("src/core/b.cpp", ' # include "jianbao/text/a.h"\n', "module core may")

    def test_a_private_header_of_another_module(self):
        self.assert_caught("src/search/b.cpp", '#include "store/db.h"\n', "private to module store")

    def test_a_private_header_in_a_public_one(self):
        self.assert_caught("include/jianbao/store/b.h", '#include "store/db.h"\n', "private to")

    def test_a_header_of_no_module(self):
        self.assert_caught("src/text/b.cpp", '#include "helpers.h"\n', "belongs to no module")

    def test_each_third_party_header_outside_its_module(self):
        for header, owners in [
            ("curl/curl.h", "fetch"),
            ("brotli/decode.h", "fetch"),
            ("pugixml.hpp", "feed"),
            ("gumbo.h", "extract"),
            ("sqlite3.h", "store"),
            ("sqlite3ext.h", "store"),
            ("zstd.h", "store fetch"),
            ("nettle/sha2.h", "store"),
            ("unicode/ucnv.h", "text"),
            ("uchardet.h", "text"),
            ("uchardet/uchardet.h", "text"),
            ("zlib.h", "formats fetch"),
            ("CLI/CLI.hpp", "cli"),
            ("toml++/toml.h", "cli"),
        ]:
            with self.subTest(header=header):
                line = f"#include <{header}>\n"
                named = " and ".join(owners.split())
                self.assert_caught("src/app/b.cpp", line, f"belongs to module {named} alone")
                for module in owners.split():
                    self.assert_caught(f"include/jianbao/{module}/b.h", line, "public header")
                    status, output = run({f"src/{module}/b.cpp": line})
                    self.assertEqual(status, 0, output)

    def test_json_and_fmt_in_headers(self):
        for header in ("nlohmann/json.hpp", "fmt/core.h"):
            with self.subTest(header=header):
                line = f"#include <{header}>\n"
                self.assert_caught("src/app/b.h", line, ".cpp files only")
                self.assert_caught("include/jianbao/app/b.h", line, ".cpp files only")

    def test_a_library_nobody_owns(self):
        self.assert_caught("src/app/b.cpp", "#include <boost/asio.hpp>\n", "is not known")

    def test_system_headers_in_public_ones(self):
        self.assert_caught("include/jianbao/text/b.h", "#include <unistd.h>\n", "public header")

    def test_library_modules_that_talk_or_exit(self):
        for code in (
            "std::cout << 1;",
            "std::cerr << 1;",
            'printf("x");',
            'std::fprintf(stderr, "x");',
            'puts ("x");',
            'fmt::print("x");',
            "std::exit(1);",
            "std::abort();",
        ):
            with self.subTest(code=code):
                self.assert_caught("src/app/b.cpp", f"void f() {{ {code} }}\n", "neither print")

    def test_talk_after_a_comment_is_found_on_its_line(self):
        text = '/* one\n two */\nconst char* k = "// no comment"; void f() { std::cout << k; }\n'
        self.assert_caught("src/app/b.cpp", text, "src/app/b.cpp:3: library modules")

    def test_a_link_against_a_module_above(self):
        text = "jianbao_module(text\n  SOURCES a.cpp\n  USES core store\n  LIBS ICU)\n"
        self.assert_caught("src/text/CMakeLists.txt", text, "may not link module store")

    def test_a_module_that_is_not_in_the_table(self):
        self.assert_caught("src/utils/b.cpp", "int x;\n", "utils is no module")

    def test_a_tree_without_sources_is_no_success(self):
        with tempfile.TemporaryDirectory() as folder:
            with contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(check_layers.main([folder]), 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
