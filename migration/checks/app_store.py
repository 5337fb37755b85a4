"""The check ios-release: the app had a release after the migration began.

It does not tell whether that release holds the new ids.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from migration.bounded_json import bounded_json
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Judgement, Seen
from migration.checks.hosts import APP_STORE
from migration.checks.judgement import answered, unknown
from migration.checks.question_and_answer import Answer, Probe, Reply

_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,20}", re.ASCII)


def lookup_probe(bundle: str) -> Probe:
    """Asks the App Store about an app."""
    return Probe(f"https://{APP_STORE}/lookup?{urlencode({'bundleId': bundle})}")


def _named(app: Mapping[str, object]) -> str:
    """The version that the App Store has, as it is written there; no other text of an answer."""
    version = app.get("version")
    written = isinstance(version, str) and _VERSION.fullmatch(version)
    return f"version {version}" if written else "a version"


def released_since(began: datetime) -> Callable[[Reply], Judgement]:
    """The current version is younger than the migration."""

    @answered
    def judge(reply: Answer) -> Judgement:
        try:
            results = bounded_json(reply.text)["results"]
            if reply.status == 200 and results == []:
                return Judgement(
                    CheckVerdict.INCONCLUSIVE,
                    "the App Store (US) has no app of this bundle id",
                    "no_app",
                )
            released = datetime.fromisoformat(results[0]["currentVersionReleaseDate"])
            released = released.astimezone(UTC) if released.tzinfo else released.replace(tzinfo=UTC)
        except (ValueError, TypeError, LookupError, OverflowError):
            return unknown(reply)
        if reply.status != 200:
            return unknown(reply)
        day = released.date().isoformat()
        if released > began:
            version = _named(results[0])
            seen = Seen(version, f"{version} came out in the App Store on {day}", day)
            return Judgement(
                CheckVerdict.PASSED,
                f"{seen.told}, after the migration began; whether it holds the new ids, the App"
                " Store does not say",
                seen=seen,
            )
        return Judgement(
            CheckVerdict.REFUSED,
            f"{_named(results[0])}, the current one, is of {day}, before the migration began",
            "earlier",
        )

    return judge
