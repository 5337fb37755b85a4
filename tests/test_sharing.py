"""Tests that share what takes long to make run in one worker, and every test runs once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.sharing import group_of, pytest_collection_finish, pytest_xdist_make_scheduler
from tests.spread import spread

# what workers tell: tests of a group stand apart, as files do whose tests wait for others
TOLD = ["a::1", "b::1@wheel", "a::2[x@y]", "b::2[x]@wheel", "a::3", "c::1@wheel", "a::4", "a::5"]


class Node:
    """A worker that does at once what it is given, and is given more."""

    shutting_down = False
    gateway = SimpleNamespace(id="a worker")

    def __init__(self) -> None:
        self.given: list[int] = []

    def send_runtest_some(self, given: list[int]) -> None:
        self.given += given

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture(scope="module")
def made_once() -> str:
    return "in this file"


def test_what_is_made_once_for_a_file_keeps_its_tests_together(
    made_once: str, request: pytest.FixtureRequest
) -> None:
    assert group_of(request.node) == "test_sharing"


def test_what_each_test_makes_itself_leaves_it_alone(request: pytest.FixtureRequest) -> None:
    assert group_of(request.node) == ""


@pytest.mark.xdist_group("wheel")
def test_a_worker_tells_the_group_and_a_report_does_not(request: pytest.FixtureRequest) -> None:
    own = request.node.nodeid
    session: Any = SimpleNamespace(
        items=[request.node], config=SimpleNamespace(workerinput={}, option=None)
    )
    telling = pytest_collection_finish(session)
    next(telling)
    assert request.node.nodeid == f"{own}@wheel"
    assert next(telling, None) is None
    assert request.node.nodeid == own


@pytest.mark.parametrize("slower", [0, 1])
def test_each_test_is_given_to_one_worker_and_a_group_to_the_same(slower: int) -> None:
    said = {"dist": "loadgroup", "tx": ["popen"] * 2, "loadscopereorder": False}
    option = SimpleNamespace(**said)
    config: Any = SimpleNamespace(getvalue=said.get, option=option)
    config.getoption = config.getvalue
    nodes = [Node(), Node()]
    scheduler = pytest_xdist_make_scheduler(config, None)
    scheduler.numnodes = 2
    for node in nodes:
        scheduler.add_node(node)
        scheduler.add_node_collection(node, TOLD)
    scheduler.schedule()
    done: list[tuple[int, int]] = []
    while scheduler.has_pending:
        # the other one does two tests meanwhile
        for number in (slower, 1 - slower, 1 - slower):
            left = [one for one in nodes[number].given if (number, one) not in done]
            if left:
                done.append((number, left[0]))
                scheduler.mark_test_complete(nodes[number], left[0])
    assert sorted(one for _, one in done) == list(range(len(TOLD)))
    assert len({number for number, one in done if TOLD[one].endswith("@wheel")}) == 1
    assert scheduler.tests_finished


class Found:
    """A test of which the order needs to know no more than this."""

    def __init__(self, name: str, *, long: bool = False, group: str = "") -> None:
        self.name, self.path = name, Path("tests", name)
        self._marks = {"long": long, "xdist_group": SimpleNamespace(args=[group]) if group else ""}

    def get_closest_marker(self, marker: str) -> Any:
        return self._marks.get(marker) or None


def in_order(*found: Any) -> list[str]:
    return [test.name for test in cast("list[Found]", spread(list(found)))]


def test_whatever_takes_long_begins_and_the_rest_stays_in_its_order() -> None:
    found = Found("a"), Found("b", long=True), Found("c"), Found("d", long=True)
    assert in_order(*found) == ["b", "d", "a", "c"]


def test_what_shares_something_with_it_comes_along_in_its_order() -> None:
    shared = Found("b", group="wheel"), Found("c", long=True, group="wheel")
    assert in_order(Found("a"), *shared, Found("d", group="other")) == ["b", "c", "a", "d"]
