"""固定资产清单: every house, machine, road and lamp that belongs to the village, what it cost and what it is still worth.

Law: 农村集体经济组织法 art. 36, 43; 农经发〔2011〕13号 (item F06 of the catalogue). No persons: tenants by the name of their shop.
"""

from __future__ import annotations

from decimal import Decimal

from generator import values
from generator.check import lists, registers
from generator.check.registers import net_value
from generator.check.totals import fen_of
from generator.config import Context
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import UNIT, Top, anchors, lean, until, whole
from generator.model import Column, Dataset, Row
from generator.section import HOLDINGS
from generator.shown import Table, TableColumn

COST, WORN, NET = "原值", "累计折旧", "净值"


def totals(data: Dataset) -> dict[str, int]:
    """原值 (account 151), 累计折旧 (account 152, K13) and 净值 of all assets in the list, in fen."""
    return {COST: fen_of(data.rows, COST), WORN: fen_of(data.rows, WORN), NET: sum(net_value(row) or 0 for row in data.rows)}


def _top(data: Dataset, context: Context) -> Top:
    """How much it is all worth; how many there are, and how many of them are there to earn money."""
    earning = [row for row in data.rows if row["经营性"] == "是"]
    worth = values.yuan(sum(net_value(row) or 0 for row in earning))
    figures = tuple((name, fen, "left" if name == NET else "plain") for name, fen in totals(data).items())
    return Top(figures, (("共有", (f"{len(data.rows)} 项",)), ("经营性的", (f"{len(earning)} 项，净值 {worth} 元",))))


def _register(data: Dataset, title: str) -> Body:
    tables = (("按类别", _by_sort(data)), (f"每一项（共 {len(data.rows)} 项）", _table(data)))
    closing = "净值是原值减去累计折旧。经营性的，是出租、发电、卖产品来挣钱的；其余的给大家公用。"
    return Body(tables, (whole(data, KIND.title, KIND.columns, (COST, WORN, NET)),), closing)


def _by_sort(data: Dataset) -> Table:
    """Sums by 类别, the most valuable first."""
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(row.text("类别"), []).append(row)
    sums = [(sort, len(rows), fen_of(rows, COST), sum(net_value(row) or 0 for row in rows)) for sort, rows in groups.items()]
    columns = (TableColumn("类别", "title"), TableColumn("项数", "number"), TableColumn(COST, "money"), TableColumn(NET, "money"))
    of = totals(data)
    ordered = tuple(sorted(sums, key=lambda item: (-item[2], item[0])))
    return Table(f"{data.key}-sorts", "按类别合计", columns, ordered, ("合计", len(data.rows), of[COST], of[NET]), UNIT)


_SHOWN = (
    TableColumn("名称", "title"), TableColumn("类别"), TableColumn("数量"), TableColumn(COST, "money"), TableColumn(WORN, "money"),
    TableColumn(NET, "money"), TableColumn("取得日期"), TableColumn("地点"), TableColumn("经营性"), TableColumn("承租方"),
    TableColumn("使用状况"), TableColumn("规格型号"), TableColumn("使用年限"), TableColumn("来源"), TableColumn("权属证号"), TableColumn("编号"),
    TableColumn("备注"),
)  # fmt: skip


def _table(data: Dataset) -> Table:
    of = totals(data)
    rows = []
    for row in data.rows:
        made = {NET: net_value(row), "数量": _count(row), "取得日期": str(row["取得日期"] or ""), "地点": row.text("存放地点")}
        rows.append(tuple(made.get(c.name, row[c.name] if c.role == "money" else row.text(c.name)) for c in _SHOWN))
    foot = tuple("合计" if c.name == "名称" else of.get(c.name, "") for c in _SHOWN)
    return lean(Table(data.key, KIND.title, _SHOWN, tuple(rows), foot, UNIT, anchors(data)))


