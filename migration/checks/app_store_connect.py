"""The check app-store-release: the named version of the iOS app is released on the App Store.

An App Store Connect key asks, read only. Apple does not prove that a build holds the new ids: the
person names the first version that does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from migration.bounded_json import bounded_json
from migration.checks.app_version import is_at_least, numbers
from migration.checks.check_verdict import CheckVerdict
from migration.checks.credential_file import credential_in
from migration.checks.finding import Judgement
from migration.checks.hosts import APP_STORE_CONNECT
from migration.checks.judgement import answered, unknown
from migration.checks.question_and_answer import Answer, Probe, Reply
from migration.errors import BadInput
from migration.secret import Secret

_LARGEST = 10_000  # bytes; a real one has about 260
_WHAT = "The App Store Connect key file"
_LIVES = 600  # seconds; Apple takes at most 20 minutes
_RELEASED = frozenset({"READY_FOR_DISTRIBUTION", "REPLACED_WITH_NEW_VERSION"})
_REJECTED = frozenset({"REJECTED", "METADATA_REJECTED", "INVALID_BINARY", "DEVELOPER_REJECTED"})
# The furthest first: a later version can be prepared while this one is in review.
_ON_THE_WAY = {
    "PROCESSING_FOR_DISTRIBUTION": "is being released",
    "PENDING_DEVELOPER_RELEASE": "is approved and waits for you to release it",
    "PENDING_APPLE_RELEASE": "is approved, and Apple releases it",
    "ACCEPTED": "is accepted and not released yet",
    "IN_REVIEW": "is in review",
    "WAITING_FOR_REVIEW": "waits for review",
    "WAITING_FOR_EXPORT_COMPLIANCE": "waits for export compliance",
    "READY_FOR_REVIEW": "is not submitted yet",
    "PREPARE_FOR_SUBMISSION": "is not submitted yet",
}


@dataclass(frozen=True)
class AppStoreAccess:
    """A key of App Store Connect, and whose it is."""

    key_id: str
    issuer: str
    key: Any = field(repr=False)


def app_store_access(file: Path, key_id: str, issuer: str) -> AppStoreAccess:
    """The key of a `.p8` file. Raises `BadInput`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = credential_in(file, _WHAT, _LARGEST)
    try:
        key = load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    # of another curve it would sign nothing that Apple asks for
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise BadInput(f"{_WHAT} {file} is none: name the AuthKey_….p8 of App Store Connect.")
    return AppStoreAccess(key_id, issuer, key)


def app_probe(access: AppStoreAccess, bundle: str, now: datetime) -> Probe:
    """Asks for the app of a bundle id."""
    import jwt

    issued = int(now.timestamp())
    claims = {
        "iss": access.issuer,
        "iat": issued,
        "exp": issued + _LIVES,
        "aud": "appstoreconnect-v1",
    }
    signed = jwt.encode(claims, access.key, algorithm="ES256", headers={"kid": access.key_id})
    return Probe(
        f"https://{APP_STORE_CONNECT}/v1/apps?{urlencode({'filter[bundleId]': bundle})}",
        headers={"Authorization": Secret(f"Bearer {signed}")},
    )


def versions_after() -> Callable[[Reply], Probe | Judgement]:
    """What is asked of the app that was found; why not, where none was."""

    @answered
    def lead(reply: Answer) -> Probe | Judgement:
        if reply.status in {401, 403}:
            return Judgement(CheckVerdict.INCONCLUSIVE, "Apple does not take the key", "denied")
        found = _data(reply)
        if reply.status != 200 or found is None:
            return unknown(reply)
        ids = [str(app["id"]) for app in found if isinstance(app.get("id"), str)]
        if len(ids) != 1:
            return Judgement(
                CheckVerdict.INCONCLUSIVE,
                "App Store Connect has no app of this bundle id",
                "no_app",
            )
        named = quote(ids[0], safe="", errors="replace")
        url = f"https://{APP_STORE_CONNECT}/v1/apps/{named}/appStoreVersions?limit=200"
        return Probe(url, headers=reply.probe.headers)

    return lead


def app_store_released(named: str) -> Callable[[Reply], Judgement]:
    """The named version or a later one is released for iOS."""

    @answered
    def judge(reply: Answer) -> Judgement:
        found = _data(reply)
        if reply.status != 200 or found is None:
            return unknown(reply)
        states: dict[str, str] = {}
        nameless = False
        for version in found:
            held = version.get("attributes")
            if not isinstance(held, Mapping) or held.get("platform") not in {"IOS", None}:
                continue
            label = str(held.get("versionString") or "")
            nameless |= numbers(label) is None
            if is_at_least(label, named):
                states.setdefault(str(held.get("appVersionState") or ""), label)
        if nameless and not states:
            return unknown(reply)
        return _judged(states, named)

    return judge


def _judged(states: Mapping[str, str], named: str) -> Judgement:
    for state, label in states.items():
        if state in _RELEASED:
            return Judgement(CheckVerdict.PASSED, f"{label} is released on the App Store")
    for state, label in states.items():
        if state in _REJECTED:
            return Judgement(CheckVerdict.REFUSED, f"{label} was rejected", "rejected")
    for state, words in _ON_THE_WAY.items():
        if state in states:
            return Judgement(CheckVerdict.INCONCLUSIVE, f"{states[state]} {words}", state.lower())
    if states:
        return Judgement(
            CheckVerdict.INCONCLUSIVE,
            "Apple tells a state of the version that is not known",
            "unknown",
        )
    return Judgement(
        CheckVerdict.REFUSED,
        f"App Store Connect has neither {named} nor a later version",
        "earlier",
    )


def _data(answer: Answer) -> list[dict[str, Any]] | None:
    try:
        document = bounded_json(answer.text)
    except (ValueError, RecursionError):
        return None
    data = document.get("data") if isinstance(document, dict) else None
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else None
