"""Only what differs is made, and what comes out is what a clean build gives: same bytes, whatever was changed and whatever was lost."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from PIL import Image

from generator import board, build, contents, glance, planned
from generator.check import run as checks
from generator.config import Context
from generator.fingerprint import fingerprint
from generator.kinds import all_kinds
from generator.load import inputs
from generator.load.settings import load_site
from generator.overviews import all_overviews
from generator.record.site_files import Folder
from generator.record.verify import verify
from generator.site import build_record as notes
from generator.site.record_files import record_in
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, VILLAGE_YML, checked, deep, examples, write_tree
from tests.ledgers import Entry, Month, as_csv
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_site import digest
from tests.test_workers import copies

NOTICE = """---
标题: {title}
事项: 村级工程
主体: 村民委员会
范围: 社会
公开日: {day}
公示起: {day}
公示止: {end}
{table}{more}---
一段正文。
"""
HONORS = "称号,对象,姓名,授予日期,有效期,同意\n十星级文明户,户,赵示例,2026-01-15,{term},{said}\n十星级文明户,户,李示例,2026-01-15,1年,是\n"
GIFTS = "捐赠人,日期,金额,用途,已用,余额,同意\n钱示例,2026-02-12,10.00,路灯,0.00,10.00,{said}\n"
PAID = "姓名,事由,应发,实发\n{name},护林,100,100\n公示期：2026-11-01 至 {last}\n"
SAID = ("是", "否", "撤回", "2026-11-23", "2026-11-25", "2026-12-30")
"""What one may say of his name or picture: the days end while the tests' days pass."""
CONTRACTS = ("合2025-01,东塘,沈某,2025-01-01,2027-12-31,100,100", "合2025-02,西塘,吴某,2025-01-01,2027-12-31,100,100")
CACHES = ("made.json", "brief.json", "datasets.json", "fine.json", "shown.json", "pages.json")
PICTURE = io.BytesIO()
Image.new("RGB", (3, 2), "red").save(PICTURE, "PNG")


def notice(title: str, day: date = date(2026, 11, 20), table: str = "", more: str = "") -> str:
    return NOTICE.format(title=title, day=day, end=day + timedelta(days=15), table=f"附表: {table}\n" if table else "", more=more)


def with_a_photo(said: str, down: int = 60) -> dict[str, str | bytes]:
    """A notice with a photo of somebody who said this, and the day on which it goes."""
    more = f"附件: fair.png\n人工核查: 赵范例 2026-11-02 已看过\n照片同意: {said}\n撤下日: {TODAY + timedelta(days=down)}\n"
    return {"notices/fair.md": notice("集市", date(2026, 11, 2), more=more), "notices/fair.png": PICTURE.getvalue()}


def ledgers(first: int, extra: str = "") -> dict[str, bytes]:
    """Three months that follow on one another; ``first``: expense of the first row, in fen."""
    left, files = 1_000_000, {}
    for key, expense in (("2026-08", first), ("2026-09", 300), ("2026-10", 400)):
        month = Month(key, left, (Entry(5, 0, expense), Entry(9, 1_000, 0)))
        files[f"ledger/{key}.csv"] = as_csv(month.cells(texts=["付电费" + (extra if key == "2026-10" else ""), "收租金"]))
        left = month.closing
    return files


