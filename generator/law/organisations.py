"""The bodies of a village: which sort a name means, how long its members serve, which posts are one person's. See organisations.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.classes import dataclass
from generator.law import data
from generator.pattern import lazy


@dataclass(frozen=True)
class Organisation:
    """One sort of body."""

    sort: str
    """party, committee, supervisors, economy, team, grid; "" for any other."""
    known: re.Pattern[str]
    term: str = ""
    """As a clerk would write it: 5年; "" where no law says one."""
    longest: str = ""
    elected: tuple[str, ...] = ()
    """Posts that nobody may be appointed to."""
    size: tuple[int, int] | None = None
    """How few and how many members it has; None where no law says."""
    members: tuple[str, ...] = ()
    """Posts that make somebody a member."""


@dataclass(frozen=True)
class _Bodies:
    bodies: tuple[Organisation, ...]
    single: tuple[str, ...]


_OTHER = Organisation("", re.compile(""))


@cache
def _told() -> _Bodies:
    told = data.told("organisations")
    bodies = (
        Organisation(
            sort,
            re.compile(of["认"]),
            of.get("任期", ""),
            of.get("最长", ""),
            tuple(of.get("须选举", ())),
            _span(of.get("人数", "")),
            tuple(of.get("成员", ())),
        )
        for sort, of in told["组织"].items()
    )
    return _Bodies(tuple(bodies), tuple(told["一人"]))


@lru_cache(maxsize=1 << 10)
def body_of(name: str) -> Organisation:
    """Which sort of body a name means."""
    return next((body for body in _told().bodies if body.known.search(name)), _OTHER)


_SIZE = lazy(r"(\D+?)[:\uff1a\s]*(\d{1,2}\s*(?:[-—–~～至到]\s*\d{1,2})?)\s*人?")


def _span(text: str) -> tuple[int, int] | None:
    """「3-7」 → (3, 7), 「5」 → (5, 5)."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return (numbers[0], numbers[-1]) if numbers and numbers[0] <= numbers[-1] else None


def local_size(text: str) -> tuple[str, tuple[int, int]] | None:
    """「村民委员会 5-7人」, as a county has it → (sort of body, its size); None where that cannot be read, or no law says any."""
    match = _SIZE.fullmatch(text.strip())
    size, body = (_span(match[2]), body_of(match[1].strip())) if match else (None, _OTHER)
    return (body.sort, size) if size and body.size else None


def size_of(body: Organisation, local: Iterable[str]) -> tuple[int, int] | None:
    """How few and how many members a body has: as ``local`` rules say, else by law."""
    here = dict(told for text in local if (told := local_size(text)))
    return here.get(body.sort, body.size)


def rank(name: str) -> int:
    """Whom a villager is told of first: the party, the committee, who watches, who farms out; then the others, teams and grids last."""
    sort = body_of(name).sort
    return _RANKS.index(sort) if sort in _RANKS else _RANKS.index("")


_RANKS = ("party", "committee", "supervisors", "economy", "", "team", "grid")


@lru_cache(maxsize=1 << 10)
def is_single(post: str) -> bool:
    """True for a post that one person holds: 书记, 一组组长; not 副书记, 委员."""
    return "副" not in post and post.endswith(_told().single)
