"""The control sequences that carry a text to a terminal's clipboard.

A multiplexer lets them pass when they are wrapped.
"""

import base64

_SCREEN_CHUNK = 256  # bytes that GNU screen takes in one go


def osc52(text: str) -> str:
    """The terminal's own sequence for its clipboard (OSC 52).

    An empty text empties the clipboard, in terminals that allow that.
    """
    return f"\x1b]52;c;{encoded(text).decode('ascii')}\a"


def encoded(text: str) -> bytes:
    """A text as the sequence carries it."""
    return base64.b64encode(text.encode("utf-8", "surrogatepass"))


def tmux_wrapped(sequence: str) -> str:
    """For a tmux that passes things through (`allow-passthrough on`)."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def screen_wrapped(sequence: str) -> str:
    """For GNU screen, which passes device control strings of a few hundred bytes."""
    chunks = [sequence[at : at + _SCREEN_CHUNK] for at in range(0, len(sequence), _SCREEN_CHUNK)]
    return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
