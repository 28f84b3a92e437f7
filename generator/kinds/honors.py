"""荣誉: 星级文明户 and other titles, to households, persons, pairs and groups, for as long as they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator import values
from generator.check import posting, terms
from generator.config import Context
from generator.day_words import WORDS, day_badge
from generator.kind import TOTALS, Datasets, OwnKind
from generator.kinds._consent import CONSENT, REFUSED, as_agreed, consents_clear, unnamed
from generator.model import Column, Dataset, Row
from generator.section import HONORS
from generator.shown import Badge, Content, Cover, HomePart, Page, Record, Table, TableColumn

_WIDTHS = {"撤销原因": 24, "称号": 18}


@dataclass(frozen=True)
class Batch:
    """One file of honors as lists show it."""

    title: str
    path: str
    granted: str
    """When: 2025年12月20日, or from the first day to the last."""
    counts: tuple[tuple[str, str], ...]
    """(称号, 「10 户」) in the order of the file."""
    badge: Badge


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """The list of batches and a page per batch."""
    if not datasets:
        return
    sample = context.village.sample_sentence(KIND.title)
    batches = _batches(datasets, context)
    yield Page(
        HONORS.front, HONORS.title, "honors", "index", _index, (tuple(b for _, b in batches), context.village.stars),
        description=f"{context.village.name}荣誉榜。", sample=sample, nav=KIND.section.title,
    )  # fmt: skip
    for data, batch in batches:
        worth = tuple(honor_badge(row, context.today) for row in data.rows)
        yield Page(
            batch.path, batch.title, "honors", "batch", _roll_of, (data, batch, worth),
            description=f"{context.village.name}{batch.title}。", sample=sample, sources=(data.file,),
            posted=posting.posted(data, until=max(_days(data), default=None)),
            cover=Cover(batch.title, batch.counts),
        )  # fmt: skip


@dataclass(frozen=True)
class HonorList:
    """The batches, as a template takes them."""

    batches: tuple[Batch, ...]
    stars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roll:
    """The page of one batch, as its template takes it."""

    batch: Batch
    groups: tuple[tuple[str, Table], ...]
    """(称号, those who hold it)."""


def _index(batches: tuple[Batch, ...], stars: tuple[str, ...]) -> Content:
    return Content(HonorList(batches, stars))


def _roll_of(data: Dataset, batch: Batch, worth: tuple[Badge, ...]) -> Content:
    """``worth``: of each row, on the day of the build."""
    groups = tuple((title, _roll(data, title, worth)) for title, _ in batch.counts)
    return Content(Roll(batch, groups), (_whole(data),))


def home(datasets: Datasets, context: Context) -> HomePart | None:
    """The newest two batches."""
    if not datasets:
        return None
    newest = tuple(batch for _, batch in _batches(datasets, context)[:2])
    return HomePart("home", HonorList(newest), context.village.sample_sentence(KIND.title))


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every honor of every household, person, pair and group."""
    for data in datasets:
        for number, row in enumerate(data.rows, 1):
            day, badge = row["授予日期"], honor_badge(row, context.today)
            worth = str(badge) if row["状态"] == "撤销" else f"有效期到 {badge.end}" if badge.end else ""
            words = (row.text("组别"), _stars(row), worth, row.text("撤销原因"), row.text("备注"))
            year = str(day.year) if isinstance(day, date) else ""
            yield Record(
                f"{_name(row)} {row.text('称号')}", "，".join(filter(None, words)), f"honors/{data.key}.md", f"r{number}", KIND.section.title,
                day if isinstance(day, date) else None, None, year,
            )  # fmt: skip


def honor_badge(row: Row, today: date) -> Badge:
    """有效, 已到期 or 已撤销 on the day of the build."""
    if row["状态"] == "撤销":
        gone = row["撤销日期"]
        return Badge(f"已撤销（{gone}）" if isinstance(gone, date) else "已撤销", "off")
    end, start = terms.row_end(row), row["授予日期"]
    if end is None or not isinstance(start, date):
        return Badge("有效", "good")
    if end == values.FOREVER:
        return Badge("长期有效", "good")
    return day_badge("term", today, end, start)


def _batches(datasets: Datasets, context: Context) -> list[tuple[Dataset, Batch]]:
    made = [(data, _batch(data, context)) for data in datasets]
    return sorted(made, key=lambda pair: (_days(pair[0])[-1:], pair[0].key), reverse=True)


def _batch(data: Dataset, context: Context) -> Batch:
    days = _days(data)
    titles = list(dict.fromkeys(row.text("称号") for row in data.rows))
    counts = tuple((title, _count(data, title)) for title in titles)
    granted = (
        "" if not days else values.date_cn(days[0]) if days[0] == days[-1] else f"{values.date_cn(days[0])}至{values.date_cn(days[-1])}"
    )
    most = max(titles, key=[row.text("称号") for row in data.rows].count, default="")
    name = f"{days[-1].year}年{most}" + (f"等 {len(titles)} 项荣誉" if len(titles) > 1 else "") if days else data.key
    badges = [honor_badge(row, context.today) for row in data.rows]
    alive = any(b.tone == "good" for b in badges)
    ends = {b.end for b in badges if b.mode == "term"}
    end = max((e for e in ends if e), default=None)
    forever = any(b.tone == "good" and not b.mode for b in badges)
    tone, text = WORDS["term-short"]["left" if alive else "past"]
    badge = Badge(text, tone, "" if forever or not end else "term", days[0] if days else None, end)
    return Batch(name, f"honors/{data.key}.md", granted, counts, badge)


