"""Taking down always wins: what may not be shown any more goes in every run, whatever else is wrong with the board."""

from __future__ import annotations

import gzip
import io
import json
import math
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator import board, build, planned
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.load.settings import load_site
from generator.model import Column, Dataset, Head, Row
from generator.overviews import all_overviews
from generator.pages.render import page_id
from generator.rests_on import rests
from generator.shown import Page
from generator.site import search
from generator.site.engine_words import EngineError
from generator.site.reduced import Whose, being_corrected
from generator.site.theme import Colours
from generator.task import BoardTask
from generator.watched import names_let
from generator.withdrawal import LISTED, concerned
from tests.conftest import OPENED, ROOT, TODAY, VILLAGE_YML, checked, deep, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER

NOTICE = """---
标题: {title}
事项: 村级工程
主体: 村民委员会
范围: 社会
公开日: 2026-11-02
{more}---
{body}
"""
SIGNED = "附件: fair.png\n人工核查: 赵范例 2026-11-02 已看过\n照片同意: 是\n"
HONORS = (
    "称号,对象,姓名,授予日期,有效期,备注,同意\n"
    "十星级文明户,户,鶗示例,2026-01-15,长期,甲,2026-11-30\n十星级文明户,户,鷃示例,2026-01-15,长期,乙,是\n"
)
GIFTS = "捐赠人,日期,金额,用途,已用,余额,同意\n鸑示例,2026-02-12,10.00,路灯,0.00,10.00,是\n"
BATCH = "补偿项目,征收批次,拨入,留存集体,分配到户\n土地补偿费,{name},100.00,20.00,80.00\n公开日：{day}\n"
WATER = """---
标题: 用水协会
类型: 用水户协会
范围: 社会
公开日: 2026-11-02
有效至: 2026-11-30
负责人:
  - 会长 鶵示例
---
第一条 一户一票。
"""
HOUSEHOLDS = "户号,户主,组别,同意\n1,王示例,1组,是\n2,李样本,1组,是\n"
CREW = "| 姓名 | 金额 |\n| --- | --- |\n| 王鸊鷉 | 10 |\n| 李小明 | 20 |"
ALLOWED = "隐私放行:\n  - {代码: personal-phone, 位置: notices/bell.md, 原因: 值班电话}\n"
VILLAGE, WRITTEN = "data/villages/demo", "content/demo/more.md"
LATER = date(2026, 12, 1)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two villages, built without a fault."""
    files: dict[str, str | bytes] = {
        "village.yml": VILLAGE_YML + ALLOWED,
        "ledger/2026-03.csv": GOOD_LEDGER,
        "honors/2026.csv": HONORS,
        "donations/2026-Q1.csv": GIFTS,
        "compensation/2024-qu.csv": BATCH.format(name="鶄渠征地补偿费", day="2024-07-08"),
        "compensation/2025-lu.csv": BATCH.format(name="环路征地补偿费", day="2025-07-08"),
        "notices/road.md": NOTICE.format(title="修鹔路", more="撤下日: 2026-12-01\n", body="鹔路正文"),
        "notices/fair.md": NOTICE.format(title="鹓集市", more=SIGNED, body="集市正文"),
        "notices/fair.png": photo(),
        "notices/well.md": NOTICE.format(title="打井", more="附表: well.csv\n", body="打鵷井"),
        "notices/well.csv": "项目,金额\n鵷井管,1\n",
        "notices/crew.md": NOTICE.format(
            title="用工", more="公示起: 2026-11-02\n公示止: 2026-11-30\n结果: 鸀示例来问过\n附表: crew.csv\n", body=CREW
        ),
        "notices/crew.csv": "姓名,组别,金额\n王鸂鶒,1组,10\n李小明,2组,20\n",
        "notices/bell.md": NOTICE.format(title="敲钟", more="", body="值班电话 13866660000"),
        "associations/water.md": WATER,
        "point_rules/2025.csv": "编号,事由,类,分\nA01,打扫,环境卫生,5\n",
        **{f"point_households/{year}.csv": HOUSEHOLDS for year in (2025, 2026)},
        **{f"points/{month}.csv": f"日期,户号,规则,分\n{month}-05,1,A01,5\n" for month in ("2025-11", "2026-10")},
        "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村"),
        f"/{WRITTEN}": "---\ntitle: 另一页\n---\n\n鶠文。\n",
    }
    root = write_tree(tmp_path_factory.mktemp("published"), files)
    outcome = build.build(root, TODAY)
    assert all(b.built for b in outcome.boards), outcome.problems
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy, in which the accounts have a fault since: the board cannot be made."""
    shutil.copytree(published, tmp_path / "root")
    return write_tree(tmp_path / "root", {"village.yml": VILLAGE_YML + ALLOWED, "ledger/2026-03.csv": BAD_LEDGER})


