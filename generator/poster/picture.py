"""Long pictures for chats: 1080 pixels wide, as high as chats show whole, cut between rows, in a palette of few colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from generator.poster.flow import flow
from generator.poster.sheet import Poster
from generator.poster.typeset import pages

if TYPE_CHECKING:
    from PIL.Image import Image

WIDE, HIGHEST, MOST = 1080, 8192, 400 * 1024
"""Pixels, pixels, bytes."""
_POINT = 3
"""Pixels of a point: 360 of them are the width."""
_HEIGHTS = (2000, 1200, 700)
"""Points of a picture; the next where one would be too many bytes."""
_BAND = 46
"""Points of the red band on top."""
_SHADES = 8
"""From white to ink, and as many from the band's red to white: 16 colours are half a byte each."""
_RED, _INK = (154, 27, 27), (28, 25, 23)
_FOOT = 14 * _POINT
"""White below the last line."""


def long_pictures(sheet: Poster) -> list[bytes]:
    """PNGs, each with the words it shows in its ``Description``, so that whoever reads files reads them too."""
    made = list[bytes]()
    for height in _HEIGHTS:
        made = list(map(partial(_png, sheet), _drawn(sheet, height)))  # which holds no picture while the next is drawn
        if all(len(each) <= MOST for each in made):
            break
    return made


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, from its header."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def _drawn(sheet: Poster, height: int) -> Iterator[Image]:
    """In shades of grey, each as high as what stands on it."""
    import pypdfium2  # draws four times as fast as the library that sets

    told = {**sheet.told, "flow": flow(sheet.told), "height": height, "band": _BAND}
    (document,) = pages("long", told, format="pdf", pdf_tags=False)
    for page in pypdfium2.PdfDocument(document):
        yield _cut(page.render(scale=_POINT, grayscale=True, may_draw_forms=False).to_pil())


def _cut(picture: Image) -> Image:
    """Without the white below the last line, which is looked for from the foot: a band of the picture at a time is held twice."""
    from PIL.ImageChops import invert

    for top in range(picture.height - 1 - (picture.height - 1) % _BAND, -1, -_BAND):
        if ink := invert(picture.crop((0, top, WIDE, min(picture.height, top + _BAND)))).getbbox():
            return picture.crop((0, 0, WIDE, min(picture.height, top + ink[3] + _FOOT)))
    return picture.crop((0, 0, WIDE, min(picture.height, _FOOT)))


def _png(sheet: Poster, picture: Image) -> bytes:
    """Grey shades as they are; those of the band, whose darkest is its ground, in its own colours.

    A picture is six megabytes, and no process of a build holds more than when these are made: none is copied that need not be.
    """
    from PIL.PngImagePlugin import PngInfo

    band = _BAND * _POINT
    ground = picture.crop((0, 0, 1, 1)).tobytes()[0]
    most = _SHADES - 1
    shades = picture.point([v * most // 255 for v in range(256)])
    top = picture.crop((0, 0, WIDE, band)).point([_SHADES + max(0, v - ground) * most // (255 - ground) for v in range(256)])
    shades.paste(top, (0, 0))
    white = (255, 255, 255)
    shades.putpalette([*_ramp(_INK, white), *_ramp(_RED, white)])  # the very bytes are numbers of colours now
    words = PngInfo()
    words.add_itxt("Description", sheet.text(), "zh", "说明", zip=True)
    out = io.BytesIO()
    shades.save(out, "PNG", bits=4, pnginfo=words, compress_type=3)
    return out.getvalue()


def _ramp(start: tuple[int, ...], end: tuple[int, ...]) -> list[int]:
    return [a + (b - a) * step // (_SHADES - 1) for step in range(_SHADES) for a, b in zip(start, end, strict=True)]
