"""Figures of a year that several lists offer alike: of each row, summed over the year, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from generator import periods, values
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._sheets import anchors
from generator.model import Dataset
from generator.offered import YUAN, Offered, OfferedFigure

Offers = Callable[[Kind, Datasets, str, Context], Iterable[Offered]]
"""Given the kind and its files of the year, the newest first."""


def of_rows(by: str, *columns: str) -> Offers:
    """Amounts and days of each row of the newest file by its name: 「二组道路硬化结算」."""

    def offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[Offered]:
        data = files[0]
        for n, row in enumerate(data.rows):
            title, path = kind.place(data, n) or ("", "")
            for column in columns:
                name, value = f"{row.text(by)}{column}", row[column]
                if isinstance(value, date):
                    yield OfferedFigure(name, None, "", path, title, values.date_cn(value), told=False)
                elif isinstance(value, int):
                    yield OfferedFigure(name, value, YUAN, path, title, told=False)

    return offers


def counted(name: str, unit: str, *aliases: str) -> Offers:
    """How many rows the newest file has."""

    def offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[Offered]:
        title, path = kind.place(files[0], 0) or ("", "")
        yield OfferedFigure(name, len(files[0].rows), unit, path.partition("#")[0], title, aliases=aliases)

    return offers


def summed(name: str, column: str, *aliases: str) -> Offers:
    """An amount over the whole year, each day of it once: a file of a year counts for those of its quarters."""

    def offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[Offered]:
        apart = each_once(files)
        title, path = kind.place(apart[0], 0) or ("", "")
        fen = sum(row.fen(column) or 0 for data in apart for row in data.rows)
        yield OfferedFigure(name, fen, YUAN, path.partition("#")[0], title, aliases=aliases)

    return offers


def each_once(files: Iterable[Dataset]) -> list[Dataset]:
    """Without those whose period lies within that of another."""
    spans = [(data, periods.period_months(data.key)) for data in files]
    return [
        data
        for data, (first, last) in spans
        if not any(other is not data and start <= first and last <= end and (start, end) != (first, last) for other, (start, end) in spans)
    ]


def several(*offers: Offers) -> Offers:
    """One after another."""
    return lambda kind, files, year, context: (item for each in offers for item in each(kind, files, year, context))


def of_numbers(by: str, *columns: tuple[str, str], unit: str = "") -> Offers:
    """Numbers of each row that are no money: (column, what stands behind the name). Where one is left out, what is shown in its place.
    ``unit``: the column that names it."""

    def offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[Offered]:
        data = files[0]
        for row, anchor in zip(data.rows, anchors(data), strict=True):
            title, path = kind.place(data, 0) or ("", "")
            for column, behind in columns:
                value, text = row[column], row.text(column)
                known = value if isinstance(value, int | Decimal) else None
                if known is not None or text:
                    words = "" if known is not None else text
                    measured = row.text(unit) if unit and known is not None else ""
                    yield OfferedFigure(
                        row.text(by) + behind, known, measured or ("人" if known is not None else ""), f"{path.partition('#')[0]}#{anchor}", title, words, told=False
                    )  # fmt: skip

    return offers
