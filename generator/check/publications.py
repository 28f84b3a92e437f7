"""What a board has published of each item of the catalogue: which files show it, of which months, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from generator import periods, values
from generator.check.filled import document_filled, filled
from generator.check.hanging import proposal
from generator.check.posting import posted
from generator.check.requirements import MATTER
from generator.duties import Published
from generator.kind import STAGE, Datasets
from generator.lately import lately
from generator.law.catalogue import Item
from generator.model import Dataset
from generator.pattern import lazy

_YEAR = lazy(r"(\d{4})(?:-([qh]\d))?-[a-z]")
"""How the name of a file with a slug may begin: 2025-balance, 2025-q1-balance."""


def disclosed(item: Item, datasets: Mapping[str, Datasets], today: date) -> tuple[Published, ...]:
    """Everything that shows the item, the oldest first; what is to be public later is not yet there, an empty form shows nothing."""
    all_shown = (data.once(f"published {item.code}", (item,), partial(_published, item, data)) for data in _files(item, datasets))
    publications = [shown for shown in all_shown if shown and not (shown.day and shown.day > today)]
    return tuple(sorted(publications, key=lambda shown: (shown.last, shown.day or date.min, shown.file)))


def _files(item: Item, datasets: Mapping[str, Datasets]) -> Iterator[Dataset]:
    for kind in dict.fromkeys(name.partition("/")[0] for name in item.kinds):
        yield from (data for data in datasets.get(kind, ()) if not data.unread and item.shown_by(kind, data.key))
    by_matter = _by_matter(datasets)
    yield from (data for label in item.labels for data in by_matter.get(label, ()))


@lately
def _by_matter(datasets: Mapping[str, Datasets]) -> Mapping[str, list[Dataset]]:
    """Every document under what it is about; in no order that matters."""
    by_matter: dict[str, list[Dataset]] = {}
    for data in (data for datasets_of_kind in datasets.values() for data in datasets_of_kind if data.document):
        by_matter.setdefault(_called(data), []).append(data)
    return by_matter


def _called(data: Dataset) -> str:
    return data.once("matter", (), lambda: values.label(data.rows[0].text(MATTER)))


def _published(item: Item, data: Dataset) -> Published | None:
    day = posted(data).day
    if data.document:
        row = data.rows[0]
        period = row.text("期间") if "期间" in row.head.places else _period(item, data.key)
        before = proposal(item, row.text(STAGE.name))  # what was only proposed is no period's result
        first, last = ("", "") if before else _months(period)
        return Published(data.file, day, first, last, row.text("标题")) if day and document_filled(data) else None
    stage = data.marked(STAGE.name)
    if not filled(data) or (item.period and stage and proposal(item, stage.text(STAGE.name))):
        return None
    return Published(data.file, day, *_months(_period(item, data.key)))


def _period(item: Item, key: str) -> str:
    """The period that a file's name states. The year of a slug says no more than its year: it counts for what is yearly."""
    if periods.PERIOD.fullmatch(key):
        return key
    match = _YEAR.match(key)
    if not match or not (match[2] or item.period == "年"):
        return ""
    return f"{match[1]}-{match[2].upper()}" if match[2] else match[1]


def _months(period: str) -> tuple[str, str]:
    return periods.period_months(period) if periods.PERIOD.fullmatch(period) else ("", "")


def newest(publications: Iterable[Published]) -> Published | None:
    """The one that was published last, as far as the files say."""
    return max(publications, key=lambda shown: (shown.day or date.min, shown.last, shown.file), default=None)
