"""The hour in which apps and voice consoles go live together: when, in which order, after what."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.deployment.whole_reading import Reading
from migration.guide.carried_settings import Carried
from migration.guide.going_live import GOING_BACK, Hour, going_live
from migration.guide.hour_lacks import Lack
from migration.guide.next_thing import NextKind
from migration.guide.progress import summarize
from migration.guide.step import Part, Step, StepKind, StepState, When
from migration.guide.ticks import Tick
from migration.guide.verdict_grounds import Recorded
from migration.pools.reading import Pending, Role
from migration.walk.next_things.order import next_thing
from migration.walk.next_things.waiting import waiting
from migration.walkthrough import Walkthrough
from tests.guide.test_progress import NOW
from tests.practice_aws import PracticeAws
from tests.readings import pool_reading, reading
from tests.walkthroughs import walk
from tui.command_line.plan import plan_answer

NOT_SUBMITTED = "was not submitted when its store was last asked"
DAY = "2026-11-20"
NOTHING = reading(pool_reading(), pool_reading())
TOGETHER = "7a, 8a and 8b go live in this order, within one hour"


def step(id_: str, when: When, *parts: Part, after: tuple[str, ...] = ()) -> Step:
    return Step(
        id_,
        f"Step {id_}",
        "",
        StepKind.CONSOLE,
        "",
        after=after,
        parts=parts,
        when=when,
        notice=id_,
    )


def in_a_store(id_: str) -> Step:
    parts = (
        Part("login", "A login was tried"),
        Part("submitted", "Submitted", dated=True),
        Part("released", "Released", dated=True, by="Its store", proved_by=f"store-{id_}"),
        Part("told", "Customers know"),
    )
    return step(id_, When.ONE_HOUR, *parts, after=("4",))


STEPS = (step("4", When.ANY_DAY, Part("done", "It is done")), *map(in_a_store, ("7a", "8a", "8b")))
READY = ("4", "7a/login", "7a/submitted", "8a/login", "8a/submitted", "8b/login", "8b/submitted")


def hour(
    *ticked: str,
    out: str = "",
    found: tuple[Finding, ...] = (),
    steps: tuple[Step, ...] = STEPS,
    read: Reading = NOTHING,
) -> Hour:
    """With these steps and sub-points ticked, and one that does not apply."""
    ticks = {address: Tick(address, StepState.DONE, "admin", NOW, day=DAY) for address in ticked}
    ticks[out] = Tick(out, StepState.NOT_APPLICABLE, "admin", NOW)
    asked = {one.check: Recorded(one.at) for one in found}
    return going_live(summarize(steps, (), ticks, read), found, read, asked)


def answered(id_: str, code: str, at: datetime = NOW) -> Finding:
    said = Evidence(host="store.example", status=200, code=code)
    return Finding(
        f"store-{id_}", id_, "released", CheckVerdict.INCONCLUSIVE, "is on its way", said, at
    )


def without(*lacks: str) -> tuple[str, ...]:
    return tuple(address for address in READY if address not in lacks)


def test_before_anything_is_submitted_no_page_tells_of_the_hour() -> None:
    now = hour("4", "7a/login")
    assert now.is_one
    assert not now.is_near
    assert not any(now.concerns(one) for one in ("4", "7a", "8a", "8b"))


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        (("8b/submitted",), "8b is not submitted"),
        (("8a/login",), "8a lacks “A login was tried”"),
        (("4",), "4 is not done"),
        (("8a/submitted", "8b/submitted"), "8a and 8b are not submitted"),
    ],
)
def test_as_long_as_one_is_not_ready_all_are_held_back_and_it_says_why(
    lacks: tuple[str, ...], said: str
) -> None:
    now = hour(*without(*lacks))
    assert now.sentence == (
        f"The hour of the cut-over has not come: {said}. Hold back what is approved; once all is,"
        f" {TOGETHER}."
    )
    assert now.concerns("7a")
    assert not now.concerns(lacks[-1].split("/")[0])


def test_whoever_lacks_much_is_told_all_of_it_with_what_lacks_the_same_together() -> None:
    lacks = hour("7a/login", "7a/submitted").sentence
    assert "has not come: 4 is not done, 8a and 8b are not submitted." in lacks
    several = tuple(Lack(step, "is not done") for step in ("1a", "2", "3a", "5"))
    more = replace(hour(*READY), before=(*several, Lack("6", "could not be read")))
    assert "has not come: 1a, 2, 3a and 5 are not done, 6 could not be read." in more.sentence


def test_what_nobody_here_sees_approved_is_to_be_looked_for() -> None:
    assert hour(*READY).sentence == (
        f"The hour of the cut-over comes once all are approved: then {TOGETHER}. Whether 7a, 8a and"
        " 8b are approved, you see in their consoles alone."
    )


def test_the_key_to_a_console_is_named_on_the_page_of_its_own_step_alone() -> None:
    now = hour(*READY, found=(answered("7a", "approved_not_published"),))
    looked = "Whether 8a and 8b are approved, you see in their consoles alone"
    assert now.told_of("8a")[0].endswith(f"{looked} (o).")
    assert now.told_of("7a")[0].endswith(f"{looked}."), "o opens what is approved already"
    assert now.before_the_tick("8a", ["released"])[0].endswith(f"{looked}."), "o opens nothing"
    last = hour(*READY, out="8a", found=(answered("7a", "approved_not_published"),))
    assert "Whether 8b is approved, you see in its console alone." in last.sentence


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("in_review", "has not come: 8b was in review when it was last asked."),
        ("waiting_for_review", "has not come: 8b was in review when it was last asked."),
        ("rejected", "has not come: 8b was rejected."),
        ("pending_developer_release", "Whether 7a and 8a are approved, you see in their"),
        ("pending_apple_release", "Whether 7a and 8a are approved, you see in their"),
        ("processing_for_distribution", "Whether 7a and 8a are approved, you see in their"),
        ("draft", f"has not come: 8b {NOT_SUBMITTED}."),
        ("not_sent_for_review", f"has not come: 8b {NOT_SUBMITTED}."),
        ("prepare_for_submission", f"has not come: 8b {NOT_SUBMITTED}."),
        ("ready_for_review", f"has not come: 8b {NOT_SUBMITTED}."),
        ("waiting_for_export_compliance", "has not come: 8b waited for export compliance when"),
        ("earlier", "has not come: 8b was not in its store when that was last asked."),
        ("denied", "Whether 7a, 8a and 8b are approved, you see in their consoles alone"),
    ],
)
def test_what_a_store_answered_of_a_version_is_said(code: str, said: str) -> None:
    assert said in hour(*READY, found=(answered("8b", code),)).sentence


def test_once_all_were_seen_approved_it_can_begin() -> None:
    found = tuple(answered(one, "approved_not_published") for one in ("7a", "8a", "8b"))
    assert hour(*READY, found=found).sentence == (
        f"The hour of the cut-over can begin, all are approved: {TOGETHER}."
    )


@pytest.mark.parametrize("code", ["approved_not_published", "rejected", "draft"])
def test_what_a_store_answered_before_it_was_submitted_is_of_another_version(code: str) -> None:
    found = (
        *(answered(one, "approved_not_published") for one in ("7a", "8a")),
        answered("8b", code, NOW - timedelta(minutes=1)),
    )
    assert (
        "Whether 8b is approved, you see in its console alone" in hour(*READY, found=found).sentence
    )


def test_what_cannot_be_held_back_comes_first_and_is_told_of_before_it_is_submitted() -> None:
    login, submitted, *others = STEPS[3].parts
    home = replace(STEPS[3], parts=(login, replace(submitted, last=True), *others))
    now = hour(*without("8b/submitted"), steps=(*STEPS[:3], home))
    assert (now.order, now.held_back) == ("8b, 7a and 8a", "7a and 8a")
    assert now.begins_with("8b")
    assert now.before_the_tick("8b", ["submitted"])[-1] == GOING_BACK
    assert now.before_the_tick("7a", ["submitted"]) == ()


def test_as_long_as_something_is_still_being_read_it_cannot_begin() -> None:
    found = tuple(answered(one, "approved_not_published") for one in ("7a", "8a", "8b"))
    before = replace(STEPS[0], kind=StepKind.SETTINGS, carries=(Carried.EMAIL_TEMPLATE,), parts=())
    pending = NOTHING.with_part(Role.OLD, "pool", Pending("DescribeUserPool"))
    now = hour(*READY, found=found, steps=(before, *STEPS[1:]), read=pending)
    assert "has not come: 4 is still being read." in now.sentence


def test_as_long_as_amazons_review_is_still_being_read_it_cannot_begin() -> None:
    found = tuple(answered(one, "approved_not_published") for one in ("8a", "8b"))
    skill = replace(STEPS[1], carries=(Carried.ALEXA_LINKING,))
    steps = (STEPS[0], skill, *STEPS[2:])
    pending = replace(NOTHING, alexa_linking=Pending("GetSkillCertification"))
    now = hour(*READY, found=found, steps=steps, read=pending)
    assert "has not come: 7a is still being read." in now.sentence


def test_once_one_is_live_the_others_follow_and_it_says_which() -> None:
    now = hour(*READY, "7a/released")
    assert now.sentence == (
        "The hour of the cut-over runs: 7a is live, 8a and 8b to follow within one hour."
    )
    late = hour(*without("8b/submitted"), "7a/released", "8a/released")
    assert late.sentence == (
        "The hour of the cut-over runs: 7a and 8a are live, 8b to follow within one hour; but 8b is"
        " not submitted."
    )
    assert late.concerns("8b"), "what holds it up is told there too"
    over = hour(*READY, "7a/released", "8a/released", "8b/released")
    assert (over.sentence, over.is_one) == ("", False)


def test_once_it_has_begun_it_says_by_when_it_ends_and_what_follows_then() -> None:
    noon = NOW.astimezone().replace(hour=12, minute=5)  # no midnight lies within the hour
    ticks = {one: Tick(one, StepState.DONE, "admin", noon) for one in READY}
    live = Tick("7a/released", StepState.DONE, "admin", noon, day=f"{noon:%Y-%m-%d}")
    dated = {one: replace(tick, day=DAY) for one, tick in ticks.items()}
    summaries = summarize(STEPS, (), {**dated, "7a/released": live}, NOTHING)
    now = going_live(summaries, (), NOTHING, {})
    assert now.sentence == (
        f"The hour of the cut-over ends {noon + timedelta(hours=1):%Y-%m-%d %H:%M %Z} at the"
        " latest: 7a is live, 8a and 8b to follow, at once if that is past."
    )


def test_where_only_the_day_is_known_on_which_it_began_no_clock_time_is_told() -> None:
    late = hour(*READY, "7a/released")
    assert f"{NOW.astimezone():%Y-%m-%d}" != DAY
    assert late.sentence.endswith("runs: 7a is live, 8a and 8b to follow within one hour.")


def contradicted(id_: str, check: str, *ticked: str) -> Hour:
    """With a check that refuses what was ticked of one of them."""
    ticks = {address: Tick(address, StepState.DONE, "admin", NOW, day=DAY) for address in ticked}
    refused = Finding(check, id_, "", CheckVerdict.REFUSED, "it is not", Evidence(), NOW)
    summaries = [
        replace(one, contradicted=refused) if one.step.id == id_ else one
        for one in summarize(STEPS, (), ticks, NOTHING)
    ]
    return going_live(summaries, (), NOTHING, {})


def test_what_a_check_says_is_not_live_does_not_begin_the_hour() -> None:
    """Its tick stands: somebody took it for live, and a store or Amazon says otherwise."""
    now = contradicted("7a", "store-7a", *READY, "7a/released")
    assert not now.has_begun
    assert "7a is contradicted by a check" in now.sentence


def test_what_is_live_stays_so_where_a_check_speaks_against_something_else_of_the_step() -> None:
    now = contradicted("7a", "development-7a", *READY, "7a/released")
    assert now.sentence == (
        "The hour of the cut-over runs: 7a is live, 8a and 8b to follow within one hour; but 7a is"
        " contradicted by a check."
    )


def beside_the_last(*ticked: str, found: tuple[Finding, ...] = ()) -> Hour:
    """With one more, 7b, which nothing holds back once it was submitted; it is tested."""
    parts = (
        Part("login", "A login was tried"),
        Part("submitted", "Submitted", dated=True, last=True),
        Part("released", "Live", dated=True, by="Google"),
    )
    steps = (*STEPS, step("7b", When.ONE_HOUR, *parts, after=("4",)))
    return hour("7b/login", *ticked, found=found, steps=steps)


@pytest.mark.parametrize(
    ("ticked", "found", "said"),
    [
        (
            READY,
            (answered("8a", "in_review"),),
            "Do not submit it yet: 8a was in review when it was last asked.",
        ),
        (without("8b/submitted"), (), "Do not submit it yet: 8b is not submitted."),
        (
            READY,
            (answered("7a", "approved_not_published"),),
            "Submit it only once 7a, 8a and 8b are approved and held back: of 8a and 8b you see"
            " that in their consoles alone.",
        ),
        (
            READY,
            tuple(answered(one, "approved_not_published") for one in ("7a", "8a", "8b")),
            "It can be submitted: 7a, 8a and 8b are approved; hold back what is.",
        ),
    ],
)
def test_before_that_is_submitted_which_nothing_holds_back_all_else_is_approved(
    ticked: tuple[str, ...], found: tuple[Finding, ...], said: str
) -> None:
    now = beside_the_last(*ticked, found=found)
    begins = "The hour begins with 7b: once it is certified it is live, and nothing holds it back. "
    assert now.before_the_tick("7b", ["submitted"])[0] == begins + said
    assert now.before_the_tick("7b", ["login"]) == ()
    assert [one.id for one in now.unapproved] == (["8a"] if "in review" in said else [])
    assert "once all else is, submit 7b: then 7b, 7a, 8a and 8b go live" in now.sentence
    assert now.approved_first == "7a, 8a and 8b"


def test_once_that_was_submitted_or_another_is_live_it_waits_for_no_approval() -> None:
    in_review = (answered("8a", "in_review"),)
    for ticked in ("7b/submitted", "7a/released"):
        now = beside_the_last(*READY, ticked, found=in_review)
        assert (now.last, now.unapproved, now.approved_first) == (None, (), "")


def test_what_nothing_holds_back_begins_the_hour_by_itself_once_it_was_submitted() -> None:
    begins = (
        "The hour of the cut-over begins by itself: 7b is live as soon as Google certifies it; then"
        " 7a, 8a and 8b go live in this order, within one hour"
    )
    unseen = "Whether 7b, 7a, 8a and 8b are approved, you see in their consoles alone"
    assert beside_the_last(*READY, "7b/submitted").sentence == f"{begins}. {unseen}."
    late = beside_the_last(*READY, "7b/submitted", found=(answered("8a", "in_review"),))
    assert late.sentence == (
        f"{begins}; but 8a was in review when it was last asked. Hold back what is approved."
    )
    assert late.before_the_tick("7b", ["released"])[0] == late.sentence


def test_while_the_hour_runs_a_submission_is_no_reason_against_itself() -> None:
    now = beside_the_last(*READY, "7a/released")
    assert now.before_the_tick("7b", ["submitted"]) == ()
    (told,) = now.before_the_tick("7b", ["released"])
    assert told.endswith("but 7b is not submitted.")
    held_up = beside_the_last(*without("8b/submitted"), "7a/released")
    (told,) = held_up.before_the_tick("7b", ["submitted"])
    assert told.endswith("but 8b is not submitted.")


def test_what_does_not_apply_is_not_waited_for_and_one_alone_needs_no_hour() -> None:
    assert "then 7a and 8b go live" in hour(*READY, out="8a").sentence
    alone = going_live(summarize(STEPS[:2], (), {}, NOTHING), (), NOTHING, {})
    assert (alone.is_one, alone.sentence) == (False, "")


def test_before_the_first_goes_live_one_reads_what_is_noticed_and_how_to_go_back() -> None:
    now = hour(*READY)
    told = now.before_the_tick("7a", ["released"])
    assert told == (now.sentence, "Customers notice: 7a (7a); 8a (8a); 8b (8b).", GOING_BACK)
    assert now.before_the_tick("8b", ["released"]) == told
    assert now.before_the_tick("7a", ["submitted"]) == ()
    pages = [now.told_of(one) for one in ("7a", "8a")]
    with_key = f"{now.sentence.removesuffix('.')} (o)."
    assert pages == [(with_key, *told[1:]), (with_key,)], "so do their pages"
    runs = hour(*READY, "7a/released")
    assert runs.before_the_tick("8a", ["released"]) == ()
    held_up = hour(*without("8b/submitted"), "7a/released")
    assert held_up.before_the_tick("8a", ["released"]) == (held_up.sentence,)


def test_what_is_said_of_a_live_step_waits_until_all_are_live_or_one_is_held_up() -> None:
    """Customers are told once all of it is there."""
    runs = hour(*READY, "7a/released")
    assert [runs.goes_on_after(one) for one in ("7a", "8a", "8b")] == [True, False, False]
    assert not hour(*without("8b/submitted"), "7a/released").goes_on_after("7a")
    assert not hour(*READY, "7a/released", "8a/released", "8b/released").goes_on_after("7a")


def test_next_plan_and_pages_tell_of_the_hour_by_what_was_ticked(walkthrough: Walkthrough) -> None:
    """Of the sample, in which much comes before it."""
    checklist, pages = walkthrough.checklist, walkthrough.pages
    assert pages.page("7b").hour == pages.page("effects").hour == ()
    checklist.tick_parts(
        "7b",
        ["client", "authorization", "token", "save", "linked", "approved", "submitted"],
        day=DAY,
    )
    said, *_, back = pages.page("7b").hour
    assert back == GOING_BACK, "it is the first of all: nothing holds back what Google certified"
    assert said.startswith("The hour of the cut-over has not come: 1a, 2, 3a, ")
    assert pages.page("effects").hour == (said,)
    assert pages.page("7a").hour == pages.page("4").hour == ()
    assert plan_answer(walkthrough, "", as_json=False).count(said) == 1
    assert next_thing(pages.now()).kind is not NextKind.WAIT


def test_next_plan_and_pages_tell_when_the_hour_ends_however_long_that_is_kept(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    now = [NOW]
    walkthrough = walk(practice_aws, tmp_path, clock=lambda: now[0])
    checklist, pages = walkthrough.checklist, walkthrough.pages
    for step in ("7b", "8a"):
        parts = [one.part for one in pages.page(step).summary.parts]
        own = [part.id for part in takewhile(lambda part: not part.by, parts)]
        checklist.tick_parts(step, own, day=DAY)
    checklist.tick("7b", part="live", day=checklist.today())
    end = f"ends {(NOW + timedelta(hours=1)).astimezone():%Y-%m-%d %H:%M %Z} at the latest"
    for _ in ("within the hour", "after it, of the same State"):
        (said,) = pages.page("effects").hour
        assert said.startswith(f"The hour of the cut-over {end}: 7b is live, 7a, ")
        assert ", at once if that is past" in said
        assert pages.page("7b").hour == pages.page("8a").hour == (said,)
        assert said in plan_answer(walkthrough, "", as_json=False)
        (thing,) = (one for one in waiting(pages.now()) if one.step == "8a")
        assert thing.text.startswith(f"the hour {end}: tick “Released on the Play Store”")
        now[0] += timedelta(hours=5)
    walkthrough.close()
