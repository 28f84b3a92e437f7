"""公告: texts with front matter as a form, the body beside what becomes of it, photos and PDF put beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from generator.config import Village
from generator.desk import opened_steps
from generator.desk.asked import UNREADABLE, Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.desk import Desk
from generator.desk.open_text import DAY, OpenText
from generator.desk.plain_page import is_unreadable, plain_address
from generator.desk.put_beside import put_beside
from generator.desk.standing import BoardState
from generator.editing import drafts
from generator.editing.edits import SetBody, SetKey
from generator.editing.new_table import begin_text
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume
from generator.editing.refused import ChangedMeanwhile, NotEditable
from generator.editing.what_file import what_it_is
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.model import Column

ATTACHED = "附件"
_SHOWN_FIRST = {"公示起", "公示止", "异议渠道", "审核", ATTACHED, "人工核查"}
"""Keys that need not be there, and are asked all the same."""


def documents(kind_name: str = "") -> list[Kind]:
    """The kinds that are texts; those of one name."""
    return [kind for kind in all_kinds() if kind.document and (kind.name == kind_name or not kind_name)]


def notices(desk: Desk, asked: Asked) -> Answer:
    """Which texts there are, kind by kind, the newest first."""
    state = desk.village(asked)
    listed = []
    for kind in documents():
        datasets = sorted(state.books.get(kind.name, ()), key=lambda data: (str(data.rows[0][DAY] or ""), data.key), reverse=True)
        listed.append((kind, [(data.rows[0].text("标题") or data.key, f"{kind.name}/{data.key}.md") for data in datasets if data.file]))
    return DeskPage("notices.html", "公告", {"state": state, "villages": desk.villages(), "listed": listed})


def _file(state: BoardState, asked: Asked) -> str:
    file = f"data/villages/{state.slug}/{asked.text('file')}"
    item, kind = what_it_is(file)
    if item is None or kind is None or not kind.document or not file.endswith(".md"):
        raise CannotDo("没有这一篇。", 404)
    return file


def new_notice(desk: Desk, asked: Asked) -> Answer:
    """A text that is not there yet: kept as a draft until it is saved."""
    state = desk.village(asked)
    kind = next(iter(documents(asked.text("kind") or "-")), None)
    if asked.method != "POST" or kind is None:
        raise CannotDo("没有这一类。", 404)
    usual = (("主体", "村民委员会"), ("范围", "社会"), (DAY, desk.today().isoformat()))
    given = tuple((name, text) for name, text in usual if name in {column.name for column in kind.columns})
    return LedTo(begun_text(desk, state, kind, free_slug(desk, state, kind), given))


def free_slug(desk: Desk, state: BoardState, kind: Kind) -> str:
    """A name that no text of the kind has: 2026-11-1; of a kind whose texts are of a year the first year that has none."""
    known = {i.key for i in desk.boards.inputs(state.slug) if i.kind == kind.name}
    taken = known | {PurePosixPath(file).stem for file in desk.texts if PurePosixPath(file).parent.name == kind.name}
    today = desk.today()
    if kind.key == "year":
        return str(next(year for year in (*range(today.year - 1, today.year + 2), *range(today.year - 2, 1, -1)) if str(year) not in taken))
    return next(key for n in range(1, 1000) if (key := f"{today:%Y-%m}-{n}") not in taken)


def begun_text(desk: Desk, state: BoardState, kind: Kind, key: str, given: tuple[tuple[str, str], ...]) -> str:
    """The address of a new text that begins with what is ``given``."""
    content = begin_text(kind, given)
    file = f"data/villages/{state.slug}/{kind.name}/{key}.md"
    if file not in desk.texts and not drafts.waiting(desk.root, file):  # else the page goes on with what a crash left
        _take(desk, state, file, lambda: new_file(desk.root, file, content))
    return address("/notice/open", village=state.slug, file=f"{kind.name}/{key}.md")


def _take(desk: Desk, state: BoardState, file: str, work: Callable[[], OpenedFile]) -> OpenText:
    try:
        desk.texts[file] = OpenText(state.slug, work())
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    return desk.texts[file]


def open_notice(desk: Desk, asked: Asked) -> Answer:
    state = desk.village(asked)
    file = _file(state, asked)
    if file not in desk.texts:
        waiting = drafts.waiting(desk.root, file)
        if not waiting and is_unreadable(desk, file):
            return LedTo(plain_address(state.slug, asked.text("file")))
        _take(desk, state, file, lambda: resume(desk.root, waiting[0]) if waiting else open_file(desk.root, file))
    opened = desk.texts[file]
    kind = opened.opened.kind
    columns: tuple[Column, ...] = kind.columns if kind else ()
    first = [column for column in columns if column.required or column.name in _SHOWN_FIRST]
    view = {
        "state": state,
        "file": asked.text("file"),
        "kind": kind,
        "first": first,
        "others": [column for column in columns if column not in first],
        "view": _view(desk, opened),
    }
    return DeskPage("notice.html", opened.fields.get("标题") or "新的一篇", view)


def _view(desk: Desk, opened: OpenText) -> dict[str, Any]:
    board = desk.live(opened.slug)
    state = desk.boards.state(opened.slug, desk.today())
    task = desk.boards.task(opened.slug, desk.today())
    if state is None or task is None:
        raise CannotDo("没有这个村。", 404)
    return opened.view(board, desk.unsaved(opened.slug) | {opened.opened.file: opened.opened.stored()}, task.context(_village(state)))


def _village(state: BoardState) -> Village:
    return state.village or Village(state.slug, state.slug)


def do(desk: Desk, asked: Asked) -> Answer:
    """One thing that was done to an open text; the answer is the text as it stands then."""
    opened = desk.texts.get(f"data/villages/{asked.text('village')}/{asked.text('file')}")
    work = _DONE.get(asked.text("do"))
    if opened is None or work is None:
        raise CannotDo("这一篇在工作台里没有开着。刷新这一页再来；写的内容在草稿里。", 409)
    try:
        told = work(desk, opened, asked)
    except ChangedMeanwhile as why:
        told = opened_steps.between(opened, why)
    except NotEditable as why:
        told = {"told": str(why)}
    return {**_view(desk, opened), **told}


def put_file(desk: Desk, asked: Asked) -> Answer:
    """A photo or a PDF put beside an open text: a photo upright, small, and without where it was taken; named in 附件."""
    opened = desk.texts.get(f"data/villages/{asked.query.get('village', '')}/{asked.query.get('file', '')}")
    if opened is None or asked.method != "POST":
        raise CannotDo("这一篇在工作台里没有开着。刷新这一页再来。", 409)
    attached = tuple(filter(None, opened.fields.get(ATTACHED, "").split("\n")))
    try:
        name, told = put_beside(desk.root, opened.opened.file, asked.body)
        opened.opened.edit(SetKey((ATTACHED,), (*attached, name)))
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    return {**_view(desk, opened), "done": told}


def _set(desk: Desk, opened: OpenText, asked: Asked) -> dict[str, Any]:
    key = asked.text("key")
    column = next((each for each in opened.opened.kind.columns if each.name == key), None) if opened.opened.kind else None
    if column is None:
        raise CannotDo(UNREADABLE)
    lines = tuple(line.strip() for line in asked.text("text").splitlines() if line.strip())
    value: str | tuple[str, ...] | None = lines if column.many and lines else " ".join(lines)
    if not lines and not column.required:
        value = None
    if value is not None or opened.opened.keyed.value((key,)) is not None:
        opened.opened.edit(SetKey((key,), value))
    return {}


def _body(desk: Desk, opened: OpenText, asked: Asked) -> dict[str, Any]:
    opened.opened.edit(SetBody(asked.text("text")))
    return {}


def _posting(desk: Desk, opened: OpenText, asked: Asked) -> dict[str, Any]:
    task = desk.boards.task(opened.slug, desk.today())
    state = desk.boards.state(opened.slug, desk.today())
    look = desk.live(opened.slug).look({opened.opened.file: opened.opened.stored()})
    days: tuple[date, date] | None = opened.posting(look, task.context(_village(state))) if task and state else None
    if days is None:
        return {"told": "先写好「公开日」和「事项」。"}
    opened.opened.edit(opened.posting_edit(days))
    return {"done": "填上了。"}


_DONE: dict[str, Callable[[Desk, OpenText, Asked], dict[str, Any]]] = {
    **opened_steps.OF_ANY,
    "set": _set,
    "body": _body,
    "posting": _posting,
}
PAGES = {
    "/notice": notices,
    "/notice/new": new_notice,
    "/notice/open": open_notice,
    "/notice/do": do,
    "/notice/file": put_file,
}
