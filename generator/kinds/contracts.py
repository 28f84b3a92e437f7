"""合同台账: every contract the village lets its land, ponds, houses and rights by: what was due, what came in, when it ends.

Law: 农村集体经济组织法 art. 30, 43; 农经发〔2011〕13号 (item F09 of the catalogue). Those who owe are named as the contract names
them; private persons by surname only.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from generator import values
from generator.check import contracts, lists
from generator.check.contracts import CAME, DUE, END, OWING, RENT, START, SUM, WORDS, YEARS, owing
from generator.check.totals import fen_of
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._matter_key import CONCERNS
from generator.kinds._sheets import UNIT, Top, anchors, lean, until, whole
from generator.model import Column, Dataset, Row
from generator.section import HOLDINGS
from generator.shown import Badge, Figures, Table, TableColumn, Value

SOON = 90
"""Days before its end in which a contract is one to speak about."""


def totals(data: Dataset) -> dict[str, int]:
    """应收, 实收 and 欠款 of the period, in fen."""
    return {DUE: fen_of(data.rows, DUE), CAME: fen_of(data.rows, CAME), OWING: sum(owing(row) or 0 for row in data.rows)}


def _top(data: Dataset, context: Context) -> Top:
    """应收, 实收 and 欠款; how many contracts, and who owes."""
    owed = [f"{row.text('对方')}（{row.text('标的')}）{values.yuan(left)} 元" for row in data.rows if (left := owing(row) or 0) > 0]
    return Top(_figures(data), (("合同", (f"{len(data.rows)} 份",)), ("欠款的", tuple(owed) or ("没有",))))


def _figures(data: Dataset) -> Figures:
    tones = {DUE: "plain", CAME: "in", OWING: "out"}
    return tuple((name, fen, tones[name]) for name, fen in totals(data).items())


def _front(data: Dataset, context: Context) -> Top:
    """How many contracts run, owe and soon end."""
    terms = [(start, end) for row in data.rows if isinstance(start := row[START], date) and isinstance(end := row[END], date)]
    alive = [end for start, end in terms if start <= context.today <= end]
    soon = [end for end in alive if end - context.today <= timedelta(SOON)]
    owe = [row for row in data.rows if (owing(row) or 0) > 0]
    counts = (("在期的", len(alive)), ("欠款的", len(owe)), (f"{SOON} 天内到期", len(soon)))
    return Top(_figures(data), tuple((name, (f"{count} 份",)) for name, count in counts))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    (_, alive), *_ = _front(data, context).facts
    return f"在期 {alive[0]}", f"欠款 {values.yuan(totals(data)[OWING])} 元"


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    """The order of the rows and the badge of each, on the day of the build."""
    order = sorted(range(len(data.rows)), key=lambda i: _urgency(data.rows[i], context.today))
    return tuple(order), tuple(term_badge(row, context.today) for row in data.rows)


def _urgency(row: Row, today: date) -> tuple[bool, date]:
    """Those that still run by their last day, then those that have ended."""
    end = row[END]
    last = end if isinstance(end, date) else values.FOREVER
    return last < today, last


def _register(data: Dataset, title: str, order: tuple[int, ...], worth: tuple[Badge, ...]) -> Body:
    """``worth``: of each row in the order of the file. What expires first stands on top."""
    table = _table(data, order, worth)
    closing = "应收是属于本年、到这一期末该交的；以前预收的也算在实收里。快到期的排在前面。"
    file = whole(data, KIND.title, KIND.columns, (SUM, DUE, CAME, OWING))
    return Body(((f"每一份合同（共 {len(data.rows)} 份）", table),), (file,), closing)


_SHOWN = (
    TableColumn("标的", "title"), TableColumn("到期", "badge"), TableColumn("对方"), TableColumn(DUE, "money"), TableColumn(CAME, "money"),
    TableColumn(OWING, "money"), TableColumn(SUM, "money"), TableColumn(RENT, "money"), TableColumn("面积"), TableColumn("单价"), TableColumn("起止"),
    TableColumn("付款方式"), TableColumn("类别"), TableColumn("位置"), TableColumn("用途"), TableColumn("签订日期"), TableColumn("保证金", "money"),
    TableColumn("合同名称"), TableColumn("合同号"), TableColumn("备注"), TableColumn(CONCERNS.name),
)  # fmt: skip


def _table(data: Dataset, order: tuple[int, ...], worth: tuple[Badge, ...]) -> Table:
    of, ids = totals(data), anchors(data)
    rows = [tuple(_shown(data.rows[i], worth[i])[c.name] for c in _SHOWN) for i in order]
    foot = tuple("合计" if c.name == "标的" else of.get(c.name, "") for c in _SHOWN)
    return lean(Table(data.key, KIND.title, _SHOWN, tuple(rows), foot, UNIT, tuple(ids[i] for i in order)))


def _shown(row: Row, badge: Badge) -> dict[str, Value]:
    """By column of the page: where nothing is due yet, or nothing is owed, no zeros are shown."""
    due, came, price = row.fen(DUE) or None, row.fen(CAME), row.fen("单价")
    made: dict[str, Value] = {
        name: row.text(name) for name in ("标的", "对方", "付款方式", "类别", "位置", "用途", "合同名称", "合同号", "备注", CONCERNS.name)
    }
    made |= {
        "到期": badge,
        DUE: due,
        CAME: came if due else came or None,
        OWING: owing(row) or None,
        SUM: row.fen(SUM),
        RENT: row.fen(RENT),
        "保证金": row.fen("保证金"),
        "签订日期": str(row["签订日期"] or ""),
    }
    return made | {"面积": _size(row), "单价": f"{values.yuan(price)} 元" if price else "", "起止": _term(row)}


def _size(row: Row) -> str:
    size = row["面积"]
    return f"{values.number_text(size)} {row.text('单位')}".strip() if isinstance(size, Decimal) else ""


def _term(row: Row) -> str:
    return f"{row[START]} 至 {row[END]}"


def term_badge(row: Row, today: date) -> Badge:
    """How long a contract still runs, on the day of the build; the reader's device says it for the reader's day."""
    start, end = row[START], row[END]
    if not isinstance(start, date) or not isinstance(end, date):
        return Badge("")
    if start > today:
        return Badge(f"{start} 起", "plain")
    return day_badge("due" if timedelta() <= end - today <= timedelta(SOON) else "term", today, end, start)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By what the page shows of it."""
    left, total = owing(row) or 0, row.fen(SUM)
    owed, worth = f"欠款 {values.yuan(left)} 元" if left else "", f"合同总额 {values.yuan(total)} 元" if total else ""
    rest = (row.text(name) for name in ("合同号", "付款方式", "类别", "备注"))
    return Entry(row.text("标的"), (row.text("对方"), owed, _size(row), _term(row), worth, *rest), until(data, context))


