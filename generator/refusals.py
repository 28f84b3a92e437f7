"""Why a text is no amount or no date: Chinese half-sentences, each for the slip it looks like."""

from __future__ import annotations

import re

from generator.pattern import lazy

_SUM = r"\d[\d.,]*(?:[xX×*+][\d.,]*\d)+(?:=[\d.,]+)?"
_SLIPS = tuple(
    (lazy(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"核?(?:减少?|扣除?)([\d,.]+)", "减少的写成负数，-{}"),
        (r"[+-]?[\d,]+(?:\.\d+)?", "千分位的逗号位置不对"),
        (r".*\d[e][+-]?\d.*", "是科学计数法，看不出原来的数"),
        (r"[+-]?(?=[.,]*\d)[\d.,]+", "小数点或逗号多了，看不出是多少"),
        (r"(\d+)[。.]+(\d{1,2})", "小数点写成了句号，是不是 {}.{}"),
        (r"[\d.,]+(?:十|百|千|亿)元?", "数字后面跟着「十百千」，写成完整的数，如 500"),
        (r"[\d.,]+\s*(?:CR|DR|[借贷])", "后面带着借贷的记号，看不出是收是付：收到的写在收入，付出的写在支出，只写数字"),
        (r"[\d.,oil]+", "夹着字母 O 或 l，应当是数字 0 或 1"),
        (r"([\d,.]+)-", "负号要写在前面，-{}"),
        (r"(?=.*(?:约|近|左右|余))[约近左右余大\d,.元]*", "是大约的数，账上要写准数"),
        (".*[零壹贰叁肆伍陆柒捌玖拾佰仟].*", "是大写的数，这里写阿拉伯数字"),
        (_SUM, "是一个算式，这里写算出来的数"),
    )
)
"""What the whole text looks like, and what is said of it; the first that fits."""


_MORE = lazy(r"[+-]?[\d.,]*\d([^\d.,]{1,4})|([^\d.,+-]{1,4})[\d.,]*\d")


def no_amount(plain: str) -> str:
    """``plain``: the text in plain characters, without unit and blanks."""
    for slip, reason in _SLIPS:
        if match := slip.fullmatch(plain):
            return reason.format(*match.groups())
    if len(re.findall(r"\d+(?:\.\d+)?", plain)) > 1:
        return "一格里像有两个数"
    if match := _MORE.fullmatch(plain):
        return f"多了「{match[1] or match[2]}」，不是数字"
    return "不是一个金额"


class NoAmount(ValueError):
    """A text, in plain characters, that is no amount: what is wrong with it is worked out when it is told, which is seldom."""

    def __str__(self) -> str:
        return no_amount(str(self.args[0]))


def is_sum(plain: str) -> bool:
    """True for 9x9, 3×100, 100+200: something to be worked out."""
    return bool(re.fullmatch(_SUM, plain))


def no_date(plain: str) -> str:
    """``plain``: the text in plain characters."""
    if re.fullmatch(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", plain):
        return "年份只有两位，看不出是哪一年"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", plain):
        return "看不出哪个是月、哪个是日"
    if re.fullmatch(r"\d{4}[-/.年]?\d{1,2}月?", plain):
        return "只有年和月，没有日"
    if re.fullmatch(r"\d{1,2}[-/.月]\d{1,2}(日|号)?", plain):
        return "没有年份"
    return "不是一个日期"
