"""The Alexa skill's account linking at Amazon's SMAPI: read, and written whole.

`GET` and `PUT /v1/skills/{id}/stages/development/accountLinkingClient`; a PUT says with `If-Match`
which state it replaces. The token is the person's own, and stands in no sentence.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from migration.aws.question import clean
from migration.bounded_json import bounded_json
from migration.checks.exchange import Answer, Probe, Reply
from migration.checks.hosts import ALEXA
from migration.deployment.alexa_linking import (
    ETAG,
    HIDDEN,
    SECRET,
    STAGE,
    linking_document,
    request_of,
)
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsRefused,
    AwsUnreachable,
    PoolwalkError,
)
from migration.secret import Secret

OPERATION = "UpdateAccountLinking"
_CHANGED = 412  # somebody wrote since it was read
_TRUE = "true"


@dataclass(frozen=True)
class SkillConsole:
    """Asks Amazon by `ask`, with a token of the account that owns the skill."""

    ask: Callable[[Probe], Reply]
    token: Secret = field(repr=False)

    def read(self, skill: str) -> dict[str, Any] | None:
        """The stage's account linking; None where it has none. Raises a `PoolwalkError`."""
        answer = self._answer(Probe(_address(skill), headers=self._headers()))
        if answer.status == 404:
            return None
        held = _held(answer) if answer.status == 200 else None
        if held is None:
            raise _refusal(answer)
        return linking_document(held, answer.headers.get("etag", ""))

    def write(self, skill: str, document: Mapping[str, Any], hidden: Mapping[str, Secret]) -> None:
        """Replace it by a document, with what no GET gives. Raises a `PoolwalkError`.

        `AwsBusy` where somebody changed it since it was read: read again, and merge.
        """
        whole: dict[str, Any] = request_of(document)
        for name, value in hidden.items():
            whole[name] = value.reveal() == _TRUE if name == HIDDEN[1] else value.reveal()
        match = {"If-Match": str(document[ETAG])} if document.get(ETAG) else {}
        body = Secret(json.dumps({"accountLinkingRequest": whole}))
        probe = Probe(
            _address(skill),
            headers={**self._headers(), **match, "Content-Type": "application/json"},
            method="PUT",
            body=body,
        )
        answer = self._answer(probe)
        if answer.status not in {200, 202, 204}:
            raise _refusal(answer, (whole.get(SECRET, ""), self.token.reveal()))

    def _headers(self) -> dict[str, str | Secret]:
        return {"Authorization": Secret(f"Bearer {self.token.reveal()}")}

    def _answer(self, probe: Probe) -> Answer:
        reply = self.ask(probe)
        if isinstance(reply, Answer):
            return reply
        raise AwsUnreachable(f"Amazon ({ALEXA}) gave no answer: {reply.trouble.value}.")


def _address(skill: str) -> str:
    named = quote(skill, safe="", errors="replace")
    return f"https://{ALEXA}/v1/skills/{named}/stages/{STAGE}/accountLinkingClient"


def _held(answer: Answer) -> Mapping[str, Any] | None:
    try:
        document = bounded_json(answer.text)
    except ValueError:
        return None
    if isinstance(document, dict) and isinstance(document.get("accountLinkingResponse"), dict):
        document = document["accountLinkingResponse"]
    known = isinstance(document, dict) and answer.whole
    return document if known and isinstance(document.get("authorizationUrl"), str) else None


def _refusal(answer: Answer, secrets: tuple[str, ...] = ()) -> PoolwalkError:
    said = _said(answer, secrets)
    if answer.status in {401, 403}:
        return AccessRefused(f"Amazon does not take the Alexa token: fetch a new one.{said}")
    if answer.status == 429:
        return AwsBusy(f"Amazon asked to slow down: try again in a minute.{said}")
    if answer.status == _CHANGED:
        return AwsBusy(f"Somebody changed the skill's account linking in the meantime.{said}")
    if answer.status >= 500:
        return AwsFailed(f"Amazon failed (status {answer.status}): try again in a minute.{said}")
    if answer.status in {200, 202, 204}:
        return AwsUnreachable(
            f"{ALEXA} answered what is none of SMAPI's: look whether something on the way, such as"
            " a proxy, answers in Amazon's place."
        )
    return AwsRefused(f"Amazon refused it (status {answer.status}).{said}")


def _said(answer: Answer, secrets: tuple[str, ...]) -> str:
    try:
        document = bounded_json(answer.text)
    except ValueError:
        return ""
    message = document.get("message") if isinstance(document, dict) else None
    return f" Amazon says: {clean(message, secrets)}" if isinstance(message, str) else ""
