"""Damaged copies of PDFs: bits flipped, ends cut off, pieces moved, objects shuffled. One seed, the same copies."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf

Mutation = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Some bits, anywhere."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def truncate(data: bytes, chance: random.Random) -> bytes:
    """The beginning only."""
    return data[: chance.randrange(len(data))]


def remove(data: bytes, chance: random.Random) -> bytes:
    """A piece is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """A piece stands where another should."""
    start, other, size = chance.randrange(len(data)), chance.randrange(len(data)), chance.randrange(1, 2000)
    return data[:start] + data[other : other + size] + data[start + size :]


def numbers(data: bytes, chance: random.Random) -> bytes:
    """Digits outside streams become others: offsets, lengths, sizes, references."""
    out = bytearray(data)
    at = [place for place, byte in enumerate(out) if 0x30 <= byte <= 0x39]
    for place in chance.sample(at, min(len(at), chance.choice((1, 10, 100)))):
        out[place] = 0x30 + chance.randrange(10)
    return bytes(out)


def shuffle(data: bytes, chance: random.Random) -> bytes:
    """Indirect objects trade places."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(pdf.objects)
        for _ in range(chance.choice((1, 3, 20))):
            first, second = (pdf.get_object(chance.randrange(1, count), 0) for _ in range(2))
            keys = sorted(first.keys()) if isinstance(first, pikepdf.Dictionary | pikepdf.Stream) else []
            if keys and second.is_indirect:
                key = chance.choice(keys)
                if key != "/Length":
                    first[key] = second
        return _saved(pdf)


def contents(data: bytes, chance: random.Random) -> bytes:
    """Streams that unpack well and say something else."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        for stream in chance.sample(streams, min(len(streams), chance.choice((1, 2, 5)))):
            try:
                plain = stream.read_bytes()
            except pikepdf.PdfError:
                continue
            if plain:
                stream.write(chance.choice((flip, truncate, remove, repeat, numbers))(plain, chance))
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


MUTATIONS: tuple[Mutation, ...] = (flip, truncate, remove, repeat, numbers, shuffle, contents)


def mutants(sources: list[Path], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged copies of the sources, each with a name that says how it was made."""
    whole = [source.read_bytes() for source in sources]
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        mutation = MUTATIONS[number % len(MUTATIONS)]
        data = whole[chance.randrange(len(whole))]
        try:
            made = mutation(data, chance)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):  # pikepdf refuses the result
            made = flip(data, chance)
        yield f"{number:05}-{mutation.__name__}.pdf", made
