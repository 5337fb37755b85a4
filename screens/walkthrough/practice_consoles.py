"""Only in the demo: the work in the consoles of others, which no program can do for real."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from migration.checks.finding import Finding
from migration.errors import PoolwalkError
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import EFFECTS, StepKind
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.view_state import ViewStore
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.deployment.certification import Certification
    from migration.usage.time_passed import TimePassed
    from migration.walk.derived_state import DerivedState
    from migration.walk.state import State
    from migration.walkthrough import Walkthrough

COMMAND = "work-in-console"
# Whom the pools know and who uses which; the skill; what else rests on the old pool.
_SHOWS_AT_READING = frozenset({EFFECTS, "7a", "9"})
# What rests on what stands in the console.
_AFTER_THE_CHECK = frozenset({NextKind.TICK, NextKind.SUBMIT})


class Consoles(Protocol):
    """Made-up consoles, as the demo brings them."""

    def serves(self, step: str) -> bool:
        """Whether the step has such a console."""
        ...

    def offer(self, thing: NextThing) -> str:
        """How it does what is next, in words; "" where it does not, or has done it."""
        ...

    def hint(self, step: str, ticked: Collection[str]) -> str:
        """What it would do there now, in two or three words; `ticked` sub-points are done."""
        ...

    def warning(self, step: str) -> str:
        """What is said before it takes back what is done there; "" it takes nothing back."""
        ...

    def work(self, step: str, new_pool: str) -> str:
        """Do what the step says, or take it back; *blocking*. Raises `PoolwalkError`."""
        ...

    def time_passed(self) -> Sequence[TimePassed]:
        """What anybody in the demo let go by; *blocking*. Raises `PoolwalkError`."""
        ...

    @property
    def welcome(self) -> str:
        """What is to be known of a demo that several share; empty elsewhere."""
        ...

    @property
    def is_ones_own(self) -> bool:
        """Whether the demo ends with this terminal."""
        ...


class Practice:
    """What the demo's consoles make of what is next; outside the demo it stays as it is."""

    def __init__(self, consoles: Consoles | None) -> None:
        self.consoles = consoles
        self._outdated: set[Finding] = set()
        self._worked: set[str] = set()  # the steps in whose console something was done

    @property
    def welcome(self) -> str:
        """What is to be known of a demo that several share; empty elsewhere."""
        return self.consoles.welcome if self.consoles is not None else ""

    @property
    def is_ones_own(self) -> bool:
        """Whether the demo ends with this terminal."""
        return self.consoles is not None and self.consoles.is_ones_own

    def serves(self, step: str) -> bool:
        """Whether the demo has a console for the step."""
        return self.consoles is not None and self.consoles.serves(step)

    def hint(self, step: str, ticked: Collection[str]) -> str:
        """What the demo's key would do now in the step's console; "" there is none."""
        served = self.consoles is not None and self.consoles.serves(step)
        return self.consoles.hint(step, ticked) if self.consoles is not None and served else ""

    def worked(self, step: str, findings: Iterable[Finding]) -> None:
        """Something was done in a step's console: what was found of it before is old."""
        self._worked.add(step)
        self._outdated.update(findings)

    def keep_time(self, walkthrough: Walkthrough) -> str:
        """Take over the time that others in the demo let go by; *blocking*.

        Gives a sentence where there was some.
        """
        if self.consoles is None:
            return ""
        with suppress(PoolwalkError):  # reading says it, too
            if walkthrough.usage.agree_on_time(self.consoles.time_passed()):
                walkthrough.usage.ask()
                return "somebody let time go by in the demo"
        return ""

    def instead(self, thing: NextThing, derived: DerivedState) -> NextThing:
        """What is next in the demo: a made-up console before its tick, and then the check."""
        if self.consoles is None:
            return thing
        in_the_way = [
            finding
            for finding in derived.findings
            if finding.step == thing.step and finding in self._outdated
        ]
        if in_the_way and thing.kind in _AFTER_THE_CHECK | {NextKind.LOOK, NextKind.WAIT}:
            return _to_check(
                thing, "check again what the made-up console holds", "check the console again"
            )
        if thing.kind in _AFTER_THE_CHECK and self._never_looked_at(thing.step, derived):
            return _to_check(
                thing, "check what the made-up console holds now", "check what it holds"
            )
        if self._nobody_is_waited_for(thing):
            name = _named(thing, derived)
            text = f"tick “{name}”: in this demo it happens at once"
            return replace(thing, text=text, brief=f"tick “{name.partition(':')[0]}” (made up)")
        if offered := self.consoles.offer(thing):
            brief = "do it there (made up)"
            begins = derived.hour.begins_with(thing.step) and not derived.hour.lacks
            if begins and thing.kind is NextKind.WAIT:
                offered, brief = f"the hour: {offered}", "the hour begins (made up)"
            return replace(thing, text=offered, command=COMMAND, row="", parts=(), brief=brief)
        return thing

    def _nobody_is_waited_for(self, thing: NextThing) -> bool:
        """Whether others would act here, and the demo has no console in which they do."""
        waits = thing.kind is NextKind.WAIT and thing.command == "tick"
        return waits and self.consoles is not None and not self.consoles.serves(thing.step)

    def _never_looked_at(self, step: str, derived: DerivedState) -> bool:
        """Whether something was done in the step's console that a check can see, and none has."""
        from migration.guide.proof import could_be_asked

        return (
            step in self._worked
            and not any(finding.step == step for finding in derived.findings)
            and any(
                check.step == step and could_be_asked(check) for check in derived.grounds.checks
            )
        )


