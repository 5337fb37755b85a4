"""Tokens of the terminal as Textual's messages, each with the number of the read that brought it.

Textual's own parser is not public: it is used here alone, for one whole sequence at a time.
`tests/terminal/test_driver.py` fails if it changes.
"""

from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from screens.key_origin import BURST, READ
from tui.terminal.input_tokens import Alt, Escape, Pasted, Token, Typed


class Messages:
    """Makes messages; where the mouse was last is remembered between two of them."""

    def __init__(self) -> None:
        self._parser = XTermParser()
        self._read = 0
        self._pressed = False  # whether the button of the mouse is down

    def of(self, tokens: Iterable[Token]) -> Iterator[Message]:
        """The messages of what one read brought."""
        self._read += 1
        for token in tokens:
            for message in self._of_token(token):
                if self._is_of_no_click(message):
                    continue
                if isinstance(message, events.Key | events.Paste):
                    setattr(message, READ, self._read)
                    setattr(message, BURST, 0 if isinstance(token, Pasted) else token.burst)
                yield message

    def _of_token(self, token: Token) -> Iterable[Message]:
        match token:
            case Escape():
                return [events.Key("escape", "\x1b")]
            case Pasted(text):
                return [events.Paste(text.replace("\x00", ""))]
            case Alt(character):
                return [events.Key(key, None)] if (key := _with_alt(character)) else []
            case Typed(text):
                return self._parser.feed(text)
            case _:
                found = list(self._parser.feed(token.sequence))
                pixels, cells = self._parser.terminal_pixel_size, self._parser.terminal_size
                if pixels is not None and cells is not None and any(map(int.__lt__, pixels, cells)):
                    self._parser.terminal_pixel_size = None  # as of a terminal that knows none
                return found

    def _is_of_no_click(self, message: Message) -> bool:
        """Whether a button is let go that was not pressed: Textual would take it for a click."""
        if isinstance(message, events.MouseUp):
            was, self._pressed = self._pressed, False
            return not was
        self._pressed = self._pressed or isinstance(message, events.MouseDown)
        return False


def _with_alt(character: str) -> str:
    if not (character.isascii() and character.isalnum()):
        return ""
    return f"alt+shift+{character.lower()}" if character.isupper() else f"alt+{character}"
