#!/usr/bin/env python3
"""Compares the parsing of feeds with bare pugixml and with other programs, in one run.

Usage: feed_bench.py BUILD [--articles FOLDER] [--feeds FOLDER] [--count N] [--rounds N]

BUILD is the folder of a release build.  The feeds are made on the spot, of made-up news or, with
--articles, of the article files in a folder; --feeds adds a table for real feeds.  Rates are
megabytes for each second of processor time, medians; status 1 if a stated limit is missed.
bench/README.md says what the tables mean.
"""

import argparse
import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

HERE = Path(__file__).parent
LARGE_BYTES = 10_000_000
SLOW_BYTES = 4_000_000  # what the slow peers are given of the files

BARE = "pugixml, from files"
# Name, its least share of bare pugixml's rate.
LIMITS = {"feed::parse": 1 / 3, "parse-feed": 1 / 6}
# parse-feed of many files against feedparser as it is installed.
TIMES_FEEDPARSER = 50


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--articles", type=Path, help="make the feeds of these article files")
    parser.add_argument("--feeds", type=Path, help="also a folder of real feeds")
    parser.add_argument("--count", type=int, default=20, help="feeds that are made (20)")
    parser.add_argument("--rounds", type=int, default=3, help="medians are of so many (3)")
    given = parser.parse_args()
    for program in ("jianbao", "bench/bench_feed"):
        if not os.access(given.build / program, os.X_OK):
            parser.error(f"{given.build / program}: no such program")
    return given


def cost(command, **streams):
    """Processor and wall seconds of one process."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, **streams)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # 3: jianbao, entries left out; 4: it is no feed, which some real ones are not.
    if child.returncode not in (0, 3, 4):
        raise SystemExit(f"{command[0]}: ended with status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin


def file_by_file(command):
    def run(files):
        costs = [cost([*command, str(file)], stderr=subprocess.DEVNULL) for file in files]
        return tuple(map(sum, zip(*costs)))

    return run


def from_input(command):
    def run(files):
        costs = []
        for file in files:
            with file.open("rb") as stdin:
                costs.append(cost(command, stdin=stdin))
        return tuple(map(sum, zip(*costs)))

    return run


def at_once(command):
    return lambda files: cost([*command, *map(str, files)], stderr=subprocess.DEVNULL)


def has(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def programs(build):
    """Name, whether it is slow, and how it runs; None for what is not installed."""
    python = next((p for p in ("python3", "/usr/bin/python3") if has([p, "-c", "import feedparser"])), None)
    feedparser = [python, str(HERE / "feedparser_parse.py")]
    node = shutil.which("node") and has(["node", "-e", "require('rss-parser')"])
    own = [str(build / "jianbao"), "parse-feed", "--url", "https://news.example/feed.xml"]
    return [
        ("parse-feed", False, at_once([str(build / "jianbao"), "parse-feed", "--format", "jsonl"])),
        ("parse-feed, a process each", False, file_by_file(own)),
        ("sfeed", False, shutil.which("sfeed") and from_input(["sfeed", "https://news.example/"])),
        ("feedparser", True, python and at_once([*feedparser, "sanitize"])),
        ("feedparser, not sanitising", True, python and at_once([*feedparser, "plain"])),
        ("rss-parser", True, node and at_once(["node", str(HERE / "rss_parser_parse.js")])),
    ]


def some_of(files):
    """The first files up to SLOW_BYTES, at least one."""
    sizes = itertools.accumulate(file.stat().st_size for file in files)
    return [file for file, size in zip(files, sizes) if size <= SLOW_BYTES] or files[:1]


def megabytes(files):
    return sum(file.stat().st_size for file in files) / 1e6


def in_process(build, files):
    output = subprocess.run(
        [build / "bench/bench_feed", *files], capture_output=True, text=True, check=True
    ).stdout
    pairs = (line.rsplit(": ", 1) for line in output.splitlines())
    return {name: float(rate) for name, rate in pairs}


def measure(given, files, with_slow=True):
    """Rates by name: MB for each processor second and for each second."""
    rounds = [in_process(given.build, files) for _ in range(given.rounds)]
    rates = {
        name: (statistics.median(one[name] for one in rounds), None) for name in rounds[0]
    }
    for name, slow, run in programs(given.build):
        if not run:
            print(f"left out, not installed: {name}")
        if not run or (slow and not with_slow):
            continue
        chosen = some_of(files) if slow else files
        costs = [run(chosen) for _ in range(1 if slow else given.rounds)]
        rates[name] = tuple(megabytes(chosen) / statistics.median(c) for c in zip(*costs))
    return rates


def print_table(title, files, rates):
    bare = rates[BARE][0]
    print(f"\n{title}: {len(files)} files, {megabytes(files):.1f} MB")
    print(f"{'':<28}{'MB/cpu-s':>10}{'MB/s':>10}{'of pugixml':>12}")
    for name, (rate, wall) in rates.items():
        wall_text = f"{wall:.1f}" if wall else "-"
        print(f"{name:<28}{rate:>10.1f}{wall_text:>10}{rate / bare:>12.3f}")


def verdicts(rates):
    """Prints each stated limit; true if all hold."""
    bare = rates[BARE][0]
    held = []
    for name, share in LIMITS.items():
        held.append(rates[name][0] >= share * bare)
        print(f"{'pass' if held[-1] else 'MISS'}  {name}: {rates[name][0] / bare:.3f} of pugixml, at least {share:.3f}")
    if "feedparser" in rates:
        times = rates["parse-feed"][0] / rates["feedparser"][0]
        held.append(times >= TIMES_FEEDPARSER)
        print(f"{'pass' if held[-1] else 'MISS'}  parse-feed: {times:.0f} times feedparser, at least {TIMES_FEEDPARSER}")
    return all(held)


def main():
    given = arguments()
    print(f"medians of {given.rounds}; {os.cpu_count()} processors, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        groups = corpus.from_articles(given.articles) if given.articles else corpus.made_up(given.count)
        groups = list(itertools.islice(groups, given.count))
        files = corpus.write(Path(folder) / "made", groups)
        rates = measure(given, files)
        print_table("whole articles, 25 a feed", files, rates)
        held = verdicts(rates)
        large = corpus.write(Path(folder) / "large", corpus.together(groups, LARGE_BYTES))
        rates = measure(given, large, with_slow=False)
        print_table("two large feeds", large, rates)
        held = verdicts(rates) and held
        if given.feeds:
            real = sorted(path for path in given.feeds.rglob("*") if path.is_file())
            print_table("real feeds", real, measure(given, real))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
