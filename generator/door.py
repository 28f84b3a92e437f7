"""The one door to what people put into the root: data/, content/, theme_overrides/.

Only regular files are opened and only real folders entered, on the whole path below the root. A link would publish what lies elsewhere
(/etc/passwd, /proc/self/environ), a pipe is waited for for ever, a device never ends. Who finds or reads inputs comes through here;
``tests/test_door.py`` refuses other ways.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from generator import bounds
from generator.model import Problem, Source, problem

Sort = Literal["file", "folder", "strange", ""]
"""What stands at a path; "" for nothing at all."""

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_WHY = {
    errno.ENOENT: "没有这个文件",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘出错",
}
_OURS = frozenset({".git"})
"""What no clerk put there: it is neither read nor told of."""


class PlaceLook(NamedTuple):
    """One thing at or below a place of a root."""

    path: str
    sort: Sort
    """"folder": one without anything in it, or that cannot be opened."""
    look: os.stat_result | None
    """How it looked; None of a folder, and of what only stands there in the place of something."""
    error: OSError | None = None
    """Why the folder cannot be opened."""


class Closed(Exception):
    """A file that is not read; ``problem`` says why."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.message)
        self.problem = why


_instead: ContextVar[Mapping[str, bytes]] = ContextVar("_instead", default={})  # noqa: B039 - nobody changes it


