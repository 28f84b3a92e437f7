"""What is done to an open form: each thing that its script sends, and what it is told."""

from __future__ import annotations

from collections.abc import Callable

from generator.desk import opened_steps
from generator.desk.asked import UNREADABLE, Answer, Asked, CannotDo
from generator.desk.desk import Desk
from generator.desk.form_page import file_at, form_view
from generator.desk.open_form import OpenForm
from generator.desk.opened_steps import Did
from generator.desk.put_beside import PICTURES, put_beside
from generator.editing.edits import Edit
from generator.editing.form_content import form_content
from generator.editing.form_edits import added, field_edit, moved, taken_out, unknown_out
from generator.editing.refused import ChangedMeanwhile, NotEditable

_CHANGED = "这个文件刚才又变了，这一次没有记上。看着现在的样子再做一次。"
"""In another tab, or since the button was drawn: a record may be another than the one that was meant."""


def do(desk: Desk, asked: Asked) -> Answer:
    """One thing that was done to an open form; the answer is the file as it stands then."""
    opened, work = _open_now(desk, asked), _DONE.get(asked.text("do"))
    if opened is None:
        raise CannotDo("这个文件在工作台里没有开着。刷新这一页再来；填的内容在草稿里。", 409)
    if work is None:
        raise CannotDo(UNREADABLE)
    if asked.text("stands") not in ("", opened.stands) and work is not _look:
        return {**form_view(desk, opened), "told": _CHANGED, "stale": True}
    try:
        told = work(desk, opened, asked)
    except ChangedMeanwhile as why:
        told = opened_steps.between(opened, why)
    except NotEditable as why:
        told = {"told": str(why)}
    return {**form_view(desk, opened), **told}


def _open_now(desk: Desk, asked: Asked) -> OpenForm | None:
    return desk.forms.get(file_at(asked.text("village"), asked.text("file")))


def put_photo(desk: Desk, asked: Asked) -> Answer:
    """A photo put beside an open file, and named in the field that it was chosen for."""
    opened = _open_now(desk, asked)
    key, part = asked.query.get("key", ""), asked.query.get("part", "")
    number = asked.query.get("number", "")
    column = opened.shape.column(key, part) if opened else None
    if opened is None or asked.method != "POST" or column is None or column.type != "photos" or (part and not number.isdecimal()):
        raise CannotDo("这个文件在工作台里没有开着。刷新这一页再来。", 409)
    if asked.query.get("stands", "") != opened.stands:
        return {**form_view(desk, opened), "told": _CHANGED, "stale": True}
    content = form_content(opened.opened.keyed, opened.shape)
    records = content.lists.get(part, ())
    if part and int(number) >= len(records):
        raise CannotDo(UNREADABLE)
    texts = records[int(number)].texts if part else content.texts
    try:
        name, told = put_beside(desk.root, opened.opened.file, asked.body, PICTURES)
        lines = "\n".join(filter(None, (texts.get(key, ""), name)))
        _edited(opened, field_edit(opened.opened.keyed, opened.shape, key, lines, part, int(number) if part else -1))
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    return {**form_view(desk, opened), "done": f"{told}文件名后面空一格，写上照片上是什么。"}


def _edited(opened: OpenForm, edit: Edit | None) -> Did:
    if edit is not None:
        opened.opened.edit(edit)
    return {}


def _set(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    keyed, shape, part = opened.opened.keyed, opened.shape, asked.text("part")
    number = asked.number("number") if part else -1
    return _edited(opened, field_edit(keyed, shape, asked.text("key"), asked.text("text"), part, number))


def _add(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    """A record with its first field, and what was proposed for the others."""
    texts = asked.sent.get("texts")
    pairs = [(str(name), str(text)) for name, text in texts.items()] if isinstance(texts, dict) else []
    return _edited(opened, added(opened.opened.keyed, opened.shape, asked.text("part"), pairs))


def _delete(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    _edited(opened, taken_out(opened.opened.keyed, opened.shape, asked.text("part"), asked.number("number")))
    return {"done": "删掉了。按「撤销」可以拿回来。"}


def _move(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    return _edited(opened, moved(opened.shape, asked.text("part"), asked.number("number"), asked.number("to")))


def _mend(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    """What the button said, and only where it is told of which state of the file it was said."""
    mend = opened.mends.get(asked.text("problem")) if asked.text("stands") else None
    if mend is None:
        return {"told": _CHANGED}
    opened.opened.edit(mend.edit)
    return {"done": f"{mend.text}，改好了。按「撤销」可以拿回来。"}


def _unknown(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    part = asked.text("part")
    number = asked.number("number") if part else -1
    _edited(opened, unknown_out(opened.opened.keyed, opened.shape, asked.text("key"), part, number))
    return {"done": "删掉了。按「撤销」可以拿回来。"}


def _discard(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    if told := opened_steps.discarded(opened, desk.root):
        return told
    del desk.forms[opened.opened.file]
    raise CannotDo("这个新文件不要了。点「填表」回去。")


def _look(desk: Desk, opened: OpenForm, asked: Asked) -> Did:
    return {}


_DONE: dict[str, Callable[[Desk, OpenForm, Asked], Did]] = {
    **opened_steps.OF_ANY,
    "set": _set,
    "add": _add,
    "delete": _delete,
    "move": _move,
    "mend": _mend,
    "unknown": _unknown,
    "look": _look,
    "discard": _discard,
}
PAGES = {"/form/do": do, "/form/photo": put_photo}
