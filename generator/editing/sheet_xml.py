"""One sheet of a workbook as it is written: rows of XML, of which only those that are changed are written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from functools import cached_property
from xml.sax.saxutils import escape

from generator.classes import dataclass
from generator.editing.refused import NotEditable
from generator.load.number_format import as_shown
from generator.load.xlsx_styles import has_digits
from generator.sheets import column_index, letter

AS_STORED = Context(prec=15)
"""Digits that a spreadsheet keeps of a number."""
_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(r'(\sr=")([A-Z]{1,3})(\d{1,7})(")')
_NUMBER = re.compile(r'(\sr=")(\d{1,7})(")')
_TYPE = re.compile(r'\st="[^"]*"')
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
_REF = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})")
_MOVED = re.compile(
    r"<(?:mergeCell|autoFilter|dataValidation|conditionalFormatting|hyperlink|ignoredError|protectedRange|dimension)\b[^>]*"
)
_LINK = re.compile(r"<hyperlink\b[^>]*")
_ON_ROWS = re.compile(r"<(?:mergeCell|hyperlink)\b[^>]*/>")
_EMPTY = re.compile(r"<(mergeCells|hyperlinks)\b[^>]*></\1>")
"""What spreadsheets take for a damaged file."""
_STYLE = re.compile(r'\ss="(\d+)"')
_VALUE = re.compile(r"<v>([^<]*)</v>")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH = date(1899, 12, 30)
_RESULT = re.compile(r"(<f\b[^>]*?(?:/>|>.*?</f>))\s*<v>(.*?)</v>", re.DOTALL)
_FORMULA = re.compile(r"<f\b[^>]*>([^<]+)</f>")
_NAMED = re.compile(r"[^\x00-\x7f]|INDIRECT|OFFSET|[A-Za-z_]{4,}(?!\()\b")
_STAYS = ("<tableParts", "<drawing", "<picture", "<oleObjects", "<controls", "<extLst", "<rowBreaks")
"""What hangs on places of a sheet and is kept elsewhere in the workbook."""


@dataclass(frozen=True, slots=True)
class RowXml:
    """One row that is written: its number and its XML, with what stands before it."""

    number: int
    source: str

    def cells(self) -> dict[int, tuple[str, str]]:
        """Column → (attributes, content)."""
        match = _ROW.search(self.source)
        within = (match[2] or "") if match else ""
        return {column_index(place[2]): (each[1], each[2] or "") for each in _CELL.finditer(within) if (place := _PLACE.search(each[1]))}


@dataclass(frozen=True)
class SheetXml:
    """All of the part: what stands before the rows, the rows, what stands behind them."""

    head: str
    rows: tuple[RowXml, ...]
    tail: str

    def written(self) -> str:
        return self.head + "".join(row.source for row in self.rows) + self.tail

    @cached_property
    def formulas(self) -> dict[int, frozenset[int]]:
        """Row → columns of the cells that hold a formula."""
        return {
            row.number: frozenset(i for i, (_, content) in row.cells().items() if "<f" in content)
            for row in self.rows
            if "<f" in row.source
        }

    @cached_property
    def asks_others(self) -> bool:
        """A formula of it may speak of another sheet, or of what has a name."""
        formulas = (formula for row in self.rows if row.number in self.formulas for formula in _FORMULA.findall(row.source))
        return any("!" in formula or _NAMED.search(formula) for formula in formulas)

    @cached_property
    def merged(self) -> tuple[tuple[int, int, int, int], ...]:
        """(first row, first column, last row, last column) of each merged area."""
        areas = []
        for ref in re.findall(r'<mergeCell\s+ref="([A-Z]+\d+):([A-Z]+\d+)"', self.tail):
            (first, top), (last, bottom) = (re.fullmatch(r"([A-Z]+)(\d+)", each).groups() for each in ref)  # type: ignore[union-attr]
            areas.append((int(top), column_index(first), int(bottom), column_index(last)))
        return tuple(areas)

    def with_texts(
        self, number: int, texts: Mapping[int, str], shown: Mapping[int, tuple[str, str]], formats: Sequence[str] = ()
    ) -> SheetXml:
        """The cells of a row with other texts; a cell keeps its format, one that is new has that of the cell above it. ``shown``: what the
        screen shows in the cell and in the one above it, by which a number or a day is stored as it is there; ``formats``: of numbers, of
        each style of the workbook, by which a number is stored where neither holds one."""
        at = next((i for i, row in enumerate(self.rows) if row.number >= number), len(self.rows))
        there = self.rows[at] if at < len(self.rows) and self.rows[at].number == number else None
        above = self.rows[at - 1].cells() if at and self.rows[at - 1].number == number - 1 else {}
        row = there or RowXml(number, f'<row r="{number}"></row>')
        cells = row.cells()
        for i, text in texts.items():
            was, over = cells.get(i), above.get(i)
            both = zip((was, over), shown[i], strict=True)
            like = next(((cell, seen) for cell, seen in both if cell and cell[1] and seen), (("", ""), ""))
            style = _STYLE.search((was or over or ("", ""))[0])
            form = formats[int(style[1])] if style and int(style[1]) < len(formats) else "General"
            stored = _number(text, *like) or _number_in_format(text, form, shown[i][1])
            cells[i] = _cell(f"{letter(i)}{number}", style[0] if style else "", text, stored)
        made = _row(row, cells)
        return replace(self, rows=(*self.rows[:at], made, *self.rows[at + (there is not None) :]))

    def with_blank_rows(self, number: int, count: int) -> SheetXml:
        """Rows put in before row ``number``, blank, as the row above them looks."""
        shifted = self._shifted(lambda n: n + count if n >= number else n)
        like = next((row for row in reversed(self.rows) if row.number < number), None)
        blank = {i: (attributes, "") for i, (attributes, content) in (like.cells() if like else {}).items() if "<f" not in content}
        made = [_row(_renumbered(like or RowXml(0, '<row r="0"></row>'), number + i), _at(blank, number + i)) for i in range(count)]
        at = next((i for i, row in enumerate(shifted.rows) if row.number >= number), len(shifted.rows))
        return replace(shifted, rows=(*shifted.rows[:at], *made, *shifted.rows[at:]))

    def without_rows(self, number: int, count: int) -> SheetXml:
        """Raises NotEditable where something is merged over them."""
        if any(top < number + count and bottom >= number and bottom > top for top, _, bottom, _ in self.merged):
            raise NotEditable("这几行里有合并的格子，在这里删不了。在 WPS 里删。")
        left = replace(self, rows=tuple(row for row in self.rows if not number <= row.number < number + count))
        gone = tuple(range(number, number + count))
        tail = _ON_ROWS.sub(lambda m: "" if any(re.search(rf'\sref="[A-Z]+{n}[:"]', m[0]) for n in gone) else m[0], left.tail)
        return replace(left, tail=_EMPTY.sub("", tail))._shifted(lambda n: n - count if n >= number + count else n)

    def in_order(self, number: int, order: Sequence[int]) -> SheetXml:
        """Rows put in another order, each with all it has. Raises NotEditable where a formula or a merged cell is among them."""
        last = number + len(order) - 1
        if any(number <= n <= last for n in self.formulas) or any(top <= last and bottom >= number for top, _, bottom, _ in self.merged):
            raise NotEditable("这几行里有公式或者合并的格子，在这里排不了。在 WPS 里排。")
        part = {row.number - number: row for row in self.rows if number <= row.number <= last}
        moved = [_renumbered(part[old], number + new) for new, old in enumerate(order) if old in part]
        rows = sorted([*(row for row in self.rows if not number <= row.number <= last), *moved], key=lambda row: row.number)
        to = {number + old: number + new for new, old in enumerate(order)}
        return replace(self, rows=tuple(rows), tail=_LINK.sub(lambda m: _placed(m[0], lambda n: to.get(n, n)), self.tail))

    def with_results(self, results: Mapping[tuple[int, int], str]) -> SheetXml:
        """What formulas give, by (row, column); "" where nobody can tell: whoever reads the file is then told so."""

        def result(match: re.Match[str]) -> str:
            place = _PLACE.search(match[1])
            content = match[2] or ""
            now = results.get((int(place[3]), column_index(place[2]))) if place and "<f" in content else None
            was = _RESULT.search(content)
            if now is None or (was and now and same_number(was[2], now)) or not (was or now):
                return match[0]
            formula = re.search(r"<f\b[^>]*?(?:/>|>.*?</f>)", content, re.DOTALL)
            value = f"<v>{now}</v>" if now else ""
            return f"<c{_TYPE.sub('', match[1])}>{formula[0] if formula else ''}{value}</c>"

        rows = (replace(row, source=_CELL.sub(result, row.source)) if row.number in self.formulas else row for row in self.rows)
        return replace(self, rows=tuple(rows))

    def results(self) -> dict[tuple[int, int], str]:
        """(row, column) → the stored result of each formula, "" for none."""
        return {
            (row.number, i): was[2] if (was := _RESULT.search(content)) else ""
            for row in self.rows
            if row.number in self.formulas
            for i, (_, content) in row.cells().items()
            if "<f" in content
        }

    def refuse_hanging(self, formulas: bool) -> None:
        """NotEditable where something hangs on the places of rows; ``formulas``: somewhere in the workbook there are some."""
        if formulas:
            raise NotEditable("这张表里有公式，在这里加一行、删一行，公式会指到别的格子。在 WPS 里加、删；改格子里的内容可以在这里。")
        if any(mark in self.tail for mark in _STAYS):
            raise NotEditable("这张表里有图片、筛选的表格或者分页，在这里加不了行、删不了行。在 WPS 里加、删。")

    def _shifted(self, to: Callable[[int], int]) -> SheetXml:
        """Rows, and what is said of places behind them, under other numbers."""
        rows = tuple(_renumbered(row, to(row.number)) if to(row.number) != row.number else row for row in self.rows)
        head, tail = (_MOVED.sub(lambda m: _placed(m[0], to), part) for part in (self.head, self.tail))
        return replace(self, head=head, rows=rows, tail=tail)


def _placed(mark: str, to: Callable[[int], int]) -> str:
    """What is said of places, with other numbers of rows."""
    return re.sub(r'((?:sq)?ref=")([^"]*)', lambda m: m[1] + _REF.sub(lambda p: f"{p[1]}{to(int(p[2]))}", m[2]), mark)


def read_sheet(source: str) -> SheetXml:
    """Raises NotEditable for a part that is written in a way of its own."""
    source = re.sub(r"<sheetData\s*/>", "<sheetData></sheetData>", source, count=1)
    head, mark, rest = source.partition("<sheetData>")
    within, closing, tail = rest.partition("</sheetData>")
    if not (mark and closing) or "<![CDATA[" in source or "<mc:" in within:
        raise NotEditable("这个表格的写法特别，在这里改不了。在 WPS 里改。")
    rows, at = [], 0
    for match in _ROW.finditer(within):
        number = _NUMBER.search(match[1])
        if number is None or len(_CELL.findall(match[2] or "")) != len(_PLACE.findall(match[2] or "")):
            raise NotEditable("这个表格里有的行没有编号，在这里改不了。用 WPS 打开，保存一次，再来填。")
        rows.append(RowXml(int(number[2]), within[at : match.end()]))
        at = match.end()
    return SheetXml(head + mark, tuple(rows), within[at:] + closing + tail)


def _cell(place: str, style: str, text: str, number: str) -> tuple[str, str]:
    """Attributes and content of a cell; ``number``: how the text is stored where it is one."""
    attributes = f' r="{place}"{style}'
    if not text:
        return attributes, ""
    if number:
        return attributes, f"<v>{number}</v>"
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'{attributes} t="inlineStr"', f"<is><t{space}>{escape(text)}</t></is>"


def _number(text: str, like: tuple[str, str], shown: str) -> str:
    """How a text is stored as a number, as ``like`` is which shows as ``shown``: 1200 beside 1,000.00, a day beside a day. "" for a text:
    beside texts, and where a format shows another number than the one that is stored."""
    stored = _VALUE.search(like[1])
    if stored is None or _TYPE.search(like[0]):
        return ""
    if _DAY.fullmatch(shown):
        return _day_number(text)
    plain = text.replace(",", "")
    if not _PLAIN.fullmatch(plain) or not same_number(stored[1], shown.replace(",", "").strip("¥￥ ")):
        return ""
    return plain


def _number_in_format(text: str, number_format: str, above: str) -> str:
    """How a text is stored as a number where none is near that says how: as a spreadsheet does with what is typed, where it then shows that
    number. "" for a text, and below a text with digits in it: numbers of vouchers are written as those before them."""
    plain = text.replace(",", "")
    below_words = re.search(r"\d", above) and not _PLAIN.fullmatch(above.replace(",", ""))
    if below_words or not _PLAIN.fullmatch(plain):
        return ""
    seen = as_shown(Decimal(plain), number_format).text
    if number_format == "General":
        return plain if seen == text and len(plain) < 12 else ""  # 1.10 may be a number of a chapter; longer ones are shown as 1E+11
    return plain if has_digits(number_format) and same_number(plain, seen.replace(",", "")) else ""


def _day_number(text: str) -> str:
    """How a spreadsheet stores a day that is written 2026-03-05; "" for what is no such day, and before March 1900, where it counts one too
    many."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else _EPOCH
    except ValueError:  # 2026-02-30
        return ""
    return str((day - _EPOCH).days) if (day - _EPOCH).days > 60 else ""


