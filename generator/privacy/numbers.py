"""Numbers of people in a text: 身份证, 银行卡, 手机, 固话; also where separators or look-alikes stand among their digits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from generator.pattern import lazy
from generator.privacy import digits
from generator.privacy.hit import Hit
from generator.privacy.number_shapes import GROUP, one_number
from generator.privacy.plain import (
    CHINESE_DIGITS,
    DIGIT_LIKE,
    LIKE_ONE,
    LIKE_ZERO,
    MARKS,
    ZERO,
    as_digits,
    breaks,
    mentions,
    numerals,
    plain,
)

RUN = lazy(f"[{DIGIT_LIKE}](?<![{DIGIT_LIKE}][{DIGIT_LIKE}])(?:[{MARKS}]{{0,8}}[{DIGIT_LIKE}]){{9,}}")
"""Ten digits or more, however they are set apart: nothing shorter is a number of a person's, but what a word tells of (``labels``).
What does not begin at the first of several digits begins at none of them."""
_BRACKETED = lazy(rf"\(0(?:10|2\d|[3-9]\d\d)\)[ \-{ZERO}]?[2-8](?:[ \-{ZERO}]?\d){{6,7}}(?!\d)")
BRACKETS = lazy("[(（][0０]")
_SPOKEN = lazy(f"[{CHINESE_DIGITS}○]{{11,18}}")
_ABROAD = lazy(
    r"(?:\+|(?<!\d)00)(1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[124]|85[2356]|88[06]|9[0-58]|9[67]\d)"
    rf"((?:[ \-().{ZERO}]{{0,3}}\d){{7,11}})(?!\d|,\d|\.\d|\s*[万亿]?元)"
)
_ABROAD_BEGUN = ("+", "＋", "00852", "00853", "00886")
_ABROAD_SIGN = lazy("[+＋]|00(?=85[23]|886)")
_DIGIT = lazy(r"\d")
_NO_LETTERS = lazy(r"[\x00-@\[-`{-\x7f]+")
_CHECK_X = lazy(rf"[{MARKS}]{{0,8}}[Xx](?![A-Za-z0-9])")
_LONG = lazy(r"\d{19,}")
ID_WORDS = lazy(r"(?:身[份分]证|证件号|公民身份|居民证)[^\d，。；]{0,8}$")
CARD_WORDS = lazy("银行卡|卡号|一卡通|一折通|存折|账号|帐号|账户|帐户|开户行")
PHONE_WORDS = lazy(r"(?:电话|手机|联系方式|联系人|座机|固话|传真|[Tt][Ee][Ll]|[Pp]hone|微信)(?:号码?)?[^\d，。；]{0,8}$")
_SERIAL = lazy(
    "(?:凭证|合同|协议|发票|收据|票据|单据|流水|交易|订单|报销单|项目|档案|资产|设备|代码|许可证|执照|[水电气网]费[户账]|缴费[户账]?"
    "|[编序批文单票表条桩箱图卷](?=号)|[字第])"
    r"(?:编?号码?)?(?:为|是|[:：])*\s*[A-Za-z]{0,4}-?$"
)
"""A label after which a number is a thing's, not a person's."""
_OF_A_THING = lazy(r"(?:[A-Za-z][-_]?|\d\d[-.]|(?<!\d)0\.|¥)\Z")
_SHARE = lazy(r"(?:比例|占比|比重|系数|指数|单价|[率均价])(?:为|是|约|[:：])*\s*$")
"""A label after which a decimal fraction is one."""
_WORD_BEFORE = lazy(r"(?i)(?:tel|phone|mobile|mob|vx|wx|qq|id)[ :：.]*$")
_LANDLINE = lazy(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}")
BEFORE = 24
"""How far back a label is looked for."""


@lru_cache(maxsize=4)
def runs(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text has so many digits; without amounts, since ten digits are a number only with an area code.

    A long text is asked for several times in a row.
    """
    return tuple(match.span() for match in RUN.finditer(text) if not _is_amount(match.group()))


def _is_amount(run: str) -> bool:
    return run[0] in "123456789" and len(run) - run.count(".") == 10


def numbers(text: str, label: str = "") -> Iterator[Hit]:
    """``label``: the header of the cell, which says what a bare number is."""
    for start, end in runs(text):
        if _may_hold(text, start, end, label):
            yield from _Run(text, start, end, label).hits()
    if BRACKETS.search(text):
        for match in _BRACKETED.finditer(plain(text)):
            yield Hit("personal-phone", *match.span(), "是带区号的电话", re.sub(r"\D", "", match.group()))
    if mentions(text, _ABROAD_BEGUN):
        yield from _abroad(text)
    if "○" in text:
        yield from _spoken(text)


