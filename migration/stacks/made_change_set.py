"""A change set that AWS made: held to what was asked, shown, held again, executed or dropped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from migration.aws import stack_reads, writes
from migration.aws.check_before_send import fenced
from migration.aws.connection import Connection
from migration.errors import (
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotAgreed,
    NotAsAsked,
    PoolwalkError,
    ResourceGone,
    StillChanging,
    may_have_left,
)
from migration.stacks.change_set_discrepancies import discrepancies
from migration.stacks.change_set_request import region_of
from migration.stacks.effects import Effects, effects_of

Document = dict[str, Any]

# seconds before each further try of what AWS did not answer, or answered with "later"
AGAIN_PAUSES = (0.5, 1.0, 2.0, 4.0)
_MAKING = frozenset({"CREATE_PENDING", "CREATE_IN_PROGRESS"})
# seconds between looking whether it is made; then the last again and again
_MAKING_PAUSES = (0.3, 0.5, 1.0)
_LOOKS = 120
_READY, _EXECUTED = "AVAILABLE", "EXECUTE_"  # the latter begins what an execution becomes


@dataclass(frozen=True)
class MadeChangeSet:
    """A change set that AWS made for us, known by the ARN with which it answered."""

    connection: Connection
    request: Mapping[str, Any]
    id: str
    wait: Callable[[float], None]
    progress: Callable[[str], None]

    def effects(self) -> Effects:
        """What executing it would do now, nested stacks included.

        Raises `NotAsAsked` where it is not what was asked for.
        """
        found = self._there()
        stack = stack_reads.describe_stack(self.connection, self.region, self.stack) or {}
        other = discrepancies(self.request, self.id, stack, found)
        if other:
            raise NotAsAsked(
                "CloudFormation's change set is not what was asked for, and was not executed:"
                f" {'; '.join(other)}. Look who else changes this stack."
            )
        return effects_of(found, self.region, self._parameters, self._nested)

    def _nested(self, change_set_id: str) -> Document | None:
        """A nested stack's change set; None where it cannot be read."""
        try:
            found = stack_reads.describe_change_set(self.connection, self.region, "", change_set_id)
        except PoolwalkError:
            return None
        return found if found and found.get("RootChangeSetId") == self.id else None

    def when_made(self) -> Document:
        """Wait until AWS has worked it out, and return what it is then."""
        for pause in chain(_MAKING_PAUSES, repeat(_MAKING_PAUSES[-1], _LOOKS)):
            found = self._there()
            if found.get("Status") not in _MAKING:
                return found
            self.progress("AWS works out what the change set would change")
            self.wait(pause)
        raise AwsRefused(f"AWS has not made the change set after {_LOOKS} seconds.")

    def execute(self, shown: Effects, may_execute: Callable[[], None] = lambda: None) -> None:
        """Execute it, if it still is what was shown; sent again only after it was read again.

        `may_execute` raises where it is too late for that.
        """
        unanswered: list[PoolwalkError] = []
        with self.leaving_nothing(unanswered):
            for pause in (*AGAIN_PAUSES, None):
                if self.effects() != shown:
                    raise NotAsAsked(
                        "What the change set would do is not what was shown any more, and it was"
                        " not executed. Apply it again to see what it would do now."
                    )
                may_execute()
                try:
                    with fenced(may_execute):
                        self._send(
                            "ExecuteChangeSet",
                            {**self._named, "ClientRequestToken": self.request["ClientToken"]},
                        )
                    return
                except PoolwalkError as error:
                    unanswered += [error] if may_have_left(error) else []
                    if self._has_begun(error, unanswered):
                        return
                    if pause is None or not isinstance(error, AwsBusy | AwsUnreachable):
                        raise
                    self.progress(f"Reading again before it is executed. {error}")
                self.wait(pause)

    def _has_begun(self, error: PoolwalkError, unanswered: Sequence[PoolwalkError]) -> bool:
        """Whether an execution was carried out all the same.

        AWS may not have answered this one or one before it, or may have refused when it was sent
        again. Only the change set knows: one that was executed is gone soon.
        """
        try:
            found = self._described()
        except PoolwalkError:
            if not unanswered:
                return False
            raise _not_known(unanswered[-1]) from None
        if found is None:
            return bool(unanswered) or isinstance(error, ResourceGone)
        status = str(found.get("ExecutionStatus", ""))
        return status != _READY if may_have_left(error) else status.startswith(_EXECUTED)

    @contextmanager
    def leaving_nothing(self, unanswered: Sequence[PoolwalkError] = ()) -> Iterator[None]:
        """A block during which nothing changes.

        A failure or a stop inside it removes the change set. After executions that stayed
        `unanswered`, `StillChanging` is raised for one that cannot be removed, since they may
        arrive, and for one that nobody sees there any more, since one may have arrived.
        """
        try:
            yield
        except StillChanging:
            raise
        except PoolwalkError as error:
            if unanswered and not self._is_there():
                raise _not_known(unanswered[-1]) from None
            left = self.delete()
            if left and unanswered:
                raise _not_known(unanswered[-1]) from None
            if isinstance(error, Cancelled):
                raise NotAgreed(
                    f"Stopped before the change set was executed: the stack was not changed.{left}"
                ) from None
            raise type(error)(f"{error} The stack was not changed.{left}") from None

    def delete(self) -> str:
        """Remove the change set.

        Returns what to know where that was refused, as a sentence that follows another; else "".
        """
        try:
            self._send("DeleteChangeSet", self._named)
        except PoolwalkError as error:
            return (
                f" The change set {self.request['ChangeSetName']} stays in CloudFormation, where it"
                f" changes nothing: {error}"
            )
        return ""

    def _is_there(self) -> bool:
        """Whether it is seen to be there; not where nobody can look."""
        with suppress(PoolwalkError):
            return self._described() is not None
        return False

    def _there(self) -> Document:
        found = self._described()
        if found is None:
            raise AwsRefused("Somebody deleted the change set before it was executed.")
        return found

    def _described(self) -> Document | None:
        return stack_reads.describe_change_set(self.connection, self.region, self.stack, self.id)

    def _send(self, operation: str, request: Mapping[str, Any]) -> None:
        writes.send_about_change_set(self.connection, self.region, operation, request)

    @property
    def _named(self) -> Document:
        return {
            "StackName": self.request["StackName"],
            "ChangeSetName": self.id,
        }

    @property
    def stack(self) -> str:
        """The stack's ARN."""
        return str(self.request["StackName"])

    @property
    def region(self) -> str:
        """Where it stands."""
        return region_of(self.stack)

    @property
    def _parameters(self) -> dict[str, str]:
        given = [item for item in self.request["Parameters"] if "ParameterValue" in item]
        return {str(item["ParameterKey"]): str(item["ParameterValue"]) for item in given}


def _not_known(error: PoolwalkError) -> StillChanging:
    return StillChanging(f"{error} Whether the stack's update began is not known: read again (r).")
