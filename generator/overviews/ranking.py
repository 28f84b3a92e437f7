"""积分排名: a page for each month, with who is in front and what all of them come to; a page for each year, with what each household has.

Law: 中央农办、农业农村部 2020-07 notice on 积分制 (item H02 of the catalogue). Names stand in the register alone, and only of who agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator import periods
from generator.check import points_rules, posting
from generator.check.points import Points
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import point_goods, point_households, point_rules, points
from generator.kinds._sheets import Older, newest_first, until
from generator.model import Dataset, Problem
from generator.overviews._ranking import NAMED_FOR, book, book_facts, facts, first_line, month, month_page
from generator.section import LIFE
from generator.shown import Brief, Cover, Facts, Page


def _files(books: Books) -> Points:
    return Points(books["points"], books["point_rules"], books["point_goods"], books["point_redemptions"], books["point_households"])


def _check(rule: Callable[[Points], Iterable[Problem]]) -> Callable[[Books, Context], Iterable[Problem]]:
    def check(books: Books, context: Context) -> Iterator[Problem]:
        yield from rule(_files(books))

    return check


def pages(books: Books, context: Context) -> Iterator[Page]:
    """Of each month and of each year's register. The newest month leads to the older ones and to all that explains it."""
    files, village = _files(books), context.village.name
    months, registers = newest_first(files.entries), newest_first(files.households)
    beside, older = _beside(books), tuple(Older(_title(data), points.KIND.path_of(data), data.file) for data in months[1:])
    for data in months:
        known, fades, newest = _until(files, data.key), _fades(data, context), data is months[0]
        told = facts(month(known, data.key), bool(fades))
        uses = (known, data.key, bool(fades), beside if newest else (), older if newest else ())
        yield Page(
            points.KIND.path_of(data), _title(data), "sheet", "sheet", month_page, uses, description=f"{village}{_title(data)}。",
            sample=context.village.sample_sentence(points.KIND.title), sources=_sources(known, data),
            posted=posting.posted(data, until=until(data, context)), cover=Cover(_title(data), _lines(told)), fades=fades,
        )  # fmt: skip
    before = tuple(Older(_KIND.title_of(data), _KIND.path_of(data), data.file) for data in registers[1:])
    for data in registers:
        known, title = _until(files, f"{data.key}-12"), _KIND.title_of(data)
        held = (known, data, before if data is registers[0] else ())
        yield Page(
            _KIND.path_of(data), title, "sheet", "sheet", book, held, description=f"{village}{title}。",
            sample=context.village.sample_sentence(_KIND.title), sources=(data.file,),
            posted=posting.posted(data, until=until(data, context)), cover=Cover(title, _lines(book_facts(known, data))),
        )  # fmt: skip


_KIND = point_households.KIND


def front(books: Books, context: Context) -> Brief | None:
    """Who won in the newest month; before there is one, the rules."""
    files = _files(books)
    if not files.entries:
        first = next(iter(_beside(books)), None)
        return Brief("积分", first.title, first.path, f"看{first.title}") if first else None
    data = newest_first(files.entries)[0]
    of = month(_until(files, data.key), data.key)
    fades = _fades(data, context)
    line = (f"{periods.month_cn(data.key)}第一名 {first_line(of)}",) if fades else ()
    told = facts(of, bool(fades))[:2]
    return Brief("积分", _title(data), points.KIND.path_of(data), "看积分排名和各户积分", facts=told, lines=line, fades=fades)


def _title(data: Dataset) -> str:
    return f"{periods.month_cn(data.key)}积分"


def _fades(data: Dataset, context: Context) -> date | None:
    """The first day on which a month is over for so long that nobody need be named any more; None where that has come."""
    months = int(data.key[:4]) * 12 + int(data.key[5:]) + NAMED_FOR
    day = date(months // 12, months % 12 + 1, 1)
    return day if context.today < day else None


def _until(files: Points, key: str) -> Points:
    """What was known at the end of a month: what comes later changes none of its page."""
    each = (files.entries, files.rules, files.goods, files.redeemed, files.households)
    return Points(*(tuple(data for data in of if data.key <= key) for of in each))


def _beside(books: Books) -> tuple[Older, ...]:
    """The newest page of what each household has, of the rules and of the goods."""
    kinds = (point_households.KIND, point_rules.KIND, point_goods.KIND)
    newest = [(kind, newest_first(books[kind.name])[0]) for kind in kinds if books[kind.name]]
    return tuple(Older(kind.title_of(data), kind.path_of(data), data.file) for kind, data in newest)


def _sources(known: Points, data: Dataset) -> tuple[str, ...]:
    redeemed = (other.file for other in known.redeemed if other.key == data.key)
    registers = (other.file for other in newest_first(known.households)[:1])
    return (data.file, *redeemed, *registers)


def _lines(told: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((name, lines[-1]) for name, lines in told)


OVERVIEW = Overview(
    name="ranking",
    title="积分排名",
    order=621,
    uses=("points", "point_rules", "point_goods", "point_redemptions", "point_households"),
    checks=tuple(
        map(
            _check,
            (
                points_rules.heads_agree,
                points_rules.as_ruled,
                points_rules.within_caps,
                points_rules.never_below,
                points_rules.balances_stated,
                points_rules.priced,
                points_rules.in_stock,
                points_rules.brought_forward,
            ),
        )
    ),
    pages=pages,
    front=front,
    section=LIFE,
)
