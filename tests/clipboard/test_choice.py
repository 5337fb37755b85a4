"""Which road is chosen, and what is said of those that were not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.clipboard.choice import MOSH_LIMIT, Choice, choose, obstacle
from tui.clipboard.road import AUTO, SETTINGS, THROUGH_THE_TERMINAL, Road
from tui.clipboard.surroundings import Around
from tui.clipboard.tmux import Tmux

AT_HOME = Around(desktop=True, term="xterm-256color")
OVER_SSH = Around(ssh=True, term="xterm-256color", host="192.0.2.1")
IN_TMUX = replace(
    OVER_SSH, multiplexer="tmux", tmux=Tmux("/dev/pts/1", 7, "xterm-256color", has_clipboard=True)
)
IN_SCREEN = replace(OVER_SSH, multiplexer="screen", term="screen-256color")

around = st.builds(
    Around,
    multiplexer=st.sampled_from(["", "tmux", "screen"]),
    tmux=st.none() | st.builds(Tmux, client=st.sampled_from(["", "/dev/pts/1"])),
    term=st.sampled_from(["", "xterm-256color", "linux", "vt100", "tmux-256color"]),
    program=st.sampled_from(["", "Apple_Terminal", "iTerm2"]),
    host=st.just(""),
)


def why_not(choice: Choice, road: Road) -> str:
    return next(passed.why for passed in choice.passed_over if passed.road is road)


@pytest.mark.parametrize(
    ("facts", "road"),
    [
        (IN_TMUX, Road.TMUX),
        (replace(IN_TMUX, desktop=True, ssh=False), Road.TMUX),
        (IN_SCREEN, Road.SCREEN),
        (OVER_SSH, Road.OSC52),
        (replace(OVER_SSH, desktop=True), Road.OSC52),
        (AT_HOME, Road.NATIVE),
        (replace(AT_HOME, desktop=False), Road.OSC52),
    ],
)
def test_the_road_follows_from_what_stands_between(facts: Around, road: Road) -> None:
    assert choose(facts).road is road


@pytest.mark.parametrize(
    "facts", [replace(OVER_SSH, term="linux"), replace(OVER_SSH, program="Apple_Terminal")]
)
def test_a_terminal_without_a_clipboard_is_sent_nothing(facts: Around) -> None:
    assert choose(facts).road not in THROUGH_THE_TERMINAL


def test_a_tmux_that_knows_no_clipboard_names_the_line_that_tells_it_so() -> None:
    deaf = replace(IN_TMUX, tmux=Tmux("/dev/pts/1", 7, "alacritty"))
    choice = choose(deaf)
    assert choice.road not in THROUGH_THE_TERMINAL
    assert "set -as terminal-features ',alacritty:clipboard'" in why_not(choice, Road.TMUX)
    assert (
        choose(replace(IN_TMUX, tmux=Tmux("/dev/pts/1", 7, "alacritty", passes_through=True))).road
        is Road.TMUX
    )


@pytest.mark.parametrize("asked", [None, Tmux()])
def test_a_tmux_that_nobody_looks_at_or_that_is_silent_is_passed_over(asked: Tmux | None) -> None:
    choice = choose(replace(IN_TMUX, tmux=asked))
    assert choice.road not in THROUGH_THE_TERMINAL
    assert why_not(choice, Road.TMUX)


@pytest.mark.parametrize("facts", [OVER_SSH, IN_TMUX, IN_SCREEN])
def test_mosh_has_a_limit_and_what_is_longer_goes_another_way(facts: Around) -> None:
    over_mosh = replace(facts, mosh=True)
    assert choose(over_mosh, size=MOSH_LIMIT) == replace(
        choose(facts), limit=MOSH_LIMIT, passed_over=choose(over_mosh).passed_over
    )
    longer = choose(over_mosh, size=MOSH_LIMIT + 1)
    assert longer.road not in THROUGH_THE_TERMINAL
    assert "12,281 bytes are more than mosh carries (12,280)" in why_not(longer, choose(facts).road)


def test_a_road_by_which_the_word_did_not_arrive_is_not_taken_again() -> None:
    choice = choose(OVER_SSH, remembered={Road.OSC52: False})
    assert choice.road is not Road.OSC52
    assert "self-test" in why_not(choice, Road.OSC52)


def test_a_road_by_which_the_word_arrived_comes_first_unless_it_cannot_lead_there() -> None:
    assert choose(AT_HOME, remembered={Road.OSC52: True}).road is Road.OSC52
    assert choose(AT_HOME, remembered={Road.TMUX: True}).road is Road.NATIVE


@given(around, st.sampled_from([setting for setting in SETTINGS if setting != AUTO]))
def test_the_setting_overrules_everything(facts: Around, setting: str) -> None:
    choice = choose(facts, setting, {Road(setting): False})
    assert choice.road == setting
    assert setting in choice.why


@given(
    around,
    st.dictionaries(st.sampled_from(list(Road)), st.booleans()),
    st.integers(0, 100_000),
    st.data(),
)
def test_a_road_that_is_chosen_is_open_and_one_that_is_passed_over_says_why(
    facts: Around, remembered: dict[Road, bool], size: int, data: st.DataObject
) -> None:
    failed = data.draw(st.dictionaries(st.sampled_from(list(Road)), st.just("it failed")))
    choice = choose(facts, AUTO, remembered, size, failed)
    assert not obstacle(facts, choice.road, size)
    assert choice.road is Road.NONE or choice.road not in failed
    assert choice.road is Road.NONE or remembered.get(choice.road) is not False
    assert all(passed.why for passed in choice.passed_over)
    assert choice.why
