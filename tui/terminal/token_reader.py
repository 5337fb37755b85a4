"""Tokens out of what a terminal sends: sequences, strings and pastes, taken apart without a clock.

Answers of a terminal (OSC, DCS, APC, PM and SOS strings; CSI that is no key, mouse or focus) are
swallowed whole, in one read or in pieces: nothing in them is ever a key.
"""

import re
from collections.abc import Iterator

from tui.terminal.characters import as_text, byte_of
from tui.terminal.control_sequences import (
    CSI,
    ESC,
    LEGACY_MOUSE,
    as_key_or_report,
    mouse_of_three,
    ss3_key,
)
from tui.terminal.input_tokens import Alt, ControlSequence, Escape, Pasted, Token, Typed

LONGEST_SEQUENCE = 256
LONGEST_PASTE = 1_000_000  # characters; what comes beyond is left out
PASTE_BEGINS, PASTE_ENDS = CSI + "200~", CSI + "201~"

STRINGS = frozenset("]P_^X")  # after ESC: OSC, DCS, APC, PM, SOS
_C1 = {"\x9b": CSI, "\x9d": ESC + "]", "\x90": ESC + "P", "\x9f": ESC + "_"}
_C1 |= {"\x9e": ESC + "^", "\x98": ESC + "X", "\x9c": ESC + "\\", "\x8f": ESC + "O"}
# Control codes of one character, or of one byte from a terminal that sends eight bits.
_ONE_CHARACTER = _C1 | {byte_of(ord(code)): sequence for code, sequence in _C1.items()}
_STRING_ENDS = frozenset("\x07\x18\x1a\x9c\udc9c")  # BEL, CAN, SUB, and ST in one character
CONTROL = re.compile(f"[{ESC}{''.join(_ONE_CHARACTER)}]")
_ENDS_A_STRING = re.compile("\x1b\\\\|[\x9c\udc9c]")
_PASSTHROUGH = "tmux;"  # behind a DCS: of a string for another terminal, where each ESC is double
_PASTE_ENDS_IN_8_BITS = re.compile("[\x9b\udc9b]201~")
_NO_CHARACTER = re.compile("[\x80-\x9f\udc80-\udc9f]")
# Keys that Textual knows as ESC and a character.
_AFTER_ESCAPE = frozenset("fb\x7f\t")


