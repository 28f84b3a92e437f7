"""Numbers in every dress, below every header and behind every word; near misses; texts made to take long; both ends of the gate."""

from __future__ import annotations

import csv
import gzip
import io
import json
import time
import unicodedata
from html import escape
from pathlib import Path

import pytest

from generator import build
from generator.config import SiteConfig, Village
from generator.gate import Gate, quiet
from generator.load.settings import load_site, load_village
from generator.model import Source, problem
from generator.privacy import digit_signs, digits
from generator.privacy.find import find
from generator.privacy.gate import accused, findings
from generator.privacy.hit import NOTHING, Declared
from generator.privacy.judged import judged
from generator.privacy.labels import labelled
from generator.privacy.mask import masked
from generator.privacy.names import blotted_name, in_name
from generator.site.search import pieces
from tests import corpus
from tests.conftest import TODAY, write_tree
from tests.near import CELLS, DRESSES, NEAR_CELLS, NEAR_MISSES
from tests.test_gate import LEDGER, board

VALID = next(f"11010519000101{n:03d}{d}" for n in range(100) for d in range(10) if digits.resident_id(f"11010519000101{n:03d}{d}"))


def test_every_sign_that_unicode_calls_a_digit_is_one() -> None:
    there = {chr(code): str(value) for code in range(0x110000) if (value := unicodedata.digit(chr(code), None)) is not None}
    ours = digit_signs.DECIMAL | digit_signs.RINGED
    assert {sign: digit for sign, digit in there.items() if ours.get(sign) != digit} == {}
    assert all(int(unicodedata.numeric(sign)) == int(digit) for sign, digit in ours.items())


@pytest.mark.parametrize("text", DRESSES)
def test_a_number_is_found_in_any_dress(text: str) -> None:
    assert find(text)
    assert list(findings("a.csv", f'姓名,备注\n王某,"{text}"\n'.encode()))


@pytest.mark.parametrize(("cell", "label"), CELLS)
def test_a_number_is_told_by_its_header(cell: str, label: str) -> None:
    table = f"姓名,{label}\n王某,{cell}\n".encode()
    found = list(findings("a.csv", table))
    assert [each.source.column for each in found] == ["B"]
    assert cell not in masked("a.csv", table).decode()
    assert all(cell not in str(accused(each)) for each in found)


@pytest.mark.parametrize("head", sorted(digits.CARD_HEADS))
def test_an_x_is_no_digit_of_a_card(head: str) -> None:
    """What begins as a card and ends as an ID number may: it is looked at without an error."""
    assert {hit.code for hit in find(f"{head}220212345678901X", "账号")} <= {"personal-card"}


def test_of_near_misses_two_are_told_at_most() -> None:
    assert len(NEAR_MISSES) >= 130
    told = [(text, find(text)) for text in NEAR_MISSES if find(text)]
    told += [(f"{label} {cell}", find(cell, label)) for cell, label in NEAR_CELLS if find(cell, label)]
    assert len(told) <= 2, told


@pytest.mark.parametrize(
    "unit",
    [
        "组1号",
        "3组1号、",
        "1",
        "1 ",
        "①1",
        "a@",
        "电话 1",
        "QQ 1",
        "账户1",
        "😀1",
        "-1-101",
        "出生2026.",
        "1**",
        "(010)",
        "<b>1",
        "<!--1",
        "艾特a.",
    ],
)
def test_twice_the_text_takes_twice_the_time(unit: str) -> None:
    """Told apart from four times by a wide margin; an absolute bound besides, since a quick machine measures little."""

    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        best = 99.0
        for _ in range(2):
            start = time.process_time()
            for name, data in (("a.md", text.encode()), ("a.csv", f'姓名,备注\n王某,"{text}"\n'.encode()), ("a.html", text.encode())):
                for each in findings(name, data):
                    quiet(accused(each))
                judged(name, data)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(2_000), seconds(8_000)
    assert large < 10 * small + 0.2, (small, large)  # four times the text: quadratic would be sixteen times


def test_many_in_one_cell_are_told_once_with_their_number() -> None:
    found = list(findings("a.csv", f'姓名,备注\n王某,"{"三组12号、" * 300}"\n'.encode()))
    assert len(found) == 100
    assert "一共有 300 处" in found[0].why


