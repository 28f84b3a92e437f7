"""科目余额表 as accounts: what each row means under the regime of its period, and the amounts of each account.

Amounts are fen. A net amount is debit − credit, whatever side the account usually stands on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property, lru_cache

from generator import periods
from generator.check.sub_accounts import WITHIN, coded_below, parts_by_place, path_of, tree
from generator.classes import dataclass
from generator.config import Context, Village
from generator.kind import Datasets
from generator.law.charts import Account, Chart, bare_code, chart, regime_in
from generator.model import Dataset, Problem, Row, problem

CODE, NAME = "科目编码", "科目名称"
OPENING, MOVED, CLOSING, YEAR = (
    ("期初借方", "期初贷方"),
    ("本期借方", "本期贷方"),
    ("期末借方", "期末贷方"),
    ("本年累计借方", "本年累计贷方"),
)
GROUPS = {"期初": OPENING, "本期": MOVED, "期末": CLOSING, "本年累计": YEAR}

Pair = tuple[int, int]
"""(debit, credit)."""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One account, or one detail of an account, in one period."""

    account: Account
    row: Row
    opening: Pair
    moved: Pair
    closing: Pair
    year: Pair | None
    """Moved since January; None where the table does not say."""

    def net(self, name: str) -> int:
        debit, credit = getattr(self, name)
        return int(debit - credit)


@dataclass(frozen=True, eq=False)
class Trial:
    """One 科目余额表, understood."""

    data: Dataset
    chart: Chart
    lines: dict[str, TrialLine] = field(default_factory=dict)
    """By code: the row of each account."""
    details: dict[str, list[TrialLine]] = field(default_factory=dict)
    """By code: rows below an account, 「银行存款—基本户」; their account has a row of its own."""
    parts: tuple[tuple[TrialLine, tuple[TrialLine, ...]], ...] = ()
    """Rows that others tell the whole of, and these, level by level."""
    partial: frozenset[str] = frozenset()
    """By code: accounts of which only a part is told (其中)."""
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        return self.data.key

    @cached_property
    def first(self) -> str:
        """Its first month."""
        return periods.period_months(self.key)[0]

    @cached_property
    def last(self) -> str:
        return periods.period_months(self.key)[1]

    @property
    def name(self) -> str:
        return periods.period_cn(self.key)

    @cached_property
    def sound(self) -> bool:
        """Every row was read and every account is known: sums over it mean something."""
        return self.data.complete and not self.problems

    def all_lines(self) -> Iterator[TrialLine]:
        """Each account, and its details below it."""
        for code, line in self.lines.items():
            yield line
            yield from self.details.get(code, ())

    @cached_property
    def wrong(self) -> frozenset[str]:
        """Codes of accounts that do not add up, in themselves or in a detail."""
        return frozenset(line.account.code for line in self.all_lines() if line.net("closing") != line.net("opening") + line.net("moved"))

    @cached_property
    def has_year(self) -> bool:
        return any(line.year for line in self.lines.values())

    @cached_property
    def closes(self) -> bool:
        """True where income and expense were carried to 本年收益 in this period."""
        line = self.lines.get("321")
        return bool(line and any(line.moved))

    def gross(self, code: str, when: str) -> Pair:
        """Debit and credit balances of an account; where details stand on both sides, theirs."""
        line = self.lines.get(code)
        told = line and line.account.side == "双" and code not in self.partial
        wholes = {id(whole) for whole, _ in self.parts}
        rows = [each for each in self.details.get(code, []) if id(each) not in wholes] if told else []
        amounts = [getattr(each, when) for each in rows] or ([getattr(line, when)] if line else [])
        return sum(debit for debit, _ in amounts), sum(credit for _, credit in amounts)

    def net(self, code: str, when: str) -> int:
        line = self.lines.get(code)
        return line.net(when) if line else 0

    def earned(self, line: TrialLine) -> int:
        """What came in on an income account, or went out on an expense account, without what was carried to 本年收益.

        Where an account was closed, what was taken back is written in red on its own side, as is usual; nothing else can be told apart.
        """
        debit, credit = line.moved
        own, back = (credit, debit) if line.account.sort == "收入" else (debit, credit)
        return own if self.closes and line.net("closing") == 0 else own - back


def regime_at(village: Village, month: str) -> str:
    """The regime of a month on this board; that of the law's own dates where village.yml states none."""
    return regime_in(village.regime, village.regime_changed, month)


def read_trials(datasets: Datasets, context: Context) -> list[Trial]:
    """In order of their last month, shorter periods first; tables that could not be read at all are left out."""
    trials = [_read(d, regime_at(context.village, periods.period_months(d.key)[0])) for d in datasets if not d.unread]
    return sorted(trials, key=lambda t: (t.last, t.key))


