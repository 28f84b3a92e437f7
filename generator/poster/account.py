"""明白账: a month or a quarter of the accounts in five lines, by what came and went, and every entry.

Law: 村民委员会组织法 (2025) art. 35; 农经发〔2011〕13号 (逐项逐笔).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from generator import periods, values
from generator.classes import dataclass
from generator.config import Context
from generator.kinds.ledger import MonthPage
from generator.poster.sheet import Poster, frame, words
from generator.shown import Page

_ITEMS = 3
"""Entries that are named below a 科目; the rest is summed up, and every one of them stands in the list."""
_SIDES = (("收入", "钱从哪里来"), ("支出", "钱花到哪里去"))


@dataclass(frozen=True)
class _Entry:
    day: str
    voucher: str
    text: str
    subject: str
    income: int
    expense: int
    left: str
    month: str
    sort: date | None


def account(pages: Sequence[Page], period: str, context: Context, qr: str) -> Poster:
    """``pages``: of one month, or of the months of a quarter, the oldest first."""
    views = [page.content.view for page in pages]
    months = [view for view in views if isinstance(view, MonthPage)]
    first, last, end = months[0], months[-1], pages[-1]
    name = periods.period_cn(period)
    span = "本月" if len(months) == 1 else "这几个月"
    income, expense = sum(m.month.income for m in months), sum(m.month.expense for m in months)
    entries = [entry for month in months for entry in _entries(month)]
    year = last.year
    told = frame(end, context, qr) | {
        "title": f"{name}明白账",
        "five": [
            ["上期余额" if len(months) > 1 else "上月余额", values.yuan(first.month.opening), ""],
            [f"{span}收入", values.yuan(income), "+"],
            [f"{span}支出", values.yuan(expense), "−"],
            ["期末余额" if len(months) > 1 else "本月余额", values.yuan(last.month.closing), "="],
            [f"今年到现在（{year.span}）", f"收 {values.yuan(year.income)}　支 {values.yuan(year.expense)}", ""],
        ],
        "notes": [*_short_of(period, months), *_notes(months)],
        "sides": [_side(title, side, entries) for side, title in _SIDES],
        "entries": {
            "title": f"每一笔（共 {len(entries)} 笔）",
            "rows": [[e.day, e.voucher, e.text, e.subject, _or_blank(e.income), _or_blank(e.expense), e.left] for e in entries],
            "foot": ["", "", "合计", "", values.yuan(income), values.yuan(expense), values.yuan(last.month.closing)],
        },
    }
    day = (end.posted and (end.posted.day or end.posted.until)) or periods.month_end(last.month.key)
    return Poster(f"{period}-account", "account", f"{name}明白账", end.path, day, told)


def _short_of(period: str, months: Sequence[MonthPage]) -> Iterable[str]:
    """What is said of a quarter some months of which are not there."""
    first, last = periods.period_months(period)
    there = [month.month.key for month in months]
    if there[0] != first or there[-1] != last:
        yield f"这里只有{'、'.join(f'{int(key[5:])}月' for key in there)}的账。"


def _notes(months: Sequence[MonthPage]) -> Iterable[str]:
    moved = sum(month.month.moved for month in months)
    if moved:
        yield f"另有户间划转 {values.yuan(moved)} 元：自己的账户之间转来转去，不算收入，也不算支出。"
    if any(month.worked_out for month in months):
        yield "账上没有写余额：余额是从上月余额一笔一笔算出来的，没有和账簿对过。"


def _entries(view: MonthPage) -> Iterable[_Entry]:
    """The rows of the page's own table: those that it may show, as it shows them."""
    table = view.table
    at = {column.name.removesuffix("（算出）"): n for n, column in enumerate(table.columns)}

    def cell(row: tuple[object, ...], name: str) -> object:
        return row[at[name]] if name in at else None

    for row, anchor in zip(table.rows, table.anchors, strict=True):
        if not anchor:
            continue
        day, income, expense, left = (cell(row, name) for name in ("日期", "收入", "支出", "余额"))
        yield _Entry(
            f"{day.month}月{day.day}日" if isinstance(day, date) else words(day),
            words(cell(row, "凭证号")), words(cell(row, "摘要")), words(cell(row, "科目")),
            income if isinstance(income, int) else 0, expense if isinstance(expense, int) else 0,
            values.yuan(left) if isinstance(left, int) else "", view.month.key, day if isinstance(day, date) else None,
        )  # fmt: skip


def _or_blank(fen: int) -> str:
    return values.yuan(fen) if fen else ""


def _side(title: str, side: str, entries: Iterable[_Entry]) -> dict[str, object]:
    """The 科目 of one side, the largest first, each with its largest entries in the words of the books."""
    of: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        fen = entry.income if side == "收入" else entry.expense
        if fen:
            of[entry.subject].append((fen, entry.text))
    subjects = []
    for subject, items in sorted(of.items(), key=lambda pair: (-sum(fen for fen, _ in pair[1]), pair[0])):
        items.sort(key=lambda item: (-item[0], item[1]))
        shown = items if len(items) <= _ITEMS + 1 else items[:_ITEMS]
        rest = items[len(shown) :]
        more = f"还有 {len(rest)} 笔，{values.yuan(sum(fen for fen, _ in rest))} 元" if rest else ""
        subjects.append([subject or "没有写科目", values.yuan(sum(fen for fen, _ in items)), [[t, values.yuan(f)] for f, t in shown], more])
    total = sum(fen for items in of.values() for fen, _ in items)
    return {"title": title, "sum": values.yuan(total), "subjects": subjects}
