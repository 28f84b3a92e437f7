"""What running text says of somebody by name that only sums may say: 低保户王建国, 王建国因患肝癌, 孤儿李小明."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.law.persons import doubtful, situations

_ENDS = re.compile(r"$|[\s，。；、：:,;!！？)）]")
_FOR = re.compile("[为替]$")


def of_somebody(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says it; who works for such people (王建国负责低保审核, 残疾人专干王建国) is not meant."""
    known = situations()
    if not known.word.search(text):
        return
    yield from (found.span() for found in known.before.finditer(text) if not doubtful(found["name"]))
    at = 0
    while found := known.after.search(text, at):  # of 王建国和李秀英 each is looked at
        at, gap = found.end("name"), found["gap"]
        if known.doing.search(gap) or doubtful(found["name"]) or _office(text, found.start()):
            continue
        if _FOR.search(gap) and not _ENDS.match(text, found.end()):  # 王建国为低保户送米
            continue
        yield found.span()


_OFFICE = re.compile(
    "(?:专干|主任|书记|委员|组长|医生|村医|老师|民警|干部|队员|网格员|联络员|专委|会计|报账员|负责人|经办人|联系人|电话)[：:]?$"
)


def _office(text: str, start: int) -> bool:
    return bool(_OFFICE.search(text, max(0, start - 6), start))
