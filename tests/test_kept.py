"""What was worked out before is not worked out again, and is never an answer to another question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generator import board, build, kept
from generator.check import accounting, alone
from generator.check.run import run_checks
from generator.config import Context
from generator.gate.clean import Clean
from generator.kinds import all_kinds
from generator.kinds.ledger import KIND as LEDGER
from generator.lately import Itself, same
from generator.load.settings import load_site
from generator.model import Dataset
from generator.pages import board_pages
from generator.shown import Page
from generator.site import build_record as notes
from generator.site import manifest
from generator.task import BoardTask
from tests.conftest import TODAY, checked, loaded, write_tree
from tests.test_incremental import ledgers, notice


@pytest.fixture
def staying() -> Iterator[None]:
    kept.stay()
    yield
    kept.leave()


def asked(slug: str, what: str, *given: object) -> list[object]:
    """The answer, a new list each time that it is worked out."""
    return kept.kept(slug, what, given, list)


def test_who_does_not_stay_keeps_nothing() -> None:
    assert asked("a", "pages", 1) is not asked("a", "pages", 1)


def test_the_same_question_has_the_same_answer_and_another_has_another(staying: None) -> None:
    data = Dataset("ledger", "2026-03", "a.csv")
    first = asked("a", "pages", (data,), TODAY)
    assert asked("a", "pages", (data,), TODAY) is first
    for other in (((replace(data),), TODAY), ((data,), TODAY + timedelta(1)), ((), TODAY), ((data,),)):
        assert asked("a", "pages", (data,), TODAY) is asked("a", "pages", (data,), TODAY)
        assert asked("a", "pages", *other) is not first
    assert asked("a", "records", (data,), TODAY) is not asked("b", "records", (data,), TODAY)


def test_a_board_that_is_forgotten_and_the_oldest_of_many_go(staying: None) -> None:
    first = asked("a", "pages")
    kept.forget("a")
    assert asked("a", "pages") is not first
    first = asked("a", "pages")
    for n in range(kept.BOARDS - 1):
        asked(str(n), "pages")
    assert asked("a", "pages") is first
    asked("one more", "pages")
    assert asked("a", "pages") is not first


def test_an_answer_that_does_not_last_is_asked_again(staying: None) -> None:
    assert [kept.kept("a", "x", (), iter([n]).__next__, lambda answer: answer > 1) for n in (1, 2, 3)] == [1, 2, 2]


def test_pages_and_datasets_are_known_again_as_the_very_same_only() -> None:
    data, page, words = Dataset("a", "b", "c"), Page("a.md", "a", "a", "a", lambda: None, ()), ["x"]  # type: ignore[arg-type,return-value]
    assert same({"k": (data, page)}, {"k": (data, page)})
    assert not same((data,), (replace(data),))
    assert not same((page,), (replace(page),))
    assert same(Itself(words), Itself(words))
    assert not same(Itself(words), Itself([*words]))
    assert not same((1,), (True,))


def test_what_a_check_says_of_files_alone_is_what_it_says_of_all() -> None:
    """Of samples with each row twice, so that there is much to tell."""
    task, data, _ = checked("shifan")
    context, told = task.context(data.village), set()  # type: ignore[arg-type]
    for kind in all_kinds():
        files = tuple(
            each if each.document else replace(each, rows=each.rows * 2, lines=each.lines * 2) for each in data.datasets[kind.name][-2:]
        )
        for check in (check for check in kind.all_checks() if alone.is_alone(check)):
            together = list(check(files, context))
            assert together == [problem for each in files for problem in check((each,), context)], check
            told |= {problem.code for problem in together}
    assert {"date-backwards", "voucher-repeated"} <= told


def test_a_crash_of_one_file_is_told_once_and_stops_no_other_check(monkeypatch: pytest.MonkeyPatch) -> None:
    months = loaded("shifan")[0].datasets["ledger"][-2:]
    fresh = tuple(replace(month) for month in months)

    @alone.alone
    def broken(datasets: tuple[Dataset, ...], context: Context) -> Iterator[None]:
        if fresh[1] in datasets:
            raise RuntimeError
        yield from ()

    task, data, _ = checked("shifan")
    kind = replace(LEDGER, checks=(broken, *LEDGER.checks))  # type: ignore[arg-type]
    problems = run_checks(kind, fresh, task.context(data.village), str)  # type: ignore[arg-type]
    usual = run_checks(LEDGER, tuple(replace(month) for month in months), task.context(data.village), str)  # type: ignore[arg-type]
    assert [p.code for p in problems if p.code == "internal-error"] == ["internal-error"]
    assert [p for p in problems if p.code != "internal-error"] == usual


def test_what_was_made_is_known_by_the_bytes_that_say_it(staying: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = notes.Made("shell", {"a.md": ("id", ["a.md", "a/qr.svg"])}, {"a/index.html": "d"}, {"a/": "look"})
    notes.write(tmp_path, made, "inputs", {})
    first = notes.read(tmp_path)
    assert first == made == notes._read((tmp_path / "made.json").read_bytes())
    assert first
    first.items.clear()  # who changes what he was given changes it for nobody else
    first.files.clear()
    monkeypatch.setattr(notes, "_read", lambda stored: None)
    assert notes.read(tmp_path) == made
    path = tmp_path / "made.json"
    path.write_bytes(path.read_bytes().replace(b"qr.svg", b"xx.svg"))
    assert notes.read(tmp_path) is None


# --- over runs -------------------------------------------------------------------------------

NAMED = {"notices/a.md": notice("修路", table="a.csv"), "notices/a.csv": "户主,金额\n王建国,480\n李秀英,360\n"}
REGION = {"/data/regions/here.yml": "名称: 本地\n目录:\n  - {码: C15, 隐私: 3}\n", "/data/site.yml": "标题: 甲\n地区: here\n"}


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the checks look at, each by itself."""
    files: list[str] = []
    real = alone._ask

    def ask(data, *rest):  # type: ignore[no-untyped-def]
        files.append(f"{data.kind}/{data.key}")
        return real(data, *rest)

    monkeypatch.setattr(alone, "_ask", ask)
    return files


