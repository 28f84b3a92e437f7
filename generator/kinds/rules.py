"""制度和村规民约: what a village has laid down for itself, article by article and version by version.

Law: 村民委员会组织法 (2025) art. 31 (items C20 and C30 of the catalogue): 村规民约 are made at the villagers' meeting and filed.
"""

from __future__ import annotations

from dataclasses import replace

from generator.check import adoption, lists
from generator.check.votes import votes_add_up
from generator.kinds._adopted import FILING, FORCE, LEGAL_REVIEW, MEETING, adopted_in_words, topic
from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import ABOUT, BASIS, DOWN, FILES, ISSUER, OBJECTIONS, TABLES, TITLE, VERSION, WHOM, titled
from generator.section import LIFE

_MATTER = replace(
    ABOUT,
    help="村规民约、自治章程写 村规民约；监督委员会的制度写 监委会；别的制度写 村级制度汇编",
    example="村规民约",
    offers=("自治章程、村规民约", "村级制度汇编", "监委组成与监督情况"),
)

KIND = DocumentKind(
    name="rules",
    title="制度和村规民约",
    called="制度",
    section=LIFE,
    order=611,
    known_by=TITLE,
    by_article=True,
    in_words=adopted_in_words,
    file_example="covenant-2026",
    guide="一项制度一个文件，正文一条一条写：第一条、第二条。改了的不动旧文件，另放一个新文件，把全文再写一遍，在「取代」里写旧的那个文件名：网页上会自己说出哪几条改了。"
    "村规民约由村民会议通过，通过以后报乡镇备案。",
    columns=(
        titled("叫什么，新版和旧版可以同名", "示范村村规民约"), _MATTER, ISSUER, *WHOM, VERSION, *LEGAL_REVIEW, *MEETING, topic(("meetings",)), *FILING, *FORCE, DOWN,
        BASIS, OBJECTIONS, TABLES, *FILES,
    ),
    checks=(
        lists.days_have_come(adoption.ADOPTED_ON, adoption.REVIEWED_ON, adoption.FILED_ON),
        votes_add_up,
        adoption.steps_follow,
        adoption.enough_agreed,
        adoption.made_by_all,
        adoption.filed,
    ),
)  # fmt: skip
