"""What a terminal sends, taken apart: keys, mouse and focus, pasted text; its answers are none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """Ordinary characters, each a key by itself.

    `burst` is not 0 where more came in one read than a person types, or at once behind a paste: the
    number of that burst.
    """

    text: str
    burst: int = 0


@dataclass(frozen=True)
class ControlSequence:
    """One whole sequence of a key, the mouse, the focus or a mode, in the form Textual knows."""

    sequence: str
    burst: int = 0


@dataclass(frozen=True)
class Pasted:
    """Text that came in one piece, with or without the terminal's brackets around it."""

    text: str


@dataclass(frozen=True)
class Escape:
    """The key Escape, pressed alone."""

    burst: int = 0


@dataclass(frozen=True)
class Alt:
    """A character pressed together with Alt."""

    character: str
    burst: int = 0


Token = Typed | ControlSequence | Pasted | Escape | Alt
