"""A person's machine without any configuration, for every test of the command line."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.forked.process import popen
from tests.practice_aws import HUNG, ROOT, PracticeAws
from tui.main import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with nothing in it; no variable of AWS's or of ours is set."""
    for name in list(os.environ):
        if name.startswith(("POOLWALK_", "AWS_", "BOTO_", "XDG_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return folder


@pytest.fixture
def write_config(home: Path) -> Callable[[str], Path]:
    """Writes config.toml where a person keeps it."""

    def write(text: str) -> Path:
        path = home / ".config" / "poolwalk" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on standard error, without the program's name."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        return lines[0].removeprefix("poolwalk: ")


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in this process."""

    def run_command(*words: str) -> Answer:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run_command


@pytest.fixture
def aws(practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch) -> PracticeAws:
    """The sample deployment, to which the person is logged in by environment variables."""
    for name, value in practice_aws.environment.items():
        monkeypatch.setenv(name, value)
    return practice_aws


def poolwalk(*words: str, **options: Any) -> subprocess.Popen[str]:
    """A command as a process of its own, away from the checkout; `options` are Popen's."""
    pipes = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        "cwd": "/",
    }
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return popen(
        [sys.executable, "-m", "tui.main", *words], **{**pipes, "env": environment, **options}
    )


def read_terminal_until(terminal: int, words: str = "") -> str:
    """What a program writes to its terminal until these words, or as long as it has it open."""
    said = ""
    while not words or words not in said:
        assert select.select([terminal], [], [], HUNG)[0], said
        try:
            said += os.read(terminal, 4096).decode()
        except OSError:  # nobody has it open any more
            assert not words, said
            return said
    return said


# The sample's main clients, whose names differ.
PAIR = ("--pair", "rainmaker-user-pool-client:rainmaker-new-pool-client")
