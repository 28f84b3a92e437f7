"""The record of what was published: the tree of RFC 9162, codes that people compare, chains, and who checks them."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from playwright.sync_api import Browser, Page

from generator import build, recorded
from generator.board import plan_board
from generator.config import SiteConfig
from generator.corrected import Correction, Corrections
from generator.place import Run
from generator.planned import _fleeting as fleeting
from generator.poster import sheet_pages
from generator.record import board_record as board_record_
from generator.record import merkle, short_code, written
from generator.record import on_paper as on_paper_
from generator.record.board_record import ROOT, BoardRecord, ListedFile, NoRecord, listed_file, read_record
from generator.record.chain import FOLDER, Publication, Publications, read_chain
from generator.record.served import ABOVE, BOARDS, SiteRecord, as_list, list_name, read_list, read_site_record
from generator.record.site_files import Folder, Unreadable, Zip
from generator.record.sources import opened
from generator.record.verify import OnPaper, told_of_code, verify
from generator.record.written import WrittenRecord, kept, recalled
from generator.shown import Page as Page_
from generator.site.record_files import RecordBefore, Recorded, board_record, record_in
from generator.task import BoardTask
from tests.browser import PHONE, served, tab
from tests.conftest import TODAY, VILLAGE_YML, Spoken, examples, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_git import commit, run_git

# --- the tree ---------------------------------------------------------------------------------

ENTRIES = list(map(bytes.fromhex, ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")))
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The vectors of Certificate Transparency: entries, and the root over the first one, two, … of them."""
PROOFS = (
    (0, 1, ()),
    (
        0,
        8,
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        5,
        8,
        (
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (2, 3, ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",)),
    (
        1,
        5,
        (
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
)


def test_the_tree_is_that_of_the_standard() -> None:
    assert merkle.tree_root([]).hex() == hashlib.sha256().hexdigest()
    assert [merkle.tree_root(ENTRIES[:count]).hex() for count in range(1, 9)] == list(ROOTS)
    for number, count, path in PROOFS:
        assert tuple(digest.hex() for digest in merkle.proof(ENTRIES[:count], number)) == path


@given(entries=st.lists(st.binary(max_size=4), min_size=1, max_size=40), data=st.data())
def test_one_entry_is_proved_without_the_others_and_no_other_is(entries: list[bytes], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(entries) - 1))
    path, root = merkle.proof(entries, number), merkle.tree_root(entries)
    assert merkle.proves(entries[number], number, len(entries), path, root)
    assert len(path) <= max(len(entries) - 1, 0).bit_length()
    assert not merkle.proves(entries[number] + b"x", number, len(entries), path, root)
    assert not merkle.proves(entries[number], len(entries), len(entries), path, root)
    if path:
        assert not merkle.proves(entries[number], number, len(entries), path[:-1], root)
        assert not merkle.proves(entries[number], number, len(entries), [*path, path[0]], root)


# --- codes ------------------------------------------------------------------------------------


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_the_first_hundred_bits_whoever_types_it(content: bytes) -> None:
    code = short_code.short_code(content.hex())
    number = 0
    for letter in code.replace("-", ""):
        number = number * 32 + short_code.ALPHABET.index(letter)
    assert number == int.from_bytes(content, "big") >> 156
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert not set(code) & set("01OIl")
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace("-", "—"), code.replace("L", "1")):
        assert short_code.names(short_code.as_typed(typed), content.hex())
    assert short_code.names(short_code.as_typed(content.hex().upper()), content.hex())


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M-9QXR-4HTV-BD3N-W8P0", "z" * 64, "7K2M-9QXR-4HTV-BD3N-W8PC-2"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert short_code.as_typed(typed) == ""


# --- the record of a board --------------------------------------------------------------------


def files(*contents: bytes) -> tuple[ListedFile, ...]:
    return tuple(listed_file(f"finance/{number:02}/a.csv", content, "表") for number, content in enumerate(contents))


def test_a_record_is_read_as_it_was_written_and_proves_one_file_alone() -> None:
    record = BoardRecord("甲村", "public", (*files(b"a,b\r\n1,2\r\n", b"x\r\n"), listed_file("z.pdf", b"%PDF", lasting=False)), "110000")
    assert read_record(record.as_json()) == record
    assert [file.rows for file in record.files] == [1, 0, None]
    entry = record.files[0]
    assert entry.line == hashlib.sha256(b"a,b\r\n1,2\r\n").hexdigest().encode() + b"  finance/00/a.csv\n"  # as sha256sum writes it
    assert record.proved(entry.path, entry.sha256)
    assert not record.proved(entry.path, record.files[1].sha256)


def test_what_is_shown_for_a_time_leaves_no_trace_in_the_root() -> None:
    lasting, fleeting = files(b"a\r\n", b"names\r\n")
    fleeting = fleeting._replace(lasting=False)
    assert BoardRecord("甲村", "public", (lasting, fleeting)).root == BoardRecord("甲村", "public", (lasting,)).root


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda told: told["files"][0].update(sha256="0" * 64), "对不上"),
        (lambda told: told["files"][0].update(path="../x"), "写得不对"),
        (lambda told: told["files"][0].update(bytes="4"), "写得不对"),
        (lambda told: told["files"].reverse(), "顺序"),
        (lambda told: told["files"].pop(), "对不上"),
        (lambda told: told.update(code="2222-2222-2222-2222-2222"), "对不上"),
        (lambda told: told.update(format="x"), "不是公开记录"),
        (lambda told: told.update(village=3), "不是文字"),
        (lambda told: told.update(files=[3]), "不是文件"),
        (lambda told: told["files"][0].update(path="\ud800"), "读不出来"),
        (lambda told: told.update(village="\ud800"), "读不出来"),
    ],
)
def test_a_record_that_somebody_changed_is_none(change: Callable[[dict[str, object]], None], what: str) -> None:
    told = json.loads(BoardRecord("甲村", "public", files(b"a\r\n", b"b\r\n")).as_json())
    change(told)
    with pytest.raises(NoRecord, match=what):
        read_record(json.dumps(told).encode())


PATHS = st.text(st.sampled_from("ab./\\\n\0\r "), max_size=6)


@given(st.lists(st.tuples(PATHS, st.sampled_from(["0" * 64, "0" * 63, "G" * 64, "0" * 64 + "\n"])), min_size=1, max_size=3))
def test_what_is_read_all_at_once_is_what_is_read_one_by_one(told: list[tuple[str, str]]) -> None:
    files = [{"path": path, "sha256": digest, "bytes": 1} for path, digest in told]
    try:
        one_by_one = tuple(map(board_record_._file, files))
    except NoRecord:
        assert board_record_._listed(files) is None
    else:
        assert board_record_._listed(files) == one_by_one


