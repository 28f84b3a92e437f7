"""统一社会信用代码: 18 characters of GB 32100, the last of which follows from the others. An organisation's, never a person's."""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for figures."""


def credit_code(text: str) -> bool:
    """True for one that can be."""
    return len(text) == 18 and all(sign in _SIGNS for sign in text) and last_sign(text[:17]) == text[17]


def last_sign(text: str) -> str:
    """The last character of a code that begins with these seventeen."""
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(text))
    return _SIGNS[(31 - total % 31) % 31]


def strange_signs(text: str) -> str:
    """The characters that no code has."""
    return "".join(dict.fromkeys(sign for sign in text if sign not in _SIGNS))
