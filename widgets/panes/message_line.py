"""What just happened, or what is wrong, in whole sentences.

It stays until something else is said or it is cleared.

In its corner stands a note of what goes on meanwhile.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult

from widgets.panes.drawing import DrawnLines
from widgets.text import plain_text
from widgets.text.line import Line, Span, cells_of, line, wrap_spans
from widgets.text.links import linked
from widgets.text.own_keys import with_own_keys
from widgets.text.plain_mode import MESSAGES, ROOM, is_plain
from widgets.text.plain_text import cut, plain, wrap
from widgets.text.standing_sentences import StandingSentences, joint

LINES = 3
SMALL = 24  # rows of a screen on which a third line would take one from the list of steps
LEAST_BESIDE_NOTE = 40
LEAST_FILLED = 12  # cells of a line that stay empty, from which the next word begins in it
_LEADS = {"ok": "✓ ", "warning": "! ", "error": "✗ ", "": "  "}


class CornerNote(DrawnLines):
    """A few words of what goes on meanwhile. A widget of its own.

    Where its digits change, the sentence is not written again.
    """

    DEFAULT_CSS = "CornerNote { dock: right; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.note = ""

    def show(self, note: str) -> None:
        """Show it ("" hides)."""
        if len(note) != len(self.note):
            self.styles.width = len(note) + 2
            self.display = bool(note)
        self.note = note
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The note with room on both sides.

        Each character a span of its own, so that only those that change are written.
        """
        return [line(" ", *(Span(character, "faint") for character in self.note), " ")]


