"""Money, dates and periods: how people write them, and the one way we print them.

Money is an integer number of fen (分); it is read through Decimal and never becomes a float.
Every parser takes the text of one cell and either returns a value or raises ``ValueError`` whose
message is a Chinese half-sentence saying what is wrong, ready to be put into a problem.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from generator.amounts import plain_amount
from generator.pattern import lazy
from generator.refusals import NoAmount, is_sum, no_date

KEPT = lazy(r"(?:index|assets|search|datapackage|cover|qr|con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that others have: index, assets, search, datapackage, cover and qr are the site's own, con and nul are Windows'."""
SLUG = lazy(rf"(?!{KEPT.pattern}$)[a-z0-9][a-z0-9-]{{0,63}}")
"""A name that is part of an address."""

NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "―"})
"""What people type for "nothing here"."""

UNITS = {"元": 100, "千元": 100_000, "万元": 1_000_000}
"""Money units a file may state, in fen."""

_LIMIT = 10**15
_NUMBER = lazy(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|[+-]?\.\d+")
BARE = lazy("[0-9A-Za-z,./-]*")
"""Days, amounts and numbers of vouchers as programs write them: as labels they are what they are, and they are most texts of a file."""
_PLAIN_YUAN = lazy(r"[0-9]{1,12}(\.[0-9]{1,2})?")
UNSEEN = lazy("[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]")
_ODD_SPACE = lazy("[\u1680\u2000-\u200a\u202f\u205f]")
_NEWLINES = lazy("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
FORBIDDEN = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LONG_DIGITS = lazy(r"(?<![\d.,])(?!\d{4}-\d{1,2}-\d{1,2}\b)\d(?:[ \u3000-]?\d){9,17}[\dXx]?(?![\d.])")
_EXCEL_EPOCH = date(1899, 12, 30)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


_remembered = lru_cache(maxsize=1 << 14)
"""The same few thousand texts stand in all the files of a village (names, 科目, days, round amounts): reading each once saves much."""


@_remembered
def clean(text: str) -> str:
    """The text of a cell as a person sees it: no invisible marks, one kind of newline, no blank edges."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    return _ODD_SPACE.sub(" ", UNSEEN.sub("", _NEWLINES.sub("\n", text))).strip()


@_remembered
def forbidden(text: str) -> str:
    """Control and text-direction characters that could hide or reverse what a villager reads."""
    return "".join(FORBIDDEN.findall(text))


def visible(text: str) -> str:
    """A text for a report: what could hide, reverse or command a terminal is shown by its number."""
    return FORBIDDEN.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


@_remembered
def label(text: str) -> str:
    """A header or row label for comparison: 「合 计」「合计:」 and 「合计」 are one."""
    return re.sub(r"[\s\u3000:*]+", "", unicodedata.normalize("NFKC", clean(text)))


def voided(text: str) -> bool:
    """True for 「作废」「（作废）付电费」: a voucher kept for its number only."""
    return clean(text).lstrip("(（[【 ").startswith("作废")


_MOVES_NO_CASH = lazy("计提|折旧|摊销|结转|转销|转账凭证|调账|调整分录|结平|结账")


def without_cash(text: str) -> bool:
    """True for 「计提折旧」「结转本年收入」: a voucher that moves no money, listed for its number only."""
    return bool(_MOVES_NO_CASH.search(text))


def mask(text: str) -> str:
    """Blot out long digit runs (身份证、银行卡、手机号) before a text is shown in a report."""
    return _LONG_DIGITS.sub(lambda m: m.group()[:3] + "*" * 6, text)


# --- money -----------------------------------------------------------------------------------


@_remembered
def parse_money(text: str, unit: str = "元") -> int | None:
    """Fen of a written amount; None for nothing. ``unit`` is what the file's header states.

    Accepts 全角 digits, 千分位, ¥, 人民币 or RMB, a trailing 元 or 万元, 元角分, 大写, a minus sign or accounting brackets.
    """
    if _PLAIN_YUAN.fullmatch(text) and unit == "元":  # as programs write it: nine of ten cells
        return plain_fen(text)
    plain = unicodedata.normalize("NFKC", clean(text)).replace("−", "-").replace("–", "-")
    if clean(text) in NOTHING or plain in NOTHING:
        return None
    if re.search(r"\d\s+[\d.]", plain):
        raise ValueError("一格里像有两个数")
    plain, unit = plain_amount(re.sub(r"\s", "", plain), unit)
    if not _NUMBER.fullmatch(plain):
        raise NoAmount(plain)
    try:
        fen = Decimal(plain.replace(",", "")) * UNITS[unit]
    except InvalidOperation:  # pragma: no cover - the pattern lets only decimals through
        raise ValueError("不是一个金额") from None
    if fen != fen.to_integral_value():
        raise ValueError("小数太多，金额最小到分" + ("（单位是万元，最多 6 位小数）" if unit == "万元" else "（最多 2 位小数）"))
    if abs(fen) >= _LIMIT:
        raise ValueError("数字太大，不像村里的账")
    return int(fen)


def is_plain(text: str) -> bool:
    """True for an amount in 元 as programs write it: 860, 860.5, 860.00."""
    return bool(_PLAIN_YUAN.fullmatch(text))


def plain_fen(text: str) -> int:
    """Fen of such an amount."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(f"{part}00"[:2])


def yuan(fen: int) -> str:
    """1234567 → 「12,345.67」. The only formatter of money on pages and in messages."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def plain_yuan(fen: int) -> str:
    """1234567 → 「12345.67」, for files that programs read."""
    return yuan(fen).replace(",", "")


# --- whole numbers ---------------------------------------------------------------------------


@_remembered
def parse_count(text: str, zero: bool = False) -> int | None:
    """A whole number of things (户、人、星、票), digits or Chinese numerals; None for nothing. ``zero``: none of them may be said as 0."""
    plain = unicodedata.normalize("NFKC", clean(text))
    if plain in NOTHING:
        return None
    match = re.fullmatch(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2}|[零〇一二两三四五六七八九十百]+)\s*(户|人|对|个|颗|星|星级|票|张)?", plain)
    if not match:
        raise ValueError("不是一个整数")
    digits = match[1].replace(",", "")
    number = int(digits) if digits.isdigit() else chinese_number(digits)
    if number == 0 and not zero:
        raise ValueError("是零；没有就空着")
    return number


def chinese_number(text: str) -> int:
    """二十五 → 25; 二〇二六 → 2026 (digits read one by one where no 十百 stands)."""
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _DIGITS[c]
    return total + current


@_remembered
def parse_number(text: str, signed: bool = False) -> Decimal | None:
    """An exact number of 亩, 平方米, 天 or anything that is no money: 3.25, 1,200; None for nothing. Below nothing only where ``signed``:
    -5, 扣5分."""
    plain = unicodedata.normalize("NFKC", clean(text))
    if clean(text) in NOTHING or plain in NOTHING:
        return None
    if re.search(r"\d\s+[\d.]", plain):
        raise ValueError("一格里像有两个数")
    plain = re.sub(r"\s", "", plain)
    plain = re.sub(r"(亩|平方米|㎡|m2|公里|米|个|天|年|工日|个工|公斤|吨|人|户|间|台|套|辆|座|口|栋|处|件|盏|眼)$", "", plain)
    if signed:
        plain = re.sub(r"^[加奖](?=\d)", "", re.sub(r"^[−–—扣减](?=\d)", "-", plain)).removesuffix("分")
    if is_sum(plain):
        raise ValueError("是一个算式，这里写算出来的数")
    if not _NUMBER.fullmatch(plain):
        raise ValueError("不是一个数")
    number = Decimal(plain.replace(",", ""))
    if number < 0 and not signed:
        raise ValueError("是负数")
    if number.as_tuple().exponent < -6 or abs(number) >= _LIMIT:  # type: ignore[operator]
        raise ValueError("位数太多")
    return number


def number_text(number: Decimal | int) -> str:
    """「24.5」, as it was typed: never 2.45E+1. The only formatter of exact numbers."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


# --- dates -----------------------------------------------------------------------------------


@_remembered
def parse_date(text: str, year: int | None = None) -> date | None:
    """The day a person wrote; None for nothing.

    Reads 2026-3-5, 2026/03/05, 2026.3.5, 2026年3月5日, 二〇二六年三月五日, 20260305 and Excel serial numbers.
    「3月5日」 is read only where ``year`` is known from the file's name. Two-digit years and
    day-first orders are refused: they mean different days to different people.
    """
    plain = unicodedata.normalize("NFKC", clean(text))
    if clean(text) in NOTHING or plain in NOTHING:
        return None
    plain = re.sub(r"(?<=\d)[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", plain)  # the hour of a payment is no part of its day
    plain = re.sub(r"[零〇○一二两三四五六七八九十]+(?=[年月日号])", lambda m: str(chinese_number(m.group())), plain)
    plain = re.sub(r"(?<=[年月])\s+|\s+(?=[年月日号])", "", plain)
    if match := re.fullmatch(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})(?:日|号)?", plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{5})(\.0+)?", plain):
        return _EXCEL_EPOCH + timedelta(days=int(match[1]))
    if year and (match := re.fullmatch(r"(\d{1,2})月(\d{1,2})(?:日|号)", plain)):
        return _day(year, int(match[1]), int(match[2]))
    raise ValueError(no_date(plain))


