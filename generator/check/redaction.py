"""What an item of the catalogue lets be said of persons, by its 隐私: 2 names masked, 3 sums only and no small count among them.

Documents are where persons are listed in tables of a clerk's own; what other kinds hold of persons, each of them leaves out itself.
Law: 个人信息保护法 art. 6, 25, 28; 社会救助暂行办法 art. 61.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from generator.check import body, photos
from generator.check.cell_suppression import FEW, left_out
from generator.check.masked_names import masked
from generator.check.requirements import about, all_items
from generator.check.rolls import as_posted
from generator.check.rosters import is_sum, text_without_names, without_names
from generator.check.served import officers, only_sums
from generator.config import Context
from generator.kept import as_before, kept
from generator.kind import Datasets, Kind
from generator.lately import Itself, lately
from generator.law.catalogue import Item
from generator.law.persons import situations
from generator.model import Column, Dataset, Row
from generator.pattern import lazy
from generator.photo import asked_for
from generator.shown import Table, Value

MASKED, SUMS_ONLY = 2, 3
"""隐私 of an item."""
_COUNT = lazy("人数|户数|人次|^[人户]$")
_SUM = lazy("合计|小计|总计|共计")
_NUMBER = lazy(r"(\d{1,6})\s*[人户]?")
LEFT_OUT = "—"
_SPELT = lazy("dibao|tekun|wubao|canji|guer|gaoling|jiuzhu|pinkun")
"""The same words in the name of a file, which is in small letters."""


@lately
def as_may_be_shown(datasets: Mapping[str, Datasets], context: Context, kinds: Iterable[Kind]) -> dict[str, Datasets]:
    """The datasets as their kinds and items let persons be told of; in the edition for villagers names stay, as long as they are posted."""
    kinds, context = tuple(kinds), as_before(context.village.slug, "whom it is shown", context)
    datasets = as_they_stand(datasets, context, kinds)
    refused = {
        kind.name: photos.refused(datasets.get(kind.name, ()), context) if asked_for(kind.columns) else frozenset() for kind in kinds
    }
    slug, redacted = context.village.slug, {}
    for kind in kinds:
        given = (datasets.get(kind.name, ()), kind, context, refused[kind.name])
        by = (given[0], Itself(kind), *given[2:])
        redacted[kind.name] = kept(slug, f"shown {kind.name}", by, partial(_all_shown, *given))
    return {**datasets, **redacted}


def _all_shown(datasets: Datasets, kind: Kind, context: Context, refused: frozenset[str]) -> Datasets:
    by = shown_by(kind, context, refused)
    return tuple(data.once(SHOWN, by, partial(_shown, data, kind, context, refused)) for data in datasets)


SHOWN = "shown"
"""What a file is as it may be shown is kept beside it by this name."""


def shown_by(kind: Kind, context: Context, refused: frozenset[str] = frozenset()) -> tuple[object, ...]:
    """By what that hangs on beside the file. ``refused``: photos of the kind to which somebody has not agreed."""
    return kind.name, context, refused


def _shown(data: Dataset, kind: Kind, context: Context, refused: frozenset[str]) -> Dataset:
    return _photos(kind.redact(_rows(data, kind, context), context), kind, refused, context)


def as_they_stand(datasets: Mapping[str, Datasets], context: Context, kinds: Iterable[Kind]) -> dict[str, Datasets]:
    """The datasets with what files of other kinds say became of their rows: how long one may be named hangs on it."""
    changed = {
        kind.name: tuple(kind.changes.apply(data, datasets.get(kind.changes.by, ()), context) for data in datasets.get(kind.name, ()))
        for kind in kinds
        if kind.changes
    }
    return {**datasets, **changed}


def grade(data: Dataset, context: Context) -> int:
    """隐私 of what a document is about: that of its item as the region has it; sums only, too, where its title or a table speaks of
    what only sums may say of, whatever its item is; of none (其他) the body as well."""
    return data.once("grade", (context.site, context.region), lambda: _grade(data, about(data, context)))


def _grade(data: Dataset, item: Item | None) -> int:
    (row,) = data.rows
    tables = (*data.tables, *body.tables(data.body))
    texts = [row.text("标题"), *([] if item else [data.body])]
    if any(map(situations().pattern.search, texts)) or any(map(_of_such, tables)):
        return SUMS_ONLY
    return item.privacy if item else 0


@lru_cache(maxsize=1 << 11)
def _of_such(table: Table) -> bool:
    """True for a table that says of its rows what only sums may say: in its name, its title, its header or a cell of its own."""
    known = situations()
    if _SPELT.search(table.name) or any(map(known.pattern.search, (table.name, table.title, table.note, *(c.name for c in table.columns)))):
        return True
    cells = (str(cell).strip() for row in table.rows for cell in row if cell)
    return any(known.word.search(cell) and known.whole.fullmatch(cell) for cell in cells)


def grade_of(kind: str, key: str, context: Context) -> int:
    """隐私 of what the file of a table shows: of several items the strictest."""
    return max((item.privacy for item in all_items(context) if item.shown_by(kind, key)), default=0)


def of_item(data: Dataset, context: Context) -> int:
    """隐私 of what any file shows."""
    return grade(data, context) if data.document else grade_of(data.kind, data.key, context)


def _rows(data: Dataset, kind: Kind, context: Context) -> Dataset:
    """Without the names that are not posted any more, and with the others masked where the region asks for it; what a kind itself does
    with names it goes on doing."""
    data = _without_unasked(data, kind)
    data = as_posted(data, kind.roll, context) if kind.roll else data
    named = [c for c in kind.columns if c.persons == "named" and c.type != "photos"]
    if not named or context.edition != "public" or of_item(data, context) < MASKED:
        return data
    shown = {column.name: _masked(data, column) for column in named}
    rows = tuple(with_texts(row, {name: texts[i] for name, texts in shown.items()}) for i, row in enumerate(data.rows))
    return replace(data, rows=rows)


def _without_unasked(data: Dataset, kind: Kind) -> Dataset:
    """Without what a table has beside the form that no page may show: who keeps a thing, whose hands the money went through."""
    names = {column.name for column in kind.columns if column.persons == "unseen" and not column.asked}
    heads = {id(row.head): row.head for row in data.entries}
    if not any(names & set(head.fields) for head in heads.values()):
        return data
    made: dict[int, Row] = {}

    def emptied(row: Row) -> Row:
        if id(row) not in made:
            made[id(row)] = with_texts(row, {name: "" for name in names if name in row.head.places})
        return made[id(row)]

    def of(each: Dataset) -> Dataset:
        return replace(each, rows=tuple(map(emptied, each.rows)), lines=tuple(map(emptied, each.lines)), parts=tuple(map(of, each.parts)))

    return of(data)


def _photos(data: Dataset, kind: Kind, refused: frozenset[str], context: Context) -> Dataset:
    """With the photos that may be shown; where persons are told of by their surnames or not at all, none is."""
    if not asked_for(kind.columns):
        return data
    what = of_item(data, context)
    return photos.as_agreed(data, refused, what >= SUMS_ONLY or (what >= MASKED and context.edition == "public"))


def _masked(data: Dataset, column: Column) -> list[str]:
    """A column of names with the surnames only; where it holds several, each behind what it says he is (「会长 李样本」)."""
    if not column.many:
        return masked(("", row.text(column.name)) for row in data.rows)
    lines = [[line.rpartition(" ") for line in row.text(column.name).split("\n")] for row in data.rows]
    names = iter(masked(("", name) for line in lines for *_, name in line))
    return ["\n".join(f"{office}{gap}{next(names)}" for office, gap, _ in line) for line in lines]


def with_texts(row: Row, texts: Mapping[str, str]) -> Row:
    """The row with other texts in some of its fields."""
    fields = row.head.fields
    return replace(
        row,
        texts=tuple(texts.get(name, text) for name, text in zip(fields, row.texts, strict=True)),
        values=tuple(texts[name] or None if name in texts else value for name, value in zip(fields, row.values, strict=True)),
    )


def document_redacted(data: Dataset, context: Context) -> Dataset:
    """A document with the persons in its tables and its text as its item lets them be told of: its kind's ``redact``."""
    what, over, public = grade(data, context), ended(data, context), context.edition == "public"
    known = officers(context) if over else frozenset[str]()
    return data.once("redacted", (what, over, known, public), lambda: _redacted(data, what, over, known, public))


