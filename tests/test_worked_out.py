"""What was worked out of files in an earlier run is what would be worked out now, and nothing else is taken for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.build import build
from generator.check import redaction
from generator.check.redaction import SHOWN, as_may_be_shown, shown_by
from generator.check.scope import in_edition
from generator.config import Context
from generator.fingerprint import FINGERPRINT, fingerprint
from generator.kind import Datasets, Kind
from generator.kinds import all_kinds
from generator.load.board_data import BoardData
from generator.load.discover import find_inputs
from generator.model import Dataset
from generator.site.lines import keep_lines, lines_in
from generator.withdrawal import May, lets_of, may_show
from generator.worked_out import WorkedOut
from tests.conftest import ROOT, TODAY, checked, write_tree
from tests.test_incremental import ledgers, notice

LISTED = "户主,金额(元)\n王建国,120.00\n李秀英,80.00\n"
OVER = {
    "notices/old.md": notice("慰问金发放公示", date(2025, 3, 1), table="old-list.csv"),
    "notices/old-list.csv": LISTED,
    "notices/new.md": notice("慰问金发放公示", TODAY, table="new-list.csv"),
    "notices/new-list.csv": LISTED,
    **ledgers(200),
}


def afresh(slug: str) -> tuple[dict[str, Datasets], Context]:
    """A sample board as a new process reads it: nothing is kept beside its files."""
    task, data, _ = checked(slug)
    assert data.village
    return {kind: tuple(each.as_read(each.digest) for each in several) for kind, several in data.datasets.items()}, task.context(
        data.village
    )


def shown_and_let(datasets: Mapping[str, Datasets], context: Context) -> tuple[dict[str, Datasets], May, list[str]]:
    """The files as they may be shown, what they let be shown, and their ids."""
    files, _, _ = find_inputs(ROOT, context.village.slug, all_kinds())
    may = may_show(ROOT, context, BoardData(context.village, dict(datasets), files=tuple(files)), all_kinds(), [])
    shown = as_may_be_shown(in_edition(datasets, context), context, all_kinds())
    return shown, may, [fingerprint(data) for several in shown.values() for data in several]


def worked_out(slug: str, folder: Path) -> tuple[dict[str, Datasets], Context, object]:
    """A sample board of which all was worked out and kept in ``folder``, and what came of it."""
    datasets, context = afresh(slug)
    known = WorkedOut(folder, "1")
    known.put_beside(datasets, context)
    first = shown_and_let(datasets, context)
    known.keep(datasets, context)
    return datasets, context, first


@pytest.mark.parametrize("slug", ["shifan", "dongxian"])
def test_what_is_recalled_is_what_would_be_worked_out(slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, context, first = worked_out(slug, tmp_path)
    again, _ = afresh(slug)
    later = WorkedOut(tmp_path, "1")
    later.put_beside(again, context)
    asked: list[str] = []
    real = redaction._shown
    monkeypatch.setattr(redaction, "_shown", lambda data, *rest: asked.append(data.file) or real(data, *rest))
    assert shown_and_let(again, context) == first
    files = [data for several in again.values() for data in several]
    assert len(asked) < len(files) / 2
    before = (tmp_path / "shown.json").read_bytes()
    later.keep(again, context)
    assert (tmp_path / "shown.json").read_bytes() == before


def test_another_day_program_or_settings_know_nothing(tmp_path: Path) -> None:
    _, context, _ = worked_out("shifan", tmp_path)

    def recalled(program: str, context: Context) -> bool:
        again, _ = afresh("shifan")
        WorkedOut(tmp_path, program).put_beside(again, context)
        return any(each.known(SHOWN, shown_by(kind, context)) for each, kind in _of_kinds(again))

    assert recalled("1", context)
    assert not recalled("2", context)
    assert not recalled("1", replace(context, today=context.today + timedelta(1)))
    assert not recalled("1", replace(context, edition="village"))
    assert not recalled("1", replace(context, village=replace(context.village, opened=())))


def _of_kinds(datasets: Mapping[str, Datasets]) -> list[tuple[Dataset, Kind]]:
    kinds = {kind.name: kind for kind in all_kinds()}
    return [(data, kinds[name]) for name, several in datasets.items() for data in several]


def test_a_row_is_changed_and_of_nothing_else_is_asked_who_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, OVER)
    build(root, TODAY)
    page = (root / "site/demo/notices/old/index.html").read_text(encoding="utf-8")
    assert "王建国" not in page, "posted to its end"
    write_tree(root, {"ledger/2026-10.csv": ledgers(200, "甲")["ledger/2026-10.csv"]})
    asked: list[str] = []
    real = redaction._shown
    monkeypatch.setattr(redaction, "_shown", lambda data, *rest: asked.append(data.key) or real(data, *rest))
    build(root, TODAY)
    assert asked == ["2026-10"]
    asked.clear()
    write_tree(root, {"notices/old-list.csv": LISTED.replace("80", "90")})
    build(root, TODAY)
    assert asked == ["old"], "a table that it names is part of it"
    build(root, TODAY + timedelta(days=30))
    assert "王建国" not in (root / "site/demo/notices/new/index.html").read_text(encoding="utf-8"), "a day is no old day"


@pytest.mark.parametrize("put", [b"[]", b"{}", b'[["<b>",[["x","",[],[[1]],"",[]]]],"f",""]', b"[null,null,3]", b"[1,2,3]", b"no"])
def test_what_others_put_there_and_is_no_such_line_is_nothing(put: bytes, tmp_path: Path) -> None:
    datasets, context = afresh("shifan")
    names = {f"{data.digest}/{data.kind}/{data.key}": put for several in datasets.values() for data in several if data.digest}
    keep_lines(tmp_path / "shown.json", fingerprint("1", context), names)
    WorkedOut(tmp_path, "1").put_beside(datasets, context)
    assert not any(data.known(SHOWN, shown_by(kind, context)) for data, kind in _of_kinds(datasets))


def test_names_are_kept_as_digests(tmp_path: Path) -> None:
    root = write_tree(tmp_path, OVER)
    build(root, TODAY)
    stored = (root / "build/boards/demo/shown.json").read_bytes()
    lines = lines_in(stored, stored.partition(b"\n")[0].decode())
    assert len(lines) == 5
    assert "王建国" not in stored.decode()
    assert any(json.loads(line)[0] for line in lines.values()), "a list that has been posted to its end is another then"


def test_of_what_is_known_already_nothing_is_read(tmp_path: Path) -> None:
    datasets, context, _ = worked_out("shifan", tmp_path)
    (tmp_path / "shown.json").unlink()
    again = WorkedOut(tmp_path, "1")
    again.put_beside(datasets, context)
    again.keep(datasets, context)
    assert not (tmp_path / "shown.json").exists()


def test_a_file_as_it_may_be_shown_has_no_id_of_its_bytes(tmp_path: Path) -> None:
    _, context, _ = worked_out("shifan", tmp_path)
    again, _ = afresh("shifan")
    WorkedOut(tmp_path, "1").put_beside(again, context)
    for data, kind in _of_kinds(again):
        shown = data.known(SHOWN, shown_by(kind, context))
        if isinstance(shown, Dataset) and shown is not data:
            assert not shown.digest
            assert shown.known(FINGERPRINT, ()) == fingerprint_of(shown)
            assert lets_of(shown, kind, context) == lets_of(replace(shown), kind, context)


def fingerprint_of(data: Dataset) -> object:
    other = replace(data)
    fingerprint(other)
    return other.known(FINGERPRINT, ())
