"""The rows of a table as HTML. Not in a template: a macro for each cell takes twenty times as long.

Rows and cells say their roles: where the style takes the display of a table apart, some browsers forget that it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from generator import values
from generator.noted import Noted, head_of
from generator.pages.escape import cell
from generator.pages.links import href
from generator.shown import Badge, Linked, Table, TableColumn, Value

_LONG = 9
"""Characters of a cell and its label that stand in one line on a phone."""


def badge(b: Badge) -> Markup:
    """A word with the dates that let the reader's device say it for the reader's day."""
    start = f' data-from="{b.start.isoformat()}"' if b.start else ""
    dates = f' data-gk="{b.mode}"{start} data-until="{b.end.isoformat()}"' if b.mode and b.end else ""
    return Markup(f'<span class="gk-badge gk-{b.tone}"{dates}>{escape(b.text)}</span>')


def rows(table: Table, links: Sequence[str] | None = None, at: str = "") -> Markup:
    """All rows, each a line. ``links``: the page that each row's head leads to, from page ``at``; "" for none."""
    head = head_of(table)
    labels = [f' data-label="{escape(c.name)}">' for c in table.columns]
    lines = []
    for n, row in enumerate(table.rows):
        anchor = table.anchors[n] if table.anchors else ""
        parts = [f'<tr role="row" id="{anchor}">' if anchor else '<tr role="row">']
        for i, (item, column) in enumerate(zip(row, table.columns, strict=True)):
            shown = value(item, column, at)
            if i == head and links and links[n]:
                parts.append(f'<th scope="row" role="rowheader"><a href="{escape(href(links[n], at))}">{shown}</a></th>')
            elif i == head:
                parts.append(f'<th scope="row" role="rowheader">{shown}</th>')
            else:
                parts.append(f'<td role="cell"{_look(column, item, i == 0)}{labels[i]}{shown}</td>')
        lines.append("".join(parts) + "</tr>\n")
    return Markup("".join(lines))


def foot(table: Table) -> Markup:
    """The sums below, in one line; a word among them heads it."""
    head = head_of(table)
    parts = []
    for i, (item, column) in enumerate(zip(table.foot, table.columns, strict=True)):
        if isinstance(item, str) and item and i in (0, head):
            parts.append(f'<th scope="row" role="rowheader">{cell(item)}</th>')
        else:
            shown = cell(item) if isinstance(item, str) else value(item, column)
            parts.append(f'<td role="cell"{_look(column, item, False)} data-label="{escape(column.name)}">{shown}</td>')
    return Markup(f'<tr role="row">{"".join(parts)}</tr>')


def value(item: Value, column: TableColumn, at: str = "") -> Markup:
    """What stands in a cell of page ``at``."""
    if isinstance(item, Noted):
        return value(item.value, column, at) + Markup(f'<span class="gk-noted">{cell(item.note)}</span>')
    if item is None or item == "":
        return Markup()
    if column.role == "money" and isinstance(item, int):
        return Markup(values.yuan(item))
    if column.role == "number" and isinstance(item, int | Decimal):
        return Markup(values.number_text(item))
    return told(item, at)


def told(item: Value, at: str = "") -> Markup:
    """A text, where it names what stands elsewhere leading there from page ``at``; a badge as one."""
    if isinstance(item, Badge):
        return badge(item)
    if not isinstance(item, Linked):
        return cell(item)
    return Markup("").join(Markup(f'<a href="{escape(href(to, at))}">{cell(text)}</a>') if to else cell(text) for text, to in item.parts)


def _look(column: TableColumn, item: Value, first: bool) -> str:
    """A cell's class: amounts to the right (a balance less loud than what moved), a first date on top, long words on their own line."""
    if column.role in ("money", "number"):
        return ' class="n gk-amount"' if column.role == "money" and "余额" not in column.name else ' class="n"'
    if column.role == "date" and first:
        return ' class="gk-first"'
    long = isinstance(item, str | Linked) and len(str(item)) + len(column.name) > _LONG
    return ' class="gk-long"' if long or (item and column.role in ("badge", "date")) else ""
