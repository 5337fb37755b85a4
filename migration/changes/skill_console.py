"""The Alexa skill at Amazon's SMAPI: its account linking, written whole, and its certification.

`GET` and `PUT /v1/skills/{id}/stages/development/accountLinkingClient`; a PUT says with `If-Match`
which state it replaces. `POST /v1/skills/{id}/submit` submits it for certification, of which
`GET /v1/skills/{id}/certifications` tells. The token is the person's own, and stands in no
sentence.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from migration.aws import check_before_send
from migration.aws.safe_text import clean
from migration.bounded_json import bounded_json
from migration.checks.hosts import ALEXA
from migration.checks.question_and_answer import Answer, Probe, Reply, Trouble
from migration.deployment.alexa_linking import (
    ETAG,
    HIDDEN,
    SECRET,
    STAGE,
    linking_document,
    request_of,
)
from migration.deployment.certification import Certification, newest
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    PoolwalkError,
)
from migration.secret import Secret

OPERATION = "UpdateAccountLinking"
SUBMIT = "SubmitSkillForCertification"
# A person publishes what was certified, in the hour of the cut-over.
_WITHOUT_PUBLISHING = '{"publicationMethod": "MANUAL_PUBLISHING"}'
_MOST_PAGES = 20
_NO_ANSWER_IN_TIME, _ALREADY = 408, 409
_CHANGED = 412  # somebody wrote since it was read
_TRUE = "true"
# What is known to end before anything of a request left.
_BEFORE_A_LINE = frozenset(
    {Trouble.NO_NAME, Trouble.NO_ROUTE, Trouble.PROXY, Trouble.SOCKS, Trouble.CERTIFICATES}
)


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
        body = Secret.holding(json.dumps({"accountLinkingRequest": whole}))
        probe = Probe(
            _address(skill),
            headers={**self._headers(), **match, "Content-Type": "application/json"},
            method="PUT",
            body=body,
        )
        check_before_send.look()
        answer = self._answer(probe)
        if answer.status in {200, 202, 204}:
            return
        if _leaves_open(answer):
            raise _strange()
        raise _refusal(answer, (whole.get(SECRET, ""), self.token.reveal()))

    def certification(self, skill: str) -> Certification:
        """The newest of the skill's reviews. Raises a `PoolwalkError`."""
        items: list[Any] = []
        token = ""
        for _ in range(_MOST_PAGES):
            more = f"?nextToken={quote(token, safe='')}" if token else ""
            address = f"{_skill_address(skill)}/certifications{more}"
            answer = self._answer(Probe(address, headers=self._headers()))
            if answer.status != 200:
                raise _refusal(answer)
            found, token = _page(answer)
            items += found
            if not token:
                break
        try:
            if token:
                raise ValueError
            return newest(items)
        except ValueError:
            raise _strange() from None

    def submit(self, skill: str) -> None:
        """Submit it for certification, without publishing; never sent twice.

        Raises a `PoolwalkError`; `AwsUnreachable` where whether it arrived is not known,
        unless that is `AwsNotReached`.
        """
        probe = Probe(
            f"{_skill_address(skill)}/submit",
            headers={**self._headers(), "Content-Type": "application/json"},
            method="POST",
            body=Secret.holding(_WITHOUT_PUBLISHING),
        )
        check_before_send.look()
        answer = self._answer(probe)
        if answer.status == 202:
            return
        if _leaves_open(answer):
            raise _strange()
        raise _refusal(answer, (self.token.reveal(),))

    def _headers(self) -> dict[str, str | Secret]:
        return {"Authorization": Secret.holding(f"Bearer {self.token.reveal()}")}

    def _answer(self, probe: Probe) -> Answer:
        reply = self.ask(probe)
        if isinstance(reply, Answer):
            return reply
        failure = AwsNotReached if reply.trouble in _BEFORE_A_LINE else AwsUnreachable
        raise failure(f"Amazon ({ALEXA}) gave no answer: {reply.trouble.value}.")


def _address(skill: str) -> str:
    return f"{_skill_address(skill)}/stages/{STAGE}/accountLinkingClient"


def _skill_address(skill: str) -> str:
    return f"https://{ALEXA}/v1/skills/{quote(skill, safe='', errors='replace')}"


def _page(answer: Answer) -> tuple[list[Any], str]:
    """The reviews of one answer, and what asks for the next; raises where it is none of SMAPI's."""
    try:
        document = bounded_json(answer.text) if answer.whole else None
    except ValueError:
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise _strange()
    token = document.get("nextToken") or ""
    if not isinstance(token, str) or (document.get("isTruncated") is True and not token):
        raise _strange()
    return document["items"], token


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
    if answer.status == _ALREADY:
        return AwsRefused(f"The skill is not in a state in which Amazon takes it.{said}")
    if answer.status == 429:
        return AwsBusy(f"Amazon asked to slow down: try again in a minute.{said}")
    if answer.status == _CHANGED:
        return AwsBusy(f"Somebody changed the skill's account linking in the meantime.{said}")
    if answer.status >= 500:
        return AwsFailed(f"Amazon failed (status {answer.status}): try again in a minute.{said}")
    if answer.status in {200, 202, 204}:
        return _strange()
    return AwsRefused(f"Amazon refused it (status {answer.status}).{said}")


def _strange() -> PoolwalkError:
    return AwsUnreachable(
        f"{ALEXA} answered what is none of SMAPI's: look whether something on the way, such as"
        " a proxy, answers in Amazon's place."
    )


def _leaves_open(answer: Answer) -> bool:
    """Whether an answer to a write does not tell whether Amazon carried it out."""
    return answer.status < 400 or answer.status == _NO_ANSWER_IN_TIME


def _said(answer: Answer, secrets: tuple[str, ...]) -> str:
    try:
        document = bounded_json(answer.text)
    except ValueError:
        return ""
    message = document.get("message") if isinstance(document, dict) else None
    return f" Amazon says: {clean(message, secrets)}" if isinstance(message, str) else ""
