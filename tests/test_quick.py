"""What is quick gives what the slow way gave, and what was looked at once is not looked at again. Nothing here is timed."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import values
from generator.kinds import all_kinds
from generator.law import data
from generator.law.begun import begun
from generator.law.persons import situations
from generator.law.sensitive import sensitive
from generator.load import row_sort, table
from generator.load.csv_file import csv_grids, read_csv
from generator.load.grid import GridRow
from generator.load.header import find_header, read_header
from generator.privacy import conditions, judged, labels, numbers, office
from generator.privacy.find import find
from generator.privacy.plain import DIGIT_LIKE, MARKS
from tests.bench.books import make_books
from tests.sentences import HARMLESS, TOLD

ROOT = Path(__file__).parents[1]
LEDGER = next(kind for kind in all_kinds() if kind.name == "ledger")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A month of a busy village: 200 entries."""
    root = make_books(tmp_path_factory.mktemp("books"), 1)
    return (root / "data/villages/busy/ledger/2025-06.csv").read_text(encoding="utf-8-sig")


# --- rows ------------------------------------------------------------------------------------

_SAID = (
    "合计", "一组小计", "设计费", "会计培训费", "结转下年", "过次页", "上月余额", "例：2026-03-05", "审核：已审", "制表人：王样", "3月合计",
    "零星工程合计", "本月无收支", "公开日：2026-04-08", "单位：万元", "2026年4月8日", "下年度", "下\uf98e", "",
)  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in all_kinds() if "csv" in kind.formats], ids=lambda kind: kind.name)
def test_an_entry_told_quickly_is_one_by_every_rule(kind, monkeypatch):
    """Honest rows of each list, with words of every rule put into every cell: the same sort as when every rule is asked."""
    files = sorted((ROOT / "data/villages").glob(f"*/{kind.name}/*.csv"))
    luck, asked = random.Random(7), 0
    for file in files[:6]:
        grid = read_csv(file, file.name)[0][0]
        at = find_header(grid, kind)
        assert at is not None
        header, _ = read_header(grid, at, kind)
        rows = [row for row in grid.rows[header.first_data :] if not row.blank][:12]
        rows += [_with(row, i, word) for row in rows[:2] for i in range(len(row.cells)) for word in luck.sample(_SAID, 8)]
        quick = [row_sort.sort_row(row, header, kind) for row in rows]
        with monkeypatch.context() as slow:
            slow.setattr(row_sort, "_is_entry", lambda *_: False)
            assert quick == [row_sort.sort_row(row, header, kind) for row in rows]
        asked += len(rows)
    assert asked or not files


def _with(row: GridRow, at: int, text: str) -> GridRow:
    return GridRow(row.number, row.line, (*row.cells[:at], text, *row.cells[at + 1 :]))


def test_no_rule_for_sums_is_asked_of_an_entry_without_a_word_of_one(month, monkeypatch):
    asked: list[GridRow] = []
    slow = row_sort._sum_or_data
    monkeypatch.setattr(row_sort, "_sum_or_data", lambda row, *more: asked.append(row) or slow(row, *more))
    made, problems = table.read_table(csv_grids(month, "x.csv")[0], LEDGER, "x.csv", "2025-06")
    assert not problems
    assert made is not None
    assert len(made.rows) == 200
    assert all(re.search("[计结转页]", "".join(row.cells)) for row in asked)
    assert len(asked) < 50


def test_each_text_of_a_column_is_understood_once(month, monkeypatch):
    understood: Counter[tuple[str, str]] = Counter()
    slow = table.convert
    monkeypatch.setattr(table, "convert", lambda column, text, *more: understood.update([(column.name, text)]) or slow(column, text, *more))
    table.read_table(csv_grids(month, "x.csv")[0], LEDGER, "x.csv", "2025-06")
    stated = {"收入", "支出", "余额"}  # sums among the rows: they are looked at by themselves
    assert {column for column, _ in understood} <= stated, "all else is understood as a whole column"


def test_a_text_that_was_understood_in_one_place_is_still_refused_where_it_is_red_or_a_formula(month):
    grid = csv_grids(month, "x.csv")[0][0]
    first, second = _two(grid.rows)
    rows = list(grid.rows)
    same = rows[first].cells[5]
    rows[second] = GridRow(
        rows[second].number, rows[second].line, (*rows[second].cells[:5], same, *rows[second].cells[6:]), red=frozenset({5})
    )
    _, problems = table.read_table([replace(grid, rows=tuple(rows))], LEDGER, "x.csv", "2025-06")
    assert [p.code for p in problems] == ["red-amount"]


def _two(rows: tuple[GridRow, ...]) -> tuple[int, int]:
    spent = [i for i, row in enumerate(rows) if i > 1 and re.fullmatch(r"[\d.]+", row.cells[5]) and row.cells[0]]
    return spent[0], spent[1]


