"""What is attached is published anew: nothing that is not seen on it is in any byte, and no file keeps the program busy."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import unicodedata
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from generator import board, build
from generator.gate import Gate
from generator.kinds import all_kinds
from generator.load.board_data import load_board
from generator.load.settings import load_site
from generator.model import Problem
from generator.privacy import pdf as papers
from generator.privacy import pdf_child
from generator.privacy.attached import stripped
from generator.privacy.gate import findings
from generator.privacy.pdf import Read
from generator.privacy.pictures import PAGE_BYTES, SIDE, picture_size, picture_unsafe
from generator.privacy.read import unread, unsafe
from generator.shown import FULL
from generator.sizes import size_words
from generator.task import BoardTask
from tests import hostile
from tests.conftest import TODAY, deep, docs_of, write_tree
from tests.hostile import MARK
from tests.papers import located, pdf, photo


@pytest.fixture
def apart() -> None:
    """Papers are read as they are in earnest: in a process of their own."""


@pytest.fixture(autouse=True)
def _here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are read in this process, but where another one is what is tested."""
    papers._read.cache_clear()
    if "apart" not in request.fixturenames:
        monkeypatch.setattr(papers, "_asked", pdf_child.read)


NOTICE = "---\n标题: 公示\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n{more}---\n见附件。\n"
JPEGS, PNGS = dict(hostile.jpegs()), dict(hostile.pngs())


def holds(data: bytes, mark: str = MARK) -> bool:
    """True where the mark is in any byte, or in anything packed in it."""
    found = [data]
    for start in (m.start() for m in re.finditer(rb"[\x08-\x78][\x01\x5e\x9c\xda]", data)):
        try:
            found.append(zlib.decompressobj().decompress(data[start:], 5_000_000))
        except zlib.error:
            continue
    return any(mark.encode() in each or mark.encode("utf-16-be") in each for each in found)


@pytest.mark.parametrize(("name", "where"), [*(("a.jpg", w) for w in JPEGS), *(("a.png", w) for w in PNGS)])
def test_nothing_beside_the_pixels_is_published(name: str, where: str) -> None:
    data = (JPEGS if name == "a.jpg" else PNGS)[where]
    assert holds(data)
    for published in (name, name.replace(".", ".full.")):
        clean = stripped(published, data)
        assert not holds(clean)
        assert not located(clean)
        assert clean == stripped(published, data)
        with Image.open(io.BytesIO(clean)) as made:
            assert (
                made.format,
                getattr(made, "n_frames", 1),
                made.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"},
            ) == (
                "JPEG" if name == "a.jpg" else "PNG",
                1,
                set(),
            )


@pytest.mark.parametrize(
    "where", ["EXIF after a fill byte", "comment between scans", "second picture behind the first", "behind the end", "MPF"]
)
def test_what_is_said_beside_the_pixels_is_read(where: str) -> None:
    assert MARK in [found.value for found in findings("a.jpg", JPEGS[where])]


def test_what_transparency_hides_is_not_published() -> None:
    with Image.open(io.BytesIO(stripped("a.png", hostile.hidden_below_transparency()))) as made:
        assert made.mode == "RGB"
        assert made.getcolors() == [(64 * 48, (255, 255, 255))]


def test_a_drawing_keeps_its_pixels() -> None:
    drawn = hostile.drawing().convert("P")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    with Image.open(io.BytesIO(stripped("a.png", out.getvalue()))) as made:
        assert made.mode == "P"
        assert made.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


