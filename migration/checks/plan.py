"""Every check of a deployment, in the order of the walk.

First the way of a login, then the checks beside it.
"""

from collections.abc import Mapping, Sequence

from migration.checks.alexa import STAGES
from migration.checks.check import Check, check_id
from migration.checks.console_checks import (
    of_alexa,
    of_consoles,
    of_ios,
    of_secrets,
    skill_console,
)
from migration.checks.domain_checks import of_domain
from migration.checks.facts import Facts
from migration.checks.hosts import Hosts, pools_host
from migration.checks.kind import CheckKind
from migration.checks.login_checks import of_callbacks, of_login_pages, of_providers
from migration.checks.markers import Markers
from migration.checks.order import place_of
from migration.checks.store_checks import android_app, ios_app, of_app_store, of_play

# What a check lacks whose token nobody has looked for: it is found out when the check is asked.
NOT_LOOKED = "the token is read when it is asked"
# The steps that something outside can prove.
CHECKED_STEPS = frozenset({"2", "3a", "3b", "3c", "4", "6", "7a", "7b", "8a", "8b"})


def planned(facts: Facts, markers: Markers) -> tuple[Check, ...]:
    """All checks, also those that cannot be asked yet: these say what they lack.

    Left out are those that nobody gave the means for: Apple's key, a token of Amazon's, a bundle
    id.
    """
    found = (
        *of_domain(facts),
        *of_providers(facts, markers),
        *of_consoles(facts, markers),
        *of_secrets(facts, markers),
        *of_callbacks(facts, markers),
        *of_login_pages(facts, markers),
        *of_alexa(facts),
        *of_play(facts),
        *of_ios(facts),
        *of_app_store(facts),
    )
    place = place_of([pair.key for pair in facts.pairs])
    return tuple(sorted(found, key=lambda check: place(check.id)))


def asked_about(facts: Facts, checks: Sequence[Check]) -> Mapping[str, tuple[str, ...]]:
    """What each check is about now, by its id; `checks` are those that are planned.

    Of what nobody gives the means for it is told as well: what was found with them stays.
    """
    skill = skill_console(facts)
    return {
        check_id(CheckKind.PLAY_RELEASE): android_app(facts.given),
        check_id(CheckKind.APP_STORE_RELEASE): ios_app(facts.given),
        **{check_id(CheckKind.ALEXA_CONSOLE, stage): skill for stage in STAGES},
        **{check.id: check.about for check in checks},
    }


def hosts_of(facts: Facts, gateways: Mapping[str, str]) -> Hosts:
    """The hosts that this deployment's checks may ask."""
    return Hosts.of((pools_host(facts.deployment.region), facts.host, facts.old_host), gateways)


def of_step(checks: Sequence[Check], step: str) -> tuple[Check, ...]:
    """A step's own checks ("" all), and before them those whose answers they follow.

    One of another step that cannot be asked yet is left out: nobody asked about that step.
    """
    own = [check for check in checks if not step or check.step == step]
    needed = {check.id for check in own} | {check.after for check in own}
    return tuple(
        check for check in checks if check in own or (check.id in needed and not check.lacks)
    )
