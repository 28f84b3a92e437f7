"""What a person does in a form, as edits of the file that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from generator.editing.applied import applied
from generator.editing.edits import AddEntry, Edit, KeyEdit, MoveEntry, SetKey, Together
from generator.editing.form_content import field_text, written_name
from generator.editing.form_shape import FormShape
from generator.editing.key_paths import KeyPath, value_at
from generator.editing.keyed_text import KeyedText
from generator.editing.refused import NotEditable
from generator.model import Column

_NO_FIELD = "这一项不在表单里。刷新这一页再来。"
_HELD = "这一项在文件里写得特别，表单里改不了。先删掉下面原样列着的，再来写。"


def field_edit(keyed: KeyedText, shape: FormShape, key: str, text: str, part: str = "", number: int = -1) -> KeyEdit | None:
    """A field with another text, a line each where it may be several; one with none is taken out, unless it must stand there. None where
    the file says so already. Raises NotEditable."""
    column = shape.column(key, part)
    if column is None:
        raise NotEditable(_NO_FIELD)
    above: KeyPath = (part, number) if part else ()
    record = value_at(keyed.data(), above)
    if not isinstance(record, dict) and (part or record):
        raise NotEditable(_NO_FIELD)
    path = (*above, written_name(column, record))
    was = value_at(keyed.data(), path)
    if was is not None and field_text(column, was) is None:
        raise NotEditable(_HELD)
    value = _value(column, text, was)
    if value is None and was is None:
        return None
    if value is None and (column.required or not column.blank or not _can_go(keyed, path)):
        value = ""
    return SetKey(path, value) if value != (tuple(was) if isinstance(was, list) else was) else None


def added(keyed: KeyedText, shape: FormShape, part: str, texts: Sequence[tuple[str, str]]) -> Edit | None:
    """A record more at the end of a list; None where nothing is to stand in it. Raises NotEditable."""
    pairs: list[tuple[str, str]] = []
    several: list[Edit] = []
    records = value_at(keyed.data(), (part,))
    number = len(records) if isinstance(records, list) else 0
    for name, text in texts:
        column = shape.column(name, part)
        if column is None or not part:
            raise NotEditable(_NO_FIELD)
        value = _value(column, text, None)
        if isinstance(value, tuple):
            several.append(SetKey((part, number, name), value))
        if value:
            pairs.append((name, value if isinstance(value, str) else value[0]))
    if not pairs:
        return None
    first = AddEntry((part,), tuple(pairs))
    return Together((first, *several)) if several else first


def taken_out(keyed: KeyedText, shape: FormShape, part: str, number: int) -> KeyEdit:
    """A list without a record; with its last one the key goes too, unless the file cannot be read without it. Raises NotEditable."""
    at, records = shape.list_of(part), value_at(keyed.data(), (part,))
    if at is None or not isinstance(records, list) or not 0 <= number < len(records):
        raise NotEditable(_NO_FIELD)
    if len(records) > 1:
        return SetKey((part, number), None)
    return SetKey((part,), "" if at.must else None)


def moved(shape: FormShape, part: str, number: int, to: int) -> KeyEdit:
    if shape.list_of(part) is None:
        raise NotEditable(_NO_FIELD)
    return MoveEntry((part, number), to)


def unknown_out(keyed: KeyedText, shape: FormShape, key: str, part: str = "", number: int = -1) -> KeyEdit:
    """Without a key that the form knows nothing of, or whose field cannot hold what it says. Raises NotEditable for all others."""
    above: KeyPath = (part, number) if part else ()
    column, was = shape.column(key, part), value_at(keyed.data(), (*above, key))
    if was is None or (not part and shape.list_of(key)) or (column and field_text(column, was) is not None):
        raise NotEditable(_NO_FIELD)
    return SetKey((*above, key), None)


def _value(column: Column, text: str, was: object) -> str | tuple[str, ...] | None:
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not lines:
        return None
    if isinstance(was, str) and "\n" in was and not column.many:  # written in lines, and it stays so
        kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
        return was if kept == was.strip() else kept
    if column.many and (len(lines) > 1 or isinstance(was, list)):
        return lines
    return " ".join(lines)


def _can_go(keyed: KeyedText, path: KeyPath) -> bool:
    try:
        applied(keyed, SetKey(path, None))
    except NotEditable:
        return False
    return True
