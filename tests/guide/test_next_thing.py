"""One thing is next at every moment, and doing it again and again ends at the verdict."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from migration.errors import BadInput, PoolwalkError
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.tally import Counts
from migration.guide.verdict import Answer
from migration.walk.next_things.order import next_things
from tests.by_night import NIGHT, every
from tests.guide import who_follows_next
from tests.guide.who_follows_next import DAY, Follower, Refused
from tests.practice_aws import PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, all_given, at_any_pace, walk
from widgets.commands.table import ALL

COPY = NextKind.COPY
VOICE = ("esp-rainmaker-alexa-skill", "esp-rainmaker-google-action")
CLIENTS = (MAIN, "acme-installer-app", *VOICE)
NEW_CLIENTS = (NEW_MAIN, "acme-installer-app", *VOICE)
REFUSED = (
    "DescribeUserPool",
    "DescribeUserPoolClient",
    "UpdateUserPoolClient",
    "UpdateUserPool",
    "CreateIdentityProvider",
    "ListStackResources",
    "GetMetricData",
)
EXAMPLES = 200 if NIGHT else 2


class Clock:
    """The machine's, and what a test lets pass.

    A minute behind: the App Store's dates are whole seconds, and a release has to be later than the
    first write.
    """

    def __init__(self) -> None:
        self.ahead = timedelta(minutes=-1)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def go_on(self, by: timedelta) -> None:
        self.ahead += by


@pytest.fixture
def follower(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Follower]:
    """On the sample deployment with all that can be given, and no pair confirmed."""
    practice_aws.settings(change_set_seconds=0, stack_seconds=0)
    clock = Clock()
    walked = walk(
        practice_aws,
        tmp_path / "state",
        clock=clock,
        host_pace=at_any_pace(),
        pairs=(),
        **all_given(practice_aws, tmp_path),
    )
    yield Follower(walked, practice_aws, clock.go_on)
    walked.close()


def test_who_does_what_next_says_comes_to_the_verdict(follower: Follower) -> None:
    follower.to_the_verdict()
    done = follower.done
    assert {thing.kind for thing in done} == {*NextKind} - {NextKind.LOOK, NextKind.VERDICT}
    order = [thing.step for thing in done if thing.kind in {NextKind.ENTER, NextKind.APPLY}]
    assert order == ["2", "2", "3a", "3b", "3b", "3c", "4", "5", "6", "4", "7a", "7b", "7b"]
    assert follower.walkthrough.pages.retirement_verdict().answer is Answer.YES
    assert {thing.command for thing in done} <= {command.id for command in ALL}
    widest = 29  # cells that the narrowest screen has beside a key, the step, and how to do it
    assert {thing.text for thing in done if len(thing.brief or thing.text) > widest} == set()


def test_what_is_to_do_becomes_less_by_what_is_written_and_by_nothing_else(
    follower: Follower,
) -> None:
    """What waits for the domain, or for a pair, is counted from the start."""
    counts = [follower.walkthrough.pages.tally().left]

    def count(thing: NextThing) -> None:
        before, after = counts[-1], follower.walkthrough.pages.tally().left
        written = len(thing.settings) if thing.kind is NextKind.APPLY else 0
        accepted = len(thing.settings) if thing.kind is NextKind.ACCEPT else 0
        gone = (before.to_do - after.to_do, before.to_accept - after.to_accept)
        assert gone == (written, accepted), thing.sentence
        assert after.blocked == before.blocked == 0
        counts.append(after)

    follower.told = count
    follower.to_the_verdict()
    assert counts[0].to_do > 20
    assert counts[-1] == Counts()


@pytest.mark.parametrize("step", every(5, ["3b", "3a", "3c", "4", "5", "2", "6", "7a", "7b", "8a"]))
def test_what_was_left_out_holds_nothing_up_for_good(follower: Follower, step: str) -> None:
    """Not even the domain, without which nobody can log in: then that is said."""
    follower.walkthrough.checklist.not_applicable(step, "so it was decided")
    follower.to_the_verdict()
    taken_back = [thing for thing in follower.done if "is left out" in thing.text]
    assert len(taken_back) == (step == "2")


def test_a_new_client_that_is_anothers_is_not_suggested_and_not_taken_away(
    follower: Follower,
) -> None:
    """Whoever pairs clients with each other's is led out of it."""
    pair = follower.walkthrough.entered.pair

    def to_pair() -> list[NextThing]:
        things = next_things(follower.walkthrough.pages.now())
        return [thing for thing in things if thing.kind is NextKind.PAIR]

    pair("esp-rainmaker-alexa-skill", "")
    with pytest.raises(BadInput, match="is what “acme-installer-app” became"):
        pair("esp-rainmaker-alexa-skill", "acme-installer-app")
    pair("acme-installer-app", "esp-rainmaker-alexa-skill")
    pair("esp-rainmaker-alexa-skill", "acme-installer-app")
    pair("esp-rainmaker-google-action", "rainmaker-new-pool-client")
    for client in ("esp-rainmaker-google-action", MAIN):  # the last one is free
        assert (client in {thing.row for thing in to_pair()}) == (client == MAIN)
    (last,) = to_pair()
    follower.do(last)
    assert to_pair() == []


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_from_wherever_a_person_went_next_leads_to_the_verdict(
    follower: Follower, seed: int
) -> None:
    chance = Random(seed)
    for _ in range(chance.randrange(1, 25)):
        wander(follower, chance)
    follower.to_the_verdict()


