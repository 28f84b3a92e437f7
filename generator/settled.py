"""What becomes of every board: what comes fresh, what stays, what stands in place of one that may not stay, what goes, what has moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.classes import dataclass
from generator.compared import Figure, recalled
from generator.listed import known
from generator.model import Problem
from generator.place import Run
from generator.site import moved
from generator.site.marker import published
from generator.site.note import as_note
from generator.site.parts import board_part
from generator.site.publish import PublishedPart, Publisher
from generator.site.tree import own_folder
from generator.task import BoardResult, BoardTask

if TYPE_CHECKING:
    from generator.taken import Taken


@dataclass(frozen=True)
class Settled:
    """Of all boards of a root, and of those that are published."""

    fresh: Mapping[str, PublishedPart]
    """Made in this run."""
    instead: Mapping[str, PublishedPart]
    """What stands in place of boards that may not stay as they are."""
    kept: Mapping[str, str]
    """Board → the version that stays."""
    staying: tuple[str, ...]
    """Boards that are shown as they were or with less: all that was not made anew."""
    removed: tuple[str, ...]
    """Boards that have no data any more."""
    taken: tuple[Taken, ...]
    problems: tuple[Problem, ...]
    compared: Mapping[str, tuple[Figure, ...]]
    """Board → what the page over several villages is told of it: as what will be shown says."""
    shown: Mapping[str, Path]
    """Board → the folder of what will be shown of it."""
    old: Mapping[str, bytes]
    """What stands at addresses that boards have left."""
    moving: bool
    """A board that is published has another address now."""

    @property
    def nothing(self) -> bool:
        """True where the site stays as it is."""
        return not (self.fresh or self.instead or self.removed or self.moving)

    @property
    def gone(self) -> set[str]:
        """Boards of which one line is left."""
        return {each.slug for each in self.taken if not each.pages}


def ready_to_settle() -> None:
    """Imports what boards that stay are held against, and what stands above them is made with."""
    from generator import taken  # noqa: F401 - as above
    from generator.front import ready

    ready()


def settle(run: Run, tasks: list[BoardTask], boards: list[BoardResult], publisher: Publisher, there: Mapping[str, str]) -> Settled:
    """``boards``: those looked at in this run; ``there``: board → the version that is published."""
    slugs = dict.fromkeys(task.slug for task in tasks)  # of hundreds each is looked for
    made = {board.slug: board.version for board in boards if board.built}
    fresh = {task.slug: board_part(task.folder, made[task.slug]) for task in tasks if task.slug in made}
    left = {slug: version for slug, version in there.items() if slug in slugs and slug not in fresh}
    results = {board.slug: board for board in boards}
    now = {task.slug: results.get(task.slug) or known(task) for task in tasks}
    leads, problems = moved.led_on({slug: board.former for slug, board in now.items()}, slugs)
    removed = tuple(slug for slug in there if slug not in slugs and slug not in leads)
    waits = {old: there[old] for old, slug in leads.items() if old in there and slug not in (*fresh, *left)}  # until it can be shown
    for place in waits:
        own_folder(run.base, f"boards/{place}")
    instead: dict[str, PublishedPart] = {}
    taken: list[Taken] = []
    if left or waits:
        from generator.taken import held  # here: where every board was made nothing is held against anything

        instead, taken = held(tasks, boards, publisher, run.output, left | waits, {old: leads[old] for old in waits})
    kept = {slug: version for slug, version in (left | waits).items() if slug not in instead}
    came = {board.slug: board.name for board in boards if board.slug in fresh and board.slug not in there}
    problems += moved.vanished(run.output, removed, came)
    there_whole = {slug for slug, part in fresh.items() if part.version == there.get(slug) and slug not in publisher.wrong()}
    shown = {slug: part.folder for slug, part in (fresh | instead).items()} | {slug: run.output / slug for slug in {*kept} | there_whole}
    old = moved.pages(leads, {slug: board.name for slug, board in now.items()}, shown)
    moving = bool(leads.keys() & there.keys())
    stays = {slug: publisher.note(version) for slug, version in kept.items()} | {
        slug: json.loads(part.note()) for slug, part in instead.items()
    }
    compared = {board.slug: board.compared for board in boards if board.slug in fresh}
    compared |= {slug: recalled(note.get("compared")) for slug, each in stays.items() if (note := as_note(each))}
    return Settled(fresh, instead, kept, (*left, *waits), removed, tuple(taken), tuple(problems), compared, shown, old, moving)


def moved_away(output: Path, slugs: tuple[str, ...], leads: Mapping[str, str], names: Mapping[str, str]) -> list[Problem]:
    """Of boards of the published site that are there no more: those that another seems to be. ``names``: of those asked for."""
    there = published(output)
    removed = tuple(slug for slug in there if slug not in (*slugs, *leads))
    return list(moved.vanished(output, removed, {slug: name for slug, name in names.items() if slug not in there}))
