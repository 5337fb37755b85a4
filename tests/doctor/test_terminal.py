"""What the doctor says of a terminal: three verdicts, and one setting to change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.doctor.check import Check, DoctorVerdict
from tui.clipboard.road import Road
from tui.clipboard.surroundings import Around
from tui.clipboard.tested_road import remember
from tui.clipboard.tmux import Tmux
from tui.doctor import terminal
from tui.doctor.known_terminals import known_as, name_of
from tui.doctor.multiplexer import Multiplexer
from tui.doctor.queries import Answers, understood
from tui.doctor.self_test import SelfTest

SSH = Around(ssh=True, term="xterm-256color")
IN_TMUX = Tmux("/dev/pts/7", 0, "xterm-256color", has_clipboard=True)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The terminal's checks by their names, for given surroundings.

    It looks as if the program ran on a terminal.
    """

    def look(
        around: Around,
        multiplexer: Multiplexer | None = None,
        environment: dict[str, str] | None = None,
        **given: Any,
    ) -> Any:
        monkeypatch.setattr(terminal, "look", lambda _: around)
        monkeypatch.setattr(
            terminal, "ask_the_multiplexer", lambda *_: multiplexer or Multiplexer()
        )
        monkeypatch.setattr(terminal, "descriptor", lambda: 0)
        checks = terminal.look_at_the_terminal(
            {"TERM": around.term, **(environment or {})}, folder=tmp_path, **given
        )
        return {check.name: check for check in checks}

    return look


def test_whether_a_value_arrives_is_not_known_before_the_self_test_and_known_after(
    looked: Any, tmp_path: Path
) -> None:
    before: Check = looked(SSH)["clipboard"]
    assert (before.verdict, before.reason.startswith("osc52: ")) == (DoctorVerdict.UNKNOWN, True)
    remember(tmp_path, SSH, Road.OSC52, arrived=True)
    assert looked(SSH)["clipboard"].verdict is DoctorVerdict.PASSED
    remember(tmp_path, SSH, Road.OSC52, arrived=False)
    after: Check = looked(SSH)["clipboard"]
    assert (after.verdict, after.fails) == (DoctorVerdict.FAILED, False)
    assert "did not arrive by it" in after.evidence


@pytest.mark.parametrize(
    ("environment", "said", "setting"),
    [
        (
            {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5"},
            "",
            "Applications in terminal may access clipboard",
        ),
        (
            {"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.5.2"},
            "",
            "Applications in terminal may access clipboard",
        ),
        ({"XTERM_VERSION": "XTerm(379)"}, "", "disallowedWindowOps"),
        ({}, "XTerm(390)", "disallowedWindowOps"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "", "Terminal.app never takes it"),
        ({}, "kitty(0.31.0)", "sends a word that you paste back"),
        ({}, "", "sends a word that you paste back"),
    ],
)
def test_the_one_setting_to_change_is_named(
    looked: Any, environment: dict[str, str], said: str, setting: str
) -> None:
    program = environment.get("LC_TERMINAL", "") or environment.get("TERM_PROGRAM", "")
    around = Around(ssh=True, term="xterm-256color", program=program)
    checks = looked(around, environment=environment, answers=Answers(said, answered=bool(said)))
    assert setting in checks["clipboard"].advice


def test_a_tmux_that_knows_no_clipboard_is_told_its_line(looked: Any) -> None:
    without = Around("tmux", Tmux("/dev/pts/7", 0, "foot"), ssh=True, term="tmux-256color")
    checks = looked(without, Multiplexer("3.3a", "", "set-clipboard external"))
    assert checks["multiplexer"].verdict is DoctorVerdict.FAILED
    assert "set -as terminal-features ',foot:clipboard'" in checks["multiplexer"].advice
    assert "set -as terminal-features ',foot:clipboard'" in checks["clipboard"].advice
    with_it = Around("tmux", IN_TMUX, ssh=True, term="tmux-256color")
    assert looked(with_it, Multiplexer("3.3a"))["multiplexer"].verdict is DoctorVerdict.PASSED


def test_inside_a_multiplexer_only_what_it_says_names_the_terminal() -> None:
    stale = {"TERM_PROGRAM": "iTerm.app", "KITTY_WINDOW_ID": "1"}
    inside = Around("tmux", IN_TMUX, term="tmux-256color")
    assert name_of(stale, inside, "tmux 3.3a", "XTerm(379)") == "XTerm(379)"
    assert name_of(stale, inside) == ""
    assert name_of({"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, SSH) == ""


def test_mosh_is_told_its_limit(looked: Any) -> None:
    assert (
        "12,280 bytes"
        in looked(Around(mosh=True, ssh=True, term="xterm-256color"))["clipboard-limit"].evidence
    )


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"COLORTERM": "truecolor"}, "All"),
        ({}, "256"),
        ({"TERM": "linux"}, "16, as TERM=linux says"),
        ({"NO_COLOR": "1"}, "none is used: NO_COLOR is set"),
    ],
)
def test_colours_are_told_and_nothing_fails_by_them(
    looked: Any, environment: dict[str, str], told: str
) -> None:
    check = looked(SSH, environment=environment)["colours"]
    assert (check.verdict, told in check.evidence) == (DoctorVerdict.PASSED, True)


