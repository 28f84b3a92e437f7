"""YAML → a tree of texts with line numbers. Nothing is guessed: 007 stays 007, no stays no, a repeated key is reported."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator import values
from generator.classes import dataclass
from generator.model import Problem, Source, problem
from generator.pattern import lazy

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Node:
    """A scalar (text), a list (items) or a record (entries), and the line it begins on."""

    line: int
    text: str = ""
    items: tuple[Node, ...] | None = None
    entries: dict[str, Node] | None = None


_TAGS = {f"tag:yaml.org,2002:{name}" for name in ["str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"]}
"""What a text may say it is. All others hide what they hold from whoever reads the file: !!binary is a text in disguise."""
_COLON = "冒号要用英文半角的 : ，后面空一格。"
_IN_BRACES = lazy(r"([^:\s\uff1a]{1,12})\uff1a\s*(.+)")


class _Unsupported(Exception):
    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what


_COMMENT = lazy(r"\s*(#.{0,19})")
MAX_DEPTH = 20
"""Levels of nesting. PyYAML composes by recursion in C: without a limit a hostile file takes the whole program down."""


def read_tree(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The tree of one document; ``first_line`` is where it begins in its file."""
    lines = text.split("\n")
    tree = _Tree(file, first_line, lines)
    try:
        _refuse_depth(text, first_line)
        root = yaml.compose(text, Loader=_Loader)
        return (tree.node(root) if root else Node(first_line, entries={})), tree.problems
    except yaml.MarkedYAMLError as error:
        # A scanner's context is where the slip began (an unclosed quote); a parser's is the whole block.
        mark = (error.context_mark if isinstance(error, yaml.scanner.ScannerError) else None) or error.problem_mark or error.context_mark
        places = [min(m.line, len(lines) - 1) for m in (mark, error.problem_mark) if m] or [0]
        above = next((p for p in range(places[0], max(places[0] - 4, -1), -1) if _chinese_colon(lines[p])), places[0])
        at = next((p for p in places if why_unreadable(lines[p])[0]), above)
        line = first_line + at
        message, hint = why_unreadable(lines[at])
        return None, [problem("bad-yaml", Source(file, line=line), f"第 {line} 行附近的写法读不通{message}。", hint, lines[at].strip())]
    except yaml.YAMLError:
        return None, [problem("bad-yaml", Source(file, line=first_line), "有看不见的控制字符，读不下去。", "把那一行删掉，重新手工输入。")]
    except _Unsupported as unsupported:
        return None, [problem("bad-yaml", Source(file, line=unsupported.line), f"第 {unsupported.line} 行：{unsupported.what}")]


def _refuse_depth(text: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _Unsupported(first_line + (event.start_mark.line if event.start_mark else 0), "括号或缩进的层数太多。")


def _chinese_colon(line: str) -> bool:
    """「标题：……」: to YAML a text, which goes on in the next line and is in the way there."""
    return ": " not in line and bool(re.match(r"\s*(?:- )?[^:\s\uff1a{\[\"'#]{1,12}\uff1a", line))


def why_unreadable(line: str) -> tuple[str, str]:
    """(the likeliest slip on a line, what to type instead); ("", "") where nothing is plain."""
    plain = line.strip().removeprefix("- ")
    if re.match(r"[^:\s\uff1a]+\uff1a", plain) and ": " not in plain:
        return "，冒号是中文的「：」", _COLON
    if "\t" in line:
        return "，里面有 Tab 键", "开头用空格对齐，不能用 Tab。"
    if re.match(r"[^:\s]+:\S", plain) and ": " not in plain:
        return "，冒号后面没有空格", "冒号后面要空一格，如「村名: 示例村」。"
    if re.match(r"[^:]+:\s+[@`*&%!|>]", plain):
        return "，内容以特殊符号开头", '用英文双引号把内容括起来，如「标题: "@……"」。'
    if plain.count('"') % 2 or plain.count("'") % 2:
        return "，英文引号没有成对", "补上或删去英文引号；文字里用中文引号“”。"
    if plain.count(": ") > 1:
        return "，内容里又有冒号", "用英文双引号把内容括起来，或把内容里的冒号写成中文的「：」。"
    return "", ""


class _Tree:
    """Turns PyYAML's nodes into ours and notes what a clerk should know of."""

    def __init__(self, file: str, first: int, lines: list[str]) -> None:
        self.file, self.first, self.lines = file, first, lines
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def node(self, node: Any) -> Node:
        line = self.first + node.start_mark.line
        if id(node) in self.seen:
            raise _Unsupported(line, "不要用 & 和 * 来重复内容；文字以 * 或 & 开头时用英文引号括起来。")
        self.seen.add(id(node))
        if node.tag not in _TAGS:
            raise _Unsupported(line, "不能用 ! 开头的写法（如 !!binary），内容要照原样写；文字以 ! 开头时用英文引号括起来。")
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, line)
        if isinstance(node, yaml.SequenceNode):
            return Node(line, items=tuple(self.node(n) for n in node.value))
        entries: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Unsupported(self.first + key.start_mark.line, "冒号前面应该是项目名；内容里有 { } [ ] 时用英文引号括起来。")
            name, key_line = values.clean(key.value), self.first + key.start_mark.line
            child = self.node(value)
            if (meant := _IN_BRACES.fullmatch(name)) and child == Node(child.line):  # {姓名：王某}: read as meant, and told once
                if not any(p.hint == _COLON for p in self.problems):
                    message = f"第 {key_line} 行附近的写法读不通，冒号是中文的「：」。"
                    self.problems.append(problem("bad-yaml", Source(self.file, line=key_line), message, _COLON, name))
                name, child = meant[1], Node(key_line, meant[2])
            if name in entries:
                where = Source(self.file, line=key_line, field=name)
                self.problems.append(problem("repeated-key", where, f"「{name}」写了两次，第一次在第 {entries[name].line} 行。"))
                continue
            # The line of a value is the line of its key: that is where the clerk looks for it.
            entries[name] = Node(key_line, child.text, child.items, child.entries)
        return Node(line, entries=entries)

    def scalar(self, node: Any, line: int) -> Node:
        at = node.end_mark
        text = self.lines[at.line] if at.line < len(self.lines) and node.style not in ("|", ">") else ""
        if rest := _COMMENT.match(text, at.column):  # a line may be long: no copy of it is made for each of its texts
            message = f"「{rest[1]}」会被当作注释丢掉，不会公开。"
            hint = "要公开的话，用英文双引号把整个内容括起来；真是注释就另起一行写。"
            self.problems.append(problem("bad-yaml", Source(self.file, line=line), message, hint, self.lines[at.line].strip()))
        plain = node.style is None and node.value in ("~", "null")
        return Node(line, "" if plain else values.clean(node.value))
