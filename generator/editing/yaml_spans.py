"""Where the parts of a YAML text begin and end, and how a text is written there."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import yaml

from generator.classes import dataclass
from generator.values import forbidden

_LOADERS: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What the files are published by."""
_TABS = re.compile(r"(?<=[:,\-\[{\]}])[ \t]+|[ \t]+(?=[\r\n,\]}#]|$)")


@dataclass(frozen=True, slots=True)
class WrittenSpan:
    """One entry of a list or record: from its dash or key to the end of what it says."""

    node: Any
    start: int
    end: int


def as_data(node: Any) -> Any:
    """A node as texts, lists and dicts: 007 stays 007, no stays no."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_data(each) for each in node.value]
    return "" if node is None or (node.style is None and node.value in ("~", "null")) else node.value


def parsed(text: str) -> Any:
    """The record that a text is; None for an empty one. Raises YAMLError where it cannot be read, and ValueError where a change of one key
    cannot be told from others: what is no record, what speaks of another place by an alias, what has a list for a key ([标题]: 修路)."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        text, root = _without_tabs(text)
    has_alias = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader))
    if root is not None and (has_alias or not isinstance(root, yaml.MappingNode) or not _has_plain_keys(root)):
        raise ValueError("no plain record")
    return root


def _without_tabs(text: str) -> tuple[str, Any]:
    """(the text with a blank for each Tab behind a key or a text, which loaders skip and PyYAML's own parser does not; its nodes, at the
    same places). Raises YAMLError where it cannot be read so either, or would say something else then."""
    blanks = _TABS.sub(lambda tabs: " " * len(tabs[0]), text)
    root, read = yaml.compose(blanks, Loader=yaml.SafeLoader), yaml.compose(text, Loader=_LOADERS)
    if as_data(root) != as_data(read):
        raise yaml.YAMLError("a Tab within a text")
    return blanks, root


def _has_plain_keys(node: Any) -> bool:
    if isinstance(node, yaml.MappingNode):
        return all(isinstance(key, yaml.ScalarNode) and _has_plain_keys(value) for key, value in node.value)
    return not isinstance(node, yaml.SequenceNode) or all(map(_has_plain_keys, node.value))


def content_end(node: Any, text: str) -> int:
    """Where what a node says ends, without the blank lines and comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        end = int(node.end_mark.index)
        return len(text[:end].rstrip("\r\n")) if getattr(node, "style", None) in ("|", ">") else end
    if not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return content_end(last[1] if isinstance(last, tuple) else last, text)


def line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Behind the line end of the line in which ``at`` is."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def scalar_text(text: str, indent: int, flow: bool = False, style: str | None = None, end: str = "\n") -> str:
    """A text as it is written behind its key: as it was quoted (``style``), plain where that says the same, else in double quotes; several
    lines as a block, ``indent`` blanks in."""
    if style == "'" and "\n" not in text and not forbidden(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        return _double(text)
    lines = text.split("\n")
    if len(lines) > 1 and not flow and indent and _fits_block(text):
        return "|-" + "".join(f"{end}{' ' * indent}{line}" if line else end for line in lines)
    return text if text and _reads_plain(text, flow) else "" if not text and not flow else _double(text)


def flow_list(texts: Sequence[str]) -> str:
    """[甲, 乙]."""
    return "[" + ", ".join(scalar_text(text, 0, flow=True) for text in texts) + "]"


def flow_text(record: dict[str, str]) -> str:
    """{姓名: 王示例, 电话: 0534}."""
    return "{" + ", ".join(f"{key}: {scalar_text(text, 0, flow=True)}" for key, text in record.items()) + "}"


def _double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _fits_block(text: str) -> bool:
    return text == text.strip() and not forbidden(text) and "\r" not in text and not any(line != line.rstrip() for line in text.split("\n"))


def _reads_plain(text: str, flow: bool) -> bool:
    """True where the text, written as it is, is read as itself."""
    if "\n" in text or "\r" in text or text in ("~", "null") or " #" in text or ": " in text:
        return False
    around = f"{{a: {text}, b: c}}" if flow else f"a: {text}\nb: c\n"
    try:
        node: Any = yaml.compose(around, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    read = node.value[0][1]
    return len(node.value) == 2 and isinstance(read, yaml.ScalarNode) and read.style is None and read.value == text
