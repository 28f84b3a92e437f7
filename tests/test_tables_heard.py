"""A table is a table for those who listen: on a phone, where its rows are cards, as on a wide screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PHONE, fewer, tab
from tests.conftest import TODAY, deep
from tests.test_browser import PAGES

ROLES = {"table": ["table"], "thead": ["rowgroup"], "tbody": ["rowgroup"], "tfoot": ["rowgroup"], "tr": ["row"]}
ROLES |= {"td": ["cell"], "th": ["columnheader", "rowheader"]}
HEARD = {
    **{name: PAGES[name] for name in ("month", "year", "notice with a wide table", "honor roll", "catalogue", "parts")},
    "table in Markdown": "/shifan/notices/2026-10-finance-q3/",
}
CELLS = ("cell", "gridcell", "rowheader", "columnheader")


class Unsaid(HTMLParser):
    """Tags of tables that do not say what they are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "table":
            self.inside = "class" in known  # one without is written in Markdown, and table.js names its roles
        if self.inside and tag in ROLES and known.get("role") not in ROLES[tag]:
            self.found.append(f"{tag} {known}")
        if tag == "th" and self.inside and (known.get("role") == "columnheader") != (known.get("scope") == "col"):
            self.found.append(f"{tag} {known}")


def test_every_table_of_ours_says_its_roles(samples: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (samples / "site").rglob("*.html")]
    assert sum(page.count("<table role=") for page in pages) > 200
    assert [said for page in pages for said in Unsaid(page).found] == []


def test_one_that_says_nothing_is_found() -> None:
    assert Unsaid('<table class="gk-table" role="table"><tr><td>').found == ["tr {}", "td {}"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **PHONE) as opened:
        yield opened


Row = list[tuple[str, str]]


def tables(page: Page) -> list[tuple[str, list[Row]]]:
    """What the browser tells a screen reader of each table: its name, and the role and name of each cell of each row."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def role(node: dict[str, Any]) -> str:
        return str(node.get("role", {}).get("value", ""))

    def name(node: dict[str, Any]) -> str:
        return re.sub(r"\s+", "", str(node.get("name", {}).get("value", "")))

    def below(node: dict[str, Any], wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        for child in (by_id[key] for key in node.get("childIds", ()) if key in by_id):
            if role(child) in wanted and not child.get("ignored"):
                yield child
            else:
                yield from below(child, wanted)

    return [
        (name(node), [[(role(cell), name(cell)) for cell in below(row, CELLS)] for row in below(node, ("row",))])
        for node in below(nodes[0], ("table",))
    ]


@pytest.mark.browser
@pytest.mark.xdist_group("browser2")
@pytest.mark.parametrize("at", HEARD)
def test_on_a_phone_a_card_is_still_a_row_below_its_columns(at: str, page: Page, address: str) -> None:
    page.goto(address + HEARD[at])
    if not deep():
        fewer(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")  # what is folded is not heard
    phone = tables(page)
    shown = page.locator("article table").evaluate_all("all => all.map(t => [...t.tHead.rows[0].cells].map(c => c.textContent.trim()))")
    assert len(phone) == len(shown) > 0
    for (title, rows), columns in zip(phone, shown, strict=True):
        assert title or at == "table in Markdown"
        assert rows[0] == [("columnheader", re.sub(r"\s+", "", column)) for column in columns]
        assert [row for row in rows if len(row) != len(columns)] == []
        assert {role for row in rows[1:] for role, _ in row} <= {"cell", "gridcell", "rowheader"}
    page.set_viewport_size({"width": 1280, "height": 740})
    wide = tables(page)
    assert [(title, [[role for role, _ in row] for row in rows]) for title, rows in phone] == [
        (title, [[role for role, _ in row] for row in rows]) for title, rows in wide
    ]
