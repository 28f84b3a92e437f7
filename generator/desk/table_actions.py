"""What is done to an open table: each thing that a script sends, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from generator.desk import opened_steps
from generator.desk.asked import UNREADABLE, Answer, Asked, CannotDo, address
from generator.desk.desk import Desk
from generator.desk.open_table import OpenTable
from generator.desk.opened_steps import Did
from generator.desk.stated_lines import ASKED, stated_edit
from generator.desk.table_page import table_view
from generator.editing.edits import DeleteRows, InsertRows, Together, move_row, set_cell
from generator.editing.mends import ALONE
from generator.editing.ordering import by_day
from generator.editing.pasting import plan_paste
from generator.editing.refused import ChangedMeanwhile, NotEditable
from generator.editing.turned import LOST, as_csv

_CHANGED = "表刚才又变了，这一次没有记上。看着现在的样子再做一次。"
"""In another tab, or since the button was drawn: a row or a sheet may be another than the one that was meant."""


class TableMoved(Exception):
    """The table is another file now; ``to``: the address of its page."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


def do(desk: Desk, asked: Asked) -> Answer:
    """One thing that was done to an open table; the answer is the table as it stands then."""
    slug, name, what = asked.text("village"), asked.text("file"), asked.text("do")
    file = f"data/villages/{slug}/{name}"
    opened = desk.tables.get(file)
    if opened is None:
        raise CannotDo("这张表在工作台里没有开着。刷新这一页再来；填的内容在草稿里。", 409)
    work = _DONE.get(what)
    if work is None:
        raise CannotDo(UNREADABLE)
    if asked.text("stands") not in ("", opened.stands) and work is not _look:
        return {**table_view(desk, opened), "told": _CHANGED, "stale": True}
    told: dict[str, Any] = {}
    try:
        told = work(desk, opened, asked) or {}
    except ChangedMeanwhile as why:
        told = opened_steps.between(opened, why)
    except TableMoved as moved:
        return {"to": moved.to}
    except NotEditable as why:
        told = {"told": str(why)}
        if file.endswith(".xlsx") and what in ("add", "insert", "delete", "paste", "several"):
            told["choice"] = [["改存成 CSV，再填", {"do": "as-csv"}], ["不改", {"do": "look"}]]
    return {**table_view(desk, opened, ALONE if work is _look else 0), **told}


TableDid = Did | None


def _set(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    opened.opened.edit(set_cell(asked.row(), asked.number("column"), asked.text("text"), opened.table.sheet))
    return None


def _add(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """A new row, with what was proposed for it and what was typed."""
    cells, column = [*opened.proposed], asked.number("column")
    if column >= len(cells):
        raise CannotDo(UNREADABLE)
    cells[column] = asked.text("text")
    opened.opened.edit(InsertRows(asked.row(), (tuple(cells),), opened.table.sheet))
    return None


def _insert(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    opened.opened.edit(InsertRows(asked.row(), ((),), opened.table.sheet))
    return None


def _delete(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    opened.opened.edit(DeleteRows(asked.row(), 1, opened.table.sheet))
    return {"done": "删掉了。按「撤销」可以拿回来。"}


def _move(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    opened.opened.edit(move_row(asked.row(), asked.row("to"), opened.table.sheet))
    return None


def _sheet(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    if asked.text("text") in opened.opened.sheets:
        opened.sheet = asked.text("text")
    return None


def _as_csv(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """A workbook whose rows cannot be moved becomes a CSV, when somebody has been told what is lost."""
    if asked.text("sure") != "yes":
        return {"told": f"改存成 CSV 以后：{LOST}", "choice": [["知道了，改存", {"do": "as-csv", "sure": "yes"}], ["不改", {"do": "look"}]]}
    was = opened.opened.file
    opened.opened.save()
    file = as_csv(opened.opened)
    del desk.tables[was]
    raise TableMoved(address("/table/open", village=opened.slug, file=file.removeprefix(f"data/villages/{opened.slug}/")))


def _state(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """公开日, 公示期 or 审核."""
    name = asked.text("line")
    if name not in {column.name for column in ASKED}:
        raise CannotDo(UNREADABLE)
    look = desk.live(opened.slug).look({opened.opened.file: opened.opened.stored()})
    edit = stated_edit(opened.table, look.dataset(opened.opened.file), name, asked.text("text"))
    if edit:
        opened.opened.edit(edit)
    return None


def _discard(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    if told := opened_steps.discarded(opened, desk.root):
        return told
    del desk.tables[opened.opened.file]
    raise CannotDo("这张新表不要了。点「别的表」回去。")


def _paste(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """A block from WPS; where it would write over something else, that is asked first."""
    row = asked.row()
    first: tuple[InsertRows, ...] = ()
    table = opened.table
    if asked.sent.get("ghost") is True:  # the row that is not there yet: what stands at its number goes down
        first = (InsertRows(row, ((),), table.sheet),)
        table = opened.with_edit(first[0])
    plan = plan_paste(table, opened.opened.kind, row, asked.number("column"), asked.text("text"))
    if plan.overwritten and asked.text("sure") != "yes":
        again = {name: value for name, value in asked.sent.items() if name in ("do", "row", "column", "text", "ghost")}
        question = f"粘贴会盖掉 {plan.overwritten} 格原来的内容，还没有粘。"
        return {"told": question, "choice": [["盖掉，粘贴", {**again, "sure": "yes"}], ["不粘了", {"do": "look"}]]}
    opened.opened.edit(Together((*first, *plan.edit.edits)))
    left = f"没有放进来的：{'、'.join(plan.left_out)}。" if plan.left_out else ""
    how = "按表头放到各列，" if plan.by_header else ""
    return {"done": f"粘好了 {plan.rows} 行，{how}其中新加 {plan.added + len(first)} 行。{left}"}


def _sort(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    item = opened.opened.item
    year = int(item.key[:4]) if item and item.key[:4].isdigit() else None
    edit = by_day(opened.table, year)
    if edit is None:
        return {"done": "已经是按日期从早到晚的了。"}
    opened.opened.edit(edit)
    return {"done": "按日期从早到晚排好了。"}


def _mend(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """What the button said, and only where it is told of which table it was said."""
    mend = opened.mends.get(asked.text("problem")) if asked.text("stands") else None
    if mend is None:
        return {"told": _CHANGED}
    opened.opened.edit(mend.edit)
    return {"done": f"{mend.text}，改好了。按「撤销」可以拿回来。"}


def _look(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """Nothing; the answer is more thorough than others, and the script asks for it when nothing is typed."""
    return None


def _several(desk: Desk, opened: OpenTable, asked: Asked) -> TableDid:
    """What was typed while the one before was looked at: each a step of its own to be undone."""
    steps = asked.sent.get("steps")
    for step in steps if isinstance(steps, list) else ():
        one = replace(asked, body=json.dumps(step).encode())
        work = {"set": _set, "add": _add}.get(one.text("do"))
        if work is None:
            raise CannotDo(UNREADABLE)
        work(desk, opened, one)
    return None


_DONE: dict[str, Callable[[Desk, OpenTable, Asked], TableDid]] = {
    **opened_steps.OF_ANY,
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
    "sheet": _sheet,
    "state": _state,
    "as-csv": _as_csv,
    "discard": _discard,
}
PAGES = {"/table/do": do}
