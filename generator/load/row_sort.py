"""What a row below a header is: data, a stated sum, or something that is none of the data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from generator import sum_rows, values
from generator.kind import EXAMPLE, SUMS, Kind
from generator.load.grid import GridRow
from generator.load.header import Header
from generator.load.stated import is_label, is_stated, states_something
from generator.load.units import is_unit_row
from generator.pattern import lazy

RowSort = Literal[
    "data", "opening", "total", "subtotal", "named", "year", "quarter", "carried", "nothing", "example-left", "unclear-sum", "stated"
]
"""``named``: a row like 零星工程合计, a sum where it comes to the rows above it, else a question to the clerk."""
_SIGNED = "制表|填表|审核|复核|会计|出纳|报账员|记账|主任|书记|负责人|单位负责|监委|监督|理财|公章|盖章|注|备注|说明|附注"
_FOOTER = lazy(rf"村?({_SIGNED})[^:\uff1a]{{0,8}}[:\uff1a]|本月(无|没有)")
_CLOSING = lazy(
    r"(填报|填制|制表|报送|公示|公布|公开|打印|编制|记账|结账|张榜)(日期|时间|单位|人|地点)?[:\uff1a].*|(联系|监督|举报|咨询|服务)?电话[:\uff1a].*|联系人[:\uff1a].*"
    r"|附(件|单据|凭证|注)?[:\uff1a].*|(共|附)*单据.{0,6}张|(日期|时间|地址|单位)[:\uff1a].*|第\d+页.*|共\d+页|.{0,20}[(\uff08](盖章|公章|签字|签名|章)[)\uff09].*"
    r"|.{2,24}(村民委员会|村委会|监督委员会|监委会|经济合作社|股份经济合作社|经济联合社|人民政府|财政所|服务中心|理财小组|代理中心)"
)
"""What stands below a table on paper: who made it, when, for whom, what is attached."""
DATED = lazy(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
_NO_ENTRIES = lazy(r"(?:本月|本期|本季|当月)?(?:无|没有)(?:收支|发生额?|业务|收入支出|收入和支出)(?:发生)?")
_DIGIT = lazy(r"\d")
_LIKE_A_SUM = lazy(r".*(合计|小计|累计|总计|共计|结转|结余|结存|余额|次页|前页|上页|下页|下年度?|转次年|月结|年结|发生额)数?")
_MONTH_SUM = lazy(r"\d{1,2}月份?(合计|小计|发生额)")
_NUMERAL = lazy("[零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟?？]")
FEW = 4
"""Cells that a row of closing lines has at most."""
_FREE_TEXT = frozenset({"说明", "备注", "摘要", "事项", "事由", "原因"})
_remembered = lru_cache(maxsize=1 << 14)


def sort_row(row: GridRow, header: Header, kind: Kind) -> RowSort:
    """The form's own example, footers and blank rows are nothing; what only looks like a sum is said to be unclear."""
    first = next((c for c in row.cells if c), "")
    label = cell_under(row, header, kind.label_column)
    if _is_entry(row, first, label, kind):
        return "data"
    if row.blank:
        return "nothing"
    if first.startswith(("例:", EXAMPLE)):
        return "nothing" if _is_example(row, header, kind) else "example-left"
    if first == kind.example and _is_example(row, header, kind, whole=True):
        return "example-left"
    if is_stated(row):
        return "stated"
    if is_unit_row(row):
        return "nothing"
    labels = {sum_rows.bare(first), sum_rows.bare(label)}
    marks = {kind.sum_by_label[text] for text in labels if text in kind.sum_by_label}
    if marks:
        return next(mark for mark in SUMS if mark in marks)
    if kind.subtotal_labels and any(map(_is_month_sum, labels)):
        return "total"
    if kind.opening_labels and any(map(says_no_entries, labels)):
        return "total"  # with a balance, or with nothing at all
    if (
        _is_footer(row, header, {first, label})
        or _is_signed(row)
        or (kind.total_labels and _heads_a_part(row))
        or closes(row)
        or _is_dated(row, header)
    ):
        return "stated" if states_something(row) else "nothing"
    if kind.total_labels:
        return _sum_or_data(row, header, kind, labels)
    return "data"


