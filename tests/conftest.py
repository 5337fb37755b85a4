"""Fixtures that every folder of tests can use."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.practice_aws",
    "tests.walkthroughs",
    "tests.service_models",
    "tests.pace",
    "tests.held_requests",
    "tests.clipboard.matrix",
]

# `HYPOTHESIS_PROFILE=nightly make test` takes long and tries far more of everything that varies.
settings.register_profile("default", deadline=None)
settings.register_profile("nightly", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _environment_as_it_was() -> Iterator[None]:
    """Put the environment back after each test.

    The demo points its process's environment to the practice AWS for good.
    """
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)
