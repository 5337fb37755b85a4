"""`poolwalk settle`: a dated reason in the record, and that it can be taken back."""

from __future__ import annotations

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tui.command_line.parser import parse

LEFT = "the old pool knows about 18,432 users"


def _against(run: Run) -> list[str]:
    return [reason["text"] for reason in run("plan", "--json", *PAIR).json["retirement"]["against"]]


def test_users_who_are_left_are_settled_with_a_reason_and_unsettled_again(
    aws: PracticeAws, run: Run
) -> None:
    assert any(text.startswith(LEFT) for text in _against(run))
    answer = run("settle", "users", "--reason", "told three times", *PAIR)
    assert (answer.code, answer.out.strip()) == (
        0,
        "At least 18,405 of the old pool's 18,432 users are in it alone: it may be deleted, you"
        " say.",
    )
    assert not any(text.startswith(LEFT) for text in _against(run))
    assert run("settle", "users", "--withdraw", *PAIR).code == 0
    assert any(text.startswith(LEFT) for text in _against(run))


def test_a_check_that_did_not_pass_is_explained_by_its_id(aws: PracticeAws, run: Run) -> None:
    found = run("verify", "--step", "3a", "--json", *PAIR).json["checks"]
    open_ones = [check["id"] for check in found if check["verdict"] != "passed"]
    assert open_ones
    answer = run("settle", open_ones[0], "--reason", "not ours", "--json", *PAIR)
    assert (answer.code, answer.json["settled"], answer.json["reason"]) == (
        0,
        open_ones[0],
        "not ours",
    )
    explained = run("settle", open_ones[0], "--reason", "not ours", *PAIR)
    assert explained.out.startswith(f"{open_ones[0]} is explained, ")
    again = run("settle", open_ones[0], "--withdraw", *PAIR)
    assert again.code == 0
    refused = run("settle", open_ones[0], "--withdraw", *PAIR)
    assert (refused.code, "No reason was given" in refused.err) == (1, True)


def test_a_client_that_nobody_uses_is_settled_by_its_name(aws: PracticeAws, run: Run) -> None:
    main = "client/rainmaker-new-pool-client"
    answer = run("settle", main, "--reason", "the apps were ended", "--json", *PAIR)
    assert (answer.code, answer.json["settled"]) == (0, main)
    again = run("settle", main, "--withdraw", *PAIR)
    assert (again.code, again.out.strip()) == (
        0,
        "Why nobody uses rainmaker-new-pool-client is taken back.",
    )
    refused = run("settle", "client/nobodys", "--reason", "why not", *PAIR)
    assert (refused.code, "Nobody was moved to" in refused.err) == (1, True)


def test_what_no_check_found_cannot_be_explained(aws: PracticeAws, run: Run) -> None:
    answer = run("settle", "no-such-check", "--reason", "why not", *PAIR)
    assert answer.code == 1
    assert answer.sentence == (
        "No check “no-such-check” was made: name users, client/NAME, or the id of a check as"
        " “poolwalk verify --json” gives it."
    )


@pytest.mark.parametrize(
    "given",
    [[], ["users"], ["users", "--reason", "x", "--withdraw"], ["users", "more", "--withdraw"]],
)
def test_a_command_line_that_says_too_little_or_too_much_is_refused(given: list[str]) -> None:
    with pytest.raises(BadInput):
        parse(["settle", *given])
