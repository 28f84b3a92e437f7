"""The disclosure clock: for each item of the catalogue and each period, by which day it is due, and whether and when it was published.

Law: 村民委员会组织法 (2025) art. 35 and 36, 农村集体经济组织法 art. 45 and 46; days and periods from law/catalogue.yml and data/regions.
Pure: the same files and the same day give the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from generator import periods
from generator.check.basis import bases
from generator.check.hanging import LAW
from generator.check.publications import disclosed, newest
from generator.check.requirements import asked
from generator.config import Context
from generator.duties import Duty, Obligation, Published
from generator.kept import kept
from generator.kind import Datasets
from generator.lately import lately
from generator.law.catalogue import ASKED_SINCE, Item
from generator.law.limits import PERIODS, Limit, Span
from generator.law.workdays import known, workday_after

READERS = {"社会": "所有人", "村民": "本村村民", "成员": "集体经济组织成员", "党员": "本村党员"}
EVENTS = {"即时": "有事随时", "每批": "每批一次", "变更": "有变动随时"}


@lately
def owed(context: Context, datasets: Mapping[str, Datasets]) -> tuple[Obligation, ...]:
    """Every item that is asked of the village, as it stands today; nothing where the board is closed."""
    closed = context.village.closed
    if closed and closed <= context.today:
        return ()
    excused = {each.code: each.reason for each in context.village.excused}
    return tuple(_owed(item, context, datasets, excused.get(item.code, "")) for item in asked(context))


def _owed(item: Item, context: Context, datasets: Mapping[str, Datasets], reason: str) -> Obligation:
    """Kept by what was published of it: of eighty items a changed file concerns one or two."""
    publications = disclosed(item, datasets, context.today)
    given = (item, publications, context, reason)
    return kept(context.village.slug, f"owed {item.code}", given, partial(_obligation, *given))


def _obligation(item: Item, publications: tuple[Published, ...], context: Context, reason: str) -> Obligation:
    duties = () if reason else tuple(_open(duties_of(item, publications, context.today, context.village.since), context))
    return Obligation(
        item.code, item.group, item.title, item.body, READERS[item.scope], often(item), hangs(item, context.today),
        bases(item, context, context.today), item.explanation + _unknown_holidays(item, duties), reason, duties, newest(publications),
    )  # fmt: skip


def duties_of(item: Item, publications: Iterable[Published], today: date, since: str = "") -> list[Duty]:
    """The periods of an item, from ``since`` (a month), else from the first file that states its months, up to the first that is still to
    come. None for what is published when it happens."""
    shown = list(publications)
    length = PERIODS.get(item.period, 0)
    start = since or min((one.last for one in shown if one.last), default="") or _first_file(item, shown)
    if not length or not start:
        return []
    duties: list[Duty] = []
    of_months = _by_month(shown)
    untimed = [one for one in shown if not one.last and one.day and not one.title]
    occasional = sorted(untimed, key=lambda one: (one.day or date.min, one.file))
    period = periods.period_at(start, length)
    while periods.period_start(period) <= today or (duties and duties[-1].shown and _in_use(duties[-1], today)):
        by = due(item.limit, period)
        one = _covering(of_months, period) or _taken(occasional, period, by)
        duties.append(Duty(period, item.short, by, one))
        period = periods.next_period(period)
    return duties


def due(limit: Limit | None, period: str) -> date | None:
    """The last day for a period; None where there is none."""
    if limit is None:
        return None
    end = periods.period_end(period)
    if limit.anchor == "day":
        return date(end.year + limit.next_year, limit.month, limit.day)
    start = periods.period_start(period) if limit.anchor == "start" else end
    return workday_after(start, limit.days) if limit.working else start + timedelta(days=limit.days)


def _first_file(item: Item, shown: list[Published]) -> str:
    """The month of the first file of a kind that states no months; notices alone begin nothing, since they come when they come."""
    days = [one.day for one in shown if one.day and not one.title]
    return periods.month_of(min(days)) if days else ""


def _in_use(last: Duty, today: date) -> bool:
    """The current period is published already: the next one is what comes."""
    return periods.period_start(last.period) <= today


def _by_month(shown: Iterable[Published]) -> Mapping[str, list[Published]]:
    """Month → what speaks of it, in its order: of three hundred months each is asked for."""
    by_month: dict[str, list[Published]] = defaultdict(list)
    for one in (one for one in shown if one.last):
        month = one.first
        while month <= one.last:  # a year at most
            by_month[month].append(one)
            month = periods.next_month(month)
    return by_month


def _covering(by_month: Mapping[str, list[Published]], period: str) -> Published | None:
    """The first that was published of the last month of a period. What speaks of a longer time speaks of what was over by its day, a
    register that is kept on also of what had begun: neither of what was still to come."""
    months = periods.period_months(period)
    there = by_month.get(months[1], ())
    start, end = periods.period_start(period), periods.period_end(period)
    there = [one for one in there if not one.day or (one.first, one.last) == months or one.day >= (end if one.title else start)]
    return min(there, key=lambda one: (one.day is None, one.day or date.max, one.last), default=None)


def _taken(occasional: list[Published], period: str, by: date | None) -> Published | None:
    """A file whose name says nothing of its months: the first of those not counted yet that was published from the period's first day to
    its last day of publication. Each counts once. A notice is asked for its 期间 instead."""
    start, until = periods.period_start(period), by or periods.period_end(period)
    one = next((one for one in occasional if one.day and start <= one.day <= until), None)
    if one:
        occasional[:] = [other for other in occasional if other is not one]
    return one


def _open(duties: list[Duty], context: Context) -> Iterator[Duty]:
    """Without what falls due when the board will be closed."""
    closed = context.village.closed
    return (duty for duty in duties if duty.shown or not closed or (duty.by and duty.by < closed))


def often(item: Item) -> str:
    """周期 and 时限 in words: 每季一次，期末后 15 天以内."""
    words = [f"每{cadence}一次" if cadence in PERIODS else EVENTS[cadence] for cadence in item.cadences]
    return "、".join(words) + "".join(f"，{_within(limit, item.period)}" for limit in item.limits)


def _within(limit: Limit, period: str) -> str:
    if limit.anchor == "day":
        return f"{'次年' if limit.next_year else '当年'} {limit.month}月{limit.day}日以前"
    begins = {"end": f"{period}末", "start": f"{period}初", "event": "事"}[limit.anchor]
    return f"{begins}后 {Span(limit.days, limit.working)}以内"


def _unknown_holidays(item: Item, duties: tuple[Duty, ...]) -> str:
    """Said where a last day was counted in a year whose holidays are not known yet."""
    years = [
        duty.by.year for duty in duties if duty.by and not duty.shown and item.limit and item.limit.working and not known(duty.by.year)
    ]
    return f"{years[0]}年放假的日子还没有公布，工作日按周一到周五算。" if years else ""


def hangs(item: Item, today: date) -> str:
    """「至少 15 天，决定以前公示至少 7 天」: what holds on a day."""
    posting = None if item.posting == LAW and today < ASKED_SINCE else item.posting
    before = f"决定以前公示至少 {item.proposing}" if item.proposing and item.posting else ""
    span = posting or (item.proposing if not item.posting else None)
    return "，".join(filter(None, (f"至少 {span}" if span else "", before)))