class MessageLine(DrawnLines):
    """One line, growing to three; what is longer is unfolded by the key `unfolds`.

    On a small screen what went well has two: a third would move what is read for it.
    """

    WORDS = MESSAGES
    DEFAULT_CSS = "MessageLine { height: 1; overflow: hidden; }"

    def __init__(self, unfolds: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._unfolds = unfolds
        self.standing = StandingSentences(self._is_unread, self._changed)
        self._remark = ""  # of a key that did nothing
        self._makes_room = False  # whether that may take a line more
        self._meaning = ""  # of the mark under the cursor
        self._is_new = False  # it is of the key that acts now
        self._acts = False  # a key, just now
        self.times_said = 0  # the same sentence again counts too
        self._said_for = (0, 0)  # cells, and lines at most
        self._corner = CornerNote()

    def compose(self) -> ComposeResult:
        """The corner."""
        yield self._corner

    def show_note(self, note: str) -> None:
        """Put something in the corner ("" clears), beside whatever is said."""
        fits = self.size.width - len(note) >= LEAST_BESIDE_NOTE
        before = self._corner.note
        self._corner.show(note if fits else "")
        if bool(before) != bool(self._corner.note):
            self._lay_out()

    @property
    def sentence(self) -> str:
        """What is said, without what is remarked beside it."""
        return self.standing.sentence

    @property
    def look(self) -> str:
        """The look of it: "", "ok", "warning", "error"."""
        return self.standing.look

    def _changed(self) -> None:
        self._remark = ""
        self.times_said += 1
        self._lay_out()

    def _is_unread(self) -> bool:
        """Whether nobody can read what comes now: it came by itself, below a dialog."""
        return self._is_covered and not self._acts

    def remark(self, remark: str, *, makes_room: bool = False) -> None:
        """Say beside the sentence what became of a key ("" takes it back).

        It takes no line more, unless it `makes_room`: a line that came and went with each key would
        take the last one from what is read.
        Where there is no room for both, the remark is seen alone until the next key; what warns or
        went wrong is not hidden for it.
        """
        self._is_new = bool(remark)
        if (remark, makes_room) != (self._remark, self._makes_room):
            self._remark, self._makes_room = remark, makes_room
            self._lay_out()

    def show_meaning(self, meaning: str) -> None:
        """Tell of a mark ("" of none), in a line where nothing else is said."""
        if meaning != self._meaning:
            self._meaning = meaning
            self.redraw()

    @contextmanager
    def during_a_key(self) -> Iterator[None]:
        """A block in which a key acts: what was remarked of one before goes unless it is again."""
        self.was_seen()
        self._is_new, self._acts = False, True
        try:
            yield
        finally:
            self._acts = False
        if not self._is_new:
            self.remark("")

    def was_seen(self) -> None:
        """Be told that a person acts, who has it before them where no dialog lies over it."""
        if not self._is_covered:
            self.standing.were_seen()

    @property
    def _is_covered(self) -> bool:
        return any(screen.is_modal for screen in self.app.screen_stack[-1:])

    @property
    def text(self) -> str:
        """What is seen of both, were there room for all of it."""
        if not (self._remark and self.sentence):
            return self._remark or self.sentence
        both = f"{self.sentence}{joint(self.sentence)}{self._remark}"
        room = self._most if self._makes_room else self._lines_of_sentence
        if len(self._lines_of(both, self._width)) <= room:
            return both
        return self.sentence if self.look in {"warning", "error"} else self._remark

    def _lay_out(self) -> None:
        self._said_for = self.size.width, self._most
        needed = len(self._wrapped(self._width)) if self.text and self.size.width else 1
        height = max(min(needed, self._most), self._lines_of_sentence)
        # Setting it to what it is would lay the screen out again, and every scrollbar would be
        # written anew.
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.redraw()

    def on_resize(self) -> None:
        """At another width it takes more lines, or fewer."""
        self.fit()
        super().on_resize()

    def fit(self) -> None:
        """Take the lines that it needs and may have on the screen as it is now."""
        if self.text and (self.size.width, self._most) != self._said_for:
            self._lay_out()

    async def on_click(self, _: events.Click) -> None:
        """A click on a sentence that is cut unfolds it."""
        if self.hides:
            await self.screen.run_action("command('unfold-message')")

    def _wrapped(self, width: int) -> list[tuple[Span, ...]]:
        return self._lines_of(self.text, width)

    def _lines_of(self, text: str, width: int) -> list[tuple[Span, ...]]:
        return wrap_spans(
            linked(with_own_keys(plain(text)), self.look), width - 4 - self._room_for_note()
        )

    @property
    def _lines_of_sentence(self) -> int:
        """The lines that it takes without a remark."""
        if not self.sentence or not self.size.width:
            return 1
        return min(len(self._lines_of(self.sentence, self._width)), self._most)

    def _room_for_note(self) -> int:
        return len(self._corner.note) + 2 if self._corner.note else 0

    @property
    def _most(self) -> int:
        """The lines that it may have on the screen as it is now."""
        small = self.app.size.height <= SMALL and self.look not in {"warning", "error"}
        return 1 if self.standing.passes else LINES - 1 if small else LINES

    @property
    def hides(self) -> bool:
        """Whether a part of what is said has no room."""
        return bool(self.sentence) and len(self._lines_of(self.sentence, self._width)) > self._most

    @property
    def _width(self) -> int:
        """The cells that it is built for: plain mode's words take some."""
        return self.size.width - (ROOM if is_plain(self) else 0)

    def _shortened(self, wrapped: list[tuple[Span, ...]], width: int) -> list[tuple[Span, ...]]:
        """What has room: the beginning, the last sentences, which say what to do, and the key."""
        tail = (Span("  "), Span(self._unfolds, "key"), Span(" unfolds it", "faint"))
        room, mark = width - cells_of(tail), plain_text.ELLIPSIS
        closing = _last_sentences(with_own_keys(plain(self.sentence)), room, self._most - 1)
        kept = wrapped[: self._most - max(len(closing), 1)]
        begun = _text(wrapped[len(kept)])
        if (
            closing
            and width - cells_of(kept[-1]) >= LEAST_FILLED
            and not _is_word(begun.split()[0])  # an address went below
        ):
            kept[-1] = (Span(cut(f"{_text(kept[-1])} {begun}", width), self.look),)
        if closing:
            *whole, last = closing
            return [
                *kept,
                *((Span(text, self.look),) for text in whole),
                (Span(last, self.look), *tail),
            ]
        begun = _text(wrapped[self._most - 1])
        cut_off = set_cell_size(begun, min(cell_len(begun), room - cell_len(mark))).rstrip() + mark
        return [*kept, (Span(cut_off, self.look), *tail)]

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if not self.text:
            return [line(Span(f"   {self._meaning}", "faint")) if self._meaning else Line()]
        lead = _LEADS.get(self.look, "  ")
        wrapped = self._wrapped(width)
        if len(wrapped) > self._most:
            wrapped = self._shortened(wrapped, width - 4 - self._room_for_note())
        return [
            line(Span(" " + lead if number == 0 else "   ", self.look), *spans)
            for number, spans in enumerate(wrapped)
        ]


def _is_word(text: str) -> bool:
    """Whether it is a word of a language, which nobody reads by its half."""
    return text.strip("“”().,:;!?").isalpha()


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def _last_sentences(text: str, room: int, most: int) -> list[str]:
    """As many from the end as fit into so many lines: there they say what to do. [] where none."""
    sentences = re.split(r"(?<=\S[.:]) ", text)  # a key alone ends none
    for at in range(1, len(sentences)):
        lines = wrap(f"{plain_text.ELLIPSIS} {' '.join(sentences[at:])}", room)
        if len(lines) <= most:
            return lines
    return []
