"""What of a board's files is otherwise than at a time before, for whoever looks at it before it is published: all of it, whether or not it
is a correction. The files are those of the edition, and told as it may show them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from generator import git, periods
from generator.check.scope import in_edition
from generator.classes import dataclass
from generator.config import Context
from generator.contents import content_of
from generator.corrected import FileChange, Past, RowChange
from generator.corrections.explanations import explained
from generator.corrections.paired import compared_columns, differences
from generator.corrections.reasons import Board
from generator.corrections.tables import entries, tables_of
from generator.corrections.told import told
from generator.door import Closed
from generator.kind import Datasets, Kind
from generator.model import Column, Dataset, Row
from generator.reviewed import BoardReview, TableReview
from generator.values import date_cn, parse_date, yuan

_NO_SUM = re.compile("单价|标准|^每|余额|结余|人均")


class UnknownTime(ValueError):
    """No day and no commit was named; the message is a whole sentence for who typed it."""


class PublishedState:
    """The files of a root at a time before, of git. Raises ``git.NoHistory``; ``UnknownTime`` where it was not said which."""

    def __init__(self, root: Path, since: str, today: date) -> None:
        """``since``: a commit, a day, or "" for the last day before today."""
        self._repository = git.repository(root)
        day = _day(since) if since else today - timedelta(1)
        if day and day > today:
            raise UnknownTime(f"--since 写的{date_cn(day)}还没有到。")
        self._commit = git.as_of(self._repository, day).id if day else git.commit_named(self._repository, since)
        if not self._commit:
            raise UnknownTime(f"--since 写的「{since}」不是日期（2026-03-05 这样），不是 git 的提交，也没有这个文件夹。")
        self.compared = f"和 git 里{date_cn(day)}的内容比。" if day else f"和 git 里 {since} 的内容比。"

    def files(self, slug: str) -> dict[str, str]:
        return git.files(self._repository, self._commit, [f"data/villages/{slug}"])

    def bytes_of(self, blobs: Sequence[str]) -> dict[str, bytes]:
        return dict(zip(blobs, git.contents(self._repository, blobs), strict=True))


def _day(text: str) -> date | None:
    """As people write it; None for what may be a commit. Raises ``UnknownTime`` for a day that never was."""
    if not re.match(r"\d{4}[-/.年]\d", text):
        return None
    try:
        return parse_date(text)
    except ValueError as why:
        raise UnknownTime(f"--since 写的「{text}」{why}，写成 2026-03-05 这样。") from None


def review(before: PublishedState, root: Path, board: Board, shown: Mapping[str, Datasets], context: Context) -> BoardReview:
    """Of one board, table by table in the order of the kinds."""
    was = before.files(board.slug)
    changed = {file: blob for file, blob in was.items() if _blob(root, file) != blob and PurePosixPath(file).parent.name in board.kinds}
    old = before.bytes_of(list(changed.values()))
    tables: list[TableReview] = []
    with tempfile.TemporaryDirectory() as folder:
        for file, blob in changed.items():
            target = Path(folder) / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(old[blob])
        for kind in board.kinds.values():
            mine = sorted(file for file in changed if PurePosixPath(file).parent.name == kind.name)
            there: dict[str, list[Dataset]] = {}
            for file in mine:
                for key, several in (tables_of(Path(folder), file, kind) or {}).items():
                    there.setdefault(key, []).extend(several)
            tables += _of_kind(kind, there, _Files({*mine}, {*was}), board, shown, context)
    return BoardReview(board.slug, context.village.name, before.compared, tuple(tables))


@dataclass(frozen=True)
class _Files:
    """Those that are otherwise now or gone, and all that there were."""

    changed: set[str]
    was: set[str]

    def says_now(self, row: Row) -> bool:
        """False for a row of a file that is as it was."""
        return row.head.file in self.changed or row.head.file not in self.was


def _blob(root: Path, file: str) -> str:
    try:
        return content_of(root, file).blob
    except Closed:
        return ""


def _of_kind(
    kind: Kind, before: Mapping[str, list[Dataset]], files: _Files, board: Board, shown: Mapping[str, Datasets], context: Context
) -> Iterator[TableReview]:
    for data in shown.get(kind.name, ()):
        blank = TableReview(title_of(kind, data), data.file.removeprefix(board.folder))
        there = {*data.files} & files.was
        if not there and data.key not in before:
            yield replace(blank, new=len(data.entries), sums=tuple(sums_of(kind, (), data.entries)))
        elif kind.document and there & files.changed:
            yield blank
        elif there & files.changed or (data.key in before and not there):
            yield from _of_table(kind, entries(before.get(data.key, ())), data, blank, files, board, shown, context)
    for key, several in before.items():
        if not any(data.key == key for data in board.datasets.get(kind.name, ())):
            gone = in_edition({kind.name: tuple(several)}, context)[kind.name]
            if gone:
                title = (periods.period_cn(key) if periods.PERIOD.fullmatch(key) else "") + kind.title
                file = gone[0].file.removeprefix(board.folder)
                yield TableReview(title, file, gone=True, sums=tuple(sums_of(kind, entries(gone), ())))


def title_of(kind: Kind, data: Dataset) -> str:
    """What a reviewer is told that a file is."""
    if kind.document:
        return data.rows[0].text("标题")
    return kind.title_of(data) or (periods.period_cn(data.key) if periods.PERIOD.fullmatch(data.key) else "") + kind.title


def _of_table(
    kind: Kind,
    old: Sequence[Row],
    data: Dataset,
    blank: TableReview,
    files: _Files,
    board: Board,
    shown: Mapping[str, Datasets],
    context: Context,
) -> Iterator[TableReview]:
    real = next((each for each in board.datasets[kind.name] if each.key == data.key), data)
    now = [row for row in real.entries if files.says_now(row)]
    yield from table_review(kind, differences(kind, old, now), old, now, data, blank, board, shown, context)


def table_review(
    kind: Kind,
    rows: Sequence[RowChange],
    old: Sequence[Row],
    now: Sequence[Row],
    data: Dataset,
    blank: TableReview,
    board: Board,
    shown: Mapping[str, Datasets],
    context: Context,
    known: Collection[str] | None = None,
) -> Iterator[TableReview]:
    """What is otherwise of one table, as the edition may tell it; nothing where nothing is. ``known``: the columns of the old rows of which
    anything is known."""
    real = next((each for each in board.datasets[kind.name] if each.key == data.key), data)
    past = Past(tuple(FileChange(kind.name, data.key, data.file, context.today, row) for row in rows))
    mine = [each for each in context.village.corrections if real in board.files(each)]
    pairs = [pair for pair in explained(past, board, mine) if pair.change]
    lines = [
        (each, _says(pair.row, data, kind) if each.way == "补登" else "") for pair in pairs for each in told([pair], board, shown, context)
    ]
    sums = tuple(sums_of(kind, old, now, known))
    if lines or sums:
        yield replace(blank, rows=tuple(lines), sums=sums)


def _says(row: Row | None, data: Dataset, kind: Kind) -> str:
    """A new row as the edition shows it."""
    place = (row.number, row.line) if row else None
    seen = next((each for each in data.entries if (each.number, each.line) == place), None)
    columns = [c for c in compared_columns(kind) if c.name not in kind.identity] if seen else []
    return "，".join(f"{c.name} {text}" for c in columns if seen and (text := _cell(seen, c)))


def _cell(row: Row, column: Column) -> str:
    fen = row.fen(column.name)
    return yuan(fen) if column.type == "money" and fen is not None else row.text(column.name)


def sums_of(kind: Kind, old: Sequence[Row], now: Sequence[Row], known: Collection[str] | None = None) -> Iterator[tuple[str, int, int]]:
    """(column, fen before, fen now) of each column of ``known`` whose sum is another; None: of all."""
    for column in compared_columns(kind):
        if column.type == "money" and not _NO_SUM.search(column.name) and (known is None or column.name in known):
            before, after = (sum(row.fen(column.name) or 0 for row in rows) for rows in (old, now))
            if before != after:
                yield column.name, before, after
