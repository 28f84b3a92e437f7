"""收支明细: every receipt and payment of a month, one by one (逐项逐笔), and the balance it leaves.

Law: 村民委员会组织法 (2025) art. 35; 农村集体经济组织法 art. 45; 农经发〔2011〕13号 (item F02 of the catalogue).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import periods, values
from generator.check import accounting, posting, sequence, subjects
from generator.check.accounting import IN, LEFT, OUT, MonthBalance, balances
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._pivot import by_year as by_year_pivot
from generator.kinds._sums import sum_by
from generator.model import Column, Dataset
from generator.posted import Due
from generator.shown import ColumnRole, Content, Cover, HomePart, Page, Record, Table, TableColumn

_TEXT_ROLES: dict[str, ColumnRole] = {"money": "money", "date": "date"}


@dataclass(frozen=True)
class MonthView:
    """Figures of one month, in fen."""

    key: str
    name: str
    path: str
    opening: int
    income: int
    expense: int
    closing: int
    count: int

    @property
    def title(self) -> str:
        return self.name


@dataclass(frozen=True)
class Neighbour:
    """The month before or after, as a page leads to it."""

    name: str
    path: str


def _neighbour(month: MonthView) -> Neighbour:
    return Neighbour(month.name, month.path)


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """The index of years, a page per year, a page per month."""
    if not datasets:
        return
    months = [_month_view(m) for m in balances(datasets)]
    sample = context.village.sample_sentence(KIND.title)
    years = sorted({m.key[:4] for m in months}, reverse=True)
    by_year = {y: [m for m in months if m.key[:4] == y] for y in years}
    sums = tuple(_year_view(y, by_year[y]) for y in years)
    yield Page(
        "finance/index.md", "财务公开", "ledger", "index", _index, (months[-1], sums, tuple(by_year[years[0]][::-1]), any(len(by_year[y]) == 12 for y in years)),
        description=f"{context.village.name}财务公开：历年各月的收入、支出和结余。", sample=sample, nav=KIND.section,
        sources=(datasets[-1].file,),
    )  # fmt: skip
    for year in years:
        chosen = [d for d in datasets if d.key[:4] == year]
        of_year = _year_view(year, by_year[year])
        yield Page(
            f"finance/{year}.md", f"{year}年收支", "ledger", "year", _year, (of_year, tuple(by_year[year]), tuple(chosen)),
            description=f"{context.village.name}{year}年各月收支。", sample=sample,
            sources=tuple(d.file for d in chosen), cover=_cover(f"{year}年{of_year.span}收支", of_year),
        )  # fmt: skip
    whole = [year for year in years if len(by_year[year]) == 12]
    if whole:
        yield Page(
            "finance/years.md", "历年按科目比较", "ledger", "years", _years, (tuple(d for d in datasets if d.key[:4] in whole),),
            description=f"{context.village.name}十二个月齐全的各年，每个科目收了多少、花了多少。", sample=sample,
            sources=tuple(d.file for d in datasets if d.key[:4] in whole),
        )  # fmt: skip
    for i, (data, month) in enumerate(zip(datasets, months, strict=True)):
        so_far = [m for m in by_year[month.key[:4]] if m.key <= month.key]
        beside = tuple(_neighbour(months[n]) if 0 <= n < len(months) else None for n in (i - 1, i + 1))
        yield Page(
            month.path, f"{month.name}收支明细", "ledger", "month", _month, (data, month, _year_view(month.key[:4], so_far), *beside),
            description=f"{context.village.name}{month.name}收入 {values.yuan(month.income)} 元，支出 {values.yuan(month.expense)} 元，"
            f"月末余额 {values.yuan(month.closing)} 元。",
            sample=sample, sources=(data.file,), posted=posting.posted(data, until=periods.month_end(data.key)),
            cover=_cover(f"{month.name}收支", month),
        )  # fmt: skip


def _index(latest: MonthView, years: tuple[YearView, ...], months: tuple[MonthView, ...], compared: bool) -> Content:
    return Content({"latest": latest, "years": years, "months": months, "compared": compared})


def _years(datasets: Datasets) -> Content:
    """One table for each side; a line for a 科目, a column for a year, newest first."""
    years, found = by_year_pivot("科目", (IN, OUT), datasets)
    tables = []
    for name, side in (("income", IN), ("expense", OUT)):
        chosen = [(subject, sums[::-1]) for subject, of, sums in found if of == side]
        rows = tuple((subject, *(fen or None for fen in sums)) for subject, sums in chosen)
        columns = (TableColumn("科目", "title"), *(TableColumn(f"{y}年", "money") for y in years[::-1]))
        foot = ("合计", *(sum(sums[i] for _, sums in chosen) for i in range(len(years))))
        tables.append(Table(f"years-{name}", f"各年{side}", columns, rows, foot, "单位：元"))
    return Content({"tables": tables}, tuple(tables))


def _year(year: YearView, months: tuple[MonthView, ...], datasets: Datasets) -> Content:
    table = _months_table(year.year, months)
    subjects = _subjects(f"{year.year}-subjects", f"{year.year}年按科目合计", datasets)
    return Content({"year": year, "months": months[::-1], "table": table, "subjects": subjects}, (table, subjects))


def _month(data: Dataset, month: MonthView, year: YearView, before: Neighbour | None, after: Neighbour | None) -> Content:
    table, subjects = _rows_table(data, month), _subjects(f"{data.key}-subjects", "按科目合计", (data,))
    view = {"month": month, "year": year, "table": table, "subjects": subjects, "before": before, "after": after}
    return Content(view, (table, subjects))


def _cover(title: str, of: MonthView | YearView) -> Cover:
    figures = (("收入", of.income), ("支出", of.expense), ("结余", of.closing))
    return Cover(title, tuple((name, values.yuan(amount)) for name, amount in figures))


def home(datasets: Datasets, context: Context) -> HomePart | None:
    """The newest month's 收入, 支出 and 结余."""
    if not datasets:
        return None
    month = _month_view(balances(datasets)[-1])
    return HomePart("home", {"month": month}, context.village.sample_sentence(KIND.title))


