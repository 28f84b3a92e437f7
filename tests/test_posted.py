"""When, for how long and on whose word a page is public; what the board owes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from generator import values
from generator.board import plan_board, read_board
from generator.check.clock import owed
from generator.config import Context, SiteConfig, Village
from generator.kinds import kind_named
from generator.posted import Posted
from generator.task import BoardTask
from tests.browser import PHONE, tab
from tests.conftest import LEDGER_HEADER, TODAY, docs_of, loaded

MONTH = f"{LEDGER_HEADER}\n,,上月余额,,,,100.00\n2026-10-08,记-001,付电费,管理费用,,10.00,90.00\n,,合计,,0,10.00,90.00\n"
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS, st.sampled_from(("至", " 至 ", "到", "—", "——", " - ", "~")))
def test_a_span_is_read_as_people_write_it(start: date, end: date, between: str) -> None:
    assert values.parse_span(f"{start}{between}{end}") == (start, end)
    assert values.parse_span(f"自{values.date_cn(start)}起{between}{values.date_cn(end)}止") == (start, end)


@pytest.mark.parametrize(
    "said",
    [
        "公开日：2026-11-01\n公示期：2026-11-01 至 2026-11-20\n审核：李样本，同意公开\n",
        "公布日期,2026年11月1日,,,,,\n公示时间：2026年11月1日—2026年11月20日,,,,,,\n制表人：王示例,,监委会审核：李样本，同意公开,,,,\n",
    ],
)
def test_lines_below_a_table_are_said_on_its_page(said: str, problems_of: Callable, tmp_path) -> None:  # type: ignore[no-untyped-def, type-arg]
    assert problems_of({"ledger/2026-10.csv": MONTH + said}) == []
    task = BoardTask(tmp_path, "demo", SiteConfig(), TODAY)
    (data,) = read_board(task)[0].datasets["ledger"]
    context = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
    page = list(kind_named("ledger").pages((data,), context))[-1]  # type: ignore[union-attr]
    expected = Posted(date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 20), "李样本，同意公开")
    assert page.posted == expected
    assert len(data.rows) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("公开日：26/11/1", "bad-date"),
        ("公示期：11月", "bad-date"),
        ("公示期：2026-11-01 至 2026-11-05", "posting-short"),
        ("公示期：2026-11-20 至 2026-11-01", "posting-order"),
        ("公开日：2026-12-24", "future-date"),
    ],
)
def test_what_is_wrong_with_such_a_line_is_told_at_its_row(said: str, code: str, problems_of: Callable) -> None:  # type: ignore[type-arg]
    found = problems_of({"ledger/2026-10.csv": MONTH + said + "\n"})
    assert [(c, row) for c, row, *_ in found] == [(code, 5)]


def test_what_was_not_stated_is_said_to_be_missing(problems_of: Callable, tmp_path) -> None:  # type: ignore[no-untyped-def, type-arg]
    problems_of({"ledger/2026-10.csv": MONTH})
    _, plan, _ = plan_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))
    assert plan
    assert docs_of(plan)["finance/2026-10.md"].decode().count("没有写明") == 4  # 审核 above the rows too


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (SiteConfig(), ("2026年11月收支明细", date(2026, 12, 15))),
        (SiteConfig(finance_day=8), ("2026年11月收支明细", date(2026, 12, 8))),
        (SiteConfig(finance_every=3), ("2026年第四季度收支明细", date(2027, 1, 15))),
    ],
)
def test_the_next_accounts_are_due_on_the_stated_day(site: SiteConfig, expected: tuple[str, date]) -> None:
    data, _ = loaded("shifan")
    context = Context(site, Village("shifan", "示范村"), TODAY)
    (accounts,) = [item for item in owed(context, {"ledger": data.datasets["ledger"]}) if item.code == "F02"]
    assert accounts.next
    assert (accounts.next.what, accounts.next.by) == expected


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("path", ["/shifan/", "/shifan/finance/2026-10/", "/shifan/search/"])
def test_a_copy_read_after_the_next_day_says_so(path: str, browser: Browser, address: str) -> None:
    for day, late in (("2026-12-15", ""), ("2026-12-18", "逾期 3 天")):
        with tab(browser, TODAY, **PHONE) as page:
            page.clock.set_fixed_time(f"{day}T09:00:00")
            page.goto(address + path)
            note = page.locator('.gk-overdue[data-until="2026-12-15"]')
            if late:
                expect(note).to_contain_text(late)
                expect(note).to_contain_text("2026年11月「收支明细」「卫生评比」应当在 2026年12月15日以前公开")
            else:
                expect(note).to_be_hidden()


def test_a_closed_board_owes_nothing(samples) -> None:  # type: ignore[no-untyped-def]
    home = (samples / "site/dongxian/index.html").read_text(encoding="utf-8")
    assert "gk-overdue" not in home
    assert "本栏从 2005年1月1日起不再更新" in home
