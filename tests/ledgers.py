"""Honest ledgers for Hypothesis, and their files as a clerk would save them."""

from __future__ import annotations

import calendar
import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

from generator import periods, values

HEADER = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"]


@dataclass(frozen=True)
class Entry:
    day: int
    income: int
    expense: int


@dataclass(frozen=True)
class Month:
    key: str
    opening: int
    entries: tuple[Entry, ...]

    def cells(self, *, opening: bool = True, total: bool = True, texts: list[str] | None = None) -> list[list[str]]:
        """All rows of the file, header first."""
        left = self.opening
        rows = [HEADER]
        if opening:
            rows.append(["", "", "上月余额", "", "", "", values.plain_yuan(left)])
        for i, entry in enumerate(self.entries, 1):
            left += entry.income - entry.expense
            amounts = [values.plain_yuan(n) if n else "" for n in (entry.income, entry.expense)]
            summary = texts[i - 1] if texts else f"第{i}笔"
            rows.append([f"{self.key}-{entry.day:02d}", f"记-{i:03d}", summary, "公益支出", *amounts, values.plain_yuan(left)])
        if total:
            sums = [values.plain_yuan(sum(getattr(e, side) for e in self.entries)) for side in ("income", "expense")]
            rows.append(["", "", "合计", "", *sums, values.plain_yuan(left)])
        return rows

    @property
    def closing(self) -> int:
        return self.opening + sum(e.income - e.expense for e in self.entries)


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


@st.composite
def entries(draw: st.DrawFn, key: str) -> tuple[Entry, ...]:
    last = calendar.monthrange(int(key[:4]), int(key[5:]))[1]
    days = sorted(draw(st.lists(st.integers(1, last), min_size=1, max_size=8)))
    amount = st.integers(1, 10**9)
    return tuple(Entry(d, *(draw(amount), 0) if draw(st.booleans()) else (0, draw(amount))) for d in days)


@st.composite
def books(draw: st.DrawFn, max_months: int = 4) -> list[Month]:
    """Consecutive months; each begins with what the last one left."""
    key = f"{draw(st.integers(2019, 2025))}-{draw(st.integers(1, 12)):02d}"
    left = draw(st.integers(4 * 10**10, 10**12))
    months = []
    for _ in range(draw(st.integers(1, max_months))):
        month = Month(key, left, draw(entries(key)))
        months.append(month)
        key, left = periods.next_month(key), month.closing
    return months
