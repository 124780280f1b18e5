"""Published documents: every mismatch has been looked at on its page, and is the document's own slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.records.report import Report
from tests.conftest import shared_files, shared_path
from tests.reading.records import record

#: beginning of the file's name → subjects of mismatches that do not follow from another
SLIPS: dict[str, set[str]] = {
    "js_江苏省人民检察院": {
        "spending.three_public.overseas.share",  # 110 of 584.35 is 18.82 %, printed 18.85 %
        "spending.three_public.vehicles.share",  # 54.39 %, printed 54.43 %
        "spending.three_public.reception.share",  # 26.79 %, printed 26.72 %
        "spending.functional[204].change_rate",  # 2.315 %, printed 2.31 %
        "spending.running_cost.change_rate",  # 129.29 %, printed 129.97 %
        "spending.basic.budget",  # 12323.46 and 12323.48 on one page
    },
    "js_江苏省委办公厅2017年部门预算": {"spending.functional[2013101].change_rate"},  # 1.69 %, printed 1.66 %
    "js_省法院": {
        "spending.reserve.share",  # 0.634 %, printed 0.64 %
        "spending.functional[2210202].change_rate",  # 79.09 %, printed 79.05 %
    },
    "sh_上海市普陀区规划": {
        "spending.general_public.basic.actual",  # 5377.64 in the text, 5364.75 in the table
        "spending.personnel.actual",  # 4896.98 in the text, 4884.09 in the table
        "spending.general_public.total.share",  # 99.868 %, printed 99.86 %
        "spending.general_public.total.completion",  # 95.457 %, printed 95.45 %
    },
    "sh_上海市普陀区财政局2024": {
        "spending.general_public.functional[201].share",  # 71.65 %, printed 71.73 %
        "财政拨款收入支出总计",  # 0.3 in the text, 2961.68 in the table
    },
    "sh_上海市普陀区财政局部门25": {
        "spending.functional[2080506].budget",  # 887.36 in the text, 87.36 in the tables
        # 万元 in the text, cut from 元 in the table: 87.70 from 877080, 78.21 from 782164, 204.91, 268.77
        "spending.functional[2080501].budget",
        "spending.functional[2101101].budget",
        "spending.functional[2210201].budget",
        "spending.functional[2210203].budget",
    },
    # the copy into which errors were put: what was altered, and the share that was wrong before
    "sh_24年普陀区财政局": {
        "spending.general_public.functional[201].share",
        "spending.functional[2010601].actual",
        "spending.functional[2080506].actual",
        "spending.functional[2101101].actual",
        "支出总计",
    },
}


def subjects(report: Report) -> set[str]:
    """Subjects of mismatches; a mention that no field took is named by its label."""
    found = [one.subject for one in report.checks if one.status == "mismatch" and one.caused_by is None]
    return {
        (report.unclaimed[int(subject[10:-1]) - 1].label or subject) if subject.startswith("unclaimed[") else subject
        for subject in found
    }


@pytest.mark.parametrize("path", shared_files("corpus/published/*.pdf"))
def test_only_slips_of_the_documents_themselves(path: Path) -> None:
    known = next((slips for name, slips in SLIPS.items() if path.name.startswith(name)), set())
    assert subjects(record(path)) == known


def test_what_was_altered_in_the_copy_is_found_in_its_form_too() -> None:
    (path,) = shared_path("corpus", "published").glob("sh_24*.pdf")
    found = {check.rule for check in record(path).checks if check.category == "form"}
    assert found == {
        "form.placeholder",  # XX局
        "form.doubled",  # 。。
        "form.other_year",  # 2023年度部门决算情况说明
        "form.other_date",  # 截至2023年12月31日
        "form.missing_table",  # 支出决算表
        "form.empty_table",  # 三公
    }
