"""Who finds personal things in a text, for who says which of them are to be asked."""

from __future__ import annotations


class Detector:
    """``numbers``, ``labelled``, ``starred``, the parts of ``places``, ``in_sentences``; and, in all of a table as one text, what may be
    the header of a column that tells of its cells (``LONG_HEADERS``: of long numbers only), or of one with names (``NAMES``), and what
    of somebody may stand beside them (``STATES``).

    Plain numbers, of which one stands for several: each cell is asked for, and to compare two members of an ``enum`` takes as long as a
    look for a pattern in it.
    """

    NUMBERS = 1 << 0
    LABELS = 1 << 1
    STARS = 1 << 2
    MAILS = 1 << 3
    PLATES = 1 << 4
    DOORS = 1 << 5
    ROOMS = 1 << 6
    PASSPORTS = 1 << 7
    BIRTHS = 1 << 8
    PLACES = MAILS | PLATES | DOORS | ROOMS | PASSPORTS | BIRTHS
    FINDERS = NUMBERS | LABELS | STARS | PLACES
    SENTENCES = 1 << 9
    IN_TEXTS = FINDERS | SENTENCES
    HEADERS = 1 << 10
    LONG_HEADERS = 1 << 11
    NAMES = 1 << 12
    STATES = 1 << 13
    ALL = ~0
