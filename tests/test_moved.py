"""A board that moves is found at its old address too; what came as an example does not stay on an owner's site."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator import build
from generator.addresses import is_example, is_place
from generator.load.settings import load_site
from generator.site.moved import WORKER, led_on
from tests.conftest import ROOT, TODAY, VILLAGE_YML, copy_samples, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER
from tests.test_cli import gongkai

OTHER = {"/data/villages/yicun/village.yml": VILLAGE_YML.replace("甲村", "乙村"), "/data/villages/yicun/ledger/2026-03.csv": GOOD_LEDGER}


def tree(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def move(root: Path, said: str = "曾用网址: demo\n") -> None:
    """demo, into the township zhen."""
    (root / "data/villages/zhen").mkdir()
    (root / "data/villages/demo").rename(root / "data/villages/zhen/jiacun")
    (root / "data/villages/zhen/jiacun/village.yml").write_text(VILLAGE_YML + said, encoding="utf-8")


def led_to(page: Path) -> Path:
    """Where a page leads on to at once, and by its link."""
    text = page.read_text(encoding="utf-8")
    (at_once,), (link,) = re.findall(r'content="0; url=([^"]+)"', text), re.findall(r'<a href="([^"]+)"', text)
    assert at_once == link
    return (page.parent / link).resolve() / "index.html"


@pytest.mark.parametrize("others", [{}, OTHER], ids=["alone", "on a portal"])
def test_every_old_address_leads_on_to_the_same_page(others: dict[str, str], tmp_path: Path) -> None:
    root = write_tree(tmp_path / "root", {"ledger/2026-03.csv": GOOD_LEDGER, **others})
    build.build(root, TODAY)
    site = root / "site"
    before = {p for p in tree(site) if p.startswith("demo/") and p.endswith("index.html")}
    assert len(before) > 5
    move(root)
    outcome = build.build(root, TODAY)
    assert (outcome.problems, outcome.removed) == ((), ())
    assert {p for p in tree(site) if p.startswith("demo/")} == {*before, f"demo/{WORKER}"}
    for page in before:
        assert led_to(site / page) == site / page.replace("demo/", "zhen/jiacun/", 1), page
        assert (site / page.replace("demo/", "zhen/jiacun/", 1)).is_file()
    fresh = write_tree(tmp_path / "fresh", {"ledger/2026-03.csv": GOOD_LEDGER, **others})
    move(fresh)
    build.build(fresh, TODAY)
    assert tree(fresh / "site") == tree(site)  # an incremental build is a clean one
    assert build.build(root, TODAY).problems == ()
    assert tree(fresh / "site") == tree(site)
    (root / "data/villages/zhen/jiacun/village.yml").write_text(VILLAGE_YML, encoding="utf-8")
    build.build(root, TODAY)
    assert not (site / "demo").exists()


def test_a_run_for_another_village_leaves_what_leads_on(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, **OTHER})
    move(root)
    build.build(root, TODAY)
    before = tree(root / "site")
    build.build(root, TODAY, ["yicun"])
    assert tree(root / "site") == before


def test_until_the_moved_board_can_be_shown_the_old_one_stays(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, **OTHER})
    build.build(root, TODAY)
    old = (root / "site/demo/index.html").read_bytes()
    move(root)
    (root / "data/villages/zhen/jiacun/ledger/2026-03.csv").write_text(BAD_LEDGER, encoding="utf-8")
    assert build.build(root, TODAY).removed == ()
    assert (root / "site/demo/index.html").read_bytes() == old
    (root / "data/villages/zhen/jiacun/ledger/2026-03.csv").write_text(GOOD_LEDGER, encoding="utf-8")
    build.build(root, TODAY)
    assert led_to(root / "site/demo/index.html") == root / "site/zhen/jiacun/index.html"


HONORS = (
    "称号,对象,姓名,授予日期,有效期,备注,同意\n文明户,户,鶗示例,2026-01-15,长期,甲,2026-11-30\n文明户,户,鷃示例,2026-01-15,长期,乙,是\n"
)


@pytest.fixture(scope="module")
def honored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two boards, built; one of them names people."""
    files = {"ledger/2026-03.csv": GOOD_LEDGER, "honors/2026.csv": HONORS, "/data/site.yml": "标题: 甲镇\n", **OTHER}
    root = write_tree(tmp_path_factory.mktemp("honored"), files)
    build.build(root, TODAY)
    return root


