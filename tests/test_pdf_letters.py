"""Numbers that a PDF's own fonts call something else: its digits keep their widths and lines, and a person is asked to look.

Printed by a real browser, with the fonts of the machine, and then given other maps.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream
from playwright.sync_api import Browser

from generator.privacy import pdf_child, pdf_streams
from generator.privacy.pdf_letters import Font, doubtful
from tests import hostile
from tests.conftest import deep

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FONTS = ("sans-serif", "serif", "monospace")
TELEPHONE, PAPER = "138 6666 0000", "110101199003070011"
PAGE = (
    "<meta charset=utf-8><body style='font-family:{font};font-weight:{weight}'><h1>公示 2026</h1><p>联系人 王示例 电话 {number} 请打</p>"
    "<p>本村机动地四片，一年承包款一年一交。INTERNATIONAL Transparency, head and hand, abandoned households</p>"
    "<p>____________ ............</p>"
)
LIES: dict[str, Callable[[int], str]] = {
    "letters": lambda digit: chr(ord("A") + digit),
    "small letters": lambda digit: "ouzewsbtgq"[digit],
    "signs": lambda digit: "甲乙丙丁戊己庚辛壬癸"[digit],
    "wide letters": lambda digit: chr(0xFF21 + digit),
    "of nobody's": lambda digit: chr(0xE000 + digit),
    "nothing": lambda digit: "",
}


@pytest.fixture(scope="module")
def printed(browser: Browser) -> dict[str, bytes]:
    """Honest papers."""
    page = browser.new_page()
    made = {}
    for font in FONTS:
        for number in (TELEPHONE, PAPER):
            page.set_content(PAGE.format(font=font, weight=400 if number == PAPER else 700, number=number))
            made[f"{font} {number}"] = page.pdf()
    page.close()
    return made


def told(data: bytes) -> list[int] | str:
    """Pages a person must look at, or why it is not published."""
    mapped, _ = pdf_child.read(data)
    return mapped["unsafe"] or mapped["pictured"]


def renamed(data: bytes, called: Callable[[int], str]) -> bytes:
    """With every digit called something else, and without the fonts' own tables of characters."""
    paper = pikepdf.open(io.BytesIO(data))
    for each in paper.objects:
        if isinstance(each, Dictionary) and isinstance(each.get("/ToUnicode"), Stream):
            mapped = pdf_streams.unicode_of(each.ToUnicode.read_bytes().decode("latin-1"))
            text = {code: called(int(char)) if char.isascii() and char.isdigit() else char for code, char in mapped.items()}
            rows = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for code, char in text.items() if char]
            if each.Subtype == Name.Type3:
                rows = [f"<{row[3:]}" for row in rows]
            lines = [f"{len(some)} beginbfchar {' '.join(some)} endbfchar" for i in range(0, len(rows), 100) if (some := rows[i : i + 100])]
            each.ToUnicode = Stream(paper, "\n".join(["begincmap", *lines, "endcmap"]).encode())
        if isinstance(each, Dictionary) and "/FontFile2" in each:
            each.FontFile2 = Stream(paper, each.FontFile2.read_bytes().replace(b"cmap", b"cmaq", 1))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_an_honest_paper_asks_nobody_to_look(printed: dict[str, bytes]) -> None:
    """Also in fonts with letters of one width, in those whose letters the browser drew as outlines, and without tables of their own."""
    for what, data in printed.items():
        assert told(data) == [], what
        assert told(renamed(data, str)) == [], what


@pytest.mark.parametrize("lie", LIES)
def test_a_number_that_is_called_letters_is_looked_at(lie: str, printed: dict[str, bytes]) -> None:
    font = FONTS[[*LIES].index(lie) % len(FONTS)]
    for what, data in printed.items():
        if not deep() and not what.startswith(font):
            continue
        assert told(renamed(data, LIES[lie])) in ([1], "里面的字，看到的和程序读到的不一样"), what


