"""Words that depend on the day are one table: pages say them for the day of the build, board.js for the reader's, and both the same."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser

from generator.day_words import SOON, WORDS, BadgeMode, Mode, day_badge, on_day, uncounted
from generator.shown import Tone
from tests.browser import PHONE, tab
from tests.conftest import ROOT, TODAY

SCRIPT = ROOT / "theme_overrides/assets/gongkai/board.js"
LEFT = (-400, -1, 0, 1, *(days + more for days in SOON.values() for more in (0, 1)))
MODES = [mode for mode in WORDS if mode not in ("since", "overdue")]


@pytest.mark.parametrize(
    ("mode", "left", "starts", "said"),
    [
        ("posting", 9, 1, ("plain", "11月24日开始公示")),
        ("posting", 9, 0, ("now", "公示中，还剩 9 天")),
        ("posting", 0, -3, ("now", "公示中，今天最后一天")),
        ("posting", -1, -3, ("off", "公示期满")),
        ("term", 0, -3, ("good", "有效，到 2026-11-23")),
        ("term", -1, -3, ("off", "已到期（2026-11-22）")),
        ("term-short", -1, -3, ("off", "已到期")),
        ("due", 1, None, ("now", "还有 1 天")),
        ("due", 0, None, ("now", "今天最后一天")),
        ("due", -1, None, ("late", "已过 1 天")),
        ("clock", 8, None, ("plain", "未到期，还有 8 天")),
        ("clock", 7, None, ("now", "将到期，还有 7 天")),
        ("clock", 0, None, ("now", "将到期，今天最后一天")),
        ("clock", -2, None, ("late", "逾期 2 天")),
        ("office", 91, None, ("plain", "任期到 2027-02-22")),
        ("office", 90, None, ("now", "任期到 2027-02-21，还有 90 天")),
        ("office", 0, None, ("now", "任期今天满")),
        ("office", -1, None, ("late", "任期已满（2026-11-22）")),
        ("since", 0, None, ("plain", "（0 天前）")),
        ("overdue", 0, None, ("plain", "")),
        ("overdue", -3, None, ("late", " 3 天")),
    ],
)
def test_what_is_said_of_a_day(mode: Mode, left: int, starts: int | None, said: tuple[Tone, str]) -> None:
    start = None if starts is None else TODAY + timedelta(days=starts)
    assert on_day(mode, TODAY, TODAY + timedelta(days=left), start) == said


def test_the_table_is_whole() -> None:
    assert set(WORDS) == set(get_args(Mode))
    assert {tone for words in WORDS.values() for tone, _ in words.values()} <= set(get_args(Tone))


def test_the_script_has_no_words_of_its_own() -> None:
    code = re.sub(r"^\s*//.*$", "", SCRIPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert "gkWords" in code
    assert re.findall(r"[\u4e00-\u9fff]+", code) == []


def test_every_page_asks_for_the_table_before_the_script_that_reads_it(samples: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (samples / "site").rglob("*.html")]
    assert all(p.index("gongkai/words.js") < p.index("gongkai/board.js") for p in pages if "gongkai/board.js" in p)
    told = (samples / "site/shifan/assets/gongkai/words.js").read_text(encoding="utf-8")
    assert told == (samples / "site/assets/gongkai/words.js").read_text(encoding="utf-8")
    assert json.loads(told.removeprefix("self.gkWords = ").rstrip(";\n")) == json.loads(json.dumps({"soon": SOON, "words": WORDS}))


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_script_says_what_the_page_would_have_said_that_day(browser: Browser, address: str) -> None:
    """Badges as pages write them for a day long past; the script of the reader's day must leave each as that day's build would."""
    wanted: list[tuple[str, str, str]] = []
    parts = []
    for mode in MODES:
        for left in LEFT:
            for starts in (None, -500, 1):
                end, start = TODAY + timedelta(days=left), None if starts is None else TODAY + timedelta(days=starts)
                if start and start > end:
                    continue
                tone, text = on_day(mode, TODAY, end, start)
                wanted.append((f"gk-badge gk-{tone}", text, mode))
                parts.append(_badge(mode, end, start))
    with tab(browser, TODAY, **PHONE) as page:
        page.goto(address + "/shifan/guide/parts/")
        badges = page.evaluate(
            """parts => {
              document.querySelector('article').innerHTML = parts;
              dispatchEvent(new Event('pageshow'));
              return [...document.querySelectorAll('article .gk-badge')].map(e => [e.className, e.textContent]);
            }""",
            "".join(parts),
        )
    assert [tuple(one) for one in badges] == [(tone, text) for tone, text, _ in wanted]
    assert len(wanted) > 80


def _badge(mode: Mode, end: date, start: date | None) -> str:
    tone, text = on_day(mode, date(2020, 1, 1), end, start)
    known = "term" if mode == "term-short" else mode
    since = f' data-from="{start}"' if start else ""
    return f'<span class="gk-badge gk-{tone}" data-gk="{known}"{since} data-until="{end}">{text}</span>'


@pytest.mark.parametrize("mode", get_args(BadgeMode))
def test_a_file_that_is_kept_counts_no_days(mode: BadgeMode) -> None:
    """What a download says is the same on every day of one state: only what has come about changes it."""
    end, start = date(2026, 11, 30), date(2026, 11, 1)
    badges = [day_badge(mode, date(2026, 10, 1) + timedelta(n), end, start) for n in range(90)]
    words = {uncounted(badge) for badge in badges}
    assert not any(re.search(r"\d 天", text) for text in words)
    assert 1 < len(words) <= 4