def task_of(root: Path, shell: str = "1", days: int = 0) -> BoardTask:
    (root / "build/boards/demo").mkdir(parents=True, exist_ok=True)
    return BoardTask(root, "demo", load_site(root)[0], TODAY + timedelta(days), shell=shell)


def codes(task: BoardTask) -> list[str]:
    return [p.code for p in board.check_board(task).problems]


def test_a_file_with_nothing_to_tell_is_asked_again_only_when_something_else_holds(tmp_path: Path, looked_at: list[str]) -> None:
    root = write_tree(tmp_path, {**NAMED, **dict(ledgers(200))})
    everything = {"notices/a", "ledger/2026-08", "ledger/2026-09", "ledger/2026-10"}
    told = codes(task_of(root))

    def again(task: BoardTask) -> set[str]:
        looked_at.clear()
        assert codes(task) == told
        return set(looked_at)

    assert set(looked_at) == everything
    assert again(task_of(root)) == set()
    write_tree(root, {"ledger/2026-10.csv": dict(ledgers(200, "甲"))["ledger/2026-10.csv"]})
    assert again(task_of(root)) == {"ledger/2026-10"}
    assert again(task_of(root, shell="2")) == everything, "another program"
    assert again(task_of(root, shell="2", days=1)) == everything, "another day"
    write_tree(root, {"/data/site.yml": "标题: 乙\n"})
    assert again(task_of(root, shell="2", days=1)) == everything, "other settings"
    known = root / "build/boards/demo/fine.json"
    known.write_bytes(known.read_bytes().replace(b"notices a", b"notices b"))
    assert again(task_of(root, shell="2", days=1)) == everything, "damaged"


def test_what_hangs_on_the_month_before_is_asked_again_when_that_month_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = accounting.walk
    monkeypatch.setattr(accounting, "walk", lambda book, *of: asked.append(book.key) or real(book, *of))  # type: ignore[func-returns-value]

    def months_from(first: int) -> dict[str, bytes]:
        """They do not say what the month before left."""
        lines = {name: content.splitlines(keepends=True) for name, content in ledgers(first).items()}
        return {
            name: b"".join(each for n, each in enumerate(of) if n == 0 or "上月余额".encode() not in each) for name, of in lines.items()
        }

    files = months_from(200)
    root = write_tree(tmp_path, dict(files))
    told = codes(task_of(root))
    assert set(asked) == {"2026-08", "2026-09", "2026-10"}
    asked.clear()
    assert codes(task_of(root)) == told
    assert asked == []
    write_tree(root, {"ledger/2026-08.csv": months_from(201)["ledger/2026-08.csv"]})
    assert "balance-mismatch" in codes(task_of(root))
    assert set(asked) == {"2026-08", "2026-09"}
    write_tree(root, dict(files))
    asked.clear()
    assert codes(task_of(root)) == told
    assert set(asked) <= {"2026-08", "2026-09"}
    months = [line.split(" ")[1] for line in manifest.texts_in(manifest.recall(root / "build/boards/demo/fine.json"), "names")]
    assert max(map(months.count, months)) <= 4, "of each check the last is kept"


