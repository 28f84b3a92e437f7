"""What the page of one month of points has: who is in front, in the village and in each 组, the sums by class, what was redeemed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from generator import periods, values
from generator.check.points import (
    CLASS,
    GOODS,
    GROUP,
    HEAD,
    NONE,
    PIECES,
    POINTS,
    Passbook,
    Points,
    accounts,
    altogether,
    household,
    number,
    register,
    rules_by_number,
    shelves,
)
from generator.check.points_rules import ENTRY_RULE
from generator.check.ranking import best, places
from generator.classes import dataclass
from generator.kinds._groups import joined_few
from generator.kinds._sheets import Older, Sheet
from generator.model import Dataset, Row
from generator.section import LIFE
from generator.shown import Content, Facts, Table, TableColumn, Value
from generator.values import number_text

MOST, OF_GROUP = 10, 3
"""How many the ranking of the village and that of a 组 show at most."""
NAMED_FOR = 12
"""Months after which a ranking names nobody any more: it has served its purpose (个人信息保护法 art. 19 and 47)."""
UNNAMED = "未公开姓名"
TOGETHER, UNKNOWN = "其他几类合计", "细则里没有的"


@dataclass(frozen=True)
class Month:
    """What happened in a month, household by household (户号 → account)."""

    key: str
    accounts: Mapping[str, Passbook]
    known: Mapping[str, Row]
    """The register: 户号 → its row."""

    @property
    def scores(self) -> dict[str, Decimal]:
        """得分 of every household of the register."""
        return {label: self.accounts[label].gained for label in self.known}

    def named(self, label: str) -> str:
        """「王示例」, or that it is not told."""
        row = self.known.get(label)
        return (row.text(HEAD) if row else "") or UNNAMED

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(row.text(GROUP) for row in self.known.values()))


def month(files: Points, key: str) -> Month:
    first, last = date.fromisoformat(f"{key}-01"), periods.month_end(key)
    known = register(files, key[:4])
    held = accounts(files, first, last)
    return Month(key, held, known)


def winners(of: Month) -> tuple[str, ...]:
    """「王示例（二组）28 分」 of whoever shares the first place; nobody where nobody has a point, or they are too many to be shown."""
    shown = best(of.scores, MOST)
    return tuple(
        f"{of.named(label)}（{of.known[label].text(GROUP)}）{number_text(of.scores[label])} 分" if of.named(label) != UNNAMED
        else f"{UNNAMED}，{number_text(of.scores[label])} 分"
        for label, place in shown.items() if place == 1
    )  # fmt: skip


def first_line(of: Month) -> str:
    """Who won, in a line."""
    won = winners(of)
    if won:
        return "、".join(won)
    ahead = [label for label, place in places(of.scores).items() if place == 1 and of.scores[label] > 0]
    return f"并列第一的有 {len(ahead)} 户，不一一列出" if ahead else "这个月没有加分的"


def facts(of: Month, named: bool) -> Facts:
    """Who won; then what all of them had, got, lost, spent and have."""
    total = altogether(of.accounts)
    return (
        *((("第一名", (first_line(of),)),) if named else ()),
        ("参加的", (f"{len(of.known)} 户",)),
        ("全村的分", (f"月初 {number_text(total.opening)} 分", f"加 {number_text(total.added)} 分，扣 {number_text(total.taken)} 分",
                  f"兑掉 {number_text(total.redeemed)} 分", f"月末 {number_text(total.closing)} 分")),
    )  # fmt: skip


def month_page(files: Points, key: str, named: bool, beside: tuple[Older, ...], older: tuple[Older, ...]) -> Content:
    """The page of one month. ``named``: whether its ranking still names anybody."""
    of = month(files, key)
    classes, why = _classes(files, of)
    rankings = [("全村前几名", _village(of)), ("各组前三名", _groups(of))] if named else []
    tables = [*rankings, ("各类加了多少、扣了多少", classes), ("兑了什么", _redeemed(files, of))]
    kept = tuple((heading, table) for heading, table in tables if table.rows)
    closing = (
        "得分是这个月加的减去扣的。并列的名次相同；排在后面的不列，本人不愿意的不列姓名。谁为什么扣分不公布。"
        if named
        else "公布满一年的，不再列姓名。"
    )
    shown = tuple((heading, in_short(table)) for heading, table in kept)
    return Content(Sheet((), facts(of, named), shown, why + closing, older, LIFE, beside=beside), tuple(table for _, table in kept))


PLACE, SCORE = "名次", "得分"


def in_short(table: Table) -> Table:
    """A ranking as a phone shows it: the place beside the name, all else in one line; any other table as it is."""
    names = [column.name for column in table.columns]
    if PLACE not in names:
        return table
    at = names.index(PLACE), names.index(HEAD), names.index(GROUP), names.index(SCORE)
    rows = []
    for row in table.rows:
        place, who, group, score = (row[i] for i in at)
        points = f"{number_text(score)} 分" if isinstance(score, Decimal) else ""
        rows.append((f"{place} {who}", "，".join(filter(None, (str(group), points)))))
    return Table(table.name, table.title, (TableColumn("名次和户主", "title"), TableColumn("组别和得分")), tuple(rows))


def _village(of: Month) -> Table:
    columns = (TableColumn(PLACE), TableColumn(HEAD, "title"), TableColumn(GROUP), TableColumn(SCORE, "number"))
    rows = tuple(
        (f"第 {place} 名", of.named(label), of.known[label].text(GROUP) if of.named(label) != UNNAMED else "", of.scores[label])
        for label, place in best(of.scores, MOST).items()
    )  # fmt: skip
    return Table(f"points-{of.key}", f"{periods.month_cn(of.key)}积分前几名", columns, rows)


def _groups(of: Month) -> Table:
    """Those who may be named only: in a 组 others would be known by their place."""
    columns = (TableColumn(GROUP), TableColumn(PLACE), TableColumn(HEAD, "title"), TableColumn(SCORE, "number"))
    rows: list[tuple[Value, ...]] = []
    for group in of.groups:
        scores = {label: score for label, score in of.scores.items() if of.known[label].text(GROUP) == group}
        shown = ((label, place) for label, place in best(scores, OF_GROUP).items() if of.named(label) != UNNAMED)
        rows += [(group, f"第 {place} 名", of.named(label), scores[label]) for label, place in shown]
    return Table(f"points-{of.key}-groups", f"{periods.month_cn(of.key)}各组积分前三名", columns, tuple(rows))


def _classes(files: Points, of: Month) -> tuple[Table, str]:
    """What was added and taken by class. Taken from fewer than five households, it is told together with other classes, or of none."""
    rules = rules_by_number(files, of.key[:4])
    added: dict[str, Decimal] = {}
    taken: dict[str, Decimal] = {}
    whose: dict[str, set[object]] = {}
    order = list(dict.fromkeys(rule.text(CLASS) for rule in rules.values()))
    for row in (row for data in files.entries if data.key == of.key for row in data.rows):
        rule, points = rules.get(values.label(row.text(ENTRY_RULE))), number(row, POINTS)
        name = rule.text(CLASS) if rule else UNKNOWN
        if points < 0:
            taken[name] = taken.get(name, NONE) - points
            whose.setdefault(name, set()).add(household(row))
        else:
            added[name] = added.get(name, NONE) + points
    joined = joined_few(whose)
    hidden = frozenset(whose) if joined is None else joined
    columns = (TableColumn(CLASS, "title", 16), TableColumn("加", "number"), TableColumn("扣", "number"))
    names = [name for name in (*order, UNKNOWN) if name in added or name in taken]
    rows: list[tuple[Value, ...]] = [(name, added.get(name), None if name in hidden else taken.get(name)) for name in names]
    if joined:
        rows.append((TOGETHER, None, sum((taken[name] for name in joined), NONE)))
    foot = ("合计", sum(added.values(), NONE), sum(taken.values(), NONE))
    table = Table(f"points-{of.key}-classes", f"{periods.month_cn(of.key)}各类积分", columns, tuple(rows), foot)
    return table, "扣分的户太少，不分类列出。" if joined is None else ""


def _redeemed(files: Points, of: Month) -> Table:
    """What was taken from the shelf, and what is left on it at the end of the month."""
    pieces: dict[str, int] = {}
    points: dict[str, Decimal] = {}
    for row in (row for data in files.redeemed if data.key == of.key for row in data.rows):
        label = values.label(row.text(GOODS))
        pieces[label] = pieces.get(label, 0) + int(number(row, PIECES))
        points[label] = points.get(label, NONE) + number(row, POINTS)
    known, end = shelves(files), periods.month_end(of.key)
    columns = (
        TableColumn(GOODS, "title", 20),
        TableColumn("件数", "number"),
        TableColumn("用掉的分", "number"),
        TableColumn("月末还剩", "number"),
    )
    rows = tuple((known[label].name, pieces[label], points[label], known[label].left(end)) for label in pieces if label in known)
    return Table(
        f"points-{of.key}-goods", f"{periods.month_cn(of.key)}兑换的物品", columns, rows, ("合计", None, sum(points.values(), NONE), None)
    )


def book(files: Points, data: Dataset, older: tuple[Older, ...]) -> Content:
    """What each household that may be named has, by 组 as the register stands: no ranking."""
    held = book_accounts(files, data)
    named = [(f"r{n}", row, held[household(row)]) for n, row in enumerate(data.rows, 1) if row.text(HEAD)]
    tables = []
    for n, group in enumerate(dict.fromkeys(row.text(GROUP) for _, row, _ in named), 1):
        of = [(anchor, row, account) for anchor, row, account in named if row.text(GROUP) == group]
        rows = tuple((row.text(HEAD), _held(account)) for _, row, account in of)
        columns, anchors = (TableColumn(HEAD, "title"), TableColumn("积分")), tuple(anchor for anchor, *_ in of)
        tables.append((group, Table(f"points-{data.key}-{n}", f"{group}各户积分", columns, rows, anchors=anchors)))
    heads = (TableColumn(GROUP), TableColumn(HEAD, "title"), *(TableColumn(name, "number") for name in ("现有", "今年得分", "今年兑掉")))
    lines = tuple((row.text(GROUP), row.text(HEAD), *_numbers(account)) for _, row, account in named)
    whole = Table(f"points-{data.key}", f"{data.key}年各户积分", heads, lines)
    closing = "不按分数排。本人不愿意登的不列，分数算在合计里。"
    return Content(Sheet((), book_facts(files, data), tuple(tables), closing, older, LIFE), (whole,))


def _numbers(account: Passbook) -> tuple[Decimal, Decimal, Decimal]:
    """得分 below nothing is told to nobody."""
    return account.closing, max(account.gained, NONE), account.redeemed


def _held(account: Passbook) -> str:
    """「现有 9 分，今年得 67 分，兑 65 分」."""
    left, gained, redeemed = _numbers(account)
    since = ((name, points) for name, points in (("今年得", gained), ("兑", redeemed)) if points)
    return "，".join(f"{name} {number_text(points)} 分" for name, points in (("现有", left), *since))


def book_accounts(files: Points, data: Dataset) -> dict[str, Passbook]:
    return accounts(files, date(int(data.key), 1, 1), date(int(data.key), 12, 31))


def book_facts(files: Points, data: Dataset) -> Facts:
    total = altogether(book_accounts(files, data))
    return (
        ("参加的", (f"{len(data.rows)} 户",)),
        ("全村的分", (f"年初 {number_text(total.opening)} 分", f"加 {number_text(total.added)} 分，扣 {number_text(total.taken)} 分",
                  f"兑掉 {number_text(total.redeemed)} 分", f"现有 {number_text(total.closing)} 分")),
    )  # fmt: skip
