"""工程全过程: the steps of a work in their order, each but two once; its sums agree with one another and with the list of works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from generator import periods, values
from generator.check import projects
from generator.check.identity import Identity, not_holding
from generator.check.lists import stated_once, stating
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.known_days import bounds, when_cn
from generator.model import Dataset, Problem, Row, problem
from generator.pattern import lazy
from generator.values import yuan

NAME, MATTER, STEP, DAY, SUM, WHO, WHAT = "工程", "议题", "步骤", "日期", "金额", "单位", "说明"
PLACE, SIZE, OVERSEER, KEPT, KEPT_UNTIL = "地点", "工程量", "监督", "质保金", "质保到期"
APPROVED, BUDGET, TENDER, AGREED, CHANGE, PROGRESS = "立项", "预算", "招标", "合同", "变更", "进度"
STARTED, FINISHED, ACCEPTED, SETTLED, AUDITED, RETENTION = "开工", "完工", "验收", "结算", "审计", "质保"
RANKS = {
    APPROVED: 1, BUDGET: 1, TENDER: 2, AGREED: 3, STARTED: 4, CHANGE: 4, PROGRESS: 4, FINISHED: 5, ACCEPTED: 6, SETTLED: 7, AUDITED: 7,
    RETENTION: 8,
}  # fmt: skip
"""Step → its place: none may be of an earlier day than one before it; those of one place come in any order."""
STEPS = tuple(RANKS)
MEANS = {
    "项目立项": APPROVED, "批复": APPROVED, "概算": BUDGET, "招投标": TENDER, "比价": TENDER, "中标": TENDER, "签合同": AGREED,
    "签订合同": AGREED, "动工": STARTED, "设计变更": CHANGE, "签证": CHANGE, "施工": PROGRESS, "竣工": FINISHED, "竣工验收": ACCEPTED,
    "决算": SETTLED, "审价": AUDITED, "质保金": RETENTION, "退质保金": RETENTION,
}  # fmt: skip
"""What else a step is called → the step."""
OFTEN = (CHANGE, PROGRESS)
"""Steps that may be taken again."""
_SIZE = lazy(r"([^\d]{0,8}?)(\d[\d,]*(?:\.\d+)?)([^\d、，,；;（）()]{1,6})")
_ABOUT = lazy(r"大约|[约近多余]")


@dataclass(frozen=True)
class Size:
    """How much was made: 860 米."""

    amount: Decimal
    unit: str
    exact: bool
    """False for 「24000 余株」 and for 「围墙 130 米」, which is a part of the whole: no cost of one follows from it."""


def sizes(text: str) -> tuple[Size, ...] | None:
    """「860 米、3010 平方米、围墙 130 米」; None where a part is no number with a unit."""
    made = []
    for part in (part.strip() for part in re.split(r"[、，；;\n]", text) if part.strip()):
        match = _SIZE.fullmatch(_ABOUT.sub("", part).replace(" ", ""))
        if not match or not (amount := Decimal(match[2].replace(",", ""))):
            return None
        made.append(Size(amount, match[3], not (match[1] or _ABOUT.search(part))))
    return tuple(made)


def cost_of_one(fen: int, size: Size) -> int:
    """Fen for one unit, half a fen up."""
    return int((Decimal(fen) / size.amount).quantize(Decimal(1), ROUND_HALF_UP))


def step_of(row: Row) -> str:
    """Which step a row is; "" for one that is none."""
    text = values.label(row.text(STEP))
    return text if text in RANKS else MEANS.get(text, "")


def step(data: Dataset, name: str) -> Row | None:
    """The row of a step; the first of one that is taken often."""
    return next((row for row in data.rows if step_of(row) == name), None)


def sum_at(data: Dataset, name: str) -> int | None:
    """The sum of a step in fen, of 变更 that of all of them; None where none is written."""
    sums = [fen for row in data.rows if step_of(row) == name and (fen := row.fen(SUM)) is not None]
    return sum(sums) if sums else None


def price(data: Dataset) -> int | None:
    """What the builder is to get, in fen: what the audit left, else 结算, else 合同 with its changes; None where none is known."""
    for last in (AUDITED, SETTLED):
        if (fen := sum_at(data, last)) is not None:
            return fen
    agreed = sum_at(data, AGREED)
    return None if agreed is None else agreed + (sum_at(data, CHANGE) or 0)


def steps_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each row is a step that is known."""
    for row in (row for data in datasets for row in data.rows):
        if row.text(STEP) and not step_of(row):
            message = f"工程全过程里没有「{row.text(STEP)}」这一步。"
            yield problem(
                "step-unknown", row.at(STEP), message, f"写成这些之一：{'、'.join(STEPS)}；中间做到哪里，写「{PROGRESS}」。", row.excerpt()
            )


