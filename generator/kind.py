"""What one 公开类别 (kind) declares about itself. Everything the program does with a kind, it does through these fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Literal

from generator import periods, photo, values
from generator.classes import dataclass
from generator.config import Context
from generator.findable import Findable
from generator.model import Column, Dataset, Problem, Row
from generator.offered import Offered
from generator.roll import TOLD as TOLD
from generator.roll import Changes as Changes
from generator.roll import Roll as Roll
from generator.section import Section
from generator.shown import Brief, HomePart, Page
from generator.sum_rows import CARRIED

EXAMPLE = "例："
FORMS = "forms/"
"""Where the empty forms lie, below guide/."""
GUIDE_WAS = {"guide/fill": "", "guide/problems": "problems/", "guide/leaked": "leaked/", "guide/forms": ""}
"""Where pages of the guide were while every board had one of its own, below the board → where they are, below guide/."""
PROPOSED, DECIDED = "事前公示", "公布结果"
STAGE = Column(
    "阶段", "choice", required=False, choices=(PROPOSED, DECIDED),
    help="决定、发放以前征求意见的写 事前公示；不写就是公布结果，至少贴 15 天", example="",
)  # fmt: skip

STATED = (
    Column("公开日", "date", required=False, aliases=("公开日期", "公开时间", "公布日期", "公布日", "张榜日期"), help="哪天贴出来、登出来的", example="2026-04-08"),
    Column("公示期", "span", required=False, aliases=("公示时间", "公示期限", "公示起止"), help="从哪天到哪天，头尾至少 15 天", example="2026-04-08 至 2026-04-22"),
    STAGE,
    Column("审核", required=False, aliases=("审核意见", "审核情况", "审核人", "理财小组审核", "民主理财小组审核", "民主理财小组意见", "监委会审核", "村务监督委员会审核", "监督委员会审核"), help="谁、哪天、审核结果", example="村务监督委员会李样本 2026-04-06 审核通过"),
)  # fmt: skip
"""What any table may say about its own publication, in a line above or below it (in YAML, a key beside the list).

