"""The parts of JPEG, PNG and WebP files: those a picture is drawn by, and all others, which only speak of it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
_DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_DRAWN_WEBP = {b"VP8 ", b"VP8L"}
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}
_EXIF = b"Exif\0\0"
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""Ends the coded pixels of a scan: what begins with FF in them is followed by 00 or is a restart mark."""
_APP0, _APP14, _APP15, _COMMENT = 0xE0, 0xEE, 0xEF, 0xFE
_SCAN, _END = 0xDA, 0xD9
MOST_UNPACKED = 1_000_000
_MOST_PARTS = 50_000
"""Of a file; what is behind them is taken for one that is none of the picture's."""


def jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of the first picture in a JPEG; then, as marker 0, whatever is behind its end.

    A scan is its header and its pixels. Fill bytes before a marker belong to nothing and are left out.
    """
    at = 2
    for _ in range(_MOST_PARTS):
        if at + 2 > len(data) or data[at] != 0xFF:
            break
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == _END or 0xD0 <= kind <= 0xD8 or kind == 0x01:
            yield kind, data[at : at + 2]
            at += 2
            if kind == _END:
                break
            continue
        size = struct.unpack(">H", data[at + 2 : at + 4].ljust(2, b"\0"))[0]
        end = at + 2 + size
        if kind == _SCAN:
            match = _MARKER.search(data, end)
            end = match.start() if match else len(data)
        yield kind, data[at:end]
        at = max(end, at + 4)
    if at < len(data):
        yield 0, data[at:]


def png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, whole chunk) up to the end of the picture; then, as name b"", whatever is behind it."""
    at = len(PNG)
    for _ in range(_MOST_PARTS):
        if at + 12 > len(data):
            break
        size = struct.unpack(">I", data[at : at + 4])[0]
        name = data[at + 4 : at + 8]
        yield name, data[at : at + 12 + size]
        at += 12 + size
        if name == b"IEND":
            break
    if at < len(data):
        yield b"", data[at:]


def cut_jpeg(data: bytes) -> bytes:
    """The first picture in the file, with the tables it is drawn by and how its colours are meant, and nothing else."""
    return JPEG + b"".join(whole for kind, whole in jpeg_parts(data) if kind == _APP14 or not (kind == 0 or _spoken(kind)))


def cut_png(data: bytes) -> bytes:
    """The picture without whatever it is not drawn by."""
    return PNG + b"".join(whole for name, whole in png_parts(data) if name in _DRAWN)


def scans(data: bytes) -> int:
    """How often a JPEG goes over its picture; a hostile one does so thousands of times."""
    return sum(kind == _SCAN for kind, _ in jpeg_parts(data))


def exif(data: bytes) -> bytes:
    """The first EXIF of a JPEG or PNG, beginning with its own mark; b"" for none."""
    if data.startswith(PNG):
        return next((_EXIF + whole[8:-4] for name, whole in png_parts(data) if name == b"eXIf"), b"")
    segments = (whole[4:] for kind, whole in jpeg_parts(data) if kind == 0xE1)
    return next((body for body in segments if body.startswith(_EXIF)), b"")


def spoken(data: bytes) -> Iterator[bytes]:
    """What a file holds beside the parts it is drawn by, unpacked where it is packed."""
    if data.startswith(JPEG):
        for kind, whole in jpeg_parts(data):
            if kind == 0:
                yield whole
            elif _spoken(kind) and kind != _APP14:
                yield whole[4:]
    elif data.startswith(PNG):
        for name, whole in png_parts(data):
            if name not in _DRAWN:
                yield whole[8:-4] if name else whole
            if name in _PACKED:
                yield from _unpacked(whole[8:-4])
    elif WEBP.match(data):
        yield from (content for name, content in webp_parts(data) if name not in _DRAWN_WEBP)


def webp_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, content) of the chunks of a WebP; then, as name b"", whatever is behind it."""
    end = 8 + struct.unpack("<I", data[4:8].ljust(4, b"\0"))[0]
    at = 12
    for _ in range(_MOST_PARTS):
        if at + 8 > min(end, len(data)):
            break
        size = struct.unpack("<I", data[at + 4 : at + 8])[0]
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if at < len(data):
        yield b"", data[at:]


def _spoken(kind: int) -> bool:
    return _APP0 <= kind <= _APP15 or kind == _COMMENT


def _unpacked(content: bytes) -> Iterator[bytes]:
    packed = content.partition(b"\0")[2].lstrip(b"\0\1")
    for start in range(min(len(packed), 80)):
        try:
            yield zlib.decompressobj().decompress(packed[start:], MOST_UNPACKED)
            return
        except zlib.error:
            continue
