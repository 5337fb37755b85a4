"""What can go wrong, each with one sentence for the person.

What is wrong, where, and what to do next.
"""

from migration.known_secrets import without_secrets


class PoolwalkError(Exception):
    """What goes wrong and is told to a person; the root of the tree of errors.

    `str(error)` is the sentence to show; a person needs nothing else to act on it.
    No secret that the process knows is in it, whoever's words it repeats.
    """

    def __str__(self) -> str:
        return without_secrets(super().__str__())


class NoCredentials(PoolwalkError):
    """Nobody is logged in to AWS here.

    There are no credentials, the profile is unknown, or the SSO login is missing or has expired.
    """


class NotConnected(PoolwalkError):
    """What needs a connection was asked before anybody logged in."""

    def __init__(self) -> None:
        super().__init__("There is no connection to AWS yet: try again (r).")


class LoginChanged(NoCredentials):
    """The credentials were renewed on the way, as another account's, role's or user's."""


class NoRegion(PoolwalkError):
    """No region was named anywhere, or RainMaker's pools cannot exist in the one that was."""


class PoolNotFound(PoolwalkError):
    """No pool, or more than one, has the name that was given."""


class AccessRefused(PoolwalkError):
    """AWS knows who asks and does not allow it."""


class AwsUnreachable(PoolwalkError):
    """The endpoint gave no answer: no route, a timeout, a dropped line."""


class AwsNotReached(AwsUnreachable):
    """Nothing left this machine for it: no name, no route, no trust, nobody to renew the login."""


class AwsFailed(AwsUnreachable):
    """AWS answered that it failed itself: whether it did what was asked is not known."""


class AwsBusy(PoolwalkError):
    """AWS did nothing, and would later: it is asked too much at once, or works on another write."""


class AwsRefused(PoolwalkError):
    """AWS understood the request and refuses it: a rule of Cognito or CloudFormation is broken."""


class QuotaUsedUp(AwsRefused):
    """The account has as many of something as AWS lets it have."""


class StackUpdateFailed(AwsRefused):
    """CloudFormation began to update a stack and did not put it back: parts of it may stand."""


class DomainNeeded(AwsRefused):
    """Cognito answers this only once the pool has a login domain (guide's step 2)."""


class NotImplementedByServer(PoolwalkError):
    """The server at this endpoint does not know the operation.

    It is an emulator, or a region that lacks it.
    """


class ResourceGone(PoolwalkError):
    """What was there when it was read is not there any more."""


class ReadOnly(PoolwalkError):
    """A write was asked for while writing is switched off."""


class Protected(PoolwalkError):
    """The deployment is protected: no approved plan was given, and its name was not typed."""


class OutOfBounds(PoolwalkError):
    """A write was about to go where this connection must not write; it was not sent."""


class WrittenByAnother(PoolwalkError):
    """Another Poolwalk of this machine writes to the deployment at this moment."""


class StateUnusable(PoolwalkError):
    """The journal's file is corrupt, newer than this program, or on a full or read-only disk."""


class RecordUnanswered(StateUnusable):
    """The team's table gave no answer, or would later: it is asked again, and may answer then."""


class StateBusy(StateUnusable):
    """Another program holds the journal's file right now: asking again helps."""


class HistoryMoved(StateUnusable):
    """Others recorded something since the author of an entry looked: judging again helps."""


class BadInput(PoolwalkError):
    """Something that a person typed, or a file they named, cannot be used."""


class KeyIdMissing(BadInput):
    """Apple's key is there, and nothing tells its id."""


class GuideMistake(PoolwalkError):
    """A step's file under `assets/guide/` has a mistake; the sentence names file and line."""


class MarkerMistake(PoolwalkError):
    """The table of the checks' markers, `assets/checks/markers.toml`, has a mistake.

    The sentence names file, line and key.
    """


class NotAgreed(PoolwalkError):
    """What an update of a stack would do was shown, and nobody agreed to it.

    It was dropped before anything changed.
    """


class Declined(NotAgreed):
    """A person was asked, and said no: nothing went wrong."""


class NotAsAsked(NotAgreed):
    """CloudFormation's change set is not what was asked for, or not what was shown."""


class NothingToChange(PoolwalkError):
    """CloudFormation made the change set and found that nothing would change by it."""


class StillChanging(PoolwalkError):
    """An update of a stack goes on at AWS, and nobody watches it any more.

    How it ends is not known yet.
    """


class Cancelled(PoolwalkError):
    """The person stopped it."""


def may_have_left(error: PoolwalkError) -> bool:
    """Whether what failed so may have reached AWS, which may have carried it out."""
    return isinstance(error, AwsUnreachable) and not isinstance(error, AwsNotReached)
