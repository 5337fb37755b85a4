"""Whether a text was read to its end, before a person agrees to what it says."""

from typing import Any

from screens.dialogs.dialog import ReadingDialog
from screens.dialogs.frame import lines_unseen
from widgets.panes.text_pane import TextPane

GOES_ON = "Nothing is done yet, the text goes on: y again once you have read this part."


class ReadToTheEnd:
    """Knows of a dialog's text whether its last line stood in the view once.

    On a small terminal what is serious may stand where nobody saw it.
    """

    def __init__(self, dialog: ReadingDialog[Any]) -> None:
        self._dialog = dialog
        self._was_seen = False

    def watch(self) -> None:
        """Look at it whenever it scrolls; the dialog is composed."""
        for part in self._parts():
            self._dialog.watch(part, "scroll_y", self._look, init=False)

    def goes_on(self) -> bool:
        """Whether more of it was to be read: then its next part is shown, and that said."""
        self._look()
        if self._was_seen or not any(map(_is_laid_out, self._parts())):
            return False
        self._dialog.action_scroll_page(1)
        self._look()
        self._dialog.remark(GOES_ON)
        return True

    def _parts(self) -> list[Any]:
        return [*self._dialog.query("ScrollingPart, TextPane")]

    def _look(self) -> None:
        parts = self._parts()
        if all(map(_is_laid_out, parts)) and not any(
            lines_unseen(part) > part.scroll_offset.y for part in parts
        ):
            self._was_seen = True


def _is_laid_out(part: Any) -> bool:
    return bool(part.size.height) and not (isinstance(part, TextPane) and not part.lines)
