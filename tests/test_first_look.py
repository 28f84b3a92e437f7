"""The engine's first look names every detector that finds something: what is found is the same with it and without it."""

from __future__ import annotations

import importlib.util
import marshal
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import compiled
from generator.privacy import first_look
from generator.privacy import numbers as of_numbers
from generator.privacy.detector import Detector
from generator.privacy.find import _hits, find, suspect
from generator.privacy.first_look import LONG
from generator.privacy.gate import findings
from generator.privacy.labels import labelled
from generator.privacy.names import in_name, nothing_in
from generator.privacy.numbers import numbers
from generator.privacy.places import DOOR_BEGUN, DOOR_WORDS, places
from generator.privacy.plain import CELL
from generator.privacy.rows import in_sentences, of_persons, worded
from generator.privacy.starred import starred
from generator.privacy.texts import page_texts, page_words
from tests.conftest import examples
from tests.corpus import negatives, positives
from tests.papers import workbook

PARTS = (Detector.MAILS, Detector.PLATES, Detector.DOORS, Detector.ROOMS, Detector.PASSPORTS, Detector.BIRTHS)
FINDS = {
    Detector.NUMBERS: lambda text: any(numbers(text)),
    Detector.LABELS: lambda text: any(labelled(text)),
    Detector.STARS: lambda text: any(starred(text)),
    **{part: lambda text, part=part: any(places(text, may=part)) for part in PARTS},
    Detector.SENTENCES: lambda text: any(in_sentences(text)),
}
AROUND = "本村今年的路灯都换好了，" * (LONG // 12 + 1)
"""Nothing is found in it, and it is long enough."""


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not importlib.util.find_spec("hyperscan"):
        pytest.skip("no engine for this system")
    monkeypatch.setattr(first_look, "_engine", _ready())
    first_look.first_look.cache_clear()
    yield
    first_look.first_look.cache_clear()


@cache
def _ready() -> object:
    first_look.prepare(lots=True)
    engine, first_look._engine = first_look._engine, None
    return engine


def _names_all_that_find(text: str) -> None:
    named = first_look.first_look(text)
    assert not [detector for detector, finds in FINDS.items() if not named & detector and finds(text)], text


def test_most_of_what_is_nobodys_is_looked_at_no_further() -> None:
    assert first_look.first_look(AROUND) == 0
    assert _hits(AROUND, "") == ()


@pytest.mark.parametrize("lie", [None, b"", b"junk", marshal.dumps(b"junk"), marshal.dumps(7)])
def test_its_tables_are_kept_and_no_damaged_ones_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: bytes | None) -> None:
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: tmp_path)
    for _ in ("made", "found"):
        monkeypatch.setattr(first_look, "_engine", None)
        first_look.prepare(lots=False)
        for text, named in ((AROUND, 0), (f"{AROUND}身份证 {AROUND}", Detector.LABELS | Detector.HEADERS)):
            first_look.first_look.cache_clear()
            assert first_look.first_look(text) == named
        kept = [file for file in tmp_path.iterdir() if file.name.startswith("first-look-")]
        assert len(kept) == 2
        for file in kept if lie is not None else ():
            file.write_bytes(lie or b"")


def test_where_they_cannot_be_kept_only_many_files_are_worth_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: None)
    monkeypatch.setattr(first_look, "_engine", None)
    first_look.prepare(lots=False)
    assert first_look._engine is None
    first_look.prepare(lots=True)
    assert first_look._engine is not None


def test_a_short_text_and_half_a_sign_are_left_to_the_detectors() -> None:
    assert first_look.first_look("好" * (LONG - 1)) == Detector.ALL
    assert first_look.first_look("好" * LONG) == 0
    assert first_look.quiet("好" * LONG, table=True)
    assert not first_look.quiet("好" * (LONG - 1), table=True)
    assert first_look.first_look("好" * LONG + "\ud800") == Detector.ALL


def test_whoever_finds_one_of_the_corpus_is_named() -> None:
    """In all dresses, each in the middle of a long text: personal ones, and those that are nobody's."""
    for _, _, _, text in positives(6):
        _names_all_that_find(AROUND + text + AROUND)
    for _, text in negatives(2_000):
        _names_all_that_find(AROUND + text)


_PIECES = [
    *"0123456789０９①十三○〇Oo*＊×Xx+＋-－.·、 \n\t\u3000\u200b\u00a0@＠<>\"'（）()#＃号组队栋楼室单元住址家门牌户籍京鲁AEG",
    "138",
    "0000",
    "5000",
    "010",
    "00852",
    "[at]",
    "（at）",
    "艾特",
    "点com",
    ".com",
    "胡同",
    "3-2-101",
    "身份证",
    "电话",
    "户号",
    "微信",
    "QQ",
    "Tel",
    "iPhone",
    "生日",
    "出生",
    "1958年3月5日",
    "护照E12345678",
    "王建国",
    "车牌",
    "1380000****",
    "低保户",
    "因患",
    "肝癌",
    "孤儿",
    "残疾",
    "李小明",
    "特困",
    "是",
]