def as_a_year(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same months in one file, one below the other under one header."""
    header, *_ = next(iter(files.values())).splitlines(keepends=True)
    return {"ledger/2026.csv": b"".join([header, *(b"".join(content.splitlines(keepends=True)[1:]) for content in files.values())])}


SITE = "标题: {}\n更正起: 2099-12-31\n"
"""What was published before tells of corrections (tests/test_corrections.py); what is made from nothing has nothing before it."""


def tree(root: Path, themed: bool = False) -> Path:
    """Two small villages; ``themed``: with a theme and pages of their own, to be changed. Its templates are compiled anew."""
    if themed:
        for name in ("theme_overrides", "content"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
    write_tree(root, {"notices/road.md": notice("修路"), "honors/2025.csv": HONORS.format(term="1年", said="是"), **ledgers(200)})
    write_tree(root, {"/data/site.yml": SITE.format("甲镇"), "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村")})
    write_tree(root, {"/data/villages/other/ledger/2026-03.csv": GOOD_LEDGER})
    return root


def clean(root: Path, today: date, place: Path) -> dict[str, str]:
    """What a build from nothing gives."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root, place, ignore=shutil.ignore_patterns("build", "site", ".git"))
    build.build(place, today)
    return digest(place / "site")


def git(root: Path, *words: str) -> None:
    command = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", *words]
    subprocess.run(command, check=True, capture_output=True)


class Edits(RuleBasedStateMachine):
    """Any sequence of edits, a build after each, in a process that stays or as in new ones; at the end, the bytes of a clean build."""

    @initialize(versioned=st.booleans(), jobs=st.sampled_from([1, 2]), stays=st.booleans())
    def begin(self, versioned: bool, jobs: int, stays: bool) -> None:
        self.jobs, self.process = jobs, ExitStack()
        if stays:
            self.process.enter_context(build.staying())
        self.place = Path(tempfile.mkdtemp(prefix="edits-"))
        self.root, self.today, self.versioned, self.fresh = tree(self.place / "root", themed=True), TODAY, versioned, False
        self.roots: list[str] = []
        """What a passer-by would have noted of 甲村, one after another."""
        if versioned:
            write_tree(self.root, {"/.gitignore": "/build/\n/site/\n*.tmp.csv\n"})
            git(self.root, "init", "-q")
            self.commit()
        self.build()

    def build(self) -> None:
        with copies():
            outcome = build.build(self.root, self.today, jobs=self.jobs)
        assert not [p for p in outcome.problems if p.code == "internal-error"], outcome.problems
        if (record := record_in(self.root / "site/demo")) and record.root not in self.roots[-1:]:
            self.roots.append(record.root)

    def write(self, files: dict[str, str | bytes]) -> None:
        write_tree(self.root, {"village.yml": self.village().read_text(encoding="utf-8"), **files})
        self.build()

    def village(self) -> Path:
        return self.root / "data/villages/demo/village.yml"

    @rule(first=st.integers(1, 5), word=st.sampled_from(["", "甲", "乙"]), whole=st.booleans())
    def change_rows(self, first: int, word: str, whole: bool) -> None:
        for path in self.village().parent.glob("ledger/*"):
            path.unlink()
        months = ledgers(first * 100, word)
        self.write(dict(as_a_year(months) if whole else months))

    @rule(name=st.sampled_from(["road", "lamp", "pond"]), title=st.sampled_from(["修路", "路灯", "清塘"]), back=st.integers(0, 40))
    def write_a_notice(self, name: str, title: str, back: int) -> None:
        self.write({f"notices/{name}.md": notice(title, TODAY - timedelta(days=back))})

    @rule(amount=st.integers(1, 3))
    def write_a_table_beside_a_notice(self, amount: int) -> None:
        self.write({"notices/well.md": notice("打井", table="well.csv"), "notices/well.csv": f"户主,金额\n王建国,{amount}\n"})

    @rule(name=st.sampled_from(["road", "lamp", "pond", "well"]))
    def remove_a_notice(self, name: str) -> None:
        for path in self.village().parent.glob(f"notices/{name}*"):
            path.unlink()
        self.build()

    @rule()
    def rename_a_notice(self) -> None:
        for path in sorted(self.village().parent.glob("notices/road*.md")):
            path.rename(path.with_name("road-2.md" if path.stem == "road" else "road.md"))
        self.build()

    @rule(term=st.sampled_from(["10个月", "1年", "长期"]), said=st.sampled_from(SAID))
    def change_honors(self, term: str, said: str) -> None:
        self.write({"honors/2025.csv": HONORS.format(term=term, said=said)})

    @rule(said=st.sampled_from(SAID))
    def change_who_gave(self, said: str) -> None:
        self.write({"donations/2026-Q1.csv": GIFTS.format(said=said)})

    @rule(last=st.integers(-1, 3), name=st.sampled_from(["王建国", "李秀英"]))
    def change_who_was_paid(self, last: int, name: str) -> None:
        self.write({"pay/2026-Q3.csv": PAID.format(name=name, last=TODAY + timedelta(days=last))})

    @rule(said=st.sampled_from(SAID), down=st.integers(1, 4))
    def show_a_photo(self, said: str, down: int) -> None:
        self.write(with_a_photo(said, down * 10))

    @rule(name=st.sampled_from(["甲村", "甲新村"]))
    def change_a_setting_of_the_village(self, name: str) -> None:
        self.village().write_text(VILLAGE_YML.replace("甲村", name), encoding="utf-8")
        self.build()

    @rule(footer=st.sampled_from(["", "人人监督"]), url=st.sampled_from(["", "https://example.org/"]))
    def change_a_setting_of_the_site(self, footer: str, url: str) -> None:
        self.write({"/data/site.yml": SITE.format("甲镇") + (f"页脚: {footer}\n" if footer else "") + (f"网址: {url}\n" if url else "")})

    @rule(privacy=st.integers(0, 2))
    def change_what_a_region_lets_be_told(self, privacy: int) -> None:
        region = f"名称: 严县\n目录:\n  - {{码: C15, 隐私: {privacy}}}\n"
        self.write({"/data/regions/strict.yml": region, "/data/site.yml": SITE.format("甲镇") + "地区: strict\n"})

    @rule(first=st.booleans())
    def move_a_row_that_others_lead_to(self, first: bool) -> None:
        rows = CONTRACTS if first else CONTRACTS[::-1]
        header = "合同号,标的,对方,起始日期,终止日期,应收,实收"
        land = "编号,名称,地类,面积,使用情况,合同号\n资001,东塘,养殖水面,12,已发包,合2025-01\n"
        self.write({"contracts/2026.csv": "\n".join((header, *rows, "")), "resources/2026.csv": land})

    @rule(days=st.integers(0, 60))
    def another_day(self, days: int) -> None:
        self.today = TODAY + timedelta(days=days)
        self.build()

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        for _ in range(days):
            self.today += timedelta(days=1)
            self.build()

    @rule(words=st.sampled_from(["回到顶部", "到顶上去"]))
    def change_the_theme(self, words: str) -> None:
        path = self.root / "theme_overrides/partials/gongkai-tools.html"
        path.write_text((ROOT / path.relative_to(self.root)).read_text(encoding="utf-8").replace("回到顶部", words), encoding="utf-8")
        self.build()

    @rule(text=st.sampled_from(["怎么看", "怎样看"]))
    def change_a_written_page(self, text: str) -> None:
        self.write({"/content/demo/more.md": f"---\ntitle: {text}\n---\n# {text}\n"})

    @rule(there=st.booleans())
    def a_village_comes_or_goes(self, there: bool) -> None:
        if there:
            write_tree(self.root, {"/data/villages/third/village.yml": VILLAGE_YML.replace("甲村", "丙村")})
        else:
            shutil.rmtree(self.root / "data/villages/third", ignore_errors=True)
        self.build()

    @rule(lost=st.sampled_from([*CACHES, "docs/index.md", "site/index.html", "docs", "site", ""]))
    def lose_something(self, lost: str) -> None:
        path = self.root / "build/boards/demo" / lost
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    @rule(name=st.sampled_from([*CACHES, "site/finance/index.html", "docs/finance/2026-10/datapackage.json"]))
    def damage_something(self, name: str) -> None:
        path = self.root / "build/boards/demo" / name
        if path.is_file():
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)

    @rule(there=st.booleans())
    def leave_an_error_or_mend_it(self, there: bool) -> None:
        if there:
            self.write({"levies/2025.csv": "项目\n甲\n"})
        else:
            (self.village().parent / "levies/2025.csv").unlink(missing_ok=True)
            self.build()

    @rule(name=st.sampled_from(["demo/index.html", "demo/evil.html", "evil.html", "other/evil/index.html"]))
    def write_into_the_site(self, name: str) -> None:
        path = self.root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("evil", encoding="utf-8")

    @rule(which=st.sampled_from(["published", "before"]))
    def lose_what_is_known_of_the_published_site(self, which: str) -> None:
        shutil.rmtree(self.root / "build" / which, ignore_errors=True)

    @precondition(lambda self: self.versioned)
    @rule()
    def commit(self) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-qm", "x", "--allow-empty")

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.leave_an_error_or_mend_it(there=False)
            self.process.close()
            ours, theirs = digest(self.root / "site"), clean(self.root, self.today, self.place / "clean")
            assert {path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)} == set()
            verdicts = {verdict.place: verdict for verdict in verify(Folder(self.root / "site"))}
            assert [verdict.faults for verdict in verdicts.values()] == [[]] * len(verdicts)
            assert [each.root for each in verdicts["demo"].chain.publications] == self.roots
            shutil.rmtree(self.place)


