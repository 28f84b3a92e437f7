"""Corrections: which rows differ from what was published, which of them are corrections, what is told of them, and what never is."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator import git
from generator.board import plan_board, read_board
from generator.build import build
from generator.config import Context, SiteConfig, Village
from generator.corrected import FileChange, RowChange
from generator.corrections import moved_from, old_files, past
from generator.corrections.cell_texts import is_number
from generator.corrections.paired import NOT_SHOWN, differences
from generator.corrections.published_board import PublishedBoard
from generator.corrections.site_state import TOLD, of_site, rows_published
from generator.corrections.tables import tables_of
from generator.findable import each_record
from generator.kinds import all_kinds
from generator.kinds._consent import CONSENT, GUARDIAN, PHOTOS
from generator.load.board_data import load_file
from generator.load.discover import InputFile
from generator.load.settings import load_village
from generator.model import Dataset, Row
from generator.pages.render import _looked_at
from generator.record.board_record import RECORD
from generator.site.feeds import feed_id, read_feed
from generator.site.make import Plan
from generator.task import BoardTask
from tests.browser import served
from tests.committed import committed
from tests.conftest import LEDGER_HEADER, TODAY, VILLAGE_YML, Spoken, docs_of, examples, write_tree

ROOT = Path(__file__).resolve().parents[1]
KINDS = {kind.name: kind for kind in all_kinds()}
OPENING = ",,上月余额,,,,10000.00"
PUMP, SCRAP, POWER = (
    "2026-03-05,记-001,付水泵维修费,公益支出,,860.00,",
    "2026-03-06,记-002,卖废品,其他收入,100.00,,",
    "2026-03-07,记-003,付电费,管理费用,,40.00,",
)
DEARER = PUMP.replace("860.00", '"1,860.00"')
WHY = "原因: 凭证金额看错, 经谁同意: 村务监督委员会"


def ledger(*rows: str, more: str = "") -> str:
    return "\n".join([LEDGER_HEADER, OPENING, *rows]) + "\n" + more


def rows_of(folder: Path, text: str, kind: str = "ledger", key: str = "2026-03") -> list[Row]:
    file = f"data/villages/demo/{kind}/{key}.csv"
    write_tree(folder, {f"{kind}/{key}.csv": text})
    data, _ = load_file(folder, InputFile(kind, key, file), KINDS[kind])
    assert data
    return list(data.entries)


def told(changes: Iterable[RowChange], kind: str = "ledger") -> list[tuple[str, str, str]]:
    """(what was done, number of the row, columns)."""
    number = KINDS[kind].identity[0]
    return [(c.way, ((row := c.new or c.old) and row.text(number)) or "", "、".join(c.columns)) for c in changes]


# --- row by row ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([PUMP, SCRAP], [SCRAP, PUMP], [], id="another order"),
        pytest.param([PUMP, SCRAP], [PUMP.replace("860.00", "860"), SCRAP], [], id="typed otherwise"),
        pytest.param([PUMP, PUMP], [PUMP, PUMP], [], id="the same twice"),
        pytest.param([PUMP, PUMP], [PUMP], [("撤下", "记-001", "")], id="one of two that are the same"),
        pytest.param([PUMP, SCRAP], [PUMP.replace("860.00", "880.00"), SCRAP], [("改正", "记-001", "支出")], id="an amount"),
        pytest.param([PUMP, SCRAP], [SCRAP, POWER], [("补登", "记-003", ""), ("撤下", "记-001", "")], id="one for another"),
        pytest.param([PUMP, SCRAP], [PUMP.replace("记-001", "记-011"), SCRAP], [("改正", "记-011", "凭证号")], id="another number"),
        pytest.param(
            [PUMP, PUMP.replace("水泵", "水管").replace("860", "50"), SCRAP],
            [PUMP.replace("水泵", "水管").replace("860", "55"), PUMP, SCRAP],
            [("改正", "记-001", "支出")],
            id="one line of a voucher of several",
        ),
        pytest.param([DEARER, SCRAP], [DEARER.replace('"1,860.00"', "１８６０.0"), SCRAP], [], id="typed otherwise once more"),
        pytest.param(
            [PUMP, POWER],
            [PUMP.replace("记-001", "记-003"), POWER.replace("记-003", "记-001")],
            [("改正", "记-003", "日期、摘要、科目、支出"), ("改正", "记-001", "日期、摘要、科目、支出")],
            id="numbers changed places",
        ),
        pytest.param(
            [PUMP, POWER],
            [PUMP.replace("860.00", "860.01"), POWER.replace("40.00", "39.99")],
            [("改正", "记-001", "支出"), ("改正", "记-003", "支出")],
            id="a cent from one to the other, the sum as it was",
        ),
        pytest.param([PUMP, SCRAP], [PUMP.replace("03-05", "03-25"), SCRAP], [("改正", "记-001", "日期")], id="another day"),
        pytest.param([PUMP, SCRAP], [PUMP, PUMP, SCRAP], [("补登", "记-001", "")], id="one of two that are the same came later"),
        pytest.param([PUMP], [PUMP.replace(",860.00,", "860.00,,")], [("改正", "记-001", "收入、支出")], id="the other side"),
        pytest.param([PUMP], [PUMP.replace("860.00", "-860.00")], [("改正", "记-001", "支出")], id="another sign"),
        pytest.param([PUMP + "9140.00", SCRAP + "9240.00"], [PUMP + "9140.00", SCRAP + "9241.00"], [], id="the balance follows"),
    ],
)
def test_rows_are_compared_by_what_they_are_called(
    before: list[str], after: list[str], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    was, now = rows_of(tmp_path / "a", ledger(*before)), rows_of(tmp_path / "b", ledger(*after))
    assert told(differences(KINDS["ledger"], was, now)) == expected


def test_a_column_that_is_gone_is_told_once(tmp_path: Path) -> None:
    lines = ledger(PUMP, SCRAP).splitlines()
    before = rows_of(
        tmp_path / "a", "\n".join(f"{line},{end}" for line, end in zip(lines, ("往来单位", "", "样例水泵店", ""), strict=True))
    )
    after = rows_of(tmp_path / "b", "\n".join(lines))
    assert [(c.way, c.old, c.columns) for c in differences(KINDS["ledger"], before, after)] == [("撤下", None, ("往来单位",))]


def test_a_number_spells_no_name() -> None:
    assert all(map(is_number, ["记-012", "合2024-01", "3", "A-7", "收字第12号", "2026-03"]))
    assert not any(map(is_number, ["王小花1", "wangxiaohua-1", "13800001111", "记", "", "三组水泵"]))


# --- what was published, as git has it -------------------------------------------------------


Files = Mapping[str, str]


DEMO = Village("demo", "甲村")


class Kept:
    """A repository in memory: what a root held at the end of each of some days."""

    def __init__(self, slug: str = "demo") -> None:
        self.folder = f"data/villages/{slug}"
        self.versions: list[git.FileVersion] = []
        self.blobs: dict[str, bytes] = {}
        self._there: dict[str, str] = {}

    def commit(self, day: date, files: Files) -> None:
        at = git.Commit(f"{len(self.versions):040x}", int((day - date(1970, 1, 1)).total_seconds()) + 4 * 3600)
        now = {f"{self.folder}/{name}": self._blob(text) for name, text in files.items()}
        changed = {path: now.get(path, "") for path in {*now, *self._there} if now.get(path, "") != self._there.get(path, "")}
        self.versions = [*(git.FileVersion(at, path, blob) for path, blob in sorted(changed.items())), *self.versions]
        self._there = now

    def _blob(self, text: str) -> str:
        name = hashlib.sha1(b"blob %d\0" % len(text.encode()) + text.encode(), usedforsecurity=False).hexdigest()
        self.blobs[name] = text.encode()
        return name

    def as_git(self, patch: pytest.MonkeyPatch, root: Path) -> None:
        (root / ".git").mkdir(parents=True, exist_ok=True)
        patch.setattr(git, "repository", lambda root: git.Repository(root, "", "0" * 40, False))
        patch.setattr(git, "versions", lambda of, paths, until=date.max: [v for v in self.versions if v.commit.day <= until])
        patch.setattr(git, "contents", lambda of, blobs: iter([self.blobs[blob] for blob in blobs]))


def board_of(
    root: Path, now: Files, today: date = TODAY, site: SiteConfig | None = None, edition: str = "public"
) -> tuple[Plan, list[str]]:
    """The plan of a board whose files say this now, and the codes of its problems."""
    write_tree(root, now)
    _, plan, problems = plan_board(BoardTask(root, "demo", site or SiteConfig(), today, edition=edition))  # type: ignore[arg-type]
    assert plan, problems
    return plan, sorted(p.code for p in problems if p.code.startswith("correction") or p.code == "internal-error")


def lines_of(plan: Plan) -> list[tuple[str, ...]]:
    """更正记录, as its CSV has it, without the header."""
    text = docs_of(plan).get("corrections/corrections.csv", b"").decode("utf-8-sig")
    return [tuple(line) for line in csv.reader(text.splitlines()[1:])]


def corrected(root: Path, kept: Kept, patch: pytest.MonkeyPatch, now: Files, today: date = TODAY) -> list[tuple[str, ...]]:
    """(day, row, what was done, column, what it said, what it says)."""
    kept.as_git(patch, root)
    return [(day, row, way, column, was, is_now) for day, _, row, way, column, was, is_now, *_ in lines_of(board_of(root, now, today)[0])]


MARCH = "ledger/2026-03.csv"


def test_each_day_before_is_a_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    dear = PUMP.replace("860.00", "880.00")
    kept.commit(date(2026, 4, 5), {MARCH: ledger(POWER)})
    kept.commit(date(2026, 4, 5), {MARCH: ledger(PUMP, SCRAP)})  # put right on the day it was first there
    kept.commit(date(2026, 5, 5), {MARCH: ledger(dear, SCRAP)})
    kept.commit(date(2026, 11, 23), {MARCH: ledger(dear)})  # today: held against the last day before
    assert corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(dear)}) == [
        ("2026-11-23", "记-002", "撤下", "", "", ""),
        ("2026-05-05", "记-001", "改正", "支出", "860.00 元", "880.00 元"),
    ]


def test_a_row_put_right_twice_is_told_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    for day, fen in ((5, "860.00"), (6, "880.00"), (7, "860.00")):
        kept.commit(date(2026, 4, day), {MARCH: ledger(PUMP.replace("860.00", fen))})
    lines = corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP)})
    assert [(line[0], line[4]) for line in lines] == [("2026-04-07", "880.00 元"), ("2026-04-06", "860.00 元")]


def test_a_table_that_is_still_being_kept_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    kept.commit(date(2026, 3, 6), {MARCH: ledger(PUMP)})
    assert corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP, SCRAP)}, date(2026, 4, 20)) == []
    assert corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP, POWER)}) == [], "nobody could have entered it before"
    assert [line[1:3] for line in corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP, SCRAP)})] == [("记-002", "补登")]
    kept.commit(date(2026, 4, 6), {MARCH: ledger(PUMP, SCRAP)})
    assert [line[1:3] for line in corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP, SCRAP, POWER)})] == [("记-003", "补登")]


def test_what_held_no_correction_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, quiet = Kept(), set[str]()
    for day, rows in ((6, (PUMP,)), (20, (PUMP, SCRAP)), (40, (PUMP, SCRAP, POWER)), (50, (SCRAP, POWER))):
        kept.commit(date(2026, 3, 1) + timedelta(day), {MARCH: ledger(*rows)})
    kept.as_git(monkeypatch, tmp_path)
    write_tree(tmp_path, {MARCH: ledger(SCRAP, POWER)})
    read: list[str] = []
    monkeypatch.setattr(old_files, "tables_of", lambda root, file, kind: read.append(file) or tables_of(root, file, kind))
    first = past.of_git(tmp_path, DEMO, all_kinds(), TODAY, None, quiet)
    assert first
    assert (len(read), len(quiet)) == (4, 2)
    read.clear()
    assert past.of_git(tmp_path, DEMO, all_kinds(), TODAY, None, quiet) == first
    assert (len(read), len(quiet)) == (2, 2)


def test_settings_that_explain_nothing_otherwise_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one of two that differ in more read twice."""
    why = [stated(f"文件: {MARCH}, 行: 记-001, 日期: 2026-04-0{n}, {WHY}") for n in (1, 2)]
    kept, quiet = Kept(), set[str]()
    for day, settings in enumerate((VILLAGE_YML, VILLAGE_YML + "简介: 村。\n", why[0], why[1]), 1):
        kept.commit(date(2026, 4, day), {MARCH: ledger(PUMP), "village.yml": settings})
    kept.as_git(monkeypatch, tmp_path)
    write_tree(tmp_path, {MARCH: ledger(PUMP), "village.yml": why[1]})
    read: list[str] = []
    monkeypatch.setattr(old_files, "load_village", lambda folder, file, boards: read.append(file) or load_village(folder, file, boards))
    first = past.of_git(tmp_path, DEMO, all_kinds(), TODAY, None, quiet)
    assert first
    assert ([(each.day, each.way) for each in first.reasons], len(read)) == ([(date(2026, 4, 4), "撤下")], 4)
    read.clear()
    assert past.of_git(tmp_path, DEMO, all_kinds(), TODAY, None, quiet) == first
    assert len(read) == 2


