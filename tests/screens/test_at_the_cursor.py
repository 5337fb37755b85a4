"""Copying, revealing, entering and accepting what the cursor is on: handlers on a fake stage."""

from collections.abc import Callable
from typing import Any

import pytest

from migration.changes.write_report import RecordedChange
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.errors import StateUnusable
from migration.known_secrets import without_secrets
from screens.dialogs.accept import AcceptDialog, Reasoned
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.details import DetailsDialog
from screens.dialogs.keys import KeysDialog
from screens.dialogs.pair import PairDialog
from screens.dialogs.prefix import PrefixDialog
from screens.doctor.screen import DoctorScreen
from screens.record.screen import RecordScreen
from screens.usage.screen import UsageScreen
from tests.screens.conftest import MAIN, NEW_POOL, OLD_POOL, client, part, reading
from tests.screens.fake_stage import Play
from widgets.text.step_page import value_address

Start = Callable[..., Play]
SAME = f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fa.example%2F"
MISSING = f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fb.example%2F"
SECRET = f"4/{MAIN}/ClientSecret"


@pytest.fixture
def played(play: Start) -> Play:
    return play()


@pytest.fixture
def with_a_secret(play: Start) -> Play:
    """The old client has a secret, and the cursor is on it."""
    started = play(reading({"ClientSecret": "s3cret"}, {}))
    started.stand_on("4", SECRET)
    return started


def row(played: Play) -> Setting:
    setting = played.handlers.shown.situation().setting
    assert setting is not None
    return setting


# --- copying --------------------------------------------------------------------------------------
def test_c_sends_the_value_of_the_side_that_the_cursor_is_on(played: Play) -> None:
    played.stand_on("4", SAME, "new")
    played.press("copy")
    ((text, name, secret),) = played.terminal.copied
    assert (text, secret) == ("https://a.example/", False)
    assert name == "https://a.example/ of the new pool"


def test_what_was_copied_stands_in_sentences_as_before(played: Play) -> None:
    played.stand_on("4", SAME, "new")
    played.press("copy")
    told = "it leads to https://a.example/ as before"
    assert without_secrets(told) == told


def test_what_the_new_pool_still_lacks_is_sent_as_it_should_be(played: Play) -> None:
    played.stand_on("4", MISSING, "new")
    played.press("copy")
    ((text, name, _),) = played.terminal.copied
    assert (text, name) == (
        "https://b.example/",
        "https://b.example/ as the new pool should have it",
    )


def test_the_key_that_leads_to_the_other_value_is_named_where_it_differs(played: Play) -> None:
    played.stand_on("4", f"fact:{MAIN}:client id", "new")
    played.press("copy", "move-left", "copy")
    assert [(text, name) for text, name, _ in played.terminal.copied] == [
        ("new1", "client id of the new pool (←: client id of the old pool)"),
        ("old1", "client id of the old pool (→: client id of the new pool)"),
    ]