def contents(site: Path) -> dict[str, bytes]:
    """What every file of a site says, packed ones too; in a bundle of the search its pieces."""
    texts = bytes_of(site)
    return {name: gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content for name, content in texts.items()}


def holds(texts: Mapping[str, bytes], word: str) -> set[str]:
    """The files in whose text or name a word stands."""
    return {name for name, content in texts.items() if word.encode() in content or word in name}


def holding(site: Path, word: str) -> set[str]:
    return holds(contents(site), word)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / VILLAGE / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_board_with_an_error_stays_as_it_is_where_nothing_has_to_go(root: Path) -> None:
    before = bytes_of(root / "site/demo")
    for _ in range(2):
        outcome = build.build(root, TODAY)
        assert (outcome.kept, outcome.taken) == (("demo",), ())
        assert bytes_of(root / "site/demo") == before
    for word in ("鶗", "鸑", "鹔", "鹓", "鵷", "13866660000", "鶠"):  # what the other tests look for is there
        assert holding(root / "site/demo", word), word


@dataclass(frozen=True)
class Edit:
    """One file that is another now, or gone; none where only a day has come."""

    file: str = ""
    act: Callable[[Path], object] = lambda root: None


def rewrites(file: str, old: str, new: str) -> Edit:
    return Edit(file, lambda root: edit(root, file, old, new))


def removes(file: str) -> Edit:
    return Edit(file, lambda root: (root / VILLAGE / file).unlink())


LIES = Edit()


