"""The boards that `make bench` measures are honest ones: no problems, the pages asked for, the same bytes every time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator import build
from generator.config import Village
from generator.corrections import past
from generator.kinds import all_kinds
from tests.bench.boards import TODAY, make_root, slug
from tests.bench.books import make_books
from tests.bench.history import make_history
from tests.bench.matters import make_matters


@pytest.mark.parametrize(("boards", "pages"), [(2, 24), (1, 60)])
def test_boards_of_a_bench_are_clean_and_as_large_as_asked_for(boards: int, pages: int, tmp_path: Path) -> None:
    root = make_root(tmp_path, boards=boards, pages=pages)
    outcome = build.build(root, TODAY)
    assert outcome.problems == ()
    assert [(board.slug, board.pages) for board in outcome.boards] == [(slug(n), pages) for n in range(boards)]


def test_the_same_seed_makes_the_same_boards(tmp_path: Path) -> None:
    one, two = (make_root(tmp_path / name, boards=1, pages=24, git=False) for name in ("one", "two"))
    files = sorted(path.relative_to(one) for path in (one / "data").rglob("*") if path.is_file())
    assert files
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in files)


def test_the_books_of_a_bench_are_honest(tmp_path: Path) -> None:
    assert build.check(make_books(tmp_path, 2, rows=20), TODAY).problems == ()


def test_the_matters_of_a_bench_are_in_order(tmp_path: Path) -> None:
    assert build.check(make_matters(tmp_path, 2, each=3), TODAY).problems == ()


def test_one_wrong_row_in_the_tenth_year_is_told_with_its_row(tmp_path: Path) -> None:
    month = make_books(tmp_path, 10, rows=20) / "data/villages/busy/ledger/2025-08.csv"
    lines = month.read_text(encoding="utf-8-sig").splitlines()
    cells = lines[11].split(",")
    side = 4 if cells[4] else 5
    cells[side] = str(Decimal(cells[side]) + Decimal("0.01"))
    month.write_text("\n".join([*lines[:11], ",".join(cells), *lines[12:]]), encoding="utf-8")
    found = build.check(tmp_path, TODAY).problems
    assert [(p.source.file, p.source.row) for p in found if p.code == "balance-mismatch"] == [
        (f"data/villages/busy/ledger/{month.name}", 12)
    ]


def test_a_history_of_a_bench_holds_what_was_put_right(tmp_path: Path) -> None:
    root = make_history(tmp_path / "root", 1)
    known = past.of_git(root, Village("demo", "甲村"), all_kinds(), TODAY, None)
    assert known
    assert [(change.key, change.row.columns) for change in known.changes] == [("2025-05", ("支出",)), ("2025-11", ("支出",))]
