"""查找 over a board of 1,200 pages: many questions, each answered with the exact count; and what a question costs on the wire."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator import values
from generator.findable import Record
from generator.site import search
from tests import many
from tests.browser import PHONE, served, tab, wait_until
from tests.conftest import deep

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

QUESTIONS = 1000 if deep() else 100
FIRST, LATER = 40 * 1024, 15 * 1024
"""Bytes a question may fetch: the first one with the scripts, and each one after it."""

ASK = """async ([questions, years]) => {
  const board = {root: new URL('../', location.href).href, years};
  const told = [];
  for (const query of questions) {
    const found = await gkSearch.find([board], query, '');
    const few = found.results.length > 10 ? [] : found.results; // more are answered by their count
    told.push([found.results.length, await Promise.all(few.map((one) => one.get().then((row) => row.title)))]);
  }
  return told;
}"""


@dataclass(frozen=True)
class Big:
    records: list[Record]
    site: Path
    address: str
    years: list[str]


@pytest.fixture(scope="module")
def big(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Big]:
    """The board, served: a sample board's search page over the made-up records."""
    records = many.records()
    years = sorted({record.year for record in records}, reverse=True)
    site = tmp_path_factory.mktemp("many") / "site"
    for part in ("search", "assets"):
        shutil.copytree(samples / "site/shifan" / part, site / part)
    page = site / "search/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r'data-years="[^"]*"', f'data-years="{" ".join(years)}"', text), encoding="utf-8")
    many.indexed(site, records)
    with served(site) as address:
        yield Big(records, site, address, years)


def count(query: str, texts: list[str], numbers: list[set[str]]) -> int:
    """Records that hold what was typed, found without pieces: a number among the numbers, all else as it stands."""
    if re.fullmatch(r"[\d,.]+", query):
        asked = plain_number(query)
        return sum(asked in each for each in numbers)
    if not query[0].isdigit():
        return sum(query in text for text in texts)
    whole = re.compile(r"(?<!\d)" + re.escape(query))
    return sum(bool(whole.search(text)) for text in texts)


def plain_number(text: str) -> str:
    """1,200.50 → 1200.5; 022 stays 022."""
    whole, _, part = text.replace(",", "").partition(".")
    return ".".join(filter(None, (whole, part.rstrip("0"))))


def record_numbers(record: Record, text: str) -> set[str]:
    """All numbers of a record, amounts by their whole yuan too."""
    day = f" {record.date} {values.date_cn(record.date)}" if record.date else ""
    found = {plain_number(n) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text + day)}
    return found | {n.split(".")[0] for n in found}


def test_questions_are_answered_with_the_exact_count(big: Big, browser: Browser) -> None:
    assert many.PAGES >= 1200
    asked = many.questions(big.records, QUESTIONS)
    texts = [many.shown(record) for record in big.records]
    numbers = [record_numbers(record, text) for record, text in zip(big.records, texts, strict=True)]
    with tab(browser, **PHONE) as page:
        page.goto(f"{big.address}/search/")
        told = page.evaluate(ASK, [[query for query, _ in asked], big.years])
    wrong = []
    for (query, record), (found, titles) in zip(asked, told, strict=True):
        expected = count(query, texts, numbers)
        if not (found == expected and (found > 10 or record.title in titles)):
            wrong.append((query, record.title, found, expected))
    assert not wrong, (len(wrong), wrong[:5])


# --- the wire --------------------------------------------------------------------------------


class Wire:
    """Bytes of what a page fetches, as a server that compresses text would send them."""

    def __init__(self, page: Page, site: Path) -> None:
        self.site, self.files = site, list[str]()
        page.on("request", lambda request: self._note(unquote(urlsplit(request.url).path).lstrip("/")))

    def _note(self, name: str) -> None:
        if "_search/" in name:  # the page's own icon may come late
            self.files.append(name)

    def take(self) -> int:
        """Since the last time."""
        paths = [self.site / name for name in self.files]
        self.files.clear()
        return sum(map(size, paths))


def size(path: Path) -> int:
    path = path / "index.html" if path.is_dir() else path
    content = path.read_bytes()
    return len(gzip.compress(content, 6)) if path.suffix in (".js", ".css", ".json", ".html", ".svg") else len(content)


def put(page: Page, query: str) -> str:
    """Type it and press the button; what is said of it."""
    page.locator("#gk-q").fill(query)
    page.locator(".gk-find-page [type=submit]").click()
    wait_until(page, "() => /找到|没有/.test(document.querySelector('.gk-find-status').textContent)")
    return page.locator(".gk-find-status").inner_text()


TYPED = (
    "王秀英",
    "水泵维修",
    "记-012",
    "1,200.00",
    "公益支出",
    "重阳节礼品",
    "土地发包",
    "电费",
    "河东片 路灯",
    "王",
    "李建国",
    "十星级",
    "2024-05-12",
)


