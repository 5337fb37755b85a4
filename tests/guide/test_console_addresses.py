"""The address of a step's console, where it depends on what was read."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from migration.compare.choices import Choices
from migration.guide.paste_values import filled_address
from migration.guide.placeholder_values import Known
from migration.guide.step_files import load_steps
from migration.pools.documents import SkillsStack
from migration.pools.reading import Pending, Unread
from tests.readings import DEPLOYMENT, pool_reading, reading

STEPS = load_steps()
SKILLS = next(step for step in STEPS if step.id == "6")


def address(stack: SkillsStack | None | Unread | Pending) -> str:
    """Where the skills stack would be deployed anew."""
    read = replace(reading(pool_reading(), pool_reading()), skills_stack=stack)
    return filled_address(SKILLS, Known(read, Choices(), DEPLOYMENT))


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_the_skills_stack_is_deployed_anew_in_its_own_region(region: str) -> None:
    stack = SkillsStack("ESP-RainMaker-3p-CognitoClients", region, "UPDATE_COMPLETE", frozenset())
    assert address(stack).endswith(f"/serverlessrepo/home?region={region}")


def test_without_a_stack_the_guides_region_is_opened() -> None:
    assert address(None).endswith("?region=us-east-1")


@pytest.mark.parametrize("unknown", [Unread("DescribeStacks", "not allowed"), Pending("6")])
def test_while_the_stacks_region_is_not_known_no_region_is_opened(
    unknown: Unread | Pending,
) -> None:
    assert address(unknown) == ""


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("eu-west-1", "console.aws.amazon.com"),
        ("us-gov-west-1", "console.amazonaws-us-gov.com"),
    ],
)
def test_every_address_of_awss_console_leads_to_the_console_of_its_partition(
    region: str, host: str
) -> None:
    known = Known(
        reading(pool_reading(), pool_reading()), Choices(), replace(DEPLOYMENT, region=region)
    )
    addresses = {step.id: urlsplit(filled_address(step, known)).hostname or "" for step in STEPS}
    assert {id_: name for id_, name in addresses.items() if "aws" in name} == {
        "1a": f"{region}.{host}",
        "6": host,
        "9": f"{region}.{host}",
        "also": f"{region}.{host}",
    }
