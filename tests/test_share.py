"""Sending a page on: a QR code that is the page's address, and a cover for the card a chat shows. Only where 网址 is known."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from generator import build, opened, place
from generator.board import plan_board
from generator.load.settings import load_site
from generator.shown import Cover
from generator.site import cover
from generator.site.qr import qr_svg
from generator.site.theme import BAND
from generator.task import BoardTask
from tests.browser import PHONE, tab, wait_until
from tests.conftest import TODAY, deep, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_browser import PAGES, open_page

SITE = "https://gongkai.example.org/"
UNSHARED = re.compile(r"(offline|search|guide/.*|how)/")
"""Pages no code leads to."""


def browsing(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.browser(pytest.mark.xdist_group("browser")(test))


def boards(samples: Path) -> Iterator[tuple[str, Path]]:
    """(address below the site, folder) of each page of each board."""
    for board in (samples / "site/shifan", samples / "site/dongxian"):
        for page in sorted(board.rglob("index.html")):
            yield page.parent.relative_to(samples / "site").as_posix() + "/", page.parent


def shared(samples: Path) -> dict[str, Path]:
    return {to: folder for to, folder in boards(samples) if not UNSHARED.fullmatch(to.split("/", 1)[1])}


def properties(folder: Path) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', (folder / "index.html").read_text(encoding="utf-8")))


def modules(svg: bytes) -> Image.Image:
    """The drawing of a code as a picture, eight pixels a square, read from its path: no drawing program in between."""
    text = svg.decode()
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', text)[0])
    picture, (x, y) = Image.new("L", (side, side), 255), (0.0, 0.0)
    for step, *numbers in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", re.findall(r'stroke="#000" d="([^"]+)"', text)[0]):
        first, second = (float(n or 0) for n in numbers)
        if step == "h":
            picture.paste(0, (int(x), int(y), int(x + first), int(y) + 1))
            x += first
        else:
            x, y = (first, second) if step == "M" else (x + first, y + second)
    return picture.resize((side * 8, side * 8), Image.Resampling.NEAREST)


def scanned(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


# --- 二维码 ----------------------------------------------------------------------------------


def test_each_page_has_a_code_that_is_its_address(samples: Path) -> None:
    wanted = shared(samples)
    assert {"shifan/", "shifan/finance/2026-10/", "shifan/finance/2026/", "shifan/notices/", "dongxian/honors/2004/"} <= set(wanted)
    for to, folder in wanted.items():
        svg = (folder / "qr.svg").read_bytes()
        assert scanned(modules(svg)) == [SITE + to]
        assert len(svg) < 4000
    codes = {path.parent for path in (samples / "site").rglob("qr.svg")}
    assert codes == {*wanted.values(), samples / "site"}
    assert scanned(modules((samples / "site/qr.svg").read_bytes())) == [SITE]


def test_a_code_has_its_quiet_zone_and_its_own_white(samples: Path) -> None:
    svg = (samples / "site/shifan/qr.svg").read_bytes()
    assert b'fill="#fff"' in svg
    picture = modules(svg)
    assert picture.point(lambda v: 255 - v).getbbox() == (32, 32, picture.width - 32, picture.height - 32)
    assert b"<?xml" not in svg


def test_a_long_address_in_chinese_is_a_code_too() -> None:
    address = "https://example.org/" + "村务公开/" * 20
    assert scanned(modules(qr_svg(address))) == [address]


def letters(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe-]", "", text)


@browsing
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_fetched_when_it_is_opened_and_scans_from_the_screen(scheme: str, browser: Browser, address: str) -> None:
    page = browser.new_page(**PHONE, color_scheme=scheme)  # what a tab has seen before it shows at once
    asked = open_page(page, address + PAGES["month"])
    assert not [url for url in asked if "qr.svg" in url or "cover.png" in url]
    page.get_by_text("二维码（扫一扫看本页）").click()
    code = page.locator(".gk-qr img[src='qr.svg']")
    code.evaluate("image => image.decode()")
    box = code.bounding_box()
    assert box
    assert box["width"] >= 0.6 * 360
    assert scanned(Image.open(io.BytesIO(code.screenshot()))) == [SITE + PAGES["month"][1:]]
    assert SITE + PAGES["month"][1:] in (code.get_attribute("alt") or "")
    page.close()


@browsing
@pytest.mark.parametrize("name", ["month", "notice", *(["home", "notices", "honor roll"] if deep() else [])])
def test_paper_carries_the_code_and_the_address(name: str, browser: Browser, address: str) -> None:
    with tab(browser, viewport={"width": 794, "height": 1100}) as page:
        open_page(page, address + PAGES[name])
        for _ in range(3):  # the code's picture is fetched when the page is printed: a busy machine may print before it has come
            sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
            codes = [scanned(sheet.render(scale=150 / 72).to_pil()) for sheet in sheets]
            if codes[-1]:
                break
    assert codes[-1] == [SITE + PAGES[name][1:]]
    assert not any(codes[:-1])
    words = sheets[len(sheets) - 1].get_textpage().get_text_bounded()
    assert "扫码看本页" in words
    # A hyphen at the end of a line is not told apart from hyphenation.
    assert letters(SITE + PAGES[name][1:]) in letters(words)
    assert "二维码（" not in words


@browsing
def test_the_a3_sheet_carries_the_code_beside_the_boxes(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1032, "height": 1500})
    codes = "[...document.querySelectorAll('.gk-qr img')].map((code) => code.complete)"
    page.add_init_script(f"window.print = () => {{ window.printed = {codes} }}")
    open_page(page, address + PAGES["month"])
    page.get_by_role("button", name="打印（A3 张贴）").click()
    wait_until(page, "() => window.printed")
    assert page.evaluate("window.printed") == [True, True], "the code to scan and the code of all that is published"
    page.emulate_media(media="print")
    (sheet,) = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    (code,) = zxingcpp.read_barcodes(sheet.render(scale=150 / 72).to_pil())
    assert code.text == SITE + PAGES["month"][1:]
    at = code.position
    wide = (at.top_right.x - at.top_left.x) / 150 * 25.4
    assert 20 <= wide <= 30  # millimetres, without the quiet zone
    page.close()


@browsing
def test_paper_has_the_code_where_the_browser_knows_no_new_style(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("CSS.supports = () => false")
    open_page(page, address + PAGES["notice"])
    assert not page.evaluate("document.querySelector('.gk-qr').open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelector('.gk-qr').open")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("document.querySelector('.gk-qr').open")
    page.close()


# --- 封面 ------------------------------------------------------------------------------------


def test_a_card_has_title_words_address_and_cover(samples: Path) -> None:
    for to, folder in shared(samples).items():
        said = properties(folder)
        assert said["og:url"] == SITE + to
        assert said["og:title"]
        assert said["og:description"]
        assert (said["og:image:width"], said["og:image:height"]) == ("480", "480")
        mine = folder / "cover.png"
        picture = samples / "site" / said["og:image"].removeprefix(SITE)
        assert picture == (mine if mine.is_file() else samples / "site" / to.split("/")[0] / "cover.png")
        with Image.open(picture) as image:
            assert (image.format, image.mode, image.size) == ("PNG", "P", (480, 480))
    board = samples / "site/shifan"
    own = {path.parent.relative_to(board).as_posix() for path in board.rglob("cover.png")}
    assert {".", "finance/2026", "finance/2026-10", "notices/2026-11-farmland-lease", "honors/2025-xingji"} <= own
    assert not own & {"finance", "notices", "honors"}, "lists share the board's cover"
    assert "og:image" not in properties(samples / "site/shifan/search")


def test_a_cover_is_small(samples: Path) -> None:
    assert all(path.stat().st_size <= 15_000 for path in (samples / "site").rglob("cover.png"))
    title = "关于三组道路硬化工程结算和第四季度集体资产承包租赁合同的公示"
    longest = Cover(title * 3, (("公示", "2026年12月10日"), ("至", "2026年12月24日")))
    assert len(cover.cover_png(longest, "黄河故道示范新村", True)) <= 15_000


WITH_COVERS = ("finance/2026-10.md", "notices/2026-11-farmland-lease.md", "notices/2004-03-creation-plan.md")


def test_a_cover_says_what_the_page_says(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn, word for word: 示例数据 where and only where the page says it."""
    drawn: dict[str, tuple[Cover, str, bool]] = {}

    def draw(what: Cover, village: str, sample: bool, band: str) -> bytes:
        assert band == BAND
        drawn[what.title] = what, village, sample
        return b""

    monkeypatch.setattr("generator.site.docs.cover_png", draw)
    docs: list[str] = []
    for slug in ("shifan", "dongxian"):
        _, plan, _ = plan_board(BoardTask(samples, slug, load_site(samples)[0], TODAY))
        assert plan
        wanted = [item for item in plan.items if item.name in WITH_COVERS]
        assert wanted
        docs += [text.decode() for item in wanted for path, text in item.make().items() if path == "finance/2026-10.md"]
    what, village, sample = drawn["2026年10月收支"]
    assert (village, sample) == ("示范村", True)
    assert what.lines == (("收入", "79,168.83"), ("支出", "49,694.40"), ("结余", "279,467.48"))
    notice = drawn["路南片、北圩片机动地发包方案"][0]
    assert notice.lines == (("公示", "2026年11月3日"), ("至", "2026年11月30日"))
    assert all(words in docs[0] for _, words in what.lines)
    assert not drawn["创建计划和村级组织"][2]


