"""填表: the tables of a village by kind, and a new one; one of them as a grid, changed cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator import periods
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import period_called
from generator.desk.desk import Desk
from generator.desk.open_table import OpenTable
from generator.desk.standing import BoardState
from generator.desk.stated_lines import ASKED
from generator.editing import drafts
from generator.editing.new_table import begin
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume, what_it_is
from generator.editing.refused import NotEditable
from generator.kind import KEYS, Kind
from generator.kinds import all_kinds
from generator.section import SECTIONS

TABLE_ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class KindListed:
    """One kind, with the tables that there are of it, the newest first."""

    kind: Kind
    files: tuple[tuple[str, str], ...]
    """(what it is of, path below the village's folder)."""
    key: str
    """What a new one would be of."""
    hint: str


def _listed(desk: Desk, state: BoardState, kind: Kind) -> KindListed:
    files = [
        (item.key, f"{kind.name}/{PurePosixPath(item.file).name}")
        for item in desk.boards.inputs(state.slug)
        if item.kind == kind.name and item.file.endswith(TABLE_ENDINGS)
    ]
    month, there = periods.month_of(desk.today()), {key for key, _ in files}
    while kind.key == "month" and month in there:
        month = periods.next_month(month)
    key = {"month": month, "period": month, "year": month[:4]}.get(kind.key, "")
    return KindListed(kind, tuple((period_called(key), file) for key, file in sorted(files, reverse=True)), key, KEYS[kind.key][1])


def tables(desk: Desk, asked: Asked) -> Answer:
    """Which tables there are; those that the village has used come first."""
    state = desk.village(asked)
    listed = [_listed(desk, state, kind) for kind in all_kinds() if not kind.document and "csv" in kind.formats]
    parts = [(section.title, [each for each in listed if each.kind.section == section and not each.files]) for section in SECTIONS]
    view = {"state": state, "villages": desk.villages(), "used": [each for each in listed if each.files], "parts_listed": parts}
    return DeskPage("tables.html", "填表", view)


def is_table(file: str) -> bool:
    """Whether the desk opens it as a grid. ``file``: below the root."""
    item, kind = what_it_is(file)
    return item is not None and kind is not None and not kind.document and file.endswith(TABLE_ENDINGS)


def _file(state: BoardState, asked: Asked) -> str:
    """The file that is asked for, below the root. Raises CannotDo for one that is no table of the village."""
    file = f"data/villages/{state.slug}/{asked.text('file')}"
    if not is_table(file):
        raise CannotDo("没有这张表。", 404)
    return file


def open_table(desk: Desk, asked: Asked) -> Answer:
    """The grid; before it, where a crash left a draft, the question whether to go on with that."""
    state = desk.village(asked)
    file = _file(state, asked)
    name = asked.text("file")
    if file not in desk.tables:
        waiting = drafts.waiting(desk.root, file)
        if asked.method == "POST" and waiting:
            if asked.text("draft") == "go-on":
                take_table(desk, state, file, lambda: resume(desk.root, waiting[0]))
            else:
                for note in waiting:
                    drafts.throw_away(desk.root, note.name)
            return LedTo(address("/table/open", village=state.slug, file=name))
        if waiting:
            return DeskPage("draft.html", "上次没有保存完", {"state": state, "file": name, "steps": len(waiting[0].steps)})
    opened = opened_table(desk, state, file)
    item, kind = what_it_is(file)
    view = {
        "state": state,
        "kind": kind,
        "period": period_called(item.key) if item else "",
        "file": name,
        "stated": ASKED,
        "view": table_view(desk, opened),
    }
    return DeskPage("table.html", f"{kind.title if kind else ''} {view['period']}", view)


def take_table(desk: Desk, state: BoardState, file: str, work: Callable[[], OpenedFile]) -> OpenTable:
    """What ``work`` opens is open from now on. Raises CannotDo."""
    try:
        opened = work()
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    desk.tables[file] = OpenTable(state.slug, opened, state.village.regime if state.village else "")
    return desk.tables[file]


def opened_table(desk: Desk, state: BoardState, file: str) -> OpenTable:
    """The table as it is open, else opened now. Raises CannotDo."""
    return desk.tables.get(file) or take_table(desk, state, file, lambda: open_file(desk.root, file))


def new_table(desk: Desk, asked: Asked) -> Answer:
    """A table that is not there yet: kept as a draft until it is saved."""
    state = desk.village(asked)
    kind = next((each for each in all_kinds() if each.name == asked.text("kind") and not each.document), None)
    key = asked.text("key").strip()
    if asked.method != "POST" or kind is None:
        raise CannotDo("没有这一类表。", 404)
    pattern, words, _ = KEYS[kind.key]
    if not pattern.fullmatch(key):
        raise CannotDo(f"「{key}」不行，要写{words}。")
    there = next((i.file for i in desk.boards.inputs(state.slug) if (i.kind, i.key) == (kind.name, key)), "")
    name = f"{kind.name}/{PurePosixPath(there).name}" if there else f"{kind.name}/{key}.csv"
    file = f"data/villages/{state.slug}/{name}"
    if not there and file not in desk.tables and not drafts.waiting(desk.root, file):
        content = begin(state.slug, kind, key, desk.live(state.slug).look())[1]
        take_table(desk, state, file, lambda: new_file(desk.root, file, content))
    return LedTo(address("/table/open", village=state.slug, file=name))


def table_view(desk: Desk, opened: OpenTable, alone: int = 0) -> dict[str, Any]:
    """With all that is open and not saved: one table may mend another. ``alone``: see ``OpenTable.view``."""
    return opened.view(desk.live(opened.slug), desk.unsaved(opened.slug) | {opened.opened.file: opened.opened.stored()}, alone)


PAGES = {"/table": tables, "/table/open": open_table, "/table/new": new_table}
