"""The clause grammar: tokens of a paragraph → bindings of its figures to fields.

A left-to-right machine with a handful of productions, each a method below:

    label [为] amount                        the label's figure (its measure word says which)
    label measure amount，measure amount      several figures of one line; a comma keeps the subject
    占 … percent · 完成 … percent              share, completion
    比 base direction amount，direction percent  change or variance, by the base
    label amount（name amount，…） · 其中：…     items of the label's line
    A、B、C分别为 a、b、c                       one figure each
    无 label · label 未发生                     zero

What stands between a label and a figure must be known words (the lexicon's fillers): anything else breaks the link,
and the figure stays unclaimed rather than land in a wrong field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.lexicon.codes import economic, functional
from extractor.lexicon.labels import Line, unit_counts
from extractor.reading.subjects import ITEM_PARENTS, Binding, Context, CountBinding, Subject
from extractor.reading.tokens import Token

#: endings of a name in front of a label that leave the label whole ("某局基本支出", "12月31日公务用车…")
_OWNERS = tuple("局厅委部院办处室站所队校会府乡镇县区市省关团社园馆心道日月年内度")
_QUALIFIERS = ("下属", "所属", "上级", "人均", "平均", "非财政", "附属", "减少", "增加", "追加")
_ITEM_NAME = (2, 40)
#: the line whose counts they are, by the first word of the count's field
_COUNTED_LINES = {name: f"spending.three_public.{name}" for name in ("overseas", "vehicles", "reception")}


@dataclass(slots=True)
class _State:
    """Where in a sentence the machine stands."""

    subjects: list[Subject] = field(default_factory=list)
    target: Subject | None = None  #: the line or item that spoke last: shares, changes and brackets belong to it
    parent: Subject | None = None  #: whose items a list enumerates
    linked: bool = False  #: only known words since the label or the measure
    measure: str | None = None
    listed_measure: str | None = None  #: the measure of the amount whose items follow
    mode: str | None = None  #: share | completion | cause | purpose
    completion_of: str | None = None
    comparing: bool = False
    base: tuple[str, str | None] | None = None  #: ("prior", basis) or ("budget", which budget)
    direction: int | None = None
    prior: bool = False  #: the clause speaks of the year before
    blocked: bool = False  #: the clause speaks of something that is no line of the record
    noise: str = ""  #: unknown words of this clause so far
    clause: int = 0  #: where the clause began
    zero: tuple[int, int] | None = None
    count: tuple[str, tuple[str, ...]] | None = None
    series: bool = False  #: labels are being enumerated (A、B和C)
    together: bool = True  #: one label names all subjects (收入支出总计), so a figure is each one's
    last_base: tuple[str, str | None] | None = None  #: the base of the sentence before, for a 其中 that goes on with it
    queue: list[Subject] = field(default_factory=list)
    fund: str | None = None
    names: dict[str, str] = field(default_factory=dict)  #: 类, 款, 项 of a functional item under way


class ClauseReader:
    """Reads paragraphs; what it found is in `bindings` and `counts`, notes about templates in `templates`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bindings: list[Binding] = []
        self.counts: list[CountBinding] = []
        self.templates: list[int] = []  #: positions of directions left unfilled (增加（减少）)
        self.functional_class: str | None = None

    def read(self, tokens: list[Token], context: Context) -> Subject | None:
        """Binds the figures of one paragraph; returns what it spoke of last."""
        self._tokens, self._context = tokens, context
        self._state = _State(clause=tokens[0].start if tokens else 0, fund=context.fund)
        if context.subject is not None:
            self._state.subjects = [context.subject]
            self._state.target = context.subject
        self._stack: list[_State] = []
        for index, token in enumerate(tokens):
            self._index = index
            handler = getattr(self, f"_on_{token.kind}", None)
            if handler is not None:
                handler(token)
        self._settle_zero(tokens[-1].end if tokens else 0)
        return self._state.target

    # ------------------------------------------------------------------ boundaries

    def _boundary(self, token: Token) -> None:
        self._settle_zero(token.start)
        state = self._state
        only_year = state.prior and not state.linked and not state.noise
        state.linked = False
        state.measure = None
        state.direction = None
        state.comparing = False
        state.count = None
        state.noise = ""
        state.blocked = False
        state.clause = token.end
        state.names = {}
        if not only_year:
            state.prior = False
        if state.mode in ("share", "completion"):
            state.mode = None

    def _on_comma(self, token: Token) -> None:
        self._boundary(token)
        self._state.series = False

    def _on_colon(self, token: Token) -> None:
        linked, measure = self._state.linked, self._state.measure
        self._boundary(token)
        self._state.linked, self._state.measure = linked, measure

    def _on_enum(self, token: Token) -> None:
        state = self._state
        pending = state.linked and not state.direction and state.mode is None
        measure = state.measure
        self._boundary(token)
        state.series = pending
        if pending:
            state.measure = measure

    def _on_semicolon(self, token: Token) -> None:
        self._boundary(token)
        self._state.series = False
        if self._state.mode in ("cause", "purpose"):
            self._state.mode = None

    def _on_stop(self, token: Token) -> None:
        self._on_semicolon(token)
        state = self._state
        state.last_base, state.base = state.base, None
        state.prior = False
        state.queue = []
        if not self._stack:
            state.parent = None
            state.fund = self._context.fund

    def _on_open(self, token: Token) -> None:
        state = self._state
        self._stack.append(state)
        inner = _State(
            subjects=list(state.subjects), target=state.target, parent=state.target, clause=token.end, fund=state.fund,
            base=state.base, listed_measure=state.listed_measure,
            mode=state.mode if state.mode in ("cause", "purpose") else None,
        )  # fmt: skip
        self._state = inner

    def _on_close(self, token: Token) -> None:
        self._settle_zero(token.start)
        if self._stack:
            self._state = self._stack.pop()

    # ------------------------------------------------------------------ words

    def _on_noise(self, token: Token) -> None:
        state = self._state
        if state.mode in ("cause", "purpose") or state.comparing:
            return
        state.linked = False
        state.measure = None
        state.zero = None
        state.series = False
        state.noise += self.text[token.start : token.end]

    def _on_cause(self, token: Token) -> None:
        self._settle_zero(token.start)
        self._state.mode = "cause"

    def _on_purpose(self, token: Token) -> None:
        self._settle_zero(token.start)
        if self._state.mode != "cause":
            self._state.mode = "purpose"

    def _on_whereof(self, token: Token) -> None:
        state = self._state
        if state.mode == "cause":
            return
        state.mode = None
        state.parent = state.target or self._context.carry
        if state.parent is not None and state.parent.fund is not None:
            state.fund = state.parent.fund
        state.base = state.base or state.last_base
        state.linked = False
        state.clause = token.end

    def _on_fund(self, token: Token) -> None:
        state = self._state
        if self._silent() or state.mode is not None or state.comparing or token.word is None:
            return
        state.fund = token.word.value
        if state.linked and state.subjects and state.subjects[-1].fund is None:
            self._replace(replace(state.subjects[-1], fund=state.fund))

    def _replace(self, subject: Subject) -> None:
        state = self._state
        state.subjects[-1] = subject
        state.target = subject

    def _silent(self) -> bool:
        """Inside reasons and purposes nothing is stated."""
        return self._state.mode in ("cause", "purpose")

    def _on_line(self, token: Token) -> None:
        state = self._state
        line = token.word.line if token.word else None
        if line is None or self._silent() and not self._resumes(token):
            return
        if state.mode in ("share", "completion"):
            if line.measure:
                state.completion_of = line.measure
            return
        if state.comparing:
            if line.measure:
                self._base_measure(line.measure)
            return
        if line.weak and state.subjects and not self._foreign():
            self._set_measure(line.measure)
            return
        if self._is_item_name(line) or self._foreign() and self._in_items():
            state.linked = False
            state.noise += self.text[token.start : token.end]
            return
        if line.fund and line.path == "spending.total" and self._follows_label():
            self._replace(replace(state.subjects[-1], fund=line.fund))
            return
        if state.names:
            return  # part of a functional name: 住房保障支出（类）…
        if self._next_kind() == "level":
            return
        if self._foreign() or (line.weak and self._context.subject is None and state.noise):
            state.blocked = True
            state.subjects, state.target, state.linked = [], None, False
            return
        self._name(line, token)

    def _name(self, line: Line, token: Token) -> None:
        """A label: the subject of what follows."""
        state = self._state
        subject = self._subject(line, token)
        others = [Subject(path, subject.fund, line.grand) for path in line.pair]
        if state.series and state.subjects:
            state.subjects = [*state.subjects, subject, *others]
            state.together = False
        else:
            state.subjects = [subject, *others]
            state.together = True
        state.noise = ""
        state.queue = []
        state.target = subject
        state.linked = True
        state.series = False
        state.measure = line.measure or state.measure
        state.mode = None

    def _subject(self, line: Line, token: Token) -> Subject:
        context = self._context.subject
        fund = line.fund or self._state.fund
        if line.code is not None:
            name = self.text[token.start : token.end]
            if context is not None and context.path.startswith("spending.project"):
                return Subject("spending.project_items", fund).item(name, None)
            return Subject(line.path, fund).item(name, line.code)
        if line.path == "revenue.items":
            return Subject(line.path, fund).item(self.text[token.start : token.end], None)
        return Subject(line.path, fund, line.grand)

    def _is_item_name(self, line: Line) -> bool:
        """In a list of items a label that is no part of the record's tree is just a name (因公出国 among 公用经费)."""
        parent = self._state.parent
        if parent is None or not self._in_items():
            return False
        return line.path.startswith(("spending.three_public", "spending.meetings", "spending.training", "revenue")) or (
            line.code is not None and parent.path.startswith("spending.project")
        )

    def _in_items(self) -> bool:
        parent = self._state.parent
        return parent is not None and (parent.path in ITEM_PARENTS or bool(parent.items))

    def _follows_label(self) -> bool:
        """Right after a label 财政拨款支出 only says whose money it is (“三公”经费|财政拨款支出)."""
        return self._state.linked and self._tokens[self._index - 1].kind == "line"

    def _foreign(self) -> bool:
        """Whether unknown words in front of a label make it something else (智慧城区建设|项目支出)."""
        noise = self._state.noise
        if not noise or self._state.names:
            return False
        return not noise.endswith(_OWNERS) or any(word in noise for word in _QUALIFIERS)

    def _resumes(self, token: Token) -> bool:
        """A clause that begins with a label or a measure after ，ends a purpose (never a cause)."""
        before = self._tokens[self._index - 1].kind if self._index else "stop"
        if self._state.mode == "purpose" and before == "comma" and self._states_figure():
            self._state.mode = None
            return True
        return False

    def _states_figure(self) -> bool:
        for token in self._tokens[self._index + 1 : self._index + 5]:
            if token.kind in ("mention", "nil"):
                return True
            if token.kind not in ("filler", "measure", "fund"):
                return False
        return False

    def _next_kind(self) -> str:
        return self._tokens[self._index + 1].kind if self._index + 1 < len(self._tokens) else "stop"

    def _on_level(self, token: Token) -> None:
        """（类）（款）（项）: the names in front of them make a functional item."""
        state = self._state
        if self._silent() or token.level is None:
            return
        start = state.clause
        state.names[token.level] = self.text[start : token.start].lstrip("”“")
        state.clause = token.end
        state.noise = ""
        if token.level == "class":
            self.functional_class = state.names["class"]
        names = [state.names[level] for level in ("class", "division", "entry") if level in state.names]
        if "class" not in state.names and self.functional_class:
            names.insert(0, self.functional_class)
        code = functional(names, (), self._context.year)
        subject = Subject("spending.functional", state.fund).item(names[-1], code)
        state.subjects, state.target, state.linked, state.blocked = [subject], subject, True, False

    # ------------------------------------------------------------------ measures and comparisons

    def _on_measure(self, token: Token) -> None:
        state = self._state
        value = token.word.value if token.word else None
        if self._silent() and not self._resumes(token):
            return
        if state.mode == "completion":
            state.completion_of = value
        elif state.comparing:
            self._base_measure(value)
        elif state.mode != "share":
            self._set_measure(value)

    def _set_measure(self, value: str | None) -> None:
        state = self._state
        state.linked = bool(state.subjects) and not state.noise and not state.blocked
        state.measure = value
        state.direction = None

    def _base_measure(self, value: str | None) -> None:
        state = self._state
        if state.base is not None and state.base[0] == "prior":
            state.base = ("prior", "budget" if value in ("budget", "adjusted_budget") else "actual")
        elif value in ("budget", "adjusted_budget"):
            state.base = ("budget", value)

    def _on_prior(self, token: Token) -> None:
        self._year_before() if not self._silent() else None

    def _year_before(self) -> None:
        state = self._state
        if state.comparing:
            state.base = ("prior", None)
        else:
            state.prior = True

    def _on_compare(self, token: Token) -> None:
        state = self._state
        if self._silent() or token.word is None:
            return
        if token.word.value == "prior":
            state.base = ("prior", None)
            return
        word = self.text[token.start : token.end]
        if word in ("与", "同") and not self._compares():
            return
        if word in ("相比", "相较") and state.base is not None:
            return
        if not state.comparing:
            state.comparing = True
            state.base = None
            if state.prior:  # 上年相比 …
                state.base, state.prior = ("prior", None), False

    def _compares(self) -> bool:
        """与 begins a comparison only where 相比, 持平 … follows in the clause."""
        for token in self._tokens[self._index + 1 : self._index + 14]:
            if token.kind in ("stop", "semicolon", "comma"):
                return False
            if token.kind in ("flat", "compare", "direction"):
                return True
        return False

    def _on_direction(self, token: Token) -> None:
        state = self._state
        if self._silent() or token.word is None:
            return
        if token.word.sign == 0:
            self.templates.append(token.start)
        state.comparing = False
        state.mode = None
        state.linked = False
        state.direction = token.word.sign

    def _on_flat(self, token: Token) -> None:
        state = self._state
        if self._silent() or state.base is None or state.target is None or state.blocked:
            return
        state.comparing = False
        field_, attributes = self._comparison("amount")
        for subject in state.subjects or [state.target]:
            self.bindings.append(Binding(subject, field_, token.start, token.end, None, 1, attributes))

    def _comparison(self, kind: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The field and basis that the base of the comparison gives to an amount or a percentage."""
        assert self._state.base is not None
        base, detail = self._state.base
        if base == "budget":
            return ("variance" if kind == "amount" else "variance_rate"), (("variance_of", detail or "budget"),)
        basis = detail or self._context.measure
        return ("change" if kind == "amount" else "change_rate"), (("prior_basis", basis),)

    def _on_share(self, token: Token) -> None:
        if not self._silent():
            self._state.mode = "share"

    def _on_completion(self, token: Token) -> None:
        if not self._silent():
            self._state.mode = "completion"
            self._state.completion_of = None

    def _on_respectively(self, token: Token) -> None:
        state = self._state
        if not self._silent() and len(state.subjects) > 1:
            state.queue = list(state.subjects)
            state.linked = True

    # ------------------------------------------------------------------ zeros and counts

    def _on_zero(self, token: Token) -> None:
        if not self._silent() and not self._state.comparing:
            self._state.zero = (token.start, token.end)

    def _settle_zero(self, end: int) -> None:
        """无公务用车购置费 · 公务接待费未发生: a zero once nothing else follows in the clause."""
        state = self._state
        zero, state.zero = state.zero, None
        if zero is None or not state.linked or state.direction is not None or self._silent():
            return
        for subject in state.subjects:
            self._bind(subject, state.measure or self._context.measure, None, zero)

    def _on_nil(self, token: Token) -> None:
        """零 where a figure would stand."""
        state = self._state
        if self._silent():
            return
        if state.count is not None:
            self.counts.append(CountBinding(state.count[0], token.start, token.end))
            state.count = None
        elif state.linked and state.subjects and state.direction is None:
            span = (token.start, token.end)
            self._bind(state.subjects[0], state.measure or self._context.measure, None, span)

    def _on_count(self, token: Token) -> None:
        state = self._state
        if self._silent() or token.word is None or token.word.value is None:
            return
        state.count = (token.word.value, token.word.units)
        state.linked = False
        line = _COUNTED_LINES[token.word.value.rpartition(".")[2].partition("_")[0]]
        if state.target is None or not state.target.path.startswith(line):
            state.target = Subject(line)
            state.subjects = [state.target]

    # ------------------------------------------------------------------ figures

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
        elif mention.kind == "count":
            self._on_count_mention(token)

    def _on_year(self, year: int) -> None:
        current = self._context.year
        state = self._state
        if self._silent() or current is None:
            return
        if year == current - 1:
            self._year_before()
        elif year != current:
            state.linked = False
            state.blocked = True

    def _on_amount(self, token: Token) -> None:
        state, mention = self._state, token.mention
        assert mention is not None
        span = (token.start, token.end)
        mode, state.mode = state.mode, None
        state.zero = None
        if state.direction is not None:
            self._on_difference(token, "amount")
        elif mode == "share" or state.blocked:
            return
        elif state.queue:
            self._bind(state.queue.pop(0), state.measure or self._context.measure, token, span)
            state.linked = True
        elif state.linked and state.subjects:
            for subject in state.subjects if state.together else ():
                self._bind(subject, self._field(), token, span)
        else:
            self._on_item(token)
        state.linked = bool(state.queue)
        state.noise = state.noise if state.queue else ""

    def _field(self) -> str:
        return "prior" if self._state.prior else self._state.measure or self._context.measure

    def _on_item(self, token: Token) -> None:
        """A name and an amount in a list: an item of the line whose list it is."""
        state = self._state
        parent = state.parent
        if parent is None and self._context.subject is not None and self._context.subject.path == "spending.project":
            return
        if parent is None:
            return
        name = self.text[state.clause : token.start].strip("：:“” ")
        name = name.removesuffix("为").removesuffix("共").removesuffix("：")
        if not _ITEM_NAME[0] <= len(name) <= _ITEM_NAME[1] or any(c in name for c in "，。；"):
            return
        subject = self._item(parent, name)
        if subject is None:
            return
        self._bind(subject, state.listed_measure or self._context.measure, token, (token.start, token.end))

    def _item(self, parent: Subject, name: str) -> Subject | None:
        year = self._context.year
        if parent.path == "spending.project" and not parent.items:
            return Subject("spending.project_items", parent.fund).item(name, None)
        if parent.path == "revenue.total":
            return Subject("revenue.items", parent.fund).item(name, None)
        if parent.path not in ITEM_PARENTS:
            return None
        under = parent.items[-1].code if parent.items else None
        return parent.item(name, economic(name, year, under=under))

    def _bind(self, subject: Subject, field_: str, token: Token | None, span: tuple[int, int]) -> None:
        attributes: tuple[tuple[str, str], ...] = ()
        if field_ == "prior":
            attributes = (("prior_basis", "budget" if self._state.measure == "budget" else self._context.measure),)
        mention = token.mention if token is not None else None
        self.bindings.append(Binding(subject, field_, *span, mention, 1, attributes))
        self._state.target = subject
        self._state.listed_measure = field_ if field_ in ("budget", "adjusted_budget", "actual") else None

    def _on_difference(self, token: Token, kind: str) -> None:
        """An amount or percentage of change: it needs a base and a subject."""
        state, mention = self._state, token.mention
        direction, state.direction = state.direction, None
        if state.base is None or state.target is None or state.blocked or mention is None:
            return
        if direction == 0 and mention.value:
            return
        field_, attributes = self._comparison(kind)
        subjects = state.subjects if len(state.subjects) > 1 else [state.target]
        for subject in subjects:
            self.bindings.append(
                Binding(subject, field_, token.start, token.end, mention, -1 if direction == -1 else 1, attributes)
            )

    def _on_percent(self, token: Token) -> None:
        state, mention = self._state, token.mention
        mode, state.mode = state.mode, None
        if state.target is None or state.blocked or mention is None:
            return
        if state.direction is not None:
            self._on_difference(token, "percent")
        elif mode == "share":
            self.bindings.append(Binding(state.target, "share", token.start, token.end, mention))
        elif mode == "completion":
            of = (("completion_of", state.completion_of),) if state.completion_of in ("budget", "adjusted_budget") else ()
            self.bindings.append(Binding(state.target, "completion", token.start, token.end, mention, 1, of))

    def _on_count_mention(self, token: Token) -> None:
        state, mention = self._state, token.mention
        assert mention is not None
        path = None
        if state.count is not None and mention.unit in state.count[1]:
            path = state.count[0]
        elif state.target is not None:
            path = unit_counts().get((state.target.path, mention.unit))
        state.count = None
        if path is not None:
            self.counts.append(CountBinding(path, token.start, token.end, mention))