Law: 村民委员会组织法 (2025) art. 35 (posted no fewer than fifteen days) and art. 37 (reviewed by the supervisors).
"""

Key = Literal["month", "period", "year", "slug"]
KEYS: dict[Key, tuple[re.Pattern[str], str, str]] = {
    "month": (periods.MONTH, "年月，如 2026-03", "2026-03"),
    "period": (periods.PERIOD, "年月、季度、半年或年，如 2026-03、2026-Q1、2026-H1、2026", "2026-Q1"),
    "year": (periods.YEAR, "年份，如 2026", "2026"),
    "slug": (values.SLUG, "小写英文字母、数字和短横线，如 2026-road", "2026-road"),
}
"""How the name of a file is written: pattern, words for it, an example."""

Sum = Literal["opening", "total", "subtotal", "year", "quarter", "carried"]
SUMS: tuple[Sum, ...] = ("opening", "total", "subtotal", "year", "quarter", "carried")
"""What a row that is no data states; the first counts where its cells say two of them."""

Datasets = tuple[Dataset, ...]
TOTALS = ("合计", "总计", "共计")
"""What any list calls the sum of all its rows."""


def unchanged(data: Dataset, context: Context) -> Dataset:
    """All that the file says may be seen."""
    return data


Check = Callable[[Datasets, Context], Iterable[Problem]]
"""A check sees all datasets of its kind in one board, ordered by key, and adds no data and mends none."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One type of data file, from the folder it lies in to the pages it makes.

    This is what every kind declares, and what is done where it says no more: nothing. ``ListKind`` (kinds/_list.py) and other sorts
    of kind say what theirs have in common; a kind with pages of its own says so itself.
    """

    name: str
    """ASCII: the folder in a village's data."""
    title: str
    """What the file is called: 收支明细."""
    section: Section
    """The part of the board it belongs to."""
    order: int
    """Place on the home page, in the navigation and in the guide: no two kinds or overviews have the same."""
    key: Key
    """How a file is named: 2026-03, any period (2026-03, 2026-Q1, 2026-H1, 2026), 2026, or a slug."""
    columns: tuple[Column, ...]
    """Columns of the table, or keys of the front matter where the format is md."""
    guide: str
    """One or two sentences for the clerk: when to fill in what."""
    formats: tuple[str, ...] = ("csv", "xlsx")
    checks: tuple[Check, ...] = ()
    """Those of its own."""
    redact: Callable[[Dataset, Context], Dataset] = unchanged
    """The file as this edition may show it today: applied once, before any page, record, download or cover is made of it."""
    document: bool = False
    """Its files are texts with front matter (``Dataset.document``)."""
    called: str = ""
    """What messages call one of its files: 公告; "" for its title."""
    roll: Roll | None = None
    """For a kind whose rows are persons."""
    changes: Changes | None = None
    """For a kind of whose rows another kind tells what became: applied once, before it is asked who may be named."""
    companions: tuple[str, ...] = ()
    """Endings of files that may lie beside the kind's own and are published through them."""
    rows_key: str = ""
    """YAML: the key that holds the list of rows."""
    shared: tuple[str, ...] = ()
    """YAML: the columns that its form has above the list; () for those that must be filled in."""
    refused: tuple[str, ...] = ()
    """Headers that must not be there: they would name who asked, or who voted."""
    opening_labels: tuple[str, ...] = ()
    """Rows with one of these labels state what was there before."""
    total_labels: tuple[str, ...] = ()
    """Rows with one of these labels state a sum: checked, not counted."""
    subtotal_labels: tuple[str, ...] = ()
    """Rows with one of these labels state the sum since the last such row."""
    voids: bool = False
    """Rows whose label begins with 作废 are kept for their number only: their other cells may be blank."""
    year_labels: tuple[str, ...] = ()
    """Rows with one of these labels state the sum of the year so far."""
    quarter_labels: tuple[str, ...] = ()
    """Rows with one of these labels state the sum of the quarter so far."""
    label_column: str = ""
    """Where such a label is looked for first."""
    account_column: str = ""
    """The column that names the own account an entry is of: such a kind may be a sheet or a file for each account."""
    form_body: str = "正文写在这里。空一行就是另起一段。"
    """What the form of a document has in the place of its text."""
    file_example: str = ""
    """A file's name where the key alone gives no good example."""
    row_key: tuple[str, ...] = ()
    """Columns by which a row is known again in a later state of its file; () for those of words and days that must be filled in."""
    running: str = ""
    """The column that follows from the rows above it, so that it changes when one of them does."""
    moving: tuple[str, ...] = ()
    """Columns that go on being written when the file is public: when a question was answered. No correction."""
    living: bool = False
    """True for a list of how things stand, which is written over as they change: none of its changes is a correction."""
    known_by: str = ""
    """The column by which other kinds name an entry of this one (``Column.ref``); "" where none does."""
    gathers: tuple[str, str] | None = None
    """Columns of the day on which people came together and of what that was, for the calendar of the board."""

    def pages(self, datasets: Datasets, context: Context) -> Iterable[Page]:
        """The pages it makes: none."""
        return ()

    def home(self, datasets: Datasets, context: Context) -> HomePart | None:
        """Its part of the home page: none, since that does not grow with every disclosure."""
        return None

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """What the front page of its section tells of it: nothing."""
        return None

    def records(self, datasets: Datasets, context: Context) -> Iterable[Findable]:
        """What can be searched for, nothing that its pages do not show: nothing, so that its pages are found by their titles only."""
        return ()

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        """(title, path with its anchor) of where row ``row`` of a file stands; None where no page shows it."""
        return None

    def names_of(self, row: Row) -> tuple[str, ...]:
        """What other kinds may call an entry by."""
        return tuple(filter(None, (row.text(self.known_by),)))

    def title_of(self, data: Dataset) -> str:
        """What pages call one of its files; "" where they call it by its day or its key."""
        return ""

    def of_year(self, datasets: Datasets, year: str, context: Context) -> Iterable[Offered]:
        """What a report of that year may tell of it, nothing that its pages do not show: nothing."""
        return ()

    def all_checks(self) -> tuple[Check, ...]:
        """Its own, and those of every kind of its sort."""
        return self.checks

    def shots(self, data: Dataset, context: Context) -> tuple[photo.Shots, ...]:
        """The photos of one of its files that may be shown, with what they are of and where that stands: none."""
        return ()

    @property
    def one(self) -> str:
        """What messages call one of its files."""
        return self.called or self.title

    @property
    def name_example(self) -> str:
        """A file's name, without ending."""
        return self.file_example or KEYS[self.key][2]

    @cached_property
    def sum_by_label(self) -> dict[str, Sum]:
        """Label → what a row with it states."""
        carried = CARRIED if self.total_labels else ()
        labels = (self.opening_labels, self.total_labels, self.subtotal_labels, self.year_labels, self.quarter_labels, carried)
        return {label: mark for mark, names in reversed([*zip(SUMS, labels, strict=True)]) for label in names}

    @cached_property
    def sum_labels(self) -> frozenset[str]:
        """The labels of ``sum_by_label``."""
        return frozenset(self.sum_by_label)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The columns by which a row is known again."""
        return self.row_key or tuple(c.name for c in self.columns if not c.blank and c.type in ("text", "choice", "date", "when"))

    @cached_property
    def wordings(self) -> dict[str, Column]:
        """Every accepted wording of every column, as ``values.label`` has it."""
        return {values.label(name): column for column in self.columns for name in (column.name, *column.aliases)}

    @cached_property
    def example(self) -> str:
        """The first cell of the form's greyed row, as a clerk who deletes 「例：」 leaves it."""
        return next((column.example for column in self.columns if column.example), "")

    @cached_property
    def form_columns(self) -> tuple[Column, ...]:
        """Those that its form asks for."""
        return tuple(column for column in self.columns if column.asked)

    def example_row(self) -> tuple[str, ...]:
        """The greyed row of a form; 「例：」 in its first cell says that it is none of the data."""
        return tuple((EXAMPLE if i == 0 else "") + column.example for i, column in enumerate(self.form_columns))

    def form_path(self, ending: str, regime: str = "") -> str:
        """Where an empty form lies below guide/; ``regime`` 2004: the one with the accounts of those rules. One in Markdown is to be shown
        as it is."""
        return f"{FORMS}{self.name}{regime and '-' + regime}.{ending}" + (".txt" if ending == "md" else "")

    @property
    def guide_page(self) -> str:
        """The folder below guide/ of the page that says how it is filled in."""
        return f"kinds/{self.name}"

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


