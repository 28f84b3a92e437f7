"""Where a clerk's files lie, and how one is put there whole: nothing outside data/ and content/, nothing half, nothing lost."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from generator import door
from generator.editing.refused import ChangedMeanwhile, Elsewhere, InUse, NotEditable
from generator.site.tree import own_folder
from generator.system import reason

PLACES = ("data", "content")
"""Folders whose files a clerk may change."""
DESK = "desk"
"""Where drafts and earlier versions are kept, below ``made_in``."""
_NO_NAME = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[. ]$|^ ')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_PATIENCE = 5
"""Seconds that another desk may take to put a file in its place."""


def made_in(root: Path) -> Path:
    """Where all that is made lies; the folder may be a link to another disk."""
    return root / "build"


def checked_path(root: Path, file: str) -> Path:
    """Where ``file``, a path below the root with forward slashes, lies. Raises Elsewhere for one that is not the clerk's to change."""
    parts = file.split("/")
    if len(parts) < 2 or parts[0] not in PLACES:
        raise Elsewhere("只能改 data/ 和 content/ 里的文件。")
    for name in parts:
        if name in ("", ".", "..") or _NO_NAME.search(name) or _OF_WINDOWS.fullmatch(name):
            raise Elsewhere(f"「{file}」不是能用的文件名。")
        if name.startswith((".", "~$")):
            raise Elsewhere(f"「{name}」是系统或者 WPS 自己的文件，不能改。")
        if len(name.encode()) > 200:
            raise Elsewhere("文件名太长了。")
    for i in range(1, len(parts)):
        if door.sort_of(root, "/".join(parts[:i])) not in ("folder", ""):
            raise Elsewhere(f"「{'/'.join(parts[:i])}」不是普通的文件夹（是链接之类），里面的文件不能改。")
    if door.sort_of(root, file) not in ("file", ""):
        raise Elsewhere(f"「{file}」不是普通的文件（是链接、文件夹之类），不能改。")
    return root / file


def read_own(root: Path, file: str) -> bytes:
    """The bytes of a file that is there. Raises NotEditable."""
    checked_path(root, file)
    try:
        return door.read(root, file)
    except door.Closed as why:
        raise NotEditable(f"{why.problem.message}{why.problem.hint}") from None


def open_elsewhere(root: Path, file: str) -> str:
    """The mark that WPS, Office or LibreOffice leaves beside a file that it has open; "" where there is none."""
    place = PurePosixPath(file)
    marks = (f"~${place.name}", f".~{place.name}", f"~${place.name[2:]}", f".~lock.{place.name}#")
    return next((mark for mark in marks if door.is_file(root, (place.parent / mark).as_posix())), "")


def refuse_open(root: Path, file: str) -> None:
    """Raises InUse where another program has the file open."""
    if mark := open_elsewhere(root, file):
        name = PurePosixPath(file).name
        raise InUse(f"「{name}」正在 WPS 或别的表格软件里开着，没有保存。在那里关掉它，再保存一次；那里已经关了的，删掉旁边的「{mark}」。")


def put_whole(
    root: Path, file: str, content: bytes, was: bytes | None, despite_mark: bool = False, first: Callable[[], None] = lambda: None
) -> None:
    """Write ``content`` so that whoever looks finds the old file or the new one. ``first``: what is done when it is sure to be written.

    ``was``: what stood there when the file was opened, None for nothing. Raises ChangedMeanwhile where that is otherwise now, and InUse
    where another program has it open; then nothing is written.
    """
    path = checked_path(root, file)
    if not despite_mark:
        refuse_open(root, file)
    try:
        with FileLock(own_folder(made_in(root), DESK) / "lock", timeout=_PATIENCE):
            _refuse_other(root, file, was, content)
            first()
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, content)
    except Timeout:
        raise InUse("另一个窗口正在保存，等一下再保存一次。") from None
    except PermissionError:
        raise InUse(f"「{path.name}」写不进去：可能正在 WPS 里开着，或者没有权限。关掉它，再保存一次；填的内容都还在。") from None
    except OSError as error:
        raise NotEditable(f"「{path.name}」没有保存：{reason(error)}。填的内容都还在，弄好以后再保存一次。") from None


def _refuse_other(root: Path, file: str, was: bytes | None, content: bytes) -> None:
    there = read_own(root, file) if door.is_file(root, file) else None
    if there in (was, content):  # the same may be there already: saved when the power went, before its draft was gone
        return
    if there is None:
        raise ChangedMeanwhile("这个文件在打开以后被删掉或者移走了，没有保存；填的内容都还在。要放回去的，再保存一次。", b"")
    how = "在打开以后，别处又放进来一份" if was is None else "在打开以后，被 WPS 或者另一个窗口改过了"
    raise ChangedMeanwhile(f"这个文件{how}，没有保存，两份都还在。先看看那边改了什么，再选用哪一份。", there)


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}.new")
    with suppress(FileNotFoundError):
        aside.unlink()  # left by whoever was stopped, or a link
    try:
        with open(aside, "xb") as written:
            if path.exists():
                with suppress(OSError, AttributeError):
                    os.fchmod(written.fileno(), path.stat().st_mode & 0o777)
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        os.replace(aside, path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk too. Windows has no such call, and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
