"""A workbook that becomes a CSV, where somebody asks for it: rows can be put in and taken out there whatever hung on them before."""

from __future__ import annotations

from generator import door
from generator.editing import history
from generator.editing.csv_text import CsvText
from generator.editing.opened_file import OpenedFile
from generator.editing.own_file import checked_path, put_whole, read_own, refuse_open
from generator.editing.refused import ChangedMeanwhile, InUse, NotEditable

LOST = (
    "格式、公式、批注、图片和下拉框不在了；每一格里的字和数照现在显示的样子留着，公式留下算出来的数。原来的表格在「以前的」里，可以取回。"
)
"""What is told before it is done."""
_COUNTED = ("money", "count", "number")


def as_csv(opened: OpenedFile) -> str:
    """Put the one sheet of a workbook, as it stands now, into a CSV beside it, and take the workbook away; the path of the CSV. The
    workbook as it was opened stays in the history. Raises NotEditable where it has several sheets, or a CSV is there already, and InUse
    where WPS has it open: there are never both."""
    if not opened.file.endswith(".xlsx") or opened.kind is None or "csv" not in opened.kind.formats:
        raise NotEditable("只有公开的 xlsx 表格能改存成 CSV。")
    if len(opened.sheets) > 1:
        raise NotEditable(f"里面有 {len(opened.sheets)} 张工作表，一个 CSV 只放一张。在 WPS 里一张一张另存。")
    file = f"{opened.file.removesuffix('.xlsx')}.csv"
    if door.is_file(opened.root, file):
        raise NotEditable(f"「{file.rpartition('/')[2]}」已经有了。先看看哪一份是对的，不用的移走。")
    was = opened.opened
    if was is None or read_own(opened.root, opened.file) != was:
        raise ChangedMeanwhile("这个文件在打开以后被改过了，没有改存。关掉它，重新打开。", was or b"")
    refuse_open(opened.root, opened.file)
    put_whole(opened.root, file, _rows(opened).stored(), None, first=lambda: history.keep(opened.root, opened.file, was))
    try:
        checked_path(opened.root, opened.file).unlink()
    except OSError:  # Windows lets nobody take away what a program holds
        checked_path(opened.root, file).unlink()
        raise InUse("原来的表格拿不走：可能正在 WPS 里开着，或者没有权限。没有改存；在那里关掉它，再来一次。") from None
    opened.discard()
    return file


def _rows(opened: OpenedFile) -> CsvText:
    table = opened.table()
    above: tuple[str, ...] = ()
    lines = []
    for row in table.rows:
        cells = [*row.cells]
        for i in sorted(row.fixed) if row.sort == "data" else ():
            if not cells[i] and table.columns[i].type not in _COUNTED and i < len(above):  # merged downwards: it says the same
                cells[i] = above[i]
        above = tuple(cells)
        lines.append(cells)
    return CsvText(()).with_rows("", 1, lines)