def test_a_site_that_others_wrote_in_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    files = {RECORD: '{"files": [{"path": 1, "sha256": 2}]}', "deep.json": "[" * 100_000}
    site = PublishedBoard(files.__getitem__, lambda folder: ())
    assert (site.tables_in("finance"), site.record) == ([], None)
    assert PublishedBoard(lambda file: '{"files": [{"path": "\\ud800", "sha256": ""}]}', lambda folder: ()).digests == {}
    assert rows_published([files["deep.json"]], KINDS["ledger"], Dataset("ledger", "2026-03", MARCH)) == []
    line = '[{"来历": "比对", "更正日": "2026-04-06", "文件": "notices/road", "做法": "改正"}]'
    for day, expected in (("2026-13-01", None), ("2026-04-07", 1)):
        made = {"index.html": f'<dt>数据截至</dt><dd><time datetime="{day}"', "corrections/corrections.json": line}
        for name, text in made.items():
            write_tree(tmp_path, {f"/site/{name}": text})
        before = of_site(tmp_path / "site", "demo", {}, all_kinds(), Context(SiteConfig(), DEMO, TODAY), None)
        assert (len(before.changes) if before else None) == expected


def test_what_is_public_later_was_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    kept.commit(date(2026, 4, 5), {MARCH: ledger(PUMP, more="公开日：2026-04-10\n")})
    kept.commit(date(2026, 4, 8), {MARCH: ledger(PUMP.replace("860", "880"), more="公开日：2026-04-10\n")})
    assert corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP.replace("860", "880"), more="公开日：2026-04-10\n")}) == []


def test_answers_come_later_and_lists_of_how_things_stand_are_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "编号,提问日期,问题,答复日期,答复人,答复"
    asked, answered = "问-01,2025-11-05,路灯何时修,,,", "问-01,2025-11-05,路灯何时修,2026-01-20,村委会,已经修好"
    kept = Kept()
    kept.commit(date(2026, 1, 5), {"questions/2025.csv": f"{header}\n{asked}\n"})
    assert corrected(tmp_path, kept, monkeypatch, {"questions/2025.csv": f"{header}\n{answered}\n"}) == []
    other = answered.replace("路灯", "水泵")
    assert [line[3] for line in corrected(tmp_path, kept, monkeypatch, {"questions/2025.csv": f"{header}\n{other}\n"})] == ["问题"]
    assert KINDS["services"].living


def test_a_month_that_goes_into_the_file_of_its_year_is_not_taken_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    kept.commit(date(2026, 4, 5), {MARCH: ledger(PUMP)})
    assert corrected(tmp_path, kept, monkeypatch, {"ledger/2026.csv": ledger(PUMP)}) == []
    (tmp_path / "data/villages/demo/ledger/2026.csv").unlink()
    assert corrected(tmp_path, kept, monkeypatch, {"ledger/2026-04.csv": ledger(PUMP.replace("-03-", "-04-"))}) == [
        ("2026-11-23", "", "撤下", "", "", "")
    ]


