"""Where a site and its boards are found: addresses that are somebody's, and folders that may be part of one."""

from __future__ import annotations

from generator import values
from generator.pattern import lazy

_HOST = lazy(r"https?://(?:[^/@]*@)?([^/:?#]*)")
_EXAMPLE = lazy(r"(?:.*\.)?(?:example(?:\.(?:com|net|org|edu|cn|com\.cn))?|test|invalid|localhost|local)|127\..*|0\.0\.0\.0|\[")
"""Hosts that are nobody's (RFC 2606, 6761), or this machine alone."""


def is_example(url: str) -> bool:
    """True for https://gongkai.example.org/: a code that leads there leads nobody anywhere."""
    match = _HOST.match(url.strip().lower())
    return bool(match and _EXAMPLE.fullmatch(match[1].rstrip(".")))


def is_place(text: str) -> bool:
    """True for the folder of a village below data/villages/: jiacun, or zhen/jiacun in a township."""
    parts = text.split("/")
    return len(parts) <= 2 and all(map(values.SLUG.fullmatch, parts))
