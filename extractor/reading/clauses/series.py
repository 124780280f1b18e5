"""Figures in a row that belong to several labels: 分别为, 各, rates joined by 和."""

from __future__ import annotations

from extractor.reading.clauses.measures import Measures
from extractor.reading.tokens import Token


class Series(Measures):
    """Productions that give one figure each to what the sentence has named."""

    def _on_respectively(self, token: Token) -> None:
        state = self._state
        if self._silent():
            return
        if self._in_items():
            state.queue = self._listed(state.segment, token.start)
        elif len(state.subjects) > 1:
            state.queue = list(state.subjects)
        elif 1 < (rates := self._rates_ahead()) <= len(state.recent):  # 基本支出…，项目支出…，分别占57%和43%
            state.queue = state.recent[-rates:]
        elif len(state.subjects) == 1 and self._next_kind() == "noise":
            self._on_whereof(token)  # 共安排7个项目，分别是某补贴426万元，…
            return
        state.linked = bool(state.queue)
        state.blocked = state.blocked or not state.queue

    def _rates_ahead(self) -> int:
        """How many rates the clause states from here on, or amounts where it states no rate."""
        count = {"percent": 0, "amount": 0}
        for token in self._tokens[self._index + 1 :]:
            if token.kind in ("stop", "semicolon", "comma"):
                break
            if token.mention is not None and token.mention.kind in count:
                count[token.mention.kind] += 1
        return count["percent"] or count["amount"]

    def _rates_in_row(self) -> int:
        """How many rates follow each other from this one on, joined by 和 or 、."""
        count = 1
        for joint, rate in zip(self._tokens[self._index + 1 :: 2], self._tokens[self._index + 2 :: 2], strict=False):
            joined = joint.kind == "enum" or self.text[joint.start : joint.end] in ("和", "及", "与")
            if not joined or rate.mention is None or rate.mention.kind != "percent":
                break
            count += 1
        return count

    def _on_each(self, token: Token) -> None:
        if self._silent():
            return
        state = self._state
        state.together = True
        totals = self._two_totals()
        if state.base is not None and state.target in totals:
            state.subjects = totals  # 收入总计…，支出总计…，与上年相比，各减少318.55万元