ROAD, WELL, FAIR, GIFT, LIST = "notices/road.md", "notices/well", "notices/fair.md", "donations/2026-Q1.csv", "honors/2026.csv"
QU = "compensation/2024-qu.csv"
ONE, GONE = "十星级文明户,户,鷃示例,2026-01-15,长期,乙,是\n", "人工核查: 赵范例 2026-11-02 已看过\n"
MORE = f"../../../{WRITTEN}"
HONORED = {"honors/2026/", "honors/"}
GOES: dict[str, tuple[str, Edit, date, set[str]]] = {
    "a notice that is for villagers only": ("鹔", rewrites(ROAD, "范围: 社会", "范围: 村民"), TODAY, {"notices/road/"}),
    "a notice whose last day has come": ("鹔", LIES, LATER, {"notices/road/"}),
    "a notice that was deleted": ("鹔", removes(ROAD), TODAY, {"notices/road/"}),
    "a notice that nobody can read": ("鹔", rewrites(ROAD, "---\n标题", "标题"), TODAY, {"notices/road/"}),
    "a title": ("鹔", rewrites(ROAD, "鹔", ""), TODAY, {"notices/road/"}),
    "a word in a notice": ("打鵷井", rewrites(f"{WELL}.md", "打鵷井", "打井"), TODAY, {"notices/well/"}),
    "a word in a table": ("鵷井管", rewrites(f"{WELL}.csv", "鵷井管", "管"), TODAY, {"notices/well/"}),
    "a list whose posting is over": ("鸂", LIES, LATER, {"notices/crew/"}),
    "a list in a text whose posting is over": ("鸊", LIES, LATER, {"notices/crew/"}),
    "a list of an item that is of sums only now": (
        "鸂",
        rewrites("notices/crew.md", "事项: 村级工程", "事项: 低保"),
        TODAY,
        {"notices/crew/"},
    ),
    "a word in what came of it": ("鸀", rewrites("notices/crew.md", "鸀示例来问过", "无异议"), TODAY, {"notices/crew/"}),
    "a photo that is not agreed to": ("fair.png", rewrites(FAIR, "照片同意: 是", "照片同意: 撤回"), TODAY, {"notices/fair/"}),
    "a photo that nobody signs for": ("fair.png", rewrites(FAIR, GONE, ""), TODAY, {"notices/fair/"}),
    "a name taken back": ("鷃", rewrites(LIST, "乙,是", "乙,撤回"), TODAY, HONORED),
    "a name whose day is past": ("鶗", LIES, LATER, HONORED),
    "who stood for a version that holds no more": ("鶵", LIES, LATER, {"life/associations/water/"}),
    "a ranking that is a year old": ("2025年11月积分前几名", LIES, LATER, {"life/points/2025-11/"}),
    "a name that was deleted": ("鷃", rewrites(LIST, ONE, ""), TODAY, HONORED),
    "a list with a header that nobody knows": ("鷃", rewrites(LIST, "姓名", "姓　氏"), TODAY, HONORED),
    "a giver who does not agree any more": ("鸑", rewrites(GIFT, "10.00,是", "10.00,否"), TODAY, {"finance/donations/2026-Q1/"}),
    "what the list before is called": (
        "鶄",
        rewrites(QU, "鶄渠", "水渠"),
        TODAY,
        {f"finance/compensation/{n}/" for n in ("2024-qu", "2025-lu")},
    ),
    "what is let through no more": ("13866660000", rewrites("village.yml", ALLOWED, ""), TODAY, {"notices/bell/"}),
    "a page somebody wrote": ("鶠", removes(MORE), TODAY, {"guide/more/"}),
    "a word on it": ("鶠", rewrites(MORE, "鶠文", "文"), TODAY, {"guide/more/"}),
}


def rounds() -> list[list[str]]:
    """Those of one day that edit files of their own go in one run: what one of them lets go, no other does."""
    together: list[list[str]] = []
    for what, (_, change, day, _) in GOES.items():
        for those in together:
            if day == GOES[those[0]][2] and (not change.file or change.file not in {GOES[one][1].file for one in those}):
                those.append(what)
                break
        else:
            together.append([what])
    return together


@pytest.mark.parametrize("those", rounds(), ids=lambda those: f"{those[0]} and {len(those) - 1} more")
def test_what_must_go_goes_though_the_board_cannot_be_made(those: list[str], root: Path) -> None:
    day = GOES[those[0]][2]
    for what in those:
        word, change, _, _ = GOES[what]
        assert holding(root / "site/demo", word), what
        change.act(root)
    (taken,) = build.build(root, day).taken
    all_gone(root, those)
    assert set(taken.pages) >= {page for what in those for page in GOES[what][3]}
    assert build.build(root, day).taken == (), "nothing more has to go"
    all_gone(root, those)


def all_gone(root: Path, those: list[str]) -> None:
    texts = contents(root / "site")
    for what in those:
        word, _, _, pages = GOES[what]
        assert holds(texts, word) == set(), what
        for page in pages:
            assert "已撤下".encode() in texts[f"demo/{page}index.html"], what
    assert not (root / "site/demo" / search.FOLDER).exists()
    assert "已撤下".encode() not in texts["demo/finance/2026-03/index.html"]


def mend(root: Path) -> None:
    (root / VILLAGE / "notices/far.md").unlink(missing_ok=True)
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "ledger/2026-03.csv": GOOD_LEDGER})


