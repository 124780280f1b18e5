"""The patterns of the package, found by looking at its modules, and hostile texts for each.

Run as a script it times them, one line a pattern, so that a test can stop it: a pattern at work cannot be interrupted.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import regex

import extractor.lexicon
import extractor.reading

ROOMS = (extractor.reading, extractor.lexicon)
_KINDS = (re.Pattern, type(regex.compile("")))
_CALLS = {"search", "match", "fullmatch", "finditer", "findall", "sub", "split"}


@dataclass(frozen=True)
class Found:
    """A pattern, where it is, and the methods it is used with."""

    place: str
    pattern: Any
    methods: tuple[str, ...]


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        yield room
        for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(info.name)


def patterns() -> list[Found]:
    """Every compiled pattern of the rooms, in globals and containers, from functions that give one, and inline."""
    everything = list(modules())
    sources = {module.__name__: Path(str(module.__file__)).read_text(encoding="utf-8") for module in everything}
    found: dict[str, Found] = {}
    for module in everything:
        for name, value in vars(module).items():
            owner = getattr(value, "__module__", module.__name__)
            if callable(value) and "pattern" in name and owner == module.__name__:
                found_here = _call(value)
            else:
                found_here = value
            for suffix, pattern in _inside(found_here):
                key = f"{pattern.pattern!r}"
                users = "\n".join(s for s in sources.values() if re.search(rf"import\b.*\b{re.escape(name)}\b", s))
                methods = _methods(name, sources[module.__name__] + users) or ("match",)
                found.setdefault(key, Found(f"{module.__name__}.{name}{suffix}", pattern, methods))
        for method, text in _inline(sources[module.__name__]):
            found.setdefault(f"{text!r}", Found(f"{module.__name__}: {text[:30]}", re.compile(text), (method,)))
    return list(found.values())


def _call(function: Any) -> Any:
    plain = inspect.unwrap(function)
    try:
        return function() if not inspect.signature(plain).parameters else None
    except (TypeError, ValueError):
        return None


def _inside(value: Any, depth: int = 3, suffix: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, _KINDS):
        yield suffix, value
    elif depth and isinstance(value, dict):
        for key, entry in value.items():
            yield from _inside(entry, depth - 1, f"{suffix}[{key}]")
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for index, entry in enumerate(value):
            yield from _inside(entry, depth - 1, f"{suffix}[{index}]")


def _methods(name: str, source: str) -> tuple[str, ...]:
    called = re.findall(rf"\b{re.escape(name)}(?:\(\))?\.({'|'.join(_CALLS)})\(", source)
    return tuple(sorted(set(called)))


def _inline(source: str) -> Iterator[tuple[str, str]]:
    """re.search("…") and the like, written out where they are used."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
            owner, first = node.func.value, node.args[0] if node.args else None
            if isinstance(owner, ast.Name) and owner.id in ("re", "regex") and isinstance(first, ast.Constant):
                yield node.func.attr, str(first.value)


def hostile(pattern: str, size: int) -> Iterator[str]:
    """Texts of about `size` characters: one or two characters of the pattern over and over, and a stranger last."""
    letters = sorted({c for c in pattern if c.isalnum() or c in "，。、；：（）()…·—-.,“”【】〔〕 "} - set("dswbnPuf"))
    alphabet = [*dict.fromkeys("1,.…·— \n（年万元一零壹中A，" + "".join(letters[:24]))]
    for one in alphabet:
        yield one * size + "\x00"
    for one, other in zip(alphabet, alphabet[1:] + alphabet[:1], strict=True):
        yield (one + other) * (size // 2) + "\x00"
    for unit in ("1,000", "中，1", "1.1", "零壹元", "（一）", "2019年", "1-1", "第一", "编制1人，", "自评得"):
        yield unit * (size // len(unit)) + "\x00"


def seconds(found: Found, text: str) -> float:
    """How long the pattern takes, used as it is used."""
    start = process_time()
    for method in found.methods:
        if method == "finditer":
            for _ in found.pattern.finditer(text):
                pass
        elif method == "sub":
            found.pattern.sub("", text)
        else:
            getattr(found.pattern, method)(text)
    return process_time() - start


def main(size: int, limit: float) -> None:
    """Prints, for each pattern, "?" and its place before, then the longest time; a slow one is left at once."""
    for found in patterns():
        print("?", found.place, flush=True)
        worst, culprit = 0.0, ""
        for step in (size // 16, size):
            for text in hostile(found.pattern.pattern, step):
                taken = seconds(found, text) * (1 if step == size else 4)
                if taken > worst:
                    worst, culprit = taken, text[:12]
                if worst > limit:
                    break
            if worst > limit:
                break
        print("=" if worst <= limit else "!", found.place, f"{worst:.2f}", repr(culprit), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(int(sys.argv[1]), float(sys.argv[2]))