@contextmanager
def instead(root: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """While this lasts, whoever opens one of these files in this context finds these bytes, whether or not it is on the disk: what a clerk
    has typed and not saved is read and checked as it would be."""
    token = _instead.set({f"{root}/{file}": data for file, data in files.items()})
    try:
        yield
    finally:
        _instead.reset(token)


_glance: ContextVar[Mapping[str, tuple[Sort, os.stat_result]]] = ContextVar("_glance", default={})  # noqa: B039 - nobody changes it


@contextmanager
def glanced(root: Path, *places: str) -> Iterator[None]:
    """While this lasts, what stands at and below each place is what stood there when it began: seen once, folder by folder, and not once
    more for every question and every part of a path. For who asks again at once; whatever is opened is looked at as always."""
    there: dict[str, tuple[Sort, os.stat_result]] = {}
    for place in places:
        if is_folder(root, place):
            _seen(f"{root}/{place}", there)
    token = _glance.set(there)
    try:
        yield
    finally:
        _glance.reset(token)


def _seen(folder: str, there: dict[str, tuple[Sort, os.stat_result]]) -> None:
    with suppress(OSError), os.scandir(folder) as inside:
        for entry in inside:
            at = entry.stat(follow_symlinks=False)
            sort = _sort(at)
            there[f"{folder}/{entry.name}"] = sort, at
            if sort == "folder" and entry.name not in _OURS:
                _seen(f"{folder}/{entry.name}", there)


def instead_of(root: Path, file: str) -> bytes | None:
    """What stands in the place of a file now; None for nothing."""
    there = _instead.get()
    return there.get(f"{root}/{file}") if there else None


def _also(folder: str) -> dict[str, Sort]:
    """Names in a folder that only stand there in the place of something."""
    below = [path.removeprefix(f"{folder}/") for path in _instead.get() if path.startswith(f"{folder}/")]
    return {name.partition("/")[0]: "folder" if "/" in name else "file" for name in below}


def sort_of(root: Path, file: str) -> Sort:
    """What stands at ``file``, a path below ``root``. "strange" also where the way to it leads over a link, or out of the root."""
    return _at(root, file)[0]


def _at(root: Path, file: str) -> tuple[Sort, os.stat_result | None]:
    """What stands at ``file``, and how it looks."""
    parts = [part for part in file.split("/") if part not in ("", ".")]
    if ".." in parts or file.startswith("/") or "\\" in file or "\0" in file:
        return "strange", None
    sort: Sort = "folder"
    at = None
    here = str(root)
    if _instead.get() and (also := _also(here if len(parts) < 2 else f"{here}/{'/'.join(parts[:-1])}").get(parts[-1] if parts else "")):
        return also, None
    if (there := _glance.get()) and (known := there.get(f"{here}/{'/'.join(parts)}")):
        return known
    for part in parts:
        if sort != "folder":
            return (sort if sort == "strange" else ""), None
        here = f"{here}/{part}"
        try:
            at = os.lstat(here)
        except OSError:
            return "", None
        sort = _sort(at)
    return sort, at


def look(root: Path, file: str) -> os.stat_result | None:
    """How a regular file looks; None where there is none."""
    sort, at = _at(root, file)
    return at if sort == "file" else None


def is_file(root: Path, file: str) -> bool:
    return sort_of(root, file) == "file"


def is_folder(root: Path, place: str) -> bool:
    return sort_of(root, place) == "folder"


def _sort(at: os.stat_result) -> Sort:
    if os.name == "nt" and getattr(at, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):
        return "strange"  # what Windows has instead of links to folders
    sort = stat.S_IFMT(at.st_mode)
    return "folder" if sort == stat.S_IFDIR else "file" if sort == stat.S_IFREG else "strange"


def size(root: Path, file: str) -> int:
    """Bytes of a file; 0 where there is none."""
    if (data := instead_of(root, file)) is not None:
        return len(data)
    return os.lstat(root / file).st_size if is_file(root, file) else 0


def read(root: Path, file: str, limit: int = 0) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; by its ending where none is given. Raises Closed."""
    limit = limit or bounds.of(file)
    if (typed := instead_of(root, file)) is not None:
        if len(typed) > limit:
            raise Closed(_large(file, len(typed), limit))
        return typed
    if sort_of(root, file) == "strange":
        raise Closed(_strange(root, file))
    try:
        handle = os.open(f"{root}/{file}", _FLAGS)
        with os.fdopen(handle, "rb") as opened:
            at = os.fstat(handle)
            if _sort(at) != "file":
                raise Closed(_strange(root, file))
            if at.st_size > limit or len(data := opened.read(limit + 1)) > limit:
                raise Closed(_large(file, at.st_size, limit))
            return data
    except OSError as error:
        raise Closed(_unreadable(file, error)) from None


def listed(root: Path, place: str) -> list[str]:
    """Names of the regular files and real folders in a folder, in order; nothing where it cannot be opened, of which ``closed`` tells."""
    return [name for name, _ in entries(root, place)]


def entries(root: Path, place: str) -> list[tuple[str, Sort]]:
    """The same with what each is."""
    if not is_folder(root, place):
        return []
    there: dict[str, Sort] = {}
    with suppress(OSError), os.scandir(f"{root}/{place}") as inside:
        there = {entry.name: _sort(entry.stat(follow_symlinks=False)) for entry in inside}
    if _instead.get():
        there |= _also(f"{root}/{place}")
    return [(name, sort) for name, sort in sorted(there.items()) if sort != "strange"]


def spelt(root: Path, place: str, name: str) -> bool:
    """True where something in the folder is called exactly so: A.jpg is a.jpg on some disks."""
    if f"{root}/{place}/{name}" in _glance.get():
        return True
    try:
        return is_folder(root, place) and (name in _also(f"{root}/{place}") or name in os.listdir(root / place))
    except OSError:
        return False


def files_in(root: Path, *places: str) -> list[str]:
    """Every regular file at or below each place, in order."""
    return sorted({file for place in places for file, sort in everything(root, place) if sort == "file"})


def everything(root: Path, place: str) -> Iterator[tuple[str, Sort]]:
    """(path, what it is) of all at or below a place: files, folders without anything in them, and what is not opened."""
    return ((at.path, at.sort) for at in looked(root, place))


def looked(root: Path, place: str, deep: bool = True) -> Iterator[PlaceLook]:
    """The same with how each looks: asked once. Without ``deep``, of the folder itself only. What begins with a dot may be strange:
    editors do such."""
    sort, at = _at(root, place)
    if sort == "folder":
        yield from _below(root, place, deep)
    elif sort:
        yield PlaceLook(place, sort, at)


def closed(root: Path, *places: str, deep: bool = True) -> list[Problem]:
    """A problem for whatever at or below each place is not opened; without ``deep``, in the folder itself only."""
    reasons = (_why_closed(root, at) for place in places for at in looked(root, place, deep))
    return [why for why in reasons if why]


def _why_closed(root: Path, at: PlaceLook) -> Problem | None:
    if at.sort == "folder":
        return _unreadable(at.path, at.error, "文件夹") if at.error else None
    return _shut(root, at.path) if at.sort == "file" else _strange(root, at.path)


def _below(root: Path, place: str, deep: bool) -> Iterator[PlaceLook]:
    try:
        with os.scandir(f"{root}/{place}") as opened:
            inside = [(entry.name, entry.stat(follow_symlinks=False)) for entry in opened if entry.name not in _OURS]
    except OSError as error:
        if not _also(f"{root}/{place}"):
            yield PlaceLook(place, "folder", None, error)
            return
        inside = []
    names: dict[str, tuple[Sort, os.stat_result | None]] = {name: (_sort(at), at) for name, at in inside}
    if _instead.get():
        names |= {name: (sort, None) for name, sort in _also(f"{root}/{place}").items()}
    if not names:
        yield PlaceLook(place, "folder", None)
    for name, (sort, at) in sorted(names.items()):
        if sort == "folder":
            if deep:
                yield from _below(root, f"{place}/{name}", deep)
        elif sort == "file" or not name.startswith("."):
            yield PlaceLook(f"{place}/{name}", sort, at)


def _shut(root: Path, file: str) -> Problem | None:
    if instead_of(root, file) is not None:
        return None
    return None if os.access(f"{root}/{file}", os.R_OK) else _unreadable(file, PermissionError(errno.EACCES, ""))


def _strange(root: Path, file: str) -> Problem:
    """The problem of a path that is not opened: it names the link on the way, if there is one."""
    parts = PurePosixPath(file).parts
    for i in range(1, len(parts) + 1):
        above = "/".join(parts[:i])
        if sort_of(root, above) == "strange":
            link = (root / above).is_symlink()
            message = "这是一个链接，指到别处。" if link else "这不是普通的文件（是管道、设备之类）。"
            return problem("strange-file", Source(above), message)
    return problem("strange-file", Source(file), "这个位置在放着 data/ 的文件夹外面。")


def _unreadable(file: str, error: OSError, what: str = "文件") -> Problem:
    if error.errno in (errno.EACCES, errno.EPERM):
        return problem("no-permission", Source(file), f"没有权限读「{PurePosixPath(file).name}」。")
    why = _WHY.get(error.errno or 0, "系统不让读")
    return problem("unreadable-file", Source(file), f"{what}打不开（{why}）。", "看看文件是不是正被别的程序占用、有没有读取权限。")


def _large(file: str, size: int, limit: int) -> Problem:
    message = f"文件有 {_mb(size)} MB，太大了（最多 {_mb(limit)} MB）。"
    return problem("too-large", Source(file), message, "只放这一期的数据；图片不要贴在表里。")


def _mb(count: int) -> str:
    tenths = -(-count * 10 // bounds.MB)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
