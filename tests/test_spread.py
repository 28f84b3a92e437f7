"""What tests have in common is made once: by one worker where they share a fixture of a module, by a process where it is a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.scheduler import LoadGroupScheduling

from generator import build
from generator.poster import paper
from tests.conftest import TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.spread import tell_group


@pytest.fixture(scope="module")
def shared() -> object:
    return object()


def test_who_gives_out_the_tests_finds_their_group(shared: object, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the id of the test, and nowhere else: where it is not found, every worker makes the fixture for itself."""
    item = request.node
    monkeypatch.setattr(item, "_id", item._id)  # so that its end is told under the name of its beginning
    plain = item.nodeid.removesuffix("@test_spread")
    tell_group(item)
    tell_group(item)
    assert item.nodeid == f"{plain}@test_spread"
    assert LoadGroupScheduling._split_scope(None, item.nodeid) == "test_spread"  # type: ignore[arg-type]


def test_one_that_shares_nothing_goes_anywhere(request: pytest.FixtureRequest) -> None:
    before = request.node.nodeid
    tell_group(request.node)
    assert request.node.nodeid == before


def test_the_same_sheet_is_not_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = [write_tree(tmp_path / name, {"ledger/2026-03.csv": GOOD_LEDGER}) for name in ("one", "other")]
    assert build.build(roots[0], TODAY).boards[0].built
    monkeypatch.delattr(paper, "together")
    assert build.build(roots[1], TODAY).boards[0].built
    made = [(root / "site/demo/posters/2026-03-month/2026-03-account.pdf").read_bytes() for root in roots]
    assert made[0] == made[1]
