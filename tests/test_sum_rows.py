"""Rows that are no data, put anywhere into honest files of every list kind: the figures stay, or a problem is told. Never a third thing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import sum_rows, values
from generator.check.run import run_checks
from generator.codes import Severity
from generator.config import Context
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.load.csv_file import csv_grids
from generator.load.header import find_header, known_names
from generator.load.settings import load_site, load_village
from generator.load.table import read_table
from generator.model import Dataset
from generator.sum_rows import Line, may_be_sum_of
from tests.conftest import TODAY, examples

ROOT = Path(__file__).parents[1]
LISTS = [kind for kind in all_kinds() if any((ROOT / "data/villages/shifan" / kind.name).glob("*.csv")) and "csv" in kind.formats]
"""Every kind whose rows stand in a table, those included that state no sums of their own."""
NUMBERS = ("money", "number", "count")
WORDS = [
    "小计",
    "小计5户",
    "道路小计",
    "一组小计",
    "收入小计",
    "本页小计",
    "本季合计",
    "合计",
    "共计(12户)",
    "合 计：",
    "零星合计",
    "本月累计",
]
CARRIED = ["过次页", "承前页", "结转下年", "转下年度", "月结", "本月合计", "本季合计", "本年累计", "本月累计"]
CLOSING = [
    ["单位：元"], ["金额单位", "元"], ["（单位：元）"], [], ["填报日期：2026年4月1日"], ["贾样村村民委员会"], ["附：单据3张"],
    ["联系电话：示例"], ["制表：李样本", "审核：王示例"], ["填表说明：按季填报"],
    ["示例县贾样村股份经济合作社（盖章）"], ["第 1 页 共 2 页"],
]  # fmt: skip


@cache
def context() -> Context:
    site, _ = load_site(ROOT)
    village, _ = load_village(ROOT / "data/villages/shifan", "data/villages/shifan/village.yml", [])
    assert village is not None
    return Context(site, village, TODAY)


@cache
def sample(kind: Kind) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """(key, rows) of the newest file of the sample village, without the sums it states."""
    path = max((ROOT / "data/villages/shifan" / kind.name).glob("*.csv"))
    rows = [tuple(row) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))]
    return path.stem, tuple(row for row in rows if not any(map(sum_rows.states, row)))


def read(kind: Kind, key: str, rows: list[tuple[str, ...]]) -> tuple[Dataset | None, list[str]]:
    """The dataset, and the codes of its errors."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    grids, problems = csv_grids(text.getvalue(), f"data/villages/shifan/{kind.name}/{key}.csv")
    data, more = read_table(grids, kind, grids[0].file, key)
    found = [*problems, *more, *(run_checks(kind, (data,), context(), str) if data else ())]
    return data, [p.code for p in found if p.severity is Severity.ERROR]


def figures(data: Dataset | None, kind: Kind) -> dict[str, object]:
    names = [column.name for column in kind.columns if column.type in NUMBERS]
    rows = data.rows if data else ()
    return {"": len(rows)} | {name: sum(v for row in rows if not isinstance(v := row[name] or 0, str)) for name in names}  # type: ignore[misc]


@st.composite
def intrusions(draw: st.DrawFn, kind: Kind, rows: tuple[tuple[str, ...], ...], at: int) -> tuple[int, tuple[str, ...]]:
    """(where, what): a sum of the rows since some row, right or wrong, its label in any text column, other cells filled or not."""
    names = known_names(kind)
    columns = [names.get(values.label(name)) for name in rows[at]]
    where = draw(st.integers(at + 1, len(rows)))
    # Where nothing is summed, 小计 is a line like any other (a line of a statement, a point on an agenda).
    sort = draw(st.sampled_from(["sum", "carried", "closing"] if kind.total_labels else ["closing"]))
    if sort == "closing":
        words = draw(st.sampled_from(CLOSING))
        start = draw(st.integers(0, max(0, len(columns) - len(words))))
        cells = [*[""] * start, *words]
        return where, (*cells, *[""] * (len(columns) - len(cells)))
    above = rows[draw(st.integers(at + 1, where)) : where]
    cells = [""] * len(columns)
    for i, column in enumerate(columns):
        if column and column.type in NUMBERS and draw(st.booleans()):
            fen = sum(values.parse_money(row[i]) or 0 for row in above if i < len(row))
            cells[i] = values.plain_yuan(fen + draw(st.sampled_from([0, 0, 0, 1, -100])))
        elif column and column.type in ("text", "choice", "date") and above and i < len(above[-1]) and draw(st.booleans()):
            cells[i] = above[-1][i]
    free = [i for i, column in enumerate(columns) if column is None or column.type == "text"]
    labelled = [i for i, column in enumerate(columns) if column and column.name == kind.label_column]
    place = draw(st.sampled_from([*labelled[:1], *free[:2]]))
    column = columns[place]
    remark = column is not None and column.name not in (kind.label_column, "姓名") and column.type == "text"
    carried = CARRIED if not remark else ["过次页", "承前页"]  # 「结转下年」 is a remark of its own
    cells[place] = draw(st.sampled_from(carried if sort == "carried" else WORDS))
    return where, tuple(cells)


