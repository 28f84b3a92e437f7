"""会计报表 that are given as files: their lines, line against line (K1–K3), against 科目余额表 (K7) and against one another (K8–K10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator import periods
from generator.check.figures import StatementFigures, added, figures_of, from_accounts, value
from generator.check.identity import Identity
from generator.check.trial import Trial, regime_at
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.law.charts import chart
from generator.law.statements import Form, Layout, layout
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy
from generator.values import yuan

ITEM = "项目"
COLUMNS: dict[Form, tuple[str, str]] = {"balance": ("期末数", "年初数"), "income": ("本年数", "上年数")}
FUND, TAKEN, LEFT, BEFORE, ENDING = "公积公益金", "提取公积公益金", "年末未分配收益", "年初未分配收益", "未分配收益"
_KEY = lazy(r"(\d{4})(?:-(q[1-4]|h[12]|\d\d))?-(balance|income)")


@dataclass(frozen=True)
class Statement:
    """One file, understood."""

    data: Dataset
    period: str
    layout: Layout
    rows: dict[str, Row]
    """By the name of the line."""

    @property
    def title(self) -> str:
        return f"{periods.period_cn(self.period)}{self.layout.title}"

    @property
    def last(self) -> str:
        return periods.period_months(self.period)[1]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Those of its form that the file has."""
        fields = self.data.rows[0].head.fields if self.data.rows else ()
        return tuple(name for name in COLUMNS[self.layout.form] if name in fields)

    def stated(self, column: str) -> dict[str, int | None]:
        return {name: row.fen(column) for name, row in self.rows.items()}

    def at(self, name: str, column: str) -> tuple[Source, Row | None]:
        row = self.rows.get(name)
        return (row.at(column) if row else Source(self.data.file, field=ITEM)), row


def period_and_form(key: str) -> tuple[str, Form] | None:
    """2025-q4-income → (2025-Q4, income); None where the name does not say them."""
    match = _KEY.fullmatch(key)
    period = "-".join(filter(None, (match[1], match[2] and match[2].upper()))) if match else ""
    if not match or not periods.PERIOD.fullmatch(period):
        return None
    return period, "balance" if match[3] == "balance" else "income"


def read_statements(datasets: Datasets, context: Context) -> list[Statement]:
    """Those whose name says what they are, in order of their time."""
    statements = []
    for data in datasets:
        named = period_and_form(data.key)
        if named:
            period, form = named
            lines = layout(regime_at(context.village, periods.period_months(period)[1]), form)
            rows: dict[str, Row] = {}
            for row in data.rows:
                line = lines.find(row.text(ITEM))
                if line:
                    rows.setdefault(line.name, row)
            statements.append(Statement(data, period, lines, rows))
    return sorted(statements, key=lambda s: (s.last, s.data.key))


def lines_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """The file says which statement it is; every line with an amount is one of that statement, once."""
    known = {s.data.key: s for s in read_statements(datasets, context)}
    for data in datasets:
        statement = known.get(data.key)
        if statement is None:
            name = data.file.rpartition("/")[2]
            hint = "写成 2025-balance（资产负债表）或 2025-income（收益及收益分配表）；季度写成 2025-q1-balance。"
            yield problem("bad-name", Source(data.file), f"从文件名「{name}」看不出是哪一期的哪张报表。", hint)
            continue
        if data.rows and not statement.columns:
            wanted = "、".join(f"「{name}」" for name in COLUMNS[statement.layout.form])
            where = Source(data.file, field=COLUMNS[statement.layout.form][0])
            yield problem("missing-column", where, f"{statement.layout.title}要有{wanted}两列，至少有前一列。")
        for row in data.rows:
            line = statement.layout.find(row.text(ITEM))
            amounts = any(row.fen(name) for name in statement.columns)
            first = line and statement.rows[line.name]
            if line and first and first is not row and amounts:
                message = f"「{row.text(ITEM)}」第 {first.number} 行已经有了。"
                yield problem("statement-line-repeated", row.at(ITEM), message, excerpt=row.excerpt())
            elif line is None and amounts and not row.text(ITEM).startswith(("其中", "补充")):
                message = f"{statement.layout.regime} 年制度的{statement.layout.title}里没有「{row.text(ITEM)}」这一行。"
                code = "statement-line-unchecked" if statement.layout.unchecked else "statement-line-unknown"
                yield problem(code, row.at(ITEM), message, excerpt=row.excerpt())


def lines_agree(statements: list[Statement], trials: list[Trial]) -> Iterator[Identity]:
    """K1, K2, K7: each line is what its accounts say, or the sum of its lines; and both where it has both."""
    for statement in statements:
        both = figures_of(statement.layout.form, chart(statement.layout.regime), statement.period, trials)
        lacking: set[str] = set()
        for column, figures in zip(COLUMNS[statement.layout.form], both, strict=True):
            if column in statement.columns and statement.data.complete:
                yield from _column(statement, column, figures, lacking)


