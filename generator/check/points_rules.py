"""积分: what the files must agree on: points as their rule has them, within its 上限, 期初 and 期末 as they come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator import values
from generator.check.points import (
    BROUGHT,
    CAP,
    CLOSING,
    DAY,
    GOODS,
    HEAD,
    HOUSEHOLD,
    MANNER,
    NONE,
    OPENING,
    PIECES,
    POINTS,
    Move,
    Passbook,
    Points,
    accounts,
    household,
    number,
    openings,
    price,
    register,
    rules_by_number,
    shelves,
)
from generator.check.walk import OUT
from generator.kind import Datasets
from generator.model import Problem, Row, problem
from generator.values import number_text as _n
from generator.values import yuan

ENTRY_RULE = "规则"
"""The column in which an entry names its rule."""
VOUCHER, AMOUNT = "凭证号", "金额"


def heads_agree(files: Points) -> Iterator[Problem]:
    """Where a row says the 户主 too, it is that of its 户号: a number mistyped by one gives points to a neighbour."""
    for data in (*files.entries, *files.redeemed):
        known = register(files, data.key[:4])
        for row in data.rows:
            of = known.get(household(row))
            if of and row.text(HEAD) and values.label(row.text(HEAD)) != values.label(of.text(HEAD)):
                text = f"户号 {row.text(HOUSEHOLD)} 在户册里不是这里写的户主。"
                yield problem("household-differs", row.at(HEAD), text)


def as_ruled(files: Points) -> Iterator[Problem]:
    """An entry adds or takes what its rule says, once or several times over; where a household has less, all it has is taken."""
    for row, rule in _ruled(files):
        points, once = number(row, POINTS), number(rule, POINTS)
        wrong = points == 0 or points % once or points * once < 0 if once else False
        if wrong and row[POINTS] is not None and not (once < points < 0 and _left(files, row) == 0):
            text = f"规则 {row.text(ENTRY_RULE)} 一次是 {signed(once)} 分，这里写的是 {signed(points)} 分。"
            yield problem("points-rule", row.at(POINTS), text, excerpt="")


def _left(files: Points, row: Row) -> Decimal | None:
    """What its household has at the end of the day of a row."""
    day = row[DAY]
    return accounts(files, day, day)[household(row)].closing if isinstance(day, date) else None


def within_caps(files: Points) -> Iterator[Problem]:
    """No household gets, or loses, more by one rule in a year than its 上限. Told where it is passed, by the days."""
    sums: dict[tuple[str, str, str], Decimal] = {}
    told: set[tuple[str, str, str]] = set()
    ruled = [(day, row, rule) for row, rule in _ruled(files) if isinstance(day := row[DAY], date)]
    for day, row, rule in sorted(ruled, key=lambda one: one[0]):
        cap = rule[CAP]
        if not isinstance(cap, int | Decimal):
            continue
        key = (household(row), values.label(row.text(ENTRY_RULE)), str(day.year))
        sums[key] = sums.get(key, NONE) + abs(number(row, POINTS))
        if sums[key] > cap and key not in told:
            told.add(key)
            of = f"户号 {row.text(HOUSEHOLD)} 这一年按规则 {row.text(ENTRY_RULE)}"
            text = f"{of} 算到这一天是 {_n(sums[key])} 分，上限是 {_n(cap)} 分。"
            yield problem("points-over-cap", row.at(POINTS), text)


def _ruled(files: Points) -> Iterator[tuple[Row, Row]]:
    """Entries that could be read, with their rule."""
    for data in files.entries:
        known = rules_by_number(files, data.key[:4])
        for row in data.rows:
            rule = known.get(values.label(row.text(ENTRY_RULE)))
            if rule and not (row.invalid | rule.invalid) & {POINTS, CAP, DAY}:
                yield row, rule


def never_below(files: Points) -> Iterator[Problem]:
    """At the end of no day has a household less than nothing; told once of each, on the last row that takes from it that day."""
    if not files.whole:
        return
    by_day: dict[date, list[Move]] = {}
    for move in files.moves:
        by_day.setdefault(move.day, []).append(move)
    for year in files.years:
        have = openings(files, date(int(year), 1, 1))
        told: set[str] = set()
        for day, today in by_day.items():
            if str(day.year) != year:
                continue
            for move in today:
                have[move.household] = have.get(move.household, NONE) + move.points
            for label in dict.fromkeys(move.household for move in today):
                if have[label] < 0 and label not in told:
                    told.add(label)
                    yield _below([move for move in today if move.household == label], have[label], day)


def _below(today: list[Move], left: Decimal, day: date) -> Problem:
    taking = [move for move in today if move.points < 0]
    last = max(taking or today, key=lambda move: (move.spent, move.row.number))
    had = left - sum((move.points for move in taking), NONE)
    row = last.row
    gone = f"这一天扣的和兑的是 {_n(had - left)} 分，少 {_n(-left)} 分"
    text = f"户号 {row.text(HOUSEHOLD)} 到{values.date_cn(day)}一共有 {_n(had)} 分，{gone}。"
    return problem("points-negative", row.at(POINTS), text)


def balances_stated(files: Points) -> Iterator[Problem]:
    """期初 is what the year before came to; 期末 = 期初 + 加 − 减 − 兑."""
    if not files.whole:
        return
    for data in files.households:
        year = data.key
        before = _year(files, int(year) - 1) if any(earlier < year for earlier in files.years) else {}
        now = _year(files, int(year))
        for row in data.rows:
            last, account = before.get(household(row)), now[household(row)]
            of, opening, closing = f"户号 {row.text(HOUSEHOLD)} ", row[OPENING], row[CLOSING]
            if last and opening is not None and number(row, OPENING) != last.closing:
                text = f"{of}期初写的是 {_n(number(row, OPENING))} 分，上一年最后是 {_n(last.closing)} 分。"
                yield problem("points-balance", row.at(OPENING), text)
            if closing is not None and number(row, CLOSING) != account.closing:
                how = f"期初 {_n(account.opening)} + 加 {_n(account.added)} − 减 {_n(account.taken)} − 兑 {_n(account.redeemed)}"
                text = f"{of}期末写的是 {_n(number(row, CLOSING))} 分，但{how} = {_n(account.closing)} 分。"
                yield problem("points-balance", row.at(CLOSING), text)


def _year(files: Points, year: int) -> dict[str, Passbook]:
    return accounts(files, date(year, 1, 1), date(year, 12, 31))


def priced(files: Points) -> Iterator[Problem]:
    """What is redeemed costs the points of one piece as many times."""
    for row in (row for data in files.redeemed for row in data.rows):
        day, thing = row[DAY], row.text(GOODS)
        each = price(files, thing, day) if isinstance(day, date) and not row.invalid else None
        if each is not None and row[POINTS] is not None and each * number(row, PIECES) != number(row, POINTS):
            pieces, right = _n(number(row, PIECES)), _n(each * number(row, PIECES))
            text = f"「{thing}」一件 {_n(each)} 分，{pieces} 件是 {right} 分，这里写的是 {_n(number(row, POINTS))} 分。"
            yield problem("redemption-price", row.at(POINTS), text)


def in_stock(files: Points) -> Iterator[Problem]:
    """At the end of no day has more of a thing gone than came; told once of each thing."""
    for shelf in shelves(files).values() if files.whole else ():
        for day in sorted({day for day, *_ in shelf.changes}):
            left = shelf.left(day)
            if left < 0:
                row = max((row for on, pieces, row in shelf.changes if on == day and pieces < 0), key=lambda row: row.number)
                text = f"「{shelf.name}」到{values.date_cn(day)}兑出、报损的比进的多 {-left} 件。"
                yield problem("goods-short", row.at(PIECES), text)
                break


def brought_forward(files: Points) -> Iterator[Problem]:
    """上年结存 is what was left of the thing when the year before was over, where its files are there."""
    known = shelves(files) if files.whole else {}
    for data in files.goods:
        for row in data.rows:
            shelf = known.get(values.label(row.text(GOODS)))
            end = date(int(data.key) - 1, 12, 31)
            if row[MANNER] == BROUGHT and shelf and any(day <= end for day, *_ in shelf.changes) and shelf.left(end) != number(row, PIECES):
                text = f"「{row.text(GOODS)}」上年结存写的是 {_n(number(row, PIECES))} 件，上一年最后还有 {shelf.left(end)} 件。"
                yield problem("points-balance", row.at(PIECES), text)


def goods_paid(goods: Datasets, ledger: Datasets) -> Iterator[Problem]:
    """What goods cost is what the ledger spent by that voucher, to the fen, where the ledger of that month is there."""
    months = {data.key: data for data in ledger if data.complete and not data.unread and not data.unreadable_rows}
    bought: dict[tuple[str, str], list[Row]] = {}
    for row in (row for data in goods for row in data.rows):
        day = row[DAY]
        if isinstance(day, date) and row.text(VOUCHER) and row.fen(AMOUNT) is not None:
            bought.setdefault((f"{day.year:04d}-{day.month:02d}", values.label(row.text(VOUCHER))), []).append(row)
    for (month, voucher), rows in bought.items():
        if month not in months:
            continue
        spent = [fen for row in months[month].rows if values.label(row.text(VOUCHER)) == voucher and (fen := row.fen(OUT)) is not None]
        cost, last = sum(row.fen(AMOUNT) or 0 for row in rows), rows[-1]
        there = f"是 {yuan(sum(spent))} 元" if spent else "没有这张凭证的支出"
        if cost != sum(spent):
            text = f"凭证 {last.text(VOUCHER)} 进货一共写了 {yuan(cost)} 元，收支明细 {month} 里{there}。"
            yield problem("goods-ledger", last.at(AMOUNT), text, excerpt=last.excerpt())


def signed(points: Decimal) -> str:
    """+5, −3."""
    return ("−" if points < 0 else "+") + _n(abs(points))
