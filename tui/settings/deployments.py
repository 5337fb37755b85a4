"""Several deployments in config.toml, each a table with settings of its own."""

import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from migration.defaults import NEW_POOL, OLD_POOL
from migration.errors import BadInput
from tui.settings.one_option import LOOK
from tui.settings.options import BY_NAME
from tui.spelling import did_you_mean, quoted

TABLE = "deployments"
# It names a file of the state folder, and a person types it.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
# What decides which pools are meant.
WHERE = ("profile", "region", "endpoint_url", "old_pool", "new_pool")
_DEFAULTS = {"old_pool": OLD_POOL, "new_pool": NEW_POOL}

Sections = Mapping[str, Mapping[str, Any]]


def sections_of(file: Mapping[str, Any], path: Path) -> Sections:
    """The deployments of a file, by name.

    Raises `BadInput` for a name or a key that will not do, and for two that lead to the same pools.
    """
    found: Sections = file.get(TABLE, {})
    for name, section in found.items():
        _check_name(name, path)
        if not isinstance(section, dict):
            raise BadInput(
                f"{name} in [{TABLE}] of {path} is no table: write [{TABLE}.{name}], and its"
                " settings below that."
            )
        for key in section:
            _check_key(name, key, path)
    for one, other in combinations(found, 2):
        if place_of(found[one], file) == place_of(found[other], file):
            raise BadInput(
                f"“{one}” and “{other}” in {path} lead to the same pools: give each its own"
                " profile, region or pools, or take one away."
            )
    return found


def chosen_name(asked: str, where: str, sections: Sections, path: Path) -> str:
    """The deployment that is meant: the one asked for, or the only one; empty: nobody said.

    `where` is what asked, in words. Raises `BadInput` for a name that the file does not have.
    """
    if not asked:
        return next(iter(sections)) if len(sections) == 1 else ""
    if asked in sections:
        return asked
    if not sections:
        raise BadInput(f"{where} is {quoted(asked)}, and {path} has no [{TABLE}.{_told(asked)}].")
    raise BadInput(
        f"{where} is {quoted(asked)}, and {path} has no such deployment."
        f" {did_you_mean(asked, sections)}"
    )


def another_place(given: Mapping[str, tuple[str, Any]], section: Mapping[str, Any]) -> str:
    """What stronger than the file would lead a chosen deployment to other pools; empty: nothing.

    `given` are sources and values by setting's name. The name on the screen would be a wrong one.
    """
    for name in WHERE:
        if name in given and name in section and given[name][1] != section[name]:
            where, value = given[name]
            return f"{where} is {quoted(value)}, and its own {name} is {quoted(section[name])}"
    return ""


def _check_name(name: str, path: Path) -> None:
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{path} calls a deployment {quoted(name)}: a name is up to 40 letters, digits, dots,"
            " dashes and underscores, and begins with a letter or digit."
        )


def _check_key(name: str, key: str, path: Path) -> None:
    option = BY_NAME.get(key)
    if option is None:
        known = [one for one in BY_NAME if one != "deployment"]
        raise BadInput(
            f"[{TABLE}.{name}] in {path} has the key {quoted(key)}, and Poolwalk knows no such key."
            f" {did_you_mean(key, known)}"
        )
    if option.part == LOOK or key == "deployment":
        raise BadInput(
            f"{key} in [{TABLE}.{name}] of {path} is not of one deployment: put it above all"
            " tables."
        )


def place_of(section: Mapping[str, Any], file: Mapping[str, Any]) -> str:
    """Where a deployment is: what decides which pools are meant, one on a line."""
    return "\n".join(
        str(section.get(name, file.get(name, _DEFAULTS.get(name, "")))) for name in WHERE
    )


def _told(asked: str) -> str:
    return asked if _NAME.fullmatch(asked) else "NAME"