# --- what goes out says no more than what came in ----------------------------------------------


def outgoing(text: str) -> dict[str, bytes]:
    """How a text stands in the site: on a page, in a table below other headers, in JSON, and in pieces in what is found by searching."""
    said = " . ".join(pieces(text))
    table = io.StringIO()
    csv.writer(table).writerows([["日期", "摘要"], ["2026-03-05", text]])
    return {
        "index.html": f'<td data-label="摘要">{escape(text)}</td>'.encode(),
        "a.csv": table.getvalue().encode(),
        "a.json": json.dumps([{"摘要": text}], ensure_ascii=False).encode(),
        "a.pf_index": gzip.compress(said.encode()),
    }


def _texts() -> list[tuple[str, str]]:
    """(text, header): near misses, numbers of things in all forms, and some that are somebody's."""
    things = [(text, "") for _, text in corpus.negatives(1_200, seed=8)]
    people = [(text, "") for *_, text in corpus.positives(3, seed=8)]
    return [*((text, "") for text in (*NEAR_MISSES, *DRESSES)), *NEAR_CELLS, *CELLS, *things, *people]


def test_what_comes_in_clean_goes_out_clean() -> None:
    checked = 0
    for text, label in _texts():
        table = io.StringIO()
        csv.writer(table).writerows([["序号", label or "摘要"], ["1", text]])
        data = table.getvalue().encode()
        if list(findings("a.csv", data)):
            continue
        nobodys = judged("a.csv", data)
        for name, made in outgoing(text).items():
            told = [each for each in findings(name, made) if each.value not in nobodys]
            assert not told, (text, label, name, told)
        checked += 1
    assert checked > 900


@pytest.mark.parametrize(
    "said",
    [
        "合同号：13866660000",
        "发票号码 13866660000",
        "资产编号13866660000",
        "SN13866660000",
        "交易流水号 6217000852359099811",
        "收回 13,866,660,000 元",
        "电费户号 13012345678",
    ],
)
def test_check_and_build_agree(said: str, tmp_path: Path) -> None:
    root = board(tmp_path, **{"ledger/2026-03.csv": LEDGER + f'2026-03-05,记-001,"付租金 {said}",管理费用,,1.00,999.00\n'})
    assert not [p for p in build.check(root, TODAY).problems if p.code.startswith("personal-")]
    gate = Gate(root, "demo", load_site(root)[0], TODAY, tmp_path / "build")
    assert gate.incoming(Village("demo", "示例村"), ()) == []
    site = tmp_path / "build/site"
    site.mkdir(parents=True)
    for name, data in outgoing(f"付租金 {said}").items():
        (site / name).write_bytes(data)
    assert gate.outgoing({name: name for name in outgoing(said)}) == []


def test_a_number_judged_once_is_told_where_it_stands_alone(tmp_path: Path) -> None:
    rows = "2026-03-05,记-001,合同号：13866660000,管理费用,,1.00,999.00\n2026-03-06,记-002,王某 13866660000,管理费用,,1.00,998.00\n"
    root = write_tree(tmp_path, {"ledger/2026-03.csv": LEDGER + rows})
    gate = Gate(root, "demo", load_site(root)[0], TODAY)
    assert [(p.code, p.source.row) for p in gate.incoming(Village("demo", "示例村"), ())] == [("personal-phone", 4)]
    assert gate.judged == frozenset()


# --- reports, copies, names ---------------------------------------------------------------------


def test_another_error_of_the_row_does_not_repeat_what_a_header_tells_of(tmp_path: Path) -> None:
    rows = "称号,对象,姓名,授予日期,联系方式\n好邻居,人,王示例,不知道哪天,2100009\n"
    outcome = build.check(write_tree(tmp_path, {"honors/2026-a.csv": rows}), TODAY)
    assert {p.code for p in outcome.problems} >= {"bad-date"}
    assert "2100009" not in str(outcome.problems)


@pytest.mark.parametrize(
    "name",
    [
        "wang-13866660000.jpg",
        "13866660000wang.pdf",
        "2026-13866660000.csv",
        "wang_13866660000/a.csv",
        "王某13866660000.md",
        f"id-{VALID}.jpg",
    ],
)
def test_names_of_files_and_folders_are_told(name: str) -> None:
    assert in_name(name)
    (found,) = findings(name, b"x")
    told = quiet(accused(found))
    assert not any(number in str(told) for number in ("13866660000", VALID))
    other = quiet(problem("unknown-file", Source(f"data/villages/demo/{name}"), f"不认识「{name}」。"))
    assert not any(number in str(other) for number in ("13866660000", VALID))


