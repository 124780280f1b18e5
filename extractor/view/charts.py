"""Three pictures of an archive: what was spent on what, which rules found slips, how much was claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from extractor.view.entries import Entry
from extractor.view.markup import Html, el
from extractor.view.words import Words

_MOST = 12  #: bars of a chart
_WIDTH, _LABEL, _BAR, _GAP = 420, 160, 13, 6
_YI = Decimal(100_000_000)
Part = tuple[str, float]  #: class, share of the chart's width


def charts(entries: Sequence[Entry], words: Words) -> Html:
    """All charts; those without data say so."""
    return el("div", _spending(entries, words), _rules(entries, words), _coverage(entries, words), class_="charts")


def _spending(entries: Sequence[Entry], words: Words) -> Html | None:
    known = [(entry, entry.row.spending_total) for entry in entries if entry.row.spending_total]
    largest = sorted(known, key=lambda pair: (-pair[1], pair[0].row.report))[:_MOST]
    if not largest:
        return None
    most = float(largest[0][1])
    bars = []
    for entry, total in largest:
        basic, project = (max(Decimal(0), part or Decimal(0)) for part in (entry.row.basic, entry.row.project))
        rest = max(Decimal(0), total - basic - project)
        parts = [("a", float(basic) / most), ("b", float(project) / most), ("z", float(rest) / most)]
        bars.append((entry.row.department or entry.row.report, parts, f"{total / _YI:.2f}"))
    names = (("a", "basic"), ("b", "project"), ("z", "rest"))
    legend = el("div", [el("span", words(key), class_=kind) for kind, key in names], class_="legend")
    return _chart(words("chart_spending", n=len(bars)), bars, legend)


def _rules(entries: Sequence[Entry], words: Words) -> Html:
    counts = Counter[str]()
    for entry in entries:
        counts.update(entry.mismatches)
    title = words("chart_rules")
    if not counts:
        return el("div", el("h3", title), el("p", words("chart_none"), class_="none"), class_="chart")
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return _chart(title, [(rule, [("e", count / top[0][1])], str(count)) for rule, count in top])


def _coverage(entries: Sequence[Entry], words: Words) -> Html | None:
    """How many reports lie in each tenth."""
    shares = [entry.claimed / entry.found for entry in entries if entry.found]
    if not shares:
        return None
    tenths = Counter(min(9, int(share * 10)) for share in shares)
    most = max(tenths.values())
    bars = [
        (f"{10 * tenth}–{10 * tenth + 10} %", [("a", tenths[tenth] / most)], str(tenths[tenth]))
        for tenth in range(max(tenths), min(tenths) - 1, -1)
    ]
    return _chart(words("chart_coverage"), bars)


def _short(name: str) -> str:
    """As much of a name as has room; Latin letters take half the room of Chinese ones."""
    room = 13.0
    for n, character in enumerate(name):
        room -= 1 if ord(character) > 0x2000 else 0.55
        if room < 0:
            return f"{name[: n - 1]}…"
    return name


def _chart(title: str, bars: Sequence[tuple[str, Sequence[Part], str]], legend: Html | None = None) -> Html:
    room = _WIDTH - _LABEL - 50
    shapes: list[Html] = []
    for n, (name, parts, value) in enumerate(bars):
        y, x = n * (_BAR + _GAP), float(_LABEL)
        short = _short(name)
        shapes.append(el("text", short, el("title", name), x=_LABEL - 6, y=y + 11, text_anchor="end"))
        for kind, share in parts:
            if share > 0:
                shapes.append(el("rect", x=f"{x:.1f}", y=y, width=f"{share * room:.1f}", height=_BAR, class_=kind))
                x += share * room
        shapes.append(el("text", value, x=f"{x + 5:.1f}", y=y + 11, class_="soft"))
    height = len(bars) * (_BAR + _GAP)
    picture = el("svg", shapes, viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=title)
    return el("div", el("h3", title), picture, legend, class_="chart")
