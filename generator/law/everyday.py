"""Everyday words for what is none of the catalogue's items; as data."""

from __future__ import annotations

import re
from functools import cache

from generator.law.data import told


@cache
def everyday() -> re.Pattern[str]:
    """Such a word, and 通知 or the like behind it."""
    words = told("everyday")
    return re.compile(f"(?:{'|'.join(map(re.escape, words['词']))}){words['后']}")
