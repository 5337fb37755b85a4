"""In a provider's details, what is not known to be harmless is a secret: everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migration.aws.secret_members import HARMLESS_DETAILS, is_secret
from migration.changes.journal_form import Memory, secrets_in, unsealed_change
from migration.checks.markers import known_markers
from migration.checks.plan import planned
from migration.pools.documents import IdentityProvider, masked
from migration.secret import Secret
from migration.snapshot.document import snapshot_of
from tests.checks.deployments import deployment, facts
from tests.practice_aws import PracticeAws
from tests.readings import DEPLOYMENT, pool_reading, provider, reading
from tests.walkthroughs import walk

CANARY = "canary-0123456789abcdef"
HIDDEN = ("password", "api_key", "client_secret_backup", "SomethingThatAwsAddsNextYear")
NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("value", [CANARY, [CANARY, CANARY], {"deep": {"er": CANARY}}])
def test_what_nobody_knows_to_be_harmless_is_dots(name: str, value: Any) -> None:
    details = masked({"ProviderDetails": {name: value, "client_id": "acme.apps"}})
    assert CANARY not in repr(details)
    assert details["ProviderDetails"]["client_id"] == "acme.apps"


@pytest.mark.parametrize("name", ["client_secret", *HIDDEN])
def test_a_secret_that_came_as_a_number_is_dots(name: str) -> None:
    held = masked({"ProviderDetails": {name: 271828182845}})["ProviderDetails"][name]
    assert held == Secret("271828182845")


@pytest.mark.parametrize("name", sorted(HARMLESS_DETAILS))
def test_what_aws_documents_as_harmless_is_shown(name: str) -> None:
    assert masked({"ProviderDetails": {name: "shown"}})["ProviderDetails"][name] == "shown"
    assert not is_secret(("ProviderDetails", name))


@pytest.mark.parametrize("name", ["ClientSecretValue", "TemporaryPassword", "WebhookApiKey"])
def test_a_member_that_is_called_as_a_secret_is_one_wherever_it_stands(name: str) -> None:
    assert CANARY not in repr(masked({"UserPool": {"Deep": [{name: CANARY}]}}))


@pytest.mark.parametrize(
    "document",
    [
        {"ClientSecrets": {"Value": CANARY}},
        {"AuthSecret": {"0": CANARY}},
        {"ApiKeys": [{"Key": CANARY}]},
        {"Novel": {"Credential": CANARY}},
        {"Novel": {"Credentials": [{"Deep": [CANARY]}]}},
    ],
)
def test_what_stands_in_something_that_is_called_a_secret_is_one(document: dict[str, Any]) -> None:
    assert CANARY not in repr(masked(document))
    assert CANARY not in repr(masked({"UserPool": [document]}))


def test_what_only_sounds_like_one_is_shown() -> None:
    document = {
        "Policies": {"PasswordPolicy": {"MinimumLength": 8, "TemporaryPasswordValidityDays": 7}},
        "TokenValidityUnits": {"AccessToken": "minutes"},
        "EnableTokenRevocation": True,
        "CompromisedCredentialsRiskConfiguration": {"Actions": {"EventAction": "BLOCK"}},
    }
    assert "•" not in repr(masked(document))


def test_a_snapshot_leaves_them_out() -> None:
    held = provider("Acme", "OIDC", {"client_id": "acme", **dict.fromkeys(HIDDEN, CANARY)}, {})
    found = reading(pool_reading(providers=(held,)), pool_reading())
    document = snapshot_of(DEPLOYMENT, found, made_at=NOW, read_at=NOW)
    assert CANARY not in json.dumps(document)
    kept = document["old"]["identity_providers"]["Acme"]["ProviderDetails"]
    assert kept["client_id"] == "acme"
    assert {name: kept[name] for name in HIDDEN} == {
        name: {"left_out": "secret"} for name in HIDDEN
    }


def test_plan_record_and_snapshot_of_a_real_walk_hold_none_and_undo_brings_them_back(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    details = {
        f"ProviderDetails.{name}": f"{CANARY}-{number}" for number, name in enumerate(HIDDEN)
    }
    practice_aws.change(pool="old", provider="GitHub", set=details)
    walked = walk(practice_aws, tmp_path / "state")
    try:
        preview = walked.applier.preview(["3c/-/GitHub"])
        assert CANARY not in "\n".join(preview.lines)
        assert walked.applier.apply(["3c/-/GitHub"]).applied
        held = practice_aws.state()["pools"]
        assert json.dumps(held).count(f"{CANARY}-0") == 2  # the old pool's, and the new
        practice_aws.change(
            pool="new", provider="GitHub", set={"ProviderDetails.password": f"{CANARY}-9"}
        )
        walked.reader.read()
        report = walked.applier.apply(["3c/-/GitHub/password"])
        assert [result.id for result in report.applied] == ["3c/-/GitHub/password"]
        undoable = walked.past_changes.undoable()
        assert undoable is not None
        assert CANARY not in "\n".join(undoable.lines)
        assert walked.applier.undo([undoable]).applied
        told = repr(walked.past_changes.history()) + repr(walked.pages.settings())
        assert CANARY not in told
    finally:
        walked.close()
    assert f"{CANARY}-9" in json.dumps(practice_aws.state()["pools"])
    for file in (tmp_path / "state").iterdir():
        assert CANARY.encode() not in file.read_bytes(), file


def test_a_secret_in_a_list_comes_back_from_memory_and_only_from_there() -> None:
    def fingerprint(text: str) -> str:
        return f"print of {text}"

    body = {
        "target": {"kind": "provider", "name": "Acme"},
        "edits": [
            {
                "setting": "3c/-/Acme/keys",
                "path": ["ProviderDetails", "keys"],
                "item": "",
                "before": [{"fingerprint": "print of one"}],
                "after": None,
            }
        ],
    }
    change, lost = unsealed_change("3c", body, Memory())
    assert lost == ("3c/-/Acme/keys",)
    change, lost = unsealed_change("3c", body, secrets_in((Secret("one"),), fingerprint))
    assert not lost
    assert change.edits[0].seen == [Secret("one")]


def test_a_refusal_that_quotes_one_is_masked(practice_aws: PracticeAws, tmp_path: Path) -> None:
    practice_aws.change(pool="old", provider="GitHub", set={"ProviderDetails.api_key": CANARY})
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "CreateIdentityProvider",
            "code": "InvalidParameterException",
            "message": f"api_key {CANARY[:18]} is no good",
            "status": 400,
        }
    )
    walked = walk(practice_aws, tmp_path / "state")
    try:
        (failed,) = walked.applier.apply(["3c/-/GitHub"]).failed
    finally:
        walked.close()
    assert "is no good" in failed.reason
    assert CANARY[:12] not in failed.reason


# --- whose secret it is ---------------------------------------------------------------------------
def with_provider(held: IdentityProvider) -> Any:
    found = deployment()
    return facts(
        replace(
            found,
            old=replace(found.old, providers=(held,)),
            new=replace(found.new, providers=(held,)),
        )
    )


@pytest.mark.parametrize(
    "details",
    [
        {"client_id": "acme", "client_secret": CANARY, "oidc_issuer": "https://acme.example"},
        {"client_id": "acme", "client_secret": CANARY},
    ],
)
@pytest.mark.parametrize("name", ["Google", "SignInWithApple"])
def test_the_secret_of_a_provider_that_is_merely_named_so_goes_to_nobody(
    name: str, details: dict[str, str]
) -> None:
    checks = planned(with_provider(provider(name, "OIDC", details, {})), known_markers())
    asked = [check.probe.host for check in checks if check.probe]
    assert not {"oauth2.googleapis.com", "accounts.google.com", "appleid.apple.com"} & set(asked)
    assert not [check.id for check in checks if check.id in {"google-secret", "google-console"}]


def test_the_secret_of_googles_own_provider_goes_to_google() -> None:
    held = provider(
        "Google",
        "Google",
        {
            "client_id": "a",
            "client_secret": CANARY,
            "oidc_issuer": "https://accounts.google.com",
        },
        {},
    )
    checks = planned(with_provider(held), known_markers())
    assert [
        check.probe.host for check in checks if check.id == "google-secret" and check.probe
    ] == ["oauth2.googleapis.com"]
