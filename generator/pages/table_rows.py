"""The rows of a table as HTML. Not in a template: a macro for each cell takes twenty times as long.

Rows and cells say their roles: where the style takes the display of a table apart, some browsers forget that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from generator import values
from generator.noted import Noted
from generator.pages.escape import cell
from generator.pages.links import href
from generator.pages.score_bars import Ends
from generator.pages.shapes import IN, Shaped, alike, laid, moves
from generator.shown import Badge, Linked, Table, TableColumn, Value

_NUMBER = re.compile(r"\+?\d[\d -]{3,18}\d")
"""One number that a phone can call."""
_LONG = 9
"""Characters of a cell and its label that stand in one line on a phone."""


def badge(b: Badge) -> Markup:
    """A word with the dates that let the reader's device say it for the reader's day."""
    start = f' data-from="{b.start.isoformat()}"' if b.start else ""
    dates = f' data-gk="{b.mode}"{start} data-until="{b.end.isoformat()}"' if b.mode and b.end else ""
    return Markup(f'<span class="gk-badge gk-{b.tone}"{dates}>{escape(b.text)}</span>')


def rows(table: Table, links: Sequence[str] | None = None, at: str = "", seen: Shaped | None = None) -> Markup:
    """All rows, each a line. ``links``: the page that each row's head leads to, from page ``at``; "" for none."""
    how = seen or laid(table)
    labels = [f' data-label="{escape(c.name)}">' for c in table.columns]
    always = [_always(how, i, c) for i, c in enumerate(table.columns)]
    once = dict(how.shared)
    lines = []
    for n, row in enumerate(table.rows):
        anchor = table.anchors[n] if table.anchors else ""
        own = f' id="{anchor}"' if anchor else ""
        parts = [f'<tr role="row"{own}{_bar(how.bars[n]) if how.bars else ""}>']
        for i, (item, column) in enumerate(zip(row, table.columns, strict=True)):
            shown = value(item, column, at)
            if i == how.head and links and links[n]:
                parts.append(f'<th scope="row" role="rowheader"><a href="{escape(href(links[n], at))}">{shown}</a></th>')
            elif i == how.head:
                parts.append(f'<th scope="row" role="rowheader">{shown}</th>')
            elif i == 0 and how.shape == "bill" and isinstance(item, date):
                parts.append(f'<td role="cell"{_day(item, how.days.get(n))}{labels[i]}<span>{shown}</span></td>')
            else:
                same = " gk-same" if i in once and alike(item, once[i]) else ""
                parts.append(f'<td role="cell"{_look(column, item, i == 0, always[i] + same)}{labels[i]}{shown}</td>')
        lines.append("".join(parts) + "</tr>\n")
    return Markup("".join(lines))


def foot(table: Table, seen: Shaped | None = None) -> Markup:
    """The sums below, in one line; a word among them heads it."""
    how = seen or laid(table)
    parts = []
    for i, (item, column) in enumerate(zip(table.foot, table.columns, strict=True)):
        if isinstance(item, str) and item and i in (0, how.head):
            parts.append(f'<th scope="row" role="rowheader">{cell(item)}</th>')
        else:
            shown = cell(item) if isinstance(item, str) else value(item, column)
            seen_as = _look(column, item, False, _always(how, i, column))
            parts.append(f'<td role="cell"{seen_as} data-label="{escape(column.name)}">{shown}</td>')
    return Markup(f'<tr role="row">{"".join(parts)}</tr>')


def shared(table: Table, how: Shaped, at: str = "") -> Markup:
    """What all rows say, or most, told once above the table, where it is a list; nothing where they share nothing."""
    if not how.shared:
        return Markup()
    names = [(table.columns[i], item) for i, item in how.shared]
    once = [Markup("<span>{} {}</span>").format(column.name, stars(item) or value(item, column, at)) for column, item in names]
    who = "没有另外写的，都是" if how.others else "每一笔都是" if how.shape == "bill" else "都是"
    return Markup('<p class="gk-shared">{}：{}</p>\n').format(who, Markup(" ").join(once))


def stars(item: Value) -> Markup:
    """「10 星」 as stars; nothing for what is no number of stars."""
    number = str(item).removesuffix(" 星")
    if not str(item).endswith(" 星") or not number.isdigit():
        return Markup()
    return Markup('<span class="gk-star-row" role="img" aria-label="{} 星">{}</span>').format(number, "★" * int(number))


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
    if column.name.endswith("电话") and isinstance(item, str) and _NUMBER.fullmatch(item):
        return Markup('<a class="gk-call" href="tel:{}">{}</a>').format(item.replace(" ", ""), item)
    return told(item, at)


def told(item: Value, at: str = "") -> Markup:
    """A text, where it names what stands elsewhere leading there from page ``at``; a badge as one."""
    if isinstance(item, Badge):
        return badge(item)
    if not isinstance(item, Linked):
        return cell(item)
    return Markup("").join(Markup(f'<a href="{escape(href(to, at))}">{cell(text)}</a>') if to else cell(text) for text, to in item.parts)


def _day(day: date, sums: str | None) -> str:
    """The attributes of a day in a bill; ``sums``: those of its rows, where it heads them."""
    if sums is None:
        return ' class="gk-first"'
    told = f' data-sums="{sums}"' if sums else ""
    return f' class="gk-first gk-day" data-day="{day.month}月{day.day}日"{told}'


def _bar(ends: Ends) -> str:
    """The parts of a bar as the style takes them: --gk-1: 72.5%; --gk-2: 100%."""
    parts = "; ".join(f"--gk-{n}: {end // 10}.{end % 10}%" for n, end in enumerate(ends, 1))
    return f' style="{parts}"' if ends else ""


def _always(how: Shaped, place: int, column: TableColumn) -> str:
    """Classes of every cell of a column: whether it stands in the first line of its row, or is shown where the rest is folded."""
    classes = " gk-key" if place in how.keys else " gk-open" if how.shape == "check" and place in how.open else ""
    if how.signed and place in how.keys:
        classes += " gk-in" if column.name == IN else " gk-out"
    return classes


def _look(column: TableColumn, item: Value, first: bool, always: str) -> str:
    """A cell's class: amounts to the right (a balance less loud than what moved), a first date on top, long words on their own line."""
    classes = ""
    if column.role in ("money", "number"):
        classes = "n gk-amount" if moves(column) else "n"
        if isinstance(item, int) and item < 0:
            always = always.replace(" gk-in", "").replace(" gk-out", "")  # in red ink: the amount has a sign of its own
    elif column.role == "date" and first:
        classes = "gk-first"
    elif (isinstance(item, str | Linked) and len(str(item)) + len(column.name) > _LONG) or (item and column.role in ("badge", "date")):
        classes = "gk-long"
    classes = (classes + always).strip()
    return f' class="{classes}"' if classes else ""
