"""公示公告: what was decided or is proposed, posted for a stated time, with whom to object to.

Law: 村民委员会组织法 (2025) art. 35 (posted no fewer than fifteen days).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import PurePosixPath

from generator import values
from generator.check import basis, posting
from generator.check.asked import matter
from generator.check.filled import tables_filled
from generator.check.listed_persons import lists_end, lists_without_houses
from generator.check.named import few_in_text, matter_known, sums_name_nobody
from generator.check.stated_period import period_stated
from generator.config import Context
from generator.kind import STAGE, Datasets, OwnKind
from generator.kinds._consent import PHOTOS, consented, consents_clear
from generator.model import Column, Dataset, Row
from generator.section import NOTICES
from generator.shown import FULL, Badge, Content, Cover, HomePart, Page, Record, Table

_FACTS = ("结果", "事项", "阶段", "主体", "范围", "依据", "异议渠道", "审核")
_PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class NoticeView:
    """One notice as lists show it."""

    title: str
    path: str
    matter: str
    day: date
    start: date | None
    end: date | None
    badge: Badge


def shown(datasets: Datasets, context: Context) -> list[tuple[Dataset, NoticeView]]:
    """What the edition may hold today, newest first."""
    found = []
    for data in datasets:
        (row,) = data.rows
        day = row["公开日"]
        if isinstance(day, date) and posting.on_the_board(row, context):
            found.append((data, _view(data, row, day, context.today)))
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].key), reverse=True)


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """The list, in three groups, and a page per notice."""
    notices = shown(datasets, context)
    sample = context.village.sample_sentence(KIND.title)
    if not notices:
        return
    views = [view for _, view in notices]
    groups = (
        ("正在公示", tuple(v for v in views if v.end and v.end >= context.today)),
        ("长期公开", tuple(v for v in views if v.end is None)),
        ("公示期满", tuple(v for v in views if v.end and v.end < context.today)),
    )
    yield Page(
        NOTICES.front, NOTICES.title, "notices", "index", _index, (groups,),
        description=f"{context.village.name}公示公告。", sample=sample, nav=KIND.section.title,
    )  # fmt: skip
    for data, view in notices:
        (row,) = data.rows
        files = tuple(_published(data, context.today))
        yield Page(
            view.path, view.title, "notices", "notice", _notice, (data, view, _steps(view, row, context.today), files, _basis(row, view, context)),
            description=f"{context.village.name}公示公告：{view.title}（{values.date_cn(view.day)}公开）。",
            sample=sample, sources=(data.file,), files=files, posted=posting.posted(data),
            cover=Cover(view.title, _days(view)),
        )  # fmt: skip


def _smallfiles(data: Dataset, today: date) -> list[str]:
    """The attachments, without photos of those who do not agree, or no longer."""
    may = consented(data.rows[0], today, PHOTOS)
    return [file for file in data.attachments if may or not file.lower().endswith(_PICTURES)]


def _published(data: Dataset, today: date) -> Iterator[tuple[str, str]]:
    """(path below docs, path below root) of each attachment, and of photos that shall be there in full size too."""
    full = _lines(data.rows[0], "原图")
    for file in _smallfiles(data, today):
        name = PurePosixPath(file).name
        yield f"notices/{data.key}/{name}", file
        if name in full:
            yield f"notices/{data.key}/{_full(name)}", file


def _full(name: str) -> str:
    """What a picture is called in its full size."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}{FULL}.{ending}"


@dataclass(frozen=True)
class NoticeList:
    """The list, as its template takes it."""

    groups: tuple[tuple[str, tuple[NoticeView, ...]], ...]


@dataclass(frozen=True)
class NoticePage:
    """The page of one notice, as its template takes it."""

    notice: NoticeView
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    body: str
    tables: tuple[Table, ...]
    steps: tuple[Step, ...]
    pictures: tuple[tuple[str, str], ...]
    """(where it lies, where it lies in full size)."""


@dataclass(frozen=True)
class NoticesAtHome:
    """The part of the home page."""

    notices: tuple[NoticeView, ...]
    now: int
    """How many of them are being posted."""


def _index(groups: tuple[tuple[str, tuple[NoticeView, ...]], ...]) -> Content:
    return Content(NoticeList(groups))


