"""A year of 收支明细: its months, where the money came from and went, and the same months of the year before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from generator.check.balances import balances
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.compared import share
from generator.config import Context, Village
from generator.drawn_figures import Trend
from generator.kind import Datasets
from generator.kinds._ledger_views import MonthView, YearView, cover, month_view, months_table, subjects_table, trend, year_view
from generator.kinds._sums import sum_by
from generator.lately import Itself
from generator.model import Dataset
from generator.offered import YUAN, Offered, OfferedFigure
from generator.shown import Content, Page, Table, TableColumn

LARGEST = 10


def year_pages(datasets: Datasets, by_year: dict[str, list[MonthView]], context: Context, sample: str) -> Iterator[Page]:
    """One page for each year, newest first. ``by_year``: its months, in order."""
    village = context.village
    by_key, of_year = {data.key: data for data in datasets}, defaultdict[str, list[Dataset]](list)
    for data in datasets:
        of_year[data.key[:4]].append(data)
    for year, months in by_year.items():
        chosen = tuple(of_year[year])
        before = same_months(by_key, months)
        known_by = (*map(Itself, (*chosen, *before)), *months, village, sample)
        yield chosen[-1].once("page of the year", known_by, partial(_year_page, year, tuple(months), chosen, before, village, sample))


def _year_page(year: str, months: tuple[MonthView, ...], chosen: Datasets, before: Datasets, village: Village, sample: str) -> Page:
    of_year = year_view(year, months)
    return Page(
        f"finance/{year}.md", f"{year}年收支", "ledger", "year", _year,
        (of_year, months, chosen, before, village.households, village.people),
        description=f"{village.name}{year}年各月收支。", sample=sample,
        sources=tuple(d.file for d in chosen), cover=cover(f"{year}年{of_year.span}收支", of_year),
    )  # fmt: skip


def same_months(by_key: Mapping[str, Dataset], months: Sequence[MonthView]) -> Datasets:
    """The same months of the year before; none where the board does not reach back to all of them: the sums would not compare."""
    wanted = [f"{int(m.key[:4]) - 1}{m.key[4:]}" for m in months]
    return tuple(by_key[key] for key in wanted) if by_key.keys() >= {*wanted} else ()


@dataclass(frozen=True)
class YearPage:
    """The page of one year, as its template takes it."""

    year: YearView
    months: tuple[MonthView, ...]
    table: Table
    trend: Trend | None
    subjects: Table
    compared: Table | None
    largest: Table
    paths: tuple[str, ...]
    """Where each of the largest payments stands."""


def _year(
    year: YearView, months: tuple[MonthView, ...], datasets: Datasets, before: Datasets, households: int | None, people: int | None
) -> Content:
    table = months_table(year.year, f"{year.year}年各月收支", months)
    subjects = subjects_table(f"{year.year}-subjects", f"{year.year}年按科目合计", datasets)
    largest = _largest(year.year, datasets)
    compared = _compared(year, datasets, before, households, people) if before or households or people else None
    line = trend(f"{year.year}年{year.span}每月收支和月末余额", months)
    paths = tuple(f"finance/{day.isoformat()[:7]}.md" for day, *_ in largest.rows if isinstance(day, date))
    view = YearPage(year, months[::-1], table, line, subjects, compared, largest, paths)
    return Content(view, (table, subjects, *((compared,) if compared else ()), largest))


def _compared(year: YearView, datasets: Datasets, before: Datasets, households: int | None, people: int | None) -> Table:
    """Every 科目 of income, then of expense, each side with its sum: this year, the same months of last year, the change, for each household and head."""
    now, then = _by_subject(datasets), _by_subject(before)
    heads = [(unit, count) for unit, count in (("户", households), ("人", people)) if count]
    lines: list[tuple[str, str, int, int]] = []
    for side in (IN, OUT):
        names = sorted({name for of, name in (*now, *then) if of == side}, key=lambda n: (-now[side, n], -then[side, n], n))
        of_side = [(name, side, now[side, name], then[side, name]) for name in names]
        lines += [*of_side, (f"{side}合计", side, sum(fen for *_, fen, _ in of_side), sum(fen for *_, fen in of_side))]
    rows = tuple(
        (name, side, fen, *((last, fen - last) if before else ()), *(share(fen, count) for _, count in heads))
        for name, side, fen, last in lines
    )
    amounts = (f"{year.year}年", *((f"{int(year.year) - 1}年同期", "增减") if before else ()), *(f"每{unit}" for unit, _ in heads))
    columns = (TableColumn("科目", "title"), TableColumn("收支"), *(TableColumn(name, "money") for name in amounts))
    title = f"{year.year}年{year.span}" + ("和上年同期比" if before else "各科目平均")
    note = "单位：元" + (f"，平均按{'、'.join(f'{count}{unit}' for unit, count in heads)}算" if heads else "")
    return Table(f"{year.year}-compared", title, columns, rows, (), note)


def _by_subject(datasets: Datasets) -> Counter[tuple[str, str]]:
    """(收入 or 支出, 科目) → fen, those that moved."""
    by_subject = sum_by("科目", (IN, OUT), datasets)
    return Counter({(side, subject): fen for subject, _, sums in by_subject for side, fen in zip((IN, OUT), sums, strict=True) if fen})


def offers(datasets: Datasets, year: str, context: Context) -> Iterator[Offered]:
    """What came in, what went out, what is left, all in all and by 科目, of the months that are here; of a whole year its end, too."""
    chosen = [month for month in balances(datasets) if month.data.key[:4] == year]
    if not chosen:
        return
    of_year = year_view(year, [month_view(month) for month in chosen])
    title, note = f"{year}年收支", "" if len(chosen) == 12 else f"只有{of_year.span}"
    yield OfferedFigure("总收入", of_year.income, YUAN, of_year.path, title, aliases=("全年收入", "收入合计", "全年总收入"), note=note)
    yield OfferedFigure("总支出", of_year.expense, YUAN, of_year.path, title, aliases=("全年支出", "支出合计", "全年总支出"), note=note)
    left = "年末结存" if len(chosen) == 12 else "结存"
    yield OfferedFigure(left, of_year.closing, YUAN, f"finance/{chosen[-1].data.key}.md", title, aliases=("账上余额",), note=note)
    yield OfferedFigure("收支相抵", of_year.income - of_year.expense, YUAN, of_year.path, title, note=note, told=False)
    for (side, subject), fen in sorted(_by_subject(tuple(month.data for month in chosen)).items()):
        name = f"{'收到' if side == IN else '付出'}的{subject}"
        yield OfferedFigure(name, fen, YUAN, f"{of_year.path}", title, note=note, told=False)


def _largest(year: str, datasets: Datasets) -> Table:
    """The payments that took most, each as its month says it."""
    paid = [(row.fen(OUT) or 0, row["日期"], row) for data in datasets for row in data.rows]
    payments = sorted((p for p in paid if p[0] > 0 and p[1]), key=lambda p: (-p[0], str(p[1])))[:LARGEST]
    columns = (
        TableColumn("日期", "date"),
        TableColumn("摘要", "title", 36),
        TableColumn("科目", "text", 14),
        TableColumn(OUT, "money", 14),
    )
    rows = tuple((day, row.text("摘要"), row.text("科目"), fen) for fen, day, row in payments)
    return Table(f"{year}-largest", f"{year}年支出最多的 {len(rows)} 笔", columns, rows, (), "单位：元")
