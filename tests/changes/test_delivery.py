"""How often a write is sent, what it rests on each time, and what is told of it, by a script.

No AWS: what each send and each reading brings stands in the test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest

from migration.aws.model_rules import BrokenRule
from migration.changes import delivery
from migration.changes.change import Change, Edit
from migration.changes.delivery import Delivered, Delivery, deliver_once
from migration.changes.resources import Prepared
from migration.changes.send_window import SendWindow
from migration.compare.setting import Kind, Target
from migration.errors import (
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    BadInput,
    Cancelled,
    PoolwalkError,
)

BUSY, FAILED, CUT = AwsBusy("slow down"), AwsFailed("status 500"), AwsUnreachable("no answer")
AWAY = AwsNotReached("no such name")
NO_PROVIDER = AwsRefused("The Provider Google does not exist")
REFUSED = AwsRefused("It is too long")
EDIT = Edit("4/x/Name", ("Name",), "old", "new")
CLIENT = Change("4", Target(Kind.CLIENT, "x"), (EDIT,))
POOL = Change("5", Target(Kind.POOL), (EDIT,))
PAUSES, PROVIDER_SETTLES = (0.5, 1.0, 2.0, 4.0), 1.5
Document = dict[str, Any]


@dataclass
class Script:
    """Resources whose sends and readings bring what was written down; the last goes on."""

    sends: Sequence[PoolwalkError | None]
    reads: Sequence[Document | PoolwalkError] = ({"Name": "old", "Tag": 1},)
    unprepared: PoolwalkError | None = None
    rules: tuple[BrokenRule, ...] = ()
    unknowns: tuple[str, ...] = ()
    sent: list[Document] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def send(self, prepared: Prepared) -> None:
        self.sent.append(deepcopy(prepared.request))
        answer = self.sends[min(len(self.sent), len(self.sends)) - 1]
        if answer is not None:
            raise answer

    def read(self, target: Target) -> Document:
        assert target in (CLIENT.target, POOL.target)
        found = self.reads[min(len(self.waited), len(self.reads)) - 1]
        if isinstance(found, PoolwalkError):
            raise found
        return found

    def prepare(
        self, target: Target, before: Document | None, after: Document | None, hidden: object
    ) -> Prepared:
        assert (target, hidden) == (CLIENT.target, CLIENT.hidden)
        if self.unprepared is not None:
            raise self.unprepared
        assert before is not None
        return Prepared("Update", {"from": before["Tag"], **(after or {})})

    def broken(self, prepared: Prepared) -> tuple[BrokenRule, ...]:
        assert prepared.operation == "Update"
        return self.rules

    def unknown(self, prepared: Prepared, before: Document, after: Document) -> tuple[str, ...]:
        assert prepared.request["from"] == before["Tag"]
        assert after == {**before, "Name": "new"}
        return self.unknowns

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds

    def deliver(
        self,
        change: Change = CLIENT,
        *,
        landed: Callable[[Change, Any], bool] = lambda *_: False,
        stale: Callable[[Change, Any], bool] = lambda *_: False,
        window: SendWindow | None = None,
    ) -> Delivered:
        first: Document = {"Name": "old", "Tag": 0}
        sending = Delivery(
            self,  # type: ignore[arg-type]
            self.wait,
            self.said.append,
            landed,
            stale,
            **({"window": window} if window else {}),
        )
        return sending.deliver(change, first, Prepared("Update", {"from": 0, "Name": "new"}))


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Script]:
    """Makes one, whose time is the one that a delivery sees."""
    monkeypatch.setattr(delivery, "PAUSES", PAUSES)
    monkeypatch.setattr(delivery, "PROVIDER_SETTLES", PROVIDER_SETTLES)

    def made(*sends: PoolwalkError | None, **more: Any) -> Script:
        script = Script(sends, **more)
        clock = type("Clock", (), {"monotonic": staticmethod(lambda: script.seconds)})
        monkeypatch.setattr(delivery, "time", clock)
        return script

    return made


Scripted = Callable[..., Script]


def test_what_is_taken_at_once_is_sent_once(script: Scripted) -> None:
    play = script(None)
    assert play.deliver() == Delivered({"Name": "old", "Tag": 0})
    assert play.sent == [{"from": 0, "Name": "new"}]
    assert (play.waited, play.said) == ([], [])


@pytest.mark.parametrize("failure", [BUSY, FAILED])
def test_each_further_try_rests_on_what_was_read_just_before_it(
    script: Scripted, failure: PoolwalkError
) -> None:
    reads = [{"Name": "old", "Tag": number} for number in (1, 2, 3, 4)]
    play = script(failure, reads=reads)
    told = play.deliver()
    assert [request["from"] for request in play.sent] == [0, 1, 2, 3, 4]
    assert all(request["Name"] == "new" for request in play.sent)
    assert play.waited == list(PAUSES)
    assert told.before == reads[-1]
    assert told.error is failure
    assert (told.unanswered, told.lost) == ((0, 0) if failure is BUSY else (5, 0))
    assert not told.may_arrive


def test_what_is_taken_at_a_further_try_tells_what_it_rested_on_and_what_may_still_come(
    script: Scripted,
) -> None:
    now = {"Name": "old", "Tag": 7}
    play = script(CUT, None, reads=[now])
    told = play.deliver()
    assert told == Delivered(now, None, unanswered=1, lost=1)
    assert told.may_arrive


def test_each_try_is_announced_by_its_number_and_reason(script: Scripted) -> None:
    play = script(BUSY, FAILED, NO_PROVIDER, None)
    assert play.deliver().error is None
    assert play.said == [
        "AWS asked to wait: reading again before try 2 of 5",
        "AWS gave no answer that counts: reading again before try 3 of 5",
        "AWS does not know the provider yet: reading again before try 4 of 5",
    ]


def test_a_line_that_is_down_is_tried_twice(script: Scripted) -> None:
    play = script(CUT)
    told = play.deliver()
    assert len(play.sent) == 2
    assert told == Delivered({"Name": "old", "Tag": 1}, CUT, unanswered=2, lost=2)
    assert told.may_arrive


def test_what_aws_asked_to_wait_with_counts_for_no_line_that_is_down(script: Scripted) -> None:
    play = script(BUSY, CUT)
    assert play.deliver().unanswered == 2
    assert len(play.sent) == 3


def test_what_did_not_leave_is_tried_twice_and_nothing_of_it_can_arrive(script: Scripted) -> None:
    play = script(AWAY)
    told = play.deliver(landed=lambda *_: True)
    assert len(play.sent) == 2
    assert told == Delivered({"Name": "old", "Tag": 1}, AWAY)
    assert play.said == ["AWS could not be reached: reading again before try 2 of 5"]


def test_of_a_send_that_was_cut_and_one_that_did_not_leave_the_first_is_unanswered(
    script: Scripted,
) -> None:
    play = script(CUT, AWAY)
    assert play.deliver() == Delivered({"Name": "old", "Tag": 1}, AWAY, unanswered=1, lost=1)


def test_of_two_without_an_answer_one_can_be_a_failure_of_aws_and_is_not_lost(
    script: Scripted,
) -> None:
    play = script(FAILED, CUT)
    told = play.deliver()
    assert (len(play.sent), told.unanswered, told.lost) == (2, 2, 1)


def test_a_refusal_is_not_sent_again(script: Scripted) -> None:
    play = script(REFUSED)
    assert play.deliver() == Delivered({"Name": "old", "Tag": 0}, REFUSED)
    assert len(play.sent) == 1


def test_a_provider_that_aws_does_not_know_yet_is_waited_for_once_and_of_clients_alone(
    script: Scripted,
) -> None:
    play = script(NO_PROVIDER)
    assert play.deliver().error is NO_PROVIDER
    assert (len(play.sent), play.waited) == (2, [PROVIDER_SETTLES])
    of_the_pool = script(NO_PROVIDER)
    assert of_the_pool.deliver(POOL).error is NO_PROVIDER
    assert len(of_the_pool.sent) == 1


def test_a_provider_that_is_gone_at_the_last_try_ends_it(script: Scripted) -> None:
    play = script(BUSY, BUSY, BUSY, BUSY, NO_PROVIDER)
    assert play.deliver().error is NO_PROVIDER
    assert len(play.sent) == 5


def test_what_landed_without_an_answer_is_not_sent_again(script: Scripted) -> None:
    now = {"Name": "new", "Tag": 1}
    play = script(FAILED, reads=[now])
    told = play.deliver(landed=lambda change, held: change is CLIENT and held is now)
    assert told == Delivered({"Name": "old", "Tag": 0}, FAILED, unanswered=1)
    assert len(play.sent) == 1


def test_what_aws_did_not_begin_is_sent_again_though_it_looks_as_wanted(script: Scripted) -> None:
    play = script(BUSY, None)
    assert play.deliver(landed=lambda *_: True).error is None
    assert len(play.sent) == 2


def test_what_somebody_changed_meanwhile_is_left_to_them(script: Scripted) -> None:
    theirs = {"Name": "theirs", "Tag": 3}
    play = script(BUSY, reads=[theirs])
    told = play.deliver(stale=lambda change, held: change is CLIENT and held is theirs)
    assert told == Delivered(theirs, BUSY)
    assert len(play.sent) == 1


@pytest.mark.parametrize("error", [AwsUnreachable("down"), Cancelled("Stopped.")])
def test_without_a_reading_nothing_is_sent_again(script: Scripted, error: PoolwalkError) -> None:
    play = script(CUT, reads=[error])
    assert play.deliver() == Delivered({"Name": "old", "Tag": 0}, CUT, unanswered=1, lost=1)
    assert len(play.sent) == 1


def test_a_logo_that_cannot_be_fetched_again_ends_it_and_is_why(script: Scripted) -> None:
    why = BadInput("no picture")
    play = script(FAILED, unprepared=why)
    assert play.deliver() == Delivered({"Name": "old", "Tag": 1}, why, unanswered=1)
    assert len(play.sent) == 1


def test_a_member_that_a_write_would_reset_by_now_ends_it(script: Scripted) -> None:
    play = script(BUSY, unknowns=("Novel",))
    assert play.deliver() == Delivered({"Name": "old", "Tag": 1}, BUSY)
    assert len(play.sent) == 1


def test_a_rule_that_the_edits_break_by_now_ends_it_and_one_of_others_does_not(
    script: Scripted,
) -> None:
    ours, theirs = BrokenRule(("Name",), "is too long"), BrokenRule(("Tag",), "is odd")
    play = script(BUSY, rules=(theirs, ours))
    assert play.deliver().error is BUSY
    assert len(play.sent) == 1
    other = script(BUSY, None, rules=(theirs,))
    assert other.deliver().error is None


def test_it_ends_where_the_next_try_would_come_later_than_half_a_minute_after_the_first(
    script: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PAUSES", (15.0, 15.0, 0.5))
    play = script(BUSY)
    assert play.deliver().error is BUSY
    assert play.waited == [15.0, 15.0], "at just half a minute it is still sent"
    assert len(play.sent) == 3


def test_once_its_time_is_over_nothing_leaves(script: Scripted) -> None:
    play = script(BUSY, None)
    window = SendWindow(clock=lambda: 19.0 + play.seconds, began=0.0)
    told = play.deliver(window=window)
    assert len(play.sent) == 2, "half a second later it still holds"
    late = script(BUSY, None)
    told = late.deliver(window=SendWindow(clock=lambda: 19.6 + late.seconds, began=0.0))
    assert len(late.sent) == 1
    assert "Nothing more was sent" in str(told.error)


@pytest.mark.parametrize(
    ("error", "unanswered"),
    [(None, 0), (REFUSED, 0), (BUSY, 0), (AWAY, 0), (CUT, 1), (FAILED, 1)],
)
def test_what_must_never_be_sent_twice_is_sent_once(
    script: Scripted, error: PoolwalkError | None, unanswered: int
) -> None:
    play = script(error)
    request = Prepared("Submit", {"from": 0})
    told = deliver_once(play, {"a": 1}, request)  # type: ignore[arg-type]
    assert told == Delivered({"a": 1}, error, unanswered, unanswered)
    assert play.sent == [{"from": 0}]


def test_what_must_never_be_sent_twice_is_not_sent_once_its_time_is_over(script: Scripted) -> None:
    play = script(None)
    over = SendWindow(clock=lambda: 20.0)
    told = deliver_once(play, None, Prepared("Submit", {}), over)  # type: ignore[arg-type]
    assert play.sent == []
    assert "Nothing more was sent" in str(told.error)


@pytest.mark.parametrize(
    ("told", "may"),
    [
        (Delivered(None), False),
        (Delivered(None, CUT, 1, 1), False),  # it has landed: that was the one
        (Delivered(None, CUT, 2, 2), True),
        (Delivered(None, FAILED, 2, 0), False),
        (Delivered(None, None, 1, 1), True),
        (Delivered(None, None, 2, 0), False),
    ],
)
def test_more_may_arrive_than_the_one_that_shows(told: Delivered, may: bool) -> None:
    assert told.may_arrive is may
