"""Grouping and pivoting with pandas, on cells that have been checked. Amounts stay integer fen throughout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.model import Dataset

if TYPE_CHECKING:
    import pandas as pd


BLANK = "未记科目（作废）"
"""What stands for a blank key: only a voided voucher may have one."""


def money_frame(datasets: Iterable[Dataset], keys: tuple[str, ...], amounts: tuple[str, ...]) -> pd.DataFrame:
    """One row per data row: 月 (the file's key), ``keys`` as text, ``amounts`` as int64 fen (nothing = 0)."""
    import pandas as pd  # here, because it takes half a second that `gongkai check` need not wait for

    rows = [(d.key, *(r.text(k) or BLANK for k in keys), *(r.fen(a) or 0 for a in amounts)) for d in datasets for r in d.rows]
    frame = pd.DataFrame(rows, columns=["月", *keys, *amounts])
    return frame.astype(dict.fromkeys(amounts, "int64"))


def sum_by(frame: pd.DataFrame, key: str, amounts: tuple[str, ...]) -> list[tuple[str, int, tuple[int, ...]]]:
    """(key, number of rows, sums), the largest movement first, ties by name."""
    grouped = frame.groupby(key, sort=True)[list(amounts)].agg(["sum"]).droplevel(1, axis=1)
    sizes = frame.groupby(key, sort=True).size()
    found = [
        (str(name), int(sizes[name]), tuple(int(v) for v in sums)) for name, sums in zip(grouped.index, grouped.to_numpy(), strict=True)
    ]
    return sorted(found, key=lambda item: (-sum(map(abs, item[2])), item[0]))
