"""What stands above the boards: the page over all of them, or one that leads on to the only one; and what stands at their old addresses."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path

from generator.compared import Figure
from generator.place import Run
from generator.site.publish import PublishedPart, front_page
from generator.site.theme import own_colours
from generator.task import BoardResult, BoardTask


def ready() -> None:
    """Imports what stands above several boards is made with."""
    from generator import over_boards  # noqa: F401 - as above


def make_front(
    run: Run,
    tasks: list[BoardTask],
    boards: list[BoardResult],
    there: Mapping[str, Path],
    old: Mapping[str, bytes],
    gone: Container[str],
    compared: Mapping[str, tuple[Figure, ...]],
) -> PublishedPart:
    """The portal, and what stands at ``old`` addresses; over one board only a page that leads on to it, so that addresses stay when a
    second board comes. ``there``: what will stand; ``gone``: boards of which one line is left; ``compared``: the figures of what will
    stand."""
    if len(tasks) <= 1:
        return front_page(run.base / "front", list(there), run.edition != "public", old, own_colours(run.root))
    from generator.over_boards import make_portal  # here: one village alone waits for nothing of it

    return make_portal(tasks, boards, {slug: place for slug, place in there.items() if slug not in gone}, old, compared)