@given(st.lists(st.sampled_from(["a/b.csv", "村/表.csv", 'a"b.csv', "a\\b.csv", "z.pdf"]), max_size=4, unique=True), st.integers(0, 3))
def test_digests_are_what_the_whole_record_says_in_whatever_dress(paths: list[str], dress: int) -> None:
    record = BoardRecord("甲村", "public", tuple(listed_file(path, path.encode(), '表"1', path != "z.pdf") for path in paths))
    text = record.as_json().decode()
    told = json.loads(text)
    dresses = [text, json.dumps(told), json.dumps(told, indent=1), text.replace('"sha256": ', '"sha256":  ', 1)]
    assert board_record_.digests_of(dresses[dress]) == {file["path"]: file["sha256"] for file in told["files"]}


def chain_of(*contents: bytes) -> Publications:
    chain = Publications()
    for number, content in enumerate(contents):
        chain = chain.with_record(BoardRecord("甲村", "public", files(content)).head, TODAY + timedelta(number), "1.0")
    return chain


@given(st.lists(st.sampled_from([b"a\r\n", b"b\r\n", b"c\r\n"]), min_size=1, max_size=6), st.data())
def test_no_publication_can_be_changed_dropped_or_put_between(contents: list[bytes], data: st.DataObject) -> None:
    chain = chain_of(*contents)
    assert read_chain(chain.as_json()) == chain
    assert [each.root for each in chain.publications] == [
        BoardRecord("", "", files(now)).root for before, now in zip([None, *contents], contents, strict=False) if before != now
    ]  # what stands already is not published again
    number = data.draw(st.integers(0, len(chain.publications) - 1))
    old = chain.publications[number]
    other = data.draw(
        st.sampled_from([replace(old, day="2020-01-01"), replace(old, root="0" * 64), replace(old, commit="a" * 40), replace(old, files=9)])
    )
    changed = (*chain.publications[:number], other, *chain.publications[number + 1 :])
    dropped = (*chain.publications[:number], *chain.publications[number + 1 :])
    last = chain.publications[-1].digest
    for forged in (changed, dropped):
        again = _read(forged)  # only the end can be forged so that it holds together, and then it ends otherwise
        assert again is None or not again.publications or again.publications[-1].digest != last


def _read(publications: tuple[Publication, ...]) -> Publications | None:
    try:
        return read_chain(Publications("甲村", "public", publications).as_json())
    except NoRecord:
        return None


def test_the_first_publication_that_does_not_follow_is_named() -> None:
    first, second, third = chain_of(b"a\r\n", b"b\r\n", b"c\r\n").publications
    with pytest.raises(NoRecord, match="第 3 次公开和前面的接不上"):
        read_chain(Publications("甲村", "public", (first, replace(second, root="0" * 64), third)).as_json())


@pytest.mark.parametrize("entry", [3, {}, {**dict.fromkeys(Publication.__slots__, 1), "code": ""}])
def test_what_is_no_publication_is_told(entry: object) -> None:
    text = json.dumps({"format": "gongkailan-chain-1", "village": "", "edition": "", "publications": [entry]})
    with pytest.raises(NoRecord, match="第 1 次公开"):
        read_chain(text.encode())


PLACES = st.sampled_from([f"{page}/{name}" for page in ("a", "a/b", "b", '甲"乙') for name in ("1.csv", "1.json", "text.txt", "x, .pdf")])
FILES = st.dictionaries(
    PLACES, st.tuples(st.sampled_from([b"a\r\n1\r\n", b"b\r\n", b""]), st.sampled_from(["", '"表",\n', "乙"]), st.booleans())
)


@examples(100)
@given(st.lists(FILES, min_size=1, max_size=4))
def test_a_record_that_is_changed_is_the_one_that_is_made_anew(states: list[dict[str, tuple[bytes, str, bool]]]) -> None:
    """Whatever comes, goes or becomes another between two builds; also where it was laid aside meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "_SPAN", 2)
        record, before = WrittenRecord("甲村", "public", "110000"), dict[str, tuple[bytes, str, bool]]()
        for state in states:
            there = {path: listed_file(path, *of) for path, of in state.items()}
            record = record.changed(before.keys() - state.keys(), [there[path] for path in state if state[path] != before.get(path)])
            before = state
            anew = WrittenRecord("甲村", "public", "110000").changed((), [*there.values()])
            assert (record, [*record.lines], [*record.pages]) == (anew, [*anew.lines], [*anew.pages])
            told = BoardRecord("甲村", "public", tuple(there[path] for path in sorted(there)), "110000")
            assert (record.as_json(), record.head) == (told.as_json(), told.head)
            assert {page: of.code for page, of in record.pages.items() if of.code} == told.pages()
            laid = recalled(record.as_json().decode(), json.loads(json.dumps(kept(record))))
            assert laid
            assert replace(laid, village="甲村", edition="public", place_code="110000") == record


def test_what_was_kept_of_another_record_is_not_believed() -> None:
    one, other = (WrittenRecord("甲村", "public").changed((), files(content)) for content in (b"a\r\n", b"b\r\n"))
    assert recalled(one.as_json().decode(), kept(other)) is None
    assert recalled(one.as_json().decode(), ["half"]) is None


def test_only_what_was_made_anew_is_read_and_a_page_that_begins_to_fade_is_not() -> None:
    docs = {"a/a.csv": b"x\r\n", "a/datapackage.json": b'{"resources": [{"path": "a.csv", "title": "A"}]}', "b/b.csv": b"y\r\n"}
    items = {"a.md": ("1", ["a.md", "a/a.csv", "a/datapackage.json"]), "b.md": ("1", ["b.md", "b/b.csv"])}
    first = board_record(Recorded("甲村", "public"), items, docs.__getitem__)
    assert first.file("a/a.csv").title == "A"
    read: list[str] = []

    def listened(path: str) -> bytes:
        read.append(path)
        return docs[path]

    before = RecordBefore(first, items, frozenset())
    fading = Recorded("甲村", "public", fleeting=frozenset({"a.md"}))
    assert board_record(fading, items, listened, before) == board_record(fading, items, docs.__getitem__)
    assert read == []
    docs["b/b.csv"] = b"z\r\n"
    later = {"a.md": items["a.md"], "b.md": ("2", ["b.md", "b/b.csv"])}
    plain = Recorded("甲村", "public")
    assert board_record(plain, later, listened, before) == board_record(plain, later, docs.__getitem__)
    assert read == ["b/b.csv"]
    assert [*board_record(plain, {"b.md": items["b.md"]}, listened, before).lines] == ["b/b.csv"]


# --- what stands there ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two boards, published on two days."""
    root = write_tree(tmp_path_factory.mktemp("two") / "root", {"ledger/2026-03.csv": GOOD_LEDGER})
    write_tree(root, {"/data/villages/town/other/village.yml": VILLAGE_YML, "/data/villages/town/other/ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER.replace("买纸", "买笔")})
    build.build(root, TODAY + timedelta(1))
    return root / "site"


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "site"))


