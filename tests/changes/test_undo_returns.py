"""Undo returns to what was, in an order that AWS takes; where it cannot, it says why first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from migration.changes.change import Change, Edit, holds, merged
from migration.changes.oauth_order import held_back
from migration.compare.setting import Kind, Target
from migration.walkthrough import Walkthrough
from tests.changes.test_undo import client
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, walk

SENDING = "5/-/EmailSendingAccount"
LOOK = "7b/esp-rainmaker-google-action/UICustomization.CSS"
FLAG, FLOWS, SCOPES, CALLBACKS, LOGOUTS = (
    "AllowedOAuthFlowsUserPoolClient",
    "AllowedOAuthFlows",
    "AllowedOAuthScopes",
    "CallbackURLs",
    "LogoutURLs",
)


# --- members that were not set --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "unset"),
    [
        (("EmailConfiguration", "EmailSendingAccount"), "COGNITO_DEFAULT"),
        (("VerificationMessageTemplate", "DefaultEmailOption"), "CONFIRM_WITH_CODE"),
        (("ManagedLoginVersion",), 1),
    ],
)
def test_unset_and_what_aws_says_of_unset_are_one(path: tuple[str, ...], unset: Any) -> None:
    back = Edit("5/-/x", path, "DEVELOPER", None)
    after = merged({}, [back])
    assert back.held_by(after) == unset
    for document in ({}, after):
        assert holds(back, document, None)
        assert holds(back, document, unset)
        assert not holds(back, document, "DEVELOPER")


def test_an_email_account_that_nobody_had_set_is_as_it_was_again(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", set={"EmailConfiguration": {}})
    walked = walk(practice_aws, tmp_path / "state")
    wanted = list(walked.pages.to_apply("5"))
    assert SENDING in wanted
    report = walked.applier.apply(wanted)
    assert not report.failed
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    back = walked.applier.undo([undoable])
    assert (back.failed, back.stale, back.skipped) == ((), (), ())
    pool = practice_aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]
    assert pool["EmailConfiguration"].get("EmailSendingAccount") == "COGNITO_DEFAULT"
    assert walked.past_changes.undoable() is None
    walked.close()


# --- the domain and the look ----------------------------------------------------------------------
@pytest.fixture
def with_look(practice_aws: PracticeAws, tmp_path: Path) -> Walkthrough:
    walked = walk(practice_aws, tmp_path / "state")
    walked.entered.choose_prefix("acme-signin")
    assert walked.applier.apply(["2/-/Domain"]).applied
    walked.reader.read()
    look = [id_ for id_ in walked.pages.to_apply("7b") if "CSS" in id_]
    assert walked.applier.apply(look).applied
    return walked


def test_the_domain_waits_for_the_look_that_needs_it(
    with_look: Walkthrough, practice_aws: PracticeAws
) -> None:
    look, domain = with_look.past_changes.undoables()
    practice_aws.forget_calls()
    (skipped,) = with_look.applier.undo([domain]).skipped
    assert "undo it first (step 7b)" in skipped.reason
    assert not practice_aws.calls("DeleteUserPoolDomain")
    assert with_look.applier.undo([look]).applied
    assert with_look.applier.undo([domain]).applied
    with_look.close()


def test_together_the_look_goes_first_whatever_the_order_is(with_look: Walkthrough) -> None:
    look, domain = with_look.past_changes.undoables()
    report = with_look.applier.undo([domain, look])
    assert (report.failed, report.stale, report.skipped) == ((), (), ())
    assert with_look.past_changes.undoables() == ()
    with_look.close()


def test_a_look_without_a_domain_says_what_it_needs(
    with_look: Walkthrough, practice_aws: PracticeAws
) -> None:
    look, _ = with_look.past_changes.undoables()
    practice_aws.client("cognito-idp").delete_user_pool_domain(
        Domain="acme-signin", UserPoolId=NEW_POOL
    )
    with_look.reader.read()
    practice_aws.forget_calls()
    (skipped,) = with_look.applier.undo([look]).skipped
    assert "make it first (step 2)" in skipped.reason
    assert not practice_aws.calls("SetUICustomization")
    with_look.close()


# --- OAuth ----------------------------------------------------------------------------------------
def edit(member: str, seen: Any, wanted: Any, item: str = "") -> Edit:
    return Edit(f"4/app/{member}/{item}", (member,), seen, wanted, item)


WHOLE = {
    FLAG: True,
    FLOWS: ["code"],
    SCOPES: ["openid"],
    CALLBACKS: ["a://b", "c://d"],
    LOGOUTS: ["a://out"],
}


@pytest.mark.parametrize(
    ("document", "edits", "held"),
    [
        pytest.param(
            WHOLE,
            [edit(FLAG, True, None), edit(CALLBACKS, True, False, "a://b")],
            {FLAG},
            id="OAuth, while URLs of others stand",
        ),
        pytest.param(
            WHOLE,
            [
                edit(FLAG, True, None),
                edit(FLOWS, True, False, "code"),
                edit(SCOPES, True, False, "openid"),
                edit(CALLBACKS, True, False, "a://b"),
                edit(CALLBACKS, True, False, "c://d"),
            ],
            {FLAG, FLOWS, SCOPES, CALLBACKS},
            id="all but the logout URL",
        ),
        pytest.param(
            {name: value for name, value in WHOLE.items() if name != LOGOUTS},
            [
                edit(FLAG, True, None),
                edit(FLOWS, True, False, "code"),
                edit(SCOPES, True, False, "openid"),
                edit(CALLBACKS, True, False, "a://b"),
                edit(CALLBACKS, True, False, "c://d"),
            ],
            set(),
            id="all of it",
        ),
        pytest.param(
            {**WHOLE, "DefaultRedirectURI": "a://b"},
            [edit(CALLBACKS, True, False, "a://b"), edit(LOGOUTS, True, False, "a://out")],
            {CALLBACKS},
            id="a callback that is the default of others",
        ),
        pytest.param(
            {**WHOLE, "DefaultRedirectURI": "a://b"},
            [
                edit(CALLBACKS, True, False, "a://b"),
                edit("DefaultRedirectURI", "a://b", None),
            ],
            set(),
            id="the default with its callback",
        ),
    ],
)
def test_what_aws_would_refuse_is_held_back_and_nothing_else(
    document: dict[str, Any], edits: list[Edit], held: set[str]
) -> None:
    change, why = held_back(Change("4", Target(Kind.CLIENT, "app"), tuple(edits)), dict(document))
    assert {id_.split("/")[2] for id_ in why} == held
    assert {one.setting for one in change.edits} | set(why) == {one.setting for one in edits}
    assert all(why.values())


def test_logout_urls_of_others_keep_oauth_and_the_rest_is_undone(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    bare = {FLAG: None, FLOWS: None, SCOPES: None, CALLBACKS: None, LOGOUTS: None}
    practice_aws.change(pool="new", client=NEW_MAIN, set=bare)
    walked = walk(practice_aws, tmp_path / "state")
    before = client(practice_aws)
    ids = [id_ for id_ in walked.pages.to_apply("4") if f"/{MAIN}/" in id_]
    ids = [id_ for id_ in ids if LOGOUTS not in id_ and "Providers" not in id_]
    assert walked.applier.apply(ids).applied
    practice_aws.change(pool="new", client=NEW_MAIN, set={LOGOUTS: ["others://out"]})
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    report = walked.applier.undo([undoable])
    assert not report.failed
    assert any("LogoutURLs" in result.reason for result in report.skipped)
    assert client(practice_aws)[LOGOUTS] == ["others://out"]
    assert client(practice_aws)[FLAG]
    practice_aws.change(pool="new", client=NEW_MAIN, set={LOGOUTS: None})
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    report = walked.applier.undo([undoable])
    assert (report.failed, report.stale, report.skipped) == ((), (), ())
    after = client(practice_aws)
    moving = {"LastModifiedDate"}
    assert {k: v for k, v in after.items() if v and k not in moving} == {
        k: v for k, v in before.items() if v and k not in moving
    }
    walked.close()
