"""科目余额表: what each account held, what moved, and what is left, for a month, a quarter or a year.

Form: the monthly and quarterly report of 财会〔2004〕12号, still what 财务公开 asks for (item F03 of the catalogue). Amounts are 元.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import periods, values
from generator.check import books, lists, posting, trial
from generator.check.trial import Trial, read_trials
from generator.classes import dataclass
from generator.config import Context
from generator.kind import TOTALS, Datasets, OwnKind
from generator.law.charts import names
from generator.model import Column, Dataset
from generator.section import FINANCE
from generator.shown import Content, Cover, Page, Table, TableColumn

Moved = tuple[tuple[str, str, int], ...]
"""(科目, 收入 or 支出, fen) of a period."""


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """A page per period; the page 会计报表 lists them."""
    for balance in read_trials(datasets, context):
        moved = tuple((line.account.name, line.account.sort, balance.earned(line)) for line in balance.lines.values() if line.account.flows)
        sums = [sum(fen for _, sort, fen in moved if sort == side) for side in ("收入", "支出")]
        yield Page(
            page_path(balance.key), f"{balance.name}科目余额表", "trial", "period", _period, (balance.data, moved),
            description=f"{context.village.name}{balance.name}各科目的期初、发生和期末余额。",
            sample=context.village.sample_sentence(KIND.title), sources=(balance.data.file,),
            posted=posting.posted(balance.data, until=periods.month_end(balance.last)), cover=_cover(balance, sums),
        )  # fmt: skip


def page_path(key: str) -> str:
    """Where the page of a period lies."""
    return f"finance/trial/{key}.md"


def _cover(balance: Trial, sums: list[int]) -> Cover:
    return Cover(f"{balance.name}科目余额表", (("收入", values.yuan(sums[0])), ("支出", values.yuan(sums[1]))))


@dataclass(frozen=True)
class TrialView:
    """The page of one period, as its template takes it."""

    table: Table
    flows: Table
    count: int


def _period(data: Dataset, moved: Moved) -> Content:
    table = _accounts(data)
    flows = _flows(data.key, moved)
    return Content(TrialView(table, flows, len(data.rows)), (table, flows) if moved else (table,))


def _accounts(data: Dataset) -> Table:
    """All rows as typed, in the columns that hold anything, and the sums as stated."""
    shown = [c for c in KIND.columns if c.required or any(row.text(c.name) for row in data.rows)]
    columns = tuple(
        TableColumn(c.name, "title" if c.name == trial.NAME else "money" if c.type == "money" else "text", c.width) for c in shown
    )
    rows = tuple(tuple(row[c.name] if c.type == "money" else row.text(c.name) for c in shown) for row in data.rows)
    total = data.marked("total")
    foot = tuple(total[c.name] if c.type == "money" else "合计" if c.name == trial.NAME else "" for c in shown) if total else ()
    return Table(data.key, f"{periods.period_cn(data.key)}科目余额表", columns, rows, foot, "单位：元")


def _flows(key: str, moved: Moved) -> Table:
    """收支明细表: what came in and went out by account in the period."""
    columns = (TableColumn("科目", "title", 16), TableColumn("收入", "money", 14), TableColumn("支出", "money", 14))
    rows = tuple((name, fen if sort == "收入" else None, fen if sort == "支出" else None) for name, sort, fen in moved if fen)
    foot = ("合计", *(sum(fen for _, sort, fen in moved if sort == side) for side in ("收入", "支出")))
    return Table(f"{key}-flows", f"{periods.period_cn(key)}收支明细表", columns, rows, foot, "单位：元")


def _amount(name: str, storey: tuple[str, ...], side: str, description: str, required: bool = True, example: str = "") -> Column:
    """A column with the wordings of bookkeeping exports: 「期初余额」 over 「借方」, 「期初余额(借方)」 in one."""
    names = dict.fromkeys(word for over in storey for word in (f"{over}{side}", f"{over}{side[0]}", f"{side}{over}"))
    return Column(
        name, "money", required=required, aliases=tuple(n for n in names if n != name), help=description, example=example, width=14
    )


_OPENING, _MOVED = (
    ("期初", "期初余额", "年初余额", "上期余额", "期初数"),
    ("本期", "本期发生额", "本期发生", "发生额", "本期发生数", "本月发生额", "本季发生额"),
)
_HELD, _LEFT = "这一期开头的余额；没有就空着", "这一期末尾的余额；没有就空着"
_MOVES, _SO_FAR = "这一期记了多少；没有就空着", "从一月起；写了就会核对"
_CLOSING, _YEAR = ("期末", "期末余额", "本期余额", "期末数"), ("本年累计", "本年累计发生额", "累计发生额", "本年累计数", "本年发生额")

KIND = OwnKind(
    name="trial",
    row_key=("科目编码", "科目名称"),
    title="科目余额表",
    section=FINANCE,
    order=102,
    key="period",
    total_labels=TOTALS,
    label_column="科目名称",
    subtotal_labels=("小计", "资产小计", "资产类小计", "资产类合计", "负债小计", "负债类小计", "负债类合计", "权益小计", "权益类小计", "权益类合计", "所有者权益小计", "所有者权益类小计", "成本小计", "成本类小计", "损益小计", "损益类小计", "损益类合计"),
    make_pages=pages,
    guide="每月、每季或每年一个文件，文件名就是那一期，如 2026-03、2026-Q1、2026。从记账软件里导出「科目余额表」，一个科目一行；"
    "表头分两层（「期初余额」下面「借方」「贷方」）的照样能读。科目用本村会计制度的名称，下级科目写成「银行存款—基本户」。"
    "程序会核对借贷相等、期初接上期期末，并和收支明细、会计报表核对，核对的结果登在「账怎么核」一页。",
    columns=(
        Column("科目编码", required=False, aliases=("科目代码", "编码", "代码", "科目编号"), help="制度里的三位编码；可以不写", example="101", width=10),
        Column("科目名称", blank=False, aliases=("科目", "会计科目", "名称", "会计科目名称"), help="照科目表写", example="库存现金", width=18, offers=names("2023"), offers_2004=names("2004")),
        _amount("期初借方", _OPENING, "借方", _HELD, example="1200.00"),
        _amount("期初贷方", _OPENING, "贷方", _HELD),
        _amount("本期借方", _MOVED, "借方", _MOVES, example="300.00"),
        _amount("本期贷方", _MOVED, "贷方", _MOVES, example="500.00"),
        _amount("期末借方", _CLOSING, "借方", _LEFT, example="1000.00"),
        _amount("期末贷方", _CLOSING, "贷方", _LEFT),
        _amount("本年累计借方", _YEAR, "借方", _SO_FAR, required=False),
        _amount("本年累计贷方", _YEAR, "贷方", _SO_FAR, required=False),
    ),
    checks=(lists.not_empty, trial.accounts_known, books.books_agree, books.depreciated_no_further),
)  # fmt: skip
