"""Archives, which office files are: may one be opened, and its parts, without a library where they lie as most programs write them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked bytes for one packed: no office file of text is packed so tightly."""


class PackedPart(NamedTuple):
    """What the directory of an archive says of a part, by the names that ``zipfile`` has for it."""

    filename: str
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int


_ENTRY = struct.Struct("<4s4x2H4x3L3H8xL")
"""Mark, flags, way of packing, check sum, packed size, size; how long name, more and comment are; where the part lies."""


@lru_cache(maxsize=1)
def unsafe(data: bytes) -> str:
    """Why an archive must not be opened: a Chinese half-sentence; "" where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return why_unsafe(archive.infolist()) or _other_than_told(data, archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "打不开，不是完好的文件"


def why_unsafe(items: Sequence[PackedPart | zipfile.ZipInfo]) -> str:
    """The same, by what its directory says alone."""
    total = sum(item.file_size for item in items)
    if total > MAX_UNPACKED or any(item.file_size > MAX_RATIO * max(item.compress_size, 1) + 1_000_000 for item in items):
        return f"解开后有 {total // 1024 // 1024} MB，像是压缩炸弹"
    if any(item.filename.startswith("/") or "\\" in item.filename or ".." in item.filename.split("/") for item in items):
        return "里面有指向文件夹外面的文件名"
    if any(item.flag_bits & 1 for item in items):
        return "设了打开密码"
    if any(item.filename.lower().endswith("vbaproject.bin") for item in items):
        return "里面有宏"
    return ""


def _other_than_told(data: bytes, items: list[zipfile.ZipInfo]) -> str:
    """The same for a part that holds something else than the directory says of it: one program reads what is told, another what is there.
    So is a part that is there twice."""
    with suppress(struct.error, zlib.error):
        if len({item.filename for item in items}) == len(items) and all(_as_told(data, item) for item in items):
            return ""
    return "里面的内容和它自己的目录对不上，用 Excel 或者 WPS 打开，另存一份再放进来"


def _as_told(data: bytes, item: zipfile.ZipInfo) -> bool:
    """Raises struct.error and zlib.error. Ways of packing that no office program has are left to who reads it."""
    content = packed(data, item)
    if item.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-15).decompress(content, item.file_size + 1)
    elif item.compress_type != zipfile.ZIP_STORED:
        return True
    return (len(content), zlib.crc32(content)) == (item.file_size, item.CRC)


def directory(data: bytes) -> Sequence[PackedPart | zipfile.ZipInfo]:
    """What ``zipfile`` says is in an archive, many times faster where all is as most programs write it. A 0 in a name ends it before its
    end, or belongs to a second directory that is read instead of this one."""
    count, size, start = struct.unpack_from("<H2L", data, len(data) - 12)
    if data[-22:-12] == b"PK\5\6\0\0\0\0" + data[-12:-10] and data.endswith(b"\0\0") and start + size == len(data) - 22:
        entries = []
        for _ in range(count):
            entry = _ENTRY.unpack_from(data, start)
            if entry[0] != b"PK\1\2" or entry[1] or entry[7] or entry[8]:
                break
            at, start = start + 46, start + 46 + entry[6]
            if b"\0" in data[at:start]:
                break
            entries.append(PackedPart._make((data[at:start].decode("ascii"), *entry[1:6], entry[9])))
        if len(entries) == count and start == len(data) - 22:
            return entries
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


def packed(data: bytes, item: PackedPart | zipfile.ZipInfo) -> bytes:
    """A part as it lies in the file, behind a header with its name and what else is said of it."""
    name, more = struct.unpack_from("<HH", data, item.header_offset + 26)
    start = item.header_offset + 30 + name + more
    return data[start : start + item.compress_size]


def unpacked(content: bytes, most: int, crc: int) -> bytes:
    """A part. Raises zipfile.BadZipFile and zlib.error for one that is not what the directory says of it."""
    data = zlib.decompressobj(-15).decompress(content, most + 1)
    if len(data) > most or zlib.crc32(data) != crc:
        raise zipfile.BadZipFile
    return data
