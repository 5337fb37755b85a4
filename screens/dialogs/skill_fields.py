"""Asks for what Amazon never gives of the skill's account linking (guide's step 7a)."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from migration.changes.skill_preview import IF_NOBODY_KNOWS, WHERE_THEY_STAND, WITHOUT_THEM
from migration.deployment.alexa_linking import HIDDEN
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import plain


class SkillFieldsDialog(Dialog[str]):
    """Two inputs; Enter goes on from the first and keeps both from the second."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(
            "What Amazon never shows of the account linking",
            "Esc leaves · Enter keeps it · empty: unset by the write",
        )
        self._walkthrough = walkthrough

    def content(self) -> Iterable[Widget]:
        """Each field under its name at Amazon."""
        for told in (WHERE_THEY_STAND, WITHOUT_THEM, IF_NOBODY_KNOWS):
            yield Sentence(told, classes="dialog-told")
        held = self._walkthrough.skill.fields()
        for name, hint in zip(
            HIDDEN,
            ("an https address, where one was set", "true or false, where it was set"),
            strict=True,
        ):
            yield Sentence(f"{name}: {hint}", classes="dialog-label")
            yield plain_input(plain(held.get(name, "")), id=name)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on, or keep both."""
        first, second = (self.query_one(f"#{name}", Input) for name in HIDDEN)
        if event.input is first:
            second.focus()
            return
        with self.refusal_said():
            said = self._walkthrough.skill.enter(first.value, second.value)
            self.dismiss(said)
