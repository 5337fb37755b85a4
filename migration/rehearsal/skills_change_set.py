"""The skills stack's update, only looked at: a change set on the real stack, which is dropped."""

from collections.abc import Callable, Mapping
from typing import Any

from migration.aws.connection import Connection
from migration.changes.change import Beside, Edit, merged
from migration.compare.setting import Kind, Setting
from migration.compare.skills import SETTING
from migration.errors import NotAgreed, NothingToChange, PoolwalkError
from migration.rehearsal.result import Action, NotRehearsed, WriteVerdict
from migration.stacks.change_set import StackUpdate
from migration.stacks.change_set_request import change_set_request
from migration.stacks.effects import Effects

# A change set changes nothing by itself: only executing it would.
_HARMLESS = frozenset({"CreateChangeSet", "DeleteChangeSet"})


def without_execution(service: str, operation: str, _request: Mapping[str, Any]) -> str:
    """Why a write must not be sent while the stack is only looked at; empty where it may."""
    if service == "cloudformation" and operation in _HARMLESS:
        return ""
    return f"{operation} was not sent: the skills stack is only looked at. Report this mistake."


def not_looked_at(settings: Mapping[str, Setting]) -> NotRehearsed | None:
    """The stack's update, where there is one and nobody asked to look at it."""
    setting = settings.get(SETTING)
    if setting is None or not setting.to_write:
        return None
    return NotRehearsed(
        f"the skills stack's update ({setting.label})",
        "it is no part of the copies: --with-stack looks at it by a change set that is dropped",
        setting.step,
        operation="CreateChangeSet",
    )


def looked_at(
    connection: Connection,
    settings: Mapping[str, Setting],
    document: Mapping[str, Any],
    wait: Callable[[float], None],
    doing: Callable[[str], None],
) -> WriteVerdict | NotRehearsed | None:
    """What CloudFormation says that the update would do; *blocking*. None: there is none to do.

    `document` is the stack as it was read. Predicted is that app clients are modified alone.
    """
    setting = settings.get(SETTING)
    if setting is None or not setting.to_write or setting.target is None:
        return None
    edit = Edit(setting.id, setting.path, setting.new, setting.wanted)
    request = change_set_request(
        setting.target.name, document, merged(dict(document), [edit]) or {}
    )
    seen: list[Effects] = []

    def look(effects: Effects) -> bool:
        seen.append(effects)
        return False

    refused = ""
    try:
        update = StackUpdate(connection.within(without_execution), request, wait, doing, look)
        update.carry_out()
    except NotAgreed as error:
        if not seen:
            refused = str(error)
    except NothingToChange:
        return None
    except PoolwalkError as error:
        refused = str(error)
    alarms = seen[0].alarms if seen else ()
    return WriteVerdict(
        setting.step,
        Kind.STACK,
        Action.LOOKED_AT,
        "the skills stack",
        (".".join(setting.path),),
        tuple(Beside("Changes", "app clients are modified", alarm) for alarm in alarms),
        refused,
    )
