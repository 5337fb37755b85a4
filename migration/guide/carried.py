"""What a step's file says that it carries over.

Each subject names the parts of the reading that it is compared from.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple


class Carried(StrEnum):
    """A subject that a step's file names in `carries`.

    It stands for the settings of the new pool that belong to that step.
    """

    DOMAIN = "domain"
    GOOGLE = "google"
    APPLE = "apple"
    OTHER_PROVIDERS = "other-providers"
    APP_CLIENTS = "app-clients"
    EMAIL_TEMPLATE = "email-template"
    SKILLS_STACK = "skills-stack"
    ALEXA_LOOK = "alexa-look"
    GOOGLE_HOME_LOOK = "google-home-look"
    EVERYTHING_ELSE = "everything-else"  # what no step of the guide names


class Sources(NamedTuple):
    """The parts of a reading, by their fields' names, that settings are compared from."""

    # of both pools: waited for, and said to be unread where they are carried
    own: tuple[str, ...] = ()
    # of both pools, another subject's own: waited for, and said to be unread there alone
    beside: tuple[str, ...] = ()
    # of the new pool alone: not waited for, and said to be unread
    of_new_pool: tuple[str, ...] = ()
    of_deployment: tuple[str, ...] = ()  # of no pool: waited for, and said to be unread


_ATTACHED = (
    "mfa",
    "ui_customization",
    "resource_servers",
    "groups",
    "risk",
    "log_delivery",
    "client_looks",
    "client_styles",
)
_LOOK = Sources(beside=("clients", "client_looks"))
_SOURCES: Mapping[Carried, Sources] = {
    Carried.DOMAIN: Sources(own=("domain",), of_new_pool=("branding",)),
    Carried.GOOGLE: Sources(own=("providers",)),
    Carried.APPLE: Sources(own=("providers",)),
    Carried.OTHER_PROVIDERS: Sources(own=("providers",)),
    Carried.APP_CLIENTS: Sources(own=("clients",), of_new_pool=("resource_scopes",)),
    Carried.EMAIL_TEMPLATE: Sources(own=("pool",)),
    Carried.SKILLS_STACK: Sources(beside=("providers",), of_deployment=("skills_stack",)),
    Carried.ALEXA_LOOK: _LOOK,
    Carried.GOOGLE_HOME_LOOK: _LOOK,
    Carried.EVERYTHING_ELSE: Sources(
        own=_ATTACHED, beside=("pool", "domain", "providers", "clients")
    ),
}


def sources_of(carries: Iterable[Carried]) -> Sources:
    """What all that a step carries is compared from, each part once."""
    each = [_SOURCES[subject] for subject in carries]
    return Sources(*(tuple(dict.fromkeys(chain(*names))) for names in zip(*each, strict=True)))
