"""Numbers from many places in memory at once, by their addresses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Addresses = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]


class _View:
    """Memory from one address on, for NumPy to look at where it is told to, and nowhere else."""

    def __init__(self, address: int, words: int) -> None:
        self.__array_interface__ = {"data": (address, True), "shape": (words,), "typestr": "<u4", "version": 3}


def words(addresses: Addresses, offset: int, count: int) -> Words:
    """(n, count): what stands so many bytes behind each of the addresses (n,), all of which divide by four."""
    if not len(addresses):
        return np.empty((0, count), np.uint32)
    memory, at = _from(addresses, offset, count)
    return np.asarray(memory[at[:, None] + np.arange(count)])


def numbers(addresses: Addresses, offset: int) -> Addresses:
    """(n,): the 64-bit number so many bytes behind each of the addresses."""
    return words(addresses, offset, 2).view(np.uint64)[:, 0]


def stretches(addresses: Addresses, lengths: npt.NDArray[np.intp]) -> Words:
    """So many words from each of the addresses on, in a row."""
    if not len(addresses):
        return np.empty(0, np.uint32)
    memory, at = _from(addresses, 0, int(lengths.max()))
    ends = lengths.cumsum()
    return np.asarray(memory[(at - (ends - lengths)).repeat(lengths) + np.arange(ends[-1])])


def _from(addresses: Addresses, offset: int, count: int) -> tuple[Words, npt.NDArray[np.intp]]:
    base = addresses.min()
    at = ((addresses - base) >> np.uint64(2)).astype(np.intp)
    view: Any = _View(int(base) + offset, int(at.max()) + count)
    return np.asarray(view), at
