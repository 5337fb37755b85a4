"""What Esc stops: one thing at a time, in one order."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from screens.walkthrough.escape_key import Stop, stop_first
from tests.screens.fake_stage import Play
from widgets.commands.situation import Pane


def test_the_first_that_is_there_is_stopped_and_nothing_else() -> None:
    stopped: list[str] = []
    there = {"a": False, "b": True, "c": True}
    stops = [
        Stop(what, lambda what=what: there[what], lambda what=what: stopped.append(what))  # type: ignore[misc]
        for what in there
    ]
    assert stop_first(stops)
    assert stopped == ["b"]
    there.update(b=False, c=False)
    assert not stop_first(stops)


@pytest.fixture
def everything(play: Callable[..., Play]) -> Play:
    """Everything that can be stopped is there at once."""
    played = play()
    played.stage.holds |= {"writing", "reading", "checking"}
    walkthrough = played.walkthrough
    waits = {"4": object()}
    checks = walkthrough.checks
    checks.waits = lambda: waits  # type: ignore[method-assign,assignment,return-value]
    checks.end_wait = lambda step: waits.pop(step, None)  # type: ignore[method-assign,assignment]
    played.stand_on("4", "4/-/row")
    played.handlers.writing.begin("applying 3 settings", lambda _, __: None, lambda _: None)  # type: ignore[arg-type,return-value]
    played.press("read-again")
    played.views.show(
        replace(
            played.view,
            pane=Pane.GUIDE,
            zoomed_from=Pane.GUIDE,
            checking=True,
            chosen_look=True,
            revealed="4/-/row",
        )
    )
    played.stage.say("Something was said.", "error")
    return played


def test_esc_goes_through_everything_in_order(everything: Play) -> None:
    played = everything
    order = [stop.what for stop in played.handlers.stops]
    assert order == [
        "checks",
        "writing",
        "reading",
        "waiting for this step",
        "a secret that is shown",
        "the tour",
        "the message",
        "the zoom",
        "what hides rows",
    ]

    order.remove("the tour")  # its own stop is not what is said here

    def left() -> list[str]:
        return [stop.what for stop in played.handlers.stops if stop.there()]

    assert left() == order
    played.press("clear")
    assert played.said == "Stopping."
    played.views.show(replace(played.view, checking=False))  # its run has ended
    assert left() == order[1:]
    played.press("clear")
    assert played.said == "Stopping: what was sent to AWS is finished and recorded first."
    played.views.show(replace(played.view, writing=""))
    played.press("clear")
    played.views.show(replace(played.view, reading=False))
    for rest in (order[4:], order[5:], order[6:], order[7:], []):
        played.press("clear")
        assert left() == rest
