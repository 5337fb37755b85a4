"""CloudFormation.

Stacks as they are, and the skills stack's update from the change set to its end.
"""

from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from tests.practice_aws import NEW_POOL, SKILLS_STACK, PracticeAws

PARAMETER = "SkillIdentityProvidersNewUserPool"
QUICKLY = {"Delay": 0, "MaxAttempts": 2000}


@pytest.fixture
def cloudformation(practice_aws: PracticeAws) -> Any:
    practice_aws.settings(stack_seconds=0.05, change_set_seconds=0.02)
    return practice_aws.client("cloudformation")


@pytest.fixture
def google(practice_aws: PracticeAws) -> None:
    practice_aws.client("cognito-idp").create_identity_provider(
        UserPoolId=NEW_POOL,
        ProviderName="Google",
        ProviderType="Google",
        ProviderDetails={"client_id": "i", "client_secret": "s", "authorize_scopes": "openid"},
    )


def parameters(cloudformation: Any, **new: str) -> list[dict[str, Any]]:
    keys = [
        p["ParameterKey"]
        for p in cloudformation.get_template_summary(StackName=SKILLS_STACK)["Parameters"]
    ]
    return [
        (
            {"ParameterKey": key, "ParameterValue": new[key]}
            if key in new
            else {"ParameterKey": key, "UsePreviousValue": True}
        )
        for key in keys
    ]


def create(cloudformation: Any, name: str = "poolwalk", **overrides: Any) -> str:
    request = {
        "StackName": SKILLS_STACK,
        "ChangeSetName": name,
        "UsePreviousTemplate": True,
        "Parameters": parameters(cloudformation, **{PARAMETER: "Google,COGNITO"}),
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        **overrides,
    }
    identifier: str = cloudformation.create_change_set(**request)["Id"]
    return identifier


def made(cloudformation: Any, change_set: str) -> dict[str, Any]:
    cloudformation.get_waiter("change_set_create_complete").wait(
        ChangeSetName=change_set, WaiterConfig=QUICKLY
    )
    described: dict[str, Any] = cloudformation.describe_change_set(ChangeSetName=change_set)
    return described


def execute(cloudformation: Any, change_set: str) -> None:
    cloudformation.execute_change_set(ChangeSetName=change_set)
    cloudformation.get_waiter("stack_update_complete").wait(
        StackName=SKILLS_STACK, WaiterConfig=QUICKLY
    )


def stack(cloudformation: Any) -> dict[str, Any]:
    found: dict[str, Any] = cloudformation.describe_stacks(StackName=SKILLS_STACK)["Stacks"][0]
    return found


def skill_clients(practice_aws: PracticeAws) -> dict[str, dict[str, Any]]:
    clients = practice_aws.state()["pools"][NEW_POOL]["clients"].values()
    return {
        client["ClientName"]: client
        for client in clients
        if client["ClientName"].startswith("esp-rainmaker-")
    }


def test_deleted_stacks_are_still_listed_but_not_found_by_name(cloudformation: Any) -> None:
    listed = [
        s["StackStatus"]
        for s in cloudformation.list_stacks()["StackSummaries"]
        if s["StackName"] == SKILLS_STACK
    ]

    assert listed == ["UPDATE_COMPLETE", "DELETE_COMPLETE"]
    assert stack(cloudformation)["StackStatus"] == "UPDATE_COMPLETE"


def test_stacks_are_listed_by_state(cloudformation: Any) -> None:
    deleted = cloudformation.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"]

    assert [summary["StackName"] for summary in deleted] == [SKILLS_STACK]


def test_each_region_has_its_stacks(practice_aws: PracticeAws) -> None:
    europe = practice_aws.client("cloudformation", region="eu-west-1")

    assert [s["StackName"] for s in europe.describe_stacks()["Stacks"]] == ["acme-website"]
    with pytest.raises(
        ClientError, match=f"Stack with id {SKILLS_STACK} does not exist"
    ) as refused:
        europe.describe_stacks(StackName=SKILLS_STACK)
    assert refused.value.response["Error"]["Code"] == "ValidationError"


