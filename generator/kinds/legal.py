"""法制宣传栏: what was told of the law, when, by whom, to how many. Law: 法治宣传教育法."""

from __future__ import annotations

from generator.check import lists
from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import DOWN, FILES, TABLES, WHOM, titled
from generator.model import Column
from generator.section import LIFE

KIND = DocumentKind(
    name="legal",
    title="法制宣传",
    called="宣传",
    section=LIFE,
    order=612,
    file_example="2026-anti-fraud",
    guide="法制宣传栏里的一篇文章、一次普法活动，一篇一个文件。只写讲了什么、多少人听，不写谁来了；拿案例讲的，不写本村的人和事。",
    columns=(
        titled("题目", "宅基地怎样申请"), *WHOM,
        Column("讲什么法", required=False, many=True, aliases=("法律", "宣传内容"), help="讲的是哪部法，写全名", example="《中华人民共和国土地管理法》"),
        Column("活动日期", "date", required=False, aliases=("活动时间", "宣传日期"), help="开会、上门讲的写哪天；只是文章的不写", example="2026-03-12"),
        Column("地点", required=False, help="在哪里讲的", example="党群服务中心"),
        Column("谁来讲", required=False, aliases=("主讲", "主讲人"), help="写单位或职务，不写个人的全名", example="示例镇司法所"),
        Column("到场人次", "count", required=False, aliases=("参加人次", "人次"), help="大约多少人听，写一个数", example="68"),
        DOWN, TABLES, *FILES,
    ),
    checks=(lists.days_have_come("活动日期"),),
)  # fmt: skip
