"""Which period a file is of: what its title, its name and its sheet say, held against the days in its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from generator import periods, values
from generator.classes import dataclass
from generator.inbox.period_words import WrittenPeriod, key_of, written
from generator.inbox.understood import Doubt, DoubtChoice, Guess
from generator.kind import KEYS, Kind
from generator.load.convert import convert
from generator.load.grid import Grid
from generator.load.header import find_header, read_header
from generator.load.printed import as_listed

_MOST = 6
_TYPED = ("md", "yml")
"""What no office program names."""


@dataclass(frozen=True)
class Evidence:
    """Where a period may stand."""

    inside: tuple[str, ...] = ()
    """Above the table, and the name of its sheet."""
    name: str = ""
    folders: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    """Of its rows."""
    there: tuple[str, ...] = ()
    """Keys of the files of that kind that are there already, for those whose names are chosen."""


def days_of(grids: Sequence[Grid], kind: Kind, year: str) -> tuple[date, ...]:
    """The days of the rows: of the first column of days that the kind has. ``year`` for 「3月5日」."""
    days: list[date] = []
    known = int(year) if year else None
    for grid in grids:
        at = find_header(grid, kind)
        if at is None:
            continue
        listed = as_listed(grid, at, kind, known)
        header, _ = read_header(listed, at, kind)
        place = next((i for i, column in sorted(header.columns.items()) if column.type == "date" and not column.blank), None)
        if place is None:
            continue
        for row in listed.rows[header.first_data :]:
            with suppress(ValueError):
                day = convert(header.columns[place], row.cells[place] if place < len(row.cells) else "", "元", known)
                days += [day] if isinstance(day, date) else []
    return tuple(days)


def years_named(evidence: Evidence) -> list[str]:
    """The years that stand in title and name; where none does, in the folders'."""
    near = [each.year for text in (*evidence.inside, evidence.name) for each in written(text) if each.year and not each.day]
    far = [each.year for text in evidence.folders for each in written(text) if each.year]
    return list(dict.fromkeys(near or far))


def period_of(kind: Kind, evidence: Evidence, today: date) -> Guess:
    """The key of the file, or the question which."""
    if kind.key == "slug":
        return _name(kind, evidence)
    inside = [each for text in evidence.inside for each in written(text)]
    named = written(evidence.name)
    told = [each for each in (*inside, *named) if not each.day]
    parts = list(dict.fromkeys(each.part for each in told if each.part))
    of_rows = {str(day.year) for day in evidence.days} if kind.key == "month" else set()  # others tell of days of any year
    years = years_named(evidence) or sorted(of_rows)
    folder_parts = [each.part for text in evidence.folders for each in written(text) if each.part not in ("", "Y", "?")]
    if "Y" in parts and len(parts) > 1:
        parts.remove("Y")
    if len(years) == 1 and len(parts) == 1 and (key := key_of(years[0], parts[0])) and _fits(key, kind):
        return _held_against(key, _told_by(told, inside, named), kind, evidence)
    if len(years) > 1 or len(parts) > 1 or "?" in parts:
        keys = [key for year in years for part in parts or [""] if (key := key_of(year, part))]
        texts = "、".join(f"「{each.text.strip()}」" for each in told if each.part or each.year)
        return _asked(f"里面写着{texts}，看不出是哪一期的", keys, kind)
    if parts and years:  # one of each, and no key of this kind
        question = f"写的是「{periods.period_cn(key_of(years[0], parts[0]))}」，「{kind.title}」不是这样分期的"
        return _asked(question, _of_rows(evidence, kind), kind)
    if parts:
        keys = [key_of(str(year), parts[0]) for year in (today.year, today.year - 1)]
        return _asked(f"只写了「{told[0].text.strip()}」，没有写哪一年", keys, kind)
    of_days = [key_of(each.year, each.part) for each in (*inside, *named) if each.day and each.year]
    return _without_part(kind, evidence, years, told, folder_parts, of_days)


