"""Who is asking: shown all the time, and written beside every entry of the journal."""

from typing import NamedTuple

from migration.aws.connection import Connection


class Identity(NamedTuple):
    """An account (12 digits) and the ARN of the user or role that asks."""

    account: str
    arn: str


def caller_identity(connection: Connection) -> Identity:
    """Ask STS who we are, which needs no permission. GetCallerIdentity."""
    with connection.asking("GetCallerIdentity", service="sts"):
        answer = connection.sts.get_caller_identity()
    return Identity(answer["Account"], answer["Arn"])