def bytes_of(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.mark.parametrize(("phone", "to"), [("0531-8765432", "tel:05318765432"), ("", "")])
def test_a_board_that_is_being_corrected_has_a_telephone_and_stands_alone(phone: str, to: str, tmp_path: Path) -> None:
    assert set(being_corrected(Whose("甲<村>", phone, Colours((("band", "#0b6e4f"),))), tmp_path)) == {"index.html", "sw.js"}
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<header>甲&lt;村&gt;</header>" in page
    assert re.findall('href="([^"]*)"', page) == ([to] if to else [])  # nothing else is fetched or led to
    assert "src=" not in page
    assert "prefers-color-scheme:dark" in page
    assert len(page.encode()) < 2_500


def test_what_is_left_leads_on_and_is_found_no_more(root: Path) -> None:
    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    outcome = build.build(root, TODAY)
    assert outcome.kept == ("demo",)
    home = (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert "<h1>" in home, "whose board it is: a phone shows no title of a window"
    assert "正在更正" in home
    assert 'href="finance/2026-03/"' in home
    assert 'href="notices/road/"' not in home
    for path in ("index.html", "notices/road/index.html"):
        page = (root / "site/demo" / path).read_text(encoding="utf-8")
        assert "Content-Security-Policy" in page
        assert "noindex" in page
    # A phone lets go of it: the worker lists the digest of every page that stands.
    worker = (root / "site/demo/sw.js").read_text(encoding="utf-8")
    listed = json.loads(worker.partition("self.GK = ")[2].partition(";\n")[0])["pages"]
    pages = {path.removesuffix("index.html") for path in bytes_of(root / "site/demo") if path.split("/")[-1] == "index.html"}
    assert listed.keys() == pages
    assert "乙村" in (root / "site/index.html").read_text(encoding="utf-8")
    mend(root)
    outcome = build.build(root, TODAY)
    assert outcome.taken == ()
    shutil.copytree(root, root.with_name("clean"), ignore=shutil.ignore_patterns("build", "site"))
    build.build(root.with_name("clean"), TODAY)
    assert bytes_of(root / "site") == bytes_of(root.with_name("clean") / "site")


def break_settings(root: Path) -> None:
    (root / VILLAGE / "village.yml").write_text("村名: [\n", encoding="utf-8")


def lose_what_is_known(root: Path) -> None:
    shutil.rmtree(root / "build")


def break_settings_beside_a_link(root: Path) -> None:
    break_settings(root)
    (root / VILLAGE / "notices/far.md").symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    "act",
    [
        break_settings,
        break_settings_beside_a_link,
        lose_what_is_known,
        lambda root: (root / VILLAGE / "village.yml").unlink(),
    ],
)
def test_where_nobody_can_tell_what_may_stay_all_of_it_goes(act: Callable[[Path], object], root: Path) -> None:
    act(root)
    outcome = build.build(root, TODAY)
    assert [(t.slug, t.pages) for t in outcome.taken] == [("demo", ())]
    assert set(bytes_of(root / "site/demo")) == {"index.html", "sw.js"}
    assert "正在更正" in (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert "资料有误，正在更正" in (root / "site/index.html").read_text(encoding="utf-8")
    again = build.build(root, TODAY)
    assert set(bytes_of(root / "site/demo")) == {"index.html", "sw.js"}
    assert [b.slug for b in again.boards if b.built] == ["other"]
    mend(root)
    assert all(b.built for b in build.build(root, TODAY).boards)
    assert holding(root / "site/demo", "鹔")


@pytest.mark.parametrize("shut", ["village.yml", "honors/2026.csv", "notices/road.md"])
def test_days_pass_where_a_file_cannot_be_opened(shut: str, root: Path) -> None:
    """Nobody can look into it: what it let be shown stays, until a day comes that it named."""
    (root / VILLAGE / shut).rename(root / "aside")
    (root / VILLAGE / shut).symlink_to(root / "aside")
    before = bytes_of(root / "site/demo")
    for day in (TODAY, date(2026, 11, 30)):
        assert build.build(root, day).taken == ()
        assert bytes_of(root / "site/demo") == before
    outcome = build.build(root, LATER)
    assert [t.slug for t in outcome.taken] == ["demo"]
    for word in ("鶗", "鹔", "鸂"):
        assert holding(root / "site", word) == set(), word
    assert holding(root / "site", "鵷")
    assert build.build(root, LATER).taken == ()


def test_what_is_wrong_above_the_boards_keeps_nothing_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "/data/site.yml": "网址: 不是地址\n", "ledger/2026-03.csv": GOOD_LEDGER})
    outcome = build.build(root, TODAY)
    assert [t.slug for t in outcome.taken] == ["demo"]
    assert holding(root / "site/demo", "鹔") == set()
    assert (root / "site/other/index.html").is_file()
    (root / "data/site.yml").unlink()
    assert build.build(root, TODAY).boards[0].built
    # The page over the boards cannot be made: a board that can is published without what had to go.
    edit(root, "honors/2026.csv", "乙,是", "乙,撤回")

    def fails(*given: object) -> object:
        raise EngineError("x")

    monkeypatch.setattr(build, "make_front", fails)
    outcome = build.build(root, TODAY)
    assert "engine-failed" in {p.code for p in outcome.problems}
    assert holding(root / "site/demo", "鷃") == set()


