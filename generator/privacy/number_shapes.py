"""How the digits of one number are set apart, and how several are."""

from __future__ import annotations

from generator.pattern import lazy
from generator.privacy.plain import ZERO

GROUP = lazy(r"\d+")
_DAY = lazy(r"(?<!\d)(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?!\d)")
_APART = frozenset(" \n\r-." + ZERO)
"""Marks with which a number is set apart; any other mark could as well part several numbers."""
_DECIMAL = lazy(r"\d\.\d+|\d+\.\d{1,2}")
_SHAPES = {(3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 7), (4, 8), (4, 4, 4), (3, 7), (4, 3, 4), (2, 11), (2, 3, 4, 4), (2, 3, 8)}
_OF_LISTS = lazy("[、，,/;；+×*]")
_YEAR = lazy(r"(?:19|20)\d\d")


def one_number(span: str, shape: tuple[int, ...], labelled: bool = False) -> bool:
    """True where the digits are set apart as those of one number, not as several: 1500 2000 300 is three amounts."""
    parts = GROUP.findall(span)
    gaps = GROUP.split(span)[1:-1]
    if len(parts) == 1:
        return True
    if _DAY.search(span) or sum("\n" in gap for gap in gaps) > 1 or _DECIMAL.fullmatch(span):
        return False
    sizes = tuple(map(len, parts))
    if labelled:
        return True
    if any(c not in _APART for gap in gaps for c in gap):
        return _set_apart(span, parts, sizes, shape)
    if len(shape) > 3 and sizes[0] > 7 and set(sizes[1:-1]) == {4} and sizes[-1] <= 4:
        return True
    if len(parts) == 2 or max(sizes) <= 2 or (sizes[:-1] == shape[: len(sizes) - 1] and sizes[-1] <= shape[0] + 1):
        return True
    kinds = {c for gap in gaps if "\n" not in gap for c in gap} - {ZERO}
    if len(kinds) > 1 or (len(parts) == 3 and any(map(_YEAR.fullmatch, parts))):
        return False
    return kinds != {" "} or len(parts) > 4 or any(len(part) > 1 and part[0] == "0" for part in parts)


def _set_apart(span: str, parts: list[str], sizes: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """The same where the marks could part the items of a list: only in the ways people set a number apart, and no list of round amounts."""
    if max(sizes) == 1:
        return True
    if len(shape) > 3:  # a card, whose first digits and check digit are right
        return len(parts) > 2 and set(sizes[:-1]) == {4} and sizes[-1] <= 4
    round_ones = all(part[-1] == "0" and part[0] != "0" for part in parts)
    years = any(map(_YEAR.fullmatch, parts)) and all(part[-1] == "0" or _YEAR.fullmatch(part) for part in parts[1:])
    return sizes in _SHAPES and not ((round_ones or years) and _OF_LISTS.search(span))
