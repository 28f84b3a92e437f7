"""What a village said of its corrections, of differences it looked into, of items it does not have, and says otherwise now.

A reason is public as a figure is: one that is another later is told as another, and never repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator.config import Village
from generator.contents import content_of
from generator.corrected import SETTINGS, Correction, stem
from generator.corrections.old_files import OldFiles
from generator.corrections.timeline import FileStep, MatterState
from generator.declared import Way
from generator.door import Closed

Reasons = Mapping[tuple[object, ...], tuple[str, ...]]
"""(what is explained, about which row) → how."""
_OF_CORRECTION = ("原因", "经谁同意", "原为")


def reasons_changed(
    root: Path,
    village: Village,
    steps: Iterable[FileStep],
    today: date,
    since: date | None,
    old: OldFiles,
    known: Collection[str],
    quiet: set[str],
) -> Iterator[Correction]:
    """``village``: as it stands now, with what its files say themselves; ``steps``: the earliest first; ``known``: pairs of days
    that hold no change; ``quiet``: is told them."""
    pairs = [(a, b) for a, b in pairwise(_states(root, village, steps, today)) if a.files != b.files and (since is None or b.day >= since)]
    quiet |= {a.then(b) for a, b in pairs} & {*known}
    pairs = [(a, b) for a, b in pairs if a.then(b) not in quiet]
    old.fetch(state for pair in pairs for state in pair)
    now = reasons_of_village(village)
    for before, after in pairs:
        was, then = (old.settings(state) for state in (before, after))
        if was and then:
            were, are = reasons_of_village(was), now if after.now else reasons_of_village(then)
            quiet |= {before.then(after)} if not after.now and not [*otherwise(were, are, {}, after.day)] else set()
            yield from otherwise(were, are, now, after.day)


def otherwise(was: Reasons, then: Reasons, now: Reasons, day: date) -> Iterator[Correction]:
    """Each reason that is another, and each of a correction that is gone; what stands today as it did went elsewhere and came back."""
    for about, words in was.items():
        if now.get(about) == words:
            continue
        if about in then and then[about] != words:
            names = [name for name, a, b in zip(_OF_CORRECTION, words, then[about], strict=False) if a != b]
            yield _told(str(about[0]), day, "改正", names)
        elif about not in then and about[0] == "更正":
            yield _told("更正", day, "撤下", ())


def _told(what: str, day: date, way: Way, names: Collection[str]) -> Correction:
    return Correction(day, f"{what}的说明", "", way=way, was=tuple((name, "", "") for name in names), file=SETTINGS)


def reasons_of_village(village: Village) -> Reasons:
    """What is explained: corrections, differences, items that do not apply."""
    folder = f"data/villages/{village.slug}/"
    reasons: dict[tuple[object, ...], tuple[str, ...]] = {}
    for each in village.corrections:
        about = ("更正", stem(f"./{each.file.removeprefix(folder)}"), each.row, each.column, each.day, each.way)
        reasons.setdefault(about, (each.reason, each.agreed, each.was))
    reasons |= {("已知差异", each.code, each.place): (each.reason,) for each in village.differences}
    return reasons | {("不适用", each.code): (each.reason,) for each in village.excused}


def _states(root: Path, village: Village, steps: Iterable[FileStep], today: date) -> list[MatterState]:
    file = f"data/villages/{village.slug}/village.yml"
    days = {day: blob for day, path, blob in steps if path == file and blob}
    states = [MatterState(day, ((file, blob),)) for day, blob in days.items()]
    try:
        return [*states, MatterState(today, ((file, content_of(root, file).blob),), now=True)]
    except Closed:
        return states
