"""One field of a recorded change, whole.

Before and after with what differs marked, who, when, and what became of it.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.changes.write_report import RECOVERED, FieldChange, RecordedChange
from screens.dialogs.details import wrap_marked
from screens.dialogs.dialog import ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.differences import Marked, mark_differences
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import chop_at_words, plain
from widgets.text.record_words import FIELD_MARKS, member_of, moment, plan_words
from widgets.text.shown_values import NOTHING


class RecordedFieldDialog(ReadingDialog[None]):
    """Shows it until it was read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", "Close")]

    def __init__(self, change: RecordedChange, field: FieldChange) -> None:
        super().__init__(member_of(field.id), "Enter closes · ↑ ↓ scroll")
        self._change = change
        self._field = field

    def content(self) -> Iterable[Widget]:
        """What is known of the change, then both values."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        change, field = self._change, self._field
        mark, role = FIELD_MARKS[field.state]
        lines = [
            line(Span(f"{mark} {field.state}", role), Span(f"  {moment(change.at)} UTC", "faint"))
        ]
        lines += sentence_lines("  ", field.reason, width, "faint") if field.reason else []
        lines += sentence_lines("  ", f"{RECOVERED}.", width, "faint") if change.recovered else []
        lines += sentence_lines("  ", plan_words(change), width, "faint") if change.plan else []
        lines += [
            line(Span(f"  {text}", "faint")) for text in chop_at_words(plain(change.who), width - 2)
        ]
        lines += [
            line(Span(f"  {text}", "faint")) for text in chop_at_words(plain(field.id), width - 2)
        ]
        before, after = self._marked()
        for name, text, marked in (("Before", field.before, before), ("After", field.after, after)):
            lines += [Line(), line(Span(name, "title"))]
            if text == NOTHING:
                lines.append(line(Span("  nothing", "faint")))
            else:
                lines += [line("  ", *spans) for spans in wrap_marked(marked, width - 2)]
        return lines

    def _marked(self) -> tuple[Marked, Marked]:
        before, after = self._field.before, self._field.after
        if NOTHING in (before, after):
            return [(before, False)], [(after, False)]
        return mark_differences(before, after)
