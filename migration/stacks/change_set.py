"""The one way in which a stack is changed.

A change set over its own template is made, shown, and then executed or dropped.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from migration.aws import writes
from migration.aws.connection import Connection
from migration.errors import (
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    Declined,
    NotAgreed,
    NothingToChange,
    PoolwalkError,
    may_have_left,
)
from migration.stacks.change_set_request import fresh_name, region_of
from migration.stacks.effects import Effects
from migration.stacks.made_change_set import AGAIN_PAUSES, MadeChangeSet
from migration.stacks.watch import Watching

Document = dict[str, Any]
Agree = Callable[[Effects], bool]

# How CloudFormation says that a change set would change nothing, in the reason of its failure.
NOTHING_TO_CHANGE = re.compile(
    r"(?:did(?:n['’]t| not)|does(?:n['’]t| not)) contain (?:any )?changes"
    r"|no updates are to be performed|no changes to (?:deploy|apply)",
    re.IGNORECASE,
)


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
    may_execute: Callable[[], None] = lambda: None  # raises where it is too late for that

    def carry_out(self) -> None:
        """Make the change set, have its effects agreed to, execute it and wait for its end.

        Raises `NothingToChange`, `NotAgreed` where it was dropped, `StillChanging` where AWS goes
        on unwatched, and the `PoolwalkError` of what AWS refused. No change set stays behind that
        was not executed, unless AWS refuses to delete it, which is then said.
        """
        self.progress("Making a change set: nothing changes by that")
        made = self._made()
        with made.leaving_nothing():
            described = made.when_made()
        if described.get("Status") == "FAILED":
            reason, left = str(described.get("StatusReason", "")), made.delete()
            if NOTHING_TO_CHANGE.search(reason):
                raise NothingToChange(
                    f"CloudFormation found nothing to change: the stack brings this already.{left}"
                )
            raise AwsRefused(
                "CloudFormation could not make the change set:"
                f" {reason or 'it does not say why'}{left}"
            )
        with made.leaving_nothing():
            effects = made.effects()
        if self.agree is None or not self.agree(effects):
            if self.agree is not None:
                raise Declined(f"It was dropped: the stack was not changed.{made.delete()}")
            why = "Nobody was there to look at what it would do"
            raise NotAgreed(f"{why}: the stack was not changed.{made.delete()}")
        with made.leaving_nothing():
            self.wait(0)  # who asked to stop while the question stood is not taken by a late yes
            watching = Watching.begun(
                self.connection, made.region, made.stack, self.wait, self.progress
            )
        made.execute(effects, self.may_execute)
        watching.until_it_ends()

    def _made(self) -> MadeChangeSet:
        """Send the request. One that AWS did not answer is deleted by its name and made anew."""
        request = dict(self.request)
        for pause in (*AGAIN_PAUSES, None):
            region = region_of(str(request["StackName"]))
            try:
                answer = writes.send_about_change_set(
                    self.connection, region, "CreateChangeSet", request
                )
                return MadeChangeSet(
                    self.connection, request, str(answer["Id"]), self.wait, self.progress
                )
            except (AwsBusy, AwsUnreachable) as error:
                if pause is None:
                    raise
                self.progress(f"The change set was not made: trying again. {error}")
                if may_have_left(error):
                    self._drop(request)
                    request |= fresh_name()
                try:
                    self.wait(pause)
                except Cancelled:
                    raise NotAgreed(
                        "Stopped before the change set was made: the stack was not changed."
                    ) from None
        raise AssertionError

    def _drop(self, request: Document) -> None:
        """Delete what a request without an answer may have made: it changes nothing by itself."""
        named = {name: request[name] for name in ("StackName", "ChangeSetName")}
        with suppress(PoolwalkError):
            region = region_of(str(request["StackName"]))
            writes.send_about_change_set(self.connection, region, "DeleteChangeSet", named)