def _spoken(text: str) -> Iterator[Hit]:
    """一三八○…: the ring is a nought among Chinese numerals, a star elsewhere."""
    for match in _SPOKEN.finditer(text):
        spelt_out = numerals(match.group().replace("○", "〇"))
        if digits.resident_id(spelt_out):
            yield Hit("personal-id", *match.span(), "用汉字写的 18 位，生日和校验位都对", spelt_out)
        elif number := digits.mobile(spelt_out):
            yield Hit("personal-phone", *match.span(), "用汉字写的 11 位，是手机号的样子", number)


def _abroad(text: str) -> Iterator[Hit]:
    """A telephone with the code of another country or of 港澳台 before it."""
    for begun in _ABROAD_SIGN.finditer(text):
        match = _ABROAD.match(plain(text[begun.start() : begun.start() + 60]))
        if not match or re.match("[A-Za-z0-9]", text[begun.start() - 1 : begun.start()]) or re.fullmatch(r"\+?\d+\.\d+", match.group()):
            continue
        value = re.sub(r"\D", "", match[2])
        if match[1] != "1" or len(value) == 10:
            start = begun.start()
            yield Hit("personal-phone", start, start + match.end(), "是境外或者港澳台的电话", match[1] + value)


def _may_hold(text: str, start: int, end: int, label: str) -> bool:
    """False for a run in whose digits no number begins that may be one without a word, and before which no word stands."""
    run, after = text[start:end], text[end : end + 1]
    if _in_word(after) and after not in "Xx":  # the l of 12-list
        run = run.rstrip(LIKE_ZERO + LIKE_ONE + "-_/. ")
    if _NO_LETTERS.fullmatch(run):  # a number begins with a group of digits
        groups = GROUP.findall(run)
        row, at = "".join(groups), 0
        for group in groups:
            if len(group) > 18 or digits.MAY_BE.match(row, at):
                return True
            at += len(group)
    else:
        run = as_digits(plain(run))
        if digits.MAY_BE.search("".join(GROUP.findall(run))) or _LONG.search(run):
            return True
    told = f"{label}：{plain(text[max(0, start - BEFORE) : start])}"
    return bool(CARD_WORDS.search(told) or ID_WORDS.search(told))


_Match = tuple[str, int, str, str]
"""Code, end, why, value."""


