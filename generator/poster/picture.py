"""Long pictures for chats: 1080 pixels wide, as high as chats show whole, cut between rows, in a palette of few colours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generator.poster.sheet import Sheet
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


def long_pictures(sheet: Sheet) -> list[bytes]:
    """PNGs, each with the words it shows in its ``Description``, so that whoever reads files reads them too."""
    made = list[bytes]()
    for height in _HEIGHTS:
        made = [_png(picture, sheet) for picture in _drawn(sheet, height)]
        if all(len(each) <= MOST for each in made):
            break
    return made


def _drawn(sheet: Sheet, height: int) -> Iterator[Image]:
    """In shades of grey, each as high as what stands on it."""
    import pypdfium2  # draws four times as fast as the library that sets

    told = {**sheet.told, "flow": flow(sheet.told), "height": height, "band": _BAND}
    (document,) = pages("long", told, format="pdf", pdf_tags=False)
    for page in pypdfium2.PdfDocument(document):
        picture = page.render(scale=_POINT, grayscale=True, may_draw_forms=False).to_pil()
        ink = picture.point([255 - v for v in range(256)]).getbbox()
        yield picture.crop((0, 0, WIDE, min(picture.height, (ink[3] if ink else 0) + _FOOT)))


def _png(picture: Image, sheet: Sheet) -> bytes:
    """Grey shades as they are; those of the band, whose darkest is its ground, in its own colours."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    band = _BAND * _POINT
    ground = picture.getpixel((0, 0))
    most = _SHADES - 1
    shades = picture.point([v * most // 255 for v in range(256)])
    top = picture.crop((0, 0, WIDE, band)).point([_SHADES + max(0, v - ground) * most // (255 - ground) for v in range(256)])
    shades.paste(top, (0, 0))
    seen = Image.frombytes("P", shades.size, shades.tobytes())
    white = (255, 255, 255)
    seen.putpalette([*_ramp(_INK, white), *_ramp(_RED, white)])
    words = PngInfo()
    words.add_itxt("Description", sheet.text(), "zh", "说明", zip=True)
    out = io.BytesIO()
    seen.save(out, "PNG", bits=4, pnginfo=words, compress_type=3)
    return out.getvalue()


def _ramp(start: tuple[int, ...], end: tuple[int, ...]) -> list[int]:
    return [a + (b - a) * step // (_SHADES - 1) for step in range(_SHADES) for a, b in zip(start, end, strict=True)]


def flow(told: Mapping[str, Any]) -> list[tuple[str, object]]:
    """What a sheet says, one thing under another."""
    return list(_flow(told))


def _flow(told: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    if told["warning"]:
        yield "warn", told["warning"]
    if told["sample"]:
        yield "small", f"示例数据：{told['sample']}"
    for name, text in told["posted"]:
        yield "small", f"{name}：{text}"
    for name, figure, sign in told.get("five", ()):
        if sign or not name.startswith("今年"):
            yield "sum", (f"{sign} {name}".strip(), figure, sign == "=")
        else:
            yield "small", f"{name}：{figure} 元"
    for note in told.get("notes", ()):
        yield "small", note
    for side in told.get("sides", ()):
        yield "heading", f"{side['title']}（{side['sum']} 元）"
        for name, total, items, more in side["subjects"]:
            below = "；".join([f"{what} {amount}" for what, amount in items] + ([more] if more else []))
            yield "row", (name, total, below)
    if entries := told.get("entries"):
        yield "heading", entries["title"]
        for day, voucher, text, subject, income, expense, left in entries["rows"]:
            amount = f"+{income}" if income else f"−{expense}" if expense else ""
            yield "row", (text, amount, " · ".join(filter(None, (day, voucher, subject, left and f"余 {left}"))))
    for text in told.get("days", ()):
        yield "small", text
    for kind, part in told.get("body", ()):
        if kind == "table":
            yield from (("row", (row[0], "", "　".join(f"{n} {c}" for n, c in zip(part[0][1:], row[1:], strict=False)))) for row in part[1:])
        else:
            yield ("heading" if kind == "heading" else "text"), part
    for table in told.get("tables", ()):
        yield "heading", table["title"]
        yield from _rows(table)
    if told.get("facts"):
        yield "heading", "还要说明的"
        yield from (("small", f"{name}：{text}") for name, text in told["facts"])
    if told.get("granted"):
        yield "small", told["granted"]
    for group in told.get("groups", ()):
        if group["title"]:
            yield "heading", group["title"]
        if group["shared"]:
            yield "small", group["shared"]
        if group["names"]:
            yield "names", {"wide": group["wide"], "names": group["names"]}
        if group["others"]:
            yield "small", group["others"]


def _rows(table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Each row under its first cell, its last figure at the right, all else below it with the name of its column."""
    sides = [side for _, side in table["columns"]]
    figure = max((n for n, side in enumerate(sides) if side == "right"), default=-1)
    for row in (*table["rows"], *([table["foot"]] if table["foot"] else [])):
        others = [n for n in range(1, len(row)) if n != figure and row[n]]
        below = "　".join(f"{table['columns'][n][0]} {row[n]}" for n in others)
        yield "row", (row[0], row[figure] if figure > 0 else "", below)