TestEdits = Edits.TestCase
TestEdits.settings = examples(3, stateful_step_count=7)


def test_on_each_day_only_what_may_be_shown_that_day(tmp_path: Path) -> None:
    """Consents, terms, postings and notices end on different days; nothing is edited between the builds."""
    root = tree(tmp_path / "root")
    shutil.rmtree(root / "data/villages/other")
    days = [TODAY + timedelta(days=n) for n in range(5)]
    notices = {
        f"notices/{name}.md": notice(title, days[0] - timedelta(days=back)) for name, title, back in (("a", "甲", 13), ("b", "乙", 14))
    }
    write_tree(root, {"honors/2025.csv": HONORS.format(term="2026-11-24", said=days[2]), **with_a_photo(str(days[1]), 4), **notices})
    write_tree(root, {"donations/2026-Q1.csv": GIFTS.format(said=days[3])})
    named: list[list[bool]] = []
    for day in days:
        build.build(root, day)
        if day in days[2::2] or deep():
            ours, theirs = digest(root / "site"), clean(root, day, tmp_path / "clean")
            assert {path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)} == set(), day
        pages = "".join(path.read_text(encoding="utf-8") for path in (root / "site/demo").rglob("*.html"))
        named.append([(root / "site/demo/notices/fair/fair.png").is_file(), "赵示例" in pages, "钱示例" in pages, "集市" in pages])
    assert named == [[number < last for last in (2, 3, 4, 4)] for number in range(5)]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the pages that are rendered."""
    rendered: list[str] = []
    real = planned.render

    def render(page, context, code):  # type: ignore[no-untyped-def]
        rendered.append(page.path)
        return real(page, context, code)

    monkeypatch.setattr(planned, "render", render)
    return rendered


def test_one_changed_row_costs_the_pages_that_show_it(tmp_path: Path, counted: list[str]) -> None:
    root = tree(tmp_path)
    build.build(root, TODAY)
    assert "guide/parts.md" in counted
    counted.clear()
    build.build(root, TODAY)
    assert counted == []
    write_tree(root, dict(ledgers(200, "（改）")))
    build.build(root, TODAY)
    assert sorted(counted) == ["finance/2026-10.md", "finance/2026.md", "posters/2026-10-month.md", "record.md"]
    counted.clear()
    build.build(root, TODAY + timedelta(days=1))  # what says how many days are left, and the lists
    assert "finance/2026-10.md" not in counted
    assert "index.md" in counted


def test_what_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path)
    build.build(root, TODAY)
    read: list[str] = []
    real = board.load_board.__globals__["load_file"]

    def load_file(root, item, kind):  # type: ignore[no-untyped-def]
        read.append(item.file)
        return real(root, item, kind)

    monkeypatch.setitem(board.load_board.__globals__, "load_file", load_file)
    write_tree(root, {"honors/2025.csv": HONORS.format(term="3年", said="是")})
    build.build(root, TODAY)
    assert read == ["data/villages/demo/honors/2025.csv"]


def test_months_in_one_file_are_pages_that_an_edit_leaves_as_a_clean_build_has_them(tmp_path: Path, counted: list[str]) -> None:
    root = write_tree(tmp_path / "root", dict(as_a_year(ledgers(200))))
    build.build(root, TODAY)
    write_tree(root, dict(as_a_year(ledgers(200, "甲"))))
    counted.clear()
    build.build(root, TODAY)
    assert "finance/2026-10.md" in counted
    assert digest(root / "site") == clean(root, TODAY, tmp_path / "clean")
    assert "甲" in (root / "site/demo/finance/2026-10/index.html").read_text(encoding="utf-8")


def test_errors_in_one_board_are_told_again_until_they_are_mended(tmp_path: Path) -> None:
    root = tree(tmp_path)
    build.build(root, TODAY)
    before = digest(root / "site/demo")
    write_tree(root, {"ledger/2026-10.csv": "日期,凭证号\n2026-10-05,记-001\n"})  # no person stands in it: nothing has to go
    for _ in range(2):
        outcome = build.build(root, TODAY)
        assert outcome.kept == ("demo",)
        assert outcome.problems
        assert digest(root / "site/demo") == before
    write_tree(root, dict(ledgers(200)))
    assert build.build(root, TODAY).problems == ()


def test_warnings_of_a_board_that_is_not_built_again_are_told_again(tmp_path: Path) -> None:
    root = tree(tmp_path)
    write_tree(root, {"notices/inside.md": notice("内部").replace("范围: 社会", "范围: 村民")})
    first, second = build.build(root, TODAY), build.build(root, TODAY)
    assert [p.code for p in first.problems] == ["scope-withheld"]
    assert second == first


def test_pages_are_made_of_what_they_declare(tmp_path: Path) -> None:
    """``make`` is a function of a module: nothing can reach it but ``uses``."""
    task, data, _ = checked("shifan")
    assert data.village
    context = Context(task.site, data.village, TODAY)
    pages = planned.board_pages(context, all_kinds(), all_overviews(), data.datasets, "", [], True)
    assert len(pages) > 40
    for page in pages:
        assert page.make.__closure__ is None, page.path
        assert page.make.__qualname__ == page.make.__name__ != "<lambda>", page.path


def test_a_dataset_with_other_content_is_not_known_by_its_file(tmp_path: Path) -> None:
    """Whoever replaces rows, tables or anything else of a dataset cannot keep the id of the file it was read from."""
    root = write_tree(tmp_path, {"honors/2025.csv": HONORS.format(term="1年", said="是")})
    ((data,), _) = board.read_board(BoardTask(root, "demo", load_site(root)[0], TODAY))[0].datasets["honors"], 0
    assert data.digest
    for name, other in {"rows": data.rows[:1], "tables": (), "attachments": (), "body": "", "complete": True}.items():
        changed = replace(data, **{name: other})
        assert changed.digest == "", name
        assert fingerprint(changed) != fingerprint(data), name
    assert fingerprint(replace(data, rows=data.rows[:1])) != fingerprint(replace(data, rows=data.rows))
    with pytest.raises(ValueError, match="digest"):
        replace(data, digest=data.digest)


def test_another_photo_under_the_same_name_is_another_page(tmp_path: Path) -> None:
    """Also where the tables of the notice are not what its file says, so that its file's id is not asked."""
    more = "附件: fair.png\n人工核查: 赵范例 2026-11-02 已看过\n"
    text = notice("补贴", table="fair.csv", more=more).replace("村级工程", "C11")
    root = write_tree(tmp_path, {**with_a_photo("是"), "notices/fair.md": text, "notices/fair.csv": "姓名,金额\n王示例,1\n"})
    build.build(root, TODAY)
    assert "王某" in (root / "site/demo/notices/fair/index.html").read_text(encoding="utf-8")
    before = (root / "site/demo/notices/fair/fair.png").read_bytes()
    other = io.BytesIO()
    Image.new("RGB", (2, 3), "blue").save(other, "PNG")
    write_tree(root, {"notices/fair.png": other.getvalue()})
    build.build(root, TODAY)
    assert (root / "site/demo/notices/fair/fair.png").read_bytes() != before


