"""An edit done to the content of a file: another content. What cannot be done ends in a sentence."""

from __future__ import annotations

from dataclasses import replace

from generator import bounds
from generator.editing.edits import AddEntry, Cells, DeleteRows, Edit, InsertRows, MoveEntry, OrderRows, SetBody, SetCells, SetKey, Together
from generator.editing.keyed_text import KeyedText
from generator.editing.refused import NotEditable

EditedContent = Cells | KeyedText


def applied(content: EditedContent, edit: Edit) -> EditedContent:
    """``content`` as the edit leaves it. Raises NotEditable for what is no edit of such a file."""
    if isinstance(edit, Together):
        for each in edit.edits:
            content = applied(content, each)
        return content
    if isinstance(content, KeyedText):
        return _keyed(content, edit)
    if isinstance(edit, SetKey | AddEntry | MoveEntry | SetBody):
        raise NotEditable("这是一张表，要改的是格子。")
    return _cells(content, edit)


def _keyed(content: KeyedText, edit: Edit) -> KeyedText:
    match edit:
        case SetKey(path, None):
            return content.without(path)
        case SetKey(path, value):
            return content.with_key(path, value or "")
        case AddEntry(path, entry):
            return content.with_entry(path, entry)
        case MoveEntry(path, to):
            return content.with_moved(path, to)
        case SetBody(text):
            return content.with_body(text)
    raise NotEditable("这不是表格，要改的是一项一项的内容。")


def _cells(content: Cells, edit: SetCells | InsertRows | DeleteRows | OrderRows) -> Cells:
    if not edit.sheet and len(content.sheets) == 1:
        edit = replace(edit, sheet=content.sheets[0])
    if edit.row < 1 or (isinstance(edit, SetCells) and edit.column < 0):  # what counts from behind in a list is no row
        raise NotEditable(f"这张表没有第 {edit.row} 行。")
    if edit.sheet not in content.sheets:
        raise NotEditable(f"没有「{edit.sheet}」这张工作表。")
    count = len(content.rows(edit.sheet))
    match edit:
        case SetCells(row, column, block, sheet):
            _refuse_large(row - 1 + len(block), column + max(map(len, block), default=0), block)
            if row > count + 1:
                block = (*[()] * (row - count - 1), *[("",) * column + tuple(texts) for texts in block])
                return content.with_rows(sheet, count + 1, block)
            return content.with_cells(sheet, row, column, block)
        case InsertRows(row, rows, sheet):
            _refuse_large(count + len(rows), max(map(len, rows), default=0), rows)
            return content.with_rows(sheet, _there(row, count + 1), rows)
        case DeleteRows(row, many, sheet):
            _there(row + many - 1, count)
            return content.without_rows(sheet, row, many)
        case OrderRows(row, order, sheet):
            _there(row + len(order) - 1, count)
            return content.in_order(sheet, row, order)


def _there(row: int, last: int) -> int:
    if row > last:
        raise NotEditable(f"这张表没有第 {row} 行。")
    return row


def _refuse_large(rows: int, columns: int, block: tuple[tuple[str, ...], ...]) -> None:
    if rows > bounds.ROWS:
        raise NotEditable(f"超过 {bounds.ROWS} 行了，一张表放不下。分成几个文件。")
    if columns > bounds.COLUMNS:
        raise NotEditable(f"超过 {bounds.COLUMNS} 列了，一张表放不下。")
    if any("\0" in text for texts in block for text in texts):
        raise NotEditable("里面有看不见的字符（从别的程序带来的），存不进表里。删掉那一格，重新打一遍。")
    if any(len(text) > bounds.CELL for texts in block for text in texts):
        raise NotEditable(f"有一格超过 {bounds.CELL} 个字，太长了。一格里只写一件事，长的内容做成附件。")
