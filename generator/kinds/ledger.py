"""收支明细: every receipt and payment of a month, one by one (逐项逐笔), and the balance it leaves.

Law: 村民委员会组织法 (2025) art. 35; 农村集体经济组织法 art. 45; 农经发〔2011〕13号 (item F02 of the catalogue).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from generator import periods, values
from generator.check import accounting, between_accounts, follow, posting, sequence, subjects
from generator.check.balances import balances
from generator.check.references import leads_of, linked
from generator.check.walk import IN, LEFT, OUT, running, states_balance
from generator.classes import dataclass
from generator.config import Context
from generator.drawn_figures import Trend
from generator.findable import Record, RecordsOfFile
from generator.kind import Datasets, OwnKind
from generator.kinds._ledger_views import (
    TEXT_ROLES,
    MonthView,
    MoreSpent,
    NewestEntry,
    YearView,
    accounts_table,
    anchors,
    cover,
    month_view,
    months_table,
    more_spent,
    newest_entry,
    subjects_table,
    trend,
    twelve_months,
    up_to,
    year_view,
)
from generator.kinds._ledger_year import offers, year_pages
from generator.kinds._pivot import by_year as by_year_pivot
from generator.lately import Itself
from generator.law.charts import REGIMES, names
from generator.model import Column, Dataset
from generator.references import Leads
from generator.section import FINANCE
from generator.shown import Content, HomePart, Page, Table, TableColumn, Value


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """The index of years, a page per year, a page per month."""
    if not datasets:
        return
    months = [month_view(m) for m in balances(datasets)]
    sample = context.village.sample_sentence(KIND.title)
    years = sorted({m.key[:4] for m in months}, reverse=True)
    by_year = {y: [m for m in months if m.key[:4] == y] for y in years}
    sums = tuple(year_view(y, by_year[y]) for y in years)
    yield Page(
        FINANCE.front, FINANCE.title, "ledger", "index", _index, (months[-1], sums, tuple(by_year[years[0]][::-1]), any(len(by_year[y]) == 12 for y in years)),
        description=f"{context.village.name}财务公开：历年各月的收入、支出和结余。", sample=sample, nav=KIND.section.title,
        sources=(datasets[-1].file,),
    )  # fmt: skip
    yield from year_pages(datasets, by_year, context, sample)
    whole = [year for year in years if len(by_year[year]) == 12]
    if whole:
        yield Page(
            "finance/years.md", "历年按科目比较", "ledger", "years", _years, (tuple(d for d in datasets if d.key[:4] in whole),),
            description=f"{context.village.name}十二个月齐全的各年，每个科目收了多少、花了多少。", sample=sample,
            sources=tuple(d.file for d in datasets if d.key[:4] in whole),
        )  # fmt: skip
    for data, month, last in zip(datasets, months, (None, *datasets[:-1]), strict=True):
        before = last if last and periods.next_month(last.key) == data.key else None
        so_far, recent = up_to(by_year[month.key[:4]], month.key), twelve_months(months, month.key)
        known_by = (Itself(before), month, so_far, recent, context)  # of hundreds of months one has changed
        yield data.once("page", known_by, partial(_month_page, data, before, month, so_far, recent, context))


def _month_page(
    data: Dataset, before: Dataset | None, month: MonthView, so_far: tuple[MonthView, ...], recent: tuple[MonthView, ...], context: Context
) -> Page:
    return Page(
        month.path, f"{month.name}收支明细", "ledger", "month", _month, (data, before, month, year_view(month.key[:4], so_far), recent, leads_of(KIND, data, month.path, context.references)),
        description=f"{context.village.name}{month.name}收入 {values.yuan(month.income)} 元，支出 {values.yuan(month.expense)} 元，"
        f"月末余额 {values.yuan(month.closing)} 元。",
        sample=context.village.sample_sentence(KIND.title), sources=data.files, posted=posting.posted(data, until=periods.month_end(data.key)),
        cover=cover(f"{month.name}收支", month),
    )  # fmt: skip


@dataclass(frozen=True)
class LedgerIndex:
    """The list of years, as its template takes it."""

    latest: MonthView
    years: tuple[YearView, ...]
    months: tuple[MonthView, ...]
    compared: bool
    """There is a page that sets years beside one another."""


@dataclass(frozen=True)
class YearsView:
    """Years side by side, as the template takes them."""

    tables: tuple[Table, ...]


@dataclass(frozen=True)
class MonthPage:
    """The page of one month, as its template takes it."""

    month: MonthView
    year: YearView
    table: Table
    subjects: Table
    held: Table | None
    review: tuple[tuple[str, str], ...]
    months: Table | None
    trend: Trend | None
    paths: tuple[str, ...]
    more: tuple[MoreSpent, ...]
    newest: NewestEntry | None
    worked_out: bool
    """The books state no balance, so that the ones shown are ours."""


@dataclass(frozen=True)
class LedgerAtHome:
    """The part of the home page."""

    month: MonthView


def _index(latest: MonthView, years: tuple[YearView, ...], months: tuple[MonthView, ...], compared: bool) -> Content:
    return Content(LedgerIndex(latest, years, months, compared))


def _years(datasets: Datasets) -> Content:
    """One table for each side; a line for a 科目, a column for a year, newest first."""
    years, by_subject = by_year_pivot("科目", (IN, OUT), datasets)
    tables = []
    for name, side in (("income", IN), ("expense", OUT)):
        chosen = [(subject, sums[::-1]) for subject, of, sums in by_subject if of == side]
        rows = tuple((subject, *(fen or None for fen in sums)) for subject, sums in chosen)
        columns = (TableColumn("科目", "title"), *(TableColumn(f"{y}年", "money") for y in years[::-1]))
        foot = ("合计", *(sum(sums[i] for _, sums in chosen) for i in range(len(years))))
        tables.append(Table(f"years-{name}", f"各年{side}", columns, rows, foot, "单位：元"))
    return Content(YearsView(tuple(tables)), tuple(tables))


def _month(
    data: Dataset,
    before: Dataset | None,
    month: MonthView,
    year: YearView,
    recent: tuple[MonthView, ...],
    leads: Leads,
) -> Content:
    held = accounts_table(month)
    table, subjects = _rows_table(data, month), subjects_table(f"{data.key}-subjects", "按科目合计", (data,))
    months = months_table(f"{data.key}-months", f"到{month.name}的{len(recent)}个月", recent) if len(recent) > 1 else None
    line = trend(f"到{month.name}的{len(recent)}个月：每月收支和月末余额", recent)
    review, paths = posting.posted(data).review, tuple(m.path for m in recent)
    more = more_spent(data, before, subjects)
    newest, worked_out = newest_entry(data), not states_balance(data)
    view = MonthPage(month, year, linked(table, leads), subjects, held, review, months, line, paths, more, newest, worked_out)
    return Content(view, tuple(t for t in (table, held, subjects, months) if t))


def home(datasets: Datasets, context: Context) -> HomePart | None:
    """The newest month's 收入, 支出 and 结余."""
    if not datasets:
        return None
    month = month_view(balances(datasets)[-1])
    return HomePart("home", LedgerAtHome(month), context.village.sample_sentence(KIND.title), first=True)