def test_the_words_are_really_drawn() -> None:
    said = [("一", "甲村", False), ("二", "甲村", False), ("一", "乙村", False), ("一", "甲村", True)]
    plain, *others = [cover.cover_png(Cover(title), village, sample) for title, village, sample in said]
    assert len({plain, *others}) == len(said)
    with Image.open(io.BytesIO(plain)) as image:
        assert image.convert("RGB").getpixel((2, 2)) == (156, 29, 26)
        assert image.convert("RGB").getpixel((2, 470)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("band", "ground", "letters"),
    [
        ("#0b6e4f", (11, 110, 79), (255, 255, 255)),
        ("gold", (255, 215, 0), (28, 25, 23)),
        ("#fff", (255, 255, 255), (28, 25, 23)),
        ("rgb(1, 2, 3)", (1, 2, 3), (255, 255, 255)),
        ("oklch(0.4 0.1 150)", (156, 29, 26), (255, 255, 255)),
    ],
)
def test_the_band_is_of_the_owners_colour_and_can_be_read(band: str, ground: tuple[int, ...], letters: tuple[int, ...]) -> None:
    with Image.open(io.BytesIO(cover.cover_png(Cover("一"), "甲村", False, band))) as image:
        top = image.convert("RGB").crop((0, 0, cover.SIDE, 104))
    assert top.getpixel((2, 2)) == ground
    assert letters in [colour for _, colour in top.getcolors(999) or ()]


