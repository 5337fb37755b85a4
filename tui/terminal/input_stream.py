"""Everything that comes in from the terminal, taken apart before anything of it can be a key.

Answers of a terminal (OSC, DCS, APC, PM and SOS strings; CSI that is no key, mouse or focus) are
swallowed whole, in one read or in pieces: nothing in them is ever a key.
"""

import re
from collections.abc import Iterator

from tui.terminal.control_sequences import (
    CSI,
    ESC,
    as_key_or_report,
    is_key_of_ss3,
    legacy_mouse,
)
from tui.terminal.tokens import Alt, Escape, Pasted, Report, Token, Typed

ESCAPE_SECONDS = 0.1  # what follows ESC sooner than that belongs to it
# A slow line can hold the rest of an answer, or of a paste, back for so long.
REST_SECONDS = 3.0
LONGEST_SEQUENCE = 256
LONGEST_STRING = 1_000_000  # characters of an answer, or of a paste, that are waited through
PASTE_BEGINS, PASTE_ENDS = CSI + "200~", CSI + "201~"

_STRINGS = frozenset("]P_^X")  # after ESC: OSC, DCS, APC, PM, SOS
_STRING_ENDS = frozenset("\x07\x18\x1a\x9c")  # BEL, CAN, SUB, and ST in one character
_ONE_CHARACTER = {"\x9b": CSI, "\x9d": ESC + "]", "\x90": ESC + "P", "\x9f": ESC + "_"}
_ONE_CHARACTER |= {"\x9e": ESC + "^", "\x98": ESC + "X", "\x9c": ESC + "\\"}
_CONTROL = re.compile(f"[{ESC}{''.join(_ONE_CHARACTER)}]")
# Keys that Textual knows as ESC and a character.
_AFTER_ESCAPE = frozenset("fb\x7f\t")
_LEGACY_MOUSE = CSI + "M"

# What can follow an ESC that came too early, and what no person types in one go.
_REST = re.compile(r"[\[\]].|[P_^X].*\x1b\\|O[A-DFHP-S]\Z", re.DOTALL)
# Text without brackets counts as pasted from so many characters on: with a line end inside, and
# without one. Nobody types that much between two reads, even on a slow line.
PASTED_LINES, PASTED_LINE = 20, 64
PASTE_SECONDS = 0.05  # what comes so soon behind it is the rest of it


