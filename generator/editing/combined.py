"""Two people changed one file: both of what they did, where they did it in different lines."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from generator.editing.opened_file import OpenedFile, read_content
from generator.editing.refused import NotEditable

_WIDE = (b"\xff\xfe", b"\xfe\xff")
ChangedLines = tuple[int, int, list[bytes]]
"""Lines of the file as it was, from and to, and what stands there instead."""


def combined(opened: OpenedFile, theirs: bytes) -> bytes | None:
    """What is on the disk now (``ChangedMeanwhile.theirs``) with what was changed here since it was opened; None where both changed the
    same lines, or one beside the other, or nobody can tell. Show it before it is saved: ``put``, then ``save(over=theirs)``."""
    was, mine = opened.opened, opened.stored()
    if was is None or not theirs or opened.file.endswith(".xlsx") or any(each.startswith(_WIDE) for each in (was, mine, theirs)):
        return None
    both = combined_lines(*(each.splitlines(keepends=True) for each in (was, mine, theirs)))
    if both is None:
        return None
    content = b"".join(both)
    try:
        return content if read_content(opened.file, content).stored() == content else None
    except NotEditable:
        return None


def combined_lines(was: list[bytes], mine: list[bytes], theirs: list[bytes]) -> list[bytes] | None:
    """The lines with both changes; None where they meet."""
    ours, others = _regions(was, mine), _regions(was, theirs)
    both = sorted([*ours, *(region for region in others if region not in ours)], key=lambda region: region[:2])
    if any(before[1] >= after[0] for before, after in pairwise(both)):
        return None
    lines = [*was]
    for start, end, new in reversed(both):
        lines[start:end] = new
    return lines


def _regions(was: list[bytes], now: list[bytes]) -> list[ChangedLines]:
    opcodes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [(a, b, now[c:d]) for tag, a, b, c, d in opcodes if tag != "equal"]
