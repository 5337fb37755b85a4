"""A walkthrough whose providers are carried over, so that step 6 is next.

CloudFormation answers at once.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migration.stacks.effects import Effects
from migration.walkthrough import Walkthrough
from tests.practice_aws import SKILLS_STACK, PracticeAws
from tests.walkthroughs import walk

SETTING = "6/-/SkillIdentityProvidersNewUserPool"
WANTED = "Google, GitHub, COGNITO"


@pytest.fixture
def ready(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """Google and GitHub are in the new pool; Apple does not apply here."""
    walked = prepared(practice_aws, tmp_path / "state")
    yield walked
    walked.close()


def prepared(aws: PracticeAws, folder: Path) -> Walkthrough:
    aws.settings(stack_seconds=0, change_set_seconds=0)
    walked = walk(aws, folder, attached=False)
    walked.checklist.not_applicable("3b", "no Apple sign-in here")
    assert not walked.applier.apply(("3a/-/Google", "3c/-/GitHub")).failed
    return walked


@pytest.fixture
def parameters(practice_aws: PracticeAws) -> Callable[[], dict[str, str]]:
    """The skills stack's parameters as AWS has them."""

    def now() -> dict[str, str]:
        (stack,) = practice_aws.client("cloudformation").describe_stacks(StackName=SKILLS_STACK)[
            "Stacks"
        ]
        return {item["ParameterKey"]: item["ParameterValue"] for item in stack["Parameters"]}

    return now


class Asked:
    """Answers what a person is asked, and remembers it."""

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes
        self.effects: list[Effects] = []

    def __call__(self, effects: Effects) -> bool:
        self.effects.append(effects)
        return self.yes
