"""What of a board's files is otherwise than on a published site, where no history says what they were: for whoever looks at it first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.config import Context
from generator.corrected import RowChange
from generator.corrections.published_board import PublishedBoard
from generator.corrections.reasons import Board
from generator.corrections.review import sums_of, table_review, title_of
from generator.corrections.site_state import compared, names_nobody, rows_published, tables_there
from generator.corrections.site_texts import text_changed
from generator.kind import Datasets, Kind
from generator.model import Dataset
from generator.reviewed import BoardReview, TableReview
from generator.shown import TEXT, Page, folder

NOT_ALL = "；表里的文字和人的名单没有比。"


def site_review(
    site: PublishedBoard | None, where: str, board: Board, shown: Mapping[str, Datasets], pages: Sequence[Page], context: Context
) -> BoardReview:
    """``pages``: of the edition, as they will be; ``where``: what the site is called."""
    village = context.village
    if site is None or site.record is None:
        return BoardReview(board.slug, village.name, f"{where} 上没有这个村的公开记录，全部都是新的。")
    files = ((kind, data) for kind in board.kinds.values() for data in shown.get(kind.name, ()))
    tables = [each for kind, data in files for each in _of(site, kind, data, board, shown, context)]
    there = {folder(page.path) for page in pages}
    titles: dict[str, list[str]] = {}
    for file in site.record.files:
        if file.coded and file.page not in there:
            titles.setdefault(file.page, []).append(file.title or file.page)
    gone = (TableReview(min(names, key=len), f"{page}/", gone=True) for page, names in titles.items())  # of several tables that of the page
    return BoardReview(board.slug, village.name, f"和 {where} 上公开的比{NOT_ALL}", (*tables, *gone))


def _of(
    site: PublishedBoard, kind: Kind, data: Dataset, board: Board, shown: Mapping[str, Datasets], context: Context
) -> Iterator[TableReview]:
    place = kind.place(data, 0) if data.entries else None
    if place is None:
        return
    at = folder(place[1].partition("#")[0])
    blank = TableReview(title_of(kind, data), data.file.removeprefix(board.folder))
    if kind.document:
        text = site.read(f"{at}/{TEXT}")
        if not text:
            yield replace(blank, new=1)
        elif text_changed(kind, data, text, context):
            yield blank
        return
    texts = [*map(site.read, tables_there(site, kind, data))]
    if not texts:
        yield replace(blank, new=len(data.entries), sums=tuple(sums_of(kind, (), data.entries)))
        return
    real = next((each for each in board.datasets[kind.name] if each.key == data.key), data)
    old = rows_published(texts, kind, real) if names_nobody(kind) else []
    if old:
        rows: list[RowChange] = [*compared(kind, old, real)]
        known = {*old[0].head.fields}
        yield from table_review(kind, rows, old, real.entries, data, blank, board, shown, context, known)
