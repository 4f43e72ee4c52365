"""Checks that scripts, sample data and documents agree with the tree.

Usage: tree_test.py ROOT
"""

import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(sys.argv[1])
MAX_LINES = 500

CODE_SUFFIXES = {".h", ".cpp", ".py", ".cmake", ".txt"}


def files_below(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def text_of(path):
    return path.read_text(encoding="utf-8")


class Scripts(unittest.TestCase):
    def scripts(self):
        return [*files_below("scripts"), ROOT / ".ci/run"]

    def test_every_script_is_executable_strict_and_parses(self):
        for path in self.scripts():
            with self.subTest(script=path.name):
                text = text_of(path)
                self.assertTrue(path.stat().st_mode & 0o111, "is not executable")
                if "bash" not in text.splitlines()[0]:
                    continue
                self.assertIn("\nset -euo pipefail\n", text)
                subprocess.run(["bash", "-n", str(path)], check=True)

    def test_the_readme_names_the_two_commands(self):
        readme = text_of(ROOT / "README.md")
        for command in ("scripts/demo", "scripts/test"):
            self.assertIn(command, readme)


class SampleData(unittest.TestCase):
    def test_the_data_readme_names_every_sample(self):
        readme = text_of(ROOT / "data/README.md")
        for path in files_below("data"):
            if path.name == "README.md":
                continue
            with self.subTest(file=path.name):
                self.assertIn(path.name, readme)

    def test_the_data_readme_names_no_missing_sample(self):
        readme = text_of(ROOT / "data/README.md")
        for name in re.findall(r"^\| `([^`]+\.md)` \|", readme, re.MULTILINE):
            self.assertTrue((ROOT / "data/sample-archive" / name).is_file(), name)

    def test_sample_addresses_belong_to_nobody(self):
        for path in files_below("data/sample-archive"):
            for host in re.findall(r"https?://([^/?\s\"')]+)", text_of(path)):
                if host != "images.weserv.nl":
                    self.assertTrue(host.endswith(".example"), f"{path.name}: {host}")

    def test_samples_keep_their_line_ends(self):
        raw = (ROOT / "data/sample-archive/海島廣播/7102.md").read_bytes()
        self.assertIn(b"\r\n", raw)


class CronSamples(unittest.TestCase):
    def test_they_are_installed(self):
        listed = text_of(ROOT / "CMakeLists.txt")
        for path in files_below("data/cron"):
            self.assertIn(f"data/cron/{path.name}", listed)

    def test_their_options_are_those_of_the_commands(self):
        commands = {
            path.name: re.findall(r"jianbao -q ([a-z]+)((?: +--[a-z-]+(?: [\w.~/-]+)?)*)",
                                  re.sub(r"^#.*", "", text_of(path), flags=re.MULTILINE))
            for path in files_below("data/cron")
        }
        self.assertEqual(4, len(commands["crontab"]))
        self.assertEqual(1, len(commands["jianbao.service"]))
        for name, found in commands.items():
            for command, options in found:
                code = text_of(ROOT / f"src/cli/{command}_command.cpp")
                for option in re.findall(r"--([a-z-]+)", options):
                    with self.subTest(file=name, command=command, option=option):
                        self.assertRegex(code + text_of(ROOT / "src/cli/feed_rows.cpp"),
                                         f'"(--)?{option}"')


class Sources(unittest.TestCase):
    def test_no_file_is_too_long_to_read(self):
        for path in files_below("include", "src", "tests", "bench", "cmake", "scripts"):
            if path.suffix in CODE_SUFFIXES:
                lines = text_of(path).count("\n")
                self.assertLessEqual(lines, MAX_LINES, str(path.relative_to(ROOT)))

    def test_there_is_no_drawer_for_odds_and_ends(self):
        for path in files_below("include", "src"):
            self.assertNotRegex(path.stem, r"(^|_)(utils?|helpers?|common|misc)($|_)", str(path))

    def test_nothing_is_left_to_do(self):
        marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
        for path in files_below("include", "src", "tests", "bench", "cmake"):
            if path.suffix in CODE_SUFFIXES:
                self.assertNotRegex(text_of(path), marks, str(path.relative_to(ROOT)))


class Documents(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        pages = [*ROOT.glob("*.md"), *files_below("docs"), ROOT / "data/README.md"]
        for page in pages:
            if page.suffix != ".md":
                continue
            for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(page)):
                if "://" not in target:
                    with self.subTest(page=page.name, target=target):
                        self.assertTrue((page.parent / target).exists())

    def test_output_md_lists_the_fields_of_the_code_in_order(self):
        code = text_of(ROOT / "src/app/fields.cpp")
        document = text_of(ROOT / "docs/output.md")
        columns = re.findall(r'Column\{"(\w+)"', code)
        rows = re.findall(r"^\| `(\w+)` \| (?:number|string|list|instant) \|", document, re.MULTILINE)
        self.assertGreater(len(columns), 20)
        self.assertEqual(columns, rows)

    def test_output_md_lists_the_fields_of_status_and_audit(self):
        document = text_of(ROOT / "docs/output.md")
        for command in ("status", "audit"):
            with self.subTest(command=command):
                code = text_of(ROOT / f"src/cli/{command}_command.cpp")
                fields = re.findall(r'"(\w+)"', re.search(r"kFields\{([^}]*)\}", code)[1])
                section = re.search(rf"^## `{command}`.*?(?=^## |\Z)", document, re.M | re.S)[0]
                table = re.search(r"^\| field \|.*?\n\n|^\| field \|.*\Z", section + "\n", re.M | re.S)[0]
                cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
                self.assertGreater(len(fields), 10)
                self.assertEqual(fields, re.findall(r"`(\w+)`", " ".join(cells)))

    def test_output_md_lists_the_default_fields_of_export(self):
        code = text_of(ROOT / "src/app/fields.cpp")
        document = text_of(ROOT / "docs/output.md")
        names = re.findall(r'"(\w+)"', re.search(r"kExportFields\{(.*?)\};", code, re.DOTALL)[1])
        self.assertIn("`" + ", ".join(names) + "`", document)

    def test_cron_md_lists_the_keys_of_the_run_report_in_order(self):
        code = text_of(ROOT / "src/cli/run_report.cpp")
        report = text_of(ROOT / "docs/cron.md").split("## The report")[1]
        keys = re.findall(r'^ +\{"(\w+)", ', code, re.MULTILINE)
        self.assertGreater(len(keys), 15)
        self.assertEqual(keys, re.findall(r"^\| `(\w+)` \|", report, re.MULTILINE))

    def test_cron_md_lists_the_settings_of_an_ingest_with_their_variables(self):
        code = text_of(ROOT / "src/cli/settings.cpp")
        table = text_of(ROOT / "docs/cron.md")
        rows = set(re.findall(r"^\| `([\w-]+)` \| `(JIANBAO_\w+)` \|", table, re.MULTILINE))
        settings = set(re.findall(r'^ +\{"([\w-]+)", "(JIANBAO_\w+)"', code, re.MULTILINE))
        of_other_commands = {"db", "color", "tz"}
        wanted = {setting for setting in settings if setting[0] not in of_other_commands}
        self.assertGreater(len(wanted), 8)
        self.assertEqual(rows, wanted)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
