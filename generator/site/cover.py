"""The picture a chat shows beside a link: a square of a few large words, drawn with a font that comes as a package.

Nothing of the system is used, so that the same board has the same covers everywhere; without the packages there are no covers.
"""

from __future__ import annotations

import importlib.util
import io
import re
from fractions import Fraction
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.shown import Cover
from generator.site.theme import BAND

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
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
    pen = ImageDraw.Draw(image)
    village = " ".join(village.split())
    pen.text((SIDE // 2, _BAND // 2), village, 255, _fitting(pen, village, 60), "mm", stroke_width=1)
    y = _BAND + 12
    words = [(word, pen.textlength(word, _font(100))) for word in _WORD.findall(" ".join(cover.title.split()))]
    size, lines = min(((size, _wrapped(words, size)) for size in _TITLES), key=lambda fitting: len(fitting[1]))
    most = 3 if len(cover.lines) < 3 else 2
    for line in lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]:
        pen.text((_EDGE, y), line, 255, _fitting(pen, line, size), stroke_width=1)
        y += _LEAD
    y += 14
    foot = _FOOT if sample else SIDE - 8
    for name, figure in cover.lines[: min(3, (foot - y) // _LINE)]:
        _line(pen, y + _LINE // 2, " ".join(name.split()), " ".join(figure.split()))
        y += _LINE
    if sample:
        pen.line((_EDGE, _FOOT, SIDE - _EDGE, _FOOT), 120, 2)
        pen.text((SIDE // 2, (_FOOT + SIDE) // 2), "示例数据", 255, _font(40), "mm")
    shades = image.point([v * (_STEPS - 1) // 255 for v in range(256)])
    top = shades.crop((0, 0, SIDE, _BAND)).point([min(v + _STEPS, 255) for v in range(256)])
    shades.paste(top, (0, 0))
    picture = Image.frombytes("P", shades.size, shades.tobytes())
    ground = _rgb(band)
    picture.putpalette([*_ramp(_WHITE, _INK), *_ramp(ground, max(_WHITE, _INK, key=partial(_contrast, ground)))])
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4, compress_type=3)  # zlib's RLE: as small for such a picture, in a third of the time
    return out.getvalue()


def _line(pen: ImageDraw, y: int, name: str, figure: str) -> None:
    """One line around the height ``y``: its name at the left, its figure at the right."""
    if not figure:
        pen.text((_EDGE, y), name, 220, _fitting(pen, name, 40), "lm")
        return
    left = pen.textlength(name, _font(36))
    pen.text((_EDGE, y), name, 220, _font(36), "lm")
    pen.text((SIDE - _EDGE, y), figure, 255, _fitting(pen, figure, 48, int(left) + 16), "rm", stroke_width=1)


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
    dark, light = sorted(2126 * r * r + 7152 * g * g + 722 * b * b for r, g, b in (one, other))
    return Fraction(light + _FLARE, dark + _FLARE)


def _ramp(start: Rgb, end: Rgb) -> list[int]:
    return [a + (b - a) * step // (_STEPS - 1) for step in range(_STEPS) for a, b in zip(start, end, strict=True)]


def _fitting(pen: ImageDraw, text: str, size: int, taken: int = 0) -> FreeTypeFont:
    """The font at ``size`` pixels, or as much smaller as the text needs beside ``taken`` pixels."""
    room, wide = SIDE - 2 * _EDGE - taken, int(pen.textlength(text, _font(size)))
    return _font(size if wide <= room else max(8, size * room // wide))


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
