"""Twenty different faults in one file are twenty problems at the right rows; no input ends in a traceback."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build, planned
from tests.conftest import DEEP, LEDGER_HEADER, ROOT, TODAY, VILLAGE_YML, copy_samples, deep, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_site import digest

HEADER = LEDGER_HEADER + ",经手人"
FAULTS: list[tuple[str, str]] = [
    # (row as typed, the code expected at that row; "" for none). Balances follow on wherever they can.
    (",,上月余额,,,,10000.00,", ""),
    ("26-3-1,记-001,办公用品,管理费用,,100,9900.00,王示例", "bad-date"),
    ("2026-03-02,记-002,办公用品,管理费用,,一百,9800.00,王示例", "bad-amount"),
    ("2026-02-30,记-003,办公用品,管理费用,,100,9700.00,王示例", "bad-date"),
    ("2026-04-01,记-004,办公用品,管理费用,,100,9600.00,王示例", "date-outside-month"),
    ("2026-03-03,记-005,办公用品,管理费用,100,100,9600.00,王示例", "both-sides"),
    ("2026-03-03,记-004,办公用品,管理费用,,100,9500.00,王示例", "voucher-repeated"),
    ("2026-03-03,记-008,办公用品,管理费用,,100,9400.00,王示例", "voucher-skipped"),
    ("2026-03-04,记-009,办公用品,管理费用,,100,9310.00,王示例", "balance-mismatch"),
    ("2026-03-04,记-010,办公用品,管理费用,,,9300.00,王示例", "no-amount"),
    (",记-011,办公用品,管理费用,,100,9200.00,王示例", "blank-cell"),
    ("2026-03-05,,办公用品,管理费用,,100,9100.00,王示例", "blank-cell"),
    ("2026-03-05,记-012,,管理费用,,100,9000.00,王示例", "blank-cell"),
    ("2026-03-05,记-013,办公用品,,,100,8900.00,王示例", "blank-cell"),
    ('2026-03-05,记-014,办公用品,管理费用,,"1,00",8800.00,王示例', "bad-amount"),
    ("2026-03-05,记-015,办公用品,管理费用,,100.005,8700.00,王示例", "bad-amount"),
    ("2026-03-05,记-016,买纸,笔,管理费用,,100,8600.00,王示例", "cell-count"),
    ("2026-03-05,记-016,办公用品,管理费用,,100,8500.00", "cell-count"),
    ("2026-03-04,记-016,办公用品,管理费用,,100,8400.00,王示例", "date-backwards"),
    ("2026-03-06,记-017,办公\x07用品,管理费用,,100,8300.00,王示例", "bad-text"),
    ("2026-03-06,记-018,办公用品,管理费用,,100 65,8200.00,王示例", "bad-amount"),
]


def test_twenty_faults_are_twenty_problems_at_their_rows(problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    text = "\n".join([HEADER, *(row for row, _ in FAULTS)]) + "\n"
    expected = sorted((code, i) for i, (_, code) in enumerate(FAULTS, 2) if code)
    found = sorted((code, row) for code, row, _, _ in problems_of({"ledger/2026-03.csv": text}))
    assert found == expected
    assert len(found) == 20


def test_problems_come_in_the_order_of_mending(problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    files = {
        "ledger/2026-03.csv": "\n".join([HEADER, *(row for row, _ in FAULTS)]),
        "ledger/2026-04.csv": LEDGER_HEADER.replace("收入", "收人"),
        "ledger/2026-05.xls": "",
        "honors/2026.csv": "称号,对象,姓名,授予日期\n文明户,家庭,王示例,2026-01-01\n",
    }
    found = [code for code, *_ in problems_of(files)]
    assert found[:2] == ["unknown-file", "unknown-header"]
    stages = [build_stage(code) for code in found]
    assert stages == sorted(stages)


def build_stage(code: str) -> int:
    from generator.codes import CODES

    return CODES[code].stage


SNIPPETS = [
    "\x00",
    "\ufeff",
    '"',
    ",",
    "\n",
    "\r",
    "|",
    "=1+1",
    "9" * 40,
    "é",
    "𠮷",
    "{",
    "}",
    "[",
    "&a",
    "*a",
    ": ",
    "- ",
    "#",
    "---",
    "\t",
    "合计",
    "\u202e",
]


@pytest.mark.parametrize("seed", range(6))
def test_no_input_ends_in_a_traceback(seed: int, tmp_path: Path) -> None:
    """Sample files with bytes lost, changed, repeated and put in: every run ends in problems or none, never in our own error."""
    for luck in range(seed * DEEP, (seed + 1) * DEEP) if deep() else (seed,):
        codes = {p.code for p in build.check(damaged(tmp_path / str(luck), random.Random(luck)), TODAY).problems}
        assert "internal-error" not in codes, luck


def damaged(root: Path, rng: random.Random) -> Path:
    """The samples, a third of their tables and notices damaged and in every other tree one of the settings, which all the rest hangs on."""
    copy_samples(root)
    files = sorted(p for p in (root / "data").rglob("*") if p.is_file())
    settings = [p for p in files if p.name in ("village.yml", "site.yml") or p.parent.name == "regions"]
    rest = [p for p in files if p not in settings]
    for path in rng.sample(rest, len(rest) // 3) + rng.sample(settings, rng.randrange(2)):
        data = bytearray(path.read_bytes())
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            match rng.randrange(4):
                case 0:
                    del data[at : at + rng.randint(1, 30)]
                case 1:
                    data[at:at] = rng.choice(SNIPPETS).encode()
                case 2:
                    data[at:at] = data[at : at + rng.randint(1, 200)]
                case 3 if at < len(data):
                    data[at] = rng.randrange(256)
        path.write_bytes(bytes(data))
    return root


def test_a_crash_is_told_in_a_sentence_and_stops_that_board_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, {"/data/villages/other/village.yml": VILLAGE_YML})
    real = planned.board_pages

    def crash(context, *args):  # type: ignore[no-untyped-def]
        if context.village.slug == "demo":
            raise KeyError("oops")
        return real(context, *args)

    monkeypatch.setattr(planned, "board_pages", crash)
    outcome = build.build(root, TODAY)
    assert [p.code for p in outcome.problems] == ["internal-error"]
    assert [b.built for b in outcome.boards] == [False, True]
    assert "KeyError" in (root / "build/errors/demo.txt").read_text()


def test_a_name_in_no_known_writing_is_told_and_takes_nothing_down(tmp_path: Path) -> None:
    """GBK, as an archive from Windows leaves it elsewhere: of a folder above the root, and of whatever is put into it."""
    village = os.fsdecode("村".encode("gbk"))
    root = write_tree(tmp_path / village, {"ledger/2026-03.csv": GOOD_LEDGER})
    assert [b.built for b in build.build(root, TODAY).boards] == [True]
    shown = digest(root / "site")
    codes = {f"ledger/{village}.csv": "bad-name", f"{village}/a.csv": "unknown-folder", f"/content/{village}.md": "bad-name"}
    for file, code in codes.items():
        outcome = build.build(write_tree(root, {file: GOOD_LEDGER}), TODAY)
        assert code in {p.code for p in outcome.problems} <= {"bad-name", "unknown-folder"}
        assert (outcome.kept, outcome.taken) == (("demo",), ())
    assert digest(root / "site") == shown


def test_sample_root_has_no_stray_file() -> None:
    assert not list((ROOT / "data").rglob(".*"))
