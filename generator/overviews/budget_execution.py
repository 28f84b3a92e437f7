"""财务计划执行: what was planned for a year beside what the ledger has of it so far, 科目 by 科目."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods, values
from generator.check import posting
from generator.check.plan import LAST_YEAR, PlanLine, carried_out, last_year_agrees, percent
from generator.check.walk import IN, OUT
from generator.config import Context
from generator.kind import Books, Datasets, Overview
from generator.kinds import budget
from generator.kinds._sheets import UNIT, Older, Sheet, Top, newest_first, with_older
from generator.model import Dataset, Problem
from generator.offered import YUAN, OfferedFigure
from generator.section import FINANCE
from generator.shown import Content, Cover, Figures, Page, Table, TableColumn, Value

WORDS = {IN: ("已收到", "完成", "还差"), OUT: ("已支出", "用了", "还剩")}
"""Of each side: what the ledger has, the share of the plan, the rest of it."""


def pages(books: Books, context: Context) -> Iterator[Page]:
    """A page per year; the newest is listed and leads to the older ones."""
    newest = next(iter(newest_first(books["budget"])), None)
    for data, own, older in with_older(books["budget"], _title, FINANCE):
        months = tuple(month for month in books["ledger"] if month.key[:4] == data.key)
        figures = _figures(data, months)
        sums = "，".join(f"{name} {values.yuan(fen)} 元" for name, fen, _ in figures)
        yield Page(
            own.path, own.title, "sheet", "sheet", _execution, (data, months, figures, older),
            description=f"{context.village.name}{own.title}：{sums}。", sample=context.village.sample_sentence(budget.KIND.title),
            sources=(data.file, *(month.file for month in months)), listed=FINANCE.title if data is newest else "",
            posted=posting.posted(data, until=_until(data, months)), cover=Cover(own.title, Top((*figures[2:], *figures[:2])).lines),
        )  # fmt: skip


def _last_year(books: Books, context: Context) -> Iterator[Problem]:
    return last_year_agrees(books["budget"], books["ledger"])


def _title(data: Dataset) -> str:
    return f"{data.key}年财务计划和执行"


def _until(data: Dataset, months: Datasets) -> date | None:
    return periods.month_end(months[-1].key) if months else posting.posted(data).day


def _figures(data: Dataset, months: Datasets) -> Figures:
    figures: list[tuple[str, int, str]] = []
    for side, tone in ((IN, "in"), (OUT, "out")):
        lines = carried_out(data, side, months)
        figures += [
            (f"计划{side}", sum(line.planned or 0 for line in lines), "plain"),
            (WORDS[side][0], sum(line.actual for line in lines), tone),
        ]
    return tuple(figures)


def _execution(data: Dataset, months: Datasets, figures: Figures, older: tuple[Older, ...]) -> Content:
    tables = tuple((side, _table(data, side, carried_out(data, side, months))) for side in (IN, OUT))
    view = Sheet(figures, (("实际", _how_far(months)),), tables, "", older, FINANCE)
    return Content(view, tuple(table for _, table in tables))


def _table(data: Dataset, side: str, lines: tuple[PlanLine, ...]) -> Table:
    """A line for each 科目. What was not planned is said in words, and has no share."""
    done, share, rest = WORDS[side]
    told = any(line.before is not None for line in lines)  # else the plan has no such column
    columns = (
        TableColumn("科目", "title", 18), *([TableColumn(LAST_YEAR, "money", 14)] if told else []), TableColumn("计划数", "money", 14),
        TableColumn(done, "money", 14), TableColumn(share, "text", 16), TableColumn(rest, "money", 14), TableColumn("说明", "text", 36),
    )  # fmt: skip

    def cells(line: PlanLine, share: str, rest: int | None) -> tuple[Value, ...]:
        return (line.subject, *([line.before] if told else []), line.planned, line.actual, share, rest, line.note)

    rows = tuple(cells(line, _share(line, side), _rest(line)) for line in lines)
    before = sum(line.before or 0 for line in lines)
    total = PlanLine("合计", sum(line.planned or 0 for line in lines), sum(line.actual for line in lines), before=before)
    whole = all(line.planned is not None for line in lines)  # else the ledger's sum holds what no plan was made for
    foot = cells(total, _share(total, side) if whole else "", _rest(total) if whole else None)
    name, title = f"budget-{data.key}-{'in' if side == IN else 'out'}", f"{data.key}年{side}计划和执行"
    return Table(name, title, columns, rows, foot, UNIT, tuple(line.anchor for line in lines))


def _how_far(months: Datasets) -> tuple[str, ...]:
    if not months:
        return ("这一年的收支明细还没有公开",)
    passed = int(months[-1].key[5:])
    return f"算到{periods.month_cn(months[-1].key)}", f"一年过了 {passed} 个月，占 {percent(passed, 12)}%"


def _share(line: PlanLine, side: str) -> str:
    """「86%」; more than was planned is told in words, since colour alone tells nothing to many."""
    share = percent(line.actual, line.planned)
    if line.planned is None:
        return "没有列入计划"
    more = line.actual - line.planned
    over = f"{'超收' if side == IN else '超支'} {values.yuan(more)} 元" if more > 0 else ""
    return "，".join(filter(None, ("" if share is None else f"{share}%", over)))


def _rest(line: PlanLine) -> int | None:
    """Nothing where nothing is left: what is over is told beside the share."""
    return line.planned - line.actual if line.planned is not None and line.planned >= line.actual else None


def _of_year(books: Books, year: str, context: Context) -> Iterator[OfferedFigure]:
    """What was planned for the year, and what became of it."""
    months = tuple(month for month in books["ledger"] if month.key[:4] == year)
    for data in (data for data in books["budget"] if data.key == year):
        path = FINANCE.page(data.kind, data.key)
        for name, fen, _ in _figures(data, months):
            if name.startswith("计划"):
                yield OfferedFigure(name, fen, YUAN, path, _title(data))


OVERVIEW = Overview(
    "budget_execution", "财务计划执行", order=107, uses=("budget", "ledger"), checks=(_last_year,), pages=pages, of_year=_of_year
)
