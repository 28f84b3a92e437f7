"""Pictures: what they say of where and by whom they were taken, and the picture written anew from what is seen, small enough for a page.

Only the parts a picture is drawn by are ever given to the library that decodes, and of what it decodes only the pixels are kept: no byte
of the file is published.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.privacy.passage import Passage
from generator.privacy.picture_parts import JPEG, PNG, cut_jpeg, cut_png, exif, scans, spoken
from generator.shown import FULL

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 1600
"""Pixels of the longer side on a page: more than any phone shows, and a scanned sheet of A4 can still be read."""
PAGE_BYTES = 300_000
"""What a picture on a page should not exceed; one that does is drawn more coarsely, down to the last step of a ladder."""
_QUALITIES = (85, 75, 65, 55)
_FULL_QUALITY = 92
_PNG_STEPS = ((256, SIDE), (64, SIDE), (64, 1200), (32, 900))
"""(colours, longer side) of a PNG that is too large as it is."""
_SAMPLES = {"JPEG": 200_000_000, "PNG": 75_000_000}
"""Pixels times colours: what fits in 300 MB while it is drawn. A photo of 50 million pixels does: most of it is never unpacked."""
_KEPT_WHOLE = 100_000_000
"""The same of a photo that is sent more and more sharply: all of it is unpacked, two bytes each."""
_COLOURS = {"1": 1, "L": 1, "RGB": 3}
"""Of a pixel as it is drawn; every other sort is unfolded to four."""
_FULL_SAMPLES = 75_000_000
"""A photo in full size that holds more is given at half of it: more than a large sheet of paper shows."""
_SCANS = 100
_OF_16_BITS = 0.0038910505836575876
"""255 of 65535."""
_ORIENTATION = 0x0112
_OTHERS = (
    (b"RIFF....WEBP", "WebP"),
    (b"....ftyp(heic|heix|mif1|hevc|avif)", "苹果手机的 HEIC"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (rb"II\*\0|MM\0\*", "TIFF"),
    (b"%PDF", "PDF"),
)
_WORDS = re.compile(rb"[ -~]{6,}")
_SHORT = 65_536


def picture_passages(data: bytes) -> Iterator[Passage]:
    """The texts beside the pixels; what they hold as bytes is read as characters."""
    for part in spoken(data):
        text = part if len(part) <= _SHORT else b"\0".join(_WORDS.findall(part))  # a second picture, say
        yield Passage((text.decode("utf-8", "replace"),), part="图片里附带的信息")


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as it lies in the file."""
    with _opened(data) as picture:
        return picture.size


def larger(data: bytes) -> bool:
    """True for a picture that a page shows smaller than it is."""
    return len(data) > PAGE_BYTES or max(picture_size(data)) > SIDE


def picture_stripped(name: str, data: bytes) -> bytes:
    """What is seen of a picture, as a file of the sort that ``name`` ends with: for a page, or in full size for a name with ``FULL``.

    It stands as its EXIF says, is opaque, and has the colours of a screen: a profile of its own is not kept.
    """
    path = PurePosixPath(name)
    jpeg = path.suffix.lower() != ".png"
    full = path.stem.endswith(FULL)
    picture = picture_seen(data, 0 if full else SIDE)
    if full:
        return picture_jpeg(picture, _FULL_QUALITY) if jpeg else _png(picture)
    if jpeg:
        return first_small((picture_jpeg(picture, quality) for quality in _QUALITIES), PAGE_BYTES)
    return first_small(_png_ladder(picture), PAGE_BYTES)


