"""Everything that comes in from the terminal, taken apart before anything of it can be a key.

Answers of a terminal (OSC, DCS, APC, PM and SOS strings; CSI that is no key, mouse or focus) are
swallowed whole, in one read or in pieces: nothing in them is ever a key.
"""

import re
from collections.abc import Callable, Iterator

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
from tui.terminal.unbracketed_text import UnbracketedText

ESCAPE_SECONDS = 0.1  # what follows ESC sooner than that belongs to it
# After so long without the rest of an answer, or of a paste, a key by itself is a person's; so it
# is so long after a beginning that a person may have pressed.
REST_SECONDS = 3.0
LONGEST_SEQUENCE = 256
LONGEST_PASTE = 1_000_000  # characters; what comes beyond is left out
PASTE_BEGINS, PASTE_ENDS = CSI + "200~", CSI + "201~"

_STRINGS = frozenset("]P_^X")  # after ESC: OSC, DCS, APC, PM, SOS
_C1 = {"\x9b": CSI, "\x9d": ESC + "]", "\x90": ESC + "P", "\x9f": ESC + "_"}
_C1 |= {"\x9e": ESC + "^", "\x98": ESC + "X", "\x9c": ESC + "\\", "\x8f": ESC + "O"}
# Control codes of one character, or of one byte from a terminal that sends eight bits.
_ONE_CHARACTER = _C1 | {byte_of(ord(code)): sequence for code, sequence in _C1.items()}
_STRING_ENDS = frozenset("\x07\x18\x1a\x9c\udc9c")  # BEL, CAN, SUB, and ST in one character
_CONTROL = re.compile(f"[{ESC}{''.join(_ONE_CHARACTER)}]")
_ENDS_A_STRING = re.compile("\x1b\\\\|[\x9c\udc9c]")
_PASSTHROUGH = "tmux;"  # behind a DCS: of a string for another terminal, where each ESC is double
_PASTE_ENDS_IN_8_BITS = re.compile("[\x9b\udc9b]201~")
_NO_CHARACTER = re.compile("[\x80-\x9f\udc80-\udc9f]")
# Keys that Textual knows as ESC and a character.
_AFTER_ESCAPE = frozenset("fb\x7f\t")

# What an answer or a key goes on with behind its ESC. No command has such a key
# (`tui/settings/own_keys.py`), so that one by itself can be held without anybody missing it.
BEGINNINGS = "[]P_^XO"
_BEGUN = frozenset(ESC + beginning for beginning in BEGINNINGS)
# What an answer or the mouse goes on with behind that, and what kitty's pictures and titles do.
_ANSWERS_GO_ON, _ANSWERS_BEGIN = frozenset("0123456789<=>?!M"), (ESC + "_G", ESC + "]l", ESC + "]L")
_REST = re.compile(rf"[\[\]P_^X]|O(?:[A-DFHP-S]|[0-9;]+[A-Za-z]?)?(?=\Z|{_CONTROL.pattern})")
# A key that comes by itself, as a person presses it: a character, or a whole sequence.
_ONE_KEY = re.compile(r"(?s:.)|\x1b(?:\[[0-9;:]*[A-Za-z~]|O[A-Za-z])")


