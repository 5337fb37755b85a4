"""The process whose copies are killed: started once for all files that kill one."""

from collections.abc import Iterator

import pytest

from tests.changes.crashes import Origin, origin


@pytest.fixture(scope="session")
def crashing() -> Iterator[Origin]:
    with origin() as started:
        yield started
