"""科目 of 收支明细 against the chart of accounts of the regime that village.yml states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.check.alone import alone
from generator.check.trial import regime_at
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kind import Datasets
from generator.law.charts import bare_code, chart
from generator.model import Problem, Row, problem

SUBJECT = "科目"


@alone
def subjects_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 科目 of the other regime is wrong; an everyday name is none of our business unless it looks like a slip of the pen.

    Each is told once in a file, at its first row.
    """
    if not context.village.regime:
        return
    for data in datasets:
        first: dict[str, Row] = {}
        count: Counter[str] = Counter()
        for row in data.rows:
            name = row.text(SUBJECT)
            count[name] += 1
            if name and name not in first and SUBJECT not in row.invalid:
                first[name] = row
        for name, row in first.items():
            yield from _known(name, row, regime_at(context.village, data.key), f"（本月共 {count[name]} 笔）" if count[name] > 1 else "")


@alone
def subjects_on_their_side(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Where no balance can tell, an income 科目 under 支出, or the other way round, is told; each once in a file."""
    if not context.village.regime:
        return
    for data in datasets:
        if any(row.fen(LEFT) is not None for row in data.rows):
            continue
        accounts = chart(regime_at(context.village, data.key))
        told: set[tuple[str, str]] = set()
        for row in data.rows:
            account = accounts.named(row.text(SUBJECT))
            side = next((side for side in (IN, OUT) if (row.fen(side) or 0) > 0), "")
            if account is None or not side or not account.flows or account.sort == side or (account.name, side) in told:
                continue
            told.add((account.name, side))
            message = f"「{account.name}」是{account.sort}类的科目，钱写在「{side}」一列。"
            yield problem("subject-side", row.at(side), message, excerpt=row.excerpt())


def _known(name: str, row: Row, regime: str, times: str) -> Iterator[Problem]:
    accounts = chart(regime)
    code = bare_code(name[:3])
    account, coded = accounts.named(name), accounts.by_code.get(code)
    if name.isdigit():
        meant = f"{regime} 年制度里 {name} 是「{coded.name}」" if coded else f"{regime} 年制度里没有 {name}"
        old = accounts.other.by_code.get(name)
        was = f"，{accounts.other.regime} 年制度里是「{old.name}」" if old else ""
        message = f"科目写的是编码 {name}{times}：{meant}{was}。"
        yield problem("account-code", row.at(SUBJECT), message, "写科目的名称。", row.excerpt())
    elif account and code and coded is not account:
        meant = f" {code} 是「{coded.name}」" if coded else f"没有 {code}"
        message = f"科目写的是「{name}」{times}，但 {regime} 年制度里{meant}。"
        yield problem("account-code", row.at(SUBJECT), message, f"「{account.name}」的编码是 {account.code}；或者只写名称。", row.excerpt())
    elif account is None and (old := accounts.other.named(name)):
        message = f"「{name}」是 {accounts.other.regime} 年制度的科目，{regime} 年制度里没有{times}。"
        yield problem("account-other-regime", row.at(SUBJECT), message, excerpt=row.excerpt())
    elif account is None and (near := accounts.near(name)):
        yield problem(
            "subject-unclear", row.at(SUBJECT), f"{regime} 年制度的科目表里没有「{name}」{times}。", f"是不是「{near}」？", row.excerpt()
        )
