"""合同台账: what a contract says of itself agrees: its days, its sum in figures and in words, what was due and what came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from generator import values
from generator.capitals import read_capitals, write_capitals
from generator.check.totals import agree, last_digit
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, problem
from generator.values import number_text, yuan

START, END, YEARS, SUM, WORDS = "起始日期", "终止日期", "年限", "合同总额", "大写金额"
RENT = "年租金"
DUE, CAME, OWING = "应收", "实收", "欠款"


def months_between(start: date, end: date) -> int:
    """Whole months of a term, both days counted: 2024-01-01 to 2026-12-31 is 36, and so is 2024-01-01 to 2027-01-01."""
    return (end.year - start.year) * 12 + end.month - start.month + ((end.day - start.day + 1) * 2 + 30) // 60


def terms_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """起始日期 ≤ 终止日期, and the months between them are 年限 × 12 (K17)."""
    for row in _rows(datasets):
        start, end, years = row[START], row[END], row[YEARS]
        if not isinstance(start, date) or not isinstance(end, date):
            continue
        if start > end:
            message = f"终止日期 {values.date_cn(end)} 早于起始日期 {values.date_cn(start)}。"
            yield problem("contract-order", row.at(END), message, excerpt=row.excerpt())
        elif isinstance(years, Decimal) and (months := months_between(start, end)) != years * 12:
            message = f"年限写的是 {number_text(years)} 年，从 {values.date_cn(start)} 到 {values.date_cn(end)} 是 {_span(months)}。"
            yield problem("contract-months", row.at(YEARS), message, excerpt=row.excerpt())


def _span(months: int) -> str:
    """30 → 2 年 6 个月."""
    years, rest = divmod(months, 12)
    return " ".join(filter(None, (f"{years} 年" if years else "", f"{rest} 个月" if rest or not years else "")))


def sums_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """面积 × 单价 × 年限 = 合同总额, to half of the last digit shown (K17), over 年租金 where that stands between them.

    Where one is not stated nothing can be said.
    """
    for row in _rows(datasets):
        if row.fen(RENT) is not None:
            yield from _rent_agrees(row)
            continue
        size, price, years, total = row["面积"], row.fen("单价"), row[YEARS], row.fen(SUM)
        if not isinstance(size, Decimal) or not isinstance(years, Decimal) or price is None or total is None:
            continue
        made = int((size * price * years).quantize(Decimal(1), ROUND_HALF_UP))
        if not agree(made, total, last_digit(row.text(SUM), total)):
            message = (
                f"{SUM}写的是 {yuan(total)}，但面积 {number_text(size)} × 单价 {yuan(price)} × {number_text(years)} 年 = {yuan(made)}。"
            )
            yield problem("contract-sum", row.at(SUM), message, excerpt=row.excerpt())


def _rent_agrees(row: Row) -> Iterator[Problem]:
    """面积 × 单价 = 年租金, and 年租金 × 年限 = 合同总额."""
    size, price, years, rent, total = row["面积"], row.fen("单价"), row[YEARS], row.fen(RENT) or 0, row.fen(SUM)
    if isinstance(size, Decimal) and price is not None:
        made = int((size * price).quantize(Decimal(1), ROUND_HALF_UP))
        if not agree(made, rent, last_digit(row.text(RENT), rent)):
            message = f"{RENT}写的是 {yuan(rent)}，但面积 {number_text(size)} × 单价 {yuan(price)} = {yuan(made)}。"
            yield problem("contract-sum", row.at(RENT), message, _OF_RENT, row.excerpt())
    if isinstance(years, Decimal) and total is not None:
        made = int((years * rent).quantize(Decimal(1), ROUND_HALF_UP))
        if not agree(made, total, last_digit(row.text(SUM), total)):
            message = f"{SUM}写的是 {yuan(total)}，但{RENT} {yuan(rent)} × {number_text(years)} 年 = {yuan(made)}。"
            yield problem("contract-sum", row.at(SUM), message, _OF_RENT, row.excerpt())


_OF_RENT = "对照合同原件改正；租金每年不一样的（递增、免租期），「年租金」空着，在备注里说明。"


def owing(row: Row) -> int | None:
    """应收 − 实收 in fen; None where nothing is said to be due."""
    due = row.fen(DUE)
    return None if due is None or row.invalid & {DUE, CAME} else due - (row.fen(CAME) or 0)


def owed_agrees(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """欠款 = 应收 − 实收."""
    for row in _rows(datasets):
        stated, left = row.fen(OWING), owing(row)
        if stated is not None and left is not None and stated != left:
            due, came = row.fen(DUE) or 0, row.fen(CAME) or 0
            message = f"欠款写的是 {yuan(stated)}，但应收 {yuan(due)} − 实收 {yuan(came)} = {yuan(left)}。"
            yield problem("owed-mismatch", row.at(OWING), message, excerpt=row.excerpt())


def words_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """大写金额 says the same as 合同总额."""
    for row in _rows(datasets):
        text, total = str(row[WORDS] or ""), row.fen(SUM)
        if not text:
            continue
        try:
            stated = read_capitals(text)
        except ValueError as why:
            yield problem("bad-capitals", row.at(WORDS), f"「{WORDS}」写的是「{text[:30]}」：{why}。", excerpt=row.excerpt())
            continue
        if total is not None and stated != total:
            told = f"大写是「{text[:30]}」，就是 {yuan(stated)}；{SUM}写的是 {yuan(total)}。"
            hint = f"对照合同原件改正；{yuan(total)} 的大写是 {write_capitals(total)}。" if total >= 0 else ""
            yield problem("capitals-mismatch", row.at(WORDS), told, hint, row.excerpt())


def _rows(datasets: Datasets) -> Iterator[Row]:
    return (row for data in datasets for row in data.rows)
