"""A deployment that one person walks, for the tests of the simulation."""

from collections.abc import Iterator

import pytest

from tests.simulation.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    made.begin()
    yield made
    made.end()
