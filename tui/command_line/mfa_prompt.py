"""Asks for an MFA code on a terminal without a full screen."""

import getpass
import sys
from contextlib import suppress
from typing import Any

from migration.errors import NoCredentials
from widgets.text.plain_text import plain


class MfaPrompt:
    """Asks for the MFA code in the thread that logs in, with the terminal's echo off.

    `leave` turns the echo on again when that thread is abandoned.
    """

    def __init__(self) -> None:
        self._terminal_before: list[Any] | None = None

    def ask(self, device: str) -> str:
        """The code that a person types for a device, given by its ARN.

        Raises `NoCredentials` where nobody can be asked.
        """
        if not sys.stdin.isatty():
            raise NoCredentials(
                f"The role wants an MFA code of {device}, and there is no terminal to ask on: put"
                " temporary credentials into the environment."
            )
        import termios

        self._terminal_before = termios.tcgetattr(sys.stdin)
        try:
            return getpass.getpass(f"MFA code of {plain(device)}: ")
        except EOFError:
            raise NoCredentials(
                "No MFA code was given: start again and type the six digits."
            ) from None
        finally:
            self._terminal_before = None

    def leave(self) -> None:
        """Put the terminal back as it was, where a question is still open."""
        if self._terminal_before is not None:
            import termios

            with suppress(termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._terminal_before)