KIND = ListKind(
    name="contracts",
    row_key=("合同号",),
    title="合同台账",
    section=HOLDINGS,
    order=402,
    key="period",
    known_by="合同号",
    tells=_top,
    body=_register,
    uses=_uses,
    checked=("面积", SUM, RENT, DUE, CAME, OWING),
    entry=_entry,
    fronted=_front,
    brief=_brief,
    counted="行",
    label_column="标的",
    subtotal_labels=("小计",),
    guide="每一期一个文件，文件名是这一期，如 2026-Q3。还在履行的、已经到期但钱没有结清的合同，都写上，一份一行。"
    "应收写属于本年、到这一期末该交的，以前年度没有收齐的也算；实收写其中已经收到的，上年预收的也算。"
    "单价是一年的价；面积、单价、年限都写了的，程序会和合同总额核对。对方是个人的只写姓，如 沈某。",
    columns=(
        Column("合同号", blank=False, aliases=("合同编号",), help="同一份表里不重复", example="合2025-07", width=12),
        Column("合同名称", required=False, asked=False, stands_for="标的", help="没有「标的」一列的，这一列就是标的", width=20),
        Column("标的", blank=False, aliases=("合同标的", "标的物", "标的名称"), help="包的、租的是什么，和资源清单、资产清单里叫一样的名字", example="东塘", width=20),
        Column("类别", "choice", required=False, choices=("土地承包", "水面承包", "房屋出租", "场地出租", "设备出租", "其他"), example="水面承包", width=10),
        Column("对方", blank=False, aliases=("承包方", "承租方", "承包人", "承租人", "乙方", "对方单位"), help="字号或单位；个人只写姓", example="沈某", width=18, persons="party"),
        Column("面积", "number", required=False, example="12", width=8),
        Column("单位", required=False, aliases=("面积单位",), help="面积的单位：亩、平方米", example="亩", width=8),
        Column("单价", "money", required=False, aliases=("年单价",), help="每亩（每平方米）一年多少", example="800.00", width=10),
        Column(RENT, "money", required=False, aliases=("年承包费", "年租赁费", "年承包金", "年租", "每年租金", "每年承包费", "年收入"), help="一年交多少；每年不一样的空着", example="9600.00", width=12),
        Column(START, "date", blank=False, aliases=("起", "开始日期", "开始日", "合同起", "承包起", "租期起"), example="2024-01-01"),
        Column(END, "date", blank=False, aliases=("止", "到期日期", "结束日期", "结束日", "合同止", "承包止", "租期止"), example="2028-12-31"),
        Column(YEARS, "number", required=False, aliases=("年数", "期限"), help="几年", example="5", width=8),
        Column(SUM, "money", required=False, aliases=("合同金额", "总价款", "合同价款", "总额"), help="整个合同期一共多少", example="48000.00", width=14),
        Column(WORDS, required=False, aliases=("合同总额大写", "金额大写"), help="合同上写的大写金额，程序会和合同总额核对", example="肆万捌仟元整", width=24),
        Column(DUE, "money", aliases=("本年应收", "本期应收", "应收款", "应收金额"), help="属于本年、到这一期末该交的，加上以前没有收齐的", example="9600.00", width=14),
        Column(CAME, "money", aliases=("本年实收", "本期实收", "已收", "实收金额"), help="其中已经收到的，上年预收的也算", example="9600.00", width=14),
        Column(OWING, "money", required=False, aliases=("欠", "尚欠", "未收"), help="应收减实收；空着由程序来算", example="0.00", width=14),
        Column("付款方式", required=False, aliases=("交款方式", "支付方式"), example="一年一交，1 月交", width=18),
        Column("签订日期", "date", required=False, asked=False, aliases=("签订时间", "签约日期", "合同签订日期"), help="哪天签的"),
        Column("位置", required=False, asked=False, aliases=("地点", "坐落", "四至", "坐落位置", "资产位置"), help="在哪里", width=20),
        Column("用途", required=False, asked=False, aliases=("约定用途", "经营内容", "使用用途"), help="包去、租去做什么", width=16),
        Column("保证金", "money", required=False, asked=False, aliases=("履约保证金", "押金", "风险抵押金"), help="收了多少保证金、押金；要退的，债权债务里也写", width=12),
        Column("备注", required=False, aliases=("说明",), width=20),
        CONCERNS,
    ),
    checks=(
        lists.used_once("合同号"), contracts.terms_agree, contracts.sums_agree, contracts.owed_agrees,
        contracts.words_agree,
    ),
)  # fmt: skip
