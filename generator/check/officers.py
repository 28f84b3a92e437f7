"""What is said of the same person in two places is the same: posts beside village.yml, beside the election, beside the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator import values
from generator.check.elections import ELECTED, RESULT
from generator.check.lists import stated_once
from generator.check.posts import ELECTION, FROM, NAME, POST, name_of, named
from generator.config import LEADING, Context, Officer, Serving
from generator.kind import Books
from generator.law.organisations import body_of
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy

_LISTS = (("班子", LEADING), ("监督", ("supervisors",)))
_BETWEEN = lazy(r"[、,，;；\s]+")
_TOLD = "village.yml 可以不写「班子」「监督」，只写在组织和职务里；两处都写的，改成一样。"


def settings_agree(books: Books, context: Context) -> Iterator[Problem]:
    """Where village.yml and the posts both say who serves, with which post, duty and telephone, they say the same."""
    village = context.village
    if not village.serving or any(data.unread or data.unreadable_rows for data in books["posts"]):
        return
    file = f"data/villages/{village.slug}/village.yml"
    for (key, sorts), listed in zip(_LISTS, (village.officers, village.supervisors), strict=True):
        for officer in listed:
            if told := _differs(officer, [post for post in village.serving if post.name == officer.name]):
                yield problem("officers-differ", Source(file, field=key), f"「{key}」里{told}", _TOLD)
        names = {officer.name for officer in listed}
        for post in village.serving if listed else ():
            if post.sort in sorts and post.name not in names:
                names.add(post.name)
                told = f"「{post.name}」是{post.role}，village.yml 的「{key}」里没有他。"
                yield problem("officers-differ", post.place, told, _TOLD)
    for contact in village.contacts:
        phones = {post.phone for post in village.serving if post.name == contact.name and post.phone}
        if contact.phone and phones and contact.phone not in phones:
            told = f"「联系」里「{contact.name}」的电话，和组织和职务里写的不是一个号码。"
            yield problem("officers-differ", Source(file, field="联系"), told, "两处改成一样的办公电话。")


def _differs(officer: Officer, held: list[Serving]) -> str:
    """What is told otherwise of somebody: a sentence; "" where nothing is."""
    if not held:
        return f"有「{officer.name}」，组织和职务里他今天没有职务。"
    for part in filter(None, _BETWEEN.split(officer.role)):
        if not any(_is(part, post) for post in held):
            return f"「{officer.name}」的职务有「{part}」，组织和职务里是「{'、'.join(post.role for post in held)}」。"
    duties = {part for post in held for part in _BETWEEN.split(post.duty) if part}
    if officer.duty and duties and duties != set(filter(None, _BETWEEN.split(officer.duty))):
        return f"「{officer.name}」的分工是「{officer.duty}」，组织和职务里是「{'；'.join(filter(None, (p.duty for p in held)))}」。"
    return ""


def _is(text: str, post: Serving) -> bool:
    """True where 「村委会副主任」 may mean the post: the same post, of no other sort of body."""
    body = text.removesuffix(post.post)
    return text.endswith(post.post) and (not body_of(body).sort or body_of(body).sort == body_of(post.body).sort)


def elected_as_told(books: Books, context: Context) -> Iterator[Problem]:
    """Who is said to hold a post by an election was elected to it there, and did not come before it."""
    for row in (row for data in books["posts"] for row in data.rows if named(row) and row.text(ELECTION)):
        of = [data for data in books["elections"] if _name(data) == values.label(row.text(ELECTION))]
        if not of or any(data.unread or not data.complete or data.unreadable_rows for data in of):
            continue
        day, start = _day(of), row[FROM]
        if not _elected(row, (other for data in of for other in data.rows)):
            told = f"「{row.text(ELECTION)}」里，{row.text(POST)}没有「{name_of(row)[:1]}某」当选。"
            yield problem("post-not-elected", row.at(ELECTION), told, excerpt=row.excerpt())
        elif day and isinstance(start, date) and start < day:
            told = f"到任是 {values.date_cn(start)}，选举日是 {values.date_cn(day)}，到任不会更早。"
            yield problem("term-order", row.at(FROM), told, "核对到任的日期。", row.excerpt())


def _elected(row: Row, candidates: Iterable[Row]) -> bool:
    return any(one[RESULT] == ELECTED and (one.text(NAME), one.text(POST)) == (name_of(row), row.text(POST)) for one in candidates)


def _name(data: Dataset) -> str:
    return values.label(str(stated_once(data, ELECTION) or ""))


def _day(of: list[Dataset]) -> date | None:
    return next((day for data in of if isinstance(day := stated_once(data, "选举日"), date)), None)
