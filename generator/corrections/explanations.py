"""更正 of village.yml, held against what differs from what was published: which change each explains, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator import values
from generator.classes import dataclass
from generator.config import Context
from generator.corrected import SETTINGS, TEXT, Correction, FileChange, Past
from generator.corrections.cell_texts import as_stated, cell_text, old_name, row_name
from generator.corrections.paired import compared_columns, differing
from generator.corrections.reasons import NEAR, Board, reasons_of
from generator.declared import StatedCorrection
from generator.keys import CORRECTIONS
from generator.kind import STATED, Kind
from generator.model import Dataset, Problem, Row, Source, problem


@dataclass(frozen=True)
class Explained:
    """A change, what the village says of it, or both."""

    change: FileChange | None
    stated: StatedCorrection | None
    row: Row | None = None
    """The row as it stands, where it does."""
    data: Dataset | None = None
    """The file it stands in."""


_BESIDE = (TEXT, *(column.name for column in STATED))
"""What is no column of a row."""


def explained(past: Past, board: Board, stated: Sequence[StatedCorrection]) -> list[Explained]:
    """Every change with what is said of it, then what is said of rows of which no change is known; what is said twice counts once."""
    twice = doubled(board, stated)
    stated = [each for each in stated if each not in twice]
    reasons = reasons_of([change for change in past.changes if not _elsewhere(change, board)], board, stated)
    pairs = []
    for change in past.changes:
        if not _elsewhere(change, board):
            data, row = _now(change, board)
            pairs.append(Explained(change, reasons.get(id(change)), row, data))
    used = {id(reason) for reason in reasons.values()}
    for each in stated:
        if id(each) in used:
            continue
        rows = board.rows(each) if each.row else []
        if len(rows) > 1 or (rows and each.way == "撤下"):
            continue  # nobody can say which it means; it is told
        data, row = rows[0] if rows else (None if each.row else next(iter(board.files(each)), None), None)
        pairs.append(Explained(None, each, row, data))
    return pairs


def doubled(board: Board, stated: Sequence[StatedCorrection]) -> list[StatedCorrection]:
    """Those that say of a row and a day what another said before them, here or in the file itself; not one whose day is not told."""
    known = set[tuple[object, ...]]()
    twice = []
    for each in (each for each in stated if each.day):
        about = (board.stem_of(each), values.label(each.row), values.label(each.column), each.day, each.way)
        if about in known:
            twice.append(each)
        known.add(about)
    return twice


def _elsewhere(change: FileChange, board: Board) -> bool:
    """True of a whole table that is gone and is there again, be it in the file of its year: its rows are held against what they were."""
    gone = change.row.way == "撤下" and change.row.new is None and not change.row.columns and (bool(change.page) or change.row.old is None)
    return gone and any(data.key == change.key for data in board.datasets.get(change.kind, ()))


def _now(change: FileChange, board: Board) -> tuple[Dataset | None, Row | None]:
    """The row as it stands today, and the file it stands in: it may have been put right again since, and rows above it may be gone."""
    row, kind = change.row.new, board.kinds[change.kind]
    tables = [data for data in board.datasets.get(change.kind, ()) if data.key == change.key]
    columns = compared_columns(kind)
    called = [kind.column(name) for name in kind.identity]
    for by in (columns, called):
        alike = [(data, each) for data in tables for each in data.entries if row and not differing(row, each, by)]
        there = [(data, each) for data, each in alike if row and (each.number, each.line) == (row.number, row.line)]
        if there or len(alike) == 1:
            return (there or alike)[0]
    return next(iter(tables), None), None


def same_row(data: Dataset, row: Row) -> int | None:
    """Where a row stands among those of a table, which may have been read another time."""
    at = (row.head.file, row.head.sheet, row.number, row.line)
    return next((n for n, each in enumerate(data.entries) if (each.head.file, each.head.sheet, each.number, each.line) == at), None)


def problems_of(past: Past, pairs: Sequence[Explained], board: Board, context: Context) -> Iterator[Problem]:
    """What is changed without a word, and what is said of no change."""
    for pair in pairs:
        if pair.stated is None and pair.change:
            yield _unexplained(pair.change, board, context)
    twice = doubled(board, context.village.corrections)
    for each in twice:
        yield problem("correction-twice", place_of(each), f"「{each.place}」{values.date_cn(each.day) if each.day else ''}的更正写了两遍。")
    for each in (each for each in context.village.corrections if each not in twice):
        mine = [pair for pair in pairs if pair.stated is each]
        yield from _wrong(each, mine, past, board, context)


def _unexplained(change: FileChange, board: Board, context: Context) -> Problem:
    kind, row = board.kinds[change.kind], change.row
    name = _called(change, kind)
    columns = "、".join(f"「{each}」" for each in row.columns)
    if row.new:
        where, what = row.new.at(row.columns[0] if row.columns else ""), f"「{name}」" if name else "这一行"
    elif row.columns and row.way == "改正":
        where, what = Source(change.file), "这张表"
    else:
        one = row.old and not kind.document
        where, what = Source(change.file), f"「{name}」" if name else "有一行" if one else f"一列{columns}" if columns else "整个文件"
    act = {"改正": f"改了{columns}", "补登": "是后来补的", "撤下": "没有了"}[row.way]
    message = f"已经公开的{what}，{values.date_cn(change.day)}{act}，没有写明原因。"
    code = "correction-required" if context.site.must_explain else "correction-missing"
    reason = f"日期: {change.day.isoformat()}, 原因: ……, 经谁同意: ……"
    if kind.document and row.new:
        return problem(code, where, message, f"在这一篇开头两条 --- 之间写「更正:」，下一行写「  - {{{reason}}}」。")
    about = f"行: {name}, " if name and not kind.document else f"项目: {row.columns[0]}, " if row.columns and not row.new else ""
    below = f"文件: {change.file.removeprefix(board.folder)}, {about}"
    way = "" if row.way == "改正" else f", 做法: {row.way}"
    return problem(code, where, message, f"在 village.yml 的「更正」里加一条：{{{below}{reason}{way}}}。")


def _called(change: FileChange, kind: Kind) -> str:
    """What the clerk calls the row, or the text; "" for what has no name, or none that may be told."""
    row = change.row
    if kind.document:
        return row.new.text("标题") if row.new else ""
    return row_name(row.new, kind) if row.new else old_name(row.old, kind) if row.old else ""


def explained_reasons(past: Past, board: Board, stated: Sequence[StatedCorrection]) -> list[Correction]:
    """What was explained otherwise, with what is said of it: of the nearest day."""
    about = [each for each in stated if each.day and board.stem_of(each) == f"{board.folder}{SETTINGS}"]

    def why(change: Correction) -> Correction:
        near = [each for each in about if each.day and abs(each.day - change.day) <= NEAR]
        best = min(near, key=lambda each: abs((each.day or change.day) - change.day), default=None)
        return replace(change, reason=best.reason, agreed=best.agreed) if best else change

    return [why(change) for change in past.reasons]


def reasons_unexplained(changes: Iterable[Correction], board: Board, context: Context) -> Iterator[Problem]:
    """Of each day and sort one."""
    for day, title, way in dict.fromkeys((each.day, each.title, each.way) for each in changes if not each.reason):
        act = "改过" if way == "改正" else "撤了"
        message = f"已经公开的{title}，{values.date_cn(day)}{act}，没有写明原因。"
        hint = f"在 village.yml 的「更正」里加一条：{{文件: village.yml, 日期: {day.isoformat()}, 原因: ……, 经谁同意: ……}}。"
        code = "correction-required" if context.site.must_explain else "correction-missing"
        yield problem(code, Source(f"{board.folder}village.yml"), message, hint)


def place_of(stated: StatedCorrection) -> Source:
    return Source(stated.stated_in, line=stated.line, field=CORRECTIONS)


def _wrong(stated: StatedCorrection, pairs: Sequence[Explained], past: Past, board: Board, context: Context) -> Iterator[Problem]:
    """What is wrong with one 更正: the first that is."""
    here = place_of(stated)
    if stated.day is None or not stated.file or board.stem_of(stated) == f"{board.folder}{SETTINGS}":
        return  # told where it was read; or it is about what is said here
    if stated.day > context.today:
        yield problem("correction-day", here, f"「{stated.place}」的更正日期是{values.date_cn(stated.day)}，还没有到。")
        return
    changes = [pair.change for pair in pairs if pair.change]
    files, rows = board.files(stated), board.rows(stated) if stated.row else []
    if why := _nowhere(stated, files, rows, bool(changes)):
        yield problem("correction-place", here, *why)
        return
    kind = board.kinds[changes[0].kind if changes else files[0].kind] if changes or files else None
    beside = {*_BESIDE, *(name for change in changes for name in change.row.columns)}
    if kind and stated.column and stated.column not in {*beside, *(c.name for c in kind.columns)}:
        columns = "、".join(c.name for c in kind.columns if c.persons != "unseen")
        yield problem("correction-place", here, f"「{kind.title}」没有「{stated.column}」这一列。", f"「项目」写的是列名，有：{columns}。")
        return
    if kind and stated.was:
        yield from _differs(stated, changes, kind, here)
    since = max(filter(None, (past.first, context.site.corrected_since)), default=None)
    compared = past.first is not None and kind is not None and not kind.living
    if compared and not changes and since and since < stated.day:
        message = f"「{stated.place}」写了更正，可是和以前公开的比，没有改过。"
        yield problem("correction-unchanged", here, message)


def _nowhere(
    stated: StatedCorrection, files: Sequence[Dataset], rows: Sequence[tuple[Dataset, Row]], known: bool
) -> tuple[str, str] | None:
    """(message, hint) where it speaks of nothing; ``known``: of a change, so that it is sure what it means."""
    if known:
        return None
    if not files:
        hint = "写村的文件夹里的位置，如 ledger/2026-03.csv。"
        return (f"更正里写的文件「{stated.file}」没有。", hint) if stated.way != "撤下" else None
    if not stated.row:
        return None
    if stated.way == "撤下":
        return (
            (f"更正里写「{stated.row}」撤下了，{stated.file} 里还有这一行。", "还在的写 改正；真的要撤下，把那一行删去。") if rows else None
        )
    if not rows:
        return f"{stated.file} 里没有「{stated.row}」这一行。", "写那一行的凭证号、编号或名称；已经删去的，加上「做法: 撤下」。"
    if len(rows) > 1:
        places = "、".join(str(row.number or row.line) for _, row in rows[:5])
        return f"{stated.file} 里有 {len(rows)} 行都叫「{stated.row}」（第 {places} 行）。", "写明是第几行，如 行: 第 5 行。"
    return None


def _differs(stated: StatedCorrection, changes: Iterable[FileChange], kind: Kind, here: Source) -> Iterator[Problem]:
    """Where git knows what it said before, 原为 says the same."""
    for change in changes:
        names = [stated.column] if stated.column else list(change.row.columns[:1])
        for name in names:
            column = next((c for c in (*kind.columns, *STATED) if c.name == name), None)
            if column is None:
                continue
            known = cell_text(change.row.old, column) if change.row.old else next((was for n, was, _ in change.row.told if n == name), "")
            if known and as_stated(stated.was, column) != known:
                message = f"「{stated.place}」写的「{name}」原为「{stated.was}」，以前公开的是「{known}」。"
                yield problem("correction-differs", here, message)
                return