@pytest.mark.parametrize(
    "name", ["2026-11-08-2026-12.csv", "mmexport1732345678901.jpg", "assets/3f13912345678cde.css", "微信图片_20261101133015.jpg"]
)
def test_days_and_digests_in_names_are_nobodys(name: str) -> None:
    assert in_name(name) == []
    assert blotted_name(name) == name


def test_a_folder_is_told_once(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"notices/wang-13866660000/a.md": "x", "notices/wang-13866660000/b.md": "y"})
    gate = Gate(root, "demo", load_site(root)[0], TODAY)
    assert [p.code for p in gate.incoming(Village("demo", "示例村"), ())] == ["personal-phone"]


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.yml"])
def test_a_masked_copy_holds_no_slashed_or_wrong_number(name: str) -> None:
    slashed = f"{VALID[:6]}/{VALID[6:14]}/{VALID[14:]}"
    text = {"a.csv": f"姓名,身份证,账号\n王某,{slashed},62170008523590998\n"}.get(name, f"身份证: {slashed}\n账号: 62170008523590998\n")
    copy = masked(name, text.encode()).decode("utf-8-sig")
    assert slashed[7:] not in copy
    assert "8523590998" not in copy
    assert list(findings(name, copy.encode())) == []


# --- tags -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.md", "a.html"])
@pytest.mark.parametrize(
    "text",
    [
        "138<b>6666</b>0000",
        '138<span class="x">6666</span>0000',
        "138<!-- 分 -->6666<!-- 开 -->0000",
        '138<font color="red">6666</font><wbr>0000',
    ],
)
def test_marks_inside_a_line_part_no_number(text: str, name: str) -> None:
    assert [each.value for each in findings(name, f"一\n\n{text}\n".encode())] == ["13866660000"]
    assert [each.source.line for each in findings(name, f"一\n\n{text}\n".encode())] == [3]


@pytest.mark.parametrize("text", ['<a title="13866660000">王</a>', "<!-- 13866660000 -->", '<img alt="13866660000" src="a.png">'])
def test_what_a_mark_says_itself_is_read_on_its_line(text: str) -> None:
    assert [(each.value, each.source.line) for each in findings("a.md", f"一\n\n{text}\n".encode())] == [("13866660000", 3)]


def test_office_lines_may_stand_below_a_header() -> None:
    may = Declared(frozenset({"053421000001", "2100009"}))
    assert find("王某 2100009", "联系人", may) == []
    assert find("王某 2100008", "联系人", may)
    assert NOTHING.phones == frozenset()
    assert list(labelled("2100009", "联系人"))


PORTAL = "村名: 甲村\n乡镇: 甲镇\n简介: {said}\n联系:\n  - {{事项: 公开, 职务: 会计, 电话: 0531-8765432}}\n"


@pytest.mark.parametrize(
    ("said", "shown", "passes"),
    [
        ("付合同号：13866660000", "13866660000", True),
        ("发票号码 13866660000", "13866660000", True),
        ("种稻麦", "电话 0531-8765432", True),  # what a village says is there to be called
        ("种稻麦", "13866660000", False),
        ("合同号：13866660000，打 13866660000", "13866660000", False),
    ],
)
def test_the_page_over_all_boards_agrees_with_their_gates(said: str, shown: str, passes: bool, tmp_path: Path) -> None:
    root = write_tree(tmp_path / "root", {"village.yml": PORTAL.format(said=said)})
    village, _ = load_village(root / "data/villages/demo", "data/villages/demo/village.yml", [])
    folder = tmp_path / "portal"
    (folder / "site").mkdir(parents=True)
    (folder / "site/index.html").write_text(f"<p>{shown}</p>", encoding="utf-8")
    gate = Gate(root, "", SiteConfig(), TODAY, folder)
    assert gate.outgoing({"index.html": "1"})
    gate.over_boards([("demo", village), ("lost", None)])
    assert (gate.outgoing({"index.html": "1"}) == []) is passes
