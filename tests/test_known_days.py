"""Days known to the year or the month only are shown as known, and never made into a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from generator.check.registers import age_known
from generator.config import Context, SiteConfig, Village
from generator.kinds import kind_named
from generator.known_days import bounds, parse_when, when_cn
from generator.load.csv_file import csv_grids
from generator.load.table import read_table
from generator.load.xlsx_file import cell_text
from tests.conftest import TODAY

Run = Callable[..., list[tuple[str, int, int, str]]]
ASSETS = "编号,名称,类别,数量,原值,累计折旧,取得日期\n固001,门面房,房屋,1,86000,,{}\n"
DEBTS = "类别,对方,事由,发生日期,余额\n债权,样例回收站,租金,{},2400\n"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2015", "2015年"), ("2015年", "2015年"), ("２０１５年", "2015年"), ("二〇一五年", "2015年"), ("2015年度", "2015年"),
        ("2015年底", "2015年"),
        ("2015-06", "2015年6月"), ("2015.6", "2015年6月"), ("2015/6", "2015年6月"), ("2015年6月", "2015年6月"), ("2015年06月", "2015年6月"),
        ("201506", "2015年6月"), ("二〇一五年六月", "2015年6月"),
        ("2015-06-30", date(2015, 6, 30)), ("2015年6月30日", date(2015, 6, 30)), ("20150630", date(2015, 6, 30)), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_what_is_known_is_kept(text: str, known: object) -> None:
    assert parse_when(text) == known


@pytest.mark.parametrize("text", ["2015-13", "2015-00", "15年", "1848", "2015-6-31", "很早", "6月"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        parse_when(text)


def test_between_which_days_it_can_have_been() -> None:
    assert bounds("2016年2月") == (date(2016, 2, 1), date(2016, 2, 29))
    assert bounds("2015年12月") == (date(2015, 12, 1), date(2015, 12, 31))
    assert bounds("2015年") == (date(2015, 1, 1), date(2015, 12, 31))
    assert bounds(None) is None
    assert [when_cn(known) for known in ("2015年6月", date(2015, 6, 3), None)] == ["2015年6月", "2015年6月3日", ""]


@pytest.mark.parametrize(
    ("since", "age"),
    [("2020年", "3 年以上"), ("2024年9月", "2—3 年"), ("2024年10月", "1—2 年"), ("2024年", None), (date(2026, 1, 1), "1 年以内")],
)
def test_how_old_a_sum_is_where_it_can_be_told(since: object, age: str | None) -> None:
    assert age_known(since, date(2026, 9, 30)) == age


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2015", []),
        ("2024-06", []),
        ("2024年", ["bad-date"]),
        ("2026-10", ["date-after-period"]),
        ("2027年", ["date-after-period"]),
        ("六月", ["bad-date"]),
    ],
)
def test_a_debt_is_as_old_as_it_is_known_to_be(since: str, expected: list[str], problems_of: Run) -> None:
    assert [code for code, *_ in problems_of({"debts/2026-Q3.csv": DEBTS.format(since)})] == expected


@pytest.mark.parametrize(("name", "key", "text"), [("assets", "2026", ASSETS), ("debts", "2026-Q3", DEBTS)])
@pytest.mark.parametrize("written", ["2015", "2015-06"])
def test_the_page_shows_what_is_known_and_no_day(name: str, key: str, text: str, written: str, problems_of: Run) -> None:
    assert problems_of({f"{name}/{key}.csv": text.format(written)}) == []
    kind = kind_named(name)
    assert kind
    data, _ = read_table(csv_grids(text.format(written), "x.csv")[0], kind, "x.csv", key)
    assert data
    (page,) = kind.pages((data,), Context(SiteConfig(), Village("demo", "甲村"), TODAY))
    shown = repr(page.make(*page.uses))
    assert {"2015": "'2015年'", "2015-06": "'2015年6月'"}[written] in shown
    assert not re.search(r"2015-0\d-\d\d|date\(2015", shown)


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('yyyy"年"m"月"', "2015-06"),
        ("mmm-yy", "2015-06"),
        ("yyyy-mm-dd", "2015-06-01"),
        ("yyyy/m/d;@", "2015-06-01"),
        ("[$-804]yyyy\\年m\\月", "2015-06"),
    ],
)
def test_a_workbook_that_made_a_first_of_the_month_of_it(number_format: str, text: str) -> None:
    assert cell_text(datetime(2015, 6, 1), number_format) == text


def test_a_workbook_that_hides_the_day_still_has_it() -> None:
    assert cell_text(datetime(2015, 6, 5), "yyyy-mm") == "2015-06-05"
