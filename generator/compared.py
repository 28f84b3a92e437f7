"""What a board brings to the page that sets villages side by side: figures that it has published itself, and the files that say them.

They are kept with what is published, so that a board that cannot be made again is compared by what stands, and what is taken down of
its files is compared no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Final, Literal

from generator.classes import dataclass
from generator.json_form import has_form

What = Literal["households", "income", "public", "owing", "fell_due", "in_time"]


MANY = 100
"""Villages on one page."""
PLACE = "index/figures.md"
"""Where villages of one folder stand side by side, below that folder. No village is called index."""
MONEY: tuple[What, ...] = ("income", "public", "owing")


@dataclass(frozen=True)
class Figure:
    """One figure of a village."""

    what: What
    of: str
    """The year (2025), the period (2026-Q3) or the day (2026-11-23) it is of; of households 「2025年12月31日」 or what is known of the day,
    公开栏 where the settings of a village state them."""
    number: int
    """Fen for money, else a count."""
    files: tuple[str, ...] = ()
    """Those that say it."""


_FORM: Final = {"what": str, "of": str, "number": int, "files": [str]}


def has_money(figures: Iterable[Figure]) -> bool:
    """Some of them are of money: days alone are told elsewhere."""
    return any(figure.what in MONEY for figure in figures)


def row_of(slug: str) -> str:
    """The id of the row of a village there."""
    return "v-" + slug.replace("/", "-")


def addresses(slugs: Collection[str]) -> dict[str, str]:
    """Board → the address of its row among the villages of its folder, as written on its home page; "" where it is alone, or where they
    are so many that they have several pages."""
    folders = Counter(map(_folder, slugs))
    several = {folder for folder, count in folders.items() if count > 1 and (folder or count <= MANY)}
    return {slug: _address(slug) if _folder(slug) in several else "" for slug in slugs}


def _folder(slug: str) -> str:
    return slug.rpartition("/")[0]


def _address(slug: str) -> str:
    return f"../{PLACE.removesuffix('.md')}/#{row_of(slug)}"


def stored(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """As JSON has them."""
    return [asdict(figure) | {"files": list(figure.files)} for figure in figures]


def recalled(kept: object) -> tuple[Figure, ...]:
    """The same again; nothing where it cannot be read."""
    if not isinstance(kept, list) or not has_form(kept, [_FORM]):
        return ()
    return tuple(Figure(one["what"], one["of"], one["number"], tuple(one["files"])) for one in kept)


def let(kept: object, may: Mapping[str, object]) -> list[dict[str, object]]:
    """Those of which every file may still be shown."""
    return stored(figure for figure in recalled(kept) if all(file in may for file in figure.files))


def share(fen: int, among: int) -> int:
    """What each of ``among`` (households, heads) would have of an amount, rounded half up to the fen."""
    return (2 * fen + among) // (2 * among)


def middle(numbers: Iterable[int]) -> int:
    """The one in the middle; of an even number of them the mean of the two there, rounded half up. There must be one."""
    ordered = sorted(numbers)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high + 1) // 2
