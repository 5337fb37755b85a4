"""Whether the old pool can be retired: three verdicts, and every reason."""

from dataclasses import replace
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.deployment.reading import Reading
from migration.guide.files import load_steps
from migration.guide.progress import summarize
from migration.guide.retirement import retirement
from migration.guide.step import StepKind, StepState, Tick
from migration.guide.tally import Tally
from migration.guide.verdict import Answer, Reason, Verdict
from migration.pools.reading import Pending, PoolReading, Unread
from tests.guide.test_progress import NOW, VOICE
from tests.readings import REGION, client, domain, google, pool, pool_reading, provider, reading

STEPS = load_steps()
CONSOLES = [step.id for step in STEPS if step.kind in {StepKind.CONSOLE, StepKind.BOTH}]


def walked(old: PoolReading | None = None, **new: Any) -> Reading:
    """Two pools, of which the new one has all that the old one has, and a domain.

    There is no skills stack.
    """
    parts: dict[str, Any] = {
        "clients": VOICE,
        "providers": (google(),),
        "client_looks": {one.id: None for one in VOICE},
    }
    old = old or pool_reading(domain=domain(), **parts)
    return reading(old, pool_reading(**{**parts, "domain": domain("acme-new"), **new}))


def verdict(
    read: Reading, ticked: list[str] = CONSOLES, ticks: dict[str, Tick] | None = None
) -> Verdict:
    said = {step: Tick(step, StepState.DONE, "admin", NOW) for step in ticked} | (ticks or {})
    return retirement(summarize(STEPS, compare(read, Choices(), REGION), said, read), read)


def test_when_everything_is_carried_over_and_ticked_nothing_speaks_against_it() -> None:
    found = verdict(walked())
    assert (found.answer, found.against, found.unknown) == (Answer.YES, (), ())


def test_what_only_a_person_can_judge_is_told_with_every_answer() -> None:
    counted = walked(
        pool_reading(domain=domain(), pool=pool(EstimatedNumberOfUsers=18432)),
        pool=pool(EstimatedNumberOfUsers=12),
    )
    users, apps, voice = verdict(counted).weigh
    assert users.startswith("Users: the old pool has about 18432, the new one about 12. ")
    assert apps.startswith("Apps: ")
    assert voice.startswith("Voice: ")


@pytest.mark.parametrize(
    ("step", "said"),
    [("7a", "Alexa skill"), ("7b", "Google Home"), ("8a", "Android"), ("8b", "iOS")],
)
def test_a_skill_not_certified_and_an_app_not_released_speak_against_it(
    step: str, said: str
) -> None:
    found = verdict(walked(), [console for console in CONSOLES if console != step])
    assert found.answer is Answer.NO
    (reason,) = found.against
    assert reason.step == step
    assert said in reason.text


def test_a_skill_under_review_says_who_has_it_and_since_when() -> None:
    parts = [
        part.id for step in STEPS if step.id == "7a" for part in step.parts if part.id != "live"
    ]
    ticks = {
        f"7a/{part}": Tick(
            "7a",
            StepState.DONE,
            "admin",
            NOW,
            part=part,
            day="2026-11-20" if part == "submitted" else "",
        )
        for part in parts
    }
    found = verdict(walked(), [console for console in CONSOLES if console != "7a"], ticks)
    assert found.against == (
        Reason(
            "7a",
            "the Alexa skill is not certified with the new pool (waits for Amazon since"
            " 2026-11-20)",
        ),
    )


def test_a_provider_that_is_missing_speaks_against_it() -> None:
    steps = {reason.step for reason in verdict(walked(providers=())).against}
    assert "3a" in steps


@pytest.mark.parametrize(
    "members",
    [
        {"CallbackURLs": ["https://acme-login.auth.us-east-1.amazoncognito.com/done"]},
        {"LogoutURLs": ["https://acme-login.auth.us-east-1.amazoncognito.com/done"]},
        {"DefaultRedirectURI": "https://acme-login.auth.us-east-1.amazoncognito.com/done"},
    ],
)
def test_a_client_of_the_new_pool_that_names_the_old_domain_speaks_against_it(
    members: dict[str, Any],
) -> None:
    found = verdict(walked(clients=(*VOICE, client("kiosk", **members))))
    assert found.against == (
        Reason(
            "4",
            "the new pool's kiosk sends people to the old domain:"
            " https://acme-login.auth.us-east-1.amazoncognito.com/done",
        ),
    )


