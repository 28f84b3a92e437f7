"""A case kind: one matter in a file, its steps on days. What is said once (in YAML above the list, ``shared``) is its head, each row a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator import values
from generator.check import cases, lists, posting
from generator.check.lists import stated_once
from generator.check.references import leads_of, linked_text
from generator.classes import dataclass
from generator.config import Context
from generator.findable import Record
from generator.kind import Check, Datasets, Key, Kind
from generator.kinds._photos import shots_of
from generator.kinds._sheets import whole
from generator.model import Column, Dataset, Row
from generator.offered import YUAN, Offered, OfferedEntry, OfferedFigure
from generator.photo import Shots, asked_for
from generator.references import Leads, Mention
from generator.section import Section
from generator.shown import Brief, Content, Cover, Figures, Page, Table, TimelineStep, Value

State = tuple[str, bool]
"""How a case stands, in words; whether it is over."""


@dataclass(frozen=True)
class Case:
    """One case as lists show it."""

    title: str
    path: str
    day: date | None
    """Of its newest step."""
    state: str
    done: bool
    """Its outcome is public."""


@dataclass(frozen=True)
class Beside:
    """What an overview sets beside a case: rows of another kind that are of it."""

    sentence: str
    """A sentence above the table."""
    table: Table
    paths: tuple[str, ...]
    """Where each of its rows stands."""


@dataclass(frozen=True)
class Others:
    """The other cases, as the newest page names them."""

    cases: tuple[Case, ...] = ()
    files: tuple[Dataset, ...] = ()
    """What they are of: the page tells their titles, so it rests on them."""


_NONE = Others()


@dataclass(frozen=True)
class CasePage:
    """The page of one case, as its template takes it."""

    facts: tuple[tuple[str, tuple[Value, ...]], ...]
    passed: str
    """Heading of the steps."""
    steps: tuple[TimelineStep, ...]
    counted: str
    """Heading of the figures."""
    figures: Figures
    beside: Beside | None
    section: Section
    mentions: tuple[Mention, ...]
    """Files of other kinds that name the case."""
    older: tuple[Case, ...]
    """The other cases; of the newest page only."""
    shots: tuple[Shots, ...] = ()
    """Photos of the whole, or of its steps."""


@dataclass(frozen=True, kw_only=True)
class CaseKind(Kind):
    """Says what its case, its step and its day are called. A page for each case, the newest step first: how it stands, its head, its steps on
    a line of time, its amounts, who names it, the file for download; every case in the search; the newest on the front page of the section."""

    key: Key = "slug"
    formats: tuple[str, ...] = ("yml", "csv", "xlsx")
    rows_key: str = "过程"

    named: str
    """The key of the head that says what the case is called."""
    step: str = "步骤"
    day: str = "日期"
    step_text: Callable[[Row], str] | None = None
    """A step in words; the texts of its row where it is None."""
    taken: Callable[[Dataset, Context], Iterable[Row]] | None = None
    """The steps in their order; by their days where it is None, which must follow one another."""
    coming: Callable[[Dataset, Context], Iterable[str]] | None = None
    """The steps still to be taken, in words."""
    state: Callable[[Dataset, Context], State] | None = None
    """How it stands; its newest step where it is None."""
    repeats: bool = False
    """True where a step may be taken twice."""
    usual: tuple[tuple[str, str], ...] = ()
    """(key of the head, what holds where it is not written)."""
    told: tuple[str, ...] | None = None
    """Keys of the head that the page tells; all but ``named`` and amounts where it is None."""
    searched: tuple[str, ...] | None = None
    """Those that a search finds it by, besides its steps; ``told`` where it is None."""
    amounts: tuple[tuple[str, str], ...] | None = None
    """(key of the head, how loud): the figures; all amounts of the head where it is None."""
    passed: str = "经过"
    counted: str = "金额"
    """Headings."""
    paged: bool = True
    """False where an overview makes its pages, at the same addresses, and the front page of its section tells of them."""
    recorded: bool = True
    """False where that overview lets them be found, too."""

    def title_of(self, data: Dataset) -> str:
        """What the case is called."""
        return str(stated_once(data, self.named) or data.key)

    def path_of(self, data: Dataset) -> str:
        """affairs/decisions/2026-road.md."""
        return self.section.page(self.name, data.key)

    def case(self, data: Dataset, context: Context) -> Case:
        """As lists show it."""
        state, done = self.state(data, context) if self.state else self._newest(data, context)
        return Case(self.title_of(data), self.path_of(data), self._last(data), state, done)

    def cases(self, datasets: Datasets, context: Context) -> list[tuple[Dataset, Case]]:
        """All, the newest step first."""
        cases = [(data, self.case(data, context)) for data in datasets]
        return sorted(cases, key=lambda pair: (pair[1].day or date.min, pair[0].key), reverse=True)

    def all_checks(self) -> tuple[Check, ...]:
        """Those of any case, and its own."""
        once = () if self.repeats else (lists.once(self.step),)
        order = () if self.taken else (cases.days_follow(self.step, self.day),)
        return (lists.not_empty, *once, lists.days_have_come(self.day), cases.one_case(self.named), *order, *self.checks)

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        """A case has one page; one whose page an overview makes stands where that says."""
        return (self.title_of(data), self.path_of(data)) if self.paged else None

    def pages(self, datasets: Datasets, context: Context) -> Iterator[Page]:
        """One for each; the newest leads to the others."""
        cases = self.cases(datasets, context) if self.paged else []
        for data, case in cases:
            first = case is cases[0][1]
            older = Others(tuple(other for _, other in cases[1:]), tuple(of for of, _ in cases[1:])) if first else Others()
            listed = self.section.title if self.section.shelf and first else ""
            yield self.page(data, case, self.figures(data), context, older=older, listed=listed)

    def page(
        self, data: Dataset, case: Case, figures: Figures, context: Context, beside: Beside | None = None, older: Others = _NONE,
        listed: str = "",
    ) -> Page:  # fmt: skip
        """The page of one case. ``beside``: what else is known of it."""
        covered = ((case.state, ""), *((name, values.yuan(fen)) for name, fen, _ in figures))
        facts = tuple((name, value) for name, value in (("现在", case.state), *self._head(data, self.told)) if value)
        leads = leads_of(self, data, case.path, context.references)
        heads = (self.passed, self.counted)
        uses = (
            data,
            self.columns,
            facts,
            leads,
            self.steps(data, context),
            figures,
            beside,
            older,
            self.section,
            heads,
            self.shots(data, context),
        )
        return Page(
            case.path, case.title, "case", "case", _page, uses,
            description=f"{context.village.name}{case.title}：{case.state}。", sample=context.village.sample_sentence(self.title),
            sources=(data.file,), listed=listed, posted=posting.posted(data, until=case.day), cover=Cover(case.title, covered),
        )  # fmt: skip

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """How the newest three stand, where the section's front page tells of its kinds."""
        cases = [case for _, case in self.cases(datasets, context)]
        if self.section.shelf or not self.paged or not cases:
            return None
        facts = tuple((case.title, (case.state,)) for case in cases[:3])
        return Brief(self.title, cases[0].title, cases[0].path, f"看{self.title}（{len(cases)} 件）", facts=facts)

    def records(self, datasets: Datasets, context: Context) -> Iterator[Record]:
        """Every case, by its head and its steps."""
        for data in datasets if self.recorded else ():
            head = (value for _, value in self._head(data, self.told if self.searched is None else self.searched))
            words, day = (*head, *map(self._step_words, data.rows)), self._last(data)
            year = str(day.year) if day else ""
            title, text = self.title_of(data), "；".join(filter(None, words))
            yield Record(title, text, self.path_of(data), "", self.section.title, day, None, year)

    def of_year(self, datasets: Datasets, year: str, context: Context) -> Iterator[Offered]:
        """How many had a step in the year, and how each of them stands, in the order in which they began; its amounts,
        counts and days by its name."""
        days = {data.key: sorted(day for row in data.rows if (day := self._on(row))) for data in datasets}
        here = [data for data in datasets if any(str(day.year) == year for day in days[data.key])]
        for data in sorted(here, key=lambda data: days[data.key]):
            case = self.case(data, context)
            yield OfferedEntry(case.title, case.state, case.path, case.day)
            for name, fen, _ in self.figures(data):
                yield OfferedFigure(f"{case.title}{name}", fen, YUAN, case.path, case.title, told=False)
            for column in (column for column in self.columns if column.type == "count" and column.name in self.shared):
                if isinstance(number := stated_once(data, column.name), int):
                    unit = "人" if column.name == "人数" else ""
                    yield OfferedFigure(f"{case.title}{column.name}", number, unit, case.path, case.title, told=False)
            names = [row.text(self.step) for row in data.rows]
            for row in (row for row in data.rows if names.count(row.text(self.step)) == 1):
                if day := self._on(row):
                    words = values.date_cn(day)
                    yield OfferedFigure(f"{case.title}{row.text(self.step)}", None, "", case.path, case.title, words, told=False)

    def shots(self, data: Dataset, context: Context) -> tuple[Shots, ...]:
        """Those of its steps, or of the whole where they are named above the list."""
        if not asked_for(self.columns):
            return ()
        known = context.references.targets.get(self.name, {})
        path = known.get(values.label(self.title_of(data)), self.path_of(data))  # where an overview tells it
        return shots_of(data, context, lambda n, row: row.text(self.step), lambda n: path, (self.title_of(data), path))

    def figures(self, data: Dataset) -> Figures:
        """The amounts of its head, in fen."""
        known = self.amounts
        if known is None:
            known = tuple((column.name, "plain") for column in self.columns if column.name in self.shared and column.type == "money")
        return tuple((name, fen, tone) for name, tone in known if isinstance(fen := stated_once(data, name), int))

    def _head(self, data: Dataset, names: tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
        """(key, what it says), "" for nothing."""
        if names is None:
            names = tuple(c.name for c in self.columns if c.name in self.shared and c.name != self.named and c.type != "money")
        usual = dict(self.usual)
        for name in names:
            value = stated_once(data, name) or usual.get(name, "")
            yield name, values.date_cn(value) if isinstance(value, date) else str(value)

    def steps(self, data: Dataset, context: Context) -> tuple[TimelineStep, ...]:
        """Those that were taken, then those to come."""
        taken = self.taken(data, context) if self.taken else sorted(data.rows, key=lambda row: self._on(row) or date.max)
        coming = self.coming(data, context) if self.coming else ()
        return (*((self._on(row), self._step_words(row), True) for row in taken), *((None, text, False) for text in coming))

    def _step_words(self, row: Row) -> str:
        """「竣工验收：合格」."""
        if self.step_text:
            return self.step_text(row)
        above = {*self.shared, self.named, self.step, self.day}
        rest = "，".join(filter(None, (row.text(name) for name in row.head.fields if name not in above)))
        return row.text(self.step) + (f"：{rest}" if rest else "")

    def _newest(self, data: Dataset, context: Context) -> State:
        """「2026年3月5日 竣工验收」."""
        row = max(data.rows, key=lambda row: self._on(row) or date.min, default=None)
        day = self._on(row) if row else None
        return ((values.date_cn(day) if day else "") + row.text(self.step) if row else ""), False

    def _last(self, data: Dataset) -> date | None:
        return max((day for row in data.rows if (day := self._on(row))), default=None)

    def _on(self, row: Row) -> date | None:
        day = row[self.day]
        return day if isinstance(day, date) else None


def _page(
    data: Dataset,
    columns: tuple[Column, ...],
    facts: tuple[tuple[str, str], ...],
    leads: Leads,
    steps: tuple[TimelineStep, ...],
    figures: Figures,
    beside: Beside | None,
    older: Others,
    section: Section,
    heads: tuple[str, str],
    shots: tuple[Shots, ...] = (),
) -> Content:
    told = tuple((name, (linked_text(value, leads.cells.get(name, {})),)) for name, value in facts)
    file = whole(data, "每一步", columns, ())
    view = CasePage(told, heads[0], steps, heads[1], figures, beside, section, leads.mentions, older.cases, shots)
    return Content(view, (file, beside.table) if beside else (file,))
