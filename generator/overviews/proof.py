"""账怎么核: one table against another, and a page that tells villagers in plain words what was compared and what was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator import periods
from generator.check import cash_reconciliation, matters, projects, works
from generator.check.balances import MonthBalance, balances
from generator.check.books import FAMILIES, neighbours
from generator.check.cash_reconciliation import Cashbook, Compared
from generator.check.figures import figures_of, value
from generator.check.identity import Identity, not_holding
from generator.check.list_reconciliation import ListSum, lists_agree, surplus_agrees
from generator.check.statements import Statement, fund_explained, lines_agree, read_statements, statements_follow
from generator.check.trial import Trial, read_trials
from generator.check.waivers import unexplained
from generator.check.walk import IN, LEFT, OUT
from generator.classes import dataclass
from generator.config import ALL, Context
from generator.kind import Books, Datasets, Overview
from generator.kinds import assets, debts, earmarked, levies
from generator.law.statements import layout
from generator.model import Dataset, Problem, Row, Source, problem
from generator.section import FINANCE
from generator.shown import Content, Page, Table, TableColumn
from generator.values import yuan

Equation = tuple[str, tuple[str, ...]]
"""(what it says, one line for each side with its figures)."""


@dataclass(frozen=True)
class Tables:
    """Everything of a board that can be compared, read once."""

    trials: list[Trial]
    statements: list[Statement]
    months: list[MonthBalance]
    cash: Mapping[str, Cashbook]
    listed: list[ListSum]
    plans: Datasets
    """收益分配."""
    works: Datasets
    """村级工程."""
    parts: Mapping[str, Datasets]
    """What matters are made of: decisions, works step by step and in lists."""
    ledger: Datasets


LISTS = (
    (assets, {"原值": assets.COST, "累计折旧": assets.WORN}),
    (debts, dict.fromkeys(debts.SIDES, debts.LEFT)),
    (levies, {"一事一议结余": levies.LEFT}),
    (earmarked, {"专项结余": earmarked.LEFT}),
)
"""Kinds that list what an account holds, and the column of each sum."""


def tables(books: Books, context: Context) -> Tables:
    """All of them, in order of their time."""
    trials = read_trials(books["trial"], context)
    statements = read_statements(books["statement"], context)
    cash = cash_reconciliation.cashbooks(trials, books["ledger"])
    kept = (books["distribution"], books["projects"], books, books["ledger"])
    return Tables(trials, statements, balances(books["ledger"]), cash, list(_listed(books)), *kept)


def _listed(books: Books) -> Iterator[ListSum]:
    for module, columns in LISTS:
        for data in books[module.KIND.name]:
            sums = module.totals(data)
            for name, column in columns.items():
                yield ListSum(data, module.KIND.title, name, column, sums[name], module.KIND.key == "year")


ACROSS: tuple[Callable[[Tables], Iterable[Identity]], ...] = (
    lambda t: lines_agree(t.statements, t.trials),  # K1, K2, K7
    lambda t: statements_follow(t.statements),  # K8, K9
    lambda t: fund_explained(t.statements, t.trials),  # K10
    lambda t: cash_reconciliation.money_agrees(t.trials, t.cash),  # K12
    lambda t: cash_reconciliation.flows_agree(t.trials, t.cash),  # K11
    lambda t: lists_agree(t.listed, t.trials),  # K13, K14, K15
    lambda t: surplus_agrees(t.plans, t.trials),  # K8, K9
    lambda t: projects.ledger_agrees(t.works, t.ledger),  # K16
    lambda t: works.listed_agree(t.parts["works"], t.works),
    lambda t: matters.decided_budgets(t.parts),
)
"""What must be equal between tables, in the order it is told."""


def tables_agree(books: Books, context: Context) -> Iterator[Problem]:
    """Each identity between tables; and where income and expense could not be compared."""
    read = tables(books, context)
    for family in ACROSS:
        yield from not_holding(family(read))
    for trial in read.trials:
        names = read.cash[trial.key].unknown if trial.key in read.cash else ()
        if names:
            message = f"{trial.name}的收支明细里，{_named(names)}不是科目表里的名称。"
            yield problem("not-compared", Source(trial.data.file), message)


def _named(names: tuple[str, ...]) -> str:
    return "、".join(f"「{name}」" for name in names[:4]) + ("等" if len(names) > 4 else "")


PROVEN = ("ledger", "trial", "statement")
"""What there must be any of, for a page to prove anything."""


@dataclass(frozen=True)
class Proof:
    """All that the page says."""

    newest: str
    equations: tuple[Equation, ...]
    flows: tuple[Compared, ...]
    flows_of: str
    counts: tuple[tuple[str, int], ...]
    """(what, how often it was compared and agreed)."""
    left: tuple[str, ...]
    """What does not agree and is not explained: sentences. None of it is an error, or nothing would be published."""
    missing: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    """(place, reason)."""

    @property
    def total(self) -> int:
        return sum(times for _, times in self.counts)

    @property
    def result(self) -> str:
        agreed = f"核了 {self.total + len(self.left):,} 次，"
        return f"{agreed}有 {len(self.left)} 处对不上，写在下面。" if self.left else f"{agreed}每一次都对得上。"


def pages(books: Books, context: Context) -> Iterator[Page]:
    """One page, where there is anything to prove."""
    if not any(books[name] for name in PROVEN) and not context.village.differences:
        return
    read = tables(books, context)
    identities = list(_identities(read))
    wrong = [i.problem() for i in identities if not i.holds]
    left = tuple(p.message for p in unexplained(wrong, context.village))
    compared, of, sources = _newest_flows(read)
    newest = read.trials[-1].name if read.trials else periods.month_cn(read.months[-1].data.key) if read.months else ""
    samples = (context.village.sample_sentence(title) for title in ("收支明细", "科目余额表", "会计报表"))
    known = tuple((d.place, d.reason) for d in context.village.differences)
    proof = Proof(newest, tuple(_equations(read)), compared, of, _counts(books, identities), left, tuple(_missing(read, context)), known)
    yield Page(
        "finance/proof.md", "账怎么核", "proof", "proof", _proof, (proof,),
        description=f"这些账互相对不对得上：{proof.result}",
        sample=next(filter(None, samples), ""), sources=sources, listed=FINANCE.title,
    )  # fmt: skip


@dataclass(frozen=True)
class ProofView:
    """The page, as its template takes it."""

    proof: Proof
    flows: Table
    counts: Table


def _proof(proof: Proof) -> Content:
    columns = (TableColumn("科目", "title"), TableColumn("收支明细", "money"), TableColumn("科目余额表", "money"))
    rows = tuple((c.name, c.cashbook, c.trial) for c in proof.flows)
    flows = Table("flows", f"{proof.flows_of}收入和支出", columns, rows, (), "单位：元")
    counts = (TableColumn("核什么", "title"), TableColumn("核了几次", "number"))
    counted = Table("counts", "对得上的", counts, proof.counts, ("合计", proof.total))
    return Content(ProofView(proof, flows, counted), (flows,) if rows else ())


def _equations(read: Tables) -> Iterator[Equation]:
    months = [m for m in read.months if m.opening is not None]
    if months:
        m = months[-1]
        left = (m.opening or 0) + m.net
        sums = [sum(row.fen(side) or 0 for row in m.data.rows) for side in (IN, OUT)]
        how = f"{yuan(m.opening or 0)} + {yuan(sums[0])} − {yuan(sums[1])} = {yuan(left)}"
        yield f"{periods.month_cn(m.data.key)}：上月余额 + 收入 − 支出 = 月末余额", (how, f"账上写的月末余额 {yuan(m.closing or 0)}")
    years = [t for t in read.trials if t.last.endswith("-12")]
    for trial in dict.fromkeys(read.trials[-1:] + years[-1:]):
        yield from _of_trial(trial, read)
    newest = {(one.title, one.name): one for one in sorted(read.listed, key=lambda one: periods.period_end(one.data.key))}
    for same in lists_agree(list(newest.values()), read.trials):
        if same.holds:
            yield f"{same.what} = 账上的余额", (f"清单 {yuan(same.left)}", f"科目余额表 {yuan(same.right)}")


def _of_trial(trial: Trial, read: Tables) -> Iterator[Equation]:
    sums = [sum(line.closing[i] for line in trial.lines.values()) for i in (0, 1)]
    yield f"{trial.name}：借方合计 = 贷方合计", (f"期末借方 {yuan(sums[0])}", f"期末贷方 {yuan(sums[1])}")
    now, _ = figures_of("balance", trial.chart, trial.key, read.trials)
    lines = layout(trial.chart.regime, "balance")
    assets, debts, own = (value(lines, name, now, {}) or 0 for name in ("资产总计", "负债合计", "所有者权益合计"))
    both = f"负债合计 {yuan(debts)} + 所有者权益合计 {yuan(own)} = {yuan(debts + own)}"
    yield f"{trial.name}末：资产 = 负债 + 权益", (f"资产总计 {yuan(assets)}", both)
    for money in cash_reconciliation.money_agrees([trial], read.cash):
        if money.family == cash_reconciliation.MONEY and money.at.field.startswith("期末"):
            held = f"库存现金和银行存款 {yuan(money.left)}", f"{periods.month_cn(trial.last)}收支明细最后的余额 {yuan(money.right)}"
            yield f"{trial.name}末：现金 + 存款 = 收支明细的余额", held
    for before, after in neighbours(read.trials):
        if after is trial and before.chart is trial.chart:
            same = len({*before.lines, *trial.lines})
            yield f"{trial.name}初 = {before.name}末", (f"{same} 个科目，每一个的期初都等于上期的期末",)
    if trial.last.endswith("-12"):
        yield from _divided(trial, read.trials)


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


def _newest_flows(read: Tables) -> tuple[tuple[Compared, ...], str, tuple[str, ...]]:
    """What is compared, of which period, and in which files."""
    for trial in reversed(read.trials):
        book = read.cash.get(trial.key)
        if book and not book.unknown:
            return (
                tuple(cash_reconciliation.compared(trial, book)),
                trial.name,
                (trial.data.file, *(file for month in book.months for file in month.data.files)),
            )
    return (), "", ()


def _identities(read: Tables) -> Iterator[Identity]:
    """All that is compared on this board."""
    for family in FAMILIES:
        yield from family(read.trials)
    yield from projects.sums(read.works)
    yield from works.sums(read.parts["works"])
    for across in ACROSS:
        yield from across(read)


def _counts(books: Books, identities: list[Identity]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    stated = [row for data in books["ledger"] for row in (*data.entries, *_sums(data)) if row.fen(LEFT) is not None]
    if stated:
        counts["收支明细：上一行余额 + 收入 − 支出 = 余额"] = len(stated)
    for identity in (i for i in identities if i.holds):
        counts[identity.family] = counts.get(identity.family, 0) + 1
    return tuple(counts.items())


def _sums(data: Dataset) -> list[Row]:
    return [row for mark, row in data.stated_rows if mark in ("opening", "total")]


def _missing(read: Tables, context: Context) -> Iterator[str]:
    """What could not be compared: it is not there, or not for everybody, of which an edition knows nothing more."""
    no = "没有" if context.edition != "public" or ALL in context.village.opened else "公开的网站上没有登"
    if not read.trials:
        yield f"{no}科目余额表：只能核对收支明细自己，不能核对资产、负债和收入支出的科目。"
    if not read.months:
        yield f"{no}收支明细：不能核对现金、存款和每个科目的收支。"
    if read.trials and not read.statements:
        yield f"{'没有报' if no == '没有' else no}会计报表：网页上的资产负债表、收益及收益分配表由科目余额表做出来，没有另一张可以核对。"
    before = {after.key: earlier for earlier, after in neighbours(read.trials)}
    for trial in read.trials:
        earlier = before.get(trial.key)
        if earlier is None:
            yield f"{trial.name}：没有上一期的科目余额表，期初余额没有核对。"
        elif earlier.chart is not trial.chart:
            yield f"{trial.name}：这一期起换了会计制度，只核对了现金和存款的期初余额，其他科目要按衔接规定转账。"
        if read.months:
            yield from _missing_in(trial, read.cash.get(trial.key))


def _missing_in(trial: Trial, book: Cashbook | None) -> Iterator[str]:
    if book is None:
        yield f"{trial.name}：收支明细的月份不全，没有和科目余额表核对。"
    elif book.unknown:
        yield f"{trial.name}：收支明细里的{_named(book.unknown)}不是科目表里的名称，没有按科目核对。"
    elif unpaid := sum(abs(c.trial - c.cashbook) for c in cash_reconciliation.compared(trial, book)):
        yield f"{trial.name}：有 {yuan(unpaid)} 元收入、支出没有动钱（如折旧），只在科目余额表里，收支明细没有。"


_LISTED = ("assets", "debts", "levies", "earmarked", "distribution", "projects", "works", "decisions")
OVERVIEW = Overview(name="proof", title="账怎么核", order=105, uses=(*PROVEN, *_LISTED), checks=(tables_agree,), pages=pages)
