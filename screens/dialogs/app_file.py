"""Compares an app's own file with what it should hold (guide's steps 8a to 8c).

It asks for the file's path first.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from migration.errors import PoolwalkError
from migration.mobile.app_file_comparison import AppComparison, KeyCheck, KeyVerdict
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog, ReadingDialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import chop_at_words, plain

MARKS = {
    KeyVerdict.SAME: ("✓", "ok"),
    KeyVerdict.DIFFERS: ("✗", "error"),
    KeyVerdict.MISSING: ("✗", "error"),
    KeyVerdict.UNKNOWN: ("?", "faint"),
}
_LABEL = 13  # cells of "should hold" and what surrounds it


class AppFileDialog(Dialog[AppComparison]):
    """Asks for a path; a file that cannot be used is named, and the path is asked for again."""

    def __init__(self, walkthrough: Walkthrough, path: str) -> None:
        super().__init__("The app's own file", "Esc leaves · Enter compares it")
        self._walkthrough = walkthrough
        self._path = path

    def content(self) -> Iterable[Widget]:
        """The input, and what may stand in it."""
        yield Sentence(
            "The path of the app's local.properties, Configuration.plist, .env, rainmaker.config.ts"
            " or scanned JSON, on the machine where Poolwalk runs. It is read, never written.",
            classes="dialog-hint",
        )
        yield plain_input(self._path, example="~/app/local.properties", may_begin_with_point=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read it and hold it against this deployment."""
        path = event.value.strip()
        if not path:
            self.say("Name the file; Esc leaves.", "error")
            return
        self.say("Reading it…")
        self._compare(path)

    @work(thread=True, exclusive=True, group="app-file", exit_on_error=False)
    def _compare(self, path: str) -> None:
        """Behind the screen: a file can be large, or lie on a disk that does not answer."""
        compared: AppComparison | None = None
        said = ""
        try:
            compared = self._walkthrough.pages.app_file(path)
        except PoolwalkError as error:
            said = str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._compared, compared, said)

    def _compared(self, compared: AppComparison | None, said: str) -> None:
        if not self.is_mounted:
            return
        if compared is None:
            self.say(said, "error")
        else:
            self.dismiss(compared)


class AppComparisonDialog(ReadingDialog[None]):
    """Every key with what the file holds and what it should hold."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", "Close")]

    def __init__(self, compared: AppComparison) -> None:
        super().__init__(
            compared.path.rpartition("/")[2], "↑ ↓ scroll · Enter closes · nothing was written"
        )
        self._compared = compared

    def content(self) -> Iterable[Widget]:
        """The verdict in a sentence, then the keys."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        keys = self._compared.keys
        wrong = sum(key.verdict in {KeyVerdict.DIFFERS, KeyVerdict.MISSING} for key in keys)
        unknown = sum(key.verdict is KeyVerdict.UNKNOWN for key in keys)
        lines = sentence_lines("", _sum_up(wrong, unknown), width, "strong")
        for remark in self._compared.remarks:
            lines += sentence_lines("! ", remark, width, "warning")
        for key in keys:
            lines += [Line(), *_key_lines(key, width)]
        return lines


def _sum_up(wrong: int, unknown: int) -> str:
    parts = [
        f"{wrong} to change" if wrong else "",
        f"{unknown} cannot be judged yet" if unknown else "",
    ]
    return (
        ", ".join(filter(None, parts)).capitalize() + "."
        if wrong or unknown
        else "It holds all that it should."
    )


def _key_lines(key: KeyCheck, width: int) -> list[Line]:
    mark, role = MARKS[key.verdict]
    lines = [line(Span(f"{mark} ", role), Span(plain(key.field), "strong"))]
    lines += _value_lines("holds", key.holds or "nothing", width, "code" if key.holds else "faint")
    if key.should_hold and key.should_hold != key.holds:
        lines += _value_lines("should hold", key.should_hold, width, "code")
    return lines + (sentence_lines("  ", key.reason, width, "faint") if key.reason else [])


def _value_lines(label: str, value: str, width: int, role: str) -> list[Line]:
    first, *rest = chop_at_words(plain(value), width - 2 - _LABEL)
    lead = Span(f"  {label.ljust(_LABEL)}", "faint")
    return [
        line(lead, Span(first, role)),
        *(line(" " * (2 + _LABEL), Span(text, role)) for text in rest),
    ]
