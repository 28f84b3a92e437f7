"""科目余额表: what must be equal in one of them, and from one to the next (K4, K5, K6 and the close of the year in K8).

One accusation per fault: where a row does not add up, the sums it goes into are not accused as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.check.identity import Identity, not_holding
from generator.check.trial import CLOSING, GROUPS, MOVED, NAME, OPENING, YEAR, Trial, TrialLine, read_trials
from generator.config import Context
from generator.kind import Datasets
from generator.law.charts import CASH
from generator.model import Problem, Row, Source, problem
from generator.values import yuan

Trials = list[Trial]


def rows_add_up(trials: Trials) -> Iterator[Identity]:
    """K5: 期末 = 期初 + 借方 − 贷方 on debit accounts, the other way round on credit accounts."""
    for trial in trials:
        for line in trial.all_lines():
            if line.row.invalid:
                continue
            credit = line.account.side == "贷"
            sign, (plus, minus) = (-1, ("贷方", "借方")) if credit else (1, ("借方", "贷方"))
            moved = line.moved[::-1] if credit else line.moved
            how = f"期初 {yuan(sign * line.net('opening'))} + 本期{plus} {yuan(moved[0])} − 本期{minus} {yuan(moved[1])} "
            where = line.row.at(CLOSING[credit])
            yield Identity(
                "trial-row", "期末 = 期初 + 增加 − 减少", f"「{line.row.text(NAME)}」的期末余额", how,
                sign * line.net("closing"), sign * (line.net("opening") + line.net("moved")), where, line.row,
            )  # fmt: skip


def sums_as_stated(trials: Trials) -> Iterator[Identity]:
    """合计 and 小计 rows agree with the rows, and an account with its details."""
    for trial in (t for t in trials if t.sound and not t.wrong):
        tops = sorted((line for line in trial.lines.values()), key=lambda line: line.row.number)
        above = 0
        for mark, row in sorted(trial.data.stated_rows, key=lambda pair: pair[1].number):
            if mark not in ("total", "subtotal"):
                continue
            part = [line for line in tops if mark == "total" or above < line.row.number < row.number]
            yield from _stated_sum(trial, row, part, "各科目相加")
            above = row.number
        for line, rows in trial.parts:
            yield from _stated_net(line, rows)


def _stated_sum(trial: Trial, row: Row, part: list[TrialLine], how: str) -> Iterator[Identity]:
    for name, columns in GROUPS.items():
        for i, column in enumerate(columns):
            stated = row.fen(column)
            if stated is not None:
                total = sum((_pair(line, name) or (0, 0))[i] for line in part)
                yield Identity(
                    "total-mismatch",
                    "合计 = 各行相加",
                    f"「{row.text(NAME) or '合计'}」的{column}",
                    how,
                    stated,
                    total,
                    row.at(column),
                    row,
                )


def _stated_net(line: TrialLine, rows: tuple[TrialLine, ...]) -> Iterator[Identity]:
    for name, columns in GROUPS.items():
        if _pair(line, name) is None:
            continue
        stated, total = (sum(d - c for d, c in (_pair(each, name) or (0, 0) for each in of)) for of in ((line,), rows))
        what = f"「{line.row.text(NAME) or line.account.name}」的{name}{'发生额' if name in ('本期', '本年累计') else '余额'}（借减贷）"
        yield Identity("total-mismatch", "科目 = 明细相加", what, "下面各明细相加", stated, total, line.row.at(columns[0]), line.row)


def _pair(line: TrialLine, name: str) -> tuple[int, int] | None:
    return {"期初": line.opening, "本期": line.moved, "期末": line.closing, "本年累计": line.year}[name]


def sides_equal(trials: Trials) -> Iterator[Identity]:
    """K4: Σ借 = Σ贷 of what was there, what moved and what is left."""
    for trial in (t for t in trials if t.sound and not t.wrong):
        wrong_sums = {i.at.field for i in sums_as_stated([trial]) if not i.holds}
        told = False
        for name, (debit, credit) in GROUPS.items():
            if (name == "本年累计" and not trial.has_year) or wrong_sums & {debit, credit}:
                continue
            pairs = [_pair(line, name) or (0, 0) for line in trial.lines.values()]
            left, right = sum(d for d, _ in pairs), sum(c for _, c in pairs)
            if name == "期末" and told:
                continue  # it follows from what is told already
            told = told or left != right
            total = trial.data.marked("total")
            where = total.at(debit) if total else Source(trial.data.file, field=debit)
            yield Identity(
                "trial-unbalanced",
                "借方合计 = 贷方合计",
                f"{trial.name}{debit}各科目相加",
                f"{credit}各科目相加",
                left,
                right,
                where,
                total,
            )


def openings_follow(trials: Trials) -> Iterator[Identity]:
    """K6: what a period begins with is what the one before left.

    Over a change of regime only the money is compared: the other accounts are carried over by rules of their own.
    """
    for before, trial in neighbours(trials):
        if not before.sound or not trial.sound:
            continue
        codes = CASH if before.chart is not trial.chart else dict.fromkeys((*before.lines, *trial.lines))
        for code in codes:
            if code in before.wrong or code in trial.wrong:
                continue
            line = trial.lines.get(code) or before.lines.get(code)
            if line is None:
                continue
            sign = -1 if line.account.side == "贷" else 1
            here = trial.lines.get(code)
            where = here.row.at(OPENING[sign < 0]) if here else Source(trial.data.file, field=NAME)
            what = f"「{line.account.name}」的期初余额{'' if here else '（表里没有这一行）'}"
            how = f"{before.name}的期末余额（见 {before.data.file}）"
            yield Identity(
                "trial-opening", "期初 = 上期期末", what, how,
                sign * trial.net(code, "opening"), sign * before.net(code, "closing"), where, here.row if here else None,
            )  # fmt: skip


def neighbours(trials: Trials) -> Iterator[tuple[Trial, Trial]]:
    """(a period, the one that follows on it): of several that end on the same day, the shortest."""
    ending: dict[str, Trial] = {}
    for trial in trials:  # in order of the key, so that 2025-12 and 2025-Q4 come after 2025
        known = ending.get(trial.last)
        if known is None or trial.first >= known.first:
            ending[trial.last] = trial
    for trial in trials:
        before = ending.get(_month_before(trial.first))
        if before:
            yield before, trial


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"


def since_january(trial: Trial, trials: Trials) -> Trials | None:
    """The periods from January up to this one, one following on the other; None where one is missing."""
    if trial.first.endswith("-01"):
        return [trial]
    for other in trials:
        if other.last == _month_before(trial.first) and (earlier := since_january(other, trials)) is not None:
            return [*earlier, trial]
    return None


def year_adds_up(trials: Trials) -> Iterator[Identity]:
    """K6: 本年累计 = the periods since January."""
    for trial in trials:
        year = since_january(trial, trials) if trial.sound and trial.has_year else None
        if year is None or any(not t.sound or t.wrong for t in year):
            continue
        for code, line in trial.lines.items():
            for i, column in enumerate(YEAR):
                total = sum(t.lines[code].moved[i] for t in year if code in t.lines)
                if line.year:
                    what, how = f"「{line.account.name}」的{column}", f"本年各期的{MOVED[i]}相加"
                    yield Identity("trial-year", "本年累计 = 各期相加", what, how, line.year[i], total, line.row.at(column), line.row)


def years_closed(trials: Trials) -> Iterator[Identity]:
    """K8: on 31 December income, expense and 本年收益 are carried on to 收益分配 and stand at nothing."""
    for trial in (t for t in trials if t.last.endswith("-12") and t.sound and not t.wrong):
        closed = [line for code, line in trial.lines.items() if line.account.flows or code == "321"]
        left = [line for line in closed if line.net("closing")]
        for line in (left or closed)[:1]:
            names = "、".join(f"「{each.account.name}」{yuan(abs(each.net('closing')))}" for each in left[:4]) + (
                "等" if len(left) > 4 else ""
            )
            rest = sum(abs(each.net("closing")) for each in left)
            where = line.row.at(CLOSING[line.account.side == "贷"])
            yield Identity("year-not-closed", "年末结转为零", "", "", rest, 0, where, line.row, f"{names}年末还有余额，应当都结转完。")


Family = Callable[[Trials], Iterable[Identity]]
FAMILIES: tuple[Family, ...] = (rows_add_up, sums_as_stated, sides_equal, openings_follow, year_adds_up, years_closed)


def books_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Every identity in 科目余额表 and between them."""
    trials = read_trials(datasets, context)
    for family in FAMILIES:
        yield from not_holding(family(trials))


def depreciated_no_further(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """K3: no more is written off than there was."""
    for trial in read_trials(datasets, context):
        for line in trial.lines.values():
            if not line.account.contra:
                continue
            of = trial.chart.by_code[{"133": "132", "152": "151", "162": "161"}[line.account.code]]
            had, gone = trial.net(of.code, "closing"), -line.net("closing")
            if had < gone:
                message = f"「{of.name}」{yuan(had)} − 「{line.account.name}」{yuan(gone)} = {yuan(had - gone)}，净值是负数。"
                yield problem("net-negative", line.row.at(CLOSING[1]), message, excerpt=line.row.excerpt())