def test_a_crash_keeps_nothing_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*given: object) -> object:
        raise RuntimeError

    monkeypatch.setattr(board, "read_board", crash)
    outcome = build.build(root, LATER)
    assert {t.slug: t.pages for t in outcome.taken} == {"demo": (), "other": ()}
    assert holding(root / "site", "鹔") == set()


def test_the_last_village_goes_with_its_folder(root: Path) -> None:
    from click.testing import CliRunner

    from generator.cli import gongkai

    shutil.rmtree(root / "data/villages")
    own = ":root { --gk-band: #0b6e4f; --gk-page: ivory }\n@media (prefers-color-scheme: dark) { :root { --gk-band: #073b2b } }\n"
    write_tree(root, {"/data/site.yml": "标题: 甲镇\n", "/theme_overrides/assets/own.css": own})
    shutil.rmtree(root / "data/villages")
    result = CliRunner().invoke(gongkai, ["build", "-C", str(root), "--today", str(TODAY)], standalone_mode=False)
    assert result.return_value == 0, result.output
    assert "demo：没有数据了，已从网站上撤下" in result.output
    assert {p.name for p in (root / "site").rglob("*") if p.is_file()} == {".gongkai", ".nojekyll", "index.html"}
    page = (root / "site/index.html").read_text(encoding="utf-8")
    assert "现在没有公开的内容" in page
    assert ":root{--band:#0b6e4f;--page:ivory;}" in page, "in the owner's colours"
    assert "@media(prefers-color-scheme:dark){:root{--band:#073b2b;}}" in page
    assert "Content-Security-Policy" in page


def test_the_clerk_is_told_what_went(root: Path) -> None:
    from click.testing import CliRunner

    from generator.cli import gongkai

    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    result = CliRunner().invoke(gongkai, ["build", "-C", str(root), "--today", str(TODAY)], standalone_mode=False)
    assert result.return_value == 1
    assert "✗ 甲村：有错误，这次没有更新，网站上仍是以前的内容" in result.output
    assert "✓ 甲村：有不能再登的内容，这些网页先撤下了" in result.output
    assert "notices/road/" in result.output


def test_what_is_noted_can_be_read_by_nobody(root: Path) -> None:
    notes = [p.read_text(encoding="utf-8") for p in (*root.glob("build/boards/demo/note.json"), *root.glob("build/published/*/*.json"))]
    assert len(notes) > 3
    for word in ("鶗", "鷃", "鸑", "鹔", "鹓", "鵷", "鶠", "13866660000"):
        assert not any(word in text for text in notes)


