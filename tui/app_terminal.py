"""What the app offers its screens (`screens/terminal.py`): the terminal, and the way out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from migration.secret import Secret
from screens.full_screen import redraw_whole
from tui.terminal.driver import TerminalDriver
from tui.terminal.job_control import NOBODY_WOULD, can_be_continued
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # loaded when somebody copies, or asks the doctor
    from migration.doctor.check import Check
    from tui.app_clipboard import AppClipboard
    from tui.doctor.self_test import SelfTest


class AppTerminal:
    """The terminal that the app runs in, and the person's clipboard.

    `setting` and `folder` are those of the clipboard.
    """

    def __init__(
        self,
        app: App[None],
        say: Callable[[str], None],
        *,
        setting: str,
        seconds: int,
        folder: Path | None,
    ) -> None:
        self._app = app
        self._say = say
        self._setting = setting
        self._seconds = seconds
        self._folder = folder

    def write(self, sequence: str) -> None:
        """Send a control sequence to the terminal, also once the app has ended."""
        driver = self._app._driver
        if driver is not None and self._app.is_running:
            driver.write(sequence)
            driver.flush()
        elif sys.__stdout__ is not None:
            # The terminal is given back already, and may be gone.
            with suppress(OSError, ValueError):
                sys.__stdout__.write(sequence)
                sys.__stdout__.flush()

    @cached_property
    def clipboard(self) -> AppClipboard:
        """The way to the person's clipboard, from the first value on."""
        from tui.app_clipboard import AppClipboard

        return AppClipboard(
            self._app,
            self.write,
            setting=self._setting,
            seconds=self._seconds,
            folder=self._folder,
        )

    def copy(
        self,
        text: Secret,
        name: str,
        *,
        secret: bool,
        arrived: Callable[[], None] = lambda: None,
    ) -> None:
        """Put a value on the clipboard, and say which way it took."""
        self.clipboard.send(text, name, secret=secret, arrived=arrived)

    def copy_unless_obeyed(
        self,
        text: str,
        name: str,
        what: str,
        *,
        secret: bool,
        lines: bool,
        refuse: Callable[[str], None],
    ) -> None:
        """Copy what stands on the screen, unless a shell would obey something in it."""
        from widgets.text.clipboard_safety import why_not_copied

        if why := why_not_copied(text, lines=lines):
            refuse(f"Not copied: {what} holds {why}, which a shell would obey.")
            return
        self.copy(Secret.holding(text), name, secret=secret)

    def take_back_secret(self) -> None:
        """Leave no secret on the person's clipboard; once the app has ended."""
        if "clipboard" in self.__dict__:  # else nothing was copied
            self.clipboard.take_back_secret()

    def toggle_mouse(self) -> None:
        """Leave the mouse to the terminal, whose own selection works then, or take it back."""
        driver = self._app._driver
        if isinstance(driver, TerminalDriver):
            driver.want_mouse(not driver.wants_mouse)
            self._say(
                "The mouse moves the cursor again."
                if driver.wants_mouse
                else f"Your terminal has the mouse; {key_of('mouse')} takes it back."
            )

    def over_dialogs(self, say: Callable[[str], None]) -> Mapping[str, Callable[[], None]]:
        """What keys do over every dialog, whatever it asks; `say` says it there."""
        return {"ctrl+z": lambda: self.suspend(say), "ctrl+l": self.redraw}

    def suspend(self, say: Callable[[str], None] | None = None) -> None:
        """Go back to the shell for a while, where there is one."""
        if not self.can_suspend():
            (say or self._say)(NOBODY_WOULD)
            return
        self._app.action_suspend_process()

    def can_suspend(self) -> bool:
        """Whether somebody could bring the program back."""
        return not isinstance(self._app._driver, TerminalDriver) or can_be_continued()

    def give_back_at_once(self) -> None:
        """Give the terminal back where the app is stuck; from any thread, and it waits for none."""
        driver = self._app._driver
        if isinstance(driver, TerminalDriver):
            driver.give_back_at_once()

    def redraw(self) -> None:
        """Bring everything to the terminal again, whatever it still shows."""
        driver = self._app._driver
        if isinstance(driver, TerminalDriver):
            driver.forget_picture()
        redraw_whole(self._app.screen)

    def look(self, told: Callable[[Check], None]) -> None:
        """Make the doctor's checks of the terminal; *blocking*."""
        from tui.doctor.terminal import look_at_the_terminal

        look_at_the_terminal(os.environ, setting=self._setting, folder=self._folder, told=told)

    def test_clipboard(self, ended: Callable[[bool | None], None]) -> None:
        """Have a word pasted back."""
        from screens.dialogs.self_test import SelfTestDialog
        from tui.doctor.self_test import SelfTest

        def begin() -> SelfTest:
            return SelfTest(self.write, os.environ, setting=self._setting, folder=self._folder)

        self._app.push_screen(SelfTestDialog(begin), ended)

    def exit(self, code: int) -> None:
        """End the program with an exit code."""
        self._app.exit(return_code=code)
