"""What running text says of somebody by name that only sums may say: 低保户王建国, 王建国因患肝癌, 孤儿李小明."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.law.persons import doubtful, situations
from generator.pattern import lazy

_ENDS = lazy(r"$|[\s，。；、：:,;!！？)）]")
_FOR = lazy("[为替]$")


def of_somebody(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says it; who works for such people (王建国负责低保审核, 残疾人专干王建国) is not meant."""
    known = situations()
    words = [begun.start() for begun in known.word.finditer(text)]
    if not words:
        return
    yield from (match.span() for match in _matches(known.before, text, words) if not doubtful(match["name"]))
    for one in _named(text, words):  # of 王建国和李秀英 each is looked at
        gap = one["gap"]
        if known.doing.search(gap) or doubtful(one["name"]) or _office(text, one.start()):
            continue
        if _FOR.search(gap) and not _ENDS.match(text, one.end()):  # 王建国为低保户送米
            continue
        yield one.span()


def _matches(pattern: re.Pattern[str], text: str, words: list[int]) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` gives of one that begins with a word; ``words``: where these begin, looked at one by one."""
    at = 0
    for word in words:
        for start in range(max(at, word - BEFORE_WORD), word + 1):
            if match := pattern.match(text, start):
                at = match.end()
                yield match
                break


def _named(text: str, words: list[int]) -> Iterator[re.Match[str]]:
    """What is said behind a name, looked for only where a name may begin that is near enough to one of the words."""
    known, at = situations(), 0
    for word in words:
        at = max(at, word - REACH)
        while begun := known.names.search(text, at, word + 1):
            match = known.after.match(text, begun.start())
            at = match.end("name") if match else begun.end()
            if match:
                yield match


BEFORE_WORD = 2
"""Signs that may begin what a word says: the 肢体 of 肢体残疾, the 肺 of 肺癌."""
REACH = BEFORE_WORD + 24
"""Signs that a name stands before a word at most, with what of kin and of anything else stands between them."""
_OFFICE = lazy("(?:专干|主任|书记|委员|组长|医生|村医|老师|民警|干部|队员|网格员|联络员|专委|会计|报账员|负责人|经办人|联系人|电话)[：:]?$")


def _office(text: str, start: int) -> bool:
    return bool(_OFFICE.search(text, max(0, start - 6), start))
