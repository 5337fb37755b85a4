"""What a change set would do, in a person's words: what is lost first, and loudly."""

from typing import Any

import pytest

from migration.stacks.effects import STACK, Effect, Effects, effects_of

CLIENT = "AWS::Cognito::UserPoolClient"


def effects(**change: Any) -> Effects:
    return of_changes({"Type": "Resource", "ResourceChange": resource(**change)})


def resource(**change: Any) -> dict[str, Any]:
    return {
        "Action": "Modify",
        "LogicalResourceId": "AlexaClient",
        "ResourceType": CLIENT,
        "Replacement": "False",
        **change,
    }


def of_changes(*changes: dict[str, Any], **nested: Any) -> Effects:
    made = {"StackName": "skills", "ChangeSetName": "poolwalk-1", "Changes": list(changes)}
    parameters = {"SkillIdentityProvidersNewUserPool": "Google, COGNITO"}
    return effects_of(made, "us-east-1", parameters, nested.get)


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


def test_nothing_that_is_shown_is_no_harmless_change() -> None:
    found = effects_of({"Status": "CREATE_COMPLETE"}, "us-east-1", {}, lambda _: None)
    assert "shows no change of any resource" in found.alarms[0]
    assert found.lines[0].startswith("!! ")


@pytest.mark.parametrize("inner", [{"Changes": []}, {}])
def test_nothing_that_a_nested_stack_shows_is_none_either(inner: dict[str, Any]) -> None:
    nested = resource(ResourceType="AWS::CloudFormation::Stack", ChangeSetId="arn")
    found = of_changes(
        {"Type": "Resource", "ResourceChange": nested},
        arn={"Status": "CREATE_COMPLETE", **inner},
    )
    assert "none is shown" in found.alarms[0]


def test_a_resource_that_goes_is_told_first() -> None:
    assert effects(Action="Remove", Replacement="").lines[0] == "!! AlexaClient would be REMOVED."


# What CloudFormation can say of a resource, none of which --yes may agree to.
ALARMING: dict[str, dict[str, Any]] = {
    "a role is added": {"Action": "Add", "ResourceType": "AWS::IAM::Role"},
    "a function is added": {"Action": "Add", "ResourceType": "AWS::Lambda::Function"},
    "a client is added": {"Action": "Add"},
    "a role is modified": {"ResourceType": "AWS::IAM::Role"},
    "a policy is modified": {"ResourceType": "AWS::IAM::ManagedPolicy"},
    "a function is modified": {"ResourceType": "AWS::Lambda::Function"},
    "a pool is modified": {"ResourceType": "AWS::Cognito::UserPool"},
    "a kind without a name": {"ResourceType": ""},
    "imported": {"Action": "Import"},
    "known when it happens": {"Action": "Dynamic"},
    "put as it is said to be": {"Action": "SyncWithActual"},
    "an action of next year": {"Action": "Enlarge"},
    "no action": {"Action": ""},
    "removed": {"Action": "Remove", "Replacement": ""},
    "replaced": {"Replacement": "True"},
    "perhaps replaced": {"Replacement": "Conditional"},
    "replaced in a way of next year": {"Replacement": "Partly"},
    "nothing said of a replacement": {"Replacement": ""},
    "replaced by its details": {
        "Details": [{"Target": {"Name": "GenerateSecret", "RequiresRecreation": "Always"}}]
    },
    "deleted by its policy": {"PolicyAction": "ReplaceAndDelete"},
    "kept by its policy": {"PolicyAction": "Retain"},
    "a field of next year": {"Migrates": "everything"},
    "a stack whose changes are not shown": {"ResourceType": "AWS::CloudFormation::Stack"},
}


@pytest.mark.parametrize("name", ALARMING)
def test_everything_but_a_modified_client_is_an_alarm(name: str) -> None:
    found = effects(**ALARMING[name])
    assert len(found.alarms) == 1
    assert found.lines[0] == f"!! {found.alarms[0]}"


