"""填表: the tables of a village by kind, and a new one; one of them as a grid, changed cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator import periods
from generator.classes import dataclass
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import period_called
from generator.desk.desk import Desk
from generator.desk.form_page import free_key, is_form_kind
from generator.desk.open_table import OpenTable
from generator.desk.standing import BoardState
from generator.desk.stated_lines import ASKED
from generator.desk.where_edited import edit_address, is_table
from generator.editing import drafts
from generator.editing.new_table import begin
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume
from generator.editing.refused import NotEditable
from generator.editing.what_file import what_it_is
from generator.kind import KEYS, Kind
from generator.kinds import all_kinds
from generator.section import SECTIONS


@dataclass(frozen=True)
class KindListed:
    """One kind, with the tables that there are of it, the newest first."""

    kind: Kind
    files: tuple[tuple[str, str], ...]
    """(what it is of, the page on which it is edited)."""
    key: str
    """What a new one would be of."""
    hint: str
    begins: str
    """Where a new one begins."""


def _listed(desk: Desk, state: BoardState, kind: Kind) -> KindListed:
    titles = {data.file: kind.title_of(data) for data in state.books.get(kind.name, ()) if kind.key == "slug"}
    inputs = [item for item in desk.boards.inputs(state.slug) if item.kind == kind.name]
    files = [(item.key, titles.get(item.file) or period_called(item.key), edit_address(state.slug, item.file)) for item in inputs]
    month, there = periods.month_of(desk.today()), {key for key, _, _ in files}
    while kind.key == "month" and month in there:
        month = periods.next_month(month)
    form = is_form_kind(kind)
    key = {"month": month, "period": month, "year": month[:4]}.get(kind.key, free_key(desk, state.slug, kind) if form else "")
    listed = tuple((name, page) for _, name, page in sorted(files, reverse=True) if page)
    return KindListed(kind, listed, key, KEYS[kind.key][1], "/form/new" if form else "/table/new")


def tables(desk: Desk, asked: Asked) -> Answer:
    """Which tables there are; those that the village has used come first."""
    state = desk.village(asked)
    listed = [_listed(desk, state, kind) for kind in all_kinds() if not kind.document and "csv" in kind.formats]
    parts = [(section.title, [each for each in listed if each.kind.section == section and not each.files]) for section in SECTIONS]
    view = {"state": state, "villages": desk.villages(), "used": [each for each in listed if each.files], "parts_listed": parts}
    return DeskPage("tables.html", "填表", view)


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
            return DeskPage(
                "draft.html",
                "上次没有保存完",
                {"to": address("/table/open", village=state.slug, file=name), "steps": len(waiting[0].steps)},
            )
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
    if there:
        return LedTo(edit_address(state.slug, there))
    return LedTo(begun_table(desk, state, kind, key))


def begun_table(desk: Desk, state: BoardState, kind: Kind, key: str, stated: tuple[tuple[str, str], ...] = ()) -> str:
    """The address of a new table; ``stated``: what it says of itself already."""
    name = f"{kind.name}/{key}.csv"
    file = f"data/villages/{state.slug}/{name}"
    if file not in desk.tables and not drafts.waiting(desk.root, file):
        content = begin(state.slug, kind, key, desk.live(state.slug).look(), stated)[1]
        take_table(desk, state, file, lambda: new_file(desk.root, file, content))
    return address("/table/open", village=state.slug, file=name)


def table_view(desk: Desk, opened: OpenTable, alone: int = 0) -> dict[str, Any]:
    """With all that is open and not saved: one table may mend another. ``alone``: see ``OpenTable.view``."""
    return opened.view(desk.live(opened.slug), desk.unsaved(opened.slug) | {opened.opened.file: opened.opened.stored()}, alone)


PAGES = {"/table": tables, "/table/open": open_table, "/table/new": new_table}
