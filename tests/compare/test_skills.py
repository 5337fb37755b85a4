"""Step 6: the one parameter that the migration changes.

Some stacks are in a state in which it cannot be changed.
"""

from dataclasses import replace

import pytest

from migration.compare.choices import Choices
from migration.compare.clients import GOOGLE_ACTION_CLIENT as SKILL
from migration.compare.comparison import compare
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.compare.skills import PARAMETER, compare_skills
from migration.deployment.whole_reading import Reading
from migration.guide.page import Fact, PasteValue
from migration.guide.skills_rows import parameters_to_paste, skills_groups
from migration.guide.step import Step, StepKind, StepState
from migration.guide.step_summary import StepSummary
from migration.pools.documents import HIDDEN, IdentityProvider, SkillsStack
from migration.pools.reading import Pending, Unread
from tests.readings import apple, client, github, google, pool_reading, reading

ARN = "arn:aws:cloudformation:eu-west-1:123456789012:stack/ESP-RainMaker-3p-CognitoClients/1"
SUMMARY = StepSummary(
    Step("6", "Skills stack", "6 Skills", StepKind.SETTINGS, ""), StepState.TODO, "", 1
)


def stack(status: str = "UPDATE_COMPLETE", root: str = "", **parameters: str) -> SkillsStack:
    document = {
        "Parameters": parameters,
        "Capabilities": [],
        "StackStatus": status,
        "LastUpdatedTime": "",
    }
    return SkillsStack(
        "ESP-RainMaker-3p-CognitoClients",
        "eu-west-1",
        status,
        frozenset({"id-of-alexa"}),
        ARN,
        root,
        document,
    )


def read(
    found: SkillsStack | Unread | None,
    old: tuple[IdentityProvider, ...] = (),
    new: tuple[IdentityProvider, ...] = (),
) -> Reading:
    new_pool = pool_reading(providers=new, clients=(client("alexa"),))
    return reading(pool_reading(providers=old), new_pool, found)


def compared(
    found: SkillsStack | Unread | None,
    old: tuple[IdentityProvider, ...] = (),
    new: tuple[IdentityProvider, ...] = (),
    left_out: tuple[str, ...] = (),
) -> Setting:
    (setting,) = compare_skills(read(found, old, new), Choices(left_out=frozenset(left_out)))
    return setting


HELD = {PARAMETER: "COGNITO"}


def test_a_stack_that_bears_the_name_and_made_no_client_of_the_new_pool_is_not_updated() -> None:
    setting = compared(replace(stack(**HELD), client_ids=frozenset({"other"})), new=(google(),))
    assert "made no app client of the new pool" in setting.blocked


@pytest.mark.parametrize("clients", [Unread("ListUserPoolClients", "no"), Pending("x")])
def test_whose_stack_it_is_has_to_be_known(clients: Unread | Pending) -> None:
    found = read(stack(**HELD), new=(google(),))
    (setting,) = compare_skills(replace(found, new=replace(found.new, clients=clients)), Choices())
    assert "is not known" in setting.blocked


def test_a_client_that_an_unseen_place_could_own_is_left_to_step_6() -> None:
    old = pool_reading(clients=(client(SKILL, LogoutURLs=["https://a"]),))
    new = pool_reading(clients=(client(SKILL, "new"), client("alexa")))
    for refused, free in (("", True), ("not allowed", False)):
        seen = reading(old, new, replace(stack(**HELD), refused=refused))
        settings = compare(seen, Choices(pairs={SKILL: SKILL}), "us-east-1")
        (url,) = [one for one in settings if "LogoutURLs" in one.id]
        assert url.applicable is free


def test_the_new_pools_providers_come_first_and_cognito_last_as_the_guide_writes_it() -> None:
    setting = compared(stack(**HELD), new=(google(), github(), apple()))
    assert (setting.state, setting.new, setting.wanted) == (
        SettingState.DIFFERS,
        "COGNITO",
        "Google, GitHub, SignInWithApple, COGNITO",
    )
    assert (setting.needs, setting.blocked) == ((), "")


def test_a_provider_that_is_still_to_come_is_needed_first() -> None:
    setting = compared(stack(**HELD), old=(google(), apple()), new=(google(),))
    assert setting.wanted == "Google, SignInWithApple, COGNITO"
    assert setting.needs == ("3b/-/SignInWithApple",)


