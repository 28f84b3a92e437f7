"""Whoever takes back his consent is counted at the next build, and named nowhere."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator import build
from generator.findable import each_record
from tests.conftest import TODAY, copy_samples, write_tree

HONORS = "称号,对象,姓名,组别,授予日期,有效期,备注,同意\n"
NAME = "鶗鴂生"


def tree(root: Path, consent: str) -> Path:
    rows = f"十星级文明户,户,王示例,一组,2026-01-15,2年,甲,是\n十星级文明户,户,{NAME},二组,2026-01-15,2年,鷃乙,{consent}\n"
    return write_tree(root, {"honors/2026.csv": HONORS + rows + "十星级文明户,户,李示例,三组,2026-01-15,2年,丙,\n"})


def holding(site: Path, word: str) -> list[str]:
    """Files of a site in which a word stands, those inside a workbook too."""
    found = []
    for path in (p for p in sorted(site.rglob("*")) if p.is_file()):
        parts = [path.read_bytes()]
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as packed:
                parts += [packed.read(name) for name in packed.namelist()]
        if any(word.encode() in part for part in parts):
            found.append(path.relative_to(site).as_posix())
    return found


def test_a_consent_taken_back_leaves_only_the_count(tmp_path: Path) -> None:
    root = tree(copy_samples(tmp_path), "是")
    assert build.build(root, TODAY, ["demo"]).boards[0].built
    assert any(path.endswith(".csv") for path in holding(root / "site/demo", NAME))
    tree(root, "撤回")
    assert build.build(root, TODAY, ["demo"]).boards[0].built
    for word in (NAME, "鷃", "撤回"):
        assert [path for path in holding(root / "site/demo", word) if not path.startswith("guide/")] == []
    for path in (path for path in holding(root / "site/demo", "同意") if not path.startswith("guide/")):  # a word's meaning is nobody's
        text = (root / "site/demo" / path).read_text(encoding="utf-8")
        assert text.count("同意") == text.count("大家同意了才收"), path
    page = (root / "site/demo/honors/2026/index.html").read_text(encoding="utf-8")
    assert "1 户（未公开姓名）" in page
    assert "王示例" in page
    assert "3 户" in (root / "site/demo/honors/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("consent", "day", "named"), [("2026-11-23", date(2026, 11, 23), True), ("2026-11-22", date(2026, 11, 23), False)])
def test_a_consent_until_a_day_ends_with_it(consent: str, day: date, named: bool, tmp_path: Path) -> None:
    from generator.board import plan_board
    from generator.config import SiteConfig
    from generator.task import BoardTask
    from tests.conftest import docs_of

    _, plan, _ = plan_board(BoardTask(tree(tmp_path, consent), "demo", SiteConfig(), day))
    assert plan
    made = b"".join(docs_of(plan).values()).decode("utf-8", "ignore") + repr([*each_record(plan.records or ())])
    assert (NAME in made) is named


def test_what_is_neither_yes_nor_no_is_asked_about(tmp_path: Path) -> None:
    problems = build.check(tree(tmp_path, "看情况"), TODAY).problems
    assert [(p.code, p.source.row, p.source.field) for p in problems] == [("bad-choice", 3, "同意")]
