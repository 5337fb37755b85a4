"""A sentence that is too long for the message line, whole."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens.dialogs.dialog import ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, line, wrap_spans
from widgets.text.links import linked
from widgets.text.plain_text import plain


class NoticeDialog(ReadingDialog[None]):
    """Shows text until it was read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "leave", "Close")]

    def __init__(self, text: str, title: str = "What happened") -> None:
        super().__init__(title, "Enter closes · ↑ ↓ scroll")
        self._text = text

    def content(self) -> Iterable[Widget]:
        """The text, wrapped."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        return [
            line(*spans)
            for part in self._text.splitlines()
            for spans in wrap_spans(linked(plain(part)), width)
        ]
