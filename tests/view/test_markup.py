from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.view.markup import data, el, raw_text


class Parsed(HTMLParser):
    """What a browser would see: the elements with their attributes, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")) | st.sampled_from(
    ["</p><script>", '"><img src=x onerror=alert(1)>', "<!--", "]]>", "&lt;", "' onclick='"]
)


@given(WORDS, WORDS)
def test_words_stay_words(inside: str, attribute: str) -> None:
    seen = Parsed(el("p", inside, el("b", inside), data_path=attribute))
    assert seen.elements == [("p", {"data-path": attribute}), ("b", {})]
    assert seen.text == inside * 2


@given(WORDS)
def test_data_cannot_end_its_element(words: str) -> None:
    seen = Parsed(data("data", json.dumps({"words": words}, ensure_ascii=False)) + "<i>")
    assert [name for name, _ in seen.elements] == ["script", "i"]
    assert json.loads(seen.text) == {"words": words}


def test_attributes() -> None:
    assert el("input", type="text", hidden=True, value=None, checked=False) == '<input type="text" hidden>'
    assert el("p", None, 3, ["a", (el("br"),)], class_="x") == '<p class="x">3a<br></p>'


def test_a_script_that_would_end_early_is_refused() -> None:
    with pytest.raises(ValueError, match="would end it"):
        raw_text("script", "'</script>'")
