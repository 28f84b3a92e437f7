"""A yearly report part by part: the clerk's words below a heading, what the board has in figures, what came about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace

from generator.check.placed_figures import KnownFigures, PlacedFigure, change, segments
from generator.classes import dataclass
from generator.law.outlines import OutlinePart, part_of, taken_by
from generator.offered import OfferedEntry, OfferedFigure
from generator.shown import Linked

_HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*$")

_SHOWN, _ROOM = 3, 50
"""Entries of a part that are not folded, and characters of what is told of one."""

Words = tuple[tuple[str, str], ...]
"""Markdown in parts, each with where it leads: a figure is text that leads to its place, all else leads nowhere."""


@dataclass(frozen=True)
class Chapter:
    """Some lines of a body below one heading."""

    heading: str
    """"" for what stands above the first."""
    text: str
    line: int = 0
    """Lines of the body before its heading."""


@dataclass(frozen=True)
class ReportPart:
    """One part as the page tells it."""

    title: str
    anchor: str
    words: Words
    facts: tuple[tuple[str, tuple[Linked | str, ...]], ...]
    """(name of a figure, its number leading to its place, what is said beside it)."""
    entries: tuple[OfferedEntry, ...]
    """The first of them, as many as are read at a glance."""
    rest: tuple[OfferedEntry, ...]


@dataclass
class _Gathered:
    words: list[Chapter] = field(default_factory=list)
    figures: list[OfferedFigure] = field(default_factory=list)
    entries: list[OfferedEntry] = field(default_factory=list)


def chapters(body: str) -> Iterator[Chapter]:
    """A body by its headings of the first two levels."""
    heading, start, lines = "", 0, list[str]()
    for n, line in enumerate(body.split("\n")):
        if match := _HEADING.match(line):
            yield Chapter(heading, "\n".join(lines), start)
            heading, start, lines = match[1], n, []
        else:
            lines.append(line)
    yield Chapter(heading, "\n".join(lines), start)


def parts_of(
    body: str, outline: tuple[OutlinePart, ...], known: KnownFigures, sections: dict[str, str]
) -> tuple[Words, tuple[ReportPart, ...], tuple[PlacedFigure, ...]]:
    """(what stands above all, the parts that have anything to tell, the figures that were placed).

    A heading that is none of the outline is a part of its own behind the one it follows.
    """
    placed: dict[str, PlacedFigure] = {}
    gathered: dict[str, _Gathered] = {part.title: _Gathered() for part in outline}
    order = list(gathered)
    above, last = list[Chapter](), ""
    for chapter in chapters(body):
        part = part_of(chapter.heading, outline) if chapter.heading else None
        title = part.title if part else chapter.heading
        if not title:
            above.append(chapter)
            continue
        if title not in gathered:
            gathered[title] = _Gathered()
            order.insert(order.index(last) + 1 if last else 0, title)
        gathered[title].words.append(chapter)
        last = title
    first = _filled(above, known, placed)
    words = {title: _filled(one.words, known, placed) for title, one in gathered.items()}
    told_in_words = {figure.path + figure.words for figure in placed.values()}
    for source, figure in known.now.figures:
        if figure.told and figure.path + figure.words not in told_in_words:
            gathered[taken_by(outline, (figure.topic, source, sections.get(source, ""))).title].figures.append(figure)
    for source, entry in known.now.entries:
        gathered[taken_by(outline, (entry.topic, source, sections.get(source, ""))).title].entries.append(entry)
    made = tuple(
        ReportPart(
            title,
            f"p{n}",
            words[title],
            tuple(_fact(figure, known) for figure in one.figures),
            *_halves([replace(entry, text=_short(entry.text)) for entry in one.entries]),
        )
        for n, (title, one) in enumerate(((title, gathered[title]) for title in order), 1)
    )
    told = tuple(part for part in made if part.words or part.facts or part.entries)
    return first, told, tuple(placed.values())


def _halves(entries: list[OfferedEntry]) -> tuple[tuple[OfferedEntry, ...], tuple[OfferedEntry, ...]]:
    """One more than are shown is shown, too: a fold with one line in it hides nothing."""
    shown = len(entries) if len(entries) <= _SHOWN + 1 else _SHOWN
    return tuple(entries[:shown]), tuple(entries[shown:])


def _short(text: str) -> str:
    """Whole clauses as far as there is room; its page has the rest."""
    if len(text) <= _ROOM:
        return text
    cut = max(text.rfind(sign, 0, _ROOM) for sign in "，、；：")
    return text[: cut if cut > 0 else _ROOM] + "……"


def _filled(chapters_of_part: list[Chapter], known: KnownFigures, placed: dict[str, PlacedFigure]) -> Words:
    """With what the data say in the place of names; what was placed is kept in ``placed``."""
    words: list[tuple[str, str]] = []
    for chapter in chapters_of_part:
        if chapter.text.strip():
            for text, figure in segments(chapter.text.strip("\n"), known):
                if figure:
                    placed.setdefault(figure.name + figure.words, figure)
                words.append((text, figure.path if figure else ""))
            words.append(("\n\n", ""))
    return tuple(words)


def _fact(figure: OfferedFigure, known: KnownFigures) -> tuple[str, tuple[Linked | str, ...]]:
    _, then = known.both(figure.name)
    beside = (change(figure, then) if then else "", figure.note)
    number = Linked(((figure.words, figure.path),))
    return figure.name, (number, *(text for text in beside if text))
