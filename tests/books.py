"""Whole honest books of a village, made by double entry: 收支明细, 科目余额表 and statements that agree to the fen, as texts."""

from __future__ import annotations

import calendar
import csv
import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from generator import values
from generator.check.run import run_checks, run_overview
from generator.check.waivers import without_known
from generator.config import Context, SiteConfig, Village
from generator.kinds import kind_named
from generator.law.charts import Chart, chart
from generator.law.statements import FORMS, Form, Layout, Term, layout
from generator.load.csv_file import csv_grids
from generator.load.table import read_table
from generator.model import Dataset, Problem
from generator.overviews import proof
from tests.conftest import TODAY

KINDS = proof.OVERVIEW.uses
FOLDER = "data/villages/demo/"
Cells = list[list[str]]
Moves = dict[str, list[int]]
"""Code → [debit, credit] in fen."""

LEDGER = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"]
TRIAL = ["期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方", "本年累计借方", "本年累计贷方"]
STOREYS = ["期初余额", "", "本期发生额", "", "期末余额", "", "本年累计", ""]


@dataclass
class Books:
    """One village: its regime, and its files by name below the village's folder."""

    regime: str
    files: dict[str, Cells] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        return Context(SiteConfig(), Village("demo", "甲村", regime=self.regime), TODAY)

    @property
    def texts(self) -> dict[str, str]:
        return {name: as_text(cells) for name, cells in self.files.items()}


@dataclass
class _Accounts:
    """What is in the accounts while the books are kept; balances are debit − credit."""

    chart: Chart
    left: dict[str, int]
    moved: Moves = field(default_factory=dict)
    year: Moves = field(default_factory=dict)
    start: dict[str, int] = field(default_factory=dict)
    earned: dict[str, int] = field(default_factory=dict)

    def post(self, code: str, amount: int, *, red: bool = False) -> None:
        """Debit where ``amount`` is positive. ``red``: taken back on the other side, with a minus."""
        self.left[code] = self.left.get(code, 0) + amount
        side = (amount < 0) != red
        for kept in (self.moved, self.year):
            kept.setdefault(code, [0, 0])[side] += -abs(amount) if red else abs(amount)
        account = self.chart.by_code[code]
        if account.flows:
            self.earned[code] = self.earned.get(code, 0) + (amount if account.sort == "支出" else -amount)

    def entry(self, debit: str, credit: str, amount: int) -> None:
        self.post(debit, amount)
        self.post(credit, -amount)

    def code(self, name: str) -> str:
        return next(a.code for a in self.chart.by_code.values() if a.name == name)


def make_books(luck: random.Random, *, totals: bool | None = None, quarters: int | None = None) -> Books:
    """Honest books of one to four quarters of a year, or of its first months one by one."""
    regime = luck.choice(("2004", "2023"))
    year = luck.randint(2006, 2022) if regime == "2004" else luck.randint(2024, 2025)
    books, accounts = Books(regime), _opened(chart(regime), luck)
    length = luck.choice((1, 3, 3))
    count = quarters * 3 if quarters else luck.choice((3, 3, 6, 12) if length == 3 else (1, 2, 3))
    cash_total, style = luck.random() < 0.5, _Style(luck, luck.random() < 0.8 if totals is None else totals)
    balance = _cash(accounts)
    for number in range(1, count + 1):
        month = f"{year}-{number:02d}"
        rows, balance = _month(month, balance, number == 1 or luck.random() < 0.5, cash_total, accounts, luck)
        books.files[f"ledger/{month}.csv"] = rows
        if number % length:
            continue
        taken = _closing(accounts, luck) if number == 12 else (0, 0)
        key = month if length == 1 else f"{year}-Q{number // 3}"
        books.files[f"trial/{key}.csv"] = _trial(accounts, style)
        if number == count or luck.random() < 0.3:
            period = str(year) if number == 12 else key
            for form in FORMS:
                books.files[f"statement/{period.lower()}-{form}.csv"] = _statement(accounts, form, taken, number == 12)
        accounts.moved = {}
    return books


class _Style:
    """How an export looks, the same for all of a village."""

    def __init__(self, luck: random.Random, totals: bool) -> None:
        self.totals, self.codes, self.year, self.storeys = totals, luck.random() < 0.7, luck.random() < 0.6, luck.random() < 0.3


