"""The line at the foot of a dialog: the keys that answer it."""

from collections.abc import Sequence

from rich.cells import cell_len

from widgets.panes.sentence import Sentence
from widgets.text.line import Line, Span
from widgets.text.own_keys import with_arrows_named

BETWEEN = " · "
SCROLLS = "↑ ↓ scroll"  # offered where there is more than is seen
CHOOSES = "↑ ↓ choose · Enter does it · Esc leaves"  # of the palette
_NAMED = ("↑ ↓", "Up Down", "Ctrl-P", "Enter", "Esc", "Tab")  # keys that are more than a letter


class Foot(Sentence):
    """What each key does; what is said of one key stays on one line."""

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        lines: list[list[Span]] = [[]]
        used = 0
        for offered in with_arrows_named(self.text).split(BETWEEN):
            if used and used + cell_len(BETWEEN + offered) > width:
                lines.append([])
                used = 0
            between = [Span(BETWEEN, "faint")] if used else []
            lines[-1] += [*between, *_offered(offered)]
            used += cell_len(BETWEEN + offered) if between else cell_len(offered)
        return [Line(tuple(spans)) for spans in lines]


def _offered(words: str) -> list[Span]:
    named = next((name for name in _NAMED if words.startswith(f"{name} ")), words[:1])
    if not words.startswith(f"{named} "):
        return [Span(words, "faint")]
    return [Span(named, "key"), Span(words.removeprefix(named), "faint")]
