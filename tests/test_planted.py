"""Somebody stands in every place where any kind may name him; on each day every byte of both editions names those who may be named then,
and nobody else: after a clean build, after one on top of it on the day after, and where nothing can be made that day."""

from __future__ import annotations

import gzip
import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator import build
from generator.config import Edition
from generator.kind import Roll
from generator.kinds import all_kinds, kind_named
from generator.report.due import BoardDuties, due_as
from generator.shown import Cover
from generator.site import docs
from tests.conftest import deep, write_tree
from tests.planting import (
    EVER,
    FIRST,
    LAST,
    MASKED,
    NAMED,
    NEXT,
    SECOND,
    Field,
    Unplanted,
    columns_of_persons,
    field_of,
    full_names,
    named_elsewhere,
    photographed,
)
from tests.problems_for_tests import BAD_LEDGER

EDITIONS: tuple[Edition, ...] = ("public", "village")
SITES = {"public": "site", "village": "site-village"}


@pytest.fixture(scope="module")
def planted() -> Field:
    return field_of(all_kinds())


@dataclass
class Built:
    """The sites of one root, as they were on some days."""

    root: Path
    covers: list[str]
    """All that was written on a picture for a chat."""

    def build(self, day: date, edition: Edition) -> Path:
        outcome = build.build(self.root, day, edition=edition)
        assert all(board.built for board in outcome.boards), outcome.problems
        return self.root / SITES[edition]