def test_only_days_from_the_first_that_the_township_names_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    for day, fen in ((date(2026, 4, 5), "860.00"), (date(2026, 4, 6), "880.00"), (date(2026, 6, 1), "890.00")):
        kept.commit(day, {MARCH: ledger(PUMP.replace("860.00", fen))})
    kept.as_git(monkeypatch, tmp_path)
    now = {MARCH: ledger(PUMP.replace("860.00", "890.00"))}
    plan, _ = board_of(tmp_path, now, site=SiteConfig(corrected_since=date(2026, 6, 1)))
    assert [line[0] for line in lines_of(plan)] == ["2026-06-01"]
    assert lines_of(board_of(tmp_path, now, site=SiteConfig(corrected_since=date(2026, 6, 2)))[0]) == []


def test_a_village_of_made_up_data_publishes_nothing_that_could_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    kept.commit(date(2026, 4, 5), {MARCH: ledger(POWER)})
    assert corrected(tmp_path, kept, monkeypatch, {MARCH: ledger(PUMP), "village.yml": VILLAGE_YML + "示例数据: 全部\n"}) == []


# --- what the village says of it -------------------------------------------------------------


def stated(*entries: str) -> str:
    return VILLAGE_YML + "更正:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def test_a_reason_goes_with_the_change_of_its_row_and_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    for day, fen in ((5, "860.00"), (6, "880.00"), (20, "890.00")):
        kept.commit(date(2026, 4, day), {MARCH: ledger(PUMP.replace("860.00", fen), SCRAP)})
    kept.as_git(monkeypatch, tmp_path)
    now = {MARCH: ledger(PUMP.replace("860.00", "890.00"))}
    settings = stated(
        "文件: ledger/2026-03.csv, 行: 记-001, 日期: 2026-04-06, 原因: 看错, 经谁同意: 监委会",
        "文件: ledger/2026-03, 行: 记-001, 日期: 2026-04-18, 原因: 再查, 经谁同意: 监委会",
        "文件: ledger/2026-03.csv, 日期: 2026-11-23, 原因: 重复登记, 经谁同意: 监委会",
    )
    plan, codes = board_of(tmp_path, {**now, "village.yml": settings})
    assert [(line[0], line[7]) for line in lines_of(plan)] == [("2026-11-23", "重复登记"), ("2026-04-20", "再查"), ("2026-04-06", "看错")]
    assert codes == []


def test_without_any_history_a_village_says_itself_what_it_was(tmp_path: Path) -> None:
    settings = stated(f"文件: ledger/2026-03.csv, 行: 记-001, 日期: 2026-04-06, 项目: 支出, 原为: 86, {WHY}")
    plan, codes = board_of(tmp_path, {MARCH: ledger(PUMP), "village.yml": settings})
    (line,) = lines_of(plan)
    assert line[:6] == ("2026-04-06", "2026年3月收支明细", "记-001", "改正", "支出", "86.00 元")
    assert line[6:] == ("860.00 元", "凭证金额看错", "村务监督委员会", "ledger/2026-03", "村里写明")
    page = docs_of(plan)["finance/2026-03.md"].decode()
    assert '付水泵维修费<span class="gk-noted">2026年4月6日更正：支出原为 86.00 元，凭证金额看错</span></th>' in page
    assert "这一页公开以后更正过 1 处" in page
    assert docs_of(plan)["index.md"].decode().count("公开以后更正过 1 处，都写着为什么") == 1
    assert [r.title for r in each_record(plan.records or ()) if r.path == "corrections.md"] == ["2026年3月收支明细 更正 记-001", "更正记录"]
    assert codes == []
    assert plan.corrected == 1
    assert "data/villages/demo/village.yml" in (plan.rests["finance/2026-03.md"] or ())


def test_a_reason_that_is_taken_back_goes_at_once(tmp_path: Path) -> None:
    """Where the board cannot be made for another fault, the pages that told it go."""
    why = (
        f"更正:\n  - {{文件: {MARCH}, 行: 记-001, 日期: 2026-04-06, 项目: 支出, 原为: 86, 原因: 水泵发票看错, 经谁同意: 村务监督委员会}}\n"
    )
    write_tree(tmp_path, {MARCH: ledger(PUMP), "ledger/2026-04.csv": f"{LEDGER_HEADER}\n{SCRAP.replace('-03-', '-04-')}\n"})
    write_tree(tmp_path, {"village.yml": VILLAGE_YML + why})
    assert all(board.built for board in build(tmp_path, TODAY).boards)
    assert "水泵发票看错" in (tmp_path / "site/demo/finance/2026-03/index.html").read_text(encoding="utf-8")
    write_tree(tmp_path, {"village.yml": VILLAGE_YML, "ledger/2026-05.csv": "日期\n"})
    assert not any(board.built for board in build(tmp_path, TODAY).boards)
    left = {path for path in (tmp_path / "site/demo").rglob("*") if path.is_file() and "水泵发票看错" in path.read_text("utf-8", "replace")}
    assert left == set()
    assert (tmp_path / "site/demo/finance/2026-04/index.html").is_file()


NOTICE = "---\n标题: 修路公告\n事项: 其他\n主体: 村委会\n范围: 社会\n公开日: 2026-04-01\n{more}---\n\n{body}\n"
ROAD = "notices/road.md"


SEED = ("甲村", "demo")
"""Of the ids of its feed."""


def notice(body: str = "三组修路，花 860 元。", more: str = "") -> str:
    return NOTICE.format(body=body, more=more)


def test_of_what_is_not_compared_the_village_says_itself_that_it_was_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = "服务,类别,时间,地点\n卫生室,卫生,8:00—11:30,村委会东侧\n"
    kept = Kept()
    kept.commit(date(2026, 4, 1), {"services/2026.csv": place, MARCH: ledger(PUMP)})
    kept.as_git(monkeypatch, tmp_path)
    settings = stated(f"文件: services/2026.csv, 行: 卫生室, 日期: 2026-04-06, {WHY}")
    plan, codes = board_of(tmp_path, {"services/2026.csv": place, MARCH: ledger(PUMP), "village.yml": settings})
    assert ([(line[2].split()[0], line[3]) for line in lines_of(plan)], codes) == ([("卫生室", "改正")], [])


