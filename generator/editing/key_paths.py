"""Where a text of a YAML file is: names, and numbers (from 0) within lists, among its nodes and among what they say."""

from __future__ import annotations

from typing import Any

import yaml

KeyPath = tuple[str | int, ...]


def node_at(root: Any, path: KeyPath) -> Any:
    """The node at a path; None where there is none."""
    for part in path:
        if isinstance(root, yaml.MappingNode):
            root = next((value for key, value in root.value if key.value == part), None)
        elif isinstance(root, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(root.value):
            root = root.value[part]
        else:
            return None
    return root


def value_at(data: Any, path: KeyPath) -> Any:
    """What stands at a path; None for nothing."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
            data = data[part]
        else:
            return None
    return data


def value_set(data: Any, path: KeyPath, value: Any) -> Any:
    """``data`` with another value at a path; None takes away what is there."""
    head, *rest = path
    if rest:
        value = value_set(value_at(data, (head,)) or {}, tuple(rest), value)
    if isinstance(data, list) and isinstance(head, int):
        return [*data[:head], *([] if value is None else [value]), *data[head + 1 :]]
    changed = dict(data or {})
    if value is None:
        changed.pop(head, None)
    else:
        changed[head] = value
    return changed
