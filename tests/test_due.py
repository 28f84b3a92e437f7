"""`gongkai due`: as text, as JSON, as a calendar; on three days in the life of the sample board."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from icalendar import Calendar

from generator import board
from generator.build import due
from generator.report.due import BoardDuties, due_as
from tests.conftest import ROOT, TODAY, loaded, write_tree
from tests.problems_for_tests import BAD_LEDGER
from tests.test_cli import gongkai

GOLDEN = Path(__file__).parent / "golden" / "due"
DAYS = ("2026-03-17", "2026-04-17", "2026-11-23")


@cache
def duties(day: date) -> list[BoardDuties]:
    """What the sample board owes that day, by the files as they were read for other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "load_board", lambda root, slug, kinds, before: (loaded(slug)[0], [*loaded(slug)[1]]))
        boards, errors = due(ROOT, day, ["shifan"])
    later = {"attachment-unchecked", "correction-day"}  # photos that are looked at, mistakes that are put right later than that day
    assert {p.code for p in errors} <= later
    return [BoardDuties(*each) for each in boards]


def said(style: str, day: date = TODAY) -> str:
    return due_as(style, duties(day), day)


@pytest.mark.parametrize("day", DAYS)
def test_the_list_of_the_sample_board(day: str, update_golden: bool) -> None:
    expected, text = GOLDEN / f"{day}.txt", said("text", date.fromisoformat(day))
    if update_golden:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def test_no_list_is_left_over() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(DAYS)


def test_json_has_every_period() -> None:
    told = json.loads(said("json"))
    (late,) = [each for each in told if each["state"].startswith("逾期")]
    assert late == {
        "village": "shifan", "item": "F17", "title": "捐赠收支", "period": "2026-Q3", "due": "2026-10-15", "published": False,
        "day": None, "file": None, "state": "逾期 39 天", "days_late": 39, "basis": ["《村民委员会组织法》（2025修正）第三十五条第二项"],
    }  # fmt: skip
    (october,) = [each for each in told if (each["item"], each["period"]) == ("F02", "2026-10")]
    assert (october["published"], october["day"], october["state"]) == (True, "2026-11-08", "按时")
    assert october["file"] == "data/villages/shifan/ledger/2026-10.csv"


def test_a_calendar_has_a_day_for_what_is_to_come_and_what_is_overdue() -> None:
    text = said("ics")
    assert text == said("ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = Calendar.from_ical(text).walk("VEVENT")
    uids = [str(event["uid"]) for event in events]
    assert len(set(uids)) == len(uids) == said("text").count("\n  ")
    first = events[0]
    assert (uids[0], str(first["summary"])) == ("shifan-F17-2026-Q3@gongkailan", "示范村：2026年第三季度捐赠收支（逾期 39 天）")
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 10, 15), date(2026, 10, 16))
    assert first.decoded("dtstamp").date() == TODAY
    assert "第三十五条" in str(first["description"])
    later = Calendar.from_ical(said("ics", date(2026, 11, 24))).walk("VEVENT")
    assert [str(event["uid"]) for event in later] == uids


def test_the_verb_lists_boards_and_tells_what_it_could_not_read(tmp_path: Path) -> None:
    done = gongkai("due", "--today", "2026-11-23")
    assert done.returncode == 0
    assert done.stdout.startswith("东咸村（dongxian）：")
    assert "\n示范村（shifan）：逾期 1 期" in done.stdout
    assert gongkai("due", "--today", "2026-11-23", "--village", "shifan", "--format", "ics").stdout.startswith("BEGIN:VCALENDAR")
    invalid = gongkai("due", "-C", str(write_tree(tmp_path, {"ledger/2026-03.csv": BAD_LEDGER})), "--today", "2026-04-10")
    assert invalid.returncode == 1
    assert "2026年4月收支明细" in invalid.stdout
    assert "balance-mismatch" in invalid.stderr
    assert gongkai("due", "--format", "xml").returncode == 2
