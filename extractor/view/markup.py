"""HTML out of Python values: whatever is not markup of ours is escaped, so a report's words stay words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is safe as it stands. Only this module makes it out of text."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_NOTHING = Html("")


def el(name: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Html:
    """An element. `class_` is the attribute class, `data_path` is data-path; None and False leave an attribute out."""
    head = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        head.append(attribute if value is True else f'{attribute}="{escape(str(value))}"')
    start = f"<{' '.join(head)}>"
    return Html(start) if name in _VOID else Html(f"{start}{join(children)}</{name}>")


def join(children: Child) -> Html:
    """Children one after the other, text escaped."""
    if children is None:
        return _NOTHING
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return Html(escape(children, quote=False))
    if isinstance(children, int):
        return Html(children)
    return Html("".join(map(join, children)))


def raw_text(name: str, text: str, /, **attributes: str | bool | None) -> Html:
    """A script or style element of our own; ValueError: its text would end the element."""
    if "</" in text or "<!--" in text:
        raise ValueError(f"text of <{name}> would end it")
    return Html(el(name, **attributes).removesuffix(f"</{name}>") + text + f"</{name}>")


def data(identifier: str, json: str) -> Html:
    """A block of JSON for the page's script."""
    for character in "<>&\u2028\u2029":
        json = json.replace(character, f"\\u{ord(character):04x}")
    return raw_text("script", json, id=identifier, type="application/json")