@pytest.mark.parametrize(
    "kind", [CLIENT, "AWS::CloudFormation::CustomResource", "Custom::CognitoClient"]
)
def test_a_client_and_what_stands_for_one_can_be_modified_without_an_alarm(kind: str) -> None:
    assert effects(ResourceType=kind).alarms == ()


def test_a_change_that_is_of_no_resource_is_an_alarm() -> None:
    assert of_changes({"Type": "Hook"}).alarms
    assert of_changes({"Type": "Hook", "ResourceChange": resource()}).alarms
    whole = {"Type": "Resource", "ResourceChange": resource()}
    assert of_changes({**whole, "Approves": "all"}).alarms


def nested_stack(**change: Any) -> dict[str, Any]:
    of_stack = {"LogicalResourceId": "Inner", "ResourceType": "AWS::CloudFormation::Stack"}
    return {
        "Type": "Resource",
        "ResourceChange": resource(**of_stack, ChangeSetId="inner", **change),
    }


def inner(**change: Any) -> dict[str, Any]:
    changes = [{"Type": "Resource", "ResourceChange": resource(**change)}]
    return {"Status": "CREATE_COMPLETE", "Changes": changes}


def test_a_nested_stack_is_as_harmless_as_what_it_holds() -> None:
    harmless = of_changes(nested_stack(), inner=inner())
    assert harmless.alarms == ()
    assert harmless.lines[-1] == "Modify Inner › AlexaClient, Cognito::UserPoolClient"
    (alarm,) = of_changes(nested_stack(), inner=inner(Replacement="True")).alarms
    assert alarm.startswith("Inner › AlexaClient would be REPLACED")
    assert of_changes(nested_stack(), inner=inner(ResourceType="AWS::IAM::Role")).alarms
    assert of_changes(nested_stack(), inner={**inner(), "Status": "CREATE_IN_PROGRESS"}).alarms
    assert of_changes(nested_stack()).alarms, "its change set could not be read"


def test_stacks_that_hold_themselves_end_in_an_alarm() -> None:
    again = {"Status": "CREATE_COMPLETE", "Changes": [nested_stack()]}
    assert of_changes(nested_stack(), inner=again).alarms


def test_what_is_executed_is_named_by_its_stack_its_region_and_its_change_set() -> None:
    found = effects()
    assert (found.stack, found.region, found.change_set) == ("skills", "us-east-1", "poolwalk-1")
    assert found.parameters == {"SkillIdentityProvidersNewUserPool": "Google, COGNITO"}
    bare = effects_of({}, "us-east-1", {}, lambda _: None)
    assert (bare.stack, bare.change_set, bare.changes) == ("", "", ())


def test_of_a_resource_all_is_told_as_cloudformation_says_it() -> None:
    details = [
        {"Target": {"Name": "Scopes", "RequiresRecreation": "Never"}},
        {"Target": {"Name": "Urls"}},
        {"Target": {"Attribute": "Tags"}},
        {"Target": {"Name": "Scopes"}},
        {},
    ]
    (found,) = effects(Action="Modify", Replacement="Conditional", Details=details).changes
    assert found == Effect("Modify", "AlexaClient", CLIENT, "Conditional", ("Scopes", "Urls"))
    assert found.line == "Modify AlexaClient, Cognito::UserPoolClient (Scopes, Urls)"
    (bare,) = of_changes({"Type": "Resource", "ResourceChange": {"Scope": []}}).changes
    assert bare == Effect("", "something", "")
    (none,) = of_changes({"Type": "Hook"}).changes
    assert none.surprises == ("is a change of a kind not known here, Hook",)
    assert none.logical_id == "something"


SURPRISES: dict[str, tuple[dict[str, Any], str]] = {
    "a policy": ({"PolicyAction": "Delete"}, "comes with the policy Delete"),
    "recreated": (
        {"Details": [{}, {"Target": {"RequiresRecreation": "Always"}}]},
        "changes what cannot change without a replacement",
    ),
    "unknown": ({"Zeal": 1, "Arm": 2}, "has what Poolwalk does not know: Arm, Zeal"),
}


