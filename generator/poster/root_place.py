"""A PDF that was set with a place for the code of the board: the place is made one that can be filled without setting it again."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.record.on_paper import PLACE, slot
from generator.record.short_code import ALPHABET

if TYPE_CHECKING:
    import pikepdf


def opened_once() -> None:
    """The library is opened here, for all copies of the process that will ask for it."""
    import pikepdf  # noqa: F401


def with_place(sheet: bytes) -> bytes:
    """``sheet``: set with ``PLACE`` and with a line of all letters in the same type, each in one run. Raises ValueError for another."""
    import pikepdf  # here: only a sheet that is set anew needs it

    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        letters = next((glyphs for page in pdf.pages for _, glyphs in _runs(page) if _are_letters(glyphs)), b"")
        places = [page for page in pdf.pages if _split(pdf, page, letters)] if letters else []
        if not places:
            raise ValueError("no place for a code on this sheet")
        made = io.BytesIO()
        pdf.save(made, compress_streams=False, deterministic_id=True)
    return made.getvalue()


def _runs(page: pikepdf.Page) -> Iterator[tuple[int, bytes]]:
    """The number of each instruction that shows text in one go, and its glyphs, two bytes each."""
    import pikepdf

    for number, told in enumerate(pikepdf.parse_content_stream(page)):
        if (operator := str(told.operator)) in ("Tj", "TJ"):
            parts = told.operands[0] if operator == "TJ" else told.operands
            yield number, b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))


def _are_letters(glyphs: bytes) -> bool:
    """True of the line of all letters: as many, all different."""
    return len(glyphs) == 2 * len(ALPHABET) == 2 * len({*_pairs(glyphs)})


def _pairs(glyphs: bytes) -> list[bytes]:
    return [glyphs[at : at + 2] for at in range(0, len(glyphs), 2)]


def _split(pdf: pikepdf.Pdf, page: pikepdf.Page, letters: bytes) -> bool:
    """Takes the run that shows ``PLACE`` into a stream of its own, packed by nobody; False where there is none."""
    import pikepdf

    z = _pairs(letters)[ALPHABET.index(PLACE[0])]
    for number, glyphs in _runs(page):
        shown = _pairs(glyphs)
        if len(shown) == len(PLACE) and all((glyph == z) == (letter == PLACE[0]) for glyph, letter in zip(shown, PLACE, strict=True)):
            lines = pikepdf.parse_content_stream(page)
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
