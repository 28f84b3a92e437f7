"""What else tells of a person: e-mail, number plate, a house below the village group, numbers of other papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.hit import Hit
from generator.privacy.plain import BETWEEN, ZERO, as_digits, plain

_SEP = rf"[\s.\-{ZERO}]"
_MAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*[ {ZERO}]?@[ {ZERO}]?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,10}}(?![A-Za-z0-9-])"
)
_AT = re.compile("[@\uff20]")
_FILES = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js|mjs|html?|woff2?)$")
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE_BEGUN = re.compile(f"[{_PROVINCE}][{BETWEEN}]{{0,2}}[A-HJ-NP-Za-hj-np-zＡ-Ｚａ-ｚ]")
_PLATE = re.compile(rf"[{_PROVINCE}]{_SEP}{{0,2}}[A-HJ-NP-Za-hj-np-z](?:{_SEP}{{0,4}}[A-Za-z0-9]){{5,6}}(?![A-Za-z0-9])")
_NUMERAL = "[0-9一二三四五六七八九十百]"
_FACILITY = (
    "机井|井|塘|池|泵|渠|涵|桥|路|线|变压器|台区|灯|机|地|田|沟|闸|站|厂|垃圾|公厕|仓|棚|门面|铺|摊|鱼|水|合同|标|公告|文|凭证|车|窗口|楼栋"
)
_GROUP_DOOR = re.compile(
    rf"(?:{_NUMERAL}{{1,3}}(?:组|队|社|屯|巷|弄|胡同)|(?:门牌|户籍地|家住|住址|住在)[^\d，。；]{{0,8}}?)\s*第?\s*({_NUMERAL}{{1,4}}(?:-\d{{1,3}})?)\s*号"
    rf"(?!\s*(?:[、,，和及至到~-]\s*{_NUMERAL}{{1,4}}\s*号?\s*)*(?:{_FACILITY}))"
)
_DOOR = re.compile(
    rf"{_NUMERAL}{{1,4}}\s*(?:栋|幢|号楼)\s*(?:{_NUMERAL}{{1,2}}\s*(?:单元|门|座)\s*)?-?\s*\d{{3,4}}(?!\d|\s*(?:平|㎡|米|m|元|户|人|亩|公|万|个|[.,]\d))"
)
_WIDE = "0-9０-９一二三四五六七八九十百第"
_DOOR_BEGUN = re.compile(  # a set of characters before all else: that is what the engine looks for quickly
    f"[组队社屯巷弄同栋幢号门户家住](?:(?:(?<=[组队社屯巷弄])|(?<=胡同))[{BETWEEN}]{{0,2}}[{_WIDE}]"
    f"|(?:(?<=[栋幢])|(?<=号)楼)[{BETWEEN}]{{0,2}}[0-9０-９一二三四五六七八九十]|(?<=门)牌|(?<=户)籍地|(?<=家)住|(?<=住)[址在])"
)
_PAPER = re.compile(
    r"(?:护照|通行证|社保卡|社会保障卡?|医保卡|户口[簿本]|残疾人?证|军官证|士兵证|退役证|退伍证|驾驶?证|低保证|学籍)(?:编|证)?(?:号码?|[Nn][Oo]\.?)?"
    rf"[^0-9A-Za-z\n，。；]{{0,4}}([A-Za-z]{{0,3}}{_SEP}{{0,4}}\d(?:{_SEP}{{0,4}}[0-9OolI]){{5,21}}[Xx]?)(?![0-9]|\s*元)"
)
_PAPER_BEGUN = re.compile("护照|通行证|社保卡|社会保障|医保卡|户口[簿本]|残疾人?证|军官证|士兵证|退役证|退伍证|驾驶?证|低保证|学籍")


def places(text: str, label: str = "") -> Iterator[Hit]:
    """``label``: the header of the cell."""
    for start, end, value in dict.fromkeys(_mails(text)):
        yield Hit("personal-mail", start, end, "是邮箱地址", value)
    if _PLATE_BEGUN.search(text):
        for found in _PLATE.finditer(plain(text)):
            value = as_digits(re.sub(_SEP, "", found.group())).upper()
            if sum(c.isdigit() for c in value) >= 3:
                yield Hit("personal-plate", *found.span(), "是车牌的样子", value)
    for start, end, value in dict.fromkeys(_doors(text)):
        yield Hit("personal-address", start, end, "写到了哪一户的门牌", value)
    yield from _papers(text, label)


def papers_begin(text: str) -> bool:
    """True where a text names a paper that has a number."""
    return bool(_PAPER_BEGUN.search(text))


def _mails(text: str) -> Iterator[tuple[int, int, str]]:
    """Looked for only around the sign that each has."""
    for sign in _AT.finditer(text):
        first = max(0, sign.start() - 70)  # the part before it has at most 64 characters
        near = plain(text[first : sign.end() + 120])
        for found in _MAIL.finditer(near):
            value = re.sub(f"[ {ZERO}]", "", found.group()).lower()
            if found.start() <= sign.start() - first < found.end() and not _FILES.search(value):
                yield found.start() + first, found.end() + first, value


def _doors(text: str) -> Iterator[tuple[int, int, str]]:
    """Looked for only around a word that a door may follow: most numerals of a page are amounts."""
    for begun in _DOOR_BEGUN.finditer(text):
        first = max(0, begun.start() - 12)
        near = plain(text[first : begun.end() + 40])
        for pattern in (_GROUP_DOOR, _DOOR):
            for found in pattern.finditer(near):
                if found.start() <= begun.start() - first < found.end():
                    yield found.start() + first, found.end() + first, re.sub(rf"[\s{ZERO}]", "", found.group())


def _papers(text: str, label: str) -> Iterator[Hit]:
    head = f"{label}：" if label and _PAPER_BEGUN.search(label) else ""
    if not head and not _PAPER_BEGUN.search(text):
        return
    for found in _PAPER.finditer(plain(head + text)):
        start, end = (place - len(head) for place in found.span(1))
        value = re.sub(_SEP, "", found[1]).upper()
        if start >= 0 and sum(c.isdigit() for c in value) >= 7:
            yield Hit("personal-number", start, end, "是证件的号码", value)
