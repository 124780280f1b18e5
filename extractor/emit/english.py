"""A finding in English: what the rule says, which fact breaks it, and by how much. The message itself is Chinese."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from extractor.records.report import Check

_RATES = ("share", "change_rate", "completion", "variance_rate")
_MANY = 4  #: inputs that a sentence names one by one


@cache
def rules() -> dict[str, str]:
    """Rule → what it says; a user's own rules have no entry."""
    text = files("extractor.emit").joinpath("rules_en.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["rules"])


def sentence(check: Check) -> str:
    """One line: the rule, the fact with its figure, what the others give."""
    said = f"{check.rule}: {rules()[check.rule]}" if check.rule in rules() else check.rule
    if check.stated is None:
        return f"{said} ({check.subject})"
    unit = _unit(check.subject)
    figure = f"{check.subject} is {_number(check.stated)}{unit}"
    if check.expected is None:
        return f"{said}; {figure}"
    others = ", ".join(check.inputs) if len(check.inputs) <= _MANY else f"{len(check.inputs)} figures"
    gap = f" (difference {_number(check.difference)}{unit.replace('%', ' points')})" if check.difference else ""
    return f"{said}; {figure}, against {_number(check.expected)}{unit} from {others or 'the rule'}{gap}"


def _unit(path: str) -> str:
    """% for rates; counts and points have none here, and money is in 元."""
    name = path.partition(".also[")[0].rpartition(".")[2]
    if name in _RATES:
        return "%"
    return "" if path.startswith(("overview.", "evaluation.", "goals.indicators")) else " 元"


def _number(value: Decimal | int) -> str:
    return f"{value:,}"
