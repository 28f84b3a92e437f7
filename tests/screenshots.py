"""`make screenshot`: pictures of real pages in a real browser, for the README and for people to compare; and of sheets, for the guide."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from generator import build, handbook
from generator.wall import PrintOrder, hang
from tests.browser import chromium, served
from tests.conftest import TODAY, copy_samples

FOLDER = Path(__file__).parent / "screenshots"
GUIDE = Path(handbook.__file__).parent
SHEETS, SHEET_WIDTH = ("month", "notice", "roll"), 330
"""Sorts of sheets that the guide shows, and how many pixels wide."""
SHOTS = {
    "home-390": ("/shifan/", 390, 844, False),
    "month-360": ("/shifan/finance/2026-10/", 360, 1400, False),
    "notice-360": ("/shifan/notices/2026-11-farmland-lease/", 360, 1400, False),
    "honors-360": ("/shifan/honors/2025-xingji/", 360, 1400, False),
    "portal-360": ("/", 360, 740, False),
    "month-dark-360": ("/shifan/finance/2026-10/", 360, 900, True),
    "home-360": ("/shifan/", 360, 740, False),
    "portal-search-360": ("/search/?q=电费", 360, 900, False),
    "search-360": ("/shifan/search/?q=保洁员", 360, 900, False),
    "home-large-360": ("/shifan/", 360, 900, False),
    "year-360": ("/shifan/finance/2026/", 360, 1400, False),
    "proof-360": ("/shifan/finance/proof/", 360, 1400, False),
    "home-dark-360": ("/shifan/", 360, 740, True),
    "month-large-360": ("/shifan/finance/2026-10/#r1", 360, 1400, False),
    "honors-dark-360": ("/shifan/honors/2025-xingji/", 360, 900, True),
    "honors-large-360": ("/shifan/honors/2025-xingji/#r1", 360, 900, False),
    "contracts-360": ("/shifan/holdings/contracts/2026-Q3/", 360, 1400, False),
    "contracts-large-dark-360": ("/shifan/holdings/contracts/2026-Q3/#r1", 360, 900, True),
    "trial-360": ("/shifan/finance/trial/2025-Q4/", 360, 1400, False),
    "posts-360": ("/shifan/life/posts/2021-term/", 360, 1400, False),
    "old-month-360": ("/dongxian/finance/2004-12/", 360, 1400, False),
    "old-roll-360": ("/dongxian/honors/2004/", 360, 900, False),
    "holdings-360": ("/shifan/holdings/", 360, 1400, False),
    "corrected-360": ("/shifan/finance/2026-09/", 360, 2400, False),
    "corrections-360": ("/shifan/corrections/", 360, 1400, False),
    "record-360": ("/shifan/record/", 360, 1600, False),
}
SHAPES = {"shapes-360": 360, "shapes-dark-360": 360, "shapes-large-360": 360, "shapes-large-dark-360": 360, "shapes-a4": 794}
"""Each shape that a table has, in every look; on paper all are tables."""
BETWEEN = """() => {
    const top = id => document.getElementById(id).getBoundingClientRect().top + scrollY;
    return {x: 0, y: top('bill') - 12, width: innerWidth, height: top('trend') - top('bill') - 12};
}"""


def smaller(png: bytes) -> bytes:
    """The same picture in 256 colours, which a page of text does not exceed by much: a third of the bytes."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def posters(root: Path) -> None:
    """The sheets that the guide for clerks shows, as small as their look can be told."""
    import pypdfium2

    for sort in SHEETS:
        made, problems = hang(root, TODAY, ("shifan",), "public", PrintOrder(sort), root / "hung")
        (sheet,) = (file for board in made for file in board.files if file.suffix == ".pdf")
        page = pypdfium2.PdfDocument(sheet)[0]
        drawn = page.render(scale=SHEET_WIDTH / page.get_width()).to_pil().convert("RGB")
        drawn.quantize(16, dither=Image.Dither.NONE).save(GUIDE / f"poster-{sort}.png", "PNG", optimize=True)
        print(f"poster-{sort}.png", *problems)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_samples(Path(folder) / "root")
        build.build(root, TODAY)
        posters(root)
        with served(root / "site") as address, chromium() as browser:
            for name, (path, width, height, dark) in SHOTS.items():
                with looked_at(browser, name, width, height, dark) as page:
                    page.goto(address + path, wait_until="networkidle")
                    (FOLDER / f"{name}.png").write_bytes(smaller(page.screenshot()))
            for name, width in SHAPES.items():
                with looked_at(browser, name, width, 900, "dark" in name) as page:
                    page.emulate_media(media="print" if "a4" in name else "screen")
                    page.goto(f"{address}/shifan/guide/parts/", wait_until="networkidle")
                    shown = page.screenshot(full_page=True, clip=page.evaluate(BETWEEN))
                    (FOLDER / f"{name}.png").write_bytes(smaller(shown))


@contextmanager
def looked_at(browser: Browser, name: str, width: int, height: int, dark: bool) -> Iterator[Page]:
    """A phone of that width, as the name says in 大字."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=1.5,
        is_mobile=True,
        color_scheme="dark" if dark else "light",
        locale="zh-CN",
        service_workers="block",
    )
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    if "large" in name:
        page.add_init_script("localStorage.setItem('gongkai.large', '1')")
    yield page
    context.close()
    print(f"{name}.png")


if __name__ == "__main__":
    main()