@pytest.mark.parametrize(("name", "ending"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
def test_a_photo_is_no_larger_than_a_page_needs(name: str, ending: str) -> None:
    noise = Image.effect_noise((130, 98), 90).resize((2080, 1568)).convert("RGB")
    out = io.BytesIO()
    noise.save(out, ending, quality=95)
    small, full = stripped(name, out.getvalue()), stripped(name.replace(".", ".full."), out.getvalue())
    assert len(small) <= PAGE_BYTES
    assert max(picture_size(small)) <= SIDE
    assert picture_size(full) == (2080, 1568)
    if ending == "PNG":
        with Image.open(io.BytesIO(full)) as made:
            assert made.convert("RGB").tobytes() == noise.tobytes()


def test_a_file_is_of_the_sort_its_name_says() -> None:
    for name, other, sort in (("a.jpg", "PNG", "JPEG"), ("a.png", "JPEG", "PNG")):
        with Image.open(io.BytesIO(stripped(name, photo(other)))) as made:
            assert made.format == sort


_PEAK = """
import re, sys
from generator.privacy.pictures import picture_stripped, picture_unsafe
data = sys.stdin.buffer.read()
assert picture_unsafe(data) == ""
picture_stripped(sys.argv[1], data)
print(int(re.search("VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the system does not say how much memory a process had")
@pytest.mark.parametrize(
    ("name", "mode", "side", "progressive"),
    [
        ("a-原图.jpg", "RGB", 6900, False),
        ("a.jpg", "RGB", 6900, True),
        ("a-原图.png", "RGBA", 4300, False),
        *([("a-原图.png", "RGB", 4980, False), ("a-原图.png", "P", 4300, False)] if deep() else []),
    ],
)
def test_the_largest_pictures_take_no_more_memory_than_there_is(name: str, mode: str, side: int, progressive: bool) -> None:
    """A photo of 48 million pixels too, in full size: peak of a process of its own, in MB."""
    out = io.BytesIO()
    Image.new(mode, (side, side)).save(out, "PNG" if name.endswith("png") else "JPEG", progressive=progressive, subsampling=2)
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, name.replace("-原图", FULL)],
        input=out.getvalue(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert int(done.stdout) < 300


@pytest.mark.parametrize(("mode", "side"), [("RGB", 5100), ("RGBA", 4400), ("LA", 4400), ("P", 4400), ("1", 8800)])
def test_what_would_not_fit_is_refused_by_its_pixels(mode: str, side: int) -> None:
    out = io.BytesIO()
    Image.new(mode, (side, side)).save(out, "PNG", compress_level=1)
    began = time.process_time()
    assert f"{side}×{side}" in picture_unsafe(out.getvalue())
    assert time.process_time() - began < 1


def test_a_photo_that_is_sent_more_and_more_sharply_is_unpacked_whole() -> None:
    out = io.BytesIO()
    Image.new("RGB", (6200, 6000)).save(out, "JPEG", progressive=True, subsampling=0)
    assert "6200×6000" in picture_unsafe(out.getvalue())


def test_pictures_that_cannot_be_published() -> None:
    whole = JPEGS["comment"]
    start = time.process_time()
    assert "30000×30000" in picture_unsafe(hostile.huge())
    assert picture_unsafe(whole) == ""
    assert "打不开" in picture_unsafe(whole[: len(whole) // 2])
    assert "HEIC" in picture_unsafe(b"\0\0\0\x18ftypheic" + bytes(20))
    assert "WebP" in picture_unsafe(b"RIFF\0\0\0\0WEBP")
    assert "打不开" in picture_unsafe(b"no picture")
    head, scan = whole.split(b"\xff\xda", 1)
    assert "打不开" in picture_unsafe(head + (b"\xff\xda" + scan[:-2]) * 500 + b"\xff\xd9")
    assert "打不开" in picture_unsafe(head + b"\xff\xfe\0\2" * 3_000_000 + b"\xff\xda" + scan)
    assert time.process_time() - start < 5


# --- PDF -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("where", "data"), [pytest.param(*each, id=each[0]) for each in hostile.dropped()])
def test_nothing_beside_the_pages_is_published(where: str, data: bytes) -> None:
    assert holds(data)
    assert unsafe("a.pdf", data) == ""
    clean = stripped("a.pdf", data)
    assert not holds(clean)
    papers._read.cache_clear()
    assert clean == stripped("a.pdf", data)
    assert list(findings("a.pdf", clean)) == []
    with pikepdf.open(io.BytesIO(clean)) as made:
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        assert set(made.pages[0].obj.keys()) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert "/Info" not in made.trailer
    one, two = (pypdfium2.PdfDocument(each)[0].render().to_numpy().tobytes() for each in (data, clean))
    assert one == two, "the page looks as it did"


@pytest.mark.parametrize(("what", "sentence", "data"), [pytest.param(*each, id=each[0]) for each in hostile.refused()])
def test_what_runs_or_shows_more_than_its_pages_is_refused(what: str, sentence: str, data: bytes) -> None:
    assert sentence in unsafe("a.pdf", data)
    with pytest.raises(ValueError, match=sentence):
        stripped("a.pdf", data)


@pytest.mark.parametrize(("where", "data"), [pytest.param(*each, id=each[0]) for each in hostile.pictured()])
def test_a_picture_anywhere_wants_a_person_to_look(where: str, data: bytes) -> None:
    assert unsafe("a.pdf", data) == ""
    assert "第 1 页" in unread("a.pdf", data)
    assert "第 1 页" in unread("a.pdf", stripped("a.pdf", data))
    assert not holds(stripped("a.pdf", data))


def test_a_map_that_says_what_is_seen_is_believed() -> None:
    assert unsafe("a.pdf", hostile.named_rightly()) == ""
    assert list(pdf_child.read(hostile.named_rightly())[0]["pictured"]) == []
    grid = b"".join(b"40 %d m 500 %d l S 40 %d m 500 %d l 500 %d l 40 %d l h S " % ((y,) * 4 + (y + 9,) * 2) for y in range(100, 800, 10))
    table = hostile.written(hostile.paper(hostile.TEXT + b" " + grid)[0])
    assert list(pdf_child.read(table)[0]["pictured"]) == [], "rules of a table"


@pytest.mark.parametrize(("how", "data"), [pytest.param(*each, id=each[0]) for each in hostile.placed()])
def test_numbers_are_read_as_they_stand_on_the_paper(how: str, data: bytes) -> None:
    assert MARK in [found.value for found in findings("a.pdf", data)]


@pytest.mark.parametrize(("how", "data"), [pytest.param(*each, id=each[0]) for each in hostile.unseen()])
def test_numbers_that_nobody_sees_are_read(how: str, data: bytes) -> None:
    for each in (data, stripped("a.pdf", data)):
        assert MARK in [found.value for found in findings("a.pdf", each)]


def test_numbers_in_bookmarks_links_and_properties_are_told() -> None:
    told = {name: [(f.value, f.part) for f in findings("a.pdf", data)] for name, data in hostile.dropped()}
    assert told["bookmark"] == [(MARK, "书签")]
    assert told["link"] == [(MARK, "第 1 页的链接")]
    assert told["properties"] == [(MARK, "文档属性")]


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("what", hostile.BOMBS)
def test_no_paper_keeps_the_program_busy(what: str) -> None:
    data = hostile.BOMBS[what]()
    assert len(data) < 1_000_000
    start = time.monotonic()
    assert unsafe("a.pdf", data)
    assert time.monotonic() - start < 40, "seconds of its own process are fewer; the machine may be busy"


def test_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    stamped = next(data for what, _, data in hostile.refused() if what == "stamp")
    (told,) = build.check(
        write_tree(tmp_path, {"notices/2026-a.md": NOTICE.format(more="附件: 2026-a.pdf\n"), "notices/2026-a.pdf": stamped}), TODAY
    ).problems
    assert (told.code, told.source.line) == ("attachment-unsafe", 7)
    assert "2026-a.pdf」上面有批注或者图章" in told.message
    assert "重新输出为 PDF" in told.hint


@pytest.mark.usefixtures("apart")
def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_START", "while True: pass")
    monkeypatch.setattr(papers, "SECONDS", 1)
    monkeypatch.setattr(papers, "_PATIENCE", 1)
    papers._read.cache_clear()
    assert papers._read(pdf("some text here")) == Read(papers.TOO_MUCH)
    papers._read.cache_clear()


# --- in a notice -----------------------------------------------------------------------------

SIGNED = "人工核查: 赵范例 2026-11-02 已看过\n"


def large_photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((130, 98), 90).resize((2080, 1568)).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def docs(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """What a board would hold below docs/, and the problems told of it."""
    site = load_site(root)[0]
    _, plan, problems = board.plan_board(BoardTask(root, "demo", site, TODAY))
    assert plan, problems
    return docs_of(plan), problems


def test_a_photo_is_shrunk_and_its_sizes_are_told(tmp_path: Path) -> None:
    data = large_photo()
    files = {"notices/2026-a.md": NOTICE.format(more=f"附件: 2026-a.jpg\n原图: 2026-a.jpg\n{SIGNED}"), "notices/2026-a.jpg": data}
    made, problems = docs(write_tree(tmp_path, files))
    small, full = made["notices/2026-a/2026-a.jpg"], made["notices/2026-a/2026-a.full.jpg"]
    assert (picture_size(small), picture_size(full)) == ((1600, 1206), (2080, 1568))
    page = made["notices/2026-a.md"].decode()
    assert f"2026-a.jpg</a>（{-(-len(small) // 1024)} KB）" in page
    assert f"看原图（{size_words(len(full))}）</a>" in page
    assert page.count("<img") == 1
    (told,) = [p for p in problems if p.code == "attachment-shrunk"]
    assert f"2026-a.jpg（{size_words(len(data))}，2080×1568）" in told.message
    assert told.hint == "不用改。原样大小的，网页上有链接，写明多大。"


def test_a_photo_is_there_in_full_size_only_where_it_is_wanted(tmp_path: Path) -> None:
    files = {"notices/2026-a.md": NOTICE.format(more=f"附件: 2026-a.jpg\n{SIGNED}"), "notices/2026-a.jpg": large_photo()}
    made, problems = docs(write_tree(tmp_path, files))
    (told,) = [p for p in problems if p.code == "attachment-shrunk"]
    assert "加一行「原图: 文件名」" in told.hint
    assert [path for path in made if path.endswith("jpg")] == ["notices/2026-a/2026-a.jpg"]
    assert "原图" not in made["notices/2026-a.md"].decode()


def test_a_photo_without_consent_is_there_in_no_size(tmp_path: Path) -> None:
    more = f"附件: 2026-a.jpg\n原图: 2026-a.jpg\n照片同意: 撤回\n{SIGNED}"
    made, _ = docs(write_tree(tmp_path, {"notices/2026-a.md": NOTICE.format(more=more), "notices/2026-a.jpg": photo()}))
    assert [path for path in made if path.endswith("jpg")] == []


@pytest.mark.parametrize(("full", "why"), [("2026-b.jpg", "没有"), ("2026-a.pdf", "不是照片")])
def test_full_size_of_what_is_no_photo_of_the_notice(full: str, why: str, tmp_path: Path) -> None:
    more = f"附件: [2026-a.jpg, 2026-a.pdf]\n原图: {full}\n{SIGNED}"
    files = {"notices/2026-a.md": NOTICE.format(more=more), "notices/2026-a.jpg": photo(), "notices/2026-a.pdf": pdf("all of this is text")}
    (told,) = build.check(write_tree(tmp_path, files), TODAY).problems
    assert (told.code, told.source.field) == ("missing-attachment", "原图")
    assert why in told.message


@pytest.mark.parametrize(("field", "name"), [("附件", "a.docx"), ("附件", "a.zip"), ("附表", "a.doc")])
def test_a_file_of_a_sort_that_no_notice_has_is_told_once(field: str, name: str, tmp_path: Path) -> None:
    files = {"notices/2026-a.md": NOTICE.format(more=f"{field}: {name}\n"), f"notices/{name}": b"PK"}
    (told,) = build.check(write_tree(tmp_path, files), TODAY).problems
    assert (told.code, told.source.file) == ("unknown-file", f"data/villages/demo/notices/{name}")


def test_a_table_is_no_attachment_and_a_notice_neither(tmp_path: Path) -> None:
    more = "附表: 2026-a.pdf\n附件: 2026-b.md\n"
    files = {"notices/2026-a.md": NOTICE.format(more=more), "notices/2026-a.pdf": pdf("all of this is text"), "notices/2026-b.md": "正文"}
    found = [p.message for p in build.check(write_tree(tmp_path, files), TODAY).problems if p.code == "missing-attachment"]
    assert found == ["「2026-a.pdf」不能作附表。", "「2026-b.md」不能作附件。"]


@pytest.mark.parametrize("name", ["cover.png", "qr.png", "index.jpg", "con.jpg", "nul.pdf", "com1.png", "datapackage.csv"])
def test_names_of_the_site_and_of_windows_are_refused(name: str, tmp_path: Path) -> None:
    field = "附表" if name.endswith("csv") else "附件"
    data = {"csv": "甲,乙\n1,2\n".encode(), "pdf": pdf("all of this is text"), "jpg": photo(), "png": photo("PNG")}[name[-3:]]
    files = {"notices/2026-a.md": NOTICE.format(more=f"{field}: {name}\n{SIGNED}"), f"notices/{name}": data}
    (told,) = build.check(write_tree(tmp_path, files), TODAY).problems
    assert (told.code, told.source.file) == ("bad-name", f"data/villages/demo/notices/{name}")
    assert f"「{name[:-4]}」是网站或 Windows 自己要用的名字" in told.message
    assert f"{name[:-4]}-1{name[-4:]}" in told.hint


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026-a.jpg", "2026-A.jpg"), ("2026-a.jpg", "2026-a.JPG"), (*(unicodedata.normalize(form, "é.jpg") for form in ("NFC", "NFD")),)],
)
def test_names_that_are_one_on_other_computers_are_told(one: str, other: str, tmp_path: Path) -> None:
    files = {
        "notices/2026-a.md": NOTICE.format(more=f"附件: [{one}, {other}]\n{SIGNED}"),
        f"notices/{one}": photo(),
        f"notices/{other}": photo(),
    }
    told = build.check(write_tree(tmp_path, files), TODAY).problems
    assert {p.code for p in told} == {"bad-name"}
    assert f"notices/{other}" in {p.source.file.removeprefix("data/villages/demo/") for p in told}


def test_a_file_that_was_looked_at_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(
        tmp_path, {"notices/2026-a.md": NOTICE.format(more="附件: 2026-a.pdf\n"), "notices/2026-a.pdf": pdf("all of this is text")}
    )
    notices = tuple(load_board(root, "demo", all_kinds())[0].datasets["notices"])
    gate = Gate(root, "demo", load_site(root)[0], TODAY, tmp_path / "kept")
    assert gate.incoming(None, notices) == []
    papers._read.cache_clear()
    asked: list[bytes] = []
    monkeypatch.setattr(papers, "_asked", lambda data: asked.append(data) or pdf_child.read(data))
    assert gate.incoming(None, notices) == []
    assert asked == []
    (root / "data/villages/demo/notices/2026-a.pdf").write_bytes(pdf(""))
    assert [p.code for p in gate.incoming(None, notices)] == ["attachment-unchecked"]
    assert [p.code for p in gate.incoming(None, notices)] == ["attachment-unchecked"]


def test_a_page_is_made_anew_when_a_photo_or_its_wanted_size_changes(tmp_path: Path) -> None:
    def ids(more: str, data: bytes) -> str:
        root = write_tree(tmp_path, {"notices/2026-a.md": NOTICE.format(more=more), "notices/2026-a.jpg": data})
        _, plan, _ = board.plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
        assert plan
        return next(item.id for item in plan.items if item.name == "notices/2026-a.md")

    signed = f"附件: 2026-a.jpg\n{SIGNED}"
    found = [ids(signed, photo()), ids(signed, photo()), ids(signed, photo(artist="wang")), ids(f"{signed}原图: 2026-a.jpg\n", photo())]
    assert found[0] == found[1]
    assert len(set(found)) == 3