@pytest.mark.parametrize("versioned", [False, True])
def test_ids_follow_the_content_and_nothing_else(versioned: bool, tmp_path: Path) -> None:
    root = write_tree(tmp_path / "root", {"a/b.csv": "1", "/content/home.md": "x", "/.gitignore": "*.tmp\n"})
    if versioned:
        git(root, "init", "-q")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "x")
    places = ["data/villages/demo", "content/home.md", "data/site.yml"]

    def ids() -> dict[str, str]:
        return inputs.content_ids(root, places)

    def changed(act: Callable[[], object]) -> set[str]:
        before = ids()
        act()
        return {place for place in places if ids()[place] != before[place]}

    inside = root / "data/villages/demo"
    assert ids()["data/site.yml"] == inputs.ABSENT
    assert changed(lambda: (inside / "a/b.csv").touch()) == set()
    assert changed(lambda: (inside / "a/b.csv").write_text("2")) == {"data/villages/demo"}
    assert changed(lambda: (inside / "a/c.tmp").write_text("ignored by git")) == {"data/villages/demo"}
    assert changed(lambda: (inside / "a/c.tmp").write_text("still ignored")) == {"data/villages/demo"}
    assert changed(lambda: (inside / "a/b.csv").rename(inside / "a/d.csv")) == {"data/villages/demo"}
    assert changed(lambda: (root / "content/home.md").unlink()) == {"content/home.md"}
    assert changed(lambda: (root / "data/site.yml").write_text("标题: 甲\n", encoding="utf-8")) == {"data/site.yml"}


