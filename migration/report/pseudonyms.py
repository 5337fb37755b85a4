"""The pseudonyms by which a report that names nothing tells the deployment's names apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from migration.aws.vocabulary import GONE, Vocabulary
from migration.compare.setting import setting_parts
from migration.deployment.dependents import Dependents
from migration.deployment.whole_reading import Reading
from migration.journal.entries import Entry, EntryKind
from migration.pools.documents import AppClient, Domain, SkillsStack
from migration.pools.reading import Pending, Role, Unread
from migration.secret import MASK
from migration.stacks.stack import Stacks
from migration.walk.state import State

_KINDS = ("client", "provider", "person", "domain", "name", "old-pool", "new-pool", "note")
_PSEUDONYM = re.compile(rf"(?:{'|'.join(_KINDS)})(?:-\d+)?")
# What tells nobody apart: a number, a count, a day, a time, a span of days.
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,5}|\d[a-c]|\d{4}-\d\d-\d\d|\d\d:\d\d(?::\d\d)?")
_SPAN = re.compile(r"\d{1,6} (?:second|minute|hour|day)s?")
_AS_IT_IS = frozenset({"", "—", MASK, "True", "False", "yes", "no"})
_QUOTED = re.compile("“([^”]*)”")
_AROUND = "“”‘’(),;:.?!…"
NOTE, TEXT, LEFT_OUT = "a note", "a text", "left out"


class Pseudonyms:
    """Known names get one name each, notes go whole, and of the rest AWS's and our words stay."""

    def __init__(
        self,
        words: Vocabulary,
        ours: frozenset[str],
        quotes: frozenset[str],
        steps: frozenset[str],
        names: Mapping[str, str],
        notes: Iterable[str],
    ) -> None:
        self._words = words
        self._ours = ours
        self._quotes = quotes
        self._steps = steps
        self._names = {name.casefold(): pseudonym for name, pseudonym in names.items()}
        parts = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names]
        parts += [re.escape(note) for note in notes if note]
        longest_first = sorted(parts, key=len, reverse=True)
        self._known = re.compile("|".join(longest_first), re.IGNORECASE) if parts else None

    def name(self, name: str) -> str:
        """What stands for a name."""
        return self._names.get(name.casefold(), LEFT_OUT if name else "")

    def sentence(self, text: str) -> str:
        """A sentence without names, notes, addresses and ids."""
        text = _QUOTED.sub(self._quoted, text)
        if self._known is not None:
            text = self._known.sub(self._pseudonym, text)
        said: list[str] = []
        for token in text.split():
            if self._tells_nobody_apart(token):
                said.append(token)
            elif not said or said[-1] != GONE:
                said.append(GONE)
        return " ".join(said)

    def _tells_nobody_apart(self, token: str) -> bool:
        bare = token.strip(_AROUND)
        known = _PSEUDONYM.fullmatch(bare) or _NUMBER.fullmatch(bare) or bare.lower() in self._ours
        return bool(known) or self._words.sentence(token) != GONE

    def _quoted(self, found: re.Match[str]) -> str:
        """What a sentence quotes is a value, unless it is the guide's."""
        return found[0] if found[1] in self._quotes else f"“{GONE}”"

    def _pseudonym(self, found: re.Match[str]) -> str:
        return self._names.get(found[0].casefold(), NOTE)

    def value(self, text: str) -> str:
        """A value: itself where it is a word of AWS's, a number, yes or no; else that it is one."""
        if text in _AS_IT_IS or self._words.is_value(text):
            return text
        if _NUMBER.fullmatch(text) or _SPAN.fullmatch(text):
            return text
        return self._names.get(text.casefold(), TEXT)

    def member(self, path: str) -> str:
        """A member's path, in which keys that a person chose are stars."""
        return self._words.member(path)

    def step(self, step: str) -> str:
        """A step of the guide; of what a record calls otherwise, that it is left out."""
        return step if step in self._steps or not step else LEFT_OUT

    def label(self, address: str, label: str) -> str:
        """What a setting is called, where that is a word of AWS's."""
        member = [*setting_parts(address), "", ""][2]
        known = self._words.is_value(member) or "*" not in self.member(member)
        return self.sentence(label) if known else LEFT_OUT

    def setting(self, address: str) -> str:
        """The address of a setting, its client and value left out."""
        if not address:
            return ""
        step, client, member, *value = [*setting_parts(address), "", ""][: 3 + 1]
        named = client if client == "-" else self.name(client)
        known = self._words.is_value(member)
        parts = [self.step(step), named, member if known else self.member(member)]
        return "/".join([*parts, *(GONE for one in value if one)])


