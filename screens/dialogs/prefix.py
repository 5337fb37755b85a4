"""Asks for the new domain's prefix (guide's step 2).

AWS's rule is checked as it is typed; then AWS is asked whether it is free.
"""

from collections.abc import Iterable

from textual import work
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from migration.compare.prefix import prefix_problem, prefix_warning
from migration.pools.documents import prefix_host
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.own_keys import key_of

RESTS = 0.5  # seconds without a key, before AWS is asked


class PrefixDialog(Dialog[str]):
    """One input with a suggestion in it; Enter keeps it, and nothing is written to AWS yet."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(
            "The new domain's prefix",
            "Esc leaves · Enter keeps it · the domain is made with"
            f" {key_of('apply')}, which shows it first",
        )
        self._walkthrough = walkthrough
        self._asking: Timer | None = None
        self._taken = ""  # the prefix that AWS said is in use
        self._asked = ""  # the prefix that AWS was asked about, and said what it could
        self._wanted = ""  # the prefix that Enter was pressed on, before AWS had answered

    def content(self) -> Iterable[Widget]:
        """The input and the host that it becomes."""
        yield Sentence(
            "Your customers see it in the address of the login page. It cannot be changed later."
            " Nobody else at AWS may have the same one in this region; the old one is taken.",
            classes="dialog-hint",
        )
        field = plain_input(self._walkthrough.entered.suggested_prefix(), id="prefix")
        field.select_on_focus = True  # who types another one means that one, not both as one name
        yield field
        yield Static("", id="prefix-host", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hold it against AWS's rule at once, and against AWS when typing rests."""
        if self._asking is not None:
            self._asking.stop()
        self._wanted = ""
        prefix = event.value.strip()
        deployment = self._walkthrough.state.deployment
        host = prefix_host(prefix or "…", deployment.region if deployment else "")
        self.query_one("#prefix-host", Static).update(host)
        problem = prefix_problem(prefix) if prefix else "Type a prefix."
        if problem:
            self.say(problem, "error")
        else:
            self.say("Asking AWS whether it is in use…")
            self._asking = self.set_timer(RESTS, lambda: self._ask(prefix))

    @work(thread=True, exclusive=True, group="prefix", exit_on_error=False)
    def _ask(self, prefix: str) -> None:
        taken = self._walkthrough.entered.prefix_taken(prefix)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._answered, prefix, taken)

    def _answered(self, prefix: str, taken: bool | None) -> None:
        if not self.is_mounted or self.query_one(Input).value.strip() != prefix:
            return
        self._asked, self._taken = prefix, prefix if taken else ""
        if taken:
            self.say(f"{prefix} is in use already: choose another one.", "error")
        elif taken is None:
            self.say("AWS could not be asked whether it is in use.", "warning")
        elif warning := prefix_warning(prefix):
            self.say(f"AWS knows nobody who has it. {warning}.", "warning")
        else:
            self.say("AWS knows nobody who has it; only making it proves that it is free.")
        if self._wanted == prefix and not taken:
            self._keep(prefix)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it, once AWS was asked whether it is in use."""
        prefix = event.value.strip()
        if prefix and prefix == self._taken:
            self.say(f"{prefix} is in use already: choose another one.", "error")
        elif prefix == self._asked or prefix_problem(prefix):
            self._keep(prefix)
        else:
            self._wanted = prefix
            if self._asking is not None:
                self._asking.stop()
            self.say("Asking AWS whether it is in use; then it is kept…")
            self._ask(prefix)

    def _keep(self, prefix: str) -> None:
        with self.refusal_said():
            self._walkthrough.entered.choose_prefix(prefix)
            self.dismiss(f"The new domain will be {prefix}: a makes it.")
