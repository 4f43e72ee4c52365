"""The programs that are compared: how each is set up, run, and asked what it has stored."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

JOBS = 8


def said(command):
    """What a command prints; nothing if it cannot be run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


class Tool:
    """One program with nothing stored yet, in a folder of its own."""

    name = ""
    runs = 3  # as many as differ from each other
    install = ""  # what to say if it is missing

    def __init__(self, home, urls):
        self.home, self.urls = home, urls
        home.mkdir(parents=True)
        self.prepare()

    @classmethod
    def present(cls):
        return True

    def prepare(self):
        """Writes the configuration."""

    def command(self, number):
        """The words of run `number`, the first of which is 1."""
        raise NotImplementedError

    def stored(self):
        """How many items are kept now; None for a program that keeps none."""
        return None


class Jianbao(Tool):
    name = "jianbao"
    binary = ""  # set by the command line
    pause = None  # set for each row; None: the default

    def prepare(self):
        self.db = self.home / "archive.db"
        self.subscribes = bool(said([self.binary, "feed", "import", "--help"]))
        if not self.subscribes:
            return
        outlines = "".join(f'<outline type="rss" xmlUrl={quoteattr(url)}/>\n' for url in self.urls)
        opml = self.home / "feeds.opml"
        opml.write_text(f'<opml version="2.0"><head/><body>\n{outlines}</body></opml>\n')
        command = [self.binary, "--db", self.db, "-q", "feed", "import", opml]
        subprocess.run(command, env={"HOME": str(self.home)}, check=True, timeout=60)

    def command(self, number):
        words = [self.binary, "--db", self.db, "-q", "ingest"]
        known = said([self.binary, "ingest", "--help"])
        if "--all" in known:
            words += ["--all", "--jobs", JOBS]
        if "--pause" in known and self.pause is not None:
            words += ["--pause", self.pause]
        if not self.subscribes and number == 1:
            words += self.urls
        return words

    def stored(self):
        return rows(self.db, "article")


class Newsboat(Tool):
    name = "newsboat"
    install = "apt-get install newsboat"
    threads = 1  # its default

    @classmethod
    def present(cls):
        return shutil.which("newsboat") is not None

    def prepare(self):
        (self.home / "urls").write_text("\n".join(self.urls) + "\n")
        (self.home / "config").write_text(f"reload-threads {self.threads}\n")

    def command(self, number):
        files = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        words = [word for option, file in files.items() for word in (option, self.home / file)]
        return ["newsboat", *words, "-x", "reload"]

    def stored(self):
        return rows(self.home / "cache.db", "rss_item")


class NewsboatThreads(Newsboat):
    name = "newsboat, 8 threads"
    threads = JOBS


class Sfeed(Tool):
    name = "sfeed_update"
    install = "apt-get install sfeed"
    runs = 2

    @classmethod
    def present(cls):
        return shutil.which("sfeed_update") is not None

    def prepare(self):
        feeds = "\n".join(f"  feed {number} '{url}'" for number, url in enumerate(self.urls))
        folder = self.home / "feeds"
        (self.home / "sfeedrc").write_text(f"sfeedpath='{folder}'\nfeeds() {{\n{feeds}\n}}\n")

    def command(self, number):
        return ["sfeed_update", self.home / "sfeedrc"]

    def stored(self):
        return sum(path.read_bytes().count(b"\n") for path in (self.home / "feeds").iterdir())


class RssParser(Tool):
    name = "rss-parser to files"
    install = "npm install rss-parser, and NODE_PATH=its node_modules folder"
    runs = 2

    @classmethod
    def present(cls):
        return "found" in said(["node", "-e", "require('rss-parser'); console.log('found')"])

    def prepare(self):
        (self.home / "urls").write_text("\n".join(self.urls) + "\n")
        (self.home / "files").mkdir()

    def command(self, number):
        script = Path(__file__).with_name("rss_parser_archive.js")
        return ["node", script, self.home / "urls", self.home / "files"]

    def stored(self):
        return sum(len(files) for _, _, files in os.walk(self.home / "files" / "articles"))


class Curl(Tool):
    """One bare process: gets everything, then asks again with both validators."""

    name = "curl --parallel"
    install = "apt-get install curl"
    validators = []  # set by the command line

    @classmethod
    def present(cls):
        return shutil.which("curl") is not None

    def prepare(self):
        plain, conditional = [], []
        for url, (etag, modified) in zip(self.urls, self.validators):
            ask = f'url = "{url}"\noutput = "/dev/null"\nsilent\n'
            plain.append(ask)
            etag = etag.replace('"', '\\"')
            both = (f"If-None-Match: {etag}", f"If-Modified-Since: {modified}")
            conditional.append(ask + "".join(f'header = "{line}"\n' for line in both))
        for name, asked in (("first", plain), ("again", conditional)):
            text = f"parallel\nparallel-max = {JOBS}\n" + "next\n".join(asked)
            (self.home / name).write_text(text)

    def command(self, number):
        return ["curl", "-q", "-K", self.home / ("first" if number == 1 else "again")]


def rows(database, table):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    finally:
        connection.close()


PEERS = [Newsboat, NewsboatThreads, Sfeed, Curl, RssParser]
