"""What Poolwalk wrote in a console itself, or a check has shown, nobody is asked to tick."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding, Seen
from migration.compare.alexa_linking import SETTING
from migration.compare.setting import Kind, Setting, Target
from migration.compare.setting_state import SettingState
from migration.guide.contradiction import contradiction
from migration.guide.proved_parts import asked_briefly, asked_of, with_seen
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import Tick, Ticks, parts_of
from migration.guide.verdict_grounds import Recorded
from migration.walk.next_things.waiting import waiting
from migration.walkthrough import Walkthrough

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
STEPS = {step.id: step for step in load_steps()}
SKILL = Target(Kind.SKILL, "amzn1.ask.skill.1")
WRITTEN = {SKILL: Recorded(NOW)}


def linking(state: SettingState) -> Setting:
    return Setting(
        id=SETTING,
        step="7a",
        member="linking",
        label="account linking",
        old="old",
        wanted="new",
        new="new",
        state=state,
    )


def found(check: str, step: str, verdict: CheckVerdict, minutes: int = 0) -> Finding:
    at = NOW + timedelta(minutes=minutes)
    return Finding(check, step, check, verdict, "", Evidence(), at)


@pytest.mark.parametrize(
    ("check", "part"), [("play-release", "8a/released"), ("alexa-console/live", "7a/live")]
)
def test_what_others_did_happened_when_it_was_first_seen_however_often_it_is_asked(
    check: str, part: str
) -> None:
    step = part.partition("/")[0]
    (earlier, later) = (found(check, step, CheckVerdict.PASSED, day * 1440) for day in (1, 9))
    told = with_seen(
        [STEPS[step]],
        said(step, "submitted"),
        [linking(SettingState.MISSING)],
        [replace(later, first=earlier.at)],
        {},
        {},
    )
    assert told[part].at == earlier.at
    assert told[part].day == f"{earlier.at.astimezone():%Y-%m-%d}"


def test_what_came_out_is_not_dated_before_it_was_handed_over() -> None:
    """Whoever submitted it may be a day ahead of the machine that saw it certified."""
    handed = replace(said("7a", "submitted")["7a/submitted"], day="2026-11-28")
    told = with_seen(
        [STEPS["7a"]],
        {"7a/submitted": handed},
        [linking(SettingState.MISSING)],
        [found("alexa-console/live", "7a", CheckVerdict.PASSED, 10)],
        {},
        {},
    )
    assert told["7a/live"].day == "2026-11-28"


def said(step: str, *parts: str) -> Ticks:
    return {
        f"{step}/{part}": Tick(step, StepState.DONE, "admin", NOW, part=part, day="2026-11-26")
        for part in parts
    }


def seen(
    step: str,
    ticks: Ticks,
    *findings: Finding,
    state: SettingState = SettingState.MISSING,
    written: bool = False,
) -> set[str]:
    sent = WRITTEN if written else {}
    told = with_seen([STEPS[step]], ticks, [linking(state)], findings, sent, {})
    return {tick.part for tick in told.values() if tick.seen}


def test_what_was_written_and_read_back_at_amazon_is_not_asked_for() -> None:
    assert seen("7a", {}, state=SettingState.SAME, written=True) == {"uris", "client", "save"}


@pytest.mark.parametrize(
    ("state", "written"),
    [(SettingState.SAME, False), (SettingState.DIFFERS, True), (SettingState.UNREAD, True)],
)
def test_what_somebody_else_wrote_or_does_not_stand_any_more_is_a_persons(
    state: SettingState, *, written: bool
) -> None:
    assert seen("7a", {}, state=state, written=written) == set()


@pytest.mark.parametrize(
    ("step", "part", "check"),
    [
        ("7a", "live", "alexa-console/live"),
        ("8a", "released", "play-release"),
        ("8b", "released", "app-store-release"),
    ],
)
def test_what_is_somebody_elses_turn_is_seen_once_it_was_handed_over(
    step: str, part: str, check: str
) -> None:
    passed = found(check, step, CheckVerdict.PASSED, 5)
    assert seen(step, said(step, "submitted"), passed) == {part}
    assert seen(step, {}, passed) == set()
    assert seen(step, said(step, "submitted"), found(check, step, CheckVerdict.PASSED, -5)) == set()
    assert seen(step, said(step, "submitted"), found(check, step, CheckVerdict.REFUSED, 5)) == set()


def test_what_a_check_proves_in_a_console_needs_no_tick_of_a_person() -> None:
    apple = {"domain", "return-url", "next", "done", "continue", "save"}
    assert seen("3b", {}, found("apple-console", "3b", CheckVerdict.PASSED)) == apple
    assert seen("3a", {}, found("google-console", "3a", CheckVerdict.PASSED)) == {
        "redirect",
        "save",
    }


@pytest.mark.parametrize("verdict", [CheckVerdict.REFUSED, CheckVerdict.INCONCLUSIVE])
def test_what_a_check_does_not_prove_is_a_persons(verdict: CheckVerdict) -> None:
    assert seen("3b", {}, found("apple-console", "3b", verdict)) == set()


def test_a_release_that_may_be_another_one_is_a_persons_to_tell() -> None:
    came_out = replace(
        found("ios-release", "8b", CheckVerdict.PASSED, 5),
        sentence="it is out, and much is told of it",
        seen=Seen("version 2.4", "version 2.4 came out in the App Store on 2026-11-27"),
    )
    assert seen("8b", said("8b", "submitted"), came_out) == set()
    released = next(part for part in STEPS["8b"].parts if part.id == "released")
    assert asked_of(released, [came_out]) == (
        "Version 2.4 came out in the App Store on 2026-11-27: is that your build with the new"
        " values?"
    )
    assert asked_briefly(released, [came_out]) == "version 2.4: is that your build?"
    assert asked_of(released, [found("ios-release", "8b", CheckVerdict.REFUSED, 5)]) == ""
    assert asked_of(next(part for part in STEPS["8a"].parts if part.by), [came_out]) == ""
    older = replace(came_out, seen=None, title="the iOS app had a release")
    assert asked_of(released, [older]) == (
        "The iOS app had a release: is that your build with the new values?"
    )


def test_next_names_the_release_as_its_check_did_also_from_the_record(
    walkthrough: Walkthrough,
) -> None:
    named = "version 5.11 (it came out, they say)"
    passed = found("ios-release", "8b", CheckVerdict.PASSED)
    out = replace(passed, sentence="it is out", seen=Seen(named, f"{named} is in the store"))
    assert Finding.from_body("8b", out.at, out.body) == out
    parts = [part.id for part in STEPS["8b"].parts if part.id != "released"]
    walkthrough.checklist.tick_parts("8b", parts, day="2026-11-20")
    walkthrough.checks.take(out)
    (thing,) = (one for one in waiting(walkthrough.pages.now()) if one.step == "8b")
    assert thing.text.endswith(f" if {named} is your build")


def test_what_a_person_took_back_stays_taken_back() -> None:
    taken_back = {"7a/uris": Tick("7a", StepState.TODO, "admin", NOW, part="uris")}
    told = with_seen([STEPS["7a"]], taken_back, [linking(SettingState.SAME)], (), WRITTEN, {})
    assert told["7a/uris"].verdict is StepState.TODO


@pytest.mark.parametrize(("minutes", "stands"), [(-5, StepState.TODO), (5, StepState.DONE)])
def test_what_a_check_finds_after_a_sub_point_was_taken_back_overrules_that(
    minutes: int, stands: StepState
) -> None:
    taken_back = {"3a/redirect": Tick("3a", StepState.TODO, "admin", NOW, part="redirect")}
    passed = found("google-console", "3a", CheckVerdict.PASSED, minutes)
    told = with_seen([STEPS["3a"]], taken_back, (), [passed], {}, {})
    assert told["3a/redirect"].verdict is stands


def test_what_is_found_again_after_a_colleague_took_it_back_overrules_that() -> None:
    """Clocks differ: it has the number of the last entry before it."""
    taken_back = {
        "3a/redirect": Tick("3a", StepState.TODO, "admin", NOW, part="redirect", number=7)
    }
    passed = found("google-console", "3a", CheckVerdict.PASSED, -5)
    asked = {passed.check: Recorded(passed.at, 7, "colleague")}
    told = with_seen([STEPS["3a"]], taken_back, (), [passed], {}, asked)
    assert told["3a/redirect"].verdict is StepState.DONE


@pytest.mark.parametrize(
    ("check", "step", "target"),
    [
        ("apple-console", "3b", Target(Kind.DOMAIN, "acme-new")),
        ("apple-console", "3b", Target(Kind.PROVIDER, "SignInWithApple")),
        ("google-console", "3a", Target(Kind.PROVIDER, "Google")),
        ("alexa-console/development", "7a", Target(Kind.DOMAIN, "acme-new")),
        ("alexa-console/development", "7a", SKILL),
    ],
)
def test_a_check_that_passed_before_what_it_rests_on_was_written_proves_nothing(
    check: str, step: str, target: Target
) -> None:
    written = {target: Recorded(NOW)}
    for minutes, proves in ((-5, False), (5, True)):
        passed = found(check, step, CheckVerdict.PASSED, minutes)
        told = with_seen([STEPS[step]], {}, [linking(SettingState.MISSING)], [passed], written, {})
        assert bool(told) == proves


def test_what_does_not_touch_it_makes_no_proof_old() -> None:
    written = {
        Target(Kind.PROVIDER, "Google"): Recorded(NOW),
        Target(Kind.CLIENT, "1"): Recorded(NOW),
    }
    passed = found("apple-console", "3b", CheckVerdict.PASSED, -5)
    assert with_seen([STEPS["3b"]], {}, (), [passed], written, {})


@pytest.mark.parametrize(("days", "since"), [(-1, -2), (1, 5)])
def test_a_proof_is_dated_when_it_was_first_found_but_not_before_what_it_is_about(
    days: int, since: int
) -> None:
    """Two days before it was found first; what it rests on was written before that, or since."""
    first = NOW - timedelta(days=2)
    written = {Target(Kind.DOMAIN, "acme-new"): Recorded(NOW - timedelta(days=2 - days))}
    passed = replace(found("google-console", "3a", CheckVerdict.PASSED, 5), first=first)
    told = with_seen([STEPS["3a"]], {}, (), [passed], written, {})
    assert told["3a/redirect"].at == (first if since < 0 else passed.at)


@pytest.mark.parametrize(
    ("ticked", "contradicted"), [("submitted", False), ("keys", False), ("released", True)]
)
def test_no_release_contradicts_the_release_alone(ticked: str, *, contradicted: bool) -> None:
    parts = parts_of(STEPS["8b"], said("8b", ticked))
    summary = StepSummary(STEPS["8b"], StepState.PARTLY, "", 0, (), parts)
    refused = found("ios-release", "8b", CheckVerdict.REFUSED, 5)
    assert (contradiction(summary, None, [refused], {}) is refused) == contradicted


def test_of_several_that_contradict_the_one_about_what_is_live_is_told() -> None:
    parts = parts_of(STEPS["7a"], said("7a", "uris", "live"))
    summary = StepSummary(STEPS["7a"], StepState.PARTLY, "", 0, (), parts)
    draft = found("alexa-console/development", "7a", CheckVerdict.REFUSED, 5)
    live = found("alexa-console/live", "7a", CheckVerdict.REFUSED, 5)
    assert contradiction(summary, None, [draft, live], {}) is live
    assert contradiction(summary, None, [draft], {}) is draft


def test_a_word_on_the_whole_step_is_contradicted_by_any_of_its_checks() -> None:
    whole = Tick("8b", StepState.DONE, "admin", NOW)
    summary = StepSummary(STEPS["8b"], StepState.PARTLY, "", 0, (), ())
    refused = found("ios-release", "8b", CheckVerdict.REFUSED, 5)
    assert contradiction(summary, whole, [refused], {}) is refused
