"""The guide: one for all boards, a page for each kind, every code, small pages, and what the kinds are likely to get wrong."""

from __future__ import annotations

import io
import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser

from generator import build
from generator.cli_poster import poster_verb
from generator.codes import CODES, Stage
from generator.handbook import beside, kept_guide
from generator.handbook.beside import guide_files
from generator.handbook.filled import filled_form
from generator.handbook.mistakes import likely
from generator.handbook.views import PICTURES, SHEETS
from generator.kinds import all_kinds
from generator.poster.sorts import SORTS
from generator.site.theme import Colours
from tests.browser import tab
from tests.conftest import LEDGER_HEADER, ROOT, TODAY, write_tree
from tests.heights import PHONE, TALLEST, height
from tests.test_axe import look
from tests.test_problems import MUSEUM

LEDGER = f"{LEDGER_HEADER}\n,,上月余额,,,,10000.00\n2026-03-05,记-001,付水泵维修费,公益支出,,860.00,9140.00\n"

MISTAKES = ROOT / "generator/law/mistakes.yml"
GENERAL = {Stage.FILE, Stage.HEADER, Stage.PRIVACY, Stage.ENGINE}
"""What may go wrong with a file of any kind."""
CELLS = {"bad-date", "bad-amount", "red-amount", "lost-character", "bad-count", "bad-number", "bad-choice", "bad-term", "bad-value"}
CELLS |= {"bad-text", "bad-code", "blank-cell", "ditto", "formula-without-value"}


def shown_with() -> dict[str, list[str]]:
    """Kind → codes of the museum whose fault is in a file of it."""
    names = [kind.name for kind in all_kinds()]
    codes: dict[str, list[str]] = {name: [] for name in names}
    for code in CODES.values():
        if code.stage in GENERAL or code.code in CELLS:
            continue
        places = re.findall(r"data/villages/[^/]+/(\w+)/", (MUSEUM / code.code / "expected.txt").read_text(encoding="utf-8"))
        for name in dict.fromkeys(place for place in places[:1] if place in codes):
            codes[name].append(code.code)
    return {name: told for name, told in codes.items() if told}


def test_likely_mistakes_are_those_of_the_museum(update_golden: bool) -> None:
    if update_golden:
        head = "# Kind → codes whose fault the museum (tests/problems) shows in a file of it. A test keeps it so.\n"
        MISTAKES.write_text(head + yaml.safe_dump(shown_with(), sort_keys=False, width=120), encoding="utf-8")
    assert yaml.safe_load(MISTAKES.read_text(encoding="utf-8")) == shown_with()


@pytest.fixture(scope="module")
def guide() -> dict[str, str]:
    files = guide_files(all_kinds(), False, Colours())
    return {path: content.decode() for path, content in files.items() if path.endswith((".html", ".js"))}


def test_every_kind_has_a_page_with_form_columns_and_mistakes(guide: dict[str, str]) -> None:
    for kind in all_kinds():
        page = guide[f"{kind.guide_page}/index.html"]
        assert f"<h1>{kind.title}</h1>" in page
        assert all(f"<dt>{column.name} <small>" in page for column in kind.columns)
        assert "填好的样子" in page
        assert all(f'href="../../{kind.form_path(ending)}"' in page for ending in kind.formats)
        assert likely(kind)
        assert all(f'id="{code.code}"' in page for code in likely(kind))
        assert f'href="{kind.guide_page}/"' in guide["index.html"]


def test_every_code_stands_on_the_page_of_its_stage_and_can_be_found(guide: dict[str, str]) -> None:
    for code in CODES.values():
        assert f'id="{code.code}"' in guide[f"problems/{code.stage.name.lower()}/index.html"]
        assert f'"{code.code}"' in guide["codes.js"]
        assert f"{code.stage.name.lower()}/#{code.code}" in guide["codes.js"]


def test_every_link_of_the_guide_leads_somewhere() -> None:
    files = guide_files(all_kinds(), False, Colours())
    for path, content in files.items():
        for to in re.findall(r'(?:href|src)="([^"#]*)', content.decode()) if path.endswith(".html") else ():
            target = (Path("/guide") / Path(path).parent / to).as_posix()
            parts: list[str] = []
            for part in target.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, *([part] if part not in ("", ".") else [])]
            place = "/".join(parts[1:])
            assert parts == [] or place in files or f"{place}/index.html".lstrip("/") in files, (path, to)


