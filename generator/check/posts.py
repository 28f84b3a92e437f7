"""组织和职务: who holds which post on which day, and what must hold of it; a post is held from 到任 until the day before 离任.

Law: 村民委员会组织法 (2025) art. 14 (elected by the villagers, nobody appointed, five years), art. 37 (item D01 of the catalogue).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from generator import values
from generator.check.references import names_in
from generator.config import Context, Serving, Village
from generator.kind import Datasets
from generator.law.organisations import body_of, is_single, size_of
from generator.model import Problem, Row, problem
from generator.pattern import lazy

BODY, POST, NAME, COUNT, SEATS = "组织", "职务", "姓名", "人数", "职数"
FROM, TERM, LEFT, HOW, ELECTION = "到任", "任期", "离任", "产生方式", "选举"
DUTY, PHONE, UNIT, AREA, KIN = "分工", "办公电话", "派出单位", "负责范围", "近亲属"
VACANT, UNRECORDED = "空缺", "未载"
"""What stands in place of a name: nobody holds the post; somebody does, and nobody wrote down who."""
NOBODY = frozenset((VACANT, "暂缺", "缺位", "待补", "待定", "待选", UNRECORDED, "不详", "未记载"))
"""All that may stand there and is no name."""
_UNRECORDED = frozenset((UNRECORDED, "不详", "未记载"))
APPOINTED = ("任命", "聘任", "选派")
_DAY = timedelta(1)


def name_of(row: Row) -> str:
    """Who holds the post, without what explains the name: 王示例 of 王示例（兼）; VACANT or UNRECORDED, however that is written."""
    name = re.sub(r"\s|[（(][^（()）]*[)）]$", "", row.text(NAME)) or row.text(NAME).strip("（()） ")
    return name if name not in NOBODY else UNRECORDED if name in _UNRECORDED else VACANT


def named(row: Row) -> bool:
    """True for a row that names who holds the post."""
    return bool(row.text(NAME)) and name_of(row) not in NOBODY


_SHORT = (
    ("村民委员会", "村委会"),
    ("村务监督委员会", "监委会"),
    ("村务监督委员会", "村监委会"),
    ("村党支部", "党支部"),
    ("驻村工作队", "工作队"),
)
_PLAIN = lazy(r"(?:副|第一)?(?:主任|书记|委员|组长|队长|队员|会长|理事长|监事长|秘书长|主席|连长|成员|组员|负责人)")


def called(row: Row) -> tuple[str, ...]:
    """What a post may be called by: with its body, however that is written; without, where no other body is likely to have the same."""
    body, post = row.text(BODY), row.text(POST)
    bodies = dict.fromkeys((body, *(body.replace(long, short) for long, short in _SHORT if long in body)))
    alone = () if _PLAIN.fullmatch(values.label(post)) and post != "第一书记" else (post,)
    return (*(f"{name}{post}" for name in bodies), *alone) if body and post else ()


def holds(row: Row, day: date) -> bool:
    """True where somebody holds the post of the row on a day, named or not. What is not said has no end and no beginning."""
    return name_of(row) != VACANT and _covers(row, day)


def _covers(row: Row, day: date) -> bool:
    start, end = row[FROM], row[LEFT]
    return (not isinstance(start, date) or start <= day) and not (isinstance(end, date) and end <= day)


def seats(rows: Iterable[Row]) -> int | None:
    """How many may hold the post that the rows are of; None where nobody says."""
    told = tuple(rows)
    stated = next((n for row in reversed(told) if isinstance(n := row[SEATS], int)), None)
    return stated or (1 if told and is_single(told[0].text(POST)) else None)


def posts(datasets: Datasets) -> dict[tuple[str, str], list[Row]]:
    """(组织, 职务) → its rows, of all files, the earliest 到任 first."""
    of: dict[tuple[str, str], list[Row]] = {}
    for row in (row for data in datasets for row in data.rows):
        of.setdefault((values.label(row.text(BODY)), values.label(row.text(POST))), []).append(row)
    return {key: sorted(rows, key=_begun) for key, rows in of.items()}


def count(rows: Iterable[Row], day: date) -> int:
    """How many hold a post on a day."""
    return sum(number(row) for row in rows if holds(row, day))


def number(row: Row) -> int:
    """How many persons a row speaks of."""
    n = row[COUNT]
    return n if isinstance(n, int) and not named(row) else 1


def vacant(rows: list[Row], today: date) -> tuple[int, date | None]:
    """How many seats of a post nobody holds today, and since when; None where nobody can tell."""
    places, empty = seats(rows), [row for row in rows if name_of(row) == VACANT and _covers(row, today)]
    missing = max(places - count(rows, today), 0) if places is not None else len(empty)
    days = {day for row in rows for day in (row[FROM], row[LEFT]) if isinstance(day, date) and day <= today}
    left = (day for day in sorted(days, reverse=True) if places is not None and count(rows, day - _DAY) >= places)
    stated = (day for row in empty if isinstance(day := row[FROM], date))
    return missing, next(left, next(stated, None)) if missing else None


def term_end(row: Row) -> date | None:
    """The last day of the term of who holds a post, by what the row says, else by the law; None where neither says one."""
    start, text = row[FROM], str(row[TERM] or body_of(row.text(BODY)).term)
    if not isinstance(start, date) or not text or TERM in row.invalid:
        return None
    end = values.term_end(start, text)
    return None if end == values.FOREVER else end


def with_posts(village: Village, datasets: Mapping[str, Datasets], today: date) -> Village:
    """The village with who serves it: the one place where the files of posts become what everything else knows of persons in office."""
    return replace(village, serving=serving(datasets["posts"], village, today))


def serving(datasets: Datasets, village: Village, today: date) -> tuple[Serving, ...]:
    """Who is named for a post today; on a board that has ended, on its last day."""
    day = min(today, village.closed) if village.closed else today
    return tuple(_serving(row) for data in datasets for row in data.rows if named(row) and holds(row, day))


def _serving(row: Row) -> Serving:
    end, body, kin = row[LEFT], row.text(BODY), tuple(names_in(row.text(KIN)))
    last = end - _DAY if isinstance(end, date) else None
    sort = "" if "监事" in body + row.text(POST) else body_of(body).sort  # who watches the economic organisation may watch the village too
    return Serving(name_of(row), body, row.text(POST), sort, row.at(NAME), row.text(DUTY), row.text(PHONE), last, kin)


def _begun(row: Row) -> date:
    start = row[FROM]
    return start if isinstance(start, date) else date.min


# --- what must hold --------------------------------------------------------------------------


def names_or_counts(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """人数 is for those whose names nobody wrote down; a vacancy has no telephone and no election."""
    for row in (row for data in datasets for row in data.rows):
        if named(row) and row[COUNT] is not None:
            told, hint = f"「{name_of(row)[:1]}某」写了姓名，又写了人数。", f"一个人一行，人数空着；没有姓名的，姓名写「{UNRECORDED}」。"
            yield problem("name-or-count", row.at(COUNT), told, hint, row.excerpt())


def days_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """到任 < 离任, and 到任 ≤ the end of the term; no term longer than the law lets it be."""
    for row in (row for data in datasets for row in data.rows):
        start, left, end = row[FROM], row[LEFT], term_end(row)
        if not isinstance(start, date):
            continue
        if isinstance(left, date) and left <= start:
            told = f"离任是 {values.date_cn(left)}，到任是 {values.date_cn(start)}，离任应当更晚。"
            yield problem("term-order", row.at(LEFT), told, "核对两个日期。", row.excerpt())
        if end and end < start:
            told = f"任期到 {values.date_cn(end)}，到任是 {values.date_cn(start)}。"
            yield problem("term-order", row.at(TERM), told, "任期写几年，如 5年，或者写到期的那一天。", row.excerpt())
        longest = body_of(row.text(BODY)).longest
        limit = values.term_end(start, longest) if longest else None
        if end and limit and end > limit:
            told = f"{row.text(BODY)}每届 {longest}，{values.date_cn(start)}到任，最晚到 {values.date_cn(limit)}，"
            yield problem("post-term-long", row.at(TERM), f"{told}这里写到 {values.date_cn(end)}。", excerpt=row.excerpt())


def elected_where_asked(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nobody is appointed to what villagers elect."""
    for row in (row for data in datasets for row in data.rows):
        if row[HOW] in APPOINTED and row.text(POST) in body_of(row.text(BODY)).elected:
            told = f"{row.text(BODY)}的{row.text(POST)}，产生方式写的是「{row.text(HOW)}」。"
            yield problem("post-appointed", row.at(HOW), told, excerpt=row.excerpt())


