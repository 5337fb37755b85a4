"""The reads before and after a write, again while AWS still shows what was there before.

AWS can answer from a copy to which a write has not come yet.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from migration.changes.change import Change, Document, Edit, holds
from migration.changes.domain_status import until_it_stands
from migration.changes.read_back import is_older
from migration.changes.resources import Resources
from migration.changes.send_window import freshly
from migration.compare.setting import Kind, Target
from migration.errors import AwsBusy, Cancelled

# Seconds between reading again.
SETTLING = (0.3, 0.7, 1.5, 2.5)


@dataclass(frozen=True)
class ReadsAroundWrite:
    """Reads one resource. `wait` sleeps that many seconds, or raises `Cancelled`."""

    resources: Resources
    wait: Callable[[float], None]
    progress: Callable[[str], None]

    def before(
        self, target: Target, older: Callable[[Document | None], str], recorded: Document
    ) -> tuple[Document | None, float]:
        """What the resource holds, and when that was read: nothing that is `older`, as that says.

        Sent from such a one, a write would take back what was written before. What is `recorded`
        is waited for where it does not bar a write, too. Raises a `PoolwalkError`.
        """
        for pause in (*SETTLING, None):
            found, read_at = freshly(partial(self.resources.read, target))
            why = older(found)
            if not why and (pause is None or not is_older(found, recorded)):
                return found, read_at
            if pause is None:
                raise AwsBusy(why)
            self.progress("AWS shows what was there before the last write: reading again")
            self.wait(pause)
        raise AssertionError

    def back(self, change: Change, *, patient: bool) -> tuple[Document | None, list[Edit]]:
        """What the resource holds now, and which edits it shows.

        It is read again a few times while an edit is not shown yet.
        """
        for pause in (*(SETTLING if patient else ()), None):
            document = self.resources.read(change.target)
            stuck = [edit for edit in change.edits if holds(edit, document, edit.wanted)]
            if len(stuck) == len(change.edits) and change.target.kind is Kind.DOMAIN:
                document = until_it_stands(
                    self.resources, change.target, document, self.wait, self.progress
                )
                # Somebody can take it away meanwhile.
                stuck = [edit for edit in change.edits if holds(edit, document, edit.wanted)]
            if len(stuck) == len(change.edits) or pause is None:
                return document, stuck
            self.progress(
                "AWS accepted it and does not show it yet: reading again for up to"
                f" {sum(SETTLING):.0f} seconds"
            )
            with suppress(Cancelled):  # stopping shortens the wait, never the last look
                self.wait(pause)
        raise AssertionError