def test_a_filled_form_is_that_of_the_sample_village() -> None:
    forms = {kind.name: filled_form(kind) for kind in all_kinds()}
    ledger = forms["ledger"]
    assert ledger.file == "ledger/2026-10.csv"
    assert ledger.rows[ledger.header - 1][:4] == ("日期", "凭证号", "摘要", "科目")
    assert ledger.columns[:3] == ("A", "B", "C")
    assert forms["notices"].lines[0] == "---"
    assert all(form.lines or len(form.rows) > form.header for form in forms.values())


def test_it_stands_once_beside_the_boards_and_old_addresses_lead_there(samples: Path) -> None:
    site = samples / "site"
    assert (site / "guide/kinds/ledger/index.html").is_file()
    assert [file.name for file in (site / "shifan/guide/forms").iterdir()] == ["index.html"], "it leads on, the forms are there once"
    for old, new in (("fill", "guide/"), ("problems", "guide/problems/"), ("leaked", "guide/leaked/")):
        place = site / "shifan/guide" / old
        to = re.search(r'url=([^"]+)', (place / "index.html").read_text(encoding="utf-8"))
        assert to
        assert (place / to[1]).resolve() == (site / new).resolve()
    for page, top in (("404.html", "/"), ("shifan/404.html", "/shifan/")):  # a form cannot lead on, as a page does
        to = re.search(r'<a href="([^"]*)">填表指南', (site / page).read_text(encoding="utf-8"))
        assert to, page
        assert urljoin("https://gongkai.example.org" + top, to[1]) == "https://gongkai.example.org/guide/"
    for page in ("shifan/index.html", "shifan/finance/2026-10/index.html", "index.html", "search/index.html", "index/figures/index.html"):
        to = re.search(r'<a href="([^"]*guide/)">填表指南', (site / page).read_text(encoding="utf-8"))
        assert to, page
        assert ((site / page).parent / to[1]).resolve() == (site / "guide").resolve()


def test_a_page_written_by_hand_may_call_it_by_its_old_name(tmp_path: Path) -> None:
    files = {
        "/content/demo/how.md": "---\ntitle: 怎么看\n---\n看[指南](fill.md)、[报错](problems.md#bad-amount)。\n",
        "ledger/2026-03.csv": LEDGER,
    }
    outcome = build.build(write_tree(tmp_path, files), TODAY)
    assert [board.built for board in outcome.boards] == [True], outcome.problems
    page = (tmp_path / "site/demo/guide/how/index.html").read_text(encoding="utf-8")
    assert 'href="../../../guide/"' in page
    assert 'href="../../../guide/problems/"' in page


def test_nothing_is_made_again_and_what_was_damaged_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER})
    build.build(root, TODAY)
    page = root / "site/guide/problems/index.html"
    before = page.read_bytes()
    made: list[str] = []
    real = beside.guide_files
    monkeypatch.setattr(beside, "guide_files", lambda *given: (made.append("again"), real(*given))[1])
    write_tree(root, {"ledger/2026-03.csv": LEDGER.replace("水泵", "水管")})
    build.build(root, TODAY + timedelta(days=1))
    assert made == []
    page.unlink()
    build.build(root, TODAY + timedelta(days=1))
    assert page.read_bytes() == before


