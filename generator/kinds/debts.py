"""债权债务明细: who owes the village and whom the village owes, since when, and how old each sum is.

Law: 农经发〔2011〕13号, item 6 (item F08 of the catalogue). Private persons by surname only. Ages are counted from 发生日期 to the end
of the period.
"""

from __future__ import annotations

from dataclasses import replace

from generator import periods, values
from generator.check import batches, lists
from generator.check.registers import AGES, age_known, aged, ages_told
from generator.check.totals import fen_of
from generator.config import Context
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import UNIT, Top, anchors, lean, until, whole
from generator.model import Column, Dataset, Row
from generator.section import HOLDINGS
from generator.shown import Table, TableColumn, Value

OWED, OWING = "债权", "债务"
SIDES = (OWED, OWING)
EXPLAINED = {OWED: "别人欠村里的", OWING: "村里欠别人的"}
BEFORE, MORE, LESS = "期初余额", "本期增加", "本期减少"
LEFT, SINCE = "余额", "发生日期"


def totals(data: Dataset) -> dict[str, int]:
    """债权 (accounts 112 and, where they stand in debit, 113) and 债务 (211, 201, 221 and 113 in credit, K14), in fen."""
    return {side: fen_of((row for row in data.rows if row["类别"] == side), LEFT) for side in SIDES}


def _top(data: Dataset, context: Context) -> Top:
    of = totals(data)
    return Top(tuple((f"{side}（{EXPLAINED[side]}）", of[side], tone) for side, tone in ((OWED, "in"), (OWING, "out"))))


def _front(data: Dataset, context: Context) -> Top:
    """What of the 债权 is older than three years, too."""
    old = aged(data, OWED)[AGES[-1]]
    return replace(_top(data, context), facts=((f"债权里 {AGES[-1]}的", (f"{values.yuan(old)} 元",)),) if old else ())


def _register(data: Dataset, title: str) -> Body:
    tables = [(f"{side}：{EXPLAINED[side]}", _table(data, side)) for side in SIDES if any(row["类别"] == side for row in data.rows)]
    closing = f"账龄从发生那天算到{values.date_cn(periods.period_end(data.key))}。"
    return Body((*tables, ("账龄", _ages(data, totals(data)))), (whole(data, KIND.title, KIND.columns, ()),), closing)


def _ages(data: Dataset, of: dict[str, int]) -> Table:
    """余额 by age, a column for each side."""
    sums = {side: aged(data, side) for side in SIDES}
    columns = (TableColumn("账龄", "title"), *(TableColumn(side, "money") for side in SIDES))
    rows = tuple((name, *(sums[side][name] for side in SIDES)) for name in AGES)
    return Table(f"{data.key}-ages", "账龄", columns, rows, ("合计", *(of[side] for side in SIDES)), UNIT)


_SHOWN = (
    TableColumn("对方", "title"), TableColumn("事由"), TableColumn(BEFORE, "money"), TableColumn(MORE, "money"), TableColumn(LESS, "money"), TableColumn(LEFT, "money"), TableColumn("账龄"), TableColumn(SINCE),
    TableColumn("到期日期"), TableColumn("担保"), TableColumn("利率"), TableColumn("凭据"), TableColumn("备注"),
)  # fmt: skip


def _table(data: Dataset, side: str) -> Table:
    anchored = [(row, anchor) for row, anchor in zip(data.rows, anchors(data), strict=True) if row["类别"] == side]
    rows = []
    for row, _ in anchored:
        made: dict[str, Value] = {name: row.fen(name) for name in (BEFORE, MORE, LESS, LEFT)} | {
            "账龄": _age(row, data),
            SINCE: str(row[SINCE]),
            "到期日期": str(row["到期日期"] or ""),
        }
        rows.append(tuple(made.get(c.name, row.text(c.name)) for c in _SHOWN))
    foot = tuple({"对方": "合计", LEFT: totals(data)[side]}.get(c.name, "") for c in _SHOWN)
    return lean(Table(f"{data.key}-{SIDES.index(side)}", side, _SHOWN, tuple(rows), foot, UNIT, tuple(anchor for _, anchor in anchored)))


