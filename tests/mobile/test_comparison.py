"""An app's own file beside what it should hold.

Each key has a verdict, and the usual mistakes are named.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.guide.placeholder_values import Known
from migration.guide.step import BlockForm
from migration.guide.step_files import load_steps
from migration.mobile.app_file import AppFile
from migration.mobile.app_file_comparison import (
    AppComparison,
    KeyCheck,
    KeyVerdict,
    compare_app_file,
)
from migration.pools.documents import AppClient
from migration.secret import Secret
from tests.readings import DEPLOYMENT, client, domain, pool_reading, reading

STEPS = load_steps()
MAIN, ALEXA = "rainmaker-user-pool-client", "esp-rainmaker-alexa-skill"
HOST = "acme-new.auth.us-east-1.amazoncognito.com"
ANDROID = "rainmaker://com.espressif.rainmaker/success"
RIGHT = {
    "userPool": "2",
    "authUrl": f"https://{HOST}/oauth2",
    "clientId": "new-main",
    "alexaRMClientId": "new-alexa",
    "redirectUri": "acme://com.acme.home/success",
}
RIGHT_PLIST = {
    "App Configuration": {"User Pool": 2},
    "AWS Configuration": {
        "Authentication URL": f"https://{HOST}/oauth2",
        "App Client ID": "new-main",
        "Redirect URL": "com.acme.home://success",
    },
    "ESP Alexa Configuration": {"Alexa RM Client Id": "new-alexa"},
}
CALLBACKS = ["acme://com.acme.home/success", "com.acme.home://success"]


def clients(pool: str) -> tuple[AppClient, ...]:
    return (
        client(MAIN, f"{pool}-main", CallbackURLs=CALLBACKS),
        client(ALEXA, f"{pool}-alexa", CallbackURLs=["https://acme.example/alexa"]),
    )


def known(*, with_domain: bool = True, alexa: bool = True) -> Known:
    olds, news = (clients(pool)[: 2 if alexa else 1] for pool in ("old", "new"))
    new = pool_reading(domain=domain("acme-new") if with_domain else None, clients=news)
    return Known(
        reading(pool_reading(domain=domain("acme-old"), clients=olds), new), Choices(), DEPLOYMENT
    )


def compare(
    tree: Mapping[str, Any], known: Known, form: BlockForm = BlockForm.PROPERTIES
) -> AppComparison:
    return compare_app_file(AppFile("/app/file", form, tree), STEPS, known)


def key(tree: Mapping[str, Any], field: str, form: BlockForm = BlockForm.PROPERTIES) -> KeyCheck:
    return next(key for key in compare(tree, known(), form).keys if key.field == field)


def test_a_file_with_every_key_right_needs_no_change() -> None:
    android = compare(RIGHT, known())
    assert (android.step, android.same) == ("8a", True)
    ios = compare(RIGHT_PLIST, known(), BlockForm.PLIST)
    assert (ios.step, ios.same) == ("8b", True)


@pytest.mark.parametrize(
    ("field", "holds", "why"),
    [
        ("userPool", "1", "keeps using the old pool"),
        ("userPool", "2 # note", "what stands behind # counts as part of it"),
        ("clientId", "new-main # main", "what stands behind # counts as part of it"),
        ("authUrl", f"https://{HOST}/oauth2/", "no slash at the end"),
        ("authUrl", f"https://{HOST}", "has to end in /oauth2"),
        (
            "authUrl",
            "https://acme-old.auth.us-east-1.amazoncognito.com/oauth2",
            "still the old pool's",
        ),
        ("clientId", "new-main ", "a space before or after"),
        ("clientId", '"new-main"', "quotation marks count"),
        ("clientId", "old-main", "still the old pool's"),
        ("alexaRMClientId", "old-alexa", "still the old pool's"),
        ("alexaRMClientId", "new-main", "the id of the main client"),
        ("redirectUri", "other://app", "Cognito refuses every login"),
        ("redirectUri", "acme://com.acme.home/success ", "a space before or after"),
    ],
)
def test_a_slip_is_named(field: str, holds: str, why: str) -> None:
    found = key({**RIGHT, field: holds}, field)
    assert (found.verdict, found.holds) == (KeyVerdict.DIFFERS, holds)
    assert why in found.reason


@pytest.mark.parametrize(
    ("field", "holds"),
    [
        ("clientId", "1oldalexasecret0123456789"),
        ("alexaRMClientId", "x 1oldalexasecret0123456789"),
        ("authUrl", f"https://admin:1oldalexasecret@{HOST}/oauth2"),
        ("redirectUri", "acme://1oldalexasecret0123456789"),
    ],
)
def test_a_secret_in_an_apps_file_is_told_and_not_shown(field: str, holds: str) -> None:
    Secret("1oldalexasecret0123456789")
    found = key({**RIGHT, field: holds}, field)
    assert found.verdict is KeyVerdict.DIFFERS
    assert "1oldalexasecret" not in f"{found.holds}{found.reason}"
    assert "it holds a secret" in found.reason


def test_a_key_that_is_not_there_is_missing() -> None:
    found = compare({}, known())
    assert {key.field: key.verdict for key in found.keys if key.field != "redirectUri"} == {
        # the apps take 2 where it is missing
        "userPool": KeyVerdict.SAME,
        **dict.fromkeys(("authUrl", "clientId", "alexaRMClientId"), KeyVerdict.MISSING),
    }


def test_without_a_redirect_uri_the_apps_own_default_is_judged() -> None:
    found = key({}, "redirectUri")
    assert (found.verdict, found.holds) == (KeyVerdict.DIFFERS, "")
    assert f"the app takes {ANDROID}" in found.reason


def test_a_number_that_the_ios_app_would_pass_over_is_no_match() -> None:
    for wrong in ("2", True, 2.0):
        found = key(
            {**RIGHT_PLIST, "App Configuration": {"User Pool": wrong}},
            "App Configuration > User Pool",
            BlockForm.PLIST,
        )
        assert (found.verdict, "type Number" in found.reason) == (KeyVerdict.DIFFERS, True)


def test_text_of_another_type_is_no_match() -> None:
    tree = {**RIGHT_PLIST, "AWS Configuration": {"App Client ID": ["new-main"]}}
    found = key(tree, "AWS Configuration > App Client ID", BlockForm.PLIST)
    assert (found.verdict, "type String" in found.reason) == (KeyVerdict.DIFFERS, True)


def test_before_the_domain_is_there_its_key_cannot_be_judged() -> None:
    found = {key.field: key for key in compare(RIGHT, known(with_domain=False)).keys}
    assert (found["authUrl"].verdict, found["authUrl"].reason) == (
        KeyVerdict.UNKNOWN,
        "needs step 2",
    )
    assert found["clientId"].verdict is KeyVerdict.SAME
    assert not compare(RIGHT, known(with_domain=False)).same


def test_alexas_key_is_asked_for_only_where_alexa_is_set_up() -> None:
    without = {name: value for name, value in RIGHT.items() if name != "alexaRMClientId"}
    assert compare(without, known(alexa=False)).same
    assert not compare(without, known()).same


def test_the_address_that_alexas_app_sends_back_to_is_held_against_alexas_client() -> None:
    assert (
        key({**RIGHT, "alexaRedirectUrl": "https://acme.example/alexa"}, "alexaRedirectUrl").verdict
        is KeyVerdict.SAME
    )
    assert (
        key({**RIGHT, "alexaRedirectUrl": CALLBACKS[0]}, "alexaRedirectUrl").verdict
        is KeyVerdict.DIFFERS
    )


@pytest.mark.parametrize(
    ("tree", "form"),
    [({"Example": "text"}, BlockForm.PROPERTIES), ({"Fonts": []}, BlockForm.PLIST)],
)
def test_a_file_without_any_of_the_apps_keys_is_asked_about(
    tree: Mapping[str, Any], form: BlockForm
) -> None:
    remark, *_ = compare(tree, known(), form).remarks
    assert remark.startswith("None of the app's keys stands in this file: is it the right one?")
    assert compare(RIGHT, known()).remarks == ()
    assert compare({"clientId": "x"}, known()).remarks == ()
