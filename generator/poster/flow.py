"""What a sheet says, one thing under another: for a picture as wide as a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Laid = tuple[str, object]
"""How something is set, and what it is."""


def flow(told: Mapping[str, Any]) -> list[Laid]:
    """All of it, in the order of the sheet; each sort of sheet says a part of this and nothing of the rest."""
    return [each for part in _PARTS for each in part(told)]


def _head(told: Mapping[str, Any]) -> Iterator[Laid]:
    if told["edition"]:
        yield "warn", told["edition"]
    if told["warning"]:
        yield "warn", told["warning"]
    if told["sample"]:
        yield "small", f"示例数据：{told['sample']}"
    for name, text in told["posted"]:
        yield "small", f"{name}：{text}"


def _sums(told: Mapping[str, Any]) -> Iterator[Laid]:
    for n, (name, figure, sign) in enumerate(told.get("five", ())):
        yield ("small", f"{name}：{figure} 元") if n == 4 else ("sum", (f"{sign} {name}".strip(), figure, sign == "="))
    for note in told.get("notes", ()):
        yield "small", note
    for side in told.get("sides", ()):
        yield "heading", f"{side['title']}（{side['sum']} 元）"
        for name, total, items, more in side["subjects"]:
            yield "row", (name, total, "；".join([f"{what} {amount}" for what, amount in items] + ([more] if more else [])))


def _entries(told: Mapping[str, Any]) -> Iterator[Laid]:
    entries = told.get("entries")
    if entries and entries["rows"]:
        yield "heading", entries["title"]
        for day, voucher, text, subject, income, expense, left in entries["rows"]:
            amount = f"+{income}" if income else f"−{expense}" if expense else ""
            yield "row", (text, amount, " · ".join(filter(None, (day, voucher, subject, left and f"余 {left}"))))


def _document(told: Mapping[str, Any]) -> Iterator[Laid]:
    for text in told.get("days", ()):
        yield "small", text
    for kind, part in told.get("body", ()):
        if kind == "table":
            for row in part[1:]:
                cells = zip(part[0][1:], row[1:], strict=False)
                yield "row", (row[0], "", "　".join(f"{name} {cell}" for name, cell in cells if cell))
        else:
            yield ("heading" if kind == "heading" else "text"), part
    for table in told.get("tables", ()):
        yield "heading", table["title"]
        yield from _rows(table)
    if told.get("facts"):
        yield "heading", "还要说明的"
        yield from (("small", f"{name}：{text}") for name, text in told["facts"])
    if told.get("pictures"):
        yield "small", told["pictures"]


def _rows(table: Mapping[str, Any]) -> Iterator[Laid]:
    """Each row under its first cell, its last figure at the right, all else below it with the name of its column."""
    figure = max((n for n, (_, side) in enumerate(table["columns"]) if side == "right"), default=-1)
    for row in (*table["rows"], *([table["foot"]] if table["foot"] else [])):
        others = [n for n in range(1, len(row)) if n != figure and row[n]]
        below = "　".join(f"{table['columns'][n][0]} {row[n]}" for n in others)
        yield "row", (row[0], row[figure] if figure > 0 else "", below)


def _honors(told: Mapping[str, Any]) -> Iterator[Laid]:
    if told.get("granted"):
        yield "small", told["granted"]
    for group in told.get("titles", ()):
        if group["title"]:
            yield "heading", group["title"]
        if group["shared"]:
            yield "small", group["shared"]
        if group["names"]:
            yield "names", {"wide": group["wide"], "names": group["names"]}
        if group["others"]:
            yield "small", group["others"]


_PARTS: tuple[Callable[[Mapping[str, Any]], Iterator[Laid]], ...] = (_head, _sums, _entries, _document, _honors)