def _without_part(
    kind: Kind, evidence: Evidence, years: list[str], told: list[WrittenPeriod], folder_parts: list[str], of_days: list[str]
) -> Guess:
    """Where at most the year is written."""
    of_rows = _of_rows(evidence, kind)
    if kind.key == "month" and evidence.days:
        whole = len(of_rows) == 1 and len(of_rows[0]) == 4
        if len(of_rows) == 1 and years in ([], [of_rows[0][:4]]) and (not whole or _is_year(evidence.days, told)):
            return Guess(of_rows[0], f"{'各笔都在' if len(of_rows[0]) == 7 else '各笔在'}{periods.period_cn(of_rows[0])}")
        months = Counter(periods.month_of(day) for day in evidence.days).most_common()
        if len(of_rows) == 1:  # a year's file, or a month into which matters of others were booked late
            question = f"各笔的日期在 {len(months)} 个月里，看不出是一整年的，还是一个月的"
            return _asked(question, [of_rows[0], *(month for month, _ in months)], kind)
        return _asked("各笔的日期不在一年里，看不出是哪一期的", [*(month for month, _ in months), *of_rows], kind)
    if len(years) == 1 and kind.key == "year":
        text = next((each.text.strip() for each in told if each.year), "")
        other = sorted({str(day.year) for day in evidence.days})
        if other and years[0] not in other:
            return _asked(f"写的是 {years[0]} 年，里面的日期却有 {'、'.join(other)} 年的", [years[0], *other], kind)
        return Guess(years[0], f"写着「{text}」" if text else f"文件夹写着 {years[0]} 年")
    keys = [periods.period_at(month, length) for month in of_days for length in (1, 3, 6, 12)]
    keys += [year for year in sorted({str(day.year) for day in evidence.days}) if kind.key == "year" and not years]
    keys += [key for year in years for part in (*folder_parts, "Y", "Q1", "Q2", "Q3", "Q4") if _fits(key := key_of(year, part), kind)]
    return _asked("没有写是哪一期的" if not years else f"只写了 {'、'.join(years)} 年，没有写是哪一期的", keys, kind)


def _is_year(days: Sequence[date], told: Sequence[WrittenPeriod]) -> bool:
    """True for the rows of a whole year: that is written, and no month has most of them."""
    most = Counter(periods.month_of(day) for day in days).most_common(1)[0][1]
    return any(each.year for each in told) and most * 5 <= len(days) * 3


def _of_rows(evidence: Evidence, kind: Kind) -> list[str]:
    """Periods that the days of the rows speak for: their month, or their year where they are of several months."""
    months = sorted({periods.month_of(day) for day in evidence.days})
    if len(months) == 1 and kind.key in ("month", "period"):
        return months
    return sorted({month[:4] for month in months})


def _held_against(key: str, why: str, kind: Kind, evidence: Evidence) -> Guess:
    """``key``, unless most rows are of another time."""
    days = evidence.days if kind.key in ("month", "year") else ()
    if days:
        first, last = periods.period_start(key), periods.period_end(key)
        outside = Counter(periods.month_of(day) for day in days if not first <= day <= last)
        if sum(outside.values()) * 2 > len(days):
            other = outside.most_common(1)[0][0] if kind.key == "month" else outside.most_common(1)[0][0][:4]
            return _asked(f"{why}，各笔的日期却多在{periods.period_cn(other)}", [key, other], kind)
    return Guess(key, why)


def _told_by(told: Sequence[WrittenPeriod], inside: Sequence[WrittenPeriod], named: Sequence[WrittenPeriod]) -> str:
    texts = dict.fromkeys(
        ("里面写着" if each in inside else "文件名写着") + f"「{each.text.strip()}」" for each in told if each.part or each.year
    )
    return "，".join(texts)


def _fits(key: str, kind: Kind) -> bool:
    return bool(KEYS[kind.key][0].fullmatch(key)) or (kind.key == "month" and bool(periods.YEAR.fullmatch(key)))


def fits(key: str, kind: Kind) -> bool:
    """True where a file of the kind may be called so."""
    return _fits(key, kind) and not values.KEPT.fullmatch(key)


def _asked(question: str, keys: Sequence[str], kind: Kind) -> Guess:
    choices = tuple(DoubtChoice(key, f"{periods.period_cn(key)}（{key}）") for key in dict.fromkeys(keys) if _fits(key, kind))
    return Guess(doubt=Doubt("period", question, choices[:_MOST], typed=KEYS[kind.key][1]))


def _name(kind: Kind, evidence: Evidence) -> Guess:
    """The name of a file that is called after what it is about: as it came, where that can be an address, else the clerk's word."""
    stem, _, ending = evidence.name.rpartition(".")
    chosen = ending in _TYPED or stem in evidence.there or re.match(r"(?:19|20)\d\d-.", stem)  # book1 and sheet2 are no names
    if chosen and values.SLUG.fullmatch(stem) and not stem.isdigit():
        return Guess(stem, f"文件名就是「{stem}」")
    years = years_named(evidence)
    there = sorted((key for key in evidence.there if not years or key.startswith(tuple(years))), reverse=True)
    choices = [DoubtChoice(key, f"{key}（已经有的那一份）") for key in there[:_MOST]]
    if len(years) == 1:  # last year's 2025-balance is this year's 2026-balance
        alike = {f"{years[0]}{key[4:]}": key for key in evidence.there if re.match(r"(?:19|20)\d\d-", key)}
        choices += [DoubtChoice(key, f"{key}（像 {old}）") for key, old in sorted(alike.items()) if key not in evidence.there]
    question = f"「{kind.title}」要起个英文字母和数字的名字，网址里用"
    return Guess(
        doubt=Doubt("period", question, tuple(choices[:_MOST]), typed=f"{KEYS['slug'][1].partition('，')[0]}，如 {kind.name_example}")
    )
