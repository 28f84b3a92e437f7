"""Transfers between own accounts that do not match, and entries of which nobody knows whose money they moved."""

from __future__ import annotations

from collections.abc import Iterator

from generator import periods
from generator.check.balances import balances
from generator.check.transfers import WHERE, amount, in_transit
from generator.check.walk import IN, OUT
from generator.config import Context
from generator.kind import Datasets
from generator.law.charts import REGIMES, chart
from generator.model import Dataset, Problem, Row, Source, problem
from generator.own_accounts import TRANSIT, says_transfer
from generator.values import yuan


def transfers_matched(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What goes from one own account comes to another, as much; a matter called a transfer is not booked as income or expense."""
    for month in balances(datasets):
        for out, come in month.transfers.uneven:
            yield _uneven(out, come)
        if month.transfers.alone:
            yield _alone(month.transfers.alone)
        yield from month.data.once("booked as more", (), lambda data=month.data: tuple(_booked_as_more(data)))  # type: ignore[misc]


def _booked_as_more(data: Dataset) -> Iterator[Problem]:
    for row in data.rows:
        if says_transfer(row.text("摘要")) and _flows(row.text("科目")):
            message = f"摘要是「{row.text('摘要')}」，像是自己的账户之间转钱，科目却是「{row.text('科目')}」。"
            yield problem("transfer-subject", row.at("科目"), message, excerpt=row.excerpt())


def transit_arrives(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What was on its way at the end of a month has come by the end of the next; nothing comes that was not on its way."""
    had = 0
    for month in balances(datasets):
        way = next((a for a in month.accounts if a.name == TRANSIT), None)
        left = (way.closing or 0) if way else 0
        row = next((row for row in reversed(month.data.transfers) if in_transit(row)), None)
        where = row.at("科目") if row else Source(month.data.file)
        came = sum(row.fen(OUT) or 0 for row in way.book.rows) if way else 0
        if left < 0:
            message = f"从在途资金转入的比在路上的多 {yuan(-left)}。"
            hint = "转出的那个月，也要登一行，科目写「在途资金」。"
            yield problem("transfer-unmatched", where, message, hint, row.excerpt() if row else "")
        elif had > came:
            message = f"上月底在路上的 {yuan(had)}，到{periods.month_cn(month.data.key)}底还有 {yuan(had - came)} 没有转入哪个账户。"
            yield problem("transit-left", where, message, excerpt=row.excerpt() if row else "")
        had = max(left, 0)


def _uneven(out: Row, come: Row) -> Problem:
    gone, came = (out.fen(OUT) or 0, out.fen(IN) or 0) if out is come else (amount(out), amount(come))
    where = "" if out is come else f"（{_place(out)}、{_place(come)}）"
    message = f"「{come.text('摘要')}」两边的数不一样{where}：转出 {yuan(gone)}，转入 {yuan(came)}。"
    return problem("transfer-unmatched", come.at(IN), message, excerpt=come.excerpt())


def _place(row: Row) -> str:
    return f"{row.text(WHERE)}第 {row.number} 行"


def _alone(rows: tuple[Row, ...]) -> Problem:
    row = rows[0]
    went = (row.fen(OUT) or 0) > 0 or (row.fen(IN) or 0) < 0
    more = f"这个月共有 {len(rows)} 笔这样。" if len(rows) > 1 else ""
    about = f"「{row.text('摘要')}」的科目是「{row.text('科目')}」"
    message = f"{about}，像是自己的账户之间转钱，可是只登了转{'出' if went else '入'}的 {yuan(amount(row))}。"
    return problem("transfer-unmatched", row.at(OUT if row.fen(OUT) else IN), message + more, excerpt=row.excerpt())


def _flows(subject: str) -> bool:
    return any(account.flows for regime in REGIMES if (account := chart(regime).named(subject)))


def accounts_named(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Where each account has its own balance, every row says of which it is."""
    for month in balances(datasets):
        if month.unnamed:
            row, count = month.unnamed[0], len(month.unnamed)
            more = f"这个月共有 {count} 行空着。" if count > 1 else ""
            message = f"上月余额是按账户写的，这一行的「账户」空着。{more}"
            yield problem("blank-cell", row.at(WHERE), message, "填上是哪个账户的钱。", row.excerpt())
