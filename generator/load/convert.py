"""One cell's text → its value, or a reason why not."""

from __future__ import annotations

from datetime import date

from generator import values
from generator.model import Column
from generator.shown import Value

CODES = {
    "money": "bad-amount",
    "date": "bad-date",
    "count": "bad-count",
    "number": "bad-number",
    "choice": "bad-choice",
    "term": "bad-term",
    "span": "bad-date",
    "text": "bad-text",
}
"""The problem a column type raises when its cell makes no sense."""

MAX_TEXT = 2000
"""Characters in one cell or key."""


def convert(column: Column, text: str, unit: str = "元", year: int | None = None) -> Value:
    """The value of one cell; None for nothing. Raises ValueError with a Chinese reason."""
    if len(text) > MAX_TEXT:
        raise Unprintable(f"有 {len(text)} 个字，太长了，多半是引号没有成对")
    if hidden := values.forbidden(text):
        raise Unprintable("有看不见的控制字符（" + "、".join(f"U+{ord(c):04X}" for c in dict.fromkeys(hidden)) + "）")
    if column.type == "money":
        return values.parse_money(text, unit)
    if column.type == "date":
        return values.parse_date(text, year)
    if column.type == "count":
        return values.parse_count(text, column.zero)
    if column.type == "number":
        return values.parse_number(text)
    if column.type == "term":
        values.term_end(date(2000, 1, 1), text)
        return None if text in values.NOTHING else text
    if column.type == "span":
        return values.parse_span(text, year)
    if column.type == "choice":
        if text in values.NOTHING:
            return None
        text = text.removeprefix("已") if text.removeprefix("已") in column.choices else text
        if text not in column.choices:
            raise ValueError("只能是：" + "、".join(column.choices))
        return text
    return None if text in values.NOTHING else text


class Unprintable(ValueError):
    """A cell with characters nobody can see."""
