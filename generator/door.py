"""The one door to what people put into the root: data/, content/, theme_overrides/.

Only regular files are opened and only real folders entered, on the whole path below the root. A link would publish what lies elsewhere
(/etc/passwd, /proc/self/environ), a pipe is waited for for ever, a device never ends. Who finds or reads inputs comes through here;
``tests/test_door.py`` refuses other ways.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator import bounds, glance
from generator.glance import Sort, sort_by
from generator.model import Problem, Source, problem

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
        with glance.not_as_it_lies():
            yield
    finally:
        _instead.reset(token)


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
    if not _instead.get() and (seen := glance.known(f"{root}/{file}")):
        return seen
    parts = [part for part in file.split("/") if part not in ("", ".")]
    if ".." in parts or file.startswith("/") or "\\" in file or "\0" in file:
        return "strange", None
    sort: Sort = "folder"
    at = None
    here = str(root)
    if _instead.get() and (also := _also(here if len(parts) < 2 else f"{here}/{'/'.join(parts[:-1])}").get(parts[-1] if parts else "")):
        return also, None
    path = f"{here}/{'/'.join(parts)}"
    if seen := glance.known(path):
        return seen
    above = glance.known(path.rpartition("/")[0])
    if above and above[0] == "folder":  # its way was looked at
        here, parts = path.rpartition("/")[0], parts[-1:]
    for part in parts:
        if sort != "folder":
            return (sort if sort == "strange" else ""), None
        here = f"{here}/{part}"
        try:
            at = os.lstat(here)
        except OSError:
            return "", None
        sort = sort_by(at)
    return sort, at


def look(root: Path, file: str) -> os.stat_result | None:
    """How a regular file looks; None where there is none."""
    sort, at = _at(root, file)
    return at if sort == "file" else None


def is_file(root: Path, file: str) -> bool:
    return sort_of(root, file) == "file"


def is_folder(root: Path, place: str) -> bool:
    return sort_of(root, place) == "folder"


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
            if sort_by(at) != "file":
                raise Closed(_strange(root, file))
            if at.st_size > limit or len(data := opened.read(limit + 1)) > limit:
                raise Closed(_large(file, at.st_size, limit))
            glance.opened(f"{root}/{file}", os.fstat(handle))
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
    with suppress(OSError):
        there = {name: sort for name, (sort, _) in glance.inside(f"{root}/{place}").items()}
    if _instead.get():
        there = dict(sorted((there | _also(f"{root}/{place}")).items()))
    return [(name, sort) for name, sort in there.items() if sort != "strange"]


def spelt(root: Path, place: str, name: str) -> bool:
    """True where something in the folder is called exactly so: A.jpg is a.jpg on some disks."""
    if glance.known(f"{root}/{place}/{name}"):
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


def folders(root: Path, place: str) -> Iterator[str]:
    """A folder and all below it; nothing where none is there."""
    if is_folder(root, place):
        inside = entries(root, place)
        yield place
        for name, sort in inside:
            if sort == "folder" and name not in _OURS:
                yield from folders(root, f"{place}/{name}")


def closed(root: Path, *places: str, deep: bool = True) -> list[Problem]:
    """A problem for whatever at or below each place is not opened; without ``deep``, in the folder itself only."""
    there = (here for place in places for here in (folders(root, place) if deep and is_folder(root, place) else (place,)))
    return [why for here in there for why in _closed_in(root, here)]


@glance.of_folder
def _closed_in(root: Path, place: str) -> tuple[Problem, ...]:
    return tuple(why for at in looked(root, place, deep=False) if (why := _why_closed(root, at)))


def _why_closed(root: Path, at: PlaceLook) -> Problem | None:
    if at.sort == "folder":
        return _unreadable(at.path, at.error, "文件夹") if at.error else None
    return _shut(root, at.path) if at.sort == "file" else _strange(root, at.path)


def _below(root: Path, place: str, deep: bool) -> Iterator[PlaceLook]:
    try:
        inside = glance.inside(f"{root}/{place}")
    except OSError as error:
        if not _also(f"{root}/{place}"):
            yield PlaceLook(place, "folder", None, error)
            return
        inside = {}
    names: dict[str, tuple[Sort, os.stat_result | None]] = {name: seen for name, seen in inside.items() if name not in _OURS}
    if _instead.get():
        also = {name: (sort, None) for name, sort in _also(f"{root}/{place}").items()}
        names = dict(sorted((names | also).items()))
    if not names:
        yield PlaceLook(place, "folder", None)
    for name, (sort, at) in names.items():
        if sort == "folder" and deep:
            yield from _below(root, f"{place}/{name}", deep)
        elif sort == "file" or (sort == "strange" and not name.startswith(".")):
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
