"""The whole new copy as it should stand by now, and what of it stands otherwise."""

from migration.changes.change import Document
from migration.changes.resources import Resources
from migration.compare.setting import Kind, Target
from migration.rehearsal.copy_contents import Key, key_of, unpredicted_resources, whole_copy
from migration.rehearsal.prediction import without_lasting
from migration.rehearsal.progress import Progress
from migration.rehearsal.result import Findings, NotRehearsed


class ForeseenCopy:
    """Knows every resource of the copy by its key, from before the first write on."""

    def __init__(self, resources: Resources, findings: Findings, progress: Progress) -> None:
        self._resources = resources
        self._findings = findings
        self._progress = progress
        self._baseline: dict[Key, Document] = {}
        self._foreseen: dict[Key, Document] = {}
        self._unread: set[str] = set()  # kinds of resources that cannot be compared

    def begin(self) -> None:
        """Read the whole copy before anything is written; *blocking*. Raises a `PoolwalkError`."""
        self._progress.begin("Reading the whole new copy")
        self._baseline = self._whole()
        self.as_at_first()

    def as_at_first(self) -> None:
        """From now on it should stand as it did before the first write."""
        self._foreseen = dict(self._baseline)

    def was_written(self, target: Target, held: Document | None) -> None:
        """Take in what a resource held after a write; None: it is gone."""
        key, pool = key_of(target), (Kind.POOL.value, "")
        if held is None:
            self._foreseen.pop(key, None)
        else:
            self._foreseen[key] = held
        if target.kind is Kind.DOMAIN:
            self._foreseen[pool] = {**self._foreseen[pool], "Domain": target.name}

    def compare(self, *, back: bool) -> None:
        """Read the whole copy again and hand in what stands otherwise; *blocking*.

        `back`: after everything was taken back. Raises a `PoolwalkError`.
        """
        self._progress.begin("Comparing the whole new copy")
        held = self._whole()
        foreseen, held = (
            {key: document for key, document in whole.items() if key[0] not in self._unread}
            for whole in (self._foreseen, held)
        )
        if back:  # a logo that was set stays
            looks_only = (
                (key, without_lasting(look))
                for key, look in held.items()
                if key[0] == Kind.LOOK and key not in foreseen
            )
            held = {
                **{key: value for key, value in held.items() if key[0] != Kind.LOOK},
                **{key: look for key, look in held.items() if key in foreseen},
                **{key: look for key, look in looks_only if look is not None},
            }
        self._findings.take_all(unpredicted_resources(foreseen, held, back=back))

    def _whole(self) -> dict[Key, Document]:
        resources = self._resources
        return whole_copy(resources.connection, resources.pool_id, self._cannot_compare)

    def _cannot_compare(self, kind: str, why: str) -> None:
        if kind not in self._unread:
            self._unread.add(kind)
            self._findings.take(NotRehearsed(f"whether {kind} of the copy stays as it is", why))
