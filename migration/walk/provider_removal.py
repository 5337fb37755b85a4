"""Taking a provider away again that app clients still name.

AWS deletes such a provider without a word, and from then on refuses every update of a client that
names it. So the names go first, as far as this record added them; where others did, or the skills
stack, the provider stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from migration.compare.client_members import PROVIDERS
from migration.compare.setting import Kind
from migration.journal.entries import Entry
from migration.journal.record import Record
from migration.pools.documents import AppClient

_LISTED = 8  # clients in one sentence


@dataclass(frozen=True)
class AddedName:
    """A client that names the provider because of this record: the intent, and its setting."""

    client: str
    entry: Entry
    setting: str

    @property
    def line(self) -> str:
        """What taking it off means, for the person who agrees."""
        return f"{self.client}: taken off first; people who sign in to it that way are shut out"


@dataclass(frozen=True)
class Naming:
    """The clients of the new pool that name a provider."""

    provider: str
    ours: tuple[AddedName, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why the provider is not taken away; empty where it can be."""
        if not self.others:
            return ""
        shown = ", ".join(self.others[:_LISTED])
        more = f" and {len(self.others) - _LISTED} more" if len(self.others) > _LISTED else ""
        return (
            f"{self.provider} stays: {shown}{more} of the new pool"
            f" {'names' if len(self.others) == 1 else 'name'} it, and this record did not add that."
            " Without the provider AWS would refuse every update of"
            f" {'that app client' if len(self.others) == 1 else 'those app clients'}: take the name"
            " off there first (the skills stack's by undoing step 6), then undo again."
        )

    @property
    def meanwhile(self) -> str:
        """Why the provider is not taken away, though no client named it a moment ago."""
        if self.refusal or not self.ours:
            return self.refusal
        named = ", ".join(name.client for name in self.ours[:_LISTED])
        return f"{self.provider} stays: {named} names it since. Undo again to take that off first."


def removed_provider(entry: Entry, ids: Iterable[str]) -> str:
    """The provider that taking these settings back would delete; empty: none."""
    target, chosen = entry.body["target"], frozenset(ids)
    made = any(
        edit["setting"] in chosen and not edit["path"] and edit["after"] is not None
        for edit in entry.body["edits"]
    )
    return str(target["name"]) if made and target["kind"] == Kind.PROVIDER else ""


def naming(provider: str, clients: Iterable[AppClient], record: Record) -> Naming:
    """Who names the provider, and whose doing it is."""
    added = {
        str(entry.body["target"]["name"]): (entry, str(edit["setting"]))
        for entry, landed in record.undoable
        if entry.body["target"]["kind"] == Kind.CLIENT
        for edit in entry.body["edits"]
        if edit["item"] == provider
        and tuple(edit["path"]) == (PROVIDERS,)
        and edit["after"] is True
        and edit["setting"] in landed
    }
    ours: list[AddedName] = []
    others: list[str] = []
    for client in clients:
        if provider not in client.members(PROVIDERS):
            continue
        name = client.name or client.id
        if client.id in added:
            ours.append(AddedName(name, *added[client.id]))
        else:
            others.append(name)
    return Naming(provider, tuple(ours), tuple(others))
