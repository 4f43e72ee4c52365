#!/usr/bin/env python3
"""Fits the weights of own_features.cpp and context_features.cpp to the evaluation suites.

  apt-get install python3-numpy
  cmake --build --preset release --target block_table
  /usr/bin/python3 bench/extract/fit_block_model.py --cv      what weights fitted so would reach
  /usr/bin/python3 bench/extract/fit_block_model.py --write   fit to all pages, write the sources

The pages are those of `scripts/score`: two thirds of dev; the set-aside third is never read.  What
block_table prints of each block gets a label from the gold (labels.py).  Both models are logistic
regressions with a pull to zero (L2).  The second is fitted to the first's judgement of pages that
the first was not fitted to, as it will meet them.  --cv fits as often as there are folds of pages,
builds each page's text from the fit that never saw it, and measures that text as the suites do.
Same input, same weights: folds are hashes of the pages' ids.
"""
import argparse
import hashlib
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

from labels import block_labels

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
FOLDS = 5
BOUND = 0.55  # of main_content.cpp


def load_module(name, path):
    loader = importlib.machinery.SourceFileLoader(name, path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


class Pages:
    """The suites' pages, unpacked, and what block_table says of them."""

    def __init__(self, suites, program, folder):
        self.suites, self.program, self.folder = suites, program, folder
        self.all = [(suite, item) for suite in suites for item in suite.items]
        self.list = os.path.join(folder, "pages.tsv")
        with open(self.list, "w", encoding="utf-8") as listing:
            for number, (suite, item) in enumerate(self.all):
                path = os.path.join(folder, f"{number:04}.html")
                with open(path, "wb") as page:
                    page.write(suite.jb.read_bytes(item["path"]))
                # As the suites' runners call: of suite A alone the address is given.
                listing.write(f"{path}\t{item['url'] if suite.name == 'A' else ''}\n")
        lines = self.table("own", self.path("own"))
        self.own_names, self.blocks = lines[0], lines[1:]
        self.own = self.matrix("own")
        self.page_of = np.array([block["page"] for block in self.blocks])
        keys = [f"{suite.name}:{item['key']}" for suite, item in self.all]
        digests = [hashlib.sha256(key.encode()).digest()[0] for key in keys]
        self.fold = np.array([digest % FOLDS for digest in digests])[self.page_of]

    def path(self, name):
        return os.path.join(self.folder, name + ".f32")

    def matrix(self, name):
        return np.fromfile(self.path(name), np.float32).reshape(len(self.blocks), -1).astype(float)

    def table(self, what, *files):
        done = subprocess.run([self.program, what, self.list, *files], capture_output=True,
                              check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def context(self, likely):
        likely.astype(np.float32).tofile(self.path("likely"))
        names = self.table("context", self.path("context"), self.path("likely"))[0]
        return names, self.matrix("context")

    def texts(self, likely):
        likely.astype(np.float32).tofile(self.path("likely"))
        return self.table("text", self.path("likely"))

    def figures(self, texts):
        """suite -> its figure, as scripts/score has it."""
        measured = [(suite, suite.measure(suite.gold[item["key"]], {"text": text}))
                    for (suite, item), text in zip(self.all, texts)]
        return {s.name: s.total([m for suite, m in measured if suite is s]) for s in self.suites}


def probability(evidence):
    return 1 / (1 + np.exp(-evidence))


def fit(features, wanted, weight, pull):
    """Newton's method on the weighted logistic loss.  The bias, feature 0, is not pulled."""
    known = weight > 0
    x, y, w = features[known], wanted[known], weight[known]
    ridge = np.eye(x.shape[1]) * pull
    ridge[0, 0] = 1e-3
    found = np.zeros(x.shape[1])
    for _ in range(50):
        p = probability(x @ found)
        gradient = x.T @ (w * (p - y)) + ridge @ found
        curvature = (x * (w * np.maximum(p * (1 - p), 1e-4))[:, None]).T @ x + ridge
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def without(names, features, left_out):
    """The features as they are but those left out, which say nothing."""
    kept = features.copy()
    kept[:, [name in left_out for name in names]] = 0
    return kept


class Fitter:
    def __init__(self, pages, args):
        self.pages, self.args = pages, args
        self.wanted, self.weight = block_labels(pages)
        self.own = without(pages.own_names, pages.own, args.without_own)

    def fit_both(self, seen):
        """(own weights, context weights, every block's likelihood), from the blocks in `seen`."""
        pages, pull = self.pages, self.args.pull
        judged = np.zeros(len(self.wanted))
        for fold in range(FOLDS):
            others = seen & (pages.fold != fold)
            weights = fit(self.own[others], self.wanted[others], self.weight[others], pull)
            judged[pages.fold == fold] = probability(self.own[pages.fold == fold] @ weights)
        own = fit(self.own[seen], self.wanted[seen], self.weight[seen], pull)
        judged[~seen] = probability(self.own[~seen] @ own)
        names, context = pages.context(judged)
        context = without(names, context, self.args.without_context)
        around = fit(context[seen], self.wanted[seen], self.weight[seen], pull)
        self.context_names = names
        return own, around, probability(context @ around)

    def cross_validated(self):
        likely = np.zeros(len(self.wanted))
        for fold in range(FOLDS):
            tested = self.pages.fold == fold
            likely[tested] = self.fit_both(~tested)[2][tested]
        return likely


def write_weights(source, names, weights, left_out):
    """Replaces the number behind each feature's name."""
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for name, weight in zip(names, weights):
        if name in left_out:
            continue
        pattern = re.compile(r'(\{"' + re.escape(name) + r'", )-?[0-9.]+F')
        text, count = pattern.subn(lambda found, w=weight: f"{found[1]}{w:.2f}F", text)
        if count != 1:
            sys.exit(f"{source}: {count} features named {name!r}")
    with open(source, "w", encoding="utf-8") as file:
        file.write(text)


def show(label, figures):
    print(label, "  ".join(f"{name} {figure:.4f}" for name, figure in figures.items()), flush=True)


def main():
    shared = os.environ.get("JIANBAO_SHARED", os.path.join(ROOT, "..", "shared"))
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pull", type=float, default=0.4, help="L2; the default is 0.4")
    parser.add_argument("--without-own", action="append", default=[], metavar="FEATURE")
    parser.add_argument("--without-context", action="append", default=[], metavar="FEATURE")
    parser.add_argument("--suites", default=os.path.join(shared, "suites"))
    parser.add_argument("--program",
                        default=os.path.join(ROOT, "build", "release", "bench", "block_table"))
    args = parser.parse_args()
    score = load_module("score", os.path.join(ROOT, "scripts", "score"))
    suites = score.load_suites(os.path.abspath(args.suites), list(score.GOALS))
    for suite in suites:
        suite.choose(False)
    with tempfile.TemporaryDirectory(prefix="jianbao-fit-") as folder:
        pages = Pages(suites, args.program, folder)
        fitter = Fitter(pages, args)
        if args.cv:
            show("cross-validated", pages.figures(pages.texts(fitter.cross_validated())))
        own, around, likely = fitter.fit_both(np.ones(len(pages.blocks), bool))
        show("fitted to all  ", pages.figures(pages.texts(likely)))
        strength = np.abs(own) * fitter.own.std(axis=0)
        weakest = [pages.own_names[i] for i in np.argsort(strength)[:20]]
        print("weakest:", ", ".join(weakest))
        if args.write:
            sources = os.path.join(ROOT, "src", "extract")
            write_weights(os.path.join(sources, "own_features.cpp"), pages.own_names, own,
                          args.without_own)
            write_weights(os.path.join(sources, "context_features.cpp"), fitter.context_names,
                          around, args.without_context)
    return 0


if __name__ == "__main__":
    sys.exit(main())
