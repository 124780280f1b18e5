"""Records that were read with contacts in clear, as they may be shown to those who did not ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.records.leaves import Text
from extractor.records.report import Report

_NAME, _NUMBER = 1, 3  #: letters of a name, and digits of a number, that stay
_PART = 7  #: digits that are known to be of a telephone number by themselves

Secrets = list[tuple[re.Pattern[str], int]]


def masked(report: Report) -> Report:
    """The record with its contact's name and number masked wherever they stand: in values, quotes, sections, checks.

    Others who are named in its text are not known to a record, and stay. The name of the file stays as well: by it
    the file is found again. A record whose contact is masked already is given back as it is.
    """
    person, phone = (list(_clear(leaf)) for leaf in (report.contact.person, report.contact.phone))
    secrets = [*_secrets(person, _NAME), *_secrets(phone, _NUMBER)]
    if not secrets:
        return report
    boxes = [box.model_dump() for place in (*person, *phone) for box in place.evidence]
    given = report.model_dump()
    hidden = _covered(given, secrets, boxes)
    hidden["source"] = given["source"]
    numbers = ["".join(filter(str.isdigit, place.value)) for place in phone]
    for one in hidden["unclaimed"]:
        if any(_is_part(figure, numbers) for figure in re.findall(r"(?<![\d.])\d+(?![\d.])", one["stated"])):
            one["stated"] = "*" * len(one["stated"])
            one["evidence"] = [{**box, "text": "*" * len(box["text"])} for box in one["evidence"]]
        if "*" in one["stated"]:  # the number in clear was taken for a figure
            one["value"] = None
    clean = Report.model_validate(hidden)
    clean._place = report._place
    return clean


def _clear(leaf: Text | None) -> Iterator[Text]:
    """The places of a leaf that are not masked."""
    return (place for place in ((leaf, *leaf.also) if leaf else ()) if "*" not in place.value)


def _secrets(places: list[Text], kept: int) -> Secrets:
    """What finds the values as read and as printed, the longest first, also where spaces or line breaks part them.

    A number is not found within a longer one: that would be a figure.
    """
    words = {
        "".join(text.split())
        for place in places
        for text in (place.value, *(box.text for box in place.evidence))
        if len("".join(text.split())) >= len("".join(place.value.split())) > kept
    }
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return [
        (re.compile(rf"(?<!\d){body}(?!\d)" if kept == _NUMBER else body), kept)
        for body in (r"\s*".join(map(re.escape, word)) for word in longest_first)
    ]


def _covered(value: Any, secrets: Secrets, boxes: list[dict[str, Any]]) -> Any:
    """A dumped part of a record without the secrets; quotes of the contact's own places, often pieces, are stars."""
    if isinstance(value, str):
        for secret, kept in secrets:
            value = secret.sub(lambda match, kept=kept: _stars(match[0], kept), value)  # type: ignore[misc]
        return value
    if isinstance(value, list):
        return [_covered(one, secrets, boxes) for one in value]
    if not isinstance(value, dict):
        return value
    if value in boxes:
        return {**value, "text": "*" * len(value["text"])}
    return {_covered(key, secrets, boxes): _covered(one, secrets, boxes) for key, one in value.items()}


def _stars(text: str, kept: int) -> str:
    return text[:kept] + re.sub(r"\S", "*", text[kept:])


def _is_part(figure: str, numbers: list[str]) -> bool:
    """Whether digits are of a telephone number, and so many of them that no figure is so by chance."""
    return len(figure) >= _PART and any(figure in number for number in numbers)
