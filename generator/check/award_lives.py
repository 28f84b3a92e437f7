"""What became of honors, and who had one when: plates told apart, possible changes, nothing in the closed years, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.award_changes import (
    CHANGE,
    GRANTED,
    LOWERED,
    PLATE,
    RENEWED,
    RESTORED,
    REVIEWED,
    STARS,
    TAKEN,
    TITLE,
    WHY,
    HonorChange,
    Standing,
    after,
    change_of,
    changes_by_plate,
    granted,
    in_order,
    number,
    of_plates,
    stars_named,
)  # fmt: skip
from generator.check.award_rounds import ROUND
from generator.check.award_schemes import GROUP, LISTED, PERSON, UNIT, Granting
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, problem
from generator.pattern import lazy

_PRIVATE = lazy(
    "家暴|家庭暴力|吸毒|涉毒|赌博|聚赌|嫖|离婚|婚外|出轨|精神病|艾滋|患病|拘留|判刑|坐牢|劳教|前科|欠债|欠款|信访|上访|超生|低保|邪教"
)
_CHILDREN = lazy("少年|儿童|少先|小学生|红领巾|好孩子|小标兵|小明星")
UNDER_14 = "未满14岁"


def plates_once(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A number is on one plate: what became of it must not be said of another."""
    first: dict[str, Row] = {}
    for plate, row in of_plates(datasets):
        if first.setdefault(plate, row) is not row:
            other = first[plate]
            where = (
                f"第 {other.number or other.line} 行" if other.head.file == row.head.file else f"{other.head.file.rsplit('/', 1)[-1]} 里"
            )
            yield problem("register-repeated", row.at(PLATE), f"牌号「{row.text(PLATE)}」{where}已经用过。", excerpt=row.excerpt())


