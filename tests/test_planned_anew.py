"""Of a changed row only what it concerns is planned anew; what is kept is what would be worked out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator import build, planned
from generator.check.balances import balances
from generator.findable import RecordsOfFile, each_record
from generator.fingerprint import fingerprint
from generator.kinds import ledger
from generator.kinds._ledger_views import MonthView, month_view
from generator.made_of import add_files
from generator.model import Dataset
from generator.shown import Page
from tests.conftest import TODAY, loaded, write_tree
from tests.ledgers import Entry, Month, as_csv
from tests.test_incremental import ledgers, notice

TEN = "ledger/2026-10.csv"


def test_pages_that_a_changed_row_does_not_concern_are_those_of_last_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dict[str, Page]] = []
    real = planned.pages_and_records

    def seen(*given: object) -> object:
        pages, records = real(*given)  # type: ignore[arg-type]
        made.append({page.path: page for page in pages})
        return pages, records

    monkeypatch.setattr(planned, "pages_and_records", seen)
    root = write_tree(tmp_path, {**ledgers(200), "notices/a.md": notice("甲")})
    with build.staying():
        build.build(root, TODAY)
        write_tree(root, {TEN: ledgers(200, "改")[TEN]})
        build.build(root, TODAY)
        first, second = made
        same = {path for path, page in second.items() if first.get(path) is page}
        assert {"finance/2026-08.md", "finance/2026-09.md", "notices/a.md"} <= same
        assert not {"finance/2026-10.md", "finance/2026.md", "finance/index.md", "index.md"} & same
        write_tree(root, {**ledgers(250)})  # the first paid more: what is left is otherwise in all
        build.build(root, TODAY)
        assert len(made) == 3
        assert not [path for path, page in made[-1].items() if path.startswith("finance/2026") and page is second.get(path)]


def test_a_balance_that_follows_from_the_month_before_is_not_the_one_that_is_kept(tmp_path: Path) -> None:
    """The months after state no opening: what a month leaves is otherwise, and they say nothing of it themselves."""

    def files(opening: int) -> dict[str, bytes]:
        months = [Month("2026-09", opening, (Entry(5, 0, 300),)), Month("2026-10", opening - 300, (Entry(5, 0, 400),))]
        first, second = (as_csv(month.cells()) for month in months)
        return {"ledger/2026-09.csv": first, TEN: b"\n".join(line for line in second.split(b"\n") if "上月余额".encode() not in line)}

    root = write_tree(tmp_path, files(10_000))
    page = root / "site/demo/finance/2026-10/index.html"
    with build.staying():
        build.build(root, TODAY)
        before = page.read_text(encoding="utf-8")
        write_tree(root, files(20_000))
        build.build(root, TODAY)
        after = page.read_text(encoding="utf-8")
    assert ("97.00" in before, "197.00" in before) == (True, False)
    assert "197.00" in after


def test_what_the_years_before_let_be_found_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = ledger._records_of
    monkeypatch.setattr(ledger, "_records_of", lambda data: asked.append(data.key) or real(data))
    root = write_tree(tmp_path, over_new_year("付电费"))
    assert all(board.built for board in build.build(root, TODAY).boards)
    assert set(asked) == {"2025-11", "2025-12", "2026-01"}
    asked.clear()
    write_tree(root, over_new_year("付水费"))
    build.build(root, TODAY)
    assert set(asked) == {"2026-01"}


def over_new_year(paid: str) -> dict[str, bytes]:
    """Three months; ``paid``: for what in the last."""
    left, files = 1_000_000, {}
    for key in ("2025-11", "2025-12", "2026-01"):
        month = Month(key, left, (Entry(5, 0, 300),))
        files[f"ledger/{key}.csv"] = as_csv(month.cells(texts=[paid if key == "2026-01" else "付电费"]))
        left = month.closing
    return files


def test_records_that_are_made_when_they_are_asked_for_have_the_id_of_all_that_they_come_from() -> None:
    months = loaded("shifan")[0].datasets["ledger"][-2:]
    one, other = (RecordsOfFile(ledger._records_of, (data,), data.key[:4]) for data in months)
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(replace(one))
    assert [*each_record([one, other])] == [record for data in months for record in ledger._records_of(data)]
    changed = replace(months[0], rows=months[0].rows[1:])
    assert fingerprint(replace(one, uses=(changed,))) != fingerprint(one)


def test_what_stands_on_many_pages_has_its_id_once_and_of_equal_values_the_same() -> None:
    view = month_view(balances(loaded("shifan")[0].datasets["ledger"])[-1])
    alike: MonthView = replace(view)
    assert fingerprint((view, view)) == fingerprint((alike, view)) == fingerprint((view, replace(view)))
    assert fingerprint((view, replace(view, income=view.income + 1))) != fingerprint((view, view))
    page = Page("a.md", "甲", "a", "a", lambda: None, (view,))  # type: ignore[arg-type,return-value]
    other = page.but(title="乙")
    assert other == replace(page, title="乙")
    assert page.but(title="乙") is other
    assert fingerprint(other) != fingerprint(page)


def test_a_page_rests_on_the_files_in_whatever_it_is_made_of() -> None:
    """Also where they lie behind fields that hold no file themselves."""
    (data,) = loaded("shifan")[0].datasets["ledger"][-1:]
    into: set[str] = set()
    add_files((month_view(balances((data,))[0]), {"a": [data.rows[0]]}, Page("a.md", "a", "a", "a", str, (replace(data),))), into)  # type: ignore[arg-type]
    assert into == {data.file}
    assert isinstance(data, Dataset)
