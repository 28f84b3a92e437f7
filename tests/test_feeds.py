"""Feeds and the calendar: what the standards ask for, ids and days that stay, nothing of what was taken down."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from icalendar import Calendar

from generator import build
from generator.config import SiteConfig
from generator.shown import folder
from generator.site.board_feeds import fed_to, feed_of_all
from generator.site.calendar import CalendarDay, calendar, without
from generator.site.feeds import MOST, Feed, FeedEntry, atom, feed_id, json_feed, newest, read_feed
from tests.conftest import LEDGER_HEADER, TODAY, write_tree
from tests.feed_rules import ATOM, GONE, atom_faults, calendar_faults, json_faults
from tests.test_taken_down import NOTICE

DAY = date(2026, 11, 8)
ENTRIES = tuple(
    FeedEntry(feed_id("a", str(n)), f"甲 & 乙 <{n}>", f"finance/2026-0{n}/", f"第 {n} 页。", DAY - timedelta(n), DAY, "财务公开")
    for n in (1, 2)
)
FEED = Feed(feed_id("a"), "甲村公开栏", "甲村", "finance/", "https://example.org/demo/", ENTRIES, ((feed_id("a", "9"), DAY),))


@pytest.mark.parametrize("url", ["https://example.org/demo/", ""])
def test_what_the_standards_ask_for(url: str) -> None:
    feed = replace(FEED, url=url)
    assert atom_faults(atom(feed), bool(url)) == []
    assert json_faults(json_feed(feed), bool(url)) == []
    assert read_feed(json_feed(feed)) == feed
    href = [link.get("href") for link in Xml.fromstring(atom(feed)).findall(f"{ATOM}entry/{ATOM}link")]
    assert href == [f"{url}finance/2026-0{n}/" if url else f"2026-0{n}/" for n in (1, 2)]


def test_an_id_is_the_same_for_the_same_words_and_looks_like_no_number() -> None:
    names = [feed_id("371426101200", "demo", f"finance/{n}.md") for n in range(500)]
    assert len(set(names)) == len(names)
    assert names[0] == feed_id("371426101200", "demo", "finance/0.md")
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) for name in names)
    assert not any(re.search(r"\d(-?\d){4}", name) for name in names)


def test_the_newest_come_first_and_the_rest_is_left_out() -> None:
    many = [FeedEntry(feed_id(str(n)), str(n), f"{n}/", "", DAY - timedelta(n), DAY - timedelta(n)) for n in range(MOST + 5)]
    assert [entry.title for entry in newest(reversed(many))] == [str(n) for n in range(MOST)]


def test_of_what_was_taken_down_nothing_is_left_but_its_id() -> None:
    left = FEED.without({"finance/2026-01/"}, TODAY)
    for data in (atom(left), json_feed(left)):
        assert b"2026-01" not in data
        assert ENTRIES[0].title.encode() not in data
        assert ENTRIES[0].id.encode() in data
    assert atom_faults(atom(left), True) == []
    assert left.gone[-1] == (ENTRIES[0].id, TODAY)
    assert left.updated == TODAY


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"items": [1]}', b'{"_gongkai": {}, "items": []}'])
def test_what_is_no_feed_of_ours_is_none(data: bytes) -> None:
    assert read_feed(data) is None


def test_the_calendar_is_one_that_phones_take() -> None:
    days = [
        CalendarDay(feed_id(str(n)), "公示：路南片、北圩片机动地发包方案" * n, DAY, DAY + timedelta(n), DAY, f"notices/{n}/")
        for n in (1, 3)
    ]
    days += [replace(days[0], id=feed_id("5"), title="甲, 乙; 丙\\丁\n戊：「己」", address="https://example.org/demo/notices/1/")]
    data = calendar("甲村, 公开栏", days)
    assert calendar("甲村, 公开栏", days) == data
    assert calendar_faults(data) == []
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [day.title for day in days]
    assert [event.decoded("dtend") for event in events] == [DAY + timedelta(n) for n in (2, 4, 2)]
    assert all(event.get("uid") and event.get("dtstamp") for event in events)
    left = without(data, {"notices/1/"})
    assert [str(event["uid"]) for event in Calendar.from_ical(left).walk("VEVENT")] == [days[1].id]
    assert without(left, {"notices/3/"}) == calendar("甲村公开栏", []) == b""


def test_the_sample_boards_and_the_page_over_them_have_theirs(samples: Path) -> None:
    site = samples / "site"
    paths = sorted(file.relative_to(site).with_suffix("").as_posix() for file in site.rglob("feed.json"))
    assert {"feed", "shifan/feed", "shifan/finance/feed", "shifan/notices/feed", "dongxian/feed"} <= set(paths)
    for path in paths:
        data, xml = (site / f"{path}.json").read_bytes(), (site / f"{path}.xml").read_bytes()
        assert (atom_faults(xml, True), json_faults(data, True)) == ([], []), path
        (at,) = (link.get("href") for link in Xml.fromstring(xml).findall(f"{ATOM}link") if link.get("rel") == "self")
        assert at == f"https://gongkai.example.org/{path}.xml"
        feed = read_feed(data)
        assert feed
        below = path.partition("/")[0] if "/" in path else ""
        for entry in feed.entries:
            page = site / below / entry.place / "index.html"
            assert entry.title.rpartition("：")[2] in page.read_text(encoding="utf-8"), entry.place
    days = (site / "shifan/calendar.ics").read_bytes()
    assert calendar_faults(days) == []
    events = Calendar.from_ical(days).walk("VEVENT")
    for beginning in ("公示：", "应当公开：", "村民代表会议："):
        assert any(str(event["summary"]).startswith(beginning) for event in events), beginning
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_pages_name_the_feeds_they_belong_to(samples: Path) -> None:
    def named(page: str) -> set[str]:
        text = (samples / "site" / page / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', text)
        return {f"{type_} {(Path('/', page) / to).resolve()}" for type_, to in links}

    assert named("shifan") == {
        "application/atom+xml /shifan/feed.xml", "application/feed+json /shifan/feed.json", "text/calendar /shifan/calendar.ics",
    }  # fmt: skip
    assert named("shifan/finance/2026-10") == {
        "application/atom+xml /shifan/feed.xml", "application/atom+xml /shifan/finance/feed.xml",
        "application/feed+json /shifan/finance/feed.json",
    }  # fmt: skip
    assert named(".") == {"application/atom+xml /feed.xml", "application/feed+json /feed.json"}


LEDGER = f"{LEDGER_HEADER}\n,,上月余额,,,,10000.00\n2026-03-05,记-001,付水泵维修费,公益支出,,860.00,9140.00\n公开日：2026-04-08\n"


def test_the_same_data_give_the_same_feed_on_any_day_and_a_board_that_moves_keeps_its_ids(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER})
    build.build(root, TODAY)
    before = (root / "site/demo/feed.json").read_bytes()
    build.build(root, TODAY + timedelta(days=1))
    assert (root / "site/demo/feed.json").read_bytes() == before
    settings = root / "data/villages/demo/village.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "曾用网址: demo\n", encoding="utf-8")
    (root / "data/villages/demo").rename(root / "data/villages/zhen")
    build.build(root, TODAY)
    old, new = read_feed(before), read_feed((root / "site/zhen/feed.json").read_bytes())
    assert old
    assert new
    assert [(entry.id, entry.place) for entry in new.entries] == [(entry.id, entry.place) for entry in old.entries]
    assert {entry.place for entry in new.entries} == {f"{folder('finance/2026-03.md')}/"}


def test_a_page_that_had_to_go_leaves_a_tombstone(tmp_path: Path) -> None:
    notice = NOTICE.format(title="修鹔路", more="公示起: 2026-11-02\n公示止: 2026-11-30\n", body="正文。")
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER, "notices/road.md": notice})
    assert build.build(root, TODAY).boards[0].built
    feed = read_feed((root / "site/demo/notices/feed.json").read_bytes())
    assert feed
    (entry,) = feed.entries
    write_tree(root, {"notices/road.md": notice.replace("范围: 社会", "范围: 村民"), "ledger/2026-03.csv": LEDGER.replace("9140", "9150")})
    outcome = build.build(root, TODAY)
    assert [taken.pages for taken in outcome.taken] != []
    for path in ("feed", "notices/feed"):
        left = Xml.fromstring((root / f"site/demo/{path}.xml").read_bytes())
        assert [each.get("ref") for each in left.findall(f"{GONE}deleted-entry")] == [entry.id]
        assert "鹔" not in (root / f"site/demo/{path}.json").read_text(encoding="utf-8")
    assert not (root / "site/demo/calendar.ics").exists(), "it told of nothing else"


def test_a_notice_that_a_clerk_takes_down_leaves_a_tombstone_of_that_day(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path,
        {"ledger/2026-03.csv": LEDGER, "notices/road.md": NOTICE.format(title="修鹔路", more="撤下日: 2026-11-20\n", body="正文。")},
    )
    build.build(root, date(2026, 11, 19))
    feed = read_feed((root / "site/demo/notices/feed.json").read_bytes())
    assert feed
    build.build(root, TODAY)
    left = read_feed((root / "site/demo/notices/feed.json").read_bytes())
    assert left
    assert (left.entries, left.gone) == ((), ((feed.entries[0].id, date(2026, 11, 20)),))


def test_a_page_whose_file_a_clerk_deletes_leaves_a_tombstone_though_no_history_knows_it(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER, "notices/road.md": NOTICE.format(title="修鹔路", more="", body="正文。")})
    build.build(root, date(2026, 11, 19))
    feed = read_feed((root / "site/demo/notices/feed.json").read_bytes())
    assert feed
    (root / "data/villages/demo/notices/road.md").unlink()
    for day in (date(2026, 11, 20), date(2026, 11, 21)):  # and it stays
        build.build(root, day)
        for path in ("notices/feed", "feed"):
            left = read_feed((root / f"site/demo/{path}.json").read_bytes())
            assert left
            assert left.gone == ((feed.entries[0].id, date(2026, 11, 20)),)
            assert atom_faults((root / f"site/demo/{path}.xml").read_bytes(), False) == []
    over_all = feed_of_all(SiteConfig(), {"demo": root / "site/demo"})
    assert over_all
    assert over_all.gone == left.gone


def test_over_many_boards_only_those_are_read_that_have_something_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    luck = random.Random(1)
    places, whole = {}, list[FeedEntry]()
    for slug in (f"v{n:03d}" for n in range(60)):
        days = [DAY - timedelta(luck.randrange(3 if slug < "v040" else 90)) for _ in range(5)]
        entries = [FeedEntry(feed_id(slug, str(n)), "\"date_modified\": \"2099-01-01T", f"{n}/", "一页", day, max(day, luck.choice(days)))
                   for n, day in enumerate(days)]  # fmt: skip
        board = Feed(feed_id(slug), slug, slug, entries=newest(entries), gone=((feed_id(slug, "9"), DAY),) if slug == "v059" else ())
        places[slug] = tmp_path / slug
        write_tree(tmp_path, {f"/{slug}/feed.json": json_feed(board)})
        whole += [replace(each, title=f"{slug}：{each.title}", place=f"{slug}/{each.place}", section=slug) for each in board.entries]
    for name, text in (("nothing", "{}"), ("no-day", json_feed(FEED).decode().replace("2026-11-08T", "2026-99-99T"))):
        places[name] = tmp_path / name
        write_tree(tmp_path, {f"/{name}/feed.json": text})
    asked: list[bytes] = []
    monkeypatch.setattr("generator.site.board_feeds.read_feed", lambda data: (asked.append(data), read_feed(data))[1])
    over_all = feed_of_all(SiteConfig(), places)
    assert over_all
    assert over_all.entries == newest(whole)
    assert over_all.gone == ((feed_id("v059", "9"), DAY),)
    assert len(asked) < 30
    fed = {slug: fed_to(place) for slug, place in places.items()}
    read: list[str] = []
    monkeypatch.setattr("generator.site.board_feeds._read", lambda file: (read.append(file), Path(file).read_bytes())[1])
    assert feed_of_all(SiteConfig(), places, fed) == over_all
    assert len(read) < 30, "what is known of a board's feed need not be read"
