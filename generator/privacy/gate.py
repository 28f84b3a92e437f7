"""What comes in: a file of a board → problems, each with its place, what it is, and what to do; never the number itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field

from generator.classes import dataclass
from generator.codes import CODES
from generator.model import EXCERPT, Problem, Source, problem
from generator.pattern import lazy
from generator.privacy.find import blotted, find, suspect
from generator.privacy.first_look import quiet
from generator.privacy.hit import NOTHING, Declared, Hit
from generator.privacy.names import INDEX, blotted_name, in_name
from generator.privacy.passage import UNSEEN, Passage
from generator.privacy.read import is_page, is_table, passages, words
from generator.privacy.rows import in_sentences, of_persons, worded
from generator.sheets import letter

_KEY = lazy(r"\s*(?:-\s*)?\{?\s*([^:：\s{]{1,12})[:：]")
_COPIED = "打开表看不见它。新建一个工作簿，把要公开的格子复制过去，粘贴时选「数值」，另存成同样的文件名，换掉这一个。"
AROUND = 40
"""Characters of a text that are shown on each side of what was found."""
EACH = 100
"""How many of one cell or text are told one by one."""


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
    typed: str = field(default="", repr=False)
    """As it stands in the file, for leaving it out of what else is said of the row."""
    rest: frozenset[str] = field(default=frozenset(), repr=False)
    """Values of others in the same cell, which has too many to tell each."""


def findings(file: str, data: bytes, declared: Declared = NOTHING, named: bool = True) -> Iterator[Finding]:
    """All that is personal in one file, its name included; ``named``: False where that is known to hold nothing."""
    for hit in in_name(file, declared) if named else ():
        yield Finding(hit.code, Source(blotted_name(file)), hit.why, hit.shown(file), "", "文件名", hit.value, file[hit.start : hit.end])
    if (text := words(file, data)) and _nothing_in(file, text, declared):
        return
    for line in passages(file, data):
        yield from _in_line(file, line, declared)


def _nothing_in(file: str, text: str, declared: Declared) -> bool:
    """True where a file holds nothing, all of which is given as one text."""
    table = is_table(file)
    if quiet(text, table):
        return True
    if table:
        return not suspect(text) and not worded(text)
    return is_page(file) and not find(text, "", declared) and not any(in_sentences(text))


def _in_line(file: str, line: Passage, declared: Declared) -> Iterator[Finding]:
    row = ""
    for i, cell in enumerate(line.cells):
        hits = find(cell, line.label(i), declared) if len(cell) > 2 else []
        hits += [Hit("personal-health", *span, "和人名写在一起", cell[slice(*span)]) for span in in_sentences(cell)]
        if not hits:
            continue
        row = row or (_row(line) if line.tabular else "")
        covered = "" if line.tabular else _covered(cell, find(cell, line.label(i)))
        lines = [] if line.tabular else [at for at, char in enumerate(cell) if char == "\n"]
        rest = frozenset(hit.value for hit in hits[EACH:])
        for hit in hits[:EACH]:
            excerpt = row if line.tabular else "" if INDEX in file else _around(covered, hit)
            typed, why = cell[hit.start : hit.end], hit.why + (f"；这里一共有 {len(hits)} 处" if rest else "")
            place = _place(file, line, i, cell, hit, lines)
            yield Finding(hit.code, place, why, _shown(hit, cell), excerpt, line.part, hit.value, typed, rest)
    if line.labels:
        for code, i, why in of_persons(line.labels, line.cells):
            yield Finding(code, _place(file, line, i, line.cells[i]), why, "", row or _row(line), line.part, line.cells[i])


def _shown(hit: Hit, cell: str) -> str:
    return "" if hit.code == "personal-health" else hit.shown(cell)


def _place(file: str, line: Passage, i: int, cell: str, hit: Hit | None = None, lines: Sequence[int] = ()) -> Source:
    """``lines``: where those of a text end."""
    if line.tabular:
        return Source(file, line.row, line.line, line.sheet, letter(i), line.label(i))
    if not line.line or hit is None:
        return Source(file, sheet=line.sheet)
    before = bisect_left(lines, hit.start)
    key = _KEY.match(cell, lines[before - 1] + 1 if before else 0) if file.endswith(".yml") else None
    return Source(file, line=line.line + before, field=key[1] if key else "")


def _row(line: Passage) -> str:
    """As much of it as a report repeats."""
    return " | ".join(" ".join(blotted(cell, line.label(i)).split()) for i, cell in enumerate(line.cells))[: EXCERPT + 1]


def _around(covered: str, hit: Hit) -> str:
    """What stands beside it on its own line."""
    first = max(0, hit.start - AROUND)
    start = covered.rfind("\n", first, hit.start) + 1 or first
    end = covered.find("\n", hit.end, hit.end + AROUND)
    return " ".join(covered[start : end if end >= 0 else hit.end + AROUND].split())


def _covered(text: str, hits: list[Hit]) -> str:
    """The text with all but the beginning of each hit starred, every character in its place."""
    parts, at = [], 0
    for hit in hits:
        keep = hit.start + min(3, (hit.end - hit.start) // 2)
        parts += [text[at:keep], "*" * (hit.end - keep)]
        at = hit.end
    return "".join((*parts, text[at:]))


def accused(finding: Finding) -> Problem:
    """The finding as a problem."""
    where = f"「{finding.source.field}」里" if finding.source.field else f"{finding.part}里" if finding.part else "这里"
    title = CODES[finding.code].title
    shown = f"（{finding.shown}）" if finding.shown else ""
    hint = _COPIED if finding.part in UNSEEN else ""
    return problem(finding.code, finding.source, f"{where}{title}{shown}：{finding.why}。", hint, finding.excerpt)
