"""制度、章程 and the meetings that adopted them: the same is told of a vote in both."""

from __future__ import annotations

from generator.check.adoption import as_listed
from generator.kind import Overview

OVERVIEW = Overview(name="adopted", title="制度和通过它的会议", order=619, uses=("rules", "associations", "meetings"), checks=(as_listed,))
