"""One module per 公开类别. A module here that declares KIND is a kind; nothing else registers it.

An installed package may bring more (plugins.py): what is published next to a village's data never does, since data are not run.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from generator.kind import Kind
from generator.plugins import BadPlugin, kind_entries, loaded


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the board. Raises BadPlugin for a kind of another package that is none, or is called as another is."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    kinds = [importlib.import_module(f"{__name__}.{name}").KIND for name in names]
    for entry in kind_entries():
        plugin = loaded(entry)
        kind = getattr(plugin, "KIND", plugin)
        if not isinstance(kind, Kind):
            raise BadPlugin(f"安装的程序包里「{entry.name}」（{entry.value}）不是一个公开类别，卸掉它，或者请做它的人改。")
        if taken := next((k for k in kinds if kind.name == k.name or kind.title == k.title), None):
            raise BadPlugin(f"安装的程序包里「{entry.name}」（{entry.value}）和「{taken.title}」重名，卸掉其中一个。")
        kinds.append(kind)
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.name)))


def kind_named(name: str) -> Kind | None:
    """The kind with this name or Chinese title."""
    return next((k for k in all_kinds() if name in (k.name, k.title)), None)
