"""Taking changes back, one after the other, by the same road."""

from pathlib import Path

from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import MAIN, walk

CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"


def pools(aws: PracticeAws) -> object:
    """All that the practice AWS holds, but for the times of change."""

    def still(value: object) -> object:
        if isinstance(value, dict):
            return {key: still(item) for key, item in value.items() if key not in {"LastModifiedDate", "CreationDate"}}
        return [still(item) for item in value] if isinstance(value, list) else value

    return still(aws.state()["pools"])


def test_everything_can_be_undone_to_where_it_began(practice_aws: PracticeAws, walkthrough: Walkthrough) -> None:
    before = pools(practice_aws)
    walkthrough.choose_prefix("acme-users")
    walkthrough.apply(walkthrough.to_apply())
    assert pools(practice_aws) != before
    undone = 0
    while undoable := walkthrough.undoable():
        report = walkthrough.undo(undoable)
        assert (report.failed, report.stale, report.skipped) == ((), (), ())
        undone += len(report.applied)
    assert undone > 10
    assert pools(practice_aws) == before


def test_undo_outlives_the_program(practice_aws: PracticeAws, tmp_path: Path) -> None:
    first = walk(practice_aws, tmp_path)
    first.apply([CALLBACK])
    first.close()
    second = walk(practice_aws, tmp_path)
    undoable = second.undoable()
    assert undoable
    assert undoable.ids == (CALLBACK,)
    assert [result.id for result in second.undo(undoable).applied] == [CALLBACK]
    assert CALLBACK in second.to_apply()
    assert second.undoable() is None


def test_taking_away_what_was_made_asks_first(walkthrough: Walkthrough) -> None:
    walkthrough.apply(["3a/-/Google"])
    undoable = walkthrough.undoable()
    assert undoable
    assert undoable.asks
    assert "Nobody can sign in with this provider" in undoable.lines[-1]
    walkthrough.apply([CALLBACK])
    plain = walkthrough.undoable()
    assert plain
    assert not plain.asks


def test_a_former_secret_can_be_put_back_while_it_is_in_memory_and_is_asked_for_after(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path)
    first.apply(["3a/-/Google"])
    first.close()
    practice_aws.change(pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"})
    second = walk(practice_aws, tmp_path)
    secret = "3a/-/Google/client_secret"
    assert [result.id for result in second.apply([secret]).applied] == [secret]
    second.close()
    third = walk(practice_aws, tmp_path)
    undoable = third.undoable()
    assert undoable
    report = third.undo(undoable)
    assert [(result.id, "not kept on disk" in result.reason) for result in report.skipped] == [(secret, True)]


def test_a_former_secret_comes_back_within_one_run(practice_aws: PracticeAws, tmp_path: Path) -> None:
    walked = walk(practice_aws, tmp_path)
    walked.apply(["3a/-/Google"])
    practice_aws.change(pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"})
    walked.read(lambda: None)
    walked.apply(["3a/-/Google/client_secret"])
    undoable = walked.undoable()
    assert undoable
    assert "a former secret" not in " ".join(undoable.lines)
    assert len(walked.undo(undoable).applied) == 1
    held = practice_aws.client("cognito-idp").describe_identity_provider(UserPoolId="us-east-1_NewPool02", ProviderName="Google")
    assert held["IdentityProvider"]["ProviderDetails"]["client_secret"] == "a former secret"
