"""What is next: going there, and doing it by one key, with a dialog where something is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import StepKind
from screens.opened_walkthrough import NOTHING_KNOWN
from screens.stage import Stage, Timer
from screens.walkthrough.cursor_target import CursorTarget, arrival, at_target, target_of
from screens.walkthrough.practice_consoles import COMMAND
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.situation import Pane
from widgets.commands.table import keys_now
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState

# Commands whose keys do the same wherever the cursor stands in the step, or anywhere.
_OF_THE_STEP = frozenset({"apply-step", "check-step", "page-down", "submit-skill", COMMAND})
_OF_ALL = frozenset({"read-again", "write-report"})
DEAD_SECONDS = 0.5  # after a new line was painted: nobody does what they did not read


class DoingNext:
    """The commands `do-next`, `next-thing` and `previous-thing`.

    `do_command` does one by its id; `tick` asks about sub-points, `accept` about
    differences, `apply` shows what is written to a row and asks; `read` goes on in a page that is
    there to be read. After each act, and whenever the line says something new, the key that does it
    is dead for a while, and a press that is lost to that is told; whoever holds it down waits until
    it was let go.
    """

    def __init__(
        self,
        stage: Stage,
        view: ViewStore,
        shown: ShownPage,
        do_command: Callable[[str], None],
        *,
        tick: Callable[[Sequence[str]], None],
        accept: Callable[[Sequence[str]], None],
        read: Callable[[NextThing], None],
        apply: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown
        self._do_command = do_command
        self._tick = tick
        self._accept = accept
        self._read = read
        self._apply = apply
        self._told: NextThing | None = None
        self._walked_to: CursorTarget | None = None  # by `n` or `N`, since the line says this
        self._timer: Timer | None = None
        self._lost = False  # a press was, since the key died
        self._seen: set[str] = set()  # the steps that a person was at
        self.dead = False

    def view_changed(self, after: ViewState) -> None:
        """A step is shown."""
        if after.placed:
            self._seen.add(after.step)

    def told(self, thing: NextThing | None) -> None:
        """Take note of what the line says now."""
        if thing != self._told:
            self._told, self._walked_to = thing, None
            self._die()

    def is_here(self, thing: NextThing | None) -> bool:
        """Whether the thing's own key would do it from where the cursor stands."""
        derived, view = self._shown.derived(), self._view.now
        if thing is None or derived is None:
            return False
        if thing.command in _OF_ALL:
            return True
        if thing.step != view.step:
            return False
        anywhere = thing.command in _OF_THE_STEP or thing.kind is NextKind.READ
        return anywhere or target_of(derived, thing) == _target_at(view)

    def do(self) -> None:
        """Go to what is next, and do it; what has to be asked is asked."""
        dead, thing = self.dead, self._shown.next_thing()
        self._die()
        if dead:
            self._tell_lost()
            return
        view = self._view.now
        if thing is None:
            self._stage.say(NOTHING_KNOWN)
        elif view.writing or view.checking:
            self._stage.say(f"Still {view.writing or 'asking outside'}.", holds=self._busy)
        elif thing.kind is NextKind.READ:
            self._read(thing)
        elif self._is_shown_first(thing):
            self._go_to(thing)
            self._stage.say(f"Read this first: {key_of('do-next')} then does what is next.")
        else:
            self._go_to(thing)
            self._act(thing)

    def _is_shown_first(self, thing: NextThing) -> bool:
        """Whether nothing would ask before it, and the step was not seen or begins the hour."""
        derived, here = self._shown.derived(), self._view.now.step
        if thing.command != COMMAND or thing.step == here or derived is None:
            return False
        return thing.step not in self._seen or derived.hour.begins_with(thing.step)

    def _tell_lost(self) -> None:
        """Once, however long the key is held, before what the act before it brought."""
        if not self._lost:
            self._lost = True
            self._stage.say_first(too_soon())

    def _busy(self) -> bool:
        return bool(self._view.now.writing or self._view.now.checking)

    def next(self) -> None:
        """Go to what the line says; from there on, to the next thing after it, over all steps."""
        self._walk(1)

    def previous(self) -> None:
        """Go to the thing before."""
        self._walk(-1)

    # --- doing ------------------------------------------------------------------------------------
    def _act(self, thing: NextThing) -> None:
        if thing.command == COMMAND:  # in the demo, whatever kind of thing it stands for
            self._do_command(COMMAND)
        elif thing.kind is NextKind.WAIT and thing.command == "show-usage":
            # The page that it went to says why; who uses which pool leads on from there.
            leads_on = f"{key_of('show-usage')} shows who uses which."
            self._stage.say(f"{_as_sentence(thing)} {leads_on}")
        elif thing.command == "tick":
            self._tick(thing.parts)
        elif thing.command == "apply":
            self._apply()
        elif thing.kind is NextKind.ACCEPT:
            self._accept(thing.settings)
        elif thing.command:
            self._do_command(thing.command)
        else:
            self._stage.say(_as_sentence(thing))

    def _die(self) -> None:
        self._rest()
        # It is painted later where the machine or the line is slow; a page that is covered may not
        # be painted at all.
        self._stage.when_painted(self._rest)

    def _rest(self) -> None:
        self.dead = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._stage.after(DEAD_SECONDS, self._wake)

    def _wake(self) -> None:
        self.dead, self._lost, self._timer = False, False, None

    # --- going ------------------------------------------------------------------------------------
    def _walk(self, by: int) -> None:
        derived = self._shown.derived()
        things = self._shown.next_things()
        if derived is None or not things:
            self._stage.say(NOTHING_KNOWN)
            return
        of_target = {arrival(derived, thing): thing for thing in reversed(things)}
        targets = list(dict.fromkeys(arrival(derived, thing) for thing in things))
        said, here = self._shown.next_thing(), _target_at(self._view.now)
        if said is not None and self._is_read(said):
            here = arrival(derived, said)  # one has come through it, and goes on
        if by > 0 and said is not None and self._leads_to(derived, said, here):
            target, thing = arrival(derived, said), said
        else:
            target = targets[_following(targets, here, by, _order(derived))]
            thing = of_target[target]
        before = self._view.now
        self._show(target)
        self._walked_to = _target_at(self._view.now)
        if target.pane is Pane.STEPS and target.step == before.step:
            self._stage.say(_here(thing))  # nothing else shows that one arrived

    def _is_read(self, thing: NextThing) -> bool:
        """Whether it is a page to read whose end is in view."""
        here = thing.step == self._view.now.step
        return thing.kind is NextKind.READ and here and self._shown.text_ends()

    def _leads_to(self, derived: DerivedState, thing: NextThing, here: CursorTarget) -> bool:
        """Whether `n` goes to what the line says: one is not there, nor walked on from it."""
        return here not in {self._walked_to, arrival(derived, thing), target_of(derived, thing)}

    def _go_to(self, thing: NextThing) -> None:
        derived = self._shown.derived()
        if derived is not None:
            self._show(target_of(derived, thing))

    def _show(self, target: CursorTarget) -> None:
        self._view.show(at_target(self._view.now, target, self._shown.derived()))


