"""荣誉: 星级文明户 and other titles, to households, persons, pairs and groups, for as long as they hold.

A page for each batch, and one of it to print. The roll in force is made by overviews/awards.py; what became of an honor stands in ``reviews``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator import values
from generator.check import award_lives, posting, terms
from generator.check.award_changes import PLATE, as_changed
from generator.check.award_rounds import ROUND
from generator.check.award_schemes import LISTED, SCORE
from generator.check.references import leads_of, linked_text
from generator.classes import dataclass
from generator.config import Context
from generator.findable import Record
from generator.kind import TOTALS, Changes, Datasets, OwnKind
from generator.kinds import _award_papers
from generator.kinds._awards import REVOKED, Batch, batches, count_of, days_of, honor_badge, name_of, path_of, roll, stars_text, title_of
from generator.kinds._children import CHILD, with_children_counted
from generator.kinds._consent import CONSENT, GUARDIAN, REFUSED, as_agreed, consents_clear
from generator.kinds._holders import PATH as HOLDERS
from generator.kinds._holders import anchor_of, by_holder
from generator.model import Column, Dataset, Row
from generator.offered import Offered, OfferedEntry, OfferedFigure
from generator.references import Leads
from generator.section import HONORS
from generator.shown import Badge, Content, Cover, Page, Table, TableColumn, Value

_WIDTHS = {"撤销原因": 24, "称号": 18}
_UNSEEN = (CONSENT.name, CHILD.name, GUARDIAN.name, LISTED)
"""Not published: which stars are listed tells which one a household lacks."""


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """A page per batch, and one of its certificates and plates where any are in force."""
    sample = context.village.sample_sentence(KIND.title)
    for data, batch in batches(datasets, context):
        worth = tuple(honor_badge(row, context.today) for row in data.rows)
        leads = leads_of(KIND, data, batch.path, context.references)
        papers = _award_papers.page(data, batch.title, context, sample)
        yield Page(
            batch.path, batch.title, "honors", "batch", _roll_of, (data, batch, worth, leads, papers.path if papers else "", _award_papers.printed(data)),
            description=f"{context.village.name}{batch.title}。", sample=sample, sources=(data.file,),
            posted=posting.posted(data, until=max(days_of(data), default=None)),
            cover=Cover(batch.title, batch.counts),
        )  # fmt: skip
        if papers:
            yield papers


@dataclass(frozen=True)
class Roll:
    """The page of one batch, as its template takes it."""

    batch: Batch
    groups: tuple[tuple[str, Table, Table | None], ...]
    """(称号, those who hold it, those who do not any more); where nobody does, all of them stand first."""
    rounds: tuple[Value, ...]
    """The rounds it came from, each leading there."""
    leads: Leads
    papers: str
    """The page that prints its certificates; "" where there is none."""
    printed: str
    """What it prints: 证书和门牌."""


def _roll_of(data: Dataset, batch: Batch, worth: tuple[Badge, ...], leads: Leads, papers: str, printed: str) -> Content:
    """``worth``: of each row, on the day of the build."""
    groups = tuple((title, *_group(data, title, worth)) for title, _ in batch.counts)
    rounds = dict.fromkeys(row.text(ROUND) for row in data.rows if row.text(ROUND))
    return Content(
        Roll(batch, groups, tuple(linked_text(name, leads.cells.get(ROUND, {})) for name in rounds), leads, papers, printed),
        (_whole(data),),
    )


def _group(data: Dataset, title: str, worth: tuple[Badge, ...]) -> tuple[Table, Table | None]:
    rows = [(f"r{n}", row, badge) for n, (row, badge) in enumerate(zip(data.rows, worth, strict=True), 1) if row.text("称号") == title]
    held, over = [one for one in rows if one[2].tone == "good"], [one for one in rows if one[2].tone != "good"]
    if not held or not over:
        return roll(title, title, rows), None
    return roll(title, title, held), roll(f"{title}-over", f"{title}：不再有效的", over)


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every honor of every household, person, pair and group; and everybody who has several, with all of them."""
    for data in datasets:
        for number, row in enumerate(data.rows, 1):
            day, badge = row["授予日期"], honor_badge(row, context.today)
            worth = str(badge) if row["状态"] == "撤销" else f"有效期到 {badge.end}" if badge.end else ""
            words = (
                row.text("组别"),
                stars_text(row),
                worth,
                row.text("撤销原因"),
                row.text("事由"),
                row.text("备注"),
                row.text(PLATE),
            )
            year = str(day.year) if isinstance(day, date) else ""
            yield Record(
                f"{name_of(row)} {row.text('称号')}", "，".join(filter(None, words)), path_of(data), f"r{number}", KIND.section.title,
                day if isinstance(day, date) else None, None, year,
            )  # fmt: skip
    every = [(data, n, row, honor_badge(row, context.today)) for data in datasets for n, row in enumerate(data.rows, 1)]
    for several in by_holder(every).values():
        if len(several) > 1:
            newest = several[0][2]
            listed = (newest.text("组别"), *(f"{row.text('称号')} {badge}" for _, _, row, badge in several))
            day = newest["授予日期"] if isinstance(newest["授予日期"], date) else None
            title, year = f"{name_of(newest)} 得过的荣誉", str(day.year) if day else ""
            yield Record(title, "，".join(filter(None, listed)), HOLDERS, anchor_of(several), KIND.section.title, day, None, year)


