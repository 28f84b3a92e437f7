"""The published site: brought up to date aside, then swapped in. A visitor finds the old site or the new one, whole, whenever the
program is stopped.

Two sites are kept, the published one and one aside. A build changes in the one aside only the boards that differ, and then both
change places: the work is that of the change, not of the county. The one that was published then follows, so that it keeps nothing
that has been taken down. Files that both hold are the same file on disk (hard links); so a file is never written over, always put anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.config import Edition
from generator.site import manifest
from generator.site.bare_pages import leading_to, plain_page
from generator.site.intact import OnDisk, Twins, part, parts, twins_of
from generator.site.manifest import Files
from generator.site.marker import EDITION, FRONT, MARKER, boards, edition_of, mark
from generator.site.swap import recover, swap
from generator.site.theme import Colours
from generator.site.tree import clear, plain_file, put, share, take_away
from generator.site.versions import KnownVersions
from generator.workers import spread

NO_JEKYLL = ".nojekyll"
"""For hosts that would leave out what begins with _, as the search index does."""

_LOOKS, _MOST_LOOKS = "looks.json", 3
"""Of one board: in the site, in the one before it, and one to spare."""


class Refused(Exception):
    """The folder may not be replaced; the message is for the person who named it."""


@dataclass(frozen=True)
class PublishedPart:
    """One board, or the front: where its files are, the id of all they hold, and what each holds, asked only where that differs."""

    folder: Path
    version: str
    files: Callable[[], Files]
    note: Callable[[], object] = lambda: None
    """What is to be known of it for as long as it stands: JSON."""


def front_page(folder: Path, slugs: Sequence[str], private: bool, old: Mapping[str, bytes], own: Colours) -> PublishedPart:
    """The front where there is no portal: a page that leads on to the one board, and what stands at its ``old`` addresses. ``own``: of the
    owner's style sheet."""
    page = leading_to(slugs[0], private, own) if slugs else plain_page("村务公开栏", "<p>现在没有公开的内容。</p>", private, own)
    contents = {"index.html": page, **old}
    for path, content in contents.items():
        put(folder / path, content)
    files = {path: manifest.digest(content) for path, content in contents.items()}
    return PublishedPart(folder, manifest.version(files), lambda: files)