def test_what_was_published_is_whole(site: Path) -> None:
    verdicts = verify(Folder(site))
    assert [(verdict.place, verdict.faults) for verdict in verdicts] == [("demo", []), ("town/other", [])]
    assert all(verdict.chain and verdict.chain.newest for verdict in verdicts)


def test_each_page_with_tables_shows_the_code_of_its_tables(site: Path) -> None:
    record = record_in(site / "demo")
    assert record
    assert "finance/2026-03" in record.pages()
    for page, code in record.pages().items():
        assert f"<code>{code}</code>" in (site / "demo" / page / "index.html").read_text(encoding="utf-8")
    assert record.code in (site / "demo/record/index.html").read_text(encoding="utf-8")


def test_every_download_is_listed(samples: Path) -> None:
    for board in ("shifan", "dongxian"):
        record = record_in(samples / "site" / board)
        assert record
        wanted = {
            path.relative_to(samples / "site" / board).as_posix()
            for ending in ("csv", "xlsx", "json", "pdf", "txt")
            for path in (samples / "site" / board).rglob(f"*.{ending}")
        }
        no_data = re.compile(r"(guide|_search|assets|posters)/.*|.*(datapackage|record|feed)\.json")
        assert {path for path in wanted if not no_data.fullmatch(path)} <= {file.path for file in record.files}
        for file in record.files:
            assert hashlib.sha256((samples / "site" / board / file.path).read_bytes()).hexdigest() == file.sha256


def test_what_names_people_for_a_time_is_not_in_the_root(samples: Path) -> None:
    record = record_in(samples / "site/shifan")
    assert record
    fleeting = {file.path.split("/")[1] for file in record.files if not file.lasting}
    assert {"admission", "points"} <= fleeting
    assert all(file.lasting for file in record.files if file.path.startswith("finance/20"))


@given(data=st.data())
def test_a_changed_byte_in_any_file_is_named(data: st.DataObject, site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    record = record_in(site / "demo")
    assert record
    file = data.draw(st.sampled_from(record.files))
    content = bytearray((site / "demo" / file.path).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))

    class Changed(Folder):
        def read(self, path: str) -> bytes | None:
            return bytes(content) if path == f"demo/{file.path}" else super().read(path)

    first, *others = verify(Changed(site))
    assert first.faults == [f"demo/{file.path} 和公开的时候不一样，被改过。"]
    assert all(verdict.whole for verdict in others)


@pytest.mark.parametrize(
    ("path", "change", "what"),
    [
        ("demo/finance/2026-03/2026-03.csv", None, "没有 demo/finance/2026-03/2026-03.csv"),
        ("demo/record.json", b"{}", "不是公开记录"),
        ("demo/record.json", None, "没有公开记录 demo/record.json"),
        (f"{FOLDER}/demo.json", b"[", "读不出来"),
        (f"{FOLDER}/demo.json", None, "找不到历次公开的记录"),
    ],
)
def test_what_is_missing_or_no_record_is_told(copied: Path, path: str, change: bytes | None, what: str) -> None:
    (copied / path).unlink()
    if change is not None:
        (copied / path).write_bytes(change)
    assert any(what in fault for fault in verify(Folder(copied))[0].faults)


def test_every_file_of_the_site_is_listed(site: Path) -> None:
    """What is no data and no chain is in one of the lists, so that none of it can be changed unseen."""
    told = read_site_record((site / FOLDER / BOARDS).read_bytes())
    assert set(told.lists) == {"demo", "town/other", "guide", ABOVE}
    listed = set()
    for place in told.lists:
        below = "" if place == ABOVE else f"{place}/"
        listed |= {below + path for path in read_list((site / FOLDER / list_name(place)).read_bytes())}
        if place in told.boards:
            record = record_in(site / place)
            assert record
            assert not listed & {below + file.path for file in record.files}, "named once"
            listed |= {below + file.path for file in record.files}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert listed == {path for path in there if not path.startswith((f"{FOLDER}/", ".gongkai", ".nojekyll"))}


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("demo/finance/2026-03/index.html", "demo/finance/2026-03/index.html 和公开的时候不一样，被改过。"),
        ("demo/assets/gongkai/record.js", "demo/assets/gongkai/record.js 和公开的时候不一样，被改过。"),
        ("demo/sw.js", "demo/sw.js 和公开的时候不一样，被改过。"),
        ("index.html", "index.html 和公开的时候不一样，被改过。"),
        ("guide/index.html", "guide/index.html 和公开的时候不一样，被改过。"),
        (f"{FOLDER}/demo.txt", f"网页的清单 {FOLDER}/demo.txt 和公开的时候不一样，被改过。"),
    ],
)
def test_a_page_that_was_changed_on_the_server_is_named(copied: Path, path: str, fault: str) -> None:
    """A villager reads pages: a figure that is another in the HTML alone."""
    content = (copied / path).read_bytes()
    (copied / path).write_bytes(content.replace(b"a", b"b", 1))
    assert [fault for verdict in verify(Folder(copied)) for fault in verdict.faults] == [fault]
    if path.startswith("demo/"):
        (verdict,) = verify(Folder(copied / "demo"))
        assert verdict.faults == [fault.removeprefix("demo/")]
    (copied / path).unlink()
    faults = [fault for verdict in verify(Folder(copied)) for fault in verdict.faults]
    assert len(faults) == 1
    assert f"没有{'网页的清单' if path.startswith(FOLDER) else ''} {path}：" in faults[0]