def test_the_text_of_a_notice_is_held_against_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old text is told by nobody; what is told is that it was another, when, why."""
    kept = Kept()
    kept.commit(date(2026, 3, 30), {ROAD: notice("草稿"), MARCH: ledger(PUMP)})  # not yet public
    kept.commit(date(2026, 4, 1), {ROAD: notice(), MARCH: ledger(PUMP)})
    kept.commit(date(2026, 4, 6), {ROAD: notice("三组修路，花 8600 元。"), MARCH: ledger(PUMP)})
    kept.as_git(monkeypatch, tmp_path)
    now = {ROAD: notice("三组修路，花 8600 元。", "结果: 无异议\n撤下日: 2027-01-01\n"), MARCH: ledger(PUMP)}
    plan, codes = board_of(tmp_path, now)
    assert codes == ["correction-missing"]
    assert [line[:9] for line in lines_of(plan)] == [("2026-04-06", "修路公告", "", "改正", "正文", "", "", "没有写明原因", "")]
    page = docs_of(plan)["notices/road.md"].decode()
    assert "2026年4月6日更正：「正文」改过，原来的不再登，没有写明原因" in page
    assert not any("860 元" in text.decode("utf-8", "replace") for path, text in docs_of(plan).items() if path.endswith((".md", ".csv")))
    why = "更正:\n  - {日期: 2026-04-06, 原因: 少写了一个零, 经谁同意: 村务监督委员会}\n"
    plan, codes = board_of(tmp_path, now | {ROAD: now[ROAD].replace("结果:", f"{why}结果:")})
    assert (codes, [line[7:9] for line in lines_of(plan)]) == ([], [("少写了一个零", "村务监督委员会")])
    assert "少写了一个零" in docs_of(plan)["notices/road.md"].decode()
    (tmp_path / "data/villages/demo" / ROAD).unlink()
    plan, codes = board_of(tmp_path, {MARCH: ledger(PUMP)})
    assert [line[:4] for line in lines_of(plan)] == [("2026-11-23", "公示公告", "", "撤下"), ("2026-04-06", "公示公告", "", "改正")]
    for path in ("feed", "notices/feed"):
        feed = read_feed(docs_of(plan)[f"{path}.json"])
        assert feed
        assert [(name == feed_id(*SEED, ROAD), day) for name, day in feed.gone] == [(True, date(2026, 11, 23))]
        assert feed.gone[0][0].encode() in docs_of(plan)[f"{path}.xml"], path
    assert not any("修路" in text.decode("utf-8", "replace") for text in docs_of(plan).values()), "nothing of it is said"


def test_what_a_file_says_itself_and_village_yml_says_too_is_told_once(tmp_path: Path) -> None:
    why = "更正:\n  - {日期: 2026-04-06, 原因: 少写了一个零, 经谁同意: 村务监督委员会}\n"
    settings = stated(f"文件: {ROAD}, 日期: 2026-04-06, {WHY}")
    plan, codes = board_of(tmp_path, {ROAD: notice(more=why), MARCH: ledger(PUMP), "village.yml": settings})
    assert (codes, [line[7] for line in lines_of(plan)]) == (["correction-twice"], ["凭证金额看错"])
    problems = read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2]
    assert [(p.source.file, p.source.line) for p in problems if p.code == "correction-twice"] == [(f"data/villages/demo/{ROAD}", 8)]
    dayless = stated(*[f"文件: {MARCH}, 行: 记-001, {WHY}"] * 2)
    write_tree(tmp_path, {"village.yml": dayless})
    codes = [p.code for p in read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2] if p.source.file.endswith("village.yml")]
    assert (codes.count("missing-key"), codes.count("correction-twice")) == (2, 0), "nobody knows yet that they are of one day"


def test_a_list_in_yaml_says_itself_what_was_put_right(tmp_path: Path) -> None:
    honors = "更正:\n  - {行: 王示例, 日期: 2026-04-06, 原因: 姓名写错, 经谁同意: 评议小组}\n"
    listed = "类型: 好人榜\n名单:\n  - {姓名: 王示例, 事迹: 帮助邻居, 称号: 身边好人}\n"
    write_tree(tmp_path, {"honors/2026-haoren.yml": honors + listed})
    data, problems = load_file(tmp_path, InputFile("honors", "2026-haoren", "data/villages/demo/honors/2026-haoren.yml"), KINDS["honors"])
    assert data
    assert [(c.file, c.row, c.reason, c.line) for c in data.corrections] == [("honors/2026-haoren.yml", "王示例", "姓名写错", 2)]
    assert not [p for p in problems if p.source.field == "更正"]


def test_a_correction_in_plain_words_is_shown_how_it_is_written(tmp_path: Path) -> None:
    write_tree(tmp_path, {ROAD: notice(more="更正: 少写了一个零\n")})
    _, problems = load_file(tmp_path, InputFile("notices", "road", f"data/villages/demo/{ROAD}"), KINDS["notices"])
    assert [p.hint for p in problems if p.source.field == "更正"] == ["每条前面加「- 」，如「- {日期: ……, 原因: ……, 经谁同意: ……}」。"]


def test_a_scan_that_was_exchanged_under_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = notice(more="附表: [costs.csv]\n")
    kept = Kept()
    kept.commit(date(2026, 4, 1), {ROAD: text, "notices/costs.csv": "项目,金额\n水泥,860.00\n", MARCH: ledger(PUMP)})
    kept.as_git(monkeypatch, tmp_path)
    plan, codes = board_of(tmp_path, {ROAD: text, "notices/costs.csv": "项目,金额\n水泥,8600.00\n", MARCH: ledger(PUMP)})
    assert (codes, [line[:5] for line in lines_of(plan)]) == (["correction-missing"], [("2026-11-23", "修路公告", "", "改正", "附表")])


@pytest.mark.parametrize("slug", ["other", "town/other"])
def test_a_village_is_held_against_its_history_wherever_its_folder_lies(slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = notice(more="附表: [costs.csv]\n")
    kept = Kept(slug)
    kept.commit(date(2026, 4, 1), {**OPEN, ROAD: text, "notices/costs.csv": "项目,金额\n水泥,860.00\n"})
    kept.as_git(monkeypatch, tmp_path)
    now = {**CLOSED, ROAD: text, "notices/costs.csv": "项目,金额\n水泥,8600.00\n", "village.yml": VILLAGE_YML}
    write_tree(tmp_path, {f"/{kept.folder}/{name}": content for name, content in now.items()})
    problems = read_board(BoardTask(tmp_path, slug, SiteConfig(), TODAY))[2]
    messages = [p.message for p in problems if p.code == "correction-missing"]
    assert ["「支出」" in messages[0], "「附表」" in messages[1]] == [True, True]


def test_a_photo_of_a_row_that_was_exchanged_under_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a row whose photo is shown; one that nobody agreed to was not."""
    lines = (ROOT / "data/villages/shifan/projects/2025.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    table = "\n".join(lines) + "\n"
    folder = tmp_path / "data/villages/demo/projects"
    folder.mkdir(parents=True)
    for name in ("2025-road-before.jpg", "2025-road-after.jpg"):
        shutil.copy(ROOT / "data/villages/shifan/projects" / name, folder)
    for agreed, expected in (("无人", [("2026-11-23", "二组道路硬化 2025-02-26 村民代表会议", "改正", "照片", "", "")]), ("否", [])):
        text = table.replace("无人,", f"{agreed},")
        kept = Kept()
        kept.commit(date(2026, 4, 1), {"projects/2025.csv": text, "projects/2025-road-after.jpg": "otherwise"})
        assert corrected(tmp_path, kept, monkeypatch, {"projects/2025.csv": text}) == expected
        codes = [p.code for p in read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2]]
        assert ("correction-missing" in codes) == bool(expected)


# --- who wants to change 860.00 quietly ------------------------------------------------------

DEAR = PUMP.replace("860.00", "8600.00")
OPEN = {MARCH: ledger(PUMP, SCRAP, more="公开日：2026-04-08\n审核：村务监督委员会 2026-04-07 审核通过\n")}
CLOSED = {MARCH: OPEN[MARCH].replace(PUMP, DEAR)}
OTHER = {"ledger/2026-04.csv": f"{LEDGER_HEADER}\n{POWER.replace('-03-', '-04-')}\n"}


