"""Documents: dates in order, posted for as long as the law asks, what came of it, and taken down in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.alone import alone
from generator.check.hanging import items_of, needed, proposal
from generator.check.requirements import about, asked
from generator.config import EDITIONS, Context
from generator.kind import PROPOSED, STAGE, Datasets
from generator.law.catalogue import Item
from generator.law.limits import Span
from generator.law.workdays import days_in, last_day
from generator.model import Dataset, Problem, Source, problem
from generator.posted import Posted


def posted(data: Dataset, until: date | None = None) -> Posted:
    """What the lines beside a table, or the front matter of a document, say of its publication."""
    return data.once("posted", (until,), lambda: _posted(data, until))


def _posted(data: Dataset, until: date | None) -> Posted:
    front = data.rows[0] if data.document else None

    def day_of(name: str) -> object:
        row = front or data.marked(name)
        return row[name] if row else None

    span = day_of("公示期")
    start, end = span if isinstance(span, tuple) else (day_of("公示起"), day_of("公示止"))
    day, start, end = (d if isinstance(d, date) else None for d in (day_of("公开日"), start, end))
    return Posted(until or day, day, start, end, str(day_of("审核") or ""))


@alone
def posting_complete(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """公示起 and 公示止 come together, or not at all (长期公开)."""
    for data in datasets:
        (row,) = data.rows
        given = [name for name in ("公示起", "公示止") if row.text(name)]
        if len(given) == 1:
            other = "公示止" if given == ["公示起"] else "公示起"
            yield problem("posting-half", row.at(given[0]), f"写了{given[0]}，没有写{other}。")


@alone
def posting_ordered(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """公开日 ≤ 公示起 ≤ 公示止 ≤ 撤下日."""
    for data in datasets:
        (row,) = data.rows
        for earlier, later in (("公开日", "公示起"), ("公示起", "公示止"), ("公示止", "撤下日")):
            a, b = row[earlier], row[later]
            if isinstance(a, date) and isinstance(b, date) and a > b:
                message = f"{later} {values.date_cn(b)} 早于{earlier} {values.date_cn(a)}。"
                yield problem("posting-order", row.at(later), message)


@alone
def posted_long_enough(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """As long as the law and the catalogue's item ask, both ends counted; before a decision often less than for what was decided."""
    for data in datasets:
        (row,) = data.rows
        start, end, stage = row["公示起"], row["公示止"], row.text(STAGE.name)
        items = items_of(data, context)
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            yield from too_short(row.at("公示止"), items, stage, start, end, context, "公示止写 {} 或更晚。")


def too_short(where: Source, items: list[Item], stage: str, start: date, end: date, context: Context, mend: str) -> Iterator[Problem]:
    """Told where a posting is shorter than its items ask; ``mend`` has a place for the first day that is late enough."""
    least = needed(items, stage, start, context)
    days = days_in(start, end, least.working) if least else 0
    if least is None or days >= least.days:
        return
    message = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 只有 {Span(days, least.working)}，至少要 {least}。"
    hint = mend.format(last_day(start, least.days, least.working).isoformat())
    before = next((item.proposing for item in items if item.proposing), None)
    if before and not any(proposal(item, stage) for item in items) and days_in(start, end, before.working) >= before.days:
        hint += f"决定、发放以前征求意见的，加一行「{STAGE.name}: {PROPOSED}」，至少 {before} 就够。"
    yield problem("posting-short", where, message, hint)


@alone
def result_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """After its last day a document says what came of it: no objection, or how it was dealt with."""
    for data in datasets:
        (row,) = data.rows
        end, told = row["公示止"], row["结果日期"]
        if not isinstance(end, date):
            continue
        if end < context.today and not row.text("结果") and not taken_down(data, context):
            yield problem("result-missing", row.at_or("结果", "公示止"), f"公示 {values.date_cn(end)} 期满，没有写结果。")
        elif isinstance(told, date) and told <= end:
            message = f"结果日期 {values.date_cn(told)} 在公示最后一天 {values.date_cn(end)} 以前，那时还可以提意见。"
            yield problem("posting-order", row.at("结果日期"), message, "写公示期满以后、登出结果的那一天。")


