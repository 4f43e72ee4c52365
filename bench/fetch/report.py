"""The table of what was measured, and the verdicts on the stated limits."""

from statistics import median

from tools import Curl, Jianbao, Newsboat, RssParser

MEBIBYTE = 1024  # in KiB


class Results:
    """Every run of one row: results[tool, number] is the list of its rounds."""

    def __init__(self, title, feeds):
        self.title, self.feeds = title, feeds
        self.runs, self.stored = {}, {}

    def add(self, tool, number, run, stored):
        self.runs.setdefault((tool, number), []).append(run)
        self.stored[tool] = stored

    def tools(self):
        return list(self.stored)

    def numbers(self, tool):
        return [number for name, number in self.runs if name == tool]

    def wall(self, tool, number):
        return median(run.wall for run in self.runs[tool, number])

    def not_modified(self, tool, number):
        """The fewest 304 answers of any round."""
        return min(run.statuses.get("304", 0) for run in self.runs[tool, number])

    def unchanged(self, tool):
        """The last run: the one in which a program that asks conditionally gets 304 alone."""
        return self.numbers(tool)[-1]

    def all_not_modified(self, tool):
        return self.not_modified(tool, self.unchanged(tool)) == self.feeds

    def peak(self, tool):
        """The most memory of any run, in MiB."""
        return max(run.peak for runs in self._of(tool) for run in runs) / MEBIBYTE

    def failed(self, tool):
        return any(run.exit_status != 0 for runs in self._of(tool) for run in runs)

    def _of(self, tool):
        return [self.runs[tool, number] for number in self.numbers(tool)]


def print_rows(results):
    """Medians in seconds; a ratio says how many times as long as jianbao a program takes."""
    titles = ("first", "ratio", "2nd", "3rd", "ratio", "304s", "CPU 1st", "CPU last", "MiB", "items")
    print(f"\n{results.title}")
    print(f"{'':22}" + "".join(f"{title:>{width(title)}}" for title in titles))
    for tool in results.tools():
        cells = "".join(f"{cell:>{width(title)}}" for title, cell in zip(titles, line(results, tool)))
        print(f"{tool:22}{cells}{'  FAILED' if results.failed(tool) else ''}")


def width(title):
    return {"304s": 13, "CPU 1st": 9, "CPU last": 10}.get(title, 8)


def line(results, tool):
    numbers, last = results.numbers(tool), results.unchanged(tool)
    own = Jianbao.name
    yield f"{results.wall(tool, 1):.2f}"
    yield f"{results.wall(tool, 1) / results.wall(own, 1):.2f}"
    for number in (2, 3):
        yield f"{results.wall(tool, number):.2f}" if number in numbers else ""
    yield f"{results.wall(tool, last) / results.wall(own, results.unchanged(own)):.2f}"
    yield " ".join(str(results.not_modified(tool, number)) for number in numbers)
    for number in (1, last):
        yield f"{median(run.cpu for run in results.runs[tool, number]):.2f}"
    yield f"{results.peak(tool):.0f}"
    yield "" if results.stored[tool] is None else results.stored[tool]


class Limit:
    """One stated limit: what was measured may be at most, or must be at least, a number."""

    def __init__(self, words, measured, most=None, least=None, unit=""):
        self.words, self.measured, self.unit = words, measured, unit
        self.most, self.least = most, least

    def holds(self):
        if self.most is not None:
            return self.measured <= self.most
        return self.measured >= self.least

    def print(self):
        bound = f"at most {self.most}" if self.most is not None else f"at least {self.least}"
        measured = f"{self.measured:.2f}{self.unit}"
        verdict = "holds" if self.holds() else "MISSED"
        print(f"{self.words:56}{measured:>12}  {bound + self.unit:18}{verdict}")


def limits(results, memory):
    """The limits that can be judged with the programs that were there."""
    own, there = Jianbao.name, results.tools()
    last = results.unchanged(own)
    if Newsboat.name in there:
        ratio = results.wall(own, 1) / results.wall(Newsboat.name, 1)
        yield Limit("first run / newsboat's", ratio, most=1.0, unit="x")
    both = results.all_not_modified(own)
    if Curl.name in there and both and results.all_not_modified(Curl.name):
        ratio = results.wall(own, last) / results.wall(Curl.name, results.unchanged(Curl.name))
        yield Limit("all 304 / one bare curl", ratio, most=8.0, unit="x")
    if Newsboat.name in there and both and results.all_not_modified(Newsboat.name):
        ratio = results.wall(own, last) / results.wall(
            Newsboat.name, results.unchanged(Newsboat.name)
        )
        yield Limit("all 304 / newsboat's", ratio, most=0.333, unit="x")
    if RssParser.name in there:
        ratio = results.wall(RssParser.name, 1) / results.wall(own, 1)
        yield Limit("rss-parser's first run / ours", ratio, least=12.0, unit="x")
        again = results.unchanged(RssParser.name)
        ratio = results.wall(RssParser.name, again) / results.wall(own, last)
        yield Limit("rss-parser's later run / ours", ratio, least=12.0, unit="x")
    yield Limit("peak memory of a run", results.peak(own), most=memory, unit=" MiB")


def print_limits(all_results, memory):
    """True if every limit holds and jianbao did all that was asked of it."""
    good = True
    for results in all_results:
        print(f"\n{results.title}")
        for limit in limits(results, memory):
            limit.print()
            good = good and limit.holds()
        if not results.all_not_modified(Jianbao.name):
            print("jianbao's last run was not answered with 304 alone: nothing to compare")
            good = False
        good = good and not results.failed(Jianbao.name)
    return good
