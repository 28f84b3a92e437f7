"""What the pages of the guide hold, from the same kinds, keys and codes that the program works with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.classes import dataclass
from generator.codes import CODES, STAGE_TITLES, Code, Stage
from generator.handbook.filled import Filled, filled_form
from generator.handbook.mistakes import likely
from generator.keys import NESTED, REGION_KEYS, REGIONAL, SITE_KEYS, VILLAGE_KEYS
from generator.kind import STATED, Kind
from generator.model import Column
from generator.pages.render import environment
from generator.pages.unread import UNREAD
from generator.section import SECTIONS

TITLE = "填表指南"
PROBLEMS = "problems"


@dataclass(frozen=True)
class GuidePage:
    """One page: where it is, what it is called, and what its template is given."""

    path: str
    """The folder below guide/ that it is served at; "" for the first page."""
    title: str
    part: str
    view: object

    @property
    def up(self) -> str:
        """The way from it to guide/: "" from the first page."""
        return "../" * (self.path.count("/") + 1) if self.path else ""

    def body(self) -> str:
        """What stands between head and foot, as HTML."""
        return str(getattr(environment().get_template("guide.html.j2").module, self.part)(self.view, self.up, self.title))


@dataclass(frozen=True)
class SheetSort:
    """One sort of sheets that can be printed, as a clerk asks for it."""

    what: str
    title: str
    tells: str
    example: str
    """What is typed behind the verb."""
    pictured: bool = False

    @property
    def picture(self) -> str:
        """The file of what one looks like; "" where none is shown."""
        return f"poster-{self.what}.png" if self.pictured else ""

    @property
    def room(self) -> tuple[int, int]:
        """Width and height of the picture, from the header of the file."""
        head = Path(__file__).with_name(self.picture).read_bytes()[:24]
        return int.from_bytes(head[16:20]), int.from_bytes(head[20:])


SHEETS = (
    SheetSort("month", "明白账", "一个月，或者一个季度：五行大数、每一笔、二维码、监督电话，下面是公章和签字的框。", "2026-10", True),
    SheetSort("notice", "公示公告", "一篇公告，写着贴到哪一天。", "--what notice 2026-03-shop-lease", True),
    SheetSort("roll", "光荣榜", "一批荣誉的名单，红榜。", "--what roll 2025-xingji", True),
    SheetSort("papers", "证书和门牌", "一户一张、一块一页。", "--what papers 2025-xingji"),
    SheetSort("year", "年度工作总结", "订成一本的 A4。", "--what year 2025"),
    SheetSort("duties", "应当公开什么", "公开目录，写着哪一样公开了、哪一样还没有。", "--what duties"),
)
PICTURES = tuple(sort.picture for sort in SHEETS if sort.pictured)


@dataclass(frozen=True)
class GuideIndex:
    """The first page: kinds by section, and how many problems there are."""

    sections: tuple[tuple[str, tuple[Kind, ...]], ...]
    codes: int


@dataclass(frozen=True)
class KindView:
    """How one kind is filled in."""

    kind: Kind
    form: Filled
    stated: tuple[Column, ...]
    mistakes: tuple[Code, ...]


@dataclass(frozen=True)
class KeysView:
    """The keys of a settings file, and of the small records in it."""

    file: str
    keys: tuple[Column, ...]
    nested: tuple[tuple[str, tuple[Column, ...]], ...] = ()


def guide_pages(kinds: Sequence[Kind]) -> Iterator[GuidePage]:
    """All pages, the first one first."""
    sections = tuple((s.title, tuple(k for k in kinds if k.section == s)) for s in SECTIONS)
    others = tuple(k for k in kinds if k.section not in SECTIONS)
    yield GuidePage("", TITLE, "index", GuideIndex((*sections, *([("别的", others)] if others else [])), len(CODES)))
    for kind in kinds:
        stated = () if kind.document else STATED
        yield GuidePage(kind.guide_page, kind.title, "kind", KindView(kind, filled_form(kind), stated, likely(kind)))
    yield GuidePage("files", "文件怎么写、放在哪里", "files", UNREAD)
    yield GuidePage("desk", "工作台", "desk", None)
    yield GuidePage("add", "把表交进来", "add", None)
    yield GuidePage("settings/village", "村的设置 village.yml", "settings", KeysView("village.yml", VILLAGE_KEYS, tuple(NESTED.items())))
    yield GuidePage("settings/site", "网站的设置 site.yml", "settings", KeysView("site.yml", SITE_KEYS))
    regions = KeysView("regions", REGION_KEYS, tuple(REGIONAL.items()))
    yield GuidePage("settings/regions", "地区的规定 data/regions/", "settings", regions)
    stages = tuple((stage, title, _codes(stage)) for stage, title in STAGE_TITLES.items() if _codes(stage))
    yield GuidePage(PROBLEMS, "报错大全", "problems", tuple((place(stage), title, len(codes)) for stage, title, codes in stages))
    for stage, title, codes in stages:
        yield GuidePage(place(stage), f"报错大全：{title}", "stage", codes)
    yield GuidePage("posters", "贴墙的海报、发群的长图", "posters", SHEETS)
    yield GuidePage("leaked", "要是已经泄露了", "leaked", None)


def _codes(stage: Stage) -> tuple[Code, ...]:
    return tuple(code for code in CODES.values() if code.stage is stage)


def place(stage: Stage) -> str:
    """The folder of the page that has the codes of a stage."""
    return f"{PROBLEMS}/{stage.name.lower()}"


def codes_script() -> str:
    """Sets ``gkCodes`` for guide.js: every code with its words and the page it stands on, below problems/."""
    told = [
        (c.code, f"{c.title}（{c.severity.title}）", c.meaning + c.mend + c.example, f"{c.stage.name.lower()}/#{c.code}")
        for c in CODES.values()
    ]
    return f"self.gkCodes = {json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
