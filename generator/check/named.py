"""A notice of which the catalogue lets sums be told only lists no persons."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.grades import SUMS_ONLY, named_columns
from generator.config import Context
from generator.kind import Datasets
from generator.law import catalogue
from generator.model import Problem, problem


def sums_name_nobody(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No table of such a notice has a column of names, whoever may see the notice (社会救助暂行办法 art. 61)."""
    for data in datasets:
        (row,) = data.rows
        item = catalogue.named(row.text("事项"))
        if item is None or item.privacy < SUMS_ONLY:
            continue
        for table in data.tables:
            for i in named_columns(table)[:1]:
                said = f"「{item.short}」只公布汇总，附表「{table.title or table.name}」有一列是「{table.columns[i].name}」。"
                yield problem("personal-list", row.at("附表"), said)
