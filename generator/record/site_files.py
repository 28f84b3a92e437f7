"""A published site as files below one place: a folder, a ZIP file. Nothing here knows the web, which most commands do without."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from generator.system import reason

MOST = 200 * 1024 * 1024
"""Bytes of one file: more is not published, so more is not read."""
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx")
"""What a browser shows as a page, whoever wrote it: some hosts show index.htm before index.html."""


class Unreadable(Exception):
    """What could not be read, and why: a whole Chinese sentence."""


class Site(Protocol):
    """Files below one place."""

    name: str

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none. Raises ``Unreadable``."""

    def pages(self) -> list[str] | None:
        """Every web page that lies there, whoever put it there; None where nobody can list them."""

    def above(self, steps: int) -> Site | None:
        """The place so many folders up; None where nobody can say."""


class Folder:
    """A folder of this machine. Links are not followed: what is published has none."""

    def __init__(self, top: Path) -> None:
        self.top, self.name = top, str(top)

    def read(self, path: str) -> bytes | None:
        place = self.top
        try:
            for part in PurePosixPath(path).parts:
                place = place / part
                if stat.S_ISLNK(place.lstat().st_mode):
                    raise Unreadable(f"「{place}」是一个链接，公开的网站里没有链接。")
            return place.read_bytes() if stat.S_ISREG(place.lstat().st_mode) else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"「{place}」读不了：{reason(error)}。") from None

    def pages(self) -> list[str]:
        walked = ((Path(folder).relative_to(self.top), names) for folder, _, names in os.walk(self.top))
        return [(below / name).as_posix() for below, names in walked for name in names if _is_page(name)]

    def above(self, steps: int) -> Site | None:
        return Folder(self.top.parents[steps - 1]) if steps <= len(self.top.parents) else None


class Zip:
    """A packed site, as a host gives it: at its top, or in one folder."""

    def __init__(self, file: Path, below: str | None = None) -> None:
        import zipfile  # here: most sites lie in folders

        self.file, self.name = file, str(file)
        try:
            self.archive = zipfile.ZipFile(file)
        except Exception:  # its directory may be damaged in many ways
            raise Unreadable(f"「{file}」打不开，压缩包坏了，或者没有下载完。") from None
        self.below = _alone(self.archive.namelist()) if below is None else below

    def read(self, path: str) -> bytes | None:
        try:
            about = self.archive.getinfo(self.below + path)
        except KeyError:
            return None
        if about.file_size > MOST:
            raise Unreadable(f"{self.name} 里的「{path}」太大了。")
        try:
            with self.archive.open(about) as file:
                return limited(file, path)
        except Unreadable:
            raise
        except Exception:  # each way of packing has errors of its own
            raise Unreadable(f"{self.name} 里的「{path}」解不开，压缩包坏了。") from None

    def pages(self) -> list[str]:
        names = (name.removeprefix(self.below) for name in self.archive.namelist() if name.startswith(self.below))
        return [name for name in names if _is_page(name)]

    def above(self, steps: int) -> Site | None:
        parts = PurePosixPath(self.below).parts
        return Zip(self.file, "".join(f"{part}/" for part in parts[: len(parts) - steps])) if steps <= len(parts) else None


def _is_page(name: str) -> bool:
    return name.lower().endswith(_PAGES)


def _alone(names: list[str]) -> str:
    """The one folder in which all lies: 「site/」; "" where there are others, or files beside it."""
    tops = {name.partition("/")[0] for name in names}
    return f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in names) else ""


def limited(file: IO[bytes], path: str) -> bytes:
    """All of a file, ``MOST`` bytes at most. Raises ``Unreadable`` for more."""
    data = file.read(MOST + 1)
    if len(data) > MOST:
        raise Unreadable(f"「{path}」太大了，没有读完。")
    return data
