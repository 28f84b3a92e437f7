"""A text that cannot be read → what was surely meant. Each rule gives a text; where two give different ones, nothing is sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from generator import values
from generator.capitals import read_capitals
from generator.load.convert import convert
from generator.model import Column
from generator.pattern import lazy

_LESS = lazy(r"(?:核?减少?|扣[减除]?|冲[减销红回]?|红[字冲]|负)[:]?(?P<a>[\d,.]+元?)|(?P<b>[\d,.]+元?)\((?:红字?|负)\)|(?P<c>[\d,.]+)-")
_DIGITS_MEANT = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1"})
_MIXED = lazy(r"[+-]?[\d,.OoQlI|]*\d[\d,.OoQlI|]*")
_REMARK = lazy(r"([+-]?[\d,]+(?:\.\d+)?)元?(?:\([^\d()红负冲减扣]{1,12}\)|整)")
_STOP = lazy(r"([+-]?\d+)。(\d{1,2})")
_BY_TEN_THOUSANDS = lazy(r"[+-]?\d{1,4}(?:,\d{4})+(?:\.\d{1,2})?")
_SUM = lazy(r"\d+(?:\.\d+)?(?:\+\d+(?:\.\d+)?)+(?:=\d+(?:\.\d+)?)?")
_WORDS = lazy("[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{2,}[元圆]?[整正]?|[一二三四五六七八九十][元圆][整正]?")
_NOT = lazy("[不未无没非否免]")


def meant(column: Column, text: str, key: str = "", unit: str = "元") -> str:
    """What a cell of ``column`` surely means, as it should be written; "" where that is not sure. ``key``: of the file, 2026-03."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", values.clean(text))).replace("−", "-").replace("–", "-")
    if not plain:
        return ""
    rules: dict[str, Callable[[], Iterator[str]]] = {
        "money": lambda: _amounts(plain),
        "date": lambda: _days(plain, key),
        "when": lambda: _days(plain, key),
        "choice": lambda: _choices(plain, column.choices),
        "count": lambda: _numbers(plain),
        "number": lambda: _numbers(plain),
        "term": lambda: _terms(plain),
    }
    if column.type not in rules or (column.type == "money" and unit != "元"):
        return ""
    written: dict[object, str] = {}
    for candidate in rules[column.type]():
        try:
            value = convert(column, candidate)
        except ValueError:
            continue
        if value is not None:
            written.setdefault(value, candidate)
    return next(iter(written.values())) if len(written) == 1 else ""


def _amounts(plain: str) -> Iterator[str]:
    """核减500 → -500; 5O0 → 500; 500。00 → 500.00; 500(转账) → 500; 1,2345.00 → 12345.00; 300+200 → 500; 五百元 → 500."""
    if match := _LESS.fullmatch(plain):
        yield "-" + next(filter(None, match.groups())).removesuffix("元")
    if _MIXED.fullmatch(plain) and not re.fullmatch(r"[\d,.+-]*", plain):
        yield plain.translate(_DIGITS_MEANT)
    if match := _REMARK.fullmatch(plain):
        yield match[1]
    if match := _STOP.fullmatch(plain):
        yield f"{match[1]}.{match[2]}"
    if re.fullmatch(r"[+-]?[\d,]+(?:\.\d{1,2})?元?[。.、;]", plain):
        yield plain.rstrip("。.、;")
    if _BY_TEN_THOUSANDS.fullmatch(plain):
        yield plain.replace(",", "")
    if _SUM.fullmatch(plain):
        terms, _, told = plain.partition("=")
        total = sum(map(Decimal, terms.split("+")), Decimal(0))
        if not told or Decimal(told) == total:
            yield f"{total:f}"
    if _WORDS.fullmatch(plain):
        try:
            fen = read_capitals(plain if re.search("[元圆]", plain) else plain + "元")
        except ValueError:
            return
        yield values.plain_yuan(fen).removesuffix(".00")


def _days(plain: str, key: str) -> Iterator[str]:
    """Of a file of 2026-03: 3-5, 3月5日, 5日, 26.3.5 → 2026-03-05, where no other day of that month can be meant; 2026-3.5 anywhere."""
    numbers = re.findall(r"\d+", plain)
    marks = re.sub(r"\d", "", plain)
    if len(marks) > 6 or not re.fullmatch(r"[-/.,。、年月日号]*", marks):
        return
    year, month = key[:4], key[5:7] if re.fullmatch(r"\d{4}-\d{2}", key) else ""
    read = [*map(int, numbers)]
    if len(read) == 3 and len(numbers[0]) == 4:
        yield from _day(read[0], read[1], read[2])
    if not month:
        return
    if len(read) == 3 and max(map(len, numbers)) <= 2:
        for y, m, d in ((0, 1, 2), (2, 1, 0), (2, 0, 1)):
            if 2000 + read[y] == int(year) and read[m] == int(month):
                yield from _day(int(year), int(month), read[d])
    if len(read) == 2 and max(map(len, numbers)) <= 2 and read[0] == int(month):
        yield from _day(int(year), int(month), read[1])
    if len(read) == 1 and len(numbers[0]) <= 2 and marks in ("日", "号"):
        yield from _day(int(year), int(month), read[0])


def _day(year: int, month: int, day: int) -> Iterator[str]:
    try:
        yield date(year, month, day).isoformat()
    except ValueError:
        return


def _choices(plain: str, choices: tuple[str, ...]) -> Iterator[str]:
    """The one choice that the text is with something around it, or that is the text with something around it."""
    bare = re.sub(r"[^\w]|_", "", plain)
    within = [choice for choice in choices if choice in bare or (len(bare) > 1 and bare in choice)]
    if (
        len(within) == 1
        and not (_NOT.search(bare) and not _NOT.search(within[0]))
        and not (_NOT.search(within[0]) and not _NOT.search(bare))
    ):
        yield within[0]


def _numbers(plain: str) -> Iterator[str]:
    """24亩半 → 24.5; 1O → 10; 共10户 → 10; 10.0 → 10."""
    if match := re.fullmatch(r"(\d+)(?:亩|个|天|年|斤|里|米)?半", plain):
        yield f"{match[1]}.5"
    if _MIXED.fullmatch(plain) and not re.fullmatch(r"[\d,.+-]*", plain):
        yield plain.translate(_DIGITS_MEANT)
    if match := re.fullmatch(r"[共计合]{1,2}(\d+(?:\.\d+)?)[^\d约左右]{0,2}", plain):
        yield match[1]
    if match := re.fullmatch(r"(\d+)\.0+", plain):
        yield match[1]
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?[。.、;]", plain):
        yield plain.rstrip("。.、;")


def _terms(plain: str) -> Iterator[str]:
    """3年期, 共3年 → 3年."""
    if match := re.fullmatch(r"(?:共|期限|为期)?(\d{1,3}个?[年月])(?:期|整)?", plain):
        yield match[1]
