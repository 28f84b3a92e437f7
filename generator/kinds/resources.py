"""资源清单: the land, water and woods of the village, plot by plot: how large, what it is used for, under which contract.

Law: 农村集体经济组织法 art. 36; 农村土地承包法 art. 67 (机动地); 农经发〔2011〕13号, item 5 (item F07 of the catalogue). No persons.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator import values
from generator.check import lists, registers
from generator.check.registers import RESERVE, area
from generator.config import Context
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, lean, until, whole
from generator.law.lands import official_names
from generator.model import Column, Dataset, Row
from generator.section import HOLDINGS
from generator.shown import Table, TableColumn

UNLET = "未发包"
SORTS = ("耕地", RESERVE, "园地", "林地", "草地", "养殖水面", "水域及水利设施用地", "四荒地", "建设用地", "其他")
SORT, SIZE, USE = "地类", "面积", "使用情况"


def _top(data: Dataset, context: Context) -> Top:
    """Areas in 亩."""
    of = (("总面积", area(data)), (RESERVE, area(data, RESERVE)), ("没有包出去的", _area_used(data, UNLET)))
    return Top(facts=tuple((name, (f"{values.number_text(size)} 亩",)) for name, size in of))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    lines = _top(data, context).lines
    return tuple(f"{name} {size}" for name, size in (lines[0], lines[-1]))


def _area_used(data: Dataset, use: str, sort: str = "") -> Decimal:
    rows = tuple(row for row in data.rows if row[USE] == use)
    return area(replace(data, rows=rows), *filter(None, (sort,)))


def _register(data: Dataset, title: str) -> Body:
    tables = (("按地类", _by_sort(data)), (f"每一块（共 {len(data.rows)} 块）", _table(data)))
    closing = "面积都是亩。机动地是没有分到户、由村集体发包的耕地。"
    return Body(tables, (whole(data, KIND.title, KIND.columns, (SIZE,)),), closing)


def _by_sort(data: Dataset) -> Table:
    """块数 and 亩 of each 地类, in the order of the law's list."""
    columns = (
        TableColumn(SORT, "title"),
        TableColumn("块数", "number"),
        TableColumn("面积（亩）", "number"),
        TableColumn(f"{UNLET}（亩）", "number"),
    )
    counts = {sort: sum(row[SORT] == sort for row in data.rows) for sort in SORTS}
    rows = tuple((sort, count, area(data, sort), _area_used(data, UNLET, sort) or None) for sort, count in counts.items() if count)
    return lean(Table(f"{data.key}-sorts", "按地类合计", columns, rows, ("合计", len(data.rows), area(data), _area_used(data, UNLET))))


_SHOWN = (
    TableColumn("名称", "title"), TableColumn(SORT), TableColumn(SIZE, "number"), TableColumn(USE), TableColumn("合同号"),
    TableColumn("四至"), TableColumn("权属"), TableColumn("权属证号"), TableColumn("承包方"), TableColumn("承包期限"), TableColumn("用途"),
    TableColumn("编号"), TableColumn("备注"),
)  # fmt: skip


def _table(data: Dataset) -> Table:
    columns = tuple(replace(c, name=f"{SIZE}（亩）") if c.name == SIZE else c for c in _SHOWN)
    rows = tuple(tuple(row[SIZE] if c.name == SIZE else row.text(c.name) for c in _SHOWN) for row in data.rows)
    foot = tuple({"名称": "合计", SIZE: area(data)}.get(c.name, "") for c in _SHOWN)
    return lean(Table(data.key, KIND.title, columns, rows, foot, anchors=anchors(data)))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By what the page shows of it."""
    words = (row.text(SORT), f"{row.text(SIZE)} 亩", *map(row.text, (USE, "合同号", "四至", "权属", "承包方", "用途", "编号", "备注")))
    return Entry(row.text("名称"), words, until(data, context))


KIND = ListKind(
    name="resources",
    row_key=("编号",),
    title="资源清单",
    section=HOLDINGS,
    order=404,
    key="year",
    tells=_top,
    body=_register,
    checked=(SIZE,),
    entry=_entry,
    brief=_brief,
    counted="行",
    label_column="名称",
    subtotal_labels=("小计",),
    guide="每年一个文件，文件名是年份；年中有变动就改这一年的文件。一块一行，面积都用亩；只包出一部分的分两行写。"
    "家庭承包的耕地按组写总数，不写到户。包出去的写上合同号，合同台账里要有这份合同。",
    columns=(
        Column("编号", blank=False, aliases=("资源编号", "地块编号"), help="同一份表里不重复", example="资001", width=8),
        Column("名称", blank=False, aliases=("地块", "资源名称", "地块名称"), example="河东片", width=18),
        Column(SORT, "choice", blank=False, choices=SORTS, means=official_names(), aliases=("类别", "资源类别"), help="集体留着发包的耕地写「机动地」，分到户的写「耕地」；也可以照国家标准写二级地类，如 坑塘水面、果园", example=RESERVE, width=10),
        Column("四至", required=False, aliases=("坐落", "位置"), help="东南西北到哪里", example="东至河，南至路，西至沟，北至二组地", width=30),
        Column(SIZE, "number", blank=False, aliases=("面积亩", "亩数"), help="亩", example="32", width=10),
        Column(USE, "choice", blank=False, choices=("家庭承包", "已发包", UNLET, "自用"), aliases=("发包情况", "是否发包", "承包情况"), example="已发包", width=12),
        Column("合同号", required=False, aliases=("合同编号",), help="和合同台账一样；几份的用顿号隔开", example="合2025-01", width=12, ref=("contracts",)),
        Column("权属", required=False, asked=False, aliases=("权属单位", "权属性质", "所有权人", "所有权单位", "所有权", "权利人"), help="归哪个集体：村集体、第三组", width=16, persons="party"),
        Column("权属证号", required=False, asked=False, aliases=("权属证书号", "权证编号", "权属证书编号", "林权证号", "不动产权证号", "产权证号", "土地证号"), help="权属证书上的号", width=20),
        Column("承包方", required=False, asked=False, aliases=("经营者", "承包人", "经营方", "使用单位", "承租方", "承包经营者", "经营主体"), help="谁包的：单位或字号；个人只写姓，家庭承包的不写到户", width=16, persons="party"),
        Column("承包期限", required=False, asked=False, aliases=("期限", "承包期", "起止时间", "承包起止时间", "承包年限", "发包期限"), help="从哪天到哪天，或者几年", width=20),
        Column("用途", required=False, asked=False, aliases=("现状", "土地用途", "利用现状", "种植作物"), help="种什么、做什么用", width=16),
        Column("备注", required=False, aliases=("说明",), width=24),
    ),
    checks=(lists.used_once("编号"), registers.reserve_land),
)  # fmt: skip
