"""What is known of a matter, once: how far it is, and the answers to what a villager asks first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from generator import values
from generator.check import works
from generator.check.decisions import BUDGET, DAY, STEP, Expenses, LedgerLine, decided_on, receipts, scheme_of, spent_on, taken
from generator.check.lists import stated_once
from generator.check.matters import LEDGER, Matter, matters
from generator.check.votes import FOR, in_words
from generator.check.walk import OUT
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books
from generator.kinds import decisions
from generator.overviews import _works_told
from generator.overviews._works_told import Lines, Sums
from generator.shown import Figures


@dataclass(frozen=True)
class MatterTold:
    """What is known of a matter, once."""

    matter: Matter
    state: str
    day: date | None
    """Of its newest step."""
    facts: Lines
    words: tuple[str, ...]
    """What a search finds it by, besides its name."""
    figures: Figures
    sources: str
    spent: tuple[LedgerLine, ...]
    came: tuple[LedgerLine, ...]

    @property
    def in_short(self) -> str:
        """How far it is, and what it cost."""
        return "，".join(filter(None, (self.state, *(str(line) for name, lines in self.facts if name == _COST for line in lines))))


_COST = "花了多少"


class _Ledger:
    """The ledger of a board, put in order once for all matters."""

    def __init__(self, books: Books) -> None:
        self._months = books[LEDGER]
        self.there = bool(self._months)
        self.spent = Expenses(self._months)

    @cached_property
    def came(self) -> Mapping[str, list[LedgerLine]]:
        return receipts(self._months)


def told(books: Books, context: Context) -> list[MatterTold]:
    """Every matter, the newest step first."""
    ledger = _Ledger(books)
    made = [_told(matter, ledger, context) for matter in matters(books)]
    return sorted(made, key=lambda one: (one.day or date.min, one.matter.path), reverse=True)


def _told(matter: Matter, ledger: _Ledger, context: Context) -> MatterTold:
    spent = tuple(spent_on(matter.decision, ledger.spent, matter.projects))
    came = tuple(sorted((e for label in matter.projects for e in ledger.came.get(label, ())), key=lambda e: (e[0].key, e[1])))
    total = sum(row.fen(OUT) or 0 for *_, row in spent) if spent else None
    case = decisions.KIND.case(matter.decision, context) if matter.decision else None
    stages = [stage for work in matter.works if (stage := _works_told.stage(work, context))]
    of = [_works_told.sums(work) for work in matter.works]
    state = "；".join(dict.fromkeys(stages)) if stages else case.state if case else ""
    budget = stated_once(matter.decision, BUDGET) if matter.decision else None
    figures = tuple(_figures(of, budget if isinstance(budget, int) else None, total, bool(case and case.done)))
    facts = tuple((name, lines) for name, lines in _answers(matter, of, state, total, ledger, context) if lines)
    days = [case.day if case else None, *(_works_told.last_day(work) for work in matter.works)]
    parties = [text for work in matter.works if work.row and (text := work.row.text("中标人"))]
    words = tuple(dict.fromkeys(str(line) for _, lines in facts for line in lines if isinstance(line, str))) + tuple(parties)
    sources = "；".join(text for work in matter.works if work.row and (text := _works_told.sources(work.row)))
    return MatterTold(
        matter, state, max((min(day, context.today) for day in days if day), default=None), facts, words, figures, sources, spent, came
    )


def _answers(
    matter: Matter, of: list[Sums], state: str, total: int | None, ledger: _Ledger, context: Context
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What a villager asks first: how far it is, what it cost, who decided it, was it accepted, what is owed, what is not written."""
    decided = _decided(matter, context)
    yield "现在", (state,) if state else ()
    yield _COST, tuple(_cost(of, total))
    yield "谁定的", (decided,) if decided else tuple(text for work in matter.works if work.row and (text := work.row.text("立项")))
    lacking = [_works_told.missing(work, bool(matter.decision), bool(total), ledger.there) for work in matter.works]
    accepted = [
        (work.name, _works_told.accepted(work) or next((text for text in lacks if works.ACCEPTED in text), "还没有"))
        for work, lacks in zip(matter.works, lacking, strict=True)
    ]
    yield "验收了没有", tuple(f"{name}：{answer}" if len(accepted) > 1 else answer for name, answer in accepted)
    owed = [fen for one in of if (fen := one.owed(total if len(of) == 1 else None)) is not None]
    kept = sum(_works_told.kept_back(work) for work in matter.works)
    left = f"{values.yuan(sum(owed))} 元" + ("，是质保金" if sum(owed) == kept else "") if sum(owed) else "没有欠"
    yield "还欠多少", (left,) if owed else ()
    yield "缺什么", ("，".join(texts),) if (texts := dict.fromkeys(text for lacks in lacking for text in lacks)) else ()


def _cost(of: list[Sums], total: int | None) -> Iterator[str]:
    """「一共 189,997.60 元，比预算少 2,002.40 元」, before all of it is settled what was paid."""
    wholes, plans = [one.whole for one in of], [one.budget for one in of]
    if wholes and all(fen is not None for fen in wholes):
        cost = sum(fen or 0 for fen in wholes)
        more = cost - sum(fen or 0 for fen in plans)
        yield f"一共 {values.yuan(cost)} 元" + (
            "" if not all(plans) else f"，比预算{'多' if more > 0 else '少'} {values.yuan(abs(more))} 元" if more else "，和预算一样"
        )
    elif total is not None:
        yield f"账上已经花了 {values.yuan(total)} 元"


def _decided(matter: Matter, context: Context) -> str:
    """「2025年2月26日村民代表会议决议，应到 35 人，到会 33 人，赞成 31 票，弃权 2 票」; "" before it was decided."""
    scheme = scheme_of(matter.decision, context) if matter.decision else None
    steps = taken(matter.decision, scheme) if matter.decision and scheme else []
    day = decided_on(steps, scheme) if scheme else None
    row = next((row for step, row in reversed(steps) if row[DAY] == day and row[FOR] is not None), None) if day else None
    return f"{values.date_cn(day)}{row.text(STEP)}，{in_words(row)}" if day and row else ""


def _figures(of: list[Sums], budget: int | None, total: int | None, done: bool) -> Iterator[tuple[str, int, str]]:
    """From what was decided to what was paid; nothing where no money is spoken of."""
    plan = budget if budget is not None else _sum([one.budget for one in of])
    if plan is not None:
        yield "会上定的预算" if budget is not None else "预算", plan, "plain"
    for name, sums, tone in (
        ("合同价", [one.agreed for one in of], "plain"), ("变更", [one.changed or None for one in of], "plain"),
        ("结算价", [one.price if one.settled else None for one in of], "plain"), ("其他费用", [one.other or None for one in of], "plain"),
    ):  # fmt: skip
        if (fen := _sum(sums)) is not None:
            yield name, fen, tone
    if total is not None or plan is not None:
        yield "账上已经花的", total or 0, "out"
    whole = [one.whole for one in of]
    settled = bool(whole) and all(fen is not None for fen in whole)
    cost = _sum(whole) if settled else total or 0
    if plan is not None and cost is not None:
        rest = "比预算多" if cost > plan else "比预算少" if done or settled else "还没有花的"
        yield rest, abs(plan - cost), "out" if cost > plan else "left"


def _sum(those: list[int | None]) -> int | None:
    known = [fen for fen in those if fen is not None]
    return sum(known) if known else None