def due(datasets: Datasets, context: Context) -> Due | None:
    """The accounts of the period after the newest month, by the day site.yml states."""
    if not datasets:
        return None
    site, month = context.site, periods.next_month(datasets[-1].key)
    if site.finance_every == 3:
        quarter = (int(month[5:]) + 2) // 3
        what, month = f"{int(month[:4])}年第{'一二三四'[quarter - 1]}季度收支", f"{month[:4]}-{quarter * 3:02d}"
    else:
        what = f"{periods.month_cn(month)}收支"
    return Due(what, date.fromisoformat(f"{periods.next_month(month)}-{site.finance_day:02d}"))


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every row, by the words of its month page: voucher, 摘要, 科目, persons."""
    words = [c.name for c in KIND.columns if c.type not in _TEXT_ROLES and c.name != "摘要"]
    for data in datasets:
        for anchor, row in zip(_anchors(data), data.rows, strict=True):
            day, income, expense = row["日期"], row.fen(IN), row.fen(OUT)
            amount = income if income is not None else None if expense is None else -expense
            yield Record(
                row.text("摘要"), "，".join(filter(None, map(row.text, words))), f"finance/{data.key}.md", anchor, KIND.section,
                day if isinstance(day, date) else None, amount, data.key[:4],
            )  # fmt: skip


def _anchors(data: Dataset) -> tuple[str, ...]:
    return tuple(f"r{n}" for n in range(1, len(data.rows) + 1))


def _month_view(month: MonthBalance) -> MonthView:
    data = month.data
    income, expense = (sum(row.fen(side) or 0 for row in data.rows) for side in (IN, OUT))
    opening = month.opening or 0
    name, path = periods.month_cn(data.key), f"finance/{data.key}.md"
    return MonthView(data.key, name, path, opening, income, expense, opening + income - expense, len(data.rows))


@dataclass(frozen=True)
class YearView:
    """Sums of the months of one year that are here, in fen."""

    year: str
    path: str
    span: str
    """Which months: 1—10月."""
    income: int
    expense: int
    closing: int

    @property
    def title(self) -> str:
        return f"{self.year}年"


def _year_view(year: str, months: list[MonthView]) -> YearView:
    first, last = int(months[0].key[5:]), int(months[-1].key[5:])
    span = f"{first}月" if first == last else f"{first}—{last}月"
    income, expense = sum(m.income for m in months), sum(m.expense for m in months)
    return YearView(year, f"finance/{year}.md", span, income, expense, months[-1].closing)


def _rows_table(data: Dataset, month: MonthView) -> Table:
    """上月余额, then all rows of the month as typed, in the columns that hold anything: the balance can be followed from line to line."""
    shown = [c for c in KIND.columns if c.required or any(row.text(c.name) for row in data.rows)]
    columns = tuple(TableColumn(c.name, "title" if c.name == "摘要" else _TEXT_ROLES.get(c.type, "text"), c.width) for c in shown)
    rows = tuple(tuple(row[c.name] if c.type in _TEXT_ROLES else row.text(c.name) for c in shown) for row in data.rows)
    first = {"摘要": KIND.opening_labels[0], LEFT: month.opening}
    sums = {"摘要": KIND.total_labels[0], IN: month.income, OUT: month.expense, LEFT: month.closing}
    opening, foot = (tuple(stated.get(c.name, "") for c in shown) for stated in (first, sums))
    return Table(data.key, f"{periods.month_cn(data.key)}收支明细", columns, (opening, *rows), foot, "单位：元", ("", *_anchors(data)))


def _subjects(name: str, title: str, datasets: Datasets) -> Table:
    """Sums by 科目."""
    found = sum_by("科目", (IN, OUT), datasets)
    columns = (TableColumn("科目", "title"), TableColumn("笔数", "number"), TableColumn(IN, "money"), TableColumn(OUT, "money"))
    rows = tuple((subject, count, sums[0] or None, sums[1] or None) for subject, count, sums in found)
    foot = ("合计", sum(c for _, c, _ in found), sum(s[0] for *_, s in found), sum(s[1] for *_, s in found))
    return Table(name, title, columns, rows, foot, "单位：元")


def _months_table(year: str, months: tuple[MonthView, ...]) -> Table:
    columns = (
        TableColumn("月份", "title"),
        TableColumn("上月余额", "money"),
        TableColumn("本月收入", "money"),
        TableColumn("本月支出", "money"),
        TableColumn("本月余额", "money"),
    )
    rows = tuple((m.name, m.opening, m.income, m.expense, m.closing) for m in months)
    foot = ("合计", None, sum(m.income for m in months), sum(m.expense for m in months), None)
    return Table(year, f"{year}年各月收支", columns, rows, foot, "单位：元")


KIND = Kind(
    name="ledger",
    title="收支明细",
    section="财务公开",
    order=10,
    key="month",
    formats=("csv", "xlsx"),
    guide="每月一个文件，文件名就是年月。每一笔收入、支出写一行，从凭证抄来。"
    "第一个月的第一行在摘要写「上月余额」、在余额写金额；以后各月写不写都行，写了就会核对。"
    "最后可以加一行「合计」，程序会核对，不会重复计算。作废的凭证也登一行，摘要写「作废」，金额空着。一张凭证分几行的，凭证号写成 记-012-1/2、记-012-2/2。",
    label_column="摘要",
    opening_labels=("上月余额", "上月结存", "月初余额", "月初结余", "上年余额", "上年结余", "年初结余", "期初", "承上页", "上月结余", "上月结转", "上期余额", "上期结余", "上期结转", "期初余额", "期初结余", "年初余额", "上年结转", "承前页"),
    total_labels=("合计", "总计", "本月合计", "本月发生额", "月计", "本期合计", "本月累计", "本月余额", "本月结余", "本月结存", "月末余额", "月末结余", "期末余额", "结转下月"),
    subtotal_labels=("小计", "本日合计", "日计"),
    voids=True,
    year_labels=("本年累计", "本年合计", "累计"),
    columns=(
        Column("日期", "date", blank=False, aliases=("时间", "记账日期", "业务日期", "发生日期"), help="哪一天，年份四位", example="2026-03-05", width=12),
        Column("凭证号", blank=False, aliases=("凭证", "凭证编号", "凭证字号", "凭证号数", "号数"), help="同一个月里不重复、不跳号", example="记-001", width=10),
        Column("摘要", blank=False, aliases=("事由", "内容", "收支内容", "用途", "收支事项"), help="为什么收、付给谁做什么，让村民看得懂", example="付三组水泵维修费", width=36),
        Column("科目", blank=False, aliases=("会计科目", "科目名称", "收支项目"), help="会计科目的名称", example="公益支出", width=14),
        Column("收入", "money", aliases=("收入金额", "收方", "收方金额", "借方", "借方金额"), help="收到的钱；不是收入就空着", example="", width=14),
        Column("支出", "money", aliases=("支出金额", "付方", "付方金额", "贷方", "贷方金额"), help="付出的钱；不是支出就空着", example="860.00", width=14),
        Column("余额", "money", aliases=("结余", "结存", "余额金额", "结存金额"), help="这一笔之后还剩多少（所有账户合在一起）", example="9140.00", width=14),
        Column("经手人", required=False, aliases=("经办人", "经手"), example="王示例", width=10),
        Column("证明人", required=False, aliases=("验收人", "证明"), example="李样本", width=10),
        Column("审批人", required=False, aliases=("批准人", "审批", "审核人"), example="赵范例", width=10),
        Column("账户", required=False, aliases=("资金账户", "账户名称"), help="库存现金 或 银行存款，不要写账号", example="银行存款", width=12),
        Column("项目", required=False, aliases=("项目名称", "工程"), help="属于哪个工程或专项", example="", width=16),
        Column("附件", required=False, aliases=("附件张数", "单据张数", "附单据"), help="几张单据", example="2张", width=8),
        Column("备注", required=False, aliases=("说明",), width=20),
    ),
    checks=(
        accounting.dates_in_month,
        accounting.one_side_only,
        accounting.running_balance,
        accounting.never_below_zero,
        accounting.subtotals,
        accounting.stated_sums,
        accounting.months_follow,
        sequence.vouchers_unique,
        sequence.vouchers_consecutive,
        sequence.vouchers_whole,
        sequence.dates_forward,
        subjects.subjects_known,
        posting.stated_in_order,
    ),
    pages=pages,
    home=home,
    records=records,
    due=due,
)  # fmt: skip
