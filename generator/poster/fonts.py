"""The two faces that sheets are set in: Regular comes as a package, Bold lies beside this file, since none is to be had as one.

Nothing of the system is used, so that the same sheet has the same bytes everywhere.
"""

from __future__ import annotations

import importlib.util
import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
_REGULAR = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
GETA = "〓"
"""What printers set for a character that their cases lack."""


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the faces lie; () where something that sets or draws is not installed."""
    if not (importlib.util.find_spec("typst") and importlib.util.find_spec("PIL")):
        return ()
    spec = importlib.util.find_spec(_REGULAR[0])
    places = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    there = [place for place in places if (place / _REGULAR[1]).is_file()]
    return (FOLDER, *there[:1]) if there else ()


@cache
def _covered() -> frozenset[int]:
    """The characters of Regular, which has all of Bold's."""
    folder = font_folders()[-1]
    return _characters((folder / _REGULAR[1]).read_bytes())


def _characters(font: bytes) -> frozenset[int]:
    """By the cmap of an OpenType font: its subtable of format 12, which holds every plane. Raises ValueError where it has none."""
    tables = {font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16]) for at in range(12, 12 + 16 * font[5] + 4096 * font[4], 16)}
    start, _ = tables[b"cmap"]
    (count,) = struct.unpack(">H", font[start + 2 : start + 4])
    for n in range(count):
        (offset,) = struct.unpack(">I", font[start + 8 + 8 * n : start + 12 + 8 * n])
        form, _, _, _, groups = struct.unpack(">HHIII", font[start + offset : start + offset + 16])
        if form == 12:
            first = start + offset + 16
            runs = struct.iter_unpack(">III", font[first : first + 12 * groups])
            return frozenset(code for low, high, _ in runs for code in range(low, high + 1))
    raise ValueError("no cmap of format 12")


def missing(text: str) -> tuple[str, ...]:
    """The characters that no face has, each once, in their order."""
    covered = _covered()
    return tuple(dict.fromkeys(c for c in text if ord(c) not in covered and c not in "\n\r\t"))
