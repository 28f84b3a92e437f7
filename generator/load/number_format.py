"""A number in the format its cell shows it: 1,234.50 for #,##0.00, 5% for 0%, 007 for 000, 5.0000 for 50000 in 0!.0000.

Formats that divide what is shown by a thousand or ten thousand (#,##0, — 0!.0000) are how offices show 万元 without typing it.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.classes import dataclass
from generator.pattern import lazy


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows of a number."""

    text: str
    scaled: bool = False
    """It shows a thousandth, a ten-thousandth … of what it holds."""
    rounded: bool = False
    """Scaled, and not all of the digits are shown: what is read from the screen is not what the cell holds."""
    bracketed: bool = False
    """It shows a positive number as accountants write a negative one."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format. ``pieces``: "0" and "#" for digits of the whole part, other texts between them as they are."""

    pieces: tuple[str, ...]
    before: str
    after: str
    decimals: int
    grouped: bool
    scale: int
    percent: bool


_TOKEN = lazy(r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]|[0#?]|.', re.DOTALL)
_CONDITION = lazy(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_UNIT = lazy("[千万亿]")


def as_shown(number: Decimal, number_format: str) -> Shown:
    """What a spreadsheet shows of ``number``; formats that are none of plain numbers show it as it is."""
    section = _section(number, number_format or "General")
    if section is None:
        return Shown(_plain(number))
    value = number * 100 if section.percent else number
    value = value / (Decimal(1000) ** section.scale)
    value = abs(value).quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    whole, _, fraction = format(value, "f").partition(".")
    digits, point = _filled(whole, section)
    text = digits + (f".{fraction}" if fraction else "")
    scaled = bool(section.scale or point)
    held = abs(number) / (Decimal(1000) ** section.scale) / (Decimal(10) ** point)
    rounded = scaled and Decimal(text.replace(",", "") or 0) != held
    unit = section.after if _UNIT.search(section.after) else ""
    bracketed = number > 0 and section.before.endswith("(") and section.after.startswith(")")
    sign = "-" if number < 0 and value else ""
    return Shown(sign + text + ("%" if section.percent else unit), scaled, rounded, bracketed)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _filled(whole: str, section: _Section) -> tuple[str, int]:
    """The whole part with what stands between its digits, and how many of them stand behind a written point (0!.0000)."""
    least = sum(piece == "0" for piece in section.pieces)
    digits = ("" if whole == "0" and not least else whole).zfill(least)
    if section.grouped:
        return format(int(digits or 0), ",").zfill(least) if digits else "0", 0
    result, left, point = "", digits, 0
    for place, piece in enumerate(reversed(section.pieces)):
        if piece in "0#":
            result, left = left[-1:] + result, left[:-1]
            point = point or (place if piece == "." else 0)
        else:
            result = piece + result
            if piece == ".":
                point = sum(p in "0#" for p in section.pieces[len(section.pieces) - place :])
    return left + result or "0", point


def _section(number: Decimal, number_format: str) -> _Section | None:
    """The part of a format that speaks of ``number``; None where it is no format of plain numbers."""
    parts = _parts(number_format)
    for part in parts:
        if match := _CONDITION.search(part):
            limit = Decimal(match[2])
            holds = {
                "<": number < limit, "<=": number <= limit, ">": number > limit,
                ">=": number >= limit, "=": number == limit, "<>": number != limit,
            }[match[1]]  # fmt: skip
            if holds:
                return _read(part)
    free = [part for part in parts if not _CONDITION.search(part)]
    if len(free) < len(parts):
        return _read(free[0]) if free else None
    return _read(parts[0])


@lru_cache(maxsize=256)
def _parts(number_format: str) -> tuple[str, ...]:
    parts = [""]
    for mark in _TOKEN.findall(number_format):
        if mark == ";":
            parts.append("")
        else:
            parts[-1] += mark
    return tuple(parts)


@lru_cache(maxsize=256)
def _read(part: str) -> _Section | None:
    pieces: list[str] = []
    before = after = ""
    decimals = scale = 0
    grouped = percent = point = False
    pending = ""
    commas = 0
    for mark in _TOKEN.findall(part):
        if mark[0] in "_*[" and len(mark) > 1:
            continue  # padding, colours, languages
        if mark in ("0", "#", "?"):
            if point:
                decimals += 1
                continue
            grouped, commas = grouped or commas > 0, 0
            if pending:
                pieces.append(pending) if pieces else None
                before, pending = before if pieces else before + pending, ""
            pieces.append("#" if mark == "?" else mark)
        elif mark == "," and pieces:
            commas += 1
        elif mark == "." and not point:
            scale, commas, point = scale + commas, 0, True
        elif mark == "%":
            percent = True
        elif mark.lower() in ("e", "y", "d", "h", "s", "/", "@", "g", "m"):
            return None
        else:
            text = mark[1:-1] if mark[0] == '"' else mark[1:] if mark[0] in "\\!" else mark
            text = text.strip()
            if point or commas:
                after += text
            elif pieces:
                pending += text
            else:
                before += text
    if not pieces:
        return None
    return _Section(tuple(pieces), before, pending + after, decimals, grouped, scale + commas, percent)
