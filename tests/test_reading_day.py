"""The day of reading decides, not the day of the build: a kept page says by itself what has ended and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import TOUCHED, tab
from tests.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LATER = 23
"""Days after the build: past the last day of two notices (30 November) and of the accounts of October and November (15 December)."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **TOUCHED) as page:
        yield page


def test_a_notice_has_ended_and_an_item_is_overdue_without_a_rebuild(phone: Page, address: str) -> None:
    item = "tr:has-text('2026年11月收支明细') .gk-badge >> nth=0"  # among what comes next, which stands open
    phone.goto(f"{address}/shifan/notices/2026-11-farmland-lease/")
    assert phone.locator(".gk-badge").first.inner_text().startswith("公示中")
    phone.goto(f"{address}/shifan/catalogue/")
    assert phone.locator(item).inner_text().startswith("未到期")
    phone.clock.set_fixed_time(f"{TODAY + timedelta(days=LATER)}T09:00:00")
    phone.goto(f"{address}/shifan/notices/2026-11-farmland-lease/")
    assert phone.locator(".gk-badge").first.inner_text() == "公示期满"
    phone.goto(f"{address}/shifan/catalogue/")
    assert phone.locator(item).inner_text() == "逾期 1 天"
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
