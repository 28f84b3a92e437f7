"""Sheets for the wall and pictures for chats: what stands on them, that nothing else does, and that it can be read and printed."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from generator.board import read_board
from generator.check import clock
from generator.config import Context
from generator.opened import open_root
from generator.pages.render import page_id
from generator.planned import may_be_seen, pages_and_records
from generator.poster import fonts, typeset
from generator.poster.blocks import blocks
from generator.poster.flow import flow
from generator.poster.picture import HIGHEST, MOST, WIDE, _cut, long_pictures
from generator.poster.sheet import Poster
from generator.poster.sheet_pages import with_posters
from generator.poster.sorts import SORTS, Choice, chosen, usual
from generator.poster.typeset import pages, pdf
from generator.privacy.gate import findings
from generator.record.board_record import BoardRecord, listed_file
from generator.section import POSTERS
from generator.shown import Page, folder
from generator.site.qr import qr_svg
from generator.task import BoardTask
from generator.wall import Printed, PrintOrder, hang, unfit, with_root
from tests.conftest import TODAY, write_tree

BOARDS = ("shifan", "dongxian")
BOLD = "08c4d0bae362ceff0b458d6c883d6c44ffd96a4afeaa942422a01362526f7a30"
"""SHA-256 of the bold face as it was cut (generator/poster/fonts/README.md)."""


@dataclass(frozen=True)
class Board:
    """The pages of a sample board, as one edition may show them."""

    pages: list[Page]
    context: Context

    def sheet(self, what: str, key: str = "") -> Poster:
        choice = chosen(what, key, self.pages)
        assert choice, (what, key)
        return choice.sheet(self.context, lambda address: qr_svg(address).decode())


def board_of(root: Path, slug: str, **more: Any) -> Board:
    task = BoardTask(root, slug, open_root(root).site, TODAY, **more)
    data, content, _ = read_board(task)
    assert data.village
    context = task.context(data.village)
    owed = clock.owed(context, data.datasets)
    shown, context = may_be_seen(task, context, data.datasets)
    context = replace(context, owed=owed)
    return Board(pages_and_records(task, context, shown, content, owed)[0], context)


@pytest.fixture(scope="module")
def boards() -> dict[str, Board]:
    root = Path(__file__).resolve().parents[1]
    return {slug: board_of(root, slug) for slug in BOARDS}


@pytest.fixture(scope="module")
def sheets(boards: dict[str, Board]) -> dict[tuple[str, str], Poster]:
    """One of every sort that a sample board has pages for."""
    return {(slug, what): board.sheet(what) for slug, board in boards.items() for what in SORTS if chosen(what, "", board.pages)}


@pytest.fixture(scope="module")
def printed(sheets: dict[tuple[str, str], Poster]) -> dict[tuple[str, str], bytes]:
    """Each of them at the size that hangs on a wall."""
    return {of: pdf(sheet, "600x900") for of, sheet in sheets.items()}


@pytest.fixture(scope="module")
def month(sheets: dict[tuple[str, str], Poster]) -> Poster:
    return sheets["shifan", "month"]


def text_of(document: bytes) -> list[str]:
    """What a reader copies from each page of a PDF."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(document)]


def with_entries(month: Poster, count: int) -> Poster:
    rows = [["10月1日", f"记-{n:03}", f"第{n:03}笔支出", "公益支出", "", "1.00", "9.00"] for n in range(1, count + 1)]
    return replace(month, told={**month.told, "entries": {**month.told["entries"], "rows": rows}})  # type: ignore[dict-item]


def test_every_sort_is_there_in_a_sample_board(sheets: dict[tuple[str, str], Poster]) -> None:
    assert {what for _, what in sheets} == set(SORTS)


def test_a_pdf_says_what_its_words_say_and_nothing_else(
    sheets: dict[tuple[str, str], Poster], printed: dict[tuple[str, str], bytes]
) -> None:
    """The gate reads the words instead of the PDF."""
    templates = "".join(path.read_text(encoding="utf-8") for path in (Path(fonts.__file__).parent / "templates").glob("*.typ"))
    for (slug, what), sheet in sheets.items():
        words = "".join(sheet.text().split())
        shown = text_of(printed[slug, what])
        for page in shown:
            own = re.sub(r"第 \d+ 页，共 \d+ 页", "", page)
            assert {c for c in own if c > "\u2e80"} <= {*words, *templates}, (slug, what)
            for number in re.findall(r"\d[\d,.-]{3,}\d", own):
                assert number in words, (slug, what, number)
        assert what == "papers" or "".join(sheet.title.split()) in "".join("".join(shown).split())


