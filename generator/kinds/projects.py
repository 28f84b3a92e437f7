"""村级工程: each work from its decision to its settlement: who builds it, for how much, what changed, what it cost, who paid for it.

Law: 农经发〔2011〕13号, 专项公开 (工程招投标及预决算); 村民委员会组织法 (2025) art. 40 (item C15 of the catalogue).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import lists, projects
from generator.check.projects import (
    ACCEPTED,
    AGREED,
    BUDGET,
    CHANGED,
    ENTRIES,
    NAME,
    OTHER,
    PAID,
    SETTLED,
    SOURCES,
    WHOLE,
    cost,
    price,
)
from generator.config import Context
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._offers import counted, of_rows, several
from generator.kinds._photos import photo_columns
from generator.kinds._sheets import UNIT, Top, anchors, lean, until, whole
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS
from generator.shown import Table, TableColumn, Value

SUMMED = (BUDGET, AGREED, CHANGED, SETTLED, OTHER, WHOLE, *SOURCES, PAID)

_SHOWN = (
    TableColumn(NAME, "title", 24), TableColumn("办到哪里"), TableColumn(BUDGET, "money"), TableColumn(WHOLE, "money"),
    TableColumn(AGREED, "money"), TableColumn(CHANGED, "money"), TableColumn(SETTLED, "money"), TableColumn(OTHER, "money"),
    TableColumn(PAID, "money"), TableColumn("还没有付", "money"), TableColumn("钱从哪里来", width=32), TableColumn("立项", width=24),
    TableColumn("招标方式", width=16), TableColumn("中标人", width=24), TableColumn("说明", width=32),
)  # fmt: skip


def _top(data: Dataset, context: Context) -> Top:
    """「二组道路硬化：已验收，花了 189,997.60 元，比预算少 2,002.40 元」."""
    return Top(facts=tuple((row.text(NAME), ("，".join((_stage(row), *_worth(row))),)) for row in data.rows))


def _stage(row: Row) -> str:
    day = row[ACCEPTED]
    if isinstance(day, date):
        return f"{values.date_cn(day)}验收"
    return "已结算" if row.fen(SETTLED) is not None else "还没有验收"


def _worth(row: Row) -> Iterator[str]:
    made, planned = cost(row), row.fen(BUDGET)
    if made is None:
        if planned is not None:
            yield f"预算 {values.yuan(planned)} 元"
        return
    yield f"一共 {values.yuan(made)} 元"
    if planned is not None:
        more = made - planned
        yield f"比预算{'多' if more > 0 else '少'} {values.yuan(abs(more))} 元" if more else "和预算一样"


def _body(data: Dataset, title: str) -> Body:
    rows = tuple(tuple(_line(row)[c.name] for c in _SHOWN) for row in data.rows)
    table = lean(Table(f"projects-{data.key}", title, _SHOWN, rows, (), UNIT, anchors(data)))
    closing = "变更是施工中核增、核减的；其他费用是图纸、测量、监理这些，不付给施工的人。"
    return Body(((f"每一项工程（共 {len(rows)} 项）", table),), (whole(data, title, KIND.columns, SUMMED),), closing)


def _line(row: Row) -> dict[str, Value]:
    """By column of the page."""
    made: dict[str, Value] = {name: row.text(name) for name in (NAME, "立项", "招标方式", "中标人", "说明")}
    made |= {name: row.fen(name) for name in (BUDGET, AGREED, CHANGED, SETTLED, OTHER, PAID)}
    most = price(row)
    left = None if most is None else most - (row.fen(PAID) or 0)
    return made | {"办到哪里": _stage(row), WHOLE: cost(row), "还没有付": left, "钱从哪里来": _sources(row)}


def _sources(row: Row) -> str:
    return "，".join(f"{name} {values.yuan(fen)} 元" for name in SOURCES if (fen := row.fen(name)))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """As the page tells of it."""
    rest = (row.text("中标人"), row.text("立项"), _sources(row), row.text("说明"))
    return Entry(row.text(NAME), (_stage(row), *_worth(row), *rest, KIND.title_of(data)), until(data, context))


KIND = ListKind(
    name="projects",
    title="村级工程",
    section=AFFAIRS,
    order=305,
    key="period",
    known_by=NAME,
    tells=_top,
    body=_body,
    checked=SUMMED,
    entry=_entry,
    label_column=NAME,
    guide="每一期一个文件，文件名是这一期，如 2026-Q3。这一期在做的、结算的、钱还没有付完的工程，一项一行。"
    "开工前写到合同价，完工结算以后补上变更、结算、验收和资金来源。合同价 ± 变更 = 结算，结算 + 其他费用 = 总投资，资金来源相加 = 总投资。",
    columns=(
        Column(NAME, blank=False, aliases=("工程名称", "项目", "项目名称"), example="二组道路硬化", width=24, ref=("decisions", "works", "projects"), ref_loose=True),
        Column("立项", blank=False, aliases=("立项依据", "决策程序"), help="哪天、什么会定的，或者哪个批文", example="2025-02-26 村民代表会议", width=24),
        Column(BUDGET, "money", blank=False, aliases=("预算价", "概算", "计划投资"), help="会上定的", example="192000.00", width=14),
        Column("招标方式", aliases=("招标形式", "发包方式", "采购方式"), help="公开招标、邀请招标、比价、直接委托……", example="镇里组织比价", width=16),
        Column("中标人", aliases=("中标单位", "施工单位", "承建方"), help="单位写全名；个人只写姓，如 沈某", example="示例路桥施工队", width=24, persons="party"),
        Column(AGREED, "money", aliases=("合同金额", "中标价"), example="186420.00", width=14),
        Column(CHANGED, "money", required=False, aliases=("核增核减", "增减", "设计变更", "变更金额"), help="施工中核增写正数，核减写负数", example="-1482.40", width=14),
        Column(SETTLED, "money", aliases=("结算价", "结算金额", "决算", "审定价"), help="没有结算的空着", example="184937.60", width=14),
        Column(OTHER, "money", required=False, aliases=("其他支出", "工程其他费用"), help="图纸、测量、监理、招标代理，已经付的", example="5060.00", width=14),
        Column(WHOLE, "money", required=False, aliases=("总造价", "工程总投资"), help="结算 + 其他费用；空着由程序来算", example="189997.60", width=14),
        *(
            Column(name, "money", required=False, aliases=aliases, help=note, example=example, width=14)
            for name, aliases, note, example in (
                (SOURCES[0], ("上级补助", "财政资金", "财政奖补"), "上级给的，已经到账和已经批下来的", "130000.00"),
                (SOURCES[1], ("筹资", "群众筹资", "一事一议筹资"), "一事一议收上来的", "5920.00"),
                (SOURCES[2], ("捐款", "社会捐赠"), "", ""),
                (SOURCES[3], ("村集体自筹", "村自筹", "集体自有资金", "自筹资金"), "", "54077.60"),
                (SOURCES[4], ("其他资金",), "", ""),
            )
        ),
        Column(ACCEPTED, "date", required=False, aliases=("验收日期", "竣工验收"), help="验收合格的那一天", example="2025-07-08", width=14),
        Column(PAID, "money", aliases=("已付款", "已付工程款", "累计已付"), help="到这一期末付给施工的人的", example="179389.47", width=14),
        Column(ENTRIES, required=False, aliases=("账目项目",), help="收支明细「项目」一列里它叫什么，程序会和已付的钱核对；不写就用工程的名字", example="", width=16),
        Column("说明", required=False, aliases=("备注",), example="留 3% 质保金，2026 年 7 月到期", width=32),
        *photo_columns(example="前 2025-road-1.jpg 硬化前的土路、后 2025-road-2.jpg 硬化后的水泥路"),
    ),
    offered=several(counted("村级工程数", "项", "在册工程"), of_rows(NAME, BUDGET, AGREED, SETTLED, WHOLE, PAID, ACCEPTED)),
    checks=(
        lists.once(NAME), lists.come_by_then(ACCEPTED), projects.sums_agree, projects.paid_within,
    ),
)  # fmt: skip
