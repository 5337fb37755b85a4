"""Two people on two machines walk a deployment to the verdict, in turns; one is killed twice."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.httpsession import URLLib3Session

from migration.guide.next_thing import NextKind
from migration.guide.step import StepKind
from migration.guide.verdict import Answer
from migration.journal import writing_process
from migration.journal.writing_process import Place
from migration.report.contents import report_of
from migration.report.html_page import html_of
from migration.walkthrough import Walkthrough
from tests.guide.test_next_thing import Clock
from tests.guide.who_follows_next import Follower
from tests.journal.tables import NAME, make_table
from tests.practice_aws import PracticeAws
from tests.report.reading_pages import page_text
from tests.team.people import Killed
from tests.team.screens import Screens, message_to, screens_of
from tests.walkthroughs import NOW, all_given, at_any_pace, walk
from tui.command_line.plan import plan_answer
from widgets.text.checklist import who_and_when
from widgets.text.plain_text import short_who

AT_MOST = 300  # turns of both
ADA, BEN = "admin", "admin-2"


class Together:
    """Both of them. A process ends when it is killed, and another one begins in its place."""

    def __init__(self, aws: PracticeAws, home: Path) -> None:
        self.aws, self.home, self.clock = aws, home, Clock()
        self.given = all_given(aws, home)
        # The account's own administrator, and one more.
        colleague = aws.control("POST", "colleagues")
        keys = {name: colleague[name] for name in ("access_key", "secret_key")}
        self.logins = {ADA: aws, BEN: replace(aws, **keys)}
        self.pids = itertools.count(100)
        self.now = ""
        self.places: dict[str, Place] = {}
        self.followers: dict[str, Follower] = {}
        self.kill_at = ""  # the operation in whose sending the next one is killed
        self.after = False  # once it was sent
        self.killed = self.turns = 0
        self.arrived: list[str] = []  # on the other's screen, when one was killed

    def opens(self, name: str) -> Follower:
        self.now, self.places[name] = name, Place(f"{name}s-laptop", next(self.pids))
        walked = walk(
            self.logins[name],
            self.home / name,
            clock=self.clock,
            host_pace=at_any_pace(),
            pairs=(),
            team_table=NAME,
            **self.given,
        )
        walked.applier._wait = self.wait  # type: ignore[method-assign]
        worked = next((one.worked for one in self.followers.values()), set())
        self.followers[name] = Follower(walked, self.aws, self.clock.go_on, worked=worked)
        for one in self.followers.values():
            one.others = [other for other in self.followers.values() if other is not one]
        return self.followers[name]

    def wait(self, seconds: float) -> None:
        self.clock.go_on(timedelta(seconds=seconds))

    def turn(self, name: str) -> bool:
        """One thing of whoever's turn it is; whether there was one."""
        self.now, follower = name, self.followers[name]
        walked = follower.walkthrough
        walked.arrivals.look()
        thing = follower.next()
        if thing.kind is NextKind.VERDICT:
            return False
        if thing.kind is NextKind.APPLY and name != ADA and self.killed < 2:
            return True  # she has begun with it
        try:
            follower.do(thing)
        except Killed:
            self.killed += 1
            walked._unfinished.stop()
            self.now = BEN  # who has it on their screen, by itself
            self.arrived.append(
                message_to(self.followers[BEN].walkthrough, lambda text: " is " in text)
            )
            self.opens(name)
        return True

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """In this block nobody signs in, and no clock goes on: here nor at AWS.

        Who used which client is counted up to the moment of the question.
        """
        here, there = self.clock(), time.time() + 1  # behind all that AWS wrote down until now
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Clock, "__call__", lambda _: here)
            patch.setattr("sandbox.clock.Clock.now", lambda _: there)
            yield

    def sending(self, send: Callable[..., Any]) -> Callable[..., Any]:
        """botocore's own way to send, in which a program can end."""

        def sent(session: object, request: Any) -> Any:
            target = str(request.headers.get("X-Amz-Target") or "")
            hit = bool(self.kill_at) and self.now == ADA and self.kill_at in target
            if hit and not self.after:
                self.kill_at = ""
                raise Killed
            answer = send(session, request)
            if hit:
                self.kill_at = ""
                raise Killed
            return answer

        return sent


