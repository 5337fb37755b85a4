"""Step 6: the providers that the voice assistants' new clients have, and those they should."""

from dataclasses import replace

from migration.compare.choices import Choices
from migration.compare.provider_identity import providers_to_count_on
from migration.compare.provider_steps import by_name, provider_setting, step_of
from migration.compare.setting import Kind, Setting, Target, setting_id
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import HIDDEN, AppClient, SkillsStack
from migration.pools.reading import Pending, Unread

STEP = "6"
PARAMETER = "SkillIdentityProvidersNewUserPool"
SETTING = setting_id(STEP, "", PARAMETER)
COGNITO = "COGNITO"
# What CloudFormation calls a stack that it takes no update for, and what a person can do about it.
_STUCK = {
    "ROLLBACK_COMPLETE": (
        "was never made: its creation failed. Delete it in CloudFormation and deploy the"
        " application again"
    ),
    "ROLLBACK_FAILED": (
        "was never made, and cleaning up failed: delete it in CloudFormation and deploy the"
        " application again"
    ),
    "CREATE_FAILED": (
        "was never made: its creation failed. Delete it in CloudFormation and deploy the"
        " application again"
    ),
    "REVIEW_IN_PROGRESS": (
        "was never made: its first change set waits in CloudFormation. Execute that,"
        " or deploy it again"
    ),
    "DELETE_FAILED": (
        "is half deleted: finish that in CloudFormation, then deploy the application again"
    ),
    "UPDATE_FAILED": (
        "stopped in the middle of an update: in CloudFormation choose Stack actions, Roll back,"
        " then read again (r)"
    ),
    "UPDATE_ROLLBACK_FAILED": (
        "could not go back after an update that failed: in CloudFormation choose Stack actions,"
        " Continue update rollback, then read again (r)"
    ),
    "IMPORT_ROLLBACK_FAILED": (
        "could not go back after an import that failed: mend it in CloudFormation, then read"
        " again (r)"
    ),
}


def compare_skills(reading: Reading, choices: Choices) -> tuple[Setting, ...]:
    """The one parameter that the migration changes.

    There is no setting where there is no such stack, and while it is being read.
    """
    stack = reading.skills_stack
    news, olds = reading.new.providers, reading.old.providers
    for part in (stack, news, olds):
        if isinstance(part, Unread):
            return (
                _setting(
                    stack,
                    None,
                    None,
                    SettingState.UNREAD,
                    reason=f"{part.operation}: {part.reason}",
                ),
            )
    if not isinstance(stack, SkillsStack) or isinstance(news, Pending) or isinstance(olds, Pending):
        return ()
    counted_on = providers_to_count_on(reading, choices.own) or frozenset()
    there = tuple(name for name in by_name(news) or {} if name in counted_on)
    coming = tuple(
        name
        for name in by_name(olds) or {}
        if name not in there and step_of(name) not in choices.left_out
    )
    wanted = (*there, *coming, COGNITO)
    held = stack.parameters.get(PARAMETER)
    if held == HIDDEN:
        why = "CloudFormation does not show it: NoEcho hides it"
        setting = _setting(stack, None, _listed(wanted), SettingState.HIDDEN, reason=why)
        return (replace(setting, asks_a_person=True),)
    if held is not None and set(wanted) <= set(names_in(held)):
        return (_setting(stack, held, held, SettingState.SAME),)
    if held is None:
        lacking = (
            "the deployed template has no such parameter:"
            " redeploy the application as described below"
        )
        return (_setting(stack, None, _listed(wanted), SettingState.MISSING, blocked=lacking),)
    if PARAMETER in stack.resolved:
        return (_from_systems_manager(stack, held, stack.resolved[PARAMETER], wanted),)
    needs = tuple(provider_setting(name) for name in coming)
    state = SettingState.DIFFERS if held else SettingState.MISSING
    return (
        _setting(
            stack,
            held or None,
            _listed(wanted),
            state,
            needs=needs,
            blocked=why_not_updatable(stack) or _why_not_this(reading, stack),
        ),
    )


def _from_systems_manager(
    stack: SkillsStack, name: str, resolved: str, wanted: tuple[str, ...]
) -> Setting:
    """A parameter that holds a name in Systems Manager: to write providers there breaks it."""
    if set(wanted) <= set(names_in(resolved)):
        return _setting(stack, resolved, resolved, SettingState.SAME)
    return _setting(
        stack,
        resolved,
        _listed(wanted),
        SettingState.DIFFERS,
        blocked=(
            f"the stack takes this from the parameter {name} of Systems Manager: set it there"
            " (Parameter Store), update the stack in CloudFormation, then read again (r)"
        ),
    )


def _why_not_this(reading: Reading, stack: SkillsStack) -> str:
    """Why the stack may be somebody else's of the same name; empty: it made a new client."""
    clients = reading.new.clients
    if isinstance(clients, Unread | Pending):
        return "whether this stack made a client of the new pool is not known"
    if any(isinstance(client, AppClient) and client.id in stack.client_ids for client in clients):
        return ""
    if any(isinstance(client, Unread) and client.id in stack.client_ids for client in clients):
        return ""
    return (
        f"the stack {stack.name} made no app client of the new pool, so that it is not this"
        " deployment's: look at it in CloudFormation"
    )


def why_not_updatable(stack: SkillsStack) -> str:
    """Why CloudFormation would take no update of the stack now; empty: it would."""
    if stack.root:
        root = stack.root.split("/")[1] if "/" in stack.root else stack.root
        return (
            f"the stack {stack.name} is nested: the stack {root} made it, and has to be updated"
            " instead, in CloudFormation"
        )
    if why := _STUCK.get(stack.status):
        return f"the stack {stack.name} {why} ({stack.status})"
    if stack.status.endswith("_IN_PROGRESS"):
        return (
            f"the stack {stack.name} is being changed ({stack.status}): wait until that has ended,"
            " then read again (r)"
        )
    return ""


def is_carried(reading: Reading, choices: Choices) -> bool:
    """Whether the stack names every provider that it should.

    Then its update brings nothing more: what a client still lacks has to come otherwise.
    """
    return any(setting.state is SettingState.SAME for setting in compare_skills(reading, choices))


def names_in(value: str) -> tuple[str, ...]:
    """The providers in a parameter's value, which stand between commas."""
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _listed(names: tuple[str, ...]) -> str:
    # With a space after the comma, as the guide has it: that is what RainMaker's template is known
    # to take.
    return ", ".join(names)


def _setting(
    stack: object,
    held: str | None,
    wanted: str | None,
    state: SettingState,
    *,
    reason: str = "",
    blocked: str = "",
    needs: tuple[str, ...] = (),
) -> Setting:
    known = isinstance(stack, SkillsStack) and PARAMETER in stack.parameters
    return Setting(
        id=SETTING,
        step=STEP,
        member=PARAMETER,
        label=PARAMETER,
        old=None,
        wanted=wanted,
        new=held,
        state=state,
        target=Target(Kind.STACK, stack.id) if known and isinstance(stack, SkillsStack) else None,
        path=("Parameters", PARAMETER),
        reason=reason,
        blocked=blocked,
        needs=needs,
        new_pool_alone=True,
    )
