"""What the board must publish: what is overdue, what comes within the month, and how it has kept its days."""

from __future__ import annotations

from collections.abc import Sequence

from generator import values
from generator.config import Context
from generator.pages.duties_page import CatalogueView
from generator.poster.sheet import Poster, frame, table_told
from generator.shown import Page, Table

_DROPPED = ("编号", "依据")


def owed(pages: Sequence[Page], key: str, context: Context, qr: str) -> Poster:
    """``pages``: one."""
    (page,) = pages
    view = page.content.view
    if not isinstance(view, CatalogueView):
        raise TypeError(page.path)
    kept = view.standing
    title = f"{context.village.name}应当公开什么"
    told = frame(page, context, qr) | {
        "title": title,
        "asof": f"截至{values.date_cn(context.today)}",
        "standing": [
            ["最近十二个月到期", f"{kept.fell_due} 次"],
            ["其中按时公开", f"{kept.in_time} 次"],
            ["现在逾期", f"{kept.overdue} 次"],
        ],
        "tables": [_titled(table) for table in (view.late, view.soon) if table]
        + [_titled(fold.table) for fold in (*view.shown, *view.never)],
        "opened": view.opened,
    }
    return Poster("duties", "owed", title, page.path, context.today, told)


def _titled(table: Table) -> dict[str, object]:
    return table_told(table, drop=_DROPPED)
