"""填表: the tables of a village by kind, and a new one; one of them as a grid."""

from __future__ import annotations

from generator.desk.asked import Answer, Asked, DeskPage
from generator.desk.desk import Desk


def tables(desk: Desk, asked: Asked) -> Answer:
    state = desk.village(asked)
    return DeskPage("tables.html", "填表", {"state": state, "villages": desk.villages(), "kinds": ()})


PAGES = {"/table": tables}
