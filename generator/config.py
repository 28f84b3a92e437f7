"""Typed settings: what site.yml, village.yml and data/regions say, as the checks and pages know it (keys.py has how it is written)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import Literal

from generator.classes import dataclass
from generator.declared import Difference, Excused, StatedCorrection
from generator.duties import Obligation
from generator.model import Source
from generator.references import References
from generator.shown import folder

ALL = "全部"
SAMPLE = "（示例数据）"
"""Behind the name of a village all of whose data are made up."""
Edition = Literal["public", "village"]


@dataclass(frozen=True)
class Held:
    """What an edition holds, and what its pages say of it."""

    scopes: tuple[str, ...]
    name: str = ""
    warning: str = ""


EDITIONS: dict[Edition, Held] = {
    "public": Held(("社会",)),
    "village": Held(("社会", "村民", "成员"), "村民版", "只给本村村民和集体经济组织成员看，请不要转发到外面。"),
}
"""``public`` is for the open web, ``village`` behind access control or on paper."""


@dataclass(frozen=True)
class Change:
    """One item of the catalogue as a region has it: what is "" or empty is as in the catalogue. Rules are kept as written."""

    code: str
    title: str = ""
    group: str = ""
    body: str = ""
    scope: str = ""
    cadences: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    posting: str = ""
    proposing: str = ""
    privacy: int | None = None
    basis: tuple[str, ...] = ()
    explanation: str = ""
    line: int = 0


@dataclass(frozen=True)
class Region:
    """data/regions/<name>.yml: what a province or county has otherwise than the catalogue."""

    name: str
    title: str
    limits: tuple[str, ...] = ()
    """默认时限: each in place of the catalogue's limit of the same sort."""
    posting: str = ""
    """默认张贴, in place of the fifteen days of the law."""
    changes: tuple[Change, ...] = ()
    filing: str = ""
    """备案期限: within how many days after their adoption 村规民约 are filed; "" where nothing is laid down."""
    sizes: tuple[str, ...] = ()
    """班子人数: how many members a body has here, 村民委员会 5-7人, where that is not as the law has it."""
    outline: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = ()
    """总结提纲 for yearly reports, part by part: (提纲, 题目, 又称, 收)."""
    words: tuple[tuple[str, str], ...] = ()  # 词语: as those of the site; () where it has none of its own

    @property
    def file(self) -> str:
        return f"data/regions/{self.name}.yml"


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
    region: str = ""
    """Of the villages that state none; "" for the catalogue as it is."""
    regions: tuple[Region, ...] = ()
    """All of data/regions/."""
    words: tuple[tuple[str, str], ...] = ()
    """What pages explain where it stands: (word, one plain sentence), the longest word first."""
    answer_days: int = 15
    """Days in which a villager's question is answered; differs from place to place."""
    must_explain: bool = False
    """更正须说明: a published row that was changed without a reason is an error."""
    corrected_since: date | None = None
    """更正起: changes of earlier days are not held against what is published; None: as far as is known."""
    attachment_bytes: int = 20 * 1024 * 1024
    """The largest attachment of a notice."""
    posters: str = "做"
    """海报: what the site offers for the wall and for chats; a village may say otherwise."""


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
    relatives: tuple[str, ...] = ()
    """Near relatives, to be held against the supervisors. Never on a page, in a download or a search record."""


@dataclass(frozen=True)
class Serving:
    """A post that somebody holds on the day of the build, as the files of posts say."""

    name: str
    body: str
    """村民委员会."""
    post: str
    sort: str
    """Of the body: see law/organisations.py."""
    place: Source
    duty: str = ""
    phone: str = ""
    until: date | None = None
    """The last day on which he holds it, where that is known."""
    relatives: tuple[str, ...] = ()
    """As of an ``Officer``."""

    @property
    def role(self) -> str:
        """「村民委员会副主任」."""
        return self.post if self.post.startswith(self.body) else self.body + self.post


