"""大写金额: 壹佰贰拾叁元肆角伍分 → 12345 fen and back.

Contracts and receipts state an amount in both ways, so each can be checked by the other.
"""

from __future__ import annotations

import re
import unicodedata

from generator.pattern import lazy

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_VALUES = {c: i for digits in (DIGITS, "〇一二三四五六七八九") for i, c in enumerate(digits)} | {"两": 2, "貳": 2, "參": 3, "陸": 6}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_WHOLE = lazy(r"(?:(?P<yi>[^亿]+)亿)?(?:(?P<wan>[^万]+)万)?(?P<ones>.*)")
_AMOUNT = lazy(r"(?:(?P<yuan>.+?)[元圆圓])?零?(?:(?P<jiao>[^角零])角)?零?(?:(?P<fen>[^分])分)?[整正]?")


def write_capitals(fen: int) -> str:
    """12345 → 壹佰贰拾叁元肆角伍分; 50000 → 伍佰元整; 105 → 壹元零伍分. For amounts of 0 up to ten thousand 亿元."""
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    if not 0 <= fen < 10**14:
        raise ValueError("写不成大写金额")
    words = f"{_whole(yuan)}元" if yuan or not fen else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif cents and yuan:
        words += "零"
    return words + (f"{DIGITS[cents]}分" if cents else "整" if not jiao else "")


def _whole(yuan: int) -> str:
    """Groups of four digits; 零 where a group, or the one before it, leaves a gap."""
    groups = [(yuan // 10**8 % 10**4, "亿"), (yuan // 10**4 % 10**4, "万"), (yuan % 10**4, "")]
    words = ""
    gap = False
    for number, unit in groups:
        if number:
            words += ("零" if words and (gap or number < 1000) else "") + _four(number) + unit
        gap = bool(words) and number % 10 == 0
    return words or "零"


def _four(number: int) -> str:
    """1 to 9999: 1020 → 壹仟零贰拾."""
    words = ""
    for power, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // power % 10
        if digit:
            words += DIGITS[digit] + unit
        elif words and not words.endswith("零") and number % power:
            words += "零"
    return words


def read_capitals(text: str) -> int:
    """Fen of an amount in words. Raises ValueError with a Chinese half-sentence.

    Reads 人民币 and a colon before it, 圆 for 元, 正 for 整, 十 for 拾, and a 万 that is followed by nothing.
    """
    plain = re.sub(r"[\s:]", "", unicodedata.normalize("NFKC", text)).removeprefix("人民币").removeprefix("大写")
    match = _AMOUNT.fullmatch(plain)
    if not match or not any((match["yuan"], match["jiao"], match["fen"])):
        raise ValueError("不是大写金额")
    jiao, cents = (_digit(match[name]) if match[name] else 0 for name in ("jiao", "fen"))
    return (_read_whole(match["yuan"]) if match["yuan"] else 0) * 100 + jiao * 10 + cents


def _read_whole(text: str) -> int:
    match = _WHOLE.fullmatch(text)
    parts = match.groupdict() if match else {}
    return sum(_read_four(parts[name]) * worth for name, worth in (("yi", 10**8), ("wan", 10**4), ("ones", 1)) if parts[name])


def _read_four(text: str) -> int:
    """壹仟零贰拾 → 1020. Units must fall, and a digit stands before each (拾 alone is 壹拾)."""
    total, digit, last = 0, 0, 10_000
    for i, c in enumerate(text):
        if c in _UNITS:
            unit = _UNITS[c]
            if unit >= last or not (digit or (unit == 10 and i == 0)):
                raise ValueError("大写的位数不对")
            total, digit, last = total + (digit or 1) * unit, 0, unit
        elif digit:
            raise ValueError("大写的位数不对")
        else:
            digit = _digit(c)
    return total + digit


def _digit(c: str) -> int:
    if c not in _VALUES:
        raise ValueError(f"「{c}」不是大写数字")
    return _VALUES[c]
