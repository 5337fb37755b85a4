"""What the program offers its screens of the person's terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from migration.doctor.check import Check
    from migration.secret import Secret


class Terminal(Protocol):
    """The person's terminal and clipboard, and the way out of the program."""

    def copy(self, text: Secret, name: str, *, secret: bool, arrived: Callable[[], None]) -> None:
        """Put a value on the clipboard, and say which way it took. It travels masked.

        `arrived` is called once the person has it, and not where they would not have it shown.
        """
        ...

    def toggle_mouse(self) -> None:
        """Leave the mouse to the terminal, or take it back."""
        ...

    def suspend(self) -> None:
        """Go back to the shell for a while."""
        ...

    def can_suspend(self) -> bool:
        """Whether somebody could bring the program back."""
        ...

    def redraw(self) -> None:
        """Draw everything again, whatever the terminal still shows."""
        ...

    def look(self, told: Callable[[Check], None]) -> None:
        """Make the doctor's checks of the terminal; *blocking*."""
        ...

    def test_clipboard(self, ended: Callable[[bool | None], None]) -> None:
        """Have a word pasted back; `ended` is told whether it arrived, None for no answer."""
        ...

    def exit(self, code: int) -> None:
        """End the program with an exit code."""
        ...