def test_what_is_known_of_a_file_is_no_text_and_goes_with_it(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**NAMED, **dict(ledgers(200))})
    codes(task_of(root))
    (root / "data/villages/demo/ledger/2026-10.csv").unlink()
    codes(task_of(root))
    text = (root / "build/boards/demo/fine.json").read_text(encoding="utf-8")
    assert "王建国" not in text
    assert "2026-10" not in text
    assert "ledger 2026-09 " in text


@pytest.mark.parametrize("stays", [True, False])
def test_a_stricter_rule_of_a_region_is_heard_at_once(stays: bool, tmp_path: Path) -> None:
    root = write_tree(tmp_path, NAMED)
    if stays:
        kept.stay()
    try:
        assert "personal-list" not in codes(task_of(root))
        write_tree(root, REGION)
        assert "personal-list" in codes(task_of(root))
    finally:
        kept.leave()


def test_a_process_that_stays_makes_what_has_changed_and_masks_what_a_region_has_masked_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_tree(tmp_path, {**NAMED, **dict(ledgers(200))})
    page, made, real = root / "site/demo/notices/a/index.html", [], board_pages._pages_of
    monkeypatch.setattr(board_pages, "_pages_of", lambda maker, *rest: made.append(maker.name) or real(maker, *rest))
    with build.staying():
        build.build(root, TODAY)
        assert "王建国" in page.read_text(encoding="utf-8")
        assert {"ledger", "notices", "honors"} <= set(made)
        made.clear()
        write_tree(root, {"ledger/2026-10.csv": dict(ledgers(200, "甲"))["ledger/2026-10.csv"]})
        build.build(root, TODAY)
        assert "ledger" in made
        assert not {"notices", "honors"} & set(made)
        write_tree(root, {name: text.replace("隐私: 3", "隐私: 2") for name, text in REGION.items()})
        build.build(root, TODAY)
        assert "王建国" not in page.read_text(encoding="utf-8")


def test_a_process_that_stays_has_the_files_of_the_theme_that_there_are_now(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**NAMED, "/theme_overrides/assets/logo.svg": "<svg viewBox='0 0 2 1'/>"})
    style, logo = (root / f"site/demo/assets/{name}" for name in ("own.css", "logo.svg"))
    with build.staying():
        build.build(root, TODAY)
        assert (style.exists(), logo.exists()) == (False, True)
        write_tree(root, {"/theme_overrides/assets/own.css": ":root { --gk-band: #123456 }\n"})
        (root / "theme_overrides/assets/logo.svg").unlink()
        assert all(board.built for board in build.build(root, TODAY).boards)
        assert (style.exists(), logo.exists()) == (True, False)


def test_damaged_knowledge_is_none(tmp_path: Path) -> None:
    root = write_tree(tmp_path, NAMED)
    task = task_of(root)
    told = codes(task)
    for nonsense in ([], {"of": 1}, {"fine": "x"}, {"of": "x", "fine": [1, None]}):
        manifest.save(task.folder / "fine.json", nonsense)
        assert codes(task) == told


@pytest.mark.parametrize("stays", [True, False])
def test_what_the_gate_read_is_known_by_the_file_that_says_it(stays: bool, tmp_path: Path) -> None:
    if stays:
        kept.stay()
    try:
        first, file = Clean(tmp_path / "out.json", "m"), tmp_path / "out.json"
        first.add("a.html", "1")
        first.keep()
        first.add("later.html", "2")  # is in no file
        assert Clean(file, "m").holds("a.html", "1")
        assert not Clean(file, "m").holds("later.html", "2")
        assert not Clean(file, "other").holds("a.html", "1")
        manifest.save(file, {"mark": "m", "files": {"b.html": "1"}})  # another process was here
        assert [Clean(file, "m").holds(name, "1") for name in ("a.html", "b.html")] == [False, True]
        file.write_bytes(file.read_bytes() + b" ")
        assert not Clean(file, "m").holds("b.html", "1")
    finally:
        kept.leave()
