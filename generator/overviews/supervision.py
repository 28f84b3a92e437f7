"""Who watches over everything a board publishes: people who do not watch themselves. No page of its own."""

from __future__ import annotations

from generator.check.supervision import supervisors_independent
from generator.kind import Overview

OVERVIEW = Overview(
    name="supervision",
    title="审核和监督",
    order=310,
    uses=(),
    checks=(supervisors_independent,),
)
