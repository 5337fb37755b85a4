"""What a terminal shows of a text, and what a pipe gets of it."""

import io

import pytest

from tui.command_line.terminal_text import broken, coloured, for_terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_line_is_broken_at_words_below_its_own_text() -> None:
    line = "      + callback URLs: com.acme.home://success, which is one of several"
    assert list(broken(line, 50)) == [
        "      + callback URLs: com.acme.home://success,",
        "        which is one of several",
    ]


def test_a_long_word_and_the_blanks_of_a_table_stay() -> None:
    address = "https://" + "a" * 70
    assert list(broken(f"  at {address} now", 50)) == ["  at", f"  {address}", "  now"]
    assert list(broken("name      value     from here", 50)) == ["name      value     from here"]


def test_a_wide_character_counts_for_two() -> None:
    assert next(broken("日本 " * 14, 40)) == ("日本 " * 8).rstrip()


def test_marks_and_what_is_next_have_a_colour() -> None:
    assert coloured("  ✓ done") == "  \x1b[32m✓\x1b[0m done"
    assert coloured("Next: tick it (1a).") == "\x1b[1mNext:\x1b[0m tick it (1a)."
    assert coloured("✓done and 3 + 4") == "✓done and 3 + 4"


def test_a_pipe_gets_every_line_whole_and_no_colour() -> None:
    text = "✓ " + "word " * 40
    assert for_terminal(text, io.StringIO()) == text
    assert for_terminal(text, Terminal()) != text


def test_json_stays_json_on_a_terminal() -> None:
    text = '{"a": "' + "word " * 40 + '"}'
    assert for_terminal(text, Terminal()) == text


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b" not in for_terminal("✓ done", Terminal())