def _place(data: Dataset, row: int) -> tuple[str, str]:
    return title_of(data), f"{path_of(data)}#r{row + 1}"


def _offers(datasets: Datasets, year: str, context: Context) -> Iterator[Offered]:
    """How many of each title were granted in the year, and each batch."""
    for data, batch in batches(datasets, context):
        rows = [(n, row) for n, row in enumerate(data.rows, 1) if isinstance(day := row["授予日期"], date) and str(day.year) == year]
        counts = []
        for title in dict.fromkeys(row.text("称号") for _, row in rows):
            those = [(n, row) for n, row in rows if row.text("称号") == title]
            counts.append(f"{title} {count_of([row for _, row in those])}")
            number, _, unit = count_of([row for _, row in those]).partition("、")[0].partition(" ")
            path = f"{batch.path}#r{those[0][0]}" if len(those) == 1 else batch.path
            yield OfferedFigure(title, int(number), unit, path, batch.title, compared=False)
        if rows:
            yield OfferedEntry(batch.title, "，".join(counts), batch.path, days_of(data)[-1])


def _whole(data: Dataset) -> Table:
    """The file as it stands: for download."""
    shown = [c for c in KIND.columns if c.name not in _UNSEEN and any(row.text(c.name) for row in data.rows)]
    columns = (*(TableColumn(c.name, "date" if c.type == "date" else "text", _WIDTHS.get(c.name, 12)) for c in shown),)
    rows = tuple(tuple(row[c.name] if c.type == "date" else row.text(c.name) for c in shown) for row in data.rows)
    return Table(data.key, "荣誉名单", columns, rows)


def _as_agreed(data: Dataset, context: Context) -> Dataset:
    """Those who did not agree are counted; of children whose guardians did not, the surname is told."""
    return with_children_counted(as_agreed(data, context), context.today)


def _told_of_until(row: Row, data: Dataset, context: Context) -> date | None:
    """The last day on which somebody is named beside what was taken from him."""
    gone = row["撤销日期"]
    return gone + REVOKED if row["状态"] == "撤销" and isinstance(gone, date) else None


def _named_until(row: Row, data: Dataset, context: Context) -> date | None:
    """For as long as the honor is in force; where no term is stated it is always, and a group is no person. Who said no is not named at all."""
    if row["状态"] == "撤销":
        return _told_of_until(row, data, context)
    return values.FOREVER if row["对象"] == "集体" else terms.row_end(row) or values.FOREVER