def accounts_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Every row is an account of the regime of its period, once."""
    for trial in read_trials(datasets, context):
        yield from trial.problems


@lru_cache(256)  # several checks ask for the same table
def _read(data: Dataset, regime: str) -> Trial:
    accounts = chart(regime)
    lines: dict[str, TrialLine] = {}
    below: dict[str, list[tuple[str, TrialLine]]] = {}
    problems: list[Problem] = []
    partial: set[str] = set()
    for row, account, path, trouble in _placed(data, accounts):
        problems += trouble
        if account is None:
            continue
        line = _line(account, row)
        if path:
            below.setdefault(account.code, []).append((path, line))
            partial |= {account.code} if WITHIN.match(row.text(NAME)) else set()
        elif account.code in lines:
            message = f"「{row.text(NAME)}」就是「{account.name}」，第 {lines[account.code].row.number} 行已经有了。"
            problems.append(problem("account-repeated", row.at(NAME), message, excerpt=row.excerpt()))
        else:
            lines[account.code] = line
    parts: list[tuple[TrialLine, tuple[TrialLine, ...]]] = []
    made: set[str] = set()
    for code, rows in below.items():
        for above, places in tree([path for path, _ in rows]).items():
            told = tuple(rows[i][1] for i in places)
            if above >= 0:
                parts.append((rows[above][1], told))
            elif code not in lines:
                lines[code] = _summed(told)
                made.add(code)
            elif code not in partial:
                parts.append((lines[code], told))
    details = {code: [line for _, line in rows] for code, rows in below.items() if code not in made}
    return Trial(data, accounts, lines, details, tuple(parts), frozenset(partial), tuple(problems))


def _line(account: Account, row: Row) -> TrialLine:
    stated = any(row.fen(name) is not None for name in YEAR)
    return TrialLine(account, row, _pair(row, OPENING), _pair(row, MOVED), _pair(row, CLOSING), _pair(row, YEAR) if stated else None)


Placed = tuple[Row, Account | None, str, list[Problem]]
"""A row, its account, where it stands below it ("" for the account itself), and what is wrong."""


def _placed(data: Dataset, accounts: Chart) -> Iterator[Placed]:
    """Every row with its account. Names that no account has are parts of the account above them, or are told together."""
    above: tuple[Row, Account] | None = None
    run: list[tuple[Row, list[Problem]]] = []
    for row in data.rows:
        account, trouble = find_account(row, accounts)
        if account is None and not row.text(CODE) and [p.code for p in trouble] == ["account-unknown"]:
            run.append((row, trouble))
            continue
        yield from _run(run, above, accounts)
        run = []
        inner = coded_below(row.text(CODE), data.rows, accounts, CODE)
        if inner and inner is not account:
            account, trouble = inner, []
        path = path_of(row.text(CODE), row.text(NAME), account) if account else ""
        yield row, account, path, trouble
        above = (row, account) if account else None
    yield from _run(run, above, accounts)


def _run(run: list[tuple[Row, list[Problem]]], above: tuple[Row, Account] | None, accounts: Chart) -> Iterator[Placed]:
    rows = [row for row, _ in run]
    if above and rows and parts_by_place(rows, above[0], _nets, NAME, accounts):
        path = path_of(above[0].text(CODE), above[0].text(NAME), above[1])
        for row in rows:
            yield row, above[1], f"{path}.{WITHIN.sub('', row.text(NAME), count=1)}", []
    elif len(rows) == 1 or not above:
        yield from ((row, None, "", trouble) for row, trouble in run)
    elif rows:
        names = "、".join(f"「{row.text(NAME)}」" for row in rows[:6]) + ("等" if len(rows) > 6 else "")
        message = f"{accounts.regime} 年制度的科目表里没有{names}；相加也不等于上面的「{above[1].name}」，不像是它的明细。"
        hint = f"是明细的，写成「{above[1].name}—{rows[0].text(NAME)}」，并核对金额；是科目的，照科目表写名称。"
        yield rows[0], None, "", [problem("account-unknown", rows[0].at(NAME), message, hint, rows[0].excerpt())]


def _nets(row: Row) -> tuple[int, ...]:
    return tuple(debit - credit for debit, credit in (_pair(row, OPENING), _pair(row, MOVED), _pair(row, CLOSING)))


def _pair(row: Row, columns: tuple[str, str]) -> Pair:
    return row.fen(columns[0]) or 0, row.fen(columns[1]) or 0


def _summed(rows: tuple[TrialLine, ...]) -> TrialLine:
    """The account that has only details in the table; it stands where the first of them does."""

    def added(name: str) -> Pair:
        pairs = [getattr(line, name) or (0, 0) for line in rows]
        return sum(d for d, _ in pairs), sum(c for _, c in pairs)

    year = added("year") if any(line.year for line in rows) else None
    return TrialLine(rows[0].account, rows[0].row, added("opening"), added("moved"), added("closing"), year)


def find_account(row: Row, accounts: Chart) -> tuple[Account | None, list[Problem]]:
    """By name first, by code where the name is not known. A code that means another account is told with both names."""
    name, code = row.text(NAME), bare_code(row.text(CODE))
    account, coded = accounts.named(name), accounts.by_code.get(code[:3])
    here = f"{accounts.regime} 年制度"
    if account:
        if len(code) == 3 and coded is not account:
            other = accounts.other.by_code.get(code)
            meant = f"{here}里 {code} 是「{coded.name}」" if coded else f"{here}里没有 {code}"
            was = f"（{code} 是 {accounts.other.regime} 年制度的「{other.name}」）" if other and other.name == account.name else ""
            message = f"编码写的是 {code}，名称写的是「{name}」，但 {meant}{was}。"
            hint = f"「{account.name}」的编码是 {account.code}；核对这一行是哪个科目。"
            return account, [problem("account-code", row.at(CODE), message, hint, row.excerpt())]
        return account, []
    if old := accounts.other.named(name):
        message = f"「{name}」是 {accounts.other.regime} 年制度的科目（编码 {old.code}），{here}里没有。"
        message += f"{here}里 {code} 是「{coded.name}」。" if coded and len(code) == 3 else ""
        return None, [problem("account-other-regime", row.at(NAME), message, excerpt=row.excerpt())]
    if coded:
        return coded, []
    near = accounts.near(name)
    hint = f"是不是「{near}」？" if near else ""
    return None, [problem("account-unknown", row.at(NAME), f"{here}的科目表里没有「{name}」。", hint, row.excerpt())]
