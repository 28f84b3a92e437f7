"""What is likely to go wrong with a file of one kind: the problems that are shown with such a file, then those of what its cells hold."""

from __future__ import annotations

from functools import cache

from generator.codes import CODES, Code
from generator.kind import Kind
from generator.law.data import told

MOST = 12
_BY_TYPE = {
    "money": ("bad-amount",),
    "date": ("bad-date",),
    "when": ("bad-date",),
    "choice": ("bad-choice",),
    "count": ("bad-count",),
    "number": ("bad-number",),
    "term": ("bad-term",),
}
"""Type of a column → what is told of a cell that cannot be read."""
_ALWAYS = ("missing-column", "unknown-header", "bad-name")


@cache
def _shown_with() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(codes) for kind, codes in told("mistakes").items()}


def likely(kind: Kind) -> tuple[Code, ...]:
    """At most ``MOST``, its own first."""
    types = [column.type for column in kind.form_columns]
    general = [code for type_, codes in _BY_TYPE.items() if type_ in types for code in codes]
    wanted = dict.fromkeys((*_shown_with().get(kind.name, ()), *general, *_ALWAYS))
    return tuple(CODES[code] for code in wanted)[:MOST]
