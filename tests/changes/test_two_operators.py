"""Two administrators at once, each with the program open.

Neither overwrites the other's work unseen.
"""

from pathlib import Path

from migration.compare.setting_state import SettingState
from tests.changes.test_writing import CALLBACK, LOGOUT, client
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NEW_MAIN, walk

SUBJECT = "5/-/EmailSubject"


def test_each_adds_to_the_same_client_and_both_additions_stand(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ada, ben = walk(practice_aws, tmp_path / "ada"), walk(practice_aws, tmp_path / "ben")
    assert len(ada.applier.apply([CALLBACK]).applied) == 1
    assert len(ben.applier.apply([LOGOUT]).applied) == 1
    after = client(practice_aws, NEW_MAIN)
    assert "acmehome://com.acme.home/success" in after["CallbackURLs"]
    assert "com.acme.home://signout" in after["LogoutURLs"]


def test_the_second_to_apply_the_same_setting_is_told_that_it_was_so_already(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ada, ben = walk(practice_aws, tmp_path / "ada"), walk(practice_aws, tmp_path / "ben")
    ada.applier.apply([CALLBACK])
    practice_aws.forget_calls()
    (result,) = ben.applier.apply([CALLBACK]).applied
    assert result.reason == "was so already, by somebody else"
    assert practice_aws.calls("UpdateUserPoolClient") == []
    (shown,) = [one for one in ben.pages.settings() if one.id == CALLBACK]
    assert shown.state is SettingState.SAME, "and it stays applied on his screen"
    assert ben.past_changes.undoable() is None, "it was not Ben's doing, so it is not Ben's to undo"


def test_a_value_that_the_other_wrote_since_is_stale_and_stays(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ada, ben = walk(practice_aws, tmp_path / "ada"), walk(practice_aws, tmp_path / "ben")
    practice_aws.change(pool="old", set={"VerificationMessageTemplate.EmailSubject": "Ada's wish"})
    ada.reader.read()
    assert len(ada.applier.apply([SUBJECT]).applied) == 1
    (stale,) = ben.applier.apply([SUBJECT]).stale
    assert "now “Ada's wish”" in stale.reason
    assert "intended “Your Acme Home verification code”" in stale.reason
    assert (
        practice_aws.state()["pools"]["us-east-1_NewPool02"]["document"][
            "VerificationMessageTemplate"
        ]["EmailSubject"]
        == "Ada's wish"
    )


def test_reading_again_takes_the_new_state_and_keeps_the_intention(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ben = walk(practice_aws, tmp_path / "ben")
    practice_aws.change(
        pool="new", set={"VerificationMessageTemplate.EmailSubject": "somebody else's"}
    )
    assert len(ben.applier.apply([SUBJECT]).stale) == 1
    ben.reader.read()
    (setting,) = [setting for setting in ben.pages.settings() if setting.id == SUBJECT]
    assert (setting.new, setting.wanted) == ("somebody else's", "Your Acme Home verification code")
    assert len(ben.applier.apply([SUBJECT]).applied) == 1


def test_a_provider_that_the_other_made_otherwise_is_not_overwritten(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ben = walk(practice_aws, tmp_path / "ben")
    details = {"client_id": "theirs.apps", "client_secret": "theirs", "authorize_scopes": "openid"}
    practice_aws.change(
        pool="new",
        provider="Google",
        create=True,
        set={"ProviderType": "Google", "ProviderDetails": details},
    )
    (stale,) = ben.applier.apply(["3a/-/Google"]).stale
    assert "seen nothing, now something" in stale.reason
    held = practice_aws.state()["pools"]["us-east-1_NewPool02"]["providers"]["Google"]
    assert held["ProviderDetails"]["client_id"] == "theirs.apps"


def test_what_the_other_touched_since_is_not_undone_and_the_rest_is(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ada = walk(practice_aws, tmp_path / "ada")
    ada.applier.apply([SUBJECT, "5/-/ReplyToEmailAddress"])
    practice_aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "Ben's"})
    undoable = ada.past_changes.undoable()
    assert undoable
    report = ada.applier.undo([undoable])
    assert [result.id for result in report.stale] == [SUBJECT]
    assert [result.id for result in report.applied] == ["5/-/ReplyToEmailAddress"]
    held = practice_aws.state()["pools"]["us-east-1_NewPool02"]["document"]
    assert held["VerificationMessageTemplate"]["EmailSubject"] == "Ben's"
    assert "ReplyToEmailAddress" not in held.get("EmailConfiguration", {})