@pytest.mark.parametrize("broken", ["data/villages/zhen/jiacun/ledger/2026-03.csv", "data/site.yml"])
@pytest.mark.parametrize("what", ["day", "word", "nothing"])
def test_at_the_old_address_too_what_must_go_goes(what: str, broken: str, honored: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(honored, tmp_path / "root"))
    before = tree(root / "site/demo")
    move(root)
    (root / broken).write_text(BAD_LEDGER if broken.endswith("csv") else "网址: 不是地址\n", encoding="utf-8")
    if what == "word":
        path = root / "data/villages/zhen/jiacun/honors/2026.csv"
        path.write_text(HONORS.replace("甲,2026-11-30", "甲,撤回"), encoding="utf-8")
    for _ in range(2):
        build.build(root, date(2026, 12, 1) if what == "day" else TODAY)
        if what == "nothing":
            assert tree(root / "site/demo") == before
            continue
        left = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if "鶗" in _text(path)}
        assert left == set()
        assert "已撤下" in _text(root / "site/demo/honors/2026/index.html")
        assert "已撤下" not in _text(root / "site/demo/finance/2026-03/index.html")


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def test_a_board_that_moves_without_a_word_is_asked_for_one(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    move(root, "")
    assert [p.code for p in build.check(root, TODAY).problems] == ["board-moved"]
    (found,) = build.build(root, TODAY).problems
    assert (found.code, "「曾用网址: demo」" in found.hint) == ("board-moved", True)


@pytest.mark.parametrize(
    ("claims", "slugs", "leads", "wrong"),
    [
        ({"zhen/a": ("a",)}, ["zhen/a"], {"a": "zhen/a"}, 0),
        ({"zhen/a": ("a", "a", "old")}, ["zhen/a"], {"a": "zhen/a", "old": "zhen/a"}, 0),
        ({"zhen/a": ("a",), "a": ()}, ["a", "zhen/a"], {}, 1),  # somebody else's now
        ({"b": ("zhen",), "zhen/a": ()}, ["b", "zhen/a"], {}, 1),  # the page of a township
        ({"a": (), "b": ("a/c",)}, ["a", "b"], {}, 1),  # inside a board
        ({"b": ("x",), "c": ("x",)}, ["b", "c"], {"x": "b"}, 1),  # claimed twice
    ],
)
def test_an_address_leads_to_one_board(claims: dict[str, tuple[str, ...]], slugs: list[str], leads: dict[str, str], wrong: int) -> None:
    found, problems = led_on(claims, slugs)
    assert (found, [p.code for p in problems]) == (leads, ["address-taken"] * wrong)


@pytest.mark.parametrize(("said", "told"), [("甲村", 1), ("demo", 1), ("a/b/c", 1), ("search", 1), ("/jiu/", 0), ("https://x.cn/jiu/", 0)])
def test_an_old_address_is_the_name_of_a_folder(said: str, told: int, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"village.yml": f"{VILLAGE_YML}曾用网址: {said}\n", "ledger/2026-03.csv": GOOD_LEDGER})
    assert [p.code for p in build.check(root, TODAY).problems] == ["bad-value"] * told


# --- addresses that are nobody's -------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["https://example.org/", "http://gongkai.example.com/x/", "https://EXAMPLE.CN", "http://localhost:8000/", "http://127.0.0.1/", "https://a.test/"]
)  # fmt: skip
def test_an_example_is_known(url: str) -> None:
    assert is_example(url)


@pytest.mark.parametrize(
    "url", ["https://www.example-cun.cn/", "https://jiacun.cn/example/", "http://10.0.0.5/", "https://testcun.cn/", ""]
)
def test_a_real_address_is_none(url: str) -> None:
    assert not is_example(url)


def test_no_code_leads_to_an_example_without_a_word(tmp_path: Path) -> None:
    site = "标题: 某镇\n网址: {}\n"
    root = write_tree(tmp_path, {"/data/site.yml": site.format("https://gongkai.example.org/"), "ledger/2026-03.csv": GOOD_LEDGER})
    assert [p.code for p in build.check(root, TODAY).problems] == ["example-address"]
    assert [p.code for p in build.build(root, TODAY).problems] == ["example-address"]
    write_tree(root, {"/data/site.yml": site.format("https://www.jiacun.cn/")})
    assert build.check(root, TODAY).problems == ()
    assert load_site(ROOT)[1] == []  # the samples are examples themselves


def test_folders_that_are_part_of_an_address() -> None:
    assert [is_place(text) for text in ("jiacun", "zhen/jiacun", "a/b/c", "Jia", "甲村", "con", "zhen/", "")] == [True, True] + [False] * 6


# --- gongkai new -----------------------------------------------------------------------------

ANSWERS = "甲村\n乙镇\n王示例\n0000-0000001\n2026-03\n100\n2026年1月10日村民代表会议决定\n"


