"""A value alone on the screen, for the terminal's own selection.

It has no frame, the mouse is released, and we break no line. It is written past Textual, which
places each line of the screen by itself: here the terminal breaks a long line, and joins it again
when it is selected. The app has it painted whenever Textual would paint this screen.
"""

import re
from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.screen import Screen

from screens.dismissal import Dismissal
from widgets.text.plain_text import chop, cut, plain, plain_lines, wrap

# the terminal's own colours; it breaks lines; an empty screen
_BEGIN = "\x1b[0m\x1b[?7h\x1b[2J\x1b[H"
_END = "\x1b[?7l"  # as Textual has it
UNREACHED = "Your clipboard cannot be reached from here"
MORE_PARTS = 100_000  # than any value has
_NAMED = 3  # lines of what it is
CHOSEN = "Shown and not copied, since clipboard = show"


class SingleValueScreen(Screen[None]):
    """Shows a value until a key is pressed, and a secret for `seconds` at most (0: no limit).

    No key opened it but the yes to a secret, so that it takes none before typing rests
    (`tui.terminal.keyboard`). `write` reaches the terminal. What it is stands above it; `why` it
    is shown below it, in the beginning of a sentence.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q,ctrl+c,full_stop", "leave", "Back"),
        Binding("pagedown,space,n,down", "turn(1)", "Next part"),
        Binding("pageup,p,up", "turn(-1)", "Previous part"),
        Binding("home", "go_to(-1)", "First part"),
        Binding("end", f"go_to({MORE_PARTS})", "Last part"),
        Binding("ctrl+l", "paint", "Draw again"),
    ]

    def __init__(
        self,
        text: str,
        name: str,
        write: Callable[[str], None],
        seconds: int = 0,
        *,
        why: str = UNREACHED,
    ) -> None:
        super().__init__()
        self._text = text
        self._named = name
        self._write = write
        self._seconds = seconds
        self._why = why
        self._part = self._parts = 0
        self._remark = ""  # of a key that did nothing
        self._dismissal = Dismissal[None](self, self.dismiss)

    def on_mount(self) -> None:
        """A secret hides again by itself."""
        if self._seconds:
            self.set_timer(self._seconds, self.action_leave)

    def action_paint(self) -> None:
        """Write the value, and below it what it is."""
        if not self._is_seen():
            return
        width, height = self.size
        what_to_do = wrap(self._what_to_do(), max(width - 1, 1))
        room = max(width - 1, 1)
        named = wrap(plain(self._named), room)
        if len(named) > _NAMED:
            named[_NAMED - 1 :] = [cut(" ".join(named[_NAMED - 1 :]), room)]
        # what it is and the keys, and a row between each
        rows = max(height - 1 - len(named) - len(what_to_do) - 2, 1)
        shown = parts(self._text, width, rows)
        self._parts = len(shown)
        self._part = min(self._part, self._parts - 1)
        foot = [*what_to_do, self._foot(self._parts)][-height:]
        below = "".join(
            f"\x1b[{row};1H\x1b[2m{text}" for row, text in enumerate(foot, height - len(foot) + 1)
        )
        above = "\x1b[2m" + "\r\n".join(named) + "\x1b[0m\r\n\r\n"
        self._write(f"{_BEGIN}{above}{shown[self._part]}{below}\x1b[0m{_END}")

    def action_turn(self, by: int) -> None:
        """Show the next part of a value that is longer than the screen."""
        self.action_go_to(self._part + by)

    def action_go_to(self, part: int) -> None:
        """Show another part, or say that there is none."""
        there = min(max(part, 0), self._parts - 1)
        if there == self._part:
            which = "first" if part < there else "last"
            alone = self._parts == 1
            self.remark("All of it is here" if alone else f"This is the {which} part")
            return
        self._part, self._remark = there, ""
        self.action_paint()

    def remark(self, words: str) -> None:
        """Say in its last line that a key did nothing."""
        if words == self._remark:
            return
        self._remark = words
        if self._is_seen():  # painted anew, the value would lose what the mouse selected
            height = self.size.height
            last = self._foot(self._parts)
            self._write(f"\x1b[{height};1H\x1b[0m\x1b[2K\x1b[2m{last}\x1b[0m")

    def action_leave(self) -> None:
        """Back to where it was copied."""
        self._dismissal.with_answer(None)

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def _what_to_do(self) -> str:
        """Why it stands here, and what a person does with it."""
        # what a line is indented by is no part of a value
        shown = "\n".join(plain_lines(self._text))
        exact = shown == re.sub(r"^\t+", _spaces, self._text, flags=re.MULTILINE)
        what = (
            "select it here with the mouse, then press Enter"
            if exact
            else "do not use it: hidden characters in it are written as words"
        )
        return f"{self._why}: {what}."

    def _is_seen(self) -> bool:
        return self.app.screen is self and not self._dismissal.begun

    def _foot(self, number: int) -> str:
        """The last line: how to leave, the part, how long, and last what became of a key.

        Of what stands between, that leaves out what there is no room for.
        """
        words = ["Enter or . back"]
        if number > 1:
            words.append(f"part {self._part + 1} of {number} (PgDn, PgUp)")
        if self._seconds:
            words.append(f"hides after {self._seconds} s")
        room = max(self.size.width - 1, 1)
        if self._remark:
            while len(words) > 1 and cell_len(" | ".join([*words, self._remark])) > room:
                words.pop()
            words.append(self._remark)
        return cut(plain(" | ".join(words)), room)


def _spaces(tabs: re.Match[str]) -> str:
    return tabs[0].expandtabs(4)


def parts(text: str, width: int, rows: int) -> list[str]:
    """A text in parts that fill at most so many rows of a terminal that breaks lines itself."""
    pieces = [
        piece + ("\r\n" if last else "")
        for line in plain_lines(text)
        for pieces in [chop(line, width)]
        for last, piece in (
            (number == len(pieces), piece) for number, piece in enumerate(pieces, 1)
        )
    ]
    while len(pieces) > 1 and not pieces[-1].strip("\r\n"):  # nothing of it is selected there
        pieces.pop()
    found = ["".join(pieces[at : at + rows]) for at in range(0, len(pieces), rows)]
    return [part.removesuffix("\r\n") for part in found] or [""]
