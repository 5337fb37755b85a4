"""Step 6 by the command line.

Effects go to standard error; --yes is for scripts, and never agrees to a loss.
"""

from migration.stacks.effects import Effect, Effects
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import SKILLS_STACK, PracticeAws
from tui.command_line.change_set_consent import consent_on_terminal
from tui.command_line.output import Output

SETTING = "6/-/SkillIdentityProvidersNewUserPool"
PROVIDERS = ("Google", "SignInWithApple", "GitHub")


def there(aws: PracticeAws) -> None:
    """The old pool's providers are in the new pool already."""
    aws.settings(change_set_seconds=0, stack_seconds=0)
    for name in PROVIDERS:
        kind = "OIDC" if name == "GitHub" else name
        aws.change(
            pool="new",
            provider=name,
            create=True,
            set={"ProviderType": kind, "ProviderDetails": {"client_id": "x"}},
        )


def value(aws: PracticeAws) -> str:
    (stack,) = aws.client("cloudformation").describe_stacks(StackName=SKILLS_STACK)["Stacks"]
    held = {item["ParameterKey"]: item["ParameterValue"] for item in stack["Parameters"]}
    return str(held["SkillIdentityProvidersNewUserPool"])


def test_the_plan_has_the_parameter_as_a_setting(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--step", "6", "--json", *PAIR)
    (setting,) = answer.json["steps"][0]["settings"]
    assert (setting["id"], setting["state"], setting["new"]) == (SETTING, "differs", "COGNITO")
    assert setting["wanted"] == "Google, SignInWithApple, GitHub, COGNITO"
    assert "Google (step 3a)" in setting["reason"]
    assert "acme-deployment-token" not in answer.out


def test_apply_step_6_updates_the_stack_after_telling_what_that_does(
    aws: PracticeAws, run: Run
) -> None:
    there(aws)
    answer = run("apply", "--step", "6", "--yes", "--json", *PAIR)
    assert answer.code == 0, answer.err
    assert [result["id"] for result in answer.json["applied"]] == [SETTING]
    assert "Modify AlexaSkillClientNewUserPool" in answer.err
    assert set(value(aws).split(", ")) == {*PROVIDERS, "COGNITO"}


def test_undo_puts_it_back(aws: PracticeAws, run: Run) -> None:
    there(aws)
    run("apply", "--step", "6", "--yes", *PAIR)
    answer = run("undo", "--last", "--yes", "--json")
    assert answer.code == 0, answer.err
    assert [result["id"] for result in answer.json["applied"]] == [SETTING]
    assert value(aws) == "COGNITO"


def test_before_the_providers_are_there_it_is_skipped_with_the_reason(
    aws: PracticeAws, run: Run
) -> None:
    answer = run("apply", "--step", "6", "--yes", "--json", *PAIR)
    (skipped,) = answer.json["skipped"]
    assert skipped["id"] == SETTING
    assert "needs" in skipped["reason"]
    assert aws.calls("CreateChangeSet") == []


def test_yes_does_not_agree_to_a_client_that_would_be_replaced(capsys: object) -> None:
    lost = Effect("Modify", "AlexaSkillClientNewUserPool", "AWS::Cognito::UserPoolClient", "True")
    kept = Effect("Modify", "AlexaSkillClientNewUserPool", "AWS::Cognito::UserPoolClient", "False")
    agree = consent_on_terminal(Output(ascii_only=False), yes=True)
    assert not agree(Effects(SKILLS_STACK, "us-east-1", "poolwalk-1", {}, (lost,)))
    assert agree(Effects(SKILLS_STACK, "us-east-1", "poolwalk-1", {}, (kept,)))
