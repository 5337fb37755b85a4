"""Which road a value takes to the clipboard, and what is said of it."""

import sys
import threading
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import clipboard
from tui.clipboard import HERE, SENT, Clipboard, osc52, screen_wrapped


class Pyperclip(ModuleType):
    """The library, with a desktop that takes text, refuses it, or hangs."""

    class PyperclipException(RuntimeError):
        pass

    def __init__(self, *, works: bool = True, hangs: bool = False) -> None:
        super().__init__("pyperclip")
        self.held: list[str] = []
        self.asked = False
        self._works, self._hangs = works, hangs

    def determine_clipboard(self) -> tuple[object, object]:
        self.asked = True
        if self._hangs:
            threading.Event().wait()
        return self.held.append, (lambda: "") if self._works else None


@pytest.fixture
def written() -> list[str]:
    return []


def desktop(monkeypatch: pytest.MonkeyPatch, **how: bool) -> Pyperclip:
    module = Pyperclip(**how)
    monkeypatch.setitem(sys.modules, "pyperclip", module)
    monkeypatch.setattr(clipboard, "_SECONDS", 0.3)
    return module


def test_on_this_machine_the_desktops_clipboard_is_used(monkeypatch: pytest.MonkeyPatch, written: list[str]) -> None:
    module = desktop(monkeypatch)
    assert Clipboard(written.append, {}).send("value") == HERE
    assert (module.held, written) == (["value"], [])


@pytest.mark.parametrize("how", [{"works": False}, {"hangs": True}])
def test_where_the_desktop_has_none_or_hangs_the_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, written: list[str], how: dict[str, bool]
) -> None:
    module = desktop(monkeypatch, **how)
    assert Clipboard(written.append, {}).send("value") == SENT
    assert (module.held, written) == ([], [osc52("value")])


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_the_servers_clipboard_is_left_alone(monkeypatch: pytest.MonkeyPatch, written: list[str], name: str) -> None:
    module = desktop(monkeypatch)
    assert Clipboard(written.append, {name: "x"}).send("value") == SENT
    assert not module.asked
    assert written == [osc52("value")]


def test_in_a_tmux_that_does_not_answer_both_forms_are_written(monkeypatch: pytest.MonkeyPatch, written: list[str]) -> None:
    monkeypatch.setattr(clipboard, "which", lambda _: None)
    assert Clipboard(written.append, {"TMUX": "/nowhere,1,0"}).send("value") == SENT
    assert written[0].startswith(osc52("value"))
    assert "\x1bPtmux;\x1b\x1b]52;c;" in written[0]


@given(st.text(max_size=2000))
def test_screen_gets_the_whole_sequence_in_pieces_that_it_takes(text: str) -> None:
    pieces = screen_wrapped(osc52(text)).split("\x1b\\")
    assert "".join(piece.removeprefix("\x1bP") for piece in pieces) == osc52(text)
    assert all(len(piece) <= 256 + 2 for piece in pieces)
