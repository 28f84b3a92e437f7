"""Nothing personal leaves by accident: five hundred numbers planted in all kinds of files of a board are refused at the one end, and with
that end open, at the other."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import build
from generator.board import plan_board
from generator.findable import Record
from generator.gate import Clean, Gate, both_ends
from generator.gate.clean import _DECIDING
from generator.load.settings import load_site
from generator.privacy.find import find
from generator.privacy.gate import findings
from generator.report.machine import as_json
from generator.report.text import as_text
from generator.shown import PACKAGE
from generator.site.manifest import digest
from generator.site.search import about_bundle, bundle
from generator.task import BoardTask
from tests import corpus
from tests.conftest import OPENED, ROOT, TODAY, VILLAGE_YML, docs_of, write_tree
from tests.papers import located, pdf, photo, workbook
from tests.test_cli import gongkai

NOTICE = "---\n标题: 公示{n}\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n{more}---\n{body}\n"
LEDGER = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,1000.00\n"
Planted = dict[tuple[str, int], str]
"""(file, row or line; 0 where a file has none) → the value that stands there, as the detectors know it."""


def secrets(seed: int = 5) -> Iterator[tuple[str, str]]:
    """(text, value), no value twice, of all kinds in turn, plain and disguised."""
    found = {}
    for what, disguise, code, text in corpus.positives(25, seed):
        hit = next((hit for hit in find(text) if hit.code == code), None)
        if hit and disguise in ("照写", "全角", "形近") and hit.value not in found:
            found[hit.value] = text
        assert hit, (what, disguise)
    pairs = [(text, value) for value, text in found.items()]
    random.Random(seed).shuffle(pairs)
    return iter(pairs)


def plant(root: Path) -> Planted:
    """A board with about five hundred of them."""
    pool, planted = secrets(), {}
    files: dict[str, str | bytes] = {}

    def put(file: str, row: int) -> str:
        text, planted[file, row] = next(pool)
        return text

    folder = "data/villages/demo/"
    rows = [f"十星级文明户,户,王示例({n}),2026-01-15,{put(folder + 'honors/2026-a.csv', n + 2)}" for n in range(160)]
    files["honors/2026-a.csv"] = "称号,对象,姓名,授予日期,备注\n" + "\n".join(rows) + "\n"
    lines = [f'  - {{姓名: 李示例{n}, 备注: "{put(folder + "honors/2026-b.yml", n + 5)}"}}' for n in range(60)]
    files["honors/2026-b.yml"] = "称号: 好邻居\n对象: 人\n授予日期: 2026-01-15\n名单:\n" + "\n".join(lines) + "\n"
    rows = [
        f"2026-03-{n // 4 + 1:02d},记-{n + 1:03d},{put(folder + 'ledger/2026-03.csv', n + 3)},管理费用,,1.00,{999 - n}.00"
        for n in range(100)
    ]
    files["ledger/2026-03.csv"] = LEDGER + "\n".join(rows) + "\n"
    body = "\n\n".join(put(folder + "notices/2026-c.md", 2 * n + 10) for n in range(60))
    files["notices/2026-c.md"] = NOTICE.format(n=1, more="附表:\n  - 2026-c.csv\n", body="\n" + body).replace(
        "附表:\n  - 2026-c.csv", "附表: 2026-c.csv"
    )
    rows = [f"{n},王某,{put(folder + 'notices/2026-c.csv', n + 2)}" for n in range(60)]
    files["notices/2026-c.csv"] = "序号,户主,说明\n" + "\n".join(rows) + "\n"
    table: list[list[str | int]] = [["组别", "户主", "说明"]]
    table += [["一组", "王某", put(folder + "notices/2026-d.xlsx", n + 2)] for n in range(50)]
    files["notices/2026-d.xlsx"] = workbook(table)
    pages = []
    for n in range(3):
        value = corpus.mobile(random.Random(1000 + n))
        planted[folder + "notices/2026-d.pdf", -n] = value
        pages.append(f"call {value} now")
    files["notices/2026-d.pdf"] = pdf(*pages)
    files["notices/2026-d.md"] = NOTICE.format(n=2, more="附表: 2026-d.xlsx\n附件: 2026-d.pdf\n", body="见附件。")
    files["village.yml"] = VILLAGE_YML + f"简介: {put(folder + 'village.yml', 6)}\n"
    files["/content/how.md"] = f"---\ntitle: 怎么看\n---\n\n{put('content/how.md', 5)}\n"
    planted["data/site.yml", 2] = "鲁N00001"  # a telephone there is an office's
    files["/data/site.yml"] = "标题: 村务公开\n主办: 鲁N00001\n"
    for name in ("theme_overrides",):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    write_tree(root, files)
    assert len(planted) > 490
    return planted


def told(outcome: build.Outcome) -> set[tuple[str, int]]:
    return {(p.source.file, p.source.row or p.source.line) for p in outcome.problems if p.code.startswith("personal-")}


def test_what_comes_in_is_refused_row_by_row_and_what_goes_out_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = plant(tmp_path)
    wanted = {(file, max(row, 0)) for file, row in planted}
    outcome = build.build(tmp_path, TODAY)
    assert not any(board.built for board in outcome.boards)
    assert told(outcome) == wanted
    _says_nothing(outcome, planted, tmp_path)

    monkeypatch.setattr(Gate, "_incoming", lambda self, *_: [])
    outcome = build.build(tmp_path, TODAY)
    assert not any(board.built for board in outcome.boards)
    assert not (tmp_path / "site" / "demo").exists()
    # 主办 is written on the portal, and one board has none: it is nowhere to be seen.
    assert wanted - told(outcome) <= {("data/site.yml", 2)}
    assert all("做好的网页" in p.message for p in outcome.problems if p.code.startswith("personal-"))
    _says_nothing(outcome, planted, tmp_path)


def _says_nothing(outcome: build.Outcome, planted: Planted, root: Path) -> None:
    said = as_text(outcome.problems) + as_json(outcome.problems)
    said += "".join(
        p.read_text(encoding="utf-8") for name in ("in.json", "out.json", "brief.json") for p in root.glob(f"build/boards/demo/{name}")
    )
    assert [value for value in planted.values() if value in said and not value.endswith("号")] == []


def board(root: Path, **files: str) -> Path:
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return write_tree(root, {"ledger/2026-03.csv": LEDGER + "2026-03-05,记-001,付误工费,管理费用,,1.00,999.00\n", **files})


def test_only_what_differs_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = board(tmp_path)
    assert build.build(root, TODAY).boards[0].built
    read: list[str] = []
    add = Clean.add
    monkeypatch.setattr(Clean, "add", lambda self, name, digest: (read.append(name), add(self, name, digest))[1])
    ledger = root / "data/villages/demo/ledger/2026-03.csv"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("误工费", "电费"), encoding="utf-8")
    assert build.build(root, TODAY).boards[0].built
    assert "data/villages/demo/ledger/2026-03.csv" in read
    assert "finance/2026-03/index.html" in read
    assert "guide/parts/index.html" not in read
    assert not any(name.startswith("assets/") for name in read)


def test_a_changed_office_line_is_looked_at_anew(tmp_path: Path) -> None:
    line = "{事项: 村务公开, 姓名: 王示例, 电话: 0534-2100001}"
    root = board(
        tmp_path,
        **{"village.yml": f"村名: 甲村\n联系:\n  - {line}\n", "notices/2026-a.md": NOTICE.format(n=1, more="", body="打 0534-2100001。")},
    )
    assert build.build(root, TODAY).boards[0].built
    (root / "data/villages/demo/village.yml").write_text("村名: 甲村\n", encoding="utf-8")
    outcome = build.build(root, TODAY)
    assert told(outcome) == {("data/villages/demo/notices/2026-a.md", 8)}


def test_what_is_allowed_is_published_and_told_every_time(tmp_path: Path) -> None:
    allowed = OPENED + "村名: 甲村\n隐私放行:\n  - {代码: personal-plate, 位置: notices/2026-a.md 第 8 行, 原因: 村里的清运车}\n"
    root = board(tmp_path, **{"village.yml": allowed, "notices/2026-a.md": NOTICE.format(n=1, more="", body="清运车鲁N00001。")})
    for _ in range(2):
        outcome = build.build(root, TODAY)
        assert outcome.boards[0].built
        assert [p.code for p in outcome.problems] == ["personal-allowed"]
        assert "1 处" in outcome.problems[0].message
    assert "鲁N00001" in (root / "site/demo/notices/2026-a/index.html").read_text(encoding="utf-8")
    without = (root / "data/villages/demo/village.yml").read_text(encoding="utf-8").replace(", 原因: 村里的清运车", "")
    (root / "data/villages/demo/village.yml").write_text(without, encoding="utf-8")
    assert {p.code for p in build.build(root, TODAY).problems} >= {"missing-key"}


def test_attachments_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.pdf"
    secret.write_bytes(pdf("call 13900000001"))
    root = board(tmp_path / "root", **{"notices/2026-a.md": NOTICE.format(n=1, more="附件: 2026-a.pdf\n", body="见附件。")})
    (root / "data/villages/demo/notices/2026-a.pdf").symlink_to(secret)
    assert [p.code for p in build.check(root, TODAY).problems] == ["strange-file"]


def test_a_signed_photo_is_published_without_where_it_was_taken(tmp_path: Path) -> None:
    signed = "附件: 2026-a.jpg\n人工核查: 赵范例 2026-11-02 已看过，没有个人信息\n"
    root = board(
        tmp_path, **{"notices/2026-a.md": NOTICE.format(n=1, more=signed, body="见附件。"), "notices/2026-a.jpg": photo(artist="wang")}
    )
    assert build.build(root, TODAY).boards[0].built
    (shown,) = (root / "site/demo").rglob("2026-a.jpg")
    assert not located(shown.read_bytes())
    assert b"wang" not in shown.read_bytes()
    assert "赵范例" not in (root / "site/demo/notices/2026-a/index.html").read_text(encoding="utf-8")


def test_a_masked_copy_lies_beside_the_file_and_is_never_written_over(tmp_path: Path) -> None:
    path, said = tmp_path / "册子.csv", "姓名,电话\n王某,13900000001\n".encode()
    path.write_bytes(said)
    done = gongkai("mask", str(path))
    assert done.returncode == 0
    assert "第 2 行 B 列「电话」" in done.stdout
    assert "13900000001" not in done.stdout + (tmp_path / "册子.masked.csv").read_text(encoding="utf-8")
    assert path.read_bytes() == said
    assert gongkai("mask", str(path)).returncode == 2
    assert gongkai("mask", str(tmp_path / "没有.csv")).returncode == 2
    assert gongkai("mask", str(tmp_path / "册子.masked.csv")).returncode == 0
    assert not (tmp_path / "册子.masked.masked.csv").exists()


def test_the_portal_is_read_too(tmp_path: Path) -> None:
    root = board(tmp_path, **{"/data/site.yml": "标题: 村务公开\n页脚: 鲁N00001\n"})
    shutil.copytree(root / "data/villages/demo", root / "data/villages/other")
    problems = Gate(root, "", load_site(root)[0], TODAY, _site(tmp_path / "portal")).outgoing({"index.html": "1"})
    assert [(p.code, p.source.file, p.source.line) for p in problems] == [("personal-plate", "data/site.yml", 2)]


def test_a_portal_that_would_leak_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = board(tmp_path, **{"/data/site.yml": "标题: 鲁N00001\n"})
    shutil.copytree(root / "data/villages/demo", root / "data/villages/other")
    monkeypatch.setattr(Gate, "_incoming", lambda self, *_: [])
    outgoing = Gate.outgoing
    monkeypatch.setattr(Gate, "outgoing", lambda self, files: [] if self.slug else outgoing(self, files))
    outcome = build.build(root, TODAY)
    assert [(p.code, p.source.file, p.source.line) for p in outcome.problems] == [("personal-plate", "data/site.yml", 1)]
    assert not any(made.built for made in outcome.boards)
    assert not (root / "site").exists()


def _site(folder: Path) -> Path:
    (folder / "site").mkdir(parents=True)
    (folder / "site/index.html").write_text("<p>鲁N00001</p>", encoding="utf-8")
    return folder


def test_a_crash_is_written_aside_without_the_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: Gate, *of_the_files: object) -> list[object]:
        raise ValueError("王某 13900000001")

    root = board(tmp_path)
    monkeypatch.setattr(Gate, "_incoming", crash)
    outcome = build.check(root, date(2026, 11, 23))
    assert [p.code for p in outcome.problems] == ["internal-error"]
    assert "13900000001" not in (root / "build/errors/demo.txt").read_text(encoding="utf-8") + json.dumps(as_json(outcome.problems))


def test_an_amount_in_a_spreadsheet_is_no_card(tmp_path: Path) -> None:
    """621345.95 is kept there as 621345.94999999995: with the fraction's digits it would look like sixteen of a card."""
    amounts = [f"62{n % 10}{(n * 7919) % 1000:03d}.{n % 100:02d}" for n in range(1, 400)]
    left, rows = 0, []
    for n, amount in enumerate(amounts, 1):
        fen = int(amount.replace(".", ""))
        left += fen
        rows.append(f"2026-03-05,记-{n:03d},收租金,经营收入,{amount},,{left // 100}.{left % 100:02d}")
    ledger = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,0\n" + "\n".join(rows) + "\n"
    outcome = build.build(write_tree(tmp_path, {"ledger/2026-03.csv": ledger}), TODAY)
    assert outcome.boards[0].built, outcome.problems[:2]


