#!/usr/bin/env python3
"""Replicates a folder of article files to any number of files, for measuring at scale.

Usage: replicate.py FOLDER OUT COUNT [--seed N] [--first YEAR] [--years N]

Each copy has the paragraphs of one file of FOLDER in another order, a third of them left out, with
a URL, a file name and dates of its own.  The lines above the body keep their form.  The dates are
spread evenly over the years, in no relation to the order of the files.  The same arguments give the
same bytes.  OUT must not exist; in it every first-level folder of FOLDER (the sources) gets folders
of at most 1,000 files.  Prints the number of files and their bytes.
"""

import argparse
import datetime
import email.utils
import random
import re
import sys
from pathlib import Path

FILES_IN_A_FOLDER = 1000

FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", re.DOTALL)
HEADER = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<!--[ \t]*(-?\d+|NaN)[ \t]*-->[ \t]*\r?\n")
TITLE = re.compile(rb"\A\s*\[[^\n]*\]\(([^\n]*)\)[^\n)]*\n")
RULE = re.compile(rb"\A\s*-{3,}[ \t]*\r?\n")
DATE_LINE = re.compile("\\A\\s*日期(?:：|:)[ \t]*([^\r\n]*)\r?\n".encode())
FAMILY_DATE = re.compile(rb"\A\s*<div>\s*<i>([^<]*)</i>\s*</div>")
FRONT_DATE = re.compile(rb"^(?:date|published|pubdate):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.M | re.I)
FRONT_URL = re.compile(rb"^(?:from|url|link):[ \t]*[\"']?([^\r\n\"' ]+)", re.M | re.I)

# Where a paragraph ends.  What the first alternative matches is kept whole: cut in two, it would
# swallow the rest of the body.
WHOLE = rb"<!--.*?-->|<(script|style|noscript|iframe|textarea|title|select)\b.*?</\1\s*>"
PARAGRAPH_END = re.compile(
    WHOLE + rb"|(?P<end></(?:p|h[1-6]|li|blockquote|figure|tr)\s*>"
    rb"|(?:<br\s*/?>\s*){2,}|\n[ \t]*\r?\n)",
    re.DOTALL | re.I,
)
FIRST_PARAGRAPH = re.compile(
    WHOLE + rb"|(?P<begin><(?:p|h[1-6]|li|blockquote)\b)", re.DOTALL | re.I
)


class Stamp:
    """The moment of one copy, in the forms that files write."""

    def __init__(self, ms):
        self.ms = ms
        when = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc)
        published = when - datetime.timedelta(minutes=25)
        self.header = str(ms).encode()
        self.rfc822 = email.utils.format_datetime(published, usegmt=True).encode()
        self.day = published.strftime("%Y-%m-%d").encode()
        self.iso = published.strftime("%Y-%m-%dT%H:%M:%S.000Z").encode()


class Article:
    """One source file: a template of what stands above the paragraphs, and the paragraphs."""

    def __init__(self, path, folder):
        relative = path.relative_to(folder)
        self.source = relative.parts[0] if len(relative.parts) > 1 else ""
        data = path.read_bytes()
        self.head = []  # literal bytes, and (name, value) of what each copy has for itself
        at = self._read_head(data)
        body = data[at:]
        dated = FAMILY_DATE.match(body)
        if dated:
            self._add(body, 0, dated.span(1), ("rfc822", dated.group(1)))
            self.head.append(body[dated.end(1) : dated.end()])
            body = body[dated.end() :]
        lead, self.paragraphs, self.tail = split_body(body)
        self.head.append(lead)

    def _add(self, data, begin, span, own):
        self.head += [data[begin : span[0]], own]

    def _read_head(self, data):
        """Cuts everything above the body into literals and names; returns where the body begins."""
        at = 0
        front = FRONT_MATTER.match(data)
        if front:
            self._add_front_matter(front.group())
            at = front.end()
        lines = ((HEADER, "header"), (TITLE, "url"), (RULE, ""), (DATE_LINE, "rfc822"))
        for pattern, name in lines:
            match = pattern.match(data[at:])
            if not match:
                continue
            line = match.group()
            if name and match.group(1) != b"NaN":
                self._add(line, 0, match.span(1), (name, match.group(1)))
                line = line[match.end(1) :]
            self.head.append(line)
            at += match.end()
        return at

    def _add_front_matter(self, front):
        found = [(m.span(1), "url", m.group(1)) for m in FRONT_URL.finditer(front)]
        for match in FRONT_DATE.finditer(front):
            name = "day" if len(match.group(1).strip(b"\"'")) == 10 else "iso"
            found.append((match.span(1), name, match.group(1)))
        at = 0
        for span, name, value in sorted(found):
            self._add(front, at, span, (name, value))
            at = span[1]
        self.head.append(front[at:])

    def copy(self, number, stamp, rng):
        """The bytes of one copy."""
        out = []
        for part in self.head:
            if isinstance(part, bytes):
                out.append(part)
            elif part[0] == "url":
                out.append(own_url(part[1], number))
            else:
                out.append(getattr(stamp, part[0]))
        kept = len(self.paragraphs) - len(self.paragraphs) // 3
        out += rng.sample(self.paragraphs, kept)
        out.append(self.tail)
        return b"".join(out)


def split_body(body):
    """What stands before the first paragraph, the paragraphs, and what follows the last one."""
    first = next((m for m in FIRST_PARAGRAPH.finditer(body) if m.group("begin")), None)
    begin = first.start() if first else 0
    paragraphs, at = [], begin
    for match in PARAGRAPH_END.finditer(body, begin):
        if match.group("end") is None:
            continue
        if body[at : match.end()].strip():
            paragraphs.append(body[at : match.end()])
            at = match.end()
    if not paragraphs:
        return b"", [body], b""
    return body[:begin], paragraphs, body[at:]


def own_url(url, number):
    """The URL with a query that makes it another one."""
    address, mark, fragment = url.partition(b"#")
    joint = b"&" if b"?" in address else b"?"
    return address + joint + b"copy=%d" % number + mark + fragment


def article_files(folder):
    """The files of a folder, hidden ones left out, in an order that is the same everywhere."""
    found = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and path.suffix in (".md", ".html", ".txt") and not hidden:
            found.append(path)
    return sorted(found)


def replicate(folder, out, count, seed, first, years):
    """Writes the copies; returns their bytes together."""
    articles = [Article(path, folder) for path in article_files(folder)]
    if not articles:
        sys.exit(f"replicate.py: {folder} holds no article files")
    start = datetime.datetime(first, 1, 1, tzinfo=datetime.timezone.utc).timestamp() * 1000
    span = years * 365.25 * 86_400_000
    written, in_source = 0, {}
    for number in range(count):
        article = articles[number % len(articles)]
        rng = random.Random(f"{seed}:{number}")
        data = article.copy(number, Stamp(int(start + span * rng.random())), rng)
        place = in_source.get(article.source, 0)
        in_source[article.source] = place + 1
        target = out / article.source / f"{place // FILES_IN_A_FOLDER:03}"
        if place % FILES_IN_A_FOLDER == 0:
            target.mkdir(parents=True)
        (target / f"{number:06}.md").write_bytes(data)
        written += len(data)
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=2014, help="the first year (2014)")
    parser.add_argument("--years", type=int, default=10, help="how many years (10)")
    given = parser.parse_args()
    if given.out.exists():
        sys.exit(f"replicate.py: {given.out} exists")
    written = replicate(
        given.folder, given.out, given.count, given.seed, given.first, given.years
    )
    print(f"{given.count} files, {written} bytes")


if __name__ == "__main__":
    main()
