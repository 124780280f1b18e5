"""How two readings of one page differ."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from extractor.textlayer.model import Page

WITHIN = 0.5  #: points


def differences(one: Page, other: Page) -> list[str]:
    """What the pages do not have in common: characters (as a multiset, boxes within half a point), edges, size."""
    found = [*_characters(one, other, "only the first"), *_characters(other, one, "only the second")]
    if abs(one.width - other.width) > 0.01 or abs(one.height - other.height) > 0.01:
        found.append(f"size {one.width} × {one.height} and {other.width} × {other.height}")
    if (one.upright is None) != (other.upright is None):
        found.append("one says that all stand upright")
    if one.edges.shape != other.edges.shape:
        found.append(f"{len(one.edges)} and {len(other.edges)} edges")
    elif len(one.edges) and float(np.abs(one.edges - other.edges).max()) > 0.05:
        found.append(f"edges differ by {np.abs(one.edges - other.edges).max():.2f}")
    return [f"page {one.number}: {text}" for text in found]


def _characters(one: Page, other: Page, label: str) -> list[str]:
    assert one.boxes is not None
    assert other.boxes is not None
    places: dict[str, list[int]] = defaultdict(list)
    for index, char in enumerate(other.text):
        places[char].append(index)
    missing = []
    for index, char in enumerate(one.text):
        near = places[char]
        if near:
            distance = np.abs(other.boxes[near] - one.boxes[index]).max(axis=1)
            best = int(distance.argmin())
            if distance[best] <= WITHIN:
                near.pop(best)
                continue
        missing.append(f"{label}: {char!r} at {one.boxes[index].round(1).tolist()}")
    return missing[:5]
