"""Every sign that means a digit: decimal digits of all scripts, raised, lowered and circled ones, Chinese numerals. A test compares them
with what Unicode says; here they stand as ranges, so that the table is there at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ZEROS = (
    "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80"
    "\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10\U000104a0\U00010d30\U00011066\U000110f0\U00011136\U000111d0"
    "\U000112f0\U00011450\U000114d0\U00011650\U000116c0\U00011730\U000118e0\U00011950\U00011c50\U00011d50\U00011da0\U00016a60\U00016ac0\U00016b50"
    "\U0001d7ce\U0001d7d8\U0001d7e2\U0001d7ec\U0001d7f6\U0001e140\U0001e2f0\U0001e950\U0001fbf0"
)
"""The nought of each script; one to nine follow it."""
_ONES = (
    "\u2460\u2474\u2488\u24f5\u2776\u2780\u278a\u3220\u3280\u1369\U00010a40\U00010e60\U00011052\U0001f102",
    (9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 4, 9, 9, 9),
)
"""The one of each row of circled, bracketed and other digits that have no nought beside them, and how many there are."""
_OTHERS = {"¹": 1, "²": 2, "³": 3, "⁰": 0, "⓪": 0, "⓿": 0, "\u19da": 1, "\U0001f100": 0, "\U0001f101": 0, "\u3007": 0}

DECIMAL: dict[str, str] = {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
RINGED: dict[str, str] = {
    **{chr(ord(one) + n): str(n + 1) for one, count in zip(*_ONES, strict=True) for n in range(count)},
    **{chr(base + n): str(n) for base in (0x2070, 0x2080) for n in range(10) if base + n not in (0x2071, 0x2072, 0x2073)},
    **{sign: str(n) for sign, n in _OTHERS.items() if sign != "\u3007"},
}
"""Raised, lowered, circled: often the number of an item, right before or behind somebody's number."""
CHINESE: dict[str, str] = {
    sign: str(n)
    for n, signs in enumerate(("零〇", "一壹幺弌", "二贰貳弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for sign in signs
}
"""Only digits: 十 and 万 are none, so that an amount in words is no row of digits."""


def ranges(signs: Iterable[str]) -> str:
    """What a pattern writes between [ and ] for them."""
    parts: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if parts and code == parts[-1][1] + 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(re.escape(chr(a)) if a == b else f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in parts)
