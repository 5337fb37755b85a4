"""The look of Google Home's login page, carried over and undone as far as AWS allows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration.changes.resources import Prepared, Resources
from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.setting import Setting, setting_id
from migration.compare.setting_state import SettingState
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import walk

HOME = "esp-rainmaker-google-action"
CSS, LOGO = (setting_id("7b", HOME, member) for member in ("UICustomization.CSS", LOGO_MEMBER))
OLD_HOME = "3oldgoogleaction4acme5home"
OLD_CSS = ".banner-customizable { background-color: #ffffff; }"
PICTURE = b"\x89PNG\r\n\x1a\n and the rest of a picture"


@pytest.fixture
def walkthrough(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    walked = walk(practice_aws, tmp_path / "state", check_hosts=practice_aws.check_hosts)
    walked.entered.choose_prefix("acme-signin")
    yield walked
    walked.close()


@pytest.fixture
def logo(tmp_path: Path) -> str:
    file = tmp_path / "authorise.png"
    file.write_bytes(PICTURE)
    return str(file)


def setting(walkthrough: Walkthrough, id_: str) -> Setting:
    return next(setting for setting in walkthrough.pages.settings() if setting.id == id_)


def held(aws: PracticeAws) -> dict[str, str]:
    cognito = aws.client("cognito-idp")
    clients = cognito.list_user_pool_clients(UserPoolId=NEW_POOL, MaxResults=60)["UserPoolClients"]
    client_id = next(client["ClientId"] for client in clients if client["ClientName"] == HOME)
    look: dict[str, str] = cognito.get_ui_customization(UserPoolId=NEW_POOL, ClientId=client_id)[
        "UICustomization"
    ]
    return look


def test_the_look_stands_in_the_step_of_its_console_and_nowhere_else(
    walkthrough: Walkthrough,
) -> None:
    found = [
        one.id
        for one in walkthrough.pages.settings()
        if one.client == HOME and "UICustomization" in one.member
    ]
    assert found == [CSS, LOGO]
    assert (setting(walkthrough, CSS).state, setting(walkthrough, CSS).old) == (
        SettingState.MISSING,
        OLD_CSS,
    )
    assert setting(walkthrough, CSS).blocked == "needs domain (step 2) first"


def test_a_new_pool_without_a_domain_has_no_look_yet_and_nothing_of_it_is_unread(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert practice_aws.calls("GetUICustomization"), "AWS refuses it there"
    assert walkthrough.state.reading.new.domain is None
    assert walkthrough.pages.unread() == ()
    report = walkthrough.applier.apply([CSS, LOGO])
    assert {one.id for one in report.skipped} == {CSS, LOGO}


def test_the_css_is_applied_reads_back_and_is_taken_back(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    report = walkthrough.applier.apply([CSS])
    assert [one.id for one in report.applied] == [CSS]
    assert held(practice_aws)["CSS"] == OLD_CSS
    assert "ImageUrl" not in held(practice_aws)
    assert setting(walkthrough, CSS).state is SettingState.SAME
    undoable = walkthrough.past_changes.undoable()
    assert undoable is not None
    assert [one.id for one in walkthrough.applier.undo([undoable]).applied] == [CSS]
    assert not held(practice_aws).get("CSS")


def test_the_logo_waits_for_its_picture_and_is_sent_with_the_css(
    walkthrough: Walkthrough, practice_aws: PracticeAws, logo: str
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    assert setting(walkthrough, LOGO).blocked.startswith("the picture itself is needed")
    assert walkthrough.pages.to_apply("7b") == (CSS,)
    assert walkthrough.entered.supply_logo("7b", logo) == len(PICTURE)
    preview = walkthrough.applier.preview(walkthrough.pages.to_apply("7b"))
    assert (preview.irreversible, preview.reversal) == (True, "")
    assert "AWS has no call that takes a logo away again" in preview.harm
    report = walkthrough.applier.apply([CSS, LOGO])
    assert {one.id for one in report.applied} == {CSS, LOGO}
    assert not [one.reason for one in report.applied if one.reason]
    assert len(practice_aws.calls("SetUICustomization")) == 1
    assert held(practice_aws)["ImageUrl"].startswith("https://")
    assert setting(walkthrough, LOGO).state is SettingState.EXPECTED


def test_a_logo_does_not_stand_in_the_way_of_what_can_be_undone(
    walkthrough: Walkthrough, practice_aws: PracticeAws, logo: str
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    walkthrough.entered.supply_logo("7b", logo)
    walkthrough.applier.apply([CSS, LOGO])
    undoable = walkthrough.past_changes.undoable()
    assert undoable is not None
    assert undoable.ids == (CSS,)
    walkthrough.applier.undo([undoable])
    assert held(practice_aws)["ImageUrl"]
    assert not held(practice_aws).get("CSS")


def test_a_css_that_somebody_set_meanwhile_is_left_alone(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    client = walkthrough.pages.page("7b").summary.settings[0].target
    assert client is not None
    practice_aws.client("cognito-idp").set_ui_customization(
        UserPoolId=NEW_POOL, ClientId=client.name, CSS=".theirs {}"
    )
    report = walkthrough.applier.apply([CSS])
    assert [one.id for one in report.stale] == [CSS]
    assert held(practice_aws)["CSS"] == ".theirs {}"


def test_the_practice_aws_serves_its_logo_and_nobody_elses_server_is_asked(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert walkthrough.entered.supply_logo("7b") > 100
    asked = practice_aws.control("GET", "outside/requests")["requests"]
    assert [one["path"] for one in asked] == ["/acme-home/authorise-google.jpg"]

    elsewhere = {"ImageUrl": "https://pictures.example/logo.png", "ClientId": OLD_HOME}
    practice_aws.change(pool="old", look=OLD_HOME, set=elsewhere)
    walkthrough.reader.read()
    with pytest.raises(BadInput, match="nobody else is asked"):
        walkthrough.entered.supply_logo("7b")


def test_the_record_calls_a_logo_lasting_and_says_what_it_is(
    walkthrough: Walkthrough, logo: str
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    walkthrough.entered.supply_logo("7b", logo)
    walkthrough.applier.apply([CSS, LOGO])
    change = walkthrough.past_changes.history()[0]
    fields = {field.id: field for field in change.fields}
    assert (fields[LOGO].state, fields[LOGO].before, fields[LOGO].after) == (
        "lasting",
        "—",
        "a picture",
    )
    assert fields[CSS].state == "applied"


def test_a_style_sheet_is_not_sent_alone_where_a_logo_stands(
    walkthrough: Walkthrough, practice_aws: PracticeAws, logo: str
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    walkthrough.entered.supply_logo("7b", logo)
    walkthrough.applier.apply([LOGO])
    walkthrough.applier.apply([CSS])
    assert held(practice_aws)["ImageUrl"]
    assert held(practice_aws)["CSS"] == OLD_CSS


def test_where_the_logo_cannot_be_fetched_nothing_is_sent(
    walkthrough: Walkthrough, practice_aws: PracticeAws, logo: str
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    walkthrough.entered.supply_logo("7b", logo)
    walkthrough.applier.apply([LOGO])
    practice_aws.control("POST", "outside/faults", {"kind": "too_many", "host": "*.cloudfront.net"})
    report = walkthrough.applier.apply([CSS])
    assert report.failed[0].reason.startswith("Nothing was sent: https://")
    assert len(practice_aws.calls("SetUICustomization")) == 1


def test_a_logo_that_cannot_be_fetched_again_ends_the_try_and_not_the_run(
    walkthrough: Walkthrough, practice_aws: PracticeAws, logo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    walkthrough.entered.supply_logo("7b", logo)
    walkthrough.applier.apply([LOGO])
    fault = {"kind": "throttling", "operation": "SetUICustomization", "count": 1}
    practice_aws.faults(fault)
    send = Resources.send

    def then_gone(resources: Resources, prepared: Prepared) -> None:
        gone = {"kind": "too_many", "host": "*.cloudfront.net"}
        practice_aws.control("POST", "outside/faults", gone)
        send(resources, prepared)

    monkeypatch.setattr(Resources, "send", then_gone)
    report = walkthrough.applier.apply([CSS, "5/-/EmailSubject"])
    assert [result.id for result in report.failed] == [CSS]
    assert [result.id for result in report.applied] == ["5/-/EmailSubject"]
    assert not walkthrough.state.record.unfinished
    assert {change.step for change in walkthrough.past_changes.history()} >= {"5", "7b"}


def test_what_is_no_picture_is_refused(walkthrough: Walkthrough, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello")
    (tmp_path / "large").write_bytes(PICTURE + b"\0" * 100_000)
    for name, sentence in (
        ("text", "is no picture"),
        ("large", "is larger than the 100 kB"),
        ("gone", "cannot be read"),
    ):
        with pytest.raises(BadInput, match=sentence):
            walkthrough.entered.supply_logo("7b", str(tmp_path / name))
    assert setting(walkthrough, LOGO).blocked
