"""What is personal is found in any dress; what is nobody's is left alone; no report repeats it."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.privacy import digits
from generator.privacy.attached import stripped
from generator.privacy.find import blotted, find
from generator.privacy.gate import accused, findings
from generator.privacy.hit import Declared
from generator.privacy.mask import masked
from generator.privacy.read import unread
from generator.privacy.rows import in_sentences, of_persons
from generator.privacy.zipped import PackedPart, directory, unsafe
from tests import corpus
from tests.papers import located, pdf, photo, workbook

VALID = next(f"11010519000101{n:03d}{d}" for n in range(100) for d in range(10) if digits.resident_id(f"11010519000101{n:03d}{d}"))
PHONE = "13900000001"


def codes(text: str, label: str = "") -> list[str]:
    return [hit.code for hit in find(text, label)]


def test_every_positive_of_the_corpus_is_found() -> None:
    lost = corpus.missed(20, seed=3)
    assert len(lost) >= 35
    assert {pair: texts for pair, texts in lost.items() if texts} == {}


def test_hard_negatives_are_left_alone() -> None:
    assert corpus.flagged(4_000, seed=3) == []


def test_check_digits() -> None:
    assert digits.resident_id("11010519491231002X")
    assert not digits.resident_id("110105194912310021")
    assert digits.credit_code("91350211M000100Y43") is digits.credit_code("91350211M000100Y43".upper())
    assert digits.luhn("4111111111111111")
    assert not digits.luhn("4111111111111112")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("371426101200", "行政区划代码"),
        (PHONE, "凭证号"),
        (f"HT-{PHONE}", ""),
        ("2026-03-05 至 2026-03-20", "公示期"),
        ("三组12号机井、13号机井", ""),
        ("一组、二组共 12 户，1500 2000 300", ""),
        ("icon@2x.png", ""),
        ("138,001,380.00", ""),
        ('"a": "15512345678f9374", "b": "3f13912345678cde"', ""),
    ],
)
def test_what_is_nobodys(text: str, label: str) -> None:
    assert codes(text, label) == []


def test_a_label_says_what_a_bare_number_is() -> None:
    assert codes("11010519000101001" + "0", "身份证号") == ["personal-id"]
    assert codes("110105500101001", "身份证号") == ["personal-id"]
    assert codes("110105500101001") == []
    assert codes("2100009", "联系电话") == ["personal-phone"]
    assert codes("2100009") == []


def test_numbers_that_run_together_and_area_codes_in_brackets() -> None:
    assert codes(f"{VALID}42") == ["personal-id"]
    assert codes(f"{VALID}{PHONE}") == ["personal-id"]
    assert codes("(0534)2100001") == codes("（０５３４）2100001") == ["personal-phone"]


def test_a_hostile_text_takes_no_time() -> None:
    """As long as the body of a notice may be."""
    for text in ("1 " * 50_000, "13 " * 33_000, "1" * 100_000, "a@" * 50_000, "139*" * 25_000, "三组" * 50_000, "王某因患" * 25_000):
        start = time.process_time()
        find(text)
        list(in_sentences(text))
        assert time.process_time() - start < 5, text[:10]


def test_office_lines_may_be_public_and_starred_only_where_declared() -> None:
    may = Declared(frozenset({"053421000001", PHONE}))
    assert find(f"打 {PHONE}", "", may) == []
    assert find("打 139****0001", "", may) == []
    assert [hit.code for hit in find("打 139****0002", "", may)] == ["personal-phone"]
    assert [hit.code for hit in find("打 13900000002", "", may)] == ["personal-phone"]


def test_rows_that_say_of_a_person_what_may_not_be_said() -> None:
    labels = ("姓名", "情况", "年龄")
    assert [c for c, *_ in of_persons(labels, ("王某", "患尿毒症", "60"))] == ["personal-health"]
    assert [c for c, *_ in of_persons(labels, ("王某", "示范小学", "9"))] == ["personal-minor"]
    assert list(of_persons(labels, ("王某", "残疾人专干", "40"))) == []
    assert list(of_persons(("组别", "情况"), ("一组", "肢体残疾 12 人"))) == []
    assert list(in_sentences("王某某因患癌症住院"))
    assert not list(in_sentences("大病保险的缴费标准是每人 400 元"))


def test_no_report_repeats_a_number(tmp_path: Path) -> None:
    table = f"姓名,备注\n王某,{PHONE} 和 {VALID}\n".encode()
    told = [accused(found) for found in findings("a.csv", table)]
    assert {(p.code, p.source.row, p.source.column, p.source.field) for p in told} == {
        ("personal-id", 2, "B", "备注"),
        ("personal-phone", 2, "B", "备注"),
    }
    assert not any(secret in repr(p) for p in told for secret in (PHONE, VALID, PHONE[-8:], VALID[-8:]))
    assert not any(secret in repr(found) for found in findings("a.csv", table) for secret in (PHONE, VALID))


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.xlsx", workbook([["姓名"], ["王某"]], hidden=PHONE), "隐藏的工作表"),
        ("a.xlsx", workbook([["姓名"], ["王某"]], comment=f"电话 {PHONE}"), "批注"),
        ("a.xlsx", workbook([["姓名"], ["王某"]], author=PHONE), "文档属性"),
        ("a.xlsx", workbook([["姓名", "号"], ["王某", int(PHONE)]]), ""),
        ("a.pdf", pdf("nothing", f"call {PHONE}"), "第 2 页"),
        ("a.jpg", photo(artist=PHONE), "图片里附带的信息"),
        ("a.png", photo("PNG", artist=PHONE), "图片里附带的信息"),
        ("a.html", f"<p data-x='1'>139<b>0000</b><br>{PHONE[7:]}</p>".encode(), ""),
        ("a.html", f'<p title="{PHONE}">x</p>'.encode(), ""),
        ("a.html", f"<p>{'&#45;'.join((PHONE[:3], PHONE[3:7], PHONE[7:]))}</p>".encode(), ""),
        ("a.md", f"手机 139**0000**{PHONE[7:]}".encode(), ""),
        ("a.json", f'{{"a": "139\\n{PHONE[3:]}"}}'.encode(), ""),
        ("a.csv", f"姓名,备注\n王某,{PHONE}\n".encode("gb18030"), ""),
        (f"{PHONE}.csv", b"a,b\n", "文件名"),
    ],
)
def test_every_place_of_every_format_is_read(name: str, data: bytes, part: str) -> None:
    found = list(findings(name, data))
    assert {(f.code, f.part, f.value) for f in found} == {("personal-phone", part, PHONE)}


def test_a_link_in_a_workbook_is_read() -> None:
    found = list(findings("a.xlsx", workbook([["姓名"], ["王某"]], link="mailto:wang@example.org")))
    assert [(f.code, f.value) for f in found] == [("personal-mail", "wang@example.org")]


def test_what_no_program_can_read() -> None:
    assert unread("a.pdf", pdf("all of this is text")) == ""
    assert "第 2 页" in unread("a.pdf", pdf("all of this is text", ""))
    assert unread("a.jpg", photo())


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_photo_is_published_without_where_it_was_taken(name: str) -> None:
    data = photo("JPEG" if name == "a.jpg" else "PNG", artist="wang")
    clean = stripped(name, data)
    assert located(data)
    assert not located(clean)
    assert b"wang" in data
    assert b"wang" not in clean
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(clean)) as two:
        assert one.tobytes() == two.tobytes()


def test_a_photo_that_was_held_upright_stays_upright() -> None:
    with Image.open(io.BytesIO(stripped("a.jpg", photo(turned=True)))) as picture:
        assert picture.size == (4, 8)
        assert not picture.getexif()


def test_a_pdf_is_published_without_its_maker() -> None:
    data = pdf("all of this is text", author="wang")
    clean = stripped("a.pdf", data)
    assert clean == stripped("a.pdf", data)
    assert b"wang" in data
    assert b"wang" not in clean
    assert b"machine" not in clean
    assert list(findings("a.pdf", clean)) == []


def test_archives_that_blow_up_or_lead_outside_are_refused() -> None:
    def archive(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, content)
        return out.getvalue()

    assert "压缩炸弹" in unsafe(archive("xl/workbook.xml", bytes(30_000_000)))
    assert "外面" in unsafe(archive("../a.xml", b"x"))
    assert "外面" in unsafe(archive("/etc/a.xml", b"x"))
    assert "宏" in unsafe(archive("xl/vbaProject.bin", b"x"))
    assert unsafe(b"no archive")
    assert unsafe(workbook([["a"]])) == ""


def test_a_workbook_is_what_its_directory_says() -> None:
    """One program reads as many bytes of a part as the directory tells, another all that are there."""
    data = workbook([["项目", "经手"], ["路灯", "13800138000"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = archive.getinfo("xl/worksheets/sheet1.xml")
        begin = archive.read(told)[:10]
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(told.filename.encode()))
    cut = data[: at + 16] + struct.pack("<I", zlib.crc32(begin)) + data[at + 20 : at + 24] + struct.pack("<I", 10) + data[at + 28 :]
    other = data[: at + 16] + bytes(4) + data[at + 20 :]
    twice = io.BytesIO(data)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(told.filename, "<worksheet/>")
    assert unsafe(data) == ""
    for changed in (cut, other, twice.getvalue()):
        assert "对不上" in unsafe(changed)


def test_a_directory_read_quickly_is_what_is_there() -> None:
    data = workbook([["项目"], ["路灯"]])
    quick = directory(data)
    assert all(isinstance(each, PackedPart) for each in quick)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert quick == [tuple(getattr(each, key) for key in PackedPart._fields) for each in archive.infolist()]
    remarked = io.BytesIO(data)
    with zipfile.ZipFile(remarked, "a") as archive:
        archive.comment = b"13800138000"
    for unusual in (remarked.getvalue(), b"before" + data):
        assert [each.filename for each in directory(unusual)] == [each.filename for each in quick]
        assert not any(isinstance(each, PackedPart) for each in directory(unusual))


@pytest.mark.parametrize("ends", [",", ";", "\t"])
@pytest.mark.parametrize("apart", [",", ";", "\t"])
def test_only_what_ends_the_cells_of_a_table_parts_its_numbers(ends: str, apart: str) -> None:
    number = apart.join(("138", "0013", "8001"))
    rows = [["项目", "经手", "说明"], ["路灯", "村委会", "换了三盏"], ["机井", "村委会", number]]
    codes = [finding.code for finding in findings("a.csv", "\n".join(map(ends.join, rows)).encode())]
    assert codes == ([] if ends == apart else ["personal-phone"])


def test_a_second_directory_and_a_name_that_ends_early_hide_nothing() -> None:
    """What a spreadsheet opens is what is looked at: a directory for large archives goes first, and a name ends where it says 0."""
    data = workbook([["项目", "经手"], ["路灯", PHONE]])
    files = data[: struct.unpack("<L", data[-6:-2])[0]]
    entries, count = data[len(files) : -22], struct.unpack("<H", data[-14:-12])[0]
    files += bytes(next(more for more in range(1 << 15) if (len(files) + more).to_bytes(4, "little").isascii()))
    name = b"docProps/nothing.png"
    name += b"_" * next(more for more in range(256) if (len(entries + name) + 46 + more).to_bytes(4, "little").isascii())
    size = len(entries) + 46 + len(name)
    name += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, len(files)) + struct.pack(
        "<4sLQL", b"PK\6\7", 0, 0, 1
    )
    nothing = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    second = files + entries + nothing + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(nothing), len(files + entries), 0)
    early = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(early, "w", zipfile.ZIP_DEFLATED) as other:
        for part in archive.namelist():
            entry = zipfile.ZipInfo(part)
            entry.filename, entry.compress_type = f"{part}\0.png", zipfile.ZIP_DEFLATED
            other.writestr(entry, archive.read(part))
    for hiding in (second, early.getvalue()):
        with zipfile.ZipFile(io.BytesIO(hiding)) as archive:
            assert "xl/sharedStrings.xml" in archive.namelist()
        assert [finding.code for finding in findings("a.xlsx", hiding)] == ["personal-phone"]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.md"])
def test_a_masked_copy_has_nothing_left(name: str) -> None:
    texts = {"a.csv": f"姓名,电话\n王某,{PHONE}\n李某,{VALID}\n".encode(), "a.md": f"王某 {PHONE}\n\n李某 {VALID}\n".encode()}
    data = texts.get(name) or workbook([["姓名", "电话"], ["王某", int(PHONE)], ["李某", VALID]], hidden=PHONE, comment=PHONE)
    assert list(findings(name, data))
    assert list(findings(name, masked(name, data))) == []


def test_blotting_leaves_the_rest_as_it_was() -> None:
    assert blotted(f"付王某 {PHONE} 误工费 1,200.00 元") == "付王某 139****** 误工费 1,200.00 元"