def test_a_provider_whose_step_does_not_apply_is_not_waited_for() -> None:
    setting = compared(stack(**HELD), old=(google(), apple()), new=(google(),), left_out=("3b",))
    assert (setting.wanted, setting.needs) == ("Google, COGNITO", ())


def test_what_cloudformation_hides_somebody_has_to_look_at() -> None:
    found = compared(stack(**{PARAMETER: HIDDEN}), new=(google(),))
    assert found.state is SettingState.HIDDEN
    assert found.asks_a_person


@pytest.mark.parametrize(
    "held", ["Google,COGNITO", "COGNITO, Google", " Google , COGNITO ", "Google,Facebook,COGNITO"]
)
def test_the_same_providers_in_other_words_are_the_same(held: str) -> None:
    assert compared(stack(**{PARAMETER: held}), new=(google(),)).state is SettingState.SAME


def test_no_stack_and_one_that_is_still_read_have_no_setting() -> None:
    assert compare_skills(read(None), Choices()) == ()
    waiting = Reading(pool_reading(), pool_reading(), Pending("ListStackResources"))
    assert compare_skills(waiting, Choices()) == ()


def test_a_refused_stack_is_unread() -> None:
    setting = compared(
        Unread("DescribeStacks", "AWS does not allow it: ask for cloudformation:DescribeStacks.")
    )
    assert setting.state is SettingState.UNREAD
    assert "cloudformation:DescribeStacks" in setting.reason
    assert not setting.applicable


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("UPDATE_IN_PROGRESS", "being changed"),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "being changed"),
        ("UPDATE_ROLLBACK_IN_PROGRESS", "being changed"),
        ("DELETE_IN_PROGRESS", "being changed"),
        ("ROLLBACK_COMPLETE", "was never made"),
        ("ROLLBACK_FAILED", "was never made"),
        ("CREATE_FAILED", "was never made"),
        ("REVIEW_IN_PROGRESS", "was never made"),
        ("UPDATE_FAILED", "Roll back"),
        ("UPDATE_ROLLBACK_FAILED", "Continue update rollback"),
        ("DELETE_FAILED", "half deleted"),
        ("IMPORT_ROLLBACK_FAILED", "import"),
    ],
)
def test_a_stack_that_takes_no_update_says_what_to_do(status: str, word: str) -> None:
    setting = compared(stack(status, **HELD), new=(google(),))
    assert word in setting.blocked
    assert status in setting.blocked
    assert not setting.applicable


@pytest.mark.parametrize(
    "status", ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"]
)
def test_a_stack_at_rest_takes_one(status: str) -> None:
    assert compared(stack(status, **HELD), new=(google(),)).applicable


def test_a_nested_stack_names_the_one_to_change_instead() -> None:
    root = "arn:aws:cloudformation:eu-west-1:123456789012:stack/acme-everything/2"
    assert "acme-everything" in compared(stack(root=root, **HELD), new=(google(),)).blocked


def test_a_template_without_the_parameter_is_to_be_redeployed() -> None:
    found = stack(AlexaVendorId="M2ACME", Token=HIDDEN)
    setting = compared(found, new=(google(),))
    assert setting.target is None
    assert "redeploy" in setting.blocked
    vendor, token = parameters_to_paste(read(found, new=(google(),)))
    assert vendor == PasteValue("AlexaVendorId", "M2ACME")
    assert token.value is None
    assert "your own copy" in token.needs


def test_with_the_parameter_nothing_has_to_be_pasted() -> None:
    assert parameters_to_paste(read(stack(**HELD))) == ()


def test_every_other_parameter_stands_beside_it_unchanged_and_a_hidden_one_only_by_name() -> None:
    found = stack(AlexaVendorId="M2ACME", Token=HIDDEN, **HELD)
    (group,) = skills_groups(SUMMARY, read(found))
    assert group.rows == (Fact("AlexaVendorId", "M2ACME", "M2ACME"),)
    assert "Token" in group.note
    assert HIDDEN not in group.note


def test_a_row_shows_now_and_after() -> None:
    assert compared(stack(**HELD), new=(google(),)).columns == ("COGNITO", "Google, COGNITO")
