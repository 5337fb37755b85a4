"""The main screen's handlers on a stage that is no screen: no Textual app, no thread, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from textual.screen import Screen

from migration.doctor.check import Check
from migration.errors import PoolwalkError
from migration.guide.page import Page
from migration.guide.step import Step
from migration.secret import Secret
from migration.walkthrough import Walkthrough
from screens.deployments.choice import Choice
from screens.dialogs.accept import AcceptDialog
from screens.dialogs.plan_path import PlanPathDialog
from screens.dialogs.text_question import TextQuestion
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, outcome_of
from screens.walkthrough.handler_of_command import handler_of_command
from screens.walkthrough.handlers import Handlers
from screens.walkthrough.practice_consoles import Consoles
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.situation import Pane
from widgets.text.reading_progress import TextPlace
from widgets.text.standing_sentences import GRAVITY, always

T = TypeVar("T")


@dataclass
class Later:
    """Something that the stage was asked to do later."""

    seconds: float
    do: Callable[[], None]
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class FakeStage:
    """Keeps what it was told; work in the background is done at once, or when `release` is called.

    `holds` names what is held back: "writing".
    """

    sentences: list[tuple[str, str]] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    dialogs: list[tuple[Screen[Any], Callable[[Any], None]]] = field(default_factory=list)
    timers: list[Later] = field(default_factory=list)
    bells: int = 0
    holds: set[str] = field(default_factory=set)
    held: list[Callable[[], None]] = field(default_factory=list)
    still_true: Callable[[], bool] = always
    unfolded: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # what a dialog said that stayed

    @property
    def said(self) -> str:
        return self.sentences[-1][0] if self.sentences else ""

    @property
    def look(self) -> str:
        return self.sentences[-1][1] if self.sentences else ""

    def say(self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always) -> None:
        self.sentences.append((sentence, look))
        self.still_true = holds

    def say_also(
        self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always
    ) -> None:
        said, held, graver = self.said, self.still_true, max(self.look, look, key=GRAVITY.index)
        if said:
            self.say(f"{said} {sentence}", graver, holds=lambda: held() and holds())
        else:
            self.say(sentence, look, holds=holds)

    def say_first(self, sentence: str) -> None:
        said, look = self.said, "" if self.look == "ok" else self.look
        self.say(f"{sentence} {said}".rstrip(), look, holds=self.still_true if said else always)

    def remark(self, sentence: str, *, makes_room: bool = False) -> None:
        stands = self.said.removesuffix(sentence).rstrip()
        self.say(f"{stands} {sentence}".lstrip(), self.look)

    def say_in_passing(self, sentence: str) -> None:
        self.passing.append(sentence)

    def drop_remark(self, *, results: bool = False) -> None:
        if not self.look or (results and self.look == "ok"):
            self.say("")

    def drop_untrue(self) -> None:
        if self.said and not self.still_true():
            self.say("")

    def unfold(self) -> None:
        self.unfolded.append(self.said)

    def ask(self, dialog: Screen[T], answered: Callable[[T | None], None] = lambda _: None) -> None:
        self.dialogs.append((dialog, answered))

    def run(self, doing: str, work: Callable[[], T], done: Callable[[Outcome[T]], None]) -> None:
        def both() -> None:
            done(outcome_of(doing, work))

        if doing in self.holds:
            self.held.append(both)
        else:
            both()

    def on_screen(self, do: Callable[[], None]) -> None:
        do()

    def after(self, seconds: float, do: Callable[[], None]) -> Later:
        self.timers.append(Later(seconds, do))
        return self.timers[-1]

    def when_painted(self, do: Callable[[], None]) -> None:
        do()

    def bell(self) -> None:
        self.bells += 1

    # --- what a test does -------------------------------------------------------------------------
    @property
    def dialog(self) -> Screen[Any]:
        """The dialog that is open."""
        return self.dialogs[-1][0]

    def title(self) -> str:
        """The title of the dialog that is open."""
        return str(getattr(self.dialog, "_title_text", ""))

    def answer(self, given: object) -> None:
        """Answer the dialog that is open; None leaves it."""
        dialog, answered = self.dialogs.pop()
        if given is not None and isinstance(dialog, TextQuestion | AcceptDialog | PlanPathDialog):
            does = dialog.read if isinstance(dialog, PlanPathDialog) else dialog.keep
            try:
                given = does(cast("Any", given))
            except PoolwalkError as error:  # it stays
                self.dialogs.append((dialog, answered))
                self.refused.append(str(error))
                return
        answered(given)

    def release(self) -> None:
        """Do the work that was held back."""
        held, self.held = self.held, []
        for work in held:
            work()

    def pass_time(self) -> None:
        """Do what was to be done later."""
        timers, self.timers = self.timers, []
        for timer in timers:
            if not timer.stopped:
                timer.do()


@dataclass
class FakeTerminal:
    """Keeps what was copied, and with which code the program was ended."""

    copied: list[tuple[str, str, bool]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    arrives: bool = True  # whether what is copied gets to the person
    under_way: list[Callable[[], None]] = field(default_factory=list)  # told once it arrives

    def copy(self, text: Secret, name: str, *, secret: bool, arrived: Callable[[], None]) -> None:
        self.copied.append((text.reveal(), name, secret))
        if self.arrives:
            arrived()
        else:
            self.under_way.append(arrived)

    def toggle_mouse(self) -> None: ...

    def suspend(self) -> None: ...

    def can_suspend(self) -> bool:
        return True

    def redraw(self) -> None: ...

    def look(self, told: Callable[[Check], None]) -> None: ...

    def test_clipboard(self, ended: Callable[[bool | None], None]) -> None: ...

    def exit(self, code: int) -> None:
        self.codes.append(code)


class FakeRows:
    """A pane of as many rows as it is given."""

    display = True
    gave_way = False

    def __init__(self, rows: list[str] | None = None) -> None:
        self.rows = self.rows_seen = rows or []
        self.cursor = self.rows[0] if self.rows else ""

    def move_to(self, row: str) -> bool:
        self.cursor = row
        return row in self.rows

    def move_by(self, rows: int) -> bool:
        at = self.rows.index(self.cursor) + rows
        return self.move_to(self.rows[min(max(at, 0), len(self.rows) - 1)])

    def move_page(self, pages: int) -> bool:
        return self.move_by(pages * 10)

    def scroll_by(self, _: int) -> bool:
        return False

    def move_first(self) -> bool:
        return self.move_to(self.rows[0])

    def move_last(self) -> bool:
        return self.move_to(self.rows[-1])


class Play:
    """The handlers on a fake stage, given a walkthrough."""

    def __init__(
        self,
        open_walkthrough: Callable[[], Walkthrough],
        steps: tuple[Step, ...],
        consoles: Consoles | None = None,
        choice: Choice | None = None,
    ) -> None:
        self.stage = FakeStage()
        self.terminal = FakeTerminal()
        self.opened = OpenedWalkthrough()
        self.views = ViewStore(
            ViewState(step=steps[0].id),
            self._view_changed,
        )
        self.rows: Mapping[Pane, FakeRows] = {pane: FakeRows() for pane in Pane}
        self.text_place = TextPlace.NONE
        self.text_goes_on = False
        self.handlers = Handlers(
            self.stage,
            self.opened,
            self.views,
            self.terminal,
            lambda pane: self.rows[pane],
            open_walkthrough,
            steps,
            consoles=consoles,
            choice=choice,
            text_place=lambda: self.text_place,
            text_goes_on=lambda: self.text_goes_on,
            do_command=self.press,
        )
        self.of_command = handler_of_command(self.handlers, self.stage, self.terminal)

    def _view_changed(self, before: ViewState, after: ViewState) -> None:
        self.handlers.view_changed(before, after)

    @property
    def view(self) -> ViewState:
        return self.views.now

    @property
    def said(self) -> str:
        return self.stage.said

    @property
    def walkthrough(self) -> Walkthrough:
        assert self.opened.walkthrough is not None
        return self.opened.walkthrough

    @property
    def page(self) -> Page | None:
        return self.handlers.shown.page()

    def begin(self) -> "Play":
        """Log in and read."""
        self.handlers.reading.begin()
        return self

    def press(self, *commands: str) -> None:
        """Do commands of the table, by their ids."""
        for command in commands:
            self.of_command[command]()

    def stand_on(self, step: str, row: str = "", column: str = "old") -> None:
        """Put the cursor on a row of a step's settings; without a row, on the step."""
        pane = Pane.SETTINGS if row else Pane.STEPS
        self.views.show(replace(self.view.at_step(step, row), pane=pane, column=column))

    def stand_on_guide(self, step: str, row: str) -> None:
        """Put the cursor on a row of "What to do"."""
        self.views.show(replace(self.view.at_step(step), pane=Pane.GUIDE, guide_row=row))
