"""What a write of the Alexa skill's account linking sends beside what is seen, and what it says."""

from collections.abc import Iterator, Mapping

from migration.changes.change import Edit
from migration.compare.alexa_linking import client_with_secret
from migration.compare.choices import Choices
from migration.compare.open_values import open_value
from migration.compare.setting import Setting
from migration.deployment.alexa_linking import HIDDEN, MOVED, SECRET
from migration.deployment.whole_reading import Reading
from migration.secret import Secret

# As the console names what SMAPI names otherwise.
_FIELDS = dict(
    zip(MOVED, ("Your Web Authorization URI", "Access Token URI", "Your Client ID"), strict=True)
)

# What is said of the two that Amazon never shows, beside a write and where they are entered. By
# Amazon's page "Account linking schemas"; Espressif's guide names neither.
REPLACED = (
    "Amazon never shows these two, and each write replaces them. Espressif's guide sets neither of"
    " them. Was one set? Then answer no, and enter it first. If nobody set one, nothing is lost."
)
WHERE_THEY_STAND = (
    "Where to look: in the files and scripts by which the skill was set up, for their names or for"
    " “account-linking”; the console shows at most the second, as “enable skill without account"
    " linking”. Else ask whoever set it up."
)
WITHOUT_THEM = (
    "Without the first, Alexa gives your own cloud no token of those who link from then on: what it"
    " sends to Alexa by itself, such as news of a device, can fail. Without the second, Alexa"
    " decides whether whoever enables the skill has to log in at once. Linked accounts stay linked."
)
IF_NOBODY_KNOWS = (
    "If nobody knows, leave them out and go on: customers notice nothing of it before the skill is"
    " certified and live. Before you submit it, enable it in the Alexa app with an account of your"
    " own, link, switch a device by hand, and see that the Alexa app shows its new state."
)


def linking_hidden(client_id: str, reading: Reading, choices: Choices) -> Mapping[str, Secret]:
    """What is sent and no GET gives: the client's secret, from Cognito, and what was entered.

    Empty where neither pool has such a client with a secret.
    """
    found = (client_with_secret(pool, client_id) for pool in (reading.new, reading.old))
    client = next((client for client in found if client is not None), None)
    if client is None or client.secret is None:
        return {}
    entered = {
        name: Secret(value) for name in HIDDEN if (value := choices.skill_fields.get(name, ""))
    }
    return {SECRET: client.secret, **entered}


def linking_lines(
    edit: Edit, setting: Setting, hidden: Mapping[str, Secret], *, practice: bool = False
) -> Iterator[str]:
    """Each member before the yes: what it becomes, what goes along, and what will be unset.

    `practice`: it is the skill of a made-up company, of which everything is known.
    """
    yield (
        "This changes the stage development alone. Customers use the stage live, which stays as it"
        " is until Amazon has certified the skill and you have published it."
    )
    seen = open_value("", edit.seen) if isinstance(edit.seen, Mapping) else {}
    wanted = edit.wanted if isinstance(edit.wanted, Mapping) else {}
    if setting.reason:
        yield f"{setting.reason[0].upper()}{setting.reason[1:]}."
    for name, label in _FIELDS.items():
        yield f"{label}: {wanted.get(name)}"
        yield f"  instead of {seen.get(name) or 'nothing'}"
    yield f"Your Secret: {hidden.get(SECRET, 'none')}, that client's, from Cognito"
    for name in HIDDEN:
        yield (
            f"{name}: {hidden[name].reveal()}, as entered"
            if name in hidden
            else f"{name}: nothing was entered (e): what is set there now, if anything, is removed"
        )
    if any(name not in hidden for name in HIDDEN):
        if practice:
            yield "In this made-up company nobody ever set one: go on."
        yield from (REPLACED, WHERE_THEY_STAND, WITHOUT_THEM)
        if not practice:
            yield IF_NOBODY_KNOWS
    yield "What else stands there goes along as it is."
