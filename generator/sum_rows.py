"""Rows among the rows of a table that state a sum of others: the words that tell them, and which rows one may be the sum of.

Offices write 小计, 一组小计, 道路小计 (5户), 本页合计, 收入合计 above, between and below the rows, on as many levels as they like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Literal

from generator import signs, values
from generator.classes import dataclass
from generator.pattern import lazy

Stated = Literal["", "total", "subtotal", "named"]
CARRIED = (
    "过次页", "转次页", "转下页", "接下页", "过下页", "结转下页", "承前页", "承上页", "接上页", "接前页", "结转下月", "转下月", "结转下期",
    "转下期", "结转下年", "结转下年度", "转下年", "转下年度", "转入下年", "结转次年", "转次年", "年终结转", "结转",
)  # fmt: skip
"""What is only carried on, to the next page or year: no entry in any table."""
PAGE_TURNS = frozenset(word for word in CARRIED if word.endswith("页"))
_TAIL = r"(?:数|额|金额)?(?:共?\d+(?:\.\d+)?(?:户|人|笔|项|个|宗|处|座|件|亩|页|组|次|份|块|元)?)*"
_TOTAL = lazy(rf"(?:总|全村|全部|本表|本册)?(?:合计|总计|共计){_TAIL}")
_SUBTOTAL = lazy(rf".{{0,14}}?小计{_TAIL}|本[日页旬]合计|[本当]?[日旬月季年]结")
_NAMED = lazy(rf".{{1,14}}?(?:合计|总计|共计|累计){_TAIL}")
_WORDS = lazy(rf"(?:本?[日页旬月季年期]|以上|其中)?(?:小计|合计|总计|共计|累计){_TAIL}")
_remembered = lru_cache(maxsize=1 << 14)


def bare(text: str) -> str:
    """A label without blanks, colons and what stands in parentheses."""
    return text if values.BARE.fullmatch(text) else _bared(text)


@_remembered
def _bared(text: str) -> str:
    return values.label(signs.unbracketed(text))


@_remembered
def states(text: str) -> Stated:
    """What a cell says its row is: 合计 → total, 一组小计 → subtotal, 零星工程合计 → named; "" for no sum.

    What is ``named`` may also be one row of its own.
    """
    if "计" not in text and "结" not in text:
        return ""
    label = bare(text)
    if _TOTAL.fullmatch(label):
        return "total"
    if _SUBTOTAL.fullmatch(label):
        return "subtotal"
    return "named" if _NAMED.fullmatch(label) else ""


@_remembered
def only_states(text: str) -> Stated:
    """The same for a cell of free text, where a sentence may end in 合计: it must be such a word and nothing else, or some 小计."""
    if "计" not in text and "结" not in text:
        return ""
    stated = states(text)
    return stated if stated == "subtotal" or _WORDS.fullmatch(bare(text)) else ""


@_remembered
def summed_name(text: str) -> str:
    """What a stated sum names: 「一组小计(5户)」 → 一组; "" where it names nothing."""
    match = re.fullmatch(rf"(.*?)(?:小计|合计|总计|共计|累计){_TAIL}", bare(text))
    name = match[1] if match else ""
    return "" if re.fullmatch(r"总|全村|全部|本[日页旬月季年期表册]|以上", name) else name


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, as far as sums go: its texts without amounts, and whether it states a sum."""

    texts: tuple[str, ...]
    stated: bool = False


_MOST = 30_000_000


def too_many(rows: int, sums: int) -> str:
    """Words for sums that are too many to be looked at: each may be of the rows since any other. "" for fewer, 170 in a thousand rows."""
    return f"{rows} 行里有 {sums} 个小计、合计，太多了，核对不过来。" if rows * sums * sums > _MOST else ""


FEWER_SUMS = "小计少写一些：一个组、一个项目写一个就够了；或者把表分成几个文件。"


def may_be_sum_of(at: int, lines: Sequence[Line]) -> Iterator[tuple[int, ...]]:
    """Places of the rows that the sum stated at ``at`` may be of, the likeliest first; never empty ones.

    The rows it names (一组小计, or 小计 in the column 组别 beside 一组), then those since the sum above, since the sums before that,
    all above, those below up to the next sum, all.
    """
    rows = [i for i, line in enumerate(lines) if not line.stated]
    sums = [i for i, line in enumerate(lines) if line.stated]
    seen: set[tuple[int, ...]] = set()
    for part in chain(_named(at, lines, rows), _since(at, rows, sums), (_below(at, rows, sums), tuple(rows))):
        if part and part not in seen:
            seen.add(part)
            yield part


def names_rows(at: int, lines: Sequence[Line]) -> str:
    """What the sum at ``at`` names, where that stands in a cell of its own in other rows: 一组, 收入; else ""."""
    for text in lines[at].texts:
        name = summed_name(text) if states(text) else bare(text)
        if name and any(name in map(bare, line.texts) for i, line in enumerate(lines) if i != at and not line.stated):
            return name
    return ""


def how_summed(at: int, lines: Sequence[Line]) -> str:
    """Words for the likeliest rows: 「一组各行相加」, 「上面各行相加」."""
    return f"{names_rows(at, lines) or '上面'}各行相加"


def _named(at: int, lines: Sequence[Line], rows: list[int]) -> Iterator[tuple[int, ...]]:
    """Rows with the name in a cell of their own, then rows whose cells begin or end with it."""
    names = {name for text in lines[at].texts if (name := summed_name(text) if states(text) else bare(text))}
    for name in names:
        yield tuple(i for i in rows if name in map(bare, lines[i].texts))
    for name in (n for text in lines[at].texts if states(text) and (n := summed_name(text))):
        yield tuple(i for i in rows if any(t.startswith(name) or t.endswith(name) for t in map(bare, lines[i].texts)))


def _since(at: int, rows: list[int], sums: list[int]) -> Iterator[tuple[int, ...]]:
    for start in (*reversed([i for i in sums if i < at]), -1):
        yield tuple(rows[bisect_right(rows, start) : bisect_left(rows, at)])


def _below(at: int, rows: list[int], sums: list[int]) -> tuple[int, ...]:
    end = next((i for i in sums if i > at), None)
    return tuple(i for i in rows if i > at and (end is None or i < end))


def covers_all(at: int, lines: Sequence[Line], totals: Sequence[int]) -> list[tuple[int, ...]]:
    """What a grand total may be of: all rows; where the sheet has several, one for each page or group, also those since the one above."""
    rows = [i for i, line in enumerate(lines) if not line.stated]
    whole = tuple(rows)
    if len(totals) < 2 or not rows or rows[-1] > totals[-1]:
        return [whole]
    above = max((i for i in totals if i < at), default=-1)
    return [whole, *(part for part in (tuple(i for i in rows if above < i < at),) if part)]
