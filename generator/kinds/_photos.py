"""照片: the columns of a kind with photos, and the photos of its rows as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator import periods, photo
from generator.config import Context
from generator.kinds._consent import PHOTOS as AGREED
from generator.model import Column, Dataset, Persons, Row
from generator.photo import Photo, Shots


def photo_columns(persons: Persons = "", example: str = "") -> tuple[Column, ...]:
    """What a table or a case needs for photos. ``persons``: who may be named as seen on them."""
    return (photos_key(persons, example), AGREED, LOOKED_AT)


def photos_key(persons: Persons = "", example: str = "") -> Column:
    """The one key that names them."""
    return Column(
        photo.PHOTOS,
        "photos",
        required=False,
        many=True,
        aliases=("图片", "现场照片", "相片"),
        help="文件名，后面空一格写照片上是什么；照片放在同一个文件夹，几张用顿号隔开；整治前后两张的，文件名前面写 前、后",
        example=example,
        width=28,
        persons=persons,
    )


LOOKED_AT = Column(photo.CHECKED, required=False, help="放了照片的，谁、哪天打开看过；不登出来", example="", width=28, persons="unseen")


def told_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """What a page may tell of a row: all but its photos, which it shows, and what is only asked of them."""
    return tuple(column for column in columns if column.name not in photo.KEYS)


def shots_of(
    data: Dataset, context: Context, title: Callable[[int, Row], str], place: Callable[[int], str], whole: tuple[str, str] = ("", "")
) -> tuple[Shots, ...]:
    """The photos of a file, row by row. ``whole``: title and place of those that all rows have, being said above the list."""
    rows = [(n, row, photo.photos(row)) for n, row in enumerate(data.rows)]
    shared: tuple[Photo, ...] = rows[0][2] if whole[0] and len(rows) > 1 and all(photos == rows[0][2] for *_, photos in rows) else ()
    if shared:
        day = max((day for _, row, _ in rows if (day := day_of(row, data, context))), default=None)
        return (Shots(*whole, day, shared),)
    return tuple(Shots(title(n, row), place(n), day_of(row, data, context), photos) for n, row, photos in rows if photos)


def day_of(row: Row, data: Dataset, context: Context) -> date | None:
    """The day a row is of: the newest of its own that has come, else the last of its period; None where it has neither."""
    days = [value for value in row.values if isinstance(value, date)]
    if not days and periods.PERIOD.fullmatch(data.key):
        days = [min(periods.period_end(data.key), context.today)]
    return max((day for day in days if day <= context.today), default=None)
