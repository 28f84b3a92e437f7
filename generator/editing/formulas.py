"""What the formulas of a workbook give after a cell was changed: sums and simple arithmetic. Of all others nobody here can say.

SUM, ROUND, + - * and brackets over cells and areas are what clerks write. Amounts are exact, as Decimal; a spreadsheet's own result that is
the same to 15 digits is left as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from html import unescape

from generator.editing.sheet_xml import AS_STORED, SheetXml
from generator.sheets import column_index, letter

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?:(?P<sheet>'[^']+'|[^\s'!()+*,:=<>&^%/-]+)!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(])"
    r"|(?P<call>SUM|ROUND)\(|(?P<mark>[-+*(),]))"
)
_REF = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})")
_MOST = 200_000
"""Cells that the formulas of one workbook may ask for."""
CellPlace = tuple[str, int, int]
"""Sheet, row from 1, column from 0."""


class _Unknown(Exception):
    """A formula that is not understood, or rests on what is not."""


def recalculated(sheets: Mapping[str, SheetXml], changed: str) -> dict[str, SheetXml]:
    """The same sheets after a change of one, with the results that formulas have now, and without those that cannot be told."""
    book = _Book(sheets)
    touched = {name for name, sheet in sheets.items() if sheet.formulas and (name == changed or sheet.asks_others)}
    return {name: sheet.with_results(dict(book.results(name))) if name in touched else sheet for name, sheet in sheets.items()}


class _Book:
    def __init__(self, sheets: Mapping[str, SheetXml]) -> None:
        self._rows = {name: {row.number: row for row in sheet.rows} for name, sheet in sheets.items()}
        self._formulas = {name: sheet.formulas for name, sheet in sheets.items()}
        self._cells: dict[tuple[str, int], dict[int, tuple[str, str]]] = {}
        self._shared = {
            (name, number): (formula, row.number, column)
            for name, sheet in sheets.items()
            for row in sheet.rows
            if 't="shared"' in row.source
            for column, (_, content) in row.cells().items()
            for number, formula in _shared_here(content)
        }
        self._known: dict[CellPlace, Decimal | None] = {}
        self._asked = 0

    def results(self, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
        """(row, column) of each formula → its result as it is stored; "" where it cannot be told."""
        for row, columns in self._formulas[sheet].items():
            for column in columns:
                try:
                    value = self.value((sheet, row, column)) or Decimal(0)
                except (_Unknown, InvalidOperation, RecursionError):
                    yield (row, column), ""
                else:
                    yield (row, column), _stored(value)

    def value(self, place: CellPlace) -> Decimal | None:
        """A number; None for a text or nothing. Raises _Unknown."""
        self._asked += 1
        if self._asked > _MOST:
            raise _Unknown
        if place in self._known:
            return self._known[place]
        sheet, row, column = place
        if (sheet, row) not in self._cells:
            there = self._rows.get(sheet, {}).get(row)
            self._cells[sheet, row] = there.cells() if there else {}
        attributes, content = self._cells[sheet, row].get(column, ("", ""))
        if "<f" in content:
            value: Decimal | None = self._worked_out(self._formula(content, place), sheet)
        else:
            if 't="e"' in attributes:
                raise _Unknown  # #REF! and the like, of which every sum is one
            number = re.search(r"<v>([^<]*)</v>", content)
            value = Decimal(number[1]) if number and not re.search(r'\st="(?!n")', attributes) else None
        self._known[place] = value
        return value

    def _formula(self, content: str, place: CellPlace) -> str:
        """The formula of a cell, which it may share with those above. Raises _Unknown for one of an area."""
        match = re.match(r"\s*<f([^>]*?)(?:/>|>([^<]*)</f>)", content)
        if match is None or "array" in match[1] or "dataTable" in match[1]:
            raise _Unknown
        if match[2]:
            return unescape(match[2])
        number = re.search(r'\ssi="(\d+)"', match[1])
        if number is None or (place[0], number[1]) not in self._shared:
            raise _Unknown
        formula, row, column = self._shared[place[0], number[1]]
        return _moved(formula, place[1] - row, place[2] - column)

    def _worked_out(self, formula: str, sheet: str) -> Decimal:
        tokens = _tokens(formula)
        value = self._sum(tokens, sheet)
        if tokens:
            raise _Unknown
        return value

    def _sum(self, tokens: list[re.Match[str]], sheet: str) -> Decimal:
        value = self._product(tokens, sheet)
        while tokens and tokens[0]["mark"] in ("+", "-"):
            sign = 1 if tokens.pop(0)["mark"] == "+" else -1
            value += sign * self._product(tokens, sheet)
        return value

    def _product(self, tokens: list[re.Match[str]], sheet: str) -> Decimal:
        value = self._one(tokens, sheet)
        while tokens and tokens[0]["mark"] == "*":
            tokens.pop(0)
            value *= self._one(tokens, sheet)
        return value

    def _one(self, tokens: list[re.Match[str]], sheet: str) -> Decimal:
        if not tokens:
            raise _Unknown
        token = tokens.pop(0)
        if token["number"]:
            return Decimal(token["number"])
        if token["first"] and not token["last"]:
            place = self._place(token, sheet)
            value = self.value(place)
            if value is None and self._holds_text(place):
                raise _Unknown
            return value or Decimal(0)
        if token["mark"] in ("-", "+"):
            return self._one(tokens, sheet) * (-1 if token["mark"] == "-" else 1)
        if token["mark"] == "(":
            value = self._sum(tokens, sheet)
            self._expect(tokens, ")")
            return value
        if token["call"] == "SUM":
            return self._summed(tokens, sheet)
        if token["call"] == "ROUND":
            value = self._sum(tokens, sheet)
            self._expect(tokens, ",")
            places = self._sum(tokens, sheet)
            self._expect(tokens, ")")
            return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
        raise _Unknown

    def _summed(self, tokens: list[re.Match[str]], sheet: str) -> Decimal:
        """What SUM( … ) gives; texts in areas count nothing, as a spreadsheet has it."""
        value = Decimal(0)
        while True:
            if tokens and tokens[0]["last"]:
                value += sum((each for place in self._area(tokens.pop(0), sheet) if (each := self.value(place))), Decimal(0))
            else:
                value += self._sum(tokens, sheet)
            if tokens and tokens[0]["mark"] == ",":
                tokens.pop(0)
                continue
            self._expect(tokens, ")")
            return value

    def _area(self, token: re.Match[str], sheet: str) -> Iterator[CellPlace]:
        name, top, left = self._place(token, sheet)
        bottom, right = _row_and_column(token["last"])
        rows = self._rows.get(name, {})
        for row in range(top, min(bottom, max(rows, default=0)) + 1):
            if row in rows:
                yield from ((name, row, column) for column in range(left, right + 1))

    def _place(self, token: re.Match[str], sheet: str) -> CellPlace:
        name = (token["sheet"] or sheet).strip("'")
        if name not in self._rows:
            raise _Unknown  # a hidden sheet, or another workbook
        return name, *_row_and_column(token["first"])

    def _holds_text(self, place: CellPlace) -> bool:
        return bool(self._cells[place[0], place[1]].get(place[2], ("", ""))[1])

    def _expect(self, tokens: list[re.Match[str]], mark: str) -> None:
        if not tokens or tokens.pop(0)["mark"] != mark:
            raise _Unknown


def _row_and_column(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    return (int(match[4]), column_index(match[2])) if match else (0, 0)


def _shared_here(content: str) -> Iterator[tuple[str, str]]:
    """(number, text) of a formula that this cell shares with others."""
    match = re.match(r'\s*<f\b(?=[^>]*t="shared")[^>]*\ssi="(\d+)"[^>]*>([^<]+)</f>', content)
    if match:
        yield match[1], unescape(match[2])


def _moved(formula: str, rows: int, columns: int) -> str:
    """A formula as a cell that many rows and columns further has it; what is fixed with $ stays."""

    def moved(match: re.Match[str]) -> str:
        if not (match[1] or column_index(match[2]) + columns >= 0) or not (match[3] or int(match[4]) + rows > 0):
            raise _Unknown
        column = match[2] if match[1] else letter(column_index(match[2]) + columns)
        return f"{match[1]}{column}{match[3]}{match[4] if match[3] else int(match[4]) + rows}"

    if "'" in formula or "!" in formula or '"' in formula:
        raise _Unknown  # a name of a sheet may look like a cell
    return _REF.sub(moved, formula)


def _tokens(formula: str) -> list[re.Match[str]]:
    tokens: list[re.Match[str]] = []
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None or len(tokens) > 2_000:
            raise _Unknown
        tokens.append(match)
        at = match.end()
    return tokens


def _stored(value: Decimal) -> str:
    rounded = AS_STORED.plus(value)
    return f"{rounded.normalize():f}" if rounded else "0"
