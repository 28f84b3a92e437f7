"""协会、合作社和理事会: whom they serve, who stands for them, how they are registered, and their charter in versions.

Item C43 of the catalogue. A village has no law of the whole country for them; where they are registered there is a 统一社会信用代码 (GB 32100),
where they are only filed with the 乡镇 a number of the filing. Members are counted and not named.
"""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import adoption, lists
from generator.check.registration import CREDIT_CODE, credit_codes
from generator.check.votes import votes_add_up
from generator.config import Context
from generator.kind import Roll
from generator.kinds._adopted import FILING, FORCE, MEETING, adopted_in_words
from generator.kinds._document import DocumentKind
from generator.kinds._document_keys import DOWN, FILES, TABLES, TITLE, VERSION, WHOM, titled
from generator.model import Column, Dataset, Row
from generator.section import LIFE

_SORTS = ("协会", "合作社", "红白理事会", "老年协会", "志愿服务队", "用水户协会", "其他")
OFFICERS, MEMBERS, _OF = "负责人", "会员数", "会员是"


def _in_office(row: Row, data: Dataset, context: Context) -> date:
    """Who stands for it is told for as long as this version holds: nothing of it is posted for a time."""
    return values.FOREVER


def _in_words(row: Row) -> dict[str, str]:
    count, unit = row[MEMBERS], row.text(_OF) or "人"
    return adopted_in_words(row) | {MEMBERS: f"{count} {unit}" if isinstance(count, int) else "", _OF: ""}


KIND = DocumentKind(
    name="associations",
    title="协会、合作社和理事会",
    called="章程",
    section=LIFE,
    order=613,
    known_by=TITLE,
    by_article=True,
    in_words=_in_words,
    roll=Roll(OFFICERS, _in_office),
    while_held=(OFFICERS,),
    file_example="water-users",
    guide="一个协会、合作社、理事会一个文件，正文写章程，一条一条写。改了章程、换了负责人，另放一个新文件，在「取代」里写旧的那个文件名。"
    "只写负责人的姓名，会员只写多少人；有了新版，旧的那一版不再登负责人。有登记证书的写信用代码，只在乡镇备案的写备案号。",
    columns=(
        titled("全名", "示范村用水户协会"),
        Column("类型", "choice", blank=False, choices=_SORTS, aliases=("种类", "性质"), help="是哪一种", example="用水户协会"),
        *WHOM, VERSION,
        Column(OFFICERS, required=False, many=True, aliases=("理事", "负责人员", "班子"), help="职务和姓名，一条一个", example="会长 李样本", persons="named"),
        Column(MEMBERS, "count", required=False, aliases=("会员", "成员数", "社员数", "人数"), help="多少会员", example="86"),
        Column(_OF, "choice", required=False, choices=("户", "人"), help="会员数的是户还是人；不写就是人", example="户"),
        Column("成立日期", "date", required=False, aliases=("成立时间", "成立日"), example="2024-04-10"),
        Column("主管", required=False, aliases=("业务主管", "主管单位", "业务主管单位"), help="归谁管", example="示例镇农业农村办"),
        Column(CREDIT_CODE, required=False, aliases=("统一社会信用代码", "社会信用代码"), help="登记证书上的 18 位；没有登记的不写", example=""),
        *FILING, *MEETING, *FORCE, DOWN, TABLES, *FILES,
    ),
    checks=(
        lists.days_have_come("成立日期", adoption.ADOPTED_ON, adoption.FILED_ON),
        votes_add_up,
        adoption.steps_follow,
        adoption.enough_agreed,
        credit_codes,
    ),
)  # fmt: skip