@pytest.mark.parametrize(
    ("said", "there"), [("", True), ("是", True), ("否", False), ("撤回", False), ("2026-11-22", False), ("2026-11-23", True)]
)
def test_a_photo_goes_with_the_consent_to_it(said: str, there: bool, tmp_path: Path) -> None:
    more = f"附件: 2026-a.jpg\n人工核查: 赵范例 2026-11-02 已看过\n照片同意: {said}\n"
    root = board(
        tmp_path, **{"notices/2026-a.md": NOTICE.format(n=1, more=more, body="见附件。"), "notices/2026-a.jpg": photo(artist="wang")}
    )
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    docs = docs_of(plan)
    assert bool([path for path in docs if path.endswith("2026-a.jpg")]) == there
    assert ("2026-a.jpg" in docs["notices/2026-a.md"].decode()) == there


def test_a_word_that_may_be_a_no_is_asked_about(tmp_path: Path) -> None:
    more = "附件: 2026-a.jpg\n人工核查: 赵范例 2026-11-02 已看过\n照片同意: 不太愿意\n"
    root = board(
        tmp_path, **{"notices/2026-a.md": NOTICE.format(n=1, more=more, body="见附件。"), "notices/2026-a.jpg": photo(artist="wang")}
    )
    assert [p.code for p in build.check(root, TODAY).problems] == ["bad-choice"]


