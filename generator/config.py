"""Typed settings: what site.yml and village.yml may say. The loader, the guide and `new village` read these fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model import Column
from generator.shown import folder

SITE_KEYS = (
    Column("标题", help="整个网站的名字", example="示例镇村务公开"),
    Column("主办", required=False, help="谁办这个网站", example="示例镇人民政府"),
    Column(
        "网址",
        required=False,
        help="网站放在哪里，完整的地址。写了它，每页才有二维码，发到群里才有封面图（有的聊天软件不显示）；以后换了地址，墙上的二维码要重新贴",
        example="https://example.org/gongkai/",
    ),
    Column("最短公示天数", "count", required=False, help="公示至少几天，头尾都算；不写就是法定的 15", example="15"),
    Column("财务公开", "choice", required=False, choices=("每月", "每季"), help="各村的账多久公开一次；不写就是每月", example="每月"),
    Column("财务公开日", "count", required=False, help="下一个月（下一季头一个月）的几号以前公开；不写就是 15", example="15"),
    Column("页脚", required=False, help="每页最下面的一句话", example="村务公开，人人监督"),
    Column("附件上限", "number", required=False, help="公告的一个附件最多几 MB；不写就是 20", example="20"),
)

CONTACT_KEYS = (
    Column("事项", blank=False, help="哪方面的事找他", example="村务公开、财务"),
    Column("姓名", required=False),
    Column("职务", required=False),
    Column("电话", required=False, help="办公电话，会公开"),
    Column("地址", required=False),
    Column("时间", required=False, help="什么时候在", example="工作日 8:30—17:00"),
)

OFFICER_KEYS = (
    Column("姓名", blank=False),
    Column("职务", blank=False),
    Column("分工", required=False),
)

VILLAGE_KEYS = (
    Column("村名", blank=False, help="平时叫的名字", example="示范村"),
    Column("全称", required=False, help="公章上的名字", example="示范村村民委员会"),
    Column("简介", required=False, help="一两句话"),
    Column("省", required=False),
    Column("市", required=False),
    Column("县", required=False),
    Column("乡镇", required=False),
    Column("行政区划代码", required=False, help="统计用 12 位代码", example="371426101200"),
    Column("代码年份", required=False, help="代码是哪一年版的", example="2025"),
    Column("户数", "count", required=False),
    Column("人口", "count", required=False),
    Column("会计制度", "choice", required=False, choices=("2004", "2023"), help="用哪一年的村集体经济组织会计制度", example="2023"),
    Column("会计制度变更", required=False, help="哪个月起用 2023 年的制度；不写就是 2024-01", example="2024-01"),
    Column("停止更新", "date", required=False, help="这个栏从哪天起不再更新（村已合并，或者只是历史资料）；一般不写", example=""),
    Column("示例数据", required=False, many=True, help="全部，或者哪几类是示例（如 收支明细）；真实的村不要写"),
    Column("示例说明", required=False, help="示例页上显示的一句说明"),
    Column("联系", required=False, many=True, help="村民有疑问找谁，可以写几条"),
    Column("班子", required=False, many=True, help="村干部名单"),
    Column("监督", required=False, many=True, help="村务监督委员会名单"),
    Column("星名", required=False, many=True, help="本村「十星」各叫什么"),
    Column("已知差异", required=False, many=True, help="查过了、说得清的提醒，一条一条写；原因会登在「账怎么核」那一页"),
    Column("隐私放行", required=False, many=True, help="看着像个人信息、其实可以公开的，一条一条写明；每次检查都会说一声"),
)

DIFFERENCE_KEYS = (
    Column("代码", blank=False, help="提醒末尾方括号里的英文代码", example="fund-change"),
    Column(
        "位置", blank=False, help="哪个文件；要说到哪一行，后面空一格写行名或第几行", example="statement/2025-income.csv 提取公积公益金"
    ),
    Column("原因", blank=False, help="为什么对不上，村民看得懂", example="县里拨的 5 万元直接转入公积公益金"),
)

ALLOWANCE_KEYS = (
    Column("代码", blank=False, help="错误末尾方括号里的英文代码", example="personal-plate"),
    Column("位置", blank=False, help="哪个文件；只放行一行的，后面空一格写第几行", example="assets/2026.csv 第 7 行"),
    Column("原因", blank=False, help="为什么可以公开", example="村集体的垃圾清运车，不是私人的"),
)

NESTED = {"联系": CONTACT_KEYS, "班子": OFFICER_KEYS, "监督": OFFICER_KEYS, "已知差异": DIFFERENCE_KEYS, "隐私放行": ALLOWANCE_KEYS}
"""Keys of village.yml that hold a list of small records."""


@dataclass(frozen=True)
class SiteConfig:
    """data/site.yml."""

    title: str = "村务公开栏"
    host: str = ""
    url: str = ""
    min_posting_days: int = 15
    """Law: 村民委员会组织法 (2025) art. 35, no fewer than fifteen days; counted with both ends."""
    finance_every: int = 1
    """Months in one period of the accounts: 1 or 3.

    Law: 村民委员会组织法 (2025) art. 35, monthly where there is much coming and going, else at least quarterly.
    """
    finance_day: int = 15
    """Day of the month after a period by which its accounts are due; differs from place to place."""
    footer: str = ""
    attachment_bytes: int = 20 * 1024 * 1024
    """The largest attachment of a notice."""


@dataclass(frozen=True)
class Contact:
    matter: str
    name: str = ""
    role: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Officer:
    name: str
    role: str
    duty: str = ""


@dataclass(frozen=True)
class Difference:
    """A warning that the village has looked into: it goes quiet, and its reason is public."""

    code: str
    place: str
    """A file, and after a blank the row it is about: its number or its name."""
    reason: str
    line: int = 0
    """Where it stands in village.yml."""


@dataclass(frozen=True)
class Village:
    """data/villages/<slug>/village.yml."""

    slug: str
    name: str
    full_name: str = ""
    intro: str = ""
    place: tuple[str, ...] = ()
    """省 市 县 乡镇, those that are stated."""
    code: str = ""
    code_year: str = ""
    households: int | None = None
    people: int | None = None
    regime: str = ""
    closed: date | None = None
    """停止更新: from this day on nothing more is due."""
    sample: tuple[str, ...] = ()
    """「全部」 or the titles of the kinds whose data are 示例数据."""
    sample_note: str = ""
    contacts: tuple[Contact, ...] = ()
    officers: tuple[Officer, ...] = ()
    supervisors: tuple[Officer, ...] = ()
    stars: tuple[str, ...] = ()
    regime_changed: str = ""
    """The first month of the regime of 2023; "" where it is not stated."""
    differences: tuple[Difference, ...] = ()
    allowances: tuple[Difference, ...] = ()
    """隐私放行: what looks personal and may be public all the same."""

    @property
    def all_sample(self) -> bool:
        return "全部" in self.sample

    @property
    def place_line(self) -> str:
        """「示例省示例市示例县示例镇（示例数据）」, as the portal notes it."""
        return "".join(self.place) + ("（示例数据）" if self.all_sample else "")

    @property
    def board_name(self) -> str:
        return f"{self.name}公开栏" + ("（示例数据）" if self.all_sample else "")

    def sample_sentence(self, kind_title: str = "") -> str:
        """What a page of this kind says about being an example; "" when its data are real."""
        if self.all_sample or (kind_title and kind_title in self.sample):
            return self.sample_note or "本页内容是示例，不是真实的数据。"
        return ""


@dataclass(frozen=True)
class Context:
    """What a check or a view may know besides its own datasets."""

    site: SiteConfig
    village: Village
    today: date

    def address(self, path: str) -> str:
        """The whole address of a page or file below docs; "" where site.yml does not state 网址."""
        place = (folder(path) + "/").lstrip("/") if path.endswith(".md") else path
        return self.site.url and f"{self.site.url}{self.village.slug}/{place}"