def test_a_page_that_nobody_published_is_named(copied: Path, tmp_path: Path) -> None:
    """In a folder and in a ZIP, where somebody can list them; what else a host puts there (packed copies) is nothing to read."""
    assert all(verdict.whole for verdict in verify(Folder(copied)))
    (copied / "demo/finance/2026-03/index.html.gz").write_bytes(b"x")
    assert all(verdict.whole for verdict in verify(Folder(copied)))
    for name in ("evil.html", "index.htm", "Index.XHTML"):  # some hosts show index.htm before index.html
        (copied / "demo" / name).write_text("<p>假的", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        for path in copied.rglob("*"):
            archive.write(path, f"site/{path.relative_to(copied).as_posix()}")
    for of in (Folder(copied), Zip(tmp_path / "site.zip")):
        faults = [fault for verdict in verify(of) for fault in verdict.faults]
        assert faults == [f"多了网页 demo/{name}：公开的时候没有它。" for name in ("Index.XHTML", "evil.html", "index.htm")]
    (verdict,) = verify(Folder(copied / "demo"))
    assert verdict.faults == [f"多了网页 {name}：公开的时候没有它。" for name in ("Index.XHTML", "evil.html", "index.htm")]
    (copied / FOLDER / list_name("demo")).write_bytes(b"no list\n")
    boards = read_site_record((copied / FOLDER / BOARDS).read_bytes())
    lists = {**boards.lists, "demo": hashlib.sha256(b"no list\n").hexdigest()}
    (copied / FOLDER / BOARDS).write_bytes(replace(boards, lists=lists).as_json())
    (fault,) = (fault for verdict in verify(Folder(copied)) for fault in verdict.faults)
    assert "清单" in fault
    assert "读不出来" in fault


def test_a_site_without_its_lists_is_not_called_whole(copied: Path) -> None:
    (copied / FOLDER / BOARDS).write_bytes(SiteRecord(("demo",)).as_json())
    assert ["没有网页的清单" in fault for verdict in verify(Folder(copied)) for fault in verdict.faults] == [True, True]
    for told in (b'{"boards": ["../x"]}', b'{"boards": [], "lists": {}}'):
        (copied / FOLDER / BOARDS).write_bytes(told)
        with pytest.raises(Unreadable, match="被改过"):
            verify(Folder(copied))


def on_paper(site: Path) -> str:
    """The root that a sheet printed today bears beside the QR code."""
    match = re.search(r">(\w{4}(?:-\w{4}){4})<", (site / "demo" / ROOT).read_text(encoding="utf-8"))
    assert match
    return match[1]


def test_whoever_rebuilds_quietly_is_caught_by_the_root_on_the_sheet(site: Path, tmp_path: Path) -> None:
    """A village takes its site down and builds it again from a history that was rewritten: all of it holds together, the page of the sheet
    is as it was, and a table elsewhere has another figure."""
    beside = {"pay/2026-Q3.csv": "姓名,事由,应发,实发\n王示例,护林,100,100\n"}
    roots, boards = [], []
    for name, fen in (("honest", ",30,70"), ("forged", ",40,60")):
        root = write_tree(tmp_path / name, {"ledger/2026-03.csv": GOOD_LEDGER.replace(",30,70", fen), **beside})
        build.build(root, TODAY)
        verdicts = verify(Folder(root / "site"))
        assert [verdict.faults for verdict in verdicts] == [[]]
        roots.append(on_paper(root / "site"))
        boards.append((verdicts, record_in(root / "site/demo")))
    (honest, was), (forged, now) = boards
    assert was
    assert now
    (pay,) = (page for page in was.pages() if page.endswith("2026-Q3"))
    assert was.pages()[pay] == now.pages()[pay], "its own code does not tell"
    assert was.pages()["finance/2026-03"] != now.pages()["finance/2026-03"], "that of the other page does"
    typed = short_code.as_typed(roots[0])
    assert (told_of_code(typed, honest) is not None, told_of_code(typed, forged)) == (True, None)
    assert told_of_code(was.pages()["finance/2026-03"], forged) is None
    posters = [each.code for each in verify(Folder(site))[0].chain.publications]  # type: ignore[union-attr]
    assert posters[-1] == on_paper(site)
    known = [told_of_code(short_code.as_typed(code), verify(Folder(site))) for code in posters]
    assert known[0]
    assert known[1]
    assert (known[0].what[-22:], known[0].later) == (" 第 1 次公开的内容，后来又公开了 1 次", 1)
    assert (known[1].what, known[1].later) == ("甲村现在公开的全部内容", 0)


def forge(site: Path, kept: int) -> None:
    """A figure is another, in the table and on its page, and all that would tell is made to fit: the record, its picture, the list, the
    digests of the lists, and the chain behind its first ``kept`` publications."""
    demo, table = site / "demo", "finance/2026-03/2026-03.csv"
    record, chain = record_in(demo), read_chain((site / FOLDER / "demo.json").read_bytes())
    assert record
    for path in (table, "finance/2026-03/index.html"):
        (demo / path).write_bytes((demo / path).read_bytes().replace(b"30.00", b"40.00"))
    forged = listed_file(table, (demo / table).read_bytes())
    record = replace(record, files=tuple(file._replace(sha256=forged.sha256) if file.path == table else file for file in record.files))
    (demo / "record.json").write_bytes(record.as_json())
    (demo / ROOT).write_bytes(board_record_.as_picture(record.code))
    chain = replace(chain, publications=chain.publications[:kept]).with_record(record.head, TODAY, "1.0")
    (site / FOLDER / "demo.json").write_bytes(chain.as_json())
    files = {path.relative_to(demo).as_posix(): path for path in demo.rglob("*") if path.is_file()}
    data = {file.path for file in record.files}
    listed = as_list({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}, data)
    (site / FOLDER / list_name("demo")).write_bytes(listed)
    told = read_site_record((site / FOLDER / BOARDS).read_bytes())
    lists = {**told.lists, "demo": hashlib.sha256(listed).hexdigest()}
    (site / FOLDER / BOARDS).write_bytes(replace(told, lists=lists).as_json())


def test_what_was_forged_altogether_is_caught_by_the_codes_on_paper(copied: Path, spoken: Spoken) -> None:
    """Nothing on the server tells, since all of it was made to fit. The root of a poster does, where its publication was changed; where it
    was left and another put behind it, the code of the page does, and the reader is told where the change must be explained."""
    record = record_in(copied / "demo")
    assert record
    root, page = record.code, record.pages()["finance/2026-03"]
    forge(copied, 2)
    status, out, _ = spoken("verify", str(copied))
    assert (status, "✗" in out) == (0, False)
    status, out, _ = spoken("verify", str(copied), "--root", root)
    assert (status, out.count("\n  那次以后改过的，「更正记录」里都应当写着。")) == (0, 1)
    status, out, _ = spoken("verify", str(copied), "--root", page)
    assert (status, out.count("总码查得到、公开码查不到，是那一页后来改过")) == (1, 1)
    forge(copied, 1)
    status, out, _ = spoken("verify", str(copied), "--root", root)
    assert (status, out.count("总码也查不到，就是以前公开的记录被换过")) == (1, 1)


def test_every_sheet_that_has_a_code_to_scan_has_the_root_beside_it(samples: Path) -> None:
    site = samples / "site/shifan"
    record = record_in(site)
    assert record
    assert record.code in (site / ROOT).read_text(encoding="utf-8")
    there = 0
    for page in (page for page in site.rglob("index.html") if page.parent != site / "guide/parts"):  # where parts are shown as they look
        text = page.read_text(encoding="utf-8")
        pictures = re.findall(r'<img class="gk-root" src="([^"]+)"', text)
        assert len(pictures) == text.count('<details class="gk-more gk-qr"'), page
        assert all((page.parent / to).resolve() == site / ROOT for to in pictures), page
        there += len(pictures)
    assert there > 100


def _printed(sheet: bytes) -> str:
    """All that a PDF says, the hyphens of a code as they are."""
    document = pypdfium2.PdfDocument(sheet)
    return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_every_poster_on_the_site_bears_the_root(samples: Path) -> None:
    record = record_in(samples / "site/shifan")
    assert record
    posters = [*samples.glob("site/shifan/posters/*/*.pdf")]
    assert len(posters) >= 2
    for poster in posters:
        assert f"总码 {record.code}" in _printed(poster.read_bytes()), poster
        with pikepdf.open(poster) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert pdf.open_metadata()["pdfuaid:part"] == "1"


@given(st.binary(min_size=32, max_size=32))
def test_another_root_on_a_sheet_is_another_root_and_nothing_else(samples: Path, content: bytes) -> None:
    sheet = min(samples.glob("site/shifan/posters/*/*.pdf")).read_bytes()
    code = short_code.short_code(content.hex())
    other = on_paper_.with_root(sheet, code)
    assert len(other) == len(sheet)
    assert on_paper_.with_root(other, short_code.short_code("0" * 64)) == on_paper_.with_root(sheet, short_code.short_code("0" * 64))
    assert f"总码 {code}" in _printed(other)
    assert on_paper_.with_root(b"%PDF-1.7 without", code) == b"%PDF-1.7 without"


def test_a_row_elsewhere_puts_another_root_on_a_poster_that_is_not_set_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pay = "姓名,事由,应发,实发\n王示例,护林,100,{}\n"
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "pay/2026-Q3.csv": pay.format(100)})
    build.build(root, TODAY)
    was = [poster.read_bytes() for poster in root.glob("site/demo/posters/*/*.pdf")]
    roots = [on_paper(root / "site")]
    monkeypatch.setattr(sheet_pages, "paper_and_pictures", None)
    write_tree(root, {"pay/2026-Q3.csv": pay.format(90)})
    build.build(root, TODAY + timedelta(1))
    now = [poster.read_bytes() for poster in root.glob("site/demo/posters/*/*.pdf")]
    roots.append(on_paper(root / "site"))
    assert roots[0] != roots[1]
    assert [root in _printed(poster) for root, posters in zip(roots, (was, now), strict=True) for poster in posters] == [True, True]
    assert [verdict.faults for verdict in verify(Folder(root / "site"))] == [[]]
    (poster,) = root.glob("site/demo/posters/*/*.pdf")
    poster.write_bytes(was[0])
    (fault,) = verify(Folder(root / "site"))[0].faults
    assert fault == f"demo/{poster.relative_to(root / 'site/demo').as_posix()} 和公开的时候不一样，被改过。"