def records(datasets: Datasets, context: Context) -> Iterator[RecordsOfFile]:
    """Every row, by the words of its month page: voucher, 摘要, 科目, persons."""
    for data in (data for data in datasets if data.entries):
        yield data.once("records", (), lambda data=data: RecordsOfFile(_records_of, (data,), data.key[:4]))  # type: ignore[misc]


def _records_of(data: Dataset) -> Iterator[Record]:
    words = [c.name for c in KIND.columns if c.type not in TEXT_ROLES and c.name != "摘要" and c.persons != "unseen"]
    for anchor, row in zip(anchors(data), data.entries, strict=True):
        day, income, expense = row["日期"], row.fen(IN), row.fen(OUT)
        amount = income if income is not None else None if expense is None else -expense
        yield Record(
            row.text("摘要"), "，".join(filter(None, map(row.text, words))), f"finance/{data.key}.md", anchor, KIND.section.title,
            day if isinstance(day, date) else None, amount, data.key[:4],
        )  # fmt: skip


def _place(data: Dataset, row: int) -> tuple[str, str]:
    return f"{periods.month_cn(data.key)}收支明细", f"finance/{data.key}.md#{anchors(data)[row]}"


def _rows_table(data: Dataset, month: MonthView) -> Table:
    """上月余额, then all rows of the month as typed, in the columns that hold anything: the balance can be followed from line to line."""
    public = [c for c in KIND.columns if c.persons != "unseen"]
    shown = [c for c in public if c.required or c.name == LEFT or any(row.text(c.name) for row in data.entries)]
    worked_out = not states_balance(data)
    columns = tuple(
        TableColumn(f"{LEFT}（算出）" if worked_out and c.name == LEFT else c.name, "title" if c.name == "摘要" else TEXT_ROLES.get(c.type, "text"), c.width)
        for c in shown
    )  # fmt: skip
    left = running(data, month.opening) if worked_out else [row[LEFT] for row in data.entries]
    rows = tuple(
        tuple(fen if c.name == LEFT else row[c.name] if c.type in TEXT_ROLES else row.text(c.name) for c in shown)
        for row, fen in zip(data.entries, left, strict=True)
    )
    label = KIND.opening_labels[0]
    first: list[dict[str, Value]] = [{"摘要": label, KIND.account_column: a.name, LEFT: a.opening} for a in month.accounts]
    sums: dict[str, Value] = {"摘要": KIND.total_labels[0], IN: month.income, OUT: month.expense, LEFT: month.closing}
    openings = [tuple(stated.get(c.name, "") for c in shown) for stated in first or [{"摘要": label, LEFT: month.opening}]]
    foot = tuple(sums.get(c.name, "") for c in shown)
    ids = (*[""] * len(openings), *anchors(data))
    return Table(data.key, f"{periods.month_cn(data.key)}收支明细", columns, (*openings, *rows), foot, "单位：元", ids, "bill")


