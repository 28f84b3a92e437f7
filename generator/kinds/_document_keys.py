"""Keys of the front matter of documents: a kind takes those it needs, in the order its form shall have, and adds its own."""

from __future__ import annotations

from generator.check.requirements import MATTER
from generator.kind import STAGE
from generator.kinds._consent import PHOTOS
from generator.kinds._photos import photos_key
from generator.law.catalogue import titles
from generator.model import Column

TITLE, SCOPE, DAY = "标题", "范围", "公开日"
NEEDED = (TITLE, SCOPE, DAY)
"""What every document says: what it is, whom it is for and since when."""
REPLACES = "取代"


def titled(label: str, example: str) -> Column:
    """标题, in the words of the kind."""
    return Column(TITLE, blank=False, help=label, example=example)


ABOUT = Column(
    MATTER,
    blank=False,
    help="公开目录里的名称或编号，常用的叫法也行，如 低保、水电费；都不是就写 其他",
    example="村级工程",
    offers=titles(),
)
"""For a kind whose documents are about anything; one that the catalogue names in 类别 has no need of it."""
ISSUER = Column(
    "主体",
    "choice",
    blank=False,
    choices=("村民委员会", "集体经济组织", "党组织", "监督委员会", "村民小组"),
    help="谁公开的",
    example="村民委员会",
)
WHOM = (
    Column(
        SCOPE,
        "choice",
        blank=False,
        choices=("社会", "村民", "成员", "党员"),
        help="给谁看；只有「社会」会登在公开的网站上",
        example="社会",
    ),
    Column(DAY, "date", blank=False, aliases=("公开日期", "公开时间"), help="从哪天起登出来", example="2026-03-01"),
)
POSTING = (
    Column(
        "公示起",
        "date",
        required=False,
        aliases=("公示开始", "公示开始日", "公示开始日期", "公示开始时间", "公示起始日"),
        help="公示第一天；长期公开的不写",
        example="2026-03-01",
    ),
    Column(
        "公示止",
        "date",
        required=False,
        aliases=("公示结束", "公示结束日", "公示结束日期", "公示结束时间", "公示截止日"),
        help="公示最后一天，头尾至少 15 天",
        example="2026-03-15",
    ),
    STAGE,
    Column("结果", required=False, many=True, help="公示期满以后写：无异议，或者收到什么异议、怎样处理", example=""),
    Column("结果日期", "date", required=False, help="哪天登出结果的", example=""),
)
"""For what is posted for a time."""
DOWN = Column("撤下日", "date", required=False, help="从哪天起不再登；里面有个人信息的要写", example="")
PERIOD = Column(
    "期间", required=False, help="说的是哪一期：年月、季度、半年或年；每月、每季、每年公布的事项要写，不是某一期的写 无", example="2026-Q3"
)
BASIS = Column(
    "依据",
    required=False,
    many=True,
    help="依据哪部法、哪次会议；空着就照公开目录写当时的法条",
    example="《中华人民共和国村民委员会组织法》（2025 修正）第三十五条",
)
OBJECTIONS = Column("异议渠道", required=False, many=True, help="有意见找谁：电话、地址", example="村务监督委员会，村委会一楼")
REVIEW = Column("审核", required=False, help="谁、哪天、审核结果", example="村务监督委员会 2026-02-27 审核通过")
VERSION = Column(REPLACES, required=False, many=True, help="这一篇出来以后不再用的那一篇的文件名；那一篇照样能打开", example="")
"""For what comes in versions."""
TABLES = Column("附表", required=False, many=True, help="表格的文件名", example="2026-road.csv")
FILES = (
    Column("附件", required=False, many=True, help="公开的文件名；里面作者、拍摄地点这样的附带信息会去掉", example=""),
    Column("原图", required=False, many=True, help="照片登出来会缩小；要让村民能打开原样大小的，写明附件里的文件名", example=""),
    photos_key(),
    Column(
        "人工核查",
        required=False,
        many=True,
        help="附件是照片、扫描件的，放了照片的，谁、哪天打开看过；不登出来",
        example="赵范例 2026-02-28 已看过，没有个人信息",
    ),
    PHOTOS,
)
"""What lies beside it: a kind that has ``attached`` files has all of these."""
FACTS = ("结果", MATTER, STAGE.name, ISSUER.name, SCOPE, BASIS.name, OBJECTIONS.name, REVIEW.name)
"""What the page tells of the front matter below the text, in its order; then the kind's own keys."""
_COMMON = (ABOUT, ISSUER, *WHOM, *POSTING, DOWN, PERIOD, BASIS, OBJECTIONS, REVIEW, VERSION, TABLES, *FILES)
COMMON = frozenset((TITLE, *(column.name for column in _COMMON)))
IN_TEXT = (TITLE, DAY, "公示起", "公示止", "结果日期", *(name for name in FACTS if name != REVIEW.name))
"""What the text beside the page tells of the front matter, then the kind's own keys: not who looked at it, since a review may name the code
of what it saw."""
