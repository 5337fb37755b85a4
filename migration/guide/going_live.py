"""The hour of the cut-over: the steps that change what customers use, and whether it can begin.

Neither order of these is safe by itself (`assets/guide/7a-alexa.md`): all are approved and held
back first, and then made live together, in the guide's order, but first what cannot be held back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from migration.checks.finding import Finding
from migration.deployment.whole_reading import Reading
from migration.guide.hour_end import RUNS, how_it_runs
from migration.guide.hour_lacks import Lack, in_order, told_together
from migration.guide.step import StepState, When
from migration.guide.step_summary import StepSummary
from migration.guide.submission_status import BEING_READ, SubmissionStatus
from migration.guide.switch import Switch, how_it_stands, live_part
from migration.guide.verdict_grounds import Recorded

_UNKNOWN = {StepState.UNREAD: "could not be read", StepState.WAITING: BEING_READ}


@dataclass(frozen=True)
class Hour:
    """The steps that go live together, in their order; `before` says what comes before all."""

    switches: tuple[Switch, ...] = ()
    before: tuple[Lack, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether there is anything to be kept together, and it is not over."""
        return len(self.switches) > 1 and bool(self.left)

    @property
    def is_near(self) -> bool:
        """Whether it is to be told: something was submitted, or is live already."""
        return self.is_one and any(one.submitted for one in self.switches)

    def concerns(self, step: str) -> bool:
        """Whether it is to be told of this step: it was submitted, or another one is live."""
        own = next((one for one in self.switches if one.id == step), None)
        return self.is_one and own is not None and (own.submitted or self.has_begun)

    @property
    def left(self) -> tuple[Switch, ...]:
        """What is not live yet."""
        return tuple(one for one in self.switches if one.status is not SubmissionStatus.LIVE)

    @property
    def has_begun(self) -> bool:
        """Whether something is live already."""
        return len(self.left) < len(self.switches)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Why it cannot begin, as far as that is known."""
        return (*self.before, *(Lack(one.id, one.lacks) for one in self.switches if one.lacks))

    @property
    def last(self) -> Switch | None:
        """What is submitted once all else is approved: nothing holds it back; None: it was."""
        held = (one for one in self.left if not one.can_be_held_back and not one.submitted)
        return next(held, None) if self.is_one and not self.has_begun else None

    @property
    def unapproved(self) -> tuple[Switch, ...]:
        """What others have not approved, as far as they were heard, and the last waits for."""
        if self.last is None:
            return ()
        return tuple(one for one in self.left if one is not self.last and one.refused_so_far)

    @property
    def approved_first(self) -> str:
        """What is approved before the last is submitted; empty where nothing is last."""
        others = [one.id for one in self.left if one is not self.last]
        return in_order(others) if self.last is not None else ""

    def begins_with(self, step: str) -> bool:
        """Whether this step is the one by which it begins."""
        return self.is_one and not self.has_begun and self.switches[0].id == step

    def goes_on_after(self, step: str) -> bool:
        """Whether the step is live and others follow at once: what is said of it can wait."""
        live = any(one.id == step and one.status is SubmissionStatus.LIVE for one in self.switches)
        return self.is_one and live and not self.lacks

    @property
    def held_back(self) -> str:
        """What is to be held back until all can go live; empty where nothing is left of that."""
        held = [one.id for one in self.left if one.can_be_held_back]
        return in_order(held) if held else ""

    @property
    def order(self) -> str:
        """What is still to be made live, in its order."""
        return in_order([one.id for one in self.left])

    @property
    def under_way(self) -> Switch | None:
        """What begins the hour by itself as soon as others approve it; None: nothing does."""
        going = (one for one in self.left if one.is_under_way)
        return next(going, None) if self.is_one and not self.has_begun else None

    @property
    def runs(self) -> str:
        """That it runs, or when it ends; once it has begun."""
        live = [one.since for one in self.switches if one.status is SubmissionStatus.LIVE]
        known = [since for since in live if since is not None]
        return how_it_runs(min(known) if known and len(known) == len(live) else None)

    @property
    def _unseen(self) -> tuple[str, ...]:
        """What was submitted, and a person alone sees whether it is approved."""
        return tuple(one.id for one in self.left if one.status is SubmissionStatus.SUBMITTED)

    @property
    def sentence(self) -> str:
        """Whether it can begin, what it waits for, and in which order; empty where there is none.

        Once it has begun, what follows.
        """
        return self._sentence_on("")

    def _sentence_on(self, page: str) -> str:
        """The sentence on the page of a step ("" elsewhere): `o` opens its own console alone."""
        if not self.is_one:
            return ""
        if self.has_begun:
            return self._running(self.lacks)
        together = f"{self.order} go live in this order, within one hour"
        begins = self._by_itself()
        if self.lacks and begins:
            return f"{begins}; but {told_together(self.lacks)}. Hold back what is approved."
        if self.lacks:
            once = f"once all else is, submit {self.last.id}: then" if self.last else "once all is,"
            return (
                f"The hour of the cut-over has not come: {told_together(self.lacks)}. Hold back"
                f" what is approved; {once} {together}."
            )
        if unseen := self._unseen:
            verb = "is" if len(unseen) == 1 else "are"
            key = " (o)" if page in unseen else ""
            begins = (
                begins or f"The hour of the cut-over comes once all are approved: then {together}"
            )
            where = f"you see in {_consoles(unseen)} alone{key}"
            return f"{begins}. Whether {in_order(unseen)} {verb} approved, {where}."
        if begins:
            return f"{begins}."
        return f"The hour of the cut-over can begin, all are approved: {together}."

    def _running(self, lacks: Sequence[Lack]) -> str:
        live = in_order([one.id for one in self.switches if one not in self.left])
        verb = "is" if len(self.switches) - len(self.left) == 1 else "are"
        told = f"The hour of the cut-over {self.runs}: {live} {verb} live, {self.order} to follow"
        when = " within one hour" if self.runs == RUNS else ", at once if that is past"
        but = f"; but {told_together(lacks)}" if lacks else ""
        return f"{told}{when}{but}."

    def _by_itself(self) -> str:
        """How it begins where nothing holds that back any more; empty where something does."""
        if (first := self.under_way) is None:
            return ""
        others = [one.id for one in self.left if one is not first]
        then = (
            f"{in_order(others)} go live in this order" if others[1:] else f"{others[0]} goes live"
        )
        return (
            f"The hour of the cut-over begins by itself: {first.id} is live as soon as"
            f" {first.approver} certifies it; then {then}, within one hour"
        )

    def before_the_tick(self, step: str, parts: Collection[str]) -> tuple[str, ...]:
        """What is read before these sub-points are ticked, where one of them makes a step live.

        Or sets that going, and nothing holds it back. Before the first of all: what customers
        notice, and how to go back.
        """
        own = next((one for one in self.left if one.id == step), None)
        switch = live_part(own.summary) if own is not None else None
        if not self.is_one or own is None or switch is None:
            return ()
        decisive = {switch.part.id, *(one.part.id for one in own.summary.parts if one.part.last)}
        if not decisive.intersection(parts):
            return ()
        if self.has_begun:
            submits = switch.part.id not in parts
            lacks = [one for one in self.lacks if not (submits and one.step == step)]
            return (self._running(lacks),) if lacks else ()
        return self._before_all(self._before_the_last(own) if own is self.last else self.sentence)

    def _before_the_last(self, last: Switch) -> str:
        """What has to be so before that is submitted which nothing holds back."""
        lacks = [lack for lack in self.lacks if lack.step != last.id]
        others, unseen = [one.id for one in self.left if one is not last], self._unseen
        ids, are = in_order(others), "is" if len(others) == 1 else "are"
        told = f"The hour begins with {last.id}: once it is certified it is live, and nothing holds"
        if lacks:
            return f"{told} it back. Do not submit it yet: {told_together(lacks)}."
        if unseen:
            return (
                f"{told} it back. Submit it only once {ids} {are} approved and held back: of"
                f" {in_order(unseen)} you see that in {_consoles(unseen)} alone."
            )
        return f"{told} it back. It can be submitted: {ids} {are} approved; hold back what is."

    def told_of(self, step: str) -> tuple[str, ...]:
        """What the step's page says of it: the first one's, what is to be known before it begins.

        Nothing where the step has no part in it yet.
        """
        if not self.concerns(step):
            return ()
        sentence = self._sentence_on(step)
        return self._before_all(sentence) if self.begins_with(step) else (sentence,)

    def _before_all(self, sentence: str) -> tuple[str, ...]:
        return (sentence, f"Customers notice: {'; '.join(self._notices)}.", GOING_BACK)

    @property
    def _notices(self) -> Iterable[str]:
        told: dict[str, list[str]] = {}
        for one in self.left:
            if notice := one.summary.step.notice:
                told.setdefault(notice, []).append(one.id)
        return (f"{notice} ({in_order(ids)})" for notice, ids in told.items())


# What was made live is replaced by another submission alone; the old pool stays as it was.
GOING_BACK = (
    "Going back: the old pool stays as it is, and apps from before go on with it. A store can stop"
    " a release that goes out in stages; what customers have is replaced by another release, or"
    " certification, with the old values alone."
)


def going_live(
    summaries: Sequence[StepSummary],
    findings: Iterable[Finding],
    reading: Reading,
    asked: Mapping[str, Recorded],
) -> Hour:
    """What goes live together, and what comes before it; `asked`: when findings were recorded."""
    found = tuple(findings)
    own = [
        summary
        for summary in summaries
        if summary.step.when is When.ONE_HOUR
        and summary.state is not StepState.NOT_APPLICABLE
        and live_part(summary) is not None
    ]
    switches = (how_it_stands(summary, found, reading, asked) for summary in own)
    return Hour(
        tuple(sorted(switches, key=lambda one: one.can_be_held_back)),
        tuple(_before(own, summaries)),
    )


def _consoles(steps: Sequence[str]) -> str:
    return "its console" if len(steps) == 1 else "their consoles"


def _before(own: Sequence[StepSummary], summaries: Sequence[StepSummary]) -> Iterable[Lack]:
    """The steps that these rest on and that are not done, in the guide's order."""
    of_id = {summary.step.id: summary for summary in summaries}
    first: set[str] = set()
    left = [step for one in own for step in (*one.step.needs, *one.step.after)]
    while left:
        step = left.pop()
        if step in of_id and step not in first:
            first.add(step)
            left += [*of_id[step].step.needs, *of_id[step].step.after]
    for summary in summaries:
        if summary.step.id in first and not summary.state.is_settled:
            yield Lack(summary.step.id, _UNKNOWN.get(summary.state, "is not done"))
