"""A token of Amazon's is taken from a private file alone, and nobody waits for it."""

import os
from pathlib import Path

import pytest

from migration.checks.token_file import token_in
from migration.errors import BadInput


@pytest.fixture
def file(tmp_path: Path) -> Path:
    held = tmp_path / "token"
    held.touch(0o600)
    return held


def test_a_private_file_gives_its_line(file: Path) -> None:
    file.write_text("Atza|a-token\n")
    assert token_in(file).reveal() == "Atza|a-token"


def test_a_file_that_others_can_read_is_refused(file: Path) -> None:
    file.write_text("Atza|a-token")
    file.chmod(0o640)
    with pytest.raises(BadInput, match="chmod 600"):
        token_in(file)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(BadInput, match="no ordinary file"):
        token_in(tmp_path / "pipe")