def _opened(accounts: Chart, luck: random.Random) -> _Accounts:
    left = {"101": luck.randint(10**6, 10**7), "102": luck.randint(10**10, 10**11)}
    for account in accounts.by_code.values():
        if account.sort in ("资产", "负债") and not account.contra and account.code not in left and luck.random() < 0.5:
            sign = {"借": 1, "贷": -1, "双": luck.choice((1, -1))}[account.side]
            left[account.code] = luck.randint(1, 10**9) * sign
    left["151"] = luck.randint(10**8, 10**9)
    left["152"] = -luck.randint(0, 10**7)
    left["322"] = -luck.randint(-(10**7), 10**8)
    left["311"] = -sum(left.values())
    return _Accounts(accounts, left, start=dict(left))


def _cash(accounts: _Accounts) -> int:
    return accounts.left["101"] + accounts.left["102"]


def _month(month: str, balance: int, opening: bool, total: bool, accounts: _Accounts, luck: random.Random) -> tuple[Cells, int]:
    rows = [LEDGER, *([["", "", "上月余额", "", "", "", _yuan(balance)]] if opening else [])]
    other = [accounts.code(name) for name in ("应付款", "应收款", "专项应付款", "固定资产", "在建工程", "应付工资")]
    flows = [a.code for a in accounts.chart.by_code.values() if a.flows]
    sums = [0, 0]
    days = sorted(luck.randint(1, calendar.monthrange(int(month[:4]), int(month[5:]))[1]) for _ in range(luck.randint(2, 9)))
    for number, day in enumerate(days, 1):
        code = luck.choice(flows) if luck.random() < 0.8 else luck.choice(other)
        account = accounts.chart.by_code[code]
        amount = luck.randint(1, 10 ** luck.randint(2, 7))
        back = luck.random() < 0.1 and accounts.earned.get(code, 0) > amount  # more than came in is never given back
        came = (account.sort == "收入") != back if account.flows else luck.random() < 0.5
        accounts.post(luck.choice(("101", "102")) if accounts.left["101"] > 10**7 or came else "102", amount if came else -amount)
        accounts.post(code, -amount if came else amount, red=back)
        sums[not came] += amount
        balance += amount if came else -amount
        amounts = [_yuan(amount), ""] if came else ["", _yuan(amount)]
        rows.append([f"{month}-{day:02d}", f"记-{number:03d}", f"第{number}笔", account.name, *amounts, _yuan(balance)])
    if total:
        rows.append(["", "", "合计", "", *map(_yuan, sums), _yuan(balance)])
    if luck.random() < 0.5:
        accounts.entry("101", "102", luck.randint(1, 10**5))
    if luck.random() < 0.4:  # nothing was paid: what wears out
        accounts.entry(accounts.code("管理费用"), "152", luck.randint(1, 10**6))
    if luck.random() < 0.3:  # nothing was paid: what is owed
        accounts.entry(accounts.code("应收款"), accounts.code("经营收入"), luck.randint(1, 10**6))
    return rows, balance


