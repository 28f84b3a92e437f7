"""Check digits and plausible parts of the numbers that people have. Standard library only; every text here is plain ASCII digits."""

from __future__ import annotations

import re
from datetime import date

from generator.law.credit_code import credit_code as credit_code
from generator.pattern import lazy

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = lazy("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_ISLANDS = ("810000", "820000", "830000")
_OLD_CARDS = "436[37]|456[37]|4270|4512|5187|5288|5240|5264|5309|5491|3568|3561|3562|4096|4041|4392|6013|6011"
_CARD = lazy(rf"62\d{{14,17}}|95(?:58|59|95)\d{{12,15}}|(?:{_OLD_CARDS})\d{{12}}")
"""What cards of this country begin with: UnionPay, and those that were handed out before it."""
CARD_HEADS = {"62", "95", "43", "45", "42", "51", "52", "53", "54", "35", "40", "60"}
MAY_BE = lazy(
    r"(?=(?:(?:00)?86|0)?1[3-9]\d{9}|0(?:10|2\d|[3-9]\d\d)[2-8]\d{6}|[1-9]\d{5}(?:19|20)\d\d[01]\d[0-3]\d"
    rf"|(?:{'|'.join(sorted(CARD_HEADS))})\d{{11}})"
)
"""Where in a row of digits a number begins that no word tells of: one look at each digit, where all shapes would be many."""


def resident_id(text: str) -> bool:
    """18 characters of GB 11643: a region there can be, a day there was, the right check digit."""
    if not re.fullmatch(r"\d{17}[\dXx]", text) or not region(text) or not _born(text[6:14]):
        return False
    return _CHECKS[sum(int(d) * w for d, w in zip(text, _WEIGHTS, strict=False)) % 11] == text[17].upper()


def old_resident_id(text: str) -> bool:
    """15 digits, as they were given until 1999: no check digit, so a word beside it must say what it is."""
    return bool(re.fullmatch(r"\d{15}", text)) and region(text) and _born("19" + text[6:12])


def region(text: str) -> bool:
    """The first six digits can be a county's, or those of people from 港澳台 who live here."""
    return text[:6] in _ISLANDS or (bool(_PROVINCES.match(text)) and text[2:4] != "00" and text[4:6] != "00")


def _born(day: str) -> bool:
    year, month, of_month = int(day[:4]), int(day[4:6]), int(day[6:])
    try:
        return bool(date(year, month, of_month)) and 1900 <= year <= 2099
    except ValueError:
        return False


def luhn(text: str) -> bool:
    """The check digit of bank cards."""
    digits = [int(d) for d in reversed(text)]
    return (sum(digits[0::2]) + sum(sum(divmod(d * 2, 10)) for d in digits[1::2])) % 10 == 0


def card(text: str, told: bool) -> bool:
    """13 to 19 digits of a bank card; ``told``: a word beside it says that it is one, else its first digits must."""
    if not (13 <= len(text) <= 19 and text.isdecimal() and len(set(text)) > 1 and luhn(text)):
        return False
    slip = len(text) == 18 and region(text) and _born(text[6:14])  # of somebody who typed an ID number wrong
    return told or (bool(_CARD.fullmatch(text)) and not slip)


def mobile(text: str) -> str:
    """The eleven digits of a mobile number, also behind 86, 0086 or 0; "" for anything else."""
    match = re.fullmatch(r"(?:(?:00)?86|0)?(1[3-9]\d{9})", text)
    return match[1] if match else ""