LEADING = ("party", "committee", "economy")
"""Sorts of bodies whose members are 村干部."""


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
    serving: tuple[Serving, ...] = ()
    """Who holds which post today: no part of village.yml, but of the files of posts."""
    stars: tuple[str, ...] = ()
    regime_changed: str = ""
    """The first month of the regime of 2023; "" where it is not stated."""
    differences: tuple[Difference, ...] = ()
    region: str = ""
    """地区: the name of its region; "" where village.yml states none."""
    since: str = ""
    """公开起始: the month from which every item is owed; "" where each is from its first file on."""
    excused: tuple[Excused, ...] = ()
    opened: tuple[str, ...] = ()
    """向社会公开: codes of items, or 全部."""
    opened_by: str = ""
    """Which meeting decided it."""
    steps: tuple[tuple[str, ...], ...] = ()
    """议事程序: the village's own ways to decide, a step each, its texts in the order of STEP_KEYS."""
    former: tuple[str, ...] = ()
    """曾用网址: addresses below the site that the board had before."""
    corrections: tuple[StatedCorrection, ...] = ()
    allowances: tuple[Difference, ...] = ()
    """隐私放行: what looks personal and may be public all the same."""
    posters: str = ""  # as the site has it

    @property
    def leaders(self) -> tuple[Officer, ...]:
        """村干部, as village.yml names them, else as they hold their posts."""
        return self.officers or _officers(each for each in self.serving if each.sort in LEADING)

    @property
    def watchers(self) -> tuple[Officer, ...]:
        """村务监督委员会, from the same."""
        return self.supervisors or _officers(each for each in self.serving if each.sort == "supervisors")

    @property
    def to_ask(self) -> tuple[Contact, ...]:
        """Whom to ask about what: 联系 of village.yml, else everybody with a duty and an office telephone."""
        return self.contacts or tuple(Contact(e.duty, e.name, e.role, e.phone) for e in self.serving if e.duty and e.phone)

    @property
    def all_sample(self) -> bool:
        return "全部" in self.sample

    @property
    def place_line(self) -> str:
        """「示例省示例市示例县示例镇（示例数据）」, as the portal notes it."""
        return "".join(self.place) + (SAMPLE if self.all_sample else "")

    @property
    def board_name(self) -> str:
        return f"{self.name}公开栏" + (SAMPLE if self.all_sample else "")

    def sample_sentence(self, kind_title: str = "") -> str:
        """What a page of this kind says about being an example; "" when its data are real."""
        if self.all_sample or (kind_title and kind_title in self.sample):
            return self.sample_note or "本页内容是示例，不是真实的数据。"
        return ""


def _officers(posts: Iterable[Serving]) -> tuple[Officer, ...]:
    """One for each person, with all his posts and duties."""
    of: dict[str, list[Serving]] = {}
    for each in posts:
        of.setdefault(each.name, []).append(each)

    def joined(texts: Iterable[str]) -> str:
        return "、".join(dict.fromkeys(filter(None, texts)))

    return tuple(
        Officer(name, joined(e.role for e in held), joined(e.duty for e in held), tuple(kin for e in held for kin in e.relatives))
        for name, held in of.items()
    )


@dataclass(frozen=True)
class Context:
    """What a check or a view may know besides its own datasets."""

    site: SiteConfig
    village: Village
    today: date
    edition: Edition = "public"
    references: References = field(default_factory=References)
    """What its entries name of one another; nothing while they are being checked."""
    owed: tuple[Obligation, ...] = ()
    """What the board must publish and has published; nothing while it is being checked."""

    @property
    def board_name(self) -> str:
        """「示范村公开栏（示例数据）」, with the edition where it is not the one for everybody."""
        held = EDITIONS[self.edition]
        return self.village.board_name + (f"（{held.name}）" if held.name else "")

    @property
    def region(self) -> Region | None:
        """The region whose rules hold; None for the catalogue as it is, or where there is no such region."""
        wanted = self.village.region or self.site.region
        return next((region for region in self.site.regions if region.name == wanted), None)

    def address(self, path: str) -> str:
        """The whole address of a page or file below docs; "" where site.yml does not state 网址."""
        place = (folder(path) + "/").lstrip("/") if path.endswith(".md") else path
        return self.site.url and f"{self.site.url}{self.village.slug}/{place}"
