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


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b'"Atza|a-token"',
        b'{"access_token":"Atza|a-token"}',
        b"Atza|a-t\xc3\xb6ken",
        b"\xff\xfeA\0t\0z\0a\0",
        b"Atza|one\r\nAtza|two\r\n",
        b'{"access_token": "Atza|a-token"}',
        b"A" * 10_001,
    ],
)
def test_what_cannot_be_sent_as_a_token_is_none(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(BadInput, match="holds no token"):
        token_in(file)


@pytest.mark.parametrize("content", [b"Atza|a-token\r\n", b"\xef\xbb\xbfAtza|a-token\r\n"])
def test_what_an_editor_on_windows_puts_around_it_is_no_part_of_it(
    file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    assert token_in(file).reveal() == "Atza|a-token"


@pytest.mark.parametrize("mode", [0o604, 0o660, 0o602, 0o601])
def test_no_right_of_others_is_left_on_it(file: Path, mode: int) -> None:
    file.write_text("Atza|a-token")
    file.chmod(mode)
    with pytest.raises(BadInput, match="chmod 600"):
        token_in(file)


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_what_only_its_owner_may_is_taken(file: Path, mode: int) -> None:
    file.write_text("Atza|a-token")
    file.chmod(mode)
    assert token_in(file).reveal() == "Atza|a-token"