@examples(300)
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40), where=st.integers(0, 2))
def test_whoever_finds_anything_in_any_text_is_named(pieces: list[str], where: int) -> None:
    text = "".join(pieces)
    _names_all_that_find([text + AROUND, AROUND + text, AROUND + text + AROUND][where])


_HEADERS = [
    "姓名",
    "户主",
    "账户",
    "卡号",
    "户口",
    "电话",
    "住址",
    "房号",
    "楼栋",
    "出生日期",
    "年龄",
    "学校",
    "残疾类别",
    "摘要",
    "微信号",
]
_CELLS = [
    "1234567",
    "12345678.50",
    "10926158.22",
    "1.38001380000E10",
    "0531",
    "肝癌",
    "孤儿",
    "7岁",
    "二年级",
    "低保户",
    "张三",
    "六七八九十一二",
]


@examples(300)
@given(cells=st.lists(st.sampled_from([*_HEADERS, *_CELLS, *_PIECES]), min_size=1, max_size=30))
def test_a_table_is_suspect_alike_with_and_without(cells: list[str]) -> None:
    """Of a row for each person, and of what a header makes of a number."""
    table = AROUND + CELL + CELL.join(cells)
    with_it = suspect(table), worded(table)
    quiet = first_look.quiet(table, table=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_look, "_engine", None)
        first_look.first_look.cache_clear()
        without = suspect(table), worded(table)
    first_look.first_look.cache_clear()
    assert with_it[0] == without[0]
    assert with_it[1] <= without[1]
    assert not (quiet and any(with_it))
    if without[1] and not with_it[1]:  # nothing that makes a row of somebody's stands in it
        assert not any(of_persons(tuple(cells[:at]), tuple(cells[at : 2 * at])) for at in range(1, len(cells)))


_OF_ELSE = [
    "电话费",
    "手机补贴",
    "联系人数",
    "固话、宽带费",
    "证件有效期",
    "电话",
    "手机号",
    "户号",
    "座机\r费用",
    "传真,费",
    "联系电话（村委会办公室）费用",
]


@examples(500)
@given(
    cells=st.lists(st.sampled_from([*_OF_ELSE, *_HEADERS, *_CELLS, "138", "0013", "13800138000", "5310000", "0"]), min_size=2, max_size=12),
    quoted=st.booleans(),
)
def test_below_no_header_of_a_table_that_is_not_suspect_stands_anything(cells: list[str], quoted: bool) -> None:
    """Also where the word of a header is there, with another that makes it tell of something else."""
    rows = [f'"{cell}"' for cell in cells]
    if not suspect(AROUND + (",".join(rows) if quoted else CELL + CELL.join(cells))):
        labels = {part for cell in cells for part in (cell, *cell.split("\r"))}  # a line may end with that alone
        assert not [(cell, label) for cell in cells for label in labels if find(cell, label)]


def test_a_word_beside_another_is_no_header_of_numbers() -> None:
    """Most ledgers have 电话费 among what was paid for: they need not be read cell by cell."""
    rows = f"{CELL}日期{CELL}摘要{CELL}支出{CELL}2026-03-05{CELL}付村部电话费{CELL}168.00{CELL}"
    assert not suspect(AROUND + rows)
    assert suspect(AROUND + rows.replace("摘要", "电话"))
    assert suspect(f"{AROUND}{rows}13800138{CELL}")


_MARKS = ["<b>", "</b>", "<td data-label='账户'>", "</td>", '<a href="1390000">', "</a>", "<br>", '<p style="width:1px">', "</p>\n"]
_MARKS += ["<!--", "-->", "&nbsp;", "&#49;", "<b\nid='1'>", ' d="M10 20v-6"', '\n x="1"', '<img alt="', '">', "\n"]


@examples(300)
@given(pieces=st.lists(st.sampled_from([*_MARKS, *_PIECES]), min_size=1, max_size=40))
def test_words_of_a_page_hold_what_its_texts_hold(pieces: list[str]) -> None:
    page = "".join(pieces)
    if any(find(text) or any(in_sentences(text)) for text in page_texts(page)):
        words = f"\n{CELL}\n".join(page_words(page))
        assert find(words) or any(in_sentences(words))


@examples(300)
@given(pieces=st.lists(st.sampled_from([*_PIECES, "2026-10-01", "2001-0001/", "list", "62220212", "银行卡"]), min_size=1, max_size=30))
def test_a_run_that_is_looked_at_no_further_holds_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_numbers, "_may_hold", lambda *_: True)
        every = list(numbers(text))
    assert list(numbers(text)) == every


