"""The catalogue of problem codes: `gongkai explain`, the published 报错大全 and every default hint come from here."""

from __future__ import annotations

from generator.codes.accounts import ACCOUNTS
from generator.codes.addresses import ADDRESSES
from generator.codes.affairs import AFFAIRS
from generator.codes.awards import AWARDS
from generator.codes.batches import BATCHES
from generator.codes.books import BOOKS
from generator.codes.cells import CELLS
from generator.codes.code import STAGE_TITLES, Code, Severity, Stage
from generator.codes.corrections import CORRECTIONS
from generator.codes.duties import DUTIES
from generator.codes.files import FILES
from generator.codes.life import LIFE
from generator.codes.people import PEOPLE
from generator.codes.personal import PERSONAL
from generator.codes.photos import PHOTOS
from generator.codes.plans import PLANS
from generator.codes.program import PROGRAM
from generator.codes.projects import PROJECTS
from generator.codes.public import PUBLIC
from generator.codes.registers import REGISTERS
from generator.codes.rules import RULES
from generator.codes.services import SERVICES
from generator.codes.yearly import YEARLY

__all__ = ["CODES", "STAGE_TITLES", "Code", "Severity", "Stage"]

CODES: dict[str, Code] = {
    code.code: code
    for part in (
        FILES,
        CELLS,
        ACCOUNTS,
        BOOKS,
        REGISTERS,
        BATCHES,
        AFFAIRS,
        RULES,
        AWARDS,
        PROJECTS,
        LIFE,
        PLANS,
        PEOPLE,
        DUTIES,
        CORRECTIONS,
        ADDRESSES,
        PUBLIC,
        PERSONAL,
        PHOTOS,
        SERVICES,
        YEARLY,
        PROGRAM,
    )
    for code in part
}
