"""Which callers can be one person, by their ARNs."""

import re

# Session names that a tool makes up, or that a whole machine shares: they tell nobody apart.
# Of botocore, the AWS CLI, GitHub's action, AWS's other SDKs (aws-go-sdk-…, aws-sdk-java-…), of an
# instance, a task or a build by its id, and whatever ends in a moment in seconds or finer.
_OF_NOBODY = re.compile(
    r"botocore-session-.*|awscli-session.*|githubactions|aws-.*(session|sdk).*|i-[0-9a-f]{8,}"
    r"|[\d.]+|[0-9a-f]{32}|(.*-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|.*[-_.]\d{9,}"
)
_ROLE = re.compile(r"(arn:[\w-]+:sts::\d*:assumed-role/[^/]+)/(.+)")
_USER = re.compile(r"(arn:[\w-]+:iam::\d*:user/)(?:.*/)?([^/]+)")


def person(who: str) -> str:
    """What of an ARN tells one person from another.

    A role's session counts where somebody gave it a name, as SSO does; a name that a tool made up
    would let anybody be somebody else. To IAM, names that differ by capitals or by a user's path
    are one, and whoever takes a role can write the own name in other capitals.
    """
    text = who.strip().casefold()
    found = _ROLE.fullmatch(text)
    if found and _OF_NOBODY.fullmatch(found[2]):
        return found[1]
    user = _USER.fullmatch(text)
    return "".join(user.groups()) if user else text


def may_be_one(one: str, other: str) -> bool:
    """Whether two ARNs can be of one person.

    A session of nobody's name can be anybody's who may take that role.
    """
    first, second = person(one), person(other)
    return first == second or f"{first}/" == _role_of(second) or f"{second}/" == _role_of(first)


def _role_of(who: str) -> str:
    found = _ROLE.fullmatch(who)
    return f"{found[1]}/" if found else ""
