"""年度工作总结: the clerk's words on a year, part by part; all figures and all that came about are the board's own.

Law: 村民委员会组织法 (2025) art. 27: villagers hear the committee's report of the year (item C32 of the catalogue).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.check.placed_figures import without_placed
from generator.classes import dataclass
from generator.config import Context
from generator.findable import RecordsOfFile
from generator.kind import Datasets
from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import DOWN, ISSUER, OBJECTIONS, REVIEW, WHOM, titled
from generator.law.outlines import USUAL, outlines
from generator.model import Column
from generator.section import PROGRESS

OUTLINE, HEARD = "提纲", "审议"


@dataclass(frozen=True, kw_only=True)
class _Yearly(DocumentKind):
    """Its text has names in the place of figures, which its page fills in."""

    def records(self, datasets: Datasets, context: Context) -> Iterator[RecordsOfFile]:
        """By its words; figures are found where they stand."""
        return super().records(tuple(replace(data, body=without_placed(data.body)) for data in datasets), context)


KIND = _Yearly(
    name="yearly",
    title="年度工作总结",
    called="总结",
    section=PROGRESS,
    order=731,
    key="year",
    paged=False,
    form_body="正文写在这里：先写几句总的话，再一部分一部分写。没有要写的部分，题目留着就行。\n\n"
    + "\n\n".join(f"## {part.title}" for part in outlines()[USUAL]),
    guide="一年一个文件，文件名是年份。一部分一个题目（前面加 ## ），下面只写做法、问题和打算；收支、工程、会议、荣誉这些，程序从公开的资料里一件一件排进去，不用抄。"
    "要写到的数不用自己填，写它的名称就行，如 {{数字: 总收入}}、{{上年总收入}}、{{总收入比上年}}：网页上是数，点一下能看到它在哪里。"
    "自己打的数和资料对不上的，检查的时候会告诉您。",
    columns=(
        titled("叫什么", "示范村 2025 年工作总结"),
        ISSUER,
        *WHOM,
        Column(OUTLINE, required=False, offers=tuple(outlines()), help=f"分哪几部分，不写就是 {USUAL}。下面正文里的数不用自己填，写成 {{{{数字: 总收入}}}} 这样", example=USUAL),
        Column(HEARD, required=False, aliases=("审议会议", "审议的会议", "通过会议"), help="哪天、什么会听过、审议过", example="2026-01-18 村民代表会议"),
        OBJECTIONS, REVIEW, DOWN,
    ),
)  # fmt: skip
