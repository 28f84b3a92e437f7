"""What a new version has otherwise than the one before: article by article, whatever number each has now.

An article goes on in the one that is most like it. Within it what was taken out and what was put in is told sign by sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from generator.check.articles import Article
from generator.classes import dataclass
from generator.pattern import lazy

_ALIKE, _ALIKE_BY_NUMBER = 0.5, 0.3
"""How much of two articles must be the same for one to go on in the other; and where they have the same number."""
_PAIRS = 2_500
"""Where more would have to be compared, so much was written anew that only the same number makes two the same article."""
_SIGNS, _PARTS = 40_000, 250_000
"""Signs (old × new) of a part that are compared one by one, and parts of sentences that are compared at all; of more, all is changed."""
_KEPT = 2
"""Fewer signs that are the same between two changes belong to the change: what is told sign by sign must be read, not deciphered."""

_ENDS = "、，。；：！？"
_PART = lazy(r"[^，。；：！？\n]*[，。；：！？\n]|[^，。；：！？\n]+")
Opcode = tuple[str, int, int, int, int]
"""As difflib tells one: what, from and to in the old text, from and to in the new one."""
Piece = tuple[str, bool]
"""Some of a text; whether the other version lacks it."""


@dataclass(frozen=True)
class ArticleChange:
    """One article that is not as it was."""

    was: str
    """Where it stood: 第三条; "" for what is new."""
    now: str
    """Where it stands; "" for what was taken out."""
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def numbered(self) -> bool:
        """True for an article that has a number, or had one."""
        return (self.now or self.was).startswith("第")

    @property
    def sort(self) -> str:
        """新增, 删去 or 改了."""
        return "改了" if self.before and self.after else "新增" if self.after else "删去"


@dataclass(frozen=True)
class Amendment:
    """What a version changed."""

    changes: tuple[ArticleChange, ...]
    """As they stand in the new version; what was taken out comes last."""
    same: int = 0
    """Articles whose words are as they were; in a text that numbers its articles, those with a number."""
    renumbered: int = 0
    """Those of them that have another number."""

    @property
    def summary(self) -> str:
        """「新增 1 条，改了 2 条，其余 9 条没有变（3 条只换了条号）」. In a text that numbers its articles nothing else is one."""
        numbered = any(change.numbered for change in self.changes)
        counted = [change for change in self.changes if change.numbered or not numbered]
        counts = [(sort, sum(change.sort == sort for change in counted)) for sort in ("新增", "改了", "删去")]
        told = [f"{sort} {count} 条" for sort, count in counts if count]
        if not told:
            return "条文没有变"
        moved = f"（{self.renumbered} 条只换了条号）" if self.renumbered else ""
        rest = [f"其余 {self.same} 条没有变{moved}"] if self.same else []
        beside = ["条文以外的话也有改动"] if len(counted) < len(self.changes) else []
        return "，".join([*told, *rest, *beside])


def amended(old: Sequence[Article], new: Sequence[Article]) -> Amendment:
    """What ``new`` has otherwise than ``old``."""
    pairs = _same(old, new)
    renumbered = sum(old[i].number != new[j].number for i, j in pairs.items())
    changed = _alike(old, new, [i for i in range(len(old)) if i not in pairs], [j for j in range(len(new)) if j not in set(pairs.values())])
    went_on, left = {j: i for i, j in changed.items()}, {*pairs, *changed}
    kept = set(pairs.values())
    changes = [_change(old[went_on[j]] if j in went_on else None, new[j]) for j in range(len(new)) if j not in kept]
    changes += [_change(old[i], None) for i in range(len(old)) if i not in left]
    numbered = any(article.number for article in new)
    return Amendment(tuple(changes), sum(bool(new[j].number) or not numbered for j in pairs.values()), renumbered)


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
    was, now = {i: _signs(old[i].text) for i in left}, {j: _signs(new[j].text) for j in right}
    scored = []
    for i in left:
        for j in right:
            same = bool(old[i].number) and old[i].number == new[j].number
            if (few or same) and (like := _likeness(was[i], now[j])) >= (_ALIKE_BY_NUMBER if same else _ALIKE):
                scored.append((-like, not same, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """How many of the signs and pairs of signs of both are in both: 1 for the same, in whatever order."""
    return 2 * (old & new).total() / (old.total() + new.total() or 1)


def _signs(text: str) -> Counter[str]:
    """Single signs and those that stand side by side."""
    return Counter(text) + Counter(map("".join, pairwise(text)))


def _change(old: Article | None, new: Article | None) -> ArticleChange:
    if old and new:
        return ArticleChange(old.place, new.place, *_pieces(old.text, new.text))
    was, now = (((article.text, True),) if article else () for article in (old, new))
    return ArticleChange(old.place if old else "", new.place if new else "", was, now)


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces."""
    before: list[Piece] = []
    after: list[Piece] = []
    codes = _at_signs(list(_opcodes(old, new)), old, new)
    for n, (tag, i, to_i, j, to_j) in enumerate(codes):
        between = 0 < n < len(codes) - 1 and to_i - i < _KEPT
        same = tag == "equal" and not between
        _add(before, old[i:to_i], not same)
        _add(after, new[j:to_j], not same)
    return tuple(before), tuple(after)


