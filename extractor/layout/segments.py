"""A line by itself that holds two statements far apart (编制部门：…        单位：元) is parted into both."""

from __future__ import annotations

from extractor.layout.lines import Lines

_APART = 3.0  #: font sizes


def wide_gaps(lines: Lines) -> dict[int, list[tuple[int, int]]]:
    """For each line with wide gaps: the runs (start, end) of characters between them.

    Words set with wide spaces between their letters (目    录) have none.
    """
    if not len(lines):
        return {}
    solid = (lines.codes != 0x20).nonzero()[0]
    gap = lines.boxes[solid[1:], 0] - lines.boxes[solid[:-1], 2]
    far = (gap > _APART * lines.size.min()).nonzero()[0]  # few, and most of them from line to line
    before, after = (lines.start.searchsorted(solid[far + k], side="right") - 1 for k in (0, 1))
    apart = (before == after) & (gap[far] > _APART * lines.size[after])
    cuts, owner = solid[far[apart] + 1], after[apart]
    parts: dict[int, list[tuple[int, int]]] = {}
    for cut, line in zip(cuts.tolist(), owner.tolist(), strict=True):
        runs = parts.setdefault(line, [(int(lines.start[line]), int(lines.start[line + 1]))])
        start, end = runs.pop()
        space = lines.codes[cut - 1] == 0x20
        runs += [(start, cut - int(space)), (cut, end)]
    return {line: runs for line, runs in parts.items() if any(b - a > 1 for a, b in runs)}
