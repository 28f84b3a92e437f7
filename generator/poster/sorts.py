"""The sorts of sheets there are, which pages each is made of, and what is hung up where nobody asks for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator import periods
from generator.classes import dataclass
from generator.config import Context
from generator.poster.account import account
from generator.poster.booklet import booklet
from generator.poster.honor_roll import roll
from generator.poster.notice import notice
from generator.poster.owed import owed
from generator.poster.papers import papers
from generator.poster.sheet import Poster, stem
from generator.section import FINANCE, HONORS, NOTICES
from generator.shown import Page, folder
from generator.site.docs import page_code

Make = Callable[[Sequence[Page], str, Context, str], Poster]


@dataclass(frozen=True)
class PosterSort:
    """One sort of sheet."""

    title: str
    """What a clerk calls it."""
    part: str
    """The macro of the pages it is made of."""
    make: Make
    example: str = ""
    """A key, where there are several."""
    within: str = ""
    """The folder that these pages lie in; "" for any, since no other page has the part."""
    months: bool = False
    """A key may also be a quarter: all its months on one sheet."""
    anywhere: bool = False
    """By its key a page of any folder can be asked for."""
    chat: bool = False
    """It is also a picture for chats."""


SORTS = {
    "month": PosterSort("明白账", "month", account, "2026-03 或 2026-Q1", FINANCE.path, months=True, chat=True),
    "notice": PosterSort("公示公告", "document", notice, "2026-03-shop-lease", NOTICES.path, anywhere=True, chat=True),
    "roll": PosterSort("光荣榜", "batch", roll, "2025-xingji", HONORS.path, chat=True),
    "papers": PosterSort("证书和门牌", "papers", papers, "2025-xingji"),
    "year": PosterSort("年度工作总结", "report", booklet, "2025"),
    "duties": PosterSort("应当公开什么", "catalogue", owed),
}


@dataclass(frozen=True)
class Choice:
    """One sheet that can be made: of which pages, without making them."""

    sort: str
    key: str
    pages: tuple[Page, ...]

    def sheet(self, context: Context, code_of: Callable[[str], str]) -> Poster:
        """``code_of``: address → its QR code as SVG."""
        address = self.pages[-1].address
        sort = SORTS[self.sort]
        made = replace(sort.make(self.pages, self.key, context, code_of(address) if address else ""), long=sort.chat)
        return made.with_code(page_code(self.pages[0])) if len(self.pages) == 1 else made


def keys(what: str, pages: Iterable[Page]) -> list[str]:
    """Keys of the sheets of one sort that there are pages for, as the board orders them."""
    return [stem(page) for page in _of(SORTS[what], pages)]


def chosen(what: str, key: str, pages: Sequence[Page]) -> Choice | None:
    """The sheet of one key; "" for the newest. None where there are no pages for it."""
    sort = SORTS[what]
    there = {stem(page): page for page in _of(sort, pages, anywhere=bool(key))}
    if not key:
        newest = _newest(what, there)
        return Choice(what, newest, (there[newest],)) if newest else None
    if sort.months and "-Q" in key and periods.PERIOD.fullmatch(key):
        first, last = periods.period_months(key)
        months = tuple(page for month, page in there.items() if first <= month <= last)
        return Choice(what, key, months) if months else None
    return Choice(what, key, (there[key],)) if key in there else None


def usual(pages: Sequence[Page], more: bool = False) -> Iterator[Choice]:
    """What a site offers: the newest 明白账 and report; ``more``: the newest notice and roll, too."""
    for what in ("month", "year", *(("notice", "roll") if more else ())):
        if choice := chosen(what, "", pages):
            yield choice


def _newest(what: str, there: dict[str, Page]) -> str:
    """The first of lists that begin with the newest; of the others the last."""
    if not there:
        return ""
    dated = SORTS[what].months or what == "year"
    return max(there) if dated else next(iter(there))


def _of(sort: PosterSort, pages: Iterable[Page], anywhere: bool = False) -> Iterator[Page]:
    """``anywhere``: of every folder, where the sort lets that be asked for."""
    whole = not sort.within or (anywhere and sort.anywhere)
    return (page for page in pages if page.part == sort.part and (whole or folder(page.path).rpartition("/")[0] == sort.within))
