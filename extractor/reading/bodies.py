"""Names of divisions and units in enumerations: A、B和C, A、B等5个科室, 1.A 2.B."""

from __future__ import annotations

import re
from typing import Literal

from extractor.reading.ordinals import ordinal_at

Place = tuple[int, int]

PIECE = re.compile(r"[^、，,。；]+")
#: how many, behind the last name of an enumeration
COUNT = re.compile(r"(?:等|共)?[\d一二三四五六七八九十]{1,3}[个家](?:二级)?[\u4e00-\u9fff]{0,8}$|等$")
_BODY = re.compile(
    r"[\u4e00-\u9fff“”（）·\d]{1,28}(?:处|科|室|股|办|部|所|组|局|委|队|中心|院|站|馆|校|会|厅|司|宾馆|园|店)(?:本级|机关)?(?:（[^（）]{2,20}）)?"
)
_LEAD = re.compile(r"(?<![无没未不])(?:内设|设有|下设|设立|下辖|所辖|下属|直属|所属|[局委办院镇乡]设)(?:有|了)?[：:]?")
#: the noun behind the count says what was enumerated
_GROUP = re.compile(
    r"(?P<names>[^，,。；：\d]{2,200}?)(?:等|共|等共)?[\d一二三四五六七八九十]{1,3}[个家][\u4e00-\u9fff]{0,10}?"
    r"(?:(?P<units>二级机构|事业单位|预算单位|二级单位|下属单位|直属单位)|(?:内设机构|职能科室|科室|股室|处室))"
    r"(?=[^\u4e00-\u9fff]|[和及与]|以及|$)"
)
_JOINT = re.compile(r"(?:[，、；]|和|及|与|以及)+(?:内设|下设|下辖|下属|直属|所属|设有)?(?:有)?")
_NAME = re.compile(r"[^。；;，,、：:\s\d]{2,40}")
_GAP = re.compile(r"[\s。；;，,、]*")


def bodies(piece: str, at: int) -> list[Place]:
    """One name, or the last two of an enumeration joined by 和: A和B (but 防火和有害生物防治股 is one)."""
    piece = COUNT.sub("", piece)
    for joint in re.finditer("[和及]", piece):
        left, right = _BODY.fullmatch(piece, 0, joint.start()), _BODY.match(piece, joint.end())
        if left and right:
            return [(at, at + joint.start()), (at + right.start(), at + right.end())]
    whole = _BODY.fullmatch(piece)
    return [(at + whole.start(), at + whole.end())] if whole else []


def counted_bodies(text: str, start: int, end: int) -> list[tuple[Literal["units", "divisions"], Place]]:
    """What enumerations that end in a count name, and as what: 河道管理站、水政监察大队2个事业单位 are units."""
    found: list[tuple[Literal["units", "divisions"], Place]] = []
    at = start
    while lead := _LEAD.search(text, at, end):
        at = lead.end()
        while group := _GROUP.match(text, at, end):
            places = _all_bodies(text, *group.span("names"))
            if not places:
                break
            kind: Literal["units", "divisions"] = "units" if group["units"] else "divisions"
            found.extend((kind, place) for place in places)
            at = group.end()
            joint = _JOINT.match(text, at, end)
            if joint is None:
                break
            at = joint.end()
    return found


def _all_bodies(text: str, start: int, end: int) -> list[Place]:
    """The names enumerated, none where one of them is no body."""
    places: list[Place] = []
    for piece in PIECE.finditer(text, start, end):
        found = bodies(piece.group(), piece.start())
        if not found:
            return []
        places.extend(found)
    return places


def numbered_bodies(text: str, start: int) -> list[Place]:
    """1.A 2.B …, in one paragraph or in several: the names, where at least two follow each other."""
    places: list[Place] = []
    style, at = None, start
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        ordinal = ordinal_at(text, at, len(text))
        if ordinal is None or ordinal.number != len(places) + 1 or style not in (None, ordinal.style):
            break
        style = ordinal.style
        name = _NAME.match(text, at + ordinal.length)
        found = bodies(name.group(), name.start()) if name else []
        if name is None or len(found) != 1:
            break
        places.extend(found)
        at = name.end()
    return places if len(places) > 1 else []
