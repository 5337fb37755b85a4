"""The main screen's state and how it is drawn: what the other parts of the screen build on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from migration.changes.report import Undoable
from migration.checks.verdict import Finding
from migration.guide.step import Page, PagePart, PasteValue, Step
from widgets.commands.command import bindings
from widgets.commands.situation import Pane, Situation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.guide_pane import GuidePane, value_address
from widgets.panes.header import Header
from widgets.panes.hint_line import HintLine
from widgets.panes.line_pane import GUTTER, LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.settings_pane import SettingsPane
from widgets.panes.step_list import StepList
from widgets.text.checklist import part_address
from widgets.text.settings_rows import Row, View
from widgets.text.step_findings import finding_address

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
NARROW = 100  # cells: below that the sidebar shrinks to marks
ROOMY = 24  # rows for both panes
TALL_HEADER = 110  # cells: below that the two pools stand on a line each


class WalkthroughView(Screen[None]):
    """Header, steps, settings, what to do, message and hints.

    No pane takes Textual's focus, whose change would repaint everything: this screen has the keys,
    and `pane` says where they go.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALL)]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(
        self,
        steps: Sequence[Step],
        open_walkthrough: Callable[[], Walkthrough],
        *,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.open_walkthrough = open_walkthrough
        self.walkthrough: Walkthrough | None = None  # set once it is connected
        self.steps = tuple(steps)
        self.step = self.steps[0].id if self.steps else ""
        self.pane = Pane.STEPS
        self.view = View()
        self.page: Page | None = None
        self.waiting = "logging in to AWS"  # while there is no page
        self.reading_parts = False
        self.failed = False  # to open the deployment
        self.writing = ""  # what is being written, in words; empty when nothing is
        self.row_of_step: dict[str, str] = {}
        self.to_apply = 0  # in this step
        self.undoable: Undoable | None = None
        self.checking = False  # somebody outside is being asked
        self._demo = demo

    def compose(self) -> ComposeResult:
        """The panes."""
        yield Header(demo=self._demo, id="header")
        with Horizontal(id="body"):
            yield StepList(self.steps, id="steps")
            with Vertical(id="work"):
                yield PaneTitle(id="settings-title")
                yield SettingsPane(id="settings")
                yield PaneTitle(id="guide-title")
                yield GuidePane(id="guide")
        yield MessageLine(id="message")
        yield HintLine(ALL, Situation(), id="hints")
        yield Static(
            f"Poolwalk needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows to show both pools: make"
            " the window larger. Nothing is lost.",
            id="too-small",
            markup=False,
        )

    def on_mount(self) -> None:
        """Everything that is known without AWS is drawn at once."""
        self.header = self.query_one(Header)
        self.sidebar = self.query_one(StepList)
        self.settings = self.query_one(SettingsPane)
        self.guide = self.query_one(GuidePane)
        self.settings_title = self.query_one("#settings-title", PaneTitle)
        self.guide_title = self.query_one("#guide-title", PaneTitle)
        self.message = self.query_one(MessageLine)
        self.hints = self.query_one(HintLine)
        self.sidebar.move_to(self.step)
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small says so, and keeps everything."""
        width, height = event.size
        self.sidebar.set_class(width < NARROW, "-narrow")
        self.header.set_class(width < TALL_HEADER, "-tall")
        too_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        self.query_one("#too-small").display = too_small
        for widget in (self.header, self.query_one("#body"), self.message, self.hints):
            widget.display = not too_small
        self._share_height()

    # --- what is shown ----------------------------------------------------------------------------
    def current_step(self) -> Step:
        """The step that is shown."""
        return next(step for step in self.steps if step.id == self.step)

    def redraw(self) -> None:
        """Draw the state anew, from memory; only cells that changed are written."""
        walkthrough = self.walkthrough
        self.to_apply, self.undoable = 0, None
        if walkthrough is None or walkthrough.state.deployment is None:
            self.page = None
            self.header.show(None, None, read_only=False)
            self.settings.show_waiting(self.waiting, failed=self.failed and not self.reading_parts)
            self.guide.show_text(self.current_step())
        else:
            self.page = walkthrough.pages.page(self.step)
            self.to_apply, self.undoable = (
                len(walkthrough.pages.to_apply(self.step)),
                walkthrough.applier.undoable(),
            )
            self.draw_header(self.header)
            self.sidebar.show(walkthrough.pages.summaries())
            self.settings.show(self.page, self.view, self.row_of_step.get(self.step, ""))
            self.guide.show(self.page, self.view.revealed)
        self._share_height()
        self._draw_titles()
        self.draw_cursor()

    def draw_header(self, header: Header) -> None:
        """Show where we are and how far, here or on a screen that covers this one."""
        walkthrough = self.walkthrough
        if walkthrough is None:
            return
        header.show(
            walkthrough.state.deployment,
            walkthrough.pages.tally(),
            read_only=walkthrough.state.read_only,
            profile=walkthrough.state.request.profile,
            activity="writing" if self.writing else "reading" if self.reading_parts else "",
        )

    def _draw_titles(self) -> None:
        step = self.current_step()
        name = f"{step.id}  {step.title}" if len(step.id) < 3 else step.title
        remark = ""
        if self.page is not None:
            summary = self.page.summary
            remark = summary.reason or (
                f"{summary.remaining} to carry over" if summary.remaining else ""
            )
        self.settings_title.show(name, remark)
        alone = not self.settings.display
        self.guide_title.show(
            f"{name} · what to do" if alone else "What to do", remark if alone else ""
        )

    def _share_height(self) -> None:
        """Settings get what they need, what to do the rest, and neither is squeezed to nothing."""
        header = 3 if self.header.has_class("-tall") else 2
        height = self.size.height - header - 2 - 2  # titles; message and hints
        no_settings = self.page is not None and not self.page.groups and not self.page.waiting
        self.settings.display = self.settings_title.display = not no_settings
        if no_settings or height < 6:
            return
        # Counted for the width that it will have: a pane that comes back from hiding has none yet.
        width = self.query_one("#work").size.width - 1 - GUTTER
        needed = max(len(self.settings.build(width)), 3)
        share = max(height * 2 // 5, 4)
        # Where there is room the line between the two stays where it is from step to step.
        rows = min(max(needed + 1, share if height >= ROOMY else 0), height - share)
        if self.settings.styles.height is None or self.settings.styles.height.value != rows:
            self.settings.styles.height = rows

    def draw_cursor(self) -> None:
        """Show which pane has the keys, and what can be done there."""
        if self.pane is Pane.SETTINGS and not self.settings.display:
            self.pane = Pane.GUIDE
        for pane, widget in self.widgets_of_panes().items():
            widget.set_active(pane is self.pane)
        self.settings_title.set_active(self.pane is Pane.SETTINGS)
        self.guide_title.set_active(self.pane is Pane.GUIDE)
        if not self.writing:  # a write is short: hints that go and come back would be felt over SSH
            self.hints.show(self.situation())

    def widgets_of_panes(self) -> dict[Pane, LinePane]:
        """The panes in the order in which Tab visits them."""
        return {Pane.STEPS: self.sidebar, Pane.SETTINGS: self.settings, Pane.GUIDE: self.guide}

    def situation(self) -> Situation:
        """Where the person is, for the table of commands."""
        walkthrough = self.walkthrough
        known = walkthrough is not None and self.page is not None
        return Situation(
            pane=self.pane,
            page=self.page,
            row=self._row_under_cursor(),
            part=self._part_under_cursor(),
            check=self._check_under_cursor(),
            checking=self.checking,
            address=self.guide.cursor if self.pane is Pane.GUIDE else self.settings.cursor,
            column=self.settings.column,
            read_only=walkthrough.state.read_only if walkthrough is not None and known else False,
            writing=bool(self.writing),
            to_apply=self.to_apply,
            undoable=self.undoable,
            recorded=known and walkthrough is not None and walkthrough.applier.has_written,
        )

    def _row_under_cursor(self) -> Row | PasteValue | None:
        if self.page is None:
            return None
        if self.pane is Pane.SETTINGS:
            return self.settings.row(self.settings.cursor)
        if self.pane is Pane.GUIDE:
            return next(
                (value for value in self.page.values if value_address(value) == self.guide.cursor),
                None,
            )
        return None

    def _check_under_cursor(self) -> Finding | None:
        if self.page is None or self.pane is not Pane.GUIDE:
            return None
        return next(
            (found for found in self.page.checks if finding_address(found) == self.guide.cursor),
            None,
        )

    def _part_under_cursor(self) -> PagePart | None:
        if self.page is None or self.pane is not Pane.GUIDE:
            return None
        return next(
            (part for part in self.page.summary.parts if part_address(part) == self.guide.cursor),
            None,
        )

    def stop_waiting(self) -> None:
        """Let go of what is being waited for; the part that reads knows how."""
        raise NotImplementedError

    # --- what is said -----------------------------------------------------------------------------
    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom; one that is too long for three lines gets a dialog."""
        if not self.message.say(sentence, look):
            self.show_notice(sentence)

    def say_in_passing(self, sentence: str) -> None:
        """Show a sentence that another one will soon replace."""
        self.message.say_in_passing(sentence)

    def show_notice(self, sentence: str) -> None:
        """Show a long sentence whole."""
        from screens.dialogs.notice import NoticeDialog

        self.app.push_screen(NoticeDialog(sentence))

    def clear_remark(self) -> None:
        """Drop a sentence that was true of a moment.

        Results and errors stay until something else is said.
        """
        if self.message.sentence and not self.message.look:
            self.say("")

    def show_step(self, step: str, row: str = "") -> None:
        """Show a step, with the cursor on a row of it where one is named."""
        self.row_of_step[self.step] = self.settings.cursor
        self.clear_remark()
        self.hide_secret()
        self.step = step
        if row:
            self.row_of_step[step] = row
        self.sidebar.move_to(step)
        self.redraw()
        if row:
            self.settings.move_to(row)

    def hide_secret(self) -> None:
        """Cover what was revealed."""
        if self.view.revealed:
            self.view = View(self.view.only_differences, self.view.filter)
            self.redraw()
