"""Parts of a ZIP archive, byte for byte as ``zipfile`` packs them, without its bookkeeping: of thousands of small workbooks that is most of
the time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_FILE, _LISTED, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_ABOUT = struct.Struct("<5H3L2H")
"""Version, flags, way of packing, time and day, check sum, packed size, size, how long name and more are."""
_WHERE = struct.Struct("<3H2L")
"""Nothing more to say, rights, where the part lies."""
_ENDING = struct.Struct("<4H2LH")
_VERSION, _DEFLATED, _DAY, _UNIX, _RIGHTS = 20, 8, 1 << 5 | 1, 3 << 8, 0o600 << 16
"""The first day that an archive knows: the same on all days, and on all systems."""


class PackedParts(NamedTuple):
    """Some parts, one behind the other, and what the directory says of each."""

    parts: bytes = b""
    listed: bytes = b""
    entries: int = 0

    def archive(self, more: Iterable[tuple[str, bytes]] = ()) -> bytes:
        """The whole file, with ``more`` (name, content) behind what is packed already."""
        parts, listed, entries = self.plus(more)
        return b"".join((parts, listed, _END, _ENDING.pack(0, 0, entries, entries, len(listed), len(parts), 0)))

    def plus(self, more: Iterable[tuple[str, bytes]]) -> PackedParts:
        """With more of them."""
        parts, listed, at, entries = [self.parts], [self.listed], len(self.parts), self.entries
        for path, content in more:
            name, packer = path.encode("ascii"), zlib.compressobj(wbits=-zlib.MAX_WBITS)
            packed = packer.compress(content) + packer.flush()
            about = _ABOUT.pack(_VERSION, 0, _DEFLATED, 0, _DAY, zlib.crc32(content), len(packed), len(content), len(name), 0)
            parts += (_FILE, about, name, packed)
            listed += (_LISTED, (_VERSION | _UNIX).to_bytes(2, "little"), about, _WHERE.pack(0, 0, 0, _RIGHTS, at), name)
            at += len(_FILE) + len(about) + len(name) + len(packed)
            entries += 1
        return PackedParts(b"".join(parts), b"".join(listed), entries)
