"""Drafts: every change of an open file in a journal of its own below build/desk/drafts/, on the disk before it is shown.

A line is the digest of what follows it, so that a line which a power cut left half is known for one; all before it holds. Whoever has a
draft open holds a lock that the system lets go of when the program ends, however it ends: a draft that nobody holds is one to be offered.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from filelock import FileLock, Timeout

from generator import door
from generator.classes import dataclass
from generator.editing.edits import Edit, as_json, from_json
from generator.editing.own_file import DESK, made_in, sync_folder
from generator.editing.refused import NotEditable
from generator.site.tree import own_folder
from generator.system import reason

_FOLDER = f"{DESK}/drafts"
_LIMIT = 200 * 1024 * 1024
DraftStep = Edit | str | bytes
"""An edit, "undo", "redo", or all that the file holds from here on."""


@dataclass(frozen=True)
class DraftNote:
    """A draft that nobody has open."""

    name: str
    """Of its journal."""
    file: str
    was: bytes | None
    """What was opened; None for a file that was new."""
    begun: bytes
    """What the steps begin with."""
    steps: tuple[DraftStep, ...] = field(default=(), repr=False)
    size: int = 0
    """Bytes of its journal that are whole."""


class Draft:
    """The journal of one open file; its file is made with the first step."""

    def __init__(self, root: Path, file: str, was: bytes | None, begun: bytes, name: str = "", lock: FileLock | None = None) -> None:
        self._root, self._file, self._was, self._begun = root, file, was, begun
        self._name, self._lock = name, lock

    def keep(self, step: DraftStep) -> None:
        """Append it; it is on the disk when this returns. Raises NotEditable."""
        try:
            if not self._name:
                self._begin()
            _append(made_in(self._root) / _FOLDER / self._name, _line(_written(step)))
        except OSError as error:
            raise NotEditable(f"草稿存不下来：{reason(error)}。这一步没有做，弄好以后再来。") from None

    def gone(self) -> None:
        """The draft is not needed any more."""
        if self._name:
            with suppress(OSError):
                (made_in(self._root) / _FOLDER / self._name).unlink()
        self.let_go()
        self._name = ""

    def let_go(self) -> None:
        """Leave it for whoever comes next."""
        if self._lock:
            self._lock.release()
            with suppress(OSError):
                Path(self._lock.lock_file).unlink()
            self._lock = None

    def _begin(self) -> None:
        folder = own_folder(made_in(self._root), _FOLDER)
        stem = hashlib.sha256(self._file.encode()).hexdigest()[:16]
        for n in range(1, 1000):
            name = f"{stem}-{n}.draft"
            lock = _held(folder / name)
            if lock is None:
                continue
            head = {"file": self._file, "new": self._was is None, "begun": base64.b64encode(self._begun).decode()}
            try:
                with open(folder / name, "xb") as made:
                    made.write(_line(json.dumps(head, ensure_ascii=False)))
                    made.flush()
                    os.fsync(made.fileno())
            except FileExistsError:
                lock.release()
                continue
            sync_folder(folder)
            self._name, self._lock = name, lock
            return


def waiting(root: Path, file: str = "") -> list[DraftNote]:
    """Drafts that nobody has open, of one file or of all: what a crash or a power cut left."""
    notes = []
    for name in door.listed(made_in(root), _FOLDER):
        if name.endswith(".draft") and (note := _note(root, name)) and file in ("", note.file):
            lock = _held(made_in(root) / _FOLDER / name)
            if lock:
                lock.release()
                notes.append(note)
    return notes


def take(root: Path, name: str) -> tuple[DraftNote, Draft]:
    """A draft to go on with. Raises NotEditable where it has gone, or another window has it."""
    note = _note(root, name) if name in door.listed(made_in(root), _FOLDER) else None
    if note is None:
        raise NotEditable("这份草稿已经不在了。")
    lock = _held(made_in(root) / _FOLDER / name)
    if lock is None:
        raise NotEditable("这份草稿正在另一个窗口里开着。")
    os.truncate(made_in(root) / _FOLDER / name, note.size)  # what a power cut left half must not stand before what comes now
    return note, Draft(root, note.file, note.was, note.begun, name, lock)


def throw_away(root: Path, name: str) -> None:
    """A draft that the clerk does not want. Raises NotEditable as ``take``."""
    take(root, name)[1].gone()


def _held(path: Path) -> FileLock | None:
    lock = FileLock(f"{path}.lock", thread_local=False)  # one thread may begin a draft, and another let it go
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def _note(root: Path, name: str) -> DraftNote | None:
    """None for what is no draft."""
    try:
        lines = door.read(made_in(root), f"{_FOLDER}/{name}", _LIMIT).split(b"\n")
    except door.Closed:
        return None
    told = _whole(lines)
    with suppress(ValueError, TypeError, KeyError):
        head = json.loads(told[0]) if told else {}
        begun = base64.b64decode(head["begun"])
        size = sum(len(_line(text)) for text in told)
        return DraftNote(name, str(head["file"]), None if head["new"] else begun, begun, tuple(map(_step, told[1:])), size)
    return None


_WHOLE = "whole "


def _written(step: DraftStep) -> str:
    if isinstance(step, bytes):
        return _WHOLE + base64.b64encode(step).decode()
    return step if isinstance(step, str) else as_json(step)


def _step(line: str) -> DraftStep:
    if line.startswith(_WHOLE):
        return base64.b64decode(line.removeprefix(_WHOLE))
    return line if line in ("undo", "redo") else from_json(line)


def _whole(lines: Sequence[bytes]) -> list[str]:
    """The texts of all lines up to the first that is not whole."""
    texts: list[str] = []
    for line in lines:
        mark, _, text = line.partition(b" ")
        if mark != _mark(text):
            break
        texts.append(text.decode("utf-8", "surrogatepass"))
    return texts


def _line(text: str) -> bytes:
    stored = text.encode("utf-8", "surrogatepass")
    return _mark(stored) + b" " + stored + b"\n"


def _mark(stored: bytes) -> bytes:
    return hashlib.sha256(stored).hexdigest()[:16].encode()


def _append(path: Path, line: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    with open(handle, "ab") as journal:
        journal.write(line)
        journal.flush()
        os.fsync(handle)