def pseudonyms_of(state: State, entries: Sequence[Entry], words: Vocabulary) -> Pseudonyms:
    """The pseudonyms of a deployment, for all that was read of it and all that its record names."""
    ours = " ".join(
        text
        for step in state.steps
        for text in (step.title, step.body, step.keeps, *(part.text for part in step.parts))
    )
    names: dict[str, str] = {}
    for kind, found in (
        ("client", _clients(state.reading, entries)),
        ("provider", _providers(state.reading, words)),
        ("domain", _domains(state.reading, entries)),
        ("name", _others(state.reading)),
    ):
        _give(names, kind, found)
    people = [entry.who for entry in entries] + [state.who]
    for number, who in enumerate(dict.fromkeys(people), 1):
        for form in _forms(who):
            names.setdefault(form, f"person-{number}")
    if place := state.deployment:
        for role, pool in ((Role.OLD, place.old_pool), (Role.NEW, place.new_pool)):
            names |= {name: f"{role}-pool" for name in (pool.id, pool.name) if name}
    notes = {str(entry.body["note"]) for entry in entries if entry.body.get("note")}
    own = (files("assets") / "report" / "words.txt").read_text(encoding="utf-8")
    return Pseudonyms(
        words.with_text(ours),
        frozenset(own.split()),
        frozenset(part.text for step in state.steps for part in step.parts),
        frozenset(step.id for step in state.steps),
        names,
        notes,
    )


def _give(names: dict[str, str], kind: str, found: Iterable[tuple[str, ...]]) -> None:
    """One pseudonym for all names of one thing."""
    number = 0
    for forms in found:
        known = next((names[form] for form in forms if form in names), "")
        number += not known
        names |= {form: known or f"{kind}-{number}" for form in forms if form}


def _forms(who: str) -> Iterator[str]:
    """How a caller is named: whole, without the account, and by the last part alone."""
    yield from filter(None, (who, who.split(":", 5)[-1], *who.split(":", 5)[-1].split("/")[1:]))


def _clients(reading: Reading, entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    for pool in (reading.old, reading.new):
        if not isinstance(pool.clients, Unread | Pending):
            yield from (_named(client) for client in pool.clients)
    for entry in entries:
        for edit in entry.body.get("edits", ()):
            client = [*setting_parts(str(edit["setting"])), ""][1]
            if client not in {"", "-"}:
                yield (client,)
        if entry.kind in {EntryKind.PAIRED, EntryKind.CALLBACK_ENTERED}:
            said = (entry.body.get(key) for key in ("old", "new", "client"))
            yield from ((str(name),) for name in said if name)


def _named(client: AppClient | Unread) -> tuple[str, ...]:
    return (client.name, client.id)


def _providers(reading: Reading, words: Vocabulary) -> Iterator[tuple[str, ...]]:
    """Those that a person named: Google's and Apple's are called what AWS calls their type."""
    for pool in (reading.old, reading.new):
        if not isinstance(pool.providers, Unread | Pending):
            for provider in pool.providers:
                if not words.is_value(provider.name):
                    yield (provider.name,)


def _others(reading: Reading) -> Iterator[tuple[str, ...]]:
    """What else people gave a name: stacks, authorizers, groups, resource servers."""
    if isinstance(reading.skills_stack, SkillsStack):
        yield (reading.skills_stack.name, reading.skills_stack.id)
    if isinstance(reading.stacks, Stacks):
        yield from ((stack.name,) for stack in reading.stacks.found)
    if isinstance(reading.dependents, Dependents):
        yield from ((stack.name,) for stack in reading.dependents.stacks)
        for found in reading.dependents.authorizers:
            yield from ((found.api_name, found.api), (found.name, found.id))
    for pool in (reading.old, reading.new):
        for documents in (pool.groups, pool.resource_servers):
            if not isinstance(documents, Unread | Pending):
                for one in documents:
                    named = (one.get(key) for key in ("GroupName", "Identifier", "Name"))
                    yield tuple(str(name) for name in named if name)


def _domains(reading: Reading, entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    for pool in (reading.old, reading.new):
        if isinstance(pool.domain, Domain):
            yield (pool.domain.host, pool.domain.name)
        yield from ((host,) for host in sorted(pool.hosts))
    for entry in entries:
        if entry.kind is EntryKind.PREFIX_CHOSEN:
            yield (str(entry.body["prefix"]),)
