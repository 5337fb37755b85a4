"""Step 4: what each old app client has that its new one lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from weakref import ref

from migration.compare.choices import Choices
from migration.compare.client_addresses import addresses_of
from migration.compare.client_members import (
    CALLBACKS,
    LISTS,
    PROVIDERS,
    STEP,
    Around,
    listed_items,
    single_member,
    single_members,
)
from migration.compare.compared_parts import ComparedParts
from migration.compare.domain import new_host
from migration.compare.member_names import in_words
from migration.compare.moved_addresses import Move, named_clients
from migration.compare.pairing import Client, Pair, pair_clients
from migration.compare.provider_identity import providers_to_count_on
from migration.compare.provider_steps import by_name
from migration.compare.setting import Setting, setting_id, varied
from migration.compare.setting_state import SettingState
from migration.compare.skills import STEP as SKILLS_STEP
from migration.compare.skills import is_carried
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, SkillsStack
from migration.pools.reading import Pending, Unread

ALEXA_CLIENT, GOOGLE_ACTION_CLIENT = "esp-rainmaker-alexa-skill", "esp-rainmaker-google-action"
# The voice assistants' own app clients, each with the step of its console.
SKILL_STEPS: Mapping[str, str] = {ALEXA_CLIENT: "7a", GOOGLE_ACTION_CLIENT: "7b"}
SKILL_CLIENTS = frozenset(SKILL_STEPS)


def pairs_of(reading: Reading, choices: Choices) -> tuple[Pair, ...]:
    """The pairs of clients, or nothing while either list is unread or awaited."""
    old, new = reading.old.clients, reading.new.clients
    if isinstance(old, Unread | Pending) or isinstance(new, Unread | Pending):
        return ()
    return _LAST_PAIRS.of(reading, old, new, choices.pairs)


class _LastPairs:
    """The pairs of the reading that was asked about last: one comparison asks five times."""

    def __init__(self) -> None:
        self._kept: tuple[ref[Reading], Mapping[str, str], tuple[Pair, ...]] | None = None

    def of(
        self,
        reading: Reading,
        old: Sequence[Client],
        new: Sequence[Client],
        said: Mapping[str, str],
    ) -> tuple[Pair, ...]:
        """The pairs of these very clients. From any thread: what is kept is replaced whole."""
        kept = self._kept
        if kept is not None and kept[0]() is reading and kept[1] == said:
            return kept[2]
        pairs = pair_clients(old, new, said)
        self._kept = ref(reading, self._forget), dict(said), pairs
        return pairs

    def _forget(self, gone: ref[Reading]) -> None:
        """What was read and is nowhere else is not kept in memory for this."""
        if self._kept is not None and self._kept[0] is gone:
            self._kept = None


_LAST_PAIRS = _LastPairs()


def compare_clients(
    reading: Reading, choices: Choices, compared: ComparedParts
) -> tuple[Setting, ...]:
    """The settings of step 4, from DescribeUserPoolClient of every client of both pools.

    None while either list is not read yet.
    """
    for part in (reading.old.clients, reading.new.clients):
        if isinstance(part, Unread):
            return (_unread("", part.operation, part.reason),)
    providers, olds = providers_to_count_on(reading, choices.own), by_name(reading.old.providers)
    scopes = reading.new.resource_scopes
    around = Around(
        new_providers=None if providers is None else providers | {"COGNITO"},
        old_providers=None if olds is None else frozenset(olds) | {"COGNITO"},
        new_scopes=None if isinstance(scopes, Unread | Pending) else scopes,
        move=move_of(reading, choices),
        left_out=choices.left_out,
    )
    settings: list[Setting] = []
    for pair in pairs_of(reading, choices):
        left_to, why = ownership(reading, choices, pair)
        own = tuple(choices.callbacks.get(pair.key, ()))
        said = (pair.confirmed, pair.left_out, pair.problem, own)
        about = (STEP, pair.key, said, around, left_to, why)
        settings += compared.made(
            about, (pair.old, pair.new), partial(_pair, pair, around, left_to, why, own)
        )
    return tuple(settings)


def move_of(reading: Reading, choices: Choices) -> Move:
    """What becomes of addresses that lead to the old pool's login pages."""
    pairs = pairs_of(reading, choices)
    news = {
        pair.old.id: pair.new.id if pair.new is not None and pair.confirmed else ""
        for pair in pairs
    }
    # Of a thousand clients only those that some address names: what is equal is not compared again.
    named = {
        id_: news[id_]
        for pair in pairs
        if isinstance(pair.old, AppClient)
        for url in addresses_of(pair.old)
        for id_ in named_clients(url, news)
    }
    return Move(reading.old.hosts, new_host(reading), tuple(named.items()))


