"""What is next, by one key: there and done, with a dialog where something is asked."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from migration.guide.next_thing import NextKind, NextThing
from screens.dialogs.tick import TickDialog
from screens.walkthrough.cursor_target import CursorTarget, arrival, target_of
from screens.walkthrough.doing_next import too_soon
from tests.screens.fake_stage import Play
from widgets.commands.situation import Pane
from widgets.text.line import Line
from widgets.text.reading_progress import TEXT_BEGIN, TEXT_END, TextPlace, place_in_text
from widgets.text.step_page import value_address

Start = Callable[..., Play]


@pytest.fixture
def played(play: Start) -> Play:
    """The first thing is a tick; the key that does it is awake."""
    played = play()
    played.handlers.doing_next.told(played.handlers.shown.next_thing())
    played.stage.pass_time()
    return played


def thing(played: Play) -> NextThing:
    found = played.handlers.shown.next_thing()
    assert found is not None
    return found


def tick(played: Play) -> None:
    """Answer the dialog as its Enter does."""
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    played.stage.answer(dialog._keep("", ""))


def test_a_tick_is_asked_for_and_never_made_unasked(played: Play) -> None:
    played.press("do-next")
    assert isinstance(played.stage.dialog, TickDialog)
    assert (played.view.step, played.view.pane) == ("1a", Pane.GUIDE)
    assert thing(played).step == "1a"
    tick(played)
    assert thing(played).step == "1b"


def test_two_quick_presses_are_one_act_and_the_second_is_told(played: Play) -> None:
    played.press("do-next", "do-next")
    assert len(played.stage.dialogs) == 1
    assert played.stage.said == too_soon()


@pytest.mark.parametrize(("look", "after"), [("ok", ""), ("warning", "warning")])
def test_a_press_that_is_lost_is_told_before_what_the_one_before_brought(
    played: Play, look: str, after: str
) -> None:
    """Whoever pressed looks at the beginning; what went well is no mark of a press that did not."""
    played.stage.say("Applied 1 setting.", look)
    played.press("do-next", "do-next")
    assert played.stage.said == f"{too_soon()} Applied 1 setting."
    assert played.stage.look == after


def test_after_each_act_the_key_is_dead_until_the_new_line_was_seen_for_a_while(
    played: Play,
) -> None:
    played.press("do-next")
    tick(played)
    played.stage.pass_time()  # the pause after the press is over
    played.handlers.doing_next.told(thing(played))  # and now the new line is painted
    played.press("do-next")
    assert played.stage.dialogs == []
    played.stage.pass_time()
    played.press("do-next")
    assert len(played.stage.dialogs) == 1


def test_who_holds_the_key_down_does_nothing_until_it_is_let_go(played: Play) -> None:
    played.press("do-next")
    played.stage.answer(None)
    for _ in range(5):
        played.press("do-next")
    assert played.stage.dialogs == []
    assert played.stage.said == too_soon()  # once
    assert len([timer for timer in played.stage.timers if not timer.stopped]) == 1


def test_a_dialog_that_was_left_leaves_the_thing_next(played: Play) -> None:
    before = thing(played)
    played.press("do-next")
    played.stage.answer(None)
    assert thing(played) == before


def test_n_walks_over_what_can_be_done_and_N_goes_back(played: Play) -> None:  # noqa: N802
    things = played.handlers.shown.next_things()
    steps = list(dict.fromkeys(thing.step for thing in things))
    assert steps == ["1a", "1b", "effects", "2"]
    played.stand_on_guide("1a", "")
    places = []
    for _ in things:
        places.append((played.view.step, played.view.pane, played.view.address))
        played.press("next-thing")
    assert len(set(places)) == len(places)
    assert list(dict.fromkeys(step for step, _, _ in places)) == steps
    played.press("previous-thing")
    assert (played.view.step, played.view.pane, played.view.address) == places[-1]


def test_n_from_anywhere_goes_to_what_the_line_says_and_tells_where_nothing_shows_it(
    played: Play,
) -> None:
    played.stand_on("5")
    played.press("next-thing")
    assert played.view.step == thing(played).step == "1a"
    shown = played.handlers.shown
    reads = NextThing(NextKind.READ_AGAIN, "1a", "read both pools again", "read-again")
    shown.next_thing = lambda: reads  # type: ignore[method-assign]
    played.handlers.doing_next.told(reads)
    played.press("next-thing")
    assert (played.view.step, played.view.pane) == ("1a", Pane.STEPS)
    assert played.said == "Read both pools again: here, by r."
    played.press("next-thing")
    assert played.view.step != "1a" or played.view.pane is not Pane.STEPS


def test_while_something_is_written_what_is_next_is_to_wait(played: Play) -> None:
    before = thing(played)
    played.views.show(replace(played.view, writing="applying 1 setting"))
    assert (thing(played).kind, thing(played).command) == (NextKind.WAIT, "")
    played.views.show(replace(played.view, asked=True))  # CloudFormation's change set is there
    assert thing(played).text == "answer what is asked before it is written"
    played.views.show(replace(played.view, writing="", asked=False))
    assert thing(played) == before


def test_n_does_nothing_but_go(played: Play) -> None:
    before = played.walkthrough.state
    for _ in range(5):
        played.press("next-thing")
    assert played.walkthrough.state is before
    assert played.stage.dialogs == []


def test_a_value_that_is_copied_is_remembered_as_copied(played: Play) -> None:
    played.stand_on_guide("8a", "value:userPool")
    played.press("copy")
    assert played.terminal.copied[0][0] == "2"
    assert [mark[:2] for mark in played.walkthrough.state.held.copied] == [("8a", "userPool")]


def test_n_arrives_at_what_to_do_with_a_steps_first_value_and_goes_on_from_its_row(
    played: Play,
) -> None:
    derived = played.handlers.shown.derived()
    assert derived is not None
    known = [
        (summary.step.id, [value.field for value in page.values if value.value is not None])
        for summary in derived.summaries
        if (page := derived.page(summary.step.id)).values
    ]
    step, fields = next(found for found in known if len(found[1]) > 1)
    first, second = (
        NextThing(NextKind.COPY, step, "copy it", "copy", value=field) for field in fields[:2]
    )
    assert arrival(derived, first) == CursorTarget(step, Pane.GUIDE)
    assert arrival(derived, second) == target_of(derived, second)
    assert target_of(derived, first).row.endswith(fields[0])


@pytest.mark.parametrize(("asked", "waits"), [("1a", True), ("", True), ("3a", False)])
def test_nothing_is_to_be_ticked_while_it_is_asked_whether_it_is_so(
    played: Play, asked: str, *, waits: bool
) -> None:
    assert (thing(played).kind, thing(played).step) == (NextKind.TICK, "1a")
    played.views.show(replace(played.view, checking=True, checked_step=asked))
    kind = NextKind.WAIT if waits else NextKind.TICK
    assert (thing(played).kind, thing(played).step) == (kind, "1a")
    played.views.show(replace(played.view, checking=False))
    assert thing(played).kind is NextKind.TICK


def test_what_is_to_be_read_is_read_on_and_ticked_at_its_end_alone(
    played: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    played.walkthrough.checklist.tick("1a")
    played.walkthrough.checklist.tick("1b")
    played.walkthrough.reader.read()
    assert (thing(played).kind, thing(played).step) == (NextKind.READ, "effects")
    pages: list[int] = []
    monkeypatch.setattr(played.rows[Pane.GUIDE], "move_page", pages.append)

    def press(place: TextPlace) -> None:
        played.text_place = place
        played.stage.pass_time()
        played.press("do-next")

    press(TextPlace.NONE)
    assert played.view.guide_row == TEXT_BEGIN
    press(TextPlace.ELSEWHERE)  # the verdict above it was looked at meanwhile
    press(TextPlace.INSIDE)
    assert pages == [1]
    assert "effects" not in played.walkthrough.state.record.ticks
    press(TextPlace.END)
    assert "effects" in played.walkthrough.state.record.ticks
    assert played.said == "“Effects” is read as far as its mark, and ticked. Space takes it back."
    assert thing(played).step == "2"


@pytest.mark.parametrize(
    ("place", "said"),
    [(TextPlace.ELSEWHERE, "PgDn reads on"), (TextPlace.BEYOND, "the mark above: PgUp goes back")],
)
def test_the_key_that_ticks_leads_to_a_texts_mark_on_whichever_side_it_is(
    played: Play, place: TextPlace, said: str
) -> None:
    played.stand_on_guide("effects", "")
    played.text_place = place
    played.press("tick")
    assert said in played.said
    assert "effects" not in played.walkthrough.state.record.ticks


@pytest.mark.parametrize("stays", [True, False])
def test_whoever_stayed_at_the_end_of_a_text_and_goes_on_has_read_it(
    played: Play, stays: bool
) -> None:
    played.stand_on_guide("effects", "")
    played.text_place = TextPlace.END
    played.handlers.pages_to_read.end_shown("effects")
    if not stays:  # paged on
        played.text_place = TextPlace.ELSEWHERE
    played.stage.pass_time()
    assert "effects" not in played.walkthrough.state.record.ticks  # nobody's next key is another
    played.stand_on("2")
    assert ("effects" in played.walkthrough.state.record.ticks) is stays


def test_a_text_whose_tick_was_taken_back_is_ticked_by_a_key_alone(played: Play) -> None:
    played.stand_on_guide("effects", "")
    played.text_place = TextPlace.END
    played.press("tick", "tick")
    assert "effects" not in played.walkthrough.state.record.ticks
    played.handlers.pages_to_read.end_shown("effects")
    played.stage.pass_time()
    played.stand_on("2")
    assert "effects" not in played.walkthrough.state.record.ticks


def test_at_the_end_of_a_text_what_is_next_is_to_say_that_it_is_read(played: Play) -> None:
    played.walkthrough.checklist.tick("1a")
    played.walkthrough.checklist.tick("1b")
    played.walkthrough.reader.read()
    played.stand_on_guide("effects", "")
    assert thing(played).command == "page-down"
    assert not played.handlers.shown.situation().can_tick
    played.text_place = TextPlace.END
    assert thing(played).command == "tick"
    assert played.handlers.doing_next.is_here(thing(played))
    assert played.handlers.shown.situation().can_tick
    played.stand_on("5")  # from elsewhere it is to be read still
    played.text_place = TextPlace.NONE
    assert thing(played).command == "page-down"


def test_from_the_end_of_a_text_one_walks_on_to_what_comes_after_it(played: Play) -> None:
    played.walkthrough.checklist.tick("1a")
    played.walkthrough.checklist.tick("1b")
    played.walkthrough.reader.read()
    played.stand_on_guide("effects", TEXT_END)
    played.text_place = TextPlace.INSIDE
    played.press("next-thing")
    assert (played.view.step, played.view.guide_row) == ("effects", TEXT_BEGIN)
    played.stand_on_guide("effects", TEXT_END)
    played.text_place = TextPlace.END
    played.press("next-thing")
    assert played.view.step == "2"
    assert "effects" not in played.walkthrough.state.record.ticks


@pytest.mark.parametrize(
    ("top", "place"),
    [(0, "ELSEWHERE"), (3, "INSIDE"), (5, "INSIDE"), (7, "END"), (10, "END"), (11, "BEYOND")],
)
def test_the_end_of_a_text_counts_where_its_last_line_is_seen(top: int, place: str) -> None:
    rows = {6: TEXT_BEGIN, 9: TEXT_END, 10: TEXT_END}
    lines = [Line(row=rows.get(number, "")) for number in range(20)]
    assert place_in_text(lines, top, 4) is TextPlace[place]
    assert place_in_text(lines[:6], top, 4) is TextPlace.NONE


@pytest.mark.parametrize("next_field", [1, None])
def test_a_copy_leads_to_what_is_next_in_the_steps_text_and_two_quick_presses_are_one(
    played: Play, monkeypatch: pytest.MonkeyPatch, next_field: int | None
) -> None:
    derived = played.handlers.shown.derived()
    assert derived is not None
    pages = [derived.page(summary.step.id) for summary in derived.summaries]
    page = next(page for page in pages if sum(one.value is not None for one in page.values) > 1)
    step, known = page.summary.step.id, [one for one in page.values if one.value is not None]
    there = NextThing(NextKind.CHECK, step, "ask its check", "check-step")
    if next_field is not None:
        field = known[next_field].field
        there = NextThing(NextKind.COPY, step, "copy it", "copy", value=field)
    monkeypatch.setattr(played.handlers.shown, "next_thing", lambda: there)
    played.stand_on_guide(step, value_address(known[0]))
    played.press("copy", "copy")
    assert len(played.terminal.copied) == 1
    row = value_address(known[next_field]) if next_field is not None else ""
    assert (played.view.pane, played.view.guide_row) == (Pane.GUIDE, row)
    played.stage.pass_time()
    played.press("copy")
    assert len(played.terminal.copied) == (1 if next_field is None else 2)
