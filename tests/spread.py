"""What waits for processes and terminals is spread over the run, between tests that compute.

Folder by folder all workers would wait at once, and compute at once. Each worker of pytest-xdist
takes what is next in this order; alone, pytest runs the files as they come. What takes ten seconds
and more by itself (`long`) comes first: begun at the end, it would keep one worker, beside others
that have nothing left to do.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

from tests.sharing import group_of

STARTS = frozenset({"start", "demo"})  # a program in a terminal
_BY_ITSELF = frozenset({"function", "session"})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put them in order where several workers run."""
    if hasattr(config, "workerinput"):
        items[:] = spread(items)


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests: what takes long, then the rest; those that wait stand evenly behind files."""
    long = [item for item in items if item.get_closest_marker("long")]
    # with all that shares with them what is made once, in its order: one may change it
    together, alone = {*map(group_of, long)} - {""}, {*map(id, long)}
    order = [item for item in items if id(item) in alone or group_of(item) in together]
    chosen = {*map(id, order)}
    rest = [item for item in items if id(item) not in chosen]
    waiting = [item for item in rest if _waits(item)]
    chosen = {*map(id, waiting)}
    others = [item for item in rest if id(item) not in chosen]
    put = passed = 0
    for _, file in groupby(others, key=lambda item: item.path):
        order += (tests := list(file))
        passed += len(tests)
        # all of them before the end, where a worker that waits is waited for
        due = min(len(waiting), len(waiting) * passed * 10 // (len(others) * 9))
        order += waiting[put:due]
        put = due
    return order + waiting[put:]


def _waits(item: pytest.Item) -> bool:
    """Whether it waits for others, and shares nothing with the rest of its file."""
    fixtures: Any = getattr(item, "_fixtureinfo", None)
    if fixtures is None or not (
        STARTS & set(fixtures.names_closure) or item.get_closest_marker("process")
    ):
        return False
    scopes = {made.scope for all_ in fixtures.name2fixturedefs.values() for made in all_[-1:]}
    return scopes <= _BY_ITSELF and item.get_closest_marker("xdist_group") is None
