"""A sheet → PDF, or the pages of a picture. Equal sheets are equal bytes, wherever and whenever they are set."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.own_process import give_back_large_blocks
from generator.poster.fonts import GETA, font_folders, missing
from generator.poster.sheet import Poster
from generator.workers import apart

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).parent / "templates"
SIZES = ("A3", "A4", "600x900")
_CHINA = timezone(timedelta(hours=8))
_apart = False
"""In a copy that ends with its work already."""
R = TypeVar("R")


@cache
def _fonts() -> Fonts:
    import typst  # here, because `gongkai check` need not wait for it

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in font_folders()])


def pdf(sheet: Poster, size: str = "") -> bytes:
    """A PDF/UA-1 that embeds the characters it uses; ``size``: one of ``SIZES``, the sheet's own where it is ""."""
    day = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=_CHINA)
    told = dict(sheet.told) | {"size": size or sheet.size}
    (made,) = _compiled(sheet.template, told, format="pdf", pdf_standards="ua-1", timestamp=day)
    return made


def pages(template: str, told: Mapping[str, object], **more: Any) -> list[bytes]:
    """A PDF without a standard, or PNGs: what pictures are made from."""
    return _compiled(template, told, **more)


def _set(template: str, text: str, **more: Any) -> list[bytes]:
    import typst

    main = TEMPLATES / f"{template}.typ"
    compiler = typst.Compiler(str(main), root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"data": text})
    made = compiler.compile(**more)
    return made if isinstance(made, list) else [made] if made else []


def opened() -> None:
    """The library, the faces and their characters, which the copies of this process have then."""
    _fonts()
    missing("")


def together(work: Callable[[], R]) -> R:
    """What comes of ``work``, all its sheets set in one copy of the process: the second takes a third of the time of the first."""

    def inside() -> R:
        global _apart
        _apart = True
        give_back_large_blocks()  # pictures of megabytes are made one after another
        try:
            return work()
        finally:
            _apart = False

    _fonts()  # opened once, for all
    return apart(inside)


def _compiled(template: str, told: Mapping[str, object], **more: Any) -> list[bytes]:
    """In a process apart: the library has threads of its own."""
    text = json.dumps(printable(told), ensure_ascii=False, sort_keys=True)
    _fonts()  # opened once, for all
    return _set(template, text, **more) if _apart else apart(partial(_set, template, text, **more))


def printable(told: Mapping[str, object]) -> dict[str, object]:
    """With 〓 in the place of characters that no face has, and a line that names them."""
    absent = missing("".join(json.dumps(told, ensure_ascii=False)))
    if not absent:
        return dict(told)
    names = "、".join(f"U+{ord(c):04X}" for c in absent)
    table = {ord(c): GETA for c in absent}

    def set_in(value: object) -> object:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, Mapping):
            return {key: set_in(part) for key, part in value.items()}
        return [set_in(part) for part in value] if isinstance(value, list | tuple) else value

    return {key: set_in(part) for key, part in told.items()} | {"missing": f"「{GETA}」是字体里没有的字（{names}），请用笔补上。"}
