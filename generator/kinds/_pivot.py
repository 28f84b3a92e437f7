"""Years side by side, with pandas, on cells that have been checked. Amounts stay integer fen throughout."""

from __future__ import annotations

from generator.kind import Datasets
from generator.kinds._sums import BLANK


def by_year(key: str, amounts: tuple[str, ...], datasets: Datasets) -> tuple[list[str], list[tuple[str, str, tuple[int, ...]]]]:
    """Years, and for each text under ``key`` and each of ``amounts`` that moved: (text, amount's name, sum of each year in fen).

    The largest movement of the last year comes first.
    """
    import pandas as pd  # here: half a second that a change in the current year need not wait for

    rows = [
        (row.text(key) or BLANK, side, d.key[:4], row.fen(side) or 0)
        for d in datasets
        for row in d.rows
        for side in amounts
        if row.fen(side)
    ]
    frame = pd.DataFrame(rows, columns=["name", "side", "year", "fen"]).astype({"fen": "int64"})
    table = frame.pivot_table(index=["side", "name"], columns="year", values="fen", aggfunc="sum", fill_value=0).astype("int64")
    years = [str(year) for year in table.columns]
    by_name = [(name, side, tuple(int(v) for v in sums)) for (side, name), sums in zip(table.index, table.to_numpy(), strict=True)]
    return years, sorted(by_name, key=lambda row: (amounts.index(row[1]), tuple(-v for v in row[2][::-1]), row[0]))
