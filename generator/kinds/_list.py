"""A list kind: rows in a file and a page for each file. What such a kind does not say for itself is said here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from generator.check import lists, posting
from generator.check.references import leads_of, linked, linked_text
from generator.check.totals import stated_totals
from generator.classes import dataclass
from generator.config import Context
from generator.drawn_figures import Series
from generator.findable import Record
from generator.kind import TOTALS, Check, Datasets, Kind
from generator.kinds._offers import Offers
from generator.kinds._photos import shots_of
from generator.kinds._sheets import Older, Sheet, Top, anchors, cell, few, newest_first, period_title, sums_of, until, whole, with_older
from generator.model import Column, Dataset, Row
from generator.offered import YUAN, Offered, OfferedEntry, OfferedFigure
from generator.photo import Shots, asked_for
from generator.references import Leads
from generator.section import Section
from generator.shown import Brief, Content, Cover, Fold, Page, Table, Value


@dataclass(frozen=True)
class Body:
    """What stands on the page of one file below what is told first."""

    tables: tuple[tuple[str, Table], ...]
    """(heading, table)."""
    downloads: tuple[Table, ...]
    closing: str = ""
    """A sentence below the tables."""
    folds: tuple[tuple[str, tuple[Fold, ...]], ...] = ()
    """(heading, lines that open), above the tables; what a fact is called is the column whose names lead elsewhere."""
    series: tuple[Series, ...] = ()
    """How figures went over the years, below the lines."""


@dataclass(frozen=True)
class Entry:
    """What a search finds of one row."""

    title: str
    """"" for a row that cannot be found: whoever it names does not want to be."""
    words: tuple[str, ...]
    """Those that are "" are left out."""
    day: date | None
    amount: int | None = None
    """Fen: income is positive, expense negative."""
    year: str = ""
    """"" for the year in the file's name, or that of ``day`` where the name is a slug."""