def _row(row: RowXml, cells: dict[int, tuple[str, str]]) -> RowXml:
    match = _ROW.search(row.source)
    attributes = re.sub(r'\sspans="[^"]*"', "", match[1]) if match else f' r="{row.number}"'
    within = "".join(_written(*cells[i]) for i in sorted(cells))
    before = row.source[: match.start()] if match else ""
    return RowXml(row.number, f"{before}<row{attributes}>{within}</row>")


def _written(attributes: str, content: str) -> str:
    return f"<c{attributes}>{content}</c>" if content else f"<c{attributes}/>"


def _at(cells: dict[int, tuple[str, str]], number: int) -> dict[int, tuple[str, str]]:
    return {i: (_TYPE.sub("", _PLACE.sub(rf"\g<1>\g<2>{number}\4", attributes)), content) for i, (attributes, content) in cells.items()}


def _renumbered(row: RowXml, number: int) -> RowXml:
    source = _NUMBER.sub(rf"\g<1>{number}\3", row.source, count=1)
    return RowXml(number, _PLACE.sub(rf"\g<1>\g<2>{number}\4", source))


def same_number(was: str, now: str) -> bool:
    """True for two ways to store one number to 15 digits: 399.49999999999994 is 399.5."""
    try:
        return AS_STORED.plus(Decimal(was)) == Decimal(now)
    except InvalidOperation:
        return False


def characters(text: str) -> Iterator[str]:
    """Those of a text that XML cannot hold."""
    return (
        char for char in text if (ord(char) < 32 and char not in "\t\n\r") or ord(char) in (0xFFFE, 0xFFFF) or 0xD800 <= ord(char) < 0xE000
    )
