"""Whether the old pool can be retired: three verdicts, and every reason."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict as Found
from migration.checks.finding import Evidence, Finding, Judgement
from migration.checks.kind import CheckKind
from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.compare.setting import Kind, Target
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.dependents import Dependents
from migration.deployment.whole_reading import Reading
from migration.guide.moved_clients import MovedClient
from migration.guide.progress import summarize
from migration.guide.settled_by_reason import CheckExplained, UsersSettled
from migration.guide.step import StepKind, StepState
from migration.guide.step_files import load_steps
from migration.guide.tally import Tally
from migration.guide.ticks import Tick
from migration.guide.verdict import Answer, Reason, Verdict
from migration.guide.verdict_grounds import Grounds, Recorded
from migration.guide.verdict_making import retirement_verdict
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.stacks.stack import Stacks
from migration.usage.client_usage import Activity, ClientUsage, Count, UsageReading
from tests.guide.test_progress import NOW, VOICE
from tests.readings import REGION, client, domain, google, pool, pool_reading, provider, reading

STEPS = load_steps()
MIDNIGHT = NOW.replace(hour=0, minute=0)
DATED_OF_8A = {
    "submitted": "Submitted to the Play Store",
    "released": "Released on the Play Store",
}
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
    empty = pool(EstimatedNumberOfUsers=0)
    old = old or pool_reading(domain=domain(), pool=empty, **parts)
    return reading(old, pool_reading(**{**parts, "domain": domain("acme-new"), **new}))


def series(*attempts: int) -> tuple[Count, ...]:
    first = MIDNIGHT - timedelta(days=len(attempts) - 1)
    return tuple(
        Count(first + timedelta(days=number), made, made) for number, made in enumerate(attempts)
    )


def used(
    role: Role, *days: int, name: str = "rainmaker-user-pool-client", unread: str = ""
) -> ClientUsage:
    activity = Activity() if unread else Activity(series(*days), series(*days))
    return ClientUsage(role, f"{role}-{name}", name, activity, Activity(), unread)


QUIET = UsageReading(NOW, 30, (used(Role.OLD, *[0] * 31), used(Role.NEW, *[9] * 31)))


def grounds(
    read: Reading,
    ticked: list[str] = CONSOLES,
    ticks: dict[str, Tick] | None = None,
    **more: Any,
) -> Grounds:
    said = {step: Tick(step, StepState.DONE, "admin", NOW, day="2026-11-20") for step in ticked} | (
        ticks or {}
    )
    summaries = summarize(STEPS, compare(read, Choices(), REGION), said, read)
    return Grounds(**{"summaries": summaries, "reading": read, "usage": QUIET, **more})


def verdict(
    read: Reading, ticked: list[str] = CONSOLES, ticks: dict[str, Tick] | None = None
) -> Verdict:
    return retirement_verdict(grounds(read, ticked, ticks))


def test_when_everything_is_carried_over_and_ticked_nothing_speaks_against_it() -> None:
    found = verdict(walked())
    assert (found.answer, found.against, found.unknown) == (Answer.YES, (), ())


def test_a_yes_says_what_deleting_the_pool_would_mean_and_a_no_does_not() -> None:
    meant = "Cognito deletes a pool only after its domain and its deletion protection"
    assert any(text.startswith(meant) for text in verdict(walked()).weigh)
    assert not any(text.startswith(meant) for text in verdict(walked(), ticked=[]).weigh)


def test_what_only_a_person_can_judge_is_told_with_every_answer() -> None:
    counted = walked(
        pool_reading(domain=domain(), pool=pool(EstimatedNumberOfUsers=18432)),
        pool=pool(EstimatedNumberOfUsers=12),
    )
    users, apps, failures, voice = verdict(counted).weigh
    assert users.startswith(
        "Users: the old pool knows about 18,432, the new one about 12, whether they still sign in"
        " or not. Whoever moves is in both, so at least 18,420 are in the old one only. "
    )
    assert apps.startswith("Apps: ")
    assert failures.startswith("Failures: failed sign-ins are counted and not judged, unless ")
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
            "the Alexa skill is not certified with the new pool: waits for Amazon since 2026-11-20",
            "tick",
            "live",
            dated=True,
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
            "read-again",
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
        "3c", "the new pool's provider GitHub names the old domain in oidc_issuer", "read-again"
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


OF_THE_NEW_POOL = {"resource_scopes", "branding"}  # nobody reads these of the old one
PARTS = [
    (whose, part.name)
    for whose, kind in (("old", PoolReading), ("new", PoolReading), ("", Reading))
    for part in fields(kind)
    if part.name not in {"old", "new", *(OF_THE_NEW_POOL if whose == "old" else ())}
]


@pytest.mark.parametrize("unknown", [Unread("Ask", "not allowed"), Pending("Ask")])
@pytest.mark.parametrize(("whose", "part"), PARTS)
def test_whatever_part_is_not_read_there_is_no_verdict_and_a_reason(
    whose: str, part: str, unknown: Unread | Pending
) -> None:
    role = Role(whose) if whose else None
    found = verdict(walked().with_part(role, part, unknown))
    assert (found.answer, found.against) == (Answer.UNKNOWN, ())
    assert any("Ask" in reason.text and reason.step for reason in found.unknown)


@pytest.mark.parametrize(
    ("part", "within"),
    [
        ("stacks", Stacks(unread=(Unread("ListStacks", "not allowed"),))),
        ("dependents", Dependents(unread=(Unread("GetRestApis", "not allowed"),))),
        ("alexa_linking", AlexaLinking("skill", None, Unread("GetCertificationsList", "no"))),
    ],
)
def test_what_was_refused_within_a_part_leaves_no_verdict(part: str, within: object) -> None:
    assert verdict(walked().with_part(None, part, within)).answer is Answer.UNKNOWN


def test_a_url_that_is_no_address_ends_nothing() -> None:
    read = walked(clients=(*VOICE, client("kiosk", CallbackURLs=["https://[acme/callback"])))
    assert verdict(read).answer in set(Answer)


def test_a_tick_that_a_check_contradicts_counts_for_nothing() -> None:
    refused = Finding("google-client", "3a", "", Found.REFUSED, "no", Evidence(), NOW)
    made = grounds(walked())
    summaries = [
        (
            replace(summary, contradicted=refused, reason="contradicted by a check: no")
            if summary.step.id == "3a"
            else summary
        )
        for summary in made.summaries
    ]
    assert retirement_verdict(replace(made, summaries=summaries)).against == (
        Reason(
            "3a",
            "sign-in by Google is not complete at the new pool: contradicted by a check: no",
            "check-step",
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
    bare = pool_reading(domain=domain(), providers=(google(),), pool=pool(EstimatedNumberOfUsers=0))
    found = verdict(walked(bare, clients=()), [step for step in CONSOLES if step[0] not in "67"])
    assert found.answer is Answer.YES


def test_steps_are_counted_each_in_one_place() -> None:
    read = walked()
    parts = [part.id for step in STEPS if step.id == "8b" for part in step.parts][:4]
    ticks = {
        f"8b/{part}": Tick("8b", StepState.DONE, "admin", NOW, part=part, day="2026-11-20")
        for part in parts
    }
    ticks["1a"] = Tick("1a", StepState.DONE, "admin", NOW)
    summaries = summarize(STEPS, compare(read, Choices(), REGION), ticks, read)
    # Done: 1a, 2, 4, 5, also. Not applicable: 3b, 3c, 6, 8c. Effects is only read.
    assert Tally.of(summaries, 4) == Tally(done=5, steps=12, to_apply=4, others=1, not_applicable=4)


# --- what a yes has to be earned by ---------------------------------------------------------------


def check(id_: str = "callback/main/a", step: str = "4", **more: Any) -> Check:
    return Check(
        **{
            "id": id_,
            "kind": CheckKind.CALLBACK,
            "step": step,
            "title": "the callback is registered",
            "host": "example.com",
            "judge": lambda _: Judgement(Found.PASSED, ""),
            "rests_on": (Target(Kind.CLIENT, "main"), Target(Kind.DOMAIN)),
            **more,
        }
    )


def finding(
    verdict: Found = Found.PASSED, minutes: int = 0, id_: str = "callback/main/a"
) -> Finding:
    at = NOW + timedelta(minutes=minutes)
    return Finding(id_, "4", "the callback is registered", verdict, "so it says", Evidence(), at)


def found(*findings: Finding, **more: Any) -> Verdict:
    held = {one.check: one for one in findings}
    return retirement_verdict(grounds(walked(), found=held, **{"checks": (check(),), **more}))


def test_a_check_that_was_never_made_keeps_yes_away() -> None:
    told = found()
    assert told.answer is Answer.NO
    assert told.against == (
        Reason("4", "the check “the callback is registered” was never made", "check-step"),
    )
    assert found(finding()).answer is Answer.YES


def test_a_check_that_could_not_be_asked_is_not_asked_for() -> None:
    assert found(checks=(check(lacks="the new pool has no domain yet"),)).answer is Answer.YES


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (Target(Kind.CLIENT, "main"), Answer.NO),
        (Target(Kind.DOMAIN, "acme-signin"), Answer.NO),
        (Target(Kind.CLIENT, "another"), Answer.YES),
        (Target(Kind.POOL), Answer.YES),
    ],
)
def test_a_check_counts_if_it_was_asked_since_the_last_change_that_it_rests_on(
    written: Target, answer: Answer
) -> None:
    later = {written: Recorded(NOW + timedelta(minutes=5), 7)}
    assert found(finding(), written=later).answer is answer
    assert found(finding(minutes=6), written=later).answer is Answer.YES


def test_within_one_moment_the_number_of_the_entry_tells_what_came_first() -> None:
    written = {Target(Kind.CLIENT, "main"): Recorded(NOW, 7)}
    for number, answer in ((6, Answer.NO), (8, Answer.YES)):
        asked = {"callback/main/a": Recorded(NOW, number)}
        assert found(finding(), written=written, asked=asked).answer is answer


@pytest.mark.parametrize("days", [-1, 1])
def test_between_two_people_the_record_s_order_tells_what_came_first(days: int) -> None:
    """The clock of whoever asked is right, and that of whoever wrote is off by a day."""
    off = NOW + timedelta(days=days)
    written = {Target(Kind.CLIENT, "main"): Recorded(off, 7, "ben")}
    for number, answer in ((0, Answer.NO), (6, Answer.NO), (8, Answer.YES)):  # 0: an empty record
        asked = {"callback/main/a": Recorded(NOW, number, "ada")}
        assert found(finding(), written=written, asked=asked).answer is answer


@pytest.mark.parametrize("days", [-1, 1])
def test_between_two_machines_of_one_login_it_tells_so_too(days: int) -> None:
    written = {Target(Kind.CLIENT, "main"): Recorded(NOW + timedelta(days=days), 7, "ada")}
    asked = {"callback/main/a": Recorded(NOW, 9, "ada")}
    for after, answer in ((0, Answer.NO), (6, Answer.NO), (7, Answer.YES)):
        told = found(replace(finding(), after=after), written=written, asked=asked)
        assert told.answer is answer


@pytest.mark.parametrize(
    ("verdict", "answer"),
    [(Found.REFUSED, Answer.NO), (Found.INCONCLUSIVE, Answer.UNKNOWN)],
)
def test_a_check_that_did_not_pass_wants_a_reason_of_a_person(
    verdict: Found, answer: Answer
) -> None:
    told = found(finding(verdict))
    assert told.answer is answer
    (reason,) = told.against + told.unknown
    assert (reason.step, reason.command) == ("4", "not-applicable")
    explained = CheckExplained(
        "callback/main/a", verdict, "so it says", "the kiosk is gone", "arn:aws:x/admin", NOW
    )
    told = found(finding(verdict), explained={explained.check: explained})
    assert told.answer is Answer.YES
    assert any("the kiosk is gone (admin, 2026-11-22)" in line for line in told.rests_on)
    other = replace(explained, sentence="something else")
    assert found(finding(verdict), explained={explained.check: other}).answer is answer


def test_what_was_refused_counts_though_nobody_can_ask_it_again_without_the_key() -> None:
    told = found(finding(), finding(Found.REFUSED, id_="apple-key"))
    assert told.answer is Answer.NO
    assert found(finding(), finding(Found.REFUSED, id_="callback/gone/x")).answer is Answer.YES


@pytest.mark.parametrize(
    ("id_", "minutes", "answer"),
    [
        ("alexa-console/development", 5, Answer.NO),
        ("alexa-console/development", -5, Answer.YES),
        ("apple-key", 5, Answer.YES),  # asked before it is written, and not kept
    ],
)
def test_what_passed_before_the_last_change_counts_no_more_though_it_cannot_be_asked_now(
    id_: str, minutes: int, answer: Answer
) -> None:
    passed = finding(id_=id_)
    written = {Target(Kind.DOMAIN, "acme"): Recorded(passed.at + timedelta(minutes=minutes))}
    told = retirement_verdict(grounds(walked(), found={passed.check: passed}, written=written))
    assert told.answer is answer
    texts = [reason.text for reason in told.against]
    assert any("was made before the last change" in text for text in texts) == (answer is Answer.NO)


def test_a_mistake_in_the_table_of_markers_leaves_no_verdict() -> None:
    assert found(finding(), no_checks="markers.toml, line 3: no").answer is Answer.UNKNOWN


@pytest.mark.parametrize("day", [30, 29, 15, 1])
def test_a_client_of_the_old_pool_that_is_still_used_keeps_yes_away(day: int) -> None:
    days = [0] * 31
    days[day] = 1
    usage = replace(QUIET, clients=(used(Role.OLD, *days), *QUIET.clients[1:]))
    told = retirement_verdict(grounds(walked(), usage=usage))
    assert told.answer is Answer.NO
    (reason,) = told.against
    assert reason.text.startswith("rainmaker-user-pool-client of the old pool was used within 30")
    assert (reason.step, reason.command) == ("effects", "show-usage")


@pytest.mark.parametrize(
    "usage",
    [
        Unread("GetMetricData", "not allowed"),
        Pending("GetMetricData"),
        replace(QUIET, clients=(used(Role.OLD, unread="Forbidden"), *QUIET.clients[1:])),
        replace(QUIET, days=7),
        replace(QUIET, clients=QUIET.clients[1:]),
    ],
    ids=["refused", "awaited", "one client refused", "too few days", "nobody asked"],
)
def test_use_that_is_not_known_leaves_no_verdict(usage: Any) -> None:
    told = retirement_verdict(grounds(walked(), usage=usage))
    assert (told.answer, told.against) == (Answer.UNKNOWN, ())
    assert {reason.step for reason in told.unknown} == {"effects"}


def test_a_new_client_that_nobody_signed_in_to_was_not_seen_to_work() -> None:
    nobody = replace(QUIET, clients=(QUIET.clients[0], used(Role.NEW, *[0] * 31)))
    (reason,) = retirement_verdict(grounds(walked(), usage=nobody)).against
    assert "was not seen to work" in reason.text


def test_a_new_client_that_cloudwatch_does_not_tell_of_was_not_seen_to_work() -> None:
    untold = replace(QUIET, clients=(QUIET.clients[0], used(Role.NEW, unread="it says Forbidden.")))
    told = retirement_verdict(grounds(walked(), usage=untold))
    assert (told.answer, told.against) == (Answer.UNKNOWN, ())
    assert [reason.text for reason in told.unknown] == [
        "whether anybody signs in to rainmaker-user-pool-client of the new pool is not known:"
        " it says Forbidden."
    ]


def test_another_new_client_does_not_speak_for_the_one_that_the_apps_use() -> None:
    made = MovedClient("made-after-that", "made-after-that", NOW - timedelta(days=9))
    told = retirement_verdict(grounds(walked(), usage=QUIET, moved=(made,)))
    assert (told.answer, told.against) == (Answer.UNKNOWN, ())
    assert "it was not asked about" in told.unknown[0].text


def test_people_who_are_left_want_a_dated_reason_and_a_new_one_when_they_become_more() -> None:
    crowded = walked(
        pool_reading(
            domain=domain(),
            pool=pool(EstimatedNumberOfUsers=18432),
            clients=VOICE,
            providers=(google(),),
            client_looks={one.id: None for one in VOICE},
        )
    )
    told = retirement_verdict(grounds(crowded))
    assert told.answer is Answer.NO
    assert "about 18,432 users" in told.against[0].text
    settled = UsersSettled(18432, "told three times", "arn:aws:x/admin", NOW)
    told = retirement_verdict(grounds(crowded, settled=settled))
    assert told.answer is Answer.YES
    assert any("told three times (admin, 2026-11-22)" in line for line in told.rests_on)
    fewer = replace(settled, users=18000)
    assert retirement_verdict(grounds(crowded, settled=fewer)).answer is Answer.NO


def test_where_aws_does_not_say_how_many_are_left_there_is_no_verdict() -> None:
    silent = walked()
    silent = replace(silent, old=silent.old.with_part("pool", pool()))
    assert retirement_verdict(grounds(silent)).answer is Answer.UNKNOWN


def test_a_tick_without_the_day_that_it_needs_keeps_yes_away() -> None:
    undated = {"8a": Tick("8a", StepState.DONE, "admin", NOW)}
    told = verdict(walked(), ticks=undated)
    assert told.answer is Answer.NO
    assert told.against == tuple(
        Reason("8a", f"“{text}” is ticked without the day that it needs", "tick", part, dated=True)
        for part, text in DATED_OF_8A.items()
    )


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "20", "20261120", "2026-W47-5"])
def test_a_day_that_is_none_is_no_day(day: str) -> None:
    told = verdict(walked(), ticks={"8a": Tick("8a", StepState.DONE, "admin", NOW, day=day)})
    assert [reason.about for reason in told.against] == list(DATED_OF_8A)


@pytest.mark.parametrize("unknown", [Unread("DescribeUserPool", "refused"), Pending("Describe")])
def test_users_who_are_not_read_are_told_where_they_are_settled(unknown: Unread | Pending) -> None:
    known = walked()
    told = verdict(replace(known, old=replace(known.old, pool=unknown)))
    assert told.answer is Answer.UNKNOWN
    (reason,) = [reason for reason in told.unknown if reason.step == "effects"]
    assert reason.text.startswith("how many users the old pool knows ")


@pytest.mark.parametrize(
    ("clients", "command", "about"),
    [
        (VOICE, "pair", "kiosk"),  # there is none that it could be
        ((*VOICE, client("kiosk", "new-kiosk")), "apply-step", ""),
    ],
)
def test_an_old_client_that_is_no_new_ones_is_paired(
    clients: Any, command: str, about: str
) -> None:
    olds = (*VOICE, client("kiosk", CallbackURLs=["https://acme.example/kiosk"]))
    old = walked().old
    told = verdict(walked(replace(old, clients=olds), clients=clients))
    (reason,) = [reason for reason in told.against if reason.step == "4"]
    assert (reason.command, reason.about) == (command, about)


@pytest.mark.parametrize("step", ["1a", "1b"])
def test_every_step_that_applies_has_to_be_done(step: str) -> None:
    told = verdict(walked(), [console for console in CONSOLES if console != step])
    assert (told.answer, [reason.step for reason in told.against]) == (Answer.NO, [step])


def test_what_a_person_left_out_is_among_what_a_yes_rests_on() -> None:
    said = {"8b": Tick("8b", StepState.NOT_APPLICABLE, "admin", NOW, "no app for iOS")}
    told = verdict(walked(), ticks=said)
    assert told.answer is Answer.YES
    (left,) = [line for line in told.rests_on if "not apply: " in line]
    assert "8b (no app for iOS)" in left
    assert "6 (no stack" in left


def test_yes_says_what_it_rests_on_and_since_when() -> None:
    told = found(finding(minutes=3))
    assert told.since == NOW + timedelta(minutes=3)
    about = ["Steps", "Does not apply", "Checks", "Use", "Users"]
    assert [line.partition(":")[0] for line in told.rests_on] == about
    assert found().rests_on == ()
    assert found().since is None
