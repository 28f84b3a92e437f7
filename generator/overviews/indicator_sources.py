"""村情指标 against what else the board holds: the lines of the statements of the year, to the fen, and what village.yml says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator import values
from generator.check.indicators import MONEY, NAME, UNIT, VALUE, agrees, in_words, number, scale
from generator.check.statements import COLUMNS, Statement, read_statements
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds._sheets import newest_first
from generator.kinds.indicators import HOUSEHOLDS, PEOPLE
from generator.model import Problem, Row, problem


def as_stated(books: Books, context: Context) -> Iterator[Problem]:
    """A figure of money that is called as a line of a statement of that year is that line."""
    statements = read_statements(books["statement"], context) if books["indicators"] else []
    for data in books["indicators"]:
        yearly = [statement for statement in statements if statement.period == data.key and not statement.data.unread]
        for row in (row for row in data.rows if row.text(UNIT) in MONEY):
            for statement in yearly:
                yield from _differs(row, statement)


def _differs(row: Row, statement: Statement) -> Iterator[Problem]:
    line = statement.layout.find(row.text(NAME))
    column = COLUMNS[statement.layout.form][0]
    fen = statement.stated(column).get(line.name) if line and column in statement.columns else None
    typed = number(row)
    if fen is None or typed is None:
        return
    exact = Fraction(fen, 100) / scale(row.text(UNIT))
    if Fraction(typed) != exact if row.text(UNIT) == "元" else not agrees(typed, exact):
        message = f"「{row.text(NAME)}」写的是 {in_words(typed, '', row.text(UNIT))}，{statement.title}里是 {values.yuan(fen)} 元。"
        yield problem("indicator-statement", row.at(VALUE), message, excerpt=row.excerpt())


def as_in_village(books: Books, context: Context) -> Iterator[Problem]:
    """Of the newest year: households and people."""
    for data in newest_first(books["indicators"])[:1]:
        for names, known, key in ((HOUSEHOLDS, context.village.households, "户数"), (PEOPLE, context.village.people, "人口")):
            for row in (row for row in data.rows if values.label(row.text(NAME)) in names):
                typed = number(row)
                if known is not None and typed is not None and typed != known:
                    message = f"「{row.text(NAME)}」写的是 {values.number_text(typed)}，village.yml 的「{key}」是 {known}。"
                    yield problem("indicator-village", row.at(VALUE), message, excerpt=row.excerpt())


OVERVIEW = Overview(
    name="indicator_sources",
    title="村情指标和报表核对",
    order=712,
    uses=("indicators", "statement"),
    checks=(as_stated, as_in_village),
)