def test_what_noecho_hides_is_hidden_everywhere(cloudformation: Any) -> None:
    change_set = made(cloudformation, create(cloudformation))

    for shown in (stack(cloudformation), change_set):
        values = {p["ParameterKey"]: p["ParameterValue"] for p in shown["Parameters"]}
        assert values["DeploymentToken"] == "****"
        assert values["AlexaVendorId"] == "M2ACMEVENDOR1"


def test_a_template_says_which_parameters_are_hidden(cloudformation: Any) -> None:
    summary = cloudformation.get_template_summary(StackName=SKILLS_STACK)

    assert [p["ParameterKey"] for p in summary["Parameters"] if p.get("NoEcho")] == [
        "DeploymentToken"
    ]
    assert summary["Capabilities"] == ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


def test_a_nested_stack_names_its_parent(cloudformation: Any) -> None:
    stacks = {s["StackName"]: s for s in cloudformation.describe_stacks()["Stacks"]}
    nested = stacks["ESP-RainMaker-Core-CognitoStack-1A2B3C4D5E6F7"]

    assert nested["ParentId"] == nested["RootId"] == stacks["ESP-RainMaker-Core"]["StackId"]
    inside = cloudformation.list_stack_resources(StackName="ESP-RainMaker-Core")[
        "StackResourceSummaries"
    ]
    assert [r["PhysicalResourceId"] for r in inside] == [nested["StackId"]]


def test_the_deployment_exports_its_pool_and_addresses(cloudformation: Any) -> None:
    exports = {e["Name"]: e["Value"] for e in cloudformation.list_exports()["Exports"]}

    assert exports["esp-CognitoUserPool"] == "us-east-1_OldPool01"
    assert exports["esp-RainMakerBaseUrl"] == "https://api.acme-home.example"


