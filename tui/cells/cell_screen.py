"""Text for a terminal in, less text with the same effect out."""

from collections.abc import Callable
from re import Match
from typing import Final

from tui.cells.cell_looks import Looks
from tui.cells.controls import ERASING, obey
from tui.cells.output_tokens import (
    BEGUN,
    RESET,
    STRANGE,
    TOKEN,
    is_other_screen,
    is_silent_command,
    is_silent_control,
    is_silent_string,
)
from tui.cells.program_output import Picture
from tui.cells.terminal_output import Terminal

# Modes: whether the terminal breaks a line that is too long, and whether it waits for the end of
# what is painted before it shows it.
_BREAKING: Final = "7"
_FRAMES: Final = "2026"


class CellScreen:
    """Stands between a program and its terminal, from when the program takes the terminal.

    What is not understood passes unchanged. Then nothing is known of the terminal any more, and all
    passes until the program has switched every attribute off and said where it writes. All passes
    too while the terminal breaks lines by itself: it joins them again where they are selected, and
    for that it has to get them as they are.

    `erases_in_colour` says whether the terminal gives erased cells the colour of the background
    ("bce" in terminfo), `erases_characters` whether it knows a sequence for some alone ("ech").
    """

    def __init__(
        self,
        columns: int,
        rows: int,
        *,
        erases_in_colour: bool = False,
        erases_characters: bool = False,
    ) -> None:
        looks = Looks()
        self._looks = looks
        self._picture = Picture(columns, rows, looks)
        self._terminal = Terminal(
            columns,
            rows,
            looks,
            erases_in_colour=erases_in_colour,
            erases_characters=erases_characters,
        )
        self._begun = ""  # a piece whose rest has not come yet
        self._breaks_lines = True
        self._strange = False  # what follows may mean something else than it usually does
        self._forgotten = False
        self._takers: dict[str | None, Callable[[Match[str]], None]] = {
            "styled": self._take_styled,
            "once": self._take_styled,
            "place": self._take_place,
            "text": lambda piece: self._write(piece[0]),
            "control": self._take_control,
            "link": self._take_link,
            "command": self._take_command,
            "device": self._take_device_string,
            "start": self._take_return,
            "silent": lambda piece: self._pass(piece[0]),
            "other": self._take_other,
        }

    def take(self, text: str) -> str:
        """What to send instead of a text."""
        if self._forgotten:
            self._forgotten = False
            self._terminal.forget()
            self._picture.changed.update(range(self._picture.grid.rows))
        elif self._looks.full:
            self._forget_looks()
        text, self._begun = self._begun + text, ""
        for piece in TOKEN.finditer(text):
            self._takers[piece.lastgroup](piece)
            if self._begun:
                break
        self._settle()
        return self._terminal.taken()

    def forget(self) -> None:
        """The terminal may show anything by now: the next text brings the whole picture with it.

        It can be called from any thread.
        """
        self._forgotten = True

    def resize(self, columns: int, rows: int) -> None:
        """The screen has this size now. If it is another one, nothing is known of its cells."""
        if (columns, rows) != (self._picture.grid.columns, self._picture.grid.rows):
            self._picture.resize(columns, rows)
            self._terminal.resize(columns, rows)

    # --- what is known, and what is sent ---------------------------------------------------------
    @property
    def _is_lost(self) -> bool:
        """Whether all passes unchanged for now."""
        picture = self._picture
        return self._breaks_lines or self._strange or picture.look is None or picture.place is None

    def _settle(self) -> None:
        """Send what is missing for the terminal to be as the program believes it to be."""
        picture, terminal = self._picture, self._terminal
        grid = picture.grid
        changed = sorted(picture.changed)
        terminal.paint(((row, grid.glyphs[row], grid.looks[row]) for row in changed), picture.place)
        picture.changed.clear()
        if (look := picture.shown_look) is not None:
            terminal.use(look)
        if picture.place is not None and picture.place != terminal.place:
            terminal.go(picture.place)

    def _keep_up(self) -> None:
        """The terminal took what passed as the program meant it."""
        self._terminal.look, self._terminal.place = self._picture.shown_look, self._picture.place

    def _do(self, text: str, change: Callable[[], bool]) -> None:
        """Change the picture as a text says. It passes if all does, or if it is not understood."""
        if lost := self._is_lost:
            self._pass(text)
        if not change():
            if not lost:
                self._pass(text)
            self._lose(text)
        elif lost:
            self._keep_up()

    def _pass(self, text: str, *, harmless: bool = True) -> None:
        """Send a text unchanged, in its turn."""
        self._settle()
        self._terminal.send(text)
        if not harmless:
            self._lose(text)

    def _lose(self, text: str = "") -> None:
        """Nothing is known any more, since this text passed."""
        self._picture.look = None
        self._forget_cells()
        if RESET.fullmatch(text):
            self._strange, self._breaks_lines = False, True
        elif STRANGE.fullmatch(text):
            self._strange = True

    def _forget_cells(self) -> None:
        self._picture.forget()
        self._terminal.grid.forget()
        self._keep_up()

    def _forget_looks(self) -> None:
        """A program that paints in thousands of looks: their numbers begin anew."""
        kept = self._picture.look
        number = self._looks.begin_anew(kept)
        self._picture.look = None if kept is None else number
        self._picture.grid.forget()
        self._picture.changed.clear()
        self._terminal.grid.forget()
        self._terminal.look = None

    # --- the pieces ------------------------------------------------------------------------------
    def _take_styled(self, piece: Match[str]) -> None:
        parameters, text = piece["rendition"], piece["styled"]
        self._do(f"\x1b[{parameters}m", lambda: self._picture.select(parameters))
        if text:
            self._write(text)
        if once := piece["once"]:
            self._do(once, lambda: self._picture.select(""))

    def _write(self, text: str) -> None:
        if not self._is_lost:
            if self._picture.write(text):
                return
            # Only what has a cell of its own lands in the last one wherever the cursor is behind
            # it: a mark goes over the cell to the left of where the terminal believes to be.
            if (marks := self._picture.marks_before(text)) and self._picture.write(marks):
                text = text.removeprefix(marks)
        self._pass(text)
        self._forget_cells()

    def _take_place(self, piece: Match[str]) -> None:
        row, column = int(piece["row"] or 1), int(piece["column"] or 1)
        text = piece[0]
        if text[0] == "\n":
            text = text[1:]
            if self._is_lost or self._picture.is_in_last_row:
                self._end_line()
        self._do(text, lambda: self._picture.go(max(row, 1) - 1, max(column, 1) - 1))

    def _end_line(self) -> None:
        """To the next row, in the same column or the first: as the line to the terminal is set."""
        scrolls = self._is_lost or self._picture.is_in_last_row
        self._pass("\n")
        self._picture.place = None
        if scrolls:
            self._forget_cells()
        self._keep_up()

    def _take_control(self, piece: Match[str]) -> None:
        text, parameters, control = piece[0], piece["parameters"], piece["control"]
        if is_silent_control(parameters, control):
            self._pass(text)
        elif control in {"h", "l"} and parameters.startswith("?"):
            for mode in parameters[1:].split(";"):
                self._switch(f"\x1b[?{mode}{control}", mode, control)
        elif self._is_lost and control in ERASING:
            self._pass(text, harmless=False)
        else:
            self._do(text, lambda: obey(self._picture, parameters, control))

    def _switch(self, text: str, mode: str, control: str) -> None:
        if mode == _FRAMES:
            if control == "h":
                self._terminal.begin_frame(text)
            else:
                self._settle()
                self._terminal.end_frame(text)
        elif mode == _BREAKING:
            self._pass(text)
            self._breaks_lines = control == "h"
            if self._breaks_lines:
                self._forget_cells()
        elif is_other_screen(mode):
            self._pass(text)
            self._lose()
        else:
            self._pass(text, harmless=is_silent_control(f"?{mode}", control))

    def _take_link(self, piece: Match[str]) -> None:
        self._do(piece[0], lambda: self._picture.open_link(piece["link"]))

    def _take_command(self, piece: Match[str]) -> None:
        self._pass(piece[0], harmless=is_silent_command(piece["command"]))

    def _take_device_string(self, piece: Match[str]) -> None:
        self._pass(piece[0], harmless=is_silent_string(piece["device"]))

    def _take_return(self, piece: Match[str]) -> None:
        place = self._picture.place
        self._do(piece[0], lambda: place is None or self._picture.go(place[0], 0))

    def _take_other(self, piece: Match[str]) -> None:
        rest = piece.string[piece.start() :]
        if piece[0] == "\n":
            self._end_line()
        elif BEGUN.fullmatch(rest):
            self._begun = rest
        else:
            self._pass(piece[0], harmless=False)