def steps_once(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Only 变更 and 进度 come again."""
    for data in datasets:
        first: dict[str, Row] = {}
        for row in (row for row in data.rows if step_of(row) and step_of(row) not in OFTEN):
            if first.setdefault(step_of(row), row) is not row:
                message = f"「{row.text(STEP)}」已经有一步了（{when_cn(first[step_of(row)][DAY]) or '没有写日期'}）。"
                yield problem("row-repeated", row.at(STEP), message, "一步只写一次；只有变更、进度可以写几次。", row.excerpt())


def steps_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No step is of an earlier day than the latest of those before it: built before it was agreed, settled before it was accepted.

    A change may still be signed when the last stone has been laid.
    """
    for data in datasets:
        known = [(RANKS[name], row, days) for row in data.rows if (name := step_of(row)) and (days := bounds(row[DAY]))]
        for place, row, days in known:
            before = [(at[0], other) for earlier, other, at in known if earlier < place and at[0] > days[1] and step_of(other) != CHANGE]
            if before:
                _, other = max(before, key=lambda pair: pair[0])
                own, first = (f"「{each.text(STEP)}」是 {when_cn(each[DAY])}" for each in (row, other))
                message = f"{own}，{first}，应当先有「{other.text(STEP)}」。"
                yield problem("work-order", row.at(DAY), message, excerpt=row.excerpt())


def days_have_come(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A step that is written was taken."""
    for row in (row for data in datasets for row in data.rows):
        if (days := bounds(row[DAY])) and days[0] > context.today:
            message = f"{DAY}是 {when_cn(row[DAY])}，今天才 {values.date_cn(context.today)}。"
            yield problem("future-date", row.at(DAY), message, excerpt=row.excerpt())


def sizes_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """工程量 is numbers with their units."""
    for data in datasets:
        row = stating(data, SIZE)
        if row and sizes(row.text(SIZE)) is None:
            yield problem("work-size", row.at(SIZE), f"{SIZE}「{row.text(SIZE)}」看不出数量和单位。", excerpt=row.excerpt())


def retention_returned(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Once the day has come, it is told what became of the money that was kept back; and no more of it is given back than was kept."""
    for data in datasets:
        row, until, kept = stating(data, KEPT_UNTIL), stated_once(data, KEPT_UNTIL), stated_once(data, KEPT)
        back = step(data, RETENTION)
        if row and isinstance(until, date) and until < context.today and not back:
            yield problem("work-retention", row.at(KEPT_UNTIL), f"质保 {values.date_cn(until)}到期，还没有写质保金退了没有。")
        if back and isinstance(kept, int) and (back.fen(SUM) or 0) > kept:
            message = f"留的{KEPT}是 {yuan(kept)}，退了 {yuan(back.fen(SUM) or 0)}。"
            yield problem("work-retention", back.at(SUM), message, "核对两个数；扣了维修费的，只写退了多少。", back.excerpt())


def sums(datasets: Datasets) -> Iterator[Identity]:
    """合同 ± 变更 = 结算, in one file."""
    for data in datasets:
        settled, agreed, row = sum_at(data, SETTLED), sum_at(data, AGREED), step(data, SETTLED)
        if row and settled is not None and agreed is not None:
            changed = sum_at(data, CHANGE) or 0
            how = f"合同 {yuan(agreed)} {'−' if changed < 0 else '+'} 变更 {yuan(abs(changed))} "
            what, family = f"「{_name(data)}」结算", "工程全过程：合同 ± 变更 = 结算"
            yield Identity("work-settlement", family, what, how, settled, agreed + changed, row.at(SUM), row)


def sums_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each that does not hold."""
    yield from not_holding(sums(datasets))


_LISTED = ((BUDGET, projects.BUDGET), (AGREED, projects.AGREED), (CHANGE, projects.CHANGED))


def listed_agree(works: Datasets, lists: Datasets) -> Iterator[Identity]:
    """Step by step, a work is what the newest list says of it that ends after the step."""
    newest = newest_rows(lists)
    for data in works:
        if not (name := _name(data)) or not (told := newest.get(values.label(name))):
            continue
        listed, until = told
        for of, column in (*_LISTED, (AUDITED if sum_at(data, AUDITED) is not None else SETTLED, projects.SETTLED)):
            row, fen, other = step(data, of), sum_at(data, of), listed.fen(column)
            days = [at[0] for each in data.rows if step_of(each) == of and (at := bounds(each[DAY]))]
            if row and fen is not None and other is not None and max(days, default=until) <= until and not row.invalid | listed.invalid:
                what, how = f"「{name}」{of}", f"村级工程（{listed.at(column).file.rpartition('/')[2]}）里的{column}"
                yield Identity("work-list", f"工程全过程的{of} = 村级工程的{column}", what, how, fen, other, row.at(SUM), row)


def newest_rows(lists: Datasets) -> Mapping[str, tuple[Row, date]]:
    """Label of a work → its row in the newest list that has it, and the last day of that list."""
    newest: dict[str, tuple[Row, date]] = {}
    for data in sorted(lists, key=lambda data: periods.period_end(data.key)):
        newest |= {values.label(row.text(projects.NAME)): (row, periods.period_end(data.key)) for row in reversed(data.rows)}
    return newest


def accepted_alike(works: Datasets, lists: Datasets) -> Iterator[Problem]:
    """验收 is of one day in both."""
    newest = newest_rows(lists)
    for data in works:
        row, told = step(data, ACCEPTED), newest.get(values.label(_name(data)))
        if row and told and isinstance(own := row[DAY], date) and isinstance(other := told[0][projects.ACCEPTED], date) and own != other:
            message = f"「{_name(data)}」验收写的是 {values.date_cn(own)}，村级工程里是 {values.date_cn(other)}。"
            yield problem("work-list", row.at(DAY), message, "对照验收单，改正写错的一处。", row.excerpt())


def _name(data: Dataset) -> str:
    return str(stated_once(data, NAME) or "")