@pytest.mark.parametrize(
    ("between", "now", "expected"),
    [
        pytest.param([], CLOSED, "改了「支出」", id="as it is"),
        pytest.param([], {MARCH: CLOSED[MARCH].replace("记-001", "记-001a")}, "没有了", id="another voucher"),
        pytest.param([], {"ledger/2026.csv": CLOSED[MARCH]}, "改了「支出」", id="into the file of the year"),
        pytest.param([], {"ledger/2026-03-现金.csv": CLOSED[MARCH]}, "改了「支出」", id="a file of an account"),
        pytest.param([OTHER], CLOSED, "改了「支出」", id="gone for a day"),
        pytest.param([OTHER], {"ledger/2026.csv": CLOSED[MARCH]}, "改了「支出」", id="gone for a day, then in the file of the year"),
        pytest.param([{MARCH: "日期\n"}], CLOSED, "改了「支出」", id="unreadable for a day"),
        pytest.param([{MARCH: OPEN[MARCH].replace("860.00", "八六零")}], CLOSED, "改了「支出」", id="no amount for a day"),
        pytest.param([{MARCH: OPEN[MARCH].replace("2026-04-08", "2027-01-01")}], CLOSED, "改了「支出」", id="public later of a sudden"),
        pytest.param([{**OPEN, "village.yml": VILLAGE_YML + "示例数据: 全部\n"}], CLOSED, "改了「支出」", id="sample data for a day"),
        pytest.param([], {MARCH: "单位：万元\n" + OPEN[MARCH]}, "改了「支出」", id="another unit"),
        pytest.param([], {MARCH: OPEN[MARCH].replace("收入,支出", "支出,收入")}, "改了「收入」、「支出」", id="names of columns"),
        pytest.param([], {**OPEN, "ledger/2026-03-现金.csv": ledger(DEAR)}, "后来补的", id="once more in another file"),
        pytest.param([], {MARCH: OPEN[MARCH].replace(PUMP, f"{PUMP}\n{PUMP}")}, "后来补的", id="twice"),
        pytest.param([], {MARCH: OPEN[MARCH].replace(f"{SCRAP}\n", "")}, "没有了", id="a row less"),
        pytest.param([], {MARCH: OPEN[MARCH].replace("10000.00", "17740.00")}, "改了「上月余额」", id="what was there before"),
        pytest.param([], {MARCH: OPEN[MARCH].replace("2026-04-08", "2026-04-01")}, "改了「公开日」", id="public earlier"),
        pytest.param([], {MARCH: OPEN[MARCH].replace("李", "").replace("审核通过", "没有审核")}, "改了「审核」", id="looked at otherwise"),
        pytest.param(
            [],
            {MARCH: ledger(SCRAP), **{k: v + DEAR.replace("-03-", "-04-") + "\n" for k, v in OTHER.items()}},
            "没有了",
            id="another month",
        ),
    ],
)
def test_no_way_to_change_a_published_figure_is_quiet(
    between: list[Files], now: Files, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    for n, files in enumerate([OPEN, *between]):
        kept.commit(date(2026, 5, 1) + timedelta(n), files)
    kept.as_git(monkeypatch, tmp_path)
    write_tree(tmp_path, now)
    problems = read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2]
    messages = [p.message for p in problems if p.code == "correction-missing" and "2026年11月23日" in p.message]
    assert any(expected in message for message in messages), messages


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("更正", "更正", []),
        ("更正", "", [("2026-11-23", "更正的说明", "撤下", "", "没有写明原因")]),
        ("原因", "更正", [("2026-11-23", "更正的说明", "改正", "原因", "没有写明原因")]),
        ("差异", "查过了", [("2026-11-23", "已知差异的说明", "改正", "原因", "没有写明原因")]),
        ("差异", "", []),
    ],
)
def test_what_was_said_of_a_correction_is_not_said_otherwise_in_silence(
    before: str, now: str, expected: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = {
        "更正": stated(f"文件: {MARCH}, 行: 记-001, 日期: 2026-05-09, {WHY}"),
        "原因": stated(f"文件: {MARCH}, 行: 记-001, 日期: 2026-05-09, {WHY.replace('看错', '丢了')}"),
        "差异": VILLAGE_YML + "已知差异:\n  - {代码: fund-change, 位置: x.csv, 原因: 差异}\n",
        "查过了": VILLAGE_YML + "已知差异:\n  - {代码: fund-change, 位置: x.csv, 原因: 查过了}\n",
        "": VILLAGE_YML,
    }
    kept = Kept()
    kept.commit(date(2026, 4, 9), {MARCH: ledger(PUMP), "village.yml": VILLAGE_YML})
    kept.commit(date(2026, 5, 9), {MARCH: ledger(DEAR), "village.yml": reasons[before]})
    kept.as_git(monkeypatch, tmp_path)
    plan, codes = board_of(tmp_path, {MARCH: ledger(DEAR), "village.yml": reasons[now]})
    lines = [line for line in lines_of(plan) if line[0] == "2026-11-23"]
    assert [(line[0], line[1], line[3], line[4], line[7]) for line in lines] == expected
    assert ("correction-missing" in codes) == bool(expected or "更正" not in (before, now))
    assert not any("丢了" in text.decode("utf-8", "replace") for text in docs_of(plan).values()), "what it was is not said"
    if expected:
        more = f"  - {{文件: village.yml, 日期: 2026-11-22, {WHY}}}\n"
        own = reasons[now] + (more if "更正:" in reasons[now] else f"更正:\n{more}")
        plan, _ = board_of(tmp_path, {MARCH: ledger(DEAR), "village.yml": own})
        assert next(line for line in lines_of(plan) if line[0] == "2026-11-23")[7] == "凭证金额看错"


def test_a_village_that_moves_takes_its_history_along_though_nobody_says_it_moved(tmp_path: Path) -> None:
    write_tree(tmp_path, {MARCH: ledger(PUMP)})
    committed(tmp_path, date(2026, 4, 5))
    (tmp_path / "data/villages/demo").rename(tmp_path / "data/villages/xin")
    (tmp_path / "data/villages/xin" / MARCH).write_text(ledger(DEAR), encoding="utf-8")
    committed(tmp_path, date(2026, 11, 1))
    problems = read_board(BoardTask(tmp_path, "xin", SiteConfig(), TODAY))[2]
    told_of = [(p.code, p.message) for p in problems if p.code in ("former-missing", "correction-missing")]
    assert sorted(code for code, _ in told_of) == ["correction-missing", "former-missing"]
    assert any("改了「支出」" in message for _, message in told_of)
    assert any("以前的文件夹是「demo」" in message for _, message in told_of)
    settings = tmp_path / "data/villages/xin/village.yml"
    settings.write_text(f"{VILLAGE_YML}曾用网址: demo\n", encoding="utf-8")
    problems = read_board(BoardTask(tmp_path, "xin", SiteConfig(), TODAY))[2]
    assert [p.code for p in problems if p.code in ("former-missing", "correction-missing")] == ["correction-missing"]


@pytest.mark.parametrize("clock", [date(2009, 1, 1), date(2031, 1, 1)])
def test_a_commit_of_a_clock_that_was_wrong_is_a_publication_of_its_own(clock: date, tmp_path: Path) -> None:
    """Else what stood for weeks would count as put right on the day on which it came, or as never published."""
    write_tree(tmp_path, {"village.yml": VILLAGE_YML + "简介: 一\n"})
    committed(tmp_path, date(2026, 4, 1))
    for day, rows in ((clock, PUMP), (date(2026, 6, 1), DEAR), (date(2026, 7, 1), DEAR + "\n" + SCRAP)):
        write_tree(tmp_path, {MARCH: ledger(rows)})
        committed(tmp_path, day)
    messages = [p.message for p in read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2] if p.code == "correction-missing"]
    assert any("2026年6月1日改了「支出」" in message for message in messages), messages


def test_a_village_that_leaves_and_comes_back_under_another_name_takes_its_history_along(tmp_path: Path) -> None:
    write_tree(tmp_path, {MARCH: ledger(PUMP), "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村")})
    committed(tmp_path, date(2026, 4, 5))
    kept = shutil.move(tmp_path / "data/villages/demo", tmp_path / "aside")
    committed(tmp_path, date(2026, 5, 1))
    shutil.move(kept, tmp_path / "data/villages/xin")
    (tmp_path / "data/villages/xin" / MARCH).write_text(ledger(DEAR), encoding="utf-8")
    committed(tmp_path, date(2026, 11, 1))
    for slug, expected in (("xin", ["correction-missing", "former-missing"]), ("other", [])):
        problems = read_board(BoardTask(tmp_path, slug, SiteConfig(), TODAY))[2]
        told_of = [(p.code, p.message) for p in problems if p.code in ("former-missing", "correction-missing")]
        assert sorted(code for code, _ in told_of) == expected
        assert any("改了「支出」" in message for _, message in told_of) == bool(expected)


@pytest.mark.parametrize(
    ("mine", "other", "one"),
    [
        ("村名: 王庄\n行政区划代码: 110101001001\n", "村名: 王庄\n行政区划代码: 110101001002\n", False),
        ("村名: 王庄\n行政区划代码: 110101001001\n", "村名: 李庄\n行政区划代码: 110101001001\n", True),
        ("村名: 王庄\n行政区划代码: 110101001001\n", "村名: 王庄\n", True),
        ("村名: 王庄\n", "村名: 李庄\n", False),
    ],
)
def test_villages_of_one_name_are_told_apart_by_their_codes(mine: str, other: str, one: bool) -> None:
    assert moved_from._is_one(*(moved_from._NAME.findall(text.encode()) for text in (mine, other))) is one


