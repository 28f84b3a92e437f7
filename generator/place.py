"""One run: of which root, on which day, for which readers, and where it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator import door
from generator.classes import dataclass
from generator.compared import addresses
from generator.config import Edition, SiteConfig
from generator.fingerprint import fingerprint
from generator.installed import THEME_PARTS
from generator.load.inputs import content_ids, ids_above, ids_of_each, program_id
from generator.record.site_files import Site
from generator.site import known_ids
from generator.site.cover import font_file
from generator.site.known_ids import InputsLook
from generator.site.lock import only_one
from generator.site.publish import Refused
from generator.site.refusal import refusal
from generator.site.theme import lay_theme
from generator.site.tree import own_folder, own_folders
from generator.task import BoardTask, work_of


def site_of(root: Path, edition: Edition, work: Path | None = None) -> Path:
    """site/ for the open web; another folder for what only villagers may see, so that it is never published by mistake.

    Below ``work`` where that is given: then nothing is written below the root.
    """
    return (work or root) / ("site" if edition == "public" else f"site-{edition}")


def outputs_of(base: Path, output: Path) -> Path:
    """Where the builds of all editions into one folder wait for each other; ``base``: the folder of all that is made."""
    return base / "outputs" / fingerprint(str(output))[:8]


@dataclass(frozen=True)
class Run:
    """Where everything is."""

    root: Path
    today: date
    edition: Edition
    output: Path
    """The published site."""
    work: Path | None = None
    """Where all but the site is written; build/ of the root where it is None."""
    recording: bool = True
    """False where the site is only looked at: what stands there is no publication."""
    before: Site | None = None
    """The site as it was published last, where that may be another than the one at ``output``."""
    commit: str = ""
    """Of which the root is a copy; "" for a root of its own."""
    public: Path | None = None
    """The site that readers have, where ``output`` is another that is only looked at: boards are held against what stands there."""

    @property
    def made(self) -> Path:
        """The folder of all that is made, for all editions."""
        return self.work or self.root / "build"

    @property
    def base(self) -> Path:
        """The part of it that is this edition's."""
        return work_of(self.made, self.edition)

    @property
    def boards(self) -> Path:
        """Where each board is made, in a folder called as it is."""
        return self.base / "boards"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nobody else writes there. Raises ``Busy``, and ``Refused`` where the site cannot be put at ``output``."""
        with only_one(self.base), only_one(outputs_of(self.made, self.output)):
            if why := refusal(self.output, self.root, self.edition):  # asked again when nobody else can be writing there
                raise Refused(why)
            yield

    def prepare(self, slugs: Iterable[str]) -> None:
        """The places where things are made."""
        lay_theme(self.root, self.base)
        for place in ("portal", "front", "guide", "taken", "boards"):
            own_folder(self.base, place)
        own_folders(self.base / "boards", slugs)

    def tasks(
        self,
        site: SiteConfig,
        slugs: tuple[str, ...],
        only: Collection[str] | None = None,
        looks: Mapping[str, InputsLook] = MappingProxyType({}),
    ) -> list[BoardTask]:
        """A task for every board, or for ``only`` these of them, with the ids of all it is made from. ``looks``: what
        known_ids tells of each, where somebody has asked."""
        common = [f"content/{name}" for name in door.listed(self.root, "content") if name.endswith(".md")]
        theme = ids_above(self.root, THEME_PARTS)  # the program's own is part of its id
        covers = bool(font_file())
        shell = fingerprint(program_id(), theme, covers)
        wanted = [slug for slug in slugs if only is None or slug in only]
        ids = ids_above(self.root, ["data/site.yml", "data/regions", *common])
        shared = [ids[place] for place in ("data/site.yml", "data/regions", *common)]
        beside = addresses(slugs)
        undated = fingerprint(shell, self.edition, common, shared)
        return [
            BoardTask(
                self.root,
                slug,
                site,
                self.today,
                fingerprint(undated, self.today, beside[slug], own),
                fingerprint(undated, beside[slug], own),
                look,
                shell,
                covers,
                self.edition,
                beside[slug],
                (self.public or self.output) / slug,
                self.work,
            )
            for slug, (own, look) in self._own_ids(wanted, looks).items()
        ]

    def _own_ids(self, slugs: list[str], looks: Mapping[str, InputsLook]) -> dict[str, tuple[list[str], str]]:
        """Board → the ids of what is its alone, and how that looked where the ids are known by that."""
        places = {slug: known_ids.places_of(slug) for slug in slugs}
        if not known_ids.worth_it(len(slugs)):
            ids = content_ids(self.root, [place for own in places.values() for place in own])
            return {slug: ([ids[place] for place in own], "") for slug, own in places.items()}
        known = known_ids.KnownIds(self.made)
        looks = looks or known_ids.looks(self.root, slugs)
        new = [slug for slug in slugs if not known.told(slug, looks[slug])]
        ids_of_new = ids_of_each(self.root, [places[slug] for slug in new], len(new) >= known_ids.MANY)
        for slug, (made, all_read) in zip(new, ids_of_new, strict=True):
            known.learn(slug, looks[slug], made, all_read)
        known.keep()
        return {slug: (known.ids[slug], seen.text) for slug, seen in looks.items()}
