"""A busy village's books: years of 200 rows a month and a 科目余额表 a quarter that agrees with them. Standard library only, as boards.py."""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.boards import _csv, _month, _write, _yuan

INCOME = {"补助收入": "503"}
EXPENSE = {"经营支出": "511", "税金及附加": "512", "管理费用": "513", "公益支出": "514"}
CODES = {"银行存款": "102", "资本": "301", "本年收益": "321", "收益分配": "322"} | INCOME | EXPENSE
NAMES = sorted(CODES, key=CODES.__getitem__)
HEAD = ["科目编码", "科目名称", "期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方"]
_SETTINGS = "村名: 大村\n会计制度: 2023\n会计制度变更: 2010-01\n示例数据: 全部\n向社会公开: 全部\n向社会公开依据: 村民代表会议决定\n"


def make_books(root: Path, years: int, rows: int = 200, seed: int = 1) -> Path:
    """``years`` whole years up to 2025."""
    folder, luck = root / "data" / "villages" / "busy", random.Random(seed)
    _write(folder / "village.yml", _SETTINGS)
    money = 30_000_000
    left = dict.fromkeys(NAMES, 0) | {"银行存款": money, "资本": -money}  # debit − credit
    for year in range(2026 - years, 2026):
        for quarter in range(4):
            before, moved = dict(left), {name: [0, 0] for name in NAMES}
            for month in range(quarter * 3 + 1, quarter * 3 + 4):
                cells, money = _month(year, month, money, luck, (rows, rows))
                _write(folder / "ledger" / f"{year}-{month:02d}.csv", _csv(cells))
                for row in cells[2:-1]:
                    came, went = (int(text.replace(".", "") or 0) for text in row[4:6])
                    _post(left, moved, "银行存款", came - went)
                    _post(left, moved, row[3], went - came)
            if quarter == 3:
                _close(left, moved)
            _write(folder / "trial" / f"{year}-Q{quarter + 1}.csv", _csv([HEAD, *(_line(n, before[n], moved[n], left[n]) for n in NAMES)]))
    return root


def _post(left: dict[str, int], moved: dict[str, list[int]], name: str, amount: int) -> None:
    left[name] += amount
    moved[name][amount < 0] += abs(amount)


def _close(left: dict[str, int], moved: dict[str, list[int]]) -> None:
    for name in [*INCOME, *EXPENSE, "本年收益"]:
        amount = left[name]
        _post(left, moved, name, -amount)
        _post(left, moved, "收益分配" if name == "本年收益" else "本年收益", amount)


def _line(name: str, before: int, moved: list[int], after: int) -> list[str]:
    credit = CODES[name][0] == "3" or name in INCOME

    def sides(amount: int) -> list[str]:
        return ["", _signed(-amount)] if credit else [_signed(amount), ""]

    return [CODES[name], name, *sides(before), *map(_signed, moved), *sides(after)]


def _signed(fen: int) -> str:
    return ("-" if fen < 0 else "") + _yuan(abs(fen)) if fen else ""
