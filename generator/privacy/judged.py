"""What was looked at with its words around it and is nobody's: 合同号：138…. The site also holds such a number without them, in what is
found by searching, and it need not be judged again there."""

from __future__ import annotations

from generator.pattern import lazy
from generator.privacy.detector import Detector
from generator.privacy.find import find
from generator.privacy.first_look import first_look
from generator.privacy.numbers import runs
from generator.privacy.plain import as_digits, plain
from generator.privacy.read import passages, raw

_GROUP = lazy(r"\d(?:,?\d){9,}")
LONGEST = 40
"""Digits of the longest number that is looked at by itself."""


def judged(file: str, data: bytes) -> set[str]:
    """Values that the numbers of a file would be found as if nothing stood around them. The caller takes away what was found with it."""
    text = raw(file, data)
    return {value for each in ([text] if text else (cell for line in passages(file, data) for cell in line.cells)) for value in alone(each)}


def alone(text: str) -> set[str]:
    """The same of one text: each number as it stands, and each row of digits in it, as a search index has them."""
    numbers: set[str] = set()
    if not first_look(text) & Detector.NUMBERS:
        return numbers
    for run in (text[start:end] for start, end in runs(text)):
        bare = {group for each in _GROUP.finditer(as_digits(plain(run))) if len(group := each[0].replace(",", "")) <= LONGEST}
        if len(run) <= 2 * LONGEST:
            bare.add(run)
        numbers.update(hit.value for each in bare for hit in find(each))
    return numbers
