"""A YAML file as a form shows it: the text of each key, record by record; what a form cannot show is kept as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from generator.classes import dataclass
from generator.editing.form_shape import FormList, FormShape
from generator.editing.keyed_text import KeyedText
from generator.editing.yaml_spans import as_data, content_end
from generator.model import Column, Problem

AsWritten = tuple[tuple[str, str], ...]
"""(key, the lines as they stand in the file)."""
FormPlace = tuple[str, int, str]
"""(list, number of the record from 0, key): "" and -1 for what stands once, or speaks of the whole."""


@dataclass(frozen=True)
class FormRecord:
    """One record of a list."""

    texts: Mapping[str, str]
    """Key, in the standard wording → its text; of several, a line each. A key that is not written is not there."""
    strange: AsWritten
    """What has no field."""
    lines: tuple[int, int]
    """Of the file, from 1: the first and the last."""


@dataclass(frozen=True)
class FormContent:
    """All of a file."""

    shape: FormShape
    texts: Mapping[str, str]
    """Of the keys that stand once."""
    strange: AsWritten
    lists: Mapping[str, tuple[FormRecord, ...]]
    lines: Mapping[int, str]
    """Line of the file → the key that stands once and is written there."""

    def place(self, problem: Problem) -> FormPlace:
        """The field that a problem is of."""
        source = problem.source
        for part in self.shape.lists:
            records = self.lists[part.name]
            inside = [i for i, record in enumerate(records) if record.lines[0] <= source.line <= record.lines[1]]
            if len(inside) == 1 and (not source.field or _is_of(part, records[inside[0]], source.field)):
                return part.name, inside[0], _standard(part.columns, source.field)
            if inside or source.field == part.name:
                return part.name, -1, ""
        return "", -1, _standard(self.shape.heads, source.field or self.lines.get(source.line, ""))


def form_content(keyed: KeyedText, shape: FormShape) -> FormContent:
    """Raises NotEditable for a file that cannot be read."""
    pairs = [(key.value, key, value) for key, value in keyed.root.value] if keyed.root is not None else []
    nodes = {name: value for name, _, value in pairs}
    lists = {part.name: _records(keyed, part, nodes.get(part.name)) for part in shape.lists}
    shown = {part.name for part in shape.lists if lists[part.name] is not None}
    texts, strange = _fields(keyed, shape.heads, [pair for pair in pairs if pair[0] not in shown])
    lines = {int(key.start_mark.line) + 1: name for name, key, _ in pairs}
    return FormContent(shape, texts, strange, {name: records or () for name, records in lists.items()}, lines)


def written_name(column: Column, record: object) -> str:
    """What a file calls a key; its standard wording where the file has none."""
    names = (column.name, *column.aliases)
    return next((name for name in names if isinstance(record, Mapping) and name in record), column.name)


def _records(keyed: KeyedText, part: FormList, node: Any) -> tuple[FormRecord, ...] | None:
    """None where it is no list of records."""
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return ()
    if not isinstance(node, yaml.SequenceNode):
        return None
    return tuple(_record(keyed, part, item) for item in node.value)


def _record(keyed: KeyedText, part: FormList, node: Any) -> FormRecord:
    end = content_end(node, keyed.keys)
    first = int(node.start_mark.line) + 1
    lines = first, first + keyed.keys.count("\n", node.start_mark.index, end)
    if not isinstance(node, yaml.MappingNode):
        return FormRecord({}, (("", keyed.keys[node.start_mark.index : end]),), lines)
    texts, strange = _fields(keyed, part.columns, [(key.value, key, value) for key, value in node.value])
    return FormRecord(texts, strange, lines)


def _fields(keyed: KeyedText, columns: tuple[Column, ...], pairs: list[tuple[str, Any, Any]]) -> tuple[dict[str, str], AsWritten]:
    names = {name: column for column in columns for name in (column.name, *column.aliases)}
    texts: dict[str, str] = {}
    strange: list[tuple[str, str]] = []
    for name, key, node in pairs:
        column = names.get(name)
        text = field_text(column, as_data(node)) if column and column.name not in texts else None
        if column is None or text is None:
            strange.append((name, keyed.keys[key.start_mark.index : content_end(node, keyed.keys)]))
        else:
            texts[column.name] = text
    return texts, tuple(strange)


def field_text(column: Column, value: object) -> str | None:
    """What a field shows of a value; None for what it cannot hold: a record in the place of a text."""
    if isinstance(value, str):
        return value
    if column.many and isinstance(value, list) and all(isinstance(item, str) and "\n" not in item for item in value):
        return "\n".join(value)
    return None


def held(columns: tuple[Column, ...], strange: AsWritten) -> list[str]:
    """The fields whose keys are there and stay as they are written, since a field cannot hold what they say."""
    there = {name for name, _ in strange}
    return [column.name for column in columns if there.intersection((column.name, *column.aliases))]


def _is_of(part: FormList, record: FormRecord, field: str) -> bool:
    return field in {name for column in part.columns for name in (column.name, *column.aliases)} or field in dict(record.strange)


def _standard(columns: tuple[Column, ...], field: str) -> str:
    return next((column.name for column in columns if field in (column.name, *column.aliases)), field)