@alone
def posted_for_too_long(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """More than a year is nearly always a mistyped year."""
    for data in datasets:
        (row,) = data.rows
        start, end = row["公示起"] or row["公开日"], row["公示止"]
        if isinstance(start, date) and isinstance(end, date) and (end - start).days > 366:
            message = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 有 {(end - start).days + 1} 天。"
            yield problem("posting-long", row.at("公示止"), message)


def links_lead_somewhere(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A document that villagers can read links only to those of its kind that they can read."""
    public = {data.key for data in datasets if on_the_board(data, context)}
    for data in datasets:
        if data.key not in public:
            continue
        for slug, where in data.links:
            if slug not in public:
                there = any(d.key == slug for d in datasets)
                message = f"正文里的链接指向「{slug}.md」，它{'现在没有公开' if there else '不存在'}。"
                yield problem("broken-link", where, message, "等它公开后再加链接，或者去掉链接。" if there else "")


def on_the_board(data: Dataset, context: Context) -> bool:
    """True for what the edition may hold today: its 范围, its 公开日 reached, and not taken down."""
    asked = (context.today, context.edition, context.site, context.village.region)
    return data.once("on the board", asked, lambda: _on_the_board(data, context))


def _on_the_board(data: Dataset, context: Context) -> bool:
    row = data.rows[0]
    day = row["公开日"]
    there = isinstance(day, date) and day <= context.today and not taken_down(data, context)
    return there and row["范围"] in EDITIONS[context.edition].scopes


def taken_down(data: Dataset, context: Context) -> bool:
    """撤下日 has come; or a document that is not for everybody, about a matter in which persons stand, has been posted to its end.

    Law: 个人信息保护法 art. 47: kept no longer than its purpose asks.
    """
    row = data.rows[0]
    down, end = row["撤下日"], row["公示止"]
    if isinstance(down, date) and down <= context.today:
        return True
    if row["范围"] == "社会" or not isinstance(end, date) or end >= context.today:
        return False
    item = about(data, context)
    return item is not None and item.privacy >= 2


@alone
def told_of_withheld(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Says which documents stay off the open web, and which wait for their day."""
    for data in datasets:
        (row,) = data.rows
        day, scope = row["公开日"], row["范围"]
        if scope and scope != "社会":
            yield problem("scope-withheld", row.at("范围"), f"范围是「{scope}」，公开网站上不登这一篇。")
        elif taken_down(data, context):
            yield problem("taken-down", row.at_or("撤下日", "公示止"), "这一篇已经从网站上撤下。")
        elif isinstance(day, date) and day > context.today:
            yield problem("not-yet-public", row.at("公开日"), f"公开日是 {values.date_cn(day)}，今天还不登。")


@alone
def stated_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What the lines beside a table say: 公开日 ≤ 公示起 ≤ 公示止, long enough, and no 公开日 still to come."""
    for data in datasets:
        day_row, span_row = data.marked("公开日"), data.marked("公示期")
        day = day_row["公开日"] if day_row else None
        if day_row and isinstance(day, date) and day > context.today:
            yield problem("future-date", day_row.at("公开日"), f"公开日 {values.date_cn(day)} 在今天之后。")
        span = span_row["公示期"] if span_row else None
        if not span_row or not isinstance(span, tuple):
            continue
        start, end = span
        stage_row = data.marked(STAGE.name)
        items = [item for item in asked(context) if item.shown_by(data.kind, data.key)]
        if start > end:
            yield problem("posting-order", span_row.at("公示期"), f"公示期的头 {values.date_cn(start)} 晚于尾 {values.date_cn(end)}。")
        elif isinstance(day, date) and day > start:
            yield problem(
                "posting-order", span_row.at("公示期"), f"公示期从 {values.date_cn(start)} 开始，公开日是 {values.date_cn(day)}。"
            )
        elif (days := (end - start).days + 1) > 366:
            message = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 有 {days} 天。"
            yield problem("posting-long", span_row.at("公示期"), message)
        else:
            stage = stage_row.text(STAGE.name) if stage_row else ""
            yield from too_short(span_row.at("公示期"), items, stage, start, end, context, "公示期写到 {} 或更晚。")