def _basis(row: Row, view: NoticeView, context: Context) -> tuple[str, ...]:
    """依据 as typed; else what the catalogue cites for its 事项, as it was in force on its 公开日."""
    item = None if row.text("依据") else matter(view.matter, context)
    return tuple(_lines(row, "依据")) if item is None else basis.bases(item, context, view.day)


def _notice(
    data: Dataset, view: NoticeView, steps: tuple[Step, ...], files: tuple[tuple[str, str], ...], cited: tuple[str, ...]
) -> Content:
    (row,) = data.rows
    tables = tuple(_named(data.tables))
    said = {name: _lines(row, name) for name in _FACTS} | {"依据": list(cited)}
    facts = tuple((name, tuple(lines)) for name, lines in said.items() if any(lines))
    there = {to for to, _ in files}
    small = [to for to, _ in files if to.endswith(_PICTURES) and f"{FULL}." not in to]
    pictures = tuple((to, _full(to) if _full(to) in there else "") for to in small)
    return Content(NoticePage(view, facts, data.body, tables, steps, pictures), tables)


def _days(view: NoticeView) -> tuple[tuple[str, str], ...]:
    """What a cover says of the days of a notice."""
    if not (view.start and view.end):
        return ((f"{values.date_cn(view.day)}公开", ""),)
    return (("公示", f"{values.date_cn(view.start)}"), ("至", f"{values.date_cn(view.end)}"))


def home(datasets: Datasets, context: Context) -> HomePart | None:
    """What is being posted now, soonest to end first, then the newest others: five in all."""
    views = [view for _, view in shown(datasets, context)]
    now = sorted((v for v in views if v.end and v.end >= context.today), key=lambda v: (v.end, v.path))
    rest = [v for v in views if v not in now]
    if not views:
        return None
    return HomePart("home", NoticesAtHome(tuple((now + rest)[: max(5, len(now))]), len(now)), context.village.sample_sentence(KIND.title))


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every notice that is shown: its facts, its text, its tables."""
    for data, view in shown(datasets, context):
        (row,) = data.rows
        facts = [row.text(name) for name in _FACTS]
        cells = [_words(item, c.role) for t in data.tables for line in (*t.rows, t.foot) for item, c in zip(line, t.columns, strict=False)]
        heads = [word for t in data.tables for word in (t.title, *(c.name for c in t.columns))]
        text = " ".join(filter(None, [view.matter, _plain(data.body), *facts[1:], *heads, *cells]))
        yield Record(view.title, " ".join(text.split()), view.path, "", KIND.section.title, view.day, None, str(view.day.year))


def _words(item: object, role: str) -> str:
    """A cell of a table as it is read on the page."""
    return "" if item is None else values.yuan(item) if role == "money" and isinstance(item, int) else str(item)


def _plain(body: str) -> str:
    """A body without the marks of Markdown."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", html.unescape(body))
    return re.sub(r"^\s*(#+|[-*+>]|\|[-:| ]+\|$)\s*|\*\*|\|", " ", words, flags=re.MULTILINE)


def posting_badge(start: date | None, end: date | None, today: date) -> Badge:
    """公示中 with the days left, on the day of the build."""
    if start is None or end is None:
        return Badge("长期公开", "plain")
    if today < start:
        return Badge(f"{start.month}月{start.day}日开始公示", "plain", "posting", start, end)
    left = (end - today).days
    if left < 0:
        return Badge("公示期满", "off", "posting", start, end)
    return Badge("公示中，今天最后一天" if left == 0 else f"公示中，还剩 {left} 天", "now", "posting", start, end)


def _view(data: Dataset, row: Row, day: date, today: date) -> NoticeView:
    start, end = row["公示起"], row["公示止"]
    start, end = (d if isinstance(d, date) else None for d in (start, end))
    return NoticeView(row.text("标题"), f"notices/{data.key}.md", row.text("事项"), day, start, end, posting_badge(start, end, today))


Step = tuple[date, str, bool]
"""When, what, and whether it has come."""


def _steps(view: NoticeView, row: Row, today: date) -> tuple[Step, ...]:
    """The life of a notice so far and to come: (day, what, whether it has come)."""
    days = [(view.day, "公开")]
    if view.start and view.end:
        days += [(view.start, "公示开始")] if view.start != view.day else []
        days += [(view.end, "公示最后一天")]
    told = row["结果日期"]
    if isinstance(told, date):
        days.append((told, "登出结果"))
    return tuple((day, said, day <= today) for day, said in days)


