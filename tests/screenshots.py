"""`make screenshot`: pictures of real pages in a real browser, for the README and for people to compare."""

from __future__ import annotations

import tempfile
from pathlib import Path

from generator import build
from tests.browser import chromium, served
from tests.conftest import TODAY, copy_samples

FOLDER = Path(__file__).parent / "screenshots"
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
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_samples(Path(folder) / "root")
        build.build(root, TODAY)
        with served(root / "site") as address, chromium() as browser:
            for name, (path, width, height, dark) in SHOTS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    device_scale_factor=1.5,
                    is_mobile=True,
                    color_scheme="dark" if dark else "light",
                    locale="zh-CN",
                )
                page = context.new_page()
                page.clock.install(time=f"{TODAY}T09:00:00")
                if "large" in name:
                    page.add_init_script("localStorage.setItem('gongkai.large', '1')")
                page.goto(address + path, wait_until="networkidle")
                page.screenshot(path=FOLDER / f"{name}.png")
                context.close()
                print(f"{name}.png")


if __name__ == "__main__":
    main()
