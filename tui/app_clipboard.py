"""The app's part in copying.

The value goes on its way in a thread, a secret is counted down and taken back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.timer import Timer

from migration.secret import Secret
from screens.dialogs.single_value import CHOSEN, UNREACHED, SingleValueScreen
from screens.full_screen import redraw_whole
from tui.clipboard.clipboard import NOT_TAKEN_BACK, Clipboard, Sent
from tui.clipboard.countdown import left_in_words, next_change
from tui.clipboard.road import Road
from tui.terminal.driver import TerminalDriver
from widgets.panes.message_line import MessageLine
from widgets.text.plain_text import cut, cut_at_word, plain

_WORD_CELLS = 55  # of an address in the name of what was shown: its words are never cut
_BESIDE = 6  # cells of a line of messages beside its sentence


class AppClipboard:
    """Copies what a screen asks to be copied. `seconds`: after how long a secret is taken back.

    0 leaves it where it is. `write` reaches the terminal.
    """

    def __init__(
        self,
        app: App[None],
        write: Callable[[str], None],
        *,
        setting: str,
        seconds: int,
        folder: Path | None,
    ) -> None:
        self._app = app
        self._write = write
        self._clipboard = Clipboard(write, setting=setting, folder=folder, takes_back=seconds > 0)
        self._seconds = seconds
        self._why = CHOSEN if setting == Road.SHOW else UNREACHED
        self._until = 0.0
        self._ticking: Timer | None = None
        self._said = ""

    def send(self, text: Secret, name: str, *, secret: bool, arrived: Callable[[], None]) -> None:
        """Send a value on its way; the screen in front says which.

        `arrived` is called once the person has it.
        """

        def sending() -> None:
            sent = self._clipboard.send(text.reveal(), secret=secret)
            self._app.call_from_thread(self._sent, sent, text, name, secret, arrived)

        self._in_a_thread(sending)

    def take_back_secret(self) -> None:
        """Leave no secret on the person's clipboard, as far as that can be done.

        Once the app has ended.
        """
        self._clipboard.clear()

    def _in_a_thread(self, work: Callable[[], None]) -> None:
        self._app.run_worker(work, thread=True, group="clipboard", exit_on_error=False)

    def _sent(
        self, sent: Sent, text: Secret, name: str, secret: bool, arrived: Callable[[], None]
    ) -> None:
        if sent.sent:
            self._stop_counting()
        if sent.road is Road.SHOW and secret:
            self._ask_before_showing(text, name, arrived)
            return
        if sent.road is Road.SHOW:
            self._show_by_itself(text, name, secret=False)
            arrived()
        elif sent.sent or sent.road is Road.NONE:  # who wants no clipboard is not asked for ever
            arrived()
        for_how_long = ""
        if sent.taken_back and self._seconds:
            self._until = time.monotonic() + self._seconds
            self._tick()
            for_how_long = f", for {self._seconds} seconds"
        self._say(f"{sent.sentence}{for_how_long}: {name}", "ok" if sent.sent else "warning")

    def _say(self, sentence: str, look: str) -> None:
        say = getattr(self._app.screen, "say", None)
        if say is not None:
            say(sentence, look)
            self._said = sentence

    def _ask_before_showing(self, text: Secret, name: str, arrived: Callable[[], None]) -> None:
        """Nobody looks over a shoulder unasked."""
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._show_by_itself(text, name, secret=True)
                arrived()

        lines = [
            "Your clipboard cannot be reached from here: you copy it by hand.",
            "It is shown alone, over the whole screen.",
        ]
        dialog = ConfirmDialog(f"Show what is secret? {plain(name)}", lines, yes="Show it")
        self._app.push_screen(dialog, answered)

    def _show_by_itself(self, text: Secret, name: str, *, secret: bool) -> None:
        driver = self._app._driver
        if isinstance(driver, TerminalDriver):
            driver.release_mouse()

        def back(_: None) -> None:
            if isinstance(driver, TerminalDriver):
                driver.take_mouse()
                driver.forget_picture()
            redraw_whole(self._app.screen)
            words = [cut(word, _WORD_CELLS) for word in plain(name).split(" ")]
            room = self._app.size.width - _BESIDE  # a second line would be one of the steps'
            said = f"Shown: {' '.join(words)}"
            if cell_len(said) > room:  # half of a warning would say something else
                said = cut_at_word(said.partition(". ")[0], room)
            self._say(said, "ok")

        seconds = self._seconds if secret else 0
        screen = SingleValueScreen(text.reveal(), name, self._write, seconds, why=self._why)
        self._app.push_screen(screen, back)

    # --- a secret, until it is taken back ---------------------------------------------------------
    def _tick(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            self._stop_counting()
            self._in_a_thread(self._take_back)
            return
        self._show_left(left_in_words(left, self._seconds))
        self._ticking = self._app.set_timer(next_change(left, self._seconds), self._tick)

    def _stop_counting(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
            self._show_left("")

    def _lines(self) -> list[MessageLine]:
        stack: list[Any] = list(self._app.screen_stack)
        return [line for screen in stack for line in screen.query(MessageLine)]

    def _show_left(self, words: str) -> None:
        for line in self._lines():
            line.show_note(words)

    def _take_back(self) -> None:
        self._app.call_from_thread(partial(self._taken_back, self._clipboard.clear()))

    def _taken_back(self, sentence: str) -> None:
        if sentence == NOT_TAKEN_BACK:
            self._say(sentence, "warning")
        # Whatever was said since stays.
        elif sentence and self._lines() and self._lines()[-1].sentence == self._said:
            self._say(sentence, "")
