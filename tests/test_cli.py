"""The command as a clerk and as CI use it: sentences, exit status 0/1/2, machine formats, a first hour."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from generator.cli import FORMATS
from generator.codes import CODES
from generator.kinds import all_kinds
from tests.conftest import ROOT, VILLAGE_YML, Spoken, write_tree
from tests.forked import forked
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER


def gongkai(*words: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = forked(*words, cwd=cwd, stdin=stdin)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_exit_status_is_0_clean_1_errors_2_wrong_use(tmp_path: Path) -> None:
    good = write_tree(tmp_path / "good", {"ledger/2026-03.csv": GOOD_LEDGER})
    invalid = write_tree(tmp_path / "bad", {"ledger/2026-03.csv": BAD_LEDGER})
    for words, status in ((["check", "-C", str(good)], 0), (["check", "-C", str(invalid)], 1), (["check", "-C", str(tmp_path)], 2)):
        assert gongkai(*words).returncode == status
        # As a shell does: another interpreter, by the name of the package.
        command, env = [sys.executable, "-m", "generator", *words], os.environ | {"PYTHONPATH": str(ROOT)}
        assert subprocess.run(command, capture_output=True, cwd=ROOT, env=env).returncode == status
    assert gongkai("build", "-C", str(invalid)).returncode == 1


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
    ["serve", "--port", "abc"],
    ["serve", "--host", "没有这台机器"],
    ["serve", "--edition", "villag"],
    ["check", "--today", "1949-10-01"],
    ["check", "--today", "2200-01-01"],
    ["check", "--today="],
    ["check", "--today", "3/5"],
    ["check", "--strict=1"],
    ["check", "-q"],
    ["check", "--work", "generator"],
    ["check", "--village", ""],
    ["build", "--edition", "villag"],
    ["build", "--output", "data"],
    ["build", "--jobs", "1.5"],
    ["build", "--jobs", "-1"],
    ["new", "vilage"],
    ["due", "--format", "xml"],
    ["mask"],
    ["mask", "没有这个文件.csv"],
    ["mask", "LICENSE"],
    ["form", "ledger", "-o", "没有/这里.xlsx"],
    ["explain", "a", "b"],
    ["--versoin"],
    ["-x"],
]


@pytest.mark.parametrize("words", WRONG, ids=lambda w: " ".join(w)[:40])
def test_wrong_use_is_a_chinese_sentence(words: list[str], spoken: Spoken) -> None:
    status, _, heard = spoken(*words)
    assert status == 2
    assert re.search("[一-鿿].*[。?]", heard), heard
    said = re.sub(r"「[^」]*」|运行 gongkai [a-z ]*-h 看说明。|gongkai [a-z]+ [a-z]+", "", heard)  # what was typed, what to type
    assert not re.search(r"Usage|Error|Invalid|Missing|No such|[A-Za-z]{2,} [A-Za-z]{2,}", said), said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build --jobs 0", "「--jobs」写得不对：「0」不行，要写 1 或更大的整数。"),
        ("serve --port abc", "「--port」写得不对：「abc」不行，要写 1 到 65535 之间的整数。"),
        ("check --today 1949-10-01", "「--today」写得不对：「1949-10-01」不像今天，写 2000 年到 2099 年之间的一天。"),
        ("chek", "没有「chek」这个命令。是不是 check？"),
        ("zzz", "没有「zzz」这个命令。可以用的有：add、build、changes、check、desk、due、"),
        ("check --vilage x", "没有「--vilage」这个选项。是不是 --village？"),
        ("check --strict=1", "选项「--strict」后面不写内容"),
        ("check --today", "选项「--today」后面要写内容。"),
        ("check x y", "后面多写了「x y」。"),
        ("form", "少写了「类别」。"),
        ("check --format yaml", "「--format」写得不对，只能是 text、json、github、gitlab。"),
        ("explain balance-mismach", "是不是 balance-mismatch"),
        ("form ledgr", "是不是 收支明细（ledger）？"),
        ("form 账本", "收支明细（ledger）"),
    ],
)
def test_wrong_use_says_what_was_found_and_what_to_type(words: str, said: str, spoken: Spoken) -> None:
    status, out, heard = spoken(*words.split())
    assert (status, out) == (2, "")
    assert said in heard


def test_help_is_chinese(spoken: Spoken) -> None:
    from generator.cli import gongkai as group

    verbs = [[], *([name] for name in group.commands), *(["new", name] for name in group.commands["new"].commands)]  # type: ignore[attr-defined]
    assert len(verbs) > 9
    for words in verbs:
        status, out, _ = spoken(*words, "-h")
        assert status == 0
        lines = [line for line in out.splitlines() if line.strip()]
        assert lines[0].startswith("用法：gongkai")
        for line in lines[1:]:
            assert not re.search(r"OPTIONS|COMMAND|default|required|Show|Error|<=|>=", line), line


def test_version(spoken: Spoken) -> None:
    assert re.fullmatch(r"公开栏 gongkai .+\n", spoken("--version")[1])


def _township(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {"ledger/2026-03.csv": GOOD_LEDGER}
    for slug, ledger in (("town/jia", GOOD_LEDGER), ("town/yi", BAD_LEDGER)):
        files[f"/data/villages/{slug}/village.yml"] = VILLAGE_YML.replace("甲村", slug)
        files[f"/data/villages/{slug}/ledger/2026-03.csv"] = ledger
    return write_tree(tmp_path, files)


def test_a_township_means_all_its_villages(tmp_path: Path, spoken: Spoken) -> None:
    root = _township(tmp_path)
    (found,) = json.loads(spoken("check", "-C", str(root), "--village", "town", "--format", "json")[1])
    assert (found["code"], found["village"]) == ("balance-mismatch", "town/yi")
    assert spoken("check", "-C", str(root), "--village", "demo")[0] == 0
    assert spoken("check", "-C", str(root), "--village", "town/jia", "--village", "demo")[0] == 0
    assert "是不是 town" in spoken("check", "-C", str(root), "--village", "towm")[2]


def test_many_villages_are_summed_up_in_a_line(tmp_path: Path, spoken: Spoken) -> None:
    root = _township(tmp_path)
    said = spoken("build", "-C", str(root), "--today", "2026-04-01", "--jobs", "1")[1]
    assert "\n一共 3 个村：做好 2 个，有错误、还没有公开 1 个。\n" in said
    (root / "data/villages/demo/ledger/2026-03.csv").write_text(BAD_LEDGER, encoding="utf-8")
    shutil.rmtree(root / "data/villages/town/jia")
    status, said, _ = spoken("build", "-C", str(root), "--today", "2026-04-01", "--jobs", "1", "--format", "github")
    assert (status, said.count("::error file=data/villages/demo/ledger/2026-03.csv,line=")) == (1, 1)
    assert "\n一共 2 个村：有错误、网站上仍是以前的内容 1 个，有错误、还没有公开 1 个，撤下 1 个。\n" in said


def test_strict_takes_warnings_for_faults_and_says_so(tmp_path: Path, spoken: Spoken) -> None:
    warned = GOOD_LEDGER + "2026-03-06,记-003,买笔,管理费用,,10,60\n"
    root = write_tree(tmp_path, {"ledger/2026-03.csv": warned})
    for verb in (["check"], ["check", "--format", "json"], ["build"]):
        words = [*verb, "-C", str(root), "--today", "2026-04-01"]
        assert spoken(*words)[0] == 0
        status, _, heard = spoken(*words, "--strict")
        assert (status, heard) == (1, "有 1 个提醒，按 --strict 算没有通过。\n")
    shutil.rmtree(root / "site")  # else a row that had been public were gone without a word
    (root / "data/villages/demo/ledger/2026-03.csv").write_text(GOOD_LEDGER, encoding="utf-8")
    assert spoken("check", "--strict", "-C", str(root), "--today", "2026-04-01")[0] == 0


def test_what_libraries_say_is_not_heard(tmp_path: Path) -> None:
    """openpyxl warns of validation lists it does not keep, pypdf of files it mends: in English, on the clerk's screen."""
    code = """
import logging, sys, warnings
from generator import cli

def talk(code):
    warnings.warn("English")
    logging.getLogger("pypdf").warning("English")

sys.argv = ["gongkai", "explain", "blank-cell"]
cli.gongkai.get_command(None, "explain").callback = talk
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


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
        assert any(line.split(None, 1) == [code.code, code.title] for line in listed.splitlines())
    said = gongkai("explain", "balance-mismatch").stdout
    assert "余额不平" in said
    assert "怎么改" in said


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("现金和存款", "没有「现金和存款」这个报错代码。是不是 cash-trial（现金和存款对不上）？"),
        ("余额不评", "没有「余额不评」这个报错代码。是不是 balance-mismatch（余额不平）？"),
        ("xyzzy", "没有「xyzzy」这个报错代码。全部代码看 gongkai explain。"),
    ],
)
def test_explain_offers_what_was_meant_and_not_all_there_is(word: str, said: str, spoken: Spoken) -> None:
    assert spoken("explain", word) == (2, "", said + "\n")
    assert len(spoken("explain", "余额")[2]) < 200


def test_every_code_is_said_in_full() -> None:
    for code in CODES.values():
        assert code.title
        assert code.meaning.endswith(("。", "。)"))
        assert code.mend.endswith("。")


def test_every_form_can_be_written(tmp_path: Path, spoken: Spoken) -> None:
    for kind in all_kinds():
        for ending in kind.formats:
            status, said, _ = spoken("form", kind.title, "--format", ending, cwd=tmp_path)
            assert status == 0
            assert f"/{kind.name}/" in said  # where it goes, and what it is called
            assert f"{kind.name_example}.{ending}" in said
            assert said.count("，如 ") == 1
            assert (tmp_path / f"{kind.title}.{ending}").stat().st_size > 0
    assert ";" not in (tmp_path / "公示公告.md").read_text(encoding="utf-8")
    assert spoken("form", "ledger", cwd=tmp_path)[0] == 2  # never overwrites


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
        _wait_for("http://127.0.0.1:18765/demo/", "70.50")  # what an error does: tests/test_preview.py
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, text: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"{url} never said {text}")
