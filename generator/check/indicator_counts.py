"""Small counts among indicators: one to four persons or households are not told, nor what would let them be worked out.

Law: 个人信息保护法 art. 6, 25. Staff and posts that are public (``OPEN``) are no matter of a household, and are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from generator.check.cell_suppression import FEW, left_out
from generator.check.indicators import OPEN, UNIT, VALUE, Formula, by_label, formula, number, worked_out
from generator.check.redaction import LEFT_OUT, with_texts
from generator.config import Context
from generator.model import Dataset, Row

PERSONS = ("人", "户", "名", "对", "口")
"""Units of which neighbours would know who they are."""


def without_few(data: Dataset, context: Context) -> Dataset:
    """A kind's ``redact``: a small count is 「<5」, and what gives it away 「—」."""
    known = by_label(data)
    counts = {label: count for label, row in known.items() if (count := _count(row, known)) is not None}
    small = {label for label, count in counts.items() if 0 < count < FEW and _of_persons(known[label])}
    if not small:
        return data
    hidden = _company(known, counts, small)
    texts = {id(known[label]): f"<{FEW}" if label in small else LEFT_OUT for label in hidden}
    return replace(data, rows=tuple(with_texts(row, {VALUE: texts[id(row)]}) if id(row) in texts else row for row in data.rows))


def _count(row: Row, known: Mapping[str, Row]) -> int | None:
    """A whole number, stated or worked out."""
    value = number(row)
    if value is None:
        exact = worked_out(row, known)
        value = Decimal(exact.numerator) if exact is not None and exact.denominator == 1 else None
    return int(value) if value is not None and value == value.to_integral_value() else None


def _of_persons(row: Row) -> bool:
    asked = formula(row)
    return row.text(UNIT) in PERSONS and not row.text(OPEN) and (asked is None or asked.sort == "+")


def _company(known: Mapping[str, Row], counts: Mapping[str, int], small: set[str]) -> set[str]:
    """The small ones and all that must go with them."""
    hidden = set(small)
    asked = {label: of for label, row in known.items() if (of := formula(row))}
    sums = [relation for label, of in asked.items() if of.sort == "+" and (relation := _relation(label, of, counts))]
    for terms, total in sums:
        if small & {*terms, total}:
            cells = left_out([[counts[name] for name in terms]], row_sums=True, column_sums=False)
            hidden |= {(*terms, total)[place] for _, place in cells}
    alone = True
    while alone:
        alone = False
        for terms, total in sums:
            members = [*terms, total]
            if sum(name in hidden for name in members) == 1:
                hidden.add(
                    min((name for name in members if name not in hidden), key=lambda name: (counts[name] == 0, name == total, counts[name]))
                )
                alone = True
    return hidden | {label for label, of in asked.items() if of.sort != "+" and any(name in hidden for _, name in of.terms)}


def _relation(label: str, of: Formula, counts: Mapping[str, int]) -> tuple[list[str], str] | None:
    """(summands, their sum) of counts that are all known: what is taken away stands on the other side."""
    plus = [name for sign, name in of.terms if sign > 0]
    minus = [name for sign, name in of.terms if sign < 0]
    terms, total = (plus, label) if not minus else ([label, *minus], plus[0])
    there = all(name in counts and counts[name] >= 0 for name in (*plus, *minus, label))
    return (terms, total) if there and (not minus or len(plus) == 1) else None
