"""Taking along what the cursor is on: one value, all of a step, the console's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from migration.compare.setting import Setting, Value
from migration.guide.next_thing import NextKind
from migration.guide.page import Fact, Page, PasteValue
from migration.number_words import number_of
from migration.secret import Secret
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage, Timer
from screens.walkthrough.cursor_target import CursorTarget, at_target, target_of
from screens.walkthrough.doing_next import too_soon
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.situation import Pane, Situation
from widgets.text.clipboard_safety import has_lines, why_not_copied
from widgets.text.own_keys import key_of
from widgets.text.settings_view import NEW
from widgets.text.shown_values import whole
from widgets.text.step_page import needed


class Send(Protocol):
    """Puts a value on the person's clipboard, and says which way it took."""

    def __call__(
        self, text: Secret, name: str, *, secret: bool, arrived: Callable[[], None]
    ) -> None:
        """Send it; it travels masked, so that no log can hold it."""
        ...


_NO_VALUES = "This step has no values to copy."
# Next asks for them once nothing else is left to the person.
_SAVE_NOW = "It is the last: save there now, and test; Next asks for these points after all else"
QUICK_SECONDS = 0.5  # after the cursor was led on: nobody copies what they did not read


def _no_value_yet(value: PasteValue) -> str:
    return f"There is no value to copy yet: {needed(value)}."


def _nothing() -> None:
    """Of a value that nobody keeps count of."""


