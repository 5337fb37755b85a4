"""`poolwalk take-over NAME`: shown, recorded after a yes, told in JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws

Write = Callable[[str], Path]


@pytest.fixture
def two(aws: PracticeAws, write_config: Write, tmp_path: Path) -> None:
    """Two deployments of config.toml, each with a state folder of its own."""
    write_config(
        f'endpoint_url = "{aws.endpoint}"\n'
        f'[deployments.staging]\nstate_folder = "{tmp_path / "staging"}"\n'
        'old_pool = "us-east-1_OldPool01"\n'
        f'[deployments.production]\nstate_folder = "{tmp_path / "production"}"\n'
    )


@pytest.mark.usefixtures("two")
def test_what_was_decided_on_staging_is_recorded_for_production(run: Run) -> None:
    run("leave-out", "7b", "--reason", "no such skill", "--deployment", "staging", *PAIR)

    answer = run("take-over", "staging", "--yes", "--json", "--deployment", "production")

    assert answer.code == 0
    taken = {one["kind"]: one for one in answer.json["decisions"] if one["taken"]}
    assert (taken["left-out"]["id"], taken["left-out"]["said"]) == ("7b", "no such skill")
    assert "step 7b does not apply: no such skill" in answer.err
    steps = run("plan", "--json", "--deployment", "production").json["steps"]
    [state] = [one["state"] for one in steps if one["id"] == "7b"]
    assert state == "not-applicable"


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("take-over", "stagin", "--yes"), "no other deployment “stagin”: there are staging."),
        (("take-over", "staging", "--yes"), "staging was never opened on this machine"),
        (("take-over", "staging"), "add --yes to do it"),
        (("take-over",), "needs the name of another deployment"),
    ],
)
def test_what_cannot_be_taken_over_is_one_sentence(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    answer = run(*words, "--deployment", "production")

    assert answer.code == 1
    assert sentence in answer.sentence
