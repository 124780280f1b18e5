"""The draft of a record's money: bindings gathered by line, fund and item, then set out as the contract asks."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from extractor.reading.leaves import Quoter
from extractor.reading.subjects import Binding, CountBinding, Subject
from extractor.records.items import Fund, LineItem, Lines, Revenue, Spending
from extractor.records.leaves import Amount, Count, Percent

#: widest first; a line of no stated fund is the document's own total
_WIDTH: tuple[str | None, ...] = (None, "all", "fiscal", "general_public", "government_funds", "state_capital")
_RATES = frozenset({"change_rate", "variance_rate", "share", "completion"})
_LINES = frozenset(Lines.model_fields) - {"functional"}
_FUNDED = ("fiscal", "general_public", "government_funds", "state_capital")
_Key = tuple[str, str | None, bool]
_L = TypeVar("_L", Amount, Percent, Count)


def merge(old: _L | None, new: _L) -> _L:
    """The same fact stated again: the narrower interval is the value, the other stays under `also`."""
    if old is None:
        return new
    first: Amount | Percent | Count = old
    if not isinstance(new, Count) and not isinstance(first, Count) and new.high - new.low < first.high - first.low:
        return new.model_copy(update={"also": [*first.also, first.model_copy(update={"also": []})]})
    return cast(_L, first.model_copy(update={"also": [*first.also, new]}))


class Draft:
    """Collects bindings; `claimed` marks their mentions."""

    def __init__(self, quoter: Quoter) -> None:
        self._quoter = quoter
        self._lines: dict[_Key, LineItem] = {}
        self._bindings: dict[_Key, list[Binding]] = {}
        self.counts: dict[str, Count] = {}
        self._weak: set[str] = set()  #: counts that a plainer statement replaces
        self._children: dict[int, dict[tuple[str, str | None], int]] = {}  #: id of a line → where its items stand in it
        self._bound: set[tuple[int, Subject, str]] = set()

    def bind(self, binding: Binding) -> None:
        """Takes a figure; which line it ends up in is settled by `fill`. The same figure for the same field is one."""
        subject = binding.subject
        if binding.mention is not None:
            statement = (id(binding.mention), subject, binding.field)
            if statement in self._bound:
                return
            self._bound.add(statement)
        self._bindings.setdefault((subject.path, self._fund(subject), subject.grand), []).append(binding)

    def names(self, path: str) -> list[str]:
        """The names of the items bound to a line so far, in order."""
        found = [
            b.subject.items[0].name
            for key, all_ in self._bindings.items()
            if key[0] == path
            for b in all_
            if b.subject.items
        ]
        return list(dict.fromkeys(found))

    def count(self, binding: CountBinding) -> None:
        stands = self.counts.get(binding.path)
        weak = binding.path in self._weak
        leaf = self._quoter.count(binding.start, binding.end, binding.mention)
        agrees = stands is not None and stands.value == leaf.value
        if binding.weak and stands is not None and not weak and not agrees:
            return
        if weak and not binding.weak:
            stands = stands if agrees else None
            self._weak.discard(binding.path)
        self.counts[binding.path] = merge(stands, leaf)
        if binding.weak and stands is None:
            self._weak.add(binding.path)
        if binding.mention is not None:
            binding.mention.claimed = True

    @staticmethod
    def _fund(subject: Subject) -> str | None:
        """Lines that a record holds once are not told apart by fund."""
        name = subject.path.removeprefix("spending.")
        return subject.fund if name in _LINES or name == "functional" else None

    def fill(self, revenue: Revenue, spending: Spending) -> None:
        """Sets the lines into the record, the widest fund of each at the top."""
        self._settle_totals()
        for key, bindings in self._bindings.items():
            spent = {binding.subject for binding in bindings if binding.field == "actual"}
            for binding in sorted(bindings, key=lambda binding: self._of_budgets(binding, spent)):
                self._apply(key, binding)
        by_path: dict[str, list[tuple[str | None, LineItem]]] = {}
        for (path, fund, _), item in self._lines.items():
            by_path.setdefault(path, []).append((fund, item))
        for path, found in by_path.items():
            found.sort(key=lambda pair: _WIDTH.index(pair[0]))
            self._place(path, found, revenue, spending)
        for path, count in self.counts.items():
            if path.startswith("spending.three_public."):
                setattr(spending.three_public, path.rpartition(".")[2], count)

    def _settle_totals(self) -> None:
        """总计 holds carried-over money: it is the line's figure where it agrees with 本年…合计, or stands alone."""
        for key in [key for key in self._bindings if key[2]]:
            plain = (key[0], key[1], False)
            if plain not in self._bindings:
                plain_wide = (key[0], None, False)
                plain = plain_wide if key[1] is None else plain
            stated = self._bindings.get(plain, [])
            grand = self._bindings.pop(key)
            if not stated or self._agree(stated, grand):
                self._bindings.setdefault(plain, []).extend(grand)

    @staticmethod
    def _of_budgets(binding: Binding, spent: set[Subject]) -> bool:
        """A comparison of budgets, of a line that says what was spent: that one's comparison goes before it."""
        return binding.subject in spent and ("prior_basis", "budget") in binding.attributes

    @staticmethod
    def _agree(stated: list[Binding], grand: list[Binding]) -> bool:
        def figures(bindings: list[Binding], field: str) -> list[Any]:
            return [b.mention for b in bindings if b.field == field and b.mention is not None and not b.subject.items]

        for field in ("actual", "budget"):
            for one in figures(stated, field):
                for other in figures(grand, field):
                    return bool(one.low <= other.high and other.low <= one.high)
        return not any(figures(stated, field) for field in ("actual", "budget"))

    def _apply(self, key: _Key, binding: Binding) -> None:
        item = self._lines.get(key)
        if item is None:
            item = self._lines[key] = LineItem()
        subject = binding.subject
        if item.fund is None and subject.fund is not None:
            item.fund = cast(Fund, subject.fund)
        for entry in subject.items:
            item = self._child(item, entry.name, entry.code)
            if item.fund is None and subject.fund is not None:
                item.fund = cast(Fund, subject.fund)
        if any(getattr(item, name) not in (None, value) for name, value in binding.attributes):
            return  # another basis than the one that the line's comparison has: it stays unclaimed
        make = self._quoter.percent if binding.field in _RATES else self._quoter.amount
        leaf = make(binding.start, binding.end, binding.mention, binding.sign)
        setattr(item, binding.field, merge(getattr(item, binding.field), leaf))
        for name, value in binding.attributes:
            if getattr(item, name) is None:
                setattr(item, name, value)
        if binding.mention is not None:
            binding.mention.claimed = True

    def _child(self, parent: LineItem, name: str, code: str | None) -> LineItem:
        """The first item below `parent` of that code, or, where either has none, of that name."""
        known = self._children.setdefault(id(parent), {})
        keys = ("code", code), ("uncoded", name)
        at = [known[key] for key in (keys if code is not None else [("name", name)]) if key in known]
        if at:
            return parent.items[min(at)]
        parent.items.append(LineItem(name=name, code=code))
        place = len(parent.items) - 1
        known.setdefault(("name", name), place)
        known.setdefault(keys[0] if code is not None else keys[1], place)
        return parent.items[place]

    def _place(self, path: str, found: list[tuple[str | None, LineItem]], revenue: Revenue, spending: Spending) -> None:
        part, _, name = path.rpartition(".")
        item = found[0][1]
        if path == "revenue.items":
            revenue.items = item.items
        elif part == "revenue":
            setattr(revenue, name, item)
        elif path == "spending.project_items":
            spending.project_items = item.items
        elif path == "spending.functional":
            self._place_functional(found, spending)
        elif part == "spending.three_public":
            setattr(spending.three_public, name, item)
        elif part == "spending.procurement":
            setattr(spending.procurement, name, item)
        elif path == "spending.running_cost":
            spending.running_cost = item
        else:
            setattr(spending, name, item)
            for narrower, other in found[1:]:
                if narrower in _FUNDED:
                    setattr(self._fund_lines(spending, narrower), name, other)

    @staticmethod
    def _fund_lines(spending: Spending, fund: str) -> Lines:
        lines: Lines | None = getattr(spending, fund)
        if lines is None:
            lines = Lines()
            setattr(spending, fund, lines)
        return lines

    def _place_functional(self, found: list[tuple[str | None, LineItem]], spending: Spending) -> None:
        """One entry a code, at the widest fund; narrower statements of it below their fund."""
        seen: set[str] = set()
        for fund, holder in found:
            for item in holder.items:
                key = item.code or item.name or ""
                if key not in seen:
                    seen.add(key)
                    spending.functional.append(item)
                elif fund in _FUNDED:
                    self._fund_lines(spending, fund).functional.append(item)
