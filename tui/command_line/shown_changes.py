"""What was shown before a run is what it writes, though the pools are read again on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from migration.changes.write_report import Preview
from migration.compare.setting import Setting
from migration.walkthrough import Walkthrough


@dataclass(frozen=True)
class ShownChanges:
    """The changes as they were planned when the person was asked.

    After a stack's update clients are read again. What somebody else set meanwhile is then not
    taken for what was seen: it is stale.
    """

    preview: Preview

    @classmethod
    def now(cls, walkthrough: Walkthrough, ids: Sequence[str]) -> "ShownChanges":
        """As these settings would be written at this moment."""
        return cls(walkthrough.applier.preview(ids))

    def of(self, ids: Sequence[str], settings: Mapping[str, Setting]) -> Preview | None:
        """The part of some settings; None where one of them was not shown or cannot be written now.

        What they need is as it is now: what a run has done before is in place.
        """
        free = {id_ for id_ in ids if id_ in settings and settings[id_].applicable}
        if free != set(ids) or not free <= set(self.preview.ids):
            return None
        changes = []
        for change in self.preview.changes:
            edits = tuple(
                replace(edit, needs=settings[edit.setting].needs)
                for edit in change.edits
                if edit.setting in free
            )
            if edits:
                changes.append(replace(change, edits=edits))
        return replace(self.preview, ids=tuple(ids), changes=tuple(changes))

    def decided(self, preview: Preview) -> Preview:
        """What was not shown, as it is now, if nobody decided it otherwise since the rest was."""
        return replace(preview, after=self.preview.after)
