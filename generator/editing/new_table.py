"""What a new file of a kind begins with: its header, what the month before left, and the number that comes next."""

from __future__ import annotations

import re

from generator import periods, values
from generator.check.balances import MonthBalance, balances
from generator.editing.csv_text import CsvLine, CsvText
from generator.editing.edited_table import EditedTable
from generator.editing.live import BoardLook
from generator.editing.refused import NotEditable
from generator.editing.yaml_spans import scalar_text
from generator.kind import KEYS, Kind
from generator.load.discover import input_at
from generator.model import Dataset

_NUMBERED = re.compile(r"(.*?)(\d{1,9})(\D{0,2})")


def begin(slug: str, kind: Kind, key: str, look: BoardLook, stated: tuple[tuple[str, str], ...] = ()) -> tuple[str, bytes]:
    """(file, its bytes) of a new table of ``kind`` for ``key``: the columns that the newest file before it has, else those of the form;
    for a ledger 上月余额 with what was left; below, what is ``stated`` of it. Give it to ``new_file``. Raises NotEditable for no key."""
    if "csv" not in kind.formats:
        raise NotEditable(f"「{kind.title}」不是表格。")
    file = f"data/villages/{slug}/{kind.name}/{key}.csv"
    item = input_at(file, (kind,))
    if item is None or not KEYS[kind.key][0].fullmatch(key):
        raise NotEditable(f"「{key}」不是「{kind.title}」能用的文件名，要用{KEYS[kind.key][1]}。")
    earlier = [data for data in look.datasets(kind.name) if data.key < key and data.entries]
    fields = _fields(kind, earlier[-1] if earlier else None)
    rows = [fields, *_openings(kind, key, fields, look), *([f"{name}：{text}"] for name, text in stated)]
    return file, CsvText(tuple(CsvLine(tuple(row), "\r\n") for row in rows)).stored()


def begin_text(kind: Kind, given: tuple[tuple[str, str], ...] = (), body: str = "") -> bytes:
    """The bytes of a new document of ``kind``: front matter with the keys that must be there, those that are ``given``, and a body."""
    there = dict(given)
    checked = [(c.name, there.get(c.name, "")) for c in kind.columns if c.required or there.get(c.name)]
    lines = [f"{name}: {scalar_text(text, 2)}".rstrip() for name, text in checked]
    return "\n".join(["---", *lines, "---", "", body.strip("\n"), ""]).encode()


def next_number(table: EditedTable, kind: Kind, key: str, look: BoardLook) -> str:
    """The number that the next entry gets where a kind's rows are known by one, as it is written here: 记-013 after 记-012. In a new month
    it begins anew, or goes on, as the month before did. "" where nothing tells how they are numbered."""
    if len(kind.row_key) != 1 or not kind.running:
        return ""
    name = kind.row_key[0]
    place = table.place(name)
    numbers = [row.cells[place] for row in table.rows if row.sort == "data" and row.cells[place].strip()] if place >= 0 else []
    if numbers:
        return _after(numbers[-1])
    earlier = [data for data in look.datasets(kind.name) if data.key < key and data.entries]
    if not earlier:
        return next((column.example for column in kind.columns if column.name == name), "")
    return _of_next_month([row.text(name) for row in earlier[-1].entries], earlier[-1].key, key)


def _after(text: str) -> str:
    match = _NUMBERED.fullmatch(values.clean(text))
    return f"{match[1]}{str(int(match[2]) + 1).zfill(len(match[2]))}{match[3]}" if match else ""


def _of_next_month(numbers: list[str], was: str, now: str) -> str:
    read = [match for text in numbers if (match := _NUMBERED.fullmatch(values.clean(text)))]
    if not read:
        return ""
    first, last = read[0], read[-1]
    month = was.replace("-", "")
    if last[2].startswith(month) and len(last[2]) > len(month):  # 202603012
        return f"{last[1]}{now.replace('-', '')}{'1'.zfill(len(last[2]) - len(month))}{last[3]}"
    if int(first[2]) == 1:
        return f"{first[1]}{'1'.zfill(len(first[2]))}{first[3]}"
    return _after(last[0])


def _fields(kind: Kind, before: Dataset | None) -> list[str]:
    """Headers, in the standard wording: those of the file before, and what must be there."""
    asked = [column.name for column in kind.form_columns]
    if before is None:
        return asked
    own = [name for name in before.entries[0].head.fields if name in {column.name for column in kind.columns}]
    return [*own, *(column.name for column in kind.columns if column.required and column.name not in own)]


def _openings(kind: Kind, key: str, fields: list[str], look: BoardLook) -> list[list[str]]:
    """The rows that state what the month before left; none where it is not known, or the kind carries nothing over."""
    if kind.key != "month" or not (kind.running and kind.opening_labels and kind.running in fields):
        return []
    before: MonthBalance | None = next(
        (month for month in balances(look.datasets(kind.name)) if periods.next_month(month.data.key) == key), None
    )
    if before is None:
        return []
    own = [(account.name, account.closing) for account in before.accounts] if before.separate else [("", before.closing)]
    if any(left is None for _, left in own) or (before.separate and kind.account_column not in fields):
        return []
    stated = [
        {kind.label_column: kind.opening_labels[0], kind.running: values.plain_yuan(left or 0), kind.account_column: name}
        for name, left in own
    ]
    return [[cells.get(name, "") for name in fields] for cells in stated]


def taken(look: BoardLook, kind: Kind, key: str) -> bool:
    """True where there is a file of this kind and period."""
    return any(data.key == key and data.file for data in look.datasets(kind.name))
