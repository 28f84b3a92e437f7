"""What a sheet of the site is: a PDF for the wall and pictures for chats, all set together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from generator.poster.picture import long_pictures
from generator.poster.root_place import opened_once, with_place
from generator.poster.sheet import Poster
from generator.poster.typeset import opened, pdf, together
from generator.record.on_paper import PLACE
from generator.standby import asked


def paper_and_pictures(sheet: Poster) -> Callable[[], tuple[bytes, list[bytes]]]:
    """What waits for the PDF, with a place for the code of the board where it has one of its page, and the pictures for chats, [] of a
    sheet without: they are begun where somebody stands by."""
    return asked(partial(_made, sheet))


def _made(sheet: Poster) -> tuple[bytes, list[bytes]]:
    if code := str(sheet.told["code"]):
        opened_once()

    def paper() -> bytes:
        return with_place(pdf(sheet.with_code(code, PLACE))) if code else pdf(sheet)

    return together(lambda: (paper(), long_pictures(sheet) if sheet.long else []))


def at_hand() -> None:
    """For a process that will be asked for sheets, or its copies: what is opened for one is opened here once."""
    for library in ("pikepdf", "lxml.etree", "pypdfium2", "PIL.PngImagePlugin"):
        import_module(library)
    preinit = import_module("PIL.Image").preinit  # what it does before the first picture is saved
    preinit()
    opened()
