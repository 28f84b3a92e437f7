"""民主评议与审计: an appraisal has votes, an audit has a conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, problem

SORT, APPRAISAL, CONCLUSION = "类别", "民主评议", "结论"
MARKS = ("优秀", "称职", "基本称职", "不称职")


def verdicts_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nothing is gained by telling that somebody was judged."""
    for row in (row for data in datasets for row in data.rows):
        appraisal = row[SORT] == APPRAISAL
        if row.invalid & {SORT, CONCLUSION, *MARKS} or row[SORT] is None:
            continue
        if (appraisal and all(row[name] is None for name in MARKS)) or (not appraisal and not row.text(CONCLUSION)):
            message = "民主评议没有写票数。" if appraisal else f"{row.text(SORT)}没有写结论。"
            yield problem("verdict-missing", row.at(MARKS[0] if appraisal else CONCLUSION), message, excerpt=row.excerpt())
