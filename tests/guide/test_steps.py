"""The steps that the program brings are whole, in the guide's order, and fit the screen."""

import re

import pytest

from migration.compare.choices import Choices
from migration.compare.dependent_settings import SUPPORT
from migration.guide.page_making import BEFORE_THE_YES, page_of
from migration.guide.placeholder_values import Known
from migration.guide.step import EFFECTS, Step, StepKind, StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.guide.verdict import Answer, Verdict
from tests.readings import pool_reading, reading

STEPS = load_steps()
BY_ID = {step.id: step for step in STEPS}


def test_every_step_of_the_guide_is_there_in_its_order() -> None:
    guides = ["1a", "1b", "2", "3a", "3b", "3c", "4", "5", "6", "7a", "7b", "8a", "8b", "8c"]
    assert [step.id for step in STEPS] == [*guides, "9", "also", "effects"]


def test_kinds_say_where_each_step_is_done() -> None:
    by_kind = {kind: [step.id for step in STEPS if step.kind is kind] for kind in StepKind}
    assert by_kind == {
        StepKind.SETTINGS: ["2", "4", "5", "6", "also"],
        StepKind.CONSOLE: ["1a", "1b", "7a", "7b", "8a", "8b", "8c"],
        StepKind.BOTH: ["3a", "3b", "3c", "9"],
        StepKind.READING: ["effects"],
    }


def test_sections_keep_together() -> None:
    sections = [step.section for step in STEPS]
    assert sections == sorted(sections, key=sections.index)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_fits_the_screen(step: Step) -> None:
    assert len(step.title) <= 16
    assert len(step.short or step.title) <= 12
    lines = step.body.splitlines()
    assert len(lines) <= 25
    assert [line for line in lines if len(line) > 95] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_keeps_to_the_markdown_that_the_screen_draws(step: Step) -> None:
    for line in step.body.splitlines():
        plain = re.sub(r"`[^`]+`", "", line)
        assert plain.count("**") % 2 == 0, line
        assert not re.search(r"`|^#|^>|^\||!\[|\]\(|<[a-z/]", plain), line
    numbers = [
        int(found[1]) for line in step.body.splitlines() if (found := re.match(r"(\d+)\. ", line))
    ]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.kind is not StepKind.READING], ids=lambda step: step.id
)
def test_a_step_says_how_one_knows_that_it_worked(step: Step) -> None:
    assert "**It worked**" in step.body
    assert step.console
    assert step.console_url.startswith(("https://", "{dashboard_url}"))


def test_a_step_of_the_guide_says_how_long_a_change_takes_to_be_seen() -> None:
    silent = [step.id for step in STEPS if not step.spreads]
    assert silent == [
        "3c",
        "also",
        "effects",
    ]  # it depends on whose provider it is; nothing is changed here; nothing is done here


def test_whoever_has_to_ask_espressif_reads_the_address_in_the_step() -> None:
    asked = {step.id: re.findall(r"[a-z-]+@espressif\.com", step.body) for step in STEPS}
    asked = {step: found for step, found in asked.items() if found}
    assert list(asked) == ["3c", "6", "7a", "8a", "8b", "9", "also"]
    assert all(one in SUPPORT for found in asked.values() for one in found)


def test_a_step_with_several_things_to_do_in_a_console_has_sub_points() -> None:
    assert [step.id for step in STEPS if step.parts] == [
        "1a",
        "3a",
        "3b",
        "3c",
        "7a",
        "7b",
        "8a",
        "8b",
        "8c",
        "9",
    ]
    assert [part.id for part in BY_ID["3b"].parts][2:6] == ["next", "done", "continue", "save"]


@pytest.mark.parametrize("step", ["7a", "7b", "8a", "8b", "8c"])
def test_what_others_review_is_submitted_and_comes_back_on_a_day(step: str) -> None:
    dated = [(part.id, bool(part.by)) for part in BY_ID[step].parts if part.dated]
    assert dated in (
        [("submitted", False), ("live", True)],
        [("submitted", False), ("released", True)],
    )


def test_every_step_but_the_upgrades_keeps_the_old_pool_alive() -> None:
    assert [step.id for step in STEPS if not step.keeps] == ["1a", "1b", "effects"]


@pytest.mark.parametrize(
    "step",
    [step for step in STEPS if step.kind in {StepKind.CONSOLE, StepKind.BOTH}],
    ids=lambda step: step.id,
)
def test_a_step_in_a_console_says_which_key_ticks_it(step: Step) -> None:
    assert "`Space`" in step.body


@pytest.mark.parametrize(
    ("step", "field", "template"),
    [
        ("3a", "Authorized JavaScript origins", "https://{new_host}"),
        ("3a", "Authorized redirect URIs", "https://{new_host}/oauth2/idpresponse"),
        ("3b", "Domains and Subdomains", "{new_host}"),
        ("3b", "Return URLs", "https://{new_host}/oauth2/idpresponse"),
        ("6", "SkillIdentityProvidersNewUserPool", "{new_providers}"),
        ("7a", "Your Web Authorization URI", "https://{new_host}/oauth2/authorize"),
        ("7a", "Access Token URI", "https://{new_host}/oauth2/token"),
        ("7b", "Token URL", "{token_url}"),
        ("8a", "authUrl", "https://{new_host}/oauth2"),
        ("8a", "userPool", "2"),
        ("8b", "App Configuration > User Pool", "2"),
    ],
)
def test_a_value_has_the_form_that_its_console_wants(step: str, field: str, template: str) -> None:
    assert template in [value.template for value in BY_ID[step].values if value.field == field]


def test_only_the_clients_secrets_are_secret() -> None:
    assert [(step.id, value.field) for step in STEPS for value in step.values if value.secret] == [
        ("7a", "Your Secret"),
        ("7b", "Client secret"),
    ]


def test_what_was_to_be_thought_of_ahead_is_gone_from_the_page_of_a_yes() -> None:
    effects = next(step for step in STEPS if step.id == EFFECTS)
    of = StepSummary(effects, StepState.TODO, "", 0)
    known = Known(reading(pool_reading(), pool_reading()), Choices(), None)
    bodies = {
        answer: page_of(of, known, None, Verdict(answer)).body for answer in (Answer.NO, Answer.YES)
    }
    for begins in BEFORE_THE_YES:
        assert begins in bodies[Answer.NO]
        assert begins not in bodies[Answer.YES]
    assert "**They notice**" in bodies[Answer.YES]
