"""What was decided beside what was spent on it: a page for each matter, with every line of the ledger that names it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.decisions import BUDGET, expenses, spent_on, within_budget
from generator.check.lists import said_once
from generator.check.meeting_cross_checks import votes_as_listed
from generator.check.walk import OUT
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import decisions
from generator.kinds._case import Beside
from generator.kinds._sheets import UNIT
from generator.model import Dataset, Row
from generator.shown import Figures, Page, Table, TableColumn

Spent = tuple[date | None, str, int, str, str]
"""(day, 摘要, fen, 凭证号, the page and row it stands on)."""
_COLUMNS = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(OUT, "money"), TableColumn("凭证号"))


def pages(books: Books, context: Context) -> Iterator[Page]:
    """A page per matter."""
    ledger = expenses(books["ledger"])
    for data, case in decisions.KIND.cases(books["decisions"], context):
        spent = tuple(_spent(month, n, row) for month, n, row in spent_on(data, ledger))
        yield decisions.KIND.page(data, case, _figures(data, spent, case.done), context, _beside(data, spent))


def _spent(month: Dataset, place: int, row: Row) -> Spent:
    day = row["日期"]
    where = f"finance/{month.key}.md#r{place + 1}"
    return day if isinstance(day, date) else None, row.text("摘要"), row.fen(OUT) or 0, row.text("凭证号"), where


def _figures(data: Dataset, spent: tuple[Spent, ...], done: bool) -> Figures:
    """预算, what was spent, and what is left of it or over it; nothing where no money is spoken of."""
    budget, total = said_once(data, BUDGET), _total(spent)
    if not isinstance(budget, int):
        return (("账上已经花的", total, "out"),) if spent else ()
    rest = ("比预算多", total - budget, "out") if total > budget else ("比预算少" if done else "还没有花的", budget - total, "left")
    return ("会上定的预算", budget, "plain"), ("账上已经花的", total, "out"), rest


def _beside(data: Dataset, spent: tuple[Spent, ...]) -> Beside | None:
    """Every line of the ledger that names the matter."""
    foot = (None, "合计", _total(spent), "")
    table = Table(f"{data.kind}-{data.key}-spent", "用在这件事上的钱", _COLUMNS, tuple(row[:4] for row in spent), foot, UNIT)
    sentence = "收支明细里写着这件事的，一笔一笔列在下面，点摘要看原来那一行。"
    return Beside(sentence, table, tuple(row[4] for row in spent)) if spent else None


def _total(spent: tuple[Spent, ...]) -> int:
    return sum(fen for _, _, fen, *_ in spent)


OVERVIEW = Overview(
    name="decided",
    title="议定的事和花的钱",
    order=303,
    uses=("decisions", "ledger", "meetings"),
    checks=(within_budget, votes_as_listed),
    pages=pages,
)
