"""Takes what a check's line printed on another machine, and has it judged.

It is pasted, or read from a file.
"""

from collections.abc import Iterable

from textual import work
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import get_current_worker

from migration.checks.curl import Errand
from migration.checks.finding import Finding
from migration.checks.question_and_answer import LARGEST
from migration.errors import PoolwalkError
from migration.ordinary_file import content_of
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import LineInput, moves_nothing, plain_input
from widgets.panes.sentence import Sentence


class AnswerText(TextArea):
    """A place to paste an answer into; Enter is a line end here."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the dialog a key that moves nothing, since nothing is there."""
        return not moves_nothing(self, action) and super().check_action(action, parameters)


class PasteAnswerDialog(Dialog[str]):
    """A file or the pasted text; leaves with a sentence on what it proves."""

    AUTO_FOCUS = "#answer-text"

    def __init__(self, walkthrough: Walkthrough, errand: Errand) -> None:
        super().__init__(
            f"Answer: {errand.check.title}",
            "Esc leaves · Enter in the line judges it · Tab next field",
        )
        self._walkthrough = walkthrough
        self._errand = errand

    def content(self) -> Iterable[Widget]:
        """Text, path."""
        yield Sentence("What the line printed, from HTTP/… on", classes="dialog-label")
        text = AnswerText("", id="answer-text", tab_behavior="focus", soft_wrap=True, compact=True)
        text.cursor_blink = False
        yield text
        yield Sentence(
            "or a file that it was written to; Enter here judges", classes="dialog-label"
        )
        yield plain_input(id="answer-path", example="~/answer.txt", may_begin_with_point=True)

    def take_lines(self, field: LineInput, text: str) -> None:
        """Several lines are the answer itself, wherever they are pasted."""
        self.query_one("#answer-text", TextArea).text = text
        self.say("The answer's text was taken. Enter judges it.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Judge it."""
        path = self.query_one("#answer-path", Input).value.strip()
        self.say("Judging it…")
        self._judge(self.query_one("#answer-text", TextArea).text, path)

    @work(thread=True, exclusive=True, group="answer", exit_on_error=False)
    def _judge(self, text: str, path: str) -> None:
        """Behind the screen: an answer can be large, its file lie on a disk that does not answer.

        What was found goes into the record, which another program can hold.
        """
        said = problem = ""
        try:
            found = self._walkthrough.curl_checks.take_pasted(self._errand, text or _read(path))
            said = _said(found)
        except PoolwalkError as error:
            problem = str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._judged, said, problem)

    def _judged(self, said: str, problem: str) -> None:
        if not self.is_mounted:
            return
        if problem:
            self.say(problem, "error")
        else:
            self.dismiss(said)


def _read(path: str) -> str:
    return content_of(path, 2 * LARGEST).decode("utf-8", errors="replace")


def _said(found: Finding | None) -> str:
    if found is None:
        return (
            "The wrong address is refused, as it must be: the line for the check itself"
            " is shown by its details (Enter)."
        )
    return f"{found.title}: {found.verdict.word}, {found.sentence}."
