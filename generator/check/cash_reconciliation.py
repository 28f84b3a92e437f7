"""科目余额表 against 收支明细 of the same months: the money that is left (K12), and income and expense by 科目 (K11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import own_accounts, periods
from generator.check.balances import MonthBalance, balances
from generator.check.books import neighbours
from generator.check.identity import Identity
from generator.check.subjects import SUBJECT
from generator.check.trial import CLOSING, MOVED, NAME, OPENING, Trial
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.kind import Datasets
from generator.law.charts import CASH
from generator.model import Row, Source
from generator.values import yuan

Flow = tuple[int, int]
"""(收入, 支出) of one account."""


@dataclass(frozen=True)
class Cashbook:
    """收支明细 of the months of one period."""

    months: tuple[MonthBalance, ...]
    flows: dict[str, Flow]
    """By code."""
    unknown: tuple[str, ...]
    """科目 that are no accounts."""


@dataclass(frozen=True)
class Compared:
    """One income or expense account of a period, in fen, as the page 账怎么核 shows it."""

    name: str
    cashbook: int
    trial: int
    income: bool


def cashbooks(trials: list[Trial], ledger: Datasets) -> dict[str, Cashbook]:
    """By the key of the trial; none where a month is missing, or does not agree with itself: that is told in its own file."""
    months = {m.data.key: m for m in balances(ledger)}
    books = {trial.key: _cashbook(trial, months) for trial in trials if trial.sound}
    return {key: book for key, book in books.items() if book}


def _cashbook(trial: Trial, months: dict[str, MonthBalance]) -> Cashbook | None:
    balances: list[MonthBalance] = []
    month = trial.first
    while month <= trial.last:
        at = months.get(month)
        if at is None or not at.data.complete or at.opening is None or at.opening + at.net != at.closing:
            return None
        balances.append(at)
        month = periods.next_month(month)
    sums: dict[str, Flow] = {}
    for row in (row for m in balances for row in m.data.rows):
        came, went = row.fen(IN) or 0, row.fen(OUT) or 0
        if came or went:
            before = sums.get(row.text(SUBJECT), (0, 0))
            sums[row.text(SUBJECT)] = before[0] + came, before[1] + went
    flows: dict[str, Flow] = {}
    for name, (came, went) in sums.items():
        if account := trial.chart.named(name):
            before = flows.get(account.code, (0, 0))
            flows[account.code] = before[0] + came, before[1] + went
    return Cashbook(tuple(balances), flows, tuple(name for name in sums if not trial.chart.named(name)))


def money_agrees(trials: list[Trial], cash: Mapping[str, Cashbook]) -> Iterator[Identity]:
    """现金 + 银行存款 = the balance 收支明细 leaves; what was there first too, where no earlier 科目余额表 says it."""
    followed = {trial.key for _, trial in neighbours(trials)}
    for trial in trials:
        book = cash.get(trial.key)
        if book is None:
            continue
        names = " + ".join(f"「{trial.chart.by_code[code].name}」" for code in CASH)
        row = next((trial.lines[code].row for code in CASH if code in trial.lines), None)
        first, last = book.months[0], book.months[-1]
        how = f"{periods.month_cn(trial.last)}收支明细最后的余额（见 {last.data.file}）"
        sides = [("期末", CLOSING[0], "closing", last.closing, how)]
        if trial.key not in followed:
            how = f"{periods.month_cn(trial.first)}收支明细的上月余额（见 {first.data.file}）"
            sides.append(("期初", OPENING[0], "opening", first.opening, how))
        for when, column, which, left, how in sides:
            total = sum(trial.net(code, which) for code in CASH)
            where = row.at(column) if row else Source(trial.data.file, field=column)
            by_account = list(_held(trial, last if which == "closing" else first, which, when, column))
            if total == left or all(one.holds for one in by_account):
                yield Identity("cash-trial", MONEY, f"{names}的{when}余额", how, total, left or 0, where, row)
            yield from by_account


MONEY = "现金和存款 = 收支明细的余额"


def _held(trial: Trial, month: MonthBalance, which: str, when: str, column: str) -> Iterator[Identity]:
    """库存现金, 银行存款 and each of its details = what 收支明细 has in the accounts; nothing where it does not say.

    A detail is compared where both call it by the same name.
    """
    if not month.accounts or any(getattr(one, which) is None for one in month.accounts):
        return
    file, sums = month.data.file, {one.name: getattr(one, which) or 0 for one in month.accounts}
    code_cash, code_bank = CASH
    for code, names in ((code_cash, [n for n in sums if n == own_accounts.CASH]), (code_bank, [n for n in sums if n != own_accounts.CASH])):
        line = trial.lines.get(code)
        lines = [(line, names)] if line else []
        lines += [
            (detail, [name])
            for detail in trial.details.get(code, ())
            for name in names
            if own_accounts.account(detail.row.text(NAME)) == name
        ]
        for of, chosen in lines:
            total = sum(sums[name] for name in chosen)
            label = "、".join(f"「{name}」" for name in chosen) or f"「{of.account.name}」"
            how = f"{periods.month_cn(month.data.key)}收支明细里{label}的余额（见 {file}）"
            what = f"「{of.row.text(NAME)}」的{when}余额"
            yield Identity("cash-trial", "各账户的余额 = 科目余额表", what, how, of.net(which), total, of.row.at(column), of.row)


def flows_agree(trials: list[Trial], cash: Mapping[str, Cashbook]) -> Iterator[Identity]:
    """Income and expense of 收支明细 by 科目 = what moved in 科目余额表.

    What passed without money (depreciation, what is owed) stands in 科目余额表 only. It moves an account of assets or debts by as much,
    so differences are right up to that amount, and no further.
    """
    for trial in trials:
        book = cash.get(trial.key)
        if book is None or book.unknown:
            continue
        rests = [(c, c.trial - c.cashbook) for c in compared(trial, book)]
        wrong = [(c, rest) for c, rest in rests if rest]
        total, unpaid = sum(abs(rest) for _, rest in wrong), without_money(trial, book)
        yield from _each(trial, wrong if total > unpaid else [], rests)


def _each(trial: Trial, wrong: list[tuple[Compared, int]], rests: list[tuple[Compared, int]]) -> Iterator[Identity]:
    """One identity for each account that agrees, and one for all that do not: a sum in the wrong 科目 is wrong in two."""
    for c, rest in rests:
        if not rest:
            yield Identity(
                "ledger-trial", "收支明细 = 科目余额表", f"「{c.name}」本期", "收支明细里", c.trial, c.cashbook, Source(trial.data.file)
            )
    if wrong:
        first, _ = wrong[0]
        row = _row_of(trial, first.name)
        where = row.at(MOVED[first.income]) if row else Source(trial.data.file)
        told = "；".join(f"「{c.name}」表里 {yuan(c.trial)}，收支明细 {yuan(c.cashbook)}" for c, _ in wrong[:4]) + (
            "等" if len(wrong) > 4 else ""
        )
        message = f"{trial.name}的发生额和收支明细逐笔相加的不一样：{told}。"
        yield Identity("ledger-trial", "收支明细 = 科目余额表", first.name, "", first.trial, first.cashbook, where, row, message)


def _row_of(trial: Trial, name: str) -> Row | None:
    return next((line.row for line in trial.lines.values() if line.account.name == name), None)


def compared(trial: Trial, book: Cashbook) -> list[Compared]:
    """Income and expense accounts that moved in either."""
    comparisons = []
    for account in trial.chart.by_code.values():
        line = trial.lines.get(account.code)
        if not account.flows or (line is None and account.code not in book.flows):
            continue
        came, went = book.flows.get(account.code, (0, 0))
        own, back = (came, went) if account.sort == "收入" else (went, came)
        moved = trial.earned(line) if line else 0
        # What was taken back is in red on its own side, or, where the account is closed, lost among what was carried over.
        paid = own if line and trial.closes and moved == own and line.net("closing") == 0 else own - back
        if moved or paid:
            comparisons.append(Compared(account.name, paid, moved, account.sort == "收入"))
    return comparisons


def without_money(trial: Trial, book: Cashbook) -> int:
    """How much accounts of assets and debts moved beyond what 收支明细 says: at most as much income and expense passed without money."""
    total = 0
    for code, line in trial.lines.items():
        if line.account.sort in ("资产", "负债", "成本") and code not in CASH:
            came, went = book.flows.get(code, (0, 0))
            total += abs(line.net("moved") - (went - came))
    return total
