"""Photos, PDF and tables that a notice or a row names → the folder of what names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import field, replace

from generator import door, values
from generator.classes import dataclass
from generator.inbox.piecemeal import BESIDE
from generator.inbox.understanding import Known
from generator.inbox.understood import Answers, OnePiece, Refusal, Understood
from generator.kind import KEYS, Kind
from generator.load.discover import beside, classified
from generator.load.encoding import decoded
from generator.load.xlsx_file import xlsx_grids

_NAME = "[A-Za-z0-9一-鿿_.-]"
_TOLD = "你写明的"
_SAY_WHOSE = "用 --village、--kind、--period 写明是哪个村、哪一类、哪一份（它的文件名，不写后缀）的，会照那一份起好名字。"
"""The way on for a photo from a phone, whose name is no address."""


@dataclass(frozen=True)
class NamesOthers:
    """A file of the data that may name others."""

    village: str
    kind: Kind
    file: str
    text: str = field(repr=False)


def namings(here: Known, arriving: Iterable[Understood], told: Answers, endings: Set[str]) -> list[NamesOthers]:
    """Every file that may name one of these ``endings``, those that are about to be there included."""
    kinds = [kind for kind in here.kinds if endings & {*beside(kind)}]
    new = [
        NamesOthers(each.village, kind, each.file or f"{each.period}.{each.piece.ending}", each.piece.text or _cells(each.piece))
        for each in arriving
        if each.sure and (kind := here.kind(each.kind)) in kinds and kind
    ]
    slugs = [told.village] if told.village else [village.slug for village in here.villages]
    return [*new, *(each for slug in slugs for each in _of_village(here, slug, kinds))]


def _of_village(here: Known, slug: str, kinds: Iterable[Kind]) -> Iterator[NamesOthers]:
    for kind in kinds:
        folder = f"data/villages/{slug}/{kind.name}"
        for name in door.listed(here.root, folder):
            ending = name.rpartition(".")[2]
            if ending in kind.formats:
                yield NamesOthers(slug, kind, f"{folder}/{name}", _text(here, f"{folder}/{name}", ending))


def _text(here: Known, file: str, ending: str) -> str:
    try:
        data = door.read(here.root, file)
    except door.Closed:
        return ""
    if ending == "xlsx":
        return "\n".join(cell for grid in xlsx_grids(data, file)[0] for row in grid.rows for cell in row.cells)
    return decoded(data, file)[0]


def _cells(piece: OnePiece) -> str:
    return "\n".join(cell for grid in piece.grids for row in grid.rows for cell in row.cells)


def named_by(name: str, every: Iterable[NamesOthers]) -> list[NamesOthers]:
    """Those that name the file, letter by letter."""
    pattern = re.compile(rf"(?<!{_NAME}){re.escape(name)}(?!{_NAME})")
    return [each for each in every if pattern.search(each.text)]


def lies_beside(piece: OnePiece, every: Iterable[NamesOthers]) -> bool:
    """True for what only lies beside what names it: a photo, a PDF, a table that a notice has."""
    return piece.ending in BESIDE or (not piece.sheet and bool(_with_table(piece, every)))


def _with_table(piece: OnePiece, every: Iterable[NamesOthers]) -> list[NamesOthers]:
    return [each for each in named_by(piece.received.name, every) if piece.ending in beside(each.kind)]


def companion(piece: OnePiece, here: Known, every: list[NamesOthers], told: Answers, taken: set[str]) -> Understood | Refusal:
    """Where it belongs: beside what names it, or what its own name begins with. ``taken``: names given to others of the same call."""
    name = piece.received.name
    naming = [each for each in named_by(name, every) if piece.ending in beside(each.kind)]
    why = "写着它"
    if not naming:
        naming, why = _begun_by(piece, every), "的名字就是它的开头"
    folders = {(each.village, each.kind.name): each for each in naming}
    folders = {place: each for place, each in folders.items() if told.village in ("", place[0]) and told.kind in ("", place[1])}
    if not folders and told.village and (kind := here.kind(told.kind)) and piece.ending in beside(kind):
        return _called_after(piece, told, kind, here, taken) if told.period else _placed(piece, told.village, kind, _TOLD)
    if not folders:
        message = f"没有哪一份公告、哪一张表写着「{name}」，不知道放在哪里。"
        hint = "先在公告的「附件」或者表的「照片」里写上这个文件名（一字不差），再交一次。"
        return Refusal(piece.received.path, message, hint if values.SLUG.fullmatch(name.rpartition(".")[0]) else _SAY_WHOSE)
    if len(folders) > 1:
        files = "、".join(each.file for each in folders.values())
        return Refusal(
            piece.received.path,
            f"{files} 都对得上「{name}」，不知道放在哪里。",
            "用 --village、--kind 写明；两处都要的，复制一份，改个名字。",
        )
    (village, _), each = next(iter(folders.items()))
    return _placed(piece, village, each.kind, f"{each.file.rpartition('/')[2]} {why}")


def _called_after(piece: OnePiece, told: Answers, kind: Kind, here: Known, taken: set[str]) -> Understood | Refusal:
    """A photo from a phone, called after the paper that somebody says it is of: 2026-03-road-1.jpg; that paper must name it still."""
    folder = f"data/villages/{told.village}/{kind.name}"
    there = {name.rpartition(".")[0] for name in door.listed(here.root, folder)} | taken
    number = next(n for n in range(1, len(there) + 2) if f"{told.period}-{n}" not in there)
    taken.add(stem := f"{told.period}-{number}")
    name = f"{stem}.{piece.ending}"
    note = f"存为 {name}；还要在 {told.period} 的「附件」或「照片」里写上 {name}"
    received = replace(piece.received, name=name)
    return _placed(replace(piece, received=received, notes=(note,)), told.village, kind, f"你写明的（原来叫 {piece.received.name}）")


def _placed(piece: OnePiece, village: str, kind: Kind, why: str) -> Understood | Refusal:
    name, folder = piece.received.name, f"data/villages/{village}/{kind.name}"
    item = classified(folder, name, kind)
    if not item:
        wanted = KEYS["slug"][1]
        return Refusal(
            piece.received.path,
            f"文件名「{name}」不合规：要用{wanted}，后面是小写的 .{piece.ending}。",
            _SAY_WHOSE if why == _TOLD else "改好文件名，写着它的地方也照着改，再交。",
        )
    return Understood(piece, village, kind.name, item.key, why=(why,), file=f"{folder}/{name}")


def _begun_by(piece: OnePiece, every: Iterable[NamesOthers]) -> list[NamesOthers]:
    """What the file is called after: 2026-03-road-1.jpg after 2026-03-road.md, the longest name of those."""
    stem = piece.received.name.rpartition(".")[0]
    keys = {id(each): each.file.rpartition("/")[2].rpartition(".")[0] for each in every}
    begun = [each for each in every if each.kind.key == "slug" and stem.startswith(f"{keys[id(each)]}-")]
    longest = max((len(keys[id(each)]) for each in begun), default=0)
    return [each for each in begun if len(keys[id(each)]) == longest and piece.ending in beside(each.kind)]
