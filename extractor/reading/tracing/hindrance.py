"""Which production came nearest to a figure that no field took, and what it lacked."""

from __future__ import annotations

from extractor.reading.tracing.model import Hindrance
from extractor.reading.tracing.places import Sight


def hindrance(text: str, sight: Sight) -> Hindrance:
    """What was in the way at the moment at which the grammar came to the figure."""
    state = sight.state
    mention = sight.tokens[sight.index].mention
    unknown = _unknown(text, sight)
    if state.mode in ("cause", "purpose"):
        return Hindrance("label_amount", state.mode, _last(text, sight, state.mode))
    if mention is not None and mention.loose:
        return Hindrance("label_amount", "loose", mention.stated)
    if getattr(state, "away", None) or getattr(state, "scopes", None):
        return Hindrance("label_amount", "scope", _last(text, sight, "scope"))
    if state.direction is not None:
        lacks = "base" if state.base is None else "label" if state.target is None else "blocked"
        return Hindrance("change", lacks, unknown)
    if state.mode in ("share", "completion"):
        return Hindrance(state.mode, "label" if state.target is None else "blocked", unknown)
    if state.whereof and state.parent is not None:
        return Hindrance("items", "items", unknown)
    if state.blocked:
        return Hindrance("label_amount", "blocked", unknown)
    if unknown:
        labelled = any(token.kind in ("line", "measure") for token in sight.before())
        return Hindrance("label_amount", "link" if labelled else "label", unknown)
    return Hindrance("label_amount", "label" if state.target is None else "other")


def _unknown(text: str, sight: Sight) -> str:
    """The unknown words of the figure's clause."""
    found: list[str] = []
    for token in reversed(sight.before()):
        if token.kind in ("comma", "colon", "stop", "semicolon", "mention"):
            break
        if token.kind == "noise":
            found.append(text[token.start : token.end])
    return "…".join(reversed(found))


def _last(text: str, sight: Sight, kind: str) -> str:
    """The word that set the mode."""
    found = [text[token.start : token.end] for token in sight.before() if token.kind == kind]
    return found[-1] if found else ""
