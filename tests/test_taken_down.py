"""Taking down always wins: what may not be shown any more goes in every run, whatever else is wrong with the board."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from generator import board, build
from generator.kinds import all_kinds
from generator.overviews import all_overviews
from generator.pages.board import board_pages
from generator.pages.render import page_id
from generator.site import search
from generator.site.swap import swap
from generator.withdrawal import LISTED, concerned, rests
from tests.conftest import ROOT, TODAY, VILLAGE_YML, write_tree
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
HONORS = "称号,对象,姓名,授予日期,有效期,备注,同意\n十星级文明户,户,鶗示例,2026-01-15,长期,甲,2026-11-30\n十星级文明户,户,鷃示例,2026-01-15,长期,乙,是\n"
GIFTS = "捐赠人,日期,金额,用途,已用,余额,同意\n鸑示例,2026-02-12,10.00,路灯,0.00,10.00,是\n"
ALLOWED = "隐私放行:\n  - {代码: personal-phone, 位置: notices/bell.md, 原因: 值班电话}\n"
VILLAGE = "data/villages/demo"
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
        "notices/road.md": NOTICE.format(title="修鹔路", more="撤下日: 2026-12-01\n", body="鹔路正文"),
        "notices/fair.md": NOTICE.format(title="鹓集市", more=SIGNED, body="集市正文"),
        "notices/fair.png": photo(),
        "notices/well.md": NOTICE.format(title="打井", more="附表: well.csv\n", body="打鵷井"),
        "notices/well.csv": "项目,金额\n鵷井管,1\n",
        "notices/bell.md": NOTICE.format(title="敲钟", more="", body="值班电话 13866660000"),
        "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村"),
        "/content/demo/more.md": "---\ntitle: 另一页\n---\n\n鶠文。\n",
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


def holding(site: Path, word: str) -> set[str]:
    """The files in which a word stands, packed ones too; in a bundle of the search its pieces."""
    found = set()
    for path in (p for p in site.rglob("*") if p.is_file()):
        content = path.read_bytes()
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        if word.encode() in content or word.encode() in path.name.encode():
            found.add(path.relative_to(site).as_posix())
    return found


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / VILLAGE / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_board_with_an_error_stays_as_it_is_where_nothing_has_to_go(root: Path) -> None:
    before = {p: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()}
    for _ in range(2):
        outcome = build.build(root, TODAY)
        assert (outcome.kept, outcome.taken) == (("demo",), ())
        assert {p: p.read_bytes() for p in (root / "site/demo").rglob("*") if p.is_file()} == {p: c for p, c in before.items() if "site/demo/" in str(p)}
    for word in ("鶗", "鸑", "鹔", "鹓", "鵷", "13866660000", "鶠"):  # what the other tests look for is there
        assert holding(root / "site/demo", word), word


GOES: dict[str, tuple[str, Callable[[Path], object], date, set[str]]] = {
    "a notice that is for villagers only": ("鹔", lambda r: edit(r, "notices/road.md", "范围: 社会", "范围: 村民"), TODAY, {"notices/road/"}),
    "a notice whose last day has come": ("鹔", lambda r: None, LATER, {"notices/road/"}),
    "a notice that was deleted": ("鹔", lambda r: (r / VILLAGE / "notices/road.md").unlink(), TODAY, {"notices/road/"}),
    "a notice that nobody can read": ("鹔", lambda r: edit(r, "notices/road.md", "---\n标题", "标题"), TODAY, {"notices/road/"}),
    "a title": ("鹔", lambda r: edit(r, "notices/road.md", "鹔", ""), TODAY, {"notices/road/"}),
    "a word in a notice": ("打鵷井", lambda r: edit(r, "notices/well.md", "打鵷井", "打井"), TODAY, {"notices/well/"}),
    "a word in a table": ("鵷井管", lambda r: edit(r, "notices/well.csv", "鵷井管", "管"), TODAY, {"notices/well/"}),
    "a photo that is not agreed to": ("fair.png", lambda r: edit(r, "notices/fair.md", "照片同意: 是", "照片同意: 撤回"), TODAY, {"notices/fair/"}),
    "a photo that nobody signs for": ("fair.png", lambda r: edit(r, "notices/fair.md", "人工核查: 赵范例 2026-11-02 已看过\n", ""), TODAY, {"notices/fair/"}),
    "a name taken back": ("鷃", lambda r: edit(r, "honors/2026.csv", "乙,是", "乙,撤回"), TODAY, {"honors/2026/", "honors/"}),
    "a name whose day is past": ("鶗", lambda r: None, LATER, {"honors/2026/", "honors/"}),
    "a name that was deleted": ("鷃", lambda r: edit(r, "honors/2026.csv", "十星级文明户,户,鷃示例,2026-01-15,长期,乙,是\n", ""), TODAY, {"honors/2026/"}),
    "a list with a header that nobody knows": ("鷃", lambda r: edit(r, "honors/2026.csv", "姓名", "姓　氏"), TODAY, {"honors/2026/"}),
    "a giver who does not agree any more": ("鸑", lambda r: edit(r, "donations/2026-Q1.csv", "10.00,是", "10.00,否"), TODAY, {"finance/donations/2026-Q1/"}),
    "what is let through no more": ("13866660000", lambda r: edit(r, "village.yml", ALLOWED, ""), TODAY, {"notices/bell/"}),
    "a page somebody wrote": ("鶠", lambda r: (r / "content/demo/more.md").unlink(), TODAY, {"guide/more/"}),
    "a word on it": ("鶠", lambda r: (r / "content/demo/more.md").write_text("---\ntitle: 另一页\n---\n\n文。\n", "utf-8"), TODAY, {"guide/more/"}),
}  # fmt: skip


@pytest.mark.parametrize("what", GOES)
def test_what_must_go_goes_though_the_board_cannot_be_made(what: str, root: Path) -> None:
    word, act, day, pages = GOES[what]
    assert holding(root / "site/demo", word)
    act(root)
    outcome = build.build(root, day)
    (taken,) = outcome.taken
    assert set(taken.pages) >= pages
    assert holding(root / "site", word) == set()
    for page in pages:
        assert "已撤下" in (root / "site/demo" / page / "index.html").read_text(encoding="utf-8")
    assert not (root / "site/demo" / search.FOLDER).exists()
    stays = (root / "site/demo/finance/2026-03/index.html").read_text(encoding="utf-8")
    assert "已撤下" not in stays
    again = build.build(root, day)  # nothing more has to go, and nothing comes back
    assert again.taken == ()
    assert holding(root / "site", word) == set()
