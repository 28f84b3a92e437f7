"""One module per overview: what is checked and shown over several kinds. Nothing but its OVERVIEW registers it."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from generator.kind import Overview


@cache
def all_overviews() -> tuple[Overview, ...]:
    """Every overview, in the order of the board."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    overviews = [importlib.import_module(f"{__name__}.{name}").OVERVIEW for name in names]
    return tuple(sorted(overviews, key=lambda overview: (overview.order, overview.name)))
