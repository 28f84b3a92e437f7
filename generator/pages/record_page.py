"""公开记录: which data files stand on the board, each with its code, and how a reader finds out by himself that they are as published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from generator.classes import dataclass
from generator.config import Context
from generator.pages.escape import cell
from generator.pages.links import href
from generator.record.board_record import PAGE, RECORD
from generator.record.chain import FOLDER
from generator.record.written import WrittenRecord
from generator.section import SECTIONS, section_of
from generator.shown import COVER, Content, Page

TITLE = "公开记录"


RecordedPage = tuple[str, str, int, str]
"""(title, path, tables, code) of a page."""


@dataclass(frozen=True)
class RecordView:
    """The page, as its template takes it."""

    code: str
    root: str
    tables: tuple[RecordedPage, ...]
    """Each page whose tables or text stay."""
    fleeting: tuple[RecordedPage, ...]
    """Those shown for a time."""
    others: tuple[tuple[str, str], ...]
    """(path, code) of what is no CSV and no other form of one."""
    record: str
    """Path of record.json, below the board."""
    chain: str
    """Address of what was published before, from the page: it lies above the boards."""

    @property
    def groups(self) -> list[tuple[str, list[RecordedPage]]]:
        """``tables`` by the sections that they stand in, in the order of the board."""
        told: dict[str, list[RecordedPage]] = {section.title: [] for section in SECTIONS}
        for page in self.tables:
            told.setdefault(section_of(page[1]) or "别的", []).append(page)
        return [(title, pages) for title, pages in told.items() if pages]

    def lines(self, those: Sequence[RecordedPage], at: str) -> Markup:
        """Some of them as HTML. Not in the template: there are a thousand, of which a changed row changes one."""
        return Markup("".join(('<ul class="gk-record">\n', *(_line(*page, at) for page in those), "</ul>\n")))


@lru_cache(maxsize=1 << 12)
def _line(title: str, path: str, count: int, code: str, at: str) -> str:
    several = f" <span>{count} 张表</span>" if count > 1 else ""
    return f'<li><a href="{escape(href(path, at))}">{cell(title)}</a>{several} <code>{escape(code)}</code></li>\n'


def record_page(record: WrittenRecord, titles: Mapping[str, str], context: Context, covers: bool) -> Page:
    """Made when everything else is. ``titles``: of the pages, by the folder in which they are served."""
    village = context.village.slug
    above = "../" * (village.count("/") + 2)
    return Page(
        PAGE,
        TITLE,
        "record",
        "record",
        _content,
        (_view(record, titles, f"{above}{FOLDER}/{village}.json"),),
        f"{context.village.name}公开的每一份数据的码：一个数字改过，码就不一样。",
        sample=context.village.sample_sentence(),
        day=context.today,
        address=context.address(PAGE),
        picture=context.address(COVER) if covers else "",
    )


def _content(view: RecordView) -> Content:
    return Content(view)


def _view(record: WrittenRecord, titles: Mapping[str, str], chain: str) -> RecordView:
    told = [(page, files) for page, files in record.pages.items() if files.code]
    lasting, fleeting = (
        tuple((titles.get(page, page), f"{page}.md", files.tables, files.code) for page, files in told if files.lasting is stays)
        for stays in (True, False)
    )
    others = tuple(other for files in record.pages.values() for other in files.others)
    return RecordView(record.code, record.root, lasting, fleeting, others, RECORD, chain)
