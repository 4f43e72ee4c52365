"""What the gold of the evaluation suites says of single blocks: how much of each is content, and
how much it matters."""
from collections import Counter

import numpy as np

SHINGLE = 4
SHORT = 6          # tokens; shorter blocks stand in many a text by chance
JOINT = 3          # tokens of a neighbour that a short block must stand beside in the gold
MOST_REFUSE = 1.5  # what all of a page's boilerplate may weigh, where its article weighs 1
SEGMENTS = 6       # of a page of suite B2, about


def block_labels(pages):
    """(how much of each block is content, in [0, 1]; its weight, 0 where nothing is known)."""
    wanted = np.zeros(len(pages.blocks))
    weight = np.zeros(len(pages.blocks))
    bounds = np.searchsorted(pages.page_of, np.arange(len(pages.all) + 1))
    for number, (suite, item) in enumerate(pages.all):
        here = slice(bounds[number], bounds[number + 1])
        texts = [block["text"] for block in pages.blocks[here]]
        gold = suite.gold[item["key"]]
        if suite.name == "B2":
            by_segments(suite.jb, texts, gold, wanted[here], weight[here])
        else:
            by_text(suite.jb, texts, gold.get("text") or gold.get("articleBody") or "",
                    wanted[here], weight[here])
    return wanted, weight


def by_segments(jb, texts, gold, wanted, weight):
    """A block is known if it holds one of the segments that must, or must not, be kept."""
    good = [jb.norm_ws(segment) for segment in gold["with"]]
    bad = [jb.norm_ws(segment) for segment in gold["without"]]
    for i, text in enumerate(texts):
        words = jb.norm_ws(text)
        hits = sum(segment in words for segment in good)
        misses = sum(segment in words for segment in bad)
        if hits + misses:
            wanted[i] = hits / (hits + misses)
            weight[i] = (hits + misses) / SEGMENTS


def shingles(tokens):
    return [tuple(tokens[i:i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)]


def by_text(jb, texts, gold, wanted, weight):
    """Long blocks by the share of their shingles that the gold holds, each as often as it does;
    short ones if they stand in the gold beside a neighbour.  A block weighs as much as its share of
    the gold's length, so that every page weighs the same."""
    gold_tokens = [token.casefold() for token in jb.cjk_tokens(gold)]
    blocks = [[token.casefold() for token in jb.cjk_tokens(text)] for text in texts]
    left = Counter(shingles(gold_tokens))
    for i, tokens in enumerate(blocks):
        if len(tokens) < SHORT:
            continue
        own = shingles(tokens)
        found = 0
        for shingle in own:
            if left[shingle] > 0:
                left[shingle] -= 1
                found += 1
        wanted[i] = found / len(own)
    settle_short(blocks, gold_tokens, wanted)
    weight[:] = [max(len(tokens), 0.5) / max(len(gold_tokens), 1) for tokens in blocks]
    refuse = float((weight * (1 - wanted)).sum())
    if refuse > MOST_REFUSE:
        weight[wanted < 0.5] *= MOST_REFUSE / refuse


def settle_short(blocks, gold_tokens, wanted):
    gold = f" {' '.join(gold_tokens)} "
    following = [None] * len(blocks)
    last = None
    for i in reversed(range(len(blocks))):
        following[i] = last
        if len(blocks[i]) >= SHORT and wanted[i] > 0.5:
            last = blocks[i]
    before = None
    for i, tokens in enumerate(blocks):
        if 0 < len(tokens) < SHORT:
            words = " ".join(tokens)
            beside = [f" {' '.join(before[-JOINT:])} {words} "] if before else []
            if following[i]:
                beside.append(f" {words} {' '.join(following[i][:JOINT])} ")
            wanted[i] = float(any(joint in gold for joint in beside))
        if wanted[i] > 0.5:
            before = tokens
