"""Step 9: what else of the account rests on the old pool, and whether the new one is there too.

Poolwalk writes none of it: a person changes it where it is made, or says why it is right.
"""

from collections.abc import Iterator

from migration.compare.setting import Setting, Value, setting_id
from migration.compare.setting_state import SettingState
from migration.deployment.dependents import Dependents, ImportingStack
from migration.deployment.whole_reading import Reading
from migration.pools.reading import Pending, Unread
from migration.stacks.stack import is_rainmakers

STEP = "9"
IMPORTS, AUTHORIZER, ISSUER = "Imports", "providerARNs", "jwtConfiguration"
_LETS_IN = "lets its users in"
# The READMEs of Espressif's esp-rainmaker-admin-cli and esp-rainmaker-oauth2-integration name both.
SUPPORT = "your ESP RainMaker contact, or esp-rainmaker-support@espressif.com"
_OWN = (
    "a stack of RainMaker's own, changed by an upgrade of Espressif's alone: before you delete the"
    f" old pool, send its name to {SUPPORT}, and ask whether it does without that"
)
_OF_STACK = (
    "Poolwalk does not write this: let the stack take the new pool as a parameter, or delete it;"
    " or say why it is right (x)"
)
_OF_API = (
    "Poolwalk does not write this: add the new pool to the authorizer in API Gateway and deploy the"
    " API again; or say why it is right (x)"
)
_OF_HTTP_API = (
    "Poolwalk does not write this: an authorizer of an HTTP API takes the tokens of one pool. Make"
    " one for the new pool in API Gateway, with its client's id as the audience, and put it on the"
    " routes; or say why it is right (x)"
)


def compare_dependents(reading: Reading) -> tuple[Setting, ...]:
    """A setting for each importing stack and each authorizer that names the old pool.

    None while that is not read yet.
    """
    dependents = reading.dependents
    if isinstance(dependents, Pending):
        return ()
    if isinstance(dependents, Unread):
        return (_unread(dependents),)
    return (
        *(_stack(stack) for stack in dependents.stacks),
        *_authorizers(dependents),
        *(_unread(part) for part in dependents.unread),
    )


def rests_with_rainmaker(reading: Reading) -> bool:
    """Whether a stack of RainMaker's own is known to rest on the old pool."""
    found = reading.dependents
    stacks = found.stacks if isinstance(found, Dependents) else ()
    return any(is_rainmakers(stack.name) for stack in stacks)


def _stack(stack: ImportingStack) -> Setting:
    own = is_rainmakers(stack.name)
    return _setting(
        setting_id(STEP, "", IMPORTS, f"{stack.export}/{stack.name}"),
        IMPORTS,
        stack.name,
        f"imports {stack.export}",
        None,
        SettingState.EXPECTED if own else SettingState.MISSING,
        reason=_OWN if own else "",
        blocked="" if own else _OF_STACK,
        asks_a_person=own,
    )


def _authorizers(dependents: Dependents) -> Iterator[Setting]:
    old, new = dependents.old_pool, dependents.new_pool
    for found in dependents.authorizers:
        if old in found.pools:
            both = new in found.pools
            member = ISSUER if found.by_issuer else AUTHORIZER
            why = _OF_HTTP_API if found.by_issuer else _OF_API
            yield _setting(
                setting_id(STEP, "", member, f"{found.api}/{found.id}"),
                member,
                f"{found.api_name}: {found.name}",
                _LETS_IN,
                _LETS_IN if both else None,
                SettingState.SAME if both else SettingState.MISSING,
                blocked="" if both else why,
            )


def _setting(
    id_: str,
    member: str,
    label: str,
    old: Value,
    new: Value,
    state: SettingState,
    *,
    reason: str = "",
    blocked: str = "",
    asks_a_person: bool = False,
) -> Setting:
    return Setting(
        id=id_,
        step=STEP,
        member=member,
        label=label,
        old=old,
        wanted=new,
        new=new,
        state=state,
        reason=reason,
        blocked=blocked,
        asks_a_person=asks_a_person,
    )


def _unread(part: Unread) -> Setting:
    return Setting(
        id=setting_id(STEP, "", part.operation, part.id or part.name),
        step=STEP,
        member=part.operation,
        label=part.name or part.operation,
        old=None,
        wanted=None,
        new=None,
        state=SettingState.UNREAD,
        reason=part.reason,
    )