def test_where_a_side_is_empty_nothing_is_sent(play: Start) -> None:
    played = play(reading({"CallbackURLs": []}, {"CallbackURLs": ["https://a.example/"]}))
    played.stand_on("4", f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fa.example%2F", "old")
    played.press("copy")
    assert played.terminal.copied == []
    assert played.said == (
        "There is nothing to copy: no value is known as https://a.example/ of the old pool"
        " (→: https://a.example/ of the new pool)."
    )


def test_without_a_row_nothing_is_sent(played: Play) -> None:
    played.stand_on("4")
    played.press("copy")
    assert played.terminal.copied == []


def test_a_value_that_a_shell_would_obey_is_not_sent(play: Start) -> None:
    played = play(reading({"CallbackURLs": ["https://a.example/\x1b[31m"]}, {}))
    played.stand_on("4", f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fa.example%2F%1B%5B31m")
    played.press("copy")
    assert played.terminal.copied == []
    assert played.said.startswith("Not copied")
    assert played.stage.look == "warning"


def test_a_secret_is_sent_as_one(with_a_secret: Play) -> None:
    with_a_secret.press("copy")
    ((text, _, secret),) = with_a_secret.terminal.copied
    assert (text, secret) == ("s3cret", True)
    assert "s3cret" not in repr(with_a_secret.stage.sentences)


def test_what_did_not_get_to_the_person_stays_next_to_copy(played: Play) -> None:
    page = played.walkthrough.pages.page("8b")
    value = next(value for value in page.values if value.value is not None)
    played.stand_on_guide("8b", value_address(value))
    held = played.walkthrough.store
    played.terminal.arrives = False
    played.press("copy")
    assert played.terminal.copied
    assert not held.state.held.copied
    played.terminal.arrives = True
    played.press("copy")
    assert held.state.held.copied


def test_a_step_without_a_block_or_a_console_says_so(played: Play) -> None:
    played.stand_on("4")
    played.press("copy-block")
    assert "no values to copy" in played.said
    played.stand_on("effects")
    played.press("copy-console-address")
    assert "no console of its own" in played.said
    assert played.terminal.copied == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("apply", "Nothing in this step can be applied now."),
        ("copy", "This step has no values to copy."),
        ("copy-block", "This step has no values to copy."),
        ("show-whole", "This page is text alone: PgDn goes on in it."),
        ("tick", "This page is ticked at the end of its text: PgDn reads on, End goes there."),
    ],
)
def test_where_a_page_is_text_alone_no_key_sends_the_cursor_to_a_row_that_is_not_there(
    played: Play, command: str, said: str
) -> None:
    played.stand_on_guide("effects", "")
    played.press(command)
    assert played.said.startswith(said)
    assert played.walkthrough.state.record.ticks == {}


# --- revealing ------------------------------------------------------------------------------------
def test_m_shows_a_secret_until_its_time_is_over(with_a_secret: Play) -> None:
    with_a_secret.press("reveal")
    assert with_a_secret.view.revealed == SECRET
    with_a_secret.stage.pass_time()
    assert with_a_secret.view.revealed == ""


def test_m_again_covers_it_and_stops_the_clock(with_a_secret: Play) -> None:
    with_a_secret.press("reveal", "reveal")
    assert with_a_secret.view.revealed == ""
    assert all(timer.stopped for timer in with_a_secret.stage.timers)


def test_m_on_what_is_no_secret_says_so(played: Play) -> None:
    played.stand_on("4", SAME)
    played.press("reveal")
    assert played.view.revealed == ""
    assert played.said == "Nothing is hidden under the cursor."


# --- details --------------------------------------------------------------------------------------
def test_enter_shows_the_row_whole_and_copies_from_there(played: Play) -> None:
    played.stand_on("4", MISSING)
    played.press("show-whole")
    assert isinstance(played.stage.dialog, DetailsDialog)


def test_enter_on_a_step_goes_into_its_settings(played: Play) -> None:
    played.stand_on("4")
    played.press("show-whole")
    assert played.stage.dialogs == []
    assert played.view.pane == "settings"


# --- entering -------------------------------------------------------------------------------------
def test_e_asks_for_what_the_step_needs(played: Play) -> None:
    played.stand_on("2")
    played.press("enter-value")
    assert isinstance(played.stage.dialog, PrefixDialog)
    played.stage.answer("The domain's prefix is known.")
    assert (played.said, played.stage.look) == ("The domain's prefix is known.", "ok")


def test_a_dialog_that_is_left_says_nothing(played: Play) -> None:
    played.stand_on("2")
    played.press("enter-value")
    before = list(played.stage.sentences)
    played.stage.answer(None)
    assert played.stage.sentences == before


def test_e_asks_for_nothing_where_nothing_is_needed(played: Play) -> None:
    played.stand_on("1a")
    played.press("enter-value")
    assert played.stage.dialogs == []
    assert played.said == "Nothing is left to enter in this step."


def test_e_on_an_apple_provider_asks_for_its_key(play: Start) -> None:
    from migration.pools.documents import IdentityProvider

    apple = IdentityProvider.from_describe(
        {
            "ProviderName": "SignInWithApple",
            "ProviderType": "SignInWithApple",
            "ProviderDetails": {"client_id": "com.acme", "team_id": "T", "key_id": "K"},
        }
    )
    made = reading()
    both = made.__class__(
        old=part(OLD_POOL, (client("old1"),), (apple,)), new=part(NEW_POOL), skills_stack=None
    )
    played = play(both)
    played.stand_on("3b", "3b/-/SignInWithApple")
    played.press("enter-value")
    assert isinstance(played.stage.dialog, AppleKeyDialog)


