"""Sums by one column, in plain integers: what a month and a year need whenever one of their rows changes, without waiting for pandas."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Dataset

BLANK = "未记科目（作废）"
"""What stands for a blank key: only a voided voucher may have one."""


def sum_by(key: str, amounts: tuple[str, ...], datasets: Iterable[Dataset]) -> list[tuple[str, int, tuple[int, ...]]]:
    """(text under ``key``, number of rows, sums in fen), the largest movement first, ties by name."""
    counts: dict[str, int] = {}
    sums: dict[str, list[int]] = {}
    for row in (row for data in datasets for row in data.rows):
        name = row.text(key) or BLANK
        counts[name] = counts.get(name, 0) + 1
        of_name = sums.setdefault(name, [0] * len(amounts))
        for i, amount in enumerate(amounts):
            of_name[i] += row.fen(amount) or 0
    grouped = [(name, counts[name], tuple(of_name)) for name, of_name in sums.items()]
    return sorted(grouped, key=lambda item: (-sum(map(abs, item[2])), item[0]))
