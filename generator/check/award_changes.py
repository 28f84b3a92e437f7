"""What becomes of an honor after it was granted: found good again, made longer, lowered, taken away, given back.

A change tells of which by the number on its plate, and names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator import values
from generator.check.terms import row_end
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Row
from generator.pattern import lazy
from generator.shown import Value

PLATE, STARS, TERM, STATE, TITLE, GRANTED = "牌号", "星数", "有效期", "状态", "称号", "授予日期"
GONE_ON, WHY, TRAIL = "撤销日期", "撤销原因", "经过"
"""Columns of an honor; ``TRAIL`` is made, nobody types it."""
DAY, CHANGE, REASON = "日期", "变更", "原因"
"""Columns of a change."""
REVIEWED, RENEWED, LOWERED, TAKEN, RESTORED = "复评合格", "续期", "降星", "摘牌", "恢复"
CHANGES = (REVIEWED, RENEWED, LOWERED, TAKEN, RESTORED)
_NUMERALS = "零一二三四五六七八九十"
_STARRED = lazy("([一二三四五六七八九十]+)星")


@dataclass(frozen=True)
class HonorChange:
    """One thing that became of an honor."""

    day: date
    what: str
    stars: int | None = None
    term: str = ""
    """「2年」 or the last day; "" where the change says nothing of it."""
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """How an honor stands on a day."""

    stars: int | None
    end: date | None
    """Its last valid day; None where no term is stated."""
    gone: date | None = None
    """The day it was taken away, and not given back since."""
    why: str = ""

    def holds(self, day: date) -> bool:
        """True while it is in force. On the day it is taken away it is not."""
        return self.gone is None and (self.end is None or day <= self.end)


def after(now: Standing, change: HonorChange, first: int | None) -> Standing:
    """How an honor stands after a change; ``first``: the stars it was granted with, which 恢复 gives back where it names none."""
    if change.what == TAKEN:
        return replace(now, gone=change.day, why=change.why)
    if now.gone and change.what != RESTORED:  # what was taken away has neither stars nor a term
        return now
    stars = change.stars or (first if change.what == RESTORED else now.stars)
    end = values.term_end(change.day, change.term) if change.term else now.end
    return Standing(stars, end)


def standing(row: Row, changes: Iterable[HonorChange], day: date) -> Standing:
    """How the honor of a row stands on a day, after its changes up to then."""
    now = granted(row)
    for change in in_order(row, changes):
        if change.day <= day:
            now = after(now, change, number(row, STARS))
    return now


def granted(row: Row) -> Standing:
    """As it was granted."""
    return Standing(number(row, STARS), row_end(row))


def in_order(row: Row, changes: Iterable[HonorChange]) -> list[HonorChange]:
    """All of an honor, the day it was taken away as its own row has it among them; of one day in the order they were written."""
    gone = row[GONE_ON]
    own = [HonorChange(gone, TAKEN, why=row.text(WHY))] if row[STATE] == "撤销" and isinstance(gone, date) else []
    return sorted([*own, *changes], key=lambda change: change.day)


def changes_by_plate(datasets: Datasets) -> dict[str, list[HonorChange]]:
    """Plate → what became of its honor, in the order of the files; rows that could not be read are told elsewhere."""
    by: dict[str, list[HonorChange]] = {}
    for row in (row for data in datasets for row in data.rows):
        if change := change_of(row):
            by.setdefault(values.label(row.text(PLATE)), []).append(change)
    return by


def change_of(row: Row) -> HonorChange | None:
    """What a row of 复评和变更 says; None where it cannot be read."""
    day, what = row[DAY], row[CHANGE]
    if not isinstance(day, date) or what is None or TERM in row.invalid:
        return None
    return HonorChange(day, str(what), number(row, STARS), str(row[TERM] or ""), row.text(REASON))


def number(row: Row, name: str) -> int | None:
    """A count; None where there is none."""
    value = row[name]
    return value if isinstance(value, int) else None


def as_changed(data: Dataset, changes: Datasets, context: Context) -> Dataset:
    """A file of honors as it stands on the day of the build: stars, title, term and state of each row, and how they came to be so."""
    by = changes_by_plate(changes)
    rows = tuple(_as_stands(row, by.get(values.label(row.text(PLATE)), []) if row.text(PLATE) else [], context.today) for row in data.rows)
    return data if all(a is b for a, b in zip(rows, data.rows, strict=True)) else replace(data, rows=rows)


def _as_stands(row: Row, changes: list[HonorChange], today: date) -> Row:
    come = [change for change in changes if change.day <= today]
    if not come:
        return row
    now, trail = standing(row, come, today), "；".join(in_words(change) for change in in_order(row, come))
    new: dict[str, tuple[str, Value]] = {
        STARS: (str(now.stars or ""), now.stars),
        TITLE: (title := restarred(row.text(TITLE), now.stars), title),
        STATE: ("撤销", "撤销") if now.gone else ("", None),
        GONE_ON: (now.gone.isoformat(), now.gone) if now.gone else ("", None),
        WHY: (now.why, now.why or None) if now.gone else ("", None),
        TRAIL: (trail, trail),
    }
    if now.end != granted(row).end:
        new[TERM] = (text := "长期" if now.end == values.FOREVER else now.end.isoformat() if now.end else "", text)
    return with_values(row, new)


def in_words(change: HonorChange) -> str:
    """「2026年6月30日降为九星」."""
    day = values.date_cn(change.day)
    if change.what in (LOWERED, RESTORED) and change.stars:
        return f"{day}{'降为' if change.what == LOWERED else '恢复为'}{chinese_stars(change.stars)}星"
    return day + change.what


def restarred(title: str, stars: int | None) -> str:
    """九星级文明户 for what was granted as 十星级文明户 and has nine stars now."""
    return _STARRED.sub(f"{chinese_stars(stars)}星", title, count=1) if stars else title


def stars_named(title: str) -> int | None:
    """10 for 十星级文明户; None where the title names none."""
    named = _STARRED.search(title)
    return values.chinese_number(named[1]) if named else None


def chinese_stars(stars: int) -> str:
    """九, 十, 十一; digits beyond nineteen."""
    if stars <= 10:
        return _NUMERALS[stars]
    return f"十{_NUMERALS[stars - 10]}" if stars < 20 else str(stars)


def with_values(row: Row, new: dict[str, tuple[str, Value]]) -> Row:
    """The row with other cells, (text, value) each; cells it does not have yet come after the others."""
    fields = (*row.head.fields, *(name for name in new if name not in row.head.fields))
    head = row.head if fields == row.head.fields else replace(row.head, fields=fields, letters=())
    old = {name: (row.text(name), row[name]) for name in row.head.fields}
    cells = [(old | new)[name] for name in fields]
    return replace(row, head=head, texts=tuple(text for text, _ in cells), values=tuple(value for _, value in cells), lines=())


def of_plates(honors: Datasets) -> Iterator[tuple[str, Row]]:
    """(plate, row) of every honor that has one, in the order of the files."""
    for row in (row for data in honors for row in data.rows):
        if plate := values.label(row.text(PLATE)):
            yield plate, row
