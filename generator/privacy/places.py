"""What else tells of a person: e-mail, number plate, a house below the village group, a passport, a day of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.law.sensitive import sensitive
from generator.pattern import lazy
from generator.privacy.detector import Detector
from generator.privacy.hit import Hit
from generator.privacy.plain import BETWEEN, ZERO, as_digits, plain

_SEP = rf"[\s.\-{ZERO}]"
_SIGN = (
    rf"(?:[ {ZERO}]{{0,2}}@[ {ZERO}]{{0,2}}|\s{{0,2}}[\[(【<{{]\s{{0,2}}(?:at|AT|@|艾特|圈a)\s{{0,2}}[\])】>}}]\s{{0,2}}"
    r"|\s{0,2}艾特\s{0,2})"
)
_DOT = r"(?:\.|\s{0,2}点\s{0,2}|\s{0,2}[\[(【]\s?(?:dot|DOT|点|\.)\s?[\])】]\s{0,2})"
_MAIL = lazy(rf"(?<![A-Za-z0-9._%+-])([A-Za-z0-9][A-Za-z0-9._%+-]*){_SIGN}((?:[A-Za-z0-9-]+{_DOT}){{1,6}}[A-Za-z]{{2,10}})(?![A-Za-z0-9-])")
AT = lazy("[@＠]")
AT_WORDS = lazy(r"at(?: ?[\])]|[】）}>])|AT[\])]|艾特|圈a")
_AT_IN_WORDS = lazy(r"[\[(【（{<]\s{0,2}(?:at|AT|圈a)\s{0,2}[\])】）}>]|艾特")
_FILES = lazy(r"\.(?:png|jpe?g|gif|svg|webp|css|js|mjs|html?|woff2?)$")
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_BEGUN = lazy(f"[{_PROVINCE}][{BETWEEN}]{{0,2}}[A-HJ-NP-Za-hj-np-zＡ-Ｚａ-ｚ]")
_PLATE = lazy(
    rf"[{_PROVINCE}]{_SEP}{{0,2}}[A-HJ-NP-Za-hj-np-z](?:{_SEP}{{0,4}}[A-Za-z0-9]){{4,6}}(?:{_SEP}{{0,2}}[学挂警领港澳])?(?![A-Za-z0-9])"
    "(?!\\s*[号字](?!车))"
)
"""苏D20266 号文件 is a paper of an office."""
_NUMERAL = "[0-9一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]"
_FACILITY = (
    "机井|井|塘|池|泵|渠|涵|桥|路|线|变压器|台区|灯|机|地|田|沟|闸|站|厂|垃圾|公厕|仓|大?棚|门面|铺|摊|鱼|水|合同|标|公告|文|凭证|车|窗口|楼栋"
    "|温室|冷库|[猪鸡牛羊]舍|圈|杆|表|箱|柜|库|坝|堤|桩|涝|片|块|图|宗|房屋?出租|厂房|前|后|起|以|之|晚|早|上午|下午|中午|开|当|那|这"
)
_NEXT = rf"\s*[、,，和及与至到~-]\s*{_NUMERAL}{{1,4}}"
_ENDS = rf"(?!{_NEXT}\s*号)(?:[^\u4e00-\u9fff]|$|[{sensitive().surnames}住户家房村门宅老院的和及与至到危新有为是等])"
"""What follows the number of a house, or the last of several: a person, a household, the end. Any other word says what thing it is."""
_GROUP_DOOR = lazy(
    rf"(?:(?:{_NUMERAL}{{1,3}}(?:组|队|社|屯|巷|弄|胡同)|[\u4e00-\u9fff]{{1,4}}(?:巷|弄|胡同)|(?:门牌|户籍地|家住|住址|住在)[^\d，。；]{{0,8}}?)"
    rf"\s*第?\s*({_NUMERAL}{{1,4}}(?:-\d{{1,3}})?)\s*号"
    rf"|{_NUMERAL}{{1,3}}(?:组|队|社|屯)\s*第\s*({_NUMERAL}{{1,4}})\s*户)"
    rf"(?=(?:{_NEXT}\s*号?){{0,20}}\s*(?!{_FACILITY}){_ENDS})(?!(?:{_NEXT}\s*号?){{0,20}}\s*(?:{_FACILITY}))"
)
_DOOR = lazy(
    rf"{_NUMERAL}{{1,4}}\s*(?:栋|幢|号楼|[#*]楼?)\s*(?:{_NUMERAL}{{1,2}}\s*(?:单元|门|座)\s*)?-?\s*\d{{3,4}}(?!\d|\s*(?:平|㎡|米|m|元|户|人|亩|公|万|个|[.,]\d))"
)
_WIDE = "0-9０-９一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾第"
DOOR_BEGUN = lazy(  # a set of characters before all else: that is what the engine looks for quickly
    f"[组队社屯巷弄同栋幢号门户家住#＃](?:(?:(?<=[组队社屯巷弄])|(?<=胡同))[{BETWEEN}]{{0,2}}[{_WIDE}]"
    f"|(?:(?<=[栋幢])|(?<=[号#＃])楼)[{BETWEEN}]{{0,2}}[0-9０-９一二三四五六七八九十]|(?<=门)牌|(?<=户)籍地|(?<=家)住|(?<=住)[址在])"
)
DOOR_WORDS = lazy(
    f"(?:[组队社屯巷弄]|胡同)[{BETWEEN}]{{0,2}}[{_WIDE}]|(?:[栋幢]|[号#＃]楼)[{BETWEEN}]{{0,2}}[0-9０-９一二三四五六七八九十]|门牌|户籍地|家住|住[址在]"
)
"""What begins at DOOR_BEGUN or right before it, without a look behind."""
_ROOM = lazy(r"(?<![\dA-Za-z\-./])\d{1,2}-(?:\d{1,2}-)?(?:[1-9]|[12]\d|3[0-3])?0?[1-9]\d{1,2}(?![\d\-./]|\s*[元户人亩万个%年月])")
"""3-2-101: 栋、单元、室."""
_ROOM_TOLD = lazy(r"(?:住在?|住址|住所|家住|地址|门牌|房号)[^\d\n，。；]{0,12}$")
ROOM_BEGUN = lazy("-[0-9]{1,2}-[0-9]{3}")
ROOM_AFTER_WORD = lazy("(?:住|址|牌|房号)[^0-9０-９\n。；]{0,12}[0-9０-９]{1,2}[-－—‐‑–]")
HOME_WORDS = "住[址所]|家庭[地住]址|门牌|房间?号|户籍地|楼栋"
HOMES = lazy("[住家门房户楼](?:(?<=住)[址所]|(?<=家)庭[地住]址|(?<=门)牌|(?<=房)间?号|(?<=户)籍地|(?<=楼)栋)")
"""Looked for by their first signs, as ``DOOR_BEGUN``."""
_HOME = lazy(rf"\d{{1,3}}-\d{{1,3}}(?:-\d{{1,4}})?(?![\d-])|{_NUMERAL}{{1,4}}\s*[号户室#*](?!线|路)|\d{{1,2}}[#*栋幢]")
_PASSPORT = lazy(r"(?<![A-Za-z0-9./=_\-#])(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})(?![A-Za-z0-9.\-_])")
PASSPORT_BEGUN = lazy("[EGＥＧ][A-Z0-9Ａ-Ｚ０-９][0-9０-９]{7}")
_NOT_PASSPORT = lazy(r"[号码](?:为|是|[:：])*\s*$|20[0-3]\d[01]\d|(?:编号|型号|合同|发票|单号)\D{0,6}$")
BORN_BEGUN = lazy("出生|出世|生日|生于|日生")
_A_DAY = (
    r"(?:19|20)\d\d\s{0,2}(?:[年./-]\s{0,2}\d{1,2}\s{0,2}[月./-]\s{0,2}\d{1,2}\s{0,2}日?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_BORN = lazy(
    rf"(?:出生(?:日期|年月日|年月|时间)?|(?<!发)(?<!产)生日(?=[^\w])|生于)(?:为|是)?[^\w\n]{{0,12}}({_A_DAY})|({_A_DAY})\s{{0,2}}(?:出生|生(?![产育活态效长])|出世)"
)
BIRTHS = lazy("出生(?!地|证|医)|生日(?<!发生日)(?<!产生日)")


def places(text: str, label: str = "", may: int = Detector.PLACES) -> Iterator[Hit]:
    """``label``: the header of the cell; ``may``: what of them may be there (first_look.py)."""
    if may & Detector.MAILS:
        for start, end, value in dict.fromkeys(_mails(text)):
            yield Hit("personal-mail", start, end, "是邮箱地址", value)
    if may & Detector.PLATES:
        yield from _plates(text)
    if may & Detector.DOORS:
        for start, end, value in dict.fromkeys(_doors(text)):
            yield Hit("personal-address", start, end, "写到了哪一户的门牌", value)
    if label and HOMES.search(label):
        for match in _HOME.finditer(plain(text)):
            yield Hit("personal-address", *match.span(), "在住址一列，写到了哪一户", match.group())
    elif may & Detector.ROOMS:
        for start, end, value in dict.fromkeys(_rooms(text)):
            yield Hit("personal-address", start, end, "写到了哪一户的门牌", value)
    if may & Detector.PASSPORTS:
        yield from _passports(text)
    if may & Detector.BIRTHS:
        yield from _births(text, label)


def _plates(text: str) -> Iterator[Hit]:
    for match in _PLATE.finditer(plain(text)) if PLATE_BEGUN.search(text) else ():
        value = as_digits(re.sub(_SEP, "", match.group())).upper()
        if sum(c.isdigit() for c in value) >= 3:
            yield Hit("personal-plate", *match.span(), "是车牌的样子", value)


def _passports(text: str) -> Iterator[Hit]:
    flat = plain(text) if PASSPORT_BEGUN.search(text) else ""
    for match in _PASSPORT.finditer(flat):
        if not _NOT_PASSPORT.search(flat[max(0, match.start() - 12) : match.start()]) and not _NOT_PASSPORT.match(match.group()[1:]):
            yield Hit("personal-number", *match.span(), "是护照号的样子", match.group())


def _mails(text: str) -> Iterator[tuple[int, int, str]]:
    """Looked for only around the sign that each has."""
    signs = [*(AT.finditer(text) if "@" in text or "＠" in text else ()), *(_AT_IN_WORDS.finditer(text) if AT_WORDS.search(text) else ())]
    for sign in signs:
        first = max(0, sign.start() - 70)  # the part before it has at most 64 characters
        near = plain(text[first : sign.end() + 120])
        for match in _MAIL.finditer(near):
            value = f"{match[1]}@{re.sub(_DOT, '.', match[2])}".lower()
            if match.start() <= sign.start() - first < match.end() and not _FILES.search(value):
                yield match.start() + first, match.end() + first, value


def _doors(text: str) -> Iterator[tuple[int, int, str]]:
    """Looked for only around a word that a door may follow: most numerals of a page are amounts."""
    for begun in DOOR_BEGUN.finditer(text):
        first = max(0, begun.start() - 12)
        near = plain(text[first : begun.end() + 40])
        for pattern in (_GROUP_DOOR, _DOOR):
            for match in pattern.finditer(near):
                if match.start() <= begun.start() - first < match.end():
                    yield match.start() + first, match.end() + first, re.sub(rf"[\s{ZERO}]", "", match.group())


def _rooms(text: str) -> Iterator[tuple[int, int, str]]:
    """3-2-101 behind a word or a name; alone it could be a voucher's."""
    for begun in (*ROOM_BEGUN.finditer(text), *ROOM_AFTER_WORD.finditer(text)):
        first = max(0, begun.start() - 20)
        near = plain(text[first : begun.end() + 20])
        for match in _ROOM.finditer(near):
            before = near[max(0, match.start() - 20) : match.start()]
            three = match.group().count("-") == 2
            if _ROOM_TOLD.search(before) or (three and sensitive().person.search(before[-8:].rstrip(" :"))):
                yield match.start() + first, match.end() + first, match.group()


def _births(text: str, label: str) -> Iterator[Hit]:
    if label and BIRTHS.search(label):
        flat = plain(text)
        match = re.search(rf"(?<!\d){_A_DAY}", flat)
        if match and _day(match.group()):
            yield Hit("personal-birth", *match.span(), "在出生日期一列", re.sub(r"\D", "", match.group()))
        return
    for begun in BORN_BEGUN.finditer(text):
        first = max(0, begun.start() - 20)
        for born in _BORN.finditer(plain(text[first : begun.end() + 36])):
            which = 1 if born[1] else 2
            if _day(born[which]) and born.start() <= begun.start() - first < born.end():
                start, end = born.span(which)
                yield Hit("personal-birth", first + start, first + end, "写着是哪天出生的", re.sub(r"\D", "", born[which]))


def _day(text: str) -> bool:
    """True for a day there was."""
    parts = re.findall(r"\d+", text)
    year, month, of_month = map(int, parts if len(parts) == 3 else (text[:4], text[4:6], text[6:8]))
    try:
        return bool(date(year, month, of_month))
    except ValueError:
        return False
