"""样张: every part a page can be made of, once, on one page that no list leads to. For those who build pages, and for the tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from generator.classes import dataclass
from generator.config import Contact, Context
from generator.day_words import day_badge
from generator.drawn_figures import Series, Trend, TrendMonth
from generator.pages.specimen_tables import specimen_tables
from generator.posted import Due, Posted
from generator.shown import Badge, Content, Facts, Fold, Listed, Page, Table, TableColumn, TimelineStep

PATH = "guide/parts.md"


def specimen_page(context: Context) -> Page:
    """Made-up words and figures around the day of the build."""
    today = context.today
    text = "本页是样张：公开栏的网页由这些部件拼成，内容都是编的。"
    posted = Posted(today, today, today, today + timedelta(days=9), "村务监督委员会李样本，同意公开")
    return Page(
        PATH, "样张", "specimen", "specimen", _parts, (today, context.address("index.md")), text, sample=text, posted=posted, day=today
    )


@dataclass(frozen=True)
class SpecimenNotice:
    """What the posting of a notice is shown by."""

    badge: Badge
    day: date
    start: date
    end: date


@dataclass(frozen=True)
class Specimen:
    """One of each part, as the template takes them."""

    badges: tuple[Badge, ...]
    dues: tuple[Due, ...]
    late: tuple[tuple[Due, int], ...]
    today: date
    address: str
    table: Table
    shapes: tuple[tuple[str, Table], ...]
    trend: Trend
    review: tuple[tuple[str, str], ...]
    notice: SpecimenNotice
    documents: tuple[Listed, ...]
    steps: tuple[TimelineStep, ...]
    people: tuple[Contact, ...]
    facts: Facts
    folds: tuple[Fold, ...]
    series: tuple[Series, ...]


def _parts(today: date, address: str) -> Content:
    soon, gone = Due("样张收支", today + timedelta(days=9)), Due("样张收支", today - timedelta(days=3))
    columns = (TableColumn("日期", "date"), TableColumn("摘要", "title"), TableColumn("支出", "money"), TableColumn("经手人"))
    table = Table("parts", "一张表", columns, ((today, "样张一笔", 123456, "王示例"), (today, "样张又一笔", 6544, "李样本")),
                  (None, "合计", 130000, None), "单位：元")  # fmt: skip
    flows = ((300_000, 120_000), (80_000, 260_000), (1_250_000, 400_000))
    months = tuple(TrendMonth(f"{today.year}-{n:02d}", f"{today.year}年{n}月", *flow, n * 900_000) for n, flow in enumerate(flows, 1))
    posting = day_badge("posting", today, soon.by, today)
    badges = (posting, Badge("有效", "good"), Badge("公示期满", "off"), Badge("长期公开", "plain"))
    documents = tuple(Listed(title, path, "它的第二行") for path, title in (("index.md", "一个页面"), (PATH, "又一个页面")))
    view = Specimen(
        badges=badges,
        dues=(soon, gone),
        late=((soon, 0), (gone, 3)),
        today=today,
        address=address,
        table=table,
        shapes=specimen_tables(today),
        trend=Trend("三个月的样张", months),
        review=Posted(reviewed="村务监督委员会李样本，2026-04-06 审核通过").review,
        notice=SpecimenNotice(posting, today, today, soon.by),
        documents=documents,
        steps=((today, "公开", True), (soon.by, "公示最后一天", False), (None, "结果公开（还没有）", False)),
        people=(Contact("村务公开", "王示例", "报账员", "0000-0000001", "党群服务中心一楼", "工作日"),),
        facts=(("事项", ("样张",)), ("依据", ("一条依据", "又一条依据"))),
        folds=(
            Fold("一条可以展开的", posting, (("谁负责", "报账员"), ("原因", "展开才看得到的话")), "fold-1"),
            Fold("又一条，写的是数", "1,234 元", (("来源", "样张"),)),
            Fold("没有别的话的一条", ""),
        ),
        series=(Series("户数", tuple((str(today.year - n), Decimal(400 - 40 * n), f"{400 - 40 * n} 户") for n in (2, 1, 0))),),
    )
    return Content(view)
