"""What an entry says that somebody did, in words that follow their name.

Ticks and writes are told otherwise in each place, and stand there.
"""

from collections.abc import Callable, Mapping

from migration.compare.member_names import setting_in_words
from migration.journal.entries import Entry, EntryKind
from migration.journal.rehearsal_record import rehearsal_in_words


def _paired(entry: Entry) -> str:
    old, new = entry.body["old"], entry.body["new"]
    return f"paired {old} with {new}" if new else f"left {old} without a pair"


def _callback(entry: Entry) -> str:
    verb = "wants" if entry.body["wanted"] else "no longer wants"
    return f"{verb} the callback {entry.body['url']} for {entry.body['client']}"


def _settled_users(entry: Entry) -> str:
    if not entry.body["note"]:
        return "took back why people may be left in the old pool"
    return f"said why the old pool may go with {entry.body['users']:,} users left in it"


def _unused(entry: Entry) -> str:
    if not entry.body["note"]:
        return f"took back why nobody will be seen at the new pool's {entry.body['name']}"
    return f"said why nobody will be seen at the new pool's {entry.body['name']}"


def _explained(entry: Entry) -> str:
    if not entry.body["note"]:
        return f"took back why the check {entry.body['check']} is not in the way"
    return f"said why the check {entry.body['check']} is not in the way"


def _rehearsed(entry: Entry) -> str:
    return f"rehearsed: {rehearsal_in_words(entry.body)}"


def _kept(entry: Entry) -> str:
    count = entry.body["settings"]
    what = "a setting" if count == 1 else f"{count} settings"
    return f"kept a plan of {what} to be reviewed, {_hash(entry)}"


def _hash(entry: Entry) -> str:
    return f"{str(entry.body['plan'])[:12]}…"


DEEDS: Mapping[EntryKind, Callable[[Entry], str]] = {
    EntryKind.PAIRED: _paired,
    EntryKind.SKILL_FIELDS_ENTERED: lambda _: "entered what Amazon never gives back",
    EntryKind.CALLBACK_ENTERED: _callback,
    EntryKind.PREFIX_CHOSEN: lambda entry: f"chose the domain prefix {entry.body['prefix']}",
    EntryKind.ACCEPTED: lambda entry: (
        f"accepted the difference {setting_in_words(entry.body['setting'])}"
    ),
    EntryKind.NOT_ACCEPTED: lambda entry: (
        f"no longer accepts {setting_in_words(entry.body['setting'])}"
    ),
    EntryKind.SKILLS_POOL_SAID: lambda entry: (
        f"said that Google Home's skill used the {entry.body['pool']} pool"
    ),
    EntryKind.API_PATH_ENTERED: lambda entry: f"entered the API path {entry.body['uri']}",
    EntryKind.USERS_SETTLED: _settled_users,
    EntryKind.CLIENT_UNUSED: _unused,
    EntryKind.CHECK_EXPLAINED: _explained,
    EntryKind.REHEARSED: _rehearsed,
    EntryKind.PLAN_MADE: _kept,
    EntryKind.PLAN_APPROVED: lambda entry: f"approved the plan {_hash(entry)}",
}
