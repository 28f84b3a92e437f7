"""公示公告: what was decided or is proposed, posted for a stated time, with whom to object to.

Law: 村民委员会组织法 (2025) art. 35 (posted no fewer than fifteen days).
"""

from __future__ import annotations

from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import (
    ABOUT,
    BASIS,
    DOWN,
    FILES,
    ISSUER,
    OBJECTIONS,
    PERIOD,
    POSTING,
    REVIEW,
    TABLES,
    TITLE,
    WHOM,
    titled,
)
from generator.kinds._matter_key import ABOUT_MATTER
from generator.section import NOTICES

KIND = DocumentKind(
    name="notices",
    title="公示公告",
    called="公告",
    section=NOTICES,
    order=201,
    known_by=TITLE,
    guide="每篇公告一个文件，文件名用小写英文字母、数字和短横线，它就是网址。"
    "开头两条 --- 之间一行一项，下面写正文。附表（csv、xlsx）和附件（pdf、jpg、png）放在同一个文件夹里，在「附表」「附件」写明文件名。"
    "照片和扫描件里的字程序看不见，放进来之前要有人打开看过，写在「人工核查」里。",
    columns=(
        titled("公告的题目", "关于三组道路硬化工程结算的公示"), ABOUT, ISSUER, *WHOM, *POSTING, DOWN, PERIOD, BASIS, OBJECTIONS, REVIEW,
        ABOUT_MATTER, TABLES, *FILES,
    ),
)  # fmt: skip
