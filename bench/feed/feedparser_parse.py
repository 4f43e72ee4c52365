"""feedparser over files.  Usage: feedparser_parse.py sanitize|plain FILE..."""

import sys

import feedparser

feedparser.SANITIZE_HTML = 1 if sys.argv[1] == "sanitize" else 0
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        feedparser.parse(file.read(), sanitize_html=sys.argv[1] == "sanitize")
