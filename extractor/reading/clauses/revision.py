"""Figures already read that a later clause shows in another light."""

from __future__ import annotations

from extractor.reading.clauses.scope import Scopes
from extractor.reading.subjects import Subject

#: lines that may hold what was carried in
TOTALS = ("revenue.total", "spending.total")


class Revisions(Scopes):
    """What was said of the whole, once its parts are known."""

    def _see_as_adjusted(self) -> None:
        """预算总额3402万元，其中：年初预算2895万元，年中追加507万元: the whole is the budget as adjusted."""
        state = self._state
        if not (state.whereof or self._stack) or state.measure != "budget" or state.subjects != [state.parent]:
            return
        for binding in reversed(self.bindings):
            if binding.subject != state.parent:
                break
            if binding.field == "budget":
                binding.field = "adjusted_budget"
                break

    def _see_as_grand(self, subject: Subject) -> None:
        """收入预算合计3580万元，包括本年收入3500万元、上年结转80万元: the whole holds what was carried in."""
        parent = self._state.parent
        if self._state.whereof and parent == subject and subject.path in TOTALS and not subject.grand:
            for binding in self.bindings:
                if binding.subject == parent and binding.start >= self._sentence:
                    binding.subject = parent._replace(grand=True)

    def _has_share(self, subject: Subject) -> bool:
        """占基本支出78.54%，占总支出24.49%: a record holds the first."""
        recent = self.bindings[-3:]
        return any(b.subject == subject and b.field == "share" and b.start >= self._sentence for b in recent)
