"""What a villager is told of one work: how far it is, what it came to, its steps, what of a whole chain of records is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import projects, works
from generator.check.lists import stated_once
from generator.check.matters import KnownWork
from generator.check.works import KEPT, KEPT_UNTIL, OVERSEER, SIZE
from generator.classes import dataclass
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds import works as works_kind
from generator.known_days import bounds, when_cn
from generator.model import Row
from generator.shown import Badge, TimelineStep, Value

Lines = tuple[tuple[str, tuple[Value, ...]], ...]
"""(name, lines), as ``parts.facts`` takes them; a line may be a badge."""


@dataclass(frozen=True)
class Sums:
    """In fen; None for what is not known."""

    budget: int | None
    agreed: int | None
    changed: int | None
    price: int | None
    """What the builder is to get as far as it is known now."""
    settled: bool
    other: int
    whole: int | None
    """What it came to; None before it is settled."""
    paid: int | None
    """As the newest list says; None without one."""

    def owed(self, spent: int | None) -> int | None:
        """What the builder is still to get, given what the ledger spent on the work, 其他费用 included; None where nobody can tell."""
        known = [fen for fen in (self.paid, None if spent is None else spent - self.other) if fen is not None]
        return None if self.price is None or not known else max(0, self.price - max(known))


def sums(work: KnownWork) -> Sums:
    """From the newest list, where that is silent from its steps."""
    row, case = work.row, work.case

    def of(column: str, step: str) -> int | None:
        listed = row.fen(column) if row else None
        return listed if listed is not None or case is None else works.sum_at(case, step)

    price = projects.price(row) if row else None
    settled = (row.fen(projects.SETTLED) if row else None) is not None
    if case and not settled:
        own = works.price(case)
        settled = own is not None and any(works.sum_at(case, step) is not None for step in (works.SETTLED, works.AUDITED))
        price = own if settled or price is None else price
    other = (row.fen(projects.OTHER) if row else None) or 0
    whole = (projects.cost(row) if row else None) or (price + other if settled and price is not None else None)
    paid = row.fen(projects.PAID) if row else None
    return Sums(
        of(projects.BUDGET, works.BUDGET), of(projects.AGREED, works.AGREED), of(projects.CHANGED, works.CHANGE), price, settled, other,
        whole, paid,
    )  # fmt: skip


def accepted(work: KnownWork) -> str:
    """「2025年7月8日」; "" where it was not, or nobody wrote it."""
    step = works.step(work.case, works.ACCEPTED) if work.case else None
    return when_cn(step[works.DAY]) or "写了验收，没有写日期" if step else when_cn(work.row[projects.ACCEPTED]) if work.row else ""


def stage(work: KnownWork, context: Context) -> str:
    """「2025年7月8日验收」."""
    if work.case:
        return works_kind.stage(work.case, context)[0]
    day = accepted(work)
    return f"{day}验收" if day else "已结算" if sums(work).settled else "还没有验收"


def last_day(work: KnownWork) -> date | None:
    """Of its newest step, or the last it can have been."""
    days = [known[1] for row in work.case.rows if (known := bounds(row[works.DAY]))] if work.case else []
    listed = work.row[projects.ACCEPTED] if work.row else None
    return max([*days, *([listed] if isinstance(listed, date) else [])], default=None)


def steps(work: KnownWork) -> tuple[TimelineStep, ...]:
    """As its file tells them; without one what the list says, the day where it is known."""
    if work.case:
        return tuple((day if isinstance(day := row[works.DAY], date) else None, works_kind.step_words(row), True) for row in work.case.rows)
    return tuple(_listed_steps(work.row)) if work.row else ()


def _listed_steps(row: Row) -> Iterator[TimelineStep]:
    day = row[projects.ACCEPTED]
    told = (
        ("立项", row.text("立项"), None), ("预算", _yuan(row.fen(projects.BUDGET)), None), ("招标", row.text("招标方式"), None),
        ("合同", "，".join(filter(None, (_yuan(row.fen(projects.AGREED)), row.text("中标人")))), None),
        ("变更", _yuan(row.fen(projects.CHANGED) or None), None), ("验收", "合格" if day else "", day if isinstance(day, date) else None),
        ("结算", _yuan(row.fen(projects.SETTLED)), None),
    )  # fmt: skip
    yield from ((on, f"{name}：{text}", True) for name, text, on in told if text)


def sources(row: Row) -> str:
    """「财政补助 130,000.00 元，村民筹资 5,920.00 元」; "" for none."""
    return "，".join(f"{name} {values.yuan(fen)} 元" for name in projects.SOURCES if (fen := row.fen(name)))


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{values.yuan(fen)} 元"


def about(work: KnownWork, context: Context) -> Lines:
    """工程量, what one unit came to, who watched, and until when money is kept back."""
    case = work.case
    if case is None:
        return ()
    place, size, overseer = (str(stated_once(case, name) or "") for name in (works.PLACE, SIZE, OVERSEER))
    made: Lines = ((works.PLACE, (place,)), (SIZE, (size,)), ("合多少钱", (_units(work, size),)), ("谁监督", (overseer,)))
    made += ((KEPT, _kept(work, context)),)
    return tuple((name, tuple(line for line in lines if line)) for name, lines in made if any(lines))


def _units(work: KnownWork, size: str) -> str:
    """「每米 215.04 元，每平方米 61.44 元（按结算价）」; "" where a cost or an exact amount is wanting."""
    of = sums(work)
    each = [one for one in works.sizes(size) or () if one.exact]
    if of.price is None or not each:
        return ""
    costs = "，".join(f"每{one.unit} {values.yuan(works.cost_of_one(of.price, one))} 元" for one in each)
    return f"{costs}（按{'结算价' if of.settled else '合同价'}）"


def kept_back(work: KnownWork) -> int:
    """What is kept back and not returned yet, in fen."""
    kept = stated_once(work.case, KEPT) if work.case and not works.step(work.case, works.RETENTION) else None
    return kept if isinstance(kept, int) else 0


def _kept(work: KnownWork, context: Context) -> tuple[Value, ...]:
    """What is kept back, until when, and how that day stands to the reader's."""
    kept, until = (stated_once(work.case, name) if work.case else None for name in (KEPT, KEPT_UNTIL))
    back = works.step(work.case, works.RETENTION) if work.case else None
    amount = f"{values.yuan(kept)} 元" if isinstance(kept, int) else ""
    end = f"{values.date_cn(until)}到期" if isinstance(until, date) else ""
    told = "，".join(filter(None, (amount, end, f"{when_cn(back[works.DAY])}退了" if back else "")))
    due = day_badge("clock", context.today, until) if isinstance(until, date) and not back else Badge("")
    return (told, due) if due.text else (told,)


