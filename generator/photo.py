"""照片: how a clerk names the photos of a row or a document, and what of each is published.

「前 road-1.jpg 硬化前的土路、后 road-2.jpg 硬化后的水泥路」: files that lie beside the data file, before a name 前 or 后 where two are of
the same place, behind it what is seen. Whether anybody may be known on it is said beside it (照片同意): nothing is shown without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Literal

from generator.classes import dataclass
from generator.model import Column, Dataset, Row
from generator.pattern import lazy

PHOTOS, AGREED, CHECKED = "照片", "照片同意", "人工核查"
KEYS = (PHOTOS, AGREED, CHECKED)
"""What a row or a document says of its photos."""
ENDINGS = ("jpg", "jpeg", "png")
PICTURES = tuple(f".{ending}" for ending in ENDINGS)
"""How the name of a picture ends, be it a photo or not."""
SMALL = ".small"
"""Before the ending of a photo as pages show it: road-1.small.webp. No name a clerk may choose has a dot."""
SMALL_KB = 60
"""What one is promised not to exceed on a page; where it leads to, it is as large as any picture of a page."""
MOST_WORDS = 60
"""Characters of what is seen on a photo."""

Side = Literal["", "前", "后"]
Typed = tuple[str, str, str]
"""(前, 后 or nothing; name of the file; what is seen), as a clerk wrote it."""

_BETWEEN = " \t\r\n、，,；;。/"
_NAMED = lazy(
    rf"(?:(?:^|(?<=[{_BETWEEN}]))(前|后)\s*[:：]?\s*)?([^\s、，,；;：:。/（）()【】]+\.(?:jpe?g|png|heic|heif|webp|gif|bmp|tiff?))(?![a-z0-9])",
    re.IGNORECASE,
)


def written(text: str) -> tuple[Typed, ...]:
    """The photos that a cell, or the lines of a key, name; each file once. Raises ValueError with a Chinese reason."""
    matches = list(_NAMED.finditer(text))
    if not matches:
        raise ValueError("看不出是哪个文件，写文件名，如 road-1.jpg")
    if text[: matches[0].start()].strip(_BETWEEN):
        raise ValueError("文件名写在前面，后面空一格再写照片上是什么，如 road-1.jpg 硬化前的土路")
    ends = [*(match.start() for match in matches[1:]), len(text)]
    photos: dict[str, Typed] = {}
    for match, end in zip(matches, ends, strict=True):
        seen = text[match.end() : end].strip(_BETWEEN)
        if re.fullmatch(r"[（(][^（(）)]*[)）]", seen):
            seen = seen[1:-1]
        seen = " ".join(seen.strip("：:").split())
        if len(seen) > MOST_WORDS:
            raise ValueError(f"「{match[2]}」的说明有 {len(seen)} 个字，最多 {MOST_WORDS} 个")
        photos.setdefault(match[2], (match[1] or "", match[2], seen))
    return tuple(photos.values())


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo that may be shown."""

    file: str
    """Where it lies, below the root."""
    data: str
    """The file that names it: it is shown as long as that lets it be."""
    side: Side
    seen: str
    """What is seen on it, for those who cannot see it; "" where the clerk did not say."""
    wide: int = 0
    high: int = 0
    """In pixels, upright, as a page shows it; known when its bytes have been looked at, as is their id."""
    digest: str = ""

    @property
    def stem(self) -> str:
        """Where it is published, below docs, without ending: photos/projects/road-1."""
        folder, name = PurePosixPath(self.file).parts[-2:]
        return f"photos/{folder}/{name.removesuffix('.jpg')}"

    @property
    def large(self) -> str:
        return f"{self.stem}.jpg"

    @property
    def small(self) -> str:
        return f"{self.stem}{SMALL}.jpg"

    @property
    def webp(self) -> str:
        return f"{self.stem}{SMALL}.webp"


@dataclass(frozen=True, slots=True)
class Shots:
    """The photos of one row, document or step, as pages show them."""

    title: str
    """What they are of."""
    place: str
    """The page, with its anchor, on which that stands."""
    day: date | None
    photos: tuple[Photo, ...]

    @property
    def pairs(self) -> tuple[tuple[Photo, ...], ...]:
        """Each alone, or the first 前 with the first 后, the second with the second."""
        before, after = ([photo for photo in self.photos if photo.side == side] for side in ("前", "后"))
        first = {pair[0]: pair for pair in zip_longest(before, after) if pair[0]}
        seconds = after[: len(before)]
        return tuple(tuple(filter(None, first.get(photo, (photo,)))) for photo in self.photos if photo not in seconds)


def files(row: Row) -> tuple[str, ...]:
    """The files that a row names, as it was read."""
    folder = row.head.file.rpartition("/")[0]
    return tuple(f"{folder}/{name}" for _, name, _ in _values(row) if isinstance(name, str))


def photos(row: Row) -> tuple[Photo, ...]:
    """Those of a row that may be shown: none before it was asked whether they may."""
    return tuple(photo for photo in _values(row) if isinstance(photo, Photo))


def as_photos(row: Row) -> tuple[Photo, ...]:
    """Those that a row names, as it was read."""
    named = zip(files(row), _values(row), strict=True)
    return tuple(Photo(file, row.head.file, side, seen) for file, (side, _, seen) in named)


def asked_for(columns: Iterable[Column]) -> bool:
    """True for a kind with these columns whose rows or documents may have photos."""
    return any(column.type == "photos" for column in columns)


def pictured(data: Dataset) -> bool:
    """True for a file that names a photo somewhere."""
    return data.once("pictured", (), lambda: any(row[PHOTOS] for row in data.rows if PHOTOS in row.head.places))


def of_all(datasets: Iterable[Dataset]) -> tuple[Photo, ...]:
    """Every photo of some files that may be shown."""
    return tuple(photo for data in datasets if pictured(data) for row in data.rows for photo in photos(row))


def _values(row: Row) -> tuple:  # type: ignore[type-arg]
    value = row[PHOTOS] if PHOTOS in row.head.places else None
    return value if isinstance(value, tuple) else ()
