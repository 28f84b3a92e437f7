"""The published site: brought up to date aside, then swapped in. A visitor finds the old site or the new one, whole, whenever the
program is stopped.

Two sites are kept, the published one and one aside. A build changes in the one aside only the boards that differ, and then both
change places: the work is that of the change, not of the county. The one that was published then follows, so that it keeps nothing
that has been taken down. Files that both hold are the same file on disk (hard links); so a file is never written over, always put anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.afterwards import afterwards
from generator.classes import dataclass
from generator.config import Edition
from generator.site import manifest
from generator.site.bare_pages import leading_to, plain_page
from generator.site.known_looks import KnownLooks
from generator.site.manifest import Files
from generator.site.marker import EDITION, FRONT, MARKER, boards, edition_of, mark
from generator.site.note import NOTHING
from generator.site.placing import Placing, place
from generator.site.swap import recover, swap
from generator.site.theme import Colours
from generator.site.tree import clear, plain_file, put, take_away
from generator.site.versions import KnownVersions

NO_JEKYLL = ".nojekyll"
"""For hosts that would leave out what begins with _, as the search index does."""


class Refused(Exception):
    """The folder may not be replaced; the message is for the person who named it."""


class Damaged(Exception):
    """Of these parts something was not what it should be, so nothing was published."""

    def __init__(self, places: frozenset[str]) -> None:
        super().__init__()
        self.places = places


@dataclass(frozen=True)
class PublishedPart:
    """One board, or the front: where its files are, the id of all they hold, and what each holds, asked only where that differs."""

    folder: Path
    version: str
    files: Callable[[], Files]
    note: Callable[[], bytes] = lambda: NOTHING
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
        self._looks = KnownLooks(self._memory, site, self._aside, (MARKER, NO_JEKYLL), self._versions)
        self.looked, self.seen = self._looks.looked, self._looks.seen
        recover(self._aside, site)

    def wrong(self) -> frozenset[str]:
        """The boards, and FRONT, that do not hold what was put there when they were published: somebody wrote there, or nobody knows."""
        if self._site_wrong is None:
            self._site_wrong = self._looks.wrong(self._site)
        return self._site_wrong

    def _wrong_of(self, slugs: Collection[str]) -> frozenset[str]:
        """``wrong`` when the files of these boards were asked."""
        if self._looks.look_closer(slugs):
            self._site_wrong = None
        return self.wrong()

    def known(self, version: str) -> Files | None:
        """What was put into the site as this version; None where nobody knows."""
        return self._versions.files(version)

    def note(self, version: str) -> object:
        """What was noted of it then."""
        return self._versions.note(version)

    def publish(self, fresh: Mapping[str, PublishedPart], kept: Mapping[str, str]) -> bool:
        """``fresh``: what this run made, the front under FRONT; ``kept``: version of each board that stays as it is published.
        False where the site is all this already. Raises Damaged."""
        now = boards(self._site)
        changing = {slug for slug, part in fresh.items() if part.version != now.get(slug)}
        wrong = self._wrong_of(changing or now)  # who builds again what has not changed may want to know
        wanted = {slug: part.version for slug, part in fresh.items()} | dict(kept)
        if wanted == now and not wrong & fresh.keys() and edition_of(self._site) == self._edition:
            there = boards(self._aside)
            if there and there != wanted:  # where the last build was stopped between the two
                self._looks.keep(self._follow(wanted, wrong, self._whole_aside()), wanted, now)
            self._leave_to_no_host()
            return False
        there = self._whole_aside()
        self._aside.mkdir(parents=True, exist_ok=True)
        for slug in sorted(set(there) - set(wanted)):
            self._forget(there, slug)
            self._remove_board(slug)
        differ = [slug for slug in sorted(wanted) if there.get(slug) != wanted[slug]]
        wrong = self._wrong_of(differ)  # the site is believed of what comes from there, and never asked again
        coming = (
            _Coming(
                slug, fresh.get(slug) or self._as_published(slug, wanted[slug]), None if slug in wrong else now.get(slug), slug in fresh
            )
            for slug in differ
        )
        if damaged := place(self._bring(each, there) for each in coming):
            raise Damaged(frozenset(damaged))
        self._mark(wanted)
        put(self._aside / NO_JEKYLL, b"")
        swap(self._aside, self._site)
        afterwards(partial(self._settle, {*differ}, wanted, now, wrong))
        return True

    def _settle(self, brought: set[str], wanted: Mapping[str, str], before: Mapping[str, str], wrong: frozenset[str]) -> None:
        """What is left to do when visitors have the new site. ``brought``: the boards that differ."""
        self._looks.swapped()
        self._drop_aside(wrong)
        brought |= self._follow(wanted, frozenset(), boards(self._aside))  # it was looked at when this run began
        self._looks.keep(brought, wanted, before)
        self._site_wrong = None
        self._versions.let_go({*wanted.values(), *before.values()})

    def _leave_to_no_host(self) -> None:
        """The mark without which a host leaves out folders such as that of the record is put back where somebody took or changed it."""
        mark_of_ours = self._site / NO_JEKYLL
        with suppress(OSError):
            if plain_file(mark_of_ours) == b"":
                return
        put(mark_of_ours, b"")

    def _follow(self, wanted: Mapping[str, str], wrong: frozenset[str], there: dict[str, str]) -> set[str]:
        """The site before holds nothing that the site does not: what was taken down there is not kept here until the next change. Where
        there is none yet it comes now, of files that both share: else the next change would wait for all of it. The boards that it was
        brought.

        ``there``: the boards of it that are as they were put.
        """
        if FRONT in wrong or not (there or self._shares()):
            self._clear_aside()
            return set()
        for slug in sorted(there.keys() - (wanted.keys() - wrong)):
            self._forget(there, slug)
            self._remove_board(slug)
        behind = [slug for slug in sorted(wanted.keys() - wrong) if there.get(slug) != wanted[slug]]
        coming = (_Coming(slug, self._as_published(slug, wanted[slug]), wanted[slug]) for slug in behind)
        damaged = place(self._bring(each, there) for each in coming)
        self._mark({slug: version for slug, version in wanted.items() if slug not in wrong | damaged})
        return {*behind} - damaged

    def _whole_aside(self) -> dict[str, str]:
        """The boards of the site before that are as they were put; what is not goes, so that it never comes back."""
        there, wrong = boards(self._aside), self._looks.wrong(self._aside)
        if FRONT not in there or FRONT in wrong or self._aside.is_symlink():  # never finished, or somebody wrote above the boards
            self._clear_aside()
            return {}
        for slug in wrong & there.keys():
            self._forget(there, slug)
            self._remove_board(slug)
        return there

    def _drop_aside(self, wrong: frozenset[str]) -> None:
        """What was wrong in the site that has just been turned over."""
        there = boards(self._aside)
        if FRONT in wrong and there:
            self._clear_aside()
            return
        for slug in wrong & there.keys():
            self._forget(there, slug)
            self._remove_board(slug)

    def _shares(self) -> bool:
        """Whether what stands in the site can stand aside, too, without being copied. Aside is empty then but for a file that shows it."""
        self._clear_aside()
        try:
            self._aside.mkdir(parents=True)
            os.link(self._site / NO_JEKYLL, self._aside / NO_JEKYLL)
        except OSError:
            return False
        return True

    def _bring(self, coming: _Coming, there: dict[str, str]) -> list[Placing]:
        """Make a board aside hold what is coming: what it is not to hold is taken away, what is left to be put there is given back."""
        slug, part, shown, new = coming
        target = self._aside / slug
        old = self._versions.files(there.get(slug))
        self._forget(there, slug)
        if old is None:
            self._remove_board(slug)
            old = {}
        same = self._versions.files(shown) or {}
        # Of what stands whole in the site nobody is asked: what is kept of it in build/ may not be what it was.
        files = (shown == part.version and self._versions.files(shown)) or part.files()
        gone = old.keys() - files.keys()
        other = {path: known_digest for path, known_digest in files.items() if old.get(path) != known_digest}
        self._looks.change(slug, (*gone, *other))
        for path in gone:
            take_away(target, path)
        if new or self._versions.files(part.version) is None:
            self._versions.keep(part.version, files, part.note())
        places = (slug, str(target), str(part.folder), f"{self._site}/{slug}")
        return [Placing(places, path, digest, same.get(path) == digest) for path, digest in other.items()]

    def _clear_aside(self) -> None:
        self._looks.forget_all()
        clear(self._aside)

    def _remove_board(self, slug: str) -> None:
        """From the site before."""
        if slug == FRONT:
            return  # its files are put anew one by one
        self._looks.forget(slug)
        clear(self._aside / slug)
        take_away(self._aside, slug)

    def _forget(self, there: dict[str, str], slug: str) -> None:
        """From here on the board aside is half changed: say so before anything is touched."""
        if there.pop(slug, None) is not None:
            self._mark(there)

    def _mark(self, there: Mapping[str, str]) -> None:
        mark(self._aside, {EDITION: self._edition, **there})

    def _as_published(self, slug: str, version: str) -> PublishedPart:
        def files() -> Files:
            put_there = self.known(version)
            return put_there or {path: known for path, known in manifest.scan(self._site / slug).items() if known}

        return PublishedPart(self._site / slug, version, files, lambda: manifest.as_json(self.note(version)))


def aside(site: Path, build: Path) -> Path:
    """Where the site before is kept: in build/ where that is on the same disk, so that both can change places."""
    place = next(p for p in site.parents if p.exists())
    name = f"{site.name}-{manifest.digest(os.fsencode(_seen_from(build, site)))[:8]}"
    return build / "before" / name if place.stat().st_dev == build.stat().st_dev else site.with_name(f".{site.name}.before")


def _seen_from(build: Path, site: Path) -> str:
    """Which output folder it is, also after all of it was moved elsewhere: what build/ has of one is not lost, and not left lying."""
    try:
        return Path(os.path.relpath(site, build.resolve())).as_posix()
    except ValueError:  # on another drive
        return str(site)


class _Coming(NamedTuple):
    """A board on its way into the site before."""

    slug: str
    part: PublishedPart
    shown: str | None
    """The version of it that stands whole in the site, with which it can share files."""
    new: bool = False
    """This run made it."""