def test_words_of_every_sample_sheet_pass_the_gate(boards: dict[str, Board], sheets: dict[tuple[str, str], Poster]) -> None:
    from generator.gate.both_ends import declared

    for (slug, _), sheet in sheets.items():
        context = boards[slug].context
        assert list(findings("a.txt", sheet.text().encode(), declared(context.site, context.village))) == []


def test_figures_are_those_of_the_page_and_can_be_copied(month: Poster) -> None:
    text = text_of(pdf(month))
    for figure in ("249,993.05", "79,168.83", "49,694.40", "279,467.48", "2026 年 11 月 8 日", "0000-0000002"):
        assert figure in text[0]
    assert "记-042" in text[-1]


def test_a_quarter_begins_with_its_first_month_and_ends_with_its_last(boards: dict[str, Board], month: Poster) -> None:
    quarter = boards["shifan"].sheet("month", "2026-Q3")
    first, last = (boards["shifan"].sheet("month", key) for key in ("2026-07", "2026-09"))
    five = {name: figure for name, figure, _ in quarter.told["five"]}  # type: ignore[attr-defined]
    assert five["上期余额"] == first.told["five"][0][1]  # type: ignore[index]
    assert five["期末余额"] == last.told["five"][3][1]  # type: ignore[index]
    assert quarter.told["notes"] == []
    assert boards["shifan"].sheet("month", "2026-Q4").told["notes"] == ["这里只有10月的账。"]


def test_titled_tagged_and_in_chinese_with_the_characters_it_uses(printed: dict[tuple[str, str], bytes]) -> None:
    for made in printed.values():
        document = pikepdf.open(io.BytesIO(made))
        assert document.Root.Lang == "zh-CN"
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as told:
            assert told["dc:title"]
            assert told["pdfuaid:part"] == "1"
        fonts_of = {str(font.BaseFont) for page in document.pages for font in page.Resources.get("/Font", {}).values()}
        assert fonts_of
        assert all("+" in name for name in fonts_of)
        assert len(made) < 300_000


def test_equal_sheets_are_equal_bytes(
    boards: dict[str, Board], sheets: dict[tuple[str, str], Poster], printed: dict[tuple[str, str], bytes]
) -> None:
    for (slug, what), made in printed.items():
        assert pdf(boards[slug].sheet(what), "600x900") == made, (slug, what)
    assert long_pictures(sheets["dongxian", "roll"]) == long_pictures(sheets["dongxian", "roll"])


def test_the_day_of_a_sheet_is_one_of_its_data(boards: dict[str, Board], sheets: dict[tuple[str, str], Poster]) -> None:
    """So that it is the same whenever it is made; what is due says as of which day."""
    for (slug, what), sheet in sheets.items():
        later = replace(boards[slug], context=replace(boards[slug].context, today=TODAY + timedelta(1))).sheet(what)
        assert (later == sheet) is (what != "duties"), (slug, what)