@dataclass(frozen=True, kw_only=True)
class ListKind(Kind):
    """Says only in what it differs from: a page for each file with the sums of some columns, its rows, and the same of earlier files; every
    row by its words in the search; the newest file on the front page of the section."""

    total_labels: tuple[str, ...] = TOTALS

    titled: Callable[[Dataset], str] | None = None
    """What a file is called; its period and the kind's title where it is None."""
    figures: tuple[tuple[str, str], ...] = ()
    """(column, how loud): the sums told first."""
    tells: Callable[[Dataset, Context], Top] | None = None
    """What is told first, where that is more than ``figures``."""
    summed: tuple[str, ...] = ()
    """Columns whose sums stand below the rows; checked where the file states them."""
    checked: tuple[str, ...] = ()
    """Further columns whose stated sums are checked."""
    one_sum: bool = True
    """合计 is the sum of all rows; False where rows of two directions stand in one file."""
    households: str = ""
    """A column that counts some: fewer than five are 「<5」."""
    body: Callable[..., Body] | None = None
    """What stands below, given the dataset, its title and ``uses``; the file as it stands where it is None."""
    looks_back: bool = False
    """``body`` is given the earlier files too, the newest first, before ``uses``."""
    uses: Callable[[Dataset, Context], tuple[object, ...]] | None = None
    """What ``body`` needs beyond the file: what depends on the day of the build, or on the village."""
    entry: Callable[[Dataset, Row, Context], Entry] | None = None
    """What a search finds of a row, where that is not all its words."""
    worth: Callable[[Row], int | None] | None = None
    """What a row is worth in a search, in fen; only where ``entry`` is None."""
    paged: bool = True
    """False where an overview makes its pages."""
    searchable: bool = True
    """False where nothing of its rows can be searched for."""
    fronted: Callable[[Dataset, Context], Top] | None = None
    """What the front page of the section tells of the newest file, where that is not what its own page tells first."""
    brief: Callable[[Dataset, Context], tuple[str, ...]] | None = None
    """The same in a few words, for the home page."""
    briefed: bool = True
    """False where an overview tells of it on the front page of the section."""
    anchored: Callable[[Row], bool] | None = None
    """Whether a row stands on its page by itself; all do where it is None."""
    offered: Offers | None = None
    """Figures of a year that a report may name."""
    counted: str = ""
    """What a row is called where the front page says how many there are; "" where it does not."""

    def title_of(self, data: Dataset) -> str:
        """「2026年第三季度干部报酬与误工补贴」."""
        return (self.titled or period_title(self.title))(data)

    def path_of(self, data: Dataset) -> str:
        """finance/pay/2026-Q3.md."""
        return self.section.page(self.name, data.key)

    def top(self, data: Dataset, context: Context) -> Top:
        """What is told first of a file."""
        return self.tells(data, context) if self.tells else Top(sums_of(data, self.figures))

    def all_checks(self) -> tuple[Check, ...]:
        """Those of any list, and its own."""
        stated = (*self.summed, *filter(None, (self.households,)), *self.checked)
        sums = (stated_totals(*stated, whole=self.one_sum),) if stated else ()
        return (lists.not_empty, *self.checks, *sums)

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        """On the page of its file; the page itself where no row of its own stands there, or all of a file is one entry to others."""
        if not (self.paged and self.searchable):
            return None
        alone = self.known_by not in self.shared and (self.anchored is None or self.anchored(data.rows[row]))
        return self.title_of(data), self.path_of(data) + (f"#{anchors(data)[row]}" if alone else "")

    def pages(self, datasets: Datasets, context: Context) -> Iterator[Page]:
        """A page for each file, the newest first."""
        return self.made(datasets if self.paged else (), context)

    def made(self, datasets: Datasets, context: Context, more: Callable[[Dataset], tuple[object, ...]] = lambda data: ()) -> Iterator[Page]:
        """The same, for an overview too that makes them: ``more`` is what it knows of a file, which ``body`` is given last."""
        files = newest_first(datasets)
        for data, own, older in with_older(datasets, self.title_of, self.section):
            top = self.top(data, context)
            given: tuple[object, ...] = (self.columns, self.summed, self.households) if self.body is None else ()
            given += (tuple(files[files.index(data) + 1 :]),) if self.looks_back else ()
            uses = (*given, *(self.uses(data, context) if self.uses else ()), *more(data))
            leads = leads_of(self, data, own.path, context.references)
            yield Page(
                own.path, own.title, "sheet", "sheet", _page,
                (self.body or as_it_stands, data, own.title, top, older, self.section, leads, self.shots(data, context), uses),
                description=f"{context.village.name}{own.title}" + (f"：{top.sentence}。" if top.sentence else "。"),
                sample=context.village.sample_sentence(self.title), sources=(data.file,),
                listed=self.section.title if self.section.shelf and data is files[0] else "",
                posted=posting.posted(data, until=until(data, context)), cover=Cover(own.title, top.lines),
            )  # fmt: skip

    def shots(self, data: Dataset, context: Context) -> tuple[Shots, ...]:
        """Those of its rows."""

        def title(n: int, row: Row) -> str:
            return (self.entry(data, row, context) if self.entry else self._entry(data, row, context)).title

        return (
            shots_of(data, context, title, lambda n: (self.place(data, n) or ("", self.path_of(data)))[1])
            if asked_for(self.columns)
            else ()
        )

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """The newest file, where the section's front page tells of its kinds in figures."""
        if self.section.shelf or not datasets or not self.briefed:
            return None
        data = newest_first(datasets)[0]
        top = self.fronted(data, context) if self.fronted else self.top(data, context)
        count = f"（{len(data.rows)} {self.counted}）" if self.counted else ""
        words = self.brief(data, context) if self.brief else ()
        return Brief(self.title, self.title_of(data), self.path_of(data), f"看{self.title}{count}", top.figures, top.facts, words)

    def records(self, datasets: Datasets, context: Context) -> Iterator[Record]:
        """Every row."""
        for data in datasets if self.searchable else ():
            for anchor, row in zip(anchors(data), data.rows, strict=True):
                record = self.entry(data, row, context) if self.entry else self._entry(data, row, context)
                if not record.title:
                    continue
                of_day = str(record.day.year) if record.day else ""
                year = record.year or (of_day if self.key == "slug" else data.key[:4])
                words = "，".join(filter(None, record.words))
                yield Record(record.title, words, self.path_of(data), anchor, self.section.title, record.day, record.amount, year)

    def of_year(self, datasets: Datasets, year: str, context: Context) -> Iterator[Offered]:
        """Its figures, and the newest file of the year by what is told first of it."""
        files = tuple(data for data in newest_first(datasets) if data.key[:4] == year)
        there = tuple(data for data in files if data.rows)
        yield from self.offered(self, there, year, context) if self.offered and there else ()
        for data in files[:1] if self.paged else ():
            top, title, path = self.top(data, context), self.title_of(data), self.path_of(data)
            yield from (OfferedFigure(f"{title}{name}", fen, YUAN, path, title, told=False) for name, fen, _ in top.figures)
            yield OfferedEntry(title, top.sentence, path, until(data, context))

    def _entry(self, data: Dataset, row: Row, context: Context) -> Entry:
        """By all its words, on its own day, else on the last day the file speaks of."""
        words = [c.name for c in self.columns if c.type == "text" and c.persons != "unseen"]
        days = (d for c in self.columns if c.type == "date" and isinstance(d := row[c.name], date))
        day = next(days, until(data, context))
        others = (*(row.text(name) for name in words[1:]), self.title_of(data))
        return Entry(row.text(words[0]), others, day, self.worth(row) if self.worth else None, str(day.year) if day else "")


def _page(
    body: Callable[..., Body],
    data: Dataset,
    title: str,
    top: Top,
    older: tuple[Older, ...],
    section: Section,
    leads: Leads,
    shots: tuple[Shots, ...],
    uses: tuple[object, ...],
) -> Content:
    below = body(data, title, *uses)
    tables = tuple((heading, linked(table, leads)) for heading, table in below.tables)
    folds = tuple((heading, tuple(_led(fold, leads) for fold in lines)) for heading, lines in below.folds)
    more = (folds, below.series, shots)
    view = Sheet(top.figures, top.facts, tables, below.closing, older, section, leads.mentions, (), *more)
    return Content(view, below.downloads)


def _led(fold: Fold, leads: Leads) -> Fold:
    """The line with what its facts name leading there."""
    return replace(fold, facts=tuple((name, linked_text(value, leads.cells.get(name, {}))) for name, value in fold.facts))


def as_it_stands(data: Dataset, title: str, columns: tuple[Column, ...], summed: tuple[str, ...], households: str) -> Body:
    """All rows, with the sums of the columns ``summed`` below them."""

    def show(row: Row, column: Column) -> Value:
        value = cell(row, column)
        return few(value) if column.name == households else value

    table = whole(data, title, columns, summed, show, anchors(data))
    return Body(((f"明细（共 {len(data.rows)} 行）", table),), (table,))
