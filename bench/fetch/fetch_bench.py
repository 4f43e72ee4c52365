#!/usr/bin/env python3
"""Compares polls of many feeds with what other programs need for the same, in one run.

Usage: fetch_bench.py JIANBAO [--rounds N] [--feeds N] [--item-bytes N] [--articles FOLDER]
                      [--without NAME]...

Serves made-up feeds, or feeds of a folder's article files, with nginx on loopback, at one address each and then all at one address, and
polls them with jianbao, newsboat, sfeed_update, one bare curl and npm's rss-parser by turns: a
first run, then runs in which nothing has changed.  Prints medians and the verdict on each stated
limit; status 1 if one is missed.  bench/README.md says what the table means.

Needs nginx (apt-get install nginx-light).  Peers that are missing are left out and named.
"""

import argparse
import itertools
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "feed"))
import corpus  # noqa: E402
import feeds
import report
import running
import server
import tools

RUN_SECONDS = 300
MEMORY_MIB = 150


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("jianbao", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="medians are of so many (3)")
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument(
        "--item-bytes", type=int, default=feeds.BODY_BYTES, help="of an item's HTML, about (2000)"
    )
    parser.add_argument("--articles", type=Path, help="make the feeds of these article files")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave out")
    given = parser.parse_args()
    if not 1 <= given.feeds <= 999:
        parser.error("--feeds: 1 to 999")
    if not os.access(given.jianbao, os.X_OK):
        parser.error(f"{given.jianbao}: no such program")
    return given


def contestants(given):
    """jianbao and the peers that are here."""
    found = [tools.Jianbao]
    for peer in tools.PEERS:
        if any(name in peer.name for name in given.without):
            continue
        if peer.present():
            found.append(peer)
        else:
            print(f"left out, not installed: {peer.name} ({peer.install})")
    return found


def one_round(tool_classes, home, urls, served, results):
    """Every tool from nothing, the tools by turns in each run."""
    made = [tool_class(home / tool_class.name, urls) for tool_class in tool_classes]
    for number in range(1, 1 + max(tool.runs for tool in made)):
        for tool in made:
            if number > tool.runs:
                continue
            os.sync()  # nobody pays for what another has left unwritten
            served.forget()
            run = running.run(tool.command(number), tool.home, RUN_SECONDS, home / "output")
            run.statuses = served.statuses()
            results.add(tool.name, number, run, tool.stored())
    shutil.rmtree(home)


def documents(given):
    """The feeds one by one, and what they hold in words."""
    if not given.articles:
        made = feeds.made_up(given.feeds, given.item_bytes)
        return made, f"{feeds.ITEMS} items of {given.item_bytes} bytes"
    groups = itertools.islice(corpus.from_articles(given.articles), given.feeds)
    made = (corpus.rss(number, articles) for number, articles in enumerate(groups))
    return made, f"{corpus.ITEMS} article files"


def measure(given, tool_classes, folder):
    root = folder / "feeds"
    root.mkdir()
    made, words = documents(given)
    size = feeds.write_feeds(root, made)
    given.feeds = len(list(root.iterdir()))
    print(
        f"{given.feeds} feeds of {words}, {size / 1e6:.1f} MB;"
        f" medians of {given.rounds}; {os.cpu_count()} processors, Linux {platform.release()}"
    )
    spread = report.Results("each feed at an address of its own, default pause", given.feeds)
    one_host = report.Results("all feeds at one address, no pause", given.feeds)
    with server.Server(folder, root, given.feeds) as served:
        tools.Curl.validators = served.validators()
        rows = ((spread, served.spread_urls(), None), (one_host, served.one_host_urls(), 0))
        for round_number in range(given.rounds):
            for results, urls, pause in rows:
                tools.Jianbao.pause = pause
                one_round(tool_classes, folder / f"round{round_number}", urls, served, results)
    return [spread, one_host]


def main():
    given = arguments()
    if not shutil.which("nginx", path=server.PROGRAMS):
        sys.exit("fetch_bench.py: nginx is missing: apt-get install nginx-light")
    tools.Jianbao.binary = given.jianbao.resolve()
    tool_classes = contestants(given)
    with tempfile.TemporaryDirectory(prefix="fetch-bench-") as name:
        os.chmod(name, 0o755)  # nginx reads it as whoever it runs as
        all_results = measure(given, tool_classes, Path(name))
    for results in all_results:
        report.print_rows(results)
    return 0 if report.print_limits(all_results, MEMORY_MIB) else 1


if __name__ == "__main__":
    sys.exit(main())
