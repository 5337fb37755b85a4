"""Asks what decides Google Home's Token URL (guide's step 7b).

The pool that the skill used until now, and the API Path URI.
"""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Input, OptionList

from migration.guide.statement import Found
from migration.pools.reading import Role
from migration.walkthrough import Walkthrough
from screens.dialogs.choices import MARK, Choices
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import chop_at_words, plain

WIDEST = 100  # cells of a dialog (assets/styles/dialogs.tcss)
ROUND = 8  # cells of them beside an answer: the frame, and room on both sides


class TokenUrlDialog(Dialog[str]):
    """Two answers, and one line for the URI; Enter keeps the one that has the keys."""

    AUTO_FOCUS = "OptionList"

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(
            "Which pool did Google Home use until now?",
            "Esc leaves · Enter keeps · ↑ ↓ choose · Tab API Path URI",
        )
        self._walkthrough = walkthrough
        self._urls = walkthrough.token_urls.of_each_answer()
        self._pools = tuple(self._urls)

    def content(self) -> Iterable[Widget]:
        """The two answers with the Token URL that each leads to, and the URI."""
        yield Sentence(
            "Accounts that are linked already hold tokens of that pool: the wrong Token URL may"
            " break them.",
            classes="dialog-hint",
        )
        pool, _ = self._walkthrough.token_urls.pool_until_now()
        room = min(self.app.size.width, WIDEST) - ROUND - MARK
        yield Choices(
            *(_answer(of, url, room) for of, url in self._urls.items()),
            chosen=self._pools.index(pool or Role.OLD),
        )
        found = self._walkthrough.token_urls.api_path()
        label = plain(found.why[:1].upper() + found.why[1:]) or "API Path URI"
        yield Sentence(label, classes="dialog-label")
        yield plain_input(
            found.value,
            hint="in the dashboard: Deployment Details",
        )

    def on_choices_another_chosen(self) -> None:
        """Say no longer what was said of the answer before, or of the key before."""
        self.say("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep the answer."""
        pool = self._pools[event.option_index]
        with self.refusal_said():
            self._walkthrough.entered.say_skills_pool(pool)
            self.dismiss(f"Kept: Google Home used the {pool} pool until now.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the URI; an empty one lets the export count again."""
        with self.refusal_said():
            self._walkthrough.entered.enter_api_path(event.value)
            self.dismiss(
                "Kept: the API Path URI."
                if event.value.strip()
                else "The API Path URI that was entered is dropped."
            )


def _answer(pool: Role, found: Found, room: int) -> str:
    """The pool and its Token URL: one that is too long for the line stands below, in its parts."""
    told = plain(found.value) if found.value else f"needs {plain(found.needs)}"
    whole = f"The {pool} pool: {told}"
    if cell_len(whole) <= room:
        return whole
    below = (f"  {part}" for part in chop_at_words(told, room - 2))
    return "\n".join((f"The {pool} pool:", *below))