def _day(year: int, month: int, day: int) -> date:
    try:
        parsed = date(year, month, day)
    except ValueError:
        raise ValueError(f"没有 {year} 年 {month} 月 {day} 日这一天") from None
    if not 1949 <= year <= 2200:
        raise ValueError(f"年份 {year} 不对")
    return parsed


def parse_span(text: str, year: int | None = None) -> tuple[date, date] | None:
    """「2026-04-08 至 2026-04-22」 → its first and last day; None for nothing."""
    plain = unicodedata.normalize("NFKC", clean(text)).replace("起", "").replace("止", "")
    if clean(text) in NOTHING or plain in NOTHING:
        return None
    parts = re.split(r"\s*(?:至|到|—+|–|~|--)\s*|(?<=日)-|\s+-\s+", plain.removeprefix("自").removeprefix("从"))
    if len(parts) != 2:
        raise ValueError("要写成「哪天 至 哪天」")
    start = parse_date(parts[0], year)
    end = parse_date(parts[1], year or (start.year if start else None))
    if start is None or end is None:
        raise ValueError("要写成「哪天 至 哪天」")
    return start, end


def date_cn(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


# --- terms -----------------------------------------------------------------------------------

FOREVER = date.max


def term_end(start: date, text: str) -> date | None:
    """The last valid day of a term that begins on ``start``; FOREVER for 长期; None for nothing.

    「3年」 from 2004-10-20 ends on 2007-10-19. A written date is the last day itself.
    """
    plain = unicodedata.normalize("NFKC", clean(text)).replace(" ", "")
    if plain in NOTHING:
        return None
    if plain in {"长期", "永久", "长期有效", "永久有效"}:
        return FOREVER
    number = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
    plain = re.sub(rf"^{number}年半$", r"\1年6个月", plain)
    if match := re.fullmatch(rf"(?:{number}年)?(?:{number}个?月)?", plain):
        years, months = (int(n) if n.isdigit() else chinese_number(n) for n in (match[1] or "0", match[2] or "0"))
        if years + months:
            return _add_months(start, years * 12 + months) - timedelta(days=1)
    if re.search("年|月", plain) and not re.match(r"\d{4}|[二一]", plain):
        raise ValueError("看不出是几年几个月")
    end = parse_date(plain)
    if end is None:  # pragma: no cover - NOTHING was handled above
        raise ValueError("不是一个期限")
    return end


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > 9000:
        raise ValueError("期限太长")
    month += 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
