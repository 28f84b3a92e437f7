"""How the boards of the published site and of the one before looked when they were whole, so that they need not be read; and how they look
now, which is seen once in a run: what the run itself changes is looked at again, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from pathlib import Path

from generator.site import manifest
from generator.site.intact import FilesSeen, OnDisk, Twins, files_seen, folders_of, holds_in, look_again, part, parts, twins_of
from generator.site.known_folders import KnownFolders
from generator.site.looks import Seen, seen_of, whole_look
from generator.site.marker import FRONT, boards
from generator.site.tree import NotOurs, ours
from generator.site.versions import KnownVersions

_FILE = "looks.json"
_MOST = 3
"""Looks of one version of a board: in the site, in the one before it, and one to spare."""


MANY = 16
"""Boards from which on the files of those that do not change are asked once a day: of fewer each run asks all."""


class KnownLooks:
    """Of the two folders ``site`` and ``aside``."""

    def __init__(self, memory: Path, site: Path, aside: Path, passed_over: Collection[str], versions: KnownVersions) -> None:
        self._file, self._site, self._aside = memory / _FILE, site, aside
        self._passed_over, self._versions = passed_over, versions
        self._seen: dict[Path, dict[str, Seen]] = {}
        self._unasked: set[str] = set()
        """The boards of whose files nobody was asked yet."""
        self._changed: dict[str, set[str]] = defaultdict(set)
        """Board → the files of it that this run has put, shared or taken away, in either folder: that changes the other, too."""
        self._files: dict[Path, dict[tuple[str, str], FilesSeen | None]] = defaultdict(dict)
        """Board and folder of it that this run changes → how each file looked before, where all together looked as they were seen."""
        self._read: set[str] = set()
        """How folders look that were read after they were changed: the other site has most of the same files."""

    def looked(self) -> dict[Path, dict[str, Seen]]:
        """How the parts of the two folders look, for ``seen``: nobody else writes there until then."""
        if not (twins := twins_of(self._site, self._aside)):
            return {folder: _looks_of(self._parts(folder)) for folder in (self._site, self._aside)}
        names, before = self._names(self._site), self._names(self._aside)
        both = {slug: name for slug, name in names.items() if before.get(slug) == name}
        folders = KnownFolders(self._file.parent)
        try:
            ours(self._site, both)
            ours(self._aside, both)
        except NotOurs:  # a link on the way to boards
            both = {}
        daily = len(both) >= MANY
        looks = {slug: seen for slug, name in both.items() if (seen := folders.seen(f"{self._site}/{slug}", name, daily))}
        site = self._parts(self._site, twins, looks)
        looks |= _looks_of(site)
        same = folders.same(self._aside, looks, both)
        aside = self._parts(self._aside, twins, same)
        others = {slug: one if (one := looks.get(slug)) == seen else seen for slug, seen in _looks_of(aside).items()}
        others |= {slug: looks[slug] for slug in same}
        for slug, name in both.items():
            if (slug in site or slug in aside) and slug in looks and looks[slug] == others.get(slug):
                folders.learn(name, looks[slug], {f"{self._site}/{slug}": site.get(slug), f"{self._aside}/{slug}": aside.get(slug)})
        folders.keep(both.values())
        return {self._site: looks, self._aside: others}

    def seen(self, looks: Mapping[Path, dict[str, Seen]]) -> None:
        """What another process saw need not be looked at here."""
        self._seen = dict(looks)
        self._unasked = {slug for slug, seen in looks.get(self._site, {}).items() if not seen.packed}

    def look_closer(self, slugs: Collection[str]) -> bool:
        """True where the files of one of these boards had not been asked, which will be changed or are to come from the site: now they are,
        also where what was seen was given up meanwhile."""
        todo = self._unasked.intersection(slugs)
        self._unasked -= todo
        twins = twins_of(self._site, self._aside) if todo else None
        for folder, seen in self._seen.items():
            for slug in todo if folder == self._site else todo & seen.keys():
                seen[slug] = seen_of(part(folder, slug, twins).looks)
        return bool(todo)

    def wrong(self, folder: Path) -> frozenset[str]:
        """The boards of it, and FRONT, that do not hold what was put there: somebody wrote there, or nobody knows."""
        marked = boards(folder)
        looks, wrong = self._looks(), set()
        seen = self._seen[folder] = self._seen.get(folder) or _looks_of(self._parts(folder))
        known = {slug: looks.setdefault(f"{slug} {marked.get(slug)}", []) for slug in seen}
        new = {slug for slug in seen if seen[slug].whole not in known[slug]}
        for slug, place in self._parts(folder, not_into=seen.keys() - new).items() if new else ():
            if slug not in new:
                continue
            seen[slug] = seen_of(place.looks)
            files = self._versions.files(marked.get(slug))
            if files is None or not place.holds(files):
                wrong.add(slug)
            else:
                known[slug].append(seen[slug].whole)
        self._keep(looks)
        return frozenset(wrong)

    def change(self, slug: str, paths: Iterable[str]) -> None:
        """These files of a board are about to be put, shared or taken away in one of the folders."""
        paths, of_twins = {*paths}, dict[tuple[str, str | None], FilesSeen | None]()
        for folder, seen in self._seen.items():
            if slug in seen:
                self._changed[slug].update(paths)
                looks, before = seen[slug].looks, self._files[folder]
                for place in folders_of(paths):
                    if (slug, place) not in before:
                        which = place, looks.get(place)  # two folders that look so have the very same files
                        of_twins[which] = of_twins.get(which) or files_seen(f"{folder}/{slug}/{place}", which[1])
                        before[slug, place] = of_twins[which]

    def forget(self, slug: str) -> None:
        """More of it is about to be changed than anybody tells."""
        for seen in self._seen.values():
            seen.pop(slug, None)

    def forget_all(self) -> None:
        self._seen = {}

    def swapped(self) -> None:
        """The two folders have changed places."""
        site, aside = self._seen.get(self._site, {}), self._seen.get(self._aside, {})
        self._seen = {self._site: aside, self._aside: site}
        before, before_aside = self._files[self._site], self._files[self._aside]
        self._files.update({self._site: before_aside, self._aside: before})

    def keep(self, brought: Collection[str], wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
        """What was just put into both folders need not be read at the next build. To share a file is a change of it: so after the last."""
        there = {f"{slug} {version}" for slug, version in (*wanted.items(), *before.items())}
        looks = {key: seen for key, seen in self._looks().items() if key in there}
        twins = twins_of(self._site, self._aside)
        for folder in (self._site, self._aside):
            marked = boards(folder)
            for slug in sorted({*brought} - {FRONT}):
                if marked.get(slug) == wanted[slug]:
                    known, look = looks.setdefault(f"{slug} {wanted[slug]}", []), self._now(folder, slug, wanted[slug], twins)
                    known += [look] if look and look not in known else []
        self._keep(looks)
        self._seen, self._changed, self._files, self._read = {}, defaultdict(set), defaultdict(dict), set()

    def _now(self, folder: Path, slug: str, version: str, twins: Twins | None) -> str:
        """How a board looks that this run brought; "" where somebody else has written beside it, which the next run is to see."""
        seen = self._seen.get(folder, {}).get(slug)
        if seen is None:
            return whole_look(part(folder, slug, twins).looks)
        now, inside = look_again(seen.looks, folder / slug, self._changed[slug], twins)
        places = [place for place in folders_of(self._changed[slug]) if now.get(place) not in self._read]
        files = self._versions.files(version)
        changed, before = self._changed[slug], self._files[folder]
        top = folder / slug
        if files is None or not all(holds_in(top, place, inside[place], files, changed, before.get((slug, place))) for place in places):
            return ""
        self._read.update(now[place] for place in places if place in now)
        return whole_look(now)

    def _parts(self, folder: Path, twins: Twins | None = None, not_into: Container[str] = ()) -> dict[str, OnDisk]:
        return parts(folder, boards(folder).keys() - {FRONT}, FRONT, self._passed_over, twins, not_into)

    def _names(self, folder: Path) -> dict[str, str]:
        """Of its boards, with their versions."""
        return {slug: f"{slug} {version}" for slug, version in boards(folder).items() if slug != FRONT}

    def _looks(self) -> dict[str, list[str]]:
        """「slug version」 → how its files looked in each of the two folders when they were whole."""
        recalled = manifest.recall(self._file)
        return {key: list(seen) for key, seen in recalled.items() if isinstance(seen, list)} if isinstance(recalled, dict) else {}

    def _keep(self, looks: Mapping[str, list[str]]) -> None:
        kept = {key: seen[-_MOST:] for key, seen in sorted(looks.items()) if seen}
        if kept != self._looks():
            manifest.save(self._file, kept)


def _looks_of(places: Mapping[str, OnDisk]) -> dict[str, Seen]:
    return {slug: seen_of(place.looks) for slug, place in places.items()}
