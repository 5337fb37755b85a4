"""Text that came without the brackets of a paste: typed, or pasted all the same."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui.terminal.input_tokens import Pasted, Token, Typed

# It is a paste from so many characters on: with a line end inside, and without one. Nobody types
# that much between two reads, even on a slow line. Nor does anybody type AT_ONCE behind an Enter.
PASTED_LINES, PASTED_LINE = 20, 64
# From so many in one read on it may be one, or what a slow line held back: a field takes it, and
# elsewhere `tui/terminal/bursts.py` says which of them are keys.
AT_ONCE = 4
PASTE_SECONDS = 0.05  # what comes so soon behind it is the rest of it


class UnbracketedText:
    """Tells pastes from what was typed by how much came how fast. Times are seconds."""

    def __init__(self) -> None:
        self._pasted_at = -PASTE_SECONDS
        self._bracketed_at = self._burst_at = -PASTE_SECONDS
        self._bursts = 0

    def judged(self, read: Iterable[Token], now: float) -> Iterator[Token]:
        """The tokens of one read: text that nobody typed as a paste, a burst with its number."""
        tokens = list(read)
        goes_on = now - self._pasted_at < PASTE_SECONDS
        burst = self._burst(tokens, now)
        # What comes at once behind the brackets of a paste may be of it: it had such brackets.
        behind = now - self._bracketed_at < PASTE_SECONDS
        for token in tokens:
            if isinstance(token, Pasted):
                behind, burst = True, burst or self._begin_burst(now)
            if behind:
                self._bracketed_at = now
            if isinstance(token, Pasted):
                yield token
            elif not isinstance(token, Typed):
                yield replace(token, burst=burst) if behind else token
            elif goes_on:
                self._pasted_at = now
                yield Pasted(token.text)
            elif _is_paste(token.text):
                self._pasted_at = now
                yield from _with_enter_apart(token.text, burst)
            else:
                yield replace(token, burst=burst)

    def _burst(self, read: Iterable[Token], now: float) -> int:
        """The number of the burst that a read belongs to; 0 for none."""
        goes_on = now - self._burst_at < PASTE_SECONDS
        typed = "".join(token.text for token in read if isinstance(token, Typed))
        if goes_on or sum(map(str.isprintable, typed)) >= AT_ONCE:
            return self._begin_burst(now)
        return 0

    def _begin_burst(self, now: float) -> int:
        """The number of a new one, or of the one that goes on."""
        self._bursts += now - self._burst_at >= PASTE_SECONDS
        self._burst_at = now
        return self._bursts


def _with_enter_apart(text: str, burst: int) -> list[Token]:
    """A paste; of one line that ends, the end is Enter, which a person pressed in a field."""
    line = text.rstrip("\r\n")
    if line and len(text) - len(line) == 1 and not {"\r", "\n"} & set(line):
        return [Pasted(line), Typed(text[-1], burst)]
    return [Pasted(text)]


def _is_paste(text: str) -> bool:
    _, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    several = bool(rest) and any(line.strip() for line in rest)
    behind = sum(map(str.isprintable, "".join(rest)))
    return behind >= AT_ONCE or len(text) >= (PASTED_LINES if several else PASTED_LINE)
