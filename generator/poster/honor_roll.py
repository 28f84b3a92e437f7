"""红榜: those who hold an honor, their names large. Who lost one is not put on the wall again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator import values
from generator.config import Context
from generator.kinds.honors import Roll
from generator.poster.sheet import Poster, frame, stem, words
from generator.shown import Badge, Page, Table

_NAMES = ("名单", "姓名")
_SHARED = ("星数", "授予日期", "有效期")
"""What is told once, above all whose it is."""
_BELOW = ("组别", "事由")
"""What is told below each name."""
_UNNAMED = ("（未公开姓名）", "（原始资料未列名单）", "只登姓）")
"""Ends of what stands in the place of a name that is not told."""
_ROOM = 7
"""Characters of a name beyond which there are two in a line."""
_WORDS = 24
"""Characters of a reason that have room below a name."""


def roll(pages: Sequence[Page], key: str, context: Context, qr: str) -> Poster:
    """``pages``: one."""
    (page,) = pages
    view = page.content.view
    if not isinstance(view, Roll):
        raise TypeError(page.path)
    tables = [(name, table) for title, held, over in view.groups for name, table in ((title, held), ("", over)) if table]
    groups = [group for title, table in tables for group in _groups(title, table)]
    day = (page.posted and (page.posted.day or page.posted.until)) or page.day or context.today
    told = frame(page, context, qr) | {"granted": f"{view.batch.granted}授予" if view.batch.granted else "", "titles": groups}
    return Poster(f"{stem(page)}-roll", "roll", page.title, page.path, day, told)


def _groups(title: str, table: Table) -> Iterator[dict[str, object]]:
    """Those who share everything but their name together, in the order of the page."""
    at = {column.name: n for n, column in enumerate(table.columns)}
    head = next(at[name] for name in _NAMES if name in at)
    alike: dict[str, list[list[str]]] = {}
    for row in table.rows:
        cells = {name: _words(row[at[name]]) for name in (*_SHARED, *_BELOW) if name in at}
        if "撤销" in cells.get("有效期", ""):
            continue
        below = "　".join(filter(None, (cells.get(name, "") for name in _BELOW if len(cells.get(name, "")) <= _WORDS)))
        shared = "　".join(filter(None, (cells.get(name, "") for name in _SHARED)))
        alike.setdefault(shared, []).append([words(row[head]), below])
    for n, (shared, persons) in enumerate(alike.items()):
        names = [person for person in persons if not person[0].endswith(_UNNAMED)]
        others = "、".join(text for text, _ in persons if text.endswith(_UNNAMED))
        yield {
            "title": "" if n else title,
            "shared": shared,
            "names": names,
            "wide": any(len(name) > _ROOM for name, _ in names),
            "others": f"另有：{others}" if others and names else others,
        }


def _words(value: object) -> str:
    """A term by its last day: a word that is true today only does not go on paper."""
    if isinstance(value, Badge):
        return f"有效期到{values.date_cn(value.end)}" if value.mode == "term" and value.end else value.text
    return f"{values.date_cn(value)}授予" if isinstance(value, date) else words(value)
