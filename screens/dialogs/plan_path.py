"""Asks for the path of a plan's file, and stays until it was read: a mistake is mended here."""

from collections.abc import Callable, Iterable

from textual import work
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from migration.walk.plans import OpenPlan
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from screens.stage import outcome_of
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import plain


class PlanPathDialog(Dialog[OpenPlan]):
    """One path; Enter reads it by `read`, which may take long, and answers with the plan."""

    def __init__(self, read: Callable[[str], OpenPlan], *, demo: bool = False) -> None:
        super().__init__("Open a plan's file", "Esc leaves · Enter opens it")
        self.read = read
        self._demo = demo
        self._reading = False

    def content(self) -> Iterable[Widget]:
        """Which file it is, and its path."""
        command = f"poolwalk {'--demo ' if self._demo else ''}plan --out FILE"
        hint = f"As “{command}” in another terminal keeps it. Its path may be pasted here."
        yield Sentence(plain(hint), classes="dialog-told")
        yield plain_input(example="~/plan.json", may_begin_with_point=True)

    def lacks_answer(self) -> bool:
        """Whether no path was typed."""
        return not any(field.value.strip() for field in self.query(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file."""
        if not event.value.strip():
            self.say("Type the path of a plan's file; Esc leaves.", "error")
        elif not self._reading:
            self._reading = True
            self.say("Reading it…")
            self._open(event.value.strip())

    @work(thread=True, exclusive=True, group="plan", exit_on_error=False)
    def _open(self, path: str) -> None:
        """Behind the screen: a file may lie on a disk that does not answer."""
        outcome = outcome_of("opening the plan", lambda: self.read(path))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._opened, outcome.result, outcome.problem)

    def _opened(self, opened: OpenPlan | None, problem: str) -> None:
        if not self.is_mounted:
            return
        self._reading = False
        if opened is None:
            self.say(problem, "error")
        else:
            self.dismiss(opened)