def test_one_reason_is_not_one_for_all_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    for day, rows in ((date(2026, 4, 9), [PUMP]), (date(2026, 5, 9), [PUMP.replace("860", "880")])):
        kept.commit(day, {MARCH: ledger(*rows)})
    kept.as_git(monkeypatch, tmp_path)
    settings = stated(f"文件: {MARCH}, 日期: 2026-05-09, {WHY}")
    plan, codes = board_of(tmp_path, {MARCH: ledger(DEAR), "village.yml": settings})
    assert [(line[0], line[7]) for line in lines_of(plan)] == [("2026-11-23", "没有写明原因"), ("2026-05-09", "凭证金额看错")]
    assert codes == ["correction-missing"]


def test_what_speaks_of_nothing_is_told_to_the_clerk_and_to_nobody_else(tmp_path: Path) -> None:
    twice = "2026-03-06,记-002,卖旧桌,其他收入,50.00,,"
    places = ("ledger/2026-04.csv, 行: 记-001", f"{MARCH}, 行: 记-009", f"{MARCH}, 行: 记-002", f"{MARCH}, 行: 记-001, 做法: 撤下")
    settings = stated(*(f"文件: {place}, 日期: 2026-04-06, {WHY}" for place in (*places, f"{MARCH}, 行: 记-001, 项目: 金额")))
    plan, codes = board_of(tmp_path, {MARCH: ledger(PUMP, SCRAP, twice), "village.yml": settings})
    assert (lines_of(plan), codes) == ([], ["correction-place"] * 5)


def test_a_review_may_name_the_code_of_what_it_saw(tmp_path: Path) -> None:
    def page(fen: str, review: str) -> str:
        files = {MARCH: ledger(PUMP.replace("860.00", fen), more=f"审核：村务监督委员会审核通过{review}\n")}
        return docs_of(board_of(tmp_path, files)[0])["finance/2026-03.md"].decode()

    (code,) = re.findall(r"<code>(\w{4}(?:-\w{4}){4})</code>", page("860.00", ""))
    assert "（审核时看的" not in page("860.00", "，公开码看过了")
    assert "（审核时看的就是这一份）" in page("860.00", f"，公开码 {code}")
    for typed in (code.lower(), code.replace("-", " ")):
        assert _looked_at(f"公开码 {typed}", code) == "审核时看的就是这一份"
    assert "（审核以后又改过，公开码和审核时的不一样）" in page("870.00", f"，公开码 {code}")
    for label in ("总码", "公开总码", ""):  # of the whole board: it may name the root that it saw, which says nothing against this page
        assert _looked_at(f"审核通过，{label} 7K2M-9QXR-4HTV-BD3N-W8PC", code) == "审核时的总码，在「公开记录」的「历次公开」里查"


def test_a_name_in_a_reason_is_told(tmp_path: Path) -> None:
    settings = stated("文件: ledger/2026-03.csv, 行: 记-001, 日期: 2026-04-06, 原因: 欧阳小花说付多了, 经谁同意: 监委会")
    write_tree(tmp_path, {MARCH: ledger(PUMP), "village.yml": settings})
    problems = read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[2]
    assert [(p.code, p.source.line) for p in problems if p.code == "personal-name"] == [("personal-name", 7)]


# --- what never comes back -------------------------------------------------------------------


PLANTED = "欧阳小花"


def test_what_was_published_of_a_person_and_taken_down_comes_back_in_no_byte(tmp_path: Path) -> None:
    """Wherever somebody stood: in a text, as who was paid, as the name of a row, with his consent."""
    donors = "捐赠人,日期,金额,物品,用途,已用,余额,说明,同意"
    before = {
        MARCH: ledger(PUMP.replace("付水泵", f"付{PLANTED}水泵"), SCRAP.replace("卖废品", f"卖废品给{PLANTED}"), POWER),
        "donations/2026-H1.csv": f"{donors}\n{PLANTED},2026-02-01,500.00,,修路,,500.00,,是\n钱演示,2026-02-02,300.00,,修路,,300.00,,是\n",
        "pay/2026-Q1.csv": f"姓名,事由,天数,标准,应发,实发\n{PLANTED},一季度补贴,,,900.00,900.00\n王示例,一季度补贴,,,600.00,600.00\n",
    }
    now = {
        MARCH: ledger(PUMP.replace("860.00", "861.00"), SCRAP),
        "donations/2026-H1.csv": f"{donors}\n钱演示,2026-02-02,301.00,,修路,,301.00,,是\n",
        "pay/2026-Q1.csv": "姓名,事由,天数,标准,应发,实发\n周假设,一季度补贴,,,901.00,901.00\n王示例,一季度补贴,,,600.00,600.00\n",
    }
    write_tree(tmp_path, before)
    committed(tmp_path, date(2026, 4, 5))
    write_tree(tmp_path, now)
    committed(tmp_path, date(2026, 11, 1))
    for edition in ("public", "village"):
        outcome = build(tmp_path, TODAY, output=tmp_path / edition, edition=edition, work=tmp_path / "work")
        assert [board.corrected for board in outcome.boards] == [7], outcome.problems
        for text in (p.message + p.hint + p.excerpt for p in outcome.problems):
            assert not spelt(text.encode())
        for path in (tmp_path / edition).rglob("*"):
            assert not path.is_file() or not spelt(path.read_bytes()), path
        assert "860.00 元" in (tmp_path / edition / "demo/corrections/corrections.json").read_text(encoding="utf-8")


def test_nor_does_it_from_what_the_site_told_before(tmp_path: Path) -> None:
    def publish(*rows: str) -> list[Path]:
        write_tree(tmp_path, {MARCH: ledger(*rows)})
        assert all(board.built for board in build(tmp_path, TODAY).boards)
        return [path for path in (tmp_path / "site").rglob("*") if path.is_file() and spelt(path.read_bytes())]

    before = PUMP.replace("付水泵", f"付{PLANTED}水泵").replace("2026-03-05", "2026-03-04")
    assert publish(before, SCRAP, POWER.replace("付电费", f"付{PLANTED}电费")), "it was there"
    assert publish(PUMP, SCRAP) == []
    assert [line.split(",")[2] for line in _told(tmp_path)] == ["记-001", "记-003"]
    assert publish(PUMP.replace("860", "870"), SCRAP) == []
    assert len(_told(tmp_path)) == 3


def _told(root: Path) -> list[str]:
    return (root / "site/demo/corrections/corrections.csv").read_text(encoding="utf-8-sig").splitlines()[1:]


def spelt(data: bytes) -> bool:
    return PLANTED.encode() in data or "小花".encode() in data


# --- without a history: what the published site has ------------------------------------------


def test_without_git_the_published_site_is_compared_and_tells_on_what_it_told(tmp_path: Path) -> None:
    """A folder that was downloaded: what the pages said is known from the pages, in the next publication and in those that follow."""

    def publish(rows: Sequence[str], day: date, more: str = "", clean: bool = False) -> tuple[list[tuple[str, ...]], list[str]]:
        write_tree(tmp_path, {MARCH: ledger(*rows), "village.yml": VILLAGE_YML + more})
        if clean:
            shutil.rmtree(tmp_path / "build")
        outcome = build(tmp_path, day)
        assert all(board.built for board in outcome.boards), outcome.problems
        file = tmp_path / "site/demo/corrections/corrections.csv"
        lines = file.read_text(encoding="utf-8-sig").splitlines()[1:] if file.is_file() else []
        kept = [tuple(line.split(",")) for line in lines]
        return [(*line[:1], *line[2:8]) for line in kept], sorted(p.code for p in outcome.problems if p.code.startswith("correction"))

    dear, dearer = PUMP.replace("860.00", "880.00"), PUMP.replace("860.00", "890.00")
    assert publish([PUMP, SCRAP, POWER], date(2026, 3, 20)) == ([], [])
    first = ("2026-05-05", "记-001", "改正", "支出", "860.00 元", "880.00 元")
    assert publish([dear, SCRAP, POWER], date(2026, 5, 5)) == ([(*first, "没有写明原因")], ["correction-missing"])
    why = f"更正:\n  - {{文件: {MARCH}, 行: 记-001, 日期: 2026-05-05, {WHY}}}\n"
    second, gone = ("2026-05-09", "记-001", "改正", "支出", "880.00 元", "890.00 元"), ("2026-05-09", "记-003", "撤下", "", "", "")
    told_now = [(*second, "没有写明原因"), (*gone, "没有写明原因"), (*first, "凭证金额看错")]
    assert publish([SCRAP, dearer], date(2026, 5, 9), why)[0] == told_now
    assert publish([SCRAP, dearer], date(2026, 7, 1), why, clean=True) == (told_now, ["correction-missing"] * 2)
    assert TOLD in (tmp_path / "site/demo/corrections/index.html").read_text(encoding="utf-8")


