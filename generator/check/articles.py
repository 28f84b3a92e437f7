"""A rule in its articles (第三条), or in what stands for them: the items and paragraphs below its headings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.check import body
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, problem
from generator.pattern import lazy

_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
_NUMBER = "[〇零一二三四五六七八九十百两0-9]{1,7}"
_NUMBERED = lazy(rf"第\s?({_NUMBER})\s?条(之{_NUMBER})?(?:([\s\u3000:：、.．]+)|$|(?=\S))")
_ITEM = lazy(rf"(?:[-*+•·]|\d{{1,3}}[.)、．]|{_NUMBER}、|[(（]{_NUMBER}[)）])\s*")
_RULE = lazy(r"[\s|:-]+")


@dataclass(frozen=True)
class Article:
    """One article."""

    number: str
    """第三条; "" where it has none."""
    chapter: str
    """The heading above it."""
    text: str
    line: int
    """Lines of the body before it."""

    @property
    def place(self) -> str:
        """第三条; else 「邻里」."""
        return self.number or (f"「{self.chapter}」" if self.chapter else "")


def articles(text: str) -> tuple[Article, ...]:
    """Of a body, in order. What stands before the first numbered article, or below a heading without a number, has none."""
    return tuple(_read(text))


def in_figures(number: str) -> int:
    """十二 → 12, 一百零二 → 102, 12 → 12."""
    if number.isdecimal():
        return int(number)
    whole = part = 0
    for sign in number:
        if sign in _TENS:
            whole += (part or 1) * _TENS[sign]
            part = 0
        else:
            part = part * 10 + int(sign) if sign.isdecimal() else _DIGITS[sign]
    return whole + part


def _read(text: str) -> Iterator[Article]:
    lines = [html.unescape(body.as_read(line)).strip() for line in text.split("\n")]
    raw = text.split("\n")
    numbered = any(_NUMBERED.match(line) for line in lines)
    chapter, number, start, last = "", "", 0, 0
    held: list[str] = []
    for n, line in enumerate(lines):
        heading = raw[n].lstrip().startswith("#")
        begun = _begins(line, last)
        item = None if numbered else _ITEM.match(line)
        if held and (heading or begun or item or (not numbered and not line)):
            yield Article(number, chapter, "\n".join(held), start)
            held, number = [], ""
        if heading and not begun:
            chapter = line
        elif begun:
            last, number, start = in_figures(begun[1]), f"第{begun[1]}条{begun[2] or ''}", n
            held = [rest] if (rest := line[begun.end() :].strip()) else []
        elif line and not (set(line) & {"|"} and _RULE.fullmatch(line)):
            start = start if held or number else n
            held.append(line[item.end() :] if item else line)
    if held:
        yield Article(number, chapter, "\n".join(held), start)


def _begins(line: str, last: int) -> re.Match[str] | None:
    """Where an article begins: what goes on without a blank (第三条规定的……) is a sentence, but for the one that comes next."""
    begun = _NUMBERED.match(line)
    return begun if begun and (begun[3] or begun.end() == len(line) or in_figures(begun[1]) == last + 1) else None


def articles_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """第一条, 第二条, 第三条: none twice and none left out, so that whoever quotes one quotes that one. 第三条之一 follows 第三条."""
    for data in datasets:
        before: Article | None = None
        for article in (article for article in articles(data.body) if article.number):
            last = in_figures(_bare(before.number)) if before else 0
            here = in_figures(_bare(article.number))
            expected = (last,) if "之" in article.number else (last + 1,)
            if here not in expected:
                after = f"「{before.number}」后面是" if before else "第一个条号是"
                told = f"{after}「{article.number}」，应当是「第{_as_written(last + 1, article.number)}条」。"
                yield problem("article-order", body.at(data, article.line), told)
            before = article


def _bare(number: str) -> str:
    return number.partition("条")[0].removeprefix("第")


def _as_written(count: int, like: str) -> str:
    """In the figures of ``like``: 12, or 十二."""
    if any(sign.isdecimal() for sign in like):
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    signs = "〇一二三四五六七八九"
    words = f"{signs[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else signs[tens]) + "十"
    elif ones and hundreds:
        words += "零"
    return words + (signs[ones] if ones else "")
