"""Curves and slanting lines of a drawing: letters drawn as outlines have many, the rules of a table none, and a bullet is no letter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

STEPS = frozenset(["m", "l", "c", "v", "y"])
"""What goes from one place to another (ISO 32000-1, 8.5.2)."""
_STRAIGHT = Decimal("0.01")
_ROUND, _GUIDED = Decimal("0.06"), Decimal("0.44")
"""By how much the places on a circle may be nearer to its middle, or farther, than the others (of the square); and those that guide a
curve, farther."""
Place = tuple[Any, ...]


class Bends:
    """Counts them, step by step."""

    def __init__(self) -> None:
        self.count = 0
        self._at: Place = ()
        self._curve: list[Place] = []
        """Where each curve of what is being drawn ends, as long as it is curves only."""
        self._guides: list[Place] = []

    def step(self, name: str, operands: Any) -> None:
        to = _place(operands)
        if name == "m":
            self.end()
        elif name == "l":
            self.count += _slants(self._at, to)
            self._forget()
        else:
            self._curve.append(to)
            self._guides += _places(operands)[:-1]
        self._at = to

    def end(self) -> None:
        """Nothing more belongs to what was drawn: a circle alone, as before the lines of a list, does not count."""
        if _is_circle(self._curve, self._guides):
            self._curve = []
        self._forget()

    def _forget(self) -> None:
        """It is no circle."""
        self.count += len(self._curve)
        self._curve, self._guides = [], []


def _is_circle(places: list[Place], guides: list[Place]) -> bool:
    if len(places) < 4 or any(len(place) != 2 for place in (*places, *guides)):
        return False
    x, y = (sum((Decimal(place[i]) for place in places), Decimal()) / len(places) for i in (0, 1))

    def far(place: Place) -> Decimal:
        return Decimal((Decimal(place[0]) - x) ** 2 + (Decimal(place[1]) - y) ** 2)

    middle = sum(map(far, places), Decimal()) / len(places)
    near = all(abs(far(place) - middle) <= _ROUND * middle for place in places)
    return middle > 0 and near and all(-_ROUND * middle <= far(place) - middle <= _GUIDED * middle for place in guides)


def _place(operands: Any) -> Place:
    """Where a line or curve ends."""
    return _places(operands)[-1]


def _places(operands: Any) -> list[Place]:
    """All places that a step names, the last being where it ends."""
    numbers = [each for each in operands if isinstance(each, int | Decimal)]
    return [tuple(numbers[i : i + 2]) for i in range(0, len(numbers), 2)] or [()]


def _slants(a: Place, b: Place) -> bool:
    """True for a line that neither lies nor stands, as the rules of a table do."""
    return len(a) == len(b) == 2 and abs(a[0] - b[0]) > _STRAIGHT and abs(a[1] - b[1]) > _STRAIGHT