@pytest.mark.parametrize(
    "query", ["水泵维修", "王", "记-012", "河东片 路灯电费 公益支出", *(["公益支出", "桂兰", "土地发包公示"] if deep() else [])]
)
def test_a_first_question_stays_within_its_bytes(query: str, big: Big, browser: Browser) -> None:
    with tab(browser, **PHONE) as page:
        wire = Wire(page, big.site)
        page.goto(f"{big.address}/search/", wait_until="networkidle")
        own = sum(size(path) for path in (big.site / "assets/gongkai").glob("search*"))
        wire.take()
        assert "找到" in put(page, query)
        page.wait_for_load_state("networkidle")
        cost = wire.take() + own
    print(f"{query}: {cost / 1024:.0f} KiB")
    assert cost <= FIRST


def test_later_questions_stay_within_their_bytes(big: Big, browser: Browser) -> None:
    with tab(browser, **PHONE) as page:
        wire = Wire(page, big.site)
        page.goto(f"{big.address}/search/?q=水泵", wait_until="networkidle")
        costs = {}
        for query in (*TYPED, *(query for query, _ in many.questions(big.records, 168 if deep() else 7, seed=3))):
            wire.take()
            put(page, query)
            page.wait_for_load_state("networkidle")
            costs[query] = wire.take()
    print(", ".join(f"{query}: {cost / 1024:.0f} KiB" for query, cost in costs.items()))
    assert max(costs.values()) <= LATER, costs


# --- a lost connection -----------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["**/_search/about.json", "**/_search/archive/*/*.json", "**/rows/*"])
def test_what_is_lost_on_the_way_is_told_and_asked_again(gone: str, big: Big, browser: Browser) -> None:
    """Not that there is nothing."""
    with tab(browser, **PHONE) as page:
        page.goto(f"{big.address}/search/", wait_until="networkidle")
        page.route(gone, lambda route: route.abort())
        assert "没有查成" in put(page, "水泵维修")
        page.unroute(gone)
        assert "找到" in put(page, "水泵维修")
        assert page.locator(".gk-find-results li").count() == 10


def test_a_board_published_anew_while_its_page_is_open_is_asked_as_it_is_now(big: Big, browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(big.site, tmp_path / "site")
    with served(tmp_path / "site") as address, tab(browser, **PHONE) as page:
        page.goto(f"{address}/search/", wait_until="networkidle")
        before = put(page, "水泵维修")
        shutil.rmtree(tmp_path / "site/_search")
        many.indexed(tmp_path / "site", [record for record in big.records if "水泵维修" not in record.title or record.year != "2020"])
        assert "找到" in put(page, "公益支出")
        assert put(page, "水泵维修") != before


def test_a_name_is_of_the_same_bytes_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers keep the files of a bundle for good."""
    made = []
    some = many.records()[::30]
    for records, size in ((some, search._DRAWER), (some, search._DRAWER // 2), (some[1:], search._DRAWER)):
        monkeypatch.setattr(search, "_DRAWER", size)
        files = {path: data for name, part in search.parts(records).items() for path, data in search.bundle(name, part).items()}
        made.append({path: data for path, data in files.items() if not path.endswith("/about.json")})
        assert {path.split("/")[1] for path in made[-1]} == {"current", "archive"}
    for one, other in combinations(made, 2):
        assert {path: one[path] for path in one.keys() & other.keys()} == {path: other[path] for path in one.keys() & other.keys()}
        assert one.keys() - other.keys()
        assert not {path for path in one.keys() & other.keys() if "/archive/" in path}


def test_a_row_changes_few_files_of_the_newest_year() -> None:
    found = many.records()
    newest = max(record.year for record in found)
    records = [record for record in found if record.year == newest]
    before = search.bundle("current", records)
    after = search.bundle("current", [replace(record, amount_fen=987_654_321) if n == 100 else record for n, record in enumerate(records)])
    assert len(before) > 100
    assert len(after.keys() - before.keys()) < 20


@pytest.mark.parametrize(("more", "together"), [(-1, 16), (0, 16), (1, 4)])
def test_of_few_records_a_file_tells_of_more_under_another_name(more: int, together: int) -> None:
    """A page that was open before it, and counts four to a file, must find none of them."""
    files = search.bundle("current", many.records()[: search._FEW + more])
    rows = [path for path in files if "/rows/" in path]
    assert len(rows) == -(-(search._FEW + more) // together)
    assert all(("/rows/16x" in path) == (together == 16) for path in rows)
    assert json.loads(files["_search/current/about.json"]).get("together", search.SHOWN_TOGETHER) == together
