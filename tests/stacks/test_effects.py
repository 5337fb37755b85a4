"""What a change set would do, in a person's words: what is lost first, and loudly."""

from typing import Any

import pytest

from migration.stacks.effects import Effects, effects_of

CLIENT = "AWS::Cognito::UserPoolClient"


def effects(**change: Any) -> Effects:
    whole = {
        "Action": "Modify",
        "LogicalResourceId": "AlexaClient",
        "ResourceType": CLIENT,
        "Replacement": "False",
        **change,
    }
    made = {
        "StackName": "skills",
        "ChangeSetName": "poolwalk-1",
        "Changes": [{"Type": "Resource", "ResourceChange": whole}],
    }
    return effects_of(made, "us-east-1", {"SkillIdentityProvidersNewUserPool": "Google, COGNITO"})


def test_a_change_names_its_resource_and_its_properties() -> None:
    found = effects(
        Details=[{"Target": {"Attribute": "Properties", "Name": "SupportedIdentityProviders"}}]
    )
    assert found.alarms == ()
    assert found.lines == (
        "SkillIdentityProvidersNewUserPool: Google, COGNITO",
        "Every other parameter stays as it is.",
        "Modify AlexaClient, Cognito::UserPoolClient (SupportedIdentityProviders)",
    )


@pytest.mark.parametrize(
    ("replacement", "words"), [("True", "would be REPLACED"), ("Conditional", "could be REPLACED")]
)
def test_a_client_that_is_replaced_is_told_first_with_what_that_means(
    replacement: str, words: str
) -> None:
    found = effects(Replacement=replacement)
    assert words in found.lines[0]
    assert found.lines[0].startswith("!! AlexaClient")
    assert "new client id and secret" in found.lines[0]


def test_a_resource_that_goes_is_told_first() -> None:
    assert effects(Action="Remove", Replacement="").lines[0] == "!! AlexaClient would be REMOVED."