class Copying:
    """The commands that copy. From a value that is pasted one goes on to what is next."""

    def __init__(
        self, stage: Stage, opened: OpenedWalkthrough, view: ViewStore, shown: ShownPage, send: Send
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._send = send
        self._led_to: CursorTarget | None = None  # a moment ago, and not by a person
        self._timer: Timer | None = None
        self._lost = False  # a press was, since then

    def copy_value(
        self,
        value: Value,
        name: str,
        *,
        lines: bool = False,
        hides: bool = False,
        arrived: Callable[[], None] = _nothing,
    ) -> None:
        """Put a value on the person's clipboard; with `lines`, line ends belong to it.

        What `hides` in its row is kept like a secret.
        One with a control code in it is refused: pasted into a shell, it could run by itself.
        `arrived` is called once the person has it.
        """
        if value is None:
            self._stage.say(f"There is nothing to copy: {name} is empty.")
            return
        text = whole(value, revealed=True)
        structure = not isinstance(value, str | Secret)  # whose line ends are our own
        if why := why_not_copied(text, lines=lines or structure):
            self._stage.say(
                f"Not copied: {name} holds {why}, which a shell would obey."
                f" {key_of('show-whole')} shows it spelled out.",
                "warning",
            )
            return
        secret = hides or isinstance(value, Secret)
        self._send(Secret.holding(text), name, secret=secret, arrived=arrived)

    def copy(self) -> None:
        """Copy what the cursor is on."""
        if self._led_to == _place(self._view.now):
            self._tell_lost()
            return
        at = self._shown.situation()
        if at.row is None and at.page is not None and not (at.page.values or at.page.groups):
            self._stage.say(_NO_VALUES)
        elif at.row is None:
            self._stage.say(f"Put the cursor on a value to copy it ({key_of('move-down')}).")
        elif isinstance(at.row, PasteValue):
            if at.value is None:
                self._stage.say(_no_value_yet(at.row))
            else:
                arrived = partial(self._note, _place(self._view.now), [at.row])
                name = f"{at.row.field}{_what_for(at.row, at.page)}{self._if_last(at.row)}"
                self.copy_value(at.value, name, arrived=arrived)
        elif at.chosen is None or at.chosen.value is None:
            self._stage.say(nothing_there(at))
        else:
            name = f"{at.chosen.name}{other_way(at)}"
            lines = lines_belong_to(at.row)
            self.copy_value(at.chosen.value, name, lines=lines, hides=at.chosen.hides)

    def _if_last(self, value: PasteValue) -> str:
        """What to do now, behind the last value of a console whose points are ticked much later."""
        derived, step = self._shown.derived(), self._view.now.step
        if derived is None:
            return ""
        from migration.walk.next_things.in_consoles import is_last_of_all, to_tick

        left = [
            thing.value
            for thing in self._shown.next_things()
            if (thing.step, thing.kind) == (step, NextKind.COPY)
        ]
        summary = derived.page(step).summary
        later = any(is_last_of_all(derived, summary, tick) for tick in to_tick(derived, summary))
        return f". {_SAVE_NOW}" if later and left == [value.field] else ""

    def copy_block(self) -> None:
        """Copy every value of the step at once, in the form that its file wants, or a line each.

        A file with a gap is not copied.
        """
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None or not page.values:
            self._stage.say(_NO_VALUES)
            return
        block = walkthrough.pages.block(self._view.now.step)
        if block is None:
            self._copy_lines(page)
        elif block.value is None:
            self._stage.say(f"Nothing was copied: {block.field} need {block.needs}.")
        else:
            arrived = partial(self._note, _place(self._view.now), page.values)
            name = f"{block.field}{_what_for(block, None)}"
            self.copy_value(block.value, name, lines=True, arrived=arrived)

    def _copy_lines(self, page: Page) -> None:
        """Each value on a line of its own, behind the name of its field."""
        known = [value for value in page.values if value.value is not None]
        lacking = [value.field for value in page.values if value.value is None]
        if not known:
            self._stage.say(_no_value_yet(page.values[0]))
            return
        text = "\n".join(f"{value.field}: {whole(value.value, revealed=True)}" for value in known)
        secrets = sum(isinstance(value.value, Secret) for value in known)
        hidden = f", {secrets} of them secret" if 0 < secrets < len(known) else ""
        without = f", without {', '.join(lacking)}" if lacking else ""
        several = ", one on each line" if len(known) > 1 else ""
        name = f"{number_of(len(known), 'value')}{several}{hidden}{without}"
        self.copy_value(
            Secret.holding(text) if secrets else text,
            name,
            lines=True,
            arrived=partial(self._note, _place(self._view.now), known),
        )

    def _note(self, pressed: CursorTarget, values: Iterable[PasteValue]) -> None:
        """What a person has is not next to copy any more; the page stands at what is.

        `pressed` is where the cursor was: it can take a while until a value has arrived.
        """
        walkthrough = self._opened.walkthrough
        if walkthrough is not None:
            walkthrough.copied.note(pressed.step, values)
            if pressed.pane is Pane.GUIDE and pressed == _place(self._view.now):
                self._go_on(pressed.step)

    def _go_on(self, step: str) -> None:
        """To what is next in the step's text; what is next of the whole step, at its beginning."""
        derived, thing, view = self._shown.derived(), self._shown.next_thing(), self._view.now
        if derived is None or thing is None:
            return
        target = target_of(derived, thing)
        if target.pane is Pane.STEPS:
            target = CursorTarget(target.step, Pane.GUIDE)
        if (target.step, target.pane) == (step, Pane.GUIDE) and target.row != view.guide_row:
            self._view.show(at_target(view, target, derived))
            if self._timer is not None:
                self._timer.stop()
            self._led_to, self._lost = _place(self._view.now), False
            self._timer = self._stage.after(QUICK_SECONDS, self._rested)

    def _rested(self) -> None:
        self._led_to = self._timer = None

    def _tell_lost(self) -> None:
        """Once, however long the key is held; what was said of the value before stays readable."""
        if not self._lost:
            self._lost = True
            self._stage.say_first(too_soon("copy"))

    def copy_address(self) -> None:
        """Show the address of the step's console, and copy it.

        The browser is on the person's machine, not here.
        """
        page = self._shown.page()
        if page is not None and page.console_url:
            self.copy_value(page.console_url, page.console_url)
        else:
            self._stage.say("This step has no console of its own.")


def _place(view: ViewState) -> CursorTarget:
    """Where the cursor is in "What to do", and which pane has the keys."""
    return CursorTarget(view.step, view.pane, view.guide_row)


def _what_for(value: PasteValue, page: Page | None) -> str:
    """What is done with a value, behind its name."""
    if value.use:
        return f". {value.use.removesuffix('.')}"
    console = page.summary.step.console if page is not None else ""
    return f", to be pasted at {console}" if console else ""


def nothing_there(at: Situation) -> str:
    """Why the column under the cursor has nothing to copy, and what leads to a value."""
    setting = at.setting
    if at.column == NEW and setting is not None and setting.waits_for_entry:
        why = f"Nothing to copy yet: {key_of('enter-value')} enters the new pool's {setting.label}"
    else:
        name = at.chosen.name if at.chosen is not None else "this value"
        why = f"There is nothing to copy: no value is known as {name}"
    return f"{why}{other_way(at)}."


def other_way(at: Situation) -> str:
    """The key that leads to the other column, where that has another value; in brackets."""
    here, there = at.chosen, at.other
    if here is None or there is None or there.value in {None, here.value}:
        return ""
    return f" ({key_of('move-left' if at.column == NEW else 'move-right')}: {there.name})"


def lines_belong_to(row: Setting | Fact | PasteValue) -> bool:
    """Whether the value of a row is a text of lines: an e-mail's, a style sheet."""
    return isinstance(row, Setting) and has_lines(row.member)


class CopyValue(Protocol):
    """Puts a value on the person's clipboard; with `lines`, line ends belong to it."""

    def __call__(
        self, value: Value, name: str, *, lines: bool = False, hides: bool = False
    ) -> None:
        """Copy it, or say why not."""
        ...
