"""What a YAML file may say, as a form asks for it: keys that stand once, and lists of records. Loaders read by the same declarations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator import photo
from generator.classes import dataclass
from generator.editing.what_file import what_it_is
from generator.keys import CORRECTION_KEYS, CORRECTIONS, NESTED, REGION_KEYS, REGIONAL, SITE_KEYS, VILLAGE_KEYS
from generator.kind import STATED, Kind
from generator.model import Column

SITE = "data/site.yml"
_VILLAGE = re.compile(r"data/villages/[^/]+(/[^/]+)?/village\.yml")
_REGION = re.compile(r"data/regions/[^/]+\.yml")
_OWN = tuple(key for key in CORRECTION_KEYS if key.name != "文件")
"""更正 of the very file: it need not say of which."""
_OF_VILLAGE = ("联系", "班子", "监督", CORRECTIONS, "不适用", "已知差异", "议事程序", "隐私放行")


@dataclass(frozen=True)
class FormList:
    """A key that holds a list of records."""

    name: str
    help: str
    columns: tuple[Column, ...]
    must: bool = False
    """The file cannot be read without it."""


@dataclass(frozen=True)
class FormShape:
    """All that a file may say."""

    heads: tuple[Column, ...]
    """Keys that stand once."""
    lists: tuple[FormList, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """All names in the order in which a file has them: where a new key is put."""
        names = [*_names(self.heads), *(each.name for each in self.lists), *(name for each in self.lists for name in _names(each.columns))]
        return tuple(dict.fromkeys(names))

    def list_of(self, name: str) -> FormList | None:
        return next((each for each in self.lists if each.name == name), None)

    def column(self, name: str, list_name: str = "") -> Column | None:
        """A key that stands once, or one of the records of a list."""
        part = self.list_of(list_name)
        return next((c for c in (part.columns if part else () if list_name else self.heads) if c.name == name), None)


def has_form(file: str) -> bool:
    """Whether the desk shows a file as a form. ``file``: below the root, there or not."""
    kind = what_it_is(file)[1]
    of_kind = kind is not None and bool(kind.rows_key) and file.endswith(".yml")
    return of_kind or file == SITE or bool(_VILLAGE.fullmatch(file) or _REGION.fullmatch(file))


def form_shape(file: str, data: Any) -> FormShape:
    """``data``: what the file says now: a key that many records share stands above them, where the file has it there."""
    kind = what_it_is(file)[1]
    if kind is not None:
        return _of_kind(kind, data if isinstance(data, dict) else {})
    if file == SITE:
        return FormShape(SITE_KEYS, ())
    return _of_settings(REGION_KEYS, REGIONAL) if _REGION.fullmatch(file) else _of_settings(VILLAGE_KEYS, NESTED, _OF_VILLAGE)


def _of_settings(keys: Sequence[Column], nested: Mapping[str, tuple[Column, ...]], order: Iterable[str] = ()) -> FormShape:
    helps = {key.name: key.help for key in keys}
    names = dict.fromkeys((*order, *nested))
    return FormShape(
        tuple(key for key in keys if key.name not in nested), tuple(FormList(name, helps[name], nested[name]) for name in names)
    )


def _of_kind(kind: Kind, data: Mapping[str, Any]) -> FormShape:
    """What all records share is asked above them. A kind that does not say what that is has there what must be filled in; each of its
    records may say it as well, unless the file has it above. So may each step have its own photos."""
    listed = data.get(kind.rows_key)
    data = {name: value for name, value in data.items() if name != kind.rows_key}  # which may be a word for a column too: 候选人
    records = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    within = {key for each in records for key in each}
    usual = {c.name for c in kind.form_columns if (c.name in kind.shared if kind.shared else not c.blank)}
    above = [c for c in kind.columns if _written(c, data) or (c.name in usual and not _written(c, within))]
    once = {c for c in usual if c not in photo.KEYS} if kind.shared else set()
    free = [c for c in kind.form_columns if not _written(c, data) and c.name not in once]
    own = [c for c in kind.columns if _written(c, within) or c in free]
    called = kind.rows_key
    lists = (
        FormList(called, f"一条一条写：{'、'.join(c.name for c in own[:3])}……", tuple(own), must=True),
        FormList(CORRECTIONS, "公开以后改了、撤了、补登的，一条一条写明为什么", _OWN),
    )
    return FormShape((*above, *STATED), lists)


def _written(column: Column, names: Iterable[str]) -> bool:
    return any(name in names for name in (column.name, *column.aliases))


def _names(columns: Iterable[Column]) -> list[str]:
    """What a file may call them."""
    return [name for column in columns for name in (column.name, *column.aliases)]
