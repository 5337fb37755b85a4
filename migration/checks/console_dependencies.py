"""What of the new pool other people's consoles are held against, so that a write makes it old.

It is known without the means of asking, which a finding may outlive: a token, a key.
"""

from collections.abc import Iterable

from migration.checks.kind import CheckKind
from migration.compare.setting import Kind, Target

ON_DOMAIN = (Target(Kind.DOMAIN),)
# Apple's key is none of these: it is asked before it is written, and is not kept.
CONSOLE_DEPENDENCIES = {
    CheckKind.GOOGLE_CONSOLE.value: (*ON_DOMAIN, Target(Kind.PROVIDER, "Google")),
    CheckKind.APPLE_CONSOLE.value: (*ON_DOMAIN, Target(Kind.PROVIDER, "SignInWithApple")),
    CheckKind.ALEXA_CONSOLE.value: (*ON_DOMAIN, Target(Kind.SKILL)),
}


def console_dependencies(check: str) -> tuple[Target, ...]:
    """What a console's check rests on, by the check's id; nothing of the others."""
    return CONSOLE_DEPENDENCIES.get(check.partition("/")[0], ())


def touches(written: Target, rests_on: Iterable[Target]) -> bool:
    """Whether a write went to any of these; without a name to any of its kind."""
    return any(
        written.kind is rest.kind and (not rest.name or rest.name == written.name)
        for rest in rests_on
    )
