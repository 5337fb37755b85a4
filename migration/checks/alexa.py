"""The check alexa-console: what the Alexa console holds of the account linking.

It is read with a token that a person gave, from Amazon's SMAPI.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from migration.bounded_json import bounded_json
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Judgement
from migration.checks.hosts import ALEXA
from migration.checks.judgement import answered, unknown
from migration.checks.question_and_answer import Answer, Probe, Reply
from migration.secret import Secret

STAGES = ("development", "live")
# What a certification carries from development to live beside the three values that move. All are
# lists, and one that Amazon leaves out of its answer holds nothing.
BESIDE = ("redirectUrls", "scopes", "domains", "authorizationUrlsByPlatform")


@dataclass(frozen=True)
class Linking:
    """What the console should hold; `beside`, what it should hold as another stage does."""

    domain: str
    client_id: str
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wanted(self) -> Mapping[str, str]:
        """The values that the console should hold, by SMAPI's names."""
        return {
            "authorizationUrl": f"https://{self.domain}/oauth2/authorize",
            "accessTokenUrl": f"https://{self.domain}/oauth2/token",
            "clientId": self.client_id,
        }


def linking_probe(skill: str, stage: str, token: Secret) -> Probe:
    """Reads the account linking of one stage of a skill."""
    named = quote(skill, safe="", errors="replace")
    url = f"https://{ALEXA}/v1/skills/{named}/stages/{stage}/accountLinkingClient"
    return Probe(url, headers={"Authorization": Secret.holding(f"Bearer {token.reveal()}")})


def linking_is(linking: Linking, stage: str) -> Callable[[Reply], Judgement]:
    """The console's three values are the new ones."""

    @answered
    def judge(reply: Answer) -> Judgement:
        if reply.status in {401, 403}:
            return Judgement(
                CheckVerdict.INCONCLUSIVE,
                "Amazon does not take the token: fetch a new one",
                "token",
            )
        held = _held(reply)
        if reply.status != 200 or not set(linking.wanted) <= set(held):
            return unknown(reply)
        others = [name for name, value in linking.wanted.items() if held[name] != value]
        others += [
            _told(name, held.get(name), value)
            for name, value in linking.beside.items()
            if _in_order(held.get(name)) != _in_order(value)
        ]
        if not others:
            return Judgement(CheckVerdict.PASSED, f"the {stage} stage has the new values")
        pending = (
            ": once development has the new ones, recertification is pending"
            if stage == "live"
            else ""
        )
        return Judgement(
            CheckVerdict.REFUSED,
            f"the {stage} stage has other values of {', '.join(others)}{pending}",
            "differs",
        )

    return judge


def _told(name: str, live: Any, development: Any) -> str:
    """A member that differs, and which stage has nothing of it."""
    if not _in_order(development):
        return f"{name} (development has none)"
    return name if _in_order(live) else f"{name} (live has none)"


def _in_order(value: Any) -> Any:
    """A list in one order: none of these means anything by its own, nor do an item's members."""
    if isinstance(value, list):
        return sorted(json.dumps(item, sort_keys=True) for item in value)
    return value or []


def _held(answer: Answer) -> Mapping[str, Any]:
    """The values, with or without the envelope that SMAPI puts round them."""
    try:
        document = bounded_json(answer.text)
    except ValueError:
        return {}
    if isinstance(document, dict) and isinstance(document.get("accountLinkingResponse"), dict):
        document = document["accountLinkingResponse"]
    return document if isinstance(document, dict) else {}