_OF_SUMS = lazy("[计结转页]")
"""Every word for a sum or for what is carried on has one of these, wherever in a row it stands."""


def _is_entry(row: GridRow, first: str, label: str, kind: Kind) -> bool:
    """True for most rows of most files, which nothing could make anything but data; what their texts say is asked once for each text."""
    if len(row.cells) - row.cells.count("") <= FEW or first == kind.example:  # closing lines and units have few cells
        return False
    if not (_says_nothing(first, kind.sum_labels) and _says_nothing(label, kind.sum_labels)):
        return False
    return not kind.total_labels or not _OF_SUMS.search("".join(row.cells))


@_remembered
def _says_nothing(text: str, labels: frozenset[str]) -> bool:
    """True where no rule asks more of a row that begins with the text, or has it as its label."""
    label = sum_rows.bare(text)
    rules = (_is_month_sum, says_no_entries, _is_like_a_sum)
    told = label in labels or any(rule(label) for rule in rules) or _begins_a_footer(text) or is_label(text)
    return not (told or text.startswith(("例:", EXAMPLE)))


def _sum_or_data(row: GridRow, header: Header, kind: Kind, labels: set[str]) -> RowSort:
    """What the words of any cell say; a complete entry whose 摘要 only ends in 合计 stays one."""
    marks_of_row: set[str] = set()
    for i, cell in enumerate(row.cells):
        if cell and _OF_SUMS.search(cell):
            column = header.columns.get(i)
            if column is not None and column.type not in ("text", "date", "when"):
                continue
            free = column is not None and column.name in _FREE_TEXT and column.name != kind.label_column
            if sum_rows.bare(cell) in (sum_rows.PAGE_TURNS if free else sum_rows.CARRIED):
                return "carried"
            marks_of_row.add(sum_rows.only_states(cell) if free else sum_rows.states(cell))
    if "total" in marks_of_row:
        return "total"
    if "subtotal" in marks_of_row:
        return "subtotal"
    unclear = any(map(_is_like_a_sum, labels))
    if "named" not in marks_of_row and not unclear:
        return "data"
    told = [cell_under(row, header, c.name) for c in kind.columns if not c.blank and c.name != kind.label_column]
    first = next(c for c in row.cells if c)
    complete = len(told) > 1 and all(told) and first not in told[1:]
    plain = any(map(sum_rows.only_states, row.cells))
    if "named" in marks_of_row and (plain or not (complete and kind.label_column in _FREE_TEXT)):
        return "named"
    return "unclear-sum" if unclear and all(cell in ("", first) for cell in told) else "data"


@_remembered
def says_no_entries(label: str) -> bool:
    """本月无收支."""
    return bool(_NO_ENTRIES.fullmatch(label))


_TITLE = lazy(r"[^\d,，。]{2,20}(情况|明细|统计|一览|台账|公示|清单|名单|表)")


def begins_another(row: GridRow, following: GridRow | None, header: Header, kind: Kind) -> bool:
    """True where a second table begins: its title and header, or a row of words only where every row has an amount or a day."""
    if _DIGIT.search(row.cells[0]) and len(row.cells) - row.cells.count("") > 1:
        return False  # a day or a number: nearly every row
    cells = [cell for cell in row.cells if cell]
    if len(cells) == 1:
        return titles_another(row, following)
    if not _only_words(row, 3):
        return False
    must = [c for c in kind.columns if not c.blank and c.type in ("date", "when", "money", "number", "count")]
    if not must or any(map(sum_rows.states, cells)):
        return False
    here = [cell_under(row, header, column.name) for column in must]
    chosen = any(cell_under(row, header, c.name) in c.choices for c in kind.columns if c.choices)
    return not chosen and all(cell and not _NUMERAL.search(cell) for cell in here)  # else an entry that lacks its day or its amount


def titles_another(row: GridRow, following: GridRow | None) -> bool:
    """True for the title of a second table, with its header below it."""
    cells = [cell for cell in row.cells if cell]
    titled = len(cells) == 1 and _TITLE.fullmatch(re.sub(r"[(\uff08].*?[)\uff09]|\s", "", cells[0]))
    return bool(titled) and following is not None and _only_words(following, 2)


