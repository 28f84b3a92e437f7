"""Nobody edits anything and days pass: a page that names fewer by that goes on the very day, also where nothing can be made.

Nothing here knows of terms, rankings or versions: the sample boards are made on many days, and whatever page has lost somebody's name
between two of them must be among those that are taken down. A picture is as good as a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date, timedelta

import pytest

from generator.kind import Datasets
from generator.kinds import all_kinds
from generator.load.board_data import BoardData
from generator.overviews import all_overviews
from generator.planned import may_be_seen, pages_and_records
from generator.rests_on import rests
from generator.shown import Page
from generator.task import BoardTask
from generator.watched import names_let
from generator.withdrawal import May, concerned, ends, faded, gone, may_show
from tests.conftest import ROOT, TODAY, checked, deep

AFTER = (0, 16, 38, 400, 760)
EACH_MONTH = tuple(range(0, 2000, 30))


def names_of(datasets: dict[str, Datasets], task: BoardTask, data: BoardData) -> set[str]:
    """Everybody whom any table or document names as one of its persons."""
    assert data.village
    context = task.context(data.village)
    let = (name for kind in all_kinds() for each in datasets[kind.name] for name in names_let(each, kind, context))
    return {name for name in let if 2 <= len(name) <= 4}


def words(value: object) -> Iterator[str]:
    """Every text in what a page shows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from words(item)
    elif isinstance(value, Mapping):
        yield from words(list(value.items()))
    elif is_dataclass(value):
        yield from words([getattr(value, field) for field in value.__dataclass_fields__])


@pytest.mark.parametrize("slug", ["shifan", "dongxian"])
def test_whatever_page_names_fewer_by_itself_goes_on_that_day(slug: str) -> None:
    first, data, content = checked(slug)
    assert data.village
    kinds, names = all_kinds(), names_of(data.datasets, first, data)
    before: tuple[date, dict[str, set[str]], list[Page], May, dict[str, str]] | None = None
    lost = 0
    for day in (TODAY + timedelta(n) for n in (EACH_MONTH if deep() else AFTER)):
        task = replace(first, today=day)
        context = task.context(data.village)
        shown, seen = may_be_seen(task, context, data.datasets)
        pages, _ = pages_and_records(task, seen, shown, content, ())
        named = {}
        for page in pages:
            text = "\n".join(words((page.title, page.description, page.content)))
            named[page.path] = {name for name in names if name in text} | {to for to, _ in page.files}
        may, until = may_show(ROOT, context, data, kinds, []), ends(data.datasets, context, kinds)
        if before:
            since, were, published, let, noted = before
            goes = gone(let, may)
            fades = {page.path: page.fades.isoformat() for page in published if page.fades}
            away = concerned(rests(published, kinds, all_overviews(), content), goes, slug) | faded(fades, day)
            fewer = {path for path, there in were.items() if there - named.get(path, set())}
            assert fewer <= away, f"between {since} and {day}"
            assert all(noted.get(file, "9") <= day.isoformat() for file in goes), f"between {since} and {day}: no day is noted"
            lost += len(fewer)
        before = day, named, pages, may, until
    assert lost >= 20 or slug == "dongxian"
