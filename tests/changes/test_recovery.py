"""What became of a write is read off the resource and the kept intent, without AWS."""

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.changes.change import Change, Edit
from migration.changes.journal_form import change_body
from migration.changes.recovery import (
    NEITHER,
    NOT_LANDED,
    NOT_UPDATED,
    Recovered,
    in_short,
    recovered,
)
from migration.compare.setting import Kind, Target, setting_id
from migration.errors import AwsUnreachable
from migration.journal.entries import Entry, EntryKind
from migration.secret import Secret

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MAIL = Edit("5/-/EmailSubject", ("Mail", "Subject"), "old", "new")
URL = Edit("4/x/Urls", ("Urls",), False, True, "https://a")
SECRET = Edit(
    "3a/-/Google/client_secret", ("ProviderDetails", "client_secret"), Secret("o"), Secret("n")
)


class Resource:
    """One that holds a document, or cannot be read."""

    def __init__(self, held: Any) -> None:
        self.held = held
        self.asked: list[Target] = []

    def read(self, target: Target) -> Any:
        self.asked.append(target)
        if isinstance(self.held, Exception):
            raise self.held
        return self.held


def fingerprint(text: str) -> str:
    return f"of {text}"


def found(target: Target, edits: tuple[Edit, ...], held: Any) -> Recovered | None:
    resource = Resource(held)
    body = change_body(Change("4", target, edits), fingerprint)
    entry = Entry(EntryKind.INTENT, "ada", AT, "4", body, 7)
    result = recovered(entry, resource, fingerprint)  # type: ignore[arg-type]
    assert resource.asked == [target]
    assert result is None or result.intent is entry
    return result


POOL = Target(Kind.POOL)


def test_each_setting_landed_or_not_by_itself() -> None:
    held = {"Mail": {"Subject": "new"}, "Urls": []}
    result = found(POOL, (MAIL, URL), held)
    assert result is not None
    assert (result.landed, result.lost) == (("5/-/EmailSubject",), {"4/x/Urls": NOT_LANDED})
    assert (result.under_way, result.made) == (False, None)


def test_what_holds_neither_is_said_to_be_looked_at() -> None:
    result = found(POOL, (MAIL, URL), {"Mail": {"Subject": "theirs"}, "Urls": ["https://a"]})
    assert result is not None
    assert (result.landed, result.lost) == (("4/x/Urls",), {"5/-/EmailSubject": NEITHER})


def test_what_cannot_be_read_says_nothing() -> None:
    assert found(POOL, (MAIL,), AwsUnreachable("no answer")) is None


def test_a_secret_is_known_by_its_fingerprint() -> None:
    target = Target(Kind.PROVIDER, "Google")
    for held, landed in (("n", True), ("o", False)):
        document = {"ProviderType": "Google", "ProviderDetails": {"client_secret": held}}
        result = found(target, (SECRET,), document)
        assert result is not None
        assert bool(result.landed) is landed
        assert set(result.lost.values()) == (set() if landed else {NOT_LANDED})


STACK = Target(Kind.STACK, "arn:aws:cloudformation:eu-west-1:1:stack/s/1")
PARAMETER = Edit("6/-/P", ("Parameters", "P"), "", "Google")


@pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"])
def test_a_stack_that_is_under_way_is_asked_again(status: str) -> None:
    result = found(STACK, (PARAMETER,), {"StackStatus": status, "Parameters": {"P": "Google"}})
    assert result is not None
    assert (result.under_way, result.landed, result.lost) == (True, (), {})


def test_a_stack_that_was_not_updated_may_have_a_change_set_left() -> None:
    result = found(STACK, (PARAMETER,), {"StackStatus": "UPDATE_COMPLETE", "Parameters": {"P": ""}})
    assert result is not None
    assert (result.under_way, result.lost) == (False, {"6/-/P": NOT_UPDATED})
    gone = found(STACK, (PARAMETER,), None)
    assert gone is not None
    assert gone.lost == {"6/-/P": NOT_UPDATED}
    pool = found(POOL, (MAIL,), {"StackStatus": "X_IN_PROGRESS", "Mail": {"Subject": "new"}})
    assert pool is not None
    assert not pool.under_way


SENT = {
    "ProviderName": "Google",
    "ProviderType": "Google",
    "ProviderDetails": {"client_id": "x", "authorize_scopes": "openid"},
    "AttributeMapping": {"email": "email"},
    "IdpIdentifiers": ["ours"],
}
MADE = Edit("3a/-/Google", (), None, SENT)


def test_what_was_made_is_kept_without_what_others_added() -> None:
    held = {
        **SENT,
        "ProviderDetails": {
            **SENT["ProviderDetails"],  # type: ignore[dict-item]
            "token_url": "AWS derives it",
            "theirs": "added",
        },
        "AttributeMapping": {"email": "email", "username": "sub", "name": "theirs"},
        "CreationDate": AT,
    }
    result = found(Target(Kind.PROVIDER, "Google"), (MADE,), held)
    assert result is not None
    assert result.landed == ("3a/-/Google",)
    assert result.made == {
        **SENT,
        "ProviderDetails": {**SENT["ProviderDetails"], "token_url": "AWS derives it"},  # type: ignore[dict-item]
        "AttributeMapping": {"email": "email", "username": "sub"},
        "CreationDate": "2026-11-22T02:00:00+00:00",
    }


