"""Signs in a text that others make something of: brackets, and what a spreadsheet takes for the beginning of a formula."""

from __future__ import annotations

import unicodedata

from generator.pattern import lazy

_PLAIN = lazy(r"[0-9A-Za-z\u3400-\u9fff]")


def starts_formula(text: str) -> bool:
    """True where a spreadsheet might calculate the text of a cell, or where it begins with the ' that we put before such a one.

    Also in full width, and behind marks and blanks that nobody sees: some programs make = of ＝ and drop what has no width.
    """
    if _PLAIN.match(text):
        return False
    seen = next((c for c in text if not (c.isspace() or unicodedata.category(c) in ("Cf", "Cc", "Mn"))), "")
    return unicodedata.normalize("NFKC", seen)[:1] in ("=", "+", "-", "@", "'", "−") if seen else False


def unbracketed(text: str, kinds: str = "(\uff08)\uff09") -> str:
    """The text without what stands in brackets. ``kinds``: those that open, and as many that close; one pass, however many there are."""
    opens, closes = kinds[: len(kinds) // 2], kinds[len(kinds) // 2 :]
    end = max(text.rfind(close) for close in closes) + 1
    left: list[str] = []
    inside = False
    for char in text[:end]:
        if inside:
            inside = char not in closes
        elif char in opens:
            inside = True
        else:
            left.append(char)
    return "".join(left) + text[end:]
