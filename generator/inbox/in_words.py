"""What the command line and the desk say of files that came: of what stands in a file nothing but the words that told what it is."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from generator.codes import CODES
from generator.inbox.placed import PlacedFile, title
from generator.inbox.understanding import Known
from generator.inbox.understood import About, Doubt, Received, Understood
from generator.privacy.names import blotted_name, blotted_words, in_name

_PLACEHOLDERS: dict[About, str] = {"village": "村的文件夹名", "kind": "类别", "period": "期别"}
_SHOWN = 8
"""Choices that a sentence names."""


def name_of(understood: Understood) -> str:
    """The file as it was given, its sheet, nothing personal."""
    piece = understood.piece
    return blotted_name(piece.received.path) + (f"（工作表「{blotted_words(piece.sheet)}」）" if piece.sheet else "")


def what_it_is(understood: Understood, here: Known) -> Iterator[str]:
    """What was understood, and why."""
    yield f"是 {title(understood, here)}" if understood.sure else f"看得出的：{title(understood, here) or '没有'}"
    if understood.why:
        yield f"因为 {blotted_words('；'.join(understood.why))}"
    yield from map(blotted_words, understood.piece.notes)


def where_it_goes(placed: PlacedFile) -> str:
    """What is done, or would be."""
    if placed.same:
        return f"和已经有的 {placed.there} 一样，不用再放"
    if placed.new:
        return f"放到 {placed.file}"
    other = f"，换掉 {placed.there}" if placed.there != placed.file else ""
    return f"{placed.file} 已经有了{other}，内容不同" + (f"：{placed.change}" if placed.change else "")


def name_told(received: Received) -> str:
    """What is personal in the name of a file, which others see who are sent it; "" for nothing."""
    titles = dict.fromkeys(CODES[hit.code].title.removeprefix("有") for hit in in_name(received.name))
    return f"文件名里有{'、'.join(titles)}，发给别人以前改掉文件名" if titles else ""


def doubt_told(doubt: Doubt) -> str:
    """The question, with what it may be."""
    choices = doubt.choices[: doubt.likely] if doubt.likely else doubt.choices
    titles = [choice.title for choice in choices[:_SHOWN]]
    more = f" 等 {len(choices)} 个" if len(choices) > _SHOWN else ""
    return blotted_words(doubt.question + (f"：可以是 {'、'.join(titles)}{more}" if titles else ""))


def doubt_left(doubt: Doubt) -> str:
    """The same for whoever is not asked there and then, with what to type where nothing is offered."""
    return doubt_told(doubt) + (f"：要写{doubt.typed}" if doubt.typed and not doubt.choices else "")


def command(understood: Understood, here: Known) -> str:
    """What to type so that nothing is left to ask."""
    kind = here.kind(understood.kind)
    placeholders = {**_PLACEHOLDERS, "period": "名字" if kind and kind.key == "slug" else _PLACEHOLDERS["period"]}
    doubted = {doubt.about for doubt in understood.doubts}
    values: dict[About, str] = {"village": understood.village, "kind": understood.kind, "period": understood.period}
    whole = bool(understood.piece.received.inside or understood.piece.sheet)
    words = [
        f"--{about} {placeholders[about] if about in doubted or not value else value}"
        for about, value in values.items()
        if about in doubted or not whole
    ]
    return " ".join(("gongkai add", *words, blotted_name(_quoted(understood.piece.received.given))))


def _quoted(path: str) -> str:
    """As the command lines of Windows and of others take it."""
    if re.fullmatch(r"[\w./\\:~-]+", path):
        return path
    return shlex.quote(path) if re.search(r'["$`!]', path) else f'"{path}"'


def summary(put: int, same: int, left: int, done: str = "放好") -> str:
    """「放好 34 份，2 份已经有了，4 份没有放。」"""
    parts = ((put, f"{done} {put} 份"), (same, f"{same} 份已经有了、没有变"), (left, f"{left} 份没有放"))
    return ("，".join(text for count, text in parts if count) or "没有文件") + "。"


def which_of(several: Sequence[PlacedFile]) -> str:
    """Of files that would go to one place."""
    names = "、".join(f"「{name_of(each.understood)}」" for each in several)
    return f"{names} 都是 {several[0].file.rpartition('/')[0]} 的同一期，内容不一样，不知道用哪一份"
