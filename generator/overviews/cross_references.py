"""What one kind names in another: each such name is an entry there."""

from __future__ import annotations

from functools import partial

from generator.check.references import references_known
from generator.kind import Overview
from generator.kinds import all_kinds

_REFERRING = [kind for kind in all_kinds() if any(column.ref for column in kind.columns)]
_NAMED = {name for kind in _REFERRING for column in kind.columns for name in column.ref}

OVERVIEW = Overview(
    name="references",
    title="互相引用",
    order=410,
    uses=tuple(sorted(_NAMED | {kind.name for kind in _REFERRING})),
    checks=(partial(references_known, all_kinds()),),
)