def test_without_git_the_texts_of_notices_are_compared_too(tmp_path: Path) -> None:
    """As they lie beside their pages; one that is gone is told without its name, in every publication that follows."""

    def publish(day: date, text: str = "", more: str = "") -> tuple[list[tuple[str, ...]], list[str]]:
        write_tree(tmp_path, {MARCH: ledger(PUMP), "village.yml": VILLAGE_YML + more, **({ROAD: text} if text else {})})
        if not text:
            (tmp_path / "data/villages/demo" / ROAD).unlink(missing_ok=True)
        outcome = build(tmp_path, day)
        assert all(board.built for board in outcome.boards), outcome.problems
        file = tmp_path / "site/demo/corrections/corrections.csv"
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()[1:])) if file.is_file() else []
        codes = sorted(p.code for p in outcome.problems if p.code.startswith("correction"))
        return [(line[0], line[1], *line[3:6], line[7]) for line in lines], codes

    assert publish(date(2026, 4, 2), notice()) == ([], [])
    assert publish(date(2026, 4, 3), notice(more="结果: 无异议\n结果日期: 2026-04-02\n")) == ([], [])
    other = ("2026-04-06", "修路公告", "改正", "正文", "", "没有写明原因")
    assert publish(date(2026, 4, 6), notice("三组修路，花 8600 元。")) == ([other], ["correction-missing"])
    gone = ("2026-04-07", "公示公告", "撤下", "", "", "没有写明原因")
    assert publish(date(2026, 4, 7))[0][:1] == [gone]
    why = f"更正:\n  - {{文件: {ROAD}, 日期: 2026-04-07, 做法: 撤下, {WHY}}}\n"
    assert publish(date(2026, 4, 8), more=why)[0][0] == (*gone[:5], "凭证金额看错")
    site = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert not [path for path in site if "三组修路".encode() in path.read_bytes()], "nothing of it is said"


def test_without_git_a_reason_is_not_said_otherwise_in_silence(tmp_path: Path) -> None:
    def publish(day: date, dear: bool = True, why: str = "") -> list[tuple[str, ...]]:
        more = f"更正:\n  - {{文件: {MARCH}, 行: 记-001, 日期: 2026-06-02, {why}}}\n" if why else ""
        write_tree(tmp_path, {MARCH: ledger(DEAR if dear else PUMP), "village.yml": VILLAGE_YML + more})
        build(tmp_path, day)
        file = tmp_path / "site/demo/corrections/corrections.csv"
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()[1:])) if file.is_file() else []
        return [(*line[:2], line[3], line[4], line[7]) for line in lines if line[1] == "更正的说明"]

    assert publish(date(2026, 6, 1), dear=False) == []
    assert publish(date(2026, 6, 2), why=WHY) == []
    lost = WHY.replace("看错", "丢了")
    told = ("2026-06-04", "更正的说明", "改正", "原因", "没有写明原因")
    assert publish(date(2026, 6, 4), why=lost) == [told]
    assert publish(date(2026, 6, 5), why=lost) == [told]
    assert publish(date(2026, 6, 6)) == [("2026-06-06", "更正的说明", "撤下", "", "没有写明原因"), told]
    assert not any("看错".encode() in path.read_bytes() for path in (tmp_path / "site").rglob("*.csv"))


def test_without_git_a_table_that_is_gone_altogether_is_told(tmp_path: Path) -> None:
    """The record of the site lists it; no list of persons, whose tables end by themselves."""

    def publish(day: date, more: str = "") -> tuple[list[tuple[str, ...]], list[str]]:
        write_tree(tmp_path, {"village.yml": VILLAGE_YML + more})
        outcome = build(tmp_path, day)
        file = tmp_path / "site/demo/corrections/corrections.csv"
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()[1:])) if file.is_file() else []
        return [(*line[:4], line[7]) for line in lines], sorted(p.code for p in outcome.problems if p.code.startswith("correction"))

    april = "ledger/2026-04.csv"
    write_tree(tmp_path, {MARCH: ledger(PUMP), april: "\n".join([LEDGER_HEADER, ",,上月余额,,,,9140.00", POWER.replace("-03-", "-04-")])})
    write_tree(tmp_path, {"pay/2026-Q1.csv": "姓名,事由,应发,实发\n王示例,护林,100,100\n"})
    assert publish(date(2026, 6, 1)) == ([], [])
    for name in (april, "pay/2026-Q1.csv"):
        (tmp_path / "data/villages/demo" / name).unlink()
    gone = ("2026-07-01", "2026年4月收支明细", "", "撤下")
    assert publish(date(2026, 7, 1)) == ([(*gone, "没有写明原因")], ["correction-missing"])
    why = f"更正:\n  - {{文件: {april}, 日期: 2026-07-01, 做法: 撤下, {WHY}}}\n"
    assert publish(date(2026, 7, 2), why) == ([(*gone, "凭证金额看错")], [])
    assert publish(date(2026, 7, 3), why) == ([(*gone, "凭证金额看错")], [])


def test_what_is_added_to_a_table_that_was_still_being_kept_when_the_site_was_made(tmp_path: Path) -> None:
    write_tree(tmp_path, {MARCH: ledger(PUMP, SCRAP)})
    datasets = read_board(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))[0].datasets
    line = '{"日期": "2026-03-05", "凭证号": "记-001", "摘要": "付水泵维修费", "收入": null, "支出": "860.00", "余额": null}'
    there = tmp_path / "site/demo"
    (there / "finance/2026-03").mkdir(parents=True)
    (there / "finance/2026-03/2026-03.json").write_text(f"[{line}]", encoding="utf-8")
    for made, expected in (("2026-03-05", []), ("2026-03-20", ["补登"]), ("2026-04-05", ["补登"])):
        (there / "index.html").write_text(f'<dt>数据截至</dt><dd><time datetime="{made}">', encoding="utf-8")
        before = of_site(there, "demo", datasets, all_kinds(), Context(SiteConfig(), Village("demo", "甲村"), TODAY), None)
        assert before
        assert [change.row.way for change in before.changes] == expected


def test_nothing_differs_from_what_was_just_published(samples: Path) -> None:
    """Whatever a page makes of its rows, its downloads say the same of every row that is compared."""
    task = BoardTask(samples, "shifan", SiteConfig(), TODAY)
    data = read_board(task)[0]
    assert data.village
    quiet = set[str]()
    before = of_site(samples / "site/shifan", "shifan", data.datasets, all_kinds(), task.context(data.village), None, quiet)
    assert len(quiet) > 60, "so many tables were compared"
    assert before
    assert before.changes == (), "what only the village said is said by the village"


def test_what_a_row_says_of_consent_is_known() -> None:
    assert {CONSENT.name, GUARDIAN.name, PHOTOS.name} < set(NOT_SHOWN)


# --- what is shown before it is published ----------------------------------------------------


