"""What only villagers or members may see is in no byte of the public edition; the village's own edition has it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from generator import board, build
from generator.board import read_board
from generator.check.scope import in_edition
from generator.config import ALL, Context
from generator.kind import Datasets
from generator.kinds import all_kinds
from generator.law.catalogue import items
from generator.load.board_data import BoardData
from generator.model import Dataset, Row
from generator.shown import Value
from generator.task import BoardTask
from tests.conftest import TODAY, copy_samples, write_tree
from tests.problems_for_tests import GOOD_LEDGER

WORD = "密语{:05d}号"
AMOUNT = 77_770_000_000
"""Fen; no amount of the samples is as large."""


class Planted:
    """The newest files of the samples with a word of its own in every text and an amount of its own in every amount of what is not for
    everybody."""

    def __init__(self, understood: bool = True) -> None:
        """``understood``: also in what was understood of the texts, where a word that is no choice makes no page."""
        self.understood = understood
        self.numbers = count(20_001)  # 07532 07533 and 17532 17533 would be telephones
        self.words: set[str] = set()
        self.kinds: set[str] = set()

    def read(self, task: BoardTask, before: object = None, gate: object = None) -> object:
        data, content, _ = read_board(task)
        if data.village is None:
            return data, content, []
        village = replace(data.village, opened=(), opened_by="")
        found = {kind: tuple(self._file(d, n) for n, d in enumerate(_newest(sets))) for kind, sets in data.datasets.items()}
        return BoardData(village, found), content, []

    def _file(self, data: Dataset, number: int) -> Dataset:
        if data.document:
            scope = ("社会", "村民", "成员", "党员")[number % 4]
            if scope == "社会":
                return data
            data = replace(
                data, rows=tuple(_with(row, "范围", scope) for row in data.rows), body=f"{data.body}\n\n{self._word()}", attachments=()
            )
        elif any(item.scope == "社会" and item.shown_by(data.kind, data.key) for item in items()):
            return data  # everybody may see it
        self.kinds.add(data.kind)
        rows = tuple(self._row(row) for row in data.rows)
        stated_rows = tuple((name, self._row(row)) for name, row in data.stated_rows)
        tables = tuple(replace(t, title=f"{t.title}{self._word()}", rows=(*t.rows, (self._word(),) * len(t.columns))) for t in data.tables)
        return replace(data, rows=rows, stated_rows=stated_rows, tables=tables)

    def _row(self, row: Row) -> Row:
        kept = {"范围", "公开日", *(name for name in row.head.fields if "电话" in name)}  # more digits would be another telephone
        texts = tuple(t if name in kept else f"{t}{self._word()}" for name, t in zip(row.head.fields, row.texts, strict=True))
        values = tuple(v if name in kept else self._value(v) for name, v in zip(row.head.fields, row.values, strict=True))
        return replace(row, texts=texts, values=values)

    def _value(self, value: Value) -> Value:
        if not self.understood:
            return value
        if isinstance(value, str):
            return f"{value}{self._word()}"
        return AMOUNT + next(self.numbers) * 101 if type(value) is int else value

    def _word(self) -> str:
        word = WORD.format(next(self.numbers))
        self.words.add(word)
        return word


def _newest(sets: Datasets) -> Datasets:
    """Two of each kind, so that there are lists of them; of documents one for each circle of readers."""
    return sets[-4:] if sets[0].document else sets[-2:]


def _with(row: Row, name: str, text: str) -> Row:
    at = row.head.places[name]
    return replace(row, texts=(*row.texts[:at], text, *row.texts[at + 1 :]), values=(*row.values[:at], text, *row.values[at + 1 :]))


def _bytes(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file as it is read, what is packed unpacked; and the names."""
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        content = path.read_bytes()
        yield str(path), str(path).encode() + content
        if content[:2] == b"\x1f\x8b":
            yield str(path), gzip.decompress(content)
        elif content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                yield from ((f"{path}:{name}", packed.read(name)) for name in packed.namelist())


