"""All detectors over one text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache

from generator.pattern import lazy
from generator.privacy.detector import Detector
from generator.privacy.first_look import first_look
from generator.privacy.hit import NOTHING, Declared, Hit, blot
from generator.privacy.labels import heads, labelled, long_figures, telling
from generator.privacy.numbers import numbers
from generator.privacy.places import BIRTHS, HOMES, places
from generator.privacy.plain import CHINESE_DIGITS, DIGITS
from generator.privacy.starred import starred

_SOMETHING = lazy(f"[{DIGITS}{CHINESE_DIGITS}十百拾佰@\uff20艾圈微支抖快钉陌Ww]")
"""Every find has one of these signs, or stands below a telling header."""
_SCIENTIFIC = lazy(r"\d\.\d{6,}E\+?\d\d")
"""How a spreadsheet holds 13800138000 that was typed as a number."""

_FIRST = (
    "personal-id",
    "personal-card",
    "personal-phone",
    "personal-number",
    "personal-birth",
    "personal-plate",
    "personal-mail",
    "personal-address",
)
SHORT = 100
"""Characters of a cell that is likely to be met again: in CSV, XLSX and the table that was typed."""


def find(text: str, label: str = "", declared: Declared = NOTHING) -> list[Hit]:
    """What is personal in ``text``, in its order; of two that overlap the graver. ``label``: what the header of the cell says."""
    hits = _again(text, label) if len(text) <= SHORT else _lately(text, label)
    if not hits:
        return []
    left = [hit for hit in hits if not declared.allows(hit)]
    if len(left) < 2:
        return left
    kept: list[tuple[int, int, Hit]] = []
    for hit in sorted(left, key=lambda hit: (_FIRST.index(hit.code), hit.start)):
        at = bisect(kept, hit.start, key=lambda each: each[0])  # those that are kept do not overlap: only two can
        before = kept[at - 1][1] if at else 0
        after = kept[at][0] if at < len(kept) else len(text)
        if before <= hit.start and hit.end <= after:
            kept.insert(at, (hit.start, hit.end, hit))
    return [hit for *_, hit in kept]


def _hits(text: str, label: str) -> tuple[Hit, ...]:
    return tuple(_each(text, label))


def _each(text: str, label: str) -> Iterator[Hit]:
    """One by one, for who asks only whether there is any."""
    if _SOMETHING.search(text) or (label and telling(label)):
        may = Detector.ALL if label else first_look(text)
        if not may & Detector.FINDERS:
            return
        if may & Detector.NUMBERS:
            yield from numbers(text, label)
        if may & Detector.LABELS:
            yield from labelled(text, label)
        if may & Detector.STARS:
            yield from starred(text)
        if may & Detector.PLACES:
            yield from places(text, label, may)


_again = lru_cache(maxsize=20_000)(_hits)
_lately = lru_cache(maxsize=4)(_hits)
"""A long text is asked for several times in a row: is there anything, what, and how is it shown."""


def blotted(text: str, label: str = "") -> str:
    """The text with all that is personal in it starred, declared or not."""
    return blot(text, find(text, label)) if text else text


def suspect(text: str) -> bool:
    """False where ``find`` can find nothing in any cell of a table given as one text, whatever its header says."""
    may = first_look(text)
    if may & Detector.HEADERS:
        if heads(text) or HOMES.search(text) or BIRTHS.search(text) or ("E" in text and _SCIENTIFIC.search(text)):
            return True
    elif may & Detector.LONG_HEADERS and long_figures(text):
        return True
    return bool(next(_each(text, ""), None))