def test_what_others_gave_it_alone_is_no_part_of_it_either() -> None:
    bare = Edit("3a/-/Google", (), None, {"ProviderName": "Google", "ProviderType": "OIDC"})
    held = {
        "ProviderName": "Google",
        "ProviderType": "OIDC",
        "ProviderDetails": {"theirs": "added"},
        "AttributeMapping": {"username": "sub", "name": "theirs"},
        "IdpIdentifiers": ["theirs"],
    }
    result = found(Target(Kind.PROVIDER, "Google"), (bare,), held)
    assert result is not None
    assert result.made == {
        "ProviderName": "Google",
        "ProviderType": "OIDC",
        "ProviderDetails": {},
        "AttributeMapping": {"username": "sub"},
        "IdpIdentifiers": [],
    }


def test_what_was_not_made_or_was_taken_away_is_no_resource_to_keep() -> None:
    google = Target(Kind.PROVIDER, "Google")
    absent = found(google, (MADE,), None)
    assert absent is not None
    assert (absent.landed, absent.made) == ((), None)
    assert absent.lost == {"3a/-/Google": NOT_LANDED}
    away = Edit("3a/-/Google", (), SENT, None)
    for held, landed in ((None, True), (SENT, False)):
        result = found(google, (away,), held)
        assert result is not None
        assert (bool(result.landed), result.made) == (landed, None)


def test_settings_are_named_in_short_by_step_client_and_members() -> None:
    ids = [
        setting_id("4", "app", name) for name in ("CallbackURLs", "LogoutURLs", "Scopes", "Name")
    ]
    three = in_short(ids[:3])
    assert three.startswith("step 4 app: ")
    assert " and " not in three
    assert in_short(ids).startswith(three)
    assert in_short(ids).endswith(" and 1 more")
    assert in_short([*ids, *ids]) == in_short(ids)
    assert in_short([setting_id("5", "-", "EmailSubject")]).startswith("step 5: ")


WHEN = "2026-11-22 02:00 UTC"
ASKED = f"A write of {WHEN} was under way when the program ended (step 5: subject)."
OWN = f"Whether a write of {WHEN} arrived was not known (step 5: subject)"
ENDED = f"Nobody saw how the stack's update of {WHEN} ended. The stack was asked"
ID = "5/-/EmailSubject"
LANDED: dict[str, Any] = {"landed": (ID,), "lost": {}}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (LANDED, f"{ASKED} The new pool was asked: it landed. Nothing was sent again."),
        (
            {**LANDED, "own": True},
            f"{OWN}. The new pool was asked: it landed. Nothing was sent again.",
        ),
        (
            {**LANDED, "by": "ben"},
            f"{ASKED} The new pool was asked: it landed. Nothing was sent again.".replace(
                " of ", " by ben of "
            ),
        ),
        ({"lost": {ID: NOT_LANDED}}, f"{ASKED} The new pool was asked: {NOT_LANDED}."),
        ({"lost": {ID: NOT_LANDED}, "own": True}, f"{OWN}. The new pool was asked: {NOT_LANDED}."),
        ({"lost": {ID: NEITHER}, "own": True}, f"{OWN}. The new pool was asked: {NEITHER}."),
        (
            {"lost": {ID: NOT_LANDED}, "own": True, "waits": 29.6},
            f"{OWN}, and it may still arrive: it is looked at again in 30 seconds.",
        ),
        ({**LANDED, "kind": Kind.STACK}, f"{ENDED}: it landed. Nothing was sent again."),
        ({"lost": {ID: NOT_UPDATED}, "kind": Kind.STACK}, f"{ENDED}: {NOT_UPDATED}."),
        (
            {"under_way": True, "by": "ben", "kind": Kind.STACK},
            f"AWS is still at the stack's update by ben of {WHEN}: read again (r) in a minute to"
            " see how it ended.",
        ),
    ],
)
def test_what_became_of_it_is_told_in_one_sentence(known: dict[str, Any], said: str) -> None:
    more = {"landed": (), "lost": {}, "kind": Kind.POOL, **known}
    body = {"target": {"kind": more.pop("kind").value, "name": ""}}
    intent = Entry(EntryKind.INTENT, "ada", AT, "5", body, 7)
    assert Recovered(intent, **more).sentence == said


def test_of_a_write_that_landed_in_part_both_numbers_are_told() -> None:
    intent = Entry(EntryKind.INTENT, "ada", AT, "5", {"target": {"kind": "pool", "name": ""}}, 7)
    lost = {"5/-/b": NOT_LANDED, "5/-/c": NEITHER}
    told = Recovered(intent, (ID,), lost).sentence
    assert told.endswith("The new pool was asked: 1 setting landed, 2 did not.")
