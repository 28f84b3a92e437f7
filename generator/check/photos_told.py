"""What is told of photos: too many, nothing said of what is seen, not a word on whether they may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator import photo
from generator.check.consent import understood
from generator.check.redaction import SUMS_ONLY, of_item
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.model import Problem, Row, problem
from generator.photo import AGREED, PHOTOS

MOST = 20
"""Photos of one row or document: more of them nobody looks at on a phone."""


def photos_told(kind: Kind) -> Callable[[Datasets, Context], Iterator[Problem]]:
    """The check for a kind with photos: there are not too many, each says what is seen, and whether it may be shown."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            told: set[tuple[str, ...]] = set()
            for row in data.rows:
                yield from _consent(row, data.document)
                if (files := photo.files(row)) and files not in told:  # what stands above a list is said of every row
                    told.add(files)
                    yield from _row_told(row, files, of_item(data, context) >= SUMS_ONLY)

    return check


def _consent(row: Row, document: bool) -> Iterator[Problem]:
    if not document and not understood(text := row.text(AGREED)):  # that of a document is asked for its other files, too
        message = f"「{AGREED}」写的是「{text[:20]}」：只能是 是、无人、否、撤回，或者同意登到哪一天。"
        yield problem("bad-choice", row.at(AGREED), message)


def _row_told(row: Row, files: tuple[str, ...], sums: bool) -> Iterator[Problem]:
    if len(files) > MOST:
        yield problem("photo-many", row.at(PHOTOS), f"这里有 {len(files)} 张照片，最多 {MOST} 张。")
    if sums:
        message = f"这一类事项只公布汇总，{len(files)} 张照片都没有登出来。"
        yield problem("photo-unagreed", row.at(PHOTOS), message, "低保、救助这些不放照片；「照片」空着，照片移走。")
    elif not row.text(AGREED):
        where = row.at_or(AGREED, PHOTOS) if row.lines else row.at(AGREED if AGREED in row.head.places else PHOTOS)
        message = f"没有写「{AGREED}」，{len(files)} 张照片都没有登出来。"
        yield problem("photo-unagreed", where, message)
    unsaid = [one.file.rpartition("/")[2] for one in photo.as_photos(row) if not one.seen]
    if unsaid:
        more = f"等 {len(unsaid)} 张" if len(unsaid) > 1 else ""
        message = f"照片「{unsaid[0]}」{more}没有写照片上是什么。"
        yield problem("photo-unsaid", row.at(PHOTOS), message, f"文件名后面空一格写，如 {unsaid[0]} 硬化前的土路。")
