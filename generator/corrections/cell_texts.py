"""What may be told of an old cell, and what a row is called.

Old texts are never told again: nobody can say of a text that was taken away why it was, and it may have named somebody. Figures and days
say nothing of persons by themselves; counts of persons may, where they are small.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator import values
from generator.kind import Kind
from generator.load.convert import convert
from generator.model import Column, Row
from generator.pattern import lazy
from generator.shown import Value

_COUNTS_PERSONS = lazy("人数|户数|人次|户$|人$")
_NUMBER = lazy(r"[记收付转银现合同工程资产编凭字第号〔〕（）()\[\]\-—_.#/A-Z]{0,8}\d{1,6}(?:[-—./]\d{1,6}){0,3}号?")
"""A number that a clerk gives: 记-012, 合2024-01. Letters in small may spell a name."""


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and len(text) <= 16


def cell_text(row: Row, column: Column) -> str:
    """An old cell in words: 「860.00 元」; "" for a text and for whatever else is not told again."""
    return "" if column.name in row.invalid or _COUNTS_PERSONS.search(column.name) else value_text(row[column.name], column)


def value_text(value: Value, column: Column) -> str:
    if column.type == "money" and isinstance(value, int):
        return f"{values.yuan(value)} 元"
    if isinstance(value, date):
        return values.date_cn(value)
    if column.type in ("count", "number") and isinstance(value, int | Decimal):
        return values.number_text(value)
    return str(value) if column.type == "choice" and value in column.choices else "空白" if value is None and column.type == "money" else ""


def as_stated(text: str, column: Column) -> str:
    """What a clerk writes under 原为, in the same words."""
    try:
        return value_text(convert(column, text), column) or text
    except ValueError:
        return text


def row_name(row: Row, kind: Kind) -> str:
    """What a row that stands is called: its number, else what it is known by."""
    for column in kind.identity:
        if is_number(row.text(column)):
            return row.text(column)
    return " ".join(filter(None, (" ".join(row.text(name).split()) for name in kind.identity)))


def old_name(row: Row, kind: Kind) -> str:
    """What a row that is gone is called: its number, or nothing."""
    return next((row.text(column) for column in kind.identity if is_number(row.text(column))), "")
