"""A person who does what Next says, and nothing else, on the sample deployment."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from migration.checks.check_verdict import CheckVerdict as Found
from migration.compare.clients import ALEXA_CLIENT
from migration.guide.next_thing import NextKind, NextThing
from migration.pools.reading import Role
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walk.derived_state import DerivedState
from migration.walk.next_things.order import next_thing, next_things
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import let_a_month_pass

P8 = made_up_apple_key()
CONSOLES = {"3a": ("google",), "3b": ("apple",), "8b": ("app-store",)}
DAY = "2026-11-20"
# Of 7a: how the skill stands at Amazon once a sub-point is ticked.
AT_AMAZON = {"save": "development", "submitted": "submitted"}
CARRIES_OVER = {NextKind.ENTER, NextKind.PAIR, NextKind.APPLY}
AT_MOST = 150  # things until the verdict


class Refused(AssertionError):
    """Next said to do what cannot be done."""


@dataclass
class Follower:
    """Does one thing after the other. `pass_time` lets the walkthrough's clock go on.

    A month goes by for the `others` of a team too.
    """

    walkthrough: Walkthrough
    aws: PracticeAws
    pass_time: Callable[[timedelta], None] = lambda _: None
    done: list[NextThing] = field(default_factory=list)
    worked: set[str] = field(default_factory=set)
    told: Callable[[NextThing], None] = lambda _: None
    asked: tuple[DerivedState, NextThing] | None = None
    others: list["Follower"] = field(default_factory=list)

    def next(self) -> NextThing:
        """What is next follows from what is derived alone: it is asked once of each."""
        derived = self.walkthrough.pages.now()
        if self.asked is None or self.asked[0] is not derived:
            self.asked = derived, next_thing(derived)
        return self.asked[1]

    def to_the_verdict(self) -> None:
        """Do what is next until nothing is; what is done twice in a row refused."""
        while (thing := self.next()).kind is not NextKind.VERDICT:
            assert len(self.done) < AT_MOST, [thing.sentence for thing in self.done[-12:]]
            assert self.needed_first(thing) == [], thing.sentence
            self.do(thing)
            self.done.append(thing)
            self.told(thing)
            if self.next() == thing:
                raise Refused(thing)

    def needed_first(self, thing: NextThing) -> list[str]:
        """What is carried over behind it though it, or a sub-point of it, comes after that step."""
        derived = self.walkthrough.pages.now()
        steps = {summary.step.id: summary.step for summary in derived.summaries}
        step = steps[thing.step]
        after = [part.after for part in step.parts if part.id in thing.parts]
        first = {*step.needs, *step.after, *itertools.chain(*after)}
        things = next_things(derived)
        later = things[things.index(thing) + 1 :] if thing in things else ()
        return [one.sentence for one in later if one.step in first and one.kind in CARRIES_OVER]

    def do(self, thing: NextThing) -> None:
        getattr(self, f"_{thing.kind.name.lower()}")(thing)

    # --- kinds of things --------------------------------------------------------------------------
    def _read(self, thing: NextThing) -> None:
        self.walkthrough.checklist.tick(thing.step)

    def _enter(self, thing: NextThing) -> None:
        entered, settings = self.walkthrough.entered, self.walkthrough.pages.now().settings
        asks = next((setting.asks for setting in settings if setting.id == thing.row), "token-url")
        if asks == "domain":
            entered.choose_prefix(entered.suggested_prefix())
        elif asks == "apple-key":
            entered.supply_apple_key(P8, "PRACTICE01")
        elif asks == "logo":
            entered.supply_logo(thing.step)
        else:
            entered.say_skills_pool(Role.OLD)
            entered.enter_api_path("https://api.acme-home.example/v1")

    def _pair(self, thing: NextThing) -> None:
        choices = self.walkthrough.pages.pair_choices(thing.row)
        self.walkthrough.entered.pair(thing.row, choices.likeliest)

    def _apply(self, thing: NextThing) -> None:
        report = self.walkthrough.applier.apply(thing.settings, agree=lambda _: True)
        if report.failed or report.skipped or report.stale:
            self.walkthrough.reader.read()  # somebody else may have written, and it says so
            if self.next() == thing:
                raise Refused(report)

    def _copy(self, thing: NextThing) -> None:
        page = self.walkthrough.pages.page(thing.step)
        values = [
            value
            for value in page.values
            if thing.command == "copy-block" or value.field == thing.value
        ]
        assert values
        self.walkthrough.copied.note(thing.step, values)

    def _tick(self, thing: NextThing) -> None:
        for console in CONSOLES.get(thing.step, ()) if thing.step not in self.worked else ():
            work = {"console": console, "pool": NEW_POOL, "client": ALEXA_CLIENT}
            self.aws.control("POST", "outside/work", work)
        self.worked.add(thing.step)
        for part in thing.parts or ("",):
            if thing.step == "7a" and part in AT_AMAZON:
                self._until_at_amazon(AT_AMAZON[part])
            self.walkthrough.checklist.tick(thing.step, part=part, day=DAY)

    def _submit(self, _: NextThing) -> None:
        review = self.walkthrough.skill_review
        assert review.submit(review.preview()).applied

    def _check(self, thing: NextThing) -> None:
        self.walkthrough.checks.run(thing.step)

    def _look(self, thing: NextThing) -> None:
        """Ask once more; what still does not pass has a reason."""
        self.walkthrough.checks.run(thing.step)
        if self.walkthrough.state.findings[thing.check].verdict is not Found.PASSED:
            self.walkthrough.reasons.explain_check(thing.check, "known, and not in the way")

    def _accept(self, thing: NextThing) -> None:
        for setting in thing.settings:
            self.walkthrough.reasons.accept(setting, "meant so")

    def _read_again(self, _: NextThing) -> None:
        self.pass_time(timedelta(seconds=1))
        self.walkthrough.reader.read()

    def _settle(self, _: NextThing) -> None:
        self.walkthrough.reasons.settle_users("told three times")

    def month_goes_by(self) -> None:
        self.aws.control("POST", "days", {"days": 30})
        for follower in (self, *self.others):
            let_a_month_pass(follower.walkthrough)

    def _wait(self, thing: NextThing) -> None:
        """Others act, time goes by."""
        if thing.step == "7a" and "live" in thing.parts:
            self._until_at_amazon("done")
            self.walkthrough.checks.run(thing.step)  # sees it, or what was found before stands
        if thing.parts and self.next() == thing:
            self._tick(thing)
        elif thing.parts:
            return
        elif "is approved" in thing.text:
            self._until_at_amazon("certified")
            self._read_again(thing)
        elif thing.command == "show-usage":
            self.month_goes_by()
            self.walkthrough.usage.read()
        elif thing.command == "check-step":
            self.pass_time(timedelta(hours=5))
            self.walkthrough.checks.run(thing.step)
        elif "is left out" in thing.text:
            self.walkthrough.checklist.untick(thing.step)
        elif thing.command == "read-again":
            self._read_again(thing)
        else:
            raise Refused(thing)

    def _until_at_amazon(self, wanted: str) -> None:
        """What the person and Amazon do in the skill's console, until it stands so."""
        work = {"console": "amazon", "pool": NEW_POOL, "client": ALEXA_CLIENT}
        states = ("development", "submitted", "certified", "done")
        stands = ""
        while stands not in states[states.index(wanted) :]:
            stands = self.aws.control("POST", "outside/work", work)["state"]
            assert stands in states