def test_a_village_in_a_township(tmp_path: Path) -> None:
    done = gongkai("new", "village", "zhen/jiacun", cwd=tmp_path, stdin=ANSWERS)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data/villages/zhen/jiacun/ledger/2026-03.csv").is_file()
    assert gongkai("check", cwd=tmp_path).stdout == "没有发现问题。\n"
    assert "乡镇文件夹" in gongkai("new", "village", "zhen", cwd=tmp_path, stdin=ANSWERS).stderr
    (tmp_path / "data/villages/yi").mkdir()
    (tmp_path / "data/villages/yi/village.yml").write_text(VILLAGE_YML, encoding="utf-8")
    assert "里面不能再放村" in gongkai("new", "village", "yi/jiacun", cwd=tmp_path, stdin=ANSWERS).stderr


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("中文名", "小写英文字母"), ("Jiacun", "是不是 jiacun？"), ("search", "自己要用"), ("con", "自己要用"), ("a/b/c", "最多两层"),
        ("zhen/assets", "自己要用"), ("jia_cun", "不合规"), ("../jiacun", "不合规"), ("/jiacun", "不合规"), ("", "不合规"),
    ],
)  # fmt: skip
def test_a_name_is_checked_before_anything_is_asked(slug: str, said: str, tmp_path: Path) -> None:
    done = gongkai("new", "village", slug, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "村名" not in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_wrong_answer_is_told_at_once(tmp_path: Path) -> None:
    done = gongkai("new", "village", "jia", cwd=tmp_path, stdin="甲村\n\n\n\n3月\n")
    assert (done.returncode, "写成 2026-03 这样" in done.stderr) == (2, True)
    assert "余额" not in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_village_about_to_move_is_told_how(tmp_path: Path) -> None:
    gongkai("new", "village", "jiacun", cwd=tmp_path, stdin=ANSWERS)
    assert "曾用网址: jiacun" in gongkai("new", "village", "zhen/jiacun", cwd=tmp_path, stdin=ANSWERS).stdout


def test_the_samples_are_told_of_and_go_when_they_are_not_wanted(tmp_path: Path) -> None:
    root = copy_samples(tmp_path)
    done = gongkai("new", "village", "jiacun", "-C", str(root), stdin=ANSWERS)
    assert "示例村 shifan（示范村）、dongxian（东咸村），data/site.yml 里例子的网址、主办还在" in done.stdout
    assert [p.code for p in load_site(root)[1]] == ["example-address"]
    answers = ["--title", "甲镇村务公开", "--host", "甲镇人民政府", "--url", "https://www.jiazhen.cn/"]
    done = gongkai("new", "site", "-C", str(root), *answers, "--without-samples")
    assert done.returncode == 0, done.stderr
    assert "拿走了示例村 shifan、dongxian，放在 build/samples/ 里" in done.stdout
    assert "county-20.yml、county-8.yml" in done.stdout
    assert [p.name for p in sorted((root / "data/villages").iterdir())] == ["jiacun"]
    assert (root / "build/samples/data/villages/shifan/village.yml").is_file()
    said = (root / "data/site.yml").read_text(encoding="utf-8")
    assert said == '标题: "甲镇村务公开"\n主办: "甲镇人民政府"\n网址: "https://www.jiazhen.cn/"\n'
    assert gongkai("check", "-C", str(root), "--today", "2026-11-23").stdout == "没有发现问题。\n"
    assert "不覆盖它" in gongkai("new", "site", "-C", str(root), *answers).stderr


def test_new_village_takes_the_example_out_of_the_settings_too(tmp_path: Path) -> None:
    root = copy_samples(tmp_path)
    done = gongkai("new", "village", "jiacun", "-C", str(root), "--without-samples", stdin=ANSWERS)
    assert "例子的网址、主办删掉了" in done.stdout
    assert "example" not in (root / "data/site.yml").read_text(encoding="utf-8")
    assert "示例" not in (root / "data/site.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", ["是", "否"])
def test_on_a_terminal_it_asks_again_and_offers_to_take_the_samples_out(answer: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/data/villages/shifan/village.yml": "村名: 示范村\n示例数据: 全部\n"})
    (root / "data/villages/demo/village.yml").unlink()
    ours, theirs = pty.openpty()
    os.write(ours, f"甲村\n\n\n\n3月\n2026-03\n许多\n100\n\n也许\n{answer}\n".encode())
    command = [sys.executable, "-m", "generator", "new", "village", "jiacun", "-C", str(root)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, encoding="utf-8", env=env, timeout=60)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    for said in ("月份「3月」看不懂", "余额「许多」", "这里还有示例村 shifan（示范村）", "请写 是 或 否"):
        assert said in done.stdout
    assert "Error" not in done.stdout + done.stderr
    assert (root / "data/villages/shifan").exists() == (answer == "否")


def test_an_owners_village_of_the_same_name_stays(tmp_path: Path) -> None:
    files = {"/data/villages/dongxian/village.yml": "村名: 东咸村\n", "/data/villages/dongxian/ledger/2026-03.csv": GOOD_LEDGER}
    root = write_tree(tmp_path, files)
    gongkai("new", "village", "jiacun", "-C", str(root), "--without-samples", stdin=ANSWERS)
    assert (root / "data/villages/dongxian/village.yml").is_file()


@pytest.mark.parametrize("url", ["https://example.org/", "jiazhen.cn", "http://localhost:8000/"])
def test_a_site_has_a_real_address_or_none(url: str, tmp_path: Path) -> None:
    done = gongkai("new", "site", "--title", "甲镇", "--host", "", "--url", url, cwd=tmp_path)
    assert (done.returncode, "空着" in done.stderr) == (2, True)
    assert not (tmp_path / "data").exists()


def test_a_new_site_without_an_address_says_what_it_lacks(tmp_path: Path) -> None:
    done = gongkai("new", "site", cwd=tmp_path, stdin="甲镇村务公开\n\n\n")
    assert (done.returncode, "不做二维码和封面" in done.stdout) == (0, True), done.stderr
    assert (tmp_path / "data/site.yml").read_text(encoding="utf-8") == '标题: "甲镇村务公开"\n'