def test_nothing_that_others_wrote_into_build_gets_into_the_site(tmp_path: Path) -> None:
    """Where the list of what was made is lost, the site before is gone, and another board is what changes."""
    root = tree(tmp_path)
    build.build(root, TODAY)
    folder = root / "build/boards/demo"
    shutil.rmtree(root / "build/before")
    (folder / "made.json").write_text("x")
    for path in ("evil.html", "finance/index.html"):
        (folder / "site" / path).write_text("evil")
    before = digest(root / "site/demo")
    write_tree(root, {"/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙新村")})
    build.build(root, TODAY)
    assert digest(root / "site/demo") == before
    (root / "build/guide/made.json").write_text("x")
    (root / "site/.nojekyll").unlink()
    guide = digest(root / "site/guide")
    assert "index.html" in guide
    write_tree(root, dict(ledgers(200, "甲")))
    build.build(root, TODAY)
    assert digest(root / "site/guide") == guide
    (root / "site/.nojekyll").write_text("x")
    build.build(root, TODAY)
    assert (root / "site/.nojekyll").read_bytes() == b""


def test_a_folder_where_a_file_of_ours_belongs_makes_way(tmp_path: Path) -> None:
    root = tree(tmp_path)
    build.build(root, TODAY)
    cached = [f"build/boards/demo/{name}.json" for name in ("made", "brief", "datasets", "in", "out", "served")]
    for path in ("build/lock", "build/records/demo.txt", "build/guide/made.json", *cached):
        (root / path).unlink(missing_ok=True)
        (root / path / "evil").mkdir(parents=True)
    shutil.rmtree(root / "build/published")
    (root / "build/published").write_text("x")
    write_tree(root, dict(ledgers(200, "甲")))
    assert build.build(root, TODAY).problems == ()
    assert "甲" in (root / "site/demo/finance/2026-10/index.html").read_text(encoding="utf-8")
    assert [verdict.faults for verdict in verify(Folder(root / "site"))] == [[], []]


