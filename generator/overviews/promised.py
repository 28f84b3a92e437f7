"""说到做到: the front page of the section, and one calm line on the home page."""

from __future__ import annotations

from generator.overviews._front import SectionFront, front_of
from generator.section import PROGRESS

FRONT = SectionFront(PROGRESS, "说要办的事、办成的事和一年的总结。")

OVERVIEW = front_of(FRONT, order=700, title="说到做到")
