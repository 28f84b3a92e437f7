"""The photos that rows and documents name: they lie beside the file that names them, and belong to what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from generator import door, photo
from generator.kind import Kind
from generator.load.discover import SAVE_AS
from generator.model import Dataset, Problem, problem


def with_photos(root: Path, data: Dataset, kind: Kind) -> tuple[Dataset, list[Problem]]:
    """The dataset with the files of its photos among its ``companions``, and those of them that are not there."""
    if not photo.asked_for(kind.columns) or not photo.pictured(data):
        return data, []
    files = tuple(file for row in data.rows for file in photo.files(row))
    return replace(data, companions=tuple(dict.fromkeys((*data.companions, *files)))), list(_missing(root, data))


def _missing(root: Path, data: Dataset) -> Iterator[Problem]:
    """Each once. Of what is there and is no picture whoever finds the files tells."""
    folder = data.file.rpartition("/")[0]
    there = door.listed(root, folder)
    pictures = [name for name in there if name.lower().endswith(photo.ENDINGS)]
    told: set[str] = set()
    for row in data.rows:
        for file in photo.files(row):
            name = file.rpartition("/")[2]
            if name in there or name in told:
                continue
            told.add(name)
            near = get_close_matches(name, pictures, 1)
            hint = f"是不是「{near[0]}」？文件名要一字不差。" if near else SAVE_AS.get(name.rpartition(".")[2].lower(), "")
            yield problem("photo-missing", row.at(photo.PHOTOS), f"找不到照片「{name}」。", hint)


def doubtful(data: Dataset | None, problems: list[Problem]) -> bool:
    """True where nobody can say which photos a file names: it, a row of it, or what it says of them, could not be read."""
    asked = any(p.source.field == photo.PHOTOS or p.code in ("missing-attachment", "photo-missing") for p in problems)
    return data is None or data.unread or bool(data.unreadable_rows) or asked