def test_paper_and_pictures_of_a_sheet_are_set_in_one_copy(month: Poster, monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[object] = []
    real = typeset.apart
    monkeypatch.setattr(typeset, "apart", lambda work: (copies.append(work), real(work))[1])
    paper, picture = typeset.together(lambda: (pdf(month), typeset.pages("long", {**month.told, "flow": [], "height": 700, "band": 46})))
    assert len(copies) == 1
    assert paper == pdf(month)
    assert picture
    assert len(copies) == 2, "alone again afterwards"


def codes_on(document: bytes) -> list[str]:
    """What a phone reads from the sheets that ask to be scanned, looked at from as far as makes them 1400 pixels high."""
    pages = [page for page in pypdfium2.PdfDocument(document) if "扫码看" in page.get_textpage().get_text_bounded()]
    pictures = [page.render(scale=1400 / page.get_height(), grayscale=True).to_pil() for page in pages]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def test_a_phone_reads_the_code_from_the_wall(sheets: dict[tuple[str, str], Poster], printed: dict[tuple[str, str], bytes]) -> None:
    for (slug, what), sheet in sheets.items():
        address = f"https://gongkai.example.org/{slug}/{folder(sheet.page)}/"
        assert codes_on(printed[slug, what]) == ([] if what == "papers" else [address]), (slug, what)
    for size in ("A4", "A3"):
        assert codes_on(pdf(sheets["shifan", "month"], size)) == ["https://gongkai.example.org/shifan/finance/2026-10/"]


def test_papers_are_of_the_size_that_was_asked_for(month: Poster, sheets: dict[tuple[str, str], Poster]) -> None:
    for size, expected in (("A3", (297, 420)), ("A4", (210, 297)), ("600x900", (600, 900))):
        (first, *_) = pypdfium2.PdfDocument(pdf(month, size))
        assert [round(side * 25.4 / 72) for side in first.get_size()] == list(expected)
    (first, *_) = pypdfium2.PdfDocument(pdf(sheets["shifan", "papers"]))
    assert [round(side * 25.4 / 72) for side in first.get_size()] == [297, 210]


@pytest.mark.parametrize("subjects", [0, 1, 12, 40])
def test_boxes_are_never_cut(month: Poster, subjects: int) -> None:
    """However much stands above them: all three on one sheet, whole, above its foot."""
    side = {
        "title": "钱花到哪里去",
        "sum": "1.00",
        "subjects": [[f"科目{n}", "1.00", [["买东西", "1.00"]] * 3, ""] for n in range(subjects)],
    }
    document = pypdfium2.PdfDocument(pdf(replace(month, told={**month.told, "sides": [side, side]}), "A4"))
    boxes = [places for page in document if (places := list(_places(page, "公章", "审核人签字", "日期")))]
    (places,) = [each for each in boxes if len(each) == 3]
    assert max(places) - min(places) <= 1
    unit = 595 / 297
    foot_of_box = places[0] + (2.4 - 32) * unit
    assert foot_of_box > 14.5 * unit


def _places(page: Any, *labels: str) -> Iterator[int]:
    text = page.get_textpage()
    whole = text.get_text_range()
    if "公章" not in whole:
        return
    for label in labels:
        finder = text.search(label, index=whole.index("公章"))
        index, _ = finder.get_next()
        yield round(text.get_charbox(index)[3])


def test_pictures_are_cut_between_rows_and_small_enough_for_a_chat(month: Poster) -> None:
    long = with_entries(month, 300)
    made = long_pictures(long)
    pictures = [Image.open(io.BytesIO(each)) for each in made]
    assert len(pictures) > 3
    assert all(len(each) <= MOST for each in made)
    assert all(picture.width == WIDE and 300 < picture.height < HIGHEST for picture in pictures)
    (document,) = pages("long", {**long.told, "flow": flow(long.told), "height": 2000, "band": 46}, format="pdf", pdf_tags=False)
    shown = text_of(document)
    for n, page in enumerate(shown, 1):
        assert f"{n}/{len(shown)}" in page
    for n in range(1, 301):
        (holder,) = [page for page in shown if f"第{n:03} 笔支出" in page or f"第{n:03}笔支出" in page or f"第 {n:03} 笔支出" in page]
        assert f"记-{n:03}" in holder


@pytest.mark.parametrize("lowest", [None, 0, 45, 46, 91, 92, 99])
def test_white_below_the_last_line_is_cut_away(lowest: int | None) -> None:
    """Wherever in a band it lies; 42 rows of white are left, where there are as many."""
    picture = Image.new("L", (WIDE, 100), 255)
    if lowest is not None:
        picture.putpixel((WIDE - 1, lowest), 254)
        picture.putpixel((0, 0), 0)
    assert _cut(picture).tobytes() == picture.crop((0, 0, WIDE, min(100, (0 if lowest is None else lowest + 1) + 42))).tobytes()


def test_a_picture_has_its_words_and_a_code_that_a_phone_reads(month: Poster) -> None:
    made = long_pictures(month)
    last = Image.open(io.BytesIO(made[-1]))
    assert [code.text for code in zxingcpp.read_barcodes(last.convert("L"))] == ["https://gongkai.example.org/shifan/finance/2026-10/"]
    for picture in made:
        assert Image.open(io.BytesIO(picture)).text["Description"] == month.text()  # type: ignore[attr-defined]
    personal = replace(month, told={**month.told, "notes": ["身份证号 11010519491231002X"]})
    assert [hit.code for hit in findings("a.png", long_pictures(personal)[0])] == ["personal-id"]


def test_the_band_is_red_and_the_rest_is_not(month: Poster) -> None:
    picture = Image.open(io.BytesIO(long_pictures(month)[0])).convert("RGB")
    red, green, blue = picture.getpixel((3, 3))  # type: ignore[misc]
    assert red > 120 > green + blue
    assert picture.getpixel((3, 300)) == (255, 255, 255)


def test_a_character_that_no_face_has_is_told_and_a_rare_one_is_set(boards: dict[str, Board]) -> None:
    sheet = boards["shifan"].sheet("roll", "2025-xingji")
    group = {
        "title": "十星级文明户",
        "shared": "",
        "names": [["王䶮", ""], ["李𠮷", ""], ["阿卜杜拉·买买提江尔德木图", ""]],
        "wide": True,
        "others": "",
    }
    (text,) = text_of(pdf(replace(sheet, told={**sheet.told, "titles": [group]})))
    assert "王䶮" in text
    assert "李〓" in text
    assert "U+20BB7" in text
    assert "阿卜杜拉·买买提江尔德木图" in text
    assert fonts.missing("王䶮李𠮷\n") == ("𠮷",)


LONG = "迪丽热巴·买买提江·艾尔肯图"


def test_three_hundred_names_of_twelve_characters_keep_apart_and_on_the_sheet(boards: dict[str, Board]) -> None:
    sheet = boards["shifan"].sheet("roll", "2025-xingji")
    names = [[f"{LONG[: 13 - n % 11]}{n:03}", "" if n % 5 else "二组"] for n in range(300)]
    group = {"title": "十星级文明户", "shared": "没有另外写的，都是一组", "names": names, "wide": True, "others": ""}
    crowded = replace(sheet, told={**sheet.told, "titles": [group]})
    document = pypdfium2.PdfDocument(pdf(crowded, "A4"))
    shown = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert [name for name, _ in names if name not in shown] == []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        assert [box for box in boxes if box[0] < 20 or box[1] < 12 or box[2] > 575 or box[3] > 830] == []
        touching = [
            (a, b)
            for n, a in enumerate(boxes)
            for b in boxes[n + 1 :]
            if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
        ]
        assert touching == []
    pictures = [Image.open(io.BytesIO(each)) for each in long_pictures(crowded)]
    assert len(pictures) > 3
    assert all(picture.width == WIDE and picture.height < HIGHEST for picture in pictures)


def test_a_certificate_has_room_for_a_long_name_and_a_rare_character(boards: dict[str, Board]) -> None:
    sheet = boards["shifan"].sheet("papers")
    (first, *_) = sheet.told["certificates"]  # type: ignore[misc]
    for name in (LONG, "王䶮"):
        (page, *_) = pypdfium2.PdfDocument(pdf(replace(sheet, told={**sheet.told, "certificates": [{**first, "to": f"{name}同志"}]})))
        text = page.get_textpage()
        assert name in "".join(text.get_text_bounded().split())
        assert all(text.get_rect(n)[2] < 842 - 40 for n in range(text.count_rects()))


def test_pictures_of_every_sort_for_chats_can_be_sent_and_scanned(sheets: dict[tuple[str, str], Poster]) -> None:
    for (slug, what), sheet in sheets.items():
        if not sheet.long or (slug, what) == ("shifan", "month"):
            continue
        pictures = long_pictures(sheet)
        assert all(len(each) <= MOST and Image.open(io.BytesIO(each)).size < (WIDE + 1, HIGHEST) for each in pictures)
        codes = [code.text for each in pictures for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(each)).convert("L"))]
        assert codes == [f"https://gongkai.example.org/{slug}/{folder(sheet.page)}/"], (slug, what)


