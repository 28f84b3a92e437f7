"""The picture a chat shows beside a link: a square of a few large words, drawn with a font that comes as a package.

Nothing of the system is used, so that the same board has the same covers everywhere; without the packages there are no covers.
"""

from __future__ import annotations

import importlib.util
import io
import re
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.classes import dataclass
from generator.shown import Cover
from generator.site.theme import BAND

if TYPE_CHECKING:
    from fractions import Fraction

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIDE = 480
"""Pixels. Chats want 300 at least and show about 120."""
_FONT = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
_EDGE = 28
_BAND = 104
"""Height of the band with the village's name."""
_FOOT = 424
"""Where 示例数据 begins."""
_TITLES = (54, 50, 46)
"""Sizes of the title: a smaller one where it saves a line."""
_LEAD, _LINE = 62, 54
"""Heights of the lines of the title and of those below."""
_WHITE, _INK = (255, 255, 255), (28, 25, 23)
_FLARE = 10_000 * 255**2 // 20
"""Light that a screen throws back, a twentieth of white."""
Rgb = tuple[int, int, int]
_STEPS = 6
"""Shades from one colour to the other, of 16 that two such ramps may have; fewer are fewer bytes."""
_WORD = re.compile(r"[0-9A-Za-z.,:/%+-]+|.", re.DOTALL)
_NEVER_FIRST = "，。、；：！？）》」』】〕”’"


@cache
def font_file() -> Path | None:
    """The font, where it and the library that draws are installed."""
    spec = importlib.util.find_spec(_FONT[0]) if importlib.util.find_spec("PIL") else None
    paths = [Path(place) / _FONT[1] for place in spec.submodule_search_locations or ()] if spec else []
    return next((path for path in paths if path.is_file()), None)