class InputStream:
    """Takes what was read and gives tokens. It keeps what is not complete. Times are seconds.

    What is not complete is never given up for good: its rest may come after any pause. After
    REST_SECONDS a key with nothing behind it ends it, since then a person sits there.

    An ESC with nothing behind it is the key Escape, and may be the beginning of an answer all the
    same, whose rest comes later. `types` says whether what is typed now goes into a field: there a
    letter that could be that rest is text, unless more follows at once.
    """

    def __init__(self, types: Callable[[], bool] = lambda: False) -> None:
        self._types = types
        self._open = ""  # a sequence that is not complete
        self._since = 0.0  # when the last of it came
        self._swallows = ""  # inside of an answer: "string", or "csi" for one that is too long
        self._pasted: str | None = None  # what came between the brackets so far
        self._doubted = False  # whether the rest may never come
        self._alone = ""  # a key that came meanwhile, unless more follows at once
        self._unbracketed = UnbracketedText()
        self._escaped_at: float | None = None  # when an ESC was taken for the key, lastly
        self._pressed_at: float | None = None  # when a beginning came that may have been pressed
        self._begun = False  # whether nothing came behind it yet

    def feed(self, data: str, now: float) -> list[Token]:
        """Take what was read at a moment."""
        tokens = self.due(now)
        if not data:
            return tokens
        self._since = now
        typed = len(data) == 1 and self._goes_on(data, now) and self._types()
        if self._alone:
            data, self._alone = self._alone + data, ""
        elif typed or (self._doubted and self._open != ESC and self._is_one_key(data)):
            self._alone = data
            return tokens
        again = self._goes_on(data, now)
        self._escaped_at = None
        if not self._pasting:
            data, self._open = (ESC if again else self._open) + data, ""
        read = list(self._taken_apart(data))
        self._note_what_is_open(data, now, again=again)
        return [*tokens, *self._unbracketed.judged(read, now)]

    def _note_what_is_open(self, data: str, now: float, *, again: bool) -> None:
        """Note whether a person may have pressed what began: nothing followed in its read."""
        if not self._incomplete:
            self._doubted, self._pressed_at = False, None
        elif self._pasting:
            self._pressed_at = None
        elif again or data in _BEGUN:
            self._pressed_at, self._begun = now, True
            self._doubted = again and data[1] in _STRINGS and self._types()
        elif self._begun:
            self._begun = False
            if data[-1:] in _ANSWERS_GO_ON or data in _ANSWERS_BEGIN:
                self._pressed_at = None

    def _is_one_key(self, data: str) -> bool:
        ends = data in _STRING_ENDS if self._swallows == "string" else data == PASTE_ENDS
        return bool(_ONE_KEY.fullmatch(data)) and not ends

    def _goes_on(self, data: str, now: float) -> bool:
        """Whether this is the rest of a sequence whose ESC was held for the key Escape."""
        if self._escaped_at is None or self._incomplete or not _REST.match(data):
            return False
        return now - self._escaped_at < REST_SECONDS or not self._types()

    def due(self, now: float) -> list[Token]:
        """What became certain because nothing followed: Escape, a key, text that was pasted."""
        waited = now - self._since
        if self._alone:
            return self._after_all_a_key(now) if waited >= ESCAPE_SECONDS else []
        if self._open == ESC and not self._swallows and not self._pasting:
            return self._escape(now) if waited >= ESCAPE_SECONDS else []
        pressed = self._pressed_at is not None and now - self._pressed_at >= REST_SECONDS
        if not self._incomplete or (waited < REST_SECONDS and not pressed):
            return []
        self._doubted = True
        if not self._pasting:
            return []
        text, self._pasted, self._open = (self._pasted or "") + self._open, "", ""
        return [Pasted(as_text(text))] if text else []

    def _escape(self, now: float) -> list[Token]:
        self._open, self._escaped_at = "", now
        return [Escape()]

    def _after_all_a_key(self, now: float) -> list[Token]:
        key, self._alone = self._alone, ""
        self._open, self._swallows, self._pasted, self._doubted = "", "", None, False
        self._escaped_at = self._pressed_at = None
        return self._escape(now) if key == ESC else list(self._taken_apart(key))

    @property
    def waits(self) -> bool:
        """Whether `due` has to be asked now and then."""
        return bool(self._alone or self._pasted) or (self._incomplete and not self._doubted)

    @property
    def _incomplete(self) -> bool:
        return bool(self._open or self._swallows or self._pasting)

    @property
    def _pasting(self) -> bool:
        return self._pasted is not None

    def _taken_apart(self, data: str) -> Iterator[Token]:
        at = 0
        while at < len(data):
            if self._pasting:
                data = data[:at] + _PASTE_ENDS_IN_8_BITS.sub(PASTE_ENDS, data[at:])
                at, token = self._paste(data, at)
                if token is not None:
                    yield token
            elif self._swallows in {"string", _PASSTHROUGH}:
                at = self._end_of_string(data, at)
            elif self._swallows:
                at = self._end_of_sequence(data, at)
            elif data[at] in _ONE_CHARACTER:
                data = data[:at] + _ONE_CHARACTER[data[at]] + data[at + 1 :]
            elif data[at] != ESC:
                end = next((found.start() for found in _CONTROL.finditer(data, at)), len(data))
                text = as_text(_NO_CHARACTER.sub("", data[at:end]))
                # What ends as a string does is the rest of one: something came in between.
                if text and not _ENDS_A_STRING.match(data, end):
                    yield Typed(text)
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
                    self._open = ESC  # its end may be in two reads
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

    def _paste(self, data: str, at: int) -> tuple[int, Token | None]:
        """Text up to the closing bracket; whatever stands in it is text."""
        text = self._open + data[at:]
        self._open = ""
        end = _end_of_paste(text)
        assert self._pasted is not None
        if end >= 0:
            whole, self._pasted = self._pasted + text[:end], None
            after = len(data) - len(text) + end + len(PASTE_ENDS)
            whole = whole[:LONGEST_PASTE]
            return after, Pasted(as_text(whole)) if whole or not self._doubted else None
        kept = next(
            (
                size
                for size in range(len(PASTE_ENDS) - 1, 0, -1)
                if text.endswith(PASTE_ENDS[:size])
            ),
            0,
        )
        self._pasted = (self._pasted + text[: len(text) - kept])[:LONGEST_PASTE]
        self._open = text[len(text) - kept :]
        return len(data), None


def _end_of_paste(text: str) -> int:
    """Where the closing bracket stands: the last of a read, since another may have been pasted."""
    following = text.find(PASTE_BEGINS, max(text.find(PASTE_ENDS), 0))
    return text.rfind(PASTE_ENDS, 0, following if following >= 0 else len(text))