@pytest.mark.parametrize("text", ["", "𠀀〇\t\n", "a" * 300, "第" * 300, "\u202e\U0001f600"])
def test_any_text_can_be_drawn(text: str) -> None:
    made = cover.cover_png(Cover(text, ((text, text), (text, ""), ("余额", "-1.00"))), text, True)
    assert Image.open(io.BytesIO(made)).size == (480, 480)


def test_the_same_bytes_twice(samples: Path) -> None:
    what = Cover("2026年10月收支", (("收入", "79,168.83"), ("支出", "49,694.40"), ("结余", "279,467.48")))
    assert cover.cover_png(what, "示范村", True) == (samples / "site/shifan/finance/2026-10/cover.png").read_bytes()
    assert qr_svg(SITE + "shifan/") == (samples / "site/shifan/qr.svg").read_bytes()


# --- without them ----------------------------------------------------------------------------


def test_without_an_address_there_is_nothing_to_scan_and_no_cover(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    outcome = build.build(root, TODAY)
    assert not outcome.problems
    assert not [*root.rglob("qr.svg"), *root.rglob("cover.png")]
    for page in (root / "site/demo").rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"og:image|og:url|gk-qr|二维码（", text), page


def test_without_the_font_there_are_codes_but_no_covers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (opened, place):
        monkeypatch.setattr(module, "font_file", lambda: None)
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "/data/site.yml": "标题: 甲\n网址: https://www.jiacun.cn/\n"})
    outcome = build.build(root, TODAY)
    assert [p.code for p in outcome.problems] == ["cover-missing"]
    site = root / "site/demo"
    assert (site / "finance/2026-03/qr.svg").is_file()
    assert not list(site.rglob("cover.png"))
    assert "og:image" not in properties(site)
