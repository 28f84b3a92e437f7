"""A YAML list of records (荣誉名单) → the same dataset a table would give."""

from __future__ import annotations

import re
from pathlib import Path

from generator.keys import CORRECTIONS
from generator.kind import STATED, Kind
from generator.load.encoding import read_text
from generator.load.own_corrections import own_corrections
from generator.load.records import read_record
from generator.load.yaml_tree import Node, read_tree, why_unreadable
from generator.model import Dataset, Head, Problem, Row, Source, problem


def read_listing(path: Path, file: str, kind: Kind, key: str) -> tuple[Dataset | None, list[Problem]]:
    """Keys beside the list are defaults for every record of it."""
    text, problems = read_text(path, file)
    if problems:
        return None, problems
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    listed = (tree.entries or {}).get(kind.rows_key)
    if tree.entries is None and (slip := why_unreadable(tree.text))[0]:
        return None, [
            *problems,
            problem("bad-yaml", Source(file, line=tree.line), f"应当是几行「项目: 内容」{slip[0]}。", slip[1], tree.text),
        ]
    if tree.entries is None or listed is None or listed.items is None:
        message = f"要有一项「{kind.rows_key}:」，下面一条一条写。"
        where = Source(file, line=tree.line, field=kind.rows_key)
        return None, [*problems, problem("missing-key", where, message, f"写成「{kind.rows_key}:」，下一行起每条前面加「- 」。")]
    also = {name: tree.entries.pop(name) for c in STATED for name in (c.name, *c.aliases) if name in tree.entries}
    stated, wrong = read_record(Node(tree.line, entries=also), STATED, file, "名单")
    corrections, more = own_corrections(tree.entries.pop(CORRECTIONS, None), file)
    problems += wrong + more
    stated_rows = tuple((name, _only(stated, name)) for name in stated.head.fields if stated[name] is not None)
    defaults = {name: node for name, node in tree.entries.items() if name != kind.rows_key}
    rows: list[Row] = []
    for item in listed.items:
        merged = Node(item.line, entries=defaults | item.entries) if item.entries is not None else item
        row, problems_of_entry = read_record(merged, kind.columns, file, f"这一条（{kind.title}）")
        problems += problems_of_entry
        if example := next((name for name in row.head.fields if re.match("例[:\uff1a]", row.text(name))), ""):
            problems.append(problem("example-left", row.at(example), f"「{example}」写的是「{row.text(example)}」。"))
        elif row.head.fields:
            rows.append(row)
    # A wrong default is one problem, not one for each record.
    return Dataset(kind.name, key, file, tuple(rows), stated_rows, corrections=corrections), list(dict.fromkeys(problems))


def _only(row: Row, name: str) -> Row:
    """One field of a row, as a row of its own."""
    at = row.head.fields.index(name)
    return Row(Head(row.head.file, (name,)), 0, row.lines[at], (row.texts[at],), (row.values[at],), lines=(row.lines[at],))