def missing(work: KnownWork, decided: bool, spent: bool, ledger: bool) -> list[str]:
    """What of the chain is not written though what follows it is: 「没有验收记录」. ``ledger``: the board has one to look in."""
    case, row, of = work.case, work.row, sums(work)
    there = {works.step_of(each) for each in case.rows} if case else set()
    listed = {
        works.APPROVED: bool(row and row.text("立项")),
        works.TENDER: bool(row and row.text("招标方式")),
        works.AGREED: of.agreed is not None,
        works.ACCEPTED: bool(accepted(work)),
        works.SETTLED: of.settled,
    }
    there |= {name for name, known in listed.items() if known}
    made = bool(there & {works.FINISHED, works.ACCEPTED, works.SETTLED, works.AUDITED, works.RETENTION})
    begun = made or spent or bool(there & {works.STARTED, works.PROGRESS, works.CHANGE})
    told = [
        ("议定", begun and not decided and works.APPROVED not in there), ("招标", begun and works.TENDER not in there),
        ("合同", begun and works.AGREED not in there), ("监督", begun and case is not None and not stated_once(case, OVERSEER)),
        ("验收", made and works.ACCEPTED not in there), ("结算", works.RETENTION in there and works.SETTLED not in there),
        ("付款", made and ledger and not spent),
    ]  # fmt: skip
    return [f"没有{name}记录" for name, lacks in told if lacks]
