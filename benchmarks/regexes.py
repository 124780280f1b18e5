"""What an afternoon's script reads: thirty patterns over pdfplumber's text and tables, for the samples' wordings."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from benchmarks.peers import Text, pdfplumber

_UNITS = {"元": 1, "万元": 10_000, "亿元": 100_000_000, "%": 1, "": 1}
_N = r"(?P<n>\d[\d,]*(?:\.\d+)?)"
_A = rf"[^，。；\d（]{{0,12}}{_N}(?P<u>万元|亿元|元)"
_P = rf"{_N}(?P<u>%)"

PATTERNS: dict[str, str] = {
    "spending.total.actual": rf"(?:本年支出合计|支出合计|部门支出决算){_A}",
    "spending.total.budget": rf"部门整体支出年初预算数?{_A}",
    "spending.total.adjusted_budget": rf"(?:全年预算数|调整预算){_A}",
    "spending.total.prior": rf"支出[^。]{{0,40}}比上年(?:决算)?的?{_A}",
    "spending.basic.actual": rf"基本支出{_A}",
    "spending.basic.share": rf"基本支出[\d,.万元]+，占[^，。\d]{{0,8}}{_P}",
    "spending.project.actual": rf"项目支出{_A}",
    "spending.project.share": rf"项目支出[\d,.万元]+，占[^，。\d]{{0,8}}{_P}",
    "spending.personnel.actual": rf"人员经费{_A}",
    "spending.operating.actual": rf"公用经费{_A}",
    "spending.household.actual": rf"对个人和家庭的补助(?:支出)?{_A}",
    "spending.three_public.total.budget": rf"“三公”经费[^。]{{0,20}}年初预算{_A}",
    "spending.three_public.total.actual": rf"“三公”经费[^。]{{0,40}}(?:决算|支出){_A}",
    "spending.three_public.total.completion": rf"“三公”经费[^。]{{0,60}}完成[^，。%]{{0,20}}的{_P}",
    "spending.three_public.total.change_rate": rf"“三公”经费[^。]{{0,90}}下降{_P}",
    "spending.three_public.vehicles.actual": rf"公务用车购置及运行(?:维护)?费[^。]{{0,24}}(?:决算|支出){_A}",
    "spending.three_public.reception.actual": rf"公务接待费[^。]{{0,24}}(?:决算|支出){_A}",
    "spending.three_public.reception_batches": r"接待(?P<n>\d+)(?P<u>)批次",
    "spending.three_public.reception_people": r"(?P<n>\d+)(?P<u>)人次",
    "spending.three_public.vehicles_held": r"保有量(?:为)?(?P<n>\d+)(?P<u>)辆",
    "spending.running_cost.actual": rf"机关运行经费(?:支出)?{_A}",
    "spending.running_cost.change_rate": rf"机关运行经费[^。]{{0,50}}(?:增长|下降){_P}",
    "spending.procurement.total.actual": rf"政府采购(?:支出)?(?:总额|金额){_A}",
    "spending.procurement.goods.actual": rf"货物(?:支出)?{_A}",
    "spending.procurement.works.actual": rf"工程(?:支出)?{_A}",
    "spending.procurement.services.actual": rf"服务(?:支出)?{_A}",
    "overview.staffing.authorised.total": r"编制数?(?P<n>\d+)(?P<u>)[名个人]",
    "overview.staffing.in_post.total": r"在职(?:实有|人员)?(?:人数)?(?P<n>\d+)(?P<u>)[人名]",
    "revenue.total.actual": rf"收入合计{_A}",
    "goals.projects": r"绩效目标的项目(?P<n>\d+)(?P<u>)个",
    "evaluation.score": r"得分(?:为)?(?P<n>\d+(?:\.\d+)?)(?P<u>)分",
}
_COMPILED = {path: re.compile(pattern) for path, pattern in PATTERNS.items()}
_ITEM = re.compile(rf"(?P<name>[\u4e00-\u9fff（）]{{2,16}}?){_N}(?P<u>万元|元)")
_ITEMS = {
    **{"基本工资": "30101", "津贴补贴": "30102", "奖金": "30103", "住房公积金": "30113"},
    **{"办公费": "30201", "印刷费": "30202", "水费": "30205", "电费": "30206", "差旅费": "30211"},
    **{"离休费": "30301", "退休费": "30302"},
}
_PARENTS = {"301": "personnel", "302": "operating", "303": "household"}
_ROWS = {
    **{"基本支出": "basic", "项目支出": "project", "合计": "total"},
    **{"公务接待费": "three_public.reception", "公务用车购置及运行维护费": "three_public.vehicles"},
}
_COLUMNS = (
    *(("年初预算", "budget"), ("调整预算", "adjusted_budget")),
    *(("上年决算", "prior"), ("决算", "actual"), ("预算", "budget")),
)


def read(path: Path) -> dict[str, Decimal]:
    """Fact path → value (元, percent, number)."""
    found = pdfplumber(path)
    text = "".join("".join(found.pages).split()).replace("％", "%").replace("(", "（").replace(")", "）")
    facts = {name: value for name, pattern in _COMPILED.items() if (value := _first(pattern, text)) is not None}
    for match in _ITEM.finditer(text):
        code = _ITEMS.get(match["name"])
        if code is not None:
            facts.setdefault(f"spending.{_PARENTS[code[:3]]}.items[{code}].actual", _value(match))
    return _tables(found) | facts


def _first(pattern: re.Pattern[str], text: str) -> Decimal | None:
    match = pattern.search(text)
    return None if match is None else _value(match)


def _value(match: re.Match[str]) -> Decimal:
    value = Decimal(match["n"].replace(",", "")) * _UNITS[match["u"]]
    return -value if match.group().endswith("%") and "下降" in match.group() else value


def _tables(found: Text) -> dict[str, Decimal]:
    """Rows with a known name against columns with a known head; 万元."""
    facts: dict[str, Decimal] = {}
    for table in found.tables:
        heads = [next((field for word, field in _COLUMNS if word in (cell or "")), None) for cell in table[0]]
        for row in table[1:]:
            name = re.sub(r"^[\d.（）()、一二三四五]*", "", "".join((row[0] or "").split()))
            for cell, field in zip(row[1:], heads[1:], strict=False):
                if name in _ROWS and field and re.fullmatch(r"[\d,]+\.\d+", cell or ""):
                    facts[f"spending.{_ROWS[name]}.{field}"] = Decimal((cell or "").replace(",", "")) * 10_000
    return facts
