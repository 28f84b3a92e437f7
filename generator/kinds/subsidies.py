"""惠农补贴: each household's area and amount are read and checked; what is published is the sums of each 组, and nobody's name.

Law: 村民委员会组织法 (2025) art. 35 item 2; 个人信息保护法 art. 6 and 25 (item C11 of the catalogue). No record of it can be searched.
"""

from __future__ import annotations

from decimal import Decimal

from generator.check import batches, lists
from generator.check.cell_suppression import FEW
from generator.config import Context
from generator.kinds._groups import MERGED, Group, groups
from generator.kinds._list import Body, ListKind
from generator.kinds._sheets import UNIT, Top, named_by
from generator.model import Column, Dataset, Row
from generator.section import FINANCE
from generator.shown import Table, TableColumn
from generator.values import yuan

AREA, RATE, AMOUNT, NAME = "面积", "标准", "金额", "补贴名称"


def _shared_out(data: Dataset, alone: str) -> list[tuple[str, str, tuple[Group, ...]]]:
    """Each subsidy in the file: its name, what it is called on the page (``alone`` where it is the only one), its groups."""
    names = tuple(dict.fromkeys(row.text(NAME) for row in data.rows))
    return [(name, name if len(names) > 1 else alone, groups(_rows(data, name))) for name in names]


def _rows(data: Dataset, name: str) -> tuple[Row, ...]:
    return tuple(row for row in data.rows if row.text(NAME) == name)


def _rate(data: Dataset, name: str) -> tuple[int, ...]:
    """The rate of a subsidy, where it is the same for all: one that few have would tell what they got."""
    rates = {row.fen(RATE) for row in _rows(data, name)}
    return tuple(fen for fen in rates if fen is not None) if len(rates) == 1 else ()


def _top(data: Dataset, context: Context) -> Top:
    """The sum of each subsidy that enough households get; for how many, at which rate."""
    shared = _shared_out(data, "补贴金额")
    figures = tuple((heading, sum(group.fen for group in members), "out") for _, heading, members in shared if members)
    facts = [
        (name, (f"{sum(group.households for group in members)} 户", *(f"标准 {yuan(fen)} 元" for fen in _rate(data, name))))
        for name, _, members in shared
        if members
    ]
    return Top(figures, tuple(facts))


def _by_group(data: Dataset, title: str) -> Body:
    """For each subsidy a line for each 组."""
    tables, closing = [], []
    for number, (name, heading, members) in enumerate(_shared_out(data, "各组合计"), 1):
        if not members:
            closing.append(f"「{name}」不到 {FEW} 户，网上不列面积和金额，可以到村部看。")
            continue
        tables.append((heading, _table(f"{data.kind}-{data.key}-{number}", name, members)))
        if members[-1].name == MERGED:
            closing.append(f"「{name}」里不到 {FEW} 户的组，并在「{MERGED}」里。")
    closing.append("网上只公布各组合计。自己家的面积和金额，可以到村部看。")
    return Body(tuple(tables), tuple(table for _, table in tables), "".join(closing))


def _table(file: str, name: str, groups: tuple[Group, ...]) -> Table:
    columns = (TableColumn("组别", "title"), TableColumn("户数", "number"), TableColumn(AREA, "number"), TableColumn(AMOUNT, "money", 14))
    rows = tuple((group.name, group.households, group.area, group.fen) for group in groups)
    sums = (sum(g.households for g in groups), sum((g.area for g in groups), Decimal(0)), sum(g.fen for g in groups))
    return Table(file, f"{name}分组合计", columns, rows, ("合计", *sums), UNIT)


KIND = ListKind(
    name="subsidies",
    title="惠农补贴",
    section=FINANCE,
    order=112,
    key="slug",
    guide="每发一批一个文件，文件名以年份开头。一户一行，户主写户号、「王某」或姓名都行，网页上只有各组的合计，没有一家一户的数；"
    "不到 5 户的组会并成「其他组」。同组同名的两户，在后面加序号。不写身份证号、卡号和电话。",
    label_column="户主",
    titled=named_by(NAME, "惠农补贴"),
    tells=_top,
    body=_by_group,
    checked=(AREA, AMOUNT),
    searchable=False,
    subtotal_labels=("小计",),
    columns=(
        Column("补贴名称", blank=False, aliases=("补贴项目", "项目", "补贴种类"), help="哪一种、哪一年的", example="2026年耕地地力保护补贴", width=26),
        Column("组别", blank=False, aliases=("村民小组", "小组", "组"), example="二组", width=8),
        Column("户主", blank=False, aliases=("户号", "户主姓名", "姓名", "户名"), help="户号最好；不会公开", example="2-015", width=12, persons="unseen"),
        Column("面积", "number", required=False, aliases=("补贴面积", "亩数", "数量"), help="几亩（头、台）；按户发的空着", example="5.2", width=10),
        Column("标准", "money", required=False, aliases=("补贴标准", "单价"), help="每亩（头、台）多少", example="98.30", width=10),
        Column("金额", "money", blank=False, aliases=("补贴金额", "应发金额", "实发金额"), help="这一户多少", example="511.16"),
        Column("申报面积", required=False, asked=False, aliases=("上报面积", "确权面积", "核定面积"), help="会读，不登出来；发钱按「面积」", width=10, persons="unseen"),
        Column("作物", required=False, asked=False, aliases=("补贴作物", "品种", "种植作物"), help="会读，不登出来", width=10, persons="unseen"),
        Column("地块", required=False, asked=False, aliases=("地块名称", "地点", "位置"), help="会读，不登出来", width=12, persons="unseen"),
        Column("备注", required=False, aliases=("说明",), help="不会公开", width=20, persons="unseen"),
    ),
    checks=(
        batches.product(AREA, RATE, AMOUNT),
        lists.once(NAME, "组别", "户主"),
    ),
)  # fmt: skip
