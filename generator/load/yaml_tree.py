"""YAML → a tree of texts with line numbers. Nothing is guessed: 007 stays 007, no stays no, a repeated key is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from generator import values
from generator.model import Problem, Source, problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Node:
    """A scalar (text), a list (items) or a record (entries), and the line it begins on."""

    line: int
    text: str = ""
    items: tuple[Node, ...] | None = None
    entries: dict[str, Node] | None = None


class _Unsupported(Exception):
    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what


def read_tree(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The tree of one document; ``first_line`` is where it begins in its file."""
    problems: list[Problem] = []
    try:
        root = yaml.compose(text, Loader=_Loader)
        return (_node(root, file, first_line, problems, set()) if root else Node(first_line, entries={})), problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        return None, [problem("bad-yaml", Source(file, line=line), f"第 {line} 行附近的写法读不通。")]
    except yaml.YAMLError:
        return None, [problem("bad-yaml", Source(file, line=first_line), "有看不见的控制字符,读不下去。")]
    except _Unsupported as found:
        return None, [problem("bad-yaml", Source(file, line=found.line), f"第 {found.line} 行:{found.what}")]
    except RecursionError:
        return None, [problem("bad-yaml", Source(file, line=first_line), "缩进的层数太多。")]


def _node(node: Any, file: str, first: int, problems: list[Problem], seen: set[int]) -> Node:
    line = first + node.start_mark.line
    if id(node) in seen:
        raise _Unsupported(line, "不要用 & 和 * 来重复内容;文字以 * 或 & 开头时用英文引号括起来。")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in ("~", "null")
        return Node(line, "" if plain else values.clean(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Node(line, items=tuple(_node(n, file, first, problems, seen) for n in node.value))
    entries: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Unsupported(first + key.start_mark.line, "冒号前面应该是项目名;内容里有 { } [ ] 时用英文引号括起来。")
        name, key_line = values.clean(key.value), first + key.start_mark.line
        found = _node(value, file, first, problems, seen)
        if name in entries:
            where = Source(file, line=key_line, field=name)
            problems.append(problem("repeated-key", where, f"「{name}」写了两次,第一次在第 {entries[name].line} 行。"))
            continue
        # The line of a value is the line of its key: that is where the clerk looks for it.
        entries[name] = Node(key_line, found.text, found.items, found.entries)
    return Node(line, entries=entries)
