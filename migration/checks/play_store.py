"""The check play-release: the named version of the Android app is released on Google Play.

A service account of the Play Console asks, read only (Android Publisher API, tracks.releases). Play
does not prove that a build holds the new ids: the person names the first version that does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from migration.bounded_json import bounded_json
from migration.checks.app_version import is_at_least, version_in
from migration.checks.check_verdict import CheckVerdict
from migration.checks.credential_file import credential_in
from migration.checks.finding import Judgement
from migration.checks.hosts import GOOGLE_TOKENS, PLAY
from migration.checks.judgement import answered, unknown
from migration.checks.question_and_answer import Answer, Probe, Reply
from migration.errors import BadInput
from migration.known_secrets import remember_secret
from migration.secret import Secret

_LARGEST = 20_000  # bytes; a real one has about 2,400
_WHAT = "The Play service account's key file"
_TOKENS = f"https://{GOOGLE_TOKENS}/token"
_SCOPE = "https://www.googleapis.com/auth/androidpublisher"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES = 600  # seconds that the signed question holds
_PREFIX = "RELEASE_LIFECYCLE_STATE_"
_RELEASED, _REJECTED = "PUBLISHED", "NOT_APPROVED"
# The furthest first: the next version can be a draft while this one is in review.
_ON_THE_WAY = {
    "APPROVED_NOT_PUBLISHED": "is approved and not published yet",
    "IN_REVIEW": "is in review",
    "NOT_SENT_FOR_REVIEW": "is not sent for review yet",
    "DRAFT": "is a draft",
}


@dataclass(frozen=True)
class PlayAccess:
    """A service account: who it is, and what signs for it."""

    email: str
    signer: Any = field(repr=False)


def play_access(file: Path) -> PlayAccess:
    """The service account of a key file, as Google Cloud gives it. Raises `BadInput`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from google.auth import crypt

    signers: Any = crypt.RSASigner  # its types are not complete

    content = credential_in(file, _WHAT, _LARGEST)
    try:
        held = bounded_json(content)
        email, where = str(held["client_email"]), held.get("token_uri", _TOKENS)
        signer = signers.from_service_account_info(held)
        if not isinstance(load_pem_private_key(held["private_key"].encode(), None), RSAPrivateKey):
            raise TypeError  # the signer takes any kind, and signs with RSA's alone
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        UnsupportedAlgorithm,
    ):
        raise BadInput(
            f"{_WHAT} {file} is none: download the service account's key as JSON from Google Cloud."
        ) from None
    if where != _TOKENS:
        raise BadInput(
            f"{_WHAT} {file} names another token_uri than {_TOKENS}: nobody else is asked."
        )
    return PlayAccess(email, signer)


def token_probe(access: PlayAccess, now: datetime) -> Probe:
    """Asks Google for an access token, with a question that the service account signs."""
    from google.auth import jwt

    encode: Any = jwt.encode  # its types are not complete
    issued = int(now.timestamp())
    claims = {
        "iss": access.email,
        "scope": _SCOPE,
        "aud": _TOKENS,
        "iat": issued,
        "exp": issued + _LIVES,
    }
    signed = Secret(encode(access.signer, claims).decode("ascii"))
    return Probe(_TOKENS, form={"grant_type": _GRANT, "assertion": signed})


def releases_after(package: str) -> Callable[[Reply], Probe | Judgement]:
    """What is asked with the token that came; why not, where none did."""

    @answered
    def lead(reply: Answer) -> Probe | Judgement:
        token = _member(reply, "access_token")
        if reply.status != 200 or not isinstance(token, str) or not token:
            return Judgement(
                CheckVerdict.INCONCLUSIVE, "Google gives the service account no token", "token"
            )
        remember_secret(token)
        named = quote(package, safe="", errors="replace")
        url = f"https://{PLAY}/androidpublisher/v3/applications/{named}/tracks/production/releases"
        return Probe(url, headers={"Authorization": Secret(f"Bearer {token}")})

    return lead


def play_released(named: str) -> Callable[[Reply], Judgement]:
    """The named version or a later one is published on the production track."""

    @answered
    def judge(reply: Answer) -> Judgement:
        if reply.status in {401, 403}:
            return Judgement(
                CheckVerdict.INCONCLUSIVE,
                "Play does not let the service account look at this app",
                "denied",
            )
        if reply.status == 404:
            return Judgement(
                CheckVerdict.INCONCLUSIVE, "Play has no app of this package name", "no_app"
            )
        releases = _member(reply, "releases")
        if reply.status != 200 or not isinstance(releases, list):
            return unknown(reply)
        states = {
            (label, state)
            for release in releases
            if isinstance(release, Mapping)
            for label, state in _of(release, named)
        }
        if not states and (told := [one for one in releases if not _tells(one, named)]):
            return _nameless(told[0])
        return _judged(states, named)

    return judge


def _tells(release: Any, named: str) -> bool:
    """Whether a release says of itself what can be held against the named version."""
    name, codes = _name_and_codes(release)
    return bool(codes if "." not in named else version_in(name))


def _nameless(release: Any) -> Judgement:
    name, _ = _name_and_codes(release)
    return Judgement(
        CheckVerdict.INCONCLUSIVE,
        f"Play names a release “{name[:40]}”, which is no version: name --android-version by the"
        " version code",
        "unnamed",
    )


def _name_and_codes(release: Any) -> tuple[str, list[str]]:
    held = release if isinstance(release, Mapping) else {}
    artifacts = held.get("activeArtifacts")
    codes = [
        str(artifact.get("versionCode"))
        for artifact in (artifacts if isinstance(artifacts, list) else ())
        if isinstance(artifact, Mapping) and artifact.get("versionCode")
    ]
    return str(held.get("releaseName") or ""), codes


def _of(release: Mapping[str, Any], named: str) -> list[tuple[str, str]]:
    """Name and state of a release that is the named version or a later one."""
    name, codes = _name_and_codes(release)
    # A name can be anything; digits alone that are some artifact's code are meant as that.
    versions = codes if "." not in named else [version_in(name)]
    if not any(is_at_least(version, named) for version in versions):
        return []
    state = str(release.get("releaseLifecycleState") or "").removeprefix(_PREFIX)
    label = name or named
    told = codes and not all(code in label for code in codes)
    return [(f"{label} ({', '.join(codes)})" if told else label, state)]


def _judged(states: set[tuple[str, str]], named: str) -> Judgement:
    of_state = {state: label for label, state in sorted(states)}
    if label := of_state.get(_RELEASED):
        return Judgement(CheckVerdict.PASSED, f"{label} is released to production")
    if label := of_state.get(_REJECTED):
        return Judgement(CheckVerdict.REFUSED, f"{label} was not approved by Google", "rejected")
    for state, words in _ON_THE_WAY.items():
        if label := of_state.get(state):
            return Judgement(CheckVerdict.INCONCLUSIVE, f"{label} {words}", state.lower())
    if states:
        return Judgement(
            CheckVerdict.INCONCLUSIVE,
            "Play tells a state of the release that is not known",
            "unknown",
        )
    return Judgement(
        CheckVerdict.REFUSED, f"production has neither {named} nor a later version", "earlier"
    )


def _member(answer: Answer, name: str) -> Any:
    try:
        document = bounded_json(answer.text)
    except (ValueError, RecursionError):
        return None
    return document.get(name) if isinstance(document, dict) else None
