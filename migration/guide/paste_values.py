"""What a step's file says with placeholders, filled in: values to paste, its text, an address."""

from dataclasses import replace

from migration.guide.page import PasteValue
from migration.guide.placeholder_values import Filled, Known, Lacking
from migration.guide.placeholders import PLACEHOLDER, SECRET_PLACEHOLDERS
from migration.guide.step import Step, ValueTemplate
from migration.secret import Secret


def paste_value(template: ValueTemplate, known: Known) -> PasteValue:
    """One value to paste: whole, or None with what it needs.

    One secret part makes the whole a secret.
    """
    parts = {name: known.fill(name) for name in PLACEHOLDER.findall(template.template)}
    lacking = [part.what for part in parts.values() if isinstance(part, Lacking)]
    secret = template.secret or any(name in SECRET_PLACEHOLDERS for name in parts)
    why = " ".join(filter(None, map(known.reason, parts)))
    needs = " and ".join(dict.fromkeys(lacking))
    value = PasteValue(template.field, None, needs, secret, why, template.use)
    if lacking:
        return value
    text = PLACEHOLDER.sub(lambda found: _revealed(parts[found[1]]), template.template)
    return replace(value, value=Secret.holding(text) if secret else text)


def paste_values(step: Step, known: Known) -> tuple[PasteValue, ...]:
    """The step's values to paste.

    They are in the order of its file, without those that do not apply here.
    """
    return tuple(
        paste_value(value, known) for value in step.values if known.applies(value.applies_when)
    )


def filled_body(step: Step, known: Known) -> str:
    """The step's text with its placeholders filled in.

    One without a value stands as ‹what it needs›, never half of it.
    """

    def fill(name: str) -> str:
        value = known.fill(name)
        return f"‹needs {value.what}›" if isinstance(value, Lacking) else str(value)

    return PLACEHOLDER.sub(lambda found: fill(found[1]), step.body)


def filled_address(step: Step, known: Known) -> str:
    """The console's address, or nothing while a part of it is not known."""
    value = paste_value(ValueTemplate("", step.console_url), known).value
    return value if isinstance(value, str) else ""


def _revealed(part: Filled) -> str:
    return part.reveal() if isinstance(part, Secret) else str(part)