def test_a_brief_is_not_believed_when_it_was_touched(tmp_path: Path) -> None:
    root = tree(tmp_path)
    build.build(root, TODAY)
    folder = root / "build/boards/demo"
    assert notes.brief(folder)
    path = folder / "brief.json"
    path.write_bytes(path.read_bytes().replace("甲村".encode(), "丁村".encode()))
    assert notes.brief(folder) is None


def test_a_process_that_stays_checks_only_what_has_changed_and_makes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path / "root")
    checked: list[str] = []
    real = checks._run

    def run(title, name, *rest):  # type: ignore[no-untyped-def]
        checked.append(name)
        return real(title, name, *rest)

    monkeypatch.setattr(checks, "_run", run)
    with build.staying():
        build.build(root, TODAY)
        monkeypatch.setattr("generator.site.memory.decoded", None)  # nothing is decoded that is there already
        assert {"ledger", "notices", "honors"} <= set(checked)
        checked.clear()
        write_tree(root, {"notices/road.md": notice("修桥")})
        build.build(root, TODAY)
        assert "notices" in checked
        assert not {"ledger", "honors"} & set(checked)
    monkeypatch.undo()
    assert digest(root / "site") == clean(root, TODAY, tmp_path / "clean")


def test_a_file_is_believed_only_where_the_clock_of_its_disk_has_moved_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, other = tmp_path / "a.csv", tmp_path / "b.csv"
    file.write_text("1")
    reads: list[str] = []
    real = contents.door.read
    monkeypatch.setattr(contents.door, "read", lambda root, name, limit=0: reads.append(name) or real(root, name, limit))
    monkeypatch.setattr(glance, "_newest", {})
    monkeypatch.setattr(contents, "_known", {})

    def read() -> str:
        return contents.content_of(tmp_path, "a.csv").blob

    one = read()
    assert read() == one
    assert reads == ["a.csv"] * 2  # in no run, and just written
    with contents.one_run():
        assert [read(), read()] == [one, one]
    assert len(reads) == 3
    monkeypatch.setattr(glance, "_newest", {file.stat().st_dev: file.stat().st_ctime_ns + 10 * 10**9})
    assert [read(), read(), read()] == [one] * 3
    assert len(reads) == 4
    file.write_text("2")
    assert read() != one
    other.symlink_to(file)
    with pytest.raises(contents.door.Closed):
        contents.content_of(tmp_path, "b.csv")
