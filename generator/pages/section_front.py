"""The front page of a section in which no kind has one: it names the pages that ask to be listed there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Context
from generator.shown import Content, Listed, Page


def shelved(made: list[Page], context: Context) -> list[Page]:
    """Every page that is ``listed`` stands on the front page of its section, by title and what is said of it."""
    listed = [page for page in made if page.listed]
    return [
        page.but(shelf=tuple(_named(p, context) for p in listed if p.listed == page.nav)) if page.nav else page
        for page in _with_fronts(made, context)
    ]


def _with_fronts(made: list[Page], context: Context) -> Iterator[Page]:
    """A front page before the first page of a section that lacks one."""
    there = {page.nav for page in made}
    for page in made:
        if page.listed and page.listed not in there:
            there.add(page.listed)
            path = f"{page.path.partition('/')[0]}/index.md"
            description = f"{context.village.name}{page.listed}。"
            yield Page(path, page.listed, "front", "front", _nothing, (), description, sample=page.sample, nav=page.listed)
        yield page


def _named(page: Page, context: Context) -> Listed:
    """What is said of it, without the name of the village and the title, which stand above."""
    description = page.description.removeprefix(context.village.name).removeprefix(page.title).lstrip("：。")
    return Listed(page.title, page.path, description)


def _nothing() -> Content:
    return Content(None)