class _Run:
    """One run of digits and of what may stand between them; a number may begin wherever a group of digits begins."""

    def __init__(self, text: str, start: int, end: int, label: str) -> None:
        self.start = start
        self.left, self.right = plain(text[max(0, start - BEFORE) : start]), plain(text[end : end + 12])
        run = plain(text[start : end + 10])
        size = end - start
        # A look-alike beside another letter is a letter: the l of Tel, the O of Office.
        head = _letters(run[:size]) if _in_word(self.left[-1:]) else 0
        tail = _letters(run[size - 1 :: -1]) if _in_word(re.sub("^[Xx](?![A-Za-z])", "", self.right)[:1]) else 0
        self.flat = run[:head] + as_digits(run[head : size - tail]) + run[size - tail :]
        self.size = size - tail
        self._ends = [digit.end() for digit in _DIGIT.finditer(self.flat, 0, self.size)]
        self._digits = "".join(GROUP.findall(self.flat, 0, self.size))
        self._hides = "***" in self.flat
        """Three stars hide something: no number runs across them."""
        self.breaks = breaks(text[start:end])
        self.chinese = not run.isascii() and text[start] in CHINESE_DIGITS
        self.label = f"{label}："
        self.told = self.label + self.left
        self._of_a_card = bool(CARD_WORDS.search(self.told))
        self._likely = frozenset(digit.start() for digit in digits.MAY_BE.finditer(self._digits))

    def hits(self) -> Iterator[Hit]:
        taken = 0
        for at in self._begins():
            first = bisect_right(self._ends, at)
            if at < taken or not self._may_begin(at, first):
                continue
            self._load(at, first)
            if len(self.ends) >= 10 and (hit := self._id(at) or self._card(at) or self._phone(at)):
                code, taken, why, value = hit
                yield Hit(code, self.start + at, self.start + taken, why, value)

    def _begins(self) -> Iterator[int]:
        """Where a number may begin: with a group of digits, or where those of another sort begin in it: 张三138…, 张三一三八…."""
        breaks = sorted(self.breaks)
        for group in GROUP.finditer(self.flat[: self.size]):
            first, end = group.span()
            yield first
            if not self.breaks:
                if self.chinese and end - first in (12, 13, 19, 20):
                    yield from range(first + 1, first + 3)
                continue
            yield from breaks[bisect_right(breaks, first) : bisect_left(breaks, end)]

    def _told(self, at: int) -> str:
        """What stands before; asked for only where the digits could be a number."""
        return (self.told if at < BEFORE else self.label) + self.flat[max(0, at - BEFORE) : at]

    def _may_begin(self, at: int, first: int) -> bool:
        """False where no number can begin, ``first`` digits before it; a word tells of others than a card's right before the first."""
        return not first or first in self._likely or self._of_a_card or bool(_LONG.match(self.flat, at, min(self.size, at + 60)))

    def _load(self, at: int, first: int) -> None:
        """The digits from ``at`` on, of which ``first`` stand before, as many as the longest number has, and where each ends."""
        self.digits, self.ends = self._digits[first : first + 20], self._ends[first : first + 20]
        if self._hides and (hidden := self.flat.find("***", at, self.size)) >= 0:
            self.ends = [end for end in self.ends if end <= hidden]
            self.digits = self.digits[: len(self.ends)]
        # The last sign of an ID number can be an X, which is no digit of the run.
        rest = self.flat[self.ends[16] : self.ends[16] + 10] if len(self.ends) == 17 else ""
        if match := _CHECK_X.match(rest):
            self.digits += "X"
            self.ends.append(self.ends[16] + match.end())

    def _take(self, count: int) -> tuple[str, int]:
        """The first ``count`` digits and where they end; "" where the number has more or fewer."""
        if len(self.ends) < count:
            return "", 0
        stop = self.ends[count - 1]
        whole = stop in self.breaks or not self.flat[stop : stop + 1].isdigit()
        return (self.digits[:count], stop) if whole else ("", 0)

    def _id(self, at: int) -> _Match | None:
        text, stop = self._take(18)
        if text and digits.resident_id(text) and not (digits.credit_code(text) and "信用代码" in self._told(at)):
            return "personal-id", stop, "18 位，地区、生日和校验位都对", text
        long = _LONG.match(self.flat, at, min(self.size, at + 60))
        for part in (long[0][:18], long[0][-18:]) if long else ():  # 残疾证号 begins with it; two numbers may have run together
            if digits.resident_id(part):
                return "personal-id", at + len(long[0]), "长的号码里有 18 位，地区、生日和校验位都对", part  # type: ignore[index]
        old, stop_old = self._take(15)
        if (text or old) and ID_WORDS.search(self._told(at)):
            if old and digits.old_resident_id(old):
                return "personal-id", stop_old, "15 位的老号，地区和生日都对", old
            return ("personal-id", stop, "前面写着身份证，又是 18 位", text) if text else None
        return None

    def _card(self, at: int) -> _Match | None:
        if self.digits[:2] not in digits.CARD_HEADS and not CARD_WORDS.search(self.told if at < BEFORE else self.label):
            return None
        for count in range(19, 12, -1):
            text, stop = self._take(count)
            if not text or not digits.card(text, told=True) or digits.credit_code(text) or self._in_a_word(stop):
                continue
            told = self._told(at)
            labelled = bool(CARD_WORDS.search(told))
            if (labelled or (digits.card(text, told=False) and not _SERIAL.search(told))) and one_number(self.flat[at:stop], (4,) * 5):
                return "personal-card", stop, f"{count} 位，开头和校验位是银行卡的", text
        return None

    def _phone(self, at: int) -> _Match | None:
        if self.digits[0] not in "018":
            return None
        told = ""
        for count in (11, 13, 15, 12, 10):
            text, stop = self._take(count)
            number = digits.mobile(text)
            if not number and not _LANDLINE.fullmatch(text):
                continue
            told = told or self._told(at)
            labelled = bool(PHONE_WORDS.search(told))
            if not labelled and (self._in_a_word(stop) or _SERIAL.search(told) or _OF_A_THING.search(_WORD_BEFORE.sub("", told))):
                continue
            span = self.flat[at:stop]
            if "." in span and _SHARE.search(told):
                continue
            if number and not self._amount(stop) and one_number(span, (3, 4, 4), labelled):
                return "personal-phone", stop, "11 位，是手机号的样子", number
            doubtful = span.isdigit() or re.match(r"0\d{2,3}20[0-3]\d", text)
            if not number and (labelled or not doubtful) and one_number(span, (4, 4, 4), labelled):
                return "personal-phone", stop, "是带区号的电话", text
        return None

    def _in_a_word(self, stop: int) -> bool:
        """True where a letter follows: what looks like a number is the middle of a digest."""
        after = self._after(stop)[:1]
        return after.isascii() and after.isalpha()

    def _amount(self, stop: int) -> bool:
        """True where what follows says that the digits before it were money."""
        return bool(re.match(r"\.\d{1,2}(?!\d)|\s*[万亿]?元(?!旦)", self._after(stop)))

    def _after(self, stop: int) -> str:
        return (self.flat[stop : min(self.size, stop + 8)] + (self.right if stop + 8 > self.size else ""))[:8]


def _in_word(char: str) -> bool:
    """True for a letter that is no look-alike of a digit."""
    return char.isascii() and char.isalpha() and char not in LIKE_ZERO + LIKE_ONE


def _letters(text: str) -> int:
    """How many characters stand before the first digit."""
    return next((i for i, c in enumerate(text) if c.isdigit()), len(text))
