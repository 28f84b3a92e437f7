"""Both ends for one board: what differs from what was published, with what is wrong about it; and what its pages tell of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.check.persons import words_told
from generator.config import Context
from generator.corrected import Corrections, Past, newest_first
from generator.corrections import past
from generator.corrections.explanations import explained, explained_reasons, place_of, problems_of, reasons_unexplained
from generator.corrections.reasons import Board
from generator.corrections.site_state import of_site
from generator.corrections.told import told, was_held
from generator.kind import Datasets, Kind
from generator.model import Problem

NOTHING_BEFORE = "这里没有以前公开的内容可以比，只登村里写明的更正。"


def past_of(
    root: Path,
    datasets: Mapping[str, Datasets],
    kinds: Sequence[Kind],
    context: Context,
    there: Path | None = None,
    quiet: set[str] | None = None,
) -> Past:
    """What of the files is not as it was published; nothing of a village all of whose data are made up, which publishes none. ``there``:
    the folder of the board in the published site, which is asked where there is no history; ``quiet``: as in past.py."""
    village, since = context.village, context.site.corrected_since
    if village.all_sample:
        return Past()
    if known := past.of_git(root, village, kinds, context.today, since, quiet):
        return known
    return (there and of_site(there, village.slug, datasets, kinds, context, since, quiet)) or Past()


def corrections_told(before: Past, datasets: Mapping[str, Datasets], kinds: Sequence[Kind], context: Context) -> Iterator[Problem]:
    """What was changed without a word, and what is wrong with what is said of it: 更正."""
    yield from before.problems
    village = context.village
    if not before.changes and not village.corrections and not before.reasons:
        return
    board = Board(village.slug, {kind.name: kind for kind in kinds}, datasets)
    yield from reasons_unexplained(explained_reasons(before, board, village.corrections), board, context)
    yield from problems_of(before, explained(before, board, village.corrections), board, context)
    for each in village.corrections:
        where = place_of(each)
        for name, text in (("原因", each.reason), ("经谁同意", each.agreed), ("原为", each.was)):
            yield from words_told(name, text, where, context)


def corrections_of(
    before: Past, datasets: Mapping[str, Datasets], shown: Mapping[str, Datasets], kinds: Sequence[Kind], context: Context
) -> Corrections:
    """What this edition tells of them. ``datasets``: the files as they were read; ``shown``: as the edition may show them today."""
    village = context.village
    if not before.changes and not village.corrections and not before.reasons:
        return Corrections(compared=before.compared)
    board = Board(village.slug, {kind.name: kind for kind in kinds}, datasets)
    rows = (
        *told(explained(before, board, village.corrections), board, shown, context),
        *explained_reasons(before, board, village.corrections),
    )
    return Corrections(newest_first(rows), before.compared or NOTHING_BEFORE)


def left_the_board(before: Past, kinds: Sequence[Kind], context: Context) -> dict[str, date]:
    """Page → the day on which its file was gone, of what this edition held."""
    by_name = {kind.name: kind for kind in kinds}
    gone = (change for change in before.changes if change.page)
    return {each.page: each.day for each in gone if was_held(by_name[each.kind], each.key, each.file, each, context)}
