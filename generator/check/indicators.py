"""村情指标: what a figure is worth, what is worked out from others and set beside what was stated, and which sources may be named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from generator import values
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, problem
from generator.pattern import lazy

NAME, VALUE, ABOUT, UNIT, DAY, SOURCE, MEANING, HOW = "指标", "数值", "约", "单位", "截至", "来源", "口径", "算法"
OPEN = "少数照写"
RATIO = "1:"
"""Unit of a ratio that is stated as one to something."""
ESTIMATE = "村估"
INCOME = lazy(r"(?:人均|户均|每人|每户).{0,6}(?:收入|增收)")
"""What no office counts for a village: 农村居民人均可支配收入 is a sample of the county's households."""
MONEY = ("元", "万元", "亿元")
_SHARE = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_TENS = {"万": 10**4, "亿": 10**8}
_OPERATORS = lazy(r"\s*([÷/:+−-])\s*")
_SAME = {"/": "÷", "−": "-"}
_ALIKE = 0.6
"""How near a name must be to be proposed: two characters of five may be others."""


@dataclass(frozen=True)
class Formula:
    """A quotient (÷), a ratio (: is one to so many) of two indicators, or a sum of some with their signs."""

    sort: str
    """÷, : or +."""
    terms: tuple[tuple[int, str], ...]
    """(sign, label of an indicator of the same file)."""


def formula(row: Row) -> Formula | None:
    """What 算法 says; None where it says nothing, or nothing that can be read."""
    parts = _OPERATORS.split(unicodedata.normalize("NFKC", row.text(HOW)))
    names, operators = [values.label(part) for part in parts[::2]], [_SAME.get(sign, sign) for sign in parts[1::2]]
    if len(names) < 2 or not all(names):
        return None
    if len(names) == 2 and operators[0] in "÷:":
        return Formula(operators[0], ((1, names[0]), (1, names[1])))
    if any(sign in "÷:" for sign in operators):
        return None
    return Formula("+", ((1, names[0]), *((1 if sign == "+" else -1, name) for sign, name in zip(operators, names[1:], strict=True))))


def by_label(data: Dataset) -> dict[str, Row]:
    """Label → the row of the indicator."""
    return {values.label(row.text(NAME)): row for row in reversed(data.rows)}


def number(row: Row) -> Decimal | None:
    """The value as stated; None where none is, or where it may not be told."""
    value = row[VALUE]
    return value if isinstance(value, Decimal) else None


def scale(unit: str) -> Fraction:
    """What one of a unit is: 万元 ten thousand 元, % a hundredth."""
    return _SHARE.get(unit) or Fraction(_TENS.get(unit[:1], 1))


def worked_out(row: Row, known: Mapping[str, Row]) -> Fraction | None:
    """What 算法 gives, in the unit of the row; None where a figure it needs is missing or may not be told."""
    asked = formula(row)
    if asked is None:
        return None
    figures = []
    for sign, name in asked.terms:
        of = known.get(name)
        value = number(of) if of else None
        if of is None or value is None:
            return None
        figures.append(sign * Fraction(value) * scale(of.text(UNIT)))
    if asked.sort == "+":
        return sum(figures, Fraction()) / scale(row.text(UNIT))
    above, below = figures if asked.sort == "÷" else figures[::-1]
    return above / below / scale(row.text(UNIT)) if below else None


def rounded(exact: Fraction, places: int) -> Decimal:
    """To so many decimals, half of the last one up."""
    scaled = exact * 10**places
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-places)


def places(value: Decimal) -> int:
    """Decimals that were typed."""
    return max(0, -int(value.as_tuple().exponent))


def agrees(stated: Decimal, exact: Fraction) -> bool:
    """As far as it was typed."""
    return rounded(exact, places(stated)) == stated


def in_words(value: object, about: str, unit: str) -> str:
    """「近 5 万元」「720 多亩」「90%以上」「1:1.5」; of one that is left out only what stands for it."""
    text = str(value or "")
    if isinstance(value, int | Decimal):
        text = f"{value:,f}" if unit in MONEY else values.number_text(value)
    before, between, after = (
        about if about in ("近", "约") else "",
        about if about in ("多", "余") else "",
        about if about in ("以上", "以下") else "",
    )
    if unit == RATIO:
        return f"{before}1:{text}{between}{after}"
    gap = "" if unit in _SHARE else " "
    return f"{before}{' ' if before else ''}{text}{gap}{between}{unit}{after}".strip()


def formulas_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """算法 is one of the three, of indicators of the same file."""
    for data in datasets:
        known = by_label(data)
        for row in (row for row in data.rows if row.text(HOW) and HOW not in row.invalid):
            asked = formula(row)
            if asked is None:
                message = f"算法「{row.text(HOW)}」看不懂。"
                yield problem("indicator-formula", row.at(HOW), message, excerpt=row.excerpt())
                continue
            for name in (name for _, name in asked.terms if name not in known):
                near = get_close_matches(name, known, n=1, cutoff=_ALIKE)
                hint = f"是不是「{known[near[0]].text(NAME)}」？" if near else ""
                yield problem("indicator-formula", row.at(HOW), f"算法里的「{name}」，这份表里没有这个指标。", hint, row.excerpt())


def something_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A figure is stated, or can be worked out."""
    for row in (row for data in datasets for row in data.rows):
        if row[VALUE] is None and VALUE not in row.invalid and not row.text(HOW):
            yield problem("indicator-empty", row.at(VALUE), f"「{row.text(NAME)}」没有数值，也没有算法。", excerpt=row.excerpt())


def stated_as_worked_out(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What is stated is what comes out, as far as it was typed."""
    for data in datasets:
        known = by_label(data)
        for row in data.rows:
            stated, exact = number(row), worked_out(row, known)
            if stated is None or exact is None or agrees(stated, exact):
                continue
            unit = row.text(UNIT)
            out = in_words(rounded(exact, max(2, places(stated))), "", unit)
            message = f"「{row.text(NAME)}」写的是 {in_words(stated, '', unit)}，按{row.text(HOW)}算是 {out}。"
            yield problem("indicator-differs", row.at(VALUE), message, excerpt=row.excerpt())


def incomes_are_estimates(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Income per head or household of a village is its own estimate, and its source says so."""
    for row in (row for data in datasets for row in data.rows):
        if INCOME.search(row.text(NAME)) and ESTIMATE not in row.text(SOURCE):
            message = f"「{row.text(NAME)}」的来源写的是「{row.text(SOURCE)}」，没有写{ESTIMATE}。"
            yield problem("indicator-estimate", row.at(SOURCE), message, excerpt=row.excerpt())