def test_every_kind_with_a_table_is_tried() -> None:
    """A new one by itself; what has its sample in YAML alone has rows that are no table."""
    assert {kind.name for kind in all_kinds() if "csv" in kind.formats} - {kind.name for kind in LISTS} == {
        "elections",
        "rounds",
        "schemes",
        "teams",
    }


@pytest.mark.parametrize("name", [kind.name for kind in LISTS])
@examples(8)
@given(data=st.data())
def test_rows_that_are_no_data_change_no_figure_in_silence(name: str, data: st.DataObject) -> None:
    kind = next(kind for kind in LISTS if kind.name == name)
    key, rows = sample(kind)
    honest, errors = read(kind, key, list(rows))
    grids, _ = csv_grids("\n".join(",".join(row) for row in rows), "x.csv")
    at = find_header(grids[0], kind)
    assert at is not None
    where, row = data.draw(intrusions(kind, rows, at))
    found, told = read(kind, key, [*rows[:where], row, *rows[where:]])
    more = [code for code in told if told.count(code) > errors.count(code)]
    assert more or figures(found, kind) == figures(honest, kind), row


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("合计", "total"), ("合 计：", "total"), ("共计10户", "total"), ("总计(12笔)", "total"), ("全村合计", "total"),
        ("合计金额", "total"),
        ("小计", "subtotal"), ("小计5户", "subtotal"), ("道路小计", "subtotal"), ("一组小计（3 户）", "subtotal"), ("本页小计", "subtotal"),
        ("本日合计", "subtotal"), ("一组合计", "named"), ("零星工程合计", "named"), ("本季累计", "named"),
        ("会计", ""), ("设计费", ""), ("计生宣传", ""), ("统计表印制", ""), ("累计折旧", ""), ("审计", ""), ("", ""),
        ("两项合计 500 元，另有人工", ""),
    ],
)  # fmt: skip
def test_words_of_sums(label: str, expected: str) -> None:
    assert sum_rows.states(label) == expected


def test_a_sentence_that_ends_in_a_sum_word_is_no_sum_in_free_text() -> None:
    assert sum_rows.only_states("三张发票合计") == ""
    assert sum_rows.only_states("本页合计") == "named" or sum_rows.only_states("本页合计") == "subtotal"
    assert sum_rows.only_states("小 计") == "subtotal"


def lines(*texts: str) -> list[Line]:
    return [Line(tuple(text.split()), bool(sum_rows.states(text.split()[-1]))) for text in texts]


def test_a_sum_may_be_of_what_it_names_of_what_stands_above_or_below() -> None:
    found = lines("一组 甲", "二组 乙", "一组 丙", "一组小计", "二组 丁", "小计", "合计")
    assert list(may_be_sum_of(3, found)) == [(0, 2), (0, 1, 2), (4,), (0, 1, 2, 4)]
    assert next(iter(may_be_sum_of(5, found))) == (4,)
    head = lines("收入合计", "租金", "补助", "支出合计", "电费")
    assert (1, 2) in list(may_be_sum_of(0, head))


def test_what_is_summed_twice_is_told_once() -> None:
    """One wrong row shows in its 小计 and in the 合计 over it, by the same difference."""
    kind = next(k for k in LISTS if k.name == "levies")
    text = """项目,应筹人数,人均标准,应筹金额,实筹金额,支出,结余
一组道路,100,20.00,2000.00,1990.00,1490.00,500.00
二组道路,100,20.00,2000.00,2000.00,2000.00,0.00
道路小计,200,,4000.00,4000.00,3490.00,500.00
合计,200,,4000.00,4000.00,3490.00,500.00"""
    _, told = read(kind, "2026-Q3", [tuple(line.split(",")) for line in text.split("\n")])
    assert told == ["total-mismatch"]


def test_the_count_of_figures_sees_a_counted_sum() -> None:
    """The property above would see it: a sum counted as a row changes what ``figures`` gives."""
    kind = next(k for k in LISTS if k.name == "levies")
    key, rows = sample(kind)
    honest, _ = read(kind, key, list(rows))
    assert honest is not None
    assert figures(replace(honest, rows=(*honest.rows, honest.rows[-1])), kind) != figures(honest, kind)
