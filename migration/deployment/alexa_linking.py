"""What Amazon's SMAPI says of a skill's account linking, on its stage `development`.

Amazon's page "Account linking operations": GET gives neither the client's secret nor the members of
`HIDDEN`, and PUT replaces the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from migration.deployment.certification import Certification
from migration.pools.reading import Unread

STAGE = "development"
# What moves with the pool: by SMAPI's names.
MOVED = ("authorizationUrl", "accessTokenUrl", "clientId")
SECRET = "clientSecret"  # noqa: S105 the name of a member
# Beside the secret, what no GET gives: unset by a PUT that leaves it out.
HIDDEN = ("reciprocalAccessTokenUrl", "skipOnEnablement")
ETAG, LINKING = "ETag", "linking"


@dataclass(frozen=True)
class AlexaLinking:
    """The account linking of one skill. `document` is None where the stage has none yet.

    `certification` is its newest review.
    """

    skill: str
    document: Mapping[str, Any] | None = field(default=None, repr=False)
    certification: Certification | Unread = field(default_factory=Certification)

    @property
    def review(self) -> Certification | None:
        """The newest review, where it could be read."""
        return None if isinstance(self.certification, Unread) else self.certification

    @property
    def moved(self) -> Mapping[str, str] | None:
        """The members that move with the pool."""
        return None if self.document is None else self.document[LINKING]


def linking_document(held: Mapping[str, Any], etag: str) -> dict[str, Any]:
    """The answer's members: those that move together, all others as they are, and its ETag."""
    others = {name: value for name, value in held.items() if name not in MOVED}
    moved = {name: str(held.get(name) or "") for name in MOVED}
    return {LINKING: moved, **others, ETAG: etag}


def request_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The members to send for a document; without its ETag, which goes into a header."""
    others = {name: value for name, value in document.items() if name not in {LINKING, ETAG}}
    return {**others, **document[LINKING]}
