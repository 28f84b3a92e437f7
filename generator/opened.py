"""What is known of a root before any board is looked at: its settings, its boards, what is wrong with what speaks for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from generator.classes import dataclass
from generator.config import SiteConfig
from generator.fingerprint import fingerprint
from generator.load.discover import find_villages
from generator.load.inputs import program_id
from generator.load.own_theme import theme_files, theme_id, wrong_with
from generator.load.settings import load_site
from generator.model import Problem, Source, has_errors, problem
from generator.site import manifest
from generator.site.cover import font_file
from generator.task import UNOPENED

OF_ALL = ("data/site.yml", "data/regions/", "theme_overrides/", "mkdocs.yml")
"""What speaks for every board: with an error there, none is made."""
_CLEAN = "theme-clean.json"


@dataclass(frozen=True)
class Opened:
    """A root as it was found."""

    site: SiteConfig
    slugs: tuple[str, ...]
    """Of its boards, in order."""
    problems: tuple[Problem, ...]

    @property
    def unknown(self) -> bool:
        """True where something above the boards cannot be opened: nobody can say what is in it, so nothing is made and nothing goes."""
        return any(p.code in UNOPENED and of_all(p) for p in self.problems)

    @property
    def faulty(self) -> bool:
        """True where something that speaks for every board has an error: none is made, and what must go of them goes."""
        return has_errors([p for p in self.problems if of_all(p)])

    def asked(self, villages: Iterable[str]) -> list[str]:
        """The boards that were asked for: all where none is named."""
        wanted = set(villages)
        return [slug for slug in self.slugs if not wanted or slug in wanted]


def open_root(root: Path) -> Opened:
    """Its settings and its boards."""
    site, problems = load_site(root)
    slugs, more = find_villages(root)
    return Opened(site, tuple(slugs), (*problems, *more))


def with_theme(root: Path, opened: Opened, today: date, folder: Path | None = None) -> Opened:
    """Looked at once more for what is wrong with the owner's own files of a theme. The program's own need no look: tests have had it."""
    there = theme_id(root)
    looked_at = there and fingerprint(program_id(), there, opened.site.host, opened.site.footer)
    if not there or (folder and manifest.recall(folder / _CLEAN) == looked_at):
        return opened
    from generator.gate import Gate  # here: where nothing was changed nobody waits for the gate

    problems = Gate(root, "", opened.site, today, folder).theme(theme_files(root), wrong_with)
    if folder and not problems:
        manifest.save(folder / _CLEAN, looked_at)
    return Opened(opened.site, opened.slugs, (*opened.problems, *problems))


def of_all(p: Problem) -> bool:
    """True where it speaks for every board: of the settings and the theme, and of what cannot be opened above the boards' own folders."""
    if p.code in (*UNOPENED, "unreadable-file"):
        return not p.source.file.startswith("data/villages/")
    return p.source.file.startswith(OF_ALL)


def missing(site: SiteConfig) -> Iterator[Problem]:
    """What this machine cannot do."""
    if site.url and font_file() is None:
        yield problem("cover-missing", Source("data/site.yml"), "这台机器上没有画封面用的字体，发到群里的网页没有封面图。")
