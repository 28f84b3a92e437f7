"""Which kind a file is: each kind's columns are held against its header, and the words people use for it against titles and names.

Two that come near each other are never chosen between in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator import values
from generator.classes import dataclass
from generator.inbox.understood import Doubt, DoubtChoice, Guess
from generator.kind import Kind
from generator.law.data import told
from generator.load.grid import Grid
from generator.load.header import SEARCHED_ROWS, SKIPPED, find_header, header_names
from generator.load.sides import SIDE, sides_of

LEAST, MARGIN, BY_WORDS = 550, 120, 250
"""Of 1,000: a header below ``LEAST`` names no kind; one that another kind comes nearer than ``MARGIN`` is asked; what words are worth."""
LEAST_COLUMNS = 2
"""A header names at least so many (load/header.py)."""
_CHOICES = 6


@dataclass(frozen=True)
class Scored:
    """How like a file is to one kind."""

    kind: Kind
    header: int
    """Of 1,000: half for the part of its header that are columns of the kind, half for the part of the needed columns that are there."""
    named: int
    """Columns of the header that are the kind's."""
    words: tuple[str, ...] = ()
    """What stands in titles and names and is called so."""

    @property
    def score(self) -> int:
        return self.header + (BY_WORDS if self.words else 0)


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in told("called").items()}


def words_for(kinds: Iterable[Kind]) -> list[tuple[str, Kind]]:
    """Every word for each kind, the longest first: 积分兑换物品 is no 积分兑换."""
    pairs = [(word, kind) for kind in kinds for word in dict.fromkeys((kind.title, *_called().get(kind.name, ())))]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def named_in(texts: Sequence[str], kinds: Sequence[Kind]) -> dict[str, list[str]]:
    """Name of a kind → the words for it in the texts, none of them a part of a longer one."""
    rest = "\n".join(values.label(text) for text in texts)
    there: dict[str, list[str]] = {}
    for word, kind in words_for(kinds):
        if word in rest:
            there.setdefault(kind.name, []).append(word)
    longest = [(word, name) for name, several in there.items() for word in several]
    return {
        name: kept for name, several in there.items() if (kept := [word for word in several if not _only_within(word, name, longest, rest)])
    }


def _only_within(word: str, name: str, others: Sequence[tuple[str, str]], text: str) -> bool:
    """True where every place of the word is a part of a longer word for another kind."""
    for longer, of in others:
        if of != name and word != longer and word in longer:
            text = text.replace(longer, "\0")
    return word not in text


def scores(grids: Sequence[Grid], texts: Sequence[str], kinds: Sequence[Kind]) -> list[Scored]:
    """Those of the kinds that the tables are like at all, the likest first."""
    words = named_in(texts, kinds)
    scored = []
    labelled = [(grid, _labels(grid)) for grid in grids]
    for kind in kinds:
        if not {"csv", "xlsx"} & set(kind.formats):
            continue
        best = max((_header(grid, labels, kind) for grid, labels in labelled), default=(0, 0))
        if best[0] or kind.name in words:
            scored.append(Scored(kind, *best, tuple(words.get(kind.name, ()))))
    return sorted(scored, key=lambda each: (-each.score, each.kind.order))


def _header(grid: Grid, labels: frozenset[str], kind: Kind) -> tuple[int, int]:
    """(likeness, columns) of the best header of a sheet for one kind. ``labels``: all its first cells, which most kinds have none of."""
    if len({kind.wordings[label].name for label in labels & kind.wordings.keys()}) < LEAST_COLUMNS:
        return 0, 0
    at = find_header(grid, kind)
    if at is None:
        return 0, 0
    names = [name for name in header_names(grid, at, kind) if name not in SKIPPED]
    if any(name in SIDE for name in names):  # 方向 beside 期初余额 stands for 期初借方 and 期初贷方
        both = {name: [values.label(column.name) for column in sides_of(kind, name) or ()] or [name] for name in names if name not in SIDE}
        names = [name for several in both.values() for name in several]
    return of_names(names, kind)


def of_names(names: Sequence[str], kind: Kind) -> tuple[int, int]:
    """The same of the names of columns, or of keys."""
    there = {kind.wordings[name].name for name in names if name in kind.wordings}
    needed = [column.name for column in kind.columns if column.required]
    if not there or not names:
        return 0, 0
    has = sum(name in there for name in needed)
    return (1000 * len(there) // len(set(names)) + 1000 * has // max(len(needed), 1)) // 2, len(there)


def _labels(grid: Grid) -> frozenset[str]:
    return frozenset(values.label(cell) for row in grid.rows[:SEARCHED_ROWS] for cell in row.cells if cell)


def kind_of(scored: Sequence[Scored], kinds: Sequence[Kind]) -> Guess:
    """The one kind that a file is, or the question which."""
    near = [each for each in scored if each.header >= LEAST]
    if near:
        best = near[0]
        rivals = [each for each in near[1:] if best.score - each.score < MARGIN]
        called = [each for each in scored if each.words and each.header and each is not best] if not best.words else []
        if not rivals and not called:
            return Guess(best.kind.name, _why(best))
        question = "看不出是哪一类"
        if called:
            question = f"表头像「{best.kind.title}」，名称却像「{called[0].kind.title}」"
        return Guess(doubt=_doubt(question, [best, *rivals, *called], kinds))
    return Guess(doubt=_doubt("表头认不出是哪一类", [each for each in scored if each.header or each.words], kinds))


def _why(scored: Scored) -> str:
    words = f"，名称里有「{scored.words[0]}」" if scored.words else ""
    return f"表头有 {scored.named} 列是「{scored.kind.title}」的{words}"


def _doubt(question: str, likely: Sequence[Scored], kinds: Sequence[Kind]) -> Doubt:
    several = list(dict.fromkeys(each.kind.name for each in likely))[:_CHOICES]
    titles = {kind.name: f"{kind.title}（{kind.name}）" for kind in kinds}
    return Doubt("kind", question, tuple(DoubtChoice(name, titles[name]) for name in several), typed="类别的名称，如 收支明细")