def _lines(row: Row, name: str) -> list[str]:
    return row.text(name).split("\n")


def _named(tables: tuple[Table, ...]) -> Iterator[Table]:
    """Each with a title and a file name of its own: a.csv and a.xlsx beside one notice are two tables."""
    taken: set[str] = set()
    for table in tables:
        name = next(n for n in chain((table.name,), (f"{table.name}-{n}" for n in count(2))) if n not in taken)
        taken.add(name)
        yield replace(table, title=table.title or "附表", name=name)


KIND = OwnKind(
    name="notices",
    title="公示公告",
    section=NOTICES,
    order=201,
    key="slug",
    formats=("md",),
    companions=("csv", "xlsx", "pdf", "jpg", "jpeg", "png"),
    make_pages=pages,
    make_home=home,
    make_records=records,
    guide="每篇公告一个文件，文件名用小写英文字母、数字和短横线，它就是网址。"
    "开头两条 --- 之间一行一项，下面写正文。附表（csv、xlsx）和附件（pdf、jpg、png）放在同一个文件夹里，在「附表」「附件」写明文件名。"
    "照片和扫描件里的字程序看不见，放进来之前要有人打开看过，写在「人工核查」里。",
    columns=(
        Column("标题", blank=False, help="公告的题目", example="关于三组道路硬化工程结算的公示"),
        Column("事项", blank=False, help="公开目录里的名称或编号，常用的叫法也行，如 低保、水电费；都不是就写 其他", example="村级工程"),
        Column("主体", "choice", blank=False, choices=("村民委员会", "集体经济组织", "党组织", "监督委员会", "村民小组"), help="谁公开的", example="村民委员会"),
        Column("范围", "choice", blank=False, choices=("社会", "村民", "成员", "党员"), help="给谁看；只有「社会」会登在公开的网站上", example="社会"),
        Column("公开日", "date", blank=False, aliases=("公开日期", "公开时间"), help="从哪天起登出来", example="2026-03-01"),
        Column("公示起", "date", required=False, aliases=("公示开始", "公示开始日", "公示开始日期", "公示开始时间", "公示起始日"), help="公示第一天；长期公开的不写", example="2026-03-01"),
        Column("公示止", "date", required=False, aliases=("公示结束", "公示结束日", "公示结束日期", "公示结束时间", "公示截止日"), help="公示最后一天，头尾至少 15 天", example="2026-03-15"),
        STAGE,
        Column("结果", required=False, many=True, help="公示期满以后写：无异议，或者收到什么异议、怎样处理", example=""),
        Column("结果日期", "date", required=False, help="哪天登出结果的", example=""),
        Column("撤下日", "date", required=False, help="从哪天起不再登；里面有个人信息的要写", example=""),
        Column("期间", required=False, help="说的是哪一期：年月、季度、半年或年；每月、每季、每年公布的事项要写，不是某一期的写 无", example="2026-Q3"),
        Column("依据", required=False, many=True, help="依据哪部法、哪次会议；空着就照公开目录写当时的法条", example="《中华人民共和国村民委员会组织法》（2025 修正）第三十五条"),
        Column("异议渠道", required=False, many=True, help="有意见找谁：电话、地址", example="村务监督委员会，村委会一楼"),
        Column("审核", required=False, help="谁、哪天、审核结果", example="村务监督委员会 2026-02-27 审核通过"),
        Column("附表", required=False, many=True, help="表格的文件名", example="2026-road.csv"),
        Column("附件", required=False, many=True, help="公开的文件名；里面作者、拍摄地点这样的附带信息会去掉", example=""),
        Column("原图", required=False, many=True, help="照片登出来会缩小；要让村民能打开原样大小的，写明附件里的文件名", example=""),
        Column("人工核查", required=False, many=True, help="附件是照片、扫描件的，谁、哪天打开看过；不登出来", example="赵范例 2026-02-28 已看过，没有个人信息"),
        PHOTOS,
    ),
    checks=(
        posting.posting_complete,
        posting.posting_ordered,
        posting.posted_long_enough,
        posting.result_told,
        posting.posted_for_too_long,
        posting.links_lead_somewhere,
        posting.told_of_withheld,
        period_stated,
        tables_filled,
        basis.laws_of_their_day,
        matter_known,
        sums_name_nobody,
        few_in_text,
        lists_end,
        lists_without_houses,
        consents_clear(PHOTOS),
    ),
)  # fmt: skip
