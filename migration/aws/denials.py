"""Who asks may not: which policy says so, and who can change it.

A grant helps only against the lack of one. The kinds of policy are those that AWS's messages name
("Troubleshoot access denied error messages").
"""

import re
from collections.abc import Mapping

from migration.aws.call_description import CallDescription

_ACTION = re.compile(r"not authorized to perform:? ([\w-]+:\w+)")
_KIND = r"([a-z -]{1,60}? policy|permissions boundary)"
_EXPLICIT = re.compile(rf"explicit deny(?: in an? {_KIND})?", re.IGNORECASE)
_NOT_ALLOWED = re.compile(rf"because no {_KIND} allows", re.IGNORECASE)
# Whether it is a policy that refuses: AWS has the same codes for an account that is suspended.
_OF_A_POLICY = re.compile(r"authori[sz]|den(?:y|ied)|permission|forbidden", re.IGNORECASE)
_NO_POLICY = ("has been revoked", "service/operation name")
_ENCODED = "Encoded authorization failure message"

# Each kind of policy that limits what a grant gives, and who can change it.
_LIMITS: Mapping[str, str] = {
    "service control policy": "whoever manages the AWS Organization",
    "resource control policy": "whoever manages the AWS Organization",
    "permissions boundary": "whoever set the permissions boundary of this user or role in IAM",
    "session policy": "whoever wrote the policy that this session was begun with",
    "vpc endpoint policy": "whoever manages the VPC endpoint that this machine's calls go through",
}
# Each kind of policy that stands at what is asked for, and who can name this user or role there.
_AT_THE_OTHER_END: Mapping[str, str] = {
    "role trust policy": "whoever manages that role to name this user or role in its trust policy",
    "resource-based policy": "whoever manages what is asked for to let this user or role in there",
}


def denial(message: str, call: CallDescription) -> str:
    """The sentence for a refusal by IAM: which action, what denies it, and who can lift that."""
    named = _ACTION.search(message)
    action = named[1] if named else _action_of(call)
    start = f"{call.server} does not allow {call.about}: "
    explicit, limit = _EXPLICIT.search(message), _NOT_ALLOWED.search(message)
    if explicit:
        kind = (explicit[1] or "").lower()
        who = _LIMITS.get(kind, "whoever manages this account's policies")
        what = f"a {kind}" if kind else "a policy"
        return (
            f"{start}{_article(_spelt(what))} denies {action} explicitly, which no grant overrules."
            f" Ask {who} to lift that deny{_or_without(kind)}.{call.quoted(message)}"
        )
    kind = limit[1].lower() if limit else ""
    if kind in _LIMITS:
        return (
            f"{start}the {_spelt(kind)} leaves {action} out, and a grant beside it does not help."
            f" Ask {_LIMITS[kind]} to add it{_or_without(kind)}.{call.quoted(message)}"
        )
    if kind in _AT_THE_OTHER_END:
        return f"{start}ask {_AT_THE_OTHER_END[kind]}.{call.quoted(message)}"
    if _ENCODED in message:
        return (
            f"{start}why is encoded in AWS's answer, and `aws sts decode-authorization-message`"
            f" reads it. Ask whoever manages this account to look at {action}."
            f"{call.quoted(message)}"
        )
    other_reason = message.strip() and not _OF_A_POLICY.search(message)
    if other_reason or any(words in message for words in _NO_POLICY):
        return (
            f"{start}no policy is named, so a grant may not help. Ask whoever manages this account"
            f" about what AWS says.{call.quoted(message)}"
        )
    return (
        f"{start}ask whoever manages this account for the IAM action"
        f" {action}.{call.quoted(message)}"
    )


def _action_of(call: CallDescription) -> str:
    """What a policy has to allow. API Gateway's actions are named by the method alone."""
    if call.service.startswith("apigateway"):
        return "apigateway:GET"
    return f"{call.service}:{call.operation}"


def _spelt(kind: str) -> str:
    return kind.replace("vpc ", "VPC ")


def _or_without(kind: str) -> str:
    return ", or log in without it" if kind == "session policy" else ""


def _article(what: str) -> str:
    return re.sub(r"^a (?=[aeiou])", "an ", what)
