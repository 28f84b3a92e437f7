"""会计报表: the pages of 资产负债表 and 收益及收益分配表, as given in files or made from 科目余额表, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import periods
from generator.check import posting
from generator.check.figures import NOTHING, StatementFigures, added, figures_of, from_accounts, value
from generator.check.statements import COLUMNS, Statement, read_statements
from generator.check.trial import Trial, read_trials
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import statement, trial
from generator.law.charts import chart
from generator.law.statements import FORMS, Form, FormLine, Layout, layout
from generator.offered import YUAN, Offered, OfferedFigure
from generator.section import FINANCE
from generator.shown import Content, Cover, Page, Table, TableColumn
from generator.values import yuan

Rows = tuple[tuple[str, int | None, int | None], ...]
"""(line, this year's column, last year's)."""
_ORIGINS = {
    "given": "这是村里报的报表，每一行都和科目余额表核对过。",
    "alone": "这是村里报的报表，各行的加减核对过；没有同一期的科目余额表，没法逐行核对。",
    "made": "这张报表由科目余额表做出来，没有另外填写。",
}


_TOLD = ("资产总计", "负债合计", "收益总额", "净收益", "本年收益", "年末未分配收益")
"""Lines that are told of a statement where it is named."""


@dataclass(frozen=True)
class Report:
    """One page as the list names it."""

    title: str
    path: str
    description: str
    last: str
    """Its last month."""


@dataclass(frozen=True)
class StatementSheet:
    """One statement as it is shown, in fen."""

    key: str
    title: str
    columns: tuple[str, str]
    rows: Rows
    origin: str
    told: tuple[tuple[str, int], ...] = ()
    """What is said of it where it is named."""


def pages(books: Books, context: Context) -> Iterator[Page]:
    """The list, and a page per statement."""
    trials, given = read_trials(books["trial"], context), read_statements(books["statement"], context)
    sheets = [(_page(one, context), one.last) for one in _sheets(trials, given)]
    listed = [Report(page.title, page.path, page.description, last) for page, last in sheets]
    listed += [Report(f"{t.name}科目余额表", trial.page_path(t.key), "各科目的期初、发生和期末余额。", t.last) for t in trials]
    if not listed:
        return
    listed.sort(key=lambda r: (r.last, r.path.startswith("finance/trial/"), r.path), reverse=True)
    years = sorted({r.last[:4] for r in listed}, reverse=True)
    by_year = tuple((year, tuple(r for r in listed if r.last[:4] == year)) for year in years)
    yield Page(
        "finance/reports.md", "会计报表", "statement", "index", _index, (by_year,),
        description="科目余额表、资产负债表、收益及收益分配表。", sample=context.village.sample_sentence(statement.KIND.title),
        listed=FINANCE.title,
    )  # fmt: skip
    yield from (page for page, _ in sheets)


@dataclass(frozen=True)
class ReportList:
    """The list of reports, as its template takes it."""

    years: tuple[tuple[str, tuple[Report, ...]], ...]


def _index(by_year: tuple[tuple[str, tuple[Report, ...]], ...]) -> Content:
    return Content(ReportList(by_year))


@dataclass(frozen=True)
class Drawn:
    """A statement to show: given, or made from 科目余额表."""

    sheet: StatementSheet
    layout: Layout
    last: str
    """Its last month."""
    sources: tuple[str, ...]
    given: Statement | None = None


def _sheets(trials: list[Trial], given: list[Statement]) -> Iterator[Drawn]:
    """Those given, and for each year and the newest period those that can be made."""
    there = {(s.last, s.layout.form) for s in given}
    for one in given:
        yield _given(one, trials)
    ends = {t.last: t for t in trials if t.last.endswith("-12")} | ({trials[-1].last: trials[-1]} if trials else {})
    for last, ending in ends.items():
        period = last[:4] if last.endswith("-12") else ending.key
        for form in FORMS:
            sheet = _made(period, form, ending, trials) if (last, form) not in there else None
            if sheet:
                yield Drawn(sheet, layout(ending.chart.regime, form), last, (ending.data.file,))


def _given(statement: Statement, trials: list[Trial]) -> Drawn:
    first, second = COLUMNS[statement.layout.form]
    rows = tuple((row.text("项目"), row.fen(first), row.fen(second)) for row in statement.data.rows)
    now, _ = figures_of(statement.layout.form, chart(statement.layout.regime), statement.period, trials)
    description = _ORIGINS["given" if now.closing is not None else "alone"]
    stated = statement.stated(first) if first in statement.columns else {}
    sheet = StatementSheet(statement.data.key, statement.title, (first, second), rows, description, _told(stated.items()))
    return Drawn(sheet, statement.layout, statement.last, (statement.data.file,), statement)


def _page(one: Drawn, context: Context) -> Page:
    sheet, given = one.sheet, one.given
    shown = [(name, yuan(fen)) for name, fen in sheet.told]
    sums = "，".join(f"{name} {fen} 元" for name, fen in shown)
    return Page(
        _path(sheet), sheet.title, "statement", "sheet", _sheet, (sheet,),
        description=f"{sums or sheet.title}。", sample=context.village.sample_sentence(statement.KIND.title), sources=one.sources,
        posted=posting.posted(given.data, until=periods.month_end(given.last)) if given else None,
        cover=Cover(sheet.title, tuple(shown[:3])),
    )  # fmt: skip


def _path(sheet: StatementSheet) -> str:
    return f"finance/statements/{sheet.key}.md"


def _told(lines: Iterable[tuple[str, int | None]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, fen) for name, fen in lines if fen and name in _TOLD)


@dataclass(frozen=True)
class SheetView:
    """The page of one statement, as its template takes it."""

    sheet: StatementSheet
    table: Table


def _sheet(sheet: StatementSheet) -> Content:
    first, second = sheet.columns
    columns = (TableColumn("项目", "title", 24), TableColumn(first, "money", 16), TableColumn(second, "money", 16))
    whole = any(before is not None for _, _, before in sheet.rows)
    rows = sheet.rows if whole else tuple(row[:2] for row in sheet.rows)
    ids = tuple(f"r{n}" for n in range(1, len(rows) + 1))
    table = Table(sheet.key, sheet.title, columns if whole else columns[:2], rows, (), "单位：元", ids)
    return Content(SheetView(sheet, table), (table,))


def _made(period: str, form: Form, trial: Trial, trials: list[Trial]) -> StatementSheet | None:
    """What 科目余额表 says of each line; None where it does not say enough."""
    lines = layout(trial.chart.regime, form)
    now, before = figures_of(form, trial.chart, period, trials)
    if now.closing is None or (form == "income" and now.earned is None):
        return None
    known = before.closing is not None and (form == "balance" or before.earned is not None)
    rows = tuple(row for row in _lines(lines, now, before if known else None) if any(row[1:]))
    told = _told((name, fen) for name, fen, _ in rows)
    return StatementSheet(
        f"{period.lower()}-{form}", f"{periods.period_cn(period)}{lines.title}", COLUMNS[form], rows, _ORIGINS["made"], told
    )


def _lines(lines: Layout, now: StatementFigures, before: StatementFigures | None) -> Iterator[tuple[str, int | None, int | None]]:
    for line in lines.lines.values():
        if not line.accounts and not line.lines:
            continue  # how a surplus was divided stands in no account
        if line.accounts and line.lines:
            rest = [_rest(lines, line, figures) for figures in (now, before)]
            yield "本年分配（提取公积公益金、分给成员等）", rest[0], rest[1]
        yield line.name, value(lines, line.name, now, NOTHING), value(lines, line.name, before, NOTHING) if before else None


def _rest(lines: Layout, line: FormLine, figures: StatementFigures | None) -> int | None:
    """What the lines above it come to beyond what its accounts say: it was divided."""
    return added(lines, line, figures, NOTHING) - (from_accounts(line, figures) or 0) if figures else None


def of_year(books: Books, year: str, context: Context) -> Iterator[Offered]:
    """Every line of the statements of the year; by themselves those that are told where a statement is named."""
    trials, given = read_trials(books["trial"], context), read_statements(books["statement"], context)
    for one in (one for one in _sheets(trials, given) if one.last == f"{year}-12"):
        for n, (line, fen, _) in enumerate(one.sheet.rows, 1):
            known = one.layout.find(line)
            if known and fen is not None:
                yield OfferedFigure(known.name, fen, YUAN, f"{_path(one.sheet)}#r{n}", one.sheet.title, told=known.name in _TOLD)


OVERVIEW = Overview(name="reports", title="会计报表", order=103, uses=("trial", "statement"), pages=pages, of_year=of_year)
