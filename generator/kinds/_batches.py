"""What the small financial disclosures share: a page for each file, the newest listed by the section, the older ones by the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from generator import values
from generator.check import posting
from generator.check.cells import FEW
from generator.check.totals import fen_of
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._sheets import Figures, Older, anchors, cell, newest_first, until, whole, with_older
from generator.model import Column, Dataset, Row
from generator.shown import Content, Cover, Page, Record, Value

SECTION = "财务公开"


def path_of(data: Dataset) -> str:
    """finance/pay/2026-Q3.md."""
    return f"finance/{data.kind}/{data.key}.md"


def named_by(column: str, title: str) -> Callable[[Dataset], str]:
    """「2025年耕地地力保护补贴」: what the first row says the batch is called; the kind's title where there is no row."""
    return lambda data: next((row.text(column) for row in data.rows if row.text(column)), title)


def batch_pages(
    kind: Kind,
    datasets: Datasets,
    context: Context,
    title: Callable[[Dataset], str],
    figures: Callable[[Dataset], Figures],
    make: Callable[..., Content],
    uses: tuple[object, ...] = (),
) -> Iterator[Page]:
    """A page per file. ``make`` is given the dataset, the title, the figures, the pages of older files (the newest only), and ``uses``."""
    newest = next(iter(newest_first(datasets)), None)
    for data, own, older in with_older(datasets, title, path_of):
        top = figures(data)
        said = "，".join(f"{name} {values.yuan(fen)} 元" for name, fen, _ in top)
        yield Page(
            own.path, own.title, "sheet", "finance", make, (data, own.title, top, older, *uses),
            description=f"{context.village.name}{own.title}" + (f"：{said}。" if said else "。"),
            sample=context.village.sample_sentence(kind.title), sources=(data.file,), listed=SECTION if data is newest else "",
            posted=posting.posted(data, until=until(data, context)), cover=cover(own.title, top),
        )  # fmt: skip


def cover(title: str, figures: Figures) -> Cover:
    """The figures of a page, for its picture."""
    return Cover(title, tuple((name, values.yuan(fen)) for name, fen, _ in figures))


def sheet(
    data: Dataset,
    title: str,
    figures: Figures,
    older: tuple[Older, ...],
    columns: tuple[Column, ...],
    summed: tuple[str, ...],
    households: str = "",
) -> Content:
    """The file as it stands, with the sums of the columns ``summed`` below it; ``households``: a column that counts some."""

    def show(row: Row, column: Column) -> Value:
        value = cell(row, column)
        return few(value) if column.name == households else value

    table = whole(data, title, columns, summed, show, anchors(data))
    return Content(
        {"figures": figures, "facts": (), "tables": ((f"明细（共 {len(data.rows)} 行）", table),), "said": "", "older": older}, (table,)
    )


def summed_figures(*names: tuple[str, str]) -> Callable[[Dataset], Figures]:
    """The sums of columns: (column, how loud)."""
    return lambda data: tuple((name, fen_of(data.rows, name), tone) for name, tone in names)


def row_records(
    kind: Kind, datasets: Datasets, context: Context, title: Callable[[Dataset], str], amount: Callable[[Row], int | None]
) -> Iterator[Record]:
    """Every row by its words, on its own day, else on the last day the file speaks of; ``amount``: income is positive, expense negative."""
    words = [c.name for c in kind.columns if c.type == "text"]
    days = [c.name for c in kind.columns if c.type == "date"]
    for data in datasets:
        last = until(data, context)
        for anchor, row in zip(anchors(data), data.rows, strict=True):
            day = next((d for name in days if isinstance(d := row[name], date)), last)
            said = "，".join(filter(None, (*(row.text(name) for name in words[1:]), title(data))))
            yield Record(row.text(words[0]), said, path_of(data), anchor, SECTION, day, amount(row), str(day.year) if day else "")


def few(households: Value) -> Value:
    """Fewer than five could be told apart by their neighbours: only that they are fewer is said."""
    return f"<{FEW}" if isinstance(households, int | Decimal) and 0 < households < FEW else households
