"""The page of JSON names every member that the commands answer with."""

import re
from collections.abc import Callable, Iterator, Sequence
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
    if any("as in `record`" in " ".join(part.split()) for part in own):
        own += [part for part in parts if part.startswith("- `record`")]
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


@pytest.fixture
def answers(
    aws: PracticeAws,  # noqa: F811
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> Callable[..., Any]:
    """Asks a command for JSON; all of them are about one walk."""
    (tmp_path / "local.properties").write_text("sdk.dir=/opt\n")

    def ask(*words: str) -> Any:
        answer = run(*words, "--json", "--state-folder", str(tmp_path / "state"))
        assert answer.out, answer.err
        return answer.json

    return ask


def test_every_member_of_an_answer_is_on_the_page(
    answers: Callable[..., Any], tmp_path: Path
) -> None:
    """Each list that is named has something in it: of an empty one no member is seen."""
    plan, app = str(tmp_path / "plan.json"), str(tmp_path / "local.properties")
    lacking = {}

    def look(command: str, words: Sequence[str], *filled: str) -> Any:
        answer = answers(*command.split(), *words)
        assert answer["schema"] == 1
        assert [name for name in filled if not answer[name]] == [], command
        if found := set(members(answer)) - told(command):
            lacking[command] = found
        return answer

    before = look("snapshot", [])["file"]
    look("plan", ["--step", "5", "--out", plan, *PAIR], "steps", "to_apply", "plan_file")
    look("apply", [plan, "--yes"], "applied")
    look("record", [], "changes")
    look("diff", [before], "changes")
    look("tick", ["1a"])
    look("leave-out", ["7b", "--reason", "no such skill"])
    look("untick", ["7b"])
    look("settle", ["users", "--reason", "told"])
    look("plan", [], "steps", "to_apply", "progress", "retirement", "next")
    look("next", [], "next")
    look("usage", [], "clients")
    look("mobile", [app], "keys")
    look("verify", ["--step", "2"], "checks")
    look("doctor", ["--skip", "permissions"], "checks", "skipped")
    look("report", [], "steps", "checks", "usage", "reasons", "changes", "events", "snapshots")
    look("undo", ["--yes"], "applied")
    look("config show", [], "settings")
    look("config path", [])
    assert lacking == {}
