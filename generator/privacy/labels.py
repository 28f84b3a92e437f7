"""Numbers that only a word tells of: what stands right before them in a text, or in the header above their cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.classes import dataclass
from generator.law.sensitive import sensitive
from generator.pattern import lazy
from generator.privacy import digits
from generator.privacy.hit import Hit
from generator.privacy.plain import BETWEEN, CELL, CHINESE_DIGITS, DIGIT_LIKE, DIGITS, MARKS, ZERO, plain

_PAPERS = (
    "护照|通行证|回乡证|台胞证|居住证|居留证|永居证|社保卡|医保卡|社会保障|户口[簿本]|残疾人?证|军官证|士兵证|退役证|退伍证|驾驶?证|驾照|低保证|学籍"
    "|(?:医保|社保|参保|农合|养老保险|低保|个人)(?:卡|证|个人)?(?:编号|编码|号码?|账号)"
)
_CARDS = "银行卡|卡号|一卡通|一折通|存折|[账帐][号户]|开户行"
_IDS = "身[份分]证|证件|公民身份|居民证"
_CHAT = "微信(?!公众|群|支付|小程序|转账|扫码|红包|平台)|[Ww]e[Cc]hat|支付宝|抖音|快手|钉钉|陌陌"


@dataclass(frozen=True)
class NumberSort:
    """One sort of number, and the words that tell of it."""

    code: str
    why: str
    words: str
    """What stands before it in a text."""
    headers: str
    """What is in the header above it."""
    least: int
    """How many digits and letters it has at least, in a text."""
    below: int = 7
    """The same below a header."""
    figures: int = 5
    """How many of them are digits."""
    letters: bool = False
    """True where letters may stand among the digits, not only before them."""


_TAIL = NumberSort(
    "personal-id",
    "前面写着身份证的末几位",
    r"(?:身[份分]证|证件)号?码?的?[后末尾][一-龥\d]?[位码数号]*",
    r"(?:身[份分]证|证件).*[后末尾]",
    4,
    4,
    4,
)
_SORTS = (
    _TAIL,
    NumberSort("personal-id", "前面写着身份证或者证件", _IDS, _IDS, 7),
    NumberSort("personal-card", "前面写着卡号、账号或者存折", _CARDS, _CARDS, 10),
    NumberSort("personal-number", "前面写着证件的名称", _PAPERS, _PAPERS, 7),
    NumberSort("personal-number", "前面写着户号", "户号", "户号", 7),
    NumberSort("personal-number", "前面写着 QQ", "(?<![A-Za-z0-9])[Qq]{2}|扣扣|企鹅号", "[Qq]{2}|扣扣|企鹅号", 5, 5),
    NumberSort(
        "personal-number",
        "前面写着聊天或者付款的软件",
        rf"{_CHAT}|(?<![A-Za-z0-9])[VvWw][Xx](?=[\s号]*[:：])",
        _CHAT,
        6,
        6,
        0,
        letters=True,
    ),
    NumberSort("personal-plate", "前面写着车牌", "车牌|牌照", "车牌|牌照|车号", 5, 5, 3, letters=True),
)
_TELEPHONE = NumberSort("personal-phone", "前面写着电话", "", "电话|手机|座机|固话|传真|联系方式|联系人|短号|[Tt][Ee][Ll]|[Pp]hone", 7)
PHONES = ("电话", "手机", "座机", "固话", "传真", "联系方式", "联系人", "短号", "Tel", "TEL", "tel", "hone")
BEGUN = lazy(
    "电话|手机|座机|固话|传真|联系方式|联系人|短号|身份证|身分证|证件|公民身份|居民证|银行卡|卡号|一卡通|一折通|存折|账号|账户|帐号|帐户|开户行"
    "|护照|通行证|回乡证|台胞证|居住证|居留证|永居证|社保|医保|社会保障|户口|残疾证|残疾人证|军官证|士兵证|退役证|退伍证|驾驶证|驾证|驾照"
    "|低保|学籍|参保|农合|养老保险|个人|户号|扣扣|企鹅号|微信|支付宝|抖音|快手|钉钉|陌陌|车牌|牌照|车号"
)
"""Plain words only, and Chinese: they are found quickly."""
LATIN = ("QQ", "qq", "WeChat", "Wechat", "wechat", "VX", "vx", "WX", "wx", "Tel", "TEL", "tel", "hone")
LATIN_BEGUN = lazy("|".join(LATIN))
LETTERED = ("微信", "支付宝", "抖音", "快手", "钉钉", "陌陌", "车牌", "牌照", "车号", "短号")
"""Behind these stand letters, too, or fewer than five digits; behind what is ``OF_PERSONS``, the last four."""
OF_PERSONS = ("身份证", "身分证", "证件", "公民身份", "居民证")

LONG_ONLY = {
    "银行卡",
    "卡号",
    "一卡通",
    "一折通",
    "存折",
    "账号",
    "账户",
    "帐号",
    "帐户",
    "开户行",
    "个人",
    "医保",
    "社保",
    "参保",
    "农合",
    "低保",
    "户口",
    "户号",
}
"""Below these only long numbers tell."""
_DIGIT = DIGITS + CHINESE_DIGITS
_REST_OF_AMOUNT = rf"(?:[{DIGITS}]*|[{DIGITS}]{{0,2}}(?:,[{DIGITS}]{{3}})+)\.[{DIGITS}]{{1,2}}(?![{MARKS}]{{0,8}}[{DIGIT_LIKE}])"
"""The rest of one behind its first digit, where nothing like a number follows."""
_REST_OF_DAY = r"[09]\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
_FIGURE = f"{DIGITS}OolI\uff2f\uff4f\uff4c\uff29"
_APART = f"[{BETWEEN}/、()\uff08\uff09\uff0f]{{0,8}}"
"""What may stand between two of them, as in ``_FIGURES``."""
_CHECK = "Xx\uff38\uff58"
"""The last sign of some numbers."""
_MANY_FIGURES = (
    lazy(f"[{_DIGIT}](?<![{_DIGIT}][{_DIGIT}])[{_DIGIT}]{{6}}(?![{DIGITS}]*\\.[{DIGITS}])"),
    lazy(
        f"[{DIGITS}](?<![{_FIGURE}][{DIGITS}])(?!{_REST_OF_AMOUNT}(?!{_APART}[{_CHECK}])|{_REST_OF_DAY})(?:{_APART}[{_FIGURE}]){{5}}"
        f"{_APART}[{_FIGURE}{_CHECK}]"
    ),
    lazy(f"[A-Za-z\uff21-\uff3a\uff41-\uff5a]{_APART}[{DIGITS}](?:{_APART}[{_FIGURE}]){{4}}"),
)
"""Seven digits and more, or fewer with letters, however they are set apart; no amount, no day: of ten years' ledgers, two thirds have one
of ten million yuan and the header 账户."""

_NOT = lazy("费|金额|元|款|日期|时间|年月|有效|期限|补贴|补助|次数|人数|户数|份数|类型|类别|名称|单价|面积|公众号")
"""A header with one of these tells of something else."""
_ENDS_CELL = lazy(rf"[{CELL}\r\n,;\t\"']")
"""What a cell of a table given as one text may end with."""
_AROUND = 12
"""Signs beside a word in which such a one is looked for."""
_OF_THINGS = lazy(r"(?:对公|基本|一般|专用|集体|村委会?|财政|公司|单位|合作社|学校|企业|[费站井泵灯变办])[^，。；\n]{0,8}$")
"""Before an account or a 户号: it is no person's."""
_GAP = lazy(rf"(?:编号|编码|[账帐][号户]|号码?|ID|No\.?|为|是)*[^\w\n。；，{CELL}]{{0,12}}")
_BANK = lazy(r"[^\w\n。；，]{0,4}[\u4e00-\u9fff()]{2,14}[^\w\n。；，]{0,4}(?=[\dA-Za-z])")
"""The name of a bank, between the word and the number."""
_SEP = rf"[ \n\r\-./·、(){ZERO}]"
_FIGURES = lazy(rf"[A-Za-z]{{0,4}}{_SEP}{{0,2}}\d(?:{_SEP}{{0,8}}[0-9OolI]){{2,}}(?:{_SEP}{{0,4}}[Xx](?![A-Za-z0-9]))?")
_ANY = lazy(r"[A-Za-z0-9](?:[-_·]?[A-Za-z0-9])+[学挂警]?")
_AMOUNT = lazy(r"[ \u200b]{0,3}(?:[万亿]?元|块钱|[%㎡°度]|平方|亩|吨|公斤|斤|户|人(?!民)|个|次|张|台|套|只|部|份|笔|[万亿年]|[.,]?\d|\*)")
"""What follows a figure that is no number of anybody's; also more digits than were looked at, and stars, which ``starred`` looks at."""
_DAY = lazy(r"(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$|[-./]\d{1,3}$)")
_MONEY = lazy(rf"{_SEP}*\d+\.\d{{1,2}}{_SEP}*")
_THINGS = "(?![\u4e00-\u9fff]{0,3}[费纸机线亭杆卡局簿])"
_NAME = rf"(?:[{sensitive().surnames}][\u4e00-\u9fff*]{{1,2}}[^\w\n。；{CELL}]{{0,3}})?"
_AGAIN = rf"(?:(?:电话|手机|座机|短号|联系方式)号?码?[^\w\n。；{CELL}]{{0,4}})?"
_LOCAL = lazy(
    rf"(?:号码?|为|是)*{_THINGS}[^\w\n。；{CELL}]{{0,4}}{_NAME}{_AGAIN}"
    rf"([2-8](?:[ \-{ZERO}]?\d){{6,7}})(?!\d|[.,]\d|\s*[万亿]?元|\s*[只台部张套个亩])"
)
"""A telephone of seven or eight digits behind its word."""
_SHORT = lazy(
    rf"(?:号码?|为|是)*[^\w\n。；，{CELL}]{{0,4}}{_NAME}([2-8]\d{{2,6}})(?!\d|[.,\-/年月]\d|\s*[万亿]?元|\s*[只台部张套个亩户人])"
)
_OFFICES = lazy(r"1\d{2}|1[012]\d{3}|9[56]\d{3,4}|[48]00\d{7}")
"""Numbers of services that anybody may call: 110, 12345, 95598, 400…"""


