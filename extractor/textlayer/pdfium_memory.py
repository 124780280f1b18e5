"""Numbers from many places in memory at once, by their addresses."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Addresses = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]

_AT_ONCE = 4096  #: bytes; a pipe takes them without waiting


class _View:
    """Memory from one address on, for NumPy to look at where it is told to, and nowhere else."""

    def __init__(self, address: int, count: int, kind: str) -> None:
        self.__array_interface__ = {"data": (address, True), "shape": (count,), "typestr": kind, "version": 3}


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
    """(n,): the 64-bit number so many bytes behind each of the addresses, all of which divide by eight."""
    if not len(addresses):
        return np.empty(0, np.uint64)
    base, last = _bounds(addresses)
    view: Any = _View(base + offset, ((last - base) >> 3) + 1, "<u8")
    return np.asarray(np.asarray(view)[(addresses - np.uint64(base)) >> np.uint64(3)])


def numbers_from(address: int, count: int) -> list[int]:
    """`count` 64-bit numbers from an address on."""
    return list(struct.unpack(f"={count}Q", ctypes.string_at(address, 8 * count)))


def stretches(addresses: Addresses, lengths: npt.NDArray[np.intp]) -> Words:
    """So many words from each of the addresses on, in a row."""
    if not len(addresses):
        return np.empty(0, np.uint32)
    memory, at = _from(addresses, 0, int(lengths.max()))
    ends = lengths.cumsum()
    return np.asarray(memory[(at - (ends - lengths)).repeat(lengths) + np.arange(ends[-1])])


def _from(addresses: Addresses, offset: int, count: int) -> tuple[Words, npt.NDArray[np.intp]]:
    base, last = _bounds(addresses)
    view: Any = _View(base + offset, ((last - base) >> 2) + count, "<u4")
    return np.asarray(view), ((addresses - np.uint64(base)) >> np.uint64(2)).astype(np.intp)


def _bounds(addresses: Addresses) -> tuple[int, int]:
    return int(np.minimum.reduce(addresses)), int(np.maximum.reduce(addresses))