def picture_unsafe(data: bytes) -> str:
    """Why a picture cannot be published; "" where it can. All of it is decoded, coarsely."""
    if not data.startswith((JPEG, PNG)):
        reason = next((match for pattern, match in _OTHERS if re.match(pattern, data, re.DOTALL)), "")
        return f"里面是{' ' if reason.isascii() else ''}{reason}，不是 jpg 或 png" if reason else "打不开，不是完好的图片"
    if data.startswith(JPEG) and scans(data) > _SCANS:
        return "打不开，不是完好的图片"
    try:
        with _opened(data) as picture:
            wide, high = picture.size
            if _samples(picture) > _SAMPLES[str(picture.format)] or _unpacked_whole(picture) > _KEPT_WHOLE:
                return f"有 {wide}×{high} 个像素，大得程序打不开，请先把尺寸改小"
            picture.draft("L", (max(1, wide // 8), max(1, high // 8)))
            picture.load()
    except Exception:  # Pillow raises many kinds on damaged files
        return "打不开，不是完好的图片"
    return ""


def _samples(picture: Image) -> int:
    wide, high = picture.size
    return int(wide) * int(high) * _COLOURS.get(picture.mode, 4)


def _unpacked_whole(picture: Image) -> int:
    """Numbers that are kept of a progressive JPEG while it is read, however small it is drawn."""
    layers = getattr(picture, "layer", ())
    if not picture.info.get("progressive") or not layers:
        return 0
    most = max(layer[1] for layer in layers) * max(layer[2] for layer in layers)
    return int(picture.width * picture.height * sum(layer[1] * layer[2] for layer in layers) // max(most, 1))


def _opened(data: bytes) -> Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # its own bound only warns, in English; ours is asked before a pixel is read
    return Image.open(io.BytesIO(cut_png(data) if data.startswith(PNG) else cut_jpeg(data)), formats=("JPEG", "PNG"))


def _exif(data: bytes):  # type: ignore[no-untyped-def]
    from PIL import Image

    stored = Image.Exif()
    stored.load(exif(data))
    return stored


def upright_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as it is seen."""
    wide, high = picture_size(data)
    return (high, wide) if _turned(data) >= 5 else (wide, high)  # 5 to 8 are lying ones


def _turned(data: bytes) -> int:
    try:
        return int(_exif(data).get(_ORIENTATION, 1)) if exif(data) else 1
    except Exception:  # a damaged EXIF turns nothing
        return 1


def picture_seen(data: bytes, side: int) -> Image:
    """The picture upright and opaque, in black and white, grey or colours of eight bits; its longer side at most ``side``, if any."""
    from PIL import Image, ImageChops

    with _opened(data) as picture:
        if not side and _samples(picture) > _FULL_SAMPLES:
            picture.draft(None, (picture.width // 2, picture.height // 2))
        if side and max(picture.size) > side:  # a JPEG is decoded at a half, a quarter or an eighth
            picture.draft(None, tuple(max(1, each * side // max(picture.size)) for each in picture.size))  # type: ignore[arg-type]
        picture.load()
        seen = _opaque(picture)
        drawn = picture.mode == "P"
    if side and max(seen.size) > side:
        seen = seen.convert("L") if seen.mode == "1" else seen
        seen.thumbnail((side, side), Image.Resampling.LANCZOS)
    T = Image.Transpose  # noqa: N806
    turns = {
        2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM, 5: T.TRANSPOSE, 6: T.ROTATE_270, 7: T.TRANSVERSE, 8: T.ROTATE_90,
    }  # fmt: skip
    turn = turns.get(_turned(data))
    seen = seen if turn is None else seen.transpose(turn)
    seen.info = {}
    if drawn and seen.getcolors(256):  # its colours written anew: those that no pixel has are not kept
        fewer = seen.quantize(256)
        differs = ImageChops.difference(fewer.convert("RGB"), seen if seen.mode == "RGB" else seen.convert("RGB")).getbbox()
        return seen if differs else fewer
    return seen


def _opaque(picture: Image) -> Image:
    """On white: what a picture hides below its own transparency is not published."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * _OF_16_BITS).convert("L")
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        shown = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        paper = Image.new("RGB", shown.size, (255, 255, 255))
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return picture if picture.mode in ("1", "L", "RGB") else picture.convert("RGB")


def picture_jpeg(picture: Image, quality: int) -> bytes:
    out = io.BytesIO()
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    (picture if picture.mode == mode else picture.convert(mode)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _png(picture: Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)  # a tenth larger than by the default, in half of the time
    return out.getvalue()


def _png_ladder(picture: Image) -> Iterator[bytes]:
    from PIL import Image

    yield _png(picture)
    for colours, side in _PNG_STEPS:
        smaller = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
        smaller.thumbnail((side, side))
        yield _png(smaller.convert("RGB").quantize(colours, Image.Quantize.FASTOCTREE))


def first_small(tries: Iterator[bytes], most: int) -> bytes:
    """The first of at most so many bytes; the last where none is."""
    made = b""
    for made in tries:
        if len(made) <= most:
            break
    return made
