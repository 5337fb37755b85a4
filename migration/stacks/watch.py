"""Watching a stack change, event by event, until it ends.

Stopping ends the watching, never the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from migration.aws import stack_reads
from migration.aws.connection import Connection
from migration.errors import (
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    PoolwalkError,
    StackUpdateFailed,
    StillChanging,
)
from migration.stacks.effects import STACK

_PAUSES = (0.3, 0.3, 0.4, 0.5, 1.0, 2.0)  # seconds between two looks; then the last again and again
_UNANSWERED = 5  # looks in a row that AWS may leave unanswered
_UNBEGUN = 10  # looks until a stack that shows no sign of a change is taken at its word
# CloudFormation gives this reason to what it stopped because something else had failed.
_STOPPED_WITH_OTHERS = "Resource update cancelled"

Document = dict[str, Any]


@dataclass
class Watching:
    """A stack under way.

    Make it before the change is sent, so that earlier events do not count as news.
    """

    connection: Connection
    region: str
    stack: str  # its ARN
    wait: Callable[[float], None]
    progress: Callable[[str], None]
    before: str  # when it had last been updated
    told: set[str] = field(default_factory=set)  # events
    failures: list[str] = field(default_factory=list)
    events_refused: str = ""

    @classmethod
    def begun(
        cls,
        connection: Connection,
        region: str,
        stack: str,
        wait: Callable[[float], None],
        progress: Callable[[str], None],
    ) -> Watching:
        """Note how the stack stands now, and return this.

        Raises a `PoolwalkError` where the stack cannot be read.
        """
        now = stack_reads.describe_stack(connection, region, stack) or {}
        watching = cls(connection, region, stack, wait, progress, _updated(now))
        watching._news()
        return watching

    def until_it_ends(self) -> None:
        """Return once the stack is updated.

        Raises `AwsRefused` where CloudFormation rolled it back, with the first reason, and
        `StackUpdateFailed` where it ended otherwise. Raises `StillChanging` where the person
        stopped the watching, or AWS could not be asked any more.
        """
        self.progress("The stack is being updated. Stopping now ends the watching, not the update")
        unanswered = looks = 0
        seen_under_way = False
        for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
            try:
                status, updated = self._look()
                unanswered = 0
            except (AwsBusy, AwsUnreachable) as error:
                unanswered += 1
                if unanswered > _UNANSWERED:
                    raise StillChanging(_unwatched(str(error))) from None
            except PoolwalkError as error:
                raise StillChanging(_unwatched(str(error))) from None
            else:
                looks += 1
                under_way = status.endswith("_IN_PROGRESS")
                seen_under_way = seen_under_way or under_way or updated != self.before
                if not under_way and (seen_under_way or looks > _UNBEGUN):
                    self._judge(status)
                    return
            try:
                self.wait(pause)
            except Cancelled:
                raise StillChanging(_unwatched("No longer watched.")) from None

    def _look(self) -> tuple[str, str]:
        for event in self._news():
            self._tell(event)
        stack = stack_reads.describe_stack(self.connection, self.region, self.stack)
        if stack is None:
            raise AwsRefused(
                "The stack was deleted while it was being updated: look at it in CloudFormation."
            )
        return str(stack.get("StackStatus", "")), _updated(stack)

    def _news(self) -> Iterator[Document]:
        """Events that were not seen before, oldest first.

        There are none without the permission to read them, which is said once.
        """
        if self.events_refused:
            return iter(())
        try:
            found = stack_reads.latest_stack_events(self.connection, self.region, self.stack)
        except (AwsBusy, AwsUnreachable):
            raise
        except PoolwalkError as error:
            self.events_refused = str(error)
            self.progress(f"Only the stack's status is watched. {error}")
            return iter(())
        new = [event for event in reversed(found) if event["EventId"] not in self.told]
        self.told.update(str(event["EventId"]) for event in found)
        return iter(new)

    def _tell(self, event: Document) -> None:
        name, status = str(event.get("LogicalResourceId", "")), str(event.get("ResourceStatus", ""))
        reason = str(event.get("ResourceStatusReason", ""))
        self.progress(f"{name} {status}")
        if (
            status.endswith("_FAILED")
            and event.get("ResourceType") != STACK
            and _STOPPED_WITH_OTHERS not in reason
        ):
            self.failures.append(f"{name} {status}: {reason}" if reason else f"{name} {status}")

    def _judge(self, status: str) -> None:
        if status == "UPDATE_COMPLETE":
            return
        why = f" First {self.failures[0].rstrip('.')}." if self.failures else ""
        if status == "UPDATE_ROLLBACK_COMPLETE":
            raise AwsRefused(
                f"AWS could not update the stack and put everything back as it was.{why}"
            )
        if status == "UPDATE_ROLLBACK_FAILED":
            raise StackUpdateFailed(
                f"AWS could not update the stack, nor put it back ({status}): in CloudFormation"
                f" choose Stack actions, Continue update rollback, then read again (r).{why}"
            )
        raise StackUpdateFailed(
            f"The stack's update ended as {status}: look at it in CloudFormation.{why}"
        )


def _updated(stack: Document) -> str:
    return str(stack.get("LastUpdatedTime") or "")


def _unwatched(why: str) -> str:
    return (
        f"{why} AWS goes on with the stack's update:"
        " read again (r) in a minute to see how it ended."
    )
