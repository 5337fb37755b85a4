"""A field for one line, which rests when nobody types."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from screens.key_origin import burst_number

BEYOND_CURSOR = "  "
# No value that goes into a line is as long; each key in a longer one would take a second.
LONGEST_LINE = 20_000
TOO_LONG = f"Nothing was taken: no value here has more than {LONGEST_LINE:,} characters."


class LineInput(Input):
    """Takes one line; several that were pasted are handed to the dialog, which knows better."""

    @dataclass
    class LinesPasted(Message):
        """Several lines were pasted into a field for one, or one that no value is as long as."""

        field: "LineInput"
        text: str

    @dataclass
    class PointTyped(Message):
        """A point was typed as the beginning of what never begins with one: it was not taken."""

    may_begin_with_point = False  # as a path may
    _points = ""  # that were not taken
    _burst = 0  # of text in which they came; 0 for points that were typed

    def on_key(self, event: events.Key) -> None:
        """Leave out the key of what is next, pressed once too often.

        Points before other text of one burst are of a paste without brackets: they come with it.
        """
        burst = burst_number(event)
        points = self._points if burst and burst == self._burst else ""
        self._points = ""
        if event.character == "." and not (self.value or self.may_begin_with_point):
            event.prevent_default()
            event.stop()
            self._points, self._burst = f"{points}.", burst
            self.post_message(self.PointTyped())
        elif points and event.is_printable:
            self.insert_text_at_cursor(points)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the dialog a key that has nowhere to go in here."""
        if self.selection.is_empty and self._is_at_its_end(action):
            return False
        return super().check_action(action, parameters)

    def _is_at_its_end(self, action: str) -> bool:
        end = len(self.value)
        at = {"home": 0, "cursor_left": 0, "end": end, "cursor_right": end}
        return at.get(action) == self.cursor_position

    def on_paste(self, event: events.Paste) -> None:
        """Take a line that is pasted; nothing of several goes anywhere by itself."""
        event.prevent_default()
        event.stop()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1 or (lines and not self.put_in(lines[0])):
            self.post_message(self.LinesPasted(self, event.text))

    def put_in(self, text: str) -> bool:
        """Put text in at the cursor, in place of what is selected.

        False where the line would be longer than any value: then it stays as it is.
        """
        if len(self.value) + len(text) > LONGEST_LINE:
            return False
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *selection)
        return True


def moves_nothing(area: TextArea, action: str) -> bool:
    """Whether an action would move the cursor of a text that is empty."""
    return not area.text and action.startswith("cursor_")


def first_of(text: str) -> tuple[str, str]:
    """The first of several lines for a field that takes one, and the sentence on the others."""
    first, *others = [line for line in text.splitlines() if line.strip()]
    left_out = "one more line was" if len(others) == 1 else f"{len(others)} more lines were"
    return first, f"Only one line goes in here: {left_out} left out." if others else ""


def plain_input(
    value: str = "",
    *,
    id: str | None = None,  # noqa: A002 - Textual's own name for it
    hint: str = "",
    example: str = "",
    may_begin_with_point: bool = False,
) -> LineInput:
    """A text input that rests when nobody types: its cursor does not blink.

    Where it is empty a `hint` stands in it, or an `example` of what goes in, said to be one. Both
    begin beyond the cursor, so that neither is taken for what is filled in.
    """
    words = hint or (f"e.g. {example}" if example else "")
    placeholder = f"{BEYOND_CURSOR}{words}" if words else ""
    field = LineInput(value, id=id, placeholder=placeholder, select_on_focus=False, compact=True)
    field.cursor_blink = False
    field.may_begin_with_point = may_begin_with_point
    return field
