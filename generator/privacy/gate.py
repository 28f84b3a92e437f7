"""What comes in: a file of a board → problems, each with its place, what it is, and what to do; never the number itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.codes import CODES
from generator.model import Problem, Source, problem
from generator.privacy.find import blotted, find, suspect
from generator.privacy.hit import NOTHING, Declared, Hit
from generator.privacy.read import raw, said
from generator.privacy.rows import in_sentences, of_persons, worded
from generator.privacy.said import Said

_KEY = re.compile(r"\s*(?:-\s*)?\{?\s*([^:：\s{]{1,12})[:：]")
AROUND = 40
"""Characters of a text that are shown on each side of what was found."""


@dataclass(frozen=True)
class Finding:
    """One personal thing, where it stands, and how a report says so."""

    code: str
    source: Source
    why: str
    shown: str
    """What was found, starred."""
    excerpt: str
    part: str = ""
    value: str = field(default="", repr=False)


def findings(file: str, data: bytes, declared: Declared = NOTHING) -> Iterator[Finding]:
    """All that is personal in one file, its name included."""
    for hit in find(file, "", declared):
        yield Finding(hit.code, Source(blotted(file)), hit.why, hit.shown(file), "", "文件名", hit.value)
    text = raw(file, data)
    if text and not suspect(text) and not worded(text):
        return
    for line in said(file, data):
        yield from _in_line(file, line, declared)


def _in_line(file: str, line: Said, declared: Declared) -> Iterator[Finding]:
    for i, cell in enumerate(line.cells):
        hits = find(cell, line.label(i), declared) if len(cell) > 3 else []
        hits += [Hit("personal-health", *span, "和人名写在一起", cell[slice(*span)]) for span in in_sentences(cell)]
        covered = _covered(cell, line.label(i)) if hits else ""
        for hit in hits:
            excerpt = _row(line) if line.tabular else _around(covered, hit)
            yield Finding(hit.code, _place(file, line, i, cell, hit), hit.why, _shown(hit, cell), excerpt, line.part, hit.value)
    if line.labels:
        for code, i, why in of_persons(line.labels, line.cells):
            yield Finding(code, _place(file, line, i, line.cells[i]), why, "", _row(line), line.part, line.cells[i])


def _shown(hit: Hit, cell: str) -> str:
    return "" if hit.code == "personal-health" else hit.shown(cell)


def _place(file: str, line: Said, i: int, cell: str, hit: Hit | None = None) -> Source:
    if line.tabular:
        return Source(file, line.row, line.line, line.sheet, _letter(i), line.label(i))
    if not line.line or hit is None:
        return Source(file, sheet=line.sheet)
    before = cell[: hit.start]
    key = _KEY.match(cell[before.rfind("\n") + 1 :])
    return Source(file, line=line.line + before.count("\n"), field=key[1] if key and file.endswith(".yml") else "")


def _row(line: Said) -> str:
    return " | ".join(" ".join(blotted(cell, line.label(i)).split()) for i, cell in enumerate(line.cells))


def _around(covered: str, hit: Hit) -> str:
    """What stands beside it on its own line."""
    start = max(covered.rfind("\n", 0, hit.start) + 1, hit.start - AROUND)
    end = covered.find("\n", hit.end)
    return " ".join(covered[start : min(end if end >= 0 else len(covered), hit.end + AROUND)].split())


def _covered(text: str, label: str) -> str:
    """The text with all but the beginning of each hit starred, every character in its place."""
    for hit in find(text, label):
        keep = min(3, hit.end - hit.start)
        text = text[: hit.start + keep] + "*" * (hit.end - hit.start - keep) + text[hit.end :]
    return text


def _letter(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def accused(found: Finding) -> Problem:
    """The finding as a problem."""
    where = f"「{found.source.field}」里" if found.source.field else f"{found.part}里" if found.part else "这里"
    title = CODES[found.code].title
    shown = f"（{found.shown}）" if found.shown else ""
    return problem(found.code, found.source, f"{where}{title}{shown}：{found.why}。", excerpt=found.excerpt)
