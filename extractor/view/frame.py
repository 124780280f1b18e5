"""What all pages share: head, policy, style and script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from extractor.view.markup import Child, Html, el, raw_text
from extractor.view.words import Words


def document(title: str, words: Words, kind: str, body: Child) -> str:
    """A page of a kind (the name of its script) as HTML.

    Style and script stand in the page and the policy names them by their digests: nothing else runs, nothing is
    fetched but the pictures of the folder itself, and that also where the page is opened as a file.
    """
    style, script = _static("style.css"), _static(f"{kind}.js")
    policy = (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; img-src 'self' file:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        raw_text("style", style),
    )
    page = el("html", head, el("body", body, raw_text("script", script), class_=kind), lang=words("lang"))
    return f"<!DOCTYPE html>\n{page}\n"


def state_badge(reconciles: bool | None, words: Words) -> Html:
    """Whether a report reconciles, as a coloured word."""
    name = {True: "true", False: "false", None: "null"}[reconciles]
    kind = {True: "exact", False: "mismatch", None: "unverifiable"}[reconciles]
    return el("b", words(f"reconciles_{name}"), class_=f"badge state {kind}")


@cache
def _static(name: str) -> str:
    return files("extractor.view").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