def test_a_page_rests_on_all_it_is_made_of() -> None:
    """Without the newest file of a kind: a page that is another then is known to rest on it, but for how its own kind lists its files."""
    task, data, content = checked("shifan")
    assert data.village
    before = task.context(data.village)
    newest = {kind: sets if deep() else sets[-3:] for kind, sets in data.datasets.items()}

    def pages(datasets: dict[str, tuple[Dataset, ...]]) -> dict[str, tuple[str, Page]]:
        owed = planned.clock.owed(before, datasets)
        shown, context = planned.may_be_seen(task, before, datasets)
        made, _ = planned.pages_and_records(task, context, shown, content, owed)
        return {page.path: (page_id(page, context), page) for page in made}

    whole = pages(newest)
    on = rests([page for _, page in whole.values()], all_kinds(), all_overviews(), content)
    touched = 0
    for kinds in _taken_out_together(sorted(newest)):
        now = pages({kind: sets[:-1] if kind in kinds else sets for kind, sets in newest.items()})
        changed = {path for path, (made_of, page) in whole.items() if now.get(path, ("",))[0] != made_of and page.maker not in kinds}
        last = {newest[kind][-1].file: LISTED for kind in kinds if newest[kind]}
        assert changed <= concerned(on, last, "shifan"), kinds
        touched += len(changed)
    assert touched > 50


def _taken_out_together(kinds: list[str]) -> list[list[str]]:
    """Each by itself in a deep run. Else each in two companies that have no other kind in common: a page that rests on a kind and is not
    known to is seen, but where it is known to rest on another in both."""
    if deep():
        return [[kind] for kind in kinds]
    side = math.isqrt(len(kinds) - 1) + 1
    return [kinds[at::side] for at in range(side)] + [kinds[at : at + side] for at in range(0, len(kinds), side)]


def test_the_newest_page_is_another_where_an_older_title_is(tmp_path: Path) -> None:
    (kind,) = [kind for kind in all_kinds() if kind.name == "compensation"]
    ids = set()
    for name in ("水渠征地补偿费", "水渠工程征地补偿费"):
        files = {QU: BATCH.format(name=name, day="2024-07-08"), "compensation/2025-lu.csv": BATCH.format(name="环路", day="2025-07-08")}
        task = BoardTask(write_tree(tmp_path, {"village.yml": VILLAGE_YML, **files}), "demo", load_site(ROOT)[0], TODAY)
        data, _, _ = board.read_board(task)
        assert data.village
        context = task.context(data.village)
        newest = next(page for page in kind.pages(data.datasets["compensation"], context) if page.path.endswith("2025-lu.md"))
        ids.add(page_id(newest, context))
    assert len(ids) == 2


def test_what_is_no_longer_opened_goes(root: Path) -> None:
    (root / VILLAGE / "village.yml").write_text(VILLAGE_YML.replace(OPENED, "") + ALLOWED, encoding="utf-8")
    (taken,) = build.build(root, TODAY).taken
    assert "finance/2026-03/" in taken.pages
    assert not list((root / "site/demo/finance").rglob("*.csv"))
    assert "已撤下" in (root / "site/demo/finance/2026-03/index.html").read_text(encoding="utf-8")


def test_the_edition_for_villagers_takes_down_too(root: Path) -> None:
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "ledger/2026-03.csv": GOOD_LEDGER})
    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    assert all(b.built for b in build.build(root, TODAY, edition="village").boards)
    assert holding(root / "site-village", "鹔")
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "ledger/2026-03.csv": BAD_LEDGER})
    edit(root, "notices/road.md", "范围: 村民", "范围: 党员")
    (taken,) = build.build(root, TODAY, edition="village").taken
    assert "notices/road/" in taken.pages
    assert holding(root / "site-village", "鹔") == set()


def test_what_must_go_waits_for_nobody_to_ask(root: Path) -> None:
    """A run for another village alone takes it down too; of boards of which nothing has to go it makes none."""
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "ledger/2026-03.csv": GOOD_LEDGER})
    assert [b.slug for b in build.build(root, TODAY, ["other"]).boards] == ["other"]
    write_tree(root, {"village.yml": VILLAGE_YML + ALLOWED, "notices/new.md": NOTICE.format(title="鸓新", more="", body="新的")})
    assert [b.slug for b in build.build(root, TODAY, ["other"]).boards] == ["other"], "what is new can wait"
    assert holding(root / "site", "鸓") == set()
    edit(root, "honors/2026.csv", "乙,是", "乙,撤回")
    outcome = build.build(root, TODAY, ["other"])
    assert [b.slug for b in outcome.boards if b.built] == ["demo", "other"]
    assert holding(root / "site", "鷃") == set()
    assert [b.slug for b in build.build(root, TODAY, ["other"]).boards] == ["other"]
    assert [b.slug for b in build.build(root, LATER, ["other"]).boards if b.built] == ["demo", "other"], "a day has come"
    assert holding(root / "site", "鶗") == set()


