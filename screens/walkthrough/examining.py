"""The doctor's page, asked for; the app opens it, since it knows the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from textual.message import Message

from migration.doctor.check import Check
from screens.walkthrough.reading import Reading


@dataclass
class DoctorRequested(Message):
    """Somebody wants to know what holds."""

    demo: bool


@dataclass
class SelfTestRequested(Message):
    """Somebody wants to know whether a word reaches the clipboard.

    `ended` is told whether it did, None for no answer.
    """

    ended: Callable[[bool | None], None]


class Examining(Reading):
    """Opens the doctor's page, and makes its checks of everything but the terminal."""

    def action_show_doctor(self) -> None:
        """Check everything that the migration rests on."""
        if self.walkthrough is None and (self.reading_parts or not self.failed):
            # A second login beside the first could ask for a second MFA code.
            self.say("Still logging in: the doctor has time as soon as that has ended.")
        else:
            self.app.post_message(DoctorRequested(self._demo))

    def examine(self, told: Callable[[Check], None], stop: Event) -> None:
        """Make every check by the login that there is, and else by one of its own.

        Runs in a thread; raises `PoolwalkError`.
        """
        walkthrough = self.walkthrough or self.open_walkthrough()
        try:
            walkthrough.doctor.examine(told, ask_mfa_code=self._ask_mfa_code, cancelled=stop)
        finally:
            if walkthrough is not self.walkthrough:
                walkthrough.close()
