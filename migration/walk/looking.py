"""Looking at a deployment: quick, from memory, for the screen's thread."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from migration.compare.comparison import in_one_go
from migration.guide.api_path import api_path
from migration.guide.page import page_of
from migration.guide.progress import summarize, unread_parts
from migration.guide.retirement import retirement
from migration.guide.said import Found
from migration.guide.step import Page, PasteValue, StepKind, StepState, StepSummary
from migration.guide.tally import Tally
from migration.guide.ticks import overruled
from migration.guide.values import Known
from migration.guide.verdict import Verdict
from migration.guide.voice import skills_pool, token_urls
from migration.pools.reading import Role, Unread
from migration.walk.session import Session

if TYPE_CHECKING:
    from migration.mobile.comparison import AppComparison


class Looking(Session):
    """Steps, pages and what can be applied."""

    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands."""
        return summarize(self.steps, self.settings(), self._record.ticks, self.reading)

    def tally(self) -> Tally:
        """How far the whole walk has come."""
        return Tally.of(self.summaries(), len(self.to_apply()))

    def retirement(self) -> Verdict:
        """Whether the old pool can be retired."""
        return retirement(self.summaries(), self.reading)

    def page(self, step: str) -> Page:
        """One step with its rows, values and warnings."""
        summaries = self.summaries()
        summary = next(summary for summary in summaries if summary.step.id == step)
        verdict = (
            retirement(summaries, self.reading) if summary.step.kind is StepKind.READING else None
        )
        return page_of(summary, self._known(), self._record.ticks.get(step), verdict)

    def block(self, step: str) -> PasteValue | None:
        """All values of a step at once, in the form that their file wants.

        None where the step has no such form.
        """
        from migration.guide.blocks import block_of

        return block_of(self._step(step), self._known())

    def skills_pool(self) -> tuple[Role | None, str]:
        """The pool that Google Home's skill used until now, and what says so.

        None where nothing tells.
        """
        return skills_pool(self.reading, self._record.voice)

    def token_urls(self) -> Mapping[Role, Found]:
        """Google Home's Token URL for each answer to that question."""
        return token_urls(self.reading, self._record.voice)

    def api_path(self) -> Found:
        """RainMaker's API Path URI, entered or exported."""
        return api_path(self.reading.exports, self._record.voice.api_path)

    def check_app_file(self, path: str) -> "AppComparison":
        """An app's own file beside what it should hold.

        Raises `BadInput` for a file that will not do.
        """
        from migration.mobile.app_file import read_app_file
        from migration.mobile.comparison import compare_app_file

        return compare_app_file(read_app_file(path), self.steps, self._known())

    def unread(self, step: str = "") -> tuple[tuple[str, Unread], ...]:
        """What could not be read, with the step that it concerns."""
        return tuple(
            found
            for found in unread_parts(self.steps, self.reading)
            if not step or found[0] == step
        )

    def to_apply(self, step: str = "") -> tuple[str, ...]:
        """Ids of the settings that a run would write now.

        In order, counting what becomes possible on the way.
        """
        excluded = {
            summary.step.id
            for summary in self.summaries()
            if summary.state is StepState.NOT_APPLICABLE
        }
        settings = self.settings()
        among = [s.id for s in settings if (not step or s.step == step) and s.step not in excluded]
        return in_one_go(settings, among)

    def place(self) -> tuple[str, str]:
        """Where the person was: step and row; else the first step that is not finished."""
        step, row = self._journal.place()
        if any(known.id == step for known in self.steps):
            return step, row
        finished = {StepState.DONE, StepState.NOT_APPLICABLE}
        with_settings = [
            summary
            for summary in self.summaries()
            if summary.settings and summary.state not in finished
        ]
        return (with_settings[0].step.id if with_settings else self.steps[0].id), ""

    def _known(self) -> Known:
        rules = overruled(self.steps, self._record.ticks)
        return Known(
            self.reading,
            self._choices(),
            self.deployment,
            self.request.dashboard_url,
            rules,
            self._record.voice,
        )
