"""Who watches, over everything a board publishes: it was looked at first, and by people who do not watch themselves. No page of its own."""

from __future__ import annotations

from generator.check.supervision import reviewed_before, supervisors_independent
from generator.kind import Overview
from generator.kinds import all_kinds

OVERVIEW = Overview(
    name="supervision",
    title="审核和监督",
    order=310,
    uses=tuple(kind.name for kind in all_kinds()),
    checks=(reviewed_before, supervisors_independent),
)