def enough_members(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """The committee and the supervisors have as many members today as the law, or the county, says.

    A list that names nobody but the head tells nothing of the others; neither does one that does not say how many there are.
    """
    day, local = min(context.today, context.village.closed or context.today), context.region.sizes if context.region else ()
    bodies: dict[str, list[Row]] = {}
    for row in (row for data in datasets for row in data.rows):
        if row.text(POST) in body_of(row.text(BODY)).members:
            bodies.setdefault(values.label(row.text(BODY)), []).append(row)
    for rows in bodies.values():
        here, size = [row for row in rows if holds(row, day)], size_of(body_of(rows[0].text(BODY)), local)
        named_here = {name_of(row) for row in here if named(row)}
        members = len(named_here) + sum(number(row) for row in here if not named(row))
        known = all(named(row) or row[COUNT] is not None for row in here) and any(not is_single(row.text(POST)) for row in here)
        if size and here and (members > size[1] or (known and members < size[0])):
            span = f"{size[0]} 到 {size[1]} 人" if size[0] < size[1] else f"{size[0]} 人"
            where = f"{context.region.title}规定是" if context.region and size != body_of(rows[0].text(BODY)).size else "法律、文件规定是"
            told = f"{rows[0].text(BODY)}现在有 {members} 人（{'、'.join(body_of(rows[0].text(BODY)).members)}），{where} {span}。"
            yield problem("post-number", here[-1].at(POST), told, excerpt=here[-1].excerpt())


def seats_kept(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No more hold a post on any day than it has seats: told once for a post, on the row of who came last."""
    for rows in posts(datasets).values():
        places = seats(rows)
        if places is None:
            continue
        for row in rows:
            day = _begun(row)
            held = [other for other in rows if holds(other, day)]
            twice = any(other is not row and named(row) and name_of(other) == name_of(row) for other in held)  # told by held_once
            if holds(row, day) and not twice and sum(map(number, held)) > places:
                before = "、".join(_who(other, row) for other in held if other is not row) or "这一行"
                since = f"{values.date_cn(day)}，" if day > date.min else ""
                told = f"{since}「{row.text(BODY)}{row.text(POST)}」只有 {places} 个位置，{before}还没有离任。"
                yield problem("post-crowded", row.at(NAME), told, excerpt=row.excerpt())
                break


def held_once(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Who is elected again has a row for each term, one after the other: twice at a time he would be two."""
    for rows in posts(datasets).values():
        for n, row in enumerate(rows):
            again = next((other for other in rows[:n] if named(row) and name_of(other) == name_of(row) and holds(other, _begun(row))), None)
            if again:
                told = f"{_who(again, row)}已经是「{row.text(BODY)}{row.text(POST)}」，还没有离任，这里又写了一次。"
                hint = "连任的，前一届那一行写上「离任」（新一届到任的那天）；写重了的，删掉一行。"
                yield problem("post-crowded", row.at(NAME), told, hint, row.excerpt())


def _who(row: Row, beside: Row) -> str:
    """「第 2 行的「蒋某」」, with its file where that is another."""
    file = "" if row.head.file == beside.head.file else f"{row.head.file.rpartition('/')[2]} "
    where = f"{file}第 {row.number or row.line} 行"
    return f"{where}的「{name_of(row)[:1]}某」" if named(row) else where
