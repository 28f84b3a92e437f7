"""What a table says of its own sums, and how near two figures must be when one of them was rounded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from generator import values
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Dataset, Problem, Row, Source, problem
from generator.sum_rows import FEWER_SUMS, Line, bare, covers_all, how_summed, may_be_sum_of, names_rows, states, too_many
from generator.values import yuan

Number = TypeVar("Number", int, Decimal)


def stated_totals(*names: str, whole: bool = True) -> Check:
    """A check that every stated sum agrees with rows it may be the sum of, in the columns ``names`` (fen or exact numbers).

    ``whole``: 合计 is the sum of all rows; False where rows of two directions stand in one file.
    """

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            yield from wrong_sums(data, names, whole)

    return check


SUMS = ("total", "subtotal", "named")


def wrong_sums(data: Dataset, names: tuple[str, ...], whole: bool = True) -> Iterator[Problem]:
    """The stated sums of a file that are the sum of nothing they could be of.

    A row typed wrong shows in every sum it belongs to: the same difference in the same column is told once. What is called 合计 of
    something and is the sum of nothing (mark ``named``) may be a row of its own: that is asked.
    """
    stated_rows = {row.number: mark for mark, row in data.stated_rows if mark in SUMS}
    if not stated_rows:
        return
    rows = sorted((*data.rows, *(row for mark, row in data.stated_rows if mark in SUMS)), key=lambda row: row.number)
    if why := too_many(len(rows), len(stated_rows)):
        yield problem("too-large", Source(data.file), why, FEWER_SUMS)
        return
    lines = [Line(_texts(row), row.number in stated_rows) for row in rows]
    totals = [at for at, row in enumerate(rows) if stated_rows.get(row.number) == "total"]
    told: set[tuple[str, int | Decimal]] = set()
    for at, row in enumerate(rows):
        if not (mark := stated_rows.get(row.number)) or (mark == "total" and whole and data.unreadable_rows):
            continue
        candidates = covers_all(at, lines, totals) if mark == "total" and whole else may_be_sum_of(at, lines)
        parts = ([rows[i] for i in part] for part in candidates)
        likeliest = next(parts, None)
        if likeliest is None:
            continue
        if likeliest and any(
            min(likeliest[0].number, row.number) < n < max(likeliest[-1].number, row.number) for n in data.unreadable_rows
        ):
            continue
        if any(_agrees(row, names, part) for part in chain((likeliest,), parts)):
            continue
        if mark == "named" and not names_rows(at, lines):
            yield _asked(row, names, likeliest)
            continue
        for wrong, name, more in _against(row, names, likeliest, "各行相加" if mark == "total" and whole else how_summed(at, lines)):
            if (name, more) not in told:
                told.add((name, more))
                yield wrong


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(text for text, value in zip(row.texts, row.values, strict=True) if text and not isinstance(value, int | Decimal | date))


def _agrees(stated: Row, names: tuple[str, ...], rows: list[Row]) -> bool:
    """True where every sum that can be compared is that of ``rows``."""
    return next(_against(stated, names, rows, ""), None) is None


def _asked(row: Row, names: tuple[str, ...], rows: list[Row]) -> Problem:
    label = next(text for text in _texts(row) if states(text))
    sums = "，".join(f"{name} {_say(sum_of(rows, name))}" for name in names if row[name] is not None)
    message = f"「{label}」这一行像是合计，可是和上面哪几行相加都对不上（上面各行相加：{sums}）。"
    hint = f"是合计的，核对数字；本身就是一条内容的，换个名称，不要用「{bare(label)[-2:]}」结尾。"
    return problem("unclear-sum", row.at(), message, hint, row.excerpt())


def _against(stated: Row, names: tuple[str, ...], rows: Iterable[Row], how: str) -> Iterator[tuple[Problem, str, int | Decimal]]:
    """(problem, column, difference). Nothing is said of a column with a cell that could not be read: its amount may be what is missing."""
    rows = tuple(rows)
    for name in names:
        written, total = stated[name], sum_of(rows, name)
        if any(name in row.invalid for row in (stated, *rows)) or written is None or written == total:
            continue
        if isinstance(written, Decimal):
            yield wrong_sum(stated, name, written, Decimal(total), how, values.number_text), name, written - Decimal(total)
        elif isinstance(written, int) and isinstance(total, int):
            yield wrong_sum(stated, name, written, total, how, yuan), name, written - total


def _say(number: int | Decimal) -> str:
    return values.number_text(number) if isinstance(number, Decimal) else yuan(number)


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
    message = f"{name}写的是 {say(stated)}，{how}是 {say(total)}，{'多' if more > 0 else '少'}了 {say(abs(more))}。"
    return problem("total-mismatch", row.at(name), message, excerpt=row.excerpt())


def last_digit(text: str, fen: int) -> int:
    """What the last digit of a written amount is worth, in fen: 100 of 「44100」, 10,000 of 「4.41」 read as 万元.

    The unit may stand in the header only, so it is known from the amount the text was read as.
    """
    plain = unicodedata.normalize("NFKC", values.clean(text))
    decimals = len(match[1]) if (match := re.search(r"\.(\d+)", plain)) else 0
    for unit, worth in values.UNITS.items():
        if values.parse_money(text, unit) == fen:
            worth = values.UNITS["万元"] if "万" in plain else worth
            shown: int = worth // 10**decimals
            return max(1, shown)
    return 1


def agree(a: int, b: int, digit: int) -> bool:
    """True where two amounts in fen differ by no more than half of the last digit shown (K20)."""
    return abs(a - b) * 2 <= digit
