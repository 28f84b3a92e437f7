"""Streams of a PDF as bytes: cut at the end of what they hold, maps and pictures without what they are not drawn by."""

from __future__ import annotations

import re
import struct
import zlib

from generator.pattern import lazy
from generator.privacy.picture_parts import cut_jpeg

MOST_UNPACKED = 200_000_000
"""Bytes of one stream: a scanned sheet of A3 in colours at 400 dots to the inch has 92 million."""
_STEP = 1 << 20
_MAP_TOKEN = lazy(
    r"<[0-9A-Fa-f\s]*>|\[|\]|-?\d+|(?:begin|end)(?:codespacerange|bfchar|bfrange|cidchar|cidrange|notdefchar|notdefrange)\b|%[^\r\n]*"
)
_JP2_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


class Broken(Exception):
    """A stream that is not what it says; the message is a Chinese half-sentence."""


def zlib_end(raw: bytes) -> bytes:
    """A packed stream without whatever is behind its end; what it unpacks to is looked through once and not kept."""
    machine, left, size = zlib.decompressobj(), raw, 0
    try:
        while left and not machine.eof:
            size += len(machine.decompress(left, _STEP))
            left = machine.unconsumed_tail
            if size > MOST_UNPACKED:
                raise Broken("里面有一处解开以后太大")
    except zlib.error:
        raise Broken("打不开，不是完好的 PDF") from None
    return raw[: len(raw) - len(machine.unused_data)] if machine.unused_data else raw


def unpacked(raw: bytes) -> bytes:
    """What a packed stream holds."""
    machine = zlib.decompressobj()
    try:
        unpacked_bytes = machine.decompress(raw, MOST_UNPACKED)
    except zlib.error:
        raise Broken("打不开，不是完好的 PDF") from None
    if machine.unconsumed_tail:
        raise Broken("里面有一处解开以后太大")
    return unpacked_bytes


def jpeg(raw: bytes) -> bytes:
    """A photo without what is said beside its pixels."""
    if not raw.startswith(b"\xff\xd8"):
        raise Broken("里面有一张打不开的图片")
    return cut_jpeg(raw)


def jpeg2000(raw: bytes) -> bytes:
    """The same of the newer sort: a chain of boxes, or the pixels alone."""
    if raw.startswith(b"\xff\x4f\xff\x51"):
        return raw
    kept, at = b"", 0
    while at + 8 <= len(raw):
        size, name = struct.unpack(">I4s", raw[at : at + 8])
        if size == 1:
            size = int.from_bytes(raw[at + 8 : at + 16], "big")
        end = len(raw) if size == 0 else at + max(size, 8)
        kept += raw[at:end] if name in _JP2_KEPT else b""
        at = end
    return kept


def unicode_map(text: str) -> str:
    """A map from codes to characters, written anew from its codes: no comment, no name, no text of it stays."""
    begin = text.find("begincmap")
    end = text.rfind("endcmap")
    words = [word for word in _MAP_TOKEN.findall(text[max(begin, 0) : end if end >= 0 else len(text)]) if word[0] != "%"]
    lines: list[str] = []
    at = 0
    while at < len(words):
        if words[at].startswith("begin"):
            name = words[at][5:]
            close = next((i for i in range(at + 1, len(words)) if words[i] == f"end{name}"), len(words))
            count = words[at - 1] if at and words[at - 1].isdigit() else "0"
            lines += [f"{count} begin{name}", " ".join(re.sub(r"\s", "", word) for word in words[at + 1 : close]), f"end{name}"]
            at = close
        at += 1
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Map def /CMapType 2 def"
    return "\n".join([head, *lines, "endcmap CMapName currentdict /CMap defineresource pop end end"])


def unicode_of(text: str) -> dict[int, str]:
    """Code → character, as the map of a font with codes of one byte says."""
    characters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, characters_hex in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            characters[int(code, 16)] = _character(characters_hex)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, characters_hex, several in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])", block
        ):
            start, stop = int(first, 16), min(int(last, 16), int(first, 16) + 255)
            if several:
                texts = re.findall(r"<([0-9A-Fa-f]*)>", several)
                characters |= {start + i: _character(each) for i, each in enumerate(texts[: stop - start + 1])}
            elif characters_hex:
                characters |= {code: chr(min(int(characters_hex, 16) + code - start, 0x10FFFF)) for code in range(start, stop + 1)}
    return characters


def _character(code: str) -> str:
    return bytes.fromhex(code if len(code) % 2 == 0 else code + "0").decode("utf-16-be", "replace")
