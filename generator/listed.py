"""How a board is listed on the page over all of them: as it is published, whether or not this run was asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.compared import Figure
from generator.config import Village
from generator.duties import Compliance
from generator.fingerprint import fingerprint
from generator.site.search import searchable
from generator.task import BoardResult, BoardTask, as_before, result_of

if TYPE_CHECKING:
    from generator.pages.portal import PortalEntry


def entry_of(task: BoardTask, result: BoardResult | None, there: Path | None, compared: tuple[Figure, ...] = ()) -> PortalEntry:
    """How the portal lists a board: as it is published, also where that is an older one; ``compared``: the figures of what is published."""
    from generator.pages.portal import PortalEntry

    asked = result is not None
    result = result or known(task)
    if there is None:
        return PortalEntry(task.slug, result.name, "资料有误，正在更正" if asked else "还没有公开", "", result.town)
    entry = _entry(task.slug, result, compared)
    if not result.built and (index := searchable(there)):
        entry = replace(entry, years=index.years, cost=index.cost)
    return entry


def _entry(slug: str, result: BoardResult, compared: tuple[Figure, ...]) -> PortalEntry:
    from generator.pages.portal import PortalEntry

    return result.once(
        "entry",
        (slug, compared),
        lambda: PortalEntry(
            slug,
            result.name,
            result.note,
            f"{slug}/",
            result.town,
            result.years,
            result.cost,
            result.latest,
            result.due,
            Compliance(*result.standing),
            result.corrected,
            compared,
        ),
    )


def list_ahead(results: Iterable[BoardResult]) -> None:
    """While there is nothing else to do: how these boards are listed, if they stay as they are."""
    for result in results:
        fingerprint(_entry(result.slug, result, result.compared))


def known(task: BoardTask) -> BoardResult:
    """What is known of a board that this run was not asked for."""
    if before := as_before(task):
        return before
    from generator.load.board_data import BoardData

    return result_of(task, BoardData(settings_of(task)), [])


def settings_of(task: BoardTask) -> Village | None:
    """What its village.yml says; None where that cannot be read."""
    from generator.load.settings import load_village

    return load_village(task.root / "data/villages" / task.slug, f"data/villages/{task.slug}/village.yml", [])[0]
