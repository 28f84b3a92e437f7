"""`make heights`: how tall the pages are on a phone, the tallest first; ARGS="--site FOLDER" measures a site that is there already."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from generator import build
from tests.browser import TOUCHED, chromium, served
from tests.conftest import TODAY, copy_samples

WIDTH = 390
TALLEST = 10


def heights(site: Path, browser: Browser) -> list[tuple[int, str]]:
    """(CSS pixels of normal text, page), the tallest first."""
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    context = browser.new_context(**{**TOUCHED, "viewport": {"width": WIDTH, "height": 844}}, service_workers="block")
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    measured = []
    with served(site) as address:
        for name in pages:
            page.goto(f"{address}/{name}/", wait_until="load")
            measured.append((page.evaluate("document.documentElement.scrollHeight"), name))
    context.close()
    return sorted(measured, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a site that is built; without it the samples are built")
    parser.add_argument("--first", type=int, default=TALLEST)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = given.site
        if not site:
            build.build(copy_samples(Path(folder) / "root"), TODAY)
            site = Path(folder) / "root/site"
        for height, name in heights(site, browser)[: given.first]:
            print(f"{height:7,} px  {name}")


if __name__ == "__main__":
    main()
