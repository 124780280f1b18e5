"""What a clause speaks of: labels, funds, functional names, lists of items."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.lexicon.codes import economic, functional
from extractor.lexicon.labels import Line, heads, parts, tails
from extractor.reading.clauses.base import Machine
from extractor.reading.subjects import ITEM_PARENTS, Subject
from extractor.reading.tokens import LEVELS, Token

#: endings of words in front of a label that leave the label whole (某局|基本支出)
_OWNERS = ("单位", "等", *"局厅委部院办处室站所队校会府乡镇县区市省关团社园馆心道年内度")
_QUALIFIERS = ("下属", "所属", "上级", "人均", "平均", "非财政", "附属", "减少", "增加", "追加")
_YEAR_END = re.compile(r"(?:截至|截止|至)?(?:12月31日|12月底?|本年末|年末)?$")
#: classes of the economic classification and the line whose items they are (303 is the line itself)
_CLASS_LINES = {
    "301": "spending.personnel",
    "302": "spending.operating",
    "303": "spending.household",
    "310": "spending.operating",
}
_ITEM_NAME = (2, 40)
_ORDINAL = re.compile(r"^(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])")
_NAMES = re.compile("[、和及]")
_PATH_MARKS = re.compile("[-—－]")
#: labels that inside a list of items are just names (因公出国 among 公用经费)
_NAMES_IN_LISTS = ("spending.three_public", "spending.meetings", "spending.training", "revenue")


class Labels(Machine):
    """Productions that set the subject."""

    def _on_noise(self, token: Token) -> None:
        state = self._state
        if self._silent():
            return
        if state.comparing:
            state.apart = True
            return
        state.linked = False
        state.measure = None
        state.zero = None
        state.count = None
        state.series = False
        state.noise += self.text[token.start : token.end]

    def _on_cause(self, token: Token) -> None:
        self._settle_zero()
        self._state.mode = "cause"

    def _on_purpose(self, token: Token) -> None:
        self._settle_zero()
        if self._state.linked and self._index and self._tokens[self._index - 1].kind == "line":
            self._on_whereof(token)  # 项目支出用于某项目218万元、…: the label has no figure but its parts'
        elif self._state.mode != "cause":
            self._state.mode = "purpose"

    def _on_whereof(self, token: Token) -> None:
        """其中, 包括, 按功能分类: a list of parts of what spoke last."""
        state = self._state
        if state.mode == "cause":
            return
        state.mode = None
        if token.word is not None and token.word.kind == "whereof" and token.word.value is not None:
            state.parent = Subject(token.word.value, state.fund)
        else:
            state.parent = state.target or self._context.carry
        if state.parent is not None and state.parent.fund is not None:
            state.fund = state.parent.fund
        state.base = state.base or state.last_base
        state.listed_measure = state.listed_measure or state.last_listed
        state.linked = False
        state.whereof = True
        state.clause = state.segment = token.end

    def _on_fund(self, token: Token) -> None:
        state = self._state
        if self._silent() or state.mode is not None or state.comparing or token.word is None:
            return
        state.fund = token.word.value
        state.noise = ""  # what stands before 财政拨款的… is its owner
        if state.linked and state.subjects and state.subjects[-1].fund is None:
            self._refine(state.fund)

    def _refine(self, fund: str | None) -> None:
        """Words behind a label say whose money it is."""
        state = self._state
        refined = replace(state.subjects[-1], fund=fund)
        if state.topic == state.subjects[-1]:
            state.topic = refined
        state.subjects[-1] = state.target = refined

    def _on_line(self, token: Token) -> None:
        state = self._state
        line = token.word.line if token.word else None
        if line is None or (self._silent() and not self._resumes()):
            return
        if state.mode in ("share", "completion"):
            state.completion_of = line.measure or state.completion_of
        elif state.comparing:
            if line.measure:
                self._base_measure(line.measure)
        elif line.weak and self._same_side(line) and not self._foreign():
            self._set_measure(line.measure)
        elif self._is_item_name(line) or (self._foreign() and self._in_items()):
            state.linked = False
            state.noise += self.text[token.start : token.end]
        elif line.fund and line.path == "spending.total" and self._follows_label():
            self._refine(line.fund)
            state.measure = line.measure or state.measure
        elif state.names or self._next_kind() == "level":
            return  # part of a functional name: 住房保障支出（类）…
        elif self._foreign():
            state.blocked = True
            state.subjects, state.target, state.linked = [], None, False
        else:
            self._name(line, token)

    def _same_side(self, line: Line) -> bool:
        """支出决算 is a measure where the clause speaks of spending already, a label where it speaks of revenue."""
        subjects = self._state.subjects
        return bool(subjects) and subjects[-1].path.partition(".")[0] == line.path.partition(".")[0]

    def _name(self, line: Line, token: Token) -> None:
        """A label: the subject of what follows."""
        state = self._state
        subject = self._subject(line, token)
        named = [subject, *(Subject(path, subject.fund, line.grand) for path in line.pair)]
        joined = (
            self._index > 1 and self._tokens[self._index - 2].kind == "line" and self._before() in ("和", "及", "与")
        )
        state.together = not ((state.series or joined) and state.subjects)
        state.parted = False
        state.subjects = named if state.together else [*state.subjects, *named]
        state.noise = ""
        state.queue = []
        state.target = subject
        state.linked = True
        state.series = False
        state.restated = None
        state.measure = line.measure or state.measure
        state.mode = None
        self._set_topic(subject, line.aside)

    def _before(self) -> str:
        token = self._tokens[self._index - 1]
        return self.text[token.start : token.end]

    def _set_topic(self, subject: Subject, aside: bool = False) -> None:
        """The first label of a sentence is what later sentences go on about; parts behind 其中 are not."""
        state = self._state
        if state.fresh and not state.whereof and not aside:
            state.topic = subject
        state.fresh = False

    def _subject(self, line: Line, token: Token) -> Subject:
        context = self._context.subject
        fund = line.fund or self._state.fund
        name = self.text[token.start : token.end]
        if line.path == "spending.functional":
            return Subject(line.path, fund).item(name, line.code)
        if line.code is not None:
            if context is not None and context.path.startswith("spending.project"):
                return Subject("spending.project_items", fund).item(name, None)
            return Subject(line.path, fund).item(name, line.code)
        if line.path.startswith("revenue."):  # named by its source; the fund of a neighbour is not its own
            subject = Subject(line.path, line.fund, line.grand)
            return subject.item(name, None) if line.path == "revenue.items" else subject
        return Subject(line.path, fund, line.grand)

    def _is_item_name(self, line: Line) -> bool:
        parent = self._state.parent
        if parent is None or not self._in_items():
            return False
        return line.path.startswith(_NAMES_IN_LISTS) or (
            line.code is not None and parent.path.startswith("spending.project")
        )

    def _in_items(self) -> bool:
        parent = self._state.parent
        return parent is not None and (parent.path in ITEM_PARENTS or bool(parent.items))

    def _follows_label(self) -> bool:
        """Right after a label 财政拨款支出 only says whose money it is (“三公”经费|财政拨款支出)."""
        return self._state.linked and self._index > 0 and self._tokens[self._index - 1].kind == "line"

    def _foreign(self) -> bool:
        """Whether unknown words in front of a label make it something else (智慧城区建设|项目支出)."""
        if self._state.names:
            return False
        noise = _YEAR_END.sub("", self._state.noise)
        if not noise:
            return False
        return not noise.endswith(_OWNERS) or any(word in noise for word in _QUALIFIERS)

    def _resumes(self) -> bool:
        """A clause after ，that begins with a label or a measure and states a figure ends a purpose (never a cause)."""
        if self._at_clause_start() and self._next_kind() == "compare" and self._ahead(9, ("direction",)):
            self._state.mode = None  # …，主要是新进人员，项目支出比上年增加…: a new statement, even behind reasons
            return True
        figure = self._ahead(5, ("mention", "nil"), ("filler", "measure", "fund", "line"))
        begins = self._at_clause_start() or self._tokens[self._index - 1].kind == "purpose"
        if self._state.mode == "purpose" and begins and figure:
            self._state.mode = None
            return True
        return False

    # ------------------------------------------------------------------ functional names and items

    def _on_level(self, token: Token) -> None:
        """（类）（款）（项）: the names in front of them make a functional item."""
        state = self._state
        if self._silent() or token.level is None:
            return
        state.names[token.level] = self.text[state.clause : token.start].strip("”“ ")
        state.clause = token.end
        state.noise = ""
        subject = self._economic_level(token.level) or self._functional_level(token.level)
        state.subjects, state.target, state.together = [subject], subject, True
        state.linked, state.blocked, state.parent = True, False, None
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
        return Subject("spending.functional", state.fund).item(state.names[level], code)

    def _on_path(self, token: Token) -> None:
        """“一般公共服务支出-财政事务-行政运行”科目: a functional item by its path of names."""
        state = self._state
        names = _PATH_MARKS.split(self.text[token.start : token.end].removesuffix("科目").rstrip("”"))
        code = None if self._silent() else functional(names, (), self._context.year)
        if code is not None:
            subject = Subject("spending.functional", state.fund).item(names[-1], code)
            state.subjects, state.target, state.together = [subject], subject, True
            state.linked, state.blocked, state.parent, state.noise = True, False, None, ""
            state.topic, state.fresh = subject, False

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
            parent = replace(parent, items=())  # below a class row the list stays flat: personnel.items[30101]
        return parent.item(name, economic(name, year, under=under))

    def _listed(self, start: int, end: int) -> list[Subject]:
        """The items that an enumeration names."""
        parent = self._state.parent
        if parent is None:
            return []
        names = [name for name in _NAMES.split(self.text[start:end]) if name]
        return [item for name in names if (item := self._item(parent, name)) is not None]

    # said by the measures
    def _base_measure(self, value: str | None) -> None:
        raise NotImplementedError

    def _set_measure(self, value: str | None) -> None:
        raise NotImplementedError
