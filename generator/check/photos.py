"""Which photos may be shown, decided once for every page, edition and download; and what is told of those that may not.

Law: 个人信息保护法 art. 13, 25 and 31: a face is shown by consent only, a child's by that of a guardian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from generator import photo
from generator.check.consent import may_be_seen, understood
from generator.check.posting import on_the_board
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.model import Dataset, Problem, Row, problem
from generator.photo import AGREED, CHECKED, PHOTOS, Photo

MOST = 20
"""Photos of one row or document: more of them nobody looks at on a phone."""

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
    return replace(data, rows=tuple(_row(row, data, refused, hidden) for row in data.rows))


def _row(row: Row, data: Dataset, refused: frozenset[str], hidden: bool) -> Row:
    if PHOTOS not in row.head.places:
        return row
    shown = () if hidden else tuple(one for one in photo.as_photos(row) if one.file not in refused)
    blank = {PHOTOS} if data.document else {PHOTOS, AGREED, CHECKED}  # of a document's other files they are still asked
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

    def seen(row: Row) -> Row:
        if not (those := photo.photos(row)):
            return row
        known = tuple(replace(one, wide=w, high=h, digest=d) for one in those for w, h, d in [look(one.file)])
        return replace(row, values=tuple(known if n == PHOTOS else v for n, v in zip(row.head.fields, row.values, strict=True)))

    return {
        name: tuple(replace(data, rows=tuple(map(seen, data.rows))) if photo.pictured(data) else data for data in several)
        for name, several in datasets.items()
    }


def photos_told(kind: Kind) -> Callable[[Datasets, Context], Iterator[Problem]]:
    """The check for a kind with photos: there are not too many, each says what is seen, and whether it may be shown."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            told: set[tuple[str, ...]] = set()
            for row in data.rows:
                yield from _consent(row, data.document)
                if (files := photo.files(row)) and files not in told:  # what stands above a list is said of every row
                    told.add(files)
                    yield from _row_told(row, files, context)

    return check


def _consent(row: Row, document: bool) -> Iterator[Problem]:
    if not document and not understood(text := row.text(AGREED)):  # that of a document is asked for its other files, too
        message = f"「{AGREED}」写的是「{text[:20]}」：只能是 是、无人、否、撤回，或者同意登到哪一天。"
        yield problem("bad-choice", row.at(AGREED), message)


def _row_told(row: Row, files: tuple[str, ...], context: Context) -> Iterator[Problem]:
    if len(files) > MOST:
        yield problem("photo-many", row.at(PHOTOS), f"这里有 {len(files)} 张照片，最多 {MOST} 张。")
    if not row.text(AGREED):
        where = row.at_or(AGREED, PHOTOS) if row.lines else row.at(AGREED if AGREED in row.head.places else PHOTOS)
        message = f"没有写「{AGREED}」，{len(files)} 张照片都没有登出来。"
        yield problem("photo-unagreed", where, message)
    unsaid = [one.file.rpartition("/")[2] for one in photo.as_photos(row) if not one.seen]
    if unsaid:
        more = f"等 {len(unsaid)} 张" if len(unsaid) > 1 else ""
        message = f"照片「{unsaid[0]}」{more}没有写照片上是什么。"
        yield problem("photo-unsaid", row.at(PHOTOS), message, f"文件名后面空一格写，如 {unsaid[0]} 硬化前的土路。")
