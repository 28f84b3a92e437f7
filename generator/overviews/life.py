"""村里的事: the front page of the section, and one calm list on the home page."""

from __future__ import annotations

from generator.overviews import album
from generator.overviews._front import SectionFront, front_of
from generator.section import LIFE

_AT_HOME = ("组织和职务", "制度和村规民约", "积分", "卫生评比", "卫生", "便民服务")
"""Whom to ask, what holds, who won, when it is open: the rest is one tap further."""

FRONT = SectionFront(LIFE, "的人、规矩、服务和邻里的事。", home_kinds=_AT_HOME, others=album.OVERVIEW.uses)

OVERVIEW = front_of(FRONT, order=601, title="村里的事")
