"""The front page of a section that tells of each of its kinds in figures, and its part of the home page: a kind is there by its section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import all_kinds
from generator.model import Problem
from generator.overviews import all_overviews
from generator.section import Section
from generator.shown import Brief, Content, HomePart, Page, first_day


@dataclass(frozen=True)
class FrontView:
    """The front page, as its template takes it."""

    first: object
    """What stands above the kinds, as the section's own macro takes it."""
    briefs: tuple[Brief, ...]


@dataclass(frozen=True)
class AtHome:
    """The part of the home page."""

    section: Section
    first: object
    briefs: tuple[Brief, ...]
    several: int
    """How many there are on the front page."""


First = Callable[[Books, Context], object]
"""Nothing that is false: what stands above the kinds, on the front page or the home page."""


def nothing(books: Books, context: Context) -> object:
    """The section is its kinds and no more."""
    return ()


@dataclass(frozen=True)
class SectionFront:
    """Makes both. ``description`` of the page stands after the village's name."""

    section: Section
    description: str
    above: First = nothing
    at_home: First = nothing
    home_kinds: tuple[str, ...] = ()
    """Titles of what the home page tells of, where the section has too much for that; () for all."""
    others: tuple[str, ...] = field(default=())
    """Kinds that ``above`` and ``at_home`` read, and overviews that tell of several kinds there, beyond those of the section."""

    def pages(self, books: Books, context: Context) -> Iterator[Page]:
        """The front page, where there is anything."""
        first, briefs = self.above(books, context), self._briefs(books, context)
        if first or briefs:
            yield Page(
                self.section.front, self.section.title, self.section.path, "index", _index, (first, briefs),
                f"{context.village.name}{self.description}", sample=self._sample(context), nav=self.section.title,
                fades=first_day(brief.fades for brief in briefs),
            )  # fmt: skip

    def home(self, books: Books, context: Context) -> HomePart | None:
        """What the newest files come to, in a few lines."""
        first, briefs = self.at_home(books, context), self._briefs(books, context)
        told = tuple(brief for brief in briefs if brief.kind in self.home_kinds) or briefs
        if not (first or briefs):
            return None
        at_home = AtHome(self.section, first, told, len(briefs))
        return HomePart("home", at_home, self._sample(context), fades=first_day(brief.fades for brief in told))

    def uses(self) -> tuple[str, ...]:
        """Names of the kinds it reads."""
        return tuple(sorted({*(kind.name for kind in all_kinds() if kind.section == self.section), *self.others}))

    def _briefs(self, books: Books, context: Context) -> tuple[Brief, ...]:
        """Those of its kinds and of the overviews over several of them, in the order of the board."""
        of_kinds = [(kind.order, kind.front(books[kind.name], context)) for kind in all_kinds() if kind.section == self.section]
        several = [overview for overview in all_overviews() if overview.section == self.section]
        made = of_kinds + [(of.order, of.front({name: books[name] for name in of.uses}, context)) for of in several]
        return tuple(brief for _, brief in sorted(made, key=lambda one: one[0]) if brief)

    def _sample(self, context: Context) -> str:
        """Said where any of the kinds is a sample."""
        titles = (kind.title for kind in all_kinds() if kind.section == self.section)
        return next((sentence for title in titles if (sentence := context.village.sample_sentence(title))), "")


def _index(first: object, briefs: tuple[Brief, ...]) -> Content:
    return Content(FrontView(first, briefs))


def front_of(
    front: SectionFront, order: int, title: str, checks: tuple[Callable[[Books, Context], Iterable[Problem]], ...] = ()
) -> Overview:
    """The overview that makes it."""
    return Overview(
        front.section.path,
        title,
        order,
        front.uses(),
        checks,
        pages=front.pages,
        home=front.home,
    )
