"""Whether the copies show all that production has to carry over: what they do not is said."""

from collections.abc import Iterable
from itertools import groupby

from migration.compare.setting import Setting
from migration.rehearsal.result import NotRehearsed

_WHY = "what it rests on is not in the copies"


def not_covered(
    production: Iterable[Setting], copies: Iterable[Setting], steps: Iterable[str]
) -> tuple[NotRehearsed, ...]:
    """What production has to write in these steps and the copies have not: a line a client.

    A setting is known again by its step, client and member: its value can lead elsewhere there.
    """
    shown = {_place(setting) for setting in copies if setting.to_do or setting.to_write}
    lacking = [
        setting
        for setting in production
        if setting.to_write and setting.step in steps and _place(setting) not in shown
    ]
    found = []
    for (step, client), settings in groupby(lacking, key=lambda one: (one.step, one.client)):
        labels = ", ".join(dict.fromkeys(setting.label for setting in settings))
        found.append(NotRehearsed(f"{labels} of {client}" if client else labels, _WHY, step))
    return tuple(found)


def _place(setting: Setting) -> tuple[str, str, str]:
    # A provider's name is its member; a callback's value is none.
    return setting.step, setting.client, setting.member
