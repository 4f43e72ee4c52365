"""Feeds of made-up Chinese news, the same bytes on every machine.

Words are made of the 3,755 characters of GB 2312's first level and drawn as often as words are in
real text (Zipf), so that the index and the compressor meet nothing easier than news.
"""

import bisect
import datetime
import html
import itertools
import os
import random
from email.utils import format_datetime

ITEMS = 20
BODY_BYTES = 2000

WORDS = 6000
PARTICLES = "的了在是和与就对从向把被也都而"
FIRST_ITEM = datetime.datetime(2025, 5, 14, 8, tzinfo=datetime.timezone.utc)
MODIFIED = FIRST_ITEM.timestamp() + 3600


def vocabulary():
    rng = random.Random(0)
    rows, columns = range(0xB0, 0xD7), range(0xA1, 0xFF)
    characters = [bytes([row, column]).decode("gb2312") for row in rows for column in columns]
    rng.shuffle(characters)
    return ["".join(rng.choices(characters, k=rng.choice((1, 2, 2, 2, 3)))) for _ in range(WORDS)]


VOCABULARY = vocabulary()
WEIGHTS = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))


class Writer:
    """Writes sentences that say nothing."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def word(self):
        at = self.random.random() * WEIGHTS[-1]
        return VOCABULARY[min(bisect.bisect(WEIGHTS, at), WORDS - 1)]

    def clause(self):
        count = self.random.randint(3, 6)
        return self.random.choice(PARTICLES).join(self.word() for _ in range(count))

    def title(self):
        return self.clause() + self.clause()

    def paragraph(self):
        return "。".join("，".join(self.clause() for _ in range(3)) for _ in range(3)) + "。"

    def body(self, least):
        paragraphs, size = [], 0
        while size < least:
            paragraphs.append(f"<p>{self.paragraph()}</p>")
            size += len(paragraphs[-1].encode())
        return "".join(paragraphs)


def described(body, number):
    """As half of all feeds write it, and as the other half does."""
    if number % 2 == 0:
        return f"<![CDATA[{body}]]>"
    return html.escape(body, quote=False)


def feed(number, body_bytes):
    """One RSS 2.0 feed."""
    writer = Writer(number + 1)
    site = f"https://news-{number:03}.example"
    items = []
    for item in range(ITEMS):
        date = format_datetime(FIRST_ITEM - datetime.timedelta(hours=item, minutes=number), usegmt=True)
        items.append(
            f"<item><title>{writer.title()}</title><link>{site}/2025/{item}.html</link>"
            f'<guid isPermaLink="false">{number}-{item}</guid><pubDate>{date}</pubDate>'
            f"<description>{described(writer.body(body_bytes), number)}</description></item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{number:03}号{writer.word()}日报</title><link>{site}/</link>"
        f"<description>{writer.clause()}</description><language>zh-CN</language>\n"
        f"{''.join(items)}</channel></rss>\n"
    )


def made_up(count, body_bytes=BODY_BYTES):
    """So many feeds, ITEMS items each."""
    for number in range(count):
        yield feed(number, body_bytes)


def write_feeds(folder, documents):
    """Writes 000.xml and so on, of one modification time; returns their bytes together."""
    total = 0
    for number, document in enumerate(documents):
        data = document.encode()
        path = folder / f"{number:03}.xml"
        path.write_bytes(data)
        os.utime(path, (MODIFIED, MODIFIED))
        total += len(data)
    return total
