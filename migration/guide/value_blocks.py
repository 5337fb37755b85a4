"""All values of a step at once, in the form that their target wants.

That is lines of a properties file, or entries of a property list.
"""

import plistlib
from collections.abc import Callable, Mapping, Sequence
from textwrap import dedent
from typing import Any

import javaproperties

from migration.guide.page import PasteValue
from migration.guide.paste_values import paste_values
from migration.guide.placeholder_values import Known
from migration.guide.step import BlockForm, Step
from migration.number_words import number_of
from migration.secret import Secret

# in a field's name: what stands before it is the group of a property list that holds the field
GROUP = " > "

# The iOS app reads `User Pool` as a number, and passes over the text "2" (`Configuration.swift` of
# its public sources).
Entry = tuple[str, str | int]
# What of a form looks like a mistake, and is none.
_TOLD = {BlockForm.PROPERTIES: "A backslash before a colon belongs there: Java reads it so."}


def block_of(step: Step, known: Known) -> PasteValue | None:
    """The step's values as one text, or None where the step has no block.

    One value that is lacking leaves the whole without a value, and says what it needs; one secret
    makes the whole a secret.
    """
    if step.block is None:
        return None
    name, written = _FORMS[step.block]
    values = paste_values(step, known)
    secret = any(value.secret for value in values)
    lacking = dict.fromkeys(value.needs for value in values if value.value is None)
    field = f"{number_of(len(values), 'value')} for {name}"
    if lacking or not values:
        return PasteValue(field, None, " and ".join(lacking), secret)
    fixed = fixed_fields(step)
    text = written(
        [
            (value.field, int(str(value.value)) if value.field in fixed else _text(value))
            for value in values
        ]
    )
    value = Secret.holding(text) if secret else text
    return PasteValue(field, value, secret=secret, use=_TOLD.get(step.block, ""))


def fixed_fields(step: Step) -> frozenset[str]:
    """The fields whose value the step's file gives as bare digits.

    They are numbers where the form has numbers.
    """
    return frozenset(template.field for template in step.values if template.template.isdecimal())


def _text(value: PasteValue) -> str:
    return value.value.reveal() if isinstance(value.value, Secret) else str(value.value)


def properties_lines(entries: Sequence[Entry]) -> str:
    """`key=value` lines as `java.util.Properties` reads them.

    A colon, a backslash and what is not ASCII are escaped.
    """
    return "".join(
        f"{javaproperties.join_key_value(key, str(value), separator='=')}\n"
        for key, value in entries
    )


def environment_lines(entries: Sequence[Entry]) -> str:
    """`NAME=value` lines as dotenv reads them: none of these values needs quotes."""
    return "".join(f"{name}={value}\n" for name, value in entries)


def plist_entries(entries: Sequence[Entry]) -> str:
    """What stands between the outermost `<dict>` and `</dict>` of an XML property list.

    Fields of one group stand in one `<dict>`.
    """
    tree: dict[str, Any] = {}
    for field, value in entries:
        *groups, key = field.split(GROUP)
        place = tree
        for group in groups:
            place = place.setdefault(group, {})
        place[key] = value
    lines = plistlib.dumps(tree, sort_keys=False).decode().splitlines(keepends=True)
    first, last = lines.index("<dict>\n"), len(lines) - lines[::-1].index("</dict>\n") - 1
    return dedent("".join(lines[first + 1 : last]))


_FORMS: Mapping[BlockForm, tuple[str, Callable[[Sequence[Entry]], str]]] = {
    BlockForm.PROPERTIES: ("local.properties", properties_lines),
    BlockForm.ENVIRONMENT: ("the Home app's .env", environment_lines),
    BlockForm.PLIST: ("Configuration.plist", plist_entries),
}