def test_names_that_are_not_told_are_counted_and_what_was_revoked_is_not_hung_up_again(boards: dict[str, Board]) -> None:
    told = boards["shifan"].sheet("roll", "2025-xingji").told
    names = [name for group in told["titles"] for name, _ in group["names"]]  # type: ignore[attr-defined]
    assert "冯样例" in names
    assert not [name for name in names if "未公开" in name]
    assert any("1 户（未公开姓名）" in group["others"] for group in told["titles"])  # type: ignore[attr-defined]
    page = next(page for page in boards["shifan"].pages if page.path == "honors/2025-xingji.md")
    revoked = [
        str(row[0])
        for _, *tables in page.content.view.groups
        for table in filter(None, tables)
        for row in table.rows
        if any("撤销" in str(cell) for cell in row)  # type: ignore[attr-defined]
    ]
    assert not set(revoked) & set(names)


def test_the_bold_face_is_the_one_that_was_cut() -> None:
    bold = (fonts.FOLDER / "NotoSansSC-Bold.otf").read_bytes()
    assert hashlib.sha256(bold).hexdigest() == BOLD
    assert fonts._characters(bold) <= fonts._covered()
    assert len(fonts._characters(bold)) > 8105


def test_markdown_becomes_blocks_without_its_marks() -> None:
    text = "# 题目\n第一行\n第二行 **重** [看](a.md)\n\n1. 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    assert blocks(text) == [
        ("heading", "题目"), ("paragraph", "第一行第二行 重 看"), ("item", "1. 一"), ("item", "· 二"),
        ("table", [["甲", "乙"], ["1", "2"]]),
    ]  # fmt: skip


# --- editions, settings, the verb ------------------------------------------------------------

