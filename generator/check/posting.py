"""公示公告: dates in order, posted for as long as the law asks, what came of it, and taken down in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods, values
from generator.check.asked import matter
from generator.config import EDITIONS, Context
from generator.kind import Datasets
from generator.law.limits import Span
from generator.law.workdays import days_in, last_day
from generator.model import Dataset, Problem, Row, problem
from generator.posted import Posted


def posted(data: Dataset, until: date | None = None) -> Posted:
    """What the lines beside a table, or the front matter of a notice, say of its publication."""
    front = next((row for row in data.rows if "公示起" in row.head.fields), None)

    def said(name: str) -> object:
        row = front or data.marked(name)
        return row[name] if row else None

    span = said("公示期")
    start, end = span if isinstance(span, tuple) else (said("公示起"), said("公示止"))
    day, start, end = (d if isinstance(d, date) else None for d in (said("公开日"), start, end))
    return Posted(until or day, day, start, end, str(said("审核") or ""))


def posting_complete(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """公示起 and 公示止 come together, or not at all (长期公开)."""
    for data in datasets:
        (row,) = data.rows
        given = [name for name in ("公示起", "公示止") if row.text(name)]
        if len(given) == 1:
            other = "公示止" if given == ["公示起"] else "公示起"
            yield problem("posting-half", row.at(given[0]), f"写了{given[0]}，没有写{other}。")


def posting_ordered(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """公开日 ≤ 公示起 ≤ 公示止 ≤ 撤下日."""
    for data in datasets:
        (row,) = data.rows
        for earlier, later in (("公开日", "公示起"), ("公示起", "公示止"), ("公示止", "撤下日")):
            a, b = row[earlier], row[later]
            if isinstance(a, date) and isinstance(b, date) and a > b:
                said = f"{later} {values.date_cn(b)} 早于{earlier} {values.date_cn(a)}。"
                yield problem("posting-order", row.at(later), said)


def posted_long_enough(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """As long as the catalogue's item asks (张贴: 7 days, 5 working days), else fifteen days (村民委员会组织法 2025 art. 35), both ends
    counted; site.yml may ask for another number than fifteen."""
    for data in datasets:
        (row,) = data.rows
        start, end = row["公示起"], row["公示止"]
        item = matter(row.text("事项"), context)
        needed = (item and item.posting) or Span(context.site.min_posting_days)
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            days = days_in(start, end, needed.working)
            if days < needed.days:
                last = last_day(start, needed.days, needed.working).isoformat()
                said = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 只有 {Span(days, needed.working)}，至少要 {needed}。"
                yield problem("posting-short", row.at("公示止"), said, f"公示止写 {last} 或更晚。")


def result_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """After its last day a notice says what came of it: no objection, or how it was dealt with."""
    for data in datasets:
        (row,) = data.rows
        end, told = row["公示止"], row["结果日期"]
        if not isinstance(end, date):
            continue
        if end < context.today and not row.text("结果") and not taken_down(row, context):
            yield problem("result-missing", row.at("结果"), f"公示 {values.date_cn(end)} 期满，没有写结果。")
        elif isinstance(told, date) and told <= end:
            said = f"结果日期 {values.date_cn(told)} 在公示最后一天 {values.date_cn(end)} 以前，那时还可以提意见。"
            yield problem("posting-order", row.at("结果日期"), said, "写公示期满以后、登出结果的那一天。")


def period_stated(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """期间 is a month, a quarter, a half year or a year, as files are named after them."""
    for data in datasets:
        (row,) = data.rows
        text = row.text("期间")
        if text and not periods.PERIOD.fullmatch(text):
            hint = "写成 2026-03、2026-Q1、2026-H1 或 2026 这样，或删去这一项。"
            yield problem("bad-value", row.at("期间"), f"「期间」写的是「{text}」，看不出是哪一期。", hint)


def posted_for_too_long(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """More than a year is nearly always a mistyped year."""
    for data in datasets:
        (row,) = data.rows
        start, end = row["公示起"] or row["公开日"], row["公示止"]
        if isinstance(start, date) and isinstance(end, date) and (end - start).days > 366:
            said = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 有 {(end - start).days + 1} 天。"
            yield problem("posting-long", row.at("公示止"), said)


def links_lead_somewhere(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A notice that villagers can read links only to notices that they can read."""
    public = {data.key for data in datasets if on_the_board(data.rows[0], context)}
    for data in datasets:
        if data.key not in public:
            continue
        for slug, where in data.links:
            if slug not in public:
                there = any(d.key == slug for d in datasets)
                said = f"正文里的链接指向「{slug}.md」，它{'现在没有公开' if there else '不存在'}。"
                yield problem("broken-link", where, said, "等它公开后再加链接，或者去掉链接。" if there else "")


def on_the_board(row: Row, context: Context) -> bool:
    """True for what the edition may hold today: its 范围, its 公开日 reached, and not taken down."""
    day = row["公开日"]
    there = isinstance(day, date) and day <= context.today and not taken_down(row, context)
    return there and row["范围"] in EDITIONS[context.edition].scopes


def taken_down(row: Row, context: Context) -> bool:
    """撤下日 has come; or a notice that is not for everybody, about a matter in which persons stand, has been posted to its end.

    Law: 个人信息保护法 art. 47: kept no longer than its purpose asks.
    """
    down, end = row["撤下日"], row["公示止"]
    if isinstance(down, date) and down <= context.today:
        return True
    if row["范围"] == "社会" or not isinstance(end, date) or end >= context.today:
        return False
    item = matter(row.text("事项"), context)
    return item is not None and item.privacy >= 2


def told_of_withheld(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Says which notices stay off the open web, and which wait for their day."""
    for data in datasets:
        (row,) = data.rows
        day, scope = row["公开日"], row["范围"]
        if scope and scope != "社会":
            yield problem("scope-withheld", row.at("范围"), f"范围是「{scope}」，公开网站上不登这篇公告。")
        elif taken_down(row, context):
            yield problem("taken-down", row.at("撤下日"), "这篇公告已经从网站上撤下。")
        elif isinstance(day, date) and day > context.today:
            yield problem("not-yet-public", row.at("公开日"), f"公开日是 {values.date_cn(day)}，今天还不登。")


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
        days, needed = (end - start).days + 1, context.site.min_posting_days
        said = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 有 {days} 天"
        if start > end:
            yield problem("posting-order", span_row.at("公示期"), f"公示期的头 {values.date_cn(start)} 晚于尾 {values.date_cn(end)}。")
        elif isinstance(day, date) and day > start:
            yield problem(
                "posting-order", span_row.at("公示期"), f"公示期从 {values.date_cn(start)} 开始，公开日是 {values.date_cn(day)}。"
            )
        elif days < needed:
            yield problem("posting-short", span_row.at("公示期"), f"{said}，至少要 {needed} 天。")
        elif days > 366:
            yield problem("posting-long", span_row.at("公示期"), f"{said}。")
