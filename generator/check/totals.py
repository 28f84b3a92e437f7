"""What a table says of its own sums, and how near two figures must be when one of them was rounded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from generator import values
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Problem, Row, problem
from generator.values import yuan

Number = TypeVar("Number", int, Decimal)


def stated_totals(*names: str) -> Check:
    """A check that 合计 rows (and 小计, the sum since the last one) agree with the rows, for columns of fen or of exact numbers."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            above = 0
            for mark, row in data.marks:
                if mark == "total" and not data.broken:
                    yield from _against(row, names, data.rows, "各行相加")
                elif mark == "subtotal":
                    if not any(above < number < row.number for number in data.broken):
                        part = tuple(r for r in data.rows if above < r.number < row.number)
                        yield from _against(row, names, part, "上面各行相加")
                    above = row.number

    return check


def _against(stated: Row, names: tuple[str, ...], rows: tuple[Row, ...], how: str) -> Iterator[Problem]:
    """Nothing is said of a column with a cell that could not be read: its amount may be what is missing."""
    for name in names:
        said, total = stated[name], sum_of(rows, name)
        if any(name in row.bad for row in (stated, *rows)) or said is None or said == total:
            continue
        if isinstance(said, Decimal):
            yield wrong_sum(stated, name, said, Decimal(total), how, values.number_text)
        elif isinstance(said, int) and isinstance(total, int):
            yield wrong_sum(stated, name, said, total, how, yuan)


def sum_of(rows: Iterable[Row], name: str) -> int | Decimal:
    """Fen, or an exact number, below ``name``; blank counts as nothing."""
    total: int | Decimal = 0
    for row in rows:
        value = row[name]
        total += value if isinstance(value, int | Decimal) else 0
    return total


def fen_of(rows: Iterable[Row], name: str) -> int:
    """The sum below ``name`` in fen."""
    return sum(row.fen(name) or 0 for row in rows)


def wrong_sum(row: Row, name: str, stated: Number, total: Number, how: str, say: Callable[[Number], str]) -> Problem:
    """What was stated, what it is, and by how much they differ."""
    more = stated - total
    said = f"{name}写的是 {say(stated)}，{how}是 {say(total)}，{'多' if more > 0 else '少'}了 {say(abs(more))}。"
    return problem("total-mismatch", row.at(name), said, excerpt=row.excerpt())


def last_digit(text: str, fen: int) -> int:
    """What the last digit of a written amount is worth, in fen: 100 of 「44100」, 10,000 of 「4.41」 read as 万元.

    The unit may stand in the header only, so it is known from the amount the text was read as.
    """
    plain = unicodedata.normalize("NFKC", values.clean(text))
    decimals = len(found[1]) if (found := re.search(r"\.(\d+)", plain)) else 0
    for unit, worth in values.UNITS.items():
        if values.parse_money(text, unit) == fen:
            worth = values.UNITS["万元"] if "万" in plain else worth
            shown: int = worth // 10**decimals
            return max(1, shown)
    return 1


def agree(a: int, b: int, digit: int) -> bool:
    """True where two amounts in fen differ by no more than half of the last digit shown (K20)."""
    return abs(a - b) * 2 <= digit
