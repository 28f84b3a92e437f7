"""The figures that a board brings to the page over several villages, from what this edition of it shows and nothing else.

Income and spending on public good are those of whole years of 收支明细, by 科目, so that every board that keeps its accounts has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.indicators import ABOUT, DAY, by_label, number
from generator.check.walk import IN, OUT
from generator.compared import Figure
from generator.config import Context
from generator.duties import Compliance
from generator.kind import Datasets
from generator.kinds import debts, indicators, ledger
from generator.kinds._sheets import newest_first
from generator.known_days import when_cn
from generator.law.charts import chart, regime_in
from generator.model import Dataset

YEARS = 3
"""Of the newest whole years so many are brought: not all villages close theirs on the same day."""
MONTHS = 12
PUBLIC = "公益支出"
SETTINGS = "公开栏"
"""What says how many households there are where village.yml does."""


def figures(shown: Mapping[str, Datasets], kept: Compliance, context: Context) -> tuple[Figure, ...]:
    """``shown``: the files as this edition may show them; ``kept``: how the board keeps its days."""
    return tuple(_figures(shown, kept, context))


def _figures(shown: Mapping[str, Datasets], kept: Compliance, context: Context) -> Iterator[Figure]:
    yield from _households(shown[indicators.KIND.name], context)
    years: dict[str, list[Dataset]] = {}
    for data in shown[ledger.KIND.name]:
        years.setdefault(data.key[:4], []).append(data)
    whole = [year for year, months in years.items() if len({data.key for data in months}) == MONTHS]
    for year in sorted(whole, reverse=True)[:YEARS]:
        yield from _of_year(year, years[year], context)
    if owing := newest_first(shown[debts.KIND.name])[:1]:
        yield Figure("owing", owing[0].key, debts.totals(owing[0])[debts.OWING], owing[0].files)
    day = context.today.isoformat()
    if kept.fell_due:
        yield Figure("fell_due", day, kept.fell_due)
        yield Figure("in_time", day, kept.in_time)


def _households(counted: Datasets, context: Context) -> Iterator[Figure]:
    """As the newest list of indicators says, with its day; else as the settings of the village do."""
    for data in newest_first(counted)[:1]:
        known = by_label(data)
        row = next((known[name] for name in indicators.HOUSEHOLDS if name in known), None)
        stated, day = (number(row), row[DAY]) if row and not row.text(ABOUT) else (None, None)
        if row and stated and stated > 0 and stated == int(stated):
            yield Figure("households", when_cn(day) or f"{data.key}年", int(stated), data.files)
            return
    if context.village.households:
        yield Figure("households", SETTINGS, context.village.households)


def _of_year(year: str, months: list[Dataset], context: Context) -> Iterator[Figure]:
    """What came in on accounts of income, and what went out for the public good; nothing of that under rules without such an account."""
    income = public = 0
    told = True
    for data in months:
        accounts = chart(regime_in(context.village.regime, context.village.regime_changed, data.key))
        told = told and accounts.named(PUBLIC) is not None
        for row in data.entries:
            account = accounts.named(row.text("科目"))
            moved = (row.fen(IN) or 0) - (row.fen(OUT) or 0)
            if account and account.sort == "收入":
                income += moved
            elif account and account.name == PUBLIC:
                public -= moved
    files = tuple(file for data in months for file in data.files)
    yield Figure("income", year, income, files)
    if told:
        yield Figure("public", year, public, files)