def test_what_must_go_goes_though_nobody_asked_and_it_cannot_be_made(root: Path) -> None:
    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    (taken,) = build.build(root, TODAY, ["other"]).taken
    assert "notices/road/" in taken.pages
    assert holding(root / "site", "鹔") == set()
    break_settings(root)
    (taken,) = build.build(root, TODAY, ["other"]).taken
    assert (taken.slug, taken.pages) == ("demo", ())


def test_the_site_before_keeps_nothing_that_was_taken_down(root: Path) -> None:
    edit(root, "notices/road.md", "范围: 社会", "范围: 村民")
    build.build(root, TODAY)
    assert bytes_of(root / "site/demo/notices/road")
    mend(root)
    edit(root, "honors/2026.csv", "乙,是", "乙,撤回")
    build.build(root, TODAY)
    (before,) = (root / "build/before").iterdir()
    for word in ("鹔", "鷃"):
        assert holding(before, word) == holding(root / "site", word) == set()
    shutil.rmtree(root / "data/villages/other")
    build.build(root, TODAY)
    assert not (before / "other").exists()
    assert bytes_of(before) == bytes_of(root / "site")


def test_what_is_withdrawn_elsewhere_goes_though_the_settings_cannot_be_opened(root: Path) -> None:
    """village.yml is a link: what files say that did not change stays, what was edited or deleted goes."""
    (root / VILLAGE / "village.yml").rename(root / "aside")
    (root / VILLAGE / "village.yml").symlink_to(root / "aside")
    edit(root, "honors/2026.csv", "乙,是", "乙,撤回")
    (root / VILLAGE / ROAD).unlink()
    outcome = build.build(root, TODAY)
    assert "strange-file" in {p.code for p in outcome.problems}
    (taken,) = outcome.taken
    assert {"honors/2026/", "notices/road/"} <= set(taken.pages)
    for word in ("鷃", "鹔"):
        assert holding(root / "site", word) == set()
    for word in ("鵷", "鸑"):
        assert holding(root / "site", word)
    assert build.build(root, TODAY).taken == ()


def test_a_column_of_persons_is_watched_whatever_it_is_called() -> None:
    """A kind says itself where persons stand; no list of words has to know its header."""
    pay = next(kind for kind in all_kinds() if kind.name == "pay")
    elders = replace(pay, columns=(Column("寿星", persons="named"), Column("贺礼")), roll=None)
    row = Row(Head("data/villages/demo/elders/2026.csv", ("寿星", "贺礼")), 2, 2, ("王示例", "蛋糕"), ("王示例", "蛋糕"))
    data = Dataset("elders", "2026", row.head.file, (row,))
    assert list(names_let(data, elders, Context(SiteConfig(), Village("demo", "甲村"), TODAY))) == ["王示例"]


@pytest.mark.parametrize(("text", "names"), [("付电费", []), ("付王建国误工费", ["王建国"]), ("收路南片承包款", [])])
def test_of_a_text_in_which_persons_may_stand_only_they_are_watched(text: str, names: list[str]) -> None:
    """A month that cannot be read any more keeps its page where nobody was named in it."""
    ledger = next(kind for kind in all_kinds() if kind.name == "ledger")
    row = Row(Head("data/villages/demo/ledger/2026-03.csv", ("摘要",)), 2, 2, (text,), (text,))
    data = Dataset("ledger", "2026-03", row.head.file, (row,))
    assert list(names_let(data, ledger, Context(SiteConfig(), Village("demo", "甲村"), TODAY))) == names
