"""The journal in a table that a team shares: an item an entry, put where none is.

The order of the entries is the table's: an entry goes behind the last one that its author knows.
Where somebody else was there first, what they recorded is read before it is tried again.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from migration.errors import (
    AwsBusy,
    AwsUnreachable,
    HistoryMoved,
    PoolwalkError,
    RecordUnanswered,
    ResourceGone,
    StateBusy,
    StateUnusable,
)
from migration.journal import chain
from migration.journal.chain import BrokenChain, ChainPlace, Item, Link
from migration.journal.entries import Entry
from migration.journal.entry_form import is_of_poolwalk
from migration.journal.fingerprint_key import fingerprint_of
from migration.journal.state_folder import record_name
from migration.pools.reading import Deployment

if TYPE_CHECKING:  # boto3 is loaded with it, in the thread that logs in
    from migration.aws.team_table import TeamTable

T = TypeVar("T")
# Seconds for whoever has a thread to wait in, and for the screen's own.
PATIENT, QUICK = 60.0, 0.7
CLOSING = 5.0
# To get behind the last entry: each that fails means that somebody else recorded meanwhile.
TRIES = 50
# Seconds after which the whole record is read again before a write is announced on it.
WHOLE_AGAIN = 60.0
UNANSWERED = 3  # puts without an answer, after which it is not known whether one arrives


class DynamoDbJournal:
    """One deployment's record in a table. Its methods may be called from any thread.

    `deployment` names it there. Nothing is asked before it is needed: what cannot be reached is
    told by whoever asks, and asked again the next time.
    """

    def __init__(
        self,
        table: "TeamTable",
        deployment: str,
        who: str,
        key: bytes | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`who` begins the record, and `key` is its key, where nobody has begun it."""
        self.on_failure: Callable[[StateUnusable], None] = lambda _: None
        self._table = table
        self._deployment = deployment
        self._who = who
        self._clock = clock
        self._monotonic = monotonic
        self._whole_at = 0.0  # when all of the record was read last
        self._lock = Lock()
        self._key = key or secrets.token_bytes(chain.KEY_BYTES)
        self._looked_at = False
        self._head: Link | None = None
        self._links: list[Link] = []
        self._known: tuple[Entry, ...] = ()
        self._broken: BrokenChain | None = None
        self._place = ("", "")

    @classmethod
    def of(
        cls,
        table: "TeamTable",
        deployment: Deployment,
        clock: Callable[[], datetime],
        key: bytes | None = None,
    ) -> "DynamoDbJournal":
        """The record of a deployment, for whoever is logged in."""
        return cls(table, record_name(deployment), deployment.who, key, clock)

    # --- the interface ----------------------------------------------------------------------------
    def record(self, entry: Entry, *, patient: bool = True, after: int | None = None) -> int:
        """Append the entry; the table has it when this returns.

        Not `patient`: after a moment without an answer `StateBusy` is raised, and the entry still
        on its way. Raises `HistoryMoved`, and `StateUnusable` where it is not known to be recorded.
        """
        if patient:
            return self._held(lambda: self._record(entry, after), PATIENT)
        return self._quickly(lambda: self._record(entry, after))

    def entries(self, *, patient: bool = True) -> tuple[Entry, ...]:
        """Every entry, oldest first; not `patient`, as they are known. Raises `StateUnusable`."""
        return self._held(self._read, PATIENT) if patient else self._known

    def remember_place(self, step: str, row: str) -> None:
        """Keep where the person is, for this run: it is nobody else's business."""
        self._place = (step, row)

    def place(self) -> tuple[str, str]:
        """Step and row, or two empty strings."""
        return self._place

    def fingerprint(self, secret: str) -> str:
        """HMAC-SHA256 under the key that all who share the table have."""
        return fingerprint_of(secret, self._key)

    @property
    def key(self) -> bytes:
        """The key for fingerprints, once the record was read."""
        return self._key

    @property
    def begun(self) -> bool:
        """Whether anybody began the record, as far as it was read."""
        return self._head is not None

    def close(self) -> None:
        """Let what is on its way arrive, for a while."""
        if self._lock.acquire(timeout=CLOSING):
            self._lock.release()

    # --- the table --------------------------------------------------------------------------------
    def _record(self, entry: Entry, after: int | None) -> int:
        id_, unanswered = chain.new_id(), 0
        # What is put goes behind what stands there now, not behind a break.
        self._read(whole=after is not None and self._monotonic() - self._whole_at > WHOLE_AGAIN)
        for _ in range(TRIES):
            if self._head is None:
                self._begin()
                continue
            place = ChainPlace(self._deployment, self._links[-1] if self._links else self._head)
            if after is not None and place.number != after + 1:
                raise HistoryMoved(
                    "Nothing was sent: somebody of the team recorded something in this moment. Try"
                    " again."
                )
            item = chain.entry_item(place, id_, entry)
            try:
                put = self._table.put_if_new(item)
            except AwsUnreachable as error:
                put, unanswered = False, unanswered + 1
                if unanswered >= UNANSWERED:
                    raise _unusable(self._table.name, error) from None
            if put:
                self._take_in([item])
                return place.number
            self._read()
            if len(self._links) >= place.number and self._links[place.number - 1].id == id_:
                return place.number  # the answer was lost, or sent twice
        raise StateBusy(
            "Others record in the team's table at this moment, and nothing was recorded: try again."
        )

    def _begin(self) -> None:
        """Put the first item, which holds the key, unless somebody did: then theirs counts."""
        place = ChainPlace(self._deployment, None)
        head = chain.head_item(place, chain.new_id(), self._key, self._who, self._clock())
        with suppress(AwsUnreachable):  # whether it is there, the look says
            self._table.put_if_new(head)
        self._read()

    def _read(self, *, whole: bool = False) -> tuple[Entry, ...]:
        """Every entry, the new ones read; the last known has to stand there still, `whole`: all."""
        if not self._looked_at:
            self._look_at_the_table()
        known = [self._head, *self._links] if self._head is not None else []
        known = known if whole else known[-1:]
        begun = self._monotonic()
        items = self._table.items_from(self._deployment, known[0].number if known else 0)
        with self._breaking():
            self._take_in(chain.behind(items, known))
        if whole or not known:
            self._whole_at = begun
        return self._known

    def _look_at_the_table(self) -> None:
        from migration.aws.team_table import why_no_record

        try:
            why = why_no_record(self._table.described())
        except ResourceGone:
            why = "there is no such table in this region"
        if why:
            raise StateUnusable(
                f"The team's table {self._table.name} cannot be used: {why}. “poolwalk team create”"
                " makes one; or leave --team-table out, to keep the record on this machine."
            )
        self._looked_at = True

    def _take_in(self, items: list[Item]) -> None:
        """Append them to what is known, up to one that does not follow: then `BrokenChain`."""
        found: list[Entry] = []
        try:
            for item in items:
                place = ChainPlace(self._deployment, self._links[-1] if self._links else self._head)
                link = chain.followed(item, place)
                if link.number == 0:
                    self._key = chain.key_in(item)
                    self._head = link
                    continue
                entry = chain.entry_in(item, link.number)
                if not is_of_poolwalk(entry):
                    raise chain.unreadable(link.number)
                found.append(entry)
                self._links.append(link)
        finally:
            self._known += tuple(found)

    @contextmanager
    def _breaking(self) -> Iterator[None]:
        """A block in which the chain may turn out broken: that is raised now and kept for later."""
        try:
            yield
        except BrokenChain as error:
            self._broken = BrokenChain(
                f"The record in the team's table {self._table.name} is broken, since {error}."
                " Nothing is written on it. Ask who may change items of that table; AWS can restore"
                " it to any second before (point-in-time recovery)."
            )
            raise self._broken from None

    # --- one thread at a time, and every trouble as `StateUnusable` -------------------------------
    def _held(self, work: Callable[[], T], seconds: float) -> T:
        if not self._lock.acquire(timeout=seconds):
            raise StateBusy(_SLOW)
        try:
            if self._broken is not None:  # a later look must not fill the gap
                raise self._broken
            return work()
        except (StateBusy, HistoryMoved):
            raise
        except StateUnusable as error:
            failure = error
        except PoolwalkError as error:
            failure = _unusable(self._table.name, error)
        finally:
            self._lock.release()
        self.on_failure(failure)
        raise failure from None

    def _quickly(self, work: Callable[[], int]) -> int:
        """Do it in a thread of its own and wait a moment for it; then it goes on alone."""
        ended: list[int | StateUnusable] = []
        left = Event()  # nobody waits for the answer any more

        def beside() -> None:
            try:
                ended.append(self._held(work, PATIENT))
            except StateUnusable as error:
                ended.append(error)
                if left.is_set() and isinstance(error, StateBusy):  # nobody else would tell it
                    self.on_failure(RecordUnanswered(_LOST))

        thread = Thread(target=beside, name="team-record", daemon=True)
        thread.start()
        thread.join(QUICK)
        if not ended:
            left.set()
            raise StateBusy(_SLOW)
        if isinstance(ended[0], StateUnusable):
            raise ended[0]
        return ended[0]


_SLOW = (
    "The team's table has not answered yet: what was said shows here once it is recorded, or why it"
    " is not."
)


_LOST = (
    "What was said last could not be recorded in the team's table, since others recorded or it gave"
    " no answer: look at it, and say it again."
)


def _unusable(table: str, error: PoolwalkError) -> StateUnusable:
    later = isinstance(error, AwsBusy | AwsUnreachable)
    kind = RecordUnanswered if later else StateUnusable
    return kind(f"The team's table {table} cannot be used. {error}")