def test_what_is_new_is_listed_with_its_sums(tmp_path: Path, spoken: Spoken) -> None:
    late = f"{LEDGER_HEADER}\n{PUMP.replace('-03-', '-04-')}\n"
    write_tree(tmp_path, {MARCH: ledger(PUMP, SCRAP, POWER), "ledger/2026-02.csv": ledger(PUMP.replace("-03-", "-02-"))})
    committed(tmp_path, date(2026, 4, 5))
    dear = PUMP.replace("860.00", "880.00")
    write_tree(tmp_path, {MARCH: ledger(dear, SCRAP.replace("卖废品", "卖<b>废品</b>")), "ledger/2026-04.csv": late})
    (tmp_path / "data/villages/demo/ledger/2026-02.csv").unlink()
    write_tree(tmp_path, {"village.yml": stated(f"文件: {MARCH}, 行: 记-001, 日期: 2026-11-23, {WHY}")})
    status, text, _ = spoken("changes", "-C", str(tmp_path), "--today", "2026-11-23")
    assert status == 0
    assert text.splitlines() == [
        "甲村（demo）：和 git 里2026年11月22日的内容比。",
        "  2026年3月收支明细（ledger/2026-03.csv）：改了 2 行，少了 1 行",
        "    改 记-001：支出原为 860.00 元，改为 880.00 元；原因：凭证金额看错；村务监督委员会同意",
        "    改 记-002：「摘要」改过",
        "    少 记-003",
        "    支出合计 900.00 → 880.00 元",
        "  2026年4月收支明细（ledger/2026-04.csv）：新的，1 行",
        "    支出合计 0.00 → 860.00 元",
        "  2026年2月收支明细（ledger/2026-02.csv）：整个文件没有了",
        "    支出合计 860.00 → 0.00 元",
    ]
    for style, telling in (("md", "| 改 | 记-001 | 支出原为 860.00 元"), ("html", "<td>记-001</td><td>支出原为 860.00 元")):
        _, text, _ = spoken("changes", "-C", str(tmp_path), "--today", "2026-11-23", "--format", style)
        assert telling in text
        assert "<b>" not in text
    assert "审核人签字" in text
    for asked, message in (
        ("2026-04-04", "还没有记录"),
        ("nothing-there", "「nothing-there」不是日期（2026-03-05 这样），不是 git 的提交，也没有这个文件夹。"),
        (f"HEAD:data/villages/demo/{MARCH}", "不是 git 的提交"),
        ("昨天", "「昨天」不是日期（2026-03-05 这样）"),
        ("2026-13-01", "「2026-13-01」没有 2026 年 13 月 1 日这一天"),
        ("2026年11月24日", "2026年11月24日还没有到"),
        ("--exec=x", "不是日期"),
    ):
        status, _, why = spoken("changes", "-C", str(tmp_path), "--today", "2026-11-23", f"--since={asked}")
        assert (status, message in why) == (2, True), why
    assert spoken("changes", "-C", str(tmp_path), "--today", "2026-11-23", "--since", "2026.4.5")[1].startswith(
        "甲村（demo）：和 git 里2026年4月5日"
    )
    committed(tmp_path, date(2026, 11, 23))
    assert spoken("changes", "-C", str(tmp_path), "--since", "HEAD")[1] == "甲村（demo）：和 git 里 HEAD 的内容比。没有改动。\n"


def test_without_a_history_it_is_held_against_a_published_site(tmp_path: Path, spoken: Spoken) -> None:
    """With what that offers for download and its record alone: the root's own site, a copy elsewhere, one on the web."""
    root = tmp_path / "root"
    february = ledger(PUMP.replace("-03-", "-02-")).replace("10000.00", "10860.00")
    write_tree(root, {MARCH: ledger(PUMP, SCRAP, POWER), "ledger/2026-02.csv": february, ROAD: notice()})
    assert build(root, date(2026, 4, 5)).boards[0].built
    shutil.copytree(root / "site", tmp_path / "copy")
    words = ("changes", "-C", str(root), "--today", "2026-11-23")
    assert spoken(*words)[1] == f"甲村（demo）：和 {root}/site 上公开的比；表里的文字和人的名单没有比。没有改动。\n"
    dear = PUMP.replace("860.00", "880.00")
    late = f"{LEDGER_HEADER}\n{PUMP.replace('-03-', '-04-')}\n"
    write_tree(root, {MARCH: ledger(dear, SCRAP), "ledger/2026-04.csv": late, ROAD: notice("三组修路，花 8600 元。")})
    (root / "data/villages/demo/ledger/2026-02.csv").unlink()
    expected = [
        "  2026年3月收支明细（ledger/2026-03.csv）：改了 1 行，少了 1 行",
        "    改 记-001：支出原为 860.00 元，改为 880.00 元",
        "    少 记-003",
        "    支出合计 900.00 → 880.00 元",
        "  2026年4月收支明细（ledger/2026-04.csv）：新的，1 行",
        "    支出合计 0.00 → 860.00 元",
        "  修路公告（notices/road.md）：文字有改动",
        "  2026年2月收支明细（finance/2026-02/）：整个文件没有了",
    ]
    with served(tmp_path / "copy") as web:
        for where in ((), ("--since", str(tmp_path / "copy")), ("--since", web), ("--since", f"{web}/demo/")):
            status, text, _ = spoken(*words, *where)
            assert (status, text.splitlines()[1:]) == (0, expected), where
    status, _, why = spoken(*words, "--since", str(tmp_path / "copy/demo/index.html"))
    assert (status, "不是网站的文件夹" in why) == (2, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "没有这个村的公开记录" in spoken(*words, "--since", str(empty))[1]


def test_where_there_is_nothing_to_compare_it_is_told(tmp_path: Path, spoken: Spoken) -> None:
    write_tree(tmp_path, {MARCH: ledger(PUMP)})
    status, _, why = spoken("changes", "-C", str(tmp_path))
    assert status == 2
    assert "更正记录" in why


# --- any sequence ----------------------------------------------------------------------------


class Town(RuleBasedStateMachine):
    """A month's book under any hands: what is told is what a simple recount of its days says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.kept = Kept()
        self.day = date(2026, 4, 1)
        self.rows: dict[str, int] = {"记-001": 100, "记-002": 200}
        self.order: list[str] = [*self.rows]
        self.public: dict[str, int] | None = None
        self.expected: list[tuple[str, str, str, str, str]] = []
        self.next = 3

    @rule(which=st.integers(0, 5), fen=st.integers(1, 9))
    def an_amount(self, which: int, fen: int) -> None:
        if self.order:
            self.rows[self.order[which % len(self.order)]] = fen * 100

    @rule()
    def another_row(self) -> None:
        name = f"记-{self.next:03}"
        self.next += 1
        self.rows[name] = 700 + self.next  # like no other, so that a recount knows it again as simply as we do
        self.order.append(name)

    @rule(which=st.integers(0, 5))
    def one_less(self, which: int) -> None:
        if len(self.order) > 1:
            del self.rows[self.order.pop(which % len(self.order))]

    @rule()
    def another_order(self) -> None:
        self.order.reverse()

    @rule()
    def publication(self) -> None:
        """What stands at the end of a day; then the next one begins."""
        now = dict(self.rows)
        for name in [*now, *(self.public or {})] if self.public is not None else ():
            was, is_now = (self.public or {}).get(name), now.get(name)
            way = "改正" if was and is_now else "撤下" if was else "补登"
            told_of = (self.day.isoformat(), name, way, *((str(was), str(is_now)) if was and is_now else ("", "")))
            if was != is_now and told_of not in self.expected:
                self.expected.append(told_of)
        self.public = now
        self.kept.commit(self.day, {MARCH: self.book()})
        self.day += timedelta(1)

    def book(self) -> str:
        return ledger(*(_line(name, self.rows[name]) for name in self.order))

    @invariant()
    def what_is_told_is_a_recount(self) -> None:
        root = Path(self.folder.name)
        self.kept.as_git(self.patch, root)
        stands = self.public or self.rows
        write_tree(root, {MARCH: ledger(*(_line(name, stands[name]) for name in stands))})
        known = past.of_git(root, DEMO, all_kinds(), self.day, None)
        told_now = [_counted(each) for each in (known.changes if known else ())]
        assert sorted(told_now) == sorted(self.expected)

    def teardown(self) -> None:
        self.patch.undo()
        self.folder.cleanup()


def _line(name: str, yuan: int) -> str:
    return f"2026-03-05,{name},第 {name} 笔,公益支出,,{yuan}.00,"


def _counted(change: FileChange) -> tuple[str, ...]:
    """(day, number, what was done, what it was, what it is)."""
    old, new = change.row.old, change.row.new
    row = new or old
    assert row
    amounts = [str((each.fen("支出") or 0) // 100) for each in (old, new) if each] if old and new else ["", ""]
    return (change.day.isoformat(), row.text("凭证号"), change.row.way, *amounts)


TestTown = Town.TestCase
TestTown.settings = examples(8, stateful_step_count=12)