def _named(thing: NextThing, derived: DerivedState) -> str:
    """The sub-point that is ticked next."""
    summaries = (one for one in derived.summaries if one.step.id == thing.step)
    parts = (part.part for one in summaries for part in one.parts if part.part.id in thing.parts)
    return next((part.text for part in parts), thing.step)


def _to_check(thing: NextThing, text: str, brief: str) -> NextThing:
    return replace(
        thing,
        kind=NextKind.CHECK,
        text=text,
        command="check-step",
        parts=(),
        check="",
        brief=brief,
    )


class PracticeConsoles:
    """Works in the made-up console of the step that is shown."""

    def __init__(
        self, stage: Stage, opened: OpenedWalkthrough, view: ViewStore, practice: Practice
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._practice = practice

    def work(self) -> None:
        """Do in the demo's console what the step says, or take it back."""
        consoles, step, derived = (
            self._practice.consoles,
            self._view.now.step,
            self._opened.derived(),
        )
        if consoles is None:
            self._stage.say(
                "Only the demo has consoles to practise in; the real one has an address (o)."
            )
        elif self._view.now.in_console:
            self._stage.say("The made-up console is still at work: wait until it says what it did.")
        elif not consoles.serves(step) or derived is None:
            tick = (
                f": tick it once you have read it ({key_of('tick')})" if self._ticks(step) else ""
            )
            self._stage.say(f"In the demo nothing is done elsewhere for this step{tick}.")
        elif warning := consoles.warning(step):
            self._stage.say(warning)
        else:
            what = "Letting a month go by" if step == EFFECTS else "Working in the made-up console"
            self._stage.say_in_passing(f"{what} …")
            self._view.show(replace(self._view.now, in_console=True))
            new_pool = derived.state.online().new_pool.id
            work = partial(self._work, consoles, step, new_pool)
            self._stage.run("practising", work, self._worked)

    def _ticks(self, step: str) -> bool:
        """Whether a person says of the step that it is done."""
        walkthrough = self._opened.walkthrough
        return walkthrough is not None and walkthrough.state.step(step).kind in {
            StepKind.CONSOLE,
            StepKind.BOTH,
        }

    def _work(self, consoles: Consoles, step: str, new_pool: str) -> str:
        """Runs in a thread."""
        said, walkthrough = consoles.work(step, new_pool), self._opened.walkthrough
        if walkthrough is None:
            return said
        found = [one for one in walkthrough.state.findings.values() if one.step == step]
        review = walkthrough.skill_review.now
        # What the console took was pasted there: nothing of it is left to copy.
        walkthrough.copied.note(step, walkthrough.pages.page(step).values)
        if step == EFFECTS:  # a month went by
            walkthrough.usage.agree_on_time(consoles.time_passed())
        if step in _SHOWS_AT_READING:
            walkthrough.reader.read()
        # What a check sees is as before a certification: nobody has published it yet.
        if not _was_certified(review, walkthrough.skill_review.now):
            self._practice.worked(step, found)
        return said + (_still_in_use(walkthrough.state) if step == EFFECTS else "")

    def _worked(self, outcome: Outcome[str]) -> None:
        view = self._view.now
        self._view.show(replace(view, in_console=False, practised=view.practised + 1))
        if outcome.problem:
            self._stage.say(outcome.problem, "warning")
        else:
            self._stage.say(outcome.result or "", "ok")


def _was_certified(before: Certification | None, now: Certification | None) -> bool:
    """Whether Amazon certified the skill between two looks."""
    from migration.deployment.certification import Review

    return now != before and now is not None and now.review is Review.CERTIFIED


def _still_in_use(state: State) -> str:
    """What another month is for, where the verdict still lacks one; with a space before it."""
    from migration.pools.reading import Role
    from migration.usage.client_usage import UsageReading

    usage, days = state.usage, state.request.quiet_days
    if not isinstance(usage, UsageReading):
        return ""
    used = sum(client.quiet(usage, days) is False for client in usage.of(Role.OLD))
    if not used:
        return " The old pool's app clients are quiet."
    what = "client was" if used == 1 else "clients were"
    return f" {used} old {what} used within {days} days: press ! again."
