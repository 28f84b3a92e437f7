"""Pictures: what they say of where and by whom they were taken, and the picture without it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from generator.privacy.said import Said

_PNG = b"\x89PNG\r\n\x1a\n"
_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_KEPT = {0xE0, 0xE2, 0xEE}
"""APP segments a picture is drawn by: JFIF, colours, Adobe's transform. All others speak of it."""
_ORIENTATION = 0x0112


def picture_said(data: bytes) -> Iterator[Said]:
    """The texts beside the pixels; what they hold as bytes is read as characters."""
    for part in _jpeg_told(data) if data.startswith(b"\xff\xd8") else _png_told(data):
        yield Said((part.decode("utf-8", "replace"),), part="图片里附带的信息")


def picture_stripped(data: bytes) -> bytes:
    """The same pixels and nothing else. Only a picture that its EXIF turns round is written anew, turned."""
    if data.startswith(_PNG):
        return _PNG + b"".join(whole for name, whole, _ in _chunks(data) if name not in _TOLD)
    if not data.startswith(b"\xff\xd8"):
        return data
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as picture:
        if picture.getexif().get(_ORIENTATION, 1) != 1:
            out = io.BytesIO()
            ImageOps.exif_transpose(picture).save(out, "JPEG", quality=92, icc_profile=picture.info.get("icc_profile"), exif=b"")
            return out.getvalue()
    return b"\xff\xd8" + b"".join(whole for kind, whole in _segments(data) if kind in _KEPT or not (0xE0 <= kind <= 0xEF or kind == 0xFE))


def located(data: bytes) -> bool:
    """True where a picture says where on earth it was taken."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return bool(picture.getexif().get_ifd(0x8825))


def picture_unsafe(data: bytes) -> str:
    """Why a picture cannot be published; "" where it can."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.verify()
            if picture.format not in ("JPEG", "PNG"):
                return f"里面是 {picture.format}，不是 jpg 或 png"
    except Exception:  # Pillow raises many kinds on damaged files
        return "打不开，不是完好的图片"
    return ""


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of a JPEG behind its first two bytes; the picture itself is one piece."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if kind == 0xDA:
            end = data.rfind(b"\xff\xd9")
            yield kind, data[at : end + 2 if end > at else len(data)]
            return
        yield kind, data[at : at + 2 + size]
        at += 2 + size


def _jpeg_told(data: bytes) -> Iterator[bytes]:
    yield from (whole[4:] for kind, whole in _segments(data) if kind not in _KEPT and (0xE0 <= kind <= 0xEF or kind == 0xFE))
    end = data.rfind(b"\xff\xd9")
    if 0 < end < len(data) - 2:
        yield data[end + 2 :]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(name, whole chunk, its content) up to the end of the picture; what is behind it is left."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        name, whole = data[at + 4 : at + 8], data[at : at + 12 + size]
        yield name, whole, whole[8:-4]
        if name == b"IEND":
            return
        at += 12 + size


def _png_told(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG):
        return
    for name, _, content in _chunks(data):
        if name in _TOLD:
            yield content
        if name in (b"zTXt", b"iTXt"):
            packed = content.partition(b"\0")[2].lstrip(b"\0\1")
            for start in range(min(len(packed), 80)):
                try:
                    yield zlib.decompressobj().decompress(packed[start:], 1_000_000)
                    break
                except zlib.error:
                    continue