def test_a_sheet_on_the_wall_is_held_against_the_site(site: Path) -> None:
    verdicts = verify(Folder(site))
    record = record_in(site / "demo")
    assert record
    assert "finance/2026-03/，没有变" in (told_of_code(record.pages()["finance/2026-03"], verdicts) or OnPaper("")).what


# --- publishing -------------------------------------------------------------------------------


def test_the_same_data_are_one_publication_whatever_was_lost(site: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(site.parent, tmp_path / "root"))
    before = (root / "site" / FOLDER / "demo.json").read_bytes()
    build.build(root, TODAY + timedelta(1))
    assert (root / "site" / FOLDER / "demo.json").read_bytes() == before
    shutil.rmtree(root / "build")
    build.build(root, TODAY + timedelta(1))
    assert (root / "site" / FOLDER / "demo.json").read_bytes() == before
    (root / "site" / FOLDER / "demo.json").write_bytes(b"forged")
    build.build(root, TODAY + timedelta(1))
    assert (root / "site" / FOLDER / "demo.json").read_bytes() == before


def test_where_the_cache_is_lost_the_chain_goes_on_from_the_site_that_is_published(site: Path, tmp_path: Path, spoken: Spoken) -> None:
    root = write_tree(tmp_path / "root", {"ledger/2026-03.csv": GOOD_LEDGER})
    words = ("build", "-C", str(root), "--today", "2026-11-30", "--published")
    status, _, err = spoken(*words, str(tmp_path / "nowhere"))
    assert status == 2
    assert "没有「" in err
    assert spoken(*words, str(site))[0] == 0
    before = read_chain((site / FOLDER / "demo.json").read_bytes())
    after = read_chain((root / "site" / FOLDER / "demo.json").read_bytes())
    assert after.publications[:-1] == before.publications
    assert after.publications[-1].root == before.publications[0].root  # what stood there first stands there again
    forged = Path(shutil.copytree(site, tmp_path / "forged"))
    (forged / FOLDER / "demo.json").write_bytes(before.as_json().replace(b'"number": 1', b'"number": 2'))
    shutil.rmtree(root / "site")
    status, _, err = spoken(*words, str(forged))
    assert status == 2
    assert "接不下去" in err


def test_a_look_at_the_site_is_no_publication(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY, recording=False)
    assert not (root / "site" / FOLDER / "demo.json").exists()
    build.build(root, TODAY)
    chain = read_chain((root / "site" / FOLDER / "demo.json").read_bytes())
    write_tree(root, {"/data/villages/demo/ledger/2026-03.csv": GOOD_LEDGER.replace("买纸", "买笔")})
    build.build(root, TODAY, recording=False)
    assert read_chain((root / "site" / FOLDER / "demo.json").read_bytes()) == chain


