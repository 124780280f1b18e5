"""A line by itself that holds two statements far apart (编制部门：…        单位：元) is parted into both."""

from __future__ import annotations

import numpy as np

from extractor.layout.lines import Lines

_APART = 3.0  #: font sizes


def wide_gaps(lines: Lines) -> dict[int, list[tuple[int, int]]]:
    """For each line with wide gaps: the runs (start, end) of characters between them.

    Words set with wide spaces between their letters (目    录) have none.
    """
    owner = np.repeat(np.arange(len(lines)), np.diff(lines.start))
    x0, x1 = lines.boxes[:, 0], lines.boxes[:, 2]
    solid = np.flatnonzero(lines.codes != 0x20)
    gap = x0[solid[1:]] - x1[solid[:-1]]
    same = owner[solid[1:]] == owner[solid[:-1]]
    cuts = solid[1:][same & (gap > _APART * lines.size[owner[solid[1:]]])]
    parts: dict[int, list[tuple[int, int]]] = {}
    for cut in cuts.tolist():
        line = int(owner[cut])
        runs = parts.setdefault(line, [(int(lines.start[line]), int(lines.start[line + 1]))])
        start, end = runs.pop()
        space = lines.codes[cut - 1] == 0x20
        runs += [(start, cut - int(space)), (cut, end)]
    return {line: runs for line, runs in parts.items() if any(b - a > 1 for a, b in runs)}