def drawn_letters(step: bytes, mapped: bytes = b"<41> <0041>") -> bytes:
    """A paper with a font of one letter that is drawn by this step."""
    made, page = hostile.paper(hostile.TEXT + b" BT /F2 9 Tf (A) Tj ET")
    codes = {"FirstChar": 65, "LastChar": 65, "Widths": [9], "Encoding": Dictionary(Differences=[65, Name.A])}
    box = {"FontBBox": [0, 0, 9, 9], "FontMatrix": [1, 0, 0, 1, 0, 0]}
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=Stream(made, step)), **box, **codes)
    font.ToUnicode = Stream(made, b"begincmap 1 beginbfchar " + mapped + b" endbfchar endcmap")
    page.Resources.Font.F2 = made.make_indirect(font)
    return hostile.written(made)


WORD = b"".join(b"%d 0 m %d 0 l %d 9 l h f " % (x, x + 5, x) for x in range(0, 88, 8))


@pytest.mark.parametrize(
    ("step", "mapped", "looked"),
    [
        (b"9 0 0 0 9 9 d1 0 0 m 9 0 l 5 9 l h f", b"<41> <0041>", False),
        (b"9 0 0 0 9 9 d1 0 0 m 9 0 l 5 9 l h f", b"<42> <0042>", True),  # a letter that nobody calls anything
        (
            b"9 0 0 0 9 9 d1 " + b"".join(b"%d 0 m %d 0 l %d 9 l h f " % (x, x + 5, x) for x in range(0, 88, 8)),
            b"<41> <0041>",
            True,
        ),  # a word
        (b"9 0 0 0 9 9 d1 BT /F1 9 Tf (x) Tj ET", b"<41> <0041>", True),  # a letter that writes
        (b"9 0 d0 q 1 0 0 1 0 0 cm Q 0 0 9 9 re f", b"<41> <0041>", True),  # more than an outline
    ],
)
def test_a_letter_that_is_drawn_is_one_letter(step: bytes, mapped: bytes, looked: bool) -> None:
    assert bool(told(drawn_letters(step, mapped))) is looked


def font(mapped: str, wide: int = 500, lines: int | None = None) -> Font:
    return Font(dict(enumerate(mapped)), lambda code: wide, lambda code: lines, two=False)


@pytest.mark.parametrize(
    ("letters", "wide", "lines", "expected"),
    [
        ("ABCDEFGHIJ", 500, None, True), ("CEFGHIJKLM", 500, 1, False), ("ABCDEFGHIJ", 500, 1, True), ("ABCDEFGHIJ", 900, 9, False),
        ("ABCDEFGHIJ", 250, None, False), ("0123456789", 500, None, False), ("甲乙丙丁戊己庚辛壬癸", 500, None, True),
        ("甲乙丙丁戊己庚辛壬癸", 1000, None, False), ("甲乙丙丁戊己庚辛壬癸", 1000, 2, True), ("甲乙丙丁戊己庚辛壬癸", 1000, 8, False),
        ("甲乙丙丁戊己庚辛壬癸子丑", 500, None, False), ("一二三四五六七八九〇", 1000, 2, False), ("aaaaaaaaaa", 500, None, True),
    ],
)  # fmt: skip
def test_what_is_as_wide_as_a_number_and_none(letters: str, wide: int, lines: int | None, expected: bool) -> None:
    one = font(letters, wide, lines)
    assert doubtful({0: one}, [(0, bytes([1, 3, 8, 6, 6, 6, 6, 0, 0, 0, 0]))]) is expected
    assert not doubtful({0: one}, [(0, bytes([1, 3, 8, 6, 6, 6, 6, 0, 0, 0]))]), "ten are no number"
    assert not doubtful({0: one}, [(0, bytes([1] * 20))]), "one letter many times"
    assert doubtful({0: one, 1: one}, [(i % 2, bytes([code])) for i, code in enumerate((1, 3, 8, 6, 6, 6, 6, 0, 0, 0, 0))]) is expected