def too_soon(command: str = "do-next") -> str:
    """The sentence on a key that did nothing: it came before what is new can have been read."""
    return f"Too soon to have read it: {key_of(command)} did nothing, press it again."


def _here(thing: NextThing) -> str:
    """Of a thing that is done from where the cursor stands already."""
    how = f": here, by {keys_now()[thing.command]}" if thing.command else ""
    return _as_sentence(thing, how)


def _as_sentence(thing: NextThing, how: str = "") -> str:
    return f"{thing.text[:1].upper()}{thing.text[1:]}{how}."


def _target_at(view: ViewState) -> CursorTarget:
    return CursorTarget(view.step, view.pane, "" if view.pane is Pane.STEPS else view.address)


def _order(derived: DerivedState) -> Sequence[str]:
    """The steps in the order of what is done: what is to be read comes before the first write."""
    from migration.walk.next_things.pages_to_read import first_to_write

    steps = [summary.step for summary in derived.summaries]
    read = [step.id for step in steps if step.kind is StepKind.READING]
    done = [step.id for step in steps if step.id not in read]
    first = first_to_write(derived)
    at = done.index(first) if first in done else len(done)
    return [*done[:at], *read, *done[at:]]


def _following(
    targets: Sequence[CursorTarget], here: CursorTarget, by: int, order: Sequence[str]
) -> int:
    """The place in the list to go to from where one is, round the end."""
    if here in targets:
        return (targets.index(here) + by) % len(targets)
    at = order.index(here.step)
    if by > 0:
        after = (n for n, target in enumerate(targets) if order.index(target.step) >= at)
        return next(after, 0)
    before = [n for n, target in enumerate(targets) if order.index(target.step) < at]
    return before[-1] if before else len(targets) - 1