@cache
def _patterns() -> list[tuple[NumberSort, re.Pattern[str], re.Pattern[str]]]:
    return [(sort, lazy(sort.words), lazy(sort.headers)) for sort in _SORTS]


def labelled(text: str, label: str = "") -> Iterator[Hit]:
    """``label``: the header of the cell."""
    if label and telling(label) and not _NOT.search(label):
        yield from _below(text, label)
    for begun in BEGUN.finditer(text):
        yield from _behind(text, begun.start(), begun.group())
    for begun in sorted(LATIN_BEGUN.finditer(text), key=lambda each: LATIN.index(each.group())):
        yield from _behind(text, begun.start(), begun.group())


def telling(text: str) -> bool:
    """True where a text has a word that makes more of a number than it looks."""
    return bool(BEGUN.search(text) or LATIN_BEGUN.search(text))


def heads(text: str) -> bool:
    """False where no column of a table given as one text can be one of those ``labelled`` looks at the header of."""
    if LATIN_BEGUN.search(text) or any(begun[0] not in LONG_ONLY and not _of_else(text, begun) for begun in BEGUN.finditer(text)):
        return True
    return bool(BEGUN.search(text)) and long_figures(text)


def _of_else(text: str, begun: re.Match[str]) -> bool:
    """True where a word stands with one that makes it tell of something else, such as 电话费, in what is one cell for sure."""
    before, after = _ENDS_CELL.split(text[max(0, begun.start() - _AROUND) : begun.start()])[-1], text[begun.end() : begun.end() + _AROUND]
    return bool(_NOT.search(f"{before}{begun[0]}{_ENDS_CELL.split(after, 1)[0]}"))


