"""Small counts among indicators: one to four persons or households are not told, nor what would let them be worked out.

Law: 个人信息保护法 art. 6, 25. Staff and posts that are public (``OPEN``) are no matter of a household, and are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from generator.check.cell_suppression import FEW
from generator.check.indicators import OPEN, UNIT, VALUE, Formula, by_label, formula, number, worked_out
from generator.check.redaction import LEFT_OUT, with_texts
from generator.config import Context
from generator.model import Dataset, Row

ANY = 10**9
"""More than any count of a village."""
Relation = tuple[list[str], str]
"""(summands, their sum)."""
PERSONS = ("人", "户", "名", "对", "口")
"""Units of which neighbours would know who they are."""


def without_few(data: Dataset, context: Context) -> Dataset:
    """A kind's ``redact``: a small count is 「<5」, and what gives it away 「—」."""
    known = by_label(data)
    counts = {label: count for label, row in known.items() if (count := _count(row, known)) is not None}
    small = {label for label, count in counts.items() if 0 < count < FEW and _of_persons(known[label])}
    if not small:
        return data
    hidden, sums = _company(known, counts, small)
    # That a sum is small as well would tell too much of what it is the sum of.
    texts = {id(known[label]): f"<{FEW}" if label in small and label not in sums else LEFT_OUT for label in hidden}
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


def _company(known: Mapping[str, Row], counts: Mapping[str, int], small: set[str]) -> tuple[set[str], set[str]]:
    """The small ones and all that must go with them; and what is a sum of others."""
    asked = {label: of for label, row in known.items() if (of := formula(row))}
    sums = [relation for label, of in asked.items() if of.sort == "+" and (relation := _relation(label, of, counts))]
    totals = {total for _, total in sums}
    hidden = set(small)
    while (told := _told(sums, counts, hidden, small - totals)) & small:
        near = [(terms, total) for terms, total in sums if told & {*terms, total}]
        open_still = {(name == total, name) for terms, total in near for name in (*terms, total) if name not in hidden}
        if not open_still:
            break
        hidden.add(min(open_still, key=lambda one: (counts[one[1]] == 0, one[0], counts[one[1]], one[1]))[1])
    shares = {label for label, of in asked.items() if of.sort != "+" and any(name in hidden for _, name in of.terms)}
    return hidden | shares, totals


def _told(sums: list[Relation], counts: Mapping[str, int], hidden: set[str], marked: set[str]) -> set[str]:
    """Those of ``hidden`` of which the sums leave one number only.

    The reader knows that what is ``marked`` 「<5」 is one to four, and that what is 「—」 and no sum is not.
    """
    totals = {total for _, total in sums}
    bounds = {name: (1, FEW - 1) if name in marked else (0 if name in totals or counts[name] < FEW else FEW, ANY) for name in hidden}
    bounds |= {name: (counts[name], counts[name]) for terms, total in sums for name in (*terms, total) if name not in hidden}
    before: dict[str, tuple[int, int]] = {}
    while before != bounds:
        before = dict(bounds)
        for terms, total in sums:
            low, high = sum(bounds[of][0] for of in terms), sum(bounds[of][1] for of in terms)
            least, most = bounds[total] = _both(bounds[total], (low, high))
            for name in terms:
                of = bounds[name]
                bounds[name] = _both(of, (least - (high - of[1]), most - (low - of[0])))
    return {name for name in hidden if bounds[name][0] == bounds[name][1]}


def _both(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return max(a[0], b[0]), min(a[1], b[1])


def _relation(label: str, of: Formula, counts: Mapping[str, int]) -> Relation | None:
    """(summands, their sum) of counts that are all known: what is taken away stands on the other side."""
    plus = [name for sign, name in of.terms if sign > 0]
    minus = [name for sign, name in of.terms if sign < 0]
    terms, total = (plus, label) if not minus else ([label, *minus], plus[0])
    there = all(name in counts and counts[name] >= 0 for name in (*plus, *minus, label))
    return (terms, total) if there and (not minus or len(plus) == 1) else None
