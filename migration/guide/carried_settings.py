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
    ALEXA_LINKING = "alexa-linking"  # at Amazon's SMAPI
    ALEXA_LOOK = "alexa-look"
    GOOGLE_HOME_LOOK = "google-home-look"
    ELSEWHERE = "elsewhere"  # what else of the account rests on the old pool
    EVERYTHING_ELSE = "everything-else"  # what no step of the guide names


# What Poolwalk does not write: a person changes it, or says why it is right.
ACCEPTED = frozenset({Carried.ELSEWHERE, Carried.EVERYTHING_ELSE})


class Sources(NamedTuple):
    """The parts of a reading, by their fields' names, that settings are compared from."""

    # Parts of both pools. They are waited for, and the step says where one could not be read.
    own: tuple[str, ...] = ()
    # Parts of both pools that are another subject's own: waited for, and only its step says that
    # one could not be read.
    beside: tuple[str, ...] = ()
    # Parts of the new pool alone: not waited for; the step says where one could not be read.
    of_new_pool: tuple[str, ...] = ()
    # Parts that belong to no pool: waited for; the step says where one could not be read.
    of_deployment: tuple[str, ...] = ()


# Of a pool, what is read after all others.
_OF_POOLS_LAST = (
    "resource_servers",
    "groups",
    "risk",
    "log_delivery",
    "client_looks",
    "client_styles",
)
_ATTACHED = ("mfa", "ui_customization", *_OF_POOLS_LAST)
_LOOK = Sources(beside=("clients", "client_looks"))
_SOURCES: Mapping[Carried, Sources] = {
    Carried.DOMAIN: Sources(own=("domain",), of_new_pool=("branding",)),
    Carried.GOOGLE: Sources(own=("providers",)),
    Carried.APPLE: Sources(own=("providers",)),
    Carried.OTHER_PROVIDERS: Sources(own=("providers",)),
    Carried.APP_CLIENTS: Sources(own=("clients",), of_new_pool=("resource_scopes",)),
    Carried.EMAIL_TEMPLATE: Sources(own=("pool",)),
    Carried.SKILLS_STACK: Sources(beside=("providers",), of_deployment=("skills_stack",)),
    Carried.ALEXA_LINKING: Sources(beside=("domain", "clients"), of_deployment=("alexa_linking",)),
    Carried.ALEXA_LOOK: _LOOK,
    Carried.GOOGLE_HOME_LOOK: _LOOK,
    Carried.ELSEWHERE: Sources(of_deployment=("dependents",)),
    Carried.EVERYTHING_ELSE: Sources(
        own=_ATTACHED, beside=("pool", "domain", "providers", "clients")
    ),
}


# Parts that `migration.deployment.attached` reads after all others, so that nobody waits for them.
READ_LAST = frozenset({"stacks", "exports", "dependents", "alexa_linking", *_OF_POOLS_LAST})


def is_read_last(carries: Iterable[Carried]) -> bool:
    """Whether any of what a step carries is compared from what is read after all others."""
    return bool(READ_LAST.intersection(chain(*sources_of(carries))))


def sources_of(carries: Iterable[Carried]) -> Sources:
    """What all that a step carries is compared from, each part once."""
    each = [_SOURCES[subject] for subject in carries]
    return Sources(*(tuple(dict.fromkeys(chain(*names))) for names in zip(*each, strict=True)))
