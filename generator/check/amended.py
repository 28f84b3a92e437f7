"""What a new version has otherwise than the one before: article by article, whatever number each has now.

An article goes on in the one that is most like it. Within it what was taken out and what was put in is told sign by sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.check.articles import Article

_ALIKE, _ALIKE_BY_NUMBER = 0.5, 0.3
"""How much of two articles must be the same for one to go on in the other; and where they have the same number."""
_PAIRS, _SIGNS = 40_000, 4_000_000
"""More comparisons than that are not made: then only the same number makes two the same article, and all of it counts as changed."""
_KEPT = 2
"""Fewer signs that are the same between two changes belong to the change: what is told sign by sign must be read, not deciphered."""

Piece = tuple[str, bool]
"""Some of a text; whether the other version lacks it."""


@dataclass(frozen=True)
class Change:
    """One article that is not as it was."""

    was: str
    """Where it stood: 第三条; "" for what is new."""
    now: str
    """Where it stands; "" for what was taken out."""
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def sort(self) -> str:
        """新增, 删去 or 改了."""
        return "改了" if self.before and self.after else "新增" if self.after else "删去"


@dataclass(frozen=True)
class Amendment:
    """What a version changed."""

    changes: tuple[Change, ...]
    """As they stand in the new version; what was taken out comes last."""
    same: int = 0
    """Articles whose words are as they were."""
    renumbered: int = 0
    """Those of them that have another number."""

    @property
    def summary(self) -> str:
        """「新增 1 条，改了 2 条，删去 1 条，其余 9 条没有变（3 条只换了条号）」."""
        counts = [(sort, sum(change.sort == sort for change in self.changes)) for sort in ("新增", "改了", "删去")]
        told = [f"{sort} {count} 条" for sort, count in counts if count]
        if not told:
            return "条文没有变"
        moved = f"（{self.renumbered} 条只换了条号）" if self.renumbered else ""
        return "，".join([*told, f"其余 {self.same} 条没有变{moved}"] if self.same else told)


def amended(old: Sequence[Article], new: Sequence[Article]) -> Amendment:
    """What ``new`` has otherwise than ``old``."""
    pairs = _same(old, new)
    renumbered = sum(old[i].number != new[j].number for i, j in pairs.items())
    changed = _alike(old, new, [i for i in range(len(old)) if i not in pairs], [j for j in range(len(new)) if j not in set(pairs.values())])
    went_on, left = {j: i for i, j in changed.items()}, {*pairs, *changed}
    kept = set(pairs.values())
    changes = [_change(old[went_on[j]] if j in went_on else None, new[j]) for j in range(len(new)) if j not in kept]
    changes += [_change(old[i], None) for i in range(len(old)) if i not in left]
    return Amendment(tuple(changes), len(pairs), renumbered)


def _same(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """Places of those whose words are the same: one with its number as it was before one that has another."""
    pairs: dict[int, int] = {}
    for by_number in (True, False):
        there: dict[tuple[str, str], list[int]] = {}
        taken = set(pairs.values())
        for j, article in enumerate(new):
            if j not in taken:
                there.setdefault(_key(article, by_number), []).append(j)
        for i, article in enumerate(old):
            if i not in pairs and (places := there.get(_key(article, by_number))):
                pairs[i] = places.pop(0)
    return pairs


def _key(article: Article, by_number: bool) -> tuple[str, str]:
    return "".join(article.text.split()), article.place if by_number else ""


def _alike(old: Sequence[Article], new: Sequence[Article], left: list[int], right: list[int]) -> dict[int, int]:
    """Places of the others that go on in one another, the most alike first."""
    few = len(left) * len(right) <= _PAIRS
    scored = []
    for i in left:
        for j in right:
            same = bool(old[i].number) and old[i].number == new[j].number
            if (few or same) and (like := _likeness(old[i].text, new[j].text)) >= (_ALIKE_BY_NUMBER if same else _ALIKE):
                scored.append((-like, not same, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _likeness(old: str, new: str) -> float:
    if len(old) * len(new) > _SIGNS:
        return _ALIKE_BY_NUMBER
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE_BY_NUMBER else 0.0


def _change(old: Article | None, new: Article | None) -> Change:
    if old and new:
        return Change(old.place, new.place, *_pieces(old.text, new.text))
    was, now = (((article.text, True),) if article else () for article in (old, new))
    return Change(old.place if old else "", new.place if new else "", was, now)


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces."""
    if len(old) * len(new) > _SIGNS:
        return ((old, True),), ((new, True),)
    before: list[Piece] = []
    after: list[Piece] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (tag, i, to_i, j, to_j) in enumerate(codes):
        between = 0 < n < len(codes) - 1 and to_i - i < _KEPT
        same = tag == "equal" and not between
        _add(before, old[i:to_i], not same)
        _add(after, new[j:to_j], not same)
    return tuple(before), tuple(after)


def _add(pieces: list[Piece], text: str, other: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1][1] == other:
        text = pieces.pop()[0] + text
    pieces.append((text, other))
