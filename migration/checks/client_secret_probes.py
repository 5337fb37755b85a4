"""Whether a client id and its secret belong together, asked with a code that nobody issued.

Nobody is logged in by it, and nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property

from migration.apple_key import AppleKey, pem
from migration.checks.cognito import idp_response
from migration.checks.hosts import APPLE, GOOGLE_TOKENS
from migration.checks.question_and_answer import Probe
from migration.secret import Secret

DUMMY_CODE = "poolwalk-asks-whether-the-secret-fits"
APPLES_AUDIENCE = "https://appleid.apple.com"
LASTS = timedelta(minutes=5)  # long enough for a slow line, and for a paste on another machine


def google_secret_probe(client_id: str, secret: Secret, domain: str) -> Probe:
    """Google's token endpoint, asked with a dummy code; the secret is in the body."""
    return Probe(f"https://{GOOGLE_TOKENS}/token", _form(client_id, secret, domain))


def apple_key_probe(
    key: AppleKey, team_id: str, services_id: str, domain: str, now: datetime
) -> Probe:
    """Apple's token endpoint, asked with a dummy code and a client secret signed with the key."""
    return Probe(
        f"https://{APPLE}/auth/token",
        _FormOnceRead(
            lambda: _form(services_id, client_secret(key, team_id, services_id, now), domain)
        ),
    )


class _FormOnceRead(Mapping[str, str | Secret]):
    """A form that is made when it is read: checks are planned far more often than asked."""

    def __init__(self, make: Callable[[], Mapping[str, str | Secret]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, str | Secret]:
        return self._make()

    def __getitem__(self, name: str) -> str | Secret:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def client_secret(key: AppleKey, team_id: str, services_id: str, now: datetime) -> Secret:
    """Apple's client secret: a signed JWT (ES256).

    Its claims are those of Apple's documentation of Sign in with Apple.
    """
    import jwt

    issued = now.astimezone(UTC)
    claims = {
        "iss": team_id,
        "sub": services_id,
        "aud": APPLES_AUDIENCE,
        "iat": issued,
        "exp": issued + LASTS,
    }
    return Secret(
        jwt.encode(
            claims, pem(key.private_key.reveal()), algorithm="ES256", headers={"kid": key.key_id}
        )
    )


def _form(client_id: str, secret: Secret, domain: str) -> dict[str, str | Secret]:
    return {
        "grant_type": "authorization_code",
        "code": DUMMY_CODE,
        "client_id": client_id,
        "client_secret": secret,
        "redirect_uri": idp_response(domain),
    }
