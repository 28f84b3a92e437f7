"""One module per 公开类别. A module here that declares KIND is a kind; nothing else registers it."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from generator.kind import Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the board."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    kinds = [importlib.import_module(f"{__name__}.{name}").KIND for name in names]
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.name)))


def kind_named(name: str) -> Kind | None:
    """The kind with this name or Chinese title."""
    return next((k for k in all_kinds() if name in (k.name, k.title)), None)
