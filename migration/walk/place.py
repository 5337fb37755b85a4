"""Where the person is: kept for the next start."""

from migration.guide.step import StepState
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages


class Place:
    """The step and the row under the cursor, kept for the next start. Quick."""

    def __init__(self, logbook: Logbook, pages: Pages) -> None:
        self._logbook = logbook
        self._pages = pages

    def start(self) -> tuple[str, str]:
        """Where the person was: step and row; else the first step that is not finished."""
        moment = self._pages.now()
        step, row = self._logbook.journal.place()
        if any(known.id == step for known in moment.state.steps):
            return step, row
        finished = {StepState.DONE, StepState.NOT_APPLICABLE}
        with_settings = [
            summary
            for summary in moment.summaries
            if summary.settings and summary.state not in finished
        ]
        first = with_settings[0].step if with_settings else moment.state.steps[0]
        return first.id, ""

    def remember(self, step: str, row: str) -> None:
        """Keep it; failing to is not worth a word."""
        self._logbook.journal.remember_place(step, row)