def ownership(reading: Reading, choices: Choices, pair: Pair) -> tuple[str, str]:
    """The step that a stack-owned client is left to ("" none), and why.

    Once that step is done, what the stack did not bring can be applied, with the warning that the
    stack may undo it.
    """
    if not isinstance(pair.new, AppClient):
        return "", ""
    stack, finished = reading.skills_stack, SKILLS_STEP in choices.finished
    if isinstance(stack, SkillsStack):
        if pair.new.id not in stack.client_ids:
            hidden = stack.refused and pair.new.name in SKILL_CLIENTS and not finished
            unseen = f"whether a stack made this client could not be read: {stack.refused}"
            return (SKILLS_STEP, unseen) if hidden else ("", "")
        if finished or is_carried(reading, choices):
            return (
                "",
                f"the stack {stack.name} made this client: its next update may take this back",
            )
        return SKILLS_STEP, f"the stack {stack.name} made this client"
    if stack is None or pair.new.name not in SKILL_CLIENTS or finished:
        return "", ""
    unknown = (
        f"could not be read: {stack.reason}" if isinstance(stack, Unread) else "is still being read"
    )
    return SKILLS_STEP, f"whether the skills stack made this client {unknown}"


def _pair(
    pair: Pair, around: Around, left_to: str, why: str, own: tuple[str, ...]
) -> list[Setting]:
    if pair.left_out:
        return []
    for client, pool in ((pair.old, "old"), (pair.new, "new")):
        if isinstance(client, Unread):
            return [_unread(pair.key, client.operation, f"in the {pool} pool: {client.reason}")]
    if not isinstance(pair.old, AppClient) or not isinstance(pair.new, AppClient):
        return [_unpaired(pair)]
    blocked = (
        why
        if left_to
        else ""
        if pair.confirmed
        else pair.problem or "confirm first which new client this is (p)"
    )
    settings: list[Setting] = []
    template = single_member(pair.key, pair.new, "", None, None, None, SettingState.SAME, "")
    for member in LISTS:
        entered = own if member == CALLBACKS else ()
        settings += listed_items(template, pair.old, pair.new, member, around, blocked, entered)
    settings += single_members(pair.key, pair.old, pair.new, around, blocked)
    if left_to:
        return [_stacks_own(setting, left_to, why) for setting in settings]
    if not pair.confirmed:
        settings = [varied(setting, unpaired=True) for setting in settings]
    # `replace` costs more than all the rest of a setting: only where it changes something.
    return [
        replace(setting, reason=why) if why and setting.to_do and not setting.reason else setting
        for setting in settings
    ]


def _stacks_own(setting: Setting, step: str, why: str) -> Setting:
    """A setting of a client that a stack made: the stack brings the sign-in providers alone.

    All else stays here, and waits: carried over before, the stack's update may take it back.
    """
    if setting.member == PROVIDERS:
        blocked = f"{why}: step {step} brings its sign-in providers" if setting.blocked else ""
        return replace(setting, left_to=step, blocked=blocked)
    if not setting.to_do:
        return setting
    return replace(
        setting,
        waits_for=step,
        blocked=f"waits for {step}: {why}, and its next update may take this back",
    )


def _unpaired(pair: Pair) -> Setting:
    return Setting(
        id=setting_id(STEP, pair.key, "ClientName"),
        step=STEP,
        member="ClientName",
        label=in_words("ClientName"),
        old=pair.old.name or pair.old.id,
        wanted=pair.old.name or pair.old.id,
        new=None,
        state=SettingState.MISSING,
        client=pair.key,
        blocked=pair.problem
        or "the new pool has no app client of this name: pair it with one, or leave it out (p)",
    )


def _unread(client: str, operation: str, reason: str) -> Setting:
    return Setting(
        id=setting_id(STEP, client, operation),
        step=STEP,
        member=operation,
        label="app client" if client else "app clients",
        old=None,
        wanted=None,
        new=None,
        state=SettingState.UNREAD,
        client=client,
        reason=reason,
    )
