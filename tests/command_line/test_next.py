"""`poolwalk next` says the one thing that is next, as `plan` and the screen do."""

from tests.command_line.conftest import Run
from tests.practice_aws import PracticeAws

PREFIX = ("apply", "--domain", "acme-signin", "--step", "2", "--yes")


def test_it_says_one_thing_and_writes_nothing(aws: PracticeAws, run: Run) -> None:
    before = aws.state()
    answer = run("next")
    assert answer.code == 0
    last = "Next: tick Backend once “What to do” is done (1a)."
    assert answer.out.splitlines()[-1] == last
    assert run("plan").out.splitlines()[-1] == last
    assert aws.state() == before


def test_the_json_is_what_scripts_build_on(aws: PracticeAws, run: Run) -> None:
    answer = run("next", "--json")
    assert answer.code == 0
    assert list(answer.json) == ["schema", "deployment", "next"]
    assert answer.json["schema"] == 1
    assert answer.json["next"] == {
        "kind": "tick",
        "step": "1a",
        "text": "tick Backend once “What to do” is done",
        "command": "tick",
        "settings": [],
        "parts": ["notes", "complete"],
        "value": "",
        "check": "",
    }
    assert run("plan", "--json").json["next"] == answer.json["next"]


def test_a_step_alone_has_no_next(aws: PracticeAws, run: Run) -> None:
    """What comes before and after it was not read."""
    assert run("plan", "--step", "5", "--json").json["next"] is None
    assert "Next:" not in run("plan", "--step", "5").out
