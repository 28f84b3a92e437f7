"""What a row says of the person it names: illness, disability, why somebody is poor, that somebody is a child."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.law.persons import situations
from generator.law.sensitive import sensitive
from generator.pattern import lazy
from generator.privacy.conditions import of_somebody
from generator.privacy.detector import Detector
from generator.privacy.first_look import first_look
from generator.privacy.plain import plain

ADULT = 14
"""个人信息保护法 art. 28: what is known of a child under fourteen is sensitive."""
_AGE = lazy(r"(?<![\d.])(\d{1,2})\s*周?岁")
_NOTHING = lazy(r"[\s—\-/无健康良好0]*")
_NAMELIKE = lazy(r"[\u4e00-\u9fff·*某]{2,5}")

Told = tuple[str, int, str]
"""Code, cell, why."""


def of_persons(labels: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[Told]:
    """One finding of each sort for a row; nothing where the row names nobody."""
    words = sensitive()
    named = {i for i, label in enumerate(labels) if i < len(cells) and words.names.search(label) and not words.minor_headers.search(label)}
    if not any(_NAMELIKE.fullmatch(cells[i].strip()) for i in named):
        return
    others = [(i, cell, labels[i] if i < len(labels) else "") for i, cell in enumerate(cells) if i not in named and cell.strip()]
    for i, cell, label in others:
        if words.health_headers.search(label) and not _NOTHING.fullmatch(cell):
            yield "personal-health", i, f"姓名旁边的「{label}」写了内容"
            break
        if match := words.health.search(cell) or situations().whole.fullmatch(cell.strip()):
            yield "personal-health", i, f"姓名旁边写着「{match[0]}」"
            break
    for i, cell, label in others:
        age = _AGE.search(plain(cell)) or (re.fullmatch(r"\s*(\d{1,2})\s*", plain(cell)) if words.age_headers.search(label) else None)
        if age and int(age[1]) < ADULT:
            yield "personal-minor", i, f"姓名旁边写着 {int(age[1])} 岁，不满 {ADULT} 周岁"
            break
        if match := words.minor.search(cell):
            yield "personal-minor", i, f"姓名旁边写着「{match[0]}」"
            break


def in_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says of a named person what only sums may say: 「王某某因患……」, 「低保户王某」. No two places overlap."""
    if text.isascii() or not first_look(text) & Detector.SENTENCES:  # most cells are figures
        return
    words, until = sensitive(), 0
    spans = [
        (begun.start() - len(named[0]), begun.end())
        for begun in words.suffers.finditer(text)
        if (named := words.person.search(text[max(0, begun.start() - 8) : begun.start()]))
    ]
    for start, end in sorted([*spans, *of_somebody(text)]):
        if start >= until:
            until = end
            yield start, end


def worded(text: str) -> bool:
    """False where no row of the text can say any of it."""
    words, may = sensitive(), first_look(text)
    if may & Detector.SENTENCES and (words.suffers.search(text) or situations().word.search(text)):
        return True
    if not (may & Detector.NAMES and may & Detector.STATES):
        return False
    if not words.names.search(text):  # no row is about anybody
        return False
    patterns = (words.health_begun, words.minor_begun, words.health_headers, words.minor_headers, words.age_headers)
    return any(pattern.search(text) for pattern in patterns) or ("岁" in text and bool(_AGE.search(text)))
