"""What can be done to any file that is open in the browser: undone, done again, saved, settled with what another program put there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from generator.desk.asked import MINE, THEIRS
from generator.editing.combined import combined
from generator.editing.opened_file import OpenedFile, open_file
from generator.editing.refused import ChangedMeanwhile

Did = dict[str, Any]


class HasFile(Protocol):
    """Something that is open."""

    opened: OpenedFile
    theirs: bytes | None
    """What another program put there meanwhile."""
    over: bytes | None
    """The same, where it is part of what is open: saving may put this in its place."""


def undone(each: HasFile) -> Did:
    return {"done": "撤销了一步。" if each.opened.undo() else "没有可以撤销的。"}


def redone(each: HasFile) -> Did:
    return {"done": "重做了一步。" if each.opened.redo() else "没有可以重做的。"}


def saved(each: HasFile) -> Did:
    """Raises ChangedMeanwhile and NotEditable."""
    changed = each.opened.save(over=each.over).changed
    each.over = None
    return {"done": "保存好了。" if changed else "没有改动，不用保存。"}


def saved_over(each: HasFile) -> Did:
    if each.theirs is None:
        return saved(each)
    each.opened.save(over=each.theirs)
    each.theirs = None
    return {"done": "保存好了，用的是这里填的；那边的那一份在「以前的」里。"}


def put_together(each: HasFile) -> Did:
    """Both changes in one, to be looked at before it is saved."""
    both = combined(each.opened, each.theirs or b"")
    if both is None:
        return {"told": "两边改了同一行，合不到一起。选用哪一份。"}
    each.opened.put(both)
    each.over, each.theirs = each.theirs, None
    return {"done": "合在一起了，还没有保存。看一遍，再按「保存」。"}


def theirs_taken(each: HasFile, root: Path) -> Did:
    theirs = open_file(root, each.opened.file)
    each.opened.discard()
    each.opened, each.theirs = theirs, None
    return {"done": "换成了那边的。"}


def between(each: HasFile, why: ChangedMeanwhile) -> Did:
    """What may be chosen where another program has changed the file."""
    both = [["两份合在一起", {"do": "combine"}]] if combined(each.opened, why.theirs) else []
    each.theirs = why.theirs
    return {"told": str(why), "choice": [*both, MINE, *([THEIRS] if why.theirs else [])]}


def discarded(each: HasFile, root: Path) -> Did | None:
    """Back to what is saved; None where there is no such file yet."""
    each.opened.discard()
    if not (root / each.opened.file).exists():
        return None
    each.opened = open_file(root, each.opened.file)
    return {"done": "这次改的不要了，还是原来的样子。"}


class HasRoot(Protocol):
    """The desk."""

    root: Path


OF_ANY: dict[str, Callable[[HasRoot, HasFile, object], Did]] = {
    "undo": lambda desk, opened, asked: undone(opened),
    "redo": lambda desk, opened, asked: redone(opened),
    "save": lambda desk, opened, asked: saved(opened),
    "save-over": lambda desk, opened, asked: saved_over(opened),
    "combine": lambda desk, opened, asked: put_together(opened),
    "take-theirs": lambda desk, opened, asked: theirs_taken(opened, desk.root),
}
"""What scripts send → what is done, for every sort of page."""