def test_a_url_that_only_resembles_the_old_domain_does_not() -> None:
    urls = [
        "https://acme-login.auth.us-east-1.amazoncognito.com.example/",
        "https://app.example/?from=acme-login",
    ]
    assert (
        verdict(walked(clients=(*VOICE, client("kiosk", CallbackURLs=urls)))).answer is Answer.YES
    )


def test_a_provider_that_leads_through_the_old_domain_speaks_against_it() -> None:
    wrapper = provider(
        "GitHub",
        "OIDC",
        {"oidc_issuer": "https://ACME-login.auth.us-east-1.amazoncognito.com/x"},
        {},
    )
    (found,) = verdict(walked(providers=(google(), wrapper))).against
    assert found == Reason(
        "3c", "the new pool's provider GitHub names the old domain in oidc_issuer"
    )


@pytest.mark.parametrize(
    "unknown",
    [Unread("ListGroups", "not allowed"), Pending("ListGroups")],
    ids=["refused", "still being read"],
)
def test_what_is_not_read_leaves_no_verdict(unknown: Unread | Pending) -> None:
    found = verdict(walked(groups=unknown))
    assert (found.answer, found.against) == (Answer.UNKNOWN, ())
    assert "ListGroups" in found.unknown[0].text


def test_a_skills_stack_that_is_not_read_yet_leaves_no_verdict() -> None:
    found = verdict(replace(walked(), skills_stack=Pending("the skills stack")))
    assert found.answer is Answer.UNKNOWN
    assert [reason.step for reason in found.unknown] == ["6"]


def test_a_url_that_is_no_address_ends_nothing() -> None:
    read = walked(clients=(*VOICE, client("kiosk", CallbackURLs=["https://[acme/callback"])))
    assert verdict(read).answer in set(Answer)


def test_a_tick_that_a_check_contradicts_counts_for_nothing() -> None:
    read, said = walked(), {step: Tick(step, StepState.DONE, "admin", NOW) for step in CONSOLES}
    summaries = [
        (
            replace(summary, contradicted=True, reason="contradicted by a check: no")
            if summary.step.id == "3a"
            else summary
        )
        for summary in summarize(STEPS, compare(read, Choices(), REGION), said, read)
    ]
    assert retirement(summaries, read).against == (
        Reason(
            "3a", "sign-in by Google is not whole at the new pool (contradicted by a check: no)"
        ),
    )
    tally = Tally.of(summaries, 0)
    assert tally.done == tally.steps - 1


def test_what_speaks_against_it_counts_though_something_else_is_not_read() -> None:
    found = verdict(walked(groups=Unread("ListGroups", "not allowed")), CONSOLES[:-1])
    assert found.answer is Answer.NO
    assert found.unknown


def test_nothing_read_is_no_verdict_that_says_yes() -> None:
    assert verdict(Reading()).answer is not Answer.YES


def test_a_step_that_does_not_apply_speaks_against_nothing() -> None:
    bare = pool_reading(domain=domain(), providers=(google(),))
    found = verdict(walked(bare, clients=()), [step for step in CONSOLES if step[0] not in "67"])
    assert found.answer is Answer.YES


def test_steps_are_counted_each_in_one_place() -> None:
    read = walked()
    parts = [part.id for step in STEPS if step.id == "8b" for part in step.parts][:3]
    ticks = {f"8b/{part}": Tick("8b", StepState.DONE, "admin", NOW, part=part) for part in parts}
    ticks["1a"] = Tick("1a", StepState.DONE, "admin", NOW)
    summaries = summarize(STEPS, compare(read, Choices(), REGION), ticks, read)
    # Done: 1a, 2, 4, 5, also. Not applicable: 3b, 3c, 6. Effects is only read.
    assert Tally.of(summaries, 4) == Tally(done=5, steps=11, to_apply=4, others=1, not_applicable=3)
