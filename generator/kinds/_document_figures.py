"""The figures of a document: the rows of a table beside it that says 项目 and 数量, each with its unit, each a row of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain, count

from generator import values
from generator.model import Dataset
from generator.offered import YUAN, OfferedFigure
from generator.pattern import lazy
from generator.shown import Table, Value

_NAME = ("项目", "指标", "内容", "名称")
_NUMBER = ("数量", "数值", "数字", "数据", "比率", "入户率", "完成率")
_UNIT, _NOTE = ("单位", "计量单位"), ("说明", "备注")
_OUR_UNIT = lazy(r"(?<=\d)\s*(%|％|‰|[一-鿿]{1,3})$")


def named_tables(tables: Iterable[Table]) -> Iterator[Table]:
    """Each with a title, a file name and ids of rows of its own: a.csv and a.xlsx beside one document are two tables."""
    taken: set[str] = set()
    for table in tables:
        name = next(n for n in chain((table.name,), (f"{table.name}-{n}" for n in count(2))) if n not in taken)
        taken.add(name)
        ids = tuple(f"{name}-r{n}" for n in range(1, len(table.rows) + 1)) if _places(table) else ()
        yield replace(table, title=table.title or "附表", name=name, anchors=ids)


def table_figures(data: Dataset, path: str) -> Iterator[OfferedFigure]:
    """By the title of the document and the name of the row: 「环村林网面积」; the name alone is another word for it."""
    title = data.rows[0].text("标题")
    for table in named_tables(data.tables):
        if not (places := _places(table)):
            continue
        for row, anchor in zip(table.rows, table.anchors, strict=True):
            name, number, unit, note = (_text(row[i]) if i is not None else "" for i in places)
            if name and number:
                yield _figure(title, name, number, unit, note, f"{path}#{anchor}")


def _figure(title: str, name: str, number: str, unit: str, note: str, path: str) -> OfferedFigure:
    """Where more than a number stands (近 5, 95%以上) it is told as it is."""
    if not unit and (written := _OUR_UNIT.search(number)):
        number, unit = number[: written.start()], written[1].replace("％", "%")
    words = f"{number} {unit}".strip()
    try:
        if unit in values.UNITS:
            fen = values.parse_money(number, unit)
            return OfferedFigure(f"{title}{name}", fen, YUAN, path, title, words, aliases=(name,), note=note, told=False)
        known = values.parse_number(number)
    except ValueError:
        return OfferedFigure(f"{title}{name}", None, unit, path, title, words, aliases=(name,), note=note, told=False)
    whole = int(known) if isinstance(known, Decimal) and known == known.to_integral_value() else known
    return OfferedFigure(f"{title}{name}", whole, unit, path, title, aliases=(name,), note=note, told=False)


def _places(table: Table) -> tuple[int, int, int | None, int | None] | None:
    """Columns of the name, the number, the unit and what is said of it; None where the table has none of the first two, or money."""
    names = [column.name for column in table.columns]
    place = [next((names.index(word) for word in words if word in names), None) for words in (_NAME, _NUMBER, _UNIT, _NOTE)]
    if place[0] is None or place[1] is None or table.columns[place[1]].role == "money":
        return None
    return place[0], place[1], place[2], place[3]


def _text(cell: Value) -> str:
    return values.number_text(cell) if isinstance(cell, int | Decimal) else values.clean(str(cell or ""))
