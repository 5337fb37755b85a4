"""Shows everything that undoing a list of changes would do, before any of it is done.

The newest comes first, the changes are counted, and what removes something is marked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from migration.changes.write_report import RecordedChange, Undoable
from migration.number_words import number_of
from screens.dialogs.confirm import YES_OR_NO, yes_or_no
from screens.dialogs.dialog import ReadingDialog
from screens.dialogs.read_to_the_end import ReadToTheEnd
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.own_keys import with_own_keys
from widgets.text.plain_text import chop_at_words, cut, plain
from widgets.text.record_words import moment, place_of

LONGEST = 2  # lines of one value; the record shows it whole


class UndoListDialog(ReadingDialog[bool]):
    """The list of changes to undo; yes only by `y`, and once all of it was read."""

    BINDINGS: ClassVar[list[BindingType]] = [*YES_OR_NO]
    READ_FIRST = frozenset({"yes"})

    def __init__(
        self,
        title: str,
        undoables: Sequence[Undoable],
        history: Mapping[int, RecordedChange],
        titles: Mapping[str, str],
        stays: int = 0,
    ) -> None:
        """Show the list.

        `stays` counts older changes that were undone in the meantime; what they did does not come
        back by this.
        """
        settings = sum(len(undoable.ids) for undoable in undoables)
        removing = sum(undoable.asks for undoable in undoables)
        super().__init__(
            f"{title}: {number_of(len(undoables), 'change')}, {number_of(settings, 'setting')}",
            yes_or_no("Undo it" if settings == 1 else "Undo them"),
        )
        self._read = ReadToTheEnd(self)
        self._undoables = tuple(undoables)
        self._history = history
        self._titles = titles
        notes = []
        if removing:
            those = (
                "The change marked ! removes"
                if removing == 1
                else f"The {removing} changes marked ! remove"
            )
            notes.append(f"{those} what was made: that cannot be taken back without harm.")
        if stays:
            notes.append(
                f"{number_of(stays, 'older change')} undone since then"
                f" stay{'s' if stays == 1 else ''} undone."
            )
        self._warning = " ".join(notes)
        self._reversal = "" if removing else with_own_keys("Applying (a) writes it again.")

    def content(self) -> Iterable[Widget]:
        """The changes, newest first."""
        yield TextPane(self._lines)

    def on_mount(self) -> None:
        """Know how far it was read."""
        self._read.watch()

    def action_yes(self) -> None:
        """Undo them."""
        if not self._read.goes_on():
            self.dismiss(True)

    def _lines(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        for undoable in self._undoables:
            change = self._history[undoable.entry]
            lead = Span("! ", "warning") if undoable.asks else Span("  ")
            when = f"{moment(change.at)}  "
            first, *rest = chop_at_words(place_of(change, self._titles), width - 2 - len(when))
            lines.append(line(lead, Span(when, "faint"), Span(first, "strong")))
            lines += [line(Span(" " * (2 + len(when)) + part, "strong")) for part in rest]
            for text in undoable.lines:
                shown = cut(plain(text), LONGEST * (width - 4))
                lines += [line(Span(f"    {part}")) for part in chop_at_words(shown, width - 4)]
        for note, role in ((self._warning, "warning"), (self._reversal, "")):
            lines += [Line(), *sentence_lines("", note, width, role)] if note else []
        return lines
