"""Opens a walkthrough on the two copies, in which all is entered as it is in production's."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from migration.aws.connection import Connection
from migration.checks.host_pace import HostPace
from migration.compare.clients import pairs_of
from migration.compare.pairing import client_keys
from migration.compare.provider_steps import APPLE_TYPE
from migration.compare.setting import Setting
from migration.deployment_request import Request
from migration.errors import BadInput, StateUnusable
from migration.guide.step import StepState
from migration.pools.documents import IdentityProvider, SkillsStack
from migration.pools.reading import PoolReading, Role
from migration.rehearsal.copies.copier import Copier
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walk.state import State
from migration.walkthrough import Walkthrough

_NO_KEY_ID = "REHEARSAL0"
# A part of a second between two questions to a copy's own login pages, where nobody feels them.
_APART = 0.25


def opened_on_copies(
    state: State,
    copier: Copier,
    connection: Connection,
    folder: Path,
    clock: Callable[[], datetime],
    settings: Sequence[Setting],
) -> Walkthrough:
    """A walkthrough of the copies that were made, read, with a record of its own; *blocking*.

    `state` and `settings` are production's, `folder` is where the record goes.
    Whoever asks for it closes it. Raises a `PoolwalkError`.
    """
    request = Request(
        region=state.region,
        old_pool=copier.pool_of(Role.OLD),
        new_pool=copier.pool_of(Role.NEW),
        pairs=_pairs(state, copier),
        state_folder=folder,
        credentials=state.request.credentials,
        check_hosts=state.request.check_hosts,
        dashboard_url=state.request.dashboard_url,
    )
    walkthrough = Walkthrough(
        request, state.steps, clock, HostPace(part=_APART), connection=connection
    )
    try:
        walkthrough.connect()
        walkthrough.reader.read(attached=False)
        walkthrough.reader.read_attached()
        if walkthrough.state.read_only:
            raise StateUnusable(walkthrough.state.read_only_reason)
        walkthrough.entered.choose_prefix(copier.name_of(Role.NEW))
        _enter_apple_key(walkthrough)
        for step, tick in state.record.ticks.items():
            if tick.verdict is StepState.NOT_APPLICABLE:
                walkthrough.checklist.not_applicable(step, tick.note or "as in production")
        _accept_second_apps(walkthrough, state, settings)
    except BaseException:
        walkthrough.close()
        raise
    return walkthrough


def stack_of_copies(state: State, copier: Copier) -> SkillsStack | None:
    """The skills stack as the copies have it: it owns the copies of its clients."""
    stack, copies = state.reading.skills_stack, copier.counterparts.clients
    if not isinstance(stack, SkillsStack):
        return None
    owned = frozenset(copies[client] for client in stack.client_ids if client in copies)
    return replace(stack, client_ids=owned)


def _enter_apple_key(walkthrough: Walkthrough) -> None:
    """A made-up key by the id that the new copy has, as in production; else by the old one's."""
    reading = walkthrough.state.reading
    for provider in (*_apples(reading.new), *_apples(reading.old))[:1]:
        key_id = str(provider.details.get("key_id") or _NO_KEY_ID)
        try:
            walkthrough.entered.supply_apple_key(made_up_apple_key(), key_id)
        except BadInput:  # a key id of another form: the walk says that the key lacks
            walkthrough.entered.supply_apple_key(made_up_apple_key(), _NO_KEY_ID)


def _accept_second_apps(
    walkthrough: Walkthrough, state: State, settings: Sequence[Setting]
) -> None:
    """What a person accepted of second apps and wrappers, where the copies have the same.

    The copies' secrets are made up: of them it is known alone that they differ, as production's do.
    """
    for known in settings:
        if not known.acceptable or not known.accepted:
            continue
        said = state.record.accepted.get(known.id)  # None: said since `state` was taken
        copied = {one.id: one for one in walkthrough.pages.settings()}.get(known.id)
        if said is None or copied is None or not walkthrough.reasons.can_accept(copied):
            continue
        if known.secret or (copied.old, copied.new) == (known.old, known.new):
            walkthrough.reasons.accept(known.id, said.note)


def _apples(pool: PoolReading) -> list[IdentityProvider]:
    providers = pool.providers if isinstance(pool.providers, tuple) else ()
    read = (provider for provider in providers if isinstance(provider, IdentityProvider))
    return [provider for provider in read if provider.type == APPLE_TYPE]


def _pairs(state: State, copier: Copier) -> tuple[tuple[str, str], ...]:
    """Production's pairs, the suggested ones too, as far as both clients were copied."""
    reading, copies = state.reading, copier.counterparts.clients
    keys = {
        client.id: copies.get(key, key)
        for role in Role
        if isinstance(clients := reading.of(role).clients, tuple)
        for key, client in client_keys(clients).items()
    }
    found: list[tuple[str, str]] = []
    for pair in pairs_of(reading, state.choices):
        if pair.old.id not in copies:
            continue
        new = pair.new.id if pair.new is not None and not pair.left_out else ""
        left_out = pair.left_out or (pair.new is not None and new not in copies)
        if left_out or new:
            found.append((keys[pair.old.id], "" if left_out else keys[new]))
    return tuple(found)