def wander(follower: Follower, chance: Random) -> None:
    """Do something that a person might, next or not; what is refused is refused."""
    walkthrough = follower.walkthrough
    step = chance.choice(walkthrough.state.steps).id
    things = next_things(walkthrough.pages.now())
    left = walkthrough.pages.to_apply()
    undoables = walkthrough.past_changes.undoables()
    wanderings: list[Callable[[], object]] = [
        lambda: follower.do(chance.choice(things)),
        lambda: follower.do(chance.choice(things)),
        lambda: walkthrough.checklist.tick(step, day=DAY),
        lambda: walkthrough.checklist.untick(step),
        lambda: walkthrough.checks.run(step),
        lambda: left and walkthrough.applier.apply([chance.choice(left)], agree=lambda _: True),
        lambda: undoables and walkthrough.applier.undo([chance.choice(undoables)]),
        walkthrough.reader.read,
        lambda: follower.month_goes_by() if walkthrough.logbook.entries else None,
        lambda: walkthrough.checklist.not_applicable(step, "so it was decided"),
        lambda: walkthrough.entered.pair(chance.choice(CLIENTS), chance.choice(NEW_CLIENTS)),
        lambda: walkthrough.reasons.accept(chance.choice(walkthrough.pages.settings()).id, "so"),
        lambda: walkthrough.reasons.settle_users("told three times"),
        lambda: somebody_else_writes(follower.aws, chance),
    ]
    refused = chance.choice(REFUSED) if chance.random() < 0.2 else ""  # while this is done
    if refused:
        follower.aws.faults({"kind": "access_denied", "operation": refused})
    with suppress(PoolwalkError, Refused):
        chance.choice(wanderings)()
    follower.aws.faults()


def somebody_else_writes(aws: PracticeAws, chance: Random) -> None:
    """Another administrator, past Poolwalk: to a client of the new pool, or its domain."""
    client = {"pool": "new", "client": chance.choice(NEW_CLIENTS)}
    changes: list[dict[str, object]] = [
        {**client, "set": {"SupportedIdentityProviders": ["COGNITO"]}},
        {**client, "set": {"CallbackURLs": ["https://elsewhere.example/cb"]}},
        {"pool": "new", "domain": {"prefix": "acme-by-somebody-else"}},
    ]
    aws.change(**chance.choice(changes))


def test_what_cannot_be_written_is_never_next(practice_aws: PracticeAws, tmp_path: Path) -> None:
    walked = walk(practice_aws, tmp_path, read_only=True, pairs=())
    kinds = {thing.kind for thing in next_things(walked.pages.now())}
    assert kinds.isdisjoint({NextKind.APPLY, NextKind.ENTER})
    assert NextKind.TICK in kinds
    walked.close()


