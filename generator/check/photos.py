"""Which photos may be shown, decided once for every page, edition and download.

Law: 个人信息保护法 art. 13, 25 and 31: a face is shown by consent only, a child's by that of a guardian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from generator import photo
from generator.check.consent import may_be_seen
from generator.check.posting import on_the_board
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Row
from generator.photo import AGREED, CHECKED, PHOTOS, Photo

Look = Callable[[str], tuple[int, int, str]]
"""A file → width, height and the id of its bytes."""


def refused(datasets: Iterable[Dataset], context: Context) -> frozenset[str]:
    """The files that any row names without letting them be shown: one no is stronger than any yes beside it."""
    rows = (row for data in datasets if photo.pictured(data) for row in data.rows)
    return frozenset(file for row in rows if not may_be_seen(row.text(AGREED), context.today) for file in photo.files(row))


def as_agreed(data: Dataset, refused: frozenset[str], hidden: bool = False) -> Dataset:
    """The file with the photos that may be shown, those that are not ``refused``, in place of what is written of them; ``hidden``: with
    none. No page, download or search sees who agreed, or who looked at them."""
    if not any({PHOTOS, AGREED} & row.head.places.keys() for row in data.rows):
        return data
    rows = tuple(_row(row, data, refused, hidden) for row in data.rows)
    return data if all(row is as_read for row, as_read in zip(rows, data.rows, strict=True)) else replace(data, rows=rows)


def _row(row: Row, data: Dataset, refused: frozenset[str], hidden: bool) -> Row:
    blank = {PHOTOS} if data.document else {PHOTOS, AGREED, CHECKED}  # of a document's other files they are still asked
    if PHOTOS not in row.head.places or not any(row.text(name) or row[name] is not None for name in blank):
        return row
    shown = () if hidden else tuple(one for one in photo.as_photos(row) if one.file not in refused)
    texts = tuple("" if name in blank else text for name, text in zip(row.head.fields, row.texts, strict=True))
    cells = tuple(
        shown or None if name == PHOTOS else None if name in blank else value
        for name, value in zip(row.head.fields, row.values, strict=True)
    )
    return replace(row, texts=texts, values=cells)


def shown(datasets: Mapping[str, Datasets], context: Context) -> tuple[Photo, ...]:
    """All that this edition publishes today, each file once for each file that names it."""
    there = [d for several in datasets.values() for d in several if not d.document or on_the_board(d, context)]
    return tuple(dict.fromkeys(photo.of_all(there)))


def by_path(pictures: Iterable[Photo]) -> dict[str, tuple[str, ...]]:
    """Where each is published → the files that name it."""
    named: dict[str, tuple[str, ...]] = {}
    for one in pictures:
        named[one.large] = tuple(sorted({*named.get(one.large, ()), one.data}))
    return named


def looked_at(datasets: Mapping[str, Datasets], look: Look) -> dict[str, Datasets]:
    """The datasets with how large each photo is, and of which bytes."""

    def of(data: Dataset) -> Dataset:
        if not photo.pictured(data):
            return data
        looks = {one.file: look(one.file) for row in data.rows for one in photo.photos(row)}
        return data.once("looked at", (looks,), lambda: replace(data, rows=tuple(_seen(row, looks) for row in data.rows)))

    return {name: tuple(map(of, several)) for name, several in datasets.items()}


def _seen(row: Row, looks: Mapping[str, tuple[int, int, str]]) -> Row:
    if not (those := photo.photos(row)):
        return row
    known = tuple(replace(one, wide=w, high=h, digest=d) for one in those for w, h, d in [looks[one.file]])
    return replace(row, values=tuple(known if n == PHOTOS else v for n, v in zip(row.head.fields, row.values, strict=True)))