def _opcodes(old: str, new: str) -> Iterator[Opcode]:
    """Parts of sentences first, then the signs of those that are not in both."""
    parts, others = _PART.findall(old), _PART.findall(new)
    if len(parts) * len(others) > _PARTS:
        yield "replace", 0, len(old), 0, len(new)
        return
    at_old, at_new = ([0, *accumulate(map(len, some))] for some in (parts, others))
    for tag, i, to_i, j, to_j in SequenceMatcher(None, parts, others, autojunk=False).get_opcodes():
        a, to_a, b, to_b = at_old[i], at_old[to_i], at_new[j], at_new[to_j]
        if tag != "replace" or (to_a - a) * (to_b - b) > _SIGNS:
            yield tag, a, to_a, b, to_b
            continue
        for sort, k, to_k, m, to_m in SequenceMatcher(None, old[a:to_a], new[b:to_b], autojunk=False).get_opcodes():
            yield sort, a + k, a + to_k, b + m, b + to_m


def _at_signs(opcodes: Sequence[Opcode], old: str, new: str) -> list[Opcode]:
    """What was only put in or taken out may begin later and leave the same words: 「会长、副」会长、 is 会长、「副会长、」, which ends
    where a part of the sentence does."""
    codes: list[Opcode] = [("equal", 0, 0, 0, 0)]
    for code in opcodes:
        last = codes[-1]
        if code[0] == last[0] == "equal":
            codes[-1] = ("equal", last[1], code[2], last[3], code[4])
        else:
            codes.append(code)
    moved = list(codes)
    for n, (tag, i, to_i, j, to_j) in enumerate(codes[:-1]):
        if tag not in ("insert", "delete"):
            continue
        text, start, end = (new, j, to_j) if tag == "insert" else (old, i, to_i)
        room = codes[n + 1][2] - codes[n + 1][1] if n and codes[n - 1][0] == "equal" else 0
        steps = 0
        while steps < room and text[start + steps] == text[end + steps]:
            steps += 1
            if text[end + steps - 1] in _ENDS:
                before, after = moved[n - 1], moved[n + 1]
                moved[n - 1] = ("equal", before[1], i + steps, before[3], j + steps)
                moved[n] = (tag, i + steps, to_i + steps, j + steps, to_j + steps)
                moved[n + 1] = ("equal", to_i + steps, after[2], to_j + steps, after[4])
                break
    return [code for code in moved if code[1] < code[2] or code[3] < code[4]]


def _add(pieces: list[Piece], text: str, other: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1][1] == other:
        text = pieces.pop()[0] + text
    pieces.append((text, other))