def test_the_chain_names_the_commit_and_moves_with_its_board(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "/.gitignore": "build/\nsite/\n"})
    run_git(tmp_path, "init", "-q")
    commit(tmp_path, {}, "2026-11-20")
    build.build(tmp_path, TODAY)
    head = (tmp_path / ".git/refs/heads/main").read_text().strip()
    (first,) = read_chain((tmp_path / "site" / FOLDER / "demo.json").read_bytes()).publications
    assert first.commit == head
    (tmp_path / "data/villages/demo").rename(tmp_path / "data/villages/moved")
    settings = tmp_path / "data/villages/moved/village.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "曾用网址: demo\n", encoding="utf-8")
    (settings.parent / "ledger/2026-03.csv").write_text(GOOD_LEDGER.replace("买纸", "买笔"), encoding="utf-8")
    build.build(tmp_path, TODAY + timedelta(1))
    moved = read_chain((tmp_path / "site" / FOLDER / "moved.json").read_bytes())
    assert moved.publications[0] == first
    assert all(each.commit == "" for each in moved.publications[1:])  # not committed
    assert not (tmp_path / "site" / FOLDER / "demo.json").exists()


def test_a_file_that_is_not_as_git_has_it_names_no_commit_and_git_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    for file in tmp_path.rglob("*.*"):
        os.utime(file, (0, 1_700_000_000))
    run_git(tmp_path, "init", "-q")
    commit(tmp_path, {}, "2026-11-20")
    run = Run(tmp_path, TODAY, "public", tmp_path / "site")
    assert recorded._commit(run, ["demo"]) == (tmp_path / ".git/refs/heads/main").read_text().strip()
    write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER.replace("买纸", "买笔")})
    monkeypatch.setattr(recorded, "repository", lambda root: pytest.fail("git is asked"))
    assert recorded._commit(run, ["demo"]) == ""


# --- over the command line --------------------------------------------------------------------


def test_verify_speaks_of_a_folder_a_zip_and_a_board(site: Path, copied: Path, tmp_path: Path, spoken: Spoken) -> None:
    record = record_in(site / "demo")
    assert record
    for where in (site, site / "demo", site / "town/other"):
        status, out, err = spoken("verify", str(where))
        assert (status, err) == (0, "")
        assert "每次都接得上" in out
    assert spoken("verify", str(site), "--root", record.code.lower())[0] == 0
    status, out, _ = spoken("verify", str(site), "--root", "2222-2222-2222-2222-2222")
    assert status == 1
    assert "✗ 「2222-2222-2222-2222-2222」在这里的公开记录里没有" in out
    status, _, err = spoken("verify", str(site), "--root", "2222")
    assert status == 2
    assert "20 个字母和数字" in err
    (copied / "demo" / record.files[0].path).write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        for path in copied.rglob("*"):
            archive.write(path, f"site/{path.relative_to(copied).as_posix()}")
    status, out, _ = spoken("verify", str(tmp_path / "site.zip"))
    assert status == 1
    assert f"✗ 甲村：demo/{record.files[0].path} 和公开的时候不一样，被改过。" in out


@pytest.mark.parametrize(
    ("where", "what"), [("nowhere", "没有「nowhere」这个文件夹"), ("x.example/a", "地址从 https:// 写起"), (".", "没有公开记录")]
)
def test_where_nothing_can_be_read_a_sentence_says_why(where: str, what: str, tmp_path: Path, spoken: Spoken) -> None:
    status, out, err = spoken("verify", where, cwd=tmp_path)
    assert (status, out) == (2, "")
    assert what in err


@pytest.mark.parametrize("where", ["http://[::1", "http://..cn/", "http://127.0.0.1:99999/", "https://" + "村" * 80 + ".中国/"])
def test_what_no_address_can_be_is_called_none(where: str) -> None:
    with pytest.raises(Unreadable, match="不是一个网址"):
        opened(where)


def test_a_name_that_no_system_takes_is_no_folder() -> None:
    with pytest.raises(Unreadable, match="没有「村"):
        opened("村" * 400)


@pytest.mark.parametrize(
    ("begin", "change", "what"),
    [
        (b"PK\x01\x02", b"XXXX", "打不开，压缩包坏了，或者没有下载完"),
        (b"PK\x03\x04", b"XXXX", "解不开，压缩包坏了"),
        (b"boards.json", b"boards.json" + b"\xff" * 8, "解不开，压缩包坏了"),
    ],
)
def test_a_zip_that_is_damaged_anywhere_is_said_to_be(begin: bytes, change: bytes, what: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_record/boards.json", json.dumps({"boards": ["demo"], "lists": {}}))
        archive.writestr("index.html", "")
    data = (tmp_path / "site.zip").read_bytes()
    at = data.index(begin)
    (tmp_path / "site.zip").write_bytes(data[:at] + change + data[at + len(change) :])
    with pytest.raises(Unreadable, match=what):
        verify(opened(str(tmp_path / "site.zip")))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "http://other.example/")
            self.end_headers()
        elif self.path.startswith("/closed"):
            self.send_error(403)
        elif self.path.startswith("/astray"):
            self.send_response(302)
            self.send_header("Location", "http://[::1/")
            self.end_headers()
        elif self.path.startswith("/half"):
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"boards": []')
        elif self.path.startswith("/%E5%85%AC/"):
            self.path = self.path.removeprefix("/%E5%85%AC")
            super().do_GET()
        else:
            super().do_GET()


