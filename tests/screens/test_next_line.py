"""The line that says what is next: what is said, and how it is done, at every width."""

import pytest
from rich.cells import cell_len

from migration.guide.next_thing import NextKind, NextThing
from widgets.panes.next_line import NextLine

KEYS = {"apply-step": "A", "tick": "Space", "do-next": "."}
THING = NextThing(
    NextKind.TICK, "1a", "tick Backend once “What to do” is done", "tick", brief="tick Backend"
)


def text(thing: NextThing, width: int, *, here: bool) -> str:
    shown = NextLine(KEYS, ".")
    shown._thing, shown._here = thing, here
    (only,) = shown.build(width)
    assert cell_len(only.text) == width
    return only.text


def test_its_own_key_and_the_one_that_does_it_are_two_ways_of_one_thing() -> None:
    said = text(THING, 80, here=True)
    assert said.startswith(" Next: tick Backend once “What to do” is done (1a)")
    assert said.endswith("  Space or . does it ")
    assert text(THING, 80, here=False).endswith("    . does it ")


def test_the_sentence_stays_where_it_is_when_the_cursor_comes() -> None:
    sentence = "tick Backend once “What to do” is done (1a)"
    places = [text(THING, 80, here=here).index(sentence) for here in (True, False)]
    assert places[0] == places[1]


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("width", [60, 70, 80, 120])
def test_how_it_is_done_is_said_however_long_the_thing_is(width: int, here: bool) -> None:
    long = NextThing(NextKind.APPLY, "4", "apply " + "callback " * 20, "apply-step")
    assert text(long, width, here=here).endswith(". does it ")
    assert "…" in text(long, width, here=here)


@pytest.mark.parametrize(
    ("width", "quoted"),
    [
        (60, "tick “A login at the new…” (3c)"),
        (80, "tick “A login at the new domain, in a test…” (3c)"),
        (92, "tick “A login at the new domain, in a test build (steps…” (3c)"),
    ],
)
def test_what_is_quoted_in_brief_has_the_room_that_there_is(width: int, quoted: str) -> None:
    part = "A login at the new domain, in a test build (steps 8a, 8b), ended in the new pool"
    brief = "tick “A login at the new…”"
    thing = NextThing(NextKind.TICK, "3c", f"tick “{part}” once that is so", "tick", brief=brief)
    said = text(thing, width, here=True)
    assert said.startswith(f" Next: {quoted} ")
    assert said.endswith(" Space or . does it ")


def test_what_is_quoted_and_has_room_is_not_cut() -> None:
    whole = "tick “Released on the App Store” if version 5.11 is your build"
    thing = NextThing(NextKind.TICK, "8b", whole, "tick", brief="tick “Released on the App…”")
    assert text(thing, 72, here=True).startswith(" Next: tick “Released on the App Store” (8b) ")


def test_a_narrow_line_says_the_thing_in_brief() -> None:
    said = text(THING, 60, here=True)
    assert " tick Backend (1a) " in said
    assert said.endswith("  Space or . does it ")