def _leaks(site: Path) -> list[str]:
    """Words and amounts; in the packed points of a picture 7777 is a colour."""

    def amounts(name: str, content: bytes) -> bool:
        return not name.endswith(".png") and (b"777,7" in content or b"7777" in content)

    return [name for name, content in _bytes(site) if "密语".encode() in content or amounts(name, content)]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    root = copy_samples(tmp_path_factory.mktemp("planted"))
    found = Planted()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "read_board", found.read)
        outcome = build.build(root, TODAY, ["shifan"])
        assert all(b.built for b in outcome.boards), outcome.problems
    return root, found


def test_nothing_of_it_is_in_the_public_edition(planted: tuple[Path, Planted]) -> None:
    root, found = planted
    assert len(found.words) > 5000
    not_for_all = {name.partition("/")[0] for item in items() if item.scope != "社会" for name in item.kinds}
    assert not_for_all <= found.kinds | {kind.name for kind in all_kinds() if kind.document}
    assert _leaks(root / "site") == []
    page = (root / "site/shifan/catalogue/index.html").read_text(encoding="utf-8")
    assert "收支明细" in page
    assert "公开网站上不登内容，可以到村部看" in page


@pytest.fixture(scope="module")
def villagers(planted: tuple[Path, Planted]) -> Path:
    """The root of both editions, the villagers' built after the public one, with the same words."""
    root, _ = planted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "read_board", Planted(understood=False).read)
        outcome = build.build(root, TODAY, ["shifan"], edition="village")
        assert all(b.built for b in outcome.boards), outcome.problems
    return root


def test_what_is_looked_for_is_found_where_it_is(villagers: Path) -> None:
    """The same words in the villagers' edition: in pages, downloads, packed files and the search index."""
    there = _leaks(villagers / "site-village")
    assert {Path(name.partition(":")[0]).suffix for name in there} >= {".html", ".csv", ".xlsx", ".json"}
    assert any("_search" in name for name in there)


def test_the_villagers_own_edition_has_it(villagers: Path) -> None:
    """What villagers and members may see, not what only the party's members may."""
    root, site = villagers, villagers / "site-village"
    assert (site / "shifan/finance/2026-10/index.html").is_file()
    page = (site / "shifan/index.html").read_text(encoding="utf-8")
    assert "（村民版）" in page
    assert "请不要转发到外面" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "noindex" not in (root / "site/shifan/index.html").read_text(encoding="utf-8")
    assert not (root / "site/shifan/finance").exists(), "the public edition is as it was"


def test_a_village_opens_what_it_has_decided_to_open(tmp_path: Path) -> None:
    for opened, there in (("[]", False), ("[F02]", True), ("[F03]", False), ("全部", True)):
        by = "" if opened == "[]" else "向社会公开依据: 村民代表会议决定\n"
        root = write_tree(
            tmp_path / opened.strip("[]") / "root",
            {"village.yml": f"村名: 甲村\n向社会公开: {opened}\n{by}", "ledger/2026-03.csv": GOOD_LEDGER},
        )
        outcome = build.build(root, TODAY)
        assert (root / "site/demo/finance/2026-03/index.html").is_file() == there, opened
        assert ("scope-closed" in {p.code for p in outcome.problems}) == (opened == "[]")


def test_a_word_that_is_no_item_is_told_what_to_write(tmp_path: Path) -> None:
    """是 is what comes to mind first."""
    files = {"village.yml": "村名: 甲村\n向社会公开: 是\n", "ledger/2026-03.csv": GOOD_LEDGER}
    found = {p.code: p for p in build.check(write_tree(tmp_path, files), TODAY).problems}
    assert set(found) == {"unknown-item", "missing-key"}
    assert found["unknown-item"].hint.startswith("都公开写 全部")


def test_what_only_the_party_may_see_is_in_no_edition() -> None:
    from generator.config import SiteConfig, Village

    for edition in ("public", "village"):
        context = Context(SiteConfig(), Village("demo", "甲村", opened=(ALL,)), TODAY, edition)  # type: ignore[arg-type]
        party: Datasets = (_notice("党员"), _notice("社会"))
        assert [d.rows[0].text("范围") for d in in_edition({"notices": party}, context)["notices"]] == ["社会"]


def _notice(scope: str) -> Dataset:
    from generator.model import Head

    return Dataset("notices", scope, f"{scope}.md", (Row(Head("x", ("范围",)), 1, 1, (scope,), (scope,)),), document=True)
