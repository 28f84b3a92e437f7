"""References between kinds: what a column with ``ref`` names is an entry of that kind, and both pages say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from generator import values
from generator.check import posting
from generator.config import Context
from generator.kind import Books, Datasets, Kind
from generator.lately import Itself
from generator.model import Column, Dataset, Problem, Row, problem
from generator.pattern import lazy
from generator.references import Leads, Mention, References
from generator.shown import Linked, Table, Value

_BETWEEN = lazy(r"([、,，;；\s]+)")
ALIKE = 0.75
"""How near a name must be to be proposed: one character of four may be another."""


def names_in(text: str) -> list[str]:
    """Several in one cell: 合2024-01、合2024-02. As typed."""
    return [part for part in _BETWEEN.split(text) if values.label(part) and not _BETWEEN.fullmatch(part)]


def _named(text: str, column: Column, targets: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The names in a cell. One that is an entry as it stands is one, though there be a 、 in it: 好婆婆、好媳妇评选."""
    return [text] if _target(column, text, targets) else names_in(text)


Homes = Mapping[tuple[str, int], str]
"""(file, place of a row) → the page that tells of it, where that is none of its own kind."""


def references(
    datasets: Mapping[str, Datasets], kinds: Iterable[Kind], context: Context | None = None, homes: Homes | None = None
) -> References:
    """All of a board that lead somewhere. A name that stands in several files is that of the newest.

    ``context``: of the day and the edition; a document that is not on the board then has no page to lead to. None: all of them have.
    """
    kinds, homes = tuple(kinds), homes or {}
    datasets = {name: tuple(data for data in files if _has_page(data, context)) for name, files in datasets.items()}
    targets: dict[str, dict[str, str]] = {}
    files: dict[str, set[str]] = {}
    for kind in (kind for kind in kinds if kind.known_by):
        names_in_kind = targets.setdefault(kind.name, {})
        for data in datasets.get(kind.name, ()):
            for n, names, page in _named_in(kind, data):
                if to := homes.get((data.file, n)) or page:
                    names_in_kind |= dict.fromkeys(names, to)
                    files.setdefault(to, set()).add(data.file)
    mentions: dict[str, list[Mention]] = {}
    for kind in kinds:
        columns = _referring(kind, targets)
        for data in reversed(datasets.get(kind.name, ())) if columns else ():  # the newest first
            for page, mention in _mentions(kind, data, columns, targets):
                mentions.setdefault(page, []).append(mention)
    told_in = {place: tuple(sorted(those)) for place, those in files.items()}
    return References(targets, {page: tuple(pages_naming) for page, pages_naming in sorted(mentions.items())}, told_in)


def _named_in(kind: Kind, data: Dataset) -> tuple[tuple[int, tuple[str, ...], str], ...]:
    """(place of a row, what others may call it by, where it stands) of each that has a name; the last first, since of several rows of one
    name it is the first that is meant."""

    def named() -> Iterator[tuple[int, tuple[str, ...], str]]:
        for n, row in reversed(data.placed):
            if names := kind.names_of(row):
                yield n, tuple(map(values.label, names)), (kind.place(data, n) or ("", ""))[1]

    return data.once("named", (Itself(kind),), lambda: tuple(named()))


def _has_page(data: Dataset, context: Context | None) -> bool:
    return context is None or not data.document or posting.on_the_board(data, context)


def _mentions(kind: Kind, data: Dataset, columns: list[Column], targets: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Mention]]:
    """(page, the mention): one for each page that the file names anything of."""
    mentions: dict[str, tuple[str, str, dict[str, None]]] = {}
    for n, row in enumerate(data.entries):
        for column in columns:
            for name in _named(row.text(column.name), column, targets):
                to, place = _target(column, name, targets), kind.place(data, n)
                if to and place:
                    mentions.setdefault(to.partition("#")[0], (*place, {}))[2].setdefault(name)
    yield from ((page, Mention(title, path, tuple(names), data.file, data.kind)) for page, (title, path, names) in mentions.items())


def _referring(kind: Kind, targets: Mapping[str, Mapping[str, str]]) -> list[Column]:
    """The columns that may name something that is there."""
    return [column for column in kind.columns if any(targets.get(name) for name in column.ref)]


def _target(column: Column, name: str, targets: Mapping[str, Mapping[str, str]]) -> str:
    return next((to for kind in column.ref if (to := targets.get(kind, {}).get(values.label(name)))), "")


def leads_of(kind: Kind, data: Dataset, page: str, known: References) -> Leads:
    """What of it a page of the file needs."""
    cells: dict[str, dict[str, str]] = {}
    for column in known.once(f"referring {kind.name}", (Itself(kind),), lambda: _referring(kind, known.targets)):
        names = dict.fromkeys(name for row in data.entries for name in _named(row.text(column.name), column, known.targets))
        cells[column.name] = {name: to for name in names if (to := _target(column, name, known.targets))}
    files = sorted({file for links_of_column in cells.values() for to in links_of_column.values() for file in known.files[to]})
    return Leads(
        {column: links_of_column for column, links_of_column in cells.items() if links_of_column},
        known.mentions.get(page, ()),
        tuple(files),
    )


def linked(table: Table, leads: Leads) -> Table:
    """The table with what its cells name leading there."""
    places = [(i, leads.cells[c.name]) for i, c in enumerate(table.columns) if c.name in leads.cells]
    if not places:
        return table
    rows = [list(row) for row in table.rows]
    for row in rows:
        for i, links_of_column in places:
            row[i] = linked_text(row[i], links_of_column)
    return replace(table, rows=tuple(map(tuple, rows)))


def linked_text(cell: Value, links: Mapping[str, str]) -> Value:
    """A cell, or what a page tells of a head, with the names that ``found`` knows leading there."""
    if not isinstance(cell, str) or not cell:
        return cell
    if cell in links:
        return Linked(((cell, links[cell]),))
    parts = tuple((part, links.get(part, "")) for part in _BETWEEN.split(cell) if part)
    return Linked(parts) if any(to for _, to in parts) else cell


def references_known(kinds: Iterable[Kind], books: Books, context: Context) -> Iterator[Problem]:
    """What a column names is there, where all files that may say so could be read. Where there are none, nothing can be said."""
    kinds = tuple(kinds)
    by_name = {kind.name: kind for kind in kinds}
    for kind in kinds:
        for column in (column for column in kind.columns if column.ref and not column.ref_loose):
            rows = [row for data in books[kind.name] for row in data.rows if row.text(column.name)]
            asked = [by_name[name] for name in column.ref] if rows else []
            files = [data for of in asked for data in books[of.name]]
            if not files or any(data.unread or not data.complete or data.unreadable_rows for data in files):
                continue
            known = {values.label(text): text for of in asked for data in books[of.name] for row in data.rows for text in of.names_of(row)}
            titles = "、".join(of.title for of in asked)
            for row in rows:
                yield from _unknown(row, column, known, titles)


def _unknown(row: Row, column: Column, known: Mapping[str, str], titles: str) -> Iterator[Problem]:
    text = row.text(column.name)
    for name in () if values.label(text) in known else names_in(text):
        label = values.label(name)
        if label not in known and label not in values.NOTHING:
            near = get_close_matches(label, known, n=1, cutoff=ALIKE)
            hint = f"是不是「{known[near[0]]}」？" if near else ""
            message = f"{column.name}「{name}」在{titles}里没有。"
            yield problem("reference-unknown", row.at(column.name), message, hint, row.excerpt())
