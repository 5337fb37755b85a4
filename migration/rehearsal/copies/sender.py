"""Sends the requests that make a copy: waits, looks whether one came through, tells refusals.

What AWS refuses of a copy is left out of it, and noted; the rest is made all the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from migration.aws.connection import Connection
from migration.changes.change import Document
from migration.errors import (
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    NotImplementedByServer,
    QuotaUsedUp,
)
from migration.rehearsal import copy_writes
from migration.rehearsal.result import Findings, NotRehearsed

# Finds what a request was to make; None where it is not there.
Look = Callable[[], Document | None]

# Members that a copy can do without, each with the words by which AWS's refusal can mean it.
Spare = Mapping[str, tuple[str, ...]]

# Seconds before each further try of what AWS answered with "later" or not at all.
PAUSES = (0.5, 1.0, 2.0, 4.0)


class Sender:
    """Sends one request after another over `connection`.

    `wait` sleeps that many seconds, or raises `Cancelled`; `doing` is told what is being made.
    """

    def __init__(
        self,
        *,
        connection: Connection,
        findings: Findings,
        wait: Callable[[float], None],
        doing: Callable[[str], None],
    ) -> None:
        self.connection = connection
        self.findings = findings
        self.wait = wait
        self.doing = doing

    @property
    def model(self) -> Any:
        """Cognito's service model, which tells the members that each operation takes."""
        return self.connection.cognito.meta.service_model

    def attempt(
        self,
        label: str,
        operation: str,
        request: Mapping[str, Any],
        there: Look | None = None,
        *,
        step: str = "",
        needed: bool = True,
        spare: Spare = MappingProxyType({}),
    ) -> Document | None:
        """Send it, and return what `sent` returns; None where AWS refused, which is noted.

        `label` names the part for a person. A refusal that means a member of `spare` is followed by
        the same without it. *Blocking.* Raises a `PoolwalkError` where there is no going on.
        """
        self.doing(f"Copying {label}")
        try:
            return self.sent(operation, request, there)
        except QuotaUsedUp:
            raise
        except (AwsRefused, NotImplementedByServer) as error:
            why = str(error)
            member = next((name for name in request if _means(why, name, spare)), "")
            if not member:
                self.leave_out(label, why, step=step, needed=needed, operation=operation)
                return None
        self.leave_out(f"{member} of {label}", why, step=step, needed=False, operation=operation)
        smaller = {name: value for name, value in request.items() if name != member}
        return self.attempt(label, operation, smaller, there, step=step, needed=needed, spare=spare)

    def sent(
        self, operation: str, request: Mapping[str, Any], there: Look | None = None
    ) -> Document:
        """What AWS answered, or what stands there after a send that stayed without an answer.

        Without `there` the same is sent again: setting a thing twice sets it once. *Blocking.*
        Raises a `PoolwalkError`.
        """
        for pause in (*PAUSES, None):
            try:
                return copy_writes.send(self.connection, operation, request)
            except (AwsBusy, AwsUnreachable) as error:
                if pause is None:
                    raise
                self.doing("AWS asked to wait" if isinstance(error, AwsBusy) else "Looking again")
                self.wait(pause)
                if isinstance(error, AwsUnreachable) and there is not None:
                    found = there()
                    if found is not None:
                        return found
        raise AssertionError

    def leave_out(
        self, what: str, why: str, *, step: str = "", needed: bool = True, operation: str = ""
    ) -> None:
        """Note a part that the copy will not have, and why."""
        self.findings.take(NotRehearsed(what, why, step, needed, operation))


def _means(refusal: str, member: str, spare: Spare) -> bool:
    """Whether a refusal is about a member that a copy can do without."""
    said = refusal.lower()
    return member in spare and any(word in said for word in (member.lower(), *spare[member]))
