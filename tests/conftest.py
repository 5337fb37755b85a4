"""Fixtures that every folder of tests can use."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from migration import known_secrets
from migration.aws.crt import load_botocore
from migration.guide import front_matter, front_matter_keys, step_files
from migration.guide.front_matter import FrontMatter
from migration.guide.step import Step

# As the program does, and before anybody else loads it: else awscrt would sign what tests send,
# which the program loads for `aws login` alone.
load_botocore(with_crt=False)

pytest_plugins = [
    "tests.in_memory",
    "tests.forked.process",
    "tests.practice_aws",
    "tests.as_it_stood",
    "tests.walkthroughs",
    "tests.service_models",
    "tests.short_signatures",
    "tests.pace",
    "tests.sharing",
    "tests.spread",
    "tests.held_requests",
    "tests.garbage",
    "tests.left_processes",
    "tests.rewritten",
    "tests.coverage_probes",
    "tests.clipboard.matrix",
]

# What `make quick` leaves out: the rooms whose subject is a process, a terminal, another program or
# a whole walk (rehearsals, histories and teams were three quarters of its processor time), and
# every test that draws a screen, asks the practice AWS or starts something.
_NOT_QUICK = frozenset(
    {
        "bench",
        "cells",
        "clipboard",
        "command_line",
        "packaging",
        "rehearsal",
        "sandbox",
        "secrets",
        "simulation",
        "team",
        "terminal",
    }
)
# `office`: several people walk on a practice AWS within this process.
_STARTS = frozenset({"run", "start", "practice_aws", "practice_aws_process", "office"})

# `make nightly` takes long and tries far more of everything that varies.
settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile("nightly", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@cache
def _room(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no test whose room `make quick` leaves out: each worker would do so anew."""
    left_out = {Path(__file__).parent / room for room in _NOT_QUICK}
    return True if config.option.markexpr == "quick" and collection_path in left_out else None


def pytest_configure(config: pytest.Config) -> None:
    """Take the program's own steps apart once: each command and each walkthrough reads them anew.

    So do the tables that tests are made from, while they are looked for.
    """
    own = str(Path(__file__).parent.parent / "assets" / "guide")
    parse, step_of = cache(front_matter.parse), front_matter_keys.step_of
    steps: dict[int, tuple[FrontMatter, Step]] = {}

    def parsed(file: str, text: str) -> FrontMatter:
        return (parse if file.startswith(own) else parse.__wrapped__)(file, text)

    def made(draft: FrontMatter) -> Step:
        if not draft.file.startswith(own):
            return step_of(draft)
        if id(draft) not in steps:
            steps[id(draft)] = draft, step_of(draft)
        return steps[id(draft)][1]

    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr(step_files, "parse", parsed)
    patch.setattr(step_files, "step_of", made)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` runs."""
    for item in items:
        room = _room(item.path)
        starts = _STARTS & set(getattr(item, "fixturenames", ()))
        if room not in _NOT_QUICK and not starts and not item.get_closest_marker("process"):
            item.add_marker("quick")


@pytest.fixture(autouse=True)
def _no_secret_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test's sentence lose words that were another test's secret.

    A process keeps every secret that it ever held out of its sentences.
    """
    monkeypatch.setattr(known_secrets, "_KNOWN", known_secrets.KnownSecrets())


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
