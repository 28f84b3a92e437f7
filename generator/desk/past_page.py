"""以前的: the earlier versions of a table or a text, what each had otherwise, and one taken back into the table that is open."""

from __future__ import annotations

import difflib
from datetime import datetime, timedelta, timezone
from itertools import zip_longest
from pathlib import PurePosixPath

from generator.classes import dataclass
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.called import called, period_called
from generator.desk.desk import Desk
from generator.desk.form_page import opened_form
from generator.desk.standing import BoardState
from generator.desk.table_page import opened_table
from generator.desk.where_edited import TABLE_ENDINGS, edit_address
from generator.editing import history
from generator.editing.form_shape import has_form
from generator.editing.history import EarlierVersion
from generator.editing.keyed_text import KeyedText
from generator.editing.opened_file import open_file, read_content
from generator.editing.refused import NotEditable
from generator.editing.what_file import what_it_is
from generator.kinds import all_kinds

_CHINA = timezone(timedelta(hours=8))
_MOST_LINES = 200


@dataclass(frozen=True)
class VersionListed:
    """One version, as it is listed."""

    version: EarlierVersion
    when: str
    """「2026-11-23 09:30」, in China."""
    of: str
    """Where it is kept, in words."""


@dataclass(frozen=True)
class LineChanged:
    """A row or line that is otherwise now."""

    way: str
    """多了 or 少了, as seen from the version: what it had and has no more is 少了."""
    text: str


def _file(state: BoardState, asked: Asked) -> str:
    file = f"data/villages/{state.slug}/{asked.text('file')}"
    if what_it_is(file)[0] is None and not has_form(file):
        raise CannotDo("没有这个文件。", 404)
    return file


def past(desk: Desk, asked: Asked) -> Answer:
    state = desk.village(asked)
    if not asked.text("file"):
        return DeskPage("past_files.html", "以前的", {"state": state, "villages": desk.villages(), "files": _files(desk, state)})
    file = _file(state, asked)
    try:
        versions = history.versions(desk.root, file)
        chosen = next((each for each in versions if each.id == asked.text("version")), versions[0] if versions else None)
        if asked.method == "POST" and (chosen is None or chosen.id != asked.text("version")):
            raise CannotDo("这一份已经不在了。回到「以前的」再选一份。", 404)
        then = history.earlier(desk.root, file, chosen) if chosen else b""
        now = (desk.root / file).read_bytes() if (desk.root / file).is_file() else b""
        lines = _changed(file, then, now)
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    if asked.method == "POST":
        return _taken_back(desk, state, asked, then)
    view = {
        "state": state,
        "file": asked.text("file"),
        "title_of": called(file),
        "versions": [VersionListed(each, _when(each), "公开过的记录里" if each.of == "git" else "这台机器上") for each in versions],
        "chosen": chosen,
        "lines": lines[:_MOST_LINES],
        "more": max(0, len(lines) - _MOST_LINES),
        "table": file.endswith(TABLE_ENDINGS) or has_form(file),
    }
    return DeskPage("past.html", "以前的", view)


def _files(desk: Desk, state: BoardState) -> list[tuple[str, list[tuple[str, str]]]]:
    """(kind, its files, the newest first), each file as (what it is of, path below the village's folder)."""
    inputs = sorted(desk.boards.inputs(state.slug), key=lambda item: item.key, reverse=True)
    kinds = [
        (kind.title, [(period_called(i.key), f"{kind.name}/{PurePosixPath(i.file).name}") for i in inputs if i.kind == kind.name])
        for kind in all_kinds()
        if any(i.kind == kind.name for i in inputs)
    ]
    return [*kinds, ("设置", [("村的设置", "village.yml")])]


def _when(version: EarlierVersion) -> str:
    return datetime.fromtimestamp(version.time, _CHINA).strftime("%Y-%m-%d %H:%M")


def _lines(file: str, data: bytes) -> list[str]:
    """Rows of a table, cells apart; lines of a text."""
    content = read_content(file, data) if data else None
    if content is None:
        return []
    if not isinstance(content, KeyedText):
        return [" | ".join(cells).rstrip(" |") for sheet in content.sheets for cells in content.rows(sheet)]
    return data.decode("utf-8-sig", "replace").splitlines()


def _changed(file: str, then: bytes, now: bytes) -> list[LineChanged]:
    """A row beside what it is now. Not by ``ndiff``: it seeks the letters that differ too, a minute for 400 rows."""
    was, are = _lines(file, then), _lines(file, now)
    changed = []
    for tag, start, end, now_start, now_end in difflib.SequenceMatcher(None, was, are).get_opcodes():
        if tag != "equal":
            for less, more in zip_longest(was[start:end], are[now_start:now_end]):
                changed += [LineChanged(way, text) for way, text in (("少了", less), ("多了", more)) if text is not None]
    return changed


def _taken_back(desk: Desk, state: BoardState, asked: Asked, then: bytes) -> Answer:
    """A table or a form into the one that is open, as one step that can be undone: whether it is saved is the clerk's to say. A text at
    once: what it held is among the earlier ones then."""
    file = _file(state, asked)
    try:
        if file.endswith(TABLE_ENDINGS):
            opened_table(desk, state, file).opened.put(then)
            return LedTo(address("/table/open", village=state.slug, file=asked.text("file")))
        if has_form(file):
            opened_form(desk, state.slug, file).opened.put(then)
            return LedTo(edit_address(state.slug, file))
        opened = open_file(desk.root, file)
        opened.put(then)
        opened.save()
    except NotEditable as why:
        raise CannotDo(str(why)) from None
    return LedTo(address("/past", village=state.slug, file=asked.text("file")))


PAGES = {"/past": past}
