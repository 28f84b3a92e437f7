"""Empty forms: the right headers, column widths, drop-downs and one greyed example row that the loader passes over."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from functools import lru_cache

import xlsxwriter

from generator.kind import EXAMPLE, KEYS, Kind
from generator.model import Column
from generator.sheets import letter

_EPOCH = datetime(2000, 1, 1)


LISTS, EXPLAINED = "选项", "填表说明"
"""Sheets of a form beside its own: the words of its drop-downs, hidden; where the file goes and what goes in, a line a cell."""


def blank_form(kind: Kind, ending: str, regime: str = "") -> bytes:
    """The bytes of an empty file of this kind: csv, xlsx, yml or md. ``regime`` 2004: with the accounts of those rules."""
    return _kept(kind, ending, regime if any(column.offers_2004 for column in kind.columns) else "")


@lru_cache(maxsize=1024)
def _kept(kind: Kind, ending: str, regime: str) -> bytes:
    """Every board has the same ones, and they are a sixth of the time that a small board takes."""
    return _xlsx(kind, regime) if ending == "xlsx" else {"csv": _csv, "yml": _yml, "md": _md}[ending](kind)


def where_to(kind: Kind, ending: str) -> str:
    """Where the filled form goes and what it is called."""
    words, _, several = KEYS[kind.key][1].partition("，如 ")
    shown = several.split("、") if "、" in several else [kind.name_example]
    examples = "、".join(f"{name}.{ending}" for name in shown)
    return f"填好以后放到 data/villages/（村的文件夹）/{kind.name}/ 里，文件名用{words}，如 {examples}。"


def _csv(kind: Kind) -> bytes:
    out = io.StringIO(newline="")
    above = f"{kind.title}：{where_to(kind, 'csv')}"  # a title row, which the loader passes over
    csv.writer(out, lineterminator="\r\n").writerows([[above], [c.name for c in kind.form_columns], kind.example_row()])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(kind: Kind, regime: str) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _EPOCH})
    head = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True, "valign": "vcenter"})
    optional = book.add_format({"bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    grey = book.add_format({"font_color": "#808080", "italic": True, "num_format": "@"})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(kind.title)
    offered = [(c, words) for c in kind.form_columns if not c.choices and (words := (regime == "2004" and c.offers_2004) or c.offers)]
    places = {c.name: f"='{LISTS}'!${letter(i)}$1:${letter(i)}${len(words)}" for i, (c, words) in enumerate(offered)}
    for i, (column, example) in enumerate(zip(kind.form_columns, kind.example_row(), strict=True)):
        sheet.set_column(i, i, column.width, formats.get(column.type, text))
        sheet.write_string(0, i, column.name, head if column.required else optional)
        if help_text := _help(column):
            sheet.write_comment(0, i, help_text, {"author": "", "x_scale": 1.6})
        if example:
            sheet.write_string(1, i, example, grey)
        if column.choices:
            sheet.data_validation(
                1, i, 2000, i,
                {"validate": "list", "source": list(column.choices), "error_title": column.name, "error_message": "只能从列出的词里选"},
            )  # fmt: skip
        elif column.name in places:
            sheet.data_validation(1, i, 2000, i, {"validate": "list", "source": places[column.name], "show_error": False})
        elif column.type == "money":
            sheet.data_validation(
                2, i, 2000, i,
                {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12,
                 "error_title": column.name, "error_message": "只写数字，如 1200.50；没有就空着", "error_type": "warning"},
            )  # fmt: skip
    sheet.freeze_panes(1, 0)
    told = book.add_worksheet(EXPLAINED)
    told.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for i, line in enumerate(
        (f"{kind.title}：怎么填、放在哪里", where_to(kind, "xlsx"), kind.guide, "这一张是说明，不会公开，留着、删去都行。")
    ):
        told.write_string(i, 0, line)
    if offered:
        lists = book.add_worksheet(LISTS)
        for i, (_, words) in enumerate(offered):
            lists.write_column(0, i, words)
        lists.hide()
    book.close()
    return out.getvalue()


def _help(column: Column) -> str:
    need = "必填。" if not column.blank else "要有这一列。" if column.required else "可不填。"
    return need + column.help


def _yml(kind: Kind) -> bytes:
    lines = [f"# {where_to(kind, 'yml')}", f"# {kind.title}：全批相同的项目写在上面，{kind.rows_key}一条一条写在下面。用不到的行删去。"]
    above = [c for c in kind.form_columns if (c.name in kind.shared if kind.shared else not c.blank)]
    lines += [f"{c.name}: {c.example}" for c in above]
    lines += [f"{kind.rows_key}:"]
    rest = [c for c in kind.form_columns if c not in above and c.example]
    lines += [("  - " if i == 0 else "    ") + f"{c.name}: {EXAMPLE if i == 0 else ''}{c.example}" for i, c in enumerate(rest)]
    return ("\n".join(lines) + "\n").encode()


def _md(kind: Kind) -> bytes:
    lines = ["---", f"# {where_to(kind, 'md')}"]
    for i, c in enumerate(kind.form_columns):
        choices = "、".join(c.choices)
        offered = c.offers and "可以写 " + "、".join(c.offers)
        note = "；".join(t for t in ("必填" if c.required else "可不写", c.help, choices and f"只能是 {choices}", offered) if t)
        example = c.example if i else EXAMPLE + c.example
        lines += [f"# {note}", f"{c.name}: {example}" if c.required else f"# {c.name}: {example}".rstrip()]
    return "\n".join([*lines, "---", "", kind.form_body, ""]).encode()
