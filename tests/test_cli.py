"""The command as a clerk and as CI use it: sentences, exit status 0/1/2, machine formats, a first hour."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from generator.cli import FORMATS
from generator.codes import CODES
from generator.kinds import all_kinds
from tests.conftest import ROOT, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER


def gongkai(*words: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "generator", *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", input=stdin, cwd=cwd, env=env)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_exit_status_is_0_clean_1_errors_2_wrong_use(tmp_path: Path) -> None:
    good = write_tree(tmp_path / "good", {"ledger/2026-03.csv": GOOD_LEDGER})
    bad = write_tree(tmp_path / "bad", {"ledger/2026-03.csv": BAD_LEDGER})
    assert gongkai("check", "-C", str(good)).returncode == 0
    assert gongkai("check", "-C", str(bad)).returncode == 1
    assert gongkai("build", "-C", str(bad)).returncode == 1
    assert gongkai("check", "-C", str(tmp_path)).returncode == 2


WRONG = [
    ["check", "-C", "没有这里"],
    ["check", "--village", "shifang"],
    ["check", "--today", "2026-2-30"],
    ["check", "--format", "xml"],
    ["check", "--vilage", "x"],
    ["chek"],
    ["build", "--jobs", "0"],
    ["build", "--jobs", "两个"],
    ["explain", "balance-mismach"],
    ["form", "账本"],
    ["form"],
    ["form", "ledger", "--format", "pdf"],
    ["new", "village"],
    ["new", "village", "中文名", "--name", "x", "--town", "", "--contact", "", "--phone", "", "--month", "2026-03", "--opening", "0"],
    ["new", "village", "shifan", "--name", "x", "--town", "", "--contact", "", "--phone", "", "--month", "2026-03", "--opening", "0"],
    ["new", "village", "jia", "--name", "x", "--town", "", "--contact", "", "--phone", "", "--month", "3月", "--opening", "0"],
    ["new", "village", "jia", "--name", "x", "--town", "", "--contact", "", "--phone", "", "--month", "2026-03", "--opening", "许多"],
    ["check", "多余的词"],
    ["check", "--today"],
    ["serve", "--port", "99999"],
]


@pytest.mark.parametrize("words", WRONG, ids=lambda w: " ".join(w)[:40])
def test_wrong_use_is_a_chinese_sentence(words: list[str]) -> None:
    done = gongkai(*words)
    assert done.returncode == 2
    assert re.search("[一-鿿].*[。?]", done.stderr), done.stderr
    assert not re.search(r"Usage|Error|Invalid|Missing|No such", done.stderr), done.stderr


def test_machine_formats(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": BAD_LEDGER})
    assert set(FORMATS) == {"text", "json", "github", "gitlab"}
    (found,) = json.loads(gongkai("check", "-C", str(root), "--format", "json").stdout)
    assert list(found) == ["code", "severity", "file", "sheet", "row", "line", "column", "field", "message", "hint", "village"]
    assert (found["code"], found["row"], found["line"], found["column"], found["field"]) == ("balance-mismatch", 3, 3, "G", "余额")
    github = gongkai("check", "-C", str(root), "--format", "github").stdout
    assert github.startswith("::error file=data/villages/demo/ledger/2026-03.csv,line=3,title=余额不平 第 3 行 G 列「余额」::")
    (found,) = json.loads(gongkai("check", "-C", str(root), "--format", "gitlab").stdout)
    assert found["location"] == {"path": "data/villages/demo/ledger/2026-03.csv", "lines": {"begin": 3}}
    text = gongkai("check", "-C", str(root)).stdout
    assert text.startswith("data/villages/demo/ledger/2026-03.csv:3: 错误 第 3 行 G 列「余额」\n")
    assert "怎么改：" in text
    assert text.rstrip().endswith("1 个错误。")


def test_explain_knows_every_code() -> None:
    listed = gongkai("explain").stdout
    for code in CODES.values():
        assert code.code in listed
    said = gongkai("explain", "balance-mismatch").stdout
    assert "余额不平" in said
    assert "怎么改" in said


def test_every_code_is_said_in_full() -> None:
    for code in CODES.values():
        assert code.title
        assert code.meaning.endswith(("。", "。)"))
        assert code.mend.endswith("。")


def test_every_form_can_be_written(tmp_path: Path) -> None:
    for kind in all_kinds():
        for ending in kind.formats:
            done = gongkai("form", kind.title, "--format", ending, cwd=tmp_path)
            assert done.returncode == 0
            assert (tmp_path / f"{kind.title}.{ending}").stat().st_size > 0
    assert gongkai("form", "ledger", cwd=tmp_path).returncode == 2  # never overwrites


def test_a_first_hour_from_nothing_to_a_site(tmp_path: Path) -> None:
    asked = gongkai(
        "new",
        "village",
        "jiacun",
        cwd=tmp_path,
        stdin="甲村\n乙镇\n王示例\n0000-0000001\n2026-03\n1,234.50\n2026年1月10日村民代表会议决定\n",
    )
    assert asked.returncode == 0, asked.stderr
    assert gongkai("check", cwd=tmp_path).stdout == "没有发现问题。\n"
    done = gongkai("build", "--today", "2026-04-01", cwd=tmp_path)
    assert done.returncode == 0
    home = (tmp_path / "site/jiacun/index.html").read_text(encoding="utf-8")
    assert "1,234.50" in home
    assert "0000-0000001" in home


def test_serve_shows_the_site_and_rebuilds_when_data_change(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    command = [sys.executable, "-m", "generator", "serve", "-C", str(root), "--port", "18765", "--today", "2026-04-01"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        _wait_for("http://127.0.0.1:18765/demo/", "70.00")
        ledger = root / "data/villages/demo/ledger/2026-03.csv"
        ledger.write_text(GOOD_LEDGER.replace(",30,70", ",29.5,70.5"), encoding="utf-8")
        _wait_for("http://127.0.0.1:18765/demo/", "70.50")
        ledger.write_text(BAD_LEDGER, encoding="utf-8")
        time.sleep(2)
        _wait_for("http://127.0.0.1:18765/demo/", "70.50")
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, text: str) -> None:
    for _ in range(60):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.25)
    pytest.fail(f"{url} never said {text}")
