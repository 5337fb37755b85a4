"""Versions of apps: which of those that a store tells of are the named one or a later one."""

import re

_DOTTED = re.compile(r"\d+(?:\.\d+)*")
_NAMED = re.compile(r"[vV]?(\d+(?:\.\d+)*)(?: \((\d+(?:\.\d+)*)\))?")


def numbers(version: str) -> tuple[int, ...] | None:
    """A version as numbers, without zeros at its end; None where it is not dotted numbers."""
    if not _DOTTED.fullmatch(version) or len(version) > 64:
        return None
    found = [int(part) for part in version.split(".")]
    while len(found) > 1 and found[-1] == 0:
        found.pop()
    return tuple(found)


def version_in(label: str) -> str:
    """The version that a release's name says; "" where it says none.

    Google Play names a release "330 (3.3.0)" unless a person gives it another name.
    """
    found = _NAMED.fullmatch(label.strip())
    return (found[2] or found[1]) if found else ""


def is_at_least(version: str, named: str) -> bool:
    """Whether a version is the named one or a later one; one of another form never is."""
    held, wanted = numbers(version), numbers(named)
    return held is not None and wanted is not None and held >= wanted