def stars_listed(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """得星 names as many as 星数 says."""
    for row in (row for data in datasets for row in data.rows):
        names, stars = [part for part in re.split(r"[、，,；;/\s]+", row.text(LISTED)) if part], number(row, STARS)
        if names and stars is not None and len(names) != stars:
            text = f"「{LISTED}」写了 {len(names)} 颗，「{STARS}」写的是 {stars}。"
            yield problem("award-stars-differ", row.at(LISTED), text, excerpt=row.excerpt())


def reasons_not_private(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Why an honor was taken away is told as a rule that was not kept, not as somebody's illness, marriage, debts or offence."""
    for row in (row for data in datasets for row in data.rows):
        if private := _PRIVATE.search(row.text(WHY)):
            yield problem("revocation-private", row.at(WHY), f"「{WHY}」写到了「{private[0]}」，这是个人的私事。")


def children_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Where a title is for children it is said who is under fourteen: until then all of them are told by their surname."""
    for data in datasets:
        rows = [row for row in data.rows if row.text(PERSON) and of_children(row) and row[UNDER_14] is None]
        if rows:
            text = f"「{rows[0].text(TITLE)}」有 {len(rows)} 个人没有写是不是未满 14 岁，网页上先只登姓。"
            yield problem("minor-unsaid", rows[0].at_or(UNDER_14, PERSON), text)


def of_children(row: Row) -> bool:
    """True for a title that is given to children."""
    return bool(_CHILDREN.search(row.text(TITLE)))


def one_star_title_each(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """In one round a household has one number of stars, and no title twice, whichever files they stand in."""
    first: dict[tuple[str, ...], Row] = {}
    for row in (row for data in datasets for row in data.rows):
        if not row.text(ROUND) or not row.text(PERSON):
            continue
        title = "星" if stars_named(row.text(TITLE)) else values.label(row.text(TITLE))
        key = (values.label(row.text(ROUND)), title, *_who(row))
        other = first.setdefault(key, row)
        alike = values.label(other.text(TITLE)) == values.label(row.text(TITLE))
        if other is row or (alike and other.head.file == row.head.file and other[GRANTED] == row[GRANTED]):  # one file: told by honors_once
            continue
        text = f"「{row.text(PERSON)}」在「{row.text(ROUND)}」里已经评了「{other.text(TITLE)}」。"
        yield problem("honor-repeated", row.at(PERSON), text, excerpt=row.excerpt())


def changes_possible(honors: Datasets, reviews: Datasets, context: Context) -> Iterator[Problem]:
    """Each change can be made of what was there before it: nothing is lowered to more stars, nothing given back that was not taken."""
    rows = dict(reversed(list(of_plates(honors))))
    changed: dict[str, list[tuple[HonorChange, Row]]] = {}
    for row in (row for data in reviews for row in data.rows):
        if change := change_of(row):
            changed.setdefault(values.label(row.text(PLATE)), []).append((change, row))
    for plate, several in changed.items():
        if plate not in rows:  # told as a name that is nowhere
            continue
        honor, written = rows[plate], {id(change): row for change, row in several}
        now = granted(honor)
        for change in in_order(honor, [change for change, _ in several]):
            by = written.get(id(change))
            if by and (text := _why_not(honor, now, change)):
                yield problem("award-change-impossible", by.at(CHANGE), f"{by.text(PLATE)}：{text}", excerpt=by.excerpt())
            now = after(now, change, number(honor, STARS))


def _why_not(honor: Row, now: Standing, change: HonorChange) -> str:
    start = honor[GRANTED]
    if isinstance(start, date) and change.day < start:
        return f"{change.what}是 {values.date_cn(change.day)}，{values.date_cn(start)}才授予。"
    if now.gone and change.what != RESTORED:
        return f"{values.date_cn(now.gone)}已经摘牌，不能再{change.what}；又给回来的先写一行「{RESTORED}」。"
    if change.what == RESTORED and not now.gone and now.stars == number(honor, STARS):
        return "没有摘牌，也没有降星，没有什么可以恢复。"
    if change.what in (LOWERED, REVIEWED) and now.end and change.day > now.end:
        return f"{values.date_cn(now.end)}已经到期，不能再{change.what}；续上的写「{RENEWED}」。"
    if change.what == LOWERED and not (change.stars and now.stars and change.stars < now.stars):
        return f"降星要写降到几颗星，比现在的{f' {now.stars} 星' if now.stars else ''}少。"
    if change.what == RENEWED and not change.term:
        return "续期要写新的有效期，如 2年，或者到期的那一天。"
    if change.term and now.end and (end := values.term_end(change.day, change.term)) and end < now.end and change.what != TAKEN:
        return f"新的有效期到 {values.date_cn(end)}，比原来的 {values.date_cn(now.end)}还早。"
    return ""


def closed_years_kept(grantings: list[Granting], honors: Datasets, reviews: Datasets) -> Iterator[Problem]:
    """Whoever had an honor taken away has none by that scheme while the years it lays down have not passed."""
    gone = _taken_away(honors, reviews)
    for granting in grantings:
        years = granting.scheme.closed if granting.scheme else 0
        for row in granting.rows if years else ():
            start = row[GRANTED]
            for day, other in gone.get(_who(row), ()) if row.text(PERSON) and isinstance(start, date) else ():
                last = values.term_end(day, f"{years}年")
                if isinstance(start, date) and other is not row and last and day <= start <= last:
                    gone_on, until = values.date_cn(day), values.date_cn(last)
                    what = f"「{row.text(PERSON)}」的「{other.text(TITLE)}」{gone_on}摘牌，{years} 年里（到 {until}）不能再评"
                    text = f"{what}，这里 {values.date_cn(start)}又授予了「{row.text(TITLE)}」。"
                    yield problem("award-in-closed-years", row.at(PERSON), text, excerpt=row.excerpt())
                    break


def _taken_away(honors: Datasets, reviews: Datasets) -> dict[tuple[str, ...], list[tuple[date, Row]]]:
    """Who → the days on which something of his was taken away and not given back since, with its row."""
    by = changes_by_plate(reviews)
    gone: dict[tuple[str, ...], list[tuple[date, Row]]] = {}
    for row in (row for data in honors for row in data.rows if row.text(PERSON)):
        now = granted(row)
        for change in in_order(row, by.get(values.label(row.text(PLATE)), []) if row.text(PLATE) else []):
            now = after(now, change, number(row, STARS))
        if now.gone:
            gone.setdefault(_who(row), []).append((now.gone, row))
    return gone


def _who(row: Row) -> tuple[str, ...]:
    return tuple(values.label(row.text(name)) for name in (UNIT, GROUP, PERSON))