def _age(row: Row, data: Dataset) -> str:
    return age_known(row[SINCE], periods.period_end(data.key)) or ""


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """By what the page shows of it."""
    worth = f"{row.text('类别')} {values.yuan(row.fen(LEFT) or 0)} 元"
    words = (row.text("事由"), worth, _age(row, data), row.text("担保"), row.text("备注"))
    return Entry(row.text("对方"), words, until(data, context))


KIND = ListKind(
    name="debts",
    title="债权债务明细",
    section=HOLDINGS,
    order=405,
    key="period",
    tells=_top,
    body=_register,
    checked=(BEFORE, MORE, LESS, LEFT),
    entry=_entry,
    fronted=_front,
    brief=lambda data, context: tuple(f"{side} {values.yuan(fen)} 元" for side, fen in totals(data).items()),
    counted="行",
    label_column="对方",
    subtotal_labels=("小计", "债权合计", "债务合计", "债权小计", "债务小计"),
    guide="每一期一个文件，文件名是这一期，如 2026-Q3。到这一期末还没有结清的，一笔一行：别人欠村里的写「债权」，村里欠别人的写「债务」，"
    "质保金、押金也算债务。账龄由程序从发生日期来算。对方是个人的只写姓，如 沈某。",
    columns=(
        Column("类别", "choice", blank=False, choices=SIDES, aliases=("债权债务",), help="别人欠村里的是债权，村里欠别人的是债务", example="债权", width=8),
        Column("对方", blank=False, aliases=("债务人", "债权人", "单位或姓名", "对方单位"), help="单位或字号；个人只写姓", example="样例回收站", width=20, persons="party"),
        Column("事由", blank=False, aliases=("内容", "摘要", "原因"), example="旧仓库租金", width=24),
        Column(SINCE, "when", blank=False, aliases=("发生时间", "形成日期", "形成时间", "发生年份", "形成年份"), help="哪天欠下的；不知道哪天的，写年月，三年以前的可以只写年份", example="2026-07-10"),
        Column(BEFORE, "money", required=False, aliases=("上期余额", "年初余额", "上年余额", "期初数", "年初数"), help="上一期末欠多少；写了本期增加、减少的才要", example="", width=14),
        Column(MORE, "money", required=False, aliases=("本年增加", "增加", "本期增加额", "本期发生", "增加金额"), help="这一期又欠下多少", example="", width=14),
        Column(LESS, "money", required=False, aliases=("本年减少", "减少", "本期减少额", "本期收回", "本期偿还", "本期归还", "已还", "减少金额"), help="这一期还了多少", example="", width=14),
        Column(LEFT, "money", blank=False, aliases=("金额", "期末余额", "欠款余额", "期末数", "年末余额", "年末数"), help="到这一期末还欠多少", example="2400.00", width=14),
        Column("到期日期", "when", required=False, aliases=("到期", "还款日期"), help="说好哪天还清", example="2026-12-31"),
        Column("担保", required=False, aliases=("担保情况", "抵押"), help="有没有担保、拿什么担保", example="无", width=14),
        Column("利率", required=False, asked=False, aliases=("年利率", "利息", "约定利率"), help="一年几厘、百分之几；没有利息写 无", width=10),
        Column("凭据", required=False, asked=False, aliases=("依据", "有无凭据", "合同或借据", "借据", "凭证"), help="凭什么：合同、借据、判决", width=16),
        Column("经手人", required=False, asked=False, aliases=("经办人", "责任人"), help="会读，不登出来", width=10, persons="unseen"),
        Column("备注", required=False, aliases=("说明",), width=24),
    ),
    checks=(lists.come_by_then(SINCE), batches.difference(MORE, LESS, LEFT, before=BEFORE, only_with=BEFORE), ages_told),
)  # fmt: skip
