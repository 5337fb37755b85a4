"""Edits and what a resource holds of them, in a person's words: secrets as dots."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from migration.aws.safe_text import clean
from migration.aws.secret_members import is_secret
from migration.changes.change import Beside, Change, Document, Edit, plain
from migration.changes.write_report import Result, Values, WriteReport
from migration.compare.open_values import last_of, open_value, told_apart
from migration.compare.setting import Value
from migration.pools.documents import masked
from migration.secret import MASK, Secret

SHORT = 80  # characters of a value in a sentence
NAMED = 6  # changes of others in one sentence
_NOTHING = "nothing"
_LATER = "Whether it will is not known: read again (r), which finds out."
_ONCE_KNOWN = "is there; it can be undone once it is known what became of the rest of the write"

OTHERS_KEEP_WRITING = (
    "Nothing was sent: others of the team recorded something each time that it was about to be. Try"
    " again."
)
ALREADY = "was so already, by somebody else"
OLDER = (
    "Nothing was sent: AWS still shows this as it was before the last write to it. Try again in a"
    " minute."
)
UNCERTAIN = "Whether it arrived is not known: read again (r), which finds out."


def stale_words(edit: Edit, document: Document | None) -> str:
    """Why an edit is not sent: somebody changed its member; with the three values."""
    values = (edit.seen, edit.held_by(document), edit.wanted)
    seen, now, wanted = told_apart(values, (_shown(edit, value) for value in values))
    return (
        f"Changed by somebody since it was read: seen {seen}, now {now}, intended {wanted}. Read"
        " again (r), then decide."
    )


def _not_shown(edit: Edit, document: Document | None) -> Result:
    """An edit that AWS said yes to, and that the resource does not hold."""
    values = (edit.held_by(document), edit.wanted)
    held, wanted = told_apart(values, (_shown(edit, value) for value in values))
    why = f"AWS accepted it but does not show it: it should hold {wanted} and holds {held}."
    return Result(edit.setting, why, values_of(edit, document))


def not_shown_yet(
    change: Change, shown: Sequence[Edit], after: Document | None, others: Sequence[Beside]
) -> WriteReport:
    """What AWS said yes to and does not show: unknown, and not failed, since it can show later.

    No outcome is recorded: the readings after this one ask the pool, and finish the record.
    """
    lacking = [_not_shown(edit, after) for edit in change.edits if edit not in shown]
    words = " ".join(filter(None, (_LATER, beside_words(others))))
    return WriteReport(
        applied=tuple(Result(edit.setting, _ONCE_KNOWN) for edit in shown),
        failed=tuple(
            replace(result, reason=f"{result.reason} {words}", unknown=True) for result in lacking
        ),
    )


OTHERWISE_NOW = "It would be written otherwise now: look at it again."


def would_be(shown: Edit, now: Edit) -> str:
    """What an edit would write by now, beside what was shown of it."""
    was, would = _shown(shown, shown.wanted), _shown(now, now.wanted)
    if was == would:
        return OTHERWISE_NOW
    return f"Shown was {was}, and it would be {would} now."


def values_of(edit: Edit, document: Document | None) -> Values:
    """An edit's three values whole, for a person to compare."""
    held: Any = edit.held_by(document)
    meant = edit.wanted if isinstance(edit.wanted, Mapping) else edit.seen
    if not edit.path and isinstance(held, Mapping) and isinstance(meant, Mapping):
        # without what AWS derives
        held = {name: value for name, value in held.items() if name in meant}
    values = (edit.seen, held, edit.wanted)
    return Values(*told_apart(values, (_whole(edit, value) for value in values)))


def _whole(edit: Edit, value: Value) -> str:
    if value is None or (edit.item and not value):
        return ""
    if edit.item:
        return edit.item
    if _is_secret(edit):
        return MASK
    shown = open_value(last_of(edit.path), masked(value) if isinstance(value, Mapping) else value)
    return (
        shown
        if isinstance(shown, str)
        else json.dumps(plain(shown, reveal=False), indent=2, ensure_ascii=False, default=str)
    )


def _shown(edit: Edit, value: object) -> str:
    """A value in a sentence: short, and a secret as dots whatever it came as."""
    if value is None or value is False:
        return "nothing"
    if value is True and edit.item:
        return f"“{edit.item}”"
    if not edit.path:
        return "something"
    return "another secret" if _is_secret(edit) else _short(open_value(edit.path[-1], value))


def in_words(value: object) -> str:
    """A value before a yes, whole: secrets as dots, and what is not there as “nothing”."""
    shown = plain(value, reveal=False)
    if isinstance(shown, list | tuple):
        return ", ".join(map(in_words, shown)) or _NOTHING
    return _NOTHING if shown is None or shown == "" else str(shown)


def becoming(member: str, seen: object, wanted: object) -> str:
    """What a member holds and what it will hold, before a yes."""
    values = (seen, wanted)
    was, then = told_apart(values, (in_words(open_value(member, value)) for value in values))
    if was == _NOTHING:
        return f"not set yet, becomes {then}"
    return f"{was} is taken away" if then == _NOTHING else f"{was} becomes {then}"


def _is_secret(edit: Edit) -> bool:
    return is_secret(edit.path)


def unknown_words(members: Sequence[str]) -> str:
    """Why a resource is not written that has members which botocore does not know."""
    named = ", ".join(clean(member) for member in members[:NAMED])
    return (
        f"Not sent: AWS answers with {named}, which this botocore ({version('botocore')}) does not"
        " know, and a write resets what it leaves out. Update Poolwalk and botocore first."
    )


def beside_words(others: Sequence[Beside]) -> str:
    """What changed beside a write, with its values; empty where nothing did."""
    if not others:
        return ""
    told = [became(other) for other in others[:NAMED]]
    more = f", and {len(others) - NAMED} more" if len(others) > NAMED else ""
    return f"Look at it: {', '.join(told)}{more}. Nobody asked for that here."


def became(other: Beside) -> str:
    """One member that changed beside a write, and how."""
    was, now = open_sides(other)
    if isinstance(was, Secret) or isinstance(now, Secret):
        return f"{other.member} is another secret now"
    if isinstance(was or (), tuple) and isinstance(now or (), tuple):
        come = [f"has {_short(item)} now" for item in now or () if item not in (was or ())]
        gone = [f"lost {_short(item)}" for item in was or () if item not in (now or ())]
        return f"{other.member} {' and '.join([*come, *gone])}"
    before, after = told_apart((other.was, other.now), (_short(was), _short(now)))
    return f"{other.member} was {before} and is {after}"


def open_sides(other: Beside) -> tuple[Any, Any]:
    """What may be seen of both values of a member."""
    member = other.member.rpartition(".")[2]
    return open_value(member, other.was), open_value(member, other.now)


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    text = str(plain(value, reveal=False))
    return f"“{text[:SHORT]}…”" if len(text) > SHORT else f"“{text}”"


def all_failed(
    edits: Sequence[Edit], why: str, *, unknown: bool = False, declined: bool = False
) -> WriteReport:
    """None of these edits arrived, for one reason; `unknown`: whether one did is not known.

    `declined`: a person was asked, and said no.
    """
    return WriteReport(
        failed=tuple(Result(one.setting, why, unknown=unknown, declined=declined) for one in edits)
    )
