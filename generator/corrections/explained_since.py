"""What a village said of its corrections, of differences it looked into, of items it does not have, and says otherwise now.

A reason is public as a figure is: one that is another later is told as another, and never repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from generator.config import Village
from generator.contents import content_of
from generator.corrected import SETTINGS, Correction, stem
from generator.corrections.old_files import OldFiles
from generator.corrections.timeline import MatterState
from generator.declared import Way
from generator.door import Closed
from generator.git import FileVersion

Reasons = Mapping[tuple[object, ...], tuple[str, ...]]
"""(what is explained, about which row) → how."""
_OF_CORRECTION = ("原因", "经谁同意", "原为")


def reasons_changed(
    root: Path, village: Village, versions: Sequence[FileVersion], places: Mapping[str, str], today: date, since: date | None, old: OldFiles
) -> Iterator[Correction]:
    """``village``: as it stands now, with what its files say themselves."""
    states = _states(root, versions, places, today)
    now = reasons_of_village(village)
    pairs = [(a, b) for a, b in pairwise(states) if a.files != b.files and (since is None or b.day >= since)]
    old.fetch(state for pair in pairs for state in pair)
    for before, after in pairs:
        was, then = (old.settings(state) for state in (before, after))
        if was and then:
            yield from otherwise(reasons_of_village(was), now if after.now else reasons_of_village(then), now, after.day)


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


def _states(root: Path, versions: Sequence[FileVersion], places: Mapping[str, str], today: date) -> list[MatterState]:
    files = {f"{old}/village.yml": f"{now}/village.yml" for old, now in places.items()}
    days: dict[date, str] = {}
    day = date.min
    for version in reversed(versions):
        day = max(day, min(version.commit.day, today - timedelta(1)))
        if version.path in files and version.blob:
            days[day] = version.blob
    (file,) = {*files.values()}
    states = [MatterState(day, ((file, blob),)) for day, blob in days.items()]
    try:
        return [*states, MatterState(today, ((file, content_of(root, file).blob),), now=True)]
    except Closed:
        return states