class InputStream:
    """Takes what was read and gives tokens. It keeps what is not complete. Times are seconds."""

    def __init__(self) -> None:
        self._open = ""  # a sequence that is not complete
        self._since = 0.0  # when the last of it came
        self._dropped = 0  # characters of a string that were swallowed already
        self._pasted: str | None = None  # what came between the brackets so far
        self._pasted_at = -REST_SECONDS  # when text without brackets was taken for a paste
        self._escaped_at = -REST_SECONDS  # when an ESC was taken for the key

    def feed(self, data: str, now: float) -> list[Token]:
        """Take what was read at a moment."""
        tokens = self.due(now)
        if not self._pasting:
            if self._goes_on(data, now):
                self._open = ESC
            data, self._open = self._open + data, ""
        self._since = now
        typed_with_a_paste = now - self._pasted_at < PASTE_SECONDS
        for token in self._taken_apart(data):
            if isinstance(token, Typed) and (typed_with_a_paste or _is_paste(token.text)):
                self._pasted_at = now
                tokens += (
                    [Pasted(token.text)] if typed_with_a_paste else _with_enter_apart(token.text)
                )
            else:
                tokens.append(token)
        return tokens

    def _goes_on(self, data: str, now: float) -> bool:
        """Whether this is the rest of a sequence whose ESC was held for the key Escape."""
        late = now - self._escaped_at < REST_SECONDS
        return late and not self._open and not self._dropped and bool(_REST.match(data))

    def due(self, now: float) -> list[Token]:
        """What became certain because nothing followed: Escape; the end of what never ended."""
        if self._pasting:
            if now - self._since < REST_SECONDS:
                return []
            text, self._pasted, self._open = (self._pasted or "") + self._open, None, ""
            return [Pasted(text)]
        waited = now - self._since
        if self._open == ESC and not self._dropped and waited >= ESCAPE_SECONDS:
            self._open, self._escaped_at = "", now
            return [Escape()]
        if (self._open or self._dropped) and waited >= REST_SECONDS:
            self._open, self._dropped = "", 0
        return []

    @property
    def waits(self) -> bool:
        """Whether something is incomplete: then `due` has to be asked now and then."""
        return bool(self._open or self._dropped or self._pasting)

    @property
    def _pasting(self) -> bool:
        return self._pasted is not None

    def _taken_apart(self, data: str) -> Iterator[Token]:
        at = 0
        while at < len(data):
            if self._pasting:
                at, token = self._paste(data, at)
                if token is not None:
                    yield token
            elif self._dropped:
                at = self._end_of_string(data, at)
            elif data[at] in _ONE_CHARACTER:
                data = data[:at] + _ONE_CHARACTER[data[at]] + data[at + 1 :]
            elif data[at] != ESC:
                end = next((found.start() for found in _CONTROL.finditer(data, at)), len(data))
                yield Typed(data[at:end])
                at = end
            else:
                length, token = self._sequence(data, at)
                if not length:
                    self._open = data[at:]
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
        if kind in _STRINGS:
            if at + 2 == len(data):
                return 0, None
            self._dropped = 1
            return 2, None
        if kind == "\\":  # the end of a string that was given up
            return 2, None
        if kind == "O":
            if at + 2 == len(data):
                return 0, None
            key = data[at + 2]
            if is_key_of_ss3(key):
                return 3, Report(data[at : at + 3])
            return (2, Alt("O")) if key < " " else (3, None)
        if kind in _AFTER_ESCAPE:
            return 2, Report(data[at : at + 2])
        return (2, Alt(kind)) if kind.isprintable() else (1, Escape())

    def _csi(self, data: str, at: int) -> tuple[int, Token | None]:
        end = at + 2
        if data.startswith("[", end):  # the Linux console's F1 to F5
            end += 1
        while end < len(data) and " " <= data[end] <= "?":
            end += 1
            if end - at > LONGEST_SEQUENCE:
                return end - at, None
        if end == len(data):
            return 0, None
        if not "@" <= data[end] <= "~":  # broken off: what follows begins anew
            return end - at, None
        whole = data[at : end + 1]
        if whole == PASTE_BEGINS:
            self._pasted = ""
            return len(whole), None
        if whole == _LEGACY_MOUSE:
            return self._legacy_mouse(data, at, end + 1)
        known = as_key_or_report(whole[2:-1], whole[-1])
        return len(whole), None if known is None or whole == PASTE_ENDS else Report(known)

    def _legacy_mouse(self, data: str, at: int, place: int) -> tuple[int, Token | None]:
        """A report of three characters behind `ESC [ M`: button, column and row."""
        numbers = [ord(character) - 32 for character in data[place : place + 3]]
        if any(number < 0 for number in numbers):  # broken off: what follows begins anew
            return place - at, None
        if len(numbers) < 3:
            return 0, None
        return place + 3 - at, Report(legacy_mouse(*numbers))

    def _end_of_string(self, data: str, at: int) -> int:
        """Swallow an answer up to its end, or all that came of it."""
        while at < len(data):
            character = data[at]
            at += 1
            self._dropped += 1
            if character in _STRING_ENDS or self._dropped > LONGEST_STRING:
                self._dropped = 0
                return at
            if character == ESC:
                if at == len(data):
                    self._open = ESC  # its end may be in two reads
                    return at
                self._dropped = 0
                return at + 1 if data[at] == "\\" else at - 1
        return at

    def _paste(self, data: str, at: int) -> tuple[int, Token | None]:
        """Text up to the closing bracket; whatever stands in it is text."""
        text = self._open + data[at:]
        self._open = ""
        end = text.find(PASTE_ENDS)
        assert self._pasted is not None
        if end >= 0:
            whole, self._pasted = self._pasted + text[:end], None
            return len(data) - len(text) + end + len(PASTE_ENDS), Pasted(whole)
        kept = next(
            (
                size
                for size in range(len(PASTE_ENDS) - 1, 0, -1)
                if text.endswith(PASTE_ENDS[:size])
            ),
            0,
        )
        self._pasted = (self._pasted + text[: len(text) - kept])[:LONGEST_STRING]
        self._open = text[len(text) - kept :]
        return len(data), None


def _with_enter_apart(text: str) -> list[Token]:
    """A paste; of one line that ends, the end is Enter, which a person pressed."""
    line = text.rstrip("\r\n")
    if line and len(text) - len(line) == 1 and not {"\r", "\n"} & set(line):
        return [Pasted(line), Typed(text[-1])]
    return [Pasted(text)]


def _is_paste(text: str) -> bool:
    _, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    several = bool(rest) and any(line.strip() for line in rest)
    return len(text) >= (PASTED_LINES if several else PASTED_LINE)