@pytest.fixture
def web(site: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_over_the_web_it_is_said_that_nobody_sees_what_was_put_beside(web: str, site: Path, spoken: Spoken) -> None:
    status, out, _ = spoken("verify", f"{web}/demo/")
    assert (status, out.count("后来多放上去的网页查不到")) == (0, 1)
    assert "查不到" not in spoken("verify", str(site / "demo"))[1]


def test_a_site_on_the_web_is_checked_and_no_other_host_is_asked(web: str) -> None:
    assert [verdict.faults for verdict in verify(opened(web))] == [[], []]
    assert [verdict.faults for verdict in verify(opened(f"{web}/demo/index.html"))] == [[]]
    assert [verdict.faults for verdict in verify(opened(f"{web}/town/other/"))] == [[]]
    for path in ("公", "%E5%85%AC"):
        assert [verdict.faults for verdict in verify(opened(f"{web}/{path}/town/other/"))] == [[]]
    refused = {
        "away": "转到了别的网站 other.example",
        "closed": "不让看",
        "missing": "没有公开记录",
        "astray": "连不上",
        "half": "没有收完",
    }
    for path, what in refused.items():
        with pytest.raises(Unreadable, match=what):
            verify(opened(f"{web}/{path}/"))


def test_a_board_is_built_as_it_was_on_a_day(tmp_path: Path, spoken: Spoken) -> None:
    root = tmp_path / "root"
    write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER})
    run_git(root, "init", "-q")
    commit(root, {}, "2026-06-30")
    first = (root / ".git/refs/heads/main").read_text().strip()
    commit(root, {"data/villages/demo/village.yml": f"{VILLAGE_YML}简介: 后来\n"}, "2026-07-01")
    then = tmp_path / "then"
    status, out, err = spoken("build", "-C", str(root), "--as-of", "2026-06-30", "--output", str(then))
    assert (status, err) == (0, "")
    assert f"用 2026-06-30 的提交 {first[:12]} 的数据" in out
    assert "后来" not in (then / "demo/index.html").read_text(encoding="utf-8")
    (publication,) = read_chain((then / FOLDER / "demo.json").read_bytes()).publications
    assert (publication.day, publication.commit) == ("2026-06-30", first)
    assert not (root / "build").exists()
    commit(root, {"data/villages/demo/ledger/2026-03.csv": GOOD_LEDGER.replace(",30,70", ",40,60")}, "2026-07-05")
    commit(root, {"data/villages/demo/ledger/2026-03.csv": GOOD_LEDGER.replace(",30,70", ",50,50")}, "2026-07-09")
    assert spoken("build", "-C", str(root), "--as-of", "2026-07-05", "--output", str(tmp_path / "fifth"))[0] == 0
    lines = (tmp_path / "fifth/demo/corrections/corrections.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:7] for line in lines] == [
        ["2026-07-05", "2026年3月收支明细", "记-001", "改正", "支出", "30.00 元", "40.00 元"]
    ]
    for words, what in (
        (["2026-06-30"], "要用 --output"),
        (["2026-06-30", "--output", str(then)], "已经有东西"),
        (["2026-06-29", "--output", str(tmp_path / "x")], "还没有记录"),
    ):
        status, _, err = spoken("build", "-C", str(root), "--as-of", *words)
        assert status == 2
        assert what in err


def test_where_a_part_had_to_go_the_record_and_the_chain_go_with_it(tmp_path: Path) -> None:
    """A table is withdrawn while another has an error: nothing of it is left in the record, and the chain is whole."""
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "pay/2026-Q3.csv": "姓名,事由,应发,实发\n王示例,护林,100,100\n"})
    build.build(root, TODAY)
    record = record_in(root / "site/demo")
    assert record
    assert any("pay" in file.path for file in record.files)
    (root / "data/villages/demo/pay/2026-Q3.csv").unlink()
    write_tree(root, {"/data/villages/demo/levies/2025.csv": "项目\n甲\n"})
    outcome = build.build(root, TODAY + timedelta(1))
    assert outcome.taken
    left = record_in(root / "site/demo")
    assert left
    assert not any("pay" in file.path for file in left.files)
    assert left.code != record.code
    assert left.code in on_paper(root / "site")
    assert all(left.code in _printed(poster.read_bytes()) for poster in root.glob("site/demo/posters/*/*.pdf"))
    assert [verdict.faults for verdict in verify(Folder(root / "site"))] == [[]]
    assert "pay" not in (root / "site/demo/record/index.html").read_text(encoding="utf-8")
    listed = read_list((root / "site" / FOLDER / list_name("demo")).read_bytes())
    assert [path for path in listed if "/pay/" in path] == ["finance/pay/2026-Q3/index.html"], "the line that stands in its place"


def test_the_day_is_the_one_given() -> None:
    assert chain_of(b"a\r\n").publications[0].day == date(2026, 11, 23).isoformat()


# --- in the browser ---------------------------------------------------------------------------


