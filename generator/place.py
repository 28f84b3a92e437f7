"""One run: of which root, on which day, for which readers, and where it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator import door
from generator.classes import dataclass
from generator.compared import addresses
from generator.config import Edition, SiteConfig
from generator.fingerprint import fingerprint
from generator.installed import THEME_PARTS
from generator.load.inputs import content_ids, program_id
from generator.record.site_files import Site
from generator.site.cover import font_file
from generator.site.lock import only_one
from generator.site.publish import Refused
from generator.site.refusal import refusal
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

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nobody else writes there. Raises ``Busy``, and ``Refused`` where the site cannot be put at ``output``."""
        with only_one(self.base), only_one(outputs_of(self.made, self.output)):
            if why := refusal(self.output, self.root, self.edition):  # asked again when nobody else can be writing there
                raise Refused(why)
            yield

    def tasks(self, site: SiteConfig, slugs: tuple[str, ...], only: Collection[str] | None = None) -> list[BoardTask]:
        """A task for every board, or for ``only`` these of them, with the ids of all it is made from."""
        common = [f"content/{name}" for name in door.listed(self.root, "content") if name.endswith(".md")]
        theme = content_ids(self.root, THEME_PARTS)  # the program's own is part of its id
        covers = bool(font_file())
        shell = fingerprint(program_id(), theme, covers)
        wanted = [slug for slug in slugs if only is None or slug in only]
        own = [[f"data/villages/{slug}", f"content/{slug}"] for slug in wanted]
        ids = content_ids(self.root, ["data/site.yml", "data/regions", *common, *(place for places in own for place in places)])
        shared = [ids[place] for place in ("data/site.yml", "data/regions", *common)]
        beside = addresses(slugs)
        of_all = (shell, self.today, self.edition, common, shared)
        return [
            BoardTask(
                self.root,
                slug,
                site,
                self.today,
                fingerprint(*of_all, beside[slug], [ids[place] for place in places]),
                fingerprint(shell, self.edition, common, shared, beside[slug], [ids[place] for place in places]),
                shell,
                covers,
                self.edition,
                beside[slug],
                (self.public or self.output) / slug,
                self.work,
            )
            for slug, places in zip(wanted, own, strict=True)
        ]
