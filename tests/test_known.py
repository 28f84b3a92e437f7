"""已知差异 of village.yml silences the one warning it speaks of: that code, in that file, in that row; no error, and nothing beside it."""

from __future__ import annotations

import pytest

from generator.check.waivers import without_known
from generator.config import Village
from generator.declared import Difference
from generator.model import Problem, Source, problem

FOLDER = "data/villages/demo/"
FILE = "debts/2026-Q3.csv"


def warning(file: str = FILE, row: int = 3, code: str = "list-trial", said: str = "「债权」差 2.00。") -> Problem:
    return problem(code, Source(FOLDER + file, row=row), said, excerpt="债权 | 冯某 | 2000.00")


def left(place: str, *told: Problem, code: str = "list-trial") -> list[str]:
    """What is told all the same, by code and file."""
    village = Village("demo", "甲村", differences=(Difference(code, place, "正在核对", 9),))
    return [f"{p.code} {p.source.file.removeprefix(FOLDER)}" for p in without_known(list(told), village)]


@pytest.mark.parametrize("place", [FILE, FOLDER + FILE, f"{FILE} 第 3 行", f"{FILE} 第3行", f"{FILE} 3", f"{FILE} 债权", f"{FILE} 冯某"])
def test_the_warning_it_speaks_of_goes_quiet(place: str) -> None:
    assert left(place, warning()) == []


UNUSED = "difference-unused village.yml"


@pytest.mark.parametrize(
    "told",
    [
        warning(file="debts/2026-Q2.csv"),
        warning(file="assets/2026-Q3.csv"),
        warning(file="town/debts/2026-Q3.csv"),
        warning(code="cash-trial"),
        warning(code="balance-mismatch"),
    ],
    ids=["another period", "another list", "a path that ends alike", "another warning", "an error"],
)
def test_what_it_does_not_speak_of_is_told(told: Problem) -> None:
    file = told.source.file.removeprefix(FOLDER)
    assert left(FILE, told) == [f"{told.code} {file}", UNUSED]
    assert left(FILE, warning(), told) == [f"{told.code} {file}"]


@pytest.mark.parametrize("place", [f"{FILE} 第 2 行", f"{FILE} 4", f"{FILE} 债务", f"{FILE} 冯"])
def test_another_row_of_the_same_file_is_told(place: str) -> None:
    assert left(place, warning()) == [f"list-trial {FILE}", UNUSED]


def test_no_error_can_be_known() -> None:
    assert left(FILE, warning(code="balance-mismatch"), code="balance-mismatch") == [f"balance-mismatch {FILE}", UNUSED]
