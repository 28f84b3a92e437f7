"""A YAML record and the keys it may have → a row, the same value that a table's row becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.load.convert import code_of, convert
from generator.load.encoding import read_text
from generator.load.yaml_tree import Node, read_tree, why_unreadable
from generator.model import Column, Head, Problem, Row, Source, problem
from generator.shown import Value


def read_record(node: Node, keys: Sequence[Column], file: str, what: str, also: Sequence[str] = ()) -> tuple[Row, list[Problem]]:
    """One record; ``what`` names it in messages, ``also`` are keys that the caller reads itself."""
    if node.entries is None:
        why, hint = why_unreadable(node.text)
        message = f"{what}应当是几行「项目: 内容」{why}。"
        return Row(Head(file, ()), 0, node.line, (), ()), [problem("bad-yaml", Source(file, line=node.line), message, hint, node.text)]
    names = {name: key for key in keys for name in (key.name, *key.aliases)}
    problems: list[Problem] = []
    nodes: dict[str, Node] = {}
    for name, value in node.entries.items():
        key = names.get(name)
        where = Source(file, line=value.line, field=name)
        if key is None and name not in also:
            problems.append(
                problem(
                    "unknown-key",
                    where,
                    f"{what}里不认识「{name}」这一项。",
                    _meant(name, [*(k.name for k in keys), *also]) or f"可以写的有：{'、'.join((*(k.name for k in keys), *also))}。",
                )
            )
        elif key and key.name in nodes:
            problems.append(problem("repeated-key", where, f"「{name}」就是「{key.name}」，前面已经写过。"))
        elif key:
            nodes[key.name] = value
    texts: list[str] = []
    result: list[Value] = []
    invalid: set[str] = set()
    for key in keys:
        entry = nodes.get(key.name)
        if entry is None and key.required:
            where = Source(file, line=node.line, field=key.name)
            problems.append(problem("missing-key", where, f"{what}没有写「{key.name}」。", _hint(key)))
            invalid.add(key.name)
        text, converted, trouble = _value(key, entry) if entry else ("", None, None)
        if entry and trouble:
            code, message = trouble
            problems.append(
                problem(code, Source(file, line=entry.line, field=key.name), message, _fill(key) if code == "blank-cell" else "")
            )
            invalid.add(key.name)
        texts.append(text)
        result.append(converted)
    lines = tuple(nodes[k.name].line if k.name in nodes else node.line for k in keys)
    head = Head(file, tuple(k.name for k in keys))
    return Row(head, 0, node.line, tuple(texts), tuple(result), frozenset(invalid), lines=lines), problems


def _value(key: Column, node: Node) -> tuple[str, Value, tuple[str, str] | None]:
    """Text, value and trouble of one entry. A ``many`` key gives a tuple of texts."""
    if node.entries is not None or (node.items is not None and not key.many):
        return "", None, ("bad-value", f"「{key.name}」应当是一句话，不是几行项目。")
    parts = [node.text] if node.items is None else [item.text for item in node.items]
    if node.items is not None and any(item.items or item.entries for item in node.items):
        return "", None, ("bad-value", f"「{key.name}」下面每条应当是一句话。")
    text = "\n".join(p for p in parts if p)
    try:
        if key.many and key.type != "photos":
            checked = tuple(p for p in (convert(key, p) for p in parts) if p)
            return text, checked, None if checked or key.blank else ("blank-cell", f"「{key.name}」空着。")
        value = convert(key, text)
    except ValueError as why:
        code = code_of(why, key)
        return text, None, (code, f"「{key.name}」写的是「{text[:30]}」：{why}。")
    if value is None and not key.blank:
        return text, None, ("blank-cell", f"「{key.name}」空着。")
    return text, value, None


def _fill(key: Column) -> str:
    return f"在「{key.name}:」后面空一格，写上内容" + (f"，如 {key.example}。" if key.example else "。")


def _hint(key: Column) -> str:
    return f"写上一行「{key.name}: {key.example or '……'}」。"


_NARROWER = ("常住", "流动", "外来", "农业", "贫困", "脱贫", "低保")
"""常住人口 counts others than 人口: what begins so is another figure, not another word for the same."""


def _meant(name: str, names: Iterable[str]) -> str:
    """What to write for a key that is nearly one of ``names``; "" where none is near."""
    names = list(names)
    if narrower := next((word for word in names if word != name and name.endswith(word) and name.startswith(_NARROWER)), ""):
        return f"它和「{narrower}」不是一个数，不要写进「{narrower}」；这一行删掉，要说的写进「简介」。"
    from difflib import get_close_matches  # here: most words are right

    near = get_close_matches(name, names, 3, 0.6)
    return f"是不是{'、'.join(f'「{word}」' for word in near)}？改成它；不是的，这一行删掉。" if near else ""


def read_settings(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a settings file; None where it cannot be read."""
    text, problems = read_text(path, file)
    return (None, problems) if problems else read_tree(text, file)


def read_nested(node: Node | None, keys: Sequence[Column], file: str, name: str) -> tuple[list[Row], list[Problem]]:
    """The small records below one key of a settings file."""
    if node is None or (node.items is None and node.entries is None and not node.text):
        return [], []
    if node.items is None:
        where = Source(file, line=node.line, field=name)
        least = [f"{key.name}: ……" for key in keys if not key.blank] or [f"{keys[0].name}: ……"]
        example = f"{{{', '.join(least)}}}" if len(least) > 1 else least[0]
        return [], [problem("bad-yaml", where, f"「{name}」下面要一条一条写。", f"每条前面加「- 」，如「- {example}」。")]
    rows: list[Row] = []
    problems: list[Problem] = []
    for item in node.items:
        row, more = read_record(item, keys, file, f"「{name}」的一条")
        problems += more
        if row.head.fields:
            rows.append(row)
    return rows, problems
