"""荣誉: a name or a number of unnamed, terms that end after they begin, revocations told in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import lists
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, Source, problem
from generator.pattern import lazy


def not_empty(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A batch without a name in it would stand on the board as an honor to nobody."""
    for data in datasets:
        if not data.rows and not data.unread and not data.unreadable_rows:
            yield problem("empty-list", Source(data.file), "这份荣誉名单里一条也没有。")


def counts_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 合计 row that states a 数量 agrees with the rows: a name counts one."""
    for data in datasets:
        row = data.marked("total")
        stated = row["数量"] if row else None
        total = sum(n if isinstance(n := r["数量"], int) else 1 for r in data.rows)
        if row and isinstance(stated, int) and stated != total and not data.unreadable_rows:
            yield problem("total-mismatch", row.at("数量"), f"合计数量写的是 {stated}，各行相加是 {total}。", excerpt=row.excerpt())


def named_or_counted(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Exactly one of 姓名 and 数量."""
    for data in datasets:
        for row in data.rows:
            if row.invalid & {"姓名", "数量"} or sum(map(bool, row.texts)) == 1:  # one cell alone is told where it is read
                continue
            if bool(row["姓名"]) == (row["数量"] is not None):
                message = "姓名和数量都空着。" if not row["姓名"] else "写了姓名就不要再写数量。"
                yield problem("name-or-count", row.at("姓名"), message, excerpt=row.excerpt())


def terms_ordered(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """授予日期 ≤ end of term, and ≤ 撤销日期."""
    for data in datasets:
        for row in data.rows:
            start, gone, end = row["授予日期"], row["撤销日期"], row_end(row)
            if not isinstance(start, date):
                continue
            if end and end < start:
                message = f"到期日 {values.date_cn(end)} 早于授予日期 {values.date_cn(start)}。"
                yield problem("term-order", row.at("有效期"), message, excerpt=row.excerpt())
            if isinstance(gone, date) and gone < start:
                message = f"撤销日期 {values.date_cn(gone)} 早于授予日期 {values.date_cn(start)}。"
                yield problem("term-order", row.at("撤销日期"), message, excerpt=row.excerpt())


days_have_come = lists.days_have_come("授予日期", "撤销日期")
"""Nothing is granted or revoked in the future: a mistyped year."""


def revocations_clear(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """状态 撤销, 撤销日期 and 撤销原因 stand together or not at all."""
    for data in datasets:
        for row in data.rows:
            if row.invalid & {"状态", "撤销日期", "撤销原因"}:
                continue
            days = {
                "状态「撤销」": row["状态"] == "撤销",
                "撤销日期": row["撤销日期"] is not None,
                "撤销原因": bool(row["撤销原因"]),
            }
            if any(days.values()) and not all(days.values()):
                missing = "、".join(name for name, there in days.items() if not there)
                yield problem("revocation-unclear", row.at("状态"), f"撤销没有写全，缺：{missing}。", excerpt=row.excerpt())


def honors_once(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """One honor goes to one name once in a batch."""
    for data in datasets:
        first: dict[tuple[str, ...], Row] = {}
        for row in data.rows:
            key = tuple(values.label(row.text(name)) for name in ("称号", "对象", "组别", "姓名", "授予日期"))
            if not row["姓名"]:
                continue
            if key in first:
                where = f"第 {first[key].number or first[key].line} 行"
                yield problem(
                    "honor-repeated",
                    row.at("姓名"),
                    f"「{row.text('姓名')}」的「{row.text('称号')}」{where}已经有了。",
                    excerpt=row.excerpt(),
                )
            first.setdefault(key, row)


_SEVERAL = lazy(r"[、,，/;；\s]|(?<=[一-鿿])和(?=[一-鿿])")


def one_name_each(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A household or a person a row: several names in one cell would be counted as one, and could not be revoked one by one."""
    for data in datasets:
        for row in data.rows:
            if row["对象"] not in ("户", "人") or "姓名" in row.invalid:
                continue
            names = [part for part in _SEVERAL.split(row.text("姓名")) if part]
            if len(names) > 1 and all(re.fullmatch("[一-鿿·]{2,8}", name) for name in names):
                message = f"「姓名」这一格里像有 {len(names)} 个名字。"
                yield problem("many-names", row.at("姓名"), message, excerpt=row.excerpt())


def stars_within(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No more stars than the village has, or than the title names (十星级文明户 has ten)."""
    for data in datasets:
        for row in data.rows:
            stars = row["星数"]
            named = re.search("([一二三四五六七八九十]+)星", row.text("称号"))
            most = values.chinese_number(named[1]) if named else len(context.village.stars) or 10
            if isinstance(stars, int) and stars > most:
                where = "称号" if named else "本村"
                message = f"「星数」写的是 {stars}，{where}最多 {most} 星。"
                yield problem("stars-over", row.at("星数"), message, excerpt=row.excerpt())


def row_end(row: Row) -> date | None:
    """The last valid day of an honor; None where no term is stated."""
    start, term = row["授予日期"], row["有效期"]
    return values.term_end(start, str(term)) if isinstance(start, date) and term and "有效期" not in row.invalid else None
