"""What the steps' files say that they carry, held against the comparison and the reading."""

from collections.abc import Iterable
from dataclasses import fields, replace

import pytest

from migration.compare.alexa_linking import compare_alexa_linking
from migration.compare.choices import Choices
from migration.compare.clients import ALEXA_CLIENT, compare_clients
from migration.compare.compared_parts import ComparedParts
from migration.compare.comparison import compare
from migration.compare.dependent_settings import compare_dependents
from migration.compare.domain import compare_domain
from migration.compare.email import compare_email
from migration.compare.login_page_look import compare_looks
from migration.compare.other_differences.comparison import compare_everything_else
from migration.compare.providers import compare_providers
from migration.compare.setting import Setting, setting_parts
from migration.compare.skills import compare_skills
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.whole_reading import Reading
from migration.guide.carried_settings import Carried, sources_of
from migration.guide.named_clients import client_named
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.step import Step, StepKind, StepState
from migration.guide.step_files import load_steps
from migration.guide.step_reading import unread_parts
from migration.guide.step_summary import StepSummary
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.walkthrough import Walkthrough
from tests.readings import DEPLOYMENT, REGION, client, pool_reading, reading
from tests.walkthroughs import MAIN, NEW_MAIN

STEPS = load_steps()
CARRIER = {subject: step.id for step in STEPS for subject in step.carries}
REFUSED = Unread("DescribeIt", "not allowed")
CHOICES = Choices(pairs={MAIN: NEW_MAIN})


def test_every_subject_is_carried() -> None:
    assert set(CARRIER) == set(Carried)


def by_subject(read: Reading) -> Iterable[tuple[Carried, Setting]]:
    """Each setting of the comparison with the subject that it belongs to."""
    compared = ComparedParts()
    compared.begin()
    providers = {"Google": Carried.GOOGLE, "SignInWithApple": Carried.APPLE}
    yield from ((Carried.DOMAIN, setting) for setting in compare_domain(read, CHOICES, REGION))
    for setting in compare_providers(read, CHOICES):
        yield providers.get(setting_parts(setting.id)[2], Carried.OTHER_PROVIDERS), setting
    yield from (
        (Carried.APP_CLIENTS, setting) for setting in compare_clients(read, CHOICES, compared)
    )
    yield from ((Carried.EMAIL_TEMPLATE, setting) for setting in compare_email(read))
    yield from ((Carried.SKILLS_STACK, setting) for setting in compare_skills(read, CHOICES))
    for setting in compare_looks(read, CHOICES):
        yield (
            (Carried.ALEXA_LOOK if setting.client == ALEXA_CLIENT else Carried.GOOGLE_HOME_LOOK),
            setting,
        )
    yield from ((Carried.ALEXA_LINKING, setting) for setting in compare_alexa_linking(read))
    yield from ((Carried.ELSEWHERE, setting) for setting in compare_dependents(read))
    yield from (
        (Carried.EVERYTHING_ELSE, setting)
        for setting in compare_everything_else(read, CHOICES, compared)
    )


@pytest.fixture
def sample(walkthrough: Walkthrough) -> Reading:
    """The sample deployment as read.

    The old pool's Alexa client has a look of its own, as its Google Home client has.
    """
    read, old = walkthrough.state.reading, walkthrough.state.reading.old
    assert not isinstance(old.client_looks, Unread | Pending)
    look = next(look for look in old.client_looks.values() if look)
    alexa = client_named(old, ALEXA_CLIENT)
    assert alexa is not None
    read = read.with_part(None, "alexa_linking", AlexaLinking("skill"))
    return read.with_part(Role.OLD, "client_looks", {**old.client_looks, alexa.id: look})


def test_every_setting_of_the_sample_belongs_to_the_step_whose_file_carries_its_subject(
    sample: Reading,
) -> None:
    found = list(by_subject(sample))
    assert [setting.id for _, setting in found] == [
        setting.id for setting in compare(sample, CHOICES, REGION)
    ]
    assert [
        (subject, setting.id) for subject, setting in found if setting.step != CARRIER[subject]
    ] == []
    assert {subject for subject, _ in found} == set(Carried)


def settings_of(subject: Carried, read: Reading) -> list[str]:
    return [setting.id for found, setting in by_subject(read) if found is subject]


@pytest.mark.parametrize("subject", Carried)
def test_all_that_is_carried_can_be_named_from_the_parts_that_it_is_compared_from(
    subject: Carried, sample: Reading
) -> None:
    sources = sources_of([subject])
    read = Reading()
    for role in Role:
        for name in (
            *sources.own,
            *sources.beside,
            *(sources.of_new_pool if role is Role.NEW else ()),
        ):
            read = read.with_part(role, name, getattr(sample.of(role), name))
    for name in sources.of_deployment:
        read = read.with_part(None, name, getattr(sample, name))
    assert settings_of(subject, read) == settings_of(subject, sample)


def carrying(subject: Carried) -> Step:
    """A step that no code has heard of."""
    return Step(
        id="9", title="Nine", section="9", kind=StepKind.SETTINGS, body="Do it.", carries=(subject,)
    )


READ = reading(pool_reading(), pool_reading(), None)
POOL_PARTS = [
    (subject, name)
    for subject in Carried
    for name in (*sources_of([subject]).own, *sources_of([subject]).beside)
]


@pytest.mark.parametrize(("subject", "part"), POOL_PARTS)
@pytest.mark.parametrize("role", Role)
def test_a_step_waits_for_each_part_of_either_pool_that_its_settings_are_compared_from(
    subject: Carried, part: str, role: Role
) -> None:
    (summary,) = summarize(
        [carrying(subject)], (), {}, READ.with_part(role, part, Pending("DescribeIt"))
    )
    assert (summary.state, summary.reason) == (StepState.WAITING, "waiting for DescribeIt")


@pytest.mark.parametrize("subject", Carried)
def test_a_step_waits_for_nothing_else(subject: Carried) -> None:
    sources, read = sources_of([subject]), READ
    for field in fields(PoolReading):
        for role in Role:
            if field.name not in (*sources.own, *sources.beside):
                read = read.with_part(role, field.name, Pending("DescribeIt"))
    (summary,) = summarize([carrying(subject)], (), {}, read)
    assert summary.state is StepState.DONE


def test_what_could_not_be_read_is_told_in_the_step_that_carries_it() -> None:
    read = READ.with_part(Role.OLD, "pool", REFUSED)
    assert unread_parts([carrying(Carried.EMAIL_TEMPLATE)], read) == (("9", REFUSED),)
    # it rests on the pool, which is step 5's to tell
    assert unread_parts([carrying(Carried.EVERYTHING_ELSE)], read) == ()
    assert unread_parts([carrying(Carried.SKILLS_STACK)], replace(READ, skills_stack=REFUSED)) == (
        ("9", REFUSED),
    )


def titles(subject: Carried, read: Reading) -> list[str]:
    """The headings of the page of a step that carries this."""
    settings = tuple(setting for found, setting in by_subject(read) if found is subject)
    summary = StepSummary(carrying(subject), StepState.TODO, "", 0, settings)
    return [
        group.title for group in page_of(summary, Known(read, CHOICES, DEPLOYMENT), None).groups
    ]


def test_a_page_stands_under_the_headings_of_what_its_step_carries() -> None:
    clients = (client("a", CallbackURLs=["app://a"]), client("b"))
    read = reading(pool_reading(clients=clients), pool_reading(clients=clients))
    assert titles(Carried.APP_CLIENTS, read) == ["a", "b"]
    assert titles(Carried.EMAIL_TEMPLATE, read) == ["Nine"]
