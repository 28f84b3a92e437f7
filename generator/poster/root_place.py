"""A PDF that was set with a place for the code of the board: the place is made one that can be filled without setting it again."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from generator.record.on_paper import PLACE, slot
from generator.record.short_code import ALPHABET

if TYPE_CHECKING:
    import pikepdf

_SHOW = "Tj TJ"
"""Instructions that show text."""


def opened_once() -> None:
    """The library is opened here, for all copies of the process that will ask for it."""
    import pikepdf  # noqa: F401


def with_place(sheet: bytes) -> bytes:
    """``sheet``: set with ``PLACE`` and with a line of all letters in the same type, each in one run. Raises ValueError for another."""
    import pikepdf  # here: only a sheet that is set anew needs it

    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        runs_of = [(page, _runs(page)) for page in pdf.pages]
        letters = next((glyphs for _, runs in runs_of for glyphs in runs if _are_letters(glyphs)), b"")
        places = [page for page, runs in runs_of if _split(pdf, page, runs, letters)] if letters else []
        if not places:
            raise ValueError("no place for a code on this sheet")
        made = io.BytesIO()
        pdf.save(made, compress_streams=False, deterministic_id=True)
    return made.getvalue()


def _runs(page: pikepdf.Page) -> list[bytes]:
    """What each instruction shows that shows text in one go: glyphs, two bytes each."""
    import pikepdf

    told = ((each.operands[0] if str(each.operator) == "TJ" else each.operands) for each in pikepdf.parse_content_stream(page, _SHOW))
    return [b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)) for parts in told]


def _are_letters(glyphs: bytes) -> bool:
    """True of the line of all letters: as many, all different."""
    return len(glyphs) == 2 * len(ALPHABET) == 2 * len({*_pairs(glyphs)})


def _pairs(glyphs: bytes) -> list[bytes]:
    return [glyphs[at : at + 2] for at in range(0, len(glyphs), 2)]


def _split(pdf: pikepdf.Pdf, page: pikepdf.Page, runs: list[bytes], letters: bytes) -> bool:
    """Takes the run that shows ``PLACE`` into a stream of its own, packed by nobody; False where there is none."""
    import pikepdf

    z = _pairs(letters)[ALPHABET.index(PLACE[0])]
    for run, glyphs in enumerate(runs):
        shown = _pairs(glyphs)
        if len(shown) == len(PLACE) and all((glyph == z) == (letter == PLACE[0]) for glyph, letter in zip(shown, PLACE, strict=True)):
            lines = pikepdf.parse_content_stream(page)
            number = [n for n, each in enumerate(lines) if str(each.operator) in _SHOW.split()][run]
            before, after = (zlib.compress(pikepdf.unparse_content_stream(part), 9) for part in (lines[:number], lines[number + 1 :]))
            packed = pikepdf.Name.FlateDecode
            streams = [
                pdf.make_stream(before, Filter=packed),
                pdf.make_stream(slot(letters, glyphs)),
                pdf.make_stream(after, Filter=packed),
            ]
            page.Contents = pdf.make_indirect(pikepdf.Array(streams))
            return True
    return False
