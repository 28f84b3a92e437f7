"""账怎么核: one table against another, and a page that tells villagers in plain words what was compared and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import periods
from generator.check import matched
from generator.check.accounting import LEFT, balances, net
from generator.check.books import FAMILIES, neighbours
from generator.check.figures import figures_of, value
from generator.check.identity import Identity, broken
from generator.check.matched import Compared
from generator.check.statements import fund_explained, lines_agree, read_statements, statements_follow
from generator.check.trial import Trial, read_trials
from generator.config import Context
from generator.kind import Books, Overview
from generator.law.statements import layout
from generator.model import Dataset, Problem, Row, Source, problem
from generator.shown import Content, Page, Table, TableColumn
from generator.values import yuan

Equation = tuple[str, tuple[str, ...]]
"""(what it says, one line for each side with its figures)."""


def statements_agree(books: Books, context: Context) -> Iterator[Problem]:
    """K1, K2, K7: every line of every statement."""
    yield from broken(lines_agree(read_statements(books["statement"], context), read_trials(books["trial"], context)))


def statements_on(books: Books, context: Context) -> Iterator[Problem]:
    """K8, K9: from statement to statement, from year to year."""
    yield from broken(statements_follow(read_statements(books["statement"], context)))


def fund(books: Books, context: Context) -> Iterator[Problem]:
    """K10: 公积公益金."""
    yield from broken(fund_explained(read_statements(books["statement"], context), read_trials(books["trial"], context)))


def money(books: Books, context: Context) -> Iterator[Problem]:
    """K12: what 收支明细 leaves is what the accounts hold."""
    yield from broken(matched.money_agrees(read_trials(books["trial"], context), books["ledger"]))


def flows(books: Books, context: Context) -> Iterator[Problem]:
    """K11: income and expense by 科目."""
    yield from broken(matched.flows_agree(read_trials(books["trial"], context), books["ledger"]))


def flows_unknown(books: Books, context: Context) -> Iterator[Problem]:
    """Where K11 could not be asked."""
    for trial, names in matched.not_compared(read_trials(books["trial"], context), books["ledger"]):
        said = f"{trial.name}的收支明细里，{'、'.join(f'「{name}」' for name in names[:4])}{'等' if len(names) > 4 else ''}不是科目表里的名称。"
        yield problem("not-compared", Source(trial.data.file), said)


@dataclass(frozen=True)
class Proof:
    """All that the page says."""

    newest: str
    equations: tuple[Equation, ...]
    flows: tuple[Compared, ...]
    flows_of: str
    counts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    """(place, reason)."""


def pages(books: Books, context: Context) -> Iterator[Page]:
    """One page, where there is anything to prove."""
    if not any(books.values()):
        return
    trials, months = read_trials(books["trial"], context), balances(books["ledger"])
    compared, of = _newest_flows(books, trials)
    newest = trials[-1].name if trials else periods.month_cn(months[-1].data.key) if months else ""
    known = tuple((d.place, d.reason) for d in context.village.differences)
    proof = Proof(
        newest, tuple(_equations(books, trials)), compared, of, _counts(books, trials, context), tuple(_missing(books, trials)), known
    )
    yield Page(
        "finance/proof.md", "账怎么核", "proof", "proof", _proof, (proof,),
        description=f"这些账互相对不对得上：核了 {sum(n for _, n in proof.counts):,} 次，每一次都对得上。",
        sample=context.village.sample_sentence(), listed="财务公开",
    )  # fmt: skip


def _proof(proof: Proof) -> Content:
    columns = (TableColumn("科目", "title"), TableColumn("收支明细", "money"), TableColumn("科目余额表", "money"))
    rows = tuple((c.name, c.cashbook, c.trial) for c in proof.flows)
    flows = Table("flows", f"{proof.flows_of}收入和支出", columns, rows, (), "单位：元")
    counts = (TableColumn("核什么", "title"), TableColumn("核了几次", "number"))
    total = sum(n for _, n in proof.counts)
    counted = Table("counts", "核了几次", counts, proof.counts, ("合计", total))
    return Content({"proof": proof, "flows": flows, "counts": counted, "total": total}, (flows,) if rows else ())


def _equations(books: Books, trials: list[Trial]) -> Iterator[Equation]:
    months = [m for m in balances(books["ledger"]) if m.opening is not None]
    if months:
        m = months[-1]
        left = (m.opening or 0) + net(m.data)
        sums = [sum(row.fen(side) or 0 for row in m.data.rows) for side in ("收入", "支出")]
        how = f"{yuan(m.opening or 0)} + {yuan(sums[0])} − {yuan(sums[1])} = {yuan(left)}"
        yield f"{periods.month_cn(m.data.key)}：上月余额 + 收入 − 支出 = 月末余额", (how, f"账上写的月末余额 {yuan(m.closing or 0)}")
    ends = {t.last: t for t in trials if t.last.endswith("-12")}
    year = next(iter(reversed(ends.values())), None)
    for trial in dict.fromkeys(t.key for t in (*trials[-1:], *([year] if year else []))):
        yield from _of_trial(next(t for t in trials if t.key == trial), trials, books)


def _of_trial(trial: Trial, trials: list[Trial], books: Books) -> Iterator[Equation]:
    sums = [sum(line.closing[i] for line in trial.lines.values()) for i in (0, 1)]
    yield f"{trial.name}：借方合计 = 贷方合计", (f"期末借方 {yuan(sums[0])}", f"期末贷方 {yuan(sums[1])}")
    now, _ = figures_of("balance", trial.chart, trial.key, trials)
    lines = layout(trial.chart.regime, "balance")
    assets, debts, own = (value(lines, name, now, {}) or 0 for name in ("资产总计", "负债合计", "所有者权益合计"))
    yield (
        f"{trial.name}末：资产 = 负债 + 权益",
        (f"资产总计 {yuan(assets)}", f"负债合计 {yuan(debts)} + 所有者权益合计 {yuan(own)} = {yuan(debts + own)}"),
    )
    for found in matched.money_agrees([trial], books["ledger"]):
        if found.at.field.startswith("期末"):
            yield (
                f"{trial.name}末：现金 + 存款 = 收支明细的余额",
                (f"库存现金和银行存款 {yuan(found.left)}", f"{found.how} {yuan(found.right)}"),
            )
    for before, after in neighbours(trials):
        if after is trial and before.chart is trial.chart:
            same = len({*before.lines, *trial.lines})
            yield f"{trial.name}初 = {before.name}末", (f"{same} 个科目，每一个的期初都等于上期的期末",)
    if trial.last.endswith("-12"):
        yield from _divided(trial, trials)


def _divided(trial: Trial, trials: list[Trial]) -> Iterator[Equation]:
    """年初未分配收益 + 净收益 − 分配 = 年末未分配收益."""
    lines = layout(trial.chart.regime, "income")
    now, _ = figures_of("income", trial.chart, trial.last, trials)
    surplus = "净收益" if "净收益" in lines.lines else "本年收益"
    before, earned, after = (value(lines, name, now, {}) for name in ("年初未分配收益", surplus, "年末未分配收益"))
    if before is not None and earned is not None and after is not None and now.earned is not None:
        shared = before + earned - after
        how = f"{yuan(before)} + {yuan(earned)} − {yuan(shared)} = {yuan(after)}"
        yield f"{trial.last[:4]}年：年初未分配收益 + 本年收益 − 分配 = 年末未分配收益", (how, f"账上的年末未分配收益 {yuan(after)}")


def _newest_flows(books: Books, trials: list[Trial]) -> tuple[tuple[Compared, ...], str]:
    months = balances(books["ledger"])
    for trial in reversed(trials):
        book = matched.cashbook(trial, months)
        if book and not book.unknown:
            return tuple(matched.compared(trial, book)), trial.name
    return (), ""


def _counts(books: Books, trials: list[Trial], context: Context) -> tuple[tuple[str, int], ...]:
    statements = read_statements(books["statement"], context)
    found: dict[str, int] = {}
    stated = [row for data in books["ledger"] for row in (*data.rows, *_sums(data)) if row.fen(LEFT) is not None]
    if stated:
        found["收支明细：上一行余额 + 收入 − 支出 = 余额"] = len(stated)
    groups: list[Iterable[Identity]] = [family(trials) for family in FAMILIES]
    groups += [matched.money_agrees(trials, books["ledger"]), matched.flows_agree(trials, books["ledger"])]
    groups += [lines_agree(statements, trials), statements_follow(statements)]
    for identity in (i for group in groups for i in group):
        found[identity.family] = found.get(identity.family, 0) + 1
    return tuple(found.items())


def _sums(data: Dataset) -> list[Row]:
    return [row for mark, row in data.marks if mark in ("opening", "total")]


def _missing(books: Books, trials: list[Trial]) -> Iterator[str]:
    months = balances(books["ledger"])
    if not trials:
        yield "没有科目余额表：只能核对收支明细自己，不能核对资产、负债和收入支出的科目。"
    if not months:
        yield "没有收支明细：不能核对现金、存款和每个科目的收支。"
    if trials and not books["statement"]:
        yield "没有报会计报表：网页上的资产负债表、收益及收益分配表由科目余额表做出来，没有另一张可以核对。"
    before = {after.key: earlier for earlier, after in neighbours(trials)}
    for trial in trials:
        earlier = before.get(trial.key)
        if earlier is None:
            yield f"{trial.name}：没有上一期的科目余额表，期初余额没有核对。"
        elif earlier.chart is not trial.chart:
            yield f"{trial.name}：这一期起换了会计制度，只核对了现金和存款的期初余额，其他科目要按衔接规定转账。"
        book = matched.cashbook(trial, months) if months else None
        if book and book.unknown:
            yield f"{trial.name}：收支明细里的{'、'.join(f'「{name}」' for name in book.unknown[:4])}不是科目表里的名称，没有按科目核对。"
        elif book and (unpaid := sum(abs(c.trial - c.cashbook) for c in matched.compared(trial, book))):
            yield f"{trial.name}：有 {yuan(unpaid)} 元收入、支出没有动钱（如折旧），只在科目余额表里，收支明细没有。"
        elif months and book is None:
            yield f"{trial.name}：收支明细的月份不全，没有和科目余额表核对。"


OVERVIEW = Overview(
    name="proof", title="账怎么核", order=14, uses=("ledger", "trial", "statement"),
    checks=(statements_agree, statements_on, fund, money, flows, flows_unknown), pages=pages,
)  # fmt: skip
