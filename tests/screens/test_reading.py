"""Logging in and reading: what is said when it ends, an MFA code, and where the cursor starts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import pytest

from migration.errors import BadInput, Cancelled, NoCredentials
from migration.guide.step import EFFECTS, Step
from migration.pools.reading import Deployment, Role, Unread
from migration.walkthrough import Walkthrough
from screens.dialogs.text_question import TextQuestion
from tests.screens.conftest import ByHand, reading
from tests.screens.fake_stage import Play
from widgets.commands.situation import Pane

Make = Callable[..., ByHand]
Start = Callable[..., Play]


def test_what_keeps_it_from_opening_is_said_and_r_tries_again(
    by_hand: Make, steps: tuple[Step, ...]
) -> None:
    attempts = []

    def open_walkthrough() -> Walkthrough:
        attempts.append(1)
        if len(attempts) == 1:
            raise NoCredentials("Nobody is logged in here.")
        return by_hand()

    played = Play(open_walkthrough, steps).begin()
    assert played.view.failed
    assert played.view.awaited == (
        "Nobody is logged in here. Try again (r), or have everything checked (D)."
    )
    played.press("read-again")
    assert played.walkthrough.state.deployment is not None
    played.walkthrough.close()


def test_while_it_reads_r_says_so_and_begins_no_second_reading(play: Start) -> None:
    played = play()
    played.stage.holds.add("reading")
    played.press("read-again", "read-again")
    assert played.said == "Still reading."
    assert len(played.stage.held) == 1


def test_a_reading_that_was_stopped_or_failed_says_so(
    play: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play()

    def ends(error: Exception) -> Callable[..., None]:
        def read(*_: object, **__: object) -> None:
            raise error

        return read

    for error, said in (
        (Cancelled("x"), "Stopped before everything was read: read again (r)."),
        (BadInput("--pair is wrong."), "--pair is wrong."),
    ):
        monkeypatch.setattr(played.walkthrough.reader, "read", ends(error))
        played.press("read-again")
        assert played.stage.sentences[-1] == (said, "error")


def test_who_stops_a_reading_before_its_thread_has_begun_has_nothing_read(play: Start) -> None:
    played = play()
    before = played.walkthrough.state.reading
    played.stage.holds.add("reading")
    played.press("read-again")
    played.press("clear")
    played.stage.release()
    assert played.said.endswith("Stopped before everything was read: read again (r).")
    assert played.walkthrough.state.reading is before
    played.stage.holds.clear()
    played.press("read-again")
    assert played.walkthrough.state.reading == before
    assert played.said == "Both pools were read again: nothing changed."


def test_who_reads_again_hears_what_changed(by_hand: Make, steps: tuple[Step, ...]) -> None:
    walked = by_hand(reading({"CallbackURLs": ["https://a.example"]}, {"CallbackURLs": []}))
    played = Play(lambda: walked, steps).begin()
    assert played.said == ""
    played.press("read-again")
    assert played.said == "Both pools were read again: nothing changed."
    walked.made = reading({"CallbackURLs": ["https://a.example"]}, {"RefreshTokenValidity": 7})
    played.press("read-again")
    assert played.said.startswith("Both pools were read again: “")
    assert played.said.endswith(" changed.")
    walked.close()


@pytest.mark.parametrize("read_at", [datetime(2026, 1, 1, tzinfo=UTC), None])
def test_once_the_upgrade_is_ticked_what_was_read_before_is_read_again_by_itself(
    play: Start, read_at: datetime | None
) -> None:
    played = play()
    walked = played.walkthrough
    walked.checklist.tick("1a", "")
    walked.store.change(lambda state: replace(state, read_at=read_at))
    played.stand_on("1b")
    played.press("tick")
    assert played.said.startswith("Step 1b is done, you say.")
    again = played.said.endswith("Both pools were read again: nothing changed.")
    assert again is (read_at is not None)


def test_what_a_reading_says_in_its_end_replaces_no_answer_to_a_key(play: Start) -> None:
    made = reading()
    refused = Unread("ListIdentityProviders", "not allowed", pool=Role.OLD)
    played = play(replace(made, old=replace(made.old, providers=refused)))
    played.stage.holds.add("reading")
    played.press("read-again")
    assert played.said == ""
    played.press("only-differences")
    played.stage.release()
    assert played.stage.look == "warning"
    assert played.said.startswith("Only differences are shown. Could not be read: ")


def test_what_could_not_be_read_is_named(play: Start) -> None:
    made = reading()
    refused = Unread("ListIdentityProviders", "not allowed", pool=Role.OLD)
    played = play(replace(made, old=replace(made.old, providers=refused)))
    assert played.stage.look == "warning"
    assert played.said.startswith("Could not be read: ListIdentityProviders of the old pool.")


def test_read_only_is_said_once_the_deployment_is_known(play: Start) -> None:
    played = play(read_only=True)
    assert ("Read-only was asked for: start without --read-only to write.", "warning") in (
        played.stage.sentences
    )


class AtOnce(Play):
    """A person who answers every question at once."""

    answer: str | None = None
    titles: list[str]

    def begin(self) -> Play:
        self.titles = []

        def ask(dialog: TextQuestion, answered: Callable[[str | None], None]) -> None:
            self.titles.append(dialog._title_text)
            answered(self.answer)

        self.stage.ask = ask  # type: ignore[method-assign,assignment]
        return super().begin()


@pytest.mark.parametrize("code", ["123456", None])
def test_an_mfa_code_is_asked_for_and_who_leaves_it_can_try_again(
    by_hand: Make, steps: tuple[Step, ...], code: str | None
) -> None:
    given: list[str] = []

    class Guarded(ByHand):
        def connect(
            self, ask_mfa_code: Callable[[str], str] | None = None, stopped: Event | None = None
        ) -> Deployment:
            assert ask_mfa_code is not None
            given.append(ask_mfa_code("mfa/alice"))
            return super().connect()

    made = by_hand()
    played = AtOnce(lambda: Guarded(made.state.request, steps, made.made), steps)
    played.answer = code
    played.begin()
    assert played.titles == ["MFA code of mfa/alice"]
    if code:
        assert given == [code]
        played.walkthrough.close()
    else:
        assert played.view.failed
        assert "Try again (r)" in played.view.awaited


# --- where the cursor starts ----------------------------------------------------------------------
def test_the_cursor_starts_at_what_is_next(play: Start) -> None:
    played = play()
    thing = played.handlers.shown.next_thing()
    assert thing is not None
    assert (played.view.step, thing.parts[0]) == (thing.step, "notes")
    assert (played.view.pane, played.view.guide_row) == (Pane.GUIDE, "")


def test_with_the_upgrade_behind_it_the_cursor_starts_on_the_first_setting_to_do(
    by_hand: Make, steps: tuple[Step, ...]
) -> None:
    before = by_hand()
    before.connect()
    for step in ("1a", "1b", EFFECTS):
        before.checklist.tick(step, "")
    before.close()
    played = Play(by_hand, steps).begin()
    assert (played.view.step, played.view.row) == ("2", "2/-/Domain")
    assert played.view.pane is Pane.SETTINGS
    played.walkthrough.close()


def test_the_cursor_starts_where_the_person_was_the_last_time(
    by_hand: Make, steps: tuple[Step, ...]
) -> None:
    before = by_hand()
    before.connect()
    before.place.remember("4", "")
    before.place.finish()
    before.close()
    played = Play(by_hand, steps).begin()
    first = next(row for step, row in played.handlers.shown.differences() if step == "4")
    assert (played.view.step, played.view.row, played.view.pane) == ("4", first, Pane.SETTINGS)
    played.walkthrough.close()


def test_who_moved_meanwhile_stays_there(by_hand: Make, steps: tuple[Step, ...]) -> None:
    played = Play(by_hand, steps)
    played.stage.holds.add("reading")
    played.begin()
    played.stand_on("5")
    played.stage.release()
    assert played.view.step == "5"
    assert played.view.placed
    played.walkthrough.close()
