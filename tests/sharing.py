"""Tests that share what takes long to make run one behind the other, in one worker.

What a file makes once (`scope="module"`), each worker that has a test of this file would make anew:
a wheel and its environment, another server, a process that has loaded everything. So those tests
are one group, and so are all that are marked `xdist_group`, of whichever file.

pytest-xdist 3.8 writes the group behind a test's id, where pytest 9.2 looks no more. Here it stands
there while a worker tells its tests, and in no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from _pytest.nodeid import NodeId


def group_of(item: pytest.Item) -> str:
    """The group that a test belongs to; "" if it runs anywhere."""
    if (mark := item.get_closest_marker("xdist_group")) is not None:
        return str(mark.args[0])
    fixtures: Any = getattr(item, "_fixtureinfo", None)
    of_all = fixtures.name2fixturedefs.values() if fixtures else ()
    shares = any(made.scope == "module" and made.baseid for all_ in of_all for made in all_[-1:])
    return item.path.stem if shares else ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> Iterator[None]:
    """A worker tells the group with each test."""
    told = {}
    if hasattr(session.config, "workerinput"):
        for item in filter(group_of, session.items):
            told[item] = item._id
            item._id = NodeId.parse(f"{item.nodeid}@{group_of(item)}")
    yield
    for item, own in told.items():
        item._id = own


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With groups, whoever hands out the tests looks at what is left alone.

    xdist's own goes through all that each worker ever had, for each of thousands of tests.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    scheduler = import_module("xdist.scheduler.loadgroup").LoadGroupScheduling(config, log)

    def mark_test_complete(node: Any, item_index: int, duration: float = 0) -> None:
        name = scheduler.registered_collections[node][item_index]
        group, assigned = scheduler._split_scope(name), scheduler.assigned_work[node]
        assigned[group][name] = True
        if all(assigned[group].values()):
            del assigned[group]
        scheduler._reschedule(node)

    scheduler.mark_test_complete = mark_test_complete
    return scheduler