NOTICE = (
    "---\n标题: 救助名单\n事项: 其他\n主体: 村民委员会\n范围: {scope}\n公开日: 2026-11-20\n公示起: 2026-11-20\n公示止: 2026-12-10\n"
    "审核: 监委会 2026-11-18 通过\n异议渠道: 村监委会\n---\n{body}\n"
)


def hung(root: Path, tmp: Path, asked: PrintOrder, **more: Any) -> Printed:
    (board,), problems = hang(root, TODAY, (), more.pop("edition", "public"), asked, tmp, **more)
    assert problems == []
    return board


def test_a_sheet_of_what_is_published_bears_the_root_and_one_of_anything_else_does_not(month: Poster) -> None:
    tables = (listed_file("finance/2026-10/a.csv", b"a\r\n"), listed_file("z/b.csv", b"b\r\n"))
    record, choice = BoardRecord("甲村", "public", tables), Choice("month", "2026-10", (Page("finance/2026-10.md", "", "", "", len),))
    same = month.with_code(record.pages()["finance/2026-10"])
    hung_up = with_root(same, choice, record)
    assert f"总码 {record.code}" in "".join(text_of(pdf(hung_up)))
    assert record.code in hung_up.text()
    for other in (month, month.with_code(""), month.with_code(record.pages()["z"])):
        assert with_root(other, choice, record) is other
    assert with_root(same, choice, None) is same


def test_what_a_public_sheet_may_not_say_only_the_one_for_the_village_says(tmp_path: Path) -> None:
    settings = "村名: 甲村\n联系:\n  - {事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}\n"
    root = write_tree(
        tmp_path / "root", {"village.yml": settings, "notices/aid.md": NOTICE.format(scope="村民", body="发给植入人甲一袋米。")}
    )
    public = hung(root, tmp_path / "out", PrintOrder("notice", ("aid",)))
    assert public.files == ()
    assert public.notes
    village = hung(root, tmp_path / "out", PrintOrder("notice", ("aid",)), edition="village")
    assert {file.name for file in village.files} == {"aid-notice-village-A4.pdf", "aid-notice-village-1.png", "aid-notice-village.txt"}
    paper = next(file for file in village.files if file.suffix == ".pdf").read_bytes()
    (text,) = text_of(paper)
    for words in ("植入人甲", "只在村内张贴", "不要转发到外面"):
        assert words in text


def test_a_wrong_key_and_a_wrong_place_end_in_a_sentence(tmp_path: Path, spoken: Callable[..., tuple[int, str, str]]) -> None:
    root = write_tree(tmp_path / "root", {"notices/aid.md": NOTICE.format(scope="社会", body="修路。")})
    assert hung(root, tmp_path / "out", PrintOrder("notice", ("aids",))).notes == ("没有「aids」这一份「公示公告」，可以用的有：aid。",)
    assert hung(root, tmp_path / "out", PrintOrder("month")).notes == ("这个村还没有可以做成「明白账」的资料。",)
    assert "data/" in unfit(root / "data/x", root)
    assert unfit(root / "posters", root) == ""
    status, _, faults = spoken("poster", "-C", str(root), "--output", str(root / "site/x"))
    assert status == 2
    assert "--output 不能放在 site/" in faults
    status, heard, _ = spoken(
        "poster", "aid", "--what", "notice", "-C", str(root), "--today", "2026-11-23", "--output", str(tmp_path / "out")
    )
    assert status == 0
    assert "aid-notice-A4.pdf" in heard


def test_a_site_offers_them_unless_it_or_the_village_says_no(boards: dict[str, Board]) -> None:
    board = boards["shifan"]
    offered = [page for page in board.pages if page.path.startswith(f"{POSTERS}/")]
    assert [page.path for page in offered] == [f"{POSTERS}/{choice.key}-{choice.sort}.md" for choice in usual(board.pages)]
    assert sorted(page.printed for page in board.pages if page.printed) == sorted(page.path for page in offered)
    plain = [replace(page, printed="") for page in board.pages if page not in offered]
    context, village = board.context, board.context.village
    assert with_posters(plain, replace(context, site=replace(context.site, posters="不做"))) == plain
    assert with_posters(plain, replace(context, village=replace(village, posters="不做"))) == plain
    more = with_posters(plain, replace(context, village=replace(village, posters="全做")))
    assert {page.path.rpartition("-")[2] for page in more if page.path.startswith(POSTERS)} == {
        "month.md",
        "year.md",
        "notice.md",
        "roll.md",
    }
    tomorrow = with_posters(plain, replace(context, today=TODAY + timedelta(1)))
    assert [page_id(page, context) for page in tomorrow] == [page_id(page, context) for page in board.pages]