def test_the_skills_stack_owns_the_skills_clients(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    owned = {
        r["PhysicalResourceId"]
        for r in cloudformation.list_stack_resources(StackName=SKILLS_STACK)[
            "StackResourceSummaries"
        ]
    }
    client_id = skill_clients(practice_aws)["esp-rainmaker-alexa-skill"]["ClientId"]

    assert client_id in owned
    by_client = cloudformation.describe_stack_resources(PhysicalResourceId=client_id)[
        "StackResources"
    ]
    assert {resource["StackName"] for resource in by_client} == {SKILLS_STACK}


def test_everything_comes_in_pages(practice_aws: PracticeAws, cloudformation: Any) -> None:
    practice_aws.settings(stack_page=2)

    names = [
        s["StackName"]
        for page in cloudformation.get_paginator("describe_stacks").paginate()
        for s in page["Stacks"]
    ]
    assert len(names) == 6
    with pytest.raises(ClientError, match="Invalid NextToken"):
        cloudformation.list_stacks(NextToken="made-up")


def test_a_change_set_names_the_two_clients_and_why(cloudformation: Any) -> None:
    change_set = made(cloudformation, create(cloudformation))

    changes = [change["ResourceChange"] for change in change_set["Changes"]]
    assert [change["LogicalResourceId"] for change in changes] == [
        "AlexaSkillClientNewUserPool",
        "GoogleActionClientNewUserPool",
    ]
    assert {change["Replacement"] for change in changes} == {"False"}
    detail = changes[0]["Details"][0]
    assert (detail["Target"]["Name"], detail["CausingEntity"]) == (
        "SupportedIdentityProviders",
        PARAMETER,
    )


@pytest.mark.usefixtures("google")
def test_an_executed_change_set_updates_the_clients(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    execute(cloudformation, made(cloudformation, create(cloudformation))["ChangeSetId"])

    for client in skill_clients(practice_aws).values():
        assert client["SupportedIdentityProviders"] == ["Google", "COGNITO"]
        assert client["ClientSecret"]
        assert client["RefreshTokenValidity"] == 3650
    values = {p["ParameterKey"]: p["ParameterValue"] for p in stack(cloudformation)["Parameters"]}
    assert values[PARAMETER] == "Google,COGNITO"
    assert values["GoogleProjectId"] == "acme-home"


@pytest.mark.usefixtures("google")
def test_an_update_takes_back_what_was_written_past_the_stack(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    practice_aws.change(
        pool="new", client="esp-rainmaker-alexa-skill", set={"LogoutURLs": ["https://a.example/"]}
    )
    execute(cloudformation, made(cloudformation, create(cloudformation))["ChangeSetId"])

    assert "LogoutURLs" not in skill_clients(practice_aws)["esp-rainmaker-alexa-skill"]


@pytest.mark.usefixtures("google")
def test_an_update_is_in_progress_until_it_is_complete(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    practice_aws.settings(stack_seconds=3600)
    change_set = made(cloudformation, create(cloudformation))["ChangeSetId"]
    cloudformation.execute_change_set(ChangeSetName=change_set)

    assert stack(cloudformation)["StackStatus"] == "UPDATE_IN_PROGRESS"
    assert (
        cloudformation.describe_change_set(ChangeSetName=change_set)["ExecutionStatus"]
        == "EXECUTE_IN_PROGRESS"
    )
    assert skill_clients(practice_aws)["esp-rainmaker-alexa-skill"][
        "SupportedIdentityProviders"
    ] == ["COGNITO"]
    with pytest.raises(ClientError, match="UPDATE_IN_PROGRESS state and can not be updated"):
        create(cloudformation, "second")


@pytest.mark.usefixtures("google")
def test_the_events_tell_what_happened_newest_first(cloudformation: Any) -> None:
    execute(cloudformation, made(cloudformation, create(cloudformation))["ChangeSetId"])

    events = cloudformation.describe_stack_events(StackName=SKILLS_STACK)["StackEvents"]
    states = [(event["LogicalResourceId"], event["ResourceStatus"]) for event in events]
    assert states[:2] == [
        (SKILLS_STACK, "UPDATE_COMPLETE"),
        (SKILLS_STACK, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
    ]
    assert ("AlexaSkillClientNewUserPool", "UPDATE_COMPLETE") in states
    assert len({event["EventId"] for event in events}) == len(events)


def test_a_provider_that_the_pool_lacks_rolls_the_stack_back(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    before = {
        name: client["SupportedIdentityProviders"]
        for name, client in skill_clients(practice_aws).items()
    }
    change_set = made(cloudformation, create(cloudformation))["ChangeSetId"]
    with pytest.raises(WaiterError):
        execute(cloudformation, change_set)

    assert stack(cloudformation)["StackStatus"].startswith("UPDATE_ROLLBACK")
    events = cloudformation.describe_stack_events(StackName=SKILLS_STACK)["StackEvents"]
    assert any(
        "The provider Google does not exist" in event.get("ResourceStatusReason", "")
        for event in events
    )
    assert {
        n: c["SupportedIdentityProviders"] for n, c in skill_clients(practice_aws).items()
    } == before


@pytest.mark.usefixtures("google")
@pytest.mark.parametrize("end", ["UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED"])
def test_an_update_can_be_made_to_fail(
    practice_aws: PracticeAws, cloudformation: Any, end: str
) -> None:
    practice_aws.settings(stack_failure="Rate exceeded", rollback_ends=end, stack_seconds=0)
    change_set = made(cloudformation, create(cloudformation))["ChangeSetId"]
    cloudformation.execute_change_set(ChangeSetName=change_set)

    assert stack(cloudformation)["StackStatus"] == end
    assert (
        cloudformation.describe_change_set(ChangeSetName=change_set)["ExecutionStatus"]
        == "EXECUTE_FAILED"
    )


@pytest.mark.parametrize(
    "reason",
    [
        (
            "The submitted information didn't contain changes. Submit different information to"
            " create a change set."
        ),
        "No updates are to be performed.",
    ],
)
def test_a_change_set_that_changes_nothing_fails(
    practice_aws: PracticeAws, cloudformation: Any, reason: str
) -> None:
    practice_aws.settings(no_changes=reason)
    identifier = create(cloudformation, Parameters=parameters(cloudformation))
    with pytest.raises(WaiterError):
        made(cloudformation, identifier)

    described = cloudformation.describe_change_set(ChangeSetName=identifier)
    assert (described["Status"], described["ExecutionStatus"], described["StatusReason"]) == (
        "FAILED",
        "UNAVAILABLE",
        reason,
    )
    with pytest.raises(cloudformation.exceptions.InvalidChangeSetStatusException):
        cloudformation.execute_change_set(ChangeSetName=identifier)
    cloudformation.delete_change_set(ChangeSetName=identifier)
    with pytest.raises(cloudformation.exceptions.ChangeSetNotFoundException):
        cloudformation.describe_change_set(ChangeSetName=identifier)


def test_a_parameter_left_out_falls_back_to_its_default(cloudformation: Any) -> None:
    kept = [p for p in parameters(cloudformation) if p["ParameterKey"] != "SkillIdentityProviders"]
    change_set = made(cloudformation, create(cloudformation, Parameters=kept))

    values = {p["ParameterKey"]: p["ParameterValue"] for p in change_set["Parameters"]}
    assert values["SkillIdentityProviders"] == "COGNITO"


@pytest.mark.parametrize(
    ("overrides", "code", "reason"),
    [
        ({"StackName": "ESP-Nothing"}, "ValidationError", r"Stack \[ESP-Nothing\] does not exist"),
        ({"Capabilities": []}, "InsufficientCapabilitiesException", "CAPABILITY_IAM"),
        (
            {"Parameters": [{"ParameterKey": "Colour", "ParameterValue": "red"}]},
            "ValidationError",
            "do not exist in the template",
        ),
        (
            {"Parameters": []},
            "ValidationError",
            r"Parameters: \[AlexaVendorId, GoogleProjectId, DeploymentToken\] must have values",
        ),
        (
            {
                "Parameters": [
                    {
                        "ParameterKey": "AlexaVendorId",
                        "ParameterValue": "V",
                        "UsePreviousValue": True,
                    }
                ]
            },
            "ValidationError",
            "usePreviousValue",
        ),
        ({"ChangeSetName": "1st"}, "ValidationError", "regular expression pattern"),
    ],
)
def test_change_sets_that_are_refused_at_once(
    cloudformation: Any, overrides: dict[str, Any], code: str, reason: str
) -> None:
    with pytest.raises(ClientError, match=reason) as refused:
        create(cloudformation, **overrides)

    assert refused.value.response["Error"]["Code"] == code


def test_a_name_is_taken_once(cloudformation: Any) -> None:
    create(cloudformation)

    with pytest.raises(cloudformation.exceptions.AlreadyExistsException):
        create(cloudformation)


def test_a_template_without_the_parameter_refuses_it(
    practice_aws: PracticeAws, cloudformation: Any
) -> None:
    declared = practice_aws.state()["stacks"][-2]["template"]["Parameters"]
    without = [parameter for parameter in declared if parameter["ParameterKey"] != PARAMETER]
    practice_aws.change(stack=SKILLS_STACK, template={"Parameters": without})

    with pytest.raises(
        ClientError, match=rf"Parameters: \[{PARAMETER}\] do not exist in the template"
    ):
        create(
            cloudformation, Parameters=[{"ParameterKey": PARAMETER, "ParameterValue": "COGNITO"}]
        )


def test_a_stack_that_was_deleted_takes_no_change_set(cloudformation: Any) -> None:
    (gone,) = cloudformation.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"]
    with pytest.raises(ClientError, match="is in DELETE_COMPLETE state and can not be updated"):
        cloudformation.create_change_set(
            StackName=gone["StackId"],
            ChangeSetName="late",
            UsePreviousTemplate=True,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