def _redacted(data: Dataset, what: int, over: bool, known: frozenset[str], public: bool) -> Dataset:
    tables, text = data.tables, data.body
    if over:
        summed = partial(only_sums, known=known)
        tables, text = tuple(map(summed, tables)), body.rewritten(text, summed, text_without_names)
    if what >= SUMS_ONLY:
        tables, text = tuple(map(without_few, tables)), body.rewritten(text, without_few, str)
    elif what == MASKED and public:
        tables, text = tuple(map(without_names, tables)), body.rewritten(text, without_names, text_without_names)
    return data if (tables, text) == (data.tables, data.body) else replace(data, tables=tables, body=text)


def ended(data: Dataset, context: Context) -> bool:
    """True for a document whose posting is over: lists of persons in it have served their purpose (个人信息保护法 art. 47)."""
    end = data.rows[0]["公示止"]
    return isinstance(end, date) and end < context.today


def without_few(table: Table) -> Table:
    """Counts of one to four as 「<5」; and whatever else, sums and amounts among it, would let them be worked out, not at all."""
    columns = [i for i, c in enumerate(table.columns) if _COUNT.search(c.name) and not _SUM.search(c.name)]
    across = [i for i, c in enumerate(table.columns) if _COUNT.search(c.name) and _SUM.search(c.name)]
    lines = [i for i, row in enumerate(table.rows) if not is_sum(row)]
    counts = [[_count(table.rows[line][i]) for i in columns] for line in lines]
    if not columns or not lines:
        return table
    hidden = left_out(counts, bool(across) and len(columns) > 1, bool(table.foot) or len(lines) < len(table.rows))
    if not hidden:
        return table
    rows, foot = [list(row) for row in table.rows], list(table.foot)
    parts = [row for row in rows if is_sum(tuple(row))]
    money = [i for i, c in enumerate(table.columns) if re.search("金额|款|元", c.name) and i not in (*columns, *across)]
    for r, c in hidden:
        places = [columns[c]] if c < len(columns) else across
        few = r < len(lines) and c < len(columns) and counts[r][c] < FEW
        for row in [rows[lines[r]]] if r < len(lines) else [foot] if foot else []:
            _leave_out(row, places, f"<{FEW}" if few else LEFT_OUT)
        for row in parts:  # the sum of some rows would tell what the sum of all does not
            _leave_out(row, (*places, *money), LEFT_OUT)
    gaps = {r for r, _ in hidden if r < len(lines)}
    for r in gaps:
        _leave_out(rows[lines[r]], money, LEFT_OUT)
    if foot and len(gaps) < 2:  # one amount that is left out is what the sum lacks
        _leave_out(foot, money, LEFT_OUT)
    note = "；".join(filter(None, (table.note, f"少于 {FEW} 的写「<{FEW}」，能算出它的数写「{LEFT_OUT}」，免得认出是谁")))
    return replace(table, rows=tuple(map(tuple, rows)), foot=tuple(foot), note=note)


def _leave_out(row: list[Value], places: Iterable[int], note: str) -> None:
    for i in places:
        row[i] = note


def _count(cell: Value) -> int:
    match = _NUMBER.fullmatch(str(cell or "").replace(",", "").strip())
    return int(match[1]) if match else 0
