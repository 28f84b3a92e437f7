"""What a statement takes from 科目余额表: balances at both ends of its time, and what income and expense moved since January."""

from __future__ import annotations

from collections.abc import Mapping

from generator import periods
from generator.check.books import since_january
from generator.check.trial import Pair, Trial
from generator.classes import dataclass
from generator.law.charts import Chart
from generator.law.statements import Form, FormLine, Layout, Term

StatedLines = Mapping[str, int | None]
"""Line → fen as a file states it; None for a blank cell."""


@dataclass(frozen=True)
class StatementFigures:
    """Of one column of a statement. A part is None where no 科目余额表 says it."""

    chart: Chart
    closing: Mapping[str, Pair] | None = None
    start: Mapping[str, Pair] | None = None
    """At the start of the year."""
    earned: Mapping[str, int] | None = None
    """Income and expense since January, each positive on its own side."""


NOTHING: StatedLines = {}


def figures_of(form: Form, regime_chart: Chart, key: str, trials: list[Trial]) -> tuple[StatementFigures, StatementFigures]:
    """For the two columns of a statement of ``key``: (期末数, 年初数), or (本年数, 上年数)."""
    last = periods.period_months(key)[1]
    here = [t for t in trials if t.chart is regime_chart and t.sound]
    now = next((t for t in reversed(here) if t.last == last), None)
    year = last[:4]
    start = _start(year, here)
    if form == "balance":
        return StatementFigures(regime_chart, _gross(now, "closing")), StatementFigures(regime_chart, start)
    earlier = next((t for t in reversed(here) if t.last == f"{int(year) - 1}-12"), None)
    before = StatementFigures(regime_chart, _gross(earlier, "closing"), _start(str(int(year) - 1), here), _earned(earlier, here))
    return StatementFigures(regime_chart, _gross(now, "closing"), start, _earned(now, here)), before


def balances_of(trial: Trial) -> StatementFigures:
    """What each account holds at the end of one 科目余额表."""
    return StatementFigures(trial.chart, _gross(trial, "closing"))


def _gross(trial: Trial | None, when: str) -> dict[str, Pair] | None:
    return {code: trial.gross(code, when) for code in trial.lines} if trial else None


def _start(year: str, trials: list[Trial]) -> dict[str, Pair] | None:
    first = next((t for t in trials if t.first == f"{year}-01"), None)
    before = next((t for t in reversed(trials) if t.last == f"{int(year) - 1}-12"), None)
    return _gross(first, "opening") if first else _gross(before, "closing")


def _earned(trial: Trial | None, trials: list[Trial]) -> dict[str, int] | None:
    year = since_january(trial, trials) if trial else None
    if year is None:
        return None
    earnings: dict[str, int] = {}
    for line in (line for t in year for line in t.lines.values() if line.account.flows):
        earnings[line.account.code] = earnings.get(line.account.code, 0)
    for t in year:
        for code in earnings:
            if code in t.lines:
                earnings[code] += t.earned(t.lines[code])
    return earnings


def from_accounts(line: FormLine, figures: StatementFigures) -> int | None:
    """What the accounts say of a line; None where it takes nothing from them, or where they are not there."""
    amounts = [_term(term, figures) for term in line.accounts]
    return None if not amounts or None in amounts else sum(value for value in amounts if value is not None)


def _term(term: Term, figures: StatementFigures) -> int | None:
    if term.use == "发生":
        return None if figures.earned is None else term.sign * figures.earned.get(term.name, 0)
    amounts = figures.start if term.use == "年初" else figures.closing
    if amounts is None:
        return None
    if term.use == "类":
        return term.sign * sum(
            _own(code, pair, figures.chart) for code, pair in amounts.items() if figures.chart.by_code[code].sort == term.name
        )
    debit, credit = amounts.get(term.name, (0, 0))
    match term.use:
        case "借":
            return term.sign * debit
        case "贷":
            return term.sign * credit
    return term.sign * _own(term.name, (debit, credit), figures.chart)


def _own(code: str, pair: Pair, accounts: Chart) -> int:
    """A balance as positive on the side its account usually stands on."""
    debit, credit = pair
    return credit - debit if accounts.by_code[code].side == "贷" else debit - credit


def value(layout: Layout, name: str, figures: StatementFigures, stated: StatedLines) -> int | None:
    """What a line must be: by its accounts, else by its lines, else as it is stated. None where nothing says it."""
    line = layout.lines[name]
    amount = from_accounts(line, figures)
    if amount is not None:
        return amount
    if line.lines and not line.accounts:
        return added(layout, line, figures, stated)
    return stated.get(name)


def added(layout: Layout, line: FormLine, figures: StatementFigures, stated: StatedLines) -> int:
    """The sum of the lines it is made of; a line that nothing says is nothing."""
    return sum(term.sign * (value(layout, term.name, figures, stated) or 0) for term in line.lines)