def _column(statement: Statement, column: str, figures: StatementFigures, lacking: set[str]) -> Iterator[Identity]:
    """``lacking``: lines that were told to be missing."""
    lines, stated = statement.layout, statement.stated(column)
    wrong: set[str] = set()
    for line in lines.lines.values():
        expected = value(lines, line.name, figures, stated)
        accounts = from_accounts(line, figures) is not None
        code, how = ("statement-account", "科目余额表里") if accounts else ("statement-sum", "它那几行相加")
        family = "报表 = 科目余额表" if accounts else "报表小计 = 各行相加"
        where, row = statement.at(line.name, column)
        if row is None:
            if expected and (accounts or (line.lines and not line.optional)) and line.name not in lacking:
                lacking.add(line.name)
                message = f"表里没有「{line.name}」这一行，{column}应当是 {yuan(expected)}（{how}）。"
                yield Identity("statement-line-missing", family, "", "", 0, expected, where, None, message)
            continue
        told = stated[line.name] or 0
        if any(t.name in wrong for t in line.lines) and told == sum(t.sign * (stated.get(t.name) or 0) for t in line.lines):
            continue  # it follows from a line that is told
        if accounts or (line.lines and not line.accounts):
            what = f"「{line.name}」{column}"
            if told != (expected or 0):
                wrong.add(line.name)
            yield Identity(code, family, what, how, told, expected or 0, where, row)
        if line.lines and line.accounts and line.name not in wrong:
            terms = " ".join(
                f"{'−' if t.sign < 0 else '+'} {t.name} {yuan(value(lines, t.name, figures, stated) or 0)}" for t in line.lines
            )
            total = added(lines, line, figures, stated)
            yield Identity(
                "statement-sum",
                "报表小计 = 各行相加",
                f"「{line.name}」{column}",
                terms.removeprefix("+ ") + " ",
                told,
                total,
                where,
                row,
            )
        if line.same_as in statement.rows and not wrong & {line.name, line.same_as}:
            other = stated[line.same_as] or 0
            yield Identity(
                "statement-sum", "资产 = 负债 + 权益", f"「{line.name}」{column}", f"「{line.same_as}」", told, other, where, row
            )


def statements_follow(statements: list[Statement]) -> Iterator[Identity]:
    """K8, K9: what is left to be distributed is the same in both statements, and from year to year; so is every line of 资产负债表."""
    by_key = {(s.last, s.layout.form): s for s in statements}
    for statement in statements:
        before = by_key.get((f"{int(statement.last[:4]) - 1}-12", statement.layout.form))
        if before and before.layout is not statement.layout:
            before = None  # another regime: lines were carried over
        if statement.layout.form == "income":
            balance = by_key.get((statement.last, "balance"))
            yield from _same(statement, LEFT, "本年数", balance, ENDING, "期末数")
            yield from _same(statement, BEFORE, "本年数", before, LEFT, "本年数")
        elif before:
            for name in (n for n in statement.rows if statement.layout.lines[n].accounts):  # sums follow from these
                yield from _same(statement, name, "年初数", before, name, "期末数")


def _same(statement: Statement, name: str, column: str, other: Statement | None, its: str, its_column: str) -> Iterator[Identity]:
    if other and name in statement.rows and its in other.rows and column in statement.columns and its_column in other.columns:
        left, right = statement.stated(column)[name], other.stated(its_column)[its]
        if left is not None and right is not None:
            where, row = statement.at(name, column)
            family = "报表之间、年度之间接得上"
            yield Identity(
                "statement-follows",
                family,
                f"「{name}」{column}",
                f"{other.title}（{other.data.file}）「{its}」{its_column}",
                left,
                right,
                where,
                row,
            )


def fund_explained(statements: list[Statement], trials: list[Trial]) -> Iterator[Identity]:
    """K10: 公积公益金 grew by what was taken into it; what came or went otherwise needs a word."""
    for statement in statements:
        if TAKEN not in statement.rows or "本年数" not in statement.columns:
            continue
        now, then = figures_of("balance", chart(statement.layout.regime), statement.period, trials)
        held = layout(statement.layout.regime, "balance").lines[FUND]
        after, before = from_accounts(held, now), from_accounts(held, then)
        if after is not None and before is not None:
            where, row = statement.at(TAKEN, "本年数")
            what, how = f"公积公益金本年增加的数（从 {yuan(before)} 到 {yuan(after)}）", f"本表「{TAKEN}」"
            yield Identity(
                "fund-change", "公积公益金的增减 = 提取", what, how, after - before, statement.stated("本年数")[TAKEN] or 0, where, row
            )


def worth_not_negative(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """K3: 净值 is not below nothing."""
    for statement in read_statements(datasets, context):
        for line in statement.layout.lines.values():
            row = statement.rows.get(line.name)
            for column in statement.columns:
                told = row.fen(column) if row and line.not_negative else None
                if row and told is not None and told < 0:
                    yield problem("net-negative", row.at(column), f"「{line.name}」{column}是 {yuan(told)}。", excerpt=row.excerpt())
