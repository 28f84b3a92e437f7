"""Kinds that other packages bring: whatever is installed beside the program and names itself under the entry point ``gongkai.kinds``.

Only what somebody installed is run. A folder of data may come from anybody, so nothing in it ever is.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

KINDS = "gongkai.kinds"
_ABOUT = (".dist-info", "egg-info")
"""How folders end that tell of an installed package."""
TEMPLATES = "templates"
"""The folder of a package whose templates its kinds name as ``package/template``."""


class BadPlugin(Exception):
    """A package that brings a kind cannot be used; the message is for the person who installed it."""


@cache
def kind_entries() -> tuple[EntryPoint, ...]:
    """What is installed under ``gongkai.kinds``, by name."""
    if not _may_be_there():
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=KINDS), key=lambda entry: (entry.name, entry.value)))


def _may_be_there() -> bool:
    """False where nothing that is installed says ``gongkai.kinds``. Python's own library is asked only where something does: to import and
    ask it is a fourteenth of a command in which nothing changed."""
    if any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder):
        return True
    for place in map(str, sys.path):
        try:
            names = os.listdir(place or ".")
        except FileNotFoundError:
            continue
        except OSError:  # an archive
            return True
        for name in names:
            if name.lower().endswith(_ABOUT):
                try:
                    with open(os.path.join(place, name, "entry_points.txt"), "rb", buffering=0) as file:
                        if KINDS.encode() in file.read():
                            return True
                except (FileNotFoundError, NotADirectoryError):
                    continue
                except OSError:
                    return True
    return False


def loaded(entry: EntryPoint) -> object:
    """The module or value that the entry names. Raises BadPlugin where it cannot be imported."""
    try:
        plugin: object = entry.load()
    except Exception as error:
        message = f"安装的程序包里「{entry.name}」（{entry.value}）用不了（{type(error).__name__}），卸掉它，或者请做它的人改。"
        raise BadPlugin(message) from error
    return plugin


def package_of(entry: EntryPoint) -> str:
    """The package, or the module alone, that an entry lies in."""
    return entry.module.partition(".")[0]


def with_templates() -> list[str]:
    """The packages that bring templates. Raises BadPlugin as ``loaded`` does."""
    from importlib.resources import files

    names = []
    for entry in kind_entries():
        loaded(entry)
        spec = find_spec(package_of(entry))
        if spec and spec.submodule_search_locations and files(package_of(entry)).joinpath(TEMPLATES).is_dir():
            names.append(package_of(entry))
    return list(dict.fromkeys(names))


def plugin_files() -> list[Path]:
    """The source files and templates of these packages, in order: pages made with others must be made again."""
    sources: set[Path] = set()
    for entry in kind_entries():
        spec = find_spec(package_of(entry))
        for place in (spec.submodule_search_locations or []) if spec else []:
            sources |= {path for path in Path(place).rglob("*") if path.suffix in (".py", ".j2")}
        if spec and spec.origin and not spec.submodule_search_locations:
            sources.add(Path(spec.origin))
    return sorted(sources)
