"""What one entry of a board names in another kind: a contract in the list of resources, a project in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from generator.classes import dataclass
from generator.once import Once


@dataclass(frozen=True)
class Mention:
    """A file that names entries of another page."""

    title: str
    path: str
    """With the first row that does."""
    names: tuple[str, ...]
    """What it names, as it says it."""
    file: str
    kind: str = ""


@dataclass(frozen=True)
class Leads:
    """Those of one file: where the cells of its columns lead, and who names what stands on its page."""

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Column → name as typed → page and row."""
    mentions: tuple[Mention, ...] = ()
    files: tuple[str, ...] = ()
    """Those in which what its cells name stands."""


@dataclass(frozen=True)
class References(Once):
    """Both ways: to what is named, and from whoever names it."""

    targets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Kind → name of an entry, compared by ``values.label`` → its page and row."""
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """Page → the files that name what stands on it."""
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Page and row of an entry → the files it stands in."""