_SUBJECTS = {regime: names(regime, "收入", "支出", "负债", "资产", "成本", "权益") for regime in REGIMES}
"""Income and expense first: most entries are one of them."""

KIND = OwnKind(
    name="ledger",
    row_key=("凭证号",),
    running="余额",
    title="收支明细",
    section=FINANCE,
    order=101,
    key="month",
    make_pages=pages,
    make_home=home,
    make_records=records,
    make_place=_place,
    make_offers=offers,
    known_by="项目",
    guide="每月一个文件，文件名就是年月；也可以一年一个文件（2026.xlsx），各月一张工作表，表名写 1月、2月，或者都在一张表里，从早到晚。每一笔收入、支出写一行，从凭证抄来。"
    "第一个月的第一行在摘要写「上月余额」、在余额写金额；以后各月写不写都行，写了就会核对。"
    "最后可以加一行「合计」，程序会核对，不会重复计算。作废的、不动钱的（计提、结转）凭证也登一行，金额空着。一张凭证分几行的，几行挨着写，凭证号一样。以前的事这个月才登记的，日期照实写，摘要前面加「补记」。"
    "有几个账户的，在一张表里写「账户」列，或者一个账户一张工作表（表名 现金日记账、基本户……，一年一个文件的也可以），或者一个账户一个文件（2026-03-现金.csv、2026-现金.xlsx）；上月余额每个账户一行。"
    "自己账户之间转钱（提取备用金、存现、转账）不算收支：两个账户各登一行，科目写对方（库存现金、银行存款）；余额合在一起的，也可以登一行，收入、支出写一样多。"
    "月底从一个账户转出、下个月才到另一个账户的，两个月各登一行，写明「账户」，科目都写「在途资金」：这笔钱月底列在「在途资金」里。",
    label_column="摘要",
    opening_labels=("上月余额", "上月结存", "月初余额", "月初结余", "上年余额", "上年结余", "年初结余", "期初", "承上页", "上月结余", "上月结转", "上期余额", "上期结余", "上期结转", "期初余额", "期初结余", "年初余额", "上年结转", "承前页", "接上页", "接前页", "上年结转数", "上月结存数", "上月余额数", "承上月结存", "承上月余额", "承上月", "承上月结余", "上月末余额", "上月底余额", "上月结转余额", "上月转来"),
    total_labels=("合计", "总计", "本月合计", "本月发生额", "月计", "本期合计", "本月累计", "本月余额", "本月结余", "本月结存", "月末余额", "月末结余", "期末余额", "月结", "本月收支合计", "全月合计"),
    subtotal_labels=("小计", "本日合计", "日计"),
    voids=True,
    account_column="账户",
    year_labels=("本年累计", "本年合计", "累计", "累计发生额", "本年发生额", "全年合计", "年结", "年计", "本年累计发生额"),
    quarter_labels=("本季合计", "本季累计", "本季发生额", "季计", "本季度合计", "本季度累计", "季度合计"),
    columns=(
        Column("日期", "date", blank=False, aliases=("时间", "记账日期", "业务日期", "发生日期"), help="哪一天，年份四位", example="2026-03-05", width=12),
        Column("凭证号", blank=False, aliases=("凭证", "凭证编号", "凭证字号", "凭证号数", "号数"), help="同一个月里不重复、不跳号", example="记-001", width=10),
        Column("摘要", blank=False, aliases=("事由", "内容", "收支内容", "用途", "收支事项"), help="为什么收、付给谁做什么，让村民看得懂", example="付三组水泵维修费", width=36, persons="named"),
        Column("科目", blank=False, aliases=("会计科目", "科目名称", "收支项目"), help="会计科目的名称", example="公益支出", width=14, offers=_SUBJECTS["2023"], offers_2004=_SUBJECTS["2004"]),
        Column("收入", "money", aliases=("收入金额", "收方", "收方金额", "借方", "借方金额"), help="收到的钱；不是收入就空着", example="", width=14),
        Column("支出", "money", aliases=("支出金额", "付方", "付方金额", "贷方", "贷方金额"), help="付出的钱；不是支出就空着", example="860.00", width=14),
        Column("余额", "money", required=False, aliases=("结余", "结存", "余额金额", "结存金额"), help="这一笔之后还剩多少（所有账户合在一起，或者只是这个账户的）；账簿上没有的，程序会算，可是没法核对", example="9140.00", width=14),
        Column("往来单位", required=False, aliases=("对方单位", "收款单位", "付款单位", "收付款单位", "客户", "供应商", "对方"), help="付给谁、收谁的：单位或字号；个人只写姓", example="", width=18, persons="party"),
        Column("经手人", required=False, aliases=("经办人", "经手", "报销人", "报销人员"), example="王示例", width=10, persons="named"),
        Column("证明人", required=False, aliases=("验收人", "证明"), example="李样本", width=10, persons="named"),
        Column("审批人", required=False, aliases=("批准人", "审批", "审核人"), example="赵范例", width=10, persons="named"),
        Column("账户", required=False, aliases=("资金账户", "账户名称"), help="库存现金、基本户、农行 等，不要写账号；几个账户合在一起记的，每行都写", example="银行存款", width=12, offers=("库存现金", "银行存款")),
        Column("项目", required=False, aliases=("项目名称", "工程"), help="属于哪个工程或专项", example="", width=16, ref=("projects", "works", "decisions"), ref_loose=True),
        Column("附件", required=False, aliases=("附件张数", "单据张数", "附单据"), help="几张单据", example="2张", width=8),
        Column("票据号", required=False, asked=False, aliases=("票据号码", "票据编号", "发票号", "发票号码", "收据号", "票号"), help="会读，不登出来", width=14, persons="unseen"),
        Column("领款人", required=False, asked=False, aliases=("收款人", "领取人", "交款人", "领款人签字"), help="会读，不登出来", width=10, persons="unseen"),
        Column("制单人", required=False, asked=False, aliases=("制单", "记账人", "记账", "录入人", "填制人"), help="会读，不登出来", width=10, persons="unseen"),
        Column("备注", required=False, aliases=("说明",), width=20, persons="named"),
    ),
    checks=(
        accounting.not_empty,
        accounting.dates_in_month,
        accounting.one_side_only,
        accounting.running_balance,
        accounting.balance_stated,
        accounting.never_below_zero,
        accounting.subtotals,
        accounting.stated_sums,
        accounting.carried_on,
        follow.months_follow,
        between_accounts.transfers_matched,
        between_accounts.transit_arrives,
        between_accounts.accounts_named,
        sequence.vouchers_unique,
        sequence.vouchers_consecutive,
        sequence.vouchers_whole,
        sequence.dates_forward,
        subjects.subjects_known,
        subjects.subjects_on_their_side,
    ),
)  # fmt: skip
