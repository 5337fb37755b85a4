"""A sentence that is too long for the message line, whole."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens.dialogs.dialog import NOT_OFFERED, ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, line, wrap_spans
from widgets.text.links import linked
from widgets.text.plain_text import plain


class NoticeDialog(ReadingDialog[None]):
    """Shows text until it was read.

    `copy` names and sends what of it is pasted elsewhere: the mouse would take the frame along.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "Close"),
        Binding("c", "copy", "Copy"),
    ]

    def __init__(
        self,
        text: str,
        title: str = "What happened",
        copy: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        what = f" · c copies {copy[0]}" if copy else ""
        super().__init__(title, f"Enter closes{what} · ↑ ↓ scroll")
        self._text = text
        self._copy = copy

    def action_copy(self) -> None:
        """Send what is pasted elsewhere."""
        if self._copy is not None:
            self._copy[1]()
        else:
            self.remark(NOT_OFFERED)

    def content(self) -> Iterable[Widget]:
        """The text, wrapped."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        return [
            line(*spans)
            for part in self._text.splitlines()
            for spans in wrap_spans(linked(plain(part)), width)
        ]
