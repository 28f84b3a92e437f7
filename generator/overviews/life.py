"""村里的事: the front page of the section, and one calm list on the home page."""

from __future__ import annotations

from generator.overviews._front import SectionFront, front_of
from generator.section import LIFE

FRONT = SectionFront(LIFE, "的人、规矩、服务和邻里的事。")

OVERVIEW = front_of(FRONT, order=601, title="村里的事")