@pytest.mark.parametrize("name", SURPRISES)
def test_a_surprise_is_told_by_what_it_is(name: str) -> None:
    change, said = SURPRISES[name]
    (found,) = effects(**change).changes
    assert found.surprises == (said,)


def test_what_is_said_to_be_replaced_is_no_surprise_beside_that() -> None:
    always = [{"Target": {"RequiresRecreation": "Always"}}]
    (found,) = effects(Details=always, Replacement="True").changes
    assert found.surprises == ()
    perhaps = [{"Target": {"RequiresRecreation": "Conditionally"}}]
    (found,) = effects(Details=perhaps).changes
    assert found.surprises == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "nameless"),
        ({"Type": "Resource"}, "Resource"),
        ({"Type": "Hook", "ResourceChange": {"Action": "Modify"}}, "Hook"),
    ],
)
def test_a_change_of_another_kind_is_a_surprise_with_its_name(
    change: dict[str, Any], said: str
) -> None:
    (found,) = of_changes(change).changes
    assert found.surprises == (f"is a change of a kind not known here, {said}",)


def test_what_stands_beside_a_resource_and_is_not_known_is_a_surprise() -> None:
    change = {"Type": "Resource", "ResourceChange": resource(Odd=1), "Approves": "all"}
    (found,) = of_changes(change).changes
    assert found.surprises == ("has what Poolwalk does not know: Approves, Odd",)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({}, "is a stack whose own changes are not shown"),
        ({"inner": {"Status": "CREATE_FAILED"}}, "is a stack whose own changes are not worked out"),
        ({"inner": {"Changes": [1]}}, "is a stack whose own changes are not worked out"),
        ({"inner": {"Status": "CREATE_COMPLETE"}}, "is a stack of whose own changes none is shown"),
    ],
)
def test_a_nested_stack_whose_changes_are_not_known_says_why(
    held: dict[str, Any], said: str
) -> None:
    if held.get("inner", {}).get("Changes"):
        held = {"inner": {"Changes": [{"Type": "Resource", "ResourceChange": resource()}]}}
    first, *_ = of_changes(nested_stack(), **held).changes
    assert first.surprises == (said,)


def test_stacks_are_followed_five_deep_and_in_their_order() -> None:
    holds: dict[str, Any] = {"5": {"Status": "CREATE_COMPLETE", "Changes": []}}
    for depth in range(4, -1, -1):
        deeper = nested_stack()
        names = {"LogicalResourceId": f"S{depth + 1}", "ChangeSetId": str(depth + 1)}
        deeper["ResourceChange"].update(names)
        beside = {"Type": "Resource", "ResourceChange": resource(LogicalResourceId=f"C{depth}")}
        holds[str(depth)] = {"Status": "CREATE_COMPLETE", "Changes": [deeper, beside]}
    found = effects_of({**holds["0"], "StackName": "s"}, "us-east-1", {}, holds.get).changes
    assert [one.name for one in found] == [
        "S1",
        "S1 › S2",
        "S1 › S2 › S3",
        "S1 › S2 › S3 › S4",
        "S1 › S2 › S3 › S4 › S5",
        "S1 › S2 › S3 › S4 › C4",
        "S1 › S2 › S3 › C3",
        "S1 › S2 › C2",
        "S1 › C1",
        "C0",
    ]
    deep = {"Status": "CREATE_COMPLETE", "Changes": [nested_stack()]}
    many = effects_of(deep, "us-east-1", {}, {"inner": deep}.get).changes
    assert len(many) == 6
    assert many[-1].surprises == ("is a stack whose own changes are not shown",)


def test_a_resource_that_has_a_change_set_and_is_no_stack_is_asked_for_none() -> None:
    def asked(_: str) -> None:
        raise AssertionError

    change = {"Type": "Resource", "ResourceChange": resource(ChangeSetId="x")}
    assert len(effects_of({"Changes": [change]}, "us-east-1", {}, asked).changes) == 1
    bare = {"Type": "Resource", "ResourceChange": resource(ResourceType=STACK)}
    (found,) = effects_of({"Changes": [bare]}, "us-east-1", {}, asked).changes
    assert found.surprises == ("is a stack whose own changes are not shown",)