def test_only_a_value_that_was_not_copied_as_it_stands_is_next_to_copy(follower: Follower) -> None:
    walkthrough = follower.walkthrough

    def fields(step: str) -> list[str]:
        things = next_things(walkthrough.pages.now())
        return [thing.value for thing in things if (thing.kind, thing.step) == (COPY, step)]

    assert fields("3b") == []  # its address is not known yet
    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    wanted = ["Identifier", "Domains and Subdomains", "Return URLs"]
    assert fields("3b") == wanted
    values = walkthrough.pages.page("3b").values
    walkthrough.copied.note("3b", [replace(value, value="another one") for value in values])
    assert fields("3b") == wanted
    walkthrough.copied.note("3b", values[:2])
    assert fields("3b") == ["Return URLs"]


def test_what_a_file_takes_is_copied_at_once_and_whole(follower: Follower) -> None:
    walkthrough = follower.walkthrough

    def things() -> list[NextThing]:
        found = next_things(walkthrough.pages.now())
        return [thing for thing in found if (thing.kind, thing.step) == (COPY, "8a")]

    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    assert things() == []  # the client is not known yet
    walkthrough.entered.pair(MAIN, NEW_MAIN)
    (thing,) = things()
    assert thing.command == "copy-block"
    follower.do(thing)
    assert things() == []


def until(follower: Follower, kind: NextKind, step: str) -> None:
    """Do what is next until this is."""
    while (thing := follower.next()).step != step or thing.kind is not kind:
        follower.do(thing)


def test_a_step_of_which_a_check_did_not_pass_is_not_next_to_tick(follower: Follower) -> None:
    until(follower, NextKind.TICK, "3c")
    follower.walkthrough.entered.pair(MAIN, NEW_MAIN)
    follower.walkthrough.checks.run("3c")  # the client, of step 4, does not have the provider yet
    thing = follower.next()
    assert thing.step == "4"
    assert thing.text.endswith(": the failed check of 3c needs it")
    later = next_things(follower.walkthrough.pages.now())
    assert "3c" not in {thing.step for thing in later}
    until(follower, NextKind.CHECK, "3c")
    assert follower.next().text == "ask the check again: it did not pass before the last change"
    follower.do(follower.next())
    assert (follower.next().kind, follower.next().step) == (NextKind.TICK, "3c")


def test_a_refusal_that_nothing_will_change_by_itself_is_looked_at_before_the_tick(
    follower: Follower,
) -> None:
    until(follower, NextKind.TICK, "3a")
    follower.walkthrough.checks.run("3a")  # nobody was in Google's console yet
    assert (follower.next().kind, follower.next().step) == (NextKind.LOOK, "3a")
    while follower.next().kind is NextKind.LOOK:
        follower.do(follower.next())
    assert (follower.next().kind, follower.next().step) == (NextKind.TICK, "3a")


def test_what_somebody_else_has_to_bring_is_said_to_be_waited_for(
    follower: Follower,
) -> None:
    until(follower, NextKind.TICK, "7a")
    assert "waits" not in follower.next().text
    follower.walkthrough.checks.run("7a")
    thing = follower.next()
    assert (thing.kind, thing.step) == (NextKind.TICK, "7a")
    assert thing.text.endswith("(its check waits for Amazon)")


def test_a_next_that_goes_round_in_circles_is_found(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_and_round = itertools.cycle(
        NextThing(NextKind.READ_AGAIN, step, "read again", "read-again") for step in ("1a", "1b")
    )
    monkeypatch.setattr(who_follows_next, "next_thing", lambda _: next(round_and_round))
    monkeypatch.setattr(who_follows_next, "AT_MOST", 4)
    with pytest.raises(AssertionError, match="read again"):
        follower.to_the_verdict()


def test_a_next_that_stays_where_it_is_is_found(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = NextThing(NextKind.READ_AGAIN, "1a", "read again", "read-again")
    monkeypatch.setattr(who_follows_next, "next_thing", lambda _: stays)
    with pytest.raises(Refused):
        follower.to_the_verdict()


def test_a_next_that_is_refused_is_found(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stack's update needs the providers, which nobody has carried over."""
    (held_up,) = (one for one in follower.walkthrough.pages.settings() if one.step == "6")
    refused = NextThing(NextKind.APPLY, "6", "apply it", "apply", held_up.id, (held_up.id,))
    monkeypatch.setattr(who_follows_next, "next_thing", lambda _: refused)
    with pytest.raises(Refused):
        follower.to_the_verdict()
