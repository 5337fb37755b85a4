"""Who is asking: shown all the time, and written beside every entry of the journal."""

from migration.aws.connection import Connection
from migration.aws.held_identity import Identity


def caller_identity(connection: Connection) -> Identity:
    """Ask STS who we are, which needs no permission. GetCallerIdentity."""
    with connection.asking("GetCallerIdentity", service="sts"):
        answer = connection.sts.get_caller_identity()
    identity = Identity(answer["Account"], answer["Arn"])
    connection.identity.learn(identity)
    return identity