def long_figures(text: str) -> bool:
    """True where a text has as many digits as tell below every header."""
    return any(figures.search(text) for figures in _MANY_FIGURES)


def _behind(text: str, start: int, word: str) -> Iterator[Hit]:
    """What stands right behind one word."""
    if word in PHONES:
        yield from _telephone(text, start + len(word), word)
        return
    for sort, words, _ in _patterns():
        begun = words.match(text, start)
        if not begun:
            continue
        if (sort.code == "personal-card" or word == "户号") and _OF_THINGS.search(text[max(0, start - 16) : start]):
            continue
        after = plain(text[begun.end() : begun.end() + 100])
        gap = _GAP.match(after)
        at = gap.end() if gap else 0
        match = (_ANY if sort.letters else _FIGURES).match(after, at)
        if not match and sort.code == "personal-card" and (bank := _BANK.match(after)):
            match = _FIGURES.match(after, bank.end())
            match = match if match and sum(c.isdigit() for c in match.group()) >= 15 else None
        if match and _is_one(match.group(), after[match.end() :], sort, sort.least):
            if sort.letters and not any(c.isdigit() for c in match.group()) and not re.search("[:号]", after[:at]):
                continue  # 微信 Android is no account
            yield _hit(sort, begun.end() + match.start(), begun.end() + match.end(), match.group())