def _days(data: Dataset) -> list[date]:
    return sorted(d for row in data.rows if isinstance(d := row["授予日期"], date))


def _count(data: Dataset, title: str) -> str:
    """「10 户」: names counted one by one, unnamed ones by 数量."""
    sums: dict[str, int] = {}
    for row in data.rows:
        if row.text("称号") == title:
            number = row["数量"]
            unit = {"集体": "个集体"}.get(row.text("对象"), row.text("对象"))
            sums[unit] = sums.get(unit, 0) + (number if isinstance(number, int) else 1)
    return "、".join(f"{number} {unit}" for unit, number in sums.items())


def _roll(data: Dataset, title: str, worth: tuple[Badge, ...]) -> Table:
    """One title's names. Columns without content are left out."""
    anchored = [(f"r{n}", row, badge) for n, (row, badge) in enumerate(zip(data.rows, worth, strict=True), 1) if row.text("称号") == title]
    rows = [row for _, row, _ in anchored]
    unit = rows[0].text("对象")
    names = [("姓名", _name), ("组别", lambda r: r.text("组别")), ("星数", _stars), ("授予日期", lambda r: r["授予日期"])]
    names += [("撤销原因", lambda r: r.text("撤销原因")), ("备注", lambda r: r.text("备注"))]
    cells: dict[str, list[object]] = {name: [read(row) for row in rows] for name, read in names}
    cells["有效期"] = [badge for *_, badge in anchored]
    order = ("姓名", "组别", "星数", "授予日期", "有效期", "撤销原因", "备注")
    kept = [name for name in order if any(cells[name])]
    roles = {"姓名": "title", "授予日期": "date", "有效期": "badge"}
    columns = tuple(TableColumn("名单" if n == "姓名" and unit != "人" else n, roles.get(n, "text")) for n in kept)  # type: ignore[arg-type]
    return Table(title, title, columns, tuple(zip(*(cells[name] for name in kept), strict=True)), anchors=tuple(a for a, *_ in anchored))


def _name(row: Row) -> str:
    number = row["数量"]
    why = "未公开姓名" if unnamed(row) else "原始资料未列名单"
    return row.text("姓名") or f"{number} {row.text('对象')}（{why}）"


def _stars(row: Row) -> str:
    return f"{row['星数']} 星" if row["星数"] else ""


def _whole(data: Dataset) -> Table:
    """The file as it stands: for download."""
    shown = [c for c in KIND.columns if c is not CONSENT and any(row.text(c.name) for row in data.rows)]
    columns = tuple(TableColumn(c.name, "date" if c.type == "date" else "text", _WIDTHS.get(c.name, 12)) for c in shown)
    rows = tuple(tuple(row[c.name] if c.type == "date" else row.text(c.name) for c in shown) for row in data.rows)
    return Table(data.key, "荣誉名单", columns, rows)


REVOKED = timedelta(days=14)
"""How long a revocation is posted beside the name, its own day not counted: 村民委员会组织法 (2025) art. 35."""


def _named_until(row: Row, data: Dataset, context: Context) -> date | None:
    """For as long as the honor is in force; where no term is stated it is always, and a group is no person. Who said no is not named at all."""
    gone = row["撤销日期"]
    if row["状态"] == "撤销":
        return gone + REVOKED if isinstance(gone, date) else None
    return values.FOREVER if row["对象"] == "集体" else terms.row_end(row) or values.FOREVER


KIND = OwnKind(
    name="honors",
    title="荣誉",
    section=HONORS,
    order=501,
    key="slug",
    formats=("csv", "xlsx", "yml"),
    rows_key="名单",
    total_labels=TOTALS,
    label_column="称号",
    redact=as_agreed,
    roll=replace(REFUSED, until=_named_until, by=(*(REFUSED.by or ()), "撤销原因")),
    make_pages=pages,
    make_home=home,
    make_records=records,
    guide="每评一批一个文件。称号、对象、授予日期必填；名单没有公布时不写姓名，写数量。"
    "到期的荣誉程序会标「已到期」，不用改表；撤销的不要删行，把状态写成「撤销」，并写明日期和原因（不要写个人隐私）。"
    "本人不同意登姓名、后来撤回同意的，在「同意」里写明，网页、下载和查找里就只剩个数，不要删行。"
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
        Column("备注", required=False, width=20),
        CONSENT,
    ),
    checks=(consents_clear(CONSENT), terms.not_empty, terms.counts_agree, terms.named_or_counted, terms.one_name_each, terms.stars_within, terms.terms_ordered, terms.days_have_come, terms.revocations_clear, terms.honors_once),
)  # fmt: skip