def test_a_terminal_that_cannot_place_its_cursor_fails(looked: Any) -> None:
    assert looked(Around(term="dumb"))["terminal"].fails


def test_what_is_skipped_is_not_looked_at(looked: Any) -> None:
    assert looked(SSH, skip=["terminal"]) == {}
    # "terminal" names the whole group as well as the check.
    assert list(looked(SSH, skip=["clipboard", "size"])) == [
        "terminal",
        "multiplexer",
        "clipboard-limit",
        "colours",
        "utf-8",
    ]


def test_the_answer_to_both_questions_is_understood() -> None:
    heard = understood(b"typed\x1bP>|foot(1.16.2)\x1b\\\x1b[?62;4;22;52c")
    assert heard == Answers("foot(1.16.2)", frozenset({62, 4, 22, 52}), answered=True)


@given(st.binary(max_size=200))
def test_no_answer_whatever_brings_it_down(heard: bytes) -> None:
    said = understood(heard)
    assert said.answered or not said.features


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("XTerm(379)", "xterm"),
        ("iTerm2 3.5", "iTerm2"),
        ("WezTerm 2024", "WezTerm"),
        ("what", None),
    ],
)
def test_terminals_are_known_by_how_their_names_begin(name: str, known: str | None) -> None:
    found = known_as(name, "xterm-256color")
    assert (found.name if found else None) == known


def test_a_word_that_does_not_arrive_gives_the_next_road_its_turn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tui.doctor.self_test.look", lambda _: SSH)
    monkeypatch.setattr("tui.clipboard.clipboard.look", lambda *_: SSH)
    written: list[str] = []
    test = SelfTest(written.append, {}, folder=tmp_path)
    assert test.send() is not None
    first, road = test.word, test.road
    assert not test.answer("something else")
    assert test.send() is None
    assert (road, test.road) == (Road.OSC52, Road.NONE)

    again = SelfTest(written.append, {}, folder=tmp_path)
    assert again.send() is not None
    assert again.word != first
    assert again.answer(f"  {again.word}\n")
    assert len(written) == 2


def test_an_answer_that_cannot_be_kept_is_said_and_still_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("")
    monkeypatch.setattr("tui.doctor.self_test.look", lambda _: SSH)
    monkeypatch.setattr("tui.clipboard.clipboard.look", lambda *_: SSH)
    test = SelfTest(lambda _: None, {}, folder=tmp_path / "state")
    test.send()
    assert test.answer(test.word)
    assert "could not be kept" in test.unkept
