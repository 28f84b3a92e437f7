"""All pages of one board: home, what its kinds make, and what is shown of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from markupsafe import Markup

from generator.classes import dataclass
from generator.config import Context, Village
from generator.corrected import Corrections
from generator.duties import Obligation
from generator.findable import Findable
from generator.kept import as_before, kept
from generator.kind import Books, Datasets, Kind, Overview
from generator.pages.corrections_page import note_at_home, with_corrections
from generator.pages.duties_page import catalogue_page, due_at_home, due_elsewhere
from generator.pages.offline_page import offline_page
from generator.pages.render import render_part
from generator.pages.search_page import search_page
from generator.pages.section_front import shelved
from generator.pages.specimen import specimen_page
from generator.pages.turns import turned
from generator.posted import Due
from generator.section import PEOPLE
from generator.shown import COVER, Content, Cover, HomePart, Page, first_day


def board_pages(
    context: Context,
    kinds: Sequence[Kind],
    overviews: Sequence[Overview],
    datasets: Mapping[str, Datasets],
    welcome: str,
    records: Sequence[Findable] = (),
    covers: bool = False,
    owed: tuple[Obligation, ...] = (),
    beside: str = "",
    corrections: Corrections | None = None,
) -> list[Page]:
    """Home first, then kinds in the order of the board, then search. ``owed``: nothing where the board owes nothing;
    ``beside``: where other villages stand beside this one, "" for nowhere; ``corrections``: what was put right of what had been public."""
    made = turned(shelved(_made(context, kinds, overviews, datasets), context))
    made += [catalogue_page(owed, made, context)] if owed else []
    made = with_corrections(made, corrections, context)
    parts = tuple(_home_parts(context, kinds, overviews, datasets))
    sample = context.village.sample_sentence() or next((part.sample for _, part in parts if part.sample), "")
    people = next((page.path for page in made if page.path == PEOPLE), "")
    cover = Cover("村务公开栏", tuple((page.nav, "") for page in made if page.nav))
    home = Page(
        "index.md",
        f"{context.village.name}公开栏",
        "home",
        "home",
        _home,
        (context.village, parts, welcome, people, beside),
        _describe(context),
        sample=sample,
        nav="首页",
        cover=cover,
        notes=note_at_home(corrections),
        fades=first_day(part.fades for _, part in parts),
    )
    elsewhere = as_before(context.village.slug, "elsewhere", due_elsewhere(owed, context.today))  # each page is asked for it by this
    first = _finished(home, context, covers, due_at_home(owed, context.today))
    others = [_finished(page, context, covers, elsewhere) for page in made]
    asked = replace(search_page(context, made, records, sample), owed=elsewhere)
    alone = (asked, specimen_page(context), offline_page((home, *made), sample))
    return [first, *others, *(replace(page, day=_day(page, context)) for page in alone)]


def _finished(page: Page, context: Context, covers: bool, owed: tuple[tuple[Due, int], ...]) -> Page:
    """With what stands around it, the address its QR code holds, and the cover that chats show: its own, else the home page's."""
    own = page.beside(COVER) if page.cover else COVER
    picture = context.address(own) if covers else ""
    return page.but(address=context.address(page.path), picture=picture, owed=owed, day=_day(page, context))


def _day(page: Page, context: Context) -> date:
    return (page.posted and page.posted.until) or context.today


def _home_parts(
    context: Context, kinds: Sequence[Kind], overviews: Sequence[Overview], datasets: Mapping[str, Datasets]
) -> Iterator[tuple[str, HomePart]]:
    """(template, part) of kinds and overviews, in the order of the board."""
    for maker, data in _makers(kinds, overviews, datasets):
        if part := kept(context.village.slug, f"home {maker.name}", (data, context), partial(maker.home, data, context)):  # type: ignore[arg-type]
            yield part.template or maker.name, part


def _made(context: Context, kinds: Sequence[Kind], overviews: Sequence[Overview], datasets: Mapping[str, Datasets]) -> list[Page]:
    """What kinds and overviews make, in the order of the board."""
    made: list[Page] = []
    for maker, data in _makers(kinds, overviews, datasets):
        made += kept(context.village.slug, f"pages {maker.name}", (data, context), partial(_pages_of, maker, data, context))
    return made


def _pages_of(maker: Kind | Overview, data: Datasets | Books, context: Context) -> list[Page]:
    return [page.but(maker=maker.name) for page in maker.pages(data, context)]  # type: ignore[arg-type]


def _makers(
    kinds: Sequence[Kind], overviews: Sequence[Overview], datasets: Mapping[str, Datasets]
) -> list[tuple[Kind | Overview, Datasets | Books]]:
    """Kinds and overviews in the order of the board, each with what it is given."""
    makers: list[tuple[Kind | Overview, Datasets | Books]] = [(kind, datasets[kind.name]) for kind in kinds]
    makers += [(over, {name: datasets[name] for name in over.uses}) for over in overviews]
    return sorted(makers, key=lambda maker: (maker[0].order, maker[0].name))


@dataclass(frozen=True)
class HomePage:
    """The home page, as its template takes it."""

    village: Village
    first: tuple[Markup, ...]
    """What stands on the first screen."""
    parts: tuple[Markup, ...]
    welcome: str
    people: str
    """The page that says who answers for what; "" where there is none."""
    beside: str
    """The address of its figures beside those of other villages; "" where there is none."""


def _home(village: Village, parts: tuple[tuple[str, HomePart], ...], welcome: str, people: str, beside: str) -> Content:
    """``parts``: by template, in the order of the board."""
    first, rendered = (tuple(render_part(name, part, "index.md") for name, part in parts if part.first == on) for on in (True, False))
    return Content(HomePage(village, first, rendered, welcome, people, beside))


def _describe(context: Context) -> str:
    place = "".join(context.village.place)
    return f"{place}{context.village.name}村务、财务公开和荣誉榜。"
