"""Garbage is collected between tests, not during them.

Python looks for cycles after every few hundred new objects, and thousands of tests stay in memory
as long as the process runs. Without it, tests that draw screens took about a third less (34 and 24
seconds of processor time for two files).
"""

import gc

import pytest

# So many new objects the processor still has at hand: four times as many take it a third longer
# for each, and ten screens at once three times as long.
OBJECTS = 10_000


def pytest_configure() -> None:
    """Collect nothing while tests are looked for: what is found stays."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Never look through the tests themselves again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Collect what the tests since the last time left behind, where that is much.

    Not at the teardown: until after it pytest holds what the fixtures gave, and an app that is
    frozen then stays for good.

    What is still there then (modules, service models, what a test of now holds) is not looked
    through again.
    """
    if gc.get_count()[0] > OBJECTS:
        gc.collect()
        gc.freeze()
