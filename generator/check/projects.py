"""村级工程 (K16): what was agreed, changed, settled and paid for a work agrees, with the sources of the money and with the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import periods, values
from generator.check.identity import Identity, not_holding
from generator.check.walk import OUT
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, problem
from generator.values import yuan

NAME, ENTRIES, BUDGET, ACCEPTED = "工程", "账目", "预算", "验收"
AGREED, CHANGED, SETTLED, OTHER, WHOLE, PAID = "合同价", "变更", "结算", "其他费用", "总投资", "已付"
SOURCES = ("财政补助", "村民筹资", "捐赠", "村集体出", "其他来源")


def price(row: Row) -> int | None:
    """What the builder is to get, in fen: 结算, and before it 合同价 with its changes; None where neither is known."""
    settled, agreed = row.fen(SETTLED), row.fen(AGREED)
    if settled is not None or agreed is None:
        return settled
    return agreed + (row.fen(CHANGED) or 0)


def cost(row: Row) -> int | None:
    """总投资 in fen: as stated, else 结算 and 其他费用; None before it is settled."""
    stated, settled = row.fen(WHOLE), row.fen(SETTLED)
    if stated is not None or settled is None:
        return stated
    return settled + (row.fen(OTHER) or 0)


def sums(datasets: Datasets) -> Iterator[Identity]:
    """K16: 合同价 ± 变更 = 结算; 结算 + 其他费用 = 总投资; the sources together = 总投资."""
    for row in (row for data in datasets for row in data.rows if not row.invalid):
        agreed, settled, whole = row.fen(AGREED), row.fen(SETTLED), cost(row)
        changed, other = row.fen(CHANGED) or 0, row.fen(OTHER) or 0
        if agreed is not None and settled is not None:
            how, family = f"{AGREED} {yuan(agreed)} {_signed(changed)} ", "村级工程：合同价 ± 变更 = 结算"
            right, at = agreed + changed, row.at(SETTLED)
            yield Identity("project-settlement", family, _of(row, SETTLED), how, settled, right, at, row)
        if settled is not None and row.fen(WHOLE) is not None:
            how, family = f"{SETTLED} {yuan(settled)} + {OTHER} {yuan(other)} ", "村级工程：结算 + 其他费用 = 总投资"
            yield Identity("project-whole", family, _of(row, WHOLE), how, whole or 0, settled + other, row.at(WHOLE), row)
        came = [(name, fen) for name in SOURCES if (fen := row.fen(name)) is not None]
        if came and whole is not None:
            how, at = " + ".join(f"{name} {yuan(fen)}" for name, fen in came) + " ", row.at(came[0][0])
            family = "村级工程：资金来源相加 = 总投资"
            yield Identity("project-sources", family, _of(row, WHOLE), how, whole, sum(fen for _, fen in came), at, row)


def sums_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each of them that does not hold."""
    yield from not_holding(sums(datasets))


def paid_within(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """已付 ≤ 结算; before it is settled, what was agreed with its changes."""
    for row in (row for data in datasets for row in data.rows if not row.invalid):
        paid, most = row.fen(PAID), price(row)
        if paid is not None and most is not None and paid > most:
            of = SETTLED if row.fen(SETTLED) is not None else f"{AGREED}加上变更"
            yield problem(
                "project-paid", row.at(PAID), f"「{row.text(NAME)}」{of}是 {yuan(most)}，{PAID} {yuan(paid)}，多付了 {yuan(paid - most)}。",
                excerpt=row.excerpt(),
            )  # fmt: skip


def ledger_agrees(datasets: Datasets, ledger: Datasets) -> Iterator[Identity]:
    """For each settled work: 已付 + 其他费用 = what the ledger spent under its name until the end of the period.

    Only where the ledger names it and has every month from there on: it may have been begun before the books on this board.
    """
    months = {data.key: _spent(data) for data in ledger if not data.unreadable_rows and not data.unread} if datasets else {}
    for data in datasets:
        last = periods.period_months(data.key)[1]
        for row in (row for row in data.rows if not row.invalid and row.fen(SETTLED) is not None):
            spent = _until(last, months, {values.label(name) for name in (row.text(ENTRIES) or row.text(NAME)).split("、")})
            if spent is not None:
                paid, other = row.fen(PAID) or 0, row.fen(OTHER) or 0
                what = f"{_of(row, PAID)} {yuan(paid)} + {OTHER} {yuan(other)} "
                how = f"收支明细里到{periods.month_cn(last)}记在它名下的支出"
                yield Identity(
                    "project-ledger", "村级工程：已付 + 其他费用 = 收支明细里的支出", what, how, paid + other, spent, row.at(PAID), row
                )


def _spent(month: Dataset) -> dict[str, int]:
    """Fen by 项目."""
    spent: dict[str, int] = {}
    for row in month.rows:
        name = values.label(row.text("项目"))
        spent[name] = spent.get(name, 0) + (row.fen(OUT) or 0)
    return spent


def _until(last: str, months: Mapping[str, Mapping[str, int]], names: set[str]) -> int | None:
    """Fen under these names from the first month that has one; None where a month is missing."""
    month = min((key for key, spent in months.items() if names & spent.keys()), default="9999")
    total = None
    while month <= last:
        if month not in months:
            return None
        total = (total or 0) + sum(months[month].get(name, 0) for name in names)
        month = periods.next_month(month)
    return total


def _of(row: Row, column: str) -> str:
    return f"「{row.text(NAME)}」{column}"


def _signed(fen: int) -> str:
    return f"{'−' if fen < 0 else '+'} {CHANGED} {yuan(abs(fen))}"
