"""The page of JSON names every member that the commands answer with."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import PAIR, Run, aws, home, run  # noqa: F401 fixtures
from tests.practice_aws import ROOT, PracticeAws

TEXT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
# Of these the keys are names of the deployment's, or are told elsewhere.
OPEN = frozenset({"old", "wanted", "new", "was", "now", "federated", "evidence", "deployment"})


def told(command: str) -> set[str]:
    """What the page says in backticks about a command, and of what it refers to."""
    parts = re.findall(r"(?ms)^- .*?(?=^- |\Z)", TEXT)
    own = [part for part in parts if f"`{command}`" in part.partition(":")[0]]
    own += [part for part in parts if f"`{command}`:" in part and part not in own]
    assert own, command
    if any("as in `plan`" in part for part in own) or command == "plan":
        own += [part for part in parts if part.startswith(("- `plan`", "- `next`"))]
    return set(re.findall(r"`(\w+)`", " ".join(own)))


def members(value: Any) -> Iterator[str]:
    """Every member's name in a document, but for what is open."""
    if isinstance(value, list):
        for item in value:
            yield from members(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            if name not in OPEN:
                yield from members(item)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("plan", ["plan", *PAIR]),
        ("next", ["next"]),
        ("record", ["record"]),
        ("snapshot", ["snapshot"]),
        ("usage", ["usage"]),
        ("verify", ["verify", "--step", "2"]),
        ("doctor", ["doctor", "--skip", "permissions"]),
        ("config show", ["config", "show"]),
        ("config path", ["config", "path"]),
        ("tick", ["tick", "1a"]),
        ("settle", ["settle", "users", "--reason", "told"]),
        ("apply", ["apply", "--step", "5", "--yes"]),
    ],
)
def test_every_member_of_an_answer_is_on_the_page(
    command: str,
    words: list[str],
    aws: PracticeAws,  # noqa: F811
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    answer = run(*words, "--json", "--state-folder", str(tmp_path / "state"))
    assert set(members(answer.json)) - told(command) == set()
