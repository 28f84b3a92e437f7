"""卫生: what a zone was given, whether enough judges looked at all of it, and that no home is among what must be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from generator import values
from generator.config import Context
from generator.kind import Datasets
from generator.law.persons import surname
from generator.model import Dataset, Problem, Row, problem
from generator.pattern import lazy
from generator.values import number_text

ZONE, CHARGE, HOUSEHOLDS, FROM, TO = "卫生区", "负责", "户数", "开始日", "到期日"
ITEM, WORTH, JUDGES_AT_LEAST = "项目", "分值", "评委至少"
DAY, SCORE, JUDGES = "日期", "得分", "评委"
HEAD, GRADE = "户主", "等级"
PLACE, WRONG, NOTICED, BY, MENDED = "地点", "问题", "发现日", "整改期限", "整改日"
SORT, PLANNED, DONE, UNIT_OF = "类", "应做", "已做", "单位"
JUDGES_USUAL = 3
"""Where a village sets no number."""
NONE = Decimal(0)


def number(row: Row, name: str) -> Decimal:
    value = row[name]
    return Decimal(value) if isinstance(value, int | Decimal) else NONE


# --- criteria and scores ---------------------------------------------------------------------


def total_worth(data: Dataset) -> Decimal:
    """What a zone can have at most."""
    return sum((number(row, WORTH) for row in data.rows), NONE)


def judges_needed(data: Dataset | None) -> int:
    """As the criteria say, once."""
    rows = data.rows if data else ()
    return next((judges for row in rows if isinstance(judges := row[JUDGES_AT_LEAST], int)), JUDGES_USUAL)


def criteria_of(criteria: Datasets, month: str) -> Dataset | None:
    """Those that hold in a month: of its year, else the newest before it."""
    return max((data for data in criteria if data.key <= month[:4]), key=lambda data: data.key, default=None)


def looked_at(data: Dataset) -> dict[tuple[date, str], list[Row]]:
    """(day, zone as labels are compared) → its rows, in the order of the file."""
    by_zone: dict[tuple[date, str], list[Row]] = {}
    for row in data.rows:
        day = row[DAY]
        if isinstance(day, date) and row.text(ZONE):
            by_zone.setdefault((day, values.label(row.text(ZONE))), []).append(row)
    return by_zone


def scores(data: Dataset) -> dict[str, Decimal]:
    """Zone, as it is written, → what it had in a month: the mean of its inspections, to a tenth where it does not come out."""
    names: dict[str, str] = {}
    sums: dict[str, list[Decimal]] = {}
    for (_, label), rows in looked_at(data).items():
        names.setdefault(label, rows[0].text(ZONE))
        sums.setdefault(label, []).append(sum((number(row, SCORE) for row in rows), NONE))
    return {names[label]: mean(totals) for label, totals in sums.items()}


def mean(several: list[Decimal]) -> Decimal:
    """Of one as it is, of several rounded half up to a tenth; 97, not 97.0."""
    count, tenths = len(several), sum(several, NONE) * 10
    return (several[0] if count == 1 else (2 * tenths + count) // (2 * count) * Decimal("0.1")).normalize()


def scored_whole(inspections: Datasets, criteria: Datasets) -> Iterator[Problem]:
    """Each inspection of a zone gives points for every item of the criteria, no more than it is worth: else the ranking is wrong."""
    for data in inspections:
        of = criteria_of(criteria, data.key)
        worth = {values.label(row.text(ITEM)): row for row in of.rows} if of else {}
        if of is None or not of.complete or not data.complete or of.unread:
            continue
        for row in data.rows:
            most = worth.get(values.label(row.text(ITEM)))
            if most and number(row, SCORE) > number(most, WORTH):
                text = f"「{row.text(ITEM)}」满分 {number_text(number(most, WORTH))} 分，这里写的是 {number_text(number(row, SCORE))} 分。"
                yield problem("score-over", row.at(SCORE), text, excerpt=row.excerpt())
        for (day, _), rows in looked_at(data).items():
            there = {values.label(row.text(ITEM)) for row in rows}
            if missing := [row.text(ITEM) for label, row in worth.items() if label not in there]:
                text = f"{values.date_cn(day)}{rows[0].text(ZONE)}没有打「{'、'.join(missing)}」的分，加起来和别的卫生区比不了。"
                yield problem("score-missing", rows[-1].at(ITEM), text)


def enough_judges(inspections: Datasets, criteria: Datasets) -> Iterator[Problem]:
    """As many as the village has set; told once of each inspection."""
    for data in inspections:
        least = judges_needed(criteria_of(criteria, data.key))
        told: set[date] = set()
        for (day, _), rows in looked_at(data).items():
            short = next((row for row in rows if isinstance(judges := row[JUDGES], int) and judges < least), None)
            if short and day not in told:
                told.add(day)
                text = f"{values.date_cn(day)}的评比只有 {short.text(JUDGES)} 个评委，村里定的是至少 {least} 个。"
                yield problem("judges-few", short.at(JUDGES), text)


# --- zones -----------------------------------------------------------------------------------


def terms_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A zone is answered for from one day to a later one."""
    yield from _in_order(datasets, FROM, TO)