def _only_words(row: GridRow, least: int) -> bool:
    cells = [cell for cell in row.cells if cell]
    return len(cells) >= least and not any(_DIGIT.search(cell) or len(cell) > 12 for cell in cells)


def is_page_turn(row: GridRow) -> bool:
    """True for 承前页, 承上页, 接上页."""
    return any(sum_rows.bare(cell)[:1] in ("承", "接") for cell in row.cells if cell)


@_remembered
def _is_month_sum(label: str) -> bool:
    return bool(_MONTH_SUM.fullmatch(label))


@_remembered
def _is_like_a_sum(label: str) -> bool:
    return bool(_LIKE_A_SUM.fullmatch(label))


@_remembered
def _begins_a_footer(text: str) -> bool:
    return bool(_FOOTER.match(text.replace(" ", "")))


def cell_under(row: GridRow, header: Header, name: str) -> str:
    """The cell below a column's name; "" where there is none."""
    at = header.places.get(name, -1)
    return row.cells[at] if 0 <= at < len(row.cells) else ""


def _is_example(row: GridRow, header: Header, kind: Kind, whole: bool = False) -> bool:
    """True for the greyed row of the form. ``whole``: every cell of it, though without 「例：」."""
    example = dict(zip((c.name for c in kind.form_columns), kind.example_row(), strict=True))
    told = {c.name: row.cells[i].replace("例:", EXAMPLE) for i, c in header.columns.items() if i < len(row.cells)}
    if whole:
        example = {name: text.removeprefix(EXAMPLE) for name, text in example.items()}
        return all(_same(told.get(name, ""), text) for name, text in example.items())
    return all(text == "" or _same(text, example.get(name, "")) for name, text in told.items())


def _same(text: str, example: str) -> bool:
    """860 is 860.00: a spreadsheet rewrites what it saves."""
    try:
        return text == example or values.parse_money(text) == values.parse_money(example)
    except ValueError:
        return False


def closes(row: GridRow) -> bool:
    """True for a row of nothing but closing lines."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) <= FEW and all(_closing(cell) for cell in cells)


def _is_dated(row: GridRow, header: Header) -> bool:
    """True for a row with nothing but the day a paper was signed on, which does not stand where an entry has its day."""
    cells = [(i, cell) for i, cell in enumerate(row.cells) if cell]
    if len(cells) != 1 or not DATED.fullmatch(cells[0][1]):
        return False
    column = header.columns.get(cells[0][0])
    return column is None or column.type not in ("date", "when")


@_remembered
def _closing(cell: str) -> bool:
    return bool(_CLOSING.fullmatch(re.sub(r"\s", "", cell)))


def begins_with_signature(row: GridRow) -> bool:
    """True for 「制表人：王某 | 审核：李某」: every cell is a line about who made the paper."""
    return all(map(_begins_a_footer, filter(None, row.cells)))


def _is_signed(row: GridRow) -> bool:
    """True for 「制表人：李某 | 审核人：王某」 and 「制表： | 李某 | 审核： | 王某」, wherever the cells stand."""
    before = ""
    for cell in filter(None, row.cells):
        if not _begins_a_footer(cell) and not (before.endswith((":", "：")) and _NAME.fullmatch(cell)):
            return False
        before = cell
    return bool(before)


_NAME = lazy("[\u4e00-\u9fff·]{2,4}")
_PART = lazy(r"[(\uff08]?[一二三四五六七八九十]{1,3}(?:[)\uff09、.．]|[)\uff09][、.．])[^\d]{1,20}")


def _heads_a_part(row: GridRow) -> bool:
    """True for 「一、债权」 alone in its row, above the rows of a part of a list."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) == 1 and bool(_PART.fullmatch(cells[0]))


def _is_footer(row: GridRow, header: Header, labels: set[str]) -> bool:
    """「制表人:… 审核:…」 below the table, 「本月无收支」 in it: no data, so no amounts and no day."""
    matched = set(filter(_begins_a_footer, labels))
    if not matched:
        return False
    typed = {row.cells[i] for i, c in header.columns.items() if c.type in ("money", "date", "when") and i < len(row.cells)} - {""}
    return typed <= matched
