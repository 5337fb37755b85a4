"""How far steps have come: what blocks one, what only advises, and what does not apply."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.compare.setting import Kind, Setting, Target
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.guide.applicability import why_not
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.rule_names import RULES
from migration.guide.step import Part, Step, StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Tally
from migration.guide.ticks import (
    PagePart,
    Tick,
    address,
    others_turn,
    overruled,
    parts_of,
    waits_for,
)
from migration.pools.documents import SkillsStack
from migration.pools.reading import Pending, PoolReading, Role, Unread
from tests.readings import DEPLOYMENT, REGION, client, domain, google, pool_reading, reading

STEPS = load_steps()
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
REFUSED = Unread("ListIdentityProviders", "not allowed")


def summaries(
    read: Reading, *ticked: str, steps: tuple[Step, ...] = STEPS
) -> dict[str, StepSummary]:
    ticks = {step: Tick(step, StepState.DONE, "admin", NOW) for step in ticked}
    settings = compare(read, Choices(), REGION)
    return {summary.step.id: summary for summary in summarize(steps, settings, ticks, read)}


VOICE = (client("esp-rainmaker-alexa-skill"), client("esp-rainmaker-google-action"))
STACK = SkillsStack("ESP-RainMaker-3p-CognitoClients", REGION, "UPDATE_COMPLETE", frozenset())


def pools(
    old: PoolReading | None = None, new: PoolReading | None = None, **old_parts: Any
) -> Reading:
    """Two pools and the skills stack.

    The old pool has both voice assistants' clients, unless others are given.
    """
    return reading(
        old or pool_reading(domain=domain(), clients=VOICE, **old_parts),
        new or pool_reading(),
        STACK,
    )


BARE = reading(pool_reading(), pool_reading(), None)


LOOK = Setting(
    "7b/c/CSS",
    "7b",
    "UICustomization.CSS",
    "page's CSS",
    ".a",
    ".a",
    None,
    SettingState.MISSING,
    target=Target(Kind.LOOK, "c"),
)


def test_a_consoles_step_with_something_left_to_write_is_not_done_by_its_ticks() -> None:
    step = next(step for step in STEPS if step.id == "7b")
    ticks = {"7b": Tick("7b", StepState.DONE, "admin", NOW, day="2026-11-20")}
    read = pools()
    (left,) = summarize([step], [LOOK], ticks, read)
    (done,) = summarize([step], [replace(LOOK, new=".a", state=SettingState.SAME)], ticks, read)
    assert (left.state, left.reason) == (
        StepState.PARTLY,
        "the console's part is ticked; 1 setting to do",
    )
    assert (done.state, done.reason) == (StepState.DONE, "")
    assert Tally.of([left], 1).done == 0


def test_a_consoles_step_with_something_left_to_write_waits_for_nobody_alone() -> None:
    step = next(step for step in STEPS if step.id == "7b")
    mine = [part.id for part in step.parts if not part.by]
    ticks = {
        address("7b", part): Tick("7b", StepState.DONE, "admin", NOW, part=part, day="2026-11-20")
        for part in mine
    }
    read = pools()
    (left,) = summarize([step], [LOOK], ticks, read)
    (waits,) = summarize([step], [replace(LOOK, new=".a", state=SettingState.SAME)], ticks, read)
    assert (left.state, left.reason) == (
        StepState.PARTLY,
        "waits for Google; 1 setting to do",
    )
    assert (waits.state, waits.reason) == (StepState.OTHERS, "waits for Google")


def test_a_step_that_builds_on_the_domain_is_blocked_until_it_is_made() -> None:
    assert (summaries(pools())["7a"].state, summaries(pools())["7a"].reason) == (
        StepState.BLOCKED,
        "needs 2",
    )
    made = pools(new=pool_reading(domain=domain("acme-new")))
    assert summaries(made)["7a"].state is StepState.TODO


@pytest.mark.parametrize("there", [True, False])
def test_who_leaves_the_domain_out_has_none_by_that(there: bool) -> None:
    read = pools(new=pool_reading(domain=domain("acme-new"))) if there else pools()
    out = {"2": Tick("2", StepState.NOT_APPLICABLE, "admin", NOW, "we have one")}
    settings = compare(read, Choices(), REGION)
    found = {one.step.id: one for one in summarize(STEPS, settings, out, read)}
    assert found["2"].state is StepState.NOT_APPLICABLE
    assert (found["7a"].reason == "needs 2") is not there


def test_a_step_advises_what_had_better_come_first_and_is_not_blocked_by_it() -> None:
    found = summaries(pools(new=pool_reading(domain=domain("acme-new"))))
    assert (found["1b"].state, found["1b"].reason) == (StepState.TODO, "better after 1a")
    assert (found["7a"].state, found["7a"].reason) == (StepState.TODO, "better after 4, 6")
    assert summaries(pools(), "1a")["1b"].reason == ""


def test_an_upgrade_that_is_not_done_blocks_nothing() -> None:
    assert summaries(pools())["2"].reason == "1 setting to do; better after 1a"


def test_a_provider_can_be_made_before_its_console_has_an_address() -> None:
    step = summaries(pools(providers=(google(),)))["3a"]
    assert (step.state, step.reason) == (
        StepState.TODO,
        "1 setting to do; the console needs step 2",
    )


def test_a_provider_in_place_whose_console_still_needs_the_domain_says_so() -> None:
    step = summaries(pools(new=pool_reading(providers=(google(),)), providers=(google(),)))["3a"]
    assert (step.state, step.reason) == (
        StepState.PARTLY,
        "done at AWS; console: needs step 2",
    )


def test_a_provider_whose_console_waits_for_its_tick_says_so_in_a_heading_of_80_columns() -> None:
    own = pool_reading(domain=domain("acme-new"), providers=(google(),))
    step = summaries(pools(new=own, providers=(google(),)))["3a"]
    assert (step.state, step.reason) == (StepState.PARTLY, "done at AWS; 3 points left to tick")


def test_the_stack_needs_the_providers_at_aws_and_not_the_ticks_of_their_consoles() -> None:
    assert summaries(pools(providers=(google(),)))["6"].reason == "needs 3a"
    made = summaries(
        pools(
            new=pool_reading(domain=domain("acme-new"), providers=(google(),)),
            providers=(google(),),
        ),
        "1a",
        "4",
    )
    assert (made["3a"].state, made["6"].state) == (StepState.PARTLY, StepState.TODO)


@pytest.mark.parametrize("unknown", [REFUSED, Pending("ListIdentityProviders")])
def test_what_was_not_read_is_no_reason_to_leave_a_step_out(unknown: Unread | Pending) -> None:
    read = reading(pool_reading(providers=unknown, clients=unknown), pool_reading(clients=unknown))
    read = replace(read, skills_stack=unknown)
    assert {rule for rule in RULES if why_not(rule, read) is not None} == set()
    assert [
        step
        for step, summary in summaries(read).items()
        if summary.state is StepState.NOT_APPLICABLE
    ] == []


def test_every_rule_says_why_it_does_not_hold() -> None:
    assert {rule: why_not(rule, BARE) for rule in RULES} == {
        "old-pool-has-google": "the old pool has no Google provider",
        "old-pool-has-apple": "the old pool has no Apple provider",
        "old-pool-has-other-providers": "the old pool has no other provider",
        "old-pool-has-google-or-apple": "the old pool has neither a Google nor an Apple provider",
        "home-app-is-there": "no app client sends people back into Espressif's newer Home app",
        "alexa-is-set-up": (
            "neither pool has an app client esp-rainmaker-alexa-skill, so there is no Alexa skill"
        ),
        "google-home-is-set-up": (
            "neither pool has an app client esp-rainmaker-google-action, so there is no Google Home"
            " integration"
        ),
        "skills-stack-is-there": (
            "no stack ESP-RainMaker-3p-CognitoClients was found; step 4 carries its clients, if any"
        ),
    }


@pytest.mark.parametrize("where", ["old", "new"])
def test_alexa_is_set_up_where_either_pool_has_its_client(where: str) -> None:
    for alexa in (
        VOICE[0],
        Unread("DescribeUserPoolClient", "not allowed", name="esp-rainmaker-alexa-skill"),
    ):
        found = BARE.with_part(Role(where), "clients", (alexa,))
        assert why_not("alexa-is-set-up", found) == ""


def fields(read: Reading, **overruled: bool) -> list[str]:
    known = Known(
        read,
        Choices(),
        DEPLOYMENT,
        overruled={rule.replace("_", "-"): holds for rule, holds in overruled.items()},
    )
    return [value.field for value in page_of(summaries(read)["8a"], known, None).values]


def test_a_value_that_does_not_apply_is_not_among_the_values_to_paste() -> None:
    assert "alexaRMClientId" not in fields(BARE)
    assert "alexaRMClientId" in fields(pools())
    assert "alexaRMClientId" in fields(reading(pool_reading(clients=REFUSED), pool_reading()))


def test_a_value_follows_what_a_person_said_of_the_step_with_its_rule() -> None:
    assert "alexaRMClientId" in fields(BARE, alexa_is_set_up=True)
    assert "alexaRMClientId" not in fields(pools(), alexa_is_set_up=False)


def test_a_rule_is_overruled_by_the_last_word_on_a_step_that_names_it() -> None:
    said = {
        "7a": StepState.TODO,
        "7b": StepState.NOT_APPLICABLE,
        "6": StepState.DONE,
        "8a": StepState.NOT_APPLICABLE,
    }
    ticks = {step: Tick(step, verdict, "admin", NOW, "said so") for step, verdict in said.items()}
    assert overruled(STEPS, ticks) == {"alexa-is-set-up": True, "google-home-is-set-up": False}


def walked(*ticked: str) -> tuple[StepState, str]:
    """How step 7a stands after ticks of its sub-points."""
    ticks = {
        address("7a", part): Tick("7a", StepState.DONE, "admin", NOW, part=part, day="2026-11-20")
        for part in ticked
    }
    read = pools(new=pool_reading(domain=domain("acme-new")))
    found = {summary.step.id: summary for summary in summarize(STEPS, (), ticks, read)}["7a"]
    return found.state, found.reason


ALEXA = [part.id for step in STEPS if step.id == "7a" for part in step.parts]


def test_a_step_is_done_when_every_sub_point_is() -> None:
    assert walked(*ALEXA) == (StepState.DONE, "")
    assert walked("uris", "live") == (StepState.PARTLY, "2 of 6 ticked")


def test_one_word_on_a_whole_step_leaves_open_what_happens_on_a_day_unless_it_names_the_day() -> (
    None
):
    def whole(day: str) -> list[str]:
        said = {"7a": Tick("7a", StepState.DONE, "admin", NOW, day=day)}
        step = next(step for step in STEPS if step.id == "7a")
        return [part.part.id for part in parts_of(step, said) if part.lacks_day]

    assert whole("") == [
        part.id for step in STEPS if step.id == "7a" for part in step.parts if part.dated
    ]
    assert whole("2026-11-20") == []


def test_a_step_whose_next_sub_point_is_somebody_elses_waits_for_them() -> None:
    assert walked(*ALEXA[:-1]) == (StepState.OTHERS, "waits for Amazon")
    assert walked(*ALEXA[:-2]) == (StepState.PARTLY, "4 of 6 ticked")


def test_nobody_waits_for_others_before_anything_was_done() -> None:
    assert waits_for((PagePart(Part("live", "Certified", by="Amazon")),)) == ""


def test_a_sub_point_is_somebody_elses_turn_once_what_comes_before_it_is_ticked() -> None:
    live = PagePart(Part("live", "Certified", by="Amazon"))
    submitted = Part("submitted", "Submitted")
    assert others_turn((PagePart(submitted), live)) is None
    assert (
        others_turn((PagePart(submitted, Tick("7a", StepState.DONE, "admin", NOW)), live)) is live
    )


def test_what_was_carried_over_is_no_step_back_because_the_rest_waits() -> None:
    step = next(step for step in STEPS if step.id == "4")
    fields = ("4/c/CallbackURLs/x", "4", "CallbackURLs", "callback URL", "x", "x")
    waits = Setting(*fields, None, SettingState.MISSING, waits_for="6", blocked="waits for 6")
    done = Setting("4/c/CallbackURLs/y", *fields[1:4], "y", "y", "y", SettingState.SAME)
    (first,) = summarize([step], [waits], {}, pools())
    (later,) = summarize([step], [waits, done], {}, pools())
    assert (first.state, first.reason) == (StepState.BLOCKED, "waits for 6")
    assert (later.state, later.reason) == (
        StepState.PARTLY,
        "1 setting waits for 6",
    )
