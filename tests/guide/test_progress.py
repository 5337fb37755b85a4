"""How far steps have come: what blocks one, what only advises, and what does not apply."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.guide.applies import why_not
from migration.guide.files import load_steps
from migration.guide.page import page_of
from migration.guide.progress import summarize
from migration.guide.rules import RULES
from migration.guide.step import Step, StepState, StepSummary, Tick
from migration.guide.values import Known
from migration.pools.reading import Pending, PoolReading, Reading, Unread
from tests.readings import DEPLOYMENT, REGION, client, domain, google, pool_reading, reading

STEPS = load_steps()
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
REFUSED = Unread("ListIdentityProviders", "not allowed")


def summaries(read: Reading, *ticked: str, steps: tuple[Step, ...] = STEPS) -> dict[str, StepSummary]:
    ticks = {step: Tick(step, StepState.DONE, "admin", NOW) for step in ticked}
    settings = compare(read, Choices(), REGION)
    return {summary.step.id: summary for summary in summarize(steps, settings, ticks, read)}


def pools(old: PoolReading | None = None, new: PoolReading | None = None) -> Reading:
    return reading(old or pool_reading(domain=domain()), new or pool_reading())


def test_a_step_that_builds_on_the_domain_is_blocked_until_it_is_made() -> None:
    assert (summaries(pools())["7a"].state, summaries(pools())["7a"].reason) == (StepState.BLOCKED, "needs 2")
    made = pools(new=pool_reading(domain=domain("acme-new")))
    assert summaries(made)["7a"].state is StepState.TODO


def test_a_step_advises_what_had_better_come_first_and_is_not_blocked_by_it() -> None:
    found = summaries(pools(new=pool_reading(domain=domain("acme-new"))), "4")
    assert (found["1b"].state, found["1b"].reason) == (StepState.TODO, "better after 1a")
    assert (found["7a"].state, found["7a"].reason) == (StepState.TODO, "better after 6")
    assert summaries(pools(), "1a")["1b"].reason == ""


def test_an_upgrade_that_is_not_done_blocks_nothing() -> None:
    assert summaries(pools())["2"].reason == "1 to do; better after 1a"


def test_a_provider_can_be_made_before_its_console_has_an_address() -> None:
    step = summaries(pools(pool_reading(domain=domain(), providers=(google(),))))["3a"]
    assert (step.state, step.reason) == (StepState.TODO, "1 to do; the console's part needs 2")


def test_a_provider_in_place_whose_console_still_needs_the_domain_says_so() -> None:
    step = summaries(pools(pool_reading(domain=domain(), providers=(google(),)), pool_reading(providers=(google(),))))["3a"]
    assert (step.state, step.reason) == (StepState.PARTLY, "in place at AWS; the console's part needs 2")


def test_the_stack_needs_the_providers_at_aws_and_not_the_ticks_of_their_consoles() -> None:
    old = pool_reading(domain=domain(), providers=(google(),))
    assert summaries(pools(old))["6"].reason == "needs 3a"
    made = summaries(pools(old, pool_reading(domain=domain("acme-new"), providers=(google(),))), "1a", "4")
    assert (made["3a"].state, made["6"].state) == (StepState.PARTLY, StepState.TODO)


@pytest.mark.parametrize("unknown", [REFUSED, Pending("ListIdentityProviders")])
def test_what_was_not_read_is_no_reason_to_leave_a_step_out(unknown: Unread | Pending) -> None:
    read = pools(pool_reading(providers=unknown, clients=unknown), pool_reading(clients=unknown))
    assert {rule for rule in RULES if why_not(rule, read) is not None} == set()
    assert summaries(read)["3a"].state is not StepState.NOT_APPLICABLE


def test_every_rule_says_why_it_does_not_hold() -> None:
    assert {rule: why_not(rule, pools()) for rule in RULES} == {
        "old-pool-has-google": "the old pool has no Google provider",
        "old-pool-has-apple": "the old pool has no Apple provider",
        "old-pool-has-other-providers": "the old pool has no other provider",
        "alexa-is-set-up": "neither pool has an app client esp-rainmaker-alexa-skill, so there is no Alexa skill",
    }


@pytest.mark.parametrize("where", ["old", "new"])
def test_alexa_is_set_up_where_either_pool_has_its_client(where: str) -> None:
    alexa = pool_reading(clients=(client("esp-rainmaker-alexa-skill"),))
    assert why_not("alexa-is-set-up", pools(**{where: alexa})) == ""
    unread = pool_reading(clients=(Unread("DescribeUserPoolClient", "not allowed", name="esp-rainmaker-alexa-skill"),))
    assert why_not("alexa-is-set-up", pools(**{where: unread})) == ""


def test_a_value_that_does_not_apply_is_not_among_the_values_to_paste() -> None:
    def fields(read: Reading) -> list[str]:
        return [value.field for value in page_of(summaries(read)["8a"], Known(read, Choices(), DEPLOYMENT), None).values]

    alexa = pool_reading(clients=(client("esp-rainmaker-alexa-skill"),))
    assert "alexaRMClientId" not in fields(pools())
    assert "alexaRMClientId" in fields(pools(old=alexa))
    assert "alexaRMClientId" in fields(pools(old=replace(alexa, clients=REFUSED)))
