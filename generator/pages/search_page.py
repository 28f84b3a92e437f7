"""查找: the page one asks on, and what can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.classes import dataclass
from generator.config import Context
from generator.findable import Findable, Record
from generator.kept import kept
from generator.kind import Datasets, Kind, Overview
from generator.pages import offline_page, specimen
from generator.shown import Content, Page

PATH = "search.md"
PAGES = "栏目和页面"
"""The heading over pages found by their titles."""


def records_of(context: Context, kinds: Iterable[Kind], overviews: Iterable[Overview], datasets: Mapping[str, Datasets]) -> list[Findable]:
    """What kinds and overviews let be found, in the order of the board."""
    of = [(kind.name, datasets[kind.name], kind.records) for kind in kinds]
    of += [(over.name, {name: datasets[name] for name in over.uses}, over.records) for over in overviews]  # type: ignore[misc]
    records: list[Findable] = []
    for name, data, find in of:
        records += kept(context.village.slug, f"records {name}", (data, context), lambda find=find, data=data: [*find(data, context)])  # type: ignore[misc]
    return records


def page_records(pages: Iterable[Page], written: Iterable[tuple[str, str]], records: Sequence[Findable]) -> list[Record]:
    """A record for each page by its title, where the page is not a record already; ``written``: (path, title)."""
    taken = {record.whole for record in records} | {PATH, specimen.PATH, offline_page.PATH}
    made = [Record(page.title, page.description, page.path, kind=PAGES) for page in pages if page.path not in taken]
    return made + [Record(title, "", path, kind=PAGES) for path, title in written]


def search_page(context: Context, made: Iterable[Page], records: Sequence[Findable], sample: str) -> Page:
    """The empty page; the reader's own device fills it in."""
    years = sorted({record.year for record in records if record.year}, reverse=True)
    lists = tuple((page.nav, page.path) for page in made if page.nav)
    description = f"在{context.village.name}公开栏里查找收支、公告和荣誉。"
    return Page(PATH, "查找", "search", "search", _content, (tuple(years), lists), description, sample=sample, nav="查找")


@dataclass(frozen=True)
class SearchView:
    """The page, as its template takes it."""

    years: tuple[str, ...]
    lists: tuple[tuple[str, str], ...]
    towns: tuple[object, ...] = ()


def _content(years: tuple[str, ...], lists: tuple[tuple[str, str], ...]) -> Content:
    return Content(SearchView(years, lists))
