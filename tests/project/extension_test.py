#!/usr/bin/env python3
"""Usage: extension_test.py shell|module JIANBAO EXTENSION [SANITIZERS]

Loads the extension into the sqlite3 shell, or into Python's sqlite3 module, and queries an archive
that `jianbao ingest` made of articles written here.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"

# name, milliseconds, title, text
ARTICLES = [
    ("a1", 1704067200000, "《明月》茶社開張", "臺灣茶商帶來春茶，價錢漲了100%。客人笑了😂。"),
    ("a2", 1706745600000, "学习C++的人多了", "编程语言 C++ 与AI・技术，人人谈论。台湾的课程最多。"),
    ("a3", 1709251200000, "天气转暖", "公园里的花开了。"),
]

# FTS5 expression → how many articles it finds
COUNTS = {
    '"台湾"': 2,
    '"臺灣"': 2,
    '"湾"': 2,
    '"AI技术"': 1,
    '"春茶价钱"': 0,
    '"明月" OR "公园"': 2,
    '"台湾" NOT "春茶"': 1,
    'title : "天气"': 1,
    '"编程" AND "ＡＩ"': 1,
    '"😂"': 1,
    '"＋"': 1,
    '"%"': 1,
    '"👍"': 0,
    'techn*': 0,
    'ai*': 1,
}

HIGHLIGHTS = {
    ("title", '"明月"'): "《[明月]》茶社開張",
    ("title", '"开张"'): "《明月》茶社[開張]",
    ("text", '"台湾" AND "春茶"'): "[臺灣]茶商帶來[春茶]，價錢漲了100%。客人笑了😂。",
    ("text", '"技术"'): "编程语言 C++ 与AI・[技术]，人人谈论。台湾的课程最多。",
}


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(0)


def make_archive(jianbao, folder):
    for name, moment, title, text in ARTICLES:
        (folder / f"{name}.md").write_text(
            f"<!--{moment}-->\n[{title}](https://news.example/{name})\n------\n\n<p>{text}</p>\n",
            encoding="utf-8",
        )
    archive = folder / "archive.db"
    subprocess.run([jianbao, "--db", archive, "ingest", "-q", folder], check=True)
    return archive


class Shell:
    """Each query is a process of its own, as a person at a terminal would start it."""

    def __init__(self, archive, extension):
        self.start = ["sqlite3", "-batch", "-bail", str(archive)]
        self.load = f".load {extension}"

    def run(self, *commands):
        arguments = [*self.start, *commands]
        return subprocess.run(arguments, capture_output=True, check=False, encoding="utf-8")

    def value(self, sql):
        done = self.run(self.load, sql)
        assert done.returncode == 0 and not done.stderr, f"{sql}: {done.stderr}"
        return done.stdout.removesuffix("\n")

    def execute(self, sql):
        assert self.value(sql) == ""

    def check_itself(self):
        without = self.run("SELECT count(*) FROM article_fts('台湾')")
        assert "no such tokenizer: jianbao" in without.stderr, without.stderr
        assert self.run(self.load, self.load, "SELECT 1").stdout == "1\n", "loaded twice"


class Module:
    """Python's module, as Datasette uses it."""

    def __init__(self, archive, extension):
        self.extension = extension
        self.connection = self.connect(archive)
        self.load(self.connection)

    def connect(self, archive):
        import sqlite3

        connection = sqlite3.connect(archive)
        connection.enable_load_extension(True)
        return connection

    def load(self, connection):
        connection.load_extension(str(Path(self.extension).with_suffix("")))

    def value(self, sql):
        return str(self.connection.execute(sql).fetchone()[0])

    def execute(self, sql):
        self.connection.execute(sql)

    def check_itself(self):
        import sqlite3

        bare = self.connect(":memory:")
        bare.create_function("fts5", 1, lambda pointer: None)  # as if there were no FTS5
        try:
            self.load(bare)
        except sqlite3.OperationalError as error:
            assert "jianbao_fts: this SQLite was built without FTS5" in str(error), error
        else:
            raise AssertionError("loaded without FTS5")


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def check_file(extension):
    """It brings nothing along that could disturb its host."""
    shown = subprocess.run(
        ["nm", "-D", "--defined-only", extension], check=True, capture_output=True, text=True
    ).stdout
    names = [line.split()[-1] for line in shown.splitlines()]
    assert names == ["sqlite3_extension_init"], names
    header = subprocess.run(
        ["objdump", "-p", extension], check=True, capture_output=True, text=True
    ).stdout
    needed = [line.split()[1] for line in header.splitlines() if line.split()[:1] == ["NEEDED"]]
    foreign = [name for name in needed if name.startswith(("libicu", "libuchardet", "libsqlite3"))]
    assert needed and not foreign, needed


def check_queries(host):
    for match, expected in COUNTS.items():
        found = host.value(f"SELECT count(*) FROM article_fts({quoted(match)})")
        assert found == str(expected), f"{match}: {found}, not {expected}"
    for (column, match), expected in HIGHLIGHTS.items():
        index = ("text", "title").index(column)
        marked = host.value(
            f"SELECT highlight(article_fts, {index}, '[', ']') FROM article_fts({quoted(match)})"
        )
        assert marked == expected, f"{match}: {marked}"
    passage = host.value(
        "SELECT snippet(article_fts, 0, '[', ']', '…', 6) FROM article_fts('\"课程\"')"
    )
    assert "[课程]" in passage and passage.startswith("…"), passage
    ranked = host.value(
        "SELECT a.title FROM article_fts('\"台湾\"') f JOIN article a ON a.sort_key = f.rowid "
        "ORDER BY bm25(article_fts, 1.0, 5.0), f.rowid DESC"
    )
    assert ranked.splitlines()[0] in {title for _, _, title, _ in ARTICLES}, ranked
    assert float(host.value("SELECT bm25(article_fts) FROM article_fts('\"公园\"')")) < 0


def check_index(host):
    """What the program wrote is what the extension's tokenizer would have written."""
    host.execute("INSERT INTO article_fts(article_fts, rank) VALUES('integrity-check', 1)")


def main():
    how, jianbao, extension, *sanitizers = sys.argv[1:]
    if any(sanitizers):
        skip("a program without sanitizers cannot load an extension that has them")
    if how == "shell" and shutil.which("sqlite3") is None:
        skip("there is no sqlite3 shell")
    check_file(extension)
    with tempfile.TemporaryDirectory() as name:
        archive = make_archive(jianbao, Path(name))
        host = (Shell if how == "shell" else Module)(archive, extension)
        check_queries(host)
        check_index(host)
        host.check_itself()


def with_extensions():
    """Runs again under the system's Python if this one cannot load extensions."""
    import sqlite3

    if hasattr(sqlite3.Connection, "enable_load_extension"):
        return
    if os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) and os.access(
        SYSTEM_PYTHON, os.X_OK
    ):
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
    skip("Python's sqlite3 module was built without extensions")


if __name__ == "__main__":
    if sys.argv[1] == "module":
        with_extensions()
    main()
