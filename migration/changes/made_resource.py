"""What was made, without what others may have added to it before it was looked at.

Taking it away again is refused where it holds more than that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from migration.aws.provider_details import derived_provider_keys
from migration.aws.secret_members import PROVIDER_DETAILS

# Members of a provider that somebody can add to. Of its details Cognito derives some by itself, and
# may derive more than we know: right after it was made they are taken as they are.
MAPPED = ("AttributeMapping", "IdpIdentifiers")
ADDED_TO = (PROVIDER_DETAILS, *MAPPED)


def as_made(
    now: Mapping[str, Any], sent: Mapping[str, Any], members: Sequence[str]
) -> dict[str, Any]:
    """The resource as it is `now`, with no more in these members than was sent, or is derived."""
    derived = derived_provider_keys(str(sent.get("ProviderType", "")))
    made = dict(now)
    for name in members:
        if isinstance(now.get(name), Mapping):
            known = sent.get(name) or {}
            # Cognito maps the user's name by itself.
            own = {*known, *(derived if name == PROVIDER_DETAILS else {"username"})}
            made[name] = {key: value for key, value in now[name].items() if key in own}
        elif now.get(name):
            made[name] = [item for item in now[name] if item in (sent.get(name) or ())]
    return made
