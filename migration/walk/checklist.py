"""What a person says of a step: done, in whole or in part, not applicable, applicable after all."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from migration.errors import BadInput
from migration.guide.progress import left_out
from migration.guide.step import Part, Step, StepKind
from migration.guide.ticks import address, parts_of
from migration.journal.entries import Entry, EntryKind
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages
from migration.walk.store import Store

_FIRST_YEAR = 2016  # Cognito's user pools are not older


class Checklist:
    """Notes in the journal what a person ticks, and gives the entry that says so. Quick."""

    def __init__(
        self, store: Store, logbook: Logbook, pages: Pages, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages
        self._clock = clock

    def tick(self, step: str, note: str = "", *, part: str = "", day: str = "") -> Entry:
        """Say that a step's part in another console is done, or one sub-point of it.

        `day` (YYYY-MM-DD) is when that happened. Raises `BadInput` where AWS shows it, where the
        step does not apply and for a day that will not do, and `StateUnusable`.
        """
        day = day.strip()
        self._judge(step, part, day)
        said = {"note": note.strip(), "day": day}
        return self._logbook.note(
            EntryKind.TICKED,
            address(step, part),
            {key: value for key, value in said.items() if value},
        )

    def tick_parts(self, step: str, parts: Sequence[str], note: str = "", *, day: str = "") -> None:
        """Say that several sub-points are done; those that happen on a day get the `day`.

        All of it is judged before any of it is recorded.
        """
        dated = {one.id for one in self._store.state.step(step).parts if one.dated}
        days = {part: day if part in dated else "" for part in parts}
        for part, own in days.items():
            self._judge(step, part, own)
        for part, own in days.items():
            self.tick(step, note, part=part, day=own)

    def _judge(self, step: str, part: str, day: str) -> None:
        """Raise `BadInput` where this cannot be said."""
        state = self._store.state
        known = state.step(step)
        if why := left_out(known, state.record.ticks.get(step), state.reading):
            message = f"Step {step} does not apply: {why}. If it does, say why (x)."
            raise BadInput(message)
        if known.kind is StepKind.SETTINGS:
            message = (
                f"{_named(known)} shows in AWS by itself: there is nothing to tick. If it is not"
                f" for you, say why (x), or by “poolwalk leave-out {step}”."
            )
            raise BadInput(message)
        if _dated(known, part) or day:
            self._hold_day(day)

    def untick(self, step: str, part: str = "") -> Entry:
        """Take back what was said of a step, or of one sub-point.

        Raises `BadInput` where nothing was said of it, and `StateUnusable`.
        """
        known, ticks = self._store.state.step(step), self._store.state.record.ticks
        _dated(known, part)
        said = any(one.tick for one in parts_of(known, ticks) if part in {"", one.part.id})
        if not said and (part or step not in ticks):
            message = f"Nothing was said of {address(step, part)}: there is nothing to take back."
            raise BadInput(message)
        return self._logbook.note(EntryKind.UNTICKED, address(step, part), {})

    def open_parts(self, step: str) -> tuple[Part, ...]:
        """The sub-points of a step that nobody ticked, and that nothing has shown to be so."""
        summaries = self._pages.summaries()
        parts = next(one.parts for one in summaries if one.step.id == step)
        return tuple(one.part for one in parts if one.tick is None)

    def not_applicable(self, step: str, reason: str) -> Entry:
        """Say that a step does not apply here, and why.

        Raises `BadInput` without a reason, and `StateUnusable`.
        """
        if not reason.strip():
            message = "Say why this step does not apply: the next person will want to know."
            raise BadInput(message)
        return self._logbook.note(EntryKind.NOT_APPLICABLE, step, {"note": reason.strip()})

    def applies(self, step: str, reason: str) -> Entry:
        """Say that a step applies though its rule leaves it out, and why.

        Raises `BadInput` without a reason and where no rule leaves it out, and `StateUnusable`.
        """
        state = self._store.state
        if not left_out(state.step(step), state.record.ticks.get(step), state.reading):
            message = f"Step {step} is not left out: there is nothing to overrule."
            raise BadInput(message)
        if not reason.strip():
            message = "Say why this step applies: the next person will want to know."
            raise BadInput(message)
        return self._logbook.note(
            EntryKind.UNTICKED, step, {"note": reason.strip(), "applies": True}
        )

    def today(self) -> str:
        """The day where the person is, as YYYY-MM-DD."""
        return self._clock().astimezone().date().isoformat()

    def _hold_day(self, day: str) -> None:
        try:
            found = date.fromisoformat(day)
        except ValueError:
            found = None
        if found is None or found.isoformat() != day:  # weeks and other digits are days to Python
            message = f"A day is written as {self.today()}, and “{day}” is none."
            raise BadInput(message)
        if found.year < _FIRST_YEAR:
            message = f"{day} is long before any of this: type the day on which it happened."
            raise BadInput(message)
        # The clock of this machine may be a day behind the person's.
        if found > date.fromisoformat(self.today()) + timedelta(days=1):
            message = f"{day} has not come yet: tick it when it has happened."
            raise BadInput(message)


def _dated(step: Step, part: str) -> bool:
    if not part:
        return False
    found = next((known for known in step.parts if known.id == part), None)
    if found is None:
        message = f"Step {step.id} has no sub-point “{part}”."
        raise BadInput(message)
    return found.dated


def _named(step: Step) -> str:
    """A step in a sentence: what the guide has no number for, by its title."""
    return f"Step {step.id}" if step.id[:1].isdigit() else f"“{step.title}”"
