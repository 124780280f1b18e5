"""部门概况: duties, divisions, subordinate units, staff."""

from __future__ import annotations

import re

from extractor.layout.model import Paragraph
from extractor.reading.bodies import COUNT, PIECE, bodies, counted_bodies, numbered_bodies
from extractor.reading.leaves import Quoter
from extractor.reading.lists import list_items
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node, Span
from extractor.reading.staff_scope import Owner
from extractor.reading.staffing import StaffReader
from extractor.records.items import Overview
from extractor.records.leaves import Text

_COUNTED = r"(?:[\d一二三四五六七八九十]{1,3}[个家])?(?:职能|内设)?(?:机构|科室|处室|股室|科|处|股|单位|事业单位|部门)?"
_LEAD = r"(?:包括|包含|主要有|主要包括|有|为|是|设有?|即)?[：:，,]?(?:分别(?:为|是))?[：:]?"
_DIVISIONS = re.compile(
    rf"(?:内设|设有|下设|设立|(?:部门|单位|机关|政府|[局委办院镇乡])设(?![立计备施置定]))(?:职能)?(?:机构|科室|处室|股室|部门)?共?{_COUNTED}{_LEAD}"
)
_UNITS = re.compile(
    rf"(?:下属|直属|所属|下辖|二级|归口管理的?)(?:二级|二层|事业|预算|行政|企事业|预算管理){{0,3}}(?:单位|机构)共?{_COUNTED}{_LEAD}"
    r"|(?:纳入|列入)[^。；]{0,24}范围的?(?:预算|决算|二级|预算管理){0,2}单位(?:共|有|包括|为)?(?:[\d一二三四五六七八九十]{1,3}[个家])?[：:，]?"
    r"|(?:下辖|下设|所辖|下属)(?:有)?(?=[^，。；\d]{2,120}\d{1,3}[个家](?:二级)?(?:预算|事业|下属|预算管理){0,2}单位)"
)
#: a character of everything that leads in to names of bodies
_NAMING = re.compile("[设辖属级归入]")
_LATER = re.compile(r"分别(?:为|是)|包括|包含|即|：")
#: a lead-in to a list, or a template's instruction that was left standing
_NO_DUTY = re.compile(r"[：:]$|(?:填写|填报|填列)。?$")
_DUTIES_LEAD = re.compile(r"(?:[^，。；：]{0,16}的?)?(?:主要|基本|工作)?(?:职责|职能)(?:是|为|有|包括)?：")


def read_overview(root: Node, quoter: Quoter, mentions: list[Mention], overview: Overview, owner: Owner) -> None:
    """Fills `overview` from the sections of that kind; `owner` is whose report it is."""
    nodes = [node for node in root.walk() if node.kind == "overview" and not node.foreign]
    staff = StaffReader(quoter, mentions, overview.staffing, owner)
    for node in nodes:
        _duties(node, quoter, overview)
        for span in node.spans:
            if isinstance(span.block, Paragraph):
                staff.read(span.start, span.end)
                _names(span, quoter, overview)


def _duties(node: Node, quoter: Quoter, overview: Overview) -> None:
    """The numbered list of a section that describes the department; without a list, the paragraphs under 主要职能."""
    if overview.duties:
        return
    text = quoter.document.text
    spans = [span for span in node.all_spans() if isinstance(span.block, Paragraph)]
    if node.role not in (None, "duties"):
        overview.duties = _said_duties(text, spans, quoter)
        return
    if node.role is None:
        spans = [span for span in node.spans if isinstance(span.block, Paragraph)]
    items = list_items(text, spans)
    if items:
        head = [child for child in node.children if child.role not in (None, "duties")]
        if not head or node.role == "duties":
            overview.duties = [quoter.text(*_without_staff(text, pieces)) for _, pieces in items]
    elif node.role is None:
        overview.duties = _said_duties(text, spans, quoter)
    elif node.role == "duties":
        overview.duties = [
            quoter.text((span.start, span.end)) for span in spans if not _NO_DUTY.search(text[span.start : span.end])
        ]


def _said_duties(text: str, spans: list[Span], quoter: Quoter) -> list[Text]:
    """主要职责：… in a paragraph of its own."""
    for span in spans:
        lead = _DUTIES_LEAD.match(text, span.start, span.end)
        if lead is not None and lead.end() < span.end:
            return [quoter.text((lead.end(), span.end))]
    return []


def _without_staff(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last item's following paragraphs speak of something else: only its own paragraph is the duty."""
    return pieces[:1] if len(pieces) > 1 and text[pieces[0][1] - 1] in "。；" else pieces


def _names(span: Span, quoter: Quoter, overview: Overview) -> None:
    text = quoter.document.text
    if _NAMING.search(text, span.start, span.end) is None:
        return
    counted = counted_bodies(text, span.start, span.end)
    targets = {"divisions": overview.divisions, "units": overview.units}
    for name in [name for name in targets if not targets[name]]:
        targets[name].extend(quoter.text(place) for kind, place in counted if kind == name)
    for pattern, target in ((_DIVISIONS, overview.divisions), (_UNITS, overview.units)):
        if target:
            continue
        for match in pattern.finditer(text, span.start, span.end):
            if text[match.start() - 1] in "无没":
                continue  # 无下属预算单位，下设8个科室
            places = _enumerated(text, match.end(), span.end) or numbered_bodies(text, match.end())
            if not places or any(places[0][0] < end and start < places[0][1] for _, (start, end) in counted):
                continue  # the noun of their count says that they are the others
            target.extend(quoter.text(place) for place in places)
            break


def _enumerated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names right behind the lead, or behind a later 分别是 of the same sentence."""
    stop = text.find("。", start, end)
    stop = end if stop < 0 else stop
    places = _listed(text, start, stop)
    for lead in _LATER.finditer(text, start, stop):
        if places:
            break
        places = _listed(text, lead.end(), stop)
    return places


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of bodies enumerated from `start` on; none where the first is no body."""
    places: list[tuple[int, int]] = []
    for piece in PIECE.finditer(text, start, end):
        if piece.start() > start and text[piece.start() - 1] in "。；，,":
            break
        found = bodies(piece.group(), piece.start())
        places.extend(found)
        if not found or COUNT.search(piece.group()):
            break
    return places
