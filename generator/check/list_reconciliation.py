"""Lists against 科目余额表: assets, debts, levies and earmarked money (K13 to K15), and how the surplus was divided (K8, K9)."""

from __future__ import annotations

from collections.abc import Iterator

from generator import periods
from generator.check.batches import line_name
from generator.check.figures import balances_of, figures_of, from_accounts, value
from generator.check.identity import Identity
from generator.check.trial import Trial
from generator.classes import dataclass
from generator.kind import Datasets
from generator.law.registers import register_lines
from generator.law.statements import FormLine, layout
from generator.model import Dataset, Row, Source


@dataclass(frozen=True)
class ListSum:
    """A sum of one list, in fen: 债权 of 债权债务明细."""

    data: Dataset
    title: str
    """What the list is called."""
    name: str
    column: str
    fen: int
    running: bool = False
    """True where the list of a year is kept up to date during the year."""

    @property
    def at(self) -> tuple[Source, Row | None]:
        total = self.data.marked("total")
        return (total.at(self.column) if total else Source(self.data.file, field=self.column)), total


def lists_agree(listed: list[ListSum], trials: list[Trial]) -> Iterator[Identity]:
    """The sum of a list = the balance of its accounts, where there is a 科目余额表 of the same day."""
    for one in listed:
        trial = _at_the_end(one, trials)
        line = register_lines(trial.chart.regime).get(one.name) if trial else None
        if trial is None or line is None or not one.data.complete:
            continue
        held = from_accounts(line, balances_of(trial))
        if held is None:
            continue
        where, row = one.at
        what, how = (
            f"{periods.period_cn(one.data.key)}{one.title}的{one.name}合计",
            f"{trial.name}末{_named(line, trial)}的余额（见 {trial.data.file}）",
        )
        yield Identity("list-trial", "清单 = 科目余额表", what, how, one.fen, held, where, row)


def _named(line: FormLine, trial: Trial) -> str:
    """「应收款」 + 「内部往来」（借方）: those that the table has, all of them where it has none."""
    terms = [term for term in line.accounts if term.name in trial.lines] or line.accounts
    sides = {"借": "（借方）", "贷": "（贷方）"}
    return " + ".join(f"「{trial.chart.by_code[term.name].name}」{sides.get(term.use, '')}" for term in terms)


def _at_the_end(one: ListSum, trials: list[Trial]) -> Trial | None:
    """The 科目余额表 that ends with the list's period; in a year that still runs, for a list kept up to date, the newest of the year."""
    sound = [t for t in trials if t.sound and not t.wrong]
    last = periods.period_months(one.data.key)[1]
    there = next((t for t in reversed(sound) if t.last == last), None)
    if there is None and one.running:
        there = next((t for t in reversed(sound) if t.last[:4] == one.data.key), None)
    return there


DIVIDED = ("年初未分配收益", "年末未分配收益")


def surplus_agrees(plans: Datasets, trials: list[Trial]) -> Iterator[Identity]:
    """How the surplus of a year was divided begins and ends with what the accounts say (K8), and with what the year before left (K9)."""
    by_year = {data.key: data for data in plans if data.complete}
    for year, data in by_year.items():
        here = _lines(data)
        before = by_year.get(str(int(year) - 1))
        left = _lines(before).get(DIVIDED[1]) if before else None
        begun = here.get(DIVIDED[0])
        if begun and left and before:
            how = f"{before.key}年的{DIVIDED[1]}（见 {before.file}）"
            yield _same("surplus-follows", begun, f"{year}年的{DIVIDED[0]}", left.fen("金额") or 0, how)
        trial = next((t for t in reversed(trials) if t.last == f"{year}-12" and t.sound and not t.wrong), None)
        if trial is None:
            continue
        lines, now = layout(trial.chart.regime, "income"), figures_of("income", trial.chart, year, trials)[0]
        for name in DIVIDED:
            held = value(lines, name, now, {})
            if name in here and held is not None:
                yield _same("surplus-trial", here[name], f"{year}年的{name}", held, f"科目余额表（{trial.data.file}）里的{name}")


def _lines(data: Dataset) -> dict[str, Row]:
    lines: dict[str, Row] = {}
    for row in data.rows:
        lines.setdefault(line_name(row.text("项目")), row)
    return lines


def _same(code: str, row: Row, what: str, right: int, how: str) -> Identity:
    return Identity(code, "收益分配接得上", what, how, row.fen("金额") or 0, right, row.at("金额"), row)
