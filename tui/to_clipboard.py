"""The app's part in copying.

A thread sends the value; a secret is counted down and taken back.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from migration.secret import Secret
from screens.dialogs.single_value import ValueAlone
from screens.full_screen import redraw_whole
from screens.walkthrough.copying import CopyRequested
from tui.clipboard.clipboard import NOT_TAKEN_BACK, Clipboard, Sent
from tui.clipboard.countdown import FOR_A_MINUTE, left_in_words, next_change
from tui.clipboard.road import AUTO, Road
from tui.terminal.driver import TerminalDriver
from widgets.panes.message_line import MessageLine


class CopyingApp(App[None]):
    """Copies what a screen asks it to copy.

    A secret is taken back after `seconds`; 0 leaves it where it is.
    """

    def copy_by(
        self, clipboard: str = AUTO, seconds: int = FOR_A_MINUTE, folder: Path | None = None
    ) -> None:
        """By which way, and for how long; before anything is copied."""
        self._clipboard_of_the_person = Clipboard(
            self._write_control, setting=clipboard, folder=folder, takes_back=seconds > 0
        )
        self._seconds = seconds
        self._until = 0.0
        self._ticking: Timer | None = None
        self._said = ""

    def on_copy_requested(self, message: CopyRequested) -> None:
        """Send a value on its way; the screen in front says which."""
        self._send(message)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected in a field, in the same way.

        Textual would keep a copy of it, which may be a secret.
        """
        self.post_message(CopyRequested(Secret(text), "what you selected", secret=True))

    def take_back_secret(self) -> None:
        """Leave no secret on the person's clipboard, as far as that can be done.

        It is called once the app has ended.
        """
        self._clipboard_of_the_person.clear()

    @work(thread=True, group="clipboard", exit_on_error=False)
    def _send(self, message: CopyRequested) -> None:
        sent = self._clipboard_of_the_person.send(message.text.reveal(), secret=message.secret)
        self.call_from_thread(self._sent, sent, message)

    def _sent(self, sent: Sent, message: CopyRequested) -> None:
        name = message.name
        if sent.sent:
            self._stop_counting()
        if sent.road is Road.SHOW:
            self._show_alone(message)
        for_how_long = ""
        if sent.taken_back and self._seconds:
            self._until = time.monotonic() + self._seconds
            self._tick()
            for_how_long = f", for {self._seconds} seconds"
        self._say(f"{sent.sentence}{for_how_long}: {name}", "ok" if sent.sent else "warning")

    def _say(self, sentence: str, look: str) -> None:
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(sentence, look)
            self._said = sentence

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Put on the terminal what Textual has drawn.

        All of it comes by here; a value that stands alone is written by itself.
        """
        if isinstance(screen, ValueAlone):
            if renderable is not None:
                screen.action_paint()
        else:
            super()._display(screen, renderable)

    def _show_alone(self, message: CopyRequested) -> None:
        driver = self._driver
        if isinstance(driver, TerminalDriver):
            driver.release_mouse()

        def back(_: None) -> None:
            if isinstance(driver, TerminalDriver):
                driver.take_mouse()
            redraw_whole(self.screen)

        seconds = self._seconds if message.secret else 0
        self.push_screen(
            ValueAlone(message.text.reveal(), message.name, self._write_control, seconds), back
        )

    # --- a secret, until it is taken back ---------------------------------------------------------
    def _tick(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            self._stop_counting()
            self._take_back()
            return
        self._show_left(left_in_words(left, self._seconds))
        self._ticking = self.set_timer(next_change(left, self._seconds), self._tick)

    def _stop_counting(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
            self._show_left("")

    def _show_left(self, words: str) -> None:
        for screen in self.screen_stack:
            for line in screen.query(MessageLine):
                line.show_note(words)

    @work(thread=True, group="clipboard", exit_on_error=False)
    def _take_back(self) -> None:
        sentence = self._clipboard_of_the_person.clear()
        self.call_from_thread(self._taken_back, sentence)

    def _taken_back(self, sentence: str) -> None:
        if sentence == NOT_TAKEN_BACK:
            self._say(sentence, "warning")
        # Whatever was said since stays.
        elif (
            sentence
            and getattr(getattr(self.screen, "message", None), "sentence", "") == self._said
        ):
            self._say(sentence, "")

    def _write_control(self, sequence: str) -> None:
        if self._driver is not None and self.is_running:
            self._driver.write(sequence)
            self._driver.flush()
        elif sys.__stdout__ is not None:
            # The terminal is given back already, and may be gone.
            with suppress(OSError, ValueError):
                sys.__stdout__.write(sequence)
                sys.__stdout__.flush()
