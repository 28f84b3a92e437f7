"""三资公开: the front page of the section."""

from __future__ import annotations

from generator.overviews._front import SectionFront, front_of
from generator.section import HOLDINGS

FRONT = SectionFront(HOLDINGS, "的资产、资源、合同和债权债务。")

OVERVIEW = front_of(FRONT, order=401, title="三资")
