"""Which new app client each old one's settings go to (guide's step 4).

Client names are not unique in Cognito, and the main client is called differently in the two pools:
so a pair is made by name only where the name is unique, a main client's pair is suggested and waits
for a person, and what a person said counts before all else.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migration.number_words import number_of
from migration.pools.documents import AppClient
from migration.pools.reading import Unread

MAIN_CLIENT = "rainmaker-user-pool-client"
LEFT_OUT = ""

Client = AppClient | Unread


@dataclass(frozen=True)
class Pair:
    """An old client and where its settings go.

    `key` names the old client in setting ids: its name, or its id where two share a name. `why`
    says what a suggestion rests on; empty where it is none.
    """

    key: str
    old: Client
    new: Client | None
    confirmed: bool  # by equal names or by a person; a suggestion is not
    left_out: bool = False
    problem: str = ""
    why: str = ""


@dataclass(frozen=True)
class PairChoices:
    """The new clients that could be the pair of an old one.

    `likeliest` is the one that it is now, that is suggested, or the first that no other old client
    goes to ("" there is none). `taken` has, by new client, the other old one that goes there. `why`
    says what the suggestion rests on; empty where there is none.
    """

    names: tuple[str, ...]
    likeliest: str = ""
    is_suggested: bool = False
    taken: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    @classmethod
    def of(cls, old: str, pairs: Sequence[Pair], news: Mapping[str, Client]) -> "PairChoices":
        """What could become of the old client with this key."""

        def named(client: Client) -> str:
            return next((name for name, one in news.items() if one is client), "")

        others = (pair for pair in pairs if pair.key != old and pair.confirmed and pair.new)
        taken = {named(pair.new): pair.key for pair in others if pair.new is not None}
        own = next((pair for pair in pairs if pair.key == old), None)
        current = named(own.new) if own is not None and own.new is not None else ""
        if current and current not in taken:
            return cls(tuple(news), current, True, taken, own.why if own is not None else "")
        free = (name for name in news if name not in taken)
        return cls(tuple(news), next(free, ""), False, taken)


def client_keys(clients: Sequence[Client]) -> dict[str, Client]:
    """Clients by name; those that share a name by id."""
    counted = Counter(client.name for client in clients)
    return {
        client.name if client.name and counted[client.name] == 1 else client.id: client
        for client in clients
    }


def _named(clients: Mapping[str, Client], name: str) -> Client | None:
    return clients.get(name) or next(
        (client for client in clients.values() if client.id == name), None
    )


def is_main(pair: Pair) -> bool:
    """Whether this is the client that the company's own apps use, by RainMaker's name for it.

    That name is the old pool's.
    """
    return pair.old.name == MAIN_CLIENT


def pair_clients(
    old: Sequence[Client], new: Sequence[Client], said: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Pair every old client.

    `said` maps an old client's key or id to the new one's name or id, or to "" to leave it out.
    What was said last of a client counts. A new client goes to one old one alone.
    """
    olds, news = client_keys(old), client_keys(new)
    taken = {id(found) for name in said.values() if name and (found := _named(news, name))}
    pairs: dict[str, Pair] = {}
    for key, client in olds.items():
        answer = next(
            (
                new_name
                for named, new_name in reversed(list(said.items()))
                if named in {key, client.id}
            ),
            None,
        )
        if answer is not None:
            found = _named(news, answer) if answer else None
            problem = (
                f"the new pool has no app client “{answer}”: pair it with another one (p)"
                if answer and not found
                else ""
            )
            other = next(
                (pair.key for pair in pairs.values() if found is not None and pair.new is found), ""
            )
            problem = problem or (
                f"“{answer}” is paired with “{other}” already: pair it with another one (p)"
                if other
                else ""
            )
            pairs[key] = Pair(
                key,
                client,
                found,
                confirmed=not problem,
                left_out=answer == LEFT_OUT,
                problem=problem,
            )
        elif key == client.name and key in news and id(news[key]) not in taken:
            pairs[key] = Pair(key, client, news[key], confirmed=True)
            taken.add(id(news[key]))
    free = [client for client in news.values() if id(client) not in taken]
    lone = [key for key in olds if key not in pairs]
    for key in lone:
        suggestion, why = _suggestion(olds[key], free, only=len(lone) == 1)
        pairs[key] = Pair(key, olds[key], suggestion, confirmed=False, why=why)
    return tuple(pairs[key] for key in olds)


def _suggestion(old: Client, free: Sequence[Client], *, only: bool) -> tuple[Client | None, str]:
    """The new pool's client that an unpaired old one most likely became, and why it is that one.

    One is suggested for the main client, and where only one is left.
    """
    if not free or (old.name != MAIN_CLIENT and not (only and len(free) == 1)):
        return None, ""

    def shared(client: Client) -> int:
        if isinstance(old, AppClient) and isinstance(client, AppClient):
            return len(set(old.members("CallbackURLs")) & set(client.members("CallbackURLs")))
        return 0

    def likeness(client: Client) -> tuple[int, int, str]:
        return shared(client), "client" in client.name, client.name

    likeliest = max(free, key=likeness)
    reasons = []
    if shared(likeliest):
        reasons.append(f"it has {number_of(shared(likeliest), 'callback URL')} of the old one")
    if len(free) == 1:
        reasons.append("no other client of the new pool is free")
    elif not reasons:
        reasons.append("it is the likeliest by its name: no free one has a callback of the old one")
    return likeliest, " and ".join(reasons)
