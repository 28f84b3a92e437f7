"""What was published before, as git has it: what stood in a village's files at the end of each day before today.

A day is one publication: what was put right on the day on which it was first committed is no correction, and what is committed today is
held against the last day before. Days are those of China, on the line of first parents, which is what the branch that is published had.

What had been public is remembered as it was last: a table that is gone for some days, that nobody could read, or that says of a sudden
that it is public later, is held against that when it is there again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from generator import door, git
from generator.config import Village
from generator.corrected import FileChange, Past
from generator.corrections.exchanged import attached_changes, attachments
from generator.corrections.explained_since import reasons_changed
from generator.corrections.held import held_against, public_by
from generator.corrections.moved_from import BEGUN, moved_from
from generator.corrections.old_files import OldFiles
from generator.corrections.tables import PastTables
from generator.corrections.timeline import MatterState, Timelines, kinds_by_folder, steps_of, timelines
from generator.corrections.whole import changes_of_tables, gone
from generator.kind import Kind
from generator.load.inputs import seen_below
from generator.model import Problem, Source, problem
from generator.values import date_cn

_DAY = timedelta(1)
_ABOVE = 8
"""Folders above the root in which a repository is looked for."""


def of_git(
    root: Path,
    village: Village,
    kinds: Sequence[Kind],
    today: date,
    since: date | None,
    quiet: set[str] | None = None,
) -> Past | None:
    """None where there is no history of any day before. ``quiet``: what is known to hold no change, brought up to date."""
    slug, quiet = village.slug, set() if quiet is None else quiet
    if not _maybe_in_git(root) or (since and today < since):
        return None
    try:
        repository = git.repository(root)
        named = (slug, *village.former)
        versions = _versions(repository, named, today)
        moved = moved_from(repository, village, versions, quiet)
        versions = _versions(repository, (*named, *moved), today) if moved else versions
        places = {f"data/villages/{old}": f"data/villages/{slug}" for old in (*named, *moved)}
    except git.NoHistory:
        return None
    if not versions:
        return None
    comparable = {kind.name: kind for kind in kinds if not kind.living}
    steps = [*steps_of(versions, places, today)]
    now, folders = seen_below(root, f"data/villages/{slug}"), kinds_by_folder(slug, comparable.values())
    lines = timelines(steps, now, folders, today)
    every = cache(partial(timelines, steps, now, folders, today, every=True))
    try:
        with tempfile.TemporaryDirectory() as folder:
            old = OldFiles(root, Path(folder), repository)
            walk = _Walk(old, comparable, since, quiet)
            walk.fetch(lines)
            changes = [change for matter, states in lines.items() for change in walk.changes(matter[0], states)]
            changes += attached_changes(attachments(steps, now, folders, today), every, comparable, since, old)
            reasons = tuple(reasons_changed(root, village, steps, today, since, old, quiet, walk.quiet))
    except git.NoHistory:
        return None
    begun = {name for name in quiet if name.startswith(BEGUN)}
    quiet.clear()
    quiet |= walk.quiet | begun
    first = min(versions[-1].commit.day, today - _DAY)
    told = f"和 git 里各天的内容比，从{date_cn(max(first, since) if since else first)}起。"
    return Past(tuple(changes), told, first, (*_cut_off(repository, slug), *_not_named(slug, moved)), reasons)


def _versions(repository: git.Repository, slugs: Sequence[str], today: date) -> list[git.FileVersion]:
    return git.versions(repository, [f"data/villages/{slug}" for slug in dict.fromkeys(slugs)], today - _DAY)


def _maybe_in_git(root: Path) -> bool:
    """Asking git costs a process; most folders without a repository show that they have none."""
    return any(door.sort_of(top, ".git") for top in (root, *root.parents[:_ABOVE]))


def _cut_off(repository: git.Repository, slug: str) -> Iterator[Problem]:
    if repository.shallow:
        message = "这里的 git 只有最近的一部分历史，更早改过的比不出来。"
        yield problem("history-shallow", Source(f"data/villages/{slug}"), message)


def _not_named(slug: str, moved: Sequence[str]) -> Iterator[Problem]:
    for old in moved:
        message = f"这个村以前的文件夹是「{old}」，「曾用网址」里没有写，旧网址、旧二维码都打不开。"
        yield problem(
            "former-missing", Source(f"data/villages/{slug}/village.yml", field="曾用网址"), message, f"加一行「曾用网址: {old}」。"
        )


class _Walk:
    """Through the states of one matter after the other."""

    def __init__(self, versions: OldFiles, kinds: Mapping[str, Kind], since: date | None, known: set[str]) -> None:
        self.versions, self._kinds, self._since = versions, kinds, since
        self._known, self.quiet = known, set[str]()

    def fetch(self, lines: Timelines) -> None:
        """All that will be looked at, at once."""
        pairs = [pair for states in lines.values() for pair in pairwise(states)]
        self.versions.fetch(
            state for pair in pairs if pair[0].then(pair[1]) not in self._known and pair[0].files != pair[1].files for state in pair
        )

    def changes(self, name: str, states: Sequence[MatterState]) -> Iterator[FileChange]:
        kind = self._kinds[name]
        before: MatterState | None = None
        public: set[str] = set()
        lost: dict[str, tuple[date, PastTables]] = {}  # key → how it was last, of what is not there or cannot be read
        for state in states:
            if before is None or before.files == state.files or (self._since and state.day < self._since):
                before = state
                continue
            pair = before.then(state)
            if pair in self._known and not lost:
                self.quiet.add(pair)
                before = state
                continue
            was, now = self.versions.tables(before, kind), self.versions.tables(state, kind)
            if now is None:
                continue  # it is held against the next that can be read
            known = {key: (before.day, tables) for key, tables in (was or {}).items() if _readable(tables)}
            changes: list[FileChange] = []
            for key, (last, tables) in {**known, **lost}.items():
                if key not in public and not public_by(kind, tables, state.day):
                    continue
                public.add(key)
                if key not in now or not _readable(now[key]):
                    changes += [gone(kind, key, tables, state.day)] if key not in now and key not in lost else []
                    lost[key] = (last, tables)
                    continue
                lost.pop(key, None)
                alone = kind.document or min(now) == key
                rows = changes_of_tables(kind, tables, now[key], alone)
                changes += held_against(kind, key, last, state.day, rows, now[key][0].file)
            if was is not None and not changes and not lost and all(map(_readable, now.values())):
                self.quiet.add(pair)
            yield from changes
            before = state


def _readable(tables: PastTables) -> bool:
    return not any(table.unread or not table.complete for table in tables)
