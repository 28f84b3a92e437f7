"""All files of one call: opened, understood, and where each would go. Asks nobody and writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator import values
from generator.classes import dataclass
from generator.inbox.companions import NamesOthers, companion, lies_beside, namings
from generator.inbox.piecemeal import BESIDE, pieces
from generator.inbox.placed import PlacedFile, place, says_same
from generator.inbox.received import gathered
from generator.inbox.understanding import Known, by_path, understand, with_settings
from generator.inbox.understood import Answers, OnePiece, Received, Refusal, Understood


@dataclass(frozen=True)
class Looked:
    """What became of each file, in their order."""

    files: tuple[Received, ...] = ()
    understood: tuple[Understood, ...] = ()
    """Those of which nothing stands in the way, and those with a doubt."""
    refused: tuple[Refusal, ...] = ()


def look(paths: Iterable[Path], here: Known, told: Answers) -> Looked:
    """Every file of ``paths``: files, folders, bundles."""
    files, refused = gathered(paths)
    looked = look_at(files, here, told)
    return replace(looked, refused=(*refused, *looked.refused))


def look_at(files: Sequence[Received], here: Known, told: Answers) -> Looked:
    """The same of files that are in memory."""
    here = with_settings(here, files)
    refused: list[Refusal] = []
    every: list[OnePiece] = []
    for file in files:
        made = _pieces(file, here, told)
        if isinstance(made, Refusal):
            refused.append(made)
        else:
            every += made
    beside = [piece for piece in every if piece.ending in BESIDE]
    results: dict[int, Understood | Refusal] = {id(piece): understand(piece, here, told) for piece in every if piece.ending not in BESIDE}
    sure = [each for each in results.values() if isinstance(each, Understood)]
    tables = [piece for piece in every if piece.ending not in BESIDE and _may_be_beside(piece)]
    if beside or tables:
        there, taken = namings(here, sure, told, {piece.ending for piece in (*beside, *tables)}), set[str]()
        for piece in (*beside, *(table for table in tables if lies_beside(table, _others(there, table)))):
            results[id(piece)] = by_path(piece, here, told) or companion(piece, here, _others(there, piece), told, taken)
    ordered = [results[id(piece)] for piece in every]
    return Looked(
        tuple(files),
        tuple(each for each in ordered if isinstance(each, Understood)),
        (*refused, *(each for each in ordered if isinstance(each, Refusal))),
    )


def _pieces(file: Received, here: Known, told: Answers) -> list[OnePiece] | Refusal:
    """Its pieces; one where its path says what the whole of it is: a year's workbook of months in a bundle."""
    made = pieces(file, here.kinds, [village.name for village in here.villages])
    if isinstance(made, Refusal) or len(made) == 1:
        return made
    whole = pieces(file, ())
    return whole if not isinstance(whole, Refusal) and by_path(whole[0], here, told) else made


def _may_be_beside(piece: OnePiece) -> bool:
    return bool(piece.grids) and not piece.sheet and bool(values.SLUG.fullmatch(piece.received.name.rpartition(".")[0]))


def _others(every: list[NamesOthers], piece: OnePiece) -> list[NamesOthers]:
    """Those of other files: a table may hold its own name."""
    return [each for each in every if each.file.rpartition("/")[2] != piece.received.name]


@dataclass(frozen=True)
class PutPlan:
    """Where everything would go."""

    placed: tuple[PlacedFile, ...] = ()
    """Each in a place of its own."""
    twice: tuple[tuple[PlacedFile, ...], ...] = ()
    """Files of one call that would go to one place and do not say the same: which is meant must be asked."""
    repeated: tuple[PlacedFile, ...] = ()
    """Those that say the same as another of the call."""
    refused: tuple[Refusal, ...] = ()


def plan(understood: Iterable[Understood], here: Known) -> PutPlan:
    """Of those that are sure."""
    groups: dict[tuple[str, str, str, str], list[PlacedFile]] = defaultdict(list)
    refused: list[Refusal] = []
    for each in understood:
        if not each.sure:
            continue
        put = place(each, here)
        if isinstance(put, Refusal):
            refused.append(put)
        else:
            kind = here.kind(each.kind)
            own = kind is not None and put.file.rpartition(".")[2] in kind.formats  # 2026-03.csv and 2026-03.xlsx are one place
            groups[each.village, each.kind, each.period if own else put.file, each.account].append(put)
    alone: list[PlacedFile] = []
    twice: list[tuple[PlacedFile, ...]] = []
    repeated: list[PlacedFile] = []
    for several in groups.values():
        distinct: list[PlacedFile] = []
        for one in several:
            (repeated if any(says_same(one.understood.piece, other.understood.piece) for other in distinct) else distinct).append(one)
        if len(distinct) == 1:
            alone += distinct
        else:
            twice.append(tuple(distinct))
    return PutPlan(tuple(alone), tuple(twice), tuple(repeated), tuple(refused))