def _asked(page: Page, name: str, content: bytes) -> str:
    """What the page says of a file that a reader chose."""
    page.locator(".gk-record-check [role=status]").evaluate("told => { told.textContent = '' }")
    page.set_input_files("#gk-record-file", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.wait_for_function("() => !['', '正在算……'].includes(document.querySelector('.gk-record-check [role=status]').textContent)")
    return page.inner_text(".gk-record-check [role=status]")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_reader_checks_a_file_and_the_chain_in_the_browser(copied: Path, browser: Browser) -> None:
    """Web Crypto gives what Python gave: the digest of a file, the root over all, each link of the chain."""
    content = (copied / "demo/finance/2026-03/2026-03.csv").read_bytes()
    with served(copied) as address, tab(browser, **PHONE) as page:
        page.goto(f"{address}/demo/record/")
        page.wait_for_selector(".gk-record-chain li")
        assert "一共公开过 2 次，每一次都接得上" in page.inner_text(".gk-record-chain")
        assert _asked(page, "x.csv", content).startswith("是公开的那一份，一个字没有改：2026年3月收支明细")
        assert "没有这一份「x.csv」" in _asked(page, "x.csv", content.replace(b"30", b"31"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        record = json.loads((copied / "demo/record.json").read_text(encoding="utf-8"))
        record["files"][0]["sha256"] = hashlib.sha256(b"forged").hexdigest()
        (copied / "demo/record.json").write_text(json.dumps(record), encoding="utf-8")
        later = time.time() + 60  # a server tells a newer file by whole seconds
        os.utime(copied / "demo/record.json", (later, later))
        assert "对不上" in _asked(page, "x.csv", b"forged")
        chain = copied / FOLDER / "demo.json"
        chain.write_text(chain.read_text(encoding="utf-8").replace('"day": "2026-11-23"', '"day": "2026-11-22"'), encoding="utf-8")
        os.utime(chain, (later, later))
        page.reload()
        page.wait_for_selector(".gk-record-chain li")
        assert "第 2 次公开和前面的接不上" in page.inner_text(".gk-record-chain")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_from_a_folder_the_record_is_chosen_too(site: Path, browser: Browser) -> None:
    """A page that was opened from a folder may fetch nothing; the root that stands on it proves the record that is chosen."""
    data, record = site / "demo/finance/2026-03/2026-03.csv", site / "demo/record.json"
    forged = {"name": "record.json", "mimeType": "application/json"}
    told = ".gk-record-check [role=status]"
    with tab(browser, **PHONE) as page:
        page.goto((site / "demo/record/index.html").as_uri())
        assert "sha256sum" in page.inner_text("article")
        assert "从文件夹打开" in page.inner_text(".gk-record-chain")
        page.set_input_files("#gk-record-file", [data])
        assert "record.json 两个一起选" in page.inner_text(told)
        page.set_input_files("#gk-record-file", [data, record])
        page.wait_for_function("() => document.querySelector('.gk-record-check [role=status]').textContent.includes('一个字没有改')")
        content = {"name": "x.csv", "mimeType": "text/csv", "buffer": data.read_bytes()}
        listed = json.loads(record.read_bytes())
        listed["files"][0]["sha256"] = hashlib.sha256(b"forged").hexdigest()
        page.set_input_files("#gk-record-file", [content, forged | {"buffer": json.dumps(listed).encode()}])
        page.wait_for_function("() => document.querySelector('.gk-record-check [role=status]').textContent.includes('对不上')")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_browser_that_cannot_hash_says_so(copied: Path, browser: Browser) -> None:
    """Old ones in chat programs, and pages that come without https."""
    content = (copied / "demo/finance/2026-03/2026-03.csv").read_bytes()
    with served(copied) as address:
        for without, what in (
            ("delete Crypto.prototype.subtle", "这个浏览器太旧，不会算"),
            ("delete Crypto.prototype.subtle; Object.defineProperty(window, 'isSecureContext', {value: false})", "不是 https 开头"),
            ("delete Blob.prototype.arrayBuffer", "一个字没有改"),
        ):
            context = browser.new_context(**PHONE)
            context.add_init_script(without)
            page = context.new_page()
            page.goto(f"{address}/demo/record/")
            page.wait_for_selector(".gk-record-chain li")
            assert what in _asked(page, "x.csv", content)
            context.close()
        context = browser.new_context(**PHONE)
        context.add_init_script("delete window.fetch; delete window.TextEncoder")
        page = context.new_page()
        page.goto(f"{address}/demo/record/")
        assert page.locator(".gk-record-check").is_hidden()
        assert "sha256sum" in page.inner_text("article")
        context.close()


def test_what_corrections_tell_of_a_list_that_ends_ends_with_it() -> None:
    def page(file: str) -> Page_:
        told = Corrections((Correction(TODAY, "补助", "", file=file),))
        return Page_("corrections.md", "更正记录", "corrections", "corrections", len, (told,))

    until = {"data/villages/town/demo/subsidies/2026-jiegan.csv": "2026-12-01"}
    assert fleeting([page("subsidies/2026-jiegan")], until, "town/demo") == {"corrections.md"}
    assert fleeting([page("ledger/2026-03")], until, "town/demo") == frozenset()


# --- any sequence ----------------------------------------------------------------------------


@dataclass
class InMemory:
    """A published site."""

    files: dict[str, bytes]
    name: str = "site"

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def pages(self) -> list[str]:
        return [path for path in self.files if path.endswith(".html")]

    def above(self, steps: int) -> None:
        return None


NOTICE = "---\n标题: 修路公告\n事项: 其他\n主体: 村委会\n范围: 社会\n公开日: 2026-04-01\n---\n\n三组修路，花 {yuan} 元。\n"


class Board(RuleBasedStateMachine):
    """A board under any hands: edited, published, built again, parts of it taken down. Its record and its chain are whole at any time, a
    changed byte is named, and who writes its history anew is caught by every root that was ever printed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.fen, self.yuan = 30, 860
        self.day = TODAY
        self.chain = Publications()
        self.states: list[tuple[int, int, date]] = []
        self.roots: list[str] = []

    @rule(fen=st.integers(1, 99))
    def a_row(self, fen: int) -> None:
        self.fen = fen

    @rule(yuan=st.integers(1, 3))
    def a_text(self, yuan: int) -> None:
        self.yuan = yuan

    @rule()
    def a_takedown(self) -> None:
        self.yuan = 0

    @rule(data=st.data())
    def a_publication(self, data: st.DataObject) -> None:
        self.states.append((self.fen, self.yuan, self.day))
        site, record, self.chain = self.published(self.fen, self.yuan, self.day, self.chain)
        self.day += timedelta(1)
        if record.code not in self.roots[-1:]:
            self.roots.append(record.code)
        (verdict,) = verify(site)
        assert verdict.faults == []
        assert [each.code for each in self.chain.publications] == self.roots
        assert record.code.encode() in site.files[f"demo/{ROOT}"]
        path = data.draw(st.sampled_from([*record.lines]))
        content = bytearray(site.files[f"demo/{path}"])
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        (verdict,) = verify(InMemory(site.files | {f"demo/{path}": bytes(content)}))
        assert verdict.faults == [f"demo/{path} 和公开的时候不一样，被改过。"]

    @precondition(lambda self: self.states)
    @rule()
    def history_written_anew(self) -> None:
        chain = Publications()
        for fen, yuan, day in self.states:
            site, _, chain = self.published(fen + 100, yuan, day, chain)
        forged = verify(site)
        assert [verdict.faults for verdict in forged] == [[]], "it holds together"
        assert {told_of_code(short_code.as_typed(root), forged) for root in self.roots} == {None}

    def published(self, fen: int, yuan: int, day: date, chain: Publications) -> tuple[InMemory, WrittenRecord, Publications]:
        """What stands on the site, its record, and all publications."""
        root = Path(self.folder.name)
        write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER.replace(",30,70", f",{fen}.00,{100 - fen}.00")})
        road = root / "data/villages/demo/notices/road.md"
        road.unlink(missing_ok=True)
        if yuan:
            write_tree(root, {"notices/road.md": NOTICE.format(yuan=yuan)})
        _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), day))
        assert plan, problems
        assert plan.recorded
        docs = {item.name: item.make() for item in plan.items}
        files = {path: content for made in docs.values() for path, content in made.items()}
        items = {name: ("", [*made]) for name, made in docs.items()}
        record = board_record(plan.recorded, items, files.__getitem__)
        chain = chain.with_record(record.head, day, "1.0")
        beside = {f"demo/{path}": content for item in plan.record_items(record) for path, content in item.make().items()}
        pages = as_list({path: hashlib.sha256(content).hexdigest() for path, content in files.items()}, record.lines)
        lists = {"demo": hashlib.sha256(pages).hexdigest(), ABOVE: hashlib.sha256(b"").hexdigest()}
        above = {f"{FOLDER}/{BOARDS}": SiteRecord(("demo",), lists).as_json(), f"{FOLDER}/demo.json": chain.as_json()}
        above |= {f"{FOLDER}/{list_name('demo')}": pages, f"{FOLDER}/{list_name(ABOVE)}": b""}
        return InMemory({f"demo/{path}": content for path, content in files.items()} | beside | above), record, chain

    def teardown(self) -> None:
        self.folder.cleanup()


TestBoard = Board.TestCase
TestBoard.settings = examples(3, stateful_step_count=6)
