"""Rules as data: `rules/*.toml` in the package, and files of the user's own in the same form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources
from os import PathLike
from pathlib import Path

from extractor.checks.rule import Rule, RuleError
from extractor.checks.rule_entries import parse

AnyPath = str | PathLike[str]
#: what a caller may give for rules
Rules = AnyPath | Iterable[AnyPath | Rule] | None

MAX_BYTES = 1 << 20  #: of a file of the user's


@cache
def built_in() -> tuple[Rule, ...]:
    """The rules of the package, in the order of the file names."""
    rules: list[Rule] = []
    folder = resources.files("extractor.checks") / "rules"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            rules += parse(entry.name, entry.read_text(encoding="utf-8"), len(rules))
    _unique(rules)
    return tuple(rules)


def load(*files: AnyPath) -> tuple[Rule, ...]:
    """The package's rules and those of further files. RuleError: a rule of theirs cannot be used; OSError."""
    return with_own(texts(files))


def texts(files: AnyPath | Iterable[AnyPath]) -> tuple[tuple[str, str], ...]:
    """The name and text of each file of rules, as `with_own` takes them. RuleError: it is no text of ours; OSError."""
    given = [files] if isinstance(files, str | PathLike) else files
    return tuple((str(file), _text(Path(file))) for file in given)


@lru_cache(maxsize=16)
def with_own(own: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    """The package's rules and those of further texts. RuleError: a rule of theirs cannot be used."""
    rules = list(built_in())
    for name, text in own:
        rules += parse(name, text, len(rules))
    _unique(rules)
    return tuple(rules)


def chosen(rules: Rules) -> tuple[Rule, ...]:
    """Rules as a caller may name them: none (the package's), files beside the package's, or rules themselves."""
    if rules is None:
        return built_in()
    if isinstance(rules, str | PathLike):
        return load(rules)
    given = tuple(rules)
    ready = tuple([one for one in given if isinstance(one, Rule)])
    return ready if len(ready) == len(given) else load(*[one for one in given if not isinstance(one, Rule)])


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RuleError(str(path), None, "the file is too large", (f"{MAX_BYTES} bytes",))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RuleError(str(path), line, "the file is not UTF-8", ("UTF-8",)) from error


def _unique(rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("rules", None, f"two rules have the id {rule.id!r}")
        seen.add(rule.id)