def test_a_digest_is_nobodys_card_and_a_title_beside_it_may_hold_one() -> None:
    card = luhn("622202123456789")
    digest = "a" * (64 - len(card)) + card
    record = '{"path": "a.csv", "sha256": "%s", "title": "%s"}'
    for name in ("record.json", "_record/demo.json"):
        assert not list(findings(name, (record % (digest, "账")).encode()))
        assert [each.code for each in findings(name, (record % (digest, f"账 {card}")).encode())] == ["personal-card"]
    package = '{"path": "a.csv", "hash": "sha256:%s", "title": "%s"}'
    assert not list(findings(f"a/{PACKAGE}", (package % (digest, "账")).encode()))
    assert [each.source.line for each in findings(f"a/{PACKAGE}", (package % (digest, f"账\\n{card}")).encode())] == [2]
    assert list(findings("other.json", (record % (digest, "账")).encode()))


def luhn(digits: str) -> str:
    """The digits with their check digit."""
    doubled = (int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits)))
    return digits + str(-sum(each // 10 + each % 10 for each in doubled) % 10)


def test_of_a_list_of_all_files_only_new_lines_are_read_and_a_number_in_one_is_found(tmp_path: Path) -> None:
    root = board(tmp_path)
    folder, there = tmp_path / "made", tmp_path / "published"
    (folder / "site").mkdir(parents=True)
    there.mkdir()

    def look(lines: list[str], published: list[str]) -> list[str]:
        text = "[\n" + ",\n".join(lines) + "\n]\n"
        (folder / "site" / PACKAGE).write_text(text, encoding="utf-8")
        (there / PACKAGE).write_text("[\n" + ",\n".join(published) + "\n]\n", encoding="utf-8")
        gate = Gate(root, "demo", load_site(root)[0], TODAY, folder, there)
        return [p.code for p in gate.outgoing({PACKAGE: digest(text.encode())})]

    clean, personal = '{"title": "2026年3月收支明细"}', '{"title": "王某 13900000001"}'
    assert look([clean], [clean]) == []
    assert look([clean, personal], [clean]) == ["personal-phone"]
    assert look([personal], [personal]) == ["personal-phone"], "what stands in the site is not believed for standing there"
    assert look([clean, '{"title": "4月"}'], [clean]) == []
    assert look(['{"path": "13900000001.csv"}'], []) == ["personal-phone"], "no file of the board, whose names are looked at by themselves"
    assert look([clean, '{"title": "4月"}', personal], [clean, '{"title": "4月"}']) == ["personal-phone"]


def test_what_was_looked_at_ahead_is_read_again_where_it_is_another_file_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, folder, read = board(tmp_path), tmp_path / "made", []
    real = both_ends.findings
    monkeypatch.setattr(both_ends, "findings", lambda path, *rest: read.append(path) or real(path, *rest))
    gate = Gate(root, "demo", load_site(root)[0], TODAY, folder)

    def made(**texts: str) -> dict[str, str]:
        (folder / "site").mkdir(parents=True, exist_ok=True)
        files = {f"{name}.txt": text.encode() for name, text in texts.items()}
        for path, data in files.items():
            (folder / "site" / path).write_bytes(data)
        return {path: digest(data) for path, data in files.items()}

    gate.ahead(made(same="账", other="账", found="13900000001", mended="13900000002"))
    assert sorted(read) == ["found.txt", "mended.txt", "other.txt", "same.txt"]
    read.clear()
    problems = gate.outgoing(made(same="账", other="王某 13900000003", found="13900000001", mended="账", late="13900000004"))
    assert sorted(read) == ["found.txt", "late.txt", "mended.txt", "other.txt"]
    assert [p.code for p in problems] == ["personal-phone"] * 3


def test_whatever_the_detectors_are_made_of_has_all_files_read_again() -> None:
    """A file that held nothing for the detectors of before may hold something for those of today."""
    program = ROOT / "generator"
    deciding = {path for pattern in _DECIDING for path in program.glob(pattern)}
    words = {
        "classes",
        "codes",
        "model",
        "sizes",
        "values",
        "photo",
        "shown",
        "declared",
        "kind",
    }  # what is said of it, and of what it is said
    for path in sorted(path for path in deciding if path.suffix == ".py" and path.parent.name in ("privacy", "law")):
        for module, names in re.findall(r"^from generator\.?([\w.]*) import (.*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            paths = [program / module.replace(".", "/") / f"{name.strip().partition(' ')[0]}.py" for name in names.split(",")]
            paths = [each for each in paths if each.is_file()] or [program / f"{module.replace('.', '/')}.py"]
            assert not [each for each in paths if each not in deciding and each.stem not in words and each.parent.name not in words], path


def test_of_a_bundle_of_the_search_only_what_is_new_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, read = board(tmp_path), []
    real = both_ends.findings
    monkeypatch.setattr(both_ends, "findings", lambda path, *rest: read.append(path) or real(path, *rest))

    def look(title: str, number: str = "") -> list[str]:
        records = [Record(f"第 {n} 件", "账", f"a/{n}.md", year="2026") for n in range(600)] + [Record(title, number, "b.md", year="2026")]
        folder = tmp_path / "made"
        shutil.rmtree(folder / "site", ignore_errors=True)
        files = bundle("current", records)
        for path, data in files.items():
            (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / path).write_bytes(data)
        read.clear()
        problems = Gate(root, "demo", load_site(root)[0], TODAY, folder).outgoing({path: digest(data) for path, data in files.items()})
        assert {*read} <= {*files}
        return [p.code for p in problems]

    assert look("甲") == []
    first = {*read}
    assert len(first) > 10
    assert look("乙") == []
    assert 0 < len(read) < len(first) / 2
    assert first & {*read} == {about_bundle("current")}, "what changed has another name"
    assert look("乙", "13900000001") == ["personal-phone"]
    assert look("乙", "13900000001") == ["personal-phone"], "what held something is read again"
