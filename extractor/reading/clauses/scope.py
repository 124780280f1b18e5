"""Whose money, and of which time, a sentence speaks of: what is said of others binds nothing."""

from __future__ import annotations

from extractor.lexicon.organisations import looks_like_department
from extractor.reading.clauses.base import SETTING, Machine
from extractor.reading.tokens import Token

#: scopes that hold to the end of the sentence from where they stand; the others once they have cost a figure
_LASTING = frozenset({"when", "apart"})
#: words for a part of the department, where another part follows: 局机关800万元，下属单位400万元
_SEAT = ("机关", "本级", "本部")
#: words that join another body's money to one's own: 本部门及所属单位
_JOINED = ("及", "和", "与", "含", "、", "包括", "并")


class Scopes(Machine):
    """Productions that say that a clause speaks of somebody else, or of another time."""

    def _on_scope(self, token: Token) -> None:
        """下属单位…, 全县…, 上半年…, 审计发现…, 剔除…后: not the department's own year."""
        state = self._state
        value = token.word.value if token.word else None
        if self._silent() or value is None:
            return
        if state.comparing:
            state.apart = True
        elif value == "future":
            if self._context.measure != "budget":
                self._leave("when")
        elif not (value == "who" and self.text.endswith(_JOINED, 0, token.start)):
            self._leave(value)

    def _leave(self, scope: str) -> None:
        state = self._state
        state.scopes |= {scope}
        state.linked, state.prior = False, False
        if scope in _LASTING:
            state.away |= {scope}

    def _on_months(self, token: Token) -> None:
        """1-9月, 截至6月底: a part of the year; 截至12月31日: all of it."""
        if self._silent():
            return
        if token.level == "all":
            self._come_back("when")
        elif self._state.comparing:
            self._state.apart = True
        else:
            self._leave("when")

    def _come_back(self, scope: str) -> None:
        state = self._state
        state.away -= {scope}
        state.scopes -= {scope}

    def _is_away(self) -> bool:
        return bool(self._state.away or self._state.scopes)

    def _dropped(self) -> None:
        """A figure was not the department's: neither are the next ones of the sentence."""
        state = self._state
        state.away |= state.scopes - {"average"}
        if state.other_year:
            state.away |= {"when"}

    def _own(self, token: Token) -> None:
        """本单位, 全年, 本年: back to the department itself, the whole year, this year."""
        value = token.word.value if token.word else None
        if value == "who" and self._is_a_seat(token):
            self._leave("who")  # 局机关支出800万元，下属单位支出400万元
        elif value == "who":
            self._come_back("who")
            if SETTING.search(self._state.noise):
                self._state.noise = ""  # 县财政批复|我局年初预算
        elif value == "when":
            self._come_back("when")
            self._this_year()
        elif value == "year":
            self._this_year()

    def _is_a_seat(self, token: Token) -> bool:
        """Whether the word is for a part of the department, since the sentence goes on to other parts."""
        if not self.text[token.start : token.end].endswith(_SEAT):
            return False
        for following in self._tokens[self._index + 1 :]:
            if following.kind == "stop":
                break
            if following.kind == "scope" and following.word is not None and following.word.value == "who":
                return not self.text.endswith(_JOINED, 0, following.start)
            if following.kind == "noise" and looks_like_department(self.text[following.start : following.end]):
                return True
        return False

    def _this_year(self) -> None:
        state = self._state
        if state.past is not None and state.past != state.clause:
            state.past, state.prior = None, False

    def _is_other_body(self, noise: str) -> bool:
        """Whether the words are the name of another organisation than the one whose report it is."""
        department = self._context.department
        if department is None or not looks_like_department(noise):
            return False
        return not (abbreviates(noise, department) or department in noise)


def abbreviates(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in that order: 市发改委 in 某市发展和改革委员会."""
    characters = iter(name)
    return all(character in characters for character in short)