def test_p_pairs_the_client_under_the_cursor_and_no_other_steps_rows(played: Play) -> None:
    played.stand_on("4", SAME)
    played.press("pair")
    assert isinstance(played.stage.dialog, PairDialog)
    played.stage.answer(None)
    played.stand_on("2")
    played.press("pair")
    assert played.said == "App clients are paired in step 4."


# --- accepting ------------------------------------------------------------------------------------
@pytest.fixture
def differing(play: Start) -> Play:
    """The cursor is on a difference that Poolwalk does not write."""
    made = reading()
    both = made.__class__(
        old=part(OLD_POOL, (client("old1"),), UserPoolTags={"stage": "production"}),
        new=part(NEW_POOL, (client("new1"),), UserPoolTags={"stage": "test"}),
        skills_stack=None,
    )
    started = play(both)
    found = next(
        setting
        for setting in started.walkthrough.pages.settings()
        if setting.step == "also" and started.handlers.accepting.can_accept(setting)
    )
    started.stand_on("also", found.id)
    return started


def test_x_asks_why_a_difference_is_right_and_keeps_the_reason(differing: Play) -> None:
    id_ = row(differing).id
    differing.press("not-applicable")
    assert isinstance(differing.stage.dialog, AcceptDialog)
    differing.stage.answer(Reasoned("as it should be", (id_,)))
    assert differing.walkthrough.reasons.accepted(id_)
    assert differing.stage.look == "ok"


def test_without_a_reason_nothing_is_kept(differing: Play) -> None:
    id_ = row(differing).id
    differing.press("not-applicable")
    differing.stage.answer(None)
    assert not differing.walkthrough.reasons.accepted(id_)


def test_a_record_that_cannot_be_written_is_told(
    differing: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise StateUnusable("the disk is full")

    monkeypatch.setattr(differing.walkthrough.reasons, "accept", fail)
    differing.press("not-applicable")
    differing.stage.answer(Reasoned("as it should be", (row(differing).id,)))
    assert differing.stage.refused == ["the disk is full"]
    assert isinstance(differing.stage.dialog, AcceptDialog)


def test_space_takes_an_acceptance_back(differing: Play) -> None:
    setting = row(differing)
    differing.walkthrough.reasons.accept(setting.id, "so it is")
    differing.stand_on("also", setting.id)
    assert row(differing).state is SettingState.EXPECTED
    differing.press("tick")
    assert not differing.walkthrough.reasons.accepted(setting.id)
    assert differing.said.endswith("is not accepted any more.")


# --- the pages that cover the main screen ---------------------------------------------------------
@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("show-keys", KeysDialog),
        ("show-record", RecordScreen),
        ("show-usage", UsageScreen),
        ("show-doctor", DoctorScreen),
    ],
)
def test_a_page_opens_over_the_steps(played: Play, command: str, kind: type[object]) -> None:
    played.press(command)
    assert isinstance(played.stage.dialog, kind)


@pytest.mark.parametrize("command", ["show-record", "show-usage"])
def test_before_the_deployment_is_known_a_page_of_it_says_so(played: Play, command: str) -> None:
    played.opened.walkthrough = None
    played.press(command)
    assert played.stage.dialogs == []
    assert played.said == "Nothing is known of the deployment yet."


def test_a_record_that_cannot_be_read_is_told_and_not_shown(
    played: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> tuple[RecordedChange, ...]:
        raise StateUnusable("the record is damaged")

    monkeypatch.setattr(played.walkthrough.past_changes, "history", fail)
    played.press("show-record")
    assert played.stage.dialogs == []
    assert (played.said, played.stage.look) == ("the record is damaged", "error")


def test_the_header_says_what_is_under_way(played: Play) -> None:
    facts = played.handlers.pages.header()
    assert (facts.activity, facts.read_only) == ("", False)
