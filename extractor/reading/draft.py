"""The draft of a record's money: bindings gathered by line, fund and item, then set out as the contract asks."""

from __future__ import annotations

from typing import Any, TypeVar

from extractor.reading.leaves import Quoter
from extractor.reading.subjects import Binding, CountBinding, Subject
from extractor.records.items import LineItem, Lines, Revenue, Spending
from extractor.records.leaves import Amount, Count, Percent, sure

#: widest first; a line of no stated fund is the document's own total
_WIDTH: tuple[str | None, ...] = (None, "all", "fiscal", "general_public", "government_funds", "state_capital")
_RATES = frozenset({"change_rate", "variance_rate", "share", "completion"})
#: lines that a record holds once are not told apart by fund
_BY_FUND = frozenset(f"spending.{name}" for name in Lines.model_fields)
_FUNDED = ("fiscal", "general_public", "government_funds", "state_capital")
_OF_BUDGETS = ("prior_basis", "budget")
_Key = tuple[str, str | None, bool]
_L = TypeVar("_L", Amount, Percent, Count)


def merge(old: _L | None, new: _L) -> _L:
    """The same fact stated again: the narrower interval is the value, the other stays under `also`.

    Both leaves are the caller's own, `new` just made.
    """
    if old is None:
        return new
    first: Amount | Percent | Count = old
    if not isinstance(new, Count) and not isinstance(first, Count) and new.high - new.low < first.high - first.low:
        also: list[Any] = new.also
        also += [*first.also, first]
        first.also.clear()
        return new
    first.also.append(new)  # type: ignore[arg-type]
    return old


_NO_LINE = dict(LineItem())


class _Line:
    """A line item in the making: its fields, and its items in order."""

    def __init__(self, **fields: str | None) -> None:
        self.fields: dict[str, Any] = fields
        self.items: list[_Line] = []
        self._at: dict[tuple[str, str | None], int] = {}  #: where in `items` a code or a name stands first

    def fund(self, fund: str | None) -> None:
        if fund is not None and self.fields.get("fund") is None:
            self.fields["fund"] = fund

    def item(self, name: str, code: str | None) -> _Line:
        """The first item of that code, or, where either has none, of that name."""
        known = self._at
        own = ("uncoded", name) if code is None else ("code", code)
        at = known.get(("name", name) if code is None else own)
        if code is not None and (uncoded := known.get(("uncoded", name))) is not None:
            at = uncoded if at is None else min(at, uncoded)
        if at is not None:
            return self.items[at]
        made, place = _Line(name=name, code=code), len(self.items)
        self.items.append(made)
        known.setdefault(("name", name), place)
        known.setdefault(own, place)
        return made

    def made(self) -> LineItem:
        items = [item.made() for item in self.items]
        return sure(LineItem, {**_NO_LINE, **self.fields, "items": items}, set(self.fields))


class Draft:
    """Collects bindings; `claimed` marks their mentions."""

    def __init__(self, quoter: Quoter) -> None:
        self._quoter = quoter
        self._lines: dict[_Key, _Line] = {}
        self._bindings: dict[_Key, list[Binding]] = {}
        self.counts: dict[str, Count] = {}
        self._weak: set[str] = set()  #: counts that a plainer statement replaces
        self._bound: set[tuple[int, Subject, str]] = set()

    def bind(self, binding: Binding) -> None:
        """Takes a figure; which line it ends up in is settled by `fill`. The same figure for the same field is one."""
        subject = binding.subject
        if binding.mention is not None:
            statement = (id(binding.mention), subject, binding.field)
            if statement in self._bound:
                return
            self._bound.add(statement)
        path, fund, grand, _ = subject
        key = (path, fund if path in _BY_FUND else None, grand)
        bindings = self._bindings.get(key)
        if bindings is None:
            bindings = self._bindings[key] = []
        bindings.append(binding)

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

    def fill(self, revenue: Revenue, spending: Spending) -> None:
        """Sets the lines into the record, the widest fund of each at the top."""
        self._settle_totals()
        for key, bindings in self._bindings.items():
            for binding in self._in_turn(bindings):
                self._apply(key, binding)
        by_path: dict[str, list[tuple[str | None, LineItem]]] = {}
        for (path, fund, _), line in self._lines.items():
            by_path.setdefault(path, []).append((fund, line.made()))
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
    def _in_turn(bindings: list[Binding]) -> list[Binding]:
        """A comparison of budgets, of a line that says what was spent, comes behind: that one's goes before it."""
        if not any(_OF_BUDGETS in binding.attributes for binding in bindings):
            return bindings
        spent = {binding.subject for binding in bindings if binding.field == "actual"}
        return sorted(bindings, key=lambda one: _OF_BUDGETS in one.attributes and one.subject in spent)

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
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line()
        subject, mention, field = binding.subject, binding.mention, binding.field
        line.fund(subject.fund)
        for entry in subject.items:
            line = line.item(entry.name, entry.code)
            line.fund(subject.fund)
        fields = line.fields
        attributes = binding.attributes
        if attributes and any(fields.get(name) not in (None, value) for name, value in attributes):
            return  # another basis than the one that the line's comparison has: it stays unclaimed
        make = self._quoter.percent if field in _RATES else self._quoter.amount
        fields[field] = merge(fields.get(field), make(binding.start, binding.end, mention, binding.sign))
        for name, value in attributes:
            if fields.get(name) is None:
                fields[name] = value
        if mention is not None:
            mention.claimed = True

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
