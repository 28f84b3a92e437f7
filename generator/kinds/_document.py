"""A document kind: texts in Markdown with front matter, and the tables and files that lie beside them.

A new version is a new file that names the older one: ``rules/covenant-2026.md`` says 「取代: covenant-2021」, and nothing is changed
in ``rules/covenant-2021.md``. Both pages stay where they are: the newest leads to all older ones, an older one says which holds now.
An older version that an edition does not hold ends the chain there, unless the newest names what came before it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from generator import values
from generator.check import basis, posting
from generator.check.articles import articles_in_order
from generator.check.filled import tables_filled
from generator.check.force import EXPIRES, IN_FORCE
from generator.check.listed_persons import lists_end, lists_without_houses
from generator.check.named import few_in_text, files_name_nobody, matter_known, sums_name_nobody
from generator.check.persons import names_told
from generator.check.redaction import document_redacted
from generator.check.references import leads_of
from generator.check.requirements import MATTER
from generator.check.stated_period import period_stated
from generator.check.versions import versions_known
from generator.classes import dataclass
from generator.config import Context
from generator.findable import RecordsOfFile
from generator.kind import Check, Datasets, Key, Kind
from generator.kinds._consent import PHOTOS, consents_clear
from generator.kinds._document_figures import table_figures
from generator.kinds._document_keys import COMMON, DAY, FACTS, NEEDED, REPLACES, TITLE
from generator.kinds._document_views import (
    REPLACED,
    DocumentsAtHome,
    DocumentView,
    PageKeys,
    Versions,
    amendment_of,
    bases,
    days,
    document,
    force_badge,
    index,
    posting_badge,
    published,
    records_of,
    steps,
    versions_of,
)  # fmt: skip
from generator.lately import lately
from generator.model import Dataset, Row
from generator.offered import Offered, OfferedEntry
from generator.photo import PHOTOS as PICTURED
from generator.photo import Shots, photos
from generator.shown import Badge, Brief, Cover, HomePart, Page

ShownDocument = tuple[Dataset, DocumentView, Versions]
_FRONT, _AT_HOME, _OF_YEAR = 4, 2, 3
"""How many of a kind the front page of its section, the home page and a report of a year tell of at most."""
_MEASURE = "篇"

_CHECKS: tuple[Check, ...] = (
    posting.posting_complete,
    posting.posting_ordered,
    posting.posted_long_enough,
    posting.result_told,
    posting.posted_for_too_long,
    posting.links_lead_somewhere,
    posting.told_of_withheld,
    period_stated,
    tables_filled,
    basis.laws_of_their_day,
    matter_known,
    sums_name_nobody,
    few_in_text,
    files_name_nobody,
    lists_end,
    lists_without_houses,
    consents_clear(PHOTOS),
    versions_known,
)
"""Each holds for what the kind has keys for, and says nothing of the rest."""


@dataclass(frozen=True, kw_only=True)
class DocumentKind(Kind):
    """Says its keys and its words. A list in groups and a page for each file, every file by all its words in the search, its tables as
    downloads, its files beside its page; a kind that is a section of its own has its list for the front page and a part of the home page."""

    key: Key = "slug"
    formats: tuple[str, ...] = ("md",)
    companions: tuple[str, ...] = ("csv", "xlsx", "pdf", "jpg", "jpeg", "png")
    document: bool = True
    by_article: bool = False
    """Its texts are rules: their articles are in order, and a new version says what it changed."""
    while_held: tuple[str, ...] = ()
    """Keys that are told of the version that holds only: who stands for it. Law: 个人信息保护法 art. 47."""
    in_words: Callable[[Row], Mapping[str, str]] | None = None
    """What its page says of some keys; "" for one that another tells."""
    paged: bool = True
    """False where an overview makes its pages, though its list is its own."""
    redact: Callable[[Dataset, Context], Dataset] = document_redacted

    def __post_init__(self) -> None:
        """Raises ValueError where it lacks a key without which nobody could see any of its documents."""
        if missing := [name for name in NEEDED if name not in {column.name for column in self.columns}]:
            raise ValueError(f"{self.name}: no {'、'.join(missing)}")

    @property
    def front_path(self) -> str:
        """Where its list lies: the front page of the section where the kind is the section."""
        return self.section.front if self._is_section else self.section.page(self.name, "index")

    def path_of(self, data: Dataset) -> str:
        """rules/covenant-2026.md, in the folder of the section."""
        return f"{self.section.path}/{data.key}.md" if self._is_section else self.section.page(self.name, data.key)

    def all_checks(self) -> tuple[Check, ...]:
        """Those of any document, and its own."""
        return (*_CHECKS, names_told(self, COMMON - {PICTURED}), *((articles_in_order,) if self.by_article else ()), *self.checks)

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        """A document has one page."""
        return data.rows[0].text(TITLE), self.path_of(data)

    def shown(self, datasets: Datasets, context: Context) -> list[ShownDocument]:
        """What the edition may hold today, newest first. Pages, records and the home page ask for it one after another."""
        return self._shown_lately(datasets, context)

    @cached_property
    def _shown_lately(self) -> Callable[[Datasets, Context], list[ShownDocument]]:
        return lately(self._shown)

    def _shown(self, datasets: Datasets, context: Context) -> list[ShownDocument]:
        there = []
        for data in datasets:
            day = data.rows[0][DAY]
            if isinstance(day, date) and posting.on_the_board(data, context):
                there.append((data, self._view(data, day, context.today)))
        there.sort(key=lambda pair: (pair[1].day, pair[0].key), reverse=True)
        held = [*zip(there, versions_of(datasets, there, context.today), strict=True)]
        dated = bool({IN_FORCE, EXPIRES} & {column.name for column in self.columns})
        badges = [self._badge(view, versions, dated, context.today) for (_, view), versions in held]
        return [
            (data, view if badge is view.badge else replace(view, badge=badge), versions)
            for ((data, view), versions), badge in zip(held, badges, strict=True)
        ]

    def pages(self, datasets: Datasets, context: Context) -> Iterator[Page]:
        """The list, and a page for each."""
        documents = self.shown(datasets, context)
        if not documents:
            return
        sample = context.village.sample_sentence(self.title)
        groups = self._groups(documents, context)
        lasting = tuple(c.name for c in self.columns if c.persons == "" and c.name not in (*COMMON, *self.while_held))
        past, held = (PageKeys(told, lasting) for told in self._told_of())  # the same on all pages: their ids take each once
        yield Page(
            self.front_path, self.title, "document", "index", index, (groups,), description=f"{context.village.name}{self.title}。",
            sample=sample, nav=self.section.title if self._is_section else "",
            listed=self.section.title if self.section.shelf and not self._is_section else "",
        )  # fmt: skip
        for data, view, versions in documents if self.paged else ():
            leads = leads_of(self, data, view.path, context.references)
            files = tuple(published(data, view.path, context.today))
            cited, passed = bases(data, view, context), steps(view, data.rows[0], context.today)
            compared = replace(versions, before=()) if versions.before and not self.by_article else versions
            told = tuple(self.in_words(data.rows[0]).items()) if self.in_words else ()
            keys = past if self._past(versions, context.today) else held
            uses = (data, view, keys, passed, files, cited, compared, leads, told)
            yield Page(
                view.path, view.title, "document", "document", document, uses,
                description=f"{context.village.name}{self.title}：{view.title}（{values.date_cn(view.day)}公开）。",
                sample=sample, sources=(data.file,), files=files, posted=posting.posted(data),
                cover=Cover(view.title, days(view)), fades=self._fades(data, versions, context.today),
            )  # fmt: skip

    def shots(self, data: Dataset, context: Context) -> tuple[Shots, ...]:
        """Those of the one document, if the edition holds it."""
        row = data.rows[0]
        day, those = row[DAY], photos(row) if posting.on_the_board(data, context) else ()
        return (Shots(row.text(TITLE), self.path_of(data), day if isinstance(day, date) else None, those),) if those else ()

    def home(self, datasets: Datasets, context: Context) -> HomePart | None:
        """For a section of its own: what is being posted now, soonest to end first, then the newest others: three in all."""
        views = [view for _, view, _ in self.shown(datasets, context)] if self._is_section else []
        if not views:
            return None
        now = sorted((v for v in views if v.end and v.end >= context.today), key=lambda v: (v.end, v.path))
        first = (now + [v for v in views if v not in now])[: max(3, len(now))]
        at_home = DocumentsAtHome(self.title, self.front_path, f"全部{self.one}", tuple(first), len(now))
        return HomePart("home", at_home, context.village.sample_sentence(self.title), "document", first=True)

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """Those that hold now, where the section's front page tells of its kinds."""
        there = [] if self.section.shelf or self._is_section else self.shown(datasets, context)
        if not there:
            return None
        now = [(data, view, versions) for data, view, versions in there if not self._past(versions, context.today)]
        facts = [(view.title, tuple(self._in_short(data, view, versions))) for data, view, versions in now]
        facts.sort(key=lambda fact: len(fact[1]), reverse=True)  # those that changed something first
        changed = list(dict.fromkeys(title for title, told in facts if len(told) > 1))[:_AT_HOME]
        few = "、".join(view.title for _, view, _ in now) if len(now) <= _AT_HOME else f"{len(now)} {_MEASURE}"
        lines = (f"{'、'.join(changed)}有新版" if changed else few,)
        go = f"看{self.title}（{len(there)} {_MEASURE}）"
        return Brief(self.title, self.title, self.front_path, go, facts=tuple(facts[:_FRONT]), lines=lines)

    def _in_short(self, data: Dataset, view: DocumentView, versions: Versions) -> Iterator[str]:
        """「2026年8月18日公开」, 「2026年9月1日起施行：新增 1 条，改了 2 条」."""
        yield f"{values.date_cn(view.day)}公开"
        amendment = amendment_of(data, versions) if self.by_article else None
        if amendment:
            start = versions.force.start
            yield (f"{values.date_cn(start)}起施行的新版" if start else "新版") + amendment.summary

    def records(self, datasets: Datasets, context: Context) -> Iterator[RecordsOfFile]:
        """Every document that is shown: its facts, its text, its tables."""
        past, held = (tuple(name for name in names if name != MATTER) for names in self._told_of())
        for data, view, versions in self.shown(datasets, context):
            told = past if self._past(versions, context.today) else held
            amendment = amendment_of(data, versions) if self.by_article else None
            changed = f"这一版改了什么：{amendment.summary}" if amendment else ""
            uses = (data, view.title, view.matter, view.path, view.day, told, changed, self.section.title)
            yield RecordsOfFile(records_of, uses, str(view.day.year), view.path)

    def of_year(self, datasets: Datasets, year: str, context: Context) -> Iterator[Offered]:
        """What was published in the year, by its titles; what its tables have in figures."""
        here = [(data, view) for data, view, _ in self.shown(datasets, context) if str(view.day.year) == year]
        for data, view in here:
            yield from table_figures(data, view.path)
        if here and self.paged:
            titles = "、".join(view.title for _, view in here[:_OF_YEAR]) + ("等" if len(here) > _OF_YEAR else "")
            yield OfferedEntry(self.title, f"{len(here)} {_MEASURE}：{titles}", self.front_path, here[0][1].day)

    @property
    def _is_section(self) -> bool:
        return self.section.path == self.name

    def _told_of(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys that the page of a version tells which holds no more, and those of one that does."""
        own = [c.name for c in self.columns if c.name not in COMMON]
        return (*FACTS, *(name for name in own if name not in self.while_held)), (*FACTS, *own)

    def _fades(self, data: Dataset, versions: Versions, today: date) -> date | None:
        """The first day on which it is not the version that holds, where it tells until then who stands for it."""
        end = versions.force.end
        told = any(data.rows[0].text(name) for name in self.while_held)
        return end + timedelta(1) if told and end and not self._past(versions, today) else None

    def _view(self, data: Dataset, day: date, today: date) -> DocumentView:
        row = data.rows[0]
        start, end = (d if isinstance(d, date) else None for d in (row["公示起"], row["公示止"]))
        badge = posting_badge(start, end, today)
        return DocumentView(row.text(TITLE), self.path_of(data), row.text(MATTER), day, start, end, badge)

    def _badge(self, view: DocumentView, versions: Versions, dated: bool, today: date) -> Badge:
        """Whether it holds, where its kind says from when (``dated``); else whether it is being posted."""
        held = force_badge(versions.force, today) if dated and view.end is None else None
        return held or (REPLACED if versions.newest else view.badge)

    def _past(self, versions: Versions, today: date) -> bool:
        return bool(versions.newest) or versions.force.over(today)

    def _groups(self, there: list[ShownDocument], context: Context) -> tuple[tuple[str, tuple[DocumentView, ...]], ...]:
        today, versioned = context.today, REPLACES in {column.name for column in self.columns}
        now = [(view, versions) for _, view, versions in there if not self._past(versions, today)]
        lasting = [(view, versions) for view, versions in now if view.end is None]
        coming = tuple(view for view, versions in lasting if versions.force.coming(today))
        return (
            ("正在公示", tuple(view for view, _ in now if view.end and view.end >= today)),
            ("还没有施行", coming),
            ("现在用的" if versioned and not context.village.closed else "长期公开", tuple(v for v, _ in lasting if v not in coming)),
            ("公示期满", tuple(view for view, _ in now if view.end and view.end < today)),
            ("以前的版本", tuple(view for _, view, versions in there if self._past(versions, today))),
        )
