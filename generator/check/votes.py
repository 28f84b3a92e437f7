"""Votes: who could have come, who came, how they voted, and whether that was enough."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Context
from generator.kind import Datasets
from generator.law.procedures import Rule
from generator.model import Problem, Row, problem

CALLED, CAME, FOR, AGAINST, ABSTAINED = "应到", "到会", "赞成", "反对", "弃权"
COUNTS = (CALLED, CAME, FOR, AGAINST, ABSTAINED)


def votes_add_up(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """到会 ≤ 应到, and 赞成 + 反对 + 弃权 = 到会."""
    for row in (row for data in datasets for row in data.rows):
        called, came, agreed = (number(row, name) for name in (CALLED, CAME, FOR))
        if called is not None and came is not None and came > called:
            message = f"应到 {called}，到会 {came}，多了 {came - called}。"
            yield problem("turnout-over", row.at(CAME), message, excerpt=row.excerpt())
        elif came is not None and agreed is not None and not row.invalid & {AGAINST, ABSTAINED}:
            against, abstained = number(row, AGAINST) or 0, number(row, ABSTAINED) or 0
            total = agreed + against + abstained
            if total != came:
                message = f"赞成 {agreed} + 反对 {against} + 弃权 {abstained} = {total}，到会 {came}，{_apart(total, came)}。"
                yield problem("votes-mismatch", row.at(FOR), message, excerpt=row.excerpt())


def enough(row: Row, rule: Rule, what: str) -> Iterator[Problem]:
    """Of a vote that is said to have passed: enough came, enough agreed; ``what`` names it."""
    called, came, agreed = (number(row, name) for name in (CALLED, CAME, FOR))
    if row.invalid & set(COUNTS) or not rule.votes:
        return
    missing = [name for name, count in ((CALLED, called), (CAME, came), (FOR, agreed)) if count is None]
    if called is None or came is None or agreed is None:
        message = f"{what}写的是通过，没有写{'、'.join(missing)}多少。"
        yield problem("votes-missing", row.at(missing[0]), message, excerpt=row.excerpt())
        return
    if came <= called and not rule.quorum.enough(came, called):
        message = f"{what}应到 {called}，到会 {came}，{rule.quorum.missed}。"
        yield problem("quorum-short", row.at(CAME), message, excerpt=row.excerpt())
    whole = called if rule.of == CALLED else came
    if agreed <= whole and not rule.majority.enough(agreed, whole):
        message = f"{what}{rule.of} {whole}，赞成 {agreed}，{rule.majority.missed}，却写了通过。"
        yield problem("majority-short", row.at(FOR), message, excerpt=row.excerpt())


def number(row: Row, name: str) -> int | None:
    """A count of people; None where there is none."""
    value = row[name]
    return value if isinstance(value, int) else None


def in_words(row: Row, unit: str = "人") -> str:
    """「应到 46 人，到会 41 人，赞成 40 票，弃权 1 票」: what is written, and nothing of what is zero but the votes for."""
    people = [f"{name} {count} {unit}" for name in (CALLED, CAME) if (count := number(row, name)) is not None]
    cast = [(name, number(row, name)) for name in (FOR, AGAINST, ABSTAINED)]
    votes = [f"{name} {count} 票" for name, count in cast if count or (name == FOR and count is not None)]
    return "，".join(people + votes)


def _apart(stated: int, real: int) -> str:
    return f"{'多' if stated > real else '少'}了 {abs(stated - real)}"