@lru_cache(maxsize=512)
def cover_png(cover: Cover, village: str, sample: bool, band: str = BAND) -> bytes:
    """A PNG of ``SIDE`` × ``SIDE`` pixels in 16 colours, about 10 KB; ``sample``: it says 示例数据; ``band``: colour of the bar, as CSS has
    it. Kept, as codes are (qr.py)."""
    from PIL import Image, ImageDraw  # here, because `gongkai check` need not wait for them

    # Drawn once as light and dark, then given its colours: ink on paper, and white (or ink, where that is read better) on the band's own.
    image = Image.new("L", (SIDE, SIDE), 0)
    village = " ".join(village.split())
    _write(image, SIDE // 2, _BAND // 2, village, _fitting(village, 60), "mm", bold=True)
    y = _BAND + 12
    words = [(word, _wide(word, 100)) for word in _WORD.findall(" ".join(cover.title.split()))]
    size, lines = min(((size, _wrapped(words, size)) for size in _TITLES), key=lambda fitting: len(fitting[1]))
    most = 3 if len(cover.lines) < 3 else 2
    for line in lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]:
        _write(image, _EDGE, y, line, _fitting(line, size), "la", bold=True)
        y += _LEAD
    y += 14
    foot = _FOOT if sample else SIDE - 8
    for name, figure in cover.lines[: min(3, (foot - y) // _LINE)]:
        _line(image, y + _LINE // 2, " ".join(name.split()), " ".join(figure.split()))
        y += _LINE
    if sample:
        ImageDraw.Draw(image).line((_EDGE, _FOOT, SIDE - _EDGE, _FOOT), 120, 2)
        _write(image, SIDE // 2, (_FOOT + SIDE) // 2, "示例数据", 40, "mm")
    shades = image.point([v * (_STEPS - 1) // 255 for v in range(256)])
    top = shades.crop((0, 0, SIDE, _BAND)).point([min(v + _STEPS, 255) for v in range(256)])
    shades.paste(top, (0, 0))
    ground = _rgb(band)
    shades.putpalette([*_ramp(_WHITE, _INK), *_ramp(ground, max(_WHITE, _INK, key=partial(_contrast, ground)))])
    out = io.BytesIO()
    shades.save(out, "PNG", bits=4, compress_type=3)  # zlib's RLE: as small for such a picture, in a third of the time
    return out.getvalue()


def _line(image: Image, y: int, name: str, figure: str) -> None:
    """One line around the height ``y``: its name at the left, its figure at the right."""
    if not figure:
        _write(image, _EDGE, y, name, _fitting(name, 40), "lm", 220)
        return
    left = _wide(name, 36)
    _write(image, _EDGE, y, name, 36, "lm", 220)
    _write(image, SIDE - _EDGE, y, figure, _fitting(figure, 48, int(left) + 16), "rm", bold=True)


def _write(image: Image, x: int, y: int, text: str, size: int, anchor: str, light: int = 255, bold: bool = False) -> None:
    """The text at ``size`` pixels, sign by sign; ``anchor``: where of it (x, y) is, as Pillow has it."""
    high, low = _font(size).getmetrics()
    at = x - _wide(text, size) * {"l": 0, "m": 0.5, "r": 1}[anchor[0]]
    base = y + (high if anchor[1] == "a" else (high - low) // 2)
    for sign in text:
        drawn = _drawn(sign, size, bold)
        if drawn.picture:
            image.paste(light, (round(at) + drawn.left, base + drawn.top), drawn.picture)
        at += drawn.wide


@dataclass(frozen=True)
class _Sign:
    """One sign as it is drawn."""

    picture: Image | None
    left: int
    top: int
    """Where its picture begins, from the place on the base line where the sign does."""
    wide: float
    """Where the next sign begins."""


@lru_cache(maxsize=4096)
def _drawn(sign: str, size: int, bold: bool) -> _Sign:
    """Kept, since the covers of a board say much the same, and an outline takes longer than all else."""
    from PIL import Image, ImageDraw

    wide = _length(sign, size)
    cell = Image.new("L", (3 * size, 3 * size), 0)
    ImageDraw.Draw(cell).text((size, 2 * size), sign, 255, _font(size), "ls", stroke_width=int(bold))
    box = cell.getbbox()
    return _Sign(cell.crop(box), box[0] - size, box[1] - 2 * size, wide) if box else _Sign(None, 0, 0, wide)


def _wide(text: str, size: int) -> float:
    """Pixels of the text at ``size`` pixels, without the boldness."""
    return sum(_length(sign, size) for sign in text)


@lru_cache(maxsize=4096)
def _length(sign: str, size: int) -> float:
    return _font(size).getlength(sign)


def _rgb(colour: str) -> Rgb:
    """The program's own where Pillow knows no such colour."""
    from PIL import ImageColor

    try:
        red, green, blue, *_ = ImageColor.getrgb(colour)
    except ValueError:
        return _rgb(BAND)
    return red, green, blue


def _contrast(one: Rgb, other: Rgb) -> Fraction:
    """Of WCAG, with a whole exponent of 2 for its 2.4: enough to choose by."""
    from fractions import Fraction  # here: covers are made seldom

    dark, light = sorted(2126 * r * r + 7152 * g * g + 722 * b * b for r, g, b in (one, other))
    return Fraction(light + _FLARE, dark + _FLARE)


def _ramp(start: Rgb, end: Rgb) -> list[int]:
    return [a + (b - a) * step // (_STEPS - 1) for step in range(_STEPS) for a, b in zip(start, end, strict=True)]


def _fitting(text: str, size: int, taken: int = 0) -> int:
    """``size``, or as much smaller as the text needs beside ``taken`` pixels."""
    room, wide = SIDE - 2 * _EDGE - taken, int(_wide(text, size))
    return size if wide <= room else max(8, size * room // wide)


def _wrapped(words: list[tuple[str, float]], size: int) -> list[str]:
    """Words (with their widths at 100 pixels) in lines: figures whole, and no line begins with a closing mark."""
    lines, room = [""], SIDE - 2 * _EDGE
    for word, wide in words:
        room -= int(wide) * size // 100 + 1
        if room < 0 and lines[-1] and word not in _NEVER_FIRST:
            lines.append("")
            room = SIDE - 2 * _EDGE - int(wide) * size // 100
        lines[-1] += word
    return lines


@cache
def _font(size: int) -> FreeTypeFont:
    """The plain layout engine: the other one is not in every build of the library."""
    from PIL.ImageFont import Layout, truetype

    return truetype(str(font_file()), size, layout_engine=Layout.BASIC)
