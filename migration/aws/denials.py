"""Who asks may not: which policy says so, and who can change it.

A grant helps only against the lack of one. The kinds of policy are those that AWS's messages name
("Troubleshoot access denied error messages").
"""

import re
from collections.abc import Mapping

from migration.aws.question import Question

_ACTION = re.compile(r"not authorized to perform:? ([\w-]+:\w+)")
_EXPLICIT = re.compile(
    r"with an explicit deny(?: in an? ([a-zA-Z -]{1,60}? policy|permissions boundary))?"
)
_NOT_ALLOWED = re.compile(r"because no ([a-zA-Z -]{1,60}? policy|permissions boundary) allows")

# Each kind of policy that limits what a grant gives, and who can change it.
_LIMITS: Mapping[str, str] = {
    "service control policy": "whoever manages the AWS Organization",
    "resource control policy": "whoever manages the AWS Organization",
    "permissions boundary": "whoever set the permissions boundary of this user or role in IAM",
    "session policy": "whoever wrote the policy that this session was begun with, or log in"
    " without it",
    "vpc endpoint policy": "whoever manages the VPC endpoint that this machine's calls go through",
}


def denial(message: str, question: Question) -> str:
    """The sentence for a refusal by IAM: which action, what denies it, and who can lift that."""
    named = _ACTION.search(message)
    action = named[1] if named else _action_of(question)
    start = f"{question.server} does not allow {question.about}: "
    explicit, limit = _EXPLICIT.search(message), _NOT_ALLOWED.search(message)
    if explicit:
        kind = (explicit[1] or "").lower()
        who = _LIMITS.get(kind, "whoever manages this account's policies")
        what = f"a {kind}" if kind else "a policy"
        return (
            f"{start}{_article(what)} denies {action} explicitly, which no grant overrules. Ask"
            f" {who} to lift that deny.{question.quoted(message)}"
        )
    kind = limit[1].lower() if limit else ""
    if kind in _LIMITS:
        return (
            f"{start}the {kind} leaves {action} out, and a grant beside it does not help. Ask"
            f" {_LIMITS[kind]} to add it.{question.quoted(message)}"
        )
    return (
        f"{start}ask whoever manages this account for the IAM action"
        f" {action}.{question.quoted(message)}"
    )


def _action_of(question: Question) -> str:
    """What a policy has to allow. API Gateway's actions are named by the method alone."""
    if question.service.startswith("apigateway"):
        return "apigateway:GET"
    return f"{question.service}:{question.operation}"


def _article(what: str) -> str:
    return re.sub(r"^a (?=[aeiou])", "an ", what)
