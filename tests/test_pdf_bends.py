"""What counts as drawn letters in a PDF: rules and bullets do not, outlines do."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from generator.privacy.pdf_bends import STEPS, Bends

K = Decimal("0.5523")
"""Where the guides of a quarter of a circle lie (of its radius)."""


def count(steps: str) -> int:
    bends = Bends()
    for line in filter(None, steps.split("\n")):
        *numbers, name = line.split()
        if name in STEPS:
            bends.step(name, [Decimal(number) for number in numbers])
    bends.end()
    return bends.count


def circle(x: int, y: int, wide: int, high: int) -> str:
    ring = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    steps = [f"{x + wide} {y} m"]
    for (a, b), (c, d) in pairwise(ring):
        guides = (x + (a - K * b) * wide, y + (b + K * a) * high, x + (c + K * d) * wide, y + (d - K * c) * high)
        steps.append(f"{' '.join(map(str, guides))} {x + c * wide} {y + d * high} c")
    return "\n".join([*steps, "h", ""])


@pytest.mark.parametrize(
    ("steps", "bends"),
    [
        (circle(10, 10, 3, 3) * 50, 0),  # the bullets of a list
        (circle(10, 10, 2, 4), 4),  # a 0
        (circle(10, 10, 3, 3).replace("h\n", "") + "13 14 l\n", 4),  # a 6: the line stands
        ("0 0 m\n0 9 l\n9 9 l\n9 0 l\n", 0),  # a box
        ("0 0 m\n4 9 l\n", 1),
        ("3 0 m\n9 9 9 9 0 3 c\n9 9 9 9 -3 0 c\n9 9 9 9 0 -3 c\n9 9 9 9 3 0 c\n", 4),  # its ends lie on a circle, and it is none
        ("1 c\nm\n9 l\n", 1),  # damaged
    ],
)
def test_bends(steps: str, bends: int) -> None:
    assert count(steps) == bends
