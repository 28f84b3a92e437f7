"""One cell's text → its value, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from generator import photo, values
from generator.known_days import parse_when
from generator.model import Column
from generator.pattern import lazy
from generator.shown import Value

CODES = {
    "money": "bad-amount",
    "date": "bad-date",
    "when": "bad-date",
    "count": "bad-count",
    "number": "bad-number",
    "choice": "bad-choice",
    "term": "bad-term",
    "span": "bad-date",
    "photos": "bad-value",
    "text": "bad-text",
}
"""The problem a column type raises when its cell makes no sense."""

_DAYS: dict[str, Callable[[str, int | None], Value]] = {"date": values.parse_date, "when": parse_when, "span": values.parse_span}

MAX_TEXT = 2000
"""Characters in one cell or key."""


def convert(column: Column, text: str, unit: str = "元", year: int | None = None) -> Value:
    """The value of one cell; None for nothing. Raises ValueError with a Chinese reason."""
    if column.type == "money" and unit == "元" and values.is_plain(text):  # nine of ten amounts, and nothing can be wrong with one
        return values.plain_fen(text)
    _refuse_unreadable(text)
    if column.type == "money":
        return values.parse_money(text, unit)
    if column.type in _DAYS:
        return _DAYS[column.type](text, year)
    if column.type == "count":
        return values.parse_count(text, column.zero)
    if column.type == "number":
        return values.parse_number(text, column.signed)
    if column.type == "term":
        values.term_end(date(2000, 1, 1), text)
        return None if text in values.NOTHING else text
    if column.type == "choice":
        if text in values.NOTHING:
            return None
        text = text.removeprefix("已") if text.removeprefix("已") in column.choices else text
        text = meant if (meant := _EVERYDAY.get(text.removeprefix("村"), "")) in column.choices else text
        text = dict(column.means).get(text, text)
        if text not in column.choices:
            raise ValueError("只能是：" + "、".join(column.choices))
        return text
    if column.type == "photos":
        return None if text in values.NOTHING else photo.written(text)
    if _SCIENTIFIC.fullmatch(text):
        raise Rewritten("被表格软件改成了科学计数法，后面的数字已经丢了")
    return None if text in values.NOTHING else text


def _refuse_unreadable(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise Unprintable(f"有 {len(text)} 个字，太长了，多半是引号没有成对")
    if text.isascii() and text.isprintable():
        return
    if hidden := values.forbidden(text):
        raise Unprintable("有看不见的控制字符（" + "、".join(f"U+{ord(c):04X}" for c in dict.fromkeys(hidden)) + "）")
    if text in DITTO:
        raise Ditto("要看上面一行才知道是什么，排了序、查到这一行时就看不懂了")
    if why := lost(text):
        raise Lost(why)


class Unprintable(ValueError):
    """A cell with characters nobody can see."""


class Lost(ValueError):
    """A cell with a mark where a rare character was lost on the way."""


DITTO = frozenset(("\u3003", "\u3003\u3003", "\u3003\u3003\u3003", "\u2033", "\u201d", "同上", "同前"))
"""What clerks write below a cell that says the same."""


class Ditto(ValueError):
    """A cell that only says that it says the same as the one above."""


class Rewritten(ValueError):
    """A cell whose text a spreadsheet took for a number."""


def code_of(why: ValueError, column: Column) -> str:
    """The problem that a refused cell is."""
    own = {Ditto: "ditto", Unprintable: "bad-text", Lost: "lost-character", Rewritten: "bad-value"}
    return own.get(type(why)) or CODES[column.type]


_EVERYDAY = {
    short: full
    for full, names in {
        "村民委员会": ("委会", "委", "居委会"),
        "监督委员会": ("监委会", "监委", "务监督委员会", "民监督委员会", "民主监督委员会"),
        "集体经济组织": ("合作社", "经济合作社", "股份经济合作社", "经济联合社", "集体"),
        "党组织": ("党支部", "党总支", "党委", "支部", "支委"),
        "村民小组": ("小组", "民组"),
        "人": ("个人",),
    }.items()
    for short in names
}
"""Everyday names of who publishes, without 村 in front, and of who is honoured → what the form says."""
_SCIENTIFIC = lazy(r"[+-]?\d(?:\.\d+)?[eE]\+\d{2,3}")
_HAN = "\u3400-\u9fff\U00020000-\U000323af\u3007·"
_REPLACED = lazy(f"[\ufffd\ue000-\uf8ff]|(?<=[{_HAN}])\u25a1")
_QUESTION = lazy(f"[{_HAN}]{{1,4}}[?\uff1f]{{1,2}}|[?\uff1f]{{1,2}}[{_HAN}]{{1,4}}")
_INSIDE = lazy(f"[{_HAN}][?]{{1,4}}[{_HAN}]")
_ASKS = lazy("[吗呢么何谁哪几啥否怎多]")
_SUSPECT = lazy(f"{values.FORBIDDEN.pattern}|[\ufffd\ue000-\uf8ff\u25a1?\uff1f]|[eE]\\+\\d")


def may_be_refused(texts: str) -> bool:
    """False where ``convert`` refuses none of these texts, of a column of text, for a character in it."""
    return bool(_SUSPECT.search(texts))


@lru_cache(maxsize=1 << 14)
def lost(text: str) -> str:
    """Why a text looks as if a character was lost on the way: U+FFFD, a private one, □ between others,
    a ? inside a text that asks nothing or beside a word as short as a name."""
    if text.isascii():
        return ""
    if match := _REPLACED.search(text):
        return f"里面的「{match[0]}」多半是丢了的字" if match[0] == "\u25a1" else f"里面有一个字丢了（U+{ord(match[0]):04X}）"
    if not ("?" in text or "\uff1f" in text):  # most texts: the patterns need not even be made
        return ""
    if (_QUESTION.fullmatch(text) or _INSIDE.search(text)) and not _ASKS.search(text):
        return "里面的问号多半是丢了的字"
    return ""
