"""What a terminal sends, as it comes in time: which ESC is a key, how long a rest is awaited."""

import re
from collections.abc import Callable

from tui.terminal.characters import as_text
from tui.terminal.control_sequences import ESC
from tui.terminal.input_tokens import Escape, Pasted, Token
from tui.terminal.token_reader import CONTROL, STRINGS, TokenReader
from tui.terminal.unbracketed_text import UnbracketedText

ESCAPE_SECONDS = 0.1  # what follows ESC sooner than that belongs to it
# After so long without the rest of an answer, or of a paste, a key by itself is a person's; so it
# is so long after a beginning that a person may have pressed.
REST_SECONDS = 3.0

# What an answer or a key goes on with behind its ESC. No command has such a key
# (`tui/settings/own_keys.py`), so that one by itself can be held without anybody missing it.
BEGINNINGS = "[]P_^XO"
_BEGUN = frozenset(ESC + beginning for beginning in BEGINNINGS)
# What an answer or the mouse goes on with behind that, and what kitty's pictures and titles do.
_ANSWERS_GO_ON, _ANSWERS_BEGIN = frozenset("0123456789<=>?!M"), (ESC + "_G", ESC + "]l", ESC + "]L")
_REST = re.compile(rf"[\[\]P_^X]|O(?:[A-DFHP-S]|[0-9;]+[A-Za-z]?)?(?=\Z|{CONTROL.pattern})")
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
        self._reader = TokenReader()
        self._since = 0.0  # when the last of it came
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
        elif typed or (self._doubted and self._reader.open != ESC and self._is_one_key(data)):
            self._alone = data
            return tokens
        again = self._goes_on(data, now)
        self._escaped_at = None
        data = self._reader.joined(ESC + data if again else data)
        read = self._read(data)
        self._note_what_is_open(data, now, again=again)
        return [*tokens, *self._unbracketed.judged(read, now)]

    def _note_what_is_open(self, data: str, now: float, *, again: bool) -> None:
        """Note whether a person may have pressed what began: nothing followed in its read."""
        if not self._reader.incomplete:
            self._doubted, self._pressed_at = False, None
        elif self._reader.pasting:
            self._pressed_at = None
        elif again or data in _BEGUN:
            self._pressed_at, self._begun = now, True
            self._doubted = again and data[1] in STRINGS and self._types()
        elif self._begun:
            self._begun = False
            if data[-1:] in _ANSWERS_GO_ON or data in _ANSWERS_BEGIN:
                self._pressed_at = None

    def _is_one_key(self, data: str) -> bool:
        return bool(_ONE_KEY.fullmatch(data)) and not self._reader.is_end(data)

    def _goes_on(self, data: str, now: float) -> bool:
        """Whether this is the rest of a sequence whose ESC was held for the key Escape."""
        if self._escaped_at is None or self._reader.incomplete or not _REST.match(data):
            return False
        return now - self._escaped_at < REST_SECONDS or not self._types()

    def due(self, now: float) -> list[Token]:
        """What became certain because nothing followed: Escape, a key, text that was pasted."""
        waited = now - self._since
        if self._alone:
            return self._after_all_a_key(now) if waited >= ESCAPE_SECONDS else []
        if self._reader.is_bare_escape:
            return self._escape(now) if waited >= ESCAPE_SECONDS else []
        pressed = self._pressed_at is not None and now - self._pressed_at >= REST_SECONDS
        if not self._reader.incomplete or (waited < REST_SECONDS and not pressed):
            return []
        self._doubted = True
        if not self._reader.pasting:
            return []
        text = self._reader.take_pasted()
        return [Pasted(as_text(text))] if text else []

    def _escape(self, now: float) -> list[Token]:
        self._reader.drop()
        self._escaped_at = now
        return [Escape()]

    def _after_all_a_key(self, now: float) -> list[Token]:
        key, self._alone = self._alone, ""
        self._reader.drop()
        self._doubted, self._escaped_at, self._pressed_at = False, None, None
        return self._escape(now) if key == ESC else self._read(key)

    def _read(self, data: str) -> list[Token]:
        return list(self._reader.read(data, doubted=self._doubted))

    @property
    def waits(self) -> bool:
        """Whether `due` has to be asked now and then."""
        if self._alone or self._reader.holds_paste:
            return True
        return self._reader.incomplete and not self._doubted
