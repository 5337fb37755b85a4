"""The one way in which a stack is changed.

A change set over the stack's own template is made, shown, then executed or dropped.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, repeat
from typing import Any

from migration.aws import reads, writes
from migration.aws.connection import Connection
from migration.errors import (
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotAgreed,
    NothingToChange,
    PoolwalkError,
    ResourceGone,
    StillChanging,
)
from migration.stacks.effects import Effects, effects_of
from migration.stacks.watch import Watching

Document = dict[str, Any]
Agree = Callable[[Effects], bool]

# How CloudFormation says that a change set would change nothing, in the reason of its failure.
NOTHING_TO_CHANGE = ("didn't contain changes", "No updates are to be performed")
_MAKING = frozenset({"CREATE_PENDING", "CREATE_IN_PROGRESS"})
# seconds between looking whether it is made; then the last again and again
_MAKING_PAUSES = (0.3, 0.5, 1.0)
_LOOKS = 120
_READY, _EXECUTED = "AVAILABLE", "EXECUTE_"  # the latter begins what an execution becomes


def region_of(stack_id: str) -> str:
    """The region in a stack's ARN."""
    return stack_id.split(":")[3]


def change_set_request(
    stack_id: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Document:
    """The request for CreateChangeSet.

    The parameters that change have their values, every other is UsePreviousValue, so that no value
    is sent. The name says what is asked of which state of the stack: asked again after the program
    ended half-way, it is the same one.
    """
    changed = changed_parameters(before, after)
    parameters: list[Document] = [
        (
            {"ParameterKey": key, "ParameterValue": changed[key]}
            if key in changed
            else {"ParameterKey": key, "UsePreviousValue": True}
        )
        for key in before["Parameters"]
    ]
    asked = json.dumps([stack_id, before["LastUpdatedTime"], changed], sort_keys=True)
    name = f"poolwalk-{sha256(asked.encode()).hexdigest()[:24]}"
    return {
        "StackName": stack_id,
        "ChangeSetName": name,
        "ChangeSetType": "UPDATE",
        "ClientToken": name,
        "UsePreviousTemplate": True,
        "Parameters": parameters,
        "Capabilities": list(before["Capabilities"]),
        "Description": f"Poolwalk: {', '.join(changed)}"[:1024],
    }


def changed_parameters(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """The parameters whose values differ, with those that they should have."""
    held, wanted = before["Parameters"], after["Parameters"]
    return {key: str(wanted.get(key, "")) for key in held if held[key] != wanted.get(key, "")}


@dataclass(frozen=True)
class StackUpdate:
    """One update of one stack. `wait` sleeps that many seconds, or raises `Cancelled`.

    `agree` is shown what would happen, in whatever thread this runs in, and says whether it shall;
    None: nobody can be asked.
    """

    connection: Connection
    request: Mapping[str, Any]
    wait: Callable[[float], None]
    progress: Callable[[str], None]
    agree: Agree | None

    def carry_out(self) -> None:
        """Make the change set, have its effects agreed to, execute it and wait for its end.

        Raises `NothingToChange`, `NotAgreed` where it was dropped, `StillChanging` where AWS goes
        on unwatched, and the `PoolwalkError` of what AWS refused. No change set stays behind that
        was not executed, unless AWS refuses to delete it, which is then said.
        """
        self.progress("Making a change set: nothing changes by that")
        self._make()
        with self._leaving_nothing():
            made = self._when_made()
        if made.get("Status") == "FAILED":
            reason, left = str(made.get("StatusReason", "")), self._delete()
            if any(words in reason for words in NOTHING_TO_CHANGE):
                raise NothingToChange(
                    f"CloudFormation found nothing to change: the stack brings this already.{left}"
                )
            raise AwsRefused(
                "CloudFormation could not make the change set:"
                f" {reason or 'it does not say why'}{left}"
            )
        effects = effects_of(made, self._region, self._parameters)
        if self.agree is None or not self.agree(effects):
            why = (
                "It was dropped"
                if self.agree is not None
                else "Nobody was there to look at what it would do"
            )
            raise NotAgreed(f"{why}: the stack was not changed.{self._delete()}")
        with self._leaving_nothing():
            self.wait(0)  # who asked to stop while the question stood is not taken by a late yes
            watching = Watching.begun(
                self.connection, self._region, self._stack, self.wait, self.progress
            )
        self._execute()
        watching.until_it_ends()

    def _make(self) -> None:
        """Make it, unless a run that ended half-way left it there."""
        found = self._described()
        if found is not None:
            if found.get("Status") in _MAKING or found.get("ExecutionStatus") == _READY:
                return
            self._delete()  # what it was made for is no more
        try:
            self._send("CreateChangeSet", self.request)
        except AwsUnreachable:
            if self._described() is None:
                raise

    def _when_made(self) -> Document:
        for pause in chain(_MAKING_PAUSES, repeat(_MAKING_PAUSES[-1], _LOOKS)):
            found = self._described()
            if found is None:
                raise AwsRefused("Somebody deleted the change set before it was executed.")
            if found.get("Status") not in _MAKING:
                return found
            self.progress("AWS works out what the change set would change")
            self.wait(pause)
        raise AwsRefused(f"AWS has not made the change set after {_LOOKS} seconds.")

    def _execute(self) -> None:
        with self._leaving_nothing():
            try:
                self._send(
                    "ExecuteChangeSet",
                    {**self._named, "ClientRequestToken": self.request["ClientToken"]},
                )
            except PoolwalkError as error:
                if self._has_begun(error):
                    return
                raise

    def _has_begun(self, error: PoolwalkError) -> bool:
        """Whether an execution was carried out all the same.

        AWS may not have answered, or may have refused when it was sent again. Only the change set
        knows: one that was executed is gone soon.
        """
        unanswered = isinstance(error, AwsUnreachable)
        try:
            found = self._described()
        except PoolwalkError:
            if not unanswered:
                return False
            raise StillChanging(
                f"{error} Whether the stack's update began is not known: read again (r)."
            ) from None
        if found is None:
            return unanswered or isinstance(error, ResourceGone)
        status = str(found.get("ExecutionStatus", ""))
        return status != _READY if unanswered else status.startswith(_EXECUTED)

    @contextmanager
    def _leaving_nothing(self) -> Iterator[None]:
        """A block during which nothing changes.

        A failure or a stop inside it removes the change set.
        """
        try:
            yield
        except StillChanging:
            raise
        except Cancelled:
            raise NotAgreed(
                "Stopped before the change set was executed: the stack was not"
                f" changed.{self._delete()}"
            ) from None
        except PoolwalkError as error:
            raise type(error)(f"{error} The stack was not changed.{self._delete()}") from None

    def _delete(self) -> str:
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

    def _described(self) -> Document | None:
        return reads.describe_change_set(
            self.connection, self._region, self._stack, str(self.request["ChangeSetName"])
        )

    def _send(self, operation: str, request: Mapping[str, Any]) -> None:
        writes.send_about_change_set(self.connection, self._region, operation, request)

    @property
    def _named(self) -> Document:
        return {
            "StackName": self.request["StackName"],
            "ChangeSetName": self.request["ChangeSetName"],
        }

    @property
    def _stack(self) -> str:
        return str(self.request["StackName"])

    @property
    def _region(self) -> str:
        return region_of(self._stack)

    @property
    def _parameters(self) -> dict[str, str]:
        given = [item for item in self.request["Parameters"] if "ParameterValue" in item]
        return {str(item["ParameterKey"]): str(item["ParameterValue"]) for item in given}
