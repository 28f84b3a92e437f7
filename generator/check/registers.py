"""What the registers of 资产, 资源 and 债权债务 say of themselves: what a thing is worth, how much land is kept back, how old a sum is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator import periods, values
from generator.check.totals import fen_of
from generator.config import Context
from generator.kind import Datasets
from generator.known_days import bounds
from generator.model import Dataset, Problem, Row, problem
from generator.values import yuan

# --- 固定资产 ---------------------------------------------------------------------------------


def net_value(row: Row) -> int | None:
    """原值 − 累计折旧 in fen (K3); None where no 原值 could be read."""
    cost = row.fen("原值")
    return None if cost is None or row.invalid & {"原值", "累计折旧"} else cost - (row.fen("累计折旧") or 0)


def net_values(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """净值 = 原值 − 累计折旧, and not below nothing (K3)."""
    for row in (row for data in datasets for row in data.rows):
        stated, net = row.fen("净值"), net_value(row)
        if net is None:
            continue
        cost, worn = row.fen("原值") or 0, row.fen("累计折旧") or 0
        if stated is not None and stated != net:
            message = f"净值写的是 {yuan(stated)}，但原值 {yuan(cost)} − 累计折旧 {yuan(worn)} = {yuan(net)}。"
            yield problem("net-value-mismatch", row.at("净值"), message, excerpt=row.excerpt())
        elif net < 0:
            message = f"累计折旧 {yuan(worn)} 比原值 {yuan(cost)} 还多 {yuan(-net)}。"
            yield problem("net-value-negative", row.at("累计折旧"), message, excerpt=row.excerpt())


# --- 资源 -------------------------------------------------------------------------------------

RESERVE = "机动地"
AT_MOST_ONE_IN = 20
"""Of all 耕地 at most this part may be 机动地, five in a hundred: 农村土地承包法 art. 67."""
ARABLE = ("耕地", RESERVE)
"""地类 that together are the village's 耕地."""


def area(data: Dataset, *sorts: str) -> Decimal:
    """亩 of these 地类, of all without any."""
    areas = (row["面积"] for row in data.rows if not sorts or row["地类"] in sorts)
    return sum((number for number in areas if isinstance(number, Decimal)), Decimal())


def reserve_land(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """机动地 is at most five in a hundred of all 耕地 (农村土地承包法 art. 67). Without other 耕地 in the list nothing can be said."""
    for data in datasets:
        rows = [row for row in data.rows if row["地类"] == RESERVE]
        reserve, arable = area(data, RESERVE), area(data, *ARABLE)
        unread = data.unreadable_rows or any(row.invalid & {"地类", "面积"} for row in data.rows)
        if rows and reserve < arable and reserve * AT_MOST_ONE_IN > arable and not unread:
            share = (reserve * 100 / arable).quantize(Decimal("0.01"))
            message = f"机动地 {values.number_text(reserve)} 亩，占耕地 {values.number_text(arable)} 亩的 {share}%。"
            yield problem("reserve-land", rows[-1].at("面积"), message, excerpt=rows[-1].excerpt())


# --- 债权债务 ---------------------------------------------------------------------------------

AGES = ("1 年以内", "1—2 年", "2—3 年", "3 年以上")


def age(since: date, until: date) -> str:
    """账龄: 「1 年以内」 up to the day before the first anniversary; from the third one on 「3 年以上」."""
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return AGES[min(max(years, 0), 3)]


def age_known(since: object, until: date) -> str | None:
    """账龄 of what is owed since a day, a month or a year; None where it could be one or another."""
    known = bounds(since)
    ages = {age(day, until) for day in known} if known else set()
    return ages.pop() if len(ages) == 1 else None


def ages_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """发生日期 is known well enough to tell how old the sum is."""
    for data in datasets:
        end = periods.period_end(data.key)
        for row in data.rows:
            since = row["发生日期"]
            if (known := bounds(since)) and age_known(since, end) is None and known[0] <= end:
                older, younger = (age(day, end) for day in known)
                message = f"发生日期只写了 {since}，到{values.date_cn(end)}是{younger}还是{older}，分不出来。"
                yield problem("bad-date", row.at("发生日期"), message, "写到月，如 2025-06。", row.excerpt())


def aged(data: Dataset, side: str) -> dict[str, int]:
    """Fen of 债权 or 债务 by 账龄 at the end of the period."""
    rows = [row for row in data.rows if row["类别"] == side]
    sums = dict.fromkeys(AGES, 0)
    for row in rows:
        if age := age_known(row["发生日期"], periods.period_end(data.key)):
            sums[age] += fen_of([row], "余额")
    return sums