class Publisher:
    """Puts parts where visitors find them."""

    def __init__(self, site: Path, build: Path, edition: Edition = "public") -> None:
        self._site, self._aside, self._edition = site, aside(site, build), edition
        self._memory = build / "published" / manifest.digest(os.fsencode(_seen_from(build, site)))[:8]
        self._site_wrong: frozenset[str] | None = None
        self._versions = KnownVersions(self._memory)
        self._seen: dict[Path, dict[str, str]] = {}
        recover(self._aside, site)

    def wrong(self) -> frozenset[str]:
        """The boards, and FRONT, that do not hold what was put there when they were published: somebody wrote there, or nobody knows."""
        if self._site_wrong is None:
            self._site_wrong = self._not_as_put(self._site)
        return self._site_wrong

    def looked(self) -> dict[Path, dict[str, str]]:
        """How the boards in the two folders look, for ``seen``: nobody else writes there until then."""
        twins = twins_of(self._site, self._aside)
        return {site: self._look(site, twins) for site in (self._site, self._aside)}

    def seen(self, looks: Mapping[Path, dict[str, str]]) -> None:
        """What another process saw need not be looked at here."""
        self._seen = dict(looks)

    def known(self, version: str) -> Files | None:
        """What was put into the site as this version; None where nobody knows."""
        return self._versions.files(version)

    def note(self, version: str) -> object:
        """What was noted of it then."""
        return self._versions.note(version)

    def publish(self, fresh: Mapping[str, PublishedPart], kept: Mapping[str, str]) -> bool:
        """``fresh``: what this run made, the front under FRONT; ``kept``: version of each board that stays as it is published.
        False where the site is all this already."""
        now, wrong = boards(self._site), self.wrong()
        wanted = {slug: part.version for slug, part in fresh.items()} | dict(kept)
        if wanted == now and not wrong & fresh.keys() and edition_of(self._site) == self._edition:
            there = boards(self._aside)
            if there and there != wanted:  # where the last build was stopped between the two
                self._look_at(self._follow(wanted, wrong, self._whole_aside()), wanted, now)
            self._leave_to_no_host()
            return False
        there = self._whole_aside()
        self._aside.mkdir(parents=True, exist_ok=True)
        for slug in sorted(set(there) - set(wanted)):
            self._forget(there, slug)
            _remove_board(self._aside, slug)
        good: dict[str, bool] = {}
        for slug in sorted(wanted):
            if there.get(slug) != wanted[slug]:
                part = fresh.get(slug) or self._as_published(slug, wanted[slug])
                good[slug] = self._bring(slug, part, there, None if slug in wrong else now.get(slug), slug in fresh)
        self._mark(wanted)
        put(self._aside / NO_JEKYLL, b"")
        swap(self._aside, self._site)
        self._drop_aside(wrong)
        brought = {slug for slug, whole in good.items() if whole}
        if all(good.values()):  # the site before was looked at when this run began
            brought |= self._follow(wanted, frozenset(), boards(self._aside))
        self._look_at(brought, wanted, now)
        self._site_wrong = None
        self._tidy({*wanted.values(), *now.values()})
        return True

    def _leave_to_no_host(self) -> None:
        """The mark without which a host leaves out folders such as that of the record is put back where somebody took or changed it."""
        mark_of_ours = self._site / NO_JEKYLL
        with suppress(OSError):
            if plain_file(mark_of_ours) == b"":
                return
        put(mark_of_ours, b"")

    def _follow(self, wanted: Mapping[str, str], wrong: frozenset[str], there: dict[str, str]) -> set[str]:
        """The site before holds nothing that the site does not: what was taken down there is not kept here until the next change. The
        boards that it was brought.

        ``there``: the boards of it that are as they were put.
        """
        if not there or FRONT in wrong:
            clear(self._aside)
            return set()
        for slug in sorted(there.keys() - (wanted.keys() - wrong)):
            self._forget(there, slug)
            _remove_board(self._aside, slug)
        behind = [slug for slug in sorted(wanted.keys() - wrong) if there.get(slug) != wanted[slug]]
        for slug in behind:
            self._bring(slug, self._as_published(slug, wanted[slug]), there, wanted[slug])
        self._mark({slug: version for slug, version in wanted.items() if slug not in wrong})
        return {*behind}

    def _not_as_put(self, site: Path) -> frozenset[str]:
        marked = boards(site)
        looks, wrong = self._looks(), set()
        places: dict[str, OnDisk] = {}
        for slug, look in (self._seen.pop(site, None) or self._look(site)).items():
            known = looks.setdefault(f"{slug} {marked.get(slug)}", [])
            if look in known:
                continue
            places = places or self._parts_of(site)
            files = self._versions.files(marked.get(slug))
            if files is None or not places[slug].holds(files):
                wrong.add(slug)
            else:
                known.append(places[slug].look)
        self._keep_looks(looks)
        return frozenset(wrong)

    def _look(self, site: Path, twins: Twins | None = None) -> dict[str, str]:
        return {slug: place.look for slug, place in self._parts_of(site, twins).items()}

    def _parts_of(self, site: Path, twins: Twins | None = None) -> dict[str, OnDisk]:
        return parts(site, boards(site).keys() - {FRONT}, FRONT, (MARKER, NO_JEKYLL), twins)

    def _whole_aside(self) -> dict[str, str]:
        """The boards of the site before that are as they were put; what is not goes, so that it never comes back."""
        there, wrong = boards(self._aside), self._not_as_put(self._aside)
        if FRONT not in there or FRONT in wrong or self._aside.is_symlink():  # never finished, or somebody wrote above the boards
            clear(self._aside)
            return {}
        for slug in wrong & there.keys():
            self._forget(there, slug)
            _remove_board(self._aside, slug)
        return there

    def _drop_aside(self, wrong: frozenset[str]) -> None:
        """What was wrong in the site that has just been turned over."""
        there = boards(self._aside)
        if FRONT in wrong and there:
            clear(self._aside)
            return
        for slug in wrong & there.keys():
            self._forget(there, slug)
            _remove_board(self._aside, slug)

    def _bring(self, slug: str, part: PublishedPart, there: dict[str, str], shown: str | None, new: bool = False) -> bool:
        """Make ``slug`` aside hold what ``part`` holds, which is ``new`` where this run made it. False where a file was not what
        it should be: the next build sees it."""
        target = self._aside / slug
        old = self._versions.files(there.get(slug))
        self._forget(there, slug)
        if old is None:
            _remove_board(self._aside, slug)
            old = {}
        same = self._versions.files(shown) or {}
        # Of what stands whole in the site nobody is asked: what is kept of it in build/ may not be what it was.
        files = (shown == part.version and self._versions.files(shown)) or part.files()
        for path in old.keys() - files.keys():
            take_away(target, path)
        other = {path: known_digest for path, known_digest in files.items() if old.get(path) != known_digest}
        placed = partial(_placed, target, part.folder, self._site / slug, {path for path in other if same.get(path) == other[path]})
        whole = all([*spread(placed, [*other.items()], each=50)])
        if new or self._versions.files(part.version) is None:
            self._versions.keep(part.version, files, part.note())
        return whole

    def _forget(self, there: dict[str, str], slug: str) -> None:
        """From here on the board aside is half changed: say so before anything is touched."""
        if there.pop(slug, None) is not None:
            self._mark(there)

    def _mark(self, there: Mapping[str, str]) -> None:
        mark(self._aside, {EDITION: self._edition, **there})

    def _as_published(self, slug: str, version: str) -> PublishedPart:
        def files() -> Files:
            known = self.known(version)
            return known or {path: seen.digest for path, seen in manifest.scan(self._site / slug, {}).items() if seen.digest}

        return PublishedPart(self._site / slug, version, files, lambda: self.note(version))

    def _looks(self) -> dict[str, list[str]]:
        """「slug version」 → how its files looked in each of the two folders when they were whole."""
        recalled = manifest.recall(self._memory / _LOOKS)
        return {key: list(seen) for key, seen in recalled.items() if isinstance(seen, list)} if isinstance(recalled, dict) else {}

    def _keep_looks(self, looks: Mapping[str, list[str]]) -> None:
        kept = {key: seen[-_MOST_LOOKS:] for key, seen in sorted(looks.items()) if seen}
        if kept != self._looks():
            manifest.save(self._memory / _LOOKS, kept)

    def _look_at(self, brought: Collection[str], wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
        """What was just put into both folders need not be read at the next build. To share a file is a change of it: so after the last."""
        there = {f"{slug} {version_of_board}" for slug, version_of_board in (*wanted.items(), *before.items())}
        looks = {key: seen for key, seen in self._looks().items() if key in there}
        twins = twins_of(self._site, self._aside)
        for site in (self._site, self._aside):
            marked = boards(site)
            for slug in sorted({*brought} - {FRONT}):
                if marked.get(slug) == wanted[slug]:
                    known, look = looks.setdefault(f"{slug} {wanted[slug]}", []), part(site, slug, twins).look
                    known += [] if look in known else [look]
        self._keep_looks(looks)

    def _tidy(self, versions: set[str]) -> None:
        for path in self._memory.glob("*.json"):
            if path.name != _LOOKS and path.stem not in versions:
                clear(path)


def aside(site: Path, build: Path) -> Path:
    """Where the site before is kept: in build/ where that is on the same disk, so that both can change places."""
    place = next(p for p in site.parents if p.exists())
    name = f"{site.name}-{manifest.digest(os.fsencode(site))[:8]}"
    return build / "before" / name if place.stat().st_dev == build.stat().st_dev else site.with_name(f".{site.name}.before")


def _seen_from(build: Path, site: Path) -> str:
    """Which output folder it is, also after all of it was moved elsewhere: what build/ knows of one is not lost to another."""
    try:
        return Path(os.path.relpath(site, build.resolve())).as_posix()
    except ValueError:  # on another drive
        return str(site)


def _placed(target: Path, source: Path, site: Path, shared: Container[str], files: Sequence[tuple[str, str]]) -> bool:
    """Puts each path into ``target``, as its digest says; ``shared``: what the published ``site`` holds so already. What is built is
    copied, so that a damaged build/ damages no site; False where a copy has not its digest."""
    whole = True
    for path, digest in files:
        if path in shared:
            share(site / path, target / path)
            continue
        (target / path).unlink(missing_ok=True)
        content = plain_file(source / path)
        put(target / path, content)
        whole &= manifest.digest(content) == digest
    return whole


def _remove_board(site: Path, slug: str) -> None:
    if slug == FRONT:
        return  # its files are put anew one by one
    clear(site / slug)
    take_away(site, slug)
