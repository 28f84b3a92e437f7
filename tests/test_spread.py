"""Tests that share a fixture of a module go to one worker."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadGroupScheduling

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
