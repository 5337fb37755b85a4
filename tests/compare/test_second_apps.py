"""Step 3c: what a second app or wrapper of one's own has is not put back, and can be accepted."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest

from migration.checks.check import Check
from migration.checks.check_run import finding_of
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Judgement
from migration.checks.markers import known_markers
from migration.checks.plan import planned
from migration.checks.question_and_answer import Answer
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.guide.next_thing import NextKind
from migration.guide.page import NEW_SIDE, OLD_SIDE
from migration.guide.proof import unasked
from migration.guide.step_summary import StepSummary
from migration.guide.verdict_support import rests_on
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
FIRST = {"client_id": "Iv1.acmehome01234567"}
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
    save(aws, changes)
    walked.reader.read()


def save(aws: PracticeAws, changes: Mapping[str, str]) -> None:
    held = details(aws)
    aws.change(pool="new", provider="GitHub", set={"ProviderDetails": {**held, **changes}})


def details(aws: PracticeAws) -> dict[str, str]:
    described = aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="GitHub"
    )
    return dict(described["IdentityProvider"]["ProviderDetails"])


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
        pytest.param(SECOND, (ID,), id="app"),
        pytest.param({**SECOND, **ADDRESSES}, (PROVIDER, ID), id="wrapper"),
    ],
)
def test_the_login_is_held_to_what_was_said_to_be_right(
    walked: Walkthrough,
    practice_aws: PracticeAws,
    changes: Mapping[str, str],
    said: tuple[str, ...],
) -> None:
    in_cognitos_console(practice_aws, walked, changes)
    for id_ in said:
        assert judged(walked) is CheckVerdict.REFUSED
        walked.reasons.accept(id_, REASON)
    assert judged(walked) is CheckVerdict.PASSED


def test_a_login_that_was_refused_before_it_was_said_to_be_right_is_asked_again(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    """It was held to the old pool's app: that says nothing of the accepted one."""
    in_cognitos_console(practice_aws, walked, SECOND)
    check = github_check(walked)
    refused = Judgement(CheckVerdict.REFUSED, "it leads to another app")
    walked.checks.take(finding_of(check, refused, Evidence(check.host, 302), NOW))
    assert check.id in walked.pages.now().found
    walked.reasons.accept(ID, REASON)
    assert check.id not in walked.pages.now().found
    assert check.title in unasked(walked.pages.now().grounds)[0][check.step]
    in_cognitos_console(practice_aws, walked, FIRST)
    assert check.id in walked.pages.now().found, "nothing is accepted of the first one's"


def test_an_accepted_client_id_says_nothing_of_where_the_login_leads(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, SECOND)
    walked.reasons.accept(ID, REASON)
    in_cognitos_console(practice_aws, walked, ADDRESSES)
    assert judged(walked) is CheckVerdict.REFUSED


def test_another_secret_of_the_same_app_is_put_right_by_a_run(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {"client_secret": "mistyped"})
    assert not walked.reasons.can_accept(row(walked, SECRET))
    assert SECRET in walked.pages.to_apply()
    assert walked.applier.apply([SECRET]).applied
    assert row(walked, SECRET).state is SettingState.SAME


def test_the_first_apps_secret_is_sent_to_no_app_that_came_since_it_was_read(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {"client_secret": "mistyped"})
    save(practice_aws, {"client_id": "Iv1.secondapp"})
    report = walked.applier.apply([SECRET])
    assert not report.applied
    assert details(practice_aws)["client_secret"] == "mistyped"


def test_a_second_app_with_the_first_ones_secret_is_not_done(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {"client_id": SECOND["client_id"]})
    walked.reasons.accept(ID, REASON)
    held = row(walked, SECRET)
    assert held.state is SettingState.DIFFERS
    assert not walked.reasons.can_accept(held)
    assert "does not know the secret of the other app" in held.blocked
    assert step(walked).remaining == 1
    practice_aws.forget_calls()
    walked.applier.apply([SECRET])
    assert not practice_aws.calls("UpdateIdentityProvider")


def test_a_second_apps_accepted_secret_is_none_of_the_first_apps(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, SECOND)
    walked.reasons.accept(SECRET, REASON)
    in_cognitos_console(practice_aws, walked, FIRST)
    assert row(walked, SECRET).state is SettingState.DIFFERS


def test_an_accepted_wrapper_hides_nothing_else_of_its_provider(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(
        practice_aws, walked, {**SECOND, **ADDRESSES, "authorize_scopes": "nothing"}
    )
    practice_aws.change(pool="new", provider="GitHub", set={"AttributeMapping": {}})
    walked.reader.read()
    walked.reasons.accept(PROVIDER, REASON)
    left = {one.id for one in step(walked).settings if one.to_do}
    assert {
        ID,
        SECRET,
        f"{PROVIDER}/authorize_scopes",
        f"{PROVIDER}/AttributeMapping.email",
    } <= left
    assert not {f"{PROVIDER}/{name}" for name in ADDRESSES} & left
    scopes = row(walked, f"{PROVIDER}/authorize_scopes")
    assert "does not write to a second wrapper's provider" in scopes.why_not_applied
    assert not walked.reasons.can_accept(scopes)
    for id_ in (ID, SECRET):
        walked.reasons.accept(id_, REASON)
    assert step(walked).remaining == len(left) - 2
    assert "carried over" not in step(walked).reason


def test_another_client_id_behind_an_accepted_wrapper_is_seen(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    for id_ in (PROVIDER, ID, SECRET):
        walked.reasons.accept(id_, REASON)
    assert step(walked).remaining == 0
    in_cognitos_console(practice_aws, walked, {"client_id": "Iv1.somebody"})
    assert row(walked, ID).state is SettingState.DIFFERS
    assert judged(walked) is CheckVerdict.REFUSED


def test_the_verdict_names_each_of_them_that_was_accepted(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    in_cognitos_console(practice_aws, walked, {**SECOND, **ADDRESSES})
    for id_ in (PROVIDER, ID, SECRET):
        walked.reasons.accept(id_, REASON)
    told = [line for line in rests_on(walked.pages.now().grounds) if line.startswith("Second app")]
    assert len(told) == 3
    assert all("accepted by " in line and "“GitHub”" in line for line in told)
    assert "gh-new.execute-api.us-east-1.amazonaws.com" in told[0]
    assert SECOND["client_id"] in "".join(told)
    assert SECOND["client_secret"] not in "".join(told)


def judged(walked: Walkthrough) -> CheckVerdict:
    """What the check makes of Cognito's answer, which leads to what the new pool has."""
    check = github_check(walked)
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


def github_check(walked: Walkthrough) -> Check:
    """Where the main client's login by GitHub leads."""
    checks = planned(facts_of(walked.state, walked.pages.settings(), NOW), known_markers())
    return next(one for one in checks if one.id == f"provider/{MAIN}/GitHub")
