"""Step 6 on the screen: the change set is shown, executed or dropped, and watched."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.walkthrough.writing import effects_dialog
from tests.practice_aws import SKILLS_STACK, PracticeAws
from tests.screens.conftest import Run, Running
from tests.stacks.conftest import SETTING

Make = Callable[..., Walkthrough]


@asynccontextmanager
async def at_step_6(
    run: Run, on_aws: Make, aws: PracticeAws, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Running]:
    """Google is carried over, and the other providers do not apply.

    The cursor is on the stack's parameter.
    """
    aws.settings(change_set_seconds=0, stack_seconds=0)
    async with run(on_aws, size=size) as running:
        for step in ("3b", "3c"):
            running.walkthrough.checklist.not_applicable(step, "Google alone")
        assert running.walkthrough.applier.apply(("3a/-/Google",)).applied
        running.main.draw()
        running.show_step("6", SETTING)
        running.command("move-right")
        await running.rest()
        yield running


async def ask(running: Running, key: str = "a") -> None:
    await running.pilot.press(key)
    await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))


def value(aws: PracticeAws) -> str:
    (stack,) = aws.client("cloudformation").describe_stacks(StackName=SKILLS_STACK)["Stacks"]
    held = {item["ParameterKey"]: item["ParameterValue"] for item in stack["Parameters"]}
    return str(held["SkillIdentityProvidersNewUserPool"])


async def test_a_shows_what_the_change_set_would_do_and_y_executes_it(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        await ask(running)
        assert practice_aws.calls("ExecuteChangeSet") == []
        assert "Modify AlexaSkillClientNewUserPool" in running.text
        assert running.said.startswith("AWS has worked it out: it is executed after your yes")
        assert running.main.handlers.pages.header().activity == "waits for your yes"
        await running.press("y")
        assert value(practice_aws) == "Google, COGNITO"
        assert running.main.handlers.pages.header().activity == ""
        assert running.said.startswith("Applied SkillIdentityProvidersNewUserPool (6)")


async def test_n_drops_it(run: Run, on_aws: Make, practice_aws: PracticeAws) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        await ask(running)
        await running.press("n")
        assert "was dropped" in running.said
        assert value(practice_aws) == "COGNITO"
        assert len(practice_aws.calls("DeleteChangeSet")) == 1


async def test_u_puts_the_former_value_back_by_the_same_road(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        await ask(running)
        await running.press("y")
        await ask(running, "u")
        await running.press("y")
        assert value(practice_aws) == "COGNITO"
        assert "it is as before" in running.said


async def test_leaving_while_it_asks_drops_it(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        await ask(running)
        running.main.handlers.let_go()
        await running.rest()
    assert value(practice_aws) == "COGNITO"
    assert len(practice_aws.calls("DeleteChangeSet")) == 1


async def test_a_client_that_would_be_replaced_is_told_loudly(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    from migration.stacks.effects import Effect, Effects

    lost = Effect("Modify", "AlexaSkillClientNewUserPool", "AWS::Cognito::UserPoolClient", "True")
    async with at_step_6(run, on_aws, practice_aws) as running:
        running.main.stage.ask(
            effects_dialog(Effects(SKILLS_STACK, "us-east-1", "poolwalk-1", {"A": "b"}, (lost,)))
        )
        await running.pilot.pause()
        assert "would be REPLACED" in running.text
        assert "a new client id and secret" in " ".join(running.text.split())


async def test_esc_ends_the_watching_and_not_the_update(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        practice_aws.settings(stack_seconds=600)
        await ask(running)
        await running.pilot.press("y")
        await running.until(lambda: "UPDATE_IN_PROGRESS" in running.said)
        await running.press("escape")
        assert "AWS goes on" in running.said
        await running.press("r")
        assert "AWS is still at the stack's update" in running.said
        assert "being changed" in running.text


async def test_the_parameters_stand_side_by_side_now_and_after(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with at_step_6(run, on_aws, practice_aws) as running:
        shown = running.text
        head = next(line for line in running.lines if "After" in line)
        assert head.index("Now") < head.index("After")
        assert "M2ACMEVENDOR1" in shown
        assert "acme-deployment-token" not in shown
        assert "****" not in shown.split("What to do")[0]
