"""The feeds that the benchmark parses: real ones, and large ones made on the spot.

Real feeds are small (tests of parsers above all), so that a parser's start weighs more than its
speed; the large ones are what an archive meets: 25 items of whole articles, half of the feeds with
their HTML in CDATA, half with it escaped.
"""

import html
import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "fetch"))
import feeds  # noqa: E402

ITEMS = 25
ESSAY_BYTES = 25_000
MARKUP = (
    '<div class="wp-block-group"><p style="text-align: justify;"><span>{}</span></p>',
    '<figure><img src="/uploads/{:04}.jpg" alt="图" width="800" height="600"></figure>',
    '<p><a href="https://news.example/archive/{:04}.html" target="_blank" rel="noopener">{}</a></p></div>\n',
)


def essay(writer):
    """HTML as editors leave it: a third of it is markup."""
    parts, size = [], 0
    while size < ESSAY_BYTES:
        number = len(parts)
        text = MARKUP[0].format(writer.paragraph()) + MARKUP[1].format(number)
        text += MARKUP[2].format(number, writer.title())
        parts.append(text)
        size += len(text.encode())
    return "".join(parts)


def made_up(count):
    """Names and HTML bodies, ITEMS for each feed."""
    for number in range(count):
        writer = feeds.Writer(number)
        yield [(writer.title(), essay(writer)) for _ in range(ITEMS)]


def from_articles(folder):
    """The same from a folder of article files: the bytes of each, ITEMS by ITEMS."""
    paths = sorted(path for path in Path(folder).rglob("*") if path.suffix in (".md", ".html", ".txt"))
    articles = iter(paths)
    while chosen := list(itertools.islice(articles, ITEMS)):
        yield [(path.stem, path.read_text("utf-8", "replace")) for path in chosen]


def together(groups, size):
    """Two groups of so many bytes, if there are as many: one becomes CDATA, the other is escaped."""
    articles = list(itertools.chain(*groups))
    sizes = list(itertools.accumulate(len(body.encode()) for _, body in articles))
    chosen = [article for article, end in zip(articles, sizes) if end <= size]
    return [chosen, chosen]


def clean(text):
    return "".join(c for c in text if c >= " " or c in "\t\n")


def rss(number, articles):
    items = []
    for item, (title, body) in enumerate(articles):
        body = clean(body)
        text = html.escape(body) if number % 2 else "<![CDATA[" + body.replace("]]>", "]]&gt;") + "]]>"
        items.append(
            f"<item><title>{html.escape(clean(title))}</title>"
            f"<link>https://news.example/{number}/{item}.html</link>"
            f'<guid isPermaLink="false">{number}-{item}</guid>'
            f"<pubDate>Wed, 14 May 2025 {item % 24:02}:30:00 +0800</pubDate>"
            f"<dc:creator>记者</dc:creator><category>新闻</category>"
            f"<content:encoded>{text}</content:encoded></item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{number}</title><link>https://news.example/{number}/</link>\n"
        f"{''.join(items)}</channel></rss>\n"
    )


def write(folder, groups):
    """Writes a feed for each group of articles; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, articles in enumerate(groups):
        path = folder / f"{number:04}.xml"
        path.write_text(rss(number, articles), encoding="utf-8")
        paths.append(path)
    return paths
