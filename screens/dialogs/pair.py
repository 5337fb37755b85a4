"""Asks which app client of the new pool an old one became (guide's step 4)."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import OptionList

from migration.walkthrough import Walkthrough
from screens.dialogs.choices import Choices
from screens.dialogs.dialog import Dialog
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import plain

LEAVE_OUT = "leave out: its settings are not copied"


class PairDialog(Dialog[str]):
    """A list of the new pool's clients, the likeliest one first under the cursor."""

    def __init__(self, walkthrough: Walkthrough, old: str) -> None:
        super().__init__(f"Which new app client replaces {old}?", "Esc leaves · Enter chooses")
        self._walkthrough = walkthrough
        self._old = old
        self._choices = walkthrough.pages.pair_choices(old)
        self._free = [name for name in self._choices.names if name not in self._choices.taken]

    def content(self) -> Iterable[Widget]:
        """The clients, and leaving it out."""
        yield Sentence(
            "Its settings are compared with that one, and written to it.", classes="dialog-hint"
        )
        if why := self._choices.why:
            yield Sentence(
                f"Poolwalk suggests {self._choices.likeliest}: {why}.", classes="dialog-hint"
            )
        if taken := self._taken():
            yield Sentence(taken, classes="dialog-hint")
        names = self._free
        options = [f"{plain(name)}{self._remark(name)}" for name in names]
        # where each one is what another became, leaving out is last, and takes nothing from anybody
        likeliest = self._choices.likeliest
        chosen = names.index(likeliest) if likeliest else len(names)
        yield Choices(*options, LEAVE_OUT, chosen=chosen)

    def _taken(self) -> str:
        """What nobody can choose here, and why."""
        taken = [
            f"{plain(name)} (replaces {plain(other)})"
            for name, other in self._choices.taken.items()
            if name in self._choices.names
        ]
        return f"Taken already: {', '.join(taken)}." if taken else ""

    def _remark(self, name: str) -> str:
        suggested = self._choices.is_suggested and name == self._choices.likeliest
        return " (suggested)" if suggested else ""

    def on_choices_another_chosen(self) -> None:
        """Say no longer what was said of the answer before, or of the key before."""
        self.say("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Remember the pair."""
        names = self._free
        new = names[event.option_index] if event.option_index < len(names) else ""
        with self.refusal_said():
            self._walkthrough.entered.pair(self._old, new)
            self.dismiss(
                f"{self._old} is paired with {new}." if new else f"{self._old} is left out."
            )
