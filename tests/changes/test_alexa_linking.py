"""The skill's account linking, written at Amazon's SMAPI: whole, told before, and taken back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migration.changes.skill_console import SkillConsole
from migration.checks.question_and_answer import Answer, NoAnswer, Probe, Reply, Trouble
from migration.compare.alexa_linking import SETTING
from migration.compare.setting_state import SettingState
from migration.deployment.alexa_linking import AlexaLinking
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    BadInput,
    PoolwalkError,
)
from migration.known_secrets import MASK, without_secrets
from migration.pools.reading import Unread
from migration.secret import Secret
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tests.walkthroughs import walk

HOST = "acme-signin.auth.us-east-1.amazoncognito.com"
OLD_HOST = "acme-login.auth.us-east-1.amazoncognito.com"
NEW, OLD = "6newalexaskill7acme8home9x", "2oldalexaskill3acme4home5x"


def secret_of(aws: PracticeAws, pool: str, client: str) -> str:
    return str(aws.state()["pools"][pool]["clients"][client]["ClientSecret"])


def skill_of(aws: PracticeAws) -> dict[str, Any]:
    skills: dict[str, Any] = aws.state()["consoles"]["alexa_skills"]
    return dict(skills[aws.known["alexa_skill"]])


def put_linking(aws: PracticeAws, **members: Any) -> None:
    skill = skill_of(aws)
    skill["development"] = {**skill["development"], **members}
    entries = {aws.known["alexa_skill"]: skill}
    aws.control("POST", "outside/consoles", {"alexa_skills": entries})


def puts(aws: PracticeAws) -> list[dict[str, Any]]:
    asked = aws.control("GET", "outside/requests")["requests"]
    return [one for one in asked if one["method"] == "PUT"]


def opened(aws: PracticeAws, folder: Path, *, mode: int = 0o600, token: str = "") -> Walkthrough:
    file = folder / "token"
    file.touch(mode)
    file.write_text(token or aws.known["alexa_token"], encoding="ascii")
    file.chmod(mode)
    return walk(
        aws,
        folder / "state",
        check_hosts=aws.check_hosts,
        alexa_skill=aws.known["alexa_skill"],
        alexa_token_file=file,
    )


@pytest.fixture
def walked(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    practice_aws.change(pool=NEW_POOL, domain={"prefix": "acme-signin"})
    found = opened(practice_aws, tmp_path)
    yield found
    found.close()


def setting(walkthrough: Walkthrough) -> Any:
    return next(one for one in walkthrough.pages.settings() if one.id == SETTING)


def test_it_is_written_whole_with_the_secret_that_cognito_gives(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    kept = {"scopes": ["openid", "email"], "redirectUrls": ["https://acme.example/back"]}
    put_linking(practice_aws, **kept, voiceForwardAccountLinking="DISABLED")
    walked.reader.read()
    walked.skill.enter("https://acme.example/reciprocal", "true")
    assert walked.applier.apply([SETTING]).applied
    held = skill_of(practice_aws)["development"]
    assert held["authorizationUrl"] == f"https://{HOST}/oauth2/authorize"
    assert (held["clientId"], held["clientSecret"]) == (
        NEW,
        secret_of(practice_aws, NEW_POOL, NEW),
    )
    assert {name: held[name] for name in kept} == kept
    assert held["voiceForwardAccountLinking"] == "DISABLED"
    assert held["reciprocalAccessTokenUrl"] == "https://acme.example/reciprocal"
    assert held["skipOnEnablement"] is True
    (sent,) = puts(practice_aws)
    assert sent["headers"]["if-match"]
    assert skill_of(practice_aws)["live"]["clientId"] == OLD
    assert setting(walked).state is SettingState.SAME
    assert setting(walked).columns == (f"{OLD_HOST} · {OLD}", f"{HOST} · {NEW}"), "to compare"


def test_what_is_entered_after_the_write_is_said_not_to_be_sent(walked: Walkthrough) -> None:
    assert "goes along with the write" in walked.skill.enter("", "true")
    assert walked.applier.apply([SETTING]).applied
    assert "nothing is sent now" in walked.skill.enter("", "false")


def test_before_the_yes_it_says_what_is_unset_what_is_kept_and_that_it_can_be_undone(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    preview = walked.applier.preview([SETTING])
    told = "\n".join(preview.lines)
    assert preview.creates
    assert not preview.irreversible
    assert "reciprocalAccessTokenUrl: nothing was entered" in told
    assert "skipOnEnablement: nothing was entered" in told
    for answered in ("Where to look: ", "Linked accounts stay linked.", "Else ask whoever set it"):
        assert answered in told
    assert told.startswith("This changes the stage development alone.")
    assert "It can be taken back (u): the skill then links to the old pool's client again" in told
    assert f"Your Client ID: {NEW}\n  instead of {OLD}" in told
    for pool, client in ((OLD_POOL, OLD), (NEW_POOL, NEW)):
        assert secret_of(practice_aws, pool, client) not in told


def test_undo_links_to_the_old_pools_client_with_its_secret(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    before = {
        name: skill_of(practice_aws)["development"][name]
        for name in ("authorizationUrl", "accessTokenUrl", "clientId")
    }
    assert walked.applier.apply([SETTING]).applied
    last = walked.past_changes.undoable()
    assert last is not None
    assert walked.applier.undo((last,)).applied
    held = skill_of(practice_aws)["development"]
    assert {name: held[name] for name in before} == before
    assert held["clientSecret"] == secret_of(practice_aws, OLD_POOL, OLD)


def test_what_linked_to_somebody_elses_client_is_lasting_and_says_so_before(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    put_linking(practice_aws, clientId="somebody-elses")
    walked.reader.read()
    preview = walked.applier.preview([SETTING])
    assert preview.irreversible
    assert "cannot be taken back" in "\n".join(preview.lines)
    assert walked.applier.apply([SETTING]).applied
    last = walked.past_changes.undoable()
    assert last is not None
    (skipped,) = walked.applier.undo((last,)).skipped
    assert "Amazon never gave it" in skipped.reason
    assert skill_of(practice_aws)["development"]["clientId"] == NEW


def test_what_somebody_changed_meanwhile_is_left_alone(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    put_linking(practice_aws, clientId="somebody-elses")
    report = walked.applier.apply([SETTING])
    assert not report.applied
    assert len(report.stale) == 1
    assert puts(practice_aws) == []


def test_the_journal_and_the_record_hold_no_secret(
    walked: Walkthrough, practice_aws: PracticeAws, tmp_path: Path
) -> None:
    assert walked.applier.apply([SETTING]).applied
    secrets = [
        secret_of(practice_aws, NEW_POOL, NEW),
        secret_of(practice_aws, OLD_POOL, OLD),
        practice_aws.known["alexa_token"],
    ]
    walked.close()
    files = [file for file in (tmp_path / "state").rglob("*") if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        assert not any(secret.encode() in content for secret in secrets)


def test_what_else_was_sent_can_still_be_said(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert walked.applier.apply([SETTING]).applied
    sentence = f"the domain {HOST} and the client {NEW}"
    assert without_secrets(sentence) == sentence
    secret = secret_of(practice_aws, NEW_POOL, NEW)
    assert without_secrets(f"the secret {secret}") == f"the secret {MASK}"


def test_without_a_domain_it_waits_and_names_what_comes_first(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = opened(practice_aws, tmp_path)
    try:
        found = setting(walked)
        assert found.blocked == "needs the new pool's domain (step 2) first"
        assert SETTING not in walked.pages.to_apply("7a")
    finally:
        walked.close()


@pytest.mark.parametrize("wrong", [{"mode": 0o644}, {"token": "expired"}])
def test_a_token_that_cannot_be_used_is_told_and_writes_of_the_pool_go_on(
    practice_aws: PracticeAws, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    walked = opened(practice_aws, tmp_path, **wrong)
    try:
        linking = walked.state.reading.alexa_linking
        assert isinstance(linking, Unread)
        assert "token" in linking.reason
        assert "7a" in {step for step, _ in walked.pages.unread("7a")}
        other = walked.pages.to_apply("5")
        assert walked.applier.apply(other).applied
    finally:
        walked.close()


def test_until_it_is_read_it_is_awaited_and_keeps_the_verdict_open(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked.store.change(
        lambda state: replace(
            state, read_at=None, reading=replace(state.reading, alexa_linking=None)
        )
    )
    awaited: list[str] = []

    def answer(_: object) -> None:
        awaited.extend(
            reason.text
            for reason in walked.pages.retirement_verdict().unknown
            if reason.step == "7a"
        )

    monkeypatch.setattr("migration.walk.reader.read_linking", answer)
    walked.reader.read_attached()
    assert awaited == ["not read yet: GetAccountLinking"]


def test_nothing_of_it_shows_where_nobody_named_a_skill(walkthrough: Walkthrough) -> None:
    assert walkthrough.state.reading.alexa_linking is None
    assert SETTING not in {one.id for one in walkthrough.pages.settings()}


@pytest.mark.parametrize(
    ("reciprocal", "skip", "why"),
    [("http://x.example/", "", "https address"), ("", "perhaps", "true, false")],
)
def test_what_is_entered_is_held_to_its_form(
    walked: Walkthrough, reciprocal: str, skip: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        walked.skill.enter(reciprocal, skip)


# --- what Amazon may answer -----------------------------------------------------------------------

PROBE = Probe("https://api.amazonalexa.com/")
WHOLE = {"authorizationUrl": "https://a/", "accessTokenUrl": "https://a/", "clientId": "c"}


def answering(reply: Reply) -> SkillConsole:
    return SkillConsole(lambda _: reply, Secret("the-token"))


def said(status: int, content: object = None, **headers: str) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content or {}).encode()
    return Answer(PROBE, status, headers, body)


@pytest.mark.parametrize("enveloped", [True, False])
def test_an_answer_is_understood_with_its_envelope_and_without(*, enveloped: bool) -> None:
    content = {"accountLinkingResponse": WHOLE} if enveloped else WHOLE
    held = answering(said(200, content, etag='"7"')).read("skill")
    assert held == {"linking": WHOLE, "ETag": '"7"'}


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(200, b"<html>"), AwsUnreachable),
        (said(200, [1]), AwsUnreachable),
        (said(200, {"accountLinkingResponse": {"authorizationUrl": 5}}), AwsUnreachable),
        (said(200, b"[" * 100_000), AwsUnreachable),
        (said(401, {"message": "the-token is expired"}), AccessRefused),
        (said(403), AccessRefused),
        (said(429), AwsBusy),
        (said(500, b"\xff"), AwsFailed),
        (said(302), AwsRefused),
        (NoAnswer(PROBE, Trouble.TIMEOUT), AwsUnreachable),
    ],
)
def test_what_is_not_known_is_an_error_in_words_and_holds_no_token(
    reply: Reply, error: type[PoolwalkError]
) -> None:
    with pytest.raises(error) as raised:
        answering(reply).read("skill")
    assert type(raised.value) is error


def test_no_account_linking_yet_is_none() -> None:
    assert answering(said(404)).read("skill") is None


def test_a_state_that_is_not_the_one_that_was_read_is_read_again() -> None:
    document = {"linking": WHOLE, "ETag": "1"}
    with pytest.raises(AwsBusy, match="Somebody changed"):
        answering(said(412)).write("skill", document, {"clientSecret": Secret("s3cret")})


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(302), AwsUnreachable),
        (said(408), AwsUnreachable),
        (said(401), AccessRefused),
        (said(409), AwsRefused),
        (said(412), AwsBusy),
        (said(429), AwsBusy),
        (said(503), AwsFailed),
        (NoAnswer(PROBE, Trouble.TIMEOUT), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.TLS), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.GATEWAY_TLS), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.NO_ROUTE), AwsNotReached),
    ],
)
def test_an_answer_to_a_write_that_tells_nothing_leaves_open_what_became_of_it(
    reply: Reply, error: type[PoolwalkError]
) -> None:
    with pytest.raises(error) as raised:
        answering(reply).write("skill", {"linking": WHOLE}, {"clientSecret": Secret("s3cret")})
    assert type(raised.value) is error


def test_a_stage_without_any_account_linking_is_set_up_in_the_console_first(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool=NEW_POOL, domain={"prefix": "acme-signin"})
    held = {**skill_of(practice_aws), "development": {}}
    entries = {practice_aws.known["alexa_skill"]: held}
    practice_aws.control("POST", "outside/consoles", {"alexa_skills": entries})
    walked = opened(practice_aws, tmp_path)
    try:
        assert "has no account linking yet" in setting(walked).blocked
        assert SETTING not in walked.pages.to_apply("7a")
    finally:
        walked.close()


def test_a_refusal_that_echoes_the_secret_is_told_without_it() -> None:
    with pytest.raises(AwsRefused) as raised:
        answering(said(400, {"message": "s3cret-value is bad, so is the-token"})).write(
            "skill", {"linking": WHOLE}, {"clientSecret": Secret("s3cret-value")}
        )
    assert "s3cret-value" not in str(raised.value)
    assert "the-token" not in str(raised.value)


def test_the_linking_of_a_stage_without_any_is_known_as_such() -> None:
    assert AlexaLinking("skill").moved is None
