"""The words around a figure, for `extractor explain`: found in a worker, told in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.archive.options import Options
from extractor.cli.terminal import Terminal

if TYPE_CHECKING:
    from extractor.pipeline import Trace


class NoTraceError(Exception):
    """The words around a figure could not be found in the time and memory that a file has."""


def traced(source: Path | bytes, name: str, options: Options, path: str) -> Trace | None:
    """The trace of a figure, by a process with the bounds of the options; None for what is no figure of one place.

    UnknownPathError: the record has no such path. NoTraceError: the process did not end well.
    """
    from extractor.archive.lane import Lane
    from extractor.records.facts import UnknownPathError

    lane, timeout = Lane(options.max_memory), options.timeout
    try:
        found: Trace | None = lane.submit(_trace, source, name, options, path, timeout=timeout).result(2 * timeout)
    except UnknownPathError:
        raise
    except Exception as error:  # the record was read all the same, and is shown
        raise NoTraceError from error
    finally:
        lane.end()
        lane.wait(5)
    return found


def _trace(source: Path | bytes, name: str, options: Options, path: str) -> Trace | None:
    """In the worker."""
    from extractor.errors import EncryptedPdf
    from extractor.pipeline import trace_figure

    for password in options.passwords or (None,):
        with suppress(EncryptedPdf):
            return trace_figure(
                source, path, name=name, reader=options.reader, password=password, limits=options.limits(),
                lexicon=options.lexicon, ocr=options.ocr,
            )  # fmt: skip
    return None


def told(trace: Trace, voice: Terminal) -> Iterator[str]:
    """The trace in lines."""
    say, head = _Words(voice.lang), {"prose": "sentence", "table": "cell", "unread": "title"}[trace.place]
    yield say.line(head, trace.sentence)
    for known in trace.known:
        yield say.line("word", f"{known.text}  {known.meaning or known.kind}{_entry(known.entry)}")
    if trace.hindrance is None:
        return
    lacks = say.of("lacks", trace.hindrance.lacks).format(words=trace.hindrance.words)
    yield say.line("unread", f"{say.of('productions', trace.hindrance.production)}：{lacks}")
    for known in trace.near:
        yield say.line("near", f"{known.text}  {known.meaning}{_entry(known.entry)}")
    if not trace.drafts and not trace.hindrance.final:
        yield say.line("draft", say.of("says", "no_draft"))
    for draft in trace.drafts:
        yield say.line("draft", say.of("says", "would_be").format(path=draft.path))
        yield ""
        yield from (f"    {line}" for line in draft.text.splitlines())
        yield ""


def instead(why: str, voice: Terminal) -> str:
    """What is said where there is no trace: only the record is at hand (`needs_file`), or it failed (`no_trace`)."""
    return _Words(voice.lang).of("says", why)


def _entry(entry: Any) -> str:
    return "" if entry is None else f"  {entry.file}:{entry.line} {entry.pattern}"


class _Words:
    def __init__(self, lang: str) -> None:
        self._at = int(lang == "en")

    def of(self, table: str, key: str) -> str:
        return _table()[table][key][self._at]

    def line(self, head: str, words: str) -> str:
        title = self.of("heads", head)
        wide = len(title) if self._at else 2 * len(title)
        return f"{title}{' ' * max(1, (10 if self._at else 6) - wide)}{words}"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("extractor.cli").joinpath("explain.toml").read_text(encoding="utf-8"))
