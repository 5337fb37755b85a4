"""Where the person is and what can be done there.

Decides which commands apply, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from migration.guide.carried_settings import ACCEPTED
from migration.guide.step import EFFECTS, StepKind
from migration.secret import Secret
from widgets.text.settings_view import NEW, OLD

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.changes.write_report import Undoable
    from migration.checks.finding import Finding
    from migration.compare.setting import Setting, Value
    from migration.guide.page import Page, PasteValue
    from migration.guide.ticks import PagePart
    from widgets.text.chosen_value import ChosenValue
    from widgets.text.row_values import Row


class Pane(StrEnum):
    """The panes that the keys can be in."""

    STEPS = "steps"
    SETTINGS = "settings"
    GUIDE = "guide"


At = TypeVar("At")


@dataclass(frozen=True)
class Situation:
    """One moment of the main screen. `page` is None until the deployment is known."""

    pane: Pane = Pane.STEPS
    page: Page | None = None
    row: Row | PasteValue | None = None
    part: PagePart | None = None  # the sub-point under the cursor
    address: str = ""
    column: str = ""
    read_only: bool = False
    writing: bool = False
    to_apply: int = 0  # in this step
    undoable: Undoable | None = None
    recorded: bool = False  # something was written before
    others: bool = False  # config.toml has other deployments
    several: bool = False  # the app began on the page of them
    check: Finding | None = None  # what was checked, under the cursor
    checking: bool = False  # somebody outside is being asked
    practice_console: bool = False  # the demo has this step's console
    console_hint: str = ""  # what the demo's key does there now
    submits: bool = False  # the Alexa skill can go to its certification
    only_differences: bool = False  # what is the same is hidden
    at_end_of_text: bool = False  # of what is there to be read, and was not yet
    text_cut: bool = False  # there is more of what to do than its room beside the rows
    rows_hidden: bool = False  # what to do has their room

    @property
    def setting(self) -> Setting | None:
        """The setting that the cursor is on, when the keys are among the settings."""
        if self.row is None:
            return None
        from migration.compare.setting import Setting

        return self.row if isinstance(self.row, Setting) else None

    @property
    def value(self) -> Value:
        """What `c` copies and `m` reveals."""
        if self.row is None:
            return None
        from migration.guide.page import PasteValue

        if isinstance(self.row, PasteValue):
            return self.row.value
        return self.chosen.value if self.chosen is not None else None

    @property
    def chosen(self) -> ChosenValue | None:
        """The value of the setting or fact under the cursor, and whose it is."""
        return self._chosen_in(self.column)

    @property
    def other(self) -> ChosenValue | None:
        """The value in the other column, as one to choose."""
        return self._chosen_in(OLD if self.column == NEW else NEW)

    def _chosen_in(self, column: str) -> ChosenValue | None:
        if self.row is None or self.page is None:
            return None
        from migration.guide.page import PasteValue
        from widgets.text.chosen_value import chosen_value

        if isinstance(self.row, PasteValue):
            return None
        return chosen_value(self.row, column, self.page.sides)

    @property
    def hides_secret(self) -> bool:
        """Whether what the cursor is on hides behind dots."""
        return isinstance(self.value, Secret)

    @property
    def hides_part(self) -> bool:
        """Whether a part of the address that the cursor is on is shown in its details alone."""
        return not self.hides_secret and self.chosen is not None and self.chosen.hides

    @property
    def can_write(self) -> bool:
        """Whether a write may begin."""
        return self.page is not None and not self.read_only and not self.writing

    @property
    def undo_hint(self) -> str:
        """The word for undoing the last change; none where that is another step's.

        What the line offers is about what is in front of the person. The key asks there.
        """
        return "" if self._undoes_elsewhere else "undo"

    @property
    def undo_title(self) -> str:
        """The same, as the palette calls it: with its step, where that is another one."""
        if self.undoable is None or not self._undoes_elsewhere:
            return "Undo"
        return f"Undo in step {self.undoable.step}"

    @property
    def _undoes_elsewhere(self) -> bool:
        if self.page is None or self.undoable is None:
            return False
        return self.undoable.step != self.page.summary.step.id

    @property
    def can_enter(self) -> str:
        """What `e` would ask for here.

        "domain", "apple-key", "logo", "skill-fields", "callback", "app-file", "token-url", or
        nothing.
        """
        if self.setting is not None and self.setting.asks:
            return self.setting.asks
        if self.page is None or self.page.asks:
            return self.page.asks if self.page else ""
        return next((setting.asks for setting in self.page.summary.settings if setting.asks), "")

    @property
    def can_submit(self) -> bool:
        """Whether the Alexa skill's stage holds what it should, so that it can be certified."""
        return self.can_write and self.submits

    @property
    def zoom_hint(self) -> str:
        """The word for giving room to what to do, or to the rows; none among the rows."""
        if self.rows_hidden:
            return "rows"
        return "zoom" if self.text_cut and self.pane is not Pane.SETTINGS else ""

    @property
    def pair(self) -> str:
        """The old app client whose pair `p` would choose, or nothing."""
        if self.page is None:
            return ""
        pairs = [group for group in self.page.groups if group.client]
        here = [group.client for group in pairs if self.row in group.rows]
        return here[0] if here else pairs[0].client if pairs else ""

    @property
    def can_tick(self) -> bool:
        """Whether `space` says something here.

        Of a step that AWS does not show by itself, or by taking back what was said.
        """
        if self.page is None or self.page.left_out:
            return False
        return (
            self.page.tick is not None
            or self.at_end_of_text
            or self.page.summary.step.kind
            in {
                StepKind.CONSOLE,
                StepKind.BOTH,
            }
        )

    @property
    def ticked(self) -> bool:
        """Whether `space` would take back what was said of the sub-point, or of the step."""
        if self.part is not None:
            return self.part.tick is not None and not self.part.tick.seen
        if self.page is None or self.was_seen:
            return False
        return self.page.said_done or self.page.tick is not None

    @property
    def was_seen(self) -> bool:
        """Whether Poolwalk saw the sub-point, or all of the step's: nobody said it, or has to."""
        page = self.page
        unsaid = page is not None and page.said_done and page.tick is None
        parts = page.summary.parts if page is not None and unsaid else ()
        asked = (self.part,) if self.part is not None else parts
        return bool(asked) and all(one.tick is not None and one.tick.seen for one in asked)

    @property
    def tick_hint(self) -> str:
        """The word for it; none while the step has settings to apply, which come first."""
        if self.ticked:
            return "take back"
        if self.at_end_of_text:
            return "read"
        return "" if self.writes_first or self.was_seen else "done"

    @property
    def writes_first(self) -> bool:
        """Whether a setting of the step can be written as things stand, or waits to be entered."""
        settings = self.page.summary.settings if self.page is not None else ()
        return any(one.to_do and (one.asks or not one.blocked) for one in settings)

    @property
    def can_check(self) -> bool:
        """Whether something outside can be asked to prove this step."""
        return self.page is not None and self.page.can_check and not self.checking

    @property
    def can_leave_out(self) -> bool:
        """Whether a person can say that this step does not apply, or who may stay behind."""
        return self.page is not None and (
            self.page.summary.step.kind is not StepKind.READING or self.page.verdict is not None
        )

    @property
    def reason_for(self) -> str:
        """What a reason given here does, in a word or two."""
        if self.page is not None and self.page.verdict is not None:
            return "accept who is left" if self._asks_for_a_reason else ""
        if self.page is not None and (
            ACCEPTED.intersection(self.page.summary.step.carries)
            or (self.setting is not None and self.setting.acceptable and self.setting.to_do)
        ):
            return "accept"
        return "applies" if self.page is not None and self.page.left_out else "leave out"

    @property
    def _asks_for_a_reason(self) -> bool:
        """Whether a reason would settle something that the verdict names."""
        verdict = self.page.verdict if self.page is not None else None
        return verdict is not None and any(
            "not-applicable" in (reason.command, reason.otherwise) and reason.step == EFFECTS
            for reason in (*verdict.against, *verdict.unknown)
        )

    @property
    def reason_title(self) -> str:
        """The same, as the palette calls it."""
        return {
            "accept who is left": "Accept who is left in the old pool",
            "accept": "Accept as it is",
            "applies": "It does apply",
        }.get(self.reason_for, "Not applicable")