class TokenReader:
    """Takes text apart and keeps what is not complete in it: `open`, an answer, or a paste."""

    def __init__(self) -> None:
        self.open = ""  # a sequence that is not complete
        self._swallows = ""  # inside of an answer: "string", or "csi" for one that is too long
        self._pasted: str | None = None  # what came between the brackets so far

    @property
    def incomplete(self) -> bool:
        """Whether something began whose end is not there yet."""
        return bool(self.open or self._swallows or self.pasting)

    @property
    def pasting(self) -> bool:
        """Whether a paste began whose end is not there yet."""
        return self._pasted is not None

    @property
    def holds_paste(self) -> bool:
        """Whether something of a paste came that is not given yet."""
        return bool(self._pasted)

    @property
    def is_bare_escape(self) -> bool:
        """Whether an ESC alone is open, which may be a key."""
        return self.open == ESC and not self._swallows and not self.pasting

    def is_end(self, data: str) -> bool:
        """Whether this alone ends the answer or the paste that is open."""
        return data in _STRING_ENDS if self._swallows == "string" else data == PASTE_ENDS

    def joined(self, data: str) -> str:
        """What is open with what comes now, which is open no more; a paste goes on by itself."""
        if not self.pasting:
            data, self.open = self.open + data, ""
        return data

    def drop(self) -> None:
        """Forget what is not complete."""
        self.open, self._swallows, self._pasted = "", "", None

    def take_pasted(self) -> str:
        """What of a paste came that is not given yet; its end may still come."""
        text, self._pasted, self.open = (self._pasted or "") + self.open, "", ""
        return text

    def read(self, data: str, *, doubted: bool) -> Iterator[Token]:
        """What is complete in it, in order. `doubted`: whether a paste may have ended before."""
        at = 0
        while at < len(data):
            if self.pasting:
                data = data[:at] + _PASTE_ENDS_IN_8_BITS.sub(PASTE_ENDS, data[at:])
                at, token = self._paste(data, at, doubted=doubted)
                if token is not None:
                    yield token
            elif self._swallows in {"string", _PASSTHROUGH}:
                at = self._end_of_string(data, at)
            elif self._swallows:
                at = self._end_of_sequence(data, at)
            elif data[at] in _ONE_CHARACTER:
                data = data[:at] + _ONE_CHARACTER[data[at]] + data[at + 1 :]
            elif data[at] != ESC:
                end = next((found.start() for found in CONTROL.finditer(data, at)), len(data))
                text = as_text(_NO_CHARACTER.sub("", data[at:end]))
                # What ends as a string does is the rest of one: something came in between.
                if text and not _ENDS_A_STRING.match(data, end):
                    yield Typed(text)
                at = end
            else:
                length, token = self._sequence(data, at)
                if not length:
                    self.open = data[at:]
                    return
                if token is not None:
                    yield token
                at += length

    def _sequence(self, data: str, at: int) -> tuple[int, Token | None]:
        """The sequence that begins here: its length, 0 while it is not complete, and its token."""
        if at + 1 == len(data):
            return 0, None
        kind = data[at + 1]
        if kind == ESC:
            return 1, Escape()
        if kind == "[":
            return self._csi(data, at)
        if kind in STRINGS:
            inside = data[at + 2 :]
            passes = kind == "P" and inside.startswith(_PASSTHROUGH)
            if not inside or (kind == "P" and not passes and _PASSTHROUGH.startswith(inside)):
                return 0, None
            self._swallows = _PASSTHROUGH if passes else "string"
            return 2, None
        if kind == "\\":  # the end of a string that was given up
            return 2, None
        if kind == "O":
            if at + 2 == len(data):
                return 0, None
            length, known = ss3_key(data, at)
            if known is None and data[at + 2] < " ":
                return 2, Alt("O")
            return length, ControlSequence(known) if known else None
        if kind in _AFTER_ESCAPE:
            return 2, ControlSequence(data[at : at + 2])
        return (2, Alt(kind)) if kind.isprintable() else (1, Escape())

    def _csi(self, data: str, at: int) -> tuple[int, Token | None]:
        end = at + 2
        if data.startswith("[", end):  # the Linux console's F1 to F5
            end += 1
        while end < len(data) and " " <= data[end] <= "?":
            end += 1
            if end - at > LONGEST_SEQUENCE:
                self._swallows = "csi"
                return end - at, None
        if end == len(data):
            return 0, None
        if not "@" <= data[end] <= "~":  # broken off: what follows begins anew
            return end - at, None
        whole = data[at : end + 1]
        if whole == PASTE_BEGINS:
            self._pasted = ""
            return len(whole), None
        if whole == LEGACY_MOUSE:
            length, known = mouse_of_three(data, at)
            return length, ControlSequence(known) if known else None
        known = as_key_or_report(whole[2:-1], whole[-1])
        return len(whole), None if known is None or whole == PASTE_ENDS else ControlSequence(known)

    def _end_of_string(self, data: str, at: int) -> int:
        """Swallow an answer up to its end, or all that came of it."""
        while at < len(data):
            character = data[at]
            at += 1
            passes = self._swallows == _PASSTHROUGH
            if character in _STRING_ENDS and not (passes and character == "\x07"):
                self._swallows = ""
                return at
            if character == ESC:
                if at == len(data):
                    self.open = ESC  # its end may be in two reads
                    return at
                if passes and data[at] == ESC:
                    at += 1
                    continue
                self._swallows = ""
                return at + 1 if data[at] == "\\" else at - 1
        return at

    def _end_of_sequence(self, data: str, at: int) -> int:
        """The same for a CSI sequence that is longer than any that is known."""
        while at < len(data) and " " <= data[at] <= "?":
            at += 1
        if at == len(data):
            return at
        self._swallows = ""
        return at + 1 if "@" <= data[at] <= "~" else at

    def _paste(self, data: str, at: int, *, doubted: bool) -> tuple[int, Token | None]:
        """Text up to the closing bracket; whatever stands in it is text."""
        text = self.open + data[at:]
        self.open = ""
        end = _end_of_paste(text)
        assert self._pasted is not None
        if end >= 0:
            whole, self._pasted = self._pasted + text[:end], None
            after = len(data) - len(text) + end + len(PASTE_ENDS)
            whole = whole[:LONGEST_PASTE]
            return after, Pasted(as_text(whole)) if whole or not doubted else None
        kept = next(
            (
                size
                for size in range(len(PASTE_ENDS) - 1, 0, -1)
                if text.endswith(PASTE_ENDS[:size])
            ),
            0,
        )
        self._pasted = (self._pasted + text[: len(text) - kept])[:LONGEST_PASTE]
        self.open = text[len(text) - kept :]
        return len(data), None


def _end_of_paste(text: str) -> int:
    """Where the closing bracket stands: the last of a read, since another may have been pasted."""
    following = text.find(PASTE_BEGINS, max(text.find(PASTE_ENDS), 0))
    return text.rfind(PASTE_ENDS, 0, following if following >= 0 else len(text))
