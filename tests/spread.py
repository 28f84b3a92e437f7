"""How the tests are spread over the workers of a run: no fixture of a module is made twice, and the long rows of tests begin first.

`pytest --dist loadgroup` gives a group to one worker, whole, and every other test to whoever has time. It takes the groups in our order
with `--no-loadscope-reorder`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from _pytest.nodeid import NodeId

MEANWHILE = 400
"""Tests that one worker has while the other builds the sample boards."""
SHARED = "samples"
"""The fixture that all workers have in common, and wait for."""


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, in the order in which they are to be begun."""
    for item in items:
        if not _group(item) and _has_own(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        if item.config.getoption("loadgroup", False):  # as pytest-xdist tells a worker
            tell_group(item)
    waiting = {item.path for item in items if SHARED in _fixtures(item)}
    by_group: dict[str, list[pytest.Item]] = {}
    for item in items:
        by_group.setdefault(_group(item), []).append(item)
    alone = by_group.pop("", [])
    meanwhile = [item for item in alone if item.path not in waiting][:MEANWHILE]
    first, *others = [by_group[group] for group in sorted(by_group, key=_place)] or [[]]
    taken = set(meanwhile)
    return [*first, *meanwhile, *_all(others), *(item for item in alone if item not in taken)]


def tell_group(item: pytest.Item) -> None:
    """Put the group at the end of the test's id, where who gives out the tests looks for it.

    pytest-xdist 3.8 writes it to ``_nodeid``, which pytest 9.2 has no more: every test was a group of its own, and every fixture of a
    module was made by all workers.
    """
    if (group := _group(item)) and not item.nodeid.endswith(f"@{group}"):
        item._id = NodeId.parse(f"{item.nodeid}@{group}")


def _all(groups: Iterable[list[pytest.Item]]) -> list[pytest.Item]:
    return [item for group in groups for item in group]


def _place(group: str) -> tuple[bool, bool, str]:
    """What is done in a browser takes longest."""
    return not group.startswith("browser"), group != "cluster", group


def _group(item: pytest.Item) -> str:
    """Name of the tests that go to one worker together; "" for a test that goes anywhere."""
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else ""


def _fixtures(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


def _has_own(item: pytest.Item) -> bool:
    """True where a fixture is made for all tests of the module."""
    if not isinstance(item, pytest.Function):
        return False
    made = (fixture for fixtures in item._fixtureinfo.name2fixturedefs.values() for fixture in fixtures)
    return any(fixture.scope in ("module", "session") and fixture.baseid == item.nodeid.partition("::")[0] for fixture in made)