def _in_order(datasets: Datasets, earlier: str, later: str) -> Iterator[Problem]:
    for row in (row for data in datasets for row in data.rows):
        first, last = row[earlier], row[later]
        if isinstance(first, date) and isinstance(last, date) and last < first:
            text = f"{later}是 {values.date_cn(last)}，比{earlier} {values.date_cn(first)} 还早。"
            yield problem("sanitation-order", row.at(later), text, excerpt=row.excerpt())


# --- places to be mended ---------------------------------------------------------------------

_HOME = lazy(r"[一-鿿]某{1,2}|(?<![农住各全几])户主|家(?:门口|门前|院|屋|房|里|猪圈|厕|墙|的|$)|老[一-鿿](?:家|院)")
_NOBODYS = lazy("(?:大|国|各|公|农|住)家|家家|家(?:具|电|禽|畜|属院|庭农场)")


def mended(row: Row) -> bool:
    return row[MENDED] is not None


def to_mend(data: Dataset) -> list[Row]:
    return [row for row in data.rows if not mended(row)]


def place_is_no_home(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What must be mended is told by the place, and nobody's home is one (民法典 art. 1024, 个人信息保护法 art. 25): no list of the bad."""
    for row in (row for data in datasets for row in data.rows):
        for name in (PLACE, WRONG):
            text = _NOBODYS.sub("", row.text(name))
            if (home := _HOME.search(text)) and (home[0][-1:] == "某" or "家" in home[0] or surname(text) or "户主" in home[0]):
                message = f"「{name}」写着「{home[0]}」，看得出是谁家。这里只写地段。"
                yield problem("place-household", row.at(name), message)


def mended_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Neither the deadline nor the mending comes before it was noticed."""
    for later in (BY, MENDED):
        yield from _in_order(datasets, NOTICED, later)


def mended_in_time(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What is past its day and not mended."""
    for row in (row for data in datasets for row in data.rows):
        by = row[BY]
        if isinstance(by, date) and by < context.today and not mended(row) and MENDED not in row.invalid:
            text = f"整改期限 {values.date_cn(by)} 已经过了 {(context.today - by).days} 天，还没有写整改日。"
            yield problem("mending-late", row.at(BY), text)


# --- what is cleared and rebuilt -------------------------------------------------------------

_AT_HOMES = lazy("危房|危旧房|土坯房|厕")


def at_homes(sort: str) -> bool:
    """True for what stands at people's homes, whose small counts would tell whose."""
    return bool(_AT_HOMES.search(sort)) and "公厕" not in sort


def left_to_do(row: Row) -> Decimal | None:
    """应做 − 已做; None where how many there were is not known."""
    return None if row[PLANNED] is None else number(row, PLANNED) - number(row, DONE)


def done_within(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No more is done than there was to do."""
    for row in (row for data in datasets for row in data.rows):
        left = left_to_do(row)
        if left is not None and left < 0 and not row.invalid & {PLANNED, DONE}:
            text = f"应做 {number_text(number(row, PLANNED))}，已做写的是 {number_text(number(row, DONE))}，多了 {number_text(-left)}。"
            yield problem("cleanup-over", row.at(DONE), text, excerpt=row.excerpt())


def units_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """One sort is counted in one unit: 5 间 and 20 平方米 make no sum."""
    for data in datasets:
        first: dict[str, Row] = {}
        for row in _counted(data.rows):
            before = first.setdefault(values.label(row.text(SORT)), row)
            if row.text(UNIT_OF) != before.text(UNIT_OF):
                text = f"「{row.text(SORT)}」前面按「{before.text(UNIT_OF)}」数，这一行按「{row.text(UNIT_OF)}」数，加不起来。"
                yield problem("unit-mixed", row.at(UNIT_OF), text, excerpt=row.excerpt())


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.text(UNIT_OF))