@given(st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,2})?", fullmatch=True))
def test_an_amount_as_programs_write_it_is_what_decimal_reads(text):
    assert values.is_plain(text)
    assert values.parse_money(text) == values.plain_fen(text) == int(Decimal(text) * 100)


@given(st.text("0123456789AZaz,./-", max_size=12))
def test_a_bare_text_is_its_own_label(text):
    assert values.BARE.fullmatch(text)
    assert values.label(text) == text


# --- words that hardly ever stand anywhere ---------------------------------------------------

_PIECES = [
    "王建国", "李秀英", "欧阳国建", "赵某", "周*明", "的儿子", "同志", "因", "患", "是", "和", "家",
    "被", "纳入", "工作", "负责", "12", "电话", "<td>", "、", "，", "。", "：", "最低生活",
    "低保", "低保户", "残疾人", "肢体残疾", "残疾人专干", "肺癌", "癌", "大病", "重大病", "重病", "孤儿", "精神病",
    "慢性病", "高龄补贴", "三级残疾", "2级残疾", "残疾3级", "小学", "初二", "初期", "八年级", "3年级", "因病", "透析",
    "事实无人抚养儿童", "缺劳力",
    "\n", " ",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


_WORD = re.compile(yaml.safe_load((ROOT / "generator/law/persons.yml").read_text(encoding="utf-8"))["情形"])


@given(_TEXTS)
@settings(max_examples=400)
def test_where_words_begin_is_known_wherever_they_are(text):
    words = sensitive()
    for quick, slow in (
        (situations().word, _WORD),
        (words.health_begun, words.health),
        (words.minor_begun, words.minor),
    ):
        assert bool(quick.search(text)) == bool(slow.search(text))


def test_words_that_overlap_are_each_known():
    assert [found.start() for found in begun("孤儿|[\u4e00-\u9fff]?癌|(?:肢体|视力)?残疾|[1-4]级").finditer("孤儿肺癌肢体残疾3级5级")] == [
        0,
        3,
        6,
        8,
    ]


@given(_TEXTS)
@settings(max_examples=400)
def test_what_is_said_of_somebody_is_what_a_search_of_the_whole_text_finds(text):
    known = situations()
    words = [found.start() for found in known.word.finditer(text)]
    assert [m.span() for m in conditions._matches(known.before, text, words)] == [m.span() for m in known.before.finditer(text)] * bool(
        words
    )
    whole, at = [], 0
    while words and (found := known.after.search(text, at)):
        at = found.end("name")
        whole.append(found.span())
    assert [found.span() for found in conditions._named(text, words)] == whole


def test_sentences_about_somebody_are_found_as_before():
    assert sum(bool(list(conditions.of_somebody(text))) for text in map(str, TOLD)) > 10
    assert sum(bool(list(conditions.of_somebody(text))) for text in map(str, HARMLESS)) < 3


@pytest.mark.parametrize("file", sorted((ROOT / "generator/law").glob("*.yml")), ids=lambda file: file.stem)
def test_the_quick_loader_reads_the_reference_data_as_the_slow_one_does(file):
    assert data.told(file.stem) == yaml.load(file.read_text(encoding="utf-8"), yaml.SafeLoader)


# --- runs of digits --------------------------------------------------------------------------

_DIGITS = st.text("0123456789Ol三〇①- .,/:\n电话号码元xX*a<", max_size=60)


@given(_DIGITS)
@settings(max_examples=400)
def test_a_run_begins_at_the_first_of_its_digits(text):
    slow = re.compile(f"[{DIGIT_LIKE}](?:[{MARKS}]{{0,8}}[{DIGIT_LIKE}]){{9,}}")
    assert [m.span() for m in numbers.RUN.finditer(text)] == [m.span() for m in slow.finditer(text)]
    ends = rf"(?![{labels.DIGITS}]*\.[{labels.DIGITS}])"
    assert bool(labels._MANY_FIGURES[0].search(text)) == bool(re.search(f"[{labels._DIGIT}]{{7}}{ends}", text))


@given(st.from_regex(r"[1-9](\.{0,8}[0-9]){9}", fullmatch=True))
def test_an_amount_is_nobodys_number(text):
    assert numbers.runs(text) == ()
    assert not find(text)
    assert not judged.alone(text)


def test_a_part_that_is_the_same_in_many_workbooks_is_read_once(house_books):
    office._part_alike.cache_clear()
    for book in house_books:
        office.office_raw(book)
    found = office._part_alike.cache_info()
    assert found.hits >= 4 * (len(house_books) - 1)


@pytest.fixture(scope="module")
def house_books() -> list[bytes]:
    def book(text: str) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
            made.add_worksheet("表").write(0, 0, text)
        return out.getvalue()

    return [book(text) for text in ("路灯", "水泵", "桥")]
