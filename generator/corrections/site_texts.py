"""Texts of documents that the published site has, held against what the files say: for roots without a history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.check.document_text import read_document_text, text_of
from generator.check.placed_figures import PLACED
from generator.check.redaction import with_texts
from generator.config import Context
from generator.corrected import TEXT, FileChange, RowChange
from generator.corrections.held import public_by
from generator.corrections.published_board import PublishedBoard
from generator.declared import Way
from generator.kept import kept
from generator.kind import Datasets, Kind
from generator.model import Dataset, Head, Row
from generator.shown import TEXT as TEXT_FILE
from generator.shown import folder

_KEYS = ("标题", "范围")
_LIFE = ("结果", "结果日期", "撤下日")


def texts_changed(
    site: PublishedBoard, documents: Sequence[tuple[Kind, Datasets]], context: Context, known: set[str]
) -> tuple[tuple[FileChange, ...], frozenset[str]]:
    """Of every document that is public and was, and those that were; and the pairs that hold no change. ``known``: of them, those that are
    known to hold none."""
    published = {path: digest for path, digest in site.digests.items() if path.endswith(f"/{TEXT_FILE}")}
    given = (
        tuple(kind.name for kind, _ in documents),
        tuple(several for _, several in documents),
        context,
        " ".join(published),
        " ".join(published.values()),
    )

    def compared() -> tuple[tuple[FileChange, ...], frozenset[str]]:
        quiet: set[str] = set()
        return tuple(_texts_changed(site, documents, published, context, known, quiet)), frozenset(quiet)

    # What the published files themselves hold was looked at where it differs; where nothing does, their digests are all it comes from.
    return kept(context.village.slug, "texts as published", given, compared, lambda told: bool(published) and not told[0])


def _texts_changed(
    site: PublishedBoard,
    documents: Sequence[tuple[Kind, Datasets]],
    published: Mapping[str, str],
    context: Context,
    known: set[str],
    quiet: set[str],
) -> Iterator[FileChange]:
    there = {place[1]: (kind, data) for kind, several in documents for data in several if (place := place_of(kind, data))}
    for path, (kind, data) in there.items():
        file = f"{folder(path)}/{TEXT_FILE}"
        if not public_by(kind, (data,), context.today) or (site.digests and file not in published):
            continue
        name = pair_name(data, [published.get(file) or site.read(file)])
        text = site.read(file) if name not in known else ""
        change = text_changed(kind, data, text, context) if text else None
        if change:
            yield FileChange(kind.name, data.key, data.file, context.today, change)
        quiet |= {name} if data.digest and not change else set()
    for file in published:
        path = f"{file.rpartition('/')[0]}.md"
        if path not in there and (of := _kind_of(path, [kind for kind, _ in documents])) and (text := site.read(file)):
            key = folder(path).rpartition("/")[2]
            old = RowChange("撤下", _front("", read_document_text(text)[0].get("范围", "")))
            yield FileChange(of.name, key, f"data/villages/{context.village.slug}/{of.name}/{key}.md", context.today, old, path)


def pair_name(data: Dataset, published: Iterable[str]) -> str:
    """Of a file as it is and what was published of it."""
    of = tuple(published)
    return data.once("pair", of, lambda: hashlib.sha256("\0".join((data.file, data.digest, data.key, *of)).encode()).hexdigest())


def place_of(kind: Kind, data: Dataset) -> tuple[str, str] | None:
    """Where the first row of a file is told of."""
    return data.once("place", (kind,), lambda: kind.place(data, 0))


def told_of_text(
    kind: Kind, key: str, datasets: Mapping[str, Datasets], slug: str, day: date, way: Way, columns: Sequence[str]
) -> FileChange:
    """What the published site told of one already; ``key``: "" of one that is gone, which is not named again."""
    data = next((each for each in datasets.get(kind.name, ()) if each.key == key), None)
    file = data.file if data else f"data/villages/{slug}/{kind.name}/{key}.md"
    front = data.rows[0] if data else _front(file, "社会")  # this edition told it
    change = RowChange(way, front, front if data and way == "改正" else None, tuple(filter(None, columns)) if way == "改正" else ())
    return FileChange(kind.name, key, file, day, change)


def text_changed(kind: Kind, data: Dataset, text: str, context: Context) -> RowChange | None:
    """``text``: as it lay beside the page."""
    keys, body = read_document_text(text)
    row, shown = data.rows[0], kind.redact(data, context)
    names = {column.name for column in kind.columns if column.name not in _LIFE}
    now = {name: " ".join(row.text(name).split()) for name in keys if name in names}
    others = {name: words for name, words in keys.items() if name in now and " ".join(words.split()) != now[name]}
    # Figures that the program fills in are called by their names in the text. What the redaction leaves out today may have been there:
    # nobody can say then what the clerk changed.
    other_body = shown.body == data.body and body.split() != PLACED.sub(r"「\1」", text_of(data)).split()
    columns = (*others, *((TEXT,) if other_body else ()))
    return RowChange("改正", with_texts(row, others), row, columns) if columns else None


def _kind_of(path: str, kinds: Sequence[Kind]) -> Kind | None:
    """Whose document stood on this page."""
    key = folder(path).rpartition("/")[2]
    standing = ((kind, kind.place(Dataset(kind.name, key, "", (_front("", ""),), document=True), 0)) for kind in kinds)
    return next((kind for kind, place in standing if place and place[1] == path), None)


def _front(file: str, scope: str) -> Row:
    return Row(Head(file, _KEYS), 0, 0, ("", scope), ("", scope))
