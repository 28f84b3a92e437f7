"""What is understood → where it goes, and what that would change of what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator import door, periods
from generator.classes import dataclass
from generator.corrections.paired import compared_columns, differences
from generator.inbox.understanding import Known
from generator.inbox.understood import OnePiece, Refusal, Understood
from generator.kind import Kind
from generator.load.csv_file import csv_of
from generator.load.discover import classified
from generator.load.encoding import decoded
from generator.load.grid import Grid
from generator.load.table import read_table
from generator.load.xlsx_file import xlsx_grids
from generator.load.year_file import is_year_file, read_year, sheet_month
from generator.model import Dataset, Row
from generator.own_accounts import account, is_account
from generator.values import yuan

_NO_SUM = re.compile("单价|标准|^每|余额|结余|人均")


@dataclass(frozen=True)
class PlacedFile:
    """A file that can be put in."""

    understood: Understood
    file: str
    """Where it goes, below the root."""
    there: str = ""
    """The file of the same that is there already; "" for none."""
    same: bool = False
    """That says the same: nothing is to be done."""
    change: str = ""
    """What putting it in would change of that, in counts and sums; "" for what has no lines."""

    @property
    def new(self) -> bool:
        return not self.there


def place(understood: Understood, here: Known) -> PlacedFile | Refusal:
    """Where it goes. Raises nothing: what stands in the way is a refusal."""
    kind = here.kind(understood.kind)
    path = understood.piece.received.path
    if kind is None:
        return _settings(understood, here) if understood.file else Refusal(path, "不知道是哪一类。", "用 --kind 写明。")
    folder = f"data/villages/{understood.village}/{kind.name}"
    own = f"-{understood.account}" if understood.account else ""
    file = understood.file or f"{folder}/{understood.period}{own}.{understood.piece.ending}"
    if why := next(iter(door.closed(here.root, f"data/villages/{understood.village}", folder, deep=False)), None):
        return Refusal(path, why.message, why.hint)
    names = door.listed(here.root, folder)
    if f"~${file.rpartition('/')[2]}" in names:
        return Refusal(path, f"{file} 正在 WPS 或 Excel 里打开着。", "先把它关掉，再交。")
    item = classified(folder, file.rpartition("/")[2], kind)
    if item is None:
        return Refusal(path, f"「{file.rpartition('/')[2]}」不能作「{kind.title}」的文件名。", "用 --period 写明是哪一期。")
    if file.rpartition(".")[2] in kind.formats:
        others = {name: other for name in names if (other := classified(folder, name, kind)) and name.rpartition(".")[2] in kind.formats}
        if clash := _clash(item.key, item.account, {name: (other.key, other.account) for name, other in others.items()}, kind):
            return Refusal(path, *clash)
        same = [name for name, other in others.items() if (other.key, other.account) == (item.key, item.account)]
    else:
        same = [name for name in names if name == file.rpartition("/")[2]]
        if not same and (again := _held_already(here, folder, names, understood.piece.data)):
            return PlacedFile(understood, file, f"{folder}/{again}", same=True)
    if not same:
        return PlacedFile(understood, file)
    there = f"{folder}/{same[0]}"
    try:
        before = door.read(here.root, there)
    except door.Closed as why_closed:
        return Refusal(path, why_closed.problem.message, why_closed.problem.hint)
    is_same, change = _compared(understood, kind, there, before)
    return PlacedFile(understood, file, there, is_same, change)


def _held_already(here: Known, folder: str, names: Sequence[str], data: bytes) -> str:
    """The file of a folder that holds the same under another name; "" for none."""
    alike = [name for name in names if door.size(here.root, f"{folder}/{name}") == len(data)]
    return next((name for name in alike if door.read(here.root, f"{folder}/{name}", len(data) + 1) == data), "")


def _settings(understood: Understood, here: Known) -> PlacedFile | Refusal:
    """The settings of a village, of a bundle."""
    try:
        before = door.read(here.root, understood.file)
    except door.Closed as why:
        return Refusal(understood.piece.received.path, why.problem.message, why.problem.hint)
    same, change = _lines(understood, before)
    return PlacedFile(understood, understood.file, understood.file, same, change)


def _lines(understood: Understood, before: bytes) -> tuple[bool, str]:
    """Whether a text says the same as before, and how many of its lines are others."""
    old, new = (Counter(decoded(data, understood.file)[0].splitlines()) for data in (before, understood.piece.data))
    return old == new, f"加了 {(new - old).total()} 行，少了 {(old - new).total()} 行"


def _clash(key: str, account: str, others: dict[str, tuple[str, str]], kind: Kind) -> tuple[str, str] | None:
    """Why the file cannot stand beside another: a whole year beside its months, all accounts beside one of them."""
    for name, (other, own) in sorted(others.items()):
        if other == key and bool(own) != bool(account):
            return (
                f"已经有 {name}，{'那是一个账户的' if own else '里面是所有账户的'}，和这一份放不到一起。",
                "只留一种：都按账户分开，或者都在一份里。",
            )
        years = {other, key} if kind.key == "month" and other[:4] == key[:4] else set()
        if len(years) == 2 and min(years) == key[:4] and (not own or not account or own == account):
            return f"已经有 {name}，一整年的和一个月的不能都有。", "只留一种；要换的，先把原来的移走。"
    return None


def _compared(understood: Understood, kind: Kind, there: str, before: bytes) -> tuple[bool, str]:
    piece = understood.piece
    if before == piece.data:
        return True, ""
    if not piece.grids or piece.ending not in kind.formats:
        return _lines(understood, before) if piece.text else (False, "")
    grids = csv_of(before, there)[0] if there.endswith(".csv") else xlsx_grids(before, there)[0]
    if _same_tables(grids, piece.grids):
        return True, ""
    old_rows, new_rows = (_rows(several, kind, there, understood.period) for several in (grids, piece.grids))
    if old_rows is None or new_rows is None:
        return False, "有一份读不出各行，没法逐行比"
    return False, _told(kind, old_rows, new_rows)


def says_same(one: OnePiece, other: OnePiece) -> bool:
    """True where two files hold the same table, or the same bytes."""
    return one.data == other.data or (bool(one.grids) and _same_tables(one.grids, other.grids))


def _same_tables(some: Sequence[Grid], others: Sequence[Grid]) -> bool:
    """True where all that is read of them is the same. A text file has no sheets, whose names could say something else."""
    several = len(some) > 1
    return _texts(some) == _texts(others) and all(
        not (one.sheet and other.sheet) or _told_by_name(one.sheet, several) == _told_by_name(other.sheet, several)
        for one, other in zip(some, others, strict=True)
    )


def _texts(grids: Sequence[Grid]) -> list[list[tuple[object, ...]]]:
    """All that a person sees of tables; empty cells at the end of a row and empty rows are none."""
    return [
        [(_trimmed(row.cells), tuple(sorted(row.red)), tuple(sorted(row.unvalued))) for row in grid.rows if not row.blank] for grid in grids
    ]


def _told_by_name(sheet: str, several: bool) -> tuple[object, str]:
    """What the loader takes from the name of a sheet: its month where there are several, its own account."""
    return sheet_month(sheet) if several else None, account(sheet) if is_account(sheet) else ""


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((i for i, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _rows(grids: Sequence[Grid], kind: Kind, file: str, key: str) -> list[Row] | None:
    data: Dataset | None = (read_year if is_year_file(kind, key) else read_table)(list(grids), kind, file, key)[0]
    if data is None or data.unread:
        return None
    return [row for part in (data.parts or (data,)) for row in part.entries]


def _told(kind: Kind, old: list[Row], new: list[Row]) -> str:
    """「改 1 行，加 2 行；支出合计 500.00 → 700.00 元」."""
    ways = Counter[str](change.way for change in differences(kind, old, new) if change.old or change.new)
    counts = [f"{word} {ways[way]} 行" for way, word in (("改正", "改"), ("补登", "加"), ("撤下", "少")) if ways[way]]
    sums = []
    for column in compared_columns(kind):
        if column.type == "money" and not _NO_SUM.search(column.name):
            before, after = (sum(row.fen(column.name) or 0 for row in rows) for rows in (old, new))
            sums += [f"{column.name}合计 {yuan(before)} → {yuan(after)} 元"] if before != after else []
    return "；".join(filter(None, ("，".join(counts) or "各行一样，只是写法、次序或别的字不一样", *sums)))


def title(understood: Understood, here: Known) -> str:
    """「示范村（shifan）收支明细 2026年3月」."""
    kind = here.kind(understood.kind)
    village = next((each.title for each in here.villages if each.slug == understood.village), understood.village)
    key = understood.period
    period = periods.period_cn(key) if periods.PERIOD.fullmatch(key) else key
    if understood.file.endswith("/village.yml"):
        return f"{village} 村的设置"
    return " ".join(filter(None, (village, kind.title if kind else "", period, understood.account)))