def _count(row: Row) -> str:
    """42 盏."""
    number = row["数量"]
    return f"{values.number_text(number)} {row.text('单位')}".strip() if isinstance(number, Decimal) else ""


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By what the page shows of it."""
    worth = "，".join(f"{name} {values.yuan(fen)} 元" for name, fen in ((COST, row.fen(COST)), (NET, net_value(row))) if fen is not None)
    words = (_count(row), worth, *map(row.text, ("类别", "存放地点", "承租方", "使用状况", "规格型号", "编号", "备注")))
    return Entry(row.text("名称"), words, until(data, context))


KIND = ListKind(
    name="assets",
    row_key=("编号",),
    title="固定资产清单",
    section=HOLDINGS,
    order=403,
    key="year",
    tells=_top,
    body=_register,
    checked=("数量", COST, WORN, NET),
    entry=_entry,
    brief=lambda data, context: (f"净值 {values.yuan(totals(data)[NET])} 元",),
    counted="行",
    label_column="名称",
    subtotal_labels=("小计",),
    guide="每年一个文件，文件名是年份；年中有变动就改这一年的文件。村集体的房屋、设备、道路、路灯，一项一行，报废的、卖掉的下一年不再写。"
    "净值可以空着，由程序来算。承租方写字号，不写个人姓名；包的地和水面写在资源清单里。",
    columns=(
        Column("编号", blank=False, aliases=("资产编号", "卡片编号"), help="同一份表里不重复", example="固001", width=8),
        Column("名称", blank=False, aliases=("资产名称", "固定资产名称"), example="1号门面房", width=20),
        Column("类别", blank=False, aliases=("资产类别", "分类"), help="如 房屋、机器设备、公共设施", example="房屋", width=12),
        Column("数量", "number", example="1", width=8),
        Column("单位", required=False, aliases=("计量单位",), help="间、台、盏、平方米", example="间", width=8),
        Column(COST, "money", blank=False, aliases=("资产原值", "账面原值"), help="当初花了多少钱", example="86000.00", width=14),
        Column(WORN, "money", aliases=("折旧", "已提折旧"), help="到现在一共提了多少折旧；没有提就空着", example="40850.00", width=14),
        Column(NET, "money", required=False, aliases=("账面净值", "资产净值"), help="原值减累计折旧；空着由程序来算", example="45150.00", width=14),
        Column("取得日期", "when", required=False, aliases=("购置日期", "购置时间", "建成时间", "建成日期", "取得时间", "入账日期", "购建时间", "购置年份", "建成年份"), help="哪天买的、建成的；不知道哪天的，只写年月或年份", example="2015-06-30"),
        Column("存放地点", required=False, aliases=("使用单位", "地点", "坐落", "坐落位置", "使用部门"), help="在哪里、给谁用；不写个人姓名", example="村口", width=16, persons="party"),
        Column("经营性", "choice", required=False, choices=("是", "否"), aliases=("是否经营性",), help="是不是用来挣钱的", example="是", width=8),
        Column("承租方", required=False, aliases=("承包方", "租给谁"), help="租出去的写字号", example="示例农资店", width=16, persons="party"),
        Column("使用状况", required=False, asked=False, aliases=("使用情况", "使用状态", "资产状态", "目前状况", "现状", "状态"), help="在用、闲置、出租、待报废", width=12),
        Column("规格型号", required=False, asked=False, aliases=("规格", "型号", "规格及型号", "规格、型号", "建筑面积", "面积"), help="多大、哪一种", width=16),
        Column("使用年限", required=False, asked=False, aliases=("折旧年限", "预计使用年限", "使用年数"), help="按几年提折旧", width=10),
        Column("来源", required=False, asked=False, aliases=("取得方式", "资产来源", "资金来源", "形成方式"), help="自己买的、建的、上级拨的、捐的", width=14),
        Column("权属证号", required=False, asked=False, aliases=("产权证号", "权属证书号", "房产证号", "不动产权证号", "权属证明"), help="产权证上的号", width=20),
        Column("保管人", required=False, asked=False, aliases=("管理人", "使用人", "责任人", "保管责任人"), help="会读，不登出来", width=10, persons="unseen"),
        Column("备注", required=False, aliases=("说明",), width=20),
    ),
    checks=(
        lists.used_once("编号"), registers.net_values, lists.come_by_then("取得日期"),
    ),
)  # fmt: skip
