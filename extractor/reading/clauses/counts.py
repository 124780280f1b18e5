"""Counts, and words that stand for zero."""

from __future__ import annotations

from extractor.lexicon.labels import unit_counts
from extractor.reading.clauses.figures import Figures
from extractor.reading.subjects import CountBinding, Subject
from extractor.reading.tokens import Token

#: the line whose counts they are, by the first word of the count's field
_COUNTED_LINES = {name: f"spending.three_public.{name}" for name in ("overseas", "vehicles", "reception")}


class ClauseReader(Figures):
    """The whole grammar: productions of counts and zeros on top of the others."""

    def _on_mention(self, token: Token) -> None:
        mention = token.mention
        if mention is None:
            return
        if mention.kind == "year":
            self._on_year(int(mention.value or 0))
        elif self._silent() or mention.loose:
            return
        elif mention.kind == "amount":
            self._on_amount(token)
        elif mention.kind == "percent":
            self._on_percent(token)
        elif mention.kind == "count" and not mention.loose:
            self._on_count_mention(token)

    def _on_zero(self, token: Token) -> None:
        if not self._silent() and not self._state.comparing:
            self._state.zero = (token.start, token.end)

    def _settle_zero(self) -> None:
        """无公务用车购置费 · 公务接待费未发生: a zero once nothing else follows in the clause."""
        state = self._state
        zero, state.zero = state.zero, None
        if zero is None or not state.linked or state.direction is not None or self._silent():
            return
        for subject in state.subjects:
            self._bind(subject, self._field(), Token("zero", *zero))

    def _on_nil(self, token: Token) -> None:
        """零 where a figure would stand."""
        state = self._state
        if self._silent():
            return
        if state.count is not None:
            self.counts.append(CountBinding(state.count[0], token.start, token.end, None, state.count[2]))
            state.count = None
        elif state.linked and state.subjects and state.together and state.direction is None:
            for subject in state.subjects:
                self._bind(subject, self._field(), token)

    def _on_count(self, token: Token) -> None:
        state = self._state
        if token.word is None or token.word.value is None or (self._silent() and not self._resumes_counting()):
            return
        state.linked = False
        if self._counts_others(token):
            self._lose()  # 接待游客120万人次
            return
        if token.word.others and state.noise.endswith(token.word.others):
            state.away |= {"guests"}  # 外事接待0批次: guests of another kind
            return
        state.count = (token.word.value, token.word.units, token.word.weak)
        state.noise = ""  # what stands before it is its owner
        line = _COUNTED_LINES[token.word.value.rpartition(".")[2].partition("_")[0]]
        if state.target is None or not state.target.path.startswith(line):
            state.target = Subject(line)
            state.subjects, state.together = [state.target], True

    def _counts_others(self, token: Token) -> bool:
        """Whether a bare verb counts what the record has no field for, in a sentence of no 公务接待费."""
        bare = token.end - token.start == len("接待") and self._next_kind() == "noise"
        spoken = self._state.target.path if self._state.target is not None else ""
        return bare and not spoken.startswith("spending.three_public")

    def _resumes_counting(self) -> bool:
        """A clause that begins with the label of a count and counts ends a purpose: …，主要用于…，团组1个"""
        if self._state.mode == "purpose" and self._at_clause_start() and self._ahead(3, ("mention",), ("filler",)):
            self._state.mode = None
            return True
        return False

    def _on_count_mention(self, token: Token) -> None:
        state, mention = self._state, token.mention
        if mention is None or (state.away | state.scopes) - {"when"}:  # what is held may be counted on any day
            return
        path, weak = None, False
        if state.count is not None and mention.unit in state.count[1]:
            path, weak = state.count[0], state.count[2]
        elif state.target is not None and not state.noise:
            path = unit_counts().get((state.target.path, mention.unit))
        elif state.noise:
            self._lose()  # 接待外宾0批次、0人次: another kind of guests, to the end of the list
        state.count = None
        if path is not None:
            self.counts.append(CountBinding(path, token.start, token.end, mention, weak))
