"""Associations, what they do and their money; red and white affairs as a standard and as counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.board import plan_board
from generator.config import Context, SiteConfig, Village
from generator.findable import each_record
from generator.kinds.ceremonies import HELD, KIND, OVER, SPARED, TOLD_BEFORE
from generator.law.credit_code import credit_code, last_sign
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, examples, write_tree

CHARTER = "---\n标题: {name}\n类型: 协会\n范围: 社会\n公开日: {day}\n{keys}---\n\n第一条 {text}\n"
HEADER = "组织,日期,事项,人次,收入,支出,余额,说明\n"
STATED = "公开日：2026-07-08\n公示期：2026-07-08 至 2026-07-31\n审核：会员代表 2026-07-05 看过\n"
QUIET = {"posting-missing", "review-missing"}


def charter(name: str = "用水户协会", day: str = "2026-03-01", keys: str = "", text: str = "自愿参加。") -> str:
    return CHARTER.format(name=name, day=day, keys=keys, text=text)


def told(files: dict[str, str], folder: Path) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in build.check(write_tree(folder, files), TODAY).problems if p.code not in QUIET]


# --- 信用代码 --------------------------------------------------------------------------------


@examples(100)
@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_sign_copied_wrong_is_never_a_code(text: str, place: int, sign: str) -> None:
    whole = text + last_sign(text)
    assert credit_code(whole)
    other = whole[:place] + sign + whole[place + 1 :]
    assert credit_code(other) is (other == whole)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("93000000MA0000001K", ""),
        ("93000000ma0000001k", "小写字母"),
        ("９３000000MA0000001K", "全角"),
        ("93000000MA0000001", "有 17 位"),
        ("93000000MA000O001K", "里面有「O」"),
        ("93000000MA0000010K", "最后一位和前面的对不上"),
    ],
)
def test_a_wrong_code_is_told_with_what_is_wrong(typed: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    found = told({"associations/water.md": charter(keys=f"信用代码: '{typed}'\n")}, tmp_path / "out")
    assert [code for code, _ in found] == (["credit-code"] if says else [])
    assert all(says in message for _, message in found)


# --- who stands for them, and their money ----------------------------------------------------


def test_a_former_head_is_named_on_no_page_when_a_new_version_is_there(tmp_path: Path) -> None:
    old = charter(day="2024-03-01", keys="负责人: 会长 王示例\n会员数: 80\n会员是: 户\n")
    new = charter(keys="负责人: 会长 李样本\n取代: water-2024\n")
    root = write_tree(tmp_path, {"associations/water-2024.md": old})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    assert "会长 王示例" in docs_of(plan)["life/associations/water-2024.md"].decode()
    write_tree(tmp_path, {"associations/water-2026.md": new})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    pages = {path: text.decode() for path, text in docs_of(plan).items() if path.startswith("life/")}
    assert "会长 李样本" in pages["life/associations/water-2026.md"]
    assert "80 户" in pages["life/associations/water-2024.md"]
    assert not any("会长 王示例" in text for text in pages.values())
    assert not any("会长 王示例" in record.text for record in each_record(plan.records or ()))


def test_a_region_may_ask_that_heads_are_told_by_their_surnames(tmp_path: Path) -> None:
    text = charter(keys="负责人:\n  - 会长 王建国\n  - 秘书长 李秀英\n")
    files = {"associations/water.md": text, "/data/regions/shi.yml": "名称: 某市\n目录:\n  - {码: C43, 隐私: 2}\n"}
    root = write_tree(tmp_path, {**files, "/data/site.yml": "标题: 甲镇\n地区: shi\n"})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    page = docs_of(plan)["life/associations/water.md"].decode()
    assert "会长 王某" in page
    assert "秘书长 李某" in page
    assert "建国" not in page


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("用水户协会,,上期余额,,,,100.00,\n用水户协会,2026-03-02,收费,,50.00,,150.00,\n", []),
        ("用水户协会,,上期余额,,,,90.00,\n用水户协会,2026-03-02,收费,,50.00,,140.00,\n", ["opening-mismatch"]),
        ("用水户协会,,上期余额,,,,100.00,\n用水户协会,2026-03-02,收费,,50.00,,140.00,\n", ["balance-mismatch"]),
        ("用水户协会,,上期余额,,,,100.00,\n用水户协会,2026-03-02,修闸,,,120.00,-20.00,\n", ["negative-balance"]),
        ("用水户协会,2026-03-02,清渠,36,,,,\n", []),
        ("用水协会,2026-03-02,清渠,36,,,,\n", ["reference-unknown"]),
        ("用水户协会,2026-08-02,清渠,36,,,,\n", ["date-outside-period"]),
        ("用水户协会,2026-03-02,清渠，由王建国带队,36,,,,\n", ["personal-name"]),
    ],
)
def test_each_keeps_an_account_of_its_own(rows: str, codes: list[str], tmp_path: Path) -> None:
    before = "用水户协会,2025-12-30,收费,,100.00,,100.00,\n"
    files = {
        "associations/water.md": charter(),
        "activities/2025-H2.csv": HEADER + before,
        "activities/2026-H1.csv": HEADER + rows + STATED,
    }
    assert [code for code, _ in told(files, tmp_path)] == codes


# --- red and white affairs -------------------------------------------------------------------

HEAD = Head("ceremonies/2026-H1.csv", ("事由", HELD, TOLD_BEFORE, OVER, SPARED))
COUNTS = st.integers(0, 12)


@examples(150)
@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS, st.integers(1, 10**6)), min_size=1, max_size=5))
def test_no_count_below_five_can_be_read_or_worked_out(counts: list[tuple[int, int, int, int]]) -> None:
    """Nor how many of a kind were not among the others, nor what was spared by so few."""
    rows = []
    for n, (held, before, over, fen) in enumerate(counts):
        numbers = (held, min(before, held), min(over, held), fen)
        rows.append(Row(HEAD, n + 2, n + 2, (f"事{n}", *map(str, numbers)), (f"事{n}", *numbers)))
    data = Dataset("ceremonies", "2026-H1", HEAD.file, tuple(rows))
    context = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
    shown = KIND.redact(data, context)
    for row, open_row in zip(rows, shown.rows, strict=True):
        held, *parts = (row[name] for name in (HELD, TOLD_BEFORE, OVER))
        assert isinstance(held, int)
        few = [n for part in parts if isinstance(part, int) for n in (part, held - part) if 0 < n < 5]
        assert isinstance(open_row[HELD], str) is (0 < held < 5)
        if few or 0 < held < 5:
            assert not any(isinstance(open_row[name], int) for name in (TOLD_BEFORE, OVER, SPARED))
        else:
            assert open_row == row
    (page,) = (page for page in KIND.pages((shown,), context))
    (_, table), *_ = page.content.view.tables  # type: ignore[attr-defined]
    for name in (HELD, TOLD_BEFORE, OVER, SPARED):
        place = [column.name for column in table.columns].index(name)
        gaps = any(isinstance(row[name], str) for row in shown.rows)
        assert not table.foot or isinstance(table.foot[place], str) is gaps, "a sum would give back what is not told"


def test_what_is_not_told_is_in_no_file_of_the_board(tmp_path: Path) -> None:
    rows = "事由,办了,先登记,超标准,少花,说明\n婚事,9,9,0,,\n满月,3,2,1,987654.00,\n合计,12,11,1,987654.00,\n"
    root = write_tree(tmp_path, {"ceremonies/2026-H1.csv": rows})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    docs = {path: text.decode(errors="replace") for path, text in docs_of(plan).items() if path.startswith(("life/", "index"))}
    assert "&lt;5" in docs["life/ceremonies/2026-H1.md"]
    for secret in ("987654", "987,654", "满月,3", "满月 3"):
        assert not [path for path, text in docs.items() if secret in text], secret
    assert all("满月" not in record.title or "3 件" not in record.text for record in each_record(plan.records or ()))


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({"banquets/2026.csv": "事由,桌数,每桌,礼金\n婚事,20,300,100\n"}, []),
        ({"banquets/2026.csv": "红白事,席数,席面标准,随礼\n婚事,20,300,100\n"}, []),
        ({"banquets/2026.csv": "事由,桌数,每桌,礼金\n婚事,20,300,100\n婚事,25,300,100\n"}, ["row-repeated"]),
        ({"banquets/2026.csv": "事由,桌数,每桌,礼金,主家\n婚事,20,300,100,王家\n"}, ["person-column"]),
        ({"ceremonies/2026-H1.csv": "事由,件数,登记,超标\n婚事,6,6,0\n合计,7,6,0\n"}, ["total-mismatch"]),
    ],
)
def test_standards_and_counts_as_clerks_write_them(files: dict[str, str], codes: list[str], tmp_path: Path) -> None:
    assert [code for code, _ in told(files, tmp_path)] == codes


def test_a_case_is_one_that_the_standard_knows(tmp_path: Path) -> None:
    files = {
        "banquets/2026.csv": "事由,桌数,每桌,礼金\n婚事,20,300,100\n",
        "ceremonies/2026-H1.csv": "事由,办了,先登记\n婚嫁,6,6\n",
    }
    assert [code for code, _ in told(files, tmp_path)] == ["reference-unknown"]
