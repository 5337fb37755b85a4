"""The Alexa skill's certification: submitted by a person alone, and looked at until it ended."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from migration.changes.change import Document
from migration.changes.skill_submission import submission, why_not
from migration.changes.write_report import Preview, WriteReport
from migration.compare.alexa_linking import SETTING, STEP
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.certification import Certification
from migration.errors import BadInput, PoolwalkError, StateUnusable
from migration.guide.proved_parts import proved
from migration.guide.skill_certification import LIVE, SUB_POINT
from migration.guide.ticks import address
from migration.journal.entries import EntryKind
from migration.walk.alexa_skill import skill_console
from migration.walk.applier import Applier
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages
from migration.walk.state import State
from migration.walk.store import Store


class SkillReview:
    """Previews and submits, and asks Amazon how the review stands."""

    def __init__(
        self,
        store: Store,
        logbook: Logbook,
        pages: Pages,
        applier: Applier,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages
        self._applier = applier
        self._clock = clock

    @property
    def now(self) -> Certification | None:
        """The newest review as it was read last; None where it is not known."""
        linking = self._store.state.reading.alexa_linking
        return linking.review if isinstance(linking, AlexaLinking) else None

    def preview(self) -> Preview:
        """What submitting would mean. Quick. Raises `BadInput` where it cannot be done now."""
        linking = self._store.state.reading.alexa_linking
        held = next((each for each in self._pages.settings() if each.id == SETTING), None)
        if why := why_not(linking, held) or self._why_no_more():
            raise BadInput(why)
        assert isinstance(linking, AlexaLinking), "nothing else can be submitted"
        assert linking.review is not None, "nothing else can be submitted"
        assert held is not None, "nothing else can be submitted"
        made = submission(linking.skill, linking.review, held.wanted, self._linking)
        return replace(made, after=self._store.state.record.last)

    def submit(
        self, preview: Preview, progress: Callable[[str], None] | None = None
    ) -> WriteReport:
        """Submit what was shown, after a person's yes; *blocking*. Sent once at most.

        What landed is ticked with its day. Raises `ReadOnly` and `StateUnusable`.
        """
        report = self._applier.apply(preview.ids, progress, preview)
        if report.applied:
            with suppress(PoolwalkError):  # it was submitted: the next reading tells the rest
                self.look()
            day = self.now.day if self.now is not None else ""
            body = {
                "day": day or self._clock().date().isoformat(),
                "note": "submitted with Poolwalk",
            }
            with suppress(StateUnusable):
                self._logbook.note(EntryKind.TICKED, address(STEP, SUB_POINT), body)
        return report

    def look(self) -> Certification | None:
        """Ask Amazon how the newest review stands; *blocking*. Raises a `PoolwalkError`.

        What was known before stays where there is no answer.
        """
        request = self._store.state.request
        console = skill_console(request)
        if console is None:
            return None
        found = console.certification(request.alexa_skill)
        self._store.change(lambda state: _with_certification(state, found))
        return found

    def _why_no_more(self) -> str:
        """Why there is nothing to submit: customers have the new values; "" there is."""
        derived = self._pages.now()
        summary = next(one for one in derived.summaries if one.step.id == STEP)
        if not any(part.part.id == LIVE for part in proved(summary, derived.proofs)):
            return ""
        return "The live stage has the new values already, as a check found: nothing to submit."

    def _linking(self) -> Document | None:
        request = self._store.state.request
        console = skill_console(request)
        return console.read(request.alexa_skill) if console is not None else None


def _with_certification(state: State, found: Certification) -> State:
    linking = state.reading.alexa_linking
    if not isinstance(linking, AlexaLinking) or linking.certification == found:
        return state
    return replace(
        state, reading=replace(state.reading, alexa_linking=replace(linking, certification=found))
    )