@dataclass(frozen=True, kw_only=True)
class OwnKind(Kind):
    """A kind whose pages are like no other's: it says itself how they are made."""

    make_pages: Callable[[Datasets, Context], Iterable[Page]]
    make_home: Callable[[Datasets, Context], HomePart | None] | None = None
    make_records: Callable[[Datasets, Context], Iterable[Findable]] | None = None
    make_place: Callable[[Dataset, int], tuple[str, str]] | None = None
    make_offers: Callable[[Datasets, str, Context], Iterable[Offered]] | None = None

    def pages(self, datasets: Datasets, context: Context) -> Iterable[Page]:
        return self.make_pages(datasets, context)

    def home(self, datasets: Datasets, context: Context) -> HomePart | None:
        return self.make_home(datasets, context) if self.make_home else None

    def records(self, datasets: Datasets, context: Context) -> Iterable[Findable]:
        return self.make_records(datasets, context) if self.make_records else ()

    def place(self, data: Dataset, row: int) -> tuple[str, str] | None:
        return self.make_place(data, row) if self.make_place else None

    def of_year(self, datasets: Datasets, year: str, context: Context) -> Iterable[Offered]:
        return self.make_offers(datasets, year, context) if self.make_offers else ()


Books = Mapping[str, Datasets]
"""Datasets of several kinds, by kind name; every kind that was asked for is in it, empty where the board has none."""


@dataclass(frozen=True)
class Overview:
    """What is checked and shown over several kinds at once: a section's front page, or one table against another."""

    name: str
    """ASCII: the name of its template."""
    title: str
    order: int
    """Its pages come among those of the kinds, by the same order."""
    uses: tuple[str, ...]
    """Names of the kinds it reads; it is given these and no others."""
    checks: tuple[Callable[[Books, Context], Iterable[Problem]], ...] = ()
    pages: Callable[[Books, Context], Iterable[Page]] = lambda books, context: ()
    home: Callable[[Books, Context], HomePart | None] = lambda books, context: None
    """One part of the home page for all the kinds it reads, which then have none of their own."""
    records: Callable[[Books, Context], Iterable[Findable]] = lambda books, context: ()
    """What can be found of its pages, where that is more than their titles."""
    front: Callable[[Books, Context], Brief | None] = lambda books, context: None
    """What the front page of ``section`` tells of the kinds it reads, which then tell nothing there themselves."""
    section: Section | None = None
    """Where that is told; None for nowhere."""
    of_year: Callable[[Books, str, Context], Iterable[Offered]] = lambda books, year, context: ()
    """What a report of that year may tell of the pages it makes."""
