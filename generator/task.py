"""What one board needs to know, and what became of it: small values that any worker can be given and can give back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.classes import dataclass
from generator.codes import CODES
from generator.compared import Figure, recalled
from generator.config import Context, Edition, SiteConfig, Village
from generator.json_form import has_form, is_day, is_written
from generator.model import Problem, Source
from generator.once import Once
from generator.site import build_record as notes
from generator.site.build_record import BuildSummary
from generator.site.tree import below

if TYPE_CHECKING:
    from generator.load.board_data import BoardData
    from generator.withdrawal import May

UNOPENED = ("no-permission", "strange-file")
"""What nobody could look into: of what it holds nothing is known, neither that it is there nor that it has gone."""


def work_of(work: Path, edition: Edition) -> Path:
    """``work`` (build/, or what --work says), and its village/ for the edition that only villagers may see."""
    return work if edition == "public" else work / edition


@lru_cache(maxsize=4)
def _boards(root: Path, place: Path | None, edition: Edition) -> Path:
    """Once for all boards of a county: paths are slow."""
    return work_of(place or root / "build", edition) / "boards"


@dataclass(frozen=True)
class BoardTask:
    """All that one board needs to know; small, so that any worker can do it."""

    root: Path
    slug: str
    site: SiteConfig
    today: date
    inputs: str = ""
    """Id of all that the board is made from."""
    undated: str = ""
    """The same without the day: equal ids, and nothing lets less be shown but a day that has come."""
    look: str = ""
    """How its own files looked when those ids were made; "" where whoever makes it is told what was seen (glance.py)."""
    shell: str = ""
    """Id of the program and the theme: what every page is made with."""
    covers: bool = True
    """What this machine can make."""
    edition: Edition = "public"
    beside: str = ""
    """The address, as its home page writes it, of its row among other villages; "" where it is alone."""
    there: Path | None = None
    """Where it stands in the published site; None where nobody asks what was published before."""
    place: Path | None = None
    """Where all that is written lies; None: build/ of the root."""
    stands: str = ""
    """The version of it that is published where this run publishes; "" where none is, or nobody says."""

    @property
    def base(self) -> Path:
        """Where all editions are made, and what they share."""
        return self.place or self.root / "build"

    @property
    def work(self) -> Path:
        """Where an edition is made."""
        return work_of(self.base, self.edition)

    @cached_property
    def folder(self) -> Path:
        return _boards(self.root, self.place, self.edition) / self.slug

    def context(self, village: Village) -> Context:
        return Context(self.site, village, self.today, self.edition)


@dataclass(frozen=True)
class BoardResult(Once):
    """What became of one board."""

    slug: str
    name: str
    note: str
    problems: tuple[Problem, ...]
    pages: int = 0
    town: str = ""
    years: tuple[str, ...] = ()
    """Years that can be searched, newest first."""
    cost: int = 0
    """Bytes that a first question on it fetches."""
    latest: str = ""
    """The newest 公开日 on it, as 2026-11-08."""
    due: tuple[tuple[str, str], ...] = ()
    """What it must publish next, the oldest first: (what, last day)."""
    former: tuple[str, ...] = ()
    """Addresses that it had before."""
    standing: tuple[int, ...] = ()
    """In time and fallen due in the last twelve months, and overdue now."""
    compared: tuple[Figure, ...] = ()
    """What the page that sets villages side by side is told of it."""
    corrected: int = 0
    """Rows that were put right after they had been public."""
    fed: tuple[int, ...] = ()
    """What the feed over all boards must know of the board's own (site/board_feeds.py)."""
    phone: str = ""
    """Of the village: the first that village.yml gives."""
    version: str = ""
    """Id of the site that was made; "" where none was."""
    may: May | None = None
    """Of a board that was not made: what its files let be shown today; None where nobody can tell."""
    read: dict[str, str] | None = None
    """Of such a board: file → id of what it says."""
    without_settings: May | None = None
    """What its files would let be shown if its village.yml, which cannot be opened, kept nothing back."""

    @property
    def built(self) -> bool:
        return bool(self.version)


class LastResult(NamedTuple):
    """What was said of a board when it was made last."""

    inputs: str
    """Id of all it was made from."""
    result: BoardResult


def last_result(folder: Path, slug: str) -> LastResult | None:
    """Of the board that is made in ``folder``; None where nothing whole is known."""
    brief = notes.brief(folder)
    result = brief and _as_told(slug, brief)
    return LastResult(brief.inputs, result) if brief and result else None


def last_results(boards: Path, slugs: Iterable[str]) -> dict[str, LastResult | None]:
    """Of each of these, made in its folder of ``boards``."""
    return {slug: last_result(boards / slug, slug) for slug in slugs}


def as_before(task: BoardTask, last: LastResult | None = None) -> BoardResult | None:
    """What was said of the board when it was made from the very same; None where it must be made. ``last``: where somebody has asked."""
    last = last or last_result(task.folder, task.slug)
    return last.result if last and task.inputs and last.inputs == task.inputs else None


def as_stored(result: BoardResult) -> dict[str, object]:
    return asdict(result) | {"problems": [[p.code, list(asdict(p.source).values()), p.message, p.hint, p.excerpt] for p in result.problems]}


_FORM: dict[str, Any] = {
    **dict.fromkeys(("slug", "name", "note", "town", "latest", "phone", "version"), str),
    **dict.fromkeys(("pages", "cost", "corrected"), int),
    **dict.fromkeys(("may", "read", "without_settings")),
    "years": [str],
    "former": [str],
    "due": [[str, str]],
    "standing": ([], [int, int, int]),
    "fed": ([], [int, int, int]),
    "compared": list,
    "problems": [[str, [str, int, int, str, str, str], str, str, str]],
}


def _as_told(slug: str, brief: BuildSummary) -> BoardResult | None:
    """None for what no build says of this board."""
    stored: dict[str, Any] = dict(brief.result)
    if stored.keys() != _FORM.keys() or not has_form(stored, _FORM) or stored["slug"] != slug:
        return None
    if not is_written(*(stored[name] for name in ("name", "note", "town", "phone")), *stored["years"], *stored["former"]):
        return None
    days = [day for day in (stored["latest"], *(day for _, day in stored["due"])) if day]
    if not all(map(is_day, days)) or not all(map(below, stored["former"])) or any(code not in CODES for code, *_ in stored["problems"]):
        return None
    figures = recalled(stored["compared"])
    problems = tuple(Problem(code, Source(*source), *rest) for code, source, *rest in stored["problems"])
    lists = {name: tuple(map(_tupled, stored[name])) for name in ("years", "due", "standing", "former", "fed")}
    return BoardResult(**stored | lists | {"problems": problems, "compared": figures, "version": brief.version})


def _tupled(item: object) -> object:
    return tuple(item) if isinstance(item, list) else item


def result_of(task: BoardTask, data: BoardData, problems: list[Problem]) -> BoardResult:
    """What is known of a board that was not made."""
    from generator.gate import quiet  # here, because a board that stays as it is waits for no gate

    village = data.village
    name, note, town = (village.name, village.place_line, "".join(village.place[-1:])) if village else (task.slug, "", "")
    phone = next((contact.phone for contact in village.to_ask if contact.phone), "") if village else ""
    former = village.former if village else ()
    return BoardResult(task.slug, name, note, tuple(map(quiet, problems)), town=town, former=former, phone=phone)
