"""A digest as twenty characters that two persons can compare, by eye or on the telephone."""

from __future__ import annotations

import re
import unicodedata
from base64 import b32encode

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two, of five bits each, without 0 and O, 1 and I."""
CHARACTERS, _GROUP = 20, 4
_BYTES = 15
"""At least a hundred bits, and a multiple of five bytes."""
_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
_ALIKE = str.maketrans({"1": "L", "I": "L"})
"""What is typed for an L, since neither is in the alphabet."""
_HEX = re.compile(r"[0-9a-f]{64}")


def short_code(digest: str) -> str:
    """The first hundred bits of a digest in hex: 「7K2M-9QXR-4HTV-BD3N-W8PC」. Nobody finds another content for a code that stands
    already: that takes 2^100 tries."""
    letters = b32encode(bytes.fromhex(digest)[:_BYTES])[:CHARACTERS].translate(_OURS).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, CHARACTERS, _GROUP))


def as_typed(text: str) -> str:
    """A code or a digest as somebody typed it, in the one way in which we write it; "" for what is neither."""
    plain = re.sub(r"[\s\-‐-―－·.]", "", unicodedata.normalize("NFKC", text))
    if _HEX.fullmatch(plain.lower()):
        return plain.lower()
    letters = plain.upper().translate(_ALIKE)
    if len(letters) != CHARACTERS or set(letters) - set(ALPHABET):
        return ""
    return "-".join(letters[at : at + _GROUP] for at in range(0, CHARACTERS, _GROUP))


def names(typed: str, digest: str) -> bool:
    """True where what ``as_typed`` gave stands for this digest."""
    return bool(typed) and typed in (digest, short_code(digest))
