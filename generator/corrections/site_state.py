"""What was published before, as the published site has it: its tables, and the corrections that it told of already.

For roots without a history. The tables of a page say less than the files they were made of: texts are not compared, nor lists of persons,
whose names come and go by themselves. Reasons are never taken from there, only from what the village says today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from generator import periods, values
from generator.check.redaction import with_texts
from generator.config import Context
from generator.corrected import COMPARED, DOWNLOAD, FileChange, Past, RowChange, stem
from generator.corrections.held import held_against
from generator.corrections.paired import differences
from generator.corrections.published_board import PublishedBoard, on_disk
from generator.corrections.reasons import names_it
from generator.corrections.site_reasons import reasons_changed_there
from generator.corrections.site_texts import pair_name, place_of, texts_changed, told_of_text
from generator.declared import WAYS, Way
from generator.kind import TOTALS, Datasets, Kind
from generator.load.convert import convert
from generator.model import Column, Dataset, Head, Row
from generator.shown import PACKAGE, Value, folder

TOLD = "和网站上原来登的表格、公告比；表里的文字和人的名单没有比。"
_TYPED = ("money", "date", "count", "number", "choice")
_DAY = re.compile(r'<dt>数据截至</dt><dd><time datetime="(\d{4}-\d{2}-\d{2})"')
"""On the home page: the day on which the site was made."""


def of_site(
    there: Path,
    slug: str,
    datasets: Mapping[str, Datasets],
    kinds: Sequence[Kind],
    context: Context,
    since: date | None,
    quiet: set[str] | None = None,
) -> Past | None:
    """``there``: the folder of the board in the published site; None where none is published, or nobody can say of which day. ``quiet``:
    as in past.py."""
    site = on_disk(there)
    today, made = context.today, _made(site)
    if made is None or (since and today < since):
        return None
    quiet = set() if quiet is None else quiet
    known = set(quiet)
    quiet.clear()
    comparable = {kind.name: kind for kind in kinds if not kind.living}
    changes = [*_told_before(site, slug, datasets, comparable)]
    documents = tuple((kind, datasets.get(kind.name, ())) for kind in kinds if kind.document)
    changed, same = texts_changed(site, documents, context, known)
    changes += changed
    quiet |= same
    for kind in (kind for kind in comparable.values() if not kind.document and names_nobody(kind)):
        for data in datasets.get(kind.name, ()):
            if not data.entries or data.unread or not data.complete:
                continue
            paths = tables_there(site, kind, data)
            name = pair_name(data, [site.digests.get(path) or site.read(path) for path in paths])
            before = rows_published([*map(site.read, paths)], kind, data) if data.digest and name not in known else []
            new = [*held_against(kind, data.key, made, today, compared(kind, before, data), data.file)] if before else []
            changes += new
            quiet |= {name} if data.digest and not new else set()
    told = {(change.kind, change.key) for change in changes}
    changes += [change for change in gone_tables(site, slug, datasets, comparable, today) if (change.kind, change.key) not in told]
    reasons = tuple(reasons_changed_there(_lines(site.read(DOWNLOAD)), context.village, today))
    return Past(tuple(changes), TOLD, reasons=reasons)


def _made(site: PublishedBoard) -> date | None:
    """The day on which it was made."""
    told = _DAY.search(site.read("index.html"))
    try:
        return date.fromisoformat(told[1]) if told else None
    except ValueError:
        return None


def _lines(text: str) -> list[dict[str, Any]]:
    """Those of a table, or nothing where it is none."""
    try:
        lines = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []


# --- the tables of its pages -----------------------------------------------------------------


def names_nobody(kind: Kind) -> bool:
    """True for a kind of which no table may lose a row because somebody has to go."""
    return kind.roll is None and not any(kind.column(name).names_persons for name in kind.identity)


def gone_tables(
    site: PublishedBoard, slug: str, datasets: Mapping[str, Datasets], kinds: Mapping[str, Kind], today: date
) -> Iterator[FileChange]:
    """Tables that the site offered and of which no file is left, whatever it was called."""
    there = {table_folder(kind, data) for kind in kinds.values() for data in datasets.get(kind.name, ()) if data.entries}
    by_folder = {at: kind for kind in kinds.values() if not kind.document and names_nobody(kind) and (at := _folder_of(kind))}
    for at in sorted(site.tables.keys() - there):
        above, _, key = at.rpartition("/")
        kind = by_folder.get(above)
        if kind is None or (kind.key == "month" and not periods.MONTH.fullmatch(key)):
            continue
        file = f"data/villages/{slug}/{kind.name}/{key}.csv"
        if rows_published(map(site.read, site.tables_in(at)), kind, Dataset(kind.name, key, file, ())):
            yield FileChange(kind.name, key, file, today, RowChange("撤下"), f"{at}.md")


def _folder_of(kind: Kind) -> str:
    """Where pages of its tables lie, each called by its key; "" where it has none of its own."""
    names, key = tuple(column.name for column in kind.columns), "2026-03"
    row = Row(Head("", names), 1, 1, ("",) * len(names), (None,) * len(names))
    place = kind.place(Dataset(kind.name, key, "", (row,)), 0)
    above, _, name = place[1].partition("#")[0].rpartition("/") if place else ("", "", "")
    return above if name == f"{key}.md" else ""


def tables_there(site: PublishedBoard, kind: Kind, data: Dataset) -> list[str]:
    """Where lies what its page offered to programs."""
    at = table_folder(kind, data)
    return [path for path in site.tables_in(at) if not path.endswith(f"/{PACKAGE}")] if at else []


def table_folder(kind: Kind, data: Dataset) -> str:
    """Where the page of its first row is served; "" where it has none."""
    return data.once("table folder", (kind,), lambda: folder(place[1].partition("#")[0]) if (place := place_of(kind, data)) else "")


def rows_published(texts: Iterable[str], kind: Kind, data: Dataset) -> list[Row]:
    """The rows of the table that its page offered, in the columns that say the same there; nothing where it offered none."""
    tables = [lines for text in texts if (lines := _lines(text)) and all(each in lines[0] for each in kind.identity)]
    if not tables:
        return []
    lines = max(tables, key=lambda lines: len(lines[0]))
    columns = [c for c in kind.columns if c.name in lines[0] and (c.name in kind.identity or (c.type in _TYPED and c.persons != "unseen"))]
    head = Head(data.file, tuple(c.name for c in columns))
    return [_row(head, columns, line) for line in lines if not _is_sum(line, kind)]


def _is_sum(line: Mapping[str, Any], kind: Kind) -> bool:
    """Sums, and what was there before, have no number; where a row is known by words they are one of a few."""
    called = [str(line.get(name) or "") for name in kind.identity]
    return not any(called) or bool({*map(values.label, called)} & {*TOTALS, *map(values.label, kind.sum_labels)}) or not called[0]


def _row(head: Head, columns: Sequence[Column], line: Mapping[str, Any]) -> Row:
    texts = tuple("" if line.get(c.name) is None else str(line[c.name]) for c in columns)
    return Row(head, 0, 0, texts, tuple(_value(c, text) for c, text in zip(columns, texts, strict=True)))


def _value(column: Column, text: str) -> Value:
    """None for what the page left out or said in other words: <5."""
    try:
        return convert(column, text)
    except ValueError:
        return None


def compared(kind: Kind, before: Sequence[Row], data: Dataset) -> Iterator[RowChange]:
    """What the page left out is not compared."""
    head = before[0].head
    now = [_lean(row, head) for row in data.entries]
    real = dict(zip(map(id, now), data.entries, strict=True))
    for change in differences(kind, before, now):
        columns = tuple(name for name in change.columns if change.old and change.old[name] is not None)
        if change.way != "改正" or columns:
            yield replace(change, new=real[id(change.new)] if change.new else None, columns=columns)


def _lean(row: Row, head: Head) -> Row:
    texts = tuple(map(row.text, head.fields))
    return Row(head, row.number, row.line, texts, tuple(row[name] for name in head.fields), row.invalid & {*head.fields})


# --- the corrections it told of --------------------------------------------------------------


def _told_before(site: PublishedBoard, slug: str, datasets: Mapping[str, Datasets], kinds: Mapping[str, Kind]) -> Iterator[FileChange]:
    """What it was, where and when; why is asked of village.yml anew."""
    lines = [
        line
        for line in _lines(site.read(DOWNLOAD))
        if line.get("来历") == COMPARED and all(isinstance(line[name] or "", str) for name in line)
    ]
    for (day, file, row, way), several in groupby(
        lines, key=lambda line: tuple(line.get(n) or "" for n in ("更正日", "文件", "行", "做法"))
    ):
        name, _, key = file.partition("/")
        kind = kinds.get(name)
        try:
            when = date.fromisoformat(day)
        except ValueError:
            continue
        if kind is None or way not in WAYS:
            continue
        if kind.document:
            yield told_of_text(kind, key, datasets, slug, when, way, [line.get("项目") or "" for line in several])
            continue
        data = next((each for each in datasets.get(name, ()) if file in (_below(f, slug) for f in each.files)), None)
        change = _again(kind, data, row, next(each for each in WAYS if each == way), list(several))
        yield FileChange(name, data.key if data else key, data.file if data else f"data/villages/{slug}/{file}.csv", when, change)


def _below(file: str, slug: str) -> str:
    return stem(file).removeprefix(f"data/villages/{slug}/")


def _again(kind: Kind, data: Dataset | None, name: str, way: Way, lines: Iterable[Mapping[str, Any]]) -> RowChange:
    """The change as it was, at the row that is called so today."""
    by_name = {c.name: c for c in kind.columns}
    columns = [(by_name[line["项目"]], line) for line in lines if line.get("项目") in by_name]
    called = Row(Head(data.file if data else "", kind.identity[:1]), 0, 0, (name,), (name,))
    if way == "撤下" or data is None:
        whole = not name and columns
        return RowChange(way, None if whole else called, None, tuple(c.name for c, _ in columns))
    rows = [row for row in data.entries if name and names_it(name, row, kind)]
    alike = [row for row in rows if all(_says(row, c, line.get("改为")) for c, line in columns)] or rows
    if not alike:
        return RowChange(way, called, None, tuple(c.name for c, _ in columns))
    old, new = (_with(alike[0], [(c, line.get(which)) for c, line in columns]) for which in ("原为", "改为"))
    return RowChange(way, old if way == "改正" else None, new, tuple(c.name for c, _ in columns))


def _says(row: Row, column: Column, told: Any) -> bool:
    """Of several rows of one name it is the one that says what was told, until that is put right again."""
    return not told or row[column.name] == _value(column, str(told).removesuffix(" 元"))


def _with(row: Row, cells: Iterable[tuple[Column, Any]]) -> Row:
    """The row of today with what some cells said then; a text that was not told is not known."""
    for column, told in cells:
        text = "" if told in (None, "空白") else str(told).removesuffix(" 元")
        value = _value(column, text)
        row = with_texts(row, {column.name: text})
        fields = row.head.fields
        row = replace(row, values=tuple(value if name == column.name else each for name, each in zip(fields, row.values, strict=True)))
    return row
