"""Step 3c: what a second app or wrapper of one's own has is not put back, and can be accepted."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.markers import known_markers
from migration.checks.plan import planned
from migration.checks.question_and_answer import Answer
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.guide.next_thing import NextKind
from migration.guide.page import NEW_SIDE, OLD_SIDE
from migration.guide.step_summary import StepSummary
from migration.pools.documents import IdentityProvider
from migration.walk.check_facts import facts_of
from migration.walk.next_things.order import next_things
from migration.walkthrough import Walkthrough
from screens.dialogs.details import parts_of
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NOW, walk

PROVIDER = "3c/-/GitHub"
ID, SECRET = f"{PROVIDER}/client_id", f"{PROVIDER}/client_secret"
SECOND = {"client_id": "Iv1.secondapp", "client_secret": "the second app's secret"}
WRAPPER = "https://gh-new.execute-api.us-east-1.amazonaws.com/oauth2"
ADDRESSES = {
    "oidc_issuer": WRAPPER,
    "authorize_url": f"{WRAPPER}/authorize",
    "token_url": f"{WRAPPER}/token",
    "attributes_url": f"{WRAPPER}/userinfo",
    "jwks_uri": f"{WRAPPER}/.well-known/jwks.json",
}
REASON = "The second OAuth app of Acme's own GitHub organisation"
CLIENTS_GITHUB = "4/rainmaker-user-pool-client/SupportedIdentityProviders/GitHub"


@pytest.fixture
def walked(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """GitHub has been made in the new pool, as the old one has it."""
    walkthrough = walk(practice_aws, tmp_path / "state")
    walkthrough.entered.choose_prefix("acme-signin")
    assert len(walkthrough.applier.apply(["2/-/Domain", PROVIDER]).applied) == 2
    yield walkthrough
    walkthrough.close()


def in_cognitos_console(aws: PracticeAws, walked: Walkthrough, changes: Mapping[str, str]) -> None:
    """Somebody saves other details of the new pool's provider, and it is read again."""
    held = aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="GitHub"
    )["IdentityProvider"]["ProviderDetails"]
    aws.change(pool="new", provider="GitHub", set={"ProviderDetails": {**held, **changes}})
    walked.reader.read()


def row(walked: Walkthrough, id_: str) -> Setting:
    return next(one for one in walked.pages.settings() if one.id == id_)


def step(walked: Walkthrough) -> StepSummary:
    return next(one for one in walked.pages.summaries() if one.step.id == "3c")


def test_a_second_apps_id_and_secret_are_put_back_by_no_run(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, SECOND)
    practice_aws.forget_calls()
    assert (row(walked, ID).state, row(walked, SECRET).state) == (
        SettingState.DIFFERS,
        SettingState.DIFFERS,
    )
    assert not {ID, SECRET} & set(walked.pages.to_apply())
    report = walked.applier.apply([ID, SECRET])
    assert not report.applied
    assert not practice_aws.calls("UpdateIdentityProvider")
    assert "does not put the old pool's back" in row(walked, ID).why_not_applied


def test_what_is_next_is_to_say_that_they_are_right_or_to_change_them(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, SECOND)
    things = [one for one in next_things(walked.pages.now()) if one.step == "3c"]
    assert things[0].kind is NextKind.ACCEPT
    assert things[0].settings == (ID, SECRET)
    assert step(walked).reason.startswith("2 to change or accept")


def test_said_to_be_right_they_are_done_until_they_change(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, SECOND)
    for id_ in (ID, SECRET):
        walked.reasons.accept(id_, REASON)
        assert row(walked, id_).state is SettingState.EXPECTED
        assert walked.reasons.accepted(id_)
    assert step(walked).remaining == 0
    in_cognitos_console(practice_aws, walked, {"client_id": "Iv1.somebody"})
    assert row(walked, ID).state is SettingState.DIFFERS
    assert row(walked, SECRET).state is SettingState.EXPECTED


def test_a_second_wrapper_stands_in_the_way_until_it_is_said_to_be_ones_own(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    assert "another kind of provider" in row(walked, PROVIDER).blocked
    assert "say so (x)" in row(walked, PROVIDER).blocked
    assert row(walked, CLIENTS_GITHUB).blocked
    walked.reasons.accept(PROVIDER, REASON)
    assert row(walked, PROVIDER).state is SettingState.EXPECTED
    assert not row(walked, CLIENTS_GITHUB).blocked
    assert walked.applier.apply([CLIENTS_GITHUB]).applied


def test_who_accepts_a_wrapper_sees_its_addresses_whole(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    setting = row(walked, PROVIDER)
    assert setting.columns[1] == "gh-new.execute-api.us-east-1.amazonaws.com"
    *_, new = parts_of(setting, (OLD_SIDE, NEW_SIDE))
    assert new.value == ADDRESSES


def test_of_an_accepted_wrapper_nothing_is_written_still(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    walked.reasons.accept(PROVIDER, REASON)
    practice_aws.forget_calls()
    walked.applier.apply([one.id for one in walked.pages.settings() if one.step == "3c"])
    assert not practice_aws.calls("UpdateIdentityProvider")


def test_another_address_than_the_accepted_ones_is_in_the_way_again(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    walked.reasons.accept(PROVIDER, REASON)
    in_cognitos_console(practice_aws, walked, {"token_url": "https://evil.example/token"})
    assert row(walked, PROVIDER).state is SettingState.DIFFERS
    assert row(walked, CLIENTS_GITHUB).blocked


def test_google_is_never_accepted_as_another_kind(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    details = {**SECOND, **ADDRESSES, "attributes_request_method": "GET", "authorize_scopes": "a"}
    document = {"ProviderType": "OIDC", "ProviderDetails": details}
    practice_aws.change(pool="new", provider="Google", create=True, set=document)
    walkthrough = walk(practice_aws, tmp_path / "state")
    assert not walkthrough.reasons.can_accept(row(walkthrough, "3a/-/Google"))
    walkthrough.close()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(SECOND, ID, id="app"),
        pytest.param({**SECOND, **ADDRESSES}, PROVIDER, id="wrapper"),
    ],
)
def test_the_login_is_held_to_what_was_said_to_be_right(
    walked: Walkthrough, practice_aws: PracticeAws, changes: Mapping[str, str], said: str
) -> None:
    in_cognitos_console(practice_aws, walked, changes)
    assert judged(walked) is CheckVerdict.REFUSED
    walked.reasons.accept(said, REASON)
    assert judged(walked) is CheckVerdict.PASSED


def judged(walked: Walkthrough) -> CheckVerdict:
    """What the check makes of Cognito's answer, which leads to what the new pool has."""
    checks = planned(facts_of(walked.state, walked.pages.settings(), NOW), known_markers())
    (check,) = (one for one in checks if one.id == f"provider/{MAIN}/GitHub")
    providers = walked.state.reading.new.providers
    assert isinstance(providers, tuple)
    (github,) = (one for one in providers if one.name == "GitHub")
    assert isinstance(github, IdentityProvider)
    assert check.probe is not None
    back = urlencode(
        {
            "client_id": github.details["client_id"],
            "redirect_uri": f"https://{check.host}/oauth2/idpresponse",
        }
    )
    location = f"{github.details['authorize_url']}?{back}"
    return check.judge(Answer(check.probe, 302, {"location": location})).verdict