@pytest.fixture
def together(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Together]:
    practice_aws.settings(change_set_seconds=0, stack_seconds=0, table_seconds=0)
    make_table(practice_aws.client("dynamodb"))
    both = Together(practice_aws, tmp_path)
    monkeypatch.setattr(writing_process, "this_place", lambda: both.places[both.now])
    monkeypatch.setattr("migration.journal.boot_clock.boot_id", lambda: both.now)
    seconds = SimpleNamespace(monotonic=lambda: both.clock().timestamp())
    monkeypatch.setattr("migration.walk.unfinished_writes.time", seconds)
    monkeypatch.setattr(URLLib3Session, "send", both.sending(URLLib3Session.send))
    monkeypatch.setattr("migration.time_limit.Thread", AtOnce)
    yield both
    for follower in both.followers.values():
        follower.walkthrough.close()


class AtOnce:
    """A thread that has ended when it is started: what ends a program ends it where it stands."""

    def __init__(self, target: Callable[[], object], **_: object) -> None:
        self.start = target

    def join(self, _seconds: float) -> None:
        """It has ended."""


@pytest.mark.long
def test_two_people_come_to_the_verdict_together(together: Together) -> None:
    people = (ADA, BEN)
    for name in people:
        together.opens(name)
    together.kill_at = "CreateIdentityProvider"
    goes_on = True
    while goes_on:
        goes_on = [together.turn(name) for name in people] != [False, False]
        if together.killed == 1 and not together.kill_at and not together.after:
            together.kill_at, together.after = "UpdateUserPool", True
        together.turns += 1
        assert together.turns < AT_MOST
    assert together.killed == 2
    first, second = together.arrived
    assert re.match(r"admin is applying step 3\w, since \d\d:\d\d\.", first)
    assert re.match(r"admin is applying step \w+, since \d\d:\d\d\.", second)
    walks = [together.followers[name].walkthrough for name in people]
    with together.one_moment():
        for walked in walks:
            walked.reader.read()
            walked.logbook.fold()
        ada, ben = (one_story(walked) for walked in walks)
        screens = []
        for name, walked in zip(people, walks, strict=True):
            together.now = name
            screens.append(screens_of(walked))
    for one, other in zip(ada, ben, strict=True):
        assert one == other
    assert screens[0] == screens[1]
    assert walks[0].pages.retirement_verdict().answer is Answer.YES
    wrote = {(short_who(each.who), each.body["process"]["host"]) for each in intents(walks[0])}
    assert wrote == {("user/admin", "admins-laptop"), ("user/admin-2", "admin-2s-laptop")}
    taken_over = [entry for entry in walks[0].logbook.entries if entry.body.get("recovered")]
    assert len(taken_over) >= 1
    assert not walks[0].state.record.unfinished
    both_tell_what_stands_in_the_record(walks[0], screens[0])


def both_tell_what_stands_in_the_record(walked: Walkthrough, screens: Screens) -> None:
    """Each tick with who said it, each change with who made it: on the screen and in the report."""
    report = report_of(walked, NOW)
    page = "".join(page_text(html_of(report)).text.split())
    said = [said for standing in report.steps for said in standing.said]
    assert {short_who(one.who) for one in said} >= {"user/admin", "user/admin-2"}
    for address, tick in walked.state.record.ticks.items():
        step = address.partition("/")[0]
        # nobody says of a text that it was read: its end was on the screen
        read = walked.state.step(step).kind is StepKind.READING
        told = f"by {short_who(tick.who)}" if read else who_and_when(tick)
        assert told in screens.steps[step].replace("\n", " "), address
    changes = walked.past_changes.history()
    assert len(changes) == len(report.changes) > 10
    for change in changes:
        assert re.search(
            rf"{change.at:%H:%M:%S}.*{re.escape(short_who(change.who))} ", screens.record
        ), change
    for event in report.events:
        told = f"{short_who(event.who)} {event.text}"
        assert "".join(told.split()) in page, event  # a long word may break anywhere in the page


def intents(walked: Walkthrough) -> list[Any]:
    return [entry for entry in walked.logbook.entries if entry.kind == "intent"]


def one_story(walked: Walkthrough) -> tuple[Any, ...]:
    """What the record, the screen, the plan and the report tell."""
    report, verdict = report_of(walked, NOW), walked.pages.retirement_verdict()
    return (
        walked.logbook.entries,
        walked.past_changes.history(),
        [(one.step.id, one.state, one.reason) for one in walked.pages.summaries()],
        [(one.id, one.state) for one in walked.pages.settings()],
        (verdict.answer, verdict.against, verdict.unknown),  # each read usage at a moment of theirs
        json.loads(plan_answer(walked, "", as_json=True))["steps"],
        report.steps,
        report.events,
        report.changes,
        # An answer that is not new is not recorded: when it was asked last is known where it was.
        [(one.id, one.verdict, one.sentence, one.accepted) for one in report.checks],
    )
