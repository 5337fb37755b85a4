"""What many tests begin with and takes long is done once in a process.

The practice AWS and a folder are kept as they stood then, and each test has copies of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.practice_aws import PracticeAws

if TYPE_CHECKING:
    from sandbox.state import Account
    from tests.in_process_aws import InProcessAws

AsItStood = Callable[[str, Path, Callable[[], None]], None]


@pytest.fixture(scope="session")
def _kept() -> dict[str, tuple[Account, Path]]:
    return {}


@pytest.fixture
def as_it_stood(
    practice_aws: PracticeAws,
    practice_aws_server: InProcessAws,
    _kept: dict[str, tuple[Account, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsItStood:
    """Has a folder and the practice AWS stand as they did after something: name, folder, deed."""

    def stand(name: str, folder: Path, bring_about: Callable[[], None]) -> None:
        if name not in _kept:
            bring_about()
            kept = tmp_path_factory.mktemp("kept")
            shutil.copytree(folder, kept, dirs_exist_ok=True)
            _kept[name] = practice_aws_server.as_it_stands(), kept
        else:
            shutil.copytree(_kept[name][1], folder, dirs_exist_ok=True)
        practice_aws_server.stand_as(name, _kept[name][0])

    return stand
