"""Every way out: a write under way is recorded first, the place is kept, questions are dropped."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import pytest

from migration.changes.write_report import Result, WriteReport
from migration.stacks.effects import Effects
from screens.walkthrough.leaving import CLOSE_SECONDS, INTERRUPTED, WRITE_SECONDS
from tests.practice_aws import HUNG
from tests.screens.conftest import ByHand, Run
from tests.screens.fake_stage import Play
from tui.terminal.job_control import NOBODY_WOULD
from widgets.panes.text_pane import TextPane

Make = Callable[..., Play]


def begin_a_write(played: Play) -> None:
    played.stage.holds.add("writing")
    written = WriteReport(applied=(Result("5/-/EmailSubject"),))
    played.handlers.writing.begin("applying 5", lambda _, __: written, lambda _: None)


def test_without_a_write_it_closes_and_ends_with_zero(play: Make) -> None:
    played = play()
    played.press("quit")
    assert played.terminal.codes == [0]


def test_a_write_under_way_is_recorded_first(play: Make) -> None:
    played = play()
    begin_a_write(played)
    played.press("quit")
    assert played.said == "Still applying 5: leaving as soon as it is recorded."
    assert played.terminal.codes == []
    played.stage.release()
    assert played.terminal.codes == [0]


def test_whoever_is_ended_from_outside_waits_for_a_write_no_longer_than_that(play: Make) -> None:
    played = play()
    begin_a_write(played)
    played.stage.holds.add("closing")
    played.handlers.leaving.leave_soon()
    played.handlers.leaving.leave_soon()
    assert [timer.seconds for timer in played.stage.timers] == [WRITE_SECONDS]
    played.stage.pass_time()
    assert [timer.seconds for timer in played.stage.timers] == [CLOSE_SECONDS]
    played.stage.pass_time()
    assert played.terminal.codes == [INTERRUPTED]


def test_the_place_is_kept_for_the_next_start(play: Make) -> None:
    played = play()
    row = played.handlers.shown.differences()[0][1]
    played.stand_on("4", row)
    played.press("quit")
    again = play()
    assert (again.view.step, again.view.row) == ("4", row)


def test_before_the_cursor_was_placed_no_place_is_kept(play: Make) -> None:
    played = play()
    played.stand_on("5")
    played.views.show(replace(played.view, placed=False))
    played.press("quit")
    assert play().view.step != "5"


def test_leaving_drops_the_change_set_and_a_late_yes_does_nothing(play: Make) -> None:
    played = play()
    answers: list[bool] = []
    effects = Effects("stack", "us-east-1", "poolwalk-1", {"A": "b"}, ())

    def send(_: object, agree: Callable[[Effects], bool]) -> WriteReport:
        answers.append(agree(effects))
        return WriteReport()

    threads: list[Thread] = []

    def in_a_thread(doing: str, work: Callable[[], object], done: object) -> None:
        del doing, done
        threads.append(Thread(target=work, daemon=True))

    played.stage.run = in_a_thread  # type: ignore[method-assign]
    played.handlers.writing.begin("applying 6", send, lambda _: None)
    asked = Asked(played)
    threads[0].start()
    asked.wait()
    assert played.stage.title().startswith("Execute this change set? stack, us-east-1")
    played.press("quit")
    threads[0].join(HUNG)
    assert answers == [False]
    played.stage.answer(True)
    assert answers == [False]


class Asked:
    """Waits until a dialog is open, whichever thread opened it."""

    def __init__(self, played: Play) -> None:
        from threading import Event

        self._open = Event()
        ask = played.stage.ask

        def asking(*given: object) -> None:
            ask(*given)  # type: ignore[arg-type]
            self._open.set()

        played.stage.ask = asking  # type: ignore[method-assign,assignment]

    def wait(self) -> None:
        assert self._open.wait(HUNG)


@pytest.mark.parametrize("can", [True, False])
async def test_ctrl_z_stands_among_the_keys_where_it_can_be(
    run: Run, by_hand: Callable[..., ByHand], monkeypatch: pytest.MonkeyPatch, can: bool
) -> None:
    async with run(by_hand) as running:
        stopped: list[str] = []
        monkeypatch.setattr(running.app, "action_suspend_process", lambda: stopped.append("!"))
        monkeypatch.setattr(running.app._terminal, "can_suspend", lambda: can)
        running.command("suspend")
        assert bool(stopped) is can
        assert (running.said == NOBODY_WOULD) is not can
        running.command("show-keys")
        await running.pilot.pause()
        await running.pilot.press("end")
        pane = running.app.screen.query_one(TextPane)
        assert any("Ctrl-Z" in line.text for line in pane.lines) is can
