"""Numbers from many places in memory at once, by their addresses."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Addresses = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]


_AT_ONCE = 4096  #: bytes; a pipe takes them without waiting


class _View:
    """Memory from one address on, for NumPy to look at where it is told to, and nowhere else."""

    def __init__(self, address: int, words: int) -> None:
        self.__array_interface__ = {"data": (address, True), "shape": (words,), "typestr": "<u4", "version": 3}


def readable(addresses: Iterable[int], size: int) -> bool:
    """Whether so many bytes can be read from each of the addresses; also false where nobody can tell.

    The system is asked to copy them: it refuses where there is no memory, and a look would end the process.
    """
    try:
        write = ctypes.CDLL(None).write
        write.argtypes, write.restype = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t], ctypes.c_ssize_t
        out, into = os.pipe()
    except (AttributeError, OSError, TypeError):  # no such system
        return False
    try:
        for address in addresses:
            for start in range(0, size, _AT_ONCE):
                some = min(size - start, _AT_ONCE)
                if address <= 0 or write(into, address + start, some) != some or len(os.read(out, some)) != some:
                    return False
        return True
    finally:
        os.close(out)
        os.close(into)


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
