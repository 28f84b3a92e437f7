"""Everyday words for what is none of the catalogue's items; as data."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml


@cache
def everyday() -> re.Pattern[str]:
    """Such a word, and 通知 or the like behind it."""
    told = yaml.safe_load(Path(__file__).with_name("everyday.yml").read_text(encoding="utf-8"))
    return re.compile(f"(?:{'|'.join(map(re.escape, told['词']))}){told['后']}")
