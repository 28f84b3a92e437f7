"""Hand-written pages: what may be said of persons in a notice without an end may be said in them, and no more.

Law: 社会救助法 art. 11; 个人信息保护法 art. 6, 28 and 47.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.check.listed_persons import lists_end, lists_without_houses
from generator.check.named import few_in_text, sums_name_nobody
from generator.check.requirements import MATTER, OTHER
from generator.config import Context
from generator.model import Dataset, Head, Problem, Row

_CHECKS = (sums_name_nobody, few_in_text, lists_end, lists_without_houses)
_AS_NOTICE = "网页一直挂着。名单写成公告，写上「公示止」，到期自己撤下；为村里办事的人，写进 village.yml 的「班子」「联系」。"


def persons_told(title: str, body: str, file: str, line: int, context: Context) -> Iterator[Problem]:
    """``line``: where the body begins in the file. The page is looked at as a notice of 其他."""
    front = {"标题": title, MATTER: OTHER}
    texts = tuple(front.values())
    row = Row(Head(file, tuple(front)), 0, 1, texts, texts)
    page = (Dataset("", "", file, (row,), document=True, body=body, body_line=line),)
    for check in _CHECKS:
        for told in check(page, context):
            yield replace(told, hint=_AS_NOTICE) if told.code == "list-endless" else told