def test_it_is_made_once_for_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is built, on this day or another; with another theme it is another, and what is damaged is made again."""
    made: list[str] = []
    real = beside.guide_files
    monkeypatch.setattr(beside, "guide_files", lambda *given: (made.append("again"), real(*given))[1])
    installed = tmp_path / "installed"
    installed.mkdir()
    monkeypatch.setattr(kept_guide, "kept_with_program", lambda name: installed)

    def guide_of(name: str, day: date = TODAY) -> dict[str, bytes]:
        root = write_tree(tmp_path / name, {"ledger/2026-03.csv": LEDGER})
        build.build(root, day)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "site/guide").rglob("*") if path.is_file()}

    first = guide_of("one")
    assert guide_of("two", TODAY + timedelta(days=400)) == first
    assert made == ["again"]
    (kept,) = installed.iterdir()
    whole = kept.read_bytes()
    for damaged in (whole[:-1], b"", whole.replace("指南".encode(), "指北".encode(), 1)):
        made.clear()
        kept.write_bytes(damaged)
        shutil.rmtree(tmp_path / "two")
        assert guide_of("two") == first
        assert made == ["again"]
        assert kept.read_bytes() == whole
    monkeypatch.setattr(kept_guide, "kept_with_program", lambda name: None)  # nothing may be written beside the program
    assert guide_of("three") == first


def test_what_would_be_leaked_is_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_guide, "kept_with_program", lambda name: tmp_path)
    monkeypatch.setattr(beside, "guide_files", lambda *given: {"index.html": "<p>身份证号 11010519491231002X</p>".encode()})
    root = write_tree(tmp_path / "root", {"ledger/2026-03.csv": LEDGER})
    outcome = build.build(root, TODAY)
    assert "personal-id" in {p.code for p in outcome.problems}
    assert not (root / "site/guide").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["root"]


@pytest.mark.parametrize("many", [kept_guide.MOST - 1, kept_guide.MOST, kept_guide.MOST + 1])
def test_no_more_are_kept_than_editions_and_themes_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(kept_guide, "kept_with_program", lambda name: tmp_path)
    for turn in range(many):
        kept_guide.keep(f"{turn:032}", {"index.html": b"%d" % turn})
        os.utime(tmp_path / f"{turn:032}", (turn, turn))
    there = range(many)[-kept_guide.MOST :]
    assert sorted(int(path.name) for path in tmp_path.iterdir()) == [*there]
    assert kept_guide.recall(f"{there[0]:032}") == {"index.html": b"%d" % there[0]}
    assert kept_guide.recall(f"{many:032}") is None


def test_no_village_may_take_its_place(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER})
    (root / "data/villages/demo").rename(root / "data/villages/guide")
    assert [p.code for p in build.check(root, TODAY).problems] == ["bad-name"]


def test_a_clerk_reads_of_every_sort_of_sheet_what_to_type() -> None:
    files = guide_files(all_kinds(), False, Colours())
    page = files["posters/index.html"].decode()
    assert [sort.what for sort in SHEETS] == list(SORTS)
    assert [sort.title for sort in SHEETS] == [sort.title for sort in SORTS.values()]
    typed = re.findall(r"<code>gongkai poster ([^<]+)</code>", page)
    assert len(typed) == len(SORTS)
    for words in typed:
        context = poster_verb(lambda: TODAY).make_context("poster", words.split())
        assert context.params["keys"] or context.params["what"] == "duties"
    for name in PICTURES:
        assert f'src="../{name}"' in page
        with Image.open(io.BytesIO(files[name])) as picture:
            assert f'width="{picture.width}" height="{picture.height}"' in page


@pytest.mark.browser
@pytest.mark.xdist_group("browser2")
def test_on_a_phone(address: str, browser: Browser) -> None:
    """Nothing is wider than the screen, nothing is wrong by axe, no page is tall, and a code is found and opened."""
    kinds = sorted(all_kinds(), key=lambda kind: len(kind.columns) + len(likely(kind)))[-6:]
    with tab(browser, **PHONE) as page:
        for path in (
            "",
            "files/",
            "settings/village/",
            "settings/regions/",
            "problems/row/",
            "leaked/",
            "posters/",
            "add/",
            *(f"{k.guide_page}/" for k in kinds),
        ):
            assert height(page, f"{address}/guide/{path}") <= TALLEST, path
        for path in ("", "kinds/rounds/", "kinds/ledger/", "posters/", "add/", "desk/", "problems/"):
            for width in (320, 360):
                page.set_viewport_size({"width": width, "height": 740})
                page.goto(f"{address}/guide/{path}")
                assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
            page.evaluate(AXE_SCRIPT)
            assert look(page) == [], path
        page.locator("input").fill("合计 不对")
        page.locator(".find a").first.click()
        assert page.locator("details[open]").count() == 1
