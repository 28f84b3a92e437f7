"""The privacy gate of a board: what comes in, what goes out, and what was read before."""

from generator.gate.both_ends import CHECKED, Gate
from generator.gate.clean import Clean
from generator.gate.outgoing import quiet

__all__ = ["CHECKED", "Clean", "Gate", "quiet"]
