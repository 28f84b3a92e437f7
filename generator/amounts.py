"""How people write an amount → its plain decimal number and its unit: RMB 500, 人民币500元整, 500元5角, 叁佰元整, 1.2万."""

from __future__ import annotations

import re

from generator.capitals import read_capitals
from generator.pattern import lazy

_BEFORE = lazy(r"^([+-]?)(?:人民币|RMB|CNY):?[¥￥]?([+-]?)|^([+-]?)[¥￥]:?([+-]?)", re.IGNORECASE)
_BEHIND = lazy(r"(?<=[\d元])(?:RMB|CNY|人民币|[¥￥])$", re.IGNORECASE)
_IN_BRACKETS = lazy(r"(?<=\d)\((万元|千元|元)\)$")
_UNIT = lazy(r"(.*?)(万元|千元|万|元|圆|块)(?:整|正)?")
_COINS = lazy(r"([+-]?[\d,]+)[元圆块](?:零?(\d)角)?(?:零?(\d)分)?(?:整|正)?")
_IN_WORDS = lazy("[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万亿]+[元圆圓][零壹贰貳叁參肆伍陆陸柒捌玖角分]*[整正]?")
_EACH = lazy(r"(?<=元)/(?:人|户|亩|年|月|天|次|个|工|吨|盏|平方米|人年|亩年|户年)$")
"""20元/人: what the amount is for one of."""
_UNITS = {"万": "万元", "圆": "元", "块": "元"}


def plain_amount(text: str, unit: str) -> tuple[str, str]:
    """(number, unit) of ``text`` in plain characters without blanks; what is no such number comes back as it is, without its currency."""
    text = _EACH.sub("", text.lstrip("'’‘`"))
    text = _IN_BRACKETS.sub(r"\1", text)
    text = _BEHIND.sub("", _BEFORE.sub(lambda m: "".join(filter(None, m.groups())), text, count=1))
    if match := _COINS.fullmatch(text):
        jiao, fen = match[2], match[3]
        if jiao or fen:
            return f"{match[1]}.{jiao or 0}{fen or 0}", "元"
    if _IN_WORDS.fullmatch(text):
        fen = read_capitals(text)
        return f"{fen // 100}.{fen % 100:02}", "元"
    if match := _UNIT.fullmatch(text):
        text, unit = match[1], _UNITS.get(match[2], match[2])
    if match := re.fullmatch(r"\((.+)\)", text):
        text = "-" + _BEFORE.sub(lambda m: "".join(filter(None, m.groups())), match[1], count=1)
    return text, unit
