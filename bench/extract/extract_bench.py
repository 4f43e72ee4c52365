#!/usr/bin/env python3
"""Reads the evaluation suites' pages with jianbao, bare gumbo and the peers that are installed, in
one run, and prints one table.

  apt-get install python3-readability nodejs npm          # peers; whatever is missing is left out
  npm install --prefix peers @mozilla/readability jsdom linkedom
  NODE_PATH=$PWD/peers/node_modules bench/extract/extract_bench.py build/release/bench/bench_extract

Every program has the pages in memory, as UTF-8, before its clock starts, and uses one core.  Exit
status 1 if jianbao is slower than the limit, in shares of bare gumbo's speed.
"""
import argparse
import glob
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 0.7
PATIENCE = 120  # seconds for each program


def unpack(suites, folder, step):
    """Writes every step-th page as it stands; each program decodes by itself."""
    pages = glob.glob(os.path.join(suites, "dev", "extract_*", "pages", "**", "*.gz"),
                      recursive=True)
    for number, page in enumerate(sorted(pages)[::step]):
        with gzip.open(page) as packed, open(os.path.join(folder, f"{number:04}.html"), "wb") as out:
            out.write(packed.read())
    return len(pages)


def run_python_readability(folder):
    """In a process of its own: python3-readability over the folder."""
    import logging

    import readability
    logging.disable(logging.CRITICAL)
    pages = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as page:
            pages.append(page.read())
    start = time.perf_counter()
    for page in pages:
        try:
            readability.Document(page).summary()
        except Exception:  # what the peer throws is its own affair
            pass
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(len(page.encode()) for page in pages)
    print(f"python3-readability\t{len(pages)}\t{size}\t{seconds:.4f}\t{peak:.1f}")


def lines_of(argv):
    try:
        done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              check=False, timeout=PATIENCE)
    except (subprocess.TimeoutExpired, OSError) as problem:
        print(f"left out: {problem}", file=sys.stderr)
        return []
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        print(f"left out: {' '.join(argv[:3])}: {last[0]}", file=sys.stderr)
        return []
    return [line.split("\t") for line in done.stdout.splitlines()]


def print_table(rows):
    speed = {row[0]: int(row[2]) / float(row[3]) / 1e6 for row in rows}
    gumbo = speed["bare gumbo"]
    print(f"{'':<28}{'pages/s':>10}{'MB/s':>9}{'of gumbo':>10}{'peak MiB':>10}{'limit':>8}")
    for name, pages, _, seconds, peak in rows:
        limit = f"{LIMIT:>8.2f}" if name == "jianbao" else ""
        print(f"{name:<28}{int(pages) / float(seconds):>10.0f}{speed[name]:>9.1f}"
              f"{speed[name] / gumbo:>10.2f}{float(peak):>10.0f}{limit}")
    kept = speed["jianbao"] / gumbo >= LIMIT
    print("limit kept" if kept else "limit MISSED")
    return kept


def main():
    if sys.argv[1:2] == ["--python-readability"]:
        run_python_readability(sys.argv[2])
        return 0
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="build/release/bench/bench_extract")
    parser.add_argument("--suites", default=os.path.join(os.environ.get("JIANBAO_SHARED", "shared"),
                                                         "suites"))
    parser.add_argument("--runs", default="5", help="of jianbao and gumbo; the peers run once")
    parser.add_argument("--step", type=int, default=8, help="take each STEP-th page (%(default)s)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        if unpack(args.suites, folder, args.step) == 0:
            parser.error(f"{args.suites} holds no pages")
        rows = lines_of([args.bench, folder, args.runs])
        for kind in ("linkedom", "jsdom"):
            rows += lines_of(["node", os.path.join(HERE, "readability.cjs"), kind, folder])
        rows += lines_of([sys.executable, os.path.abspath(__file__), "--python-readability", folder])
        return 0 if rows and print_table(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