KIND = OwnKind(
    name="honors",
    row_key=("牌号",),
    moving=("状态",),
    title="荣誉",
    section=HONORS,
    order=501,
    key="slug",
    formats=("csv", "xlsx", "yml"),
    rows_key="名单",
    total_labels=TOTALS,
    label_column="称号",
    redact=_as_agreed,
    changes=Changes("reviews", as_changed),
    known_by=PLATE,
    roll=replace(REFUSED, until=_named_until, by=(*(REFUSED.by or ()), "撤销原因"), at_most=_told_of_until),
    make_pages=pages,
    make_records=records,
    make_place=_place,
    make_offers=_offers,
    guide="每评一批一个文件。称号、对象、授予日期必填；名单没有公布时不写姓名，写数量。「评选」写「评选过程」里那一次的名称。"
    "到期的荣誉程序会标「已到期」，不用改表；摘牌的不要删行：有牌号的写进「复评和变更」，没有牌号的把状态写成「撤销」，并写明日期和原因（不要写个人隐私）。"
    "本人放弃公布、后来撤回同意的，在「同意」里写明，网页、下载和查找里就只剩个数，不要删行；未满 14 岁的孩子只登姓，家长同意的才登全名。"
    "写成 yml 时，全批相同的项目写在上面，名单一条一条写在「名单:」下面。",
    columns=(
        Column("称号", blank=False, aliases=("荣誉", "荣誉称号", "荣誉名称"), example="十星级文明户", width=18),
        Column("对象", "choice", blank=False, choices=("户", "人", "对", "集体"), aliases=("类型", "单位"), help="授给谁", example="户", width=8),
        Column("姓名", required=False, aliases=("户主", "户主姓名", "名称", "获得者"), help="户写户主姓名，对写两个人的姓名，集体写名称", example="王示例", width=18, persons="named"),
        Column("数量", "count", required=False, aliases=("个数",), help="没有名单时写几户、几人", example="", width=8),
        Column("组别", required=False, aliases=("村民小组", "小组", "组"), example="二组", width=10),
        Column("星数", "count", required=False, aliases=("星级",), help="几颗星", example="10", width=8),
        Column("授予日期", "date", blank=False, aliases=("授予时间", "评定日期", "表彰日期"), example="2026-01-15", width=12),
        Column("有效期", "term", required=False, help="3年、18个月、到期的那一天，或长期", example="2年", width=12),
        Column("状态", "choice", required=False, choices=("有效", "撤销"), help="不写就是有效", example="有效", width=8),
        Column("撤销日期", "date", required=False, width=12),
        Column("撤销原因", required=False, width=24),
        Column(ROUND, required=False, aliases=("评选活动", "评选批次"), help="哪一次评选评出来的，和「评选过程」里的名称写成一样", example="", width=18, ref=("rounds",)),
        Column(PLATE, required=False, aliases=("证书号", "门牌编号"), help="牌子、证书上的编号，一个编号一块牌；复评、降星、摘牌按它记", example="星26-01", width=10),
        Column("事由", required=False, aliases=("事迹", "主要事迹", "评选理由"), help="为什么评上，一句话；不写别人的姓名", example="", width=24),
        Column(LISTED, required=False, aliases=("获星", "星名"), help="得了哪几颗星，用顿号隔开；用来核对星数，不登出来", example="", width=24),
        Column(SCORE, "count", required=False, aliases=("评分", "总分"), help="打分的写", example="", width=8),
        Column("备注", required=False, width=20),
        CHILD,
        CONSENT,
        GUARDIAN,
    ),
    checks=(
        consents_clear(CONSENT),
        consents_clear(GUARDIAN),
        terms.not_empty,
        terms.counts_agree,
        terms.named_or_counted,
        terms.one_name_each,
        terms.stars_within,
        terms.terms_ordered,
        terms.days_have_come,
        terms.revocations_clear,
        terms.honors_once,
        award_lives.one_star_title_each,
        award_lives.plates_once,
        award_lives.stars_listed,
        award_lives.reasons_not_private,
        award_lives.children_known,
    ),
)  # fmt: skip
