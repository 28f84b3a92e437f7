"""填表: the tables of a village by kind, and a new one; one of them as a grid, changed cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from generator import periods
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import period_called
from generator.desk.desk import Desk
from generator.desk.open_table import OpenTable
from generator.desk.standing import BoardState
from generator.editing import drafts
from generator.editing.edits import DeleteRows, InsertRows, Together, move_row, set_cell
from generator.editing.new_table import begin
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume, what_it_is
from generator.editing.ordering import by_day
from generator.editing.pasting import plan_paste
from generator.editing.refused import ChangedMeanwhile, NotEditable
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
    month = periods.month_of(desk.today())
    key = {"month": month, "period": month, "year": month[:4]}.get(kind.key, "")
    return KindListed(kind, tuple((period_called(key), file) for key, file in sorted(files, reverse=True)), key, KEYS[kind.key][1])


def tables(desk: Desk, asked: Asked) -> Answer:
    """Which tables there are; those that the village has used come first."""
    state = desk.village(asked)
    listed = [_listed(desk, state, kind) for kind in all_kinds() if not kind.document and "csv" in kind.formats]
    parts = [(section.title, [each for each in listed if each.kind.section == section and not each.files]) for section in SECTIONS]
    view = {"state": state, "villages": desk.villages(), "used": [each for each in listed if each.files], "parts_listed": parts}
    return DeskPage("tables.html", "填表", view)


def _file(state: BoardState, asked: Asked) -> str:
    """The file that is asked for, below the root. Raises CannotDo for one that is no table of the village."""
    name = asked.text("file")
    file = f"data/villages/{state.slug}/{name}"
    item, kind = what_it_is(file)
    if item is None or kind is None or kind.document or not name.endswith(TABLE_ENDINGS):
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
        "view": _view(desk, opened),
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


def do(desk: Desk, asked: Asked) -> Answer:
    """One thing that was done to an open table; the answer is the table as it stands then."""
    slug, name, what = asked.text("village"), asked.text("file"), asked.text("do")
    file = f"data/villages/{slug}/{name}"
    opened = desk.tables.get(file)
    if opened is None:
        raise CannotDo("这张表在工作台里没有开着。刷新这一页再来；填的内容在草稿里。", 409)
    told: dict[str, Any] = {}
    try:
        told = _DONE[what](desk, opened, asked) or {}
    except ChangedMeanwhile as why:
        told = {"told": str(why), "choice": [["用我填的", {"do": "save-over"}], ["用那边的", {"do": "take-theirs"}]]}
        opened.theirs = why.theirs
    except NotEditable as why:
        told = {"told": str(why)}
    except KeyError:
        raise CannotDo("这一页的内容看不懂，刷新再来。") from None
    return {**_view(desk, opened), **told}


def _view(desk: Desk, opened: OpenTable) -> dict[str, Any]:
    """With all that is open and not saved: one table may mend another."""
    return opened.view(desk.live(opened.slug), desk.unsaved(opened.slug) | {opened.opened.file: opened.opened.stored()})


Did = dict[str, Any] | None


def _set(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    opened.opened.edit(set_cell(asked.number("row"), asked.number("column"), asked.text("text"), opened.table.sheet))
    return None


def _add(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    """A new row, with what was proposed for it and what was typed."""
    cells = [*opened.proposed]
    cells[asked.number("column")] = asked.text("text")
    opened.opened.edit(InsertRows(asked.number("row"), (tuple(cells),), opened.table.sheet))
    return None


def _insert(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    opened.opened.edit(InsertRows(asked.number("row"), ((),), opened.table.sheet))
    return None


def _delete(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    opened.opened.edit(DeleteRows(asked.number("row"), 1, opened.table.sheet))
    return {"done": "删掉了。按「撤销」可以拿回来。"}


def _move(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    opened.opened.edit(move_row(asked.number("row"), asked.number("to"), opened.table.sheet))
    return None


def _undo(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    return {"done": "撤销了一步。"} if opened.opened.undo() else {"done": "没有可以撤销的。"}


def _redo(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    return {"done": "重做了一步。"} if opened.opened.redo() else {"done": "没有可以重做的。"}


def _save(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    saved = opened.opened.save()
    return {"done": "保存好了。" if saved.changed else "没有改动，不用保存。"}


def _save_over(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    if opened.theirs is None:
        return _save(desk, opened, asked)
    opened.opened.save(over=opened.theirs)
    opened.theirs = None
    return {"done": "保存好了，用的是这里填的；那边的那一份在「以前的」里。"}


def _take_theirs(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    opened.opened.discard()
    opened.opened = open_file(desk.root, opened.opened.file)
    opened.theirs = None
    return {"done": "换成了那边的。"}


def _discard(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    file = opened.opened.file
    opened.opened.discard()
    if (desk.root / file).exists():
        opened.opened = open_file(desk.root, file)
        return {"done": "这次改的不要了，还是原来的样子。"}
    del desk.tables[file]
    raise CannotDo("这张新表不要了。点「别的表」回去。")


def _paste(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    """A block from WPS; where it would write over something else, that is asked first."""
    row = asked.number("row")
    first: tuple[InsertRows, ...] = ()
    table = opened.table
    if asked.sent.get("ghost") is True:  # the row that is not there yet: what stands at its number goes down
        first = (InsertRows(row, ((),), table.sheet),)
        table = opened.with_edit(first[0])
    plan = plan_paste(table, opened.opened.kind, row, asked.number("column"), asked.text("text"))
    if plan.overwritten and asked.text("sure") != "yes":
        again = {name: asked.sent[name] for name in ("do", "row", "column", "text")}
        question = f"粘贴会盖掉 {plan.overwritten} 格原来的内容，还没有粘。"
        return {"told": question, "choice": [["盖掉，粘贴", {**again, "sure": "yes"}], ["不粘了", {"do": "look"}]]}
    opened.opened.edit(Together((*first, *plan.edit.edits)))
    left = f"没有放进来的：{'、'.join(plan.left_out)}。" if plan.left_out else ""
    how = "按表头放到各列，" if plan.by_header else ""
    return {"done": f"粘好了 {plan.rows} 行，{how}其中新加 {plan.added + len(first)} 行。{left}"}


def _sort(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    item = opened.opened.item
    year = int(item.key[:4]) if item and item.key[:4].isdigit() else None
    edit = by_day(opened.table, year)
    if edit is None:
        return {"done": "已经是按日期从早到晚的了。"}
    opened.opened.edit(edit)
    return {"done": "按日期从早到晚排好了。"}


def _mend(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    """What the button said, and only where the table is still what it was said of."""
    mend = opened.mends.get(asked.text("problem")) if asked.text("stands") == opened.stands else None
    if mend is None:
        return {"told": "表刚才又变了，看着再点一次。"}
    opened.opened.edit(mend.edit)
    return {"done": f"{mend.text}，改好了。按「撤销」可以拿回来。"}


def _look(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    return None


def _several(desk: Desk, opened: OpenTable, asked: Asked) -> Did:
    """What was typed while the one before was looked at: each a step of its own to be undone."""
    steps = asked.sent.get("steps")
    for step in steps if isinstance(steps, list) else ():
        one = replace(asked, body=json.dumps(step).encode())
        {"set": _set, "add": _add}[one.text("do")](desk, opened, one)
    return None


_DONE: dict[str, Callable[[Desk, OpenTable, Asked], Did]] = {
    "set": _set,
    "add": _add,
    "several": _several,
    "insert": _insert,
    "delete": _delete,
    "move": _move,
    "paste": _paste,
    "sort": _sort,
    "mend": _mend,
    "look": _look,
    "undo": _undo,
    "redo": _redo,
    "save": _save,
    "save-over": _save_over,
    "take-theirs": _take_theirs,
    "discard": _discard,
}
PAGES = {"/table": tables, "/table/open": open_table, "/table/new": new_table, "/table/do": do}