def write(root: Path, planted: Field) -> Path:
    for name, content in planted.files.items():
        path = root / name[1:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture(scope="module")
def built(planted: Field, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Both editions, made anew on the last day of all."""
    covers: list[str] = []
    real = docs.cover_png

    def cover_png(cover: Cover, village: str, sample: bool, band: str) -> bytes:
        covers.append(f"{cover}")
        return real(cover, village, sample, band)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docs, "cover_png", cover_png)
        made = Built(write(tmp_path_factory.mktemp("planted"), planted), covers)
        for edition in EDITIONS:
            made.build(LAST, edition)
        yield made


@pytest.fixture(scope="module")
def next_day(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same on the day after, nothing edited."""
    later = Built(Path(shutil.copytree(built.root, tmp_path_factory.mktemp("next") / "root")), built.covers)
    built.covers.clear()
    for edition in EDITIONS:
        later.build(NEXT, edition)
    return later


# --- looking ---------------------------------------------------------------------------------


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and all that is packed in it, to any depth."""
    yield name, content
    if content.startswith(b"\x1f\x8b"):
        yield from parts(name.removesuffix(".gz"), gzip.decompress(content))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from parts(f"{name}:{inner}", packed.read(inner))
                yield f"{name}:", inner.encode()


def texts(content: bytes) -> Iterator[str]:
    """As characters, by every code they may be written in: in a page, in JSON, in a script, in an address, by old programs."""
    text = content.decode("utf-8", "ignore")
    yield text
    if "&#" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    if "%E" in text or "%e" in text:
        yield unquote(text, errors="ignore")
    if not content.isascii() and b"\0" in content:
        yield from (content.decode(code, "ignore") for code in ("utf-16-le", "utf-16-be"))


def seen(files: Iterator[tuple[str, bytes]], planted: Field) -> dict[str, set[str]]:
    """Mark → the files in which it stands."""
    pictures = [re.escape(who.mark) for who in planted.planted if who.mark.isascii()]
    anywhere = re.compile("|".join([f"[{FIRST}][{SECOND}]", *pictures]))
    shown: dict[str, set[str]] = {}
    for name, content in files:
        inside = [(name, match) for match in anywhere.findall(name)]
        for place, match in (*inside, *((name + more, match) for more, match in marks(content, anywhere))):
            shown.setdefault(match, set()).add(place)
    return shown


@cache
def marks(content: bytes, anywhere: re.Pattern[str]) -> frozenset[tuple[str, str]]:
    """(what follows the name of the file, mark): many files are the same in both editions and on all days, and are looked into once."""
    packed = parts("", content)
    return frozenset((name, match) for name, part in packed for text in (name, *texts(part)) for match in anywhere.findall(text))


def below(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        yield path.relative_to(site).as_posix(), path.read_bytes()


def wrong(site: Path, planted: Field, edition: Edition, day: date) -> list[str]:
    """Who is named though he may not be, and who is not though he may."""
    shown = seen(below(site), planted)
    told = []
    for who in planted.planted:
        places = shown.get(who.mark, set())
        own = {place for place in places if place.startswith(f"{who.board}/")}
        may = day <= who.until[edition]
        if places and not may:
            told.append(f"{who.board}: {who.where} is named in {sorted(places)[:4]}")
        if may and not own and who.until[edition] != EVER:
            told.append(f"{who.board}: {who.where} is named nowhere, so that nothing is shown by his being gone")
    return told


# --- what holds ------------------------------------------------------------------------------


def test_every_kind_with_persons_has_somebody_planted_in_it(planted: Field) -> None:
    there = {who.where.partition(" ")[0] for who in planted.planted}
    own = {kind.name: [c for c in columns_of_persons(kind) if not named_elsewhere(c, kind)] for kind in all_kinds()}
    assert there == {kind.name for kind in all_kinds() if kind.document or own[kind.name] or photographed(kind)}
    assert {kind.name for kind in all_kinds() if kind.roll} <= there
    assert len({who.mark for who in planted.planted}) == len(planted.planted)


@pytest.mark.parametrize("edition", EDITIONS)
def test_on_the_last_day_a_clean_build_names_whom_it_may(edition: Edition, built: Built, planted: Field) -> None:
    assert wrong(built.root / SITES[edition], planted, edition, LAST) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_on_the_next_day_a_build_on_top_of_it_names_nobody_who_left(edition: Edition, next_day: Built, planted: Field) -> None:
    assert wrong(next_day.root / SITES[edition], planted, edition, NEXT) == []


def test_on_the_next_day_a_clean_build_names_nobody_who_left(next_day: Built, planted: Field, tmp_path: Path) -> None:
    clean = Built(write(tmp_path, planted), [])
    for edition in EDITIONS if deep() else EDITIONS[:1]:
        assert wrong(clean.build(NEXT, edition), planted, edition, NEXT) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_they_leave_where_nothing_can_be_made_that_day(edition: Edition, built: Built, planted: Field, tmp_path: Path) -> None:
    """The accounts of both boards have a fault since."""
    root = Path(shutil.copytree(built.root, tmp_path / "root"))
    for board in (NAMED, MASKED):
        (root / f"data/villages/{board}/ledger/2026-03.csv").write_text(BAD_LEDGER, encoding="utf-8")
    outcome = build.build(root, NEXT, edition=edition)
    assert set(outcome.kept) == {NAMED, MASKED}
    shown = seen(below(root / SITES[edition]), planted)
    assert [(who.board, who.where) for who in planted.planted if who.until[edition] < NEXT and who.mark in shown] == []


def test_no_cover_names_who_may_not_be_named_by_everybody(next_day: Built, planted: Field) -> None:
    """The public edition's covers of the day after were drawn last but one; no cover at all may name who is shown to villagers only."""
    never = [who for who in planted.planted if who.until["village"] < NEXT or who.until["public"] < LAST]
    assert [who.where for who in never if who.mark in "".join(next_day.covers)] == []


def test_no_list_of_what_is_owed_names_anybody(built: Built, planted: Field) -> None:
    owed, _ = build.due(built.root, NEXT)
    boards = [BoardDuties(*board) for board in owed]
    told = "".join(due_as(style, boards, NEXT) for style in ("text", "json", "ics"))
    assert told
    assert seen(iter([("due", told.encode())]), planted) == {}


def test_a_new_kind_with_persons_cannot_be_without(planted: Field) -> None:
    """It is planted by what it declares; where its sample does not let that be done, it is asked for."""
    pay = kind_named("pay")
    assert pay
    assert [who.where for who in field_of([pay]).planted] == ["pay 姓名", "pay 姓名"]
    elders = replace(pay, name="elders", title="老人")
    with pytest.raises(Unplanted, match="elders: no file with rows"):
        field_of([elders])
    with pytest.raises(Unplanted, match="a planting of its own"):
        field_of([replace(pay, formats=("yml",))])
    with pytest.raises(Unplanted, match="whose name leaves with the posting"):
        field_of([replace(pay, roll=Roll("姓名", lambda row, data, context: date.max))])
    endless = replace(next(kind for kind in all_kinds() if kind.document))
    object.__setattr__(endless, "columns", tuple(column for column in endless.columns if column.name not in ("公示止", "撤下日")))
    with pytest.raises(Unplanted, match="公示止"):
        field_of([endless])


def test_a_full_name_where_none_belongs_is_told_in_every_column_of_every_kind(tmp_path: Path) -> None:
    """So that a board with one is not made, and what was published of it before has none."""
    asked = {}
    for kind, key, columns, content in full_names(all_kinds()):
        asked |= {(f"data/villages/demo/{kind.name}/{key}.csv", column.name): column for column in columns}
        write_tree(tmp_path, {f"{kind.name}/{key}.csv": content})
    told = {(p.source.file, p.source.field) for p in build.check(tmp_path, LAST).problems if p.code == "personal-name"}
    assert set(asked) - told == set()
    assert not any("建国" in f"{p.message}{p.hint}" for p in build.check(tmp_path, LAST).problems if p.code == "personal-name")