def _closing(accounts: _Accounts, luck: random.Random) -> tuple[int, int]:
    """The close of the year; what was taken into 公积公益金, and what goes to the members."""
    earned = dict(accounts.earned)
    surplus = 0
    for account in accounts.chart.by_code.values():
        left = accounts.left.get(account.code, 0)
        if account.flows and left:
            accounts.post(account.code, -left)
            accounts.post("321", left)
            surplus -= left
    accounts.post("322", -surplus)
    accounts.post("321", surplus)
    accounts.earned = earned
    taken, shared = (luck.randint(0, surplus // 3), luck.randint(0, surplus // 3)) if surplus > 0 else (0, 0)
    accounts.entry("322", "311", taken)
    accounts.entry("322", accounts.code("应付款"), shared)
    return taken, shared


def _trial(accounts: _Accounts, style: _Style) -> Cells:
    before = {code: left - debit + credit for code, left in accounts.left.items() for debit, credit in [accounts.moved.get(code, [0, 0])]}
    rows = []
    for account in accounts.chart.by_code.values():
        code = account.code
        amounts = [*_sides(account.side, before.get(code, 0)), *accounts.moved.get(code, [0, 0])]
        amounts += [*_sides(account.side, accounts.left.get(code, 0)), *accounts.year.get(code, [0, 0])]
        if any(amounts):
            rows.append((code, account.name, amounts[: 8 if style.year else 6]))
    width = 8 if style.year else 6
    total = [("", "合计", [sum(amounts[i] for _, _, amounts in rows) for i in range(width)])] if style.totals else []
    names = ["科目编码", "科目名称"] if style.codes else ["科目名称"]
    blank = [""] * len(names)
    head = [[*names, *TRIAL[:width]]]
    if style.storeys:
        head = [[*names, *STOREYS[:width]], [*blank, *["借方", "贷方"] * (width // 2)]]
    told = ((code, name, [_yuan(n) if n else "" for n in amounts]) for code, name, amounts in rows + total)
    return head + [[*([code] if style.codes else []), name, *amounts] for code, name, amounts in told]


def _sides(side: str, left: int) -> tuple[int, int]:
    debit = side == "借" or (side == "双" and left > 0)
    return (left, 0) if debit else (0, -left)


def _statement(accounts: _Accounts, form: Form, taken: tuple[int, int], closed: bool) -> Cells:
    """By the lines of the law, from the accounts as they were kept."""
    lines = layout(accounts.chart.regime, form)
    shared = "向成员分配" if accounts.chart.regime == "2023" else "农户分配"
    free = {"提取公积公益金": taken[0], shared: taken[1]} if closed else {}
    columns = (accounts.left, accounts.start) if form == "balance" else (accounts.left,)
    rows = [["项目", *(("期末数", "年初数") if form == "balance" else ("本年数",))]]
    for name in lines.lines:
        told = [_line(lines, name, left, accounts, free) for left in columns]
        if any(told) or name in free:
            rows.append([name, *(_yuan(n) if n else "" for n in told)])
    return rows


def _line(lines: Layout, name: str, left: Mapping[str, int], accounts: _Accounts, free: Mapping[str, int]) -> int:
    line = lines.lines[name]
    if line.accounts:
        return sum(t.sign * _amount(t, left, accounts) for t in line.accounts)
    return sum(t.sign * _line(lines, t.name, left, accounts, free) for t in line.lines) if line.lines else free.get(name, 0)


def _amount(term: Term, left: Mapping[str, int], accounts: _Accounts) -> int:
    def own(code: str, kept: Mapping[str, int]) -> int:
        return kept.get(code, 0) * (-1 if accounts.chart.by_code[code].side == "贷" else 1)

    amount = left.get(term.name, 0)
    return {
        "余额": lambda: own(term.name, left),
        "借": lambda: max(amount, 0),
        "贷": lambda: max(-amount, 0),
        "发生": lambda: accounts.earned.get(term.name, 0),
        "年初": lambda: own(term.name, accounts.start),
        "类": lambda: sum(own(a.code, left) for a in accounts.chart.by_code.values() if a.sort == term.name),
    }[term.use]()


def _yuan(fen: int) -> str:
    return values.plain_yuan(fen)


def as_text(cells: Cells) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    return out.getvalue()


def load(name: str, text: str) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """One file, without a disk."""
    folder, _, rest = name.partition("/")
    kind = kind_named(folder)
    assert kind
    grids, problems = csv_grids(text, FOLDER + name)
    found, more = read_table(grids, kind, FOLDER + name, rest.removesuffix(".csv")) if grids else (None, [])
    return found, (*problems, *more)


load_once = cache(load)
"""For files that stay as they are."""


def problems_of(books: Books, changed: Mapping[str, str] | None = None) -> list[Problem]:
    """What the program says of the books, with some files replaced; without a disk."""
    texts = books.texts if changed is None else changed
    return check(texts.items(), books.context)


def check(texts: Iterable[tuple[str, str]], context: Context, fresh: str = "") -> list[Problem]:
    """All checks over these files; all but ``fresh`` are read once only."""
    found: dict[str, list[Dataset]] = {kind: [] for kind in KINDS}
    problems: list[Problem] = []
    for name, text in sorted(texts):
        data, more = load(name, text) if name == fresh else load_once(name, text)
        problems += more
        if data:
            found[name.partition("/")[0]].append(data)
    books = {kind: tuple(datasets) for kind, datasets in found.items()}
    for name in KINDS:
        kind = kind_named(name)
        assert kind
        problems += run_checks(kind, books[name], context, str)
    problems += run_overview(proof.OVERVIEW, books, context, str)
    return without_known(problems, context.village)