_SEGMENTS = ["notices", "_search/", "2026-10", "2001-0001", "wang", "list", "138", "0013", "8001", "3组12号", "@a", "x", "E", *"//.-_"]
_NAMES = st.lists(st.lists(st.sampled_from(_SEGMENTS), min_size=1, max_size=9), min_size=1, max_size=4)


@examples(200)
@given(paths=_NAMES, ending=st.sampled_from(["html", "json", "pdf", "com"]))
def test_names_hold_nothing_together_only_if_each_holds_nothing(paths: list[list[str]], ending: str) -> None:
    together = [f"a/{''.join(parts)}.{ending}" for parts in paths]
    if nothing_in(together):
        assert not [path for path in together if in_name(path)]


@examples(200)
@given(
    text=st.text(
        st.one_of(st.sampled_from("组队社屯巷弄胡同栋幢号楼#＃门牌户籍地家住址在第"), st.sampled_from("09０一十 \u200b.-")), max_size=20
    )
)
def test_a_door_begins_alike_with_and_without_a_look_behind(text: str) -> None:
    behind = {match.start() for match in DOOR_BEGUN.finditer(text)}
    if behind:
        assert re.search(DOOR_WORDS.pattern, text)


def test_names_of_files_are_looked_at_together() -> None:
    paths = [
        *(f"finance/2026-{month:02}/index.html" for month in range(1, 13)),
        "_search/current/9f13800013800ab.json",
        "posters/2026-10.pdf",
    ]
    assert nothing_in(paths)
    for bad in (
        "notices/wang-13800138000.jpg",
        "notices/3组12号.html",
        "a/wang13800138000li.html",
        "微信号/zhangsan.html",
        "_search/13800138000/a.json",
    ):
        assert in_name(bad)
        assert not nothing_in([*paths, bad])
    assert not nothing_in(["notices/3组12号", "井.html"])  # what follows would make a well of the house


@pytest.mark.parametrize("ending", ["csv", "CSV", "xlsx", "XLSX"])
def test_a_table_is_one_however_its_ending_is_written(ending: str) -> None:
    """Only the header tells what the number below it is."""
    rows = [["项目", "电话"], *([AROUND, ""],) * 3, ["收入", "62345678"]]
    data = workbook(rows) if ending.lower() == "xlsx" else "\n".join(map(",".join, rows)).encode()
    assert [finding.code for finding in findings(f"a.{ending}", data)] == ["personal-phone"]


@pytest.mark.parametrize("header", ["账号", "一卡通", "医保编号", "户号"])
@pytest.mark.parametrize(
    "number",
    [
        "1234567",
        "3203 1112 34",
        "3203-11-12345",
        "3203·1112·3456",
        "320 1112",
        "3-2-0-3-1-1-2",
        "32.03.11.2",
        "（3203）111",
        "３２０３　１１１",
        "32O3111",
        "320311X",
        "A-320311",
        "abc 32031",
    ],
)
def test_a_number_below_a_header_is_one_however_it_is_set_apart(header: str, number: str) -> None:
    rows = [["项目", "电话费", header], *([AROUND, "", ""],) * 3, ["补助", "", number]]
    assert len([*findings("a.csv", "\n".join(map(",".join, rows)).encode())]) == 1


_SET_APART = st.text(st.sampled_from("0000112358 -./·、()\u3000OlXxAb１年元,"), min_size=5, max_size=14)


@examples(500)
@given(header=st.sampled_from(["账户", "卡号", "个人编号", "户口簿", "低保证"]), cells=st.lists(_SET_APART, min_size=1, max_size=6))
def test_a_number_below_a_header_is_found_in_a_table_as_in_its_cell(header: str, cells: list[str]) -> None:
    if any(find(cell, header) for cell in cells):
        assert suspect(AROUND + CELL + CELL.join([header, "电话费", *cells]))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "电话"], ["王某", "6512345", "一般户"], ["李某", "无", "外出务工"]],
        [["姓名", "电话"], ["李某", "无", "外出务工"], ["王某", "6512345", "一般户"]],
        [["联系方式一览", "村委会制"], ["姓名", "电话", "备注"], ["王某", "6512345"]],
        [["姓名", "电话"], ["王某", "2026-03-01 6512345"]],
        [["姓名", "卡号"], ["王某", "2026-03-01 2026-03-02(6512 3456 789)"]],
    ],
)
def test_a_number_is_below_its_header_whatever_else_the_table_says(ending: str, rows: list[list[str]]) -> None:
    wide = max(map(len, rows))
    filled = [[*row, *[""] * (wide - len(row))] for row in rows]
    data = workbook(filled) if ending == "xlsx" else "\n".join(map(",".join, filled)).encode()
    assert len([*findings(f"a.{ending}", data)]) == 1