def _telephone(text: str, begin: int, word: str) -> Iterator[Hit]:
    after = plain(text[begin : begin + 48])
    match = _LOCAL.match(after)
    if not match and word in ("短号", "联系方式", "联系人"):
        match = _SHORT.match(after)
        if match and word != "短号" and len(match[1]) < 5:
            return
    if match:
        start, end = match.span(1)
        yield _hit(_TELEPHONE, begin + start, begin + end, match[1])


def _below(text: str, label: str) -> Iterator[Hit]:
    """By the header: whatever has digits enough, wherever in the cell it stands."""
    sorts = [sort for sort, _, headers in _patterns() if headers.search(label)]
    if re.search(_TELEPHONE.headers, label):
        sorts.append(_TELEPHONE)
    flat = plain(text)
    for sort in sorts[:1] if sorts and sorts[0] is _TAIL else sorts:
        least = 3 if "短号" in label and sort is _TELEPHONE else 5 if sort is _TELEPHONE else sort.below
        for start, end in _tokens(flat, sort):
            run = flat[start:end]
            if sort is _TELEPHONE and _OFFICES.fullmatch(re.sub(r"\D", "", run)):
                continue
            if _is_one(run, flat[end : end + 24], sort, least):
                yield _hit(sort, start, end, run)


def _tokens(flat: str, sort: NumberSort) -> Iterator[tuple[int, int]]:
    """Whatever could be a number; two whole ones beside each other are two."""
    for match in (_ANY if sort.letters else _FIGURES).finditer(flat):
        start, end = match.span()
        if start and flat[start - 1].isascii() and flat[start - 1].isalnum():
            continue
        while (day := _DAY.match(flat, start, end)) and flat.startswith((" ", "\n", "\r", "("), day.end(), end):
            start = day.end() + 1  # what follows a day is another number
        parts = [part for part in re.finditer("[^、/]+", flat[start:end]) if part.group().strip()]
        if len(parts) > 1 and all(sum(c.isdigit() for c in part.group()) >= 7 for part in parts):
            yield from ((start + part.start(), start + part.end()) for part in parts)
        else:
            yield start, end


def _is_one(run: str, after: str, sort: NumberSort, least: int) -> bool:
    value = re.sub(r"[^A-Za-z0-9]", "", run)
    if not least <= len(value) <= 24 or sum(c.isdigit() for c in value) < min(sort.figures, least):
        return False
    if len(value) > 6 and len(value.lstrip("0")) <= 2:  # 0000-0000001 is an example's
        return False
    return not (_DAY.match(run) or _MONEY.fullmatch(run) or _AMOUNT.match(after) or digits.credit_code(_whole(value, after)))


def _whole(value: str, after: str) -> str:
    """With the letters and digits that follow it."""
    return (value + after[: next((i for i, c in enumerate(after) if not (c.isascii() and c.isalnum())), len(after))]).upper()


def _hit(sort: NumberSort, start: int, end: int, run: str) -> Hit:
    value = re.sub(r"\D" if sort is _TELEPHONE else r"[^A-Za-z0-9\u4e00-\u9fff]", "", run).upper()
    return Hit(sort.code, start, end, sort.why, value)
