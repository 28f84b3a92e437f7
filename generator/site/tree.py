"""Files on disk: the one small door all writing goes through.

What is written lies in build/, a cache: others may have put it there (a CI service restores what another branch left), so no path that is
read from it is believed, and no link in it is followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PLAIN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


def below(path: object) -> bool:
    """True for a path with forward slashes that stays inside the folder it is counted from, and that a disk can have."""
    if not isinstance(path, str) or "\\" in path or "\0" in path or (os.name == "nt" and ":" in path):
        return False
    try:
        path.isascii() or os.fsencode(path)
    except UnicodeEncodeError:
        return False
    within = f"/{path}/"
    return "//" not in within and "/./" not in within and "/../" not in within


def plain_file(path: str | Path) -> bytes:
    """The bytes of a regular file. Raises OSError for a link, a pipe, a device, a folder."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError(f"{path} is no regular file")
    handle = os.open(path, _PLAIN)
    try:
        at = os.fstat(handle)
        if not stat.S_ISREG(at.st_mode):  # changed places since
            raise OSError(f"{path} is no regular file")
        data = os.read(handle, at.st_size + 1)
        while len(data) != at.st_size and (more := os.read(handle, 1 << 20)):  # cut by the system, or still being written
            data += more
        return data
    finally:
        os.close(handle)


class NotOurs(Exception):
    """Somebody else has written where something is made."""


def ours(top: str | Path, paths: Iterable[str]) -> None:
    """Raises NotOurs where what is put at these paths below ``top`` would come to lie elsewhere: a folder on the way is no real one."""
    folders = {""}
    for path in paths:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    for folder in folders:
        try:
            if stat.S_ISDIR(os.lstat(f"{top}/{folder}".rstrip("/")).st_mode):
                continue
        except FileNotFoundError:  # it will be made
            continue
        except OSError:
            pass
        raise NotOurs(folder)


def plain_tree(folder: Path) -> bool:
    """True for a real folder that holds regular files and real folders only."""
    with suppress(OSError):
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return False
        with os.scandir(folder) as entries:
            modes = [(entry.path, entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)) for entry in entries]
        return all(plain_tree(Path(path)) if inside else plain for path, inside, plain in modes)
    return False


def plain_files(folder: Path) -> set[str] | None:
    """The paths of all files below a real folder; None where that holds anything but regular files and real folders."""
    with suppress(OSError):
        paths: set[str] = set()
        if stat.S_ISDIR(os.lstat(folder).st_mode) and _all_plain(str(folder), "", paths):
            return paths
    return None


def _all_plain(folder: str, below: str, into: set[str]) -> bool:
    with os.scandir(folder) as entries:
        inside = [*entries]
    for entry in inside:
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            if not _all_plain(entry.path, path + "/", into):
                return False
        elif entry.is_file(follow_symlinks=False):
            into.add(path)
        else:
            return False
    return True


def clear(path: str | Path) -> None:
    """Take away a file, a link or a folder with all it holds; what a link leads to stays."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(os.lstat(path).st_mode):
            import shutil  # here: it knows how to press in four ways, which takes longer than most runs take away

            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)


def own_folder(top: Path, place: str) -> Path:
    """``top``/``place``, a real folder on the whole way below ``top``: a link that stands there instead is taken away."""
    here = top
    for part in place.split("/"):
        here /= part
        try:
            if stat.S_ISDIR(os.lstat(here).st_mode):
                continue
            here.unlink()
        except FileNotFoundError:
            pass
        here.mkdir(parents=True, exist_ok=True)
    return here


def own_folders(top: Path, places: Iterable[str]) -> None:
    """The same of many places: those that are there already, right below ``top``, are seen in one go."""
    with os.scandir(top) as inside:
        there = {entry.name for entry in inside if entry.is_dir(follow_symlinks=False)}
    for place in places:
        if place not in there:
            own_folder(top, place)


def write_whole(target: str | Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    folder, name = os.path.split(target)
    aside = os.path.join(folder, f".{name}.new")
    with suppress(FileNotFoundError):
        os.unlink(aside)  # left by whoever was stopped, or a link
    with open(aside, "xb") as file:
        file.write(content)
    os.replace(aside, target)


def make_way(target: str | Path) -> None:
    """Take away a folder that stands where a file of ours belongs."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(os.lstat(target).st_mode):
            clear(Path(target))


def disk_clock(folder: Path) -> tuple[int, int]:
    """Which disk the folder is on, and what its clock says."""
    clock = folder / "clock"
    make_way(clock)
    write_whole(clock, b"")
    at = clock.lstat()
    return at.st_dev, at.st_ctime_ns


def put(target: str | Path, content: bytes) -> None:
    """Write a file of a folder that nobody takes for whole yet, where perhaps not even its folder is."""
    try:
        with open(target, "xb") as file:
            file.write(content)
    except FileExistsError:  # perhaps the same file in two places (``share``)
        make_way(target)
        write_whole(target, content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        put(target, content)


def share(source: str | Path, target: str | Path) -> None:
    """One file in two places, where the disk can. Neither may be written over after that, only put anew."""
    try:
        os.link(source, target)  # nearly always the first time, into a folder that is there
        return
    except FileExistsError:
        os.unlink(target)
    except OSError:  # no such folder yet, or a disk without hard links
        os.makedirs(os.path.dirname(target), exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        import shutil  # here: as above

        shutil.copyfile(source, target)


def take_away(top: Path, path: str) -> None:
    """Remove the file ``top``/``path``, or what somebody put in its place, and the folders above it that are empty then."""
    clear(top / path)
    with suppress(OSError):  # where one is not empty
        while path := path.rpartition("/")[0]:
            os.rmdir(top / path)
