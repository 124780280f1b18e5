"""Items of a line: functional and economic names, entries of lists."""

from __future__ import annotations

import re

from extractor.lexicon.codes import economic, functional
from extractor.lexicon.labels import heads, no_items, parts, tails
from extractor.reading.clauses.revision import Revisions
from extractor.reading.subjects import ITEM_PARENTS, Subject
from extractor.reading.tokens import LEVELS, Token

#: classes of the economic classification and the line whose items they are (303 is the line itself)
_CLASS_LINES = {
    "301": "spending.personnel",
    "302": "spending.operating",
    "303": "spending.household",
    "310": "spending.operating",
}
_ITEM_NAME = (2, 40)
_ORDINAL = re.compile(r"^(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])")
#: what is said of money, not where it came from
_NO_SOURCES = ("实际", "到位", "累计", "执行", "支出", "全年", "完成", "共", "合计")
_NAMES = re.compile("[、和及]")
_CODED = re.compile(r"(?P<code>\d{3}(?:\d\d){0,2})(?P<name>[\u4e00-\u9fff（）、]{2,40})")
_PATH_MARKS = re.compile("[-—－]")


class Items(Revisions):
    """Productions that name an item, and the naming of items in a list."""

    def _on_level(self, token: Token) -> None:
        """（类）（款）（项）: the names in front of them make a functional item."""
        state = self._state
        if self._silent() or token.level is None:
            return
        state.names[token.level] = self.text[state.clause : token.start].strip("”“ ")
        state.clause = token.end
        state.noise = ""
        self._speak_of(self._economic_level(token.level) or self._functional_level(token.level))

    def _speak_of(self, subject: Subject) -> None:
        """A named item: what follows, up to the next label, is its."""
        state = self._state
        state.subjects, state.target, state.together = [subject], subject, True
        state.linked, state.blocked, state.parent, state.noise = True, False, None, ""
        state.topic, state.fresh = subject, False

    def _economic_level(self, level: str) -> Subject | None:
        """工资福利支出（类）, 基本工资（款）: names of the economic classification under the same marks."""
        state, year = self._state, self._context.year
        if level == "class":
            code = economic(state.names[level], year)
            self.economic_class = code if code in _CLASS_LINES else None
        if self.economic_class is None or level == "entry":
            return None
        line = Subject(_CLASS_LINES[self.economic_class], state.fund)
        context = self._context.subject
        if context is not None and context.path == "spending.running_cost":
            line = context  # what 机关运行经费 is made of is no part of 基本支出
        if level == "division":
            return line.item(state.names[level], economic(state.names[level], year, under=self.economic_class))
        is_line = line.path == "spending.household"
        return line if is_line else line.item(state.names[level], self.economic_class)

    def _functional_level(self, level: str) -> Subject:
        state = self._state
        if level == "class":
            self.functional_class = state.names["class"]
        names = {"class": self.functional_class, **state.names} if self.functional_class else state.names
        marked = "".join(f"{names[key]}{mark}" for mark, key in LEVELS.items() if key in names)
        code = functional([marked], (), self._context.year)
        return Subject("spending.functional", self._fund_of_classes()).item(state.names[level], code)

    def _fund_of_classes(self) -> str | None:
        """The fund of functional classes: the sentence's, or that of the total that the paragraph speaks of."""
        state = self._state
        topic = state.topic
        spoken = topic is not None and topic.path in ("spending.total", "spending.functional")
        return state.fund or (topic.fund if topic is not None and spoken else None)

    def _on_path(self, token: Token) -> None:
        """“一般公共服务支出-财政事务-行政运行”科目: a functional item by its path of names."""
        state = self._state
        names = _PATH_MARKS.split(self.text[token.start : token.end].removesuffix("科目").rstrip("”"))
        code = None if self._silent() else functional(names, (), self._context.year)
        if code is not None:
            self._speak_of(Subject("spending.functional", state.fund).item(names[-1], code))

    def _on_code(self, words: str) -> None:
        """2012901行政运行142.16万元: a functional item by its code and its name."""
        found = _CODED.fullmatch(words.rstrip("为")) if words[:1].isdigit() else None
        code = functional([found["name"]], (found["code"],), self._context.year) if found is not None else None
        if found is not None and code is not None and not self._is_away():
            self._speak_of(Subject("spending.functional", self._fund_of_classes()).item(found["name"], code))

    def _on_title(self, token: Token) -> None:
        """A paragraph that begins with a name and a colon: an item, where items are listed, else something alien."""
        state = self._state
        name = self.text[state.clause : token.start]
        listing = self._context.listing
        subject = self._item(listing, name) if listing is not None else None
        state.alien = subject is None
        state.subjects, state.target, state.topic = ([subject] if subject else []), subject, subject
        state.noise = ""

    def _item(self, parent: Subject, name: str) -> Subject | None:
        """The item `name` of a line; None where the line has no items of free name."""
        name = _ORDINAL.sub("", name.strip("：:“” "))
        name = next((name.removeprefix(head) for head in heads() if name.startswith(head)), name)
        name = next((name.removesuffix(tail) for tail in tails() if name.endswith(tail)), name)
        if not _ITEM_NAME[0] <= len(name) <= _ITEM_NAME[1] or any(c in name for c in "，。；"):
            return None
        year = self._context.year
        path = parts().get((parent.path, name))
        if path is not None:
            return Subject(path, parent.fund)
        if parent.path.startswith("revenue."):
            if name.startswith(_NO_SOURCES):
                return None
        elif not parent.items and no_items().fullmatch(name):
            return None
        if parent.path == "spending.functional":
            code = functional([name], (), year)
            return Subject(parent.path, parent.fund).item(name, code) if code else None
        if parent.path == "spending.project" and not parent.items:
            return Subject("spending.project_items", parent.fund).item(name, None)
        if parent.path == "revenue.total":
            return Subject("revenue.items", parent.fund).item(name, None)
        if parent.path not in ITEM_PARENTS:
            return None
        under = parent.items[-1].code if parent.items else None
        if under is not None and parent.path != "spending.project_items":
            parent = parent._replace(items=())  # below a class row the list stays flat: personnel.items[30101]
        return parent.item(name, economic(name, year, under=under))

    def _listed(self, start: int, end: int) -> list[Subject]:
        """The items that an enumeration names."""
        parent = self._state.parent
        if parent is None:
            return []
        names = [name for name in _NAMES.split(self.text[start:end]) if name]
        return [item for name in names if (item := self._item(parent, name)) is not None]
