"""The journal in a team's table: one order for all, nothing lost, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event
from typing import Any

import pytest

from migration.aws.team_table import TeamTable
from migration.errors import AwsUnreachable, HistoryMoved, RecordUnanswered, StateUnusable
from migration.journal import chain
from migration.journal.dynamodb import DynamoDbJournal
from migration.journal.entries import Entry, EntryKind
from migration.pools.reading import Deployment, PoolRef
from tests.journal import tables
from tests.practice_aws import PracticeAws

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
_names = count()

pytestmark = pytest.mark.xdist_group("moto")


@pytest.fixture(scope="module")
def motos() -> Iterator[Any]:
    with tables.motos() as endpoint:
        yield tables.reach(endpoint)


@pytest.fixture(scope="module")
def dynalites() -> Iterator[Any]:
    with tables.dynalites() as endpoint:
        yield tables.reach(endpoint)


@pytest.fixture(params=["practice", "moto", pytest.param("dynalite", marks=pytest.mark.process)])
def table(request: pytest.FixtureRequest) -> TeamTable:
    if request.param == "practice":
        aws: PracticeAws = request.getfixturevalue("practice_aws")
        return of_the_practice(aws)
    connection = request.getfixturevalue(f"{request.param}s")
    return tables.table_at(connection, f"team-{next(_names)}")


def of_the_practice(aws: PracticeAws) -> TeamTable:
    from migration.aws.connection import connect

    aws.settings(table_seconds=0)
    connection = connect(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
    )
    return tables.table_at(connection)


@pytest.fixture
def ours(practice_aws: PracticeAws) -> TeamTable:
    return of_the_practice(practice_aws)


def journal(table: TeamTable, who: str = "ada", deployment: str = "one") -> DynamoDbJournal:
    return DynamoDbJournal(table, deployment, who, clock=lambda: AT)


def tick(step: str, who: str = "ada", at: datetime = AT) -> Entry:
    return Entry(EntryKind.TICKED, who, at, step, {"note": f"é {step}", "day": ""})


def intent(who: str = "ada") -> Entry:
    target = {"kind": "pool", "name": ""}
    return Entry(EntryKind.INTENT, who, AT, "4", {"edits": [], "target": target})


def steps(journal: DynamoDbJournal) -> list[str]:
    return [entry.step for entry in journal.entries()]


def test_what_one_records_the_other_reads_as_it_was(table: TeamTable) -> None:
    ada, ben = journal(table), journal(table, "ben")
    assert ada.record(tick("1a")) == 1
    assert ben.record(tick("", "ben")) == 2
    (first, second) = ada.entries()
    assert first == Entry(EntryKind.TICKED, "ada", AT, "1a", {"note": "é 1a", "day": ""}, 1)
    assert (second.who, second.step, second.number) == ("ben", "", 2)
    assert ada.entries() == ben.entries() == journal(table).entries()


def test_what_is_too_large_for_an_item_is_packed(table: TeamTable) -> None:
    css = ".banner { color: #1a2b3c }\n" * 30_000
    body = {"setting": "also/-/CSS", "note": "ours", "old": "", "new": css}
    journal(table).record(Entry(EntryKind.ACCEPTED, "ada", AT, "7b", body))
    assert journal(table).entries()[0].body == body


def test_two_deployments_do_not_see_each_other(table: TeamTable) -> None:
    one, other = journal(table), journal(table, deployment="other")
    one.record(tick("1a"))
    assert (other.entries(), other.record(tick("1b"))) == ((), 1)


def test_fingerprints_match_between_people_and_not_between_deployments(table: TeamTable) -> None:
    ada, ben, other = journal(table), journal(table, "ben"), journal(table, deployment="other")
    for one in (ada, other):
        one.record(tick("1a"))
    ben.entries()
    assert ada.fingerprint("secret") == ben.fingerprint("secret") != other.fingerprint("secret")
    assert ada.key.hex() not in ada.fingerprint("secret")


def test_many_who_record_at_once_lose_nothing_and_agree_on_the_order(table: TeamTable) -> None:
    people = [journal(table, f"admin-{number}") for number in range(4)]

    def work(number: int) -> None:
        for step in range(5):
            people[number].record(tick(f"{number}/{step}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    orders = {tuple(steps(one)) for one in [*people, journal(table)]}
    (order,) = orders
    assert sorted(order) == sorted(f"{number}/{step}" for number in range(4) for step in range(5))
    for number in range(4):  # and nobody's own words change places
        own = [step for step in order if step.startswith(f"{number}/")]
        assert own == sorted(own)


def test_an_intent_lands_only_on_the_history_that_its_author_saw(table: TeamTable) -> None:
    ada, ben = journal(table), journal(table, "ben")
    seen = ada.record(tick("1a"))
    ben.record(tick("1b", "ben"))
    with pytest.raises(HistoryMoved):
        ada.record(intent(), after=seen)
    assert ada.entries()[-1].step == "1b"  # what there is to judge again is known
    assert ada.record(intent(), after=2) == 3
    with pytest.raises(HistoryMoved):
        ben.record(intent("ben"), after=2)
    assert steps(ben) == ["1a", "1b", "4"]


def test_the_order_is_the_tables_whatever_the_clocks_say(table: TeamTable) -> None:
    ada, ben = journal(table), journal(table, "ben")
    ada.record(tick("1a", at=AT + timedelta(hours=5)))
    ben.record(tick("1b", at=AT - timedelta(hours=5)))
    assert steps(ada) == ["1a", "1b"]


# --- a line and a server with bad days ------------------------------------------------------------


@pytest.mark.parametrize("after", [True, False])
def test_a_lost_answer_is_known_as_ones_own(
    practice_aws: PracticeAws, ours: TeamTable, after: bool
) -> None:
    ada = journal(ours)
    ada.record(tick("1a"))
    practice_aws.faults({"kind": "cut", "operation": "PutItem", "after": after, "count": 2})
    assert ada.record(tick("1b")) == 2
    assert steps(journal(ours)) == ["1a", "1b"]


def test_a_first_entry_whose_answers_are_lost_begins_one_record(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    practice_aws.faults({"kind": "cut", "operation": "PutItem", "after": True, "count": 3})
    ada, ben = journal(ours), journal(ours, "ben")
    assert (ada.record(tick("1a")), ben.record(tick("1b"))) == (1, 2)
    assert ada.fingerprint("x") == ben.fingerprint("x")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "throttling"}, "asked to slow down"),
        ({"kind": "access_denied"}, "does not allow PutItem"),
        ({"kind": "cut"}, "No answer from"),
        ({"kind": "server_error"}, "failed at PutItem"),
    ],
)
def test_what_cannot_be_recorded_is_told_with_its_reason(
    practice_aws: PracticeAws,
    ours: TeamTable,
    fault: dict[str, Any],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = journal(ours)
    ada.record(tick("1a"))
    told: list[StateUnusable] = []
    ada.on_failure = told.append
    practice_aws.faults({**fault, "operation": "PutItem"})
    with pytest.raises(StateUnusable, match=said):
        ada.record(tick("1b"))
    assert len(told) == 1
    # What AWS says later may be used again; what it refuses may not, before somebody did something.
    assert isinstance(told[0], RecordUnanswered) is (fault["kind"] != "access_denied")
    practice_aws.faults()
    assert ada.record(tick("1b")) == 2


def test_a_put_that_arrives_after_all_is_there_once(ours: TeamTable) -> None:
    class Late:
        """A table whose first put of an entry has no answer, and arrives before the third."""

        name = ours.name

        def __init__(self) -> None:
            self.waiting: list[Any] = []
            self.puts = 0

        def put_if_new(self, item: Any) -> bool:
            self.puts += 1
            if self.puts == 2:
                self.waiting.append(item)
                raise AwsUnreachable("no answer")
            if self.waiting:
                ours.put_if_new(self.waiting.pop())
            return ours.put_if_new(item)

        def items_from(self, deployment: str, number: int) -> Any:
            return ours.items_from(deployment, number)

        def described(self) -> Any:
            return ours.described()

    ada = DynamoDbJournal(Late(), "one", "ada", clock=lambda: AT)  # type: ignore[arg-type]
    assert ada.record(tick("1a")) == 1
    assert steps(journal(ours)) == ["1a"]


# --- a table that is not as it was ----------------------------------------------------------------


def _items(aws: PracticeAws) -> list[dict[str, Any]]:
    return list(aws.state()["tables"][tables.NAME])


def test_a_changed_item_breaks_the_chain_and_nothing_is_written_on_it(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    ada = journal(ours)
    for step in ("1a", "1b", "2"):
        ada.record(tick(step))
    (changed,) = [item for item in _items(practice_aws) if item["sequence"]["N"] == "2"]
    ours.client.put_item(TableName=ours.name, Item={**changed, "who": {"S": "mallory"}})
    ben = journal(ours, "ben")
    with pytest.raises(StateUnusable, match="what stands before entry 3 is not what was recorded"):
        ben.entries()
    with pytest.raises(StateUnusable, match="Nothing is written on it"):
        ben.record(tick("5"))
    assert len(_items(practice_aws)) == 4


def test_a_missing_item_is_never_filled_in(practice_aws: PracticeAws, ours: TeamTable) -> None:
    ada = journal(ours)
    for step in ("1a", "1b"):
        ada.record(tick(step))
    last = _items(practice_aws)[-1]
    ours.client.put_item(TableName=ours.name, Item={**last, "sequence": {"N": "4"}})
    for one in (ada, journal(ours, "ben")):
        with pytest.raises(StateUnusable, match="entry 3 is missing"):
            one.entries()
        with pytest.raises(StateUnusable):
            one.record(tick("5"))
    assert len(_items(practice_aws)) == 4


def a_change(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "who": {"S": "mallory"}}


def a_reading_that_is_none(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in ("deployment", "sequence")}


@pytest.mark.parametrize("done", [a_change, a_reading_that_is_none, None])
@pytest.mark.parametrize("number", [0, 2])
def test_a_running_session_sees_that_the_last_item_that_it_knows_was_touched(
    practice_aws: PracticeAws, ours: TeamTable, done: Any, number: int
) -> None:
    ada = journal(ours)
    ada.entries()
    for step in ("1a", "1b")[:number]:
        ada.record(tick(step))
    if not number:
        ada._begin()
    item = _items(practice_aws)[-1]
    if done is None:
        kept = _items(practice_aws)[:-1]
        ours.client.delete_table(TableName=ours.name)  # of the practice's, no item can be deleted
        tables.make_table(ours.client, ours.name)
        for one in kept:
            ours.client.put_item(TableName=ours.name, Item=one)
    else:
        ours.client.put_item(TableName=ours.name, Item=done(item))
    before = _items(practice_aws)
    for trying in (lambda: ada.record(tick("2")), ada.entries):
        with pytest.raises(StateUnusable, match=r"is broken, since .*Nothing is written on it"):
            trying()
    assert _items(practice_aws) == before


def _of_a_changed_entry(aws: PracticeAws, ours: TeamTable, now: list[float]) -> DynamoDbJournal:
    """A journal of two entries that it read, the first of them changed by somebody since."""
    ada = DynamoDbJournal(ours, "one", "ada", clock=lambda: AT, monotonic=lambda: now[0])
    for step in ("1a", "1b"):
        ada.record(tick(step))
    (first,) = [item for item in _items(aws) if item["sequence"]["N"] == "1"]
    ours.client.put_item(TableName=ours.name, Item=a_change(first))
    return ada


def test_a_write_is_announced_on_a_record_that_was_held_to_its_chain_within_a_minute(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    now = [0.0]
    ada = _of_a_changed_entry(practice_aws, ours, now)
    now[0] += 61
    with pytest.raises(StateUnusable, match="entry 1 is not what was recorded there"):
        ada.record(intent(), after=2)
    assert len(_items(practice_aws)) == 3


def test_looks_at_the_end_of_the_record_do_not_count_as_reading_all_of_it(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    now = [0.0]
    ada = _of_a_changed_entry(practice_aws, ours, now)
    for _ in range(3):
        now[0] += 21
        assert len(ada.entries()) == 2  # nothing is new, and that is all that is looked at
    with pytest.raises(StateUnusable, match="entry 1 is not what was recorded there"):
        ada.record(intent(), after=2)


def test_the_record_of_a_deployment_is_begun_with_the_key_that_is_given() -> None:
    old, new = PoolRef("us-east-1_Old", "old"), PoolRef("us-east-1_New", "new")
    deployment = Deployment("123456789012", "us-east-1", "", "ada", old, new)
    given = DynamoDbJournal.of(InMemory(), deployment, lambda: AT, bytes(range(32)))  # type: ignore[arg-type]
    assert given.key == bytes(range(32))
    assert DynamoDbJournal.of(InMemory(), deployment, lambda: AT).key != given.key  # type: ignore[arg-type]


class InMemory:
    """A table in memory, to which anybody puts what they like."""

    name = "team"

    def __init__(self) -> None:
        self.items: list[Any] = []

    def put_if_new(self, item: Any) -> bool:
        self.items.append(item)
        return True

    def items_from(self, _: str, number: int) -> Any:
        return self.items[number:]

    def described(self) -> Any:
        return DESCRIBED


def test_what_could_not_be_recorded_after_all_is_told_though_nobody_waits_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    goes_on, told = Event(), Event()

    class Crowded(InMemory):
        """One in which somebody else is always first, and that takes its time."""

        def put_if_new(self, item: Any) -> bool:
            if len(self.items) > 1:
                goes_on.wait(60)
                return False
            return super().put_if_new(item)

    ada = DynamoDbJournal(Crowded(), "one", "ada", clock=lambda: AT)  # type: ignore[arg-type]
    ada.record(tick("1a"))
    reasons: list[StateUnusable] = []

    def tell(error: StateUnusable) -> None:
        reasons.append(error)
        told.set()

    ada.on_failure = tell
    monkeypatch.setattr("migration.journal.dynamodb.QUICK", 0.0)
    with pytest.raises(StateUnusable, match="has not answered yet"):
        ada.record(tick("1b"), patient=False)
    goes_on.set()
    assert told.wait(60)
    assert "could not be recorded" in str(reasons[0])
    assert isinstance(reasons[0], RecordUnanswered)  # the next answer lets write again


TARGET = {"kind": "pool", "name": ""}
EDIT = {"setting": "5/-/X", "path": ["X"], "item": "", "before": None, "after": "x"}
FOREIGN = [
    ("paired", []),
    ("paired", {"old": "a"}),
    ("prefix-chosen", {}),
    ("intent", {}),
    ("intent", {"target": {"kind": "moon", "name": ""}, "edits": []}),
    ("intent", {"target": TARGET, "edits": [{**EDIT, "path": 5}]}),
    ("intent", {"target": TARGET, "edits": [{"setting": "5/-/X"}]}),
    ("intent", {"target": TARGET, "edits": [EDIT], "undoes": "one"}),
    ("intent", {"target": TARGET, "edits": [EDIT], "process": 7}),
    ("outcome", {"intent": "x"}),
    ("outcome", {"intent": 1, "applied": 5}),
    ("users-settled", {"users": "many", "note": "x"}),
    ("plan-approved", {}),
    ("a kind of tomorrow", {}),
]


@pytest.mark.parametrize(("kind", "body"), FOREIGN)
def test_an_item_in_its_place_that_is_none_of_poolwalks_ends_the_record_there(
    kind: str, body: Any
) -> None:
    table = InMemory()
    ada = DynamoDbJournal(table, "one", "ada", clock=lambda: AT)  # type: ignore[arg-type]
    ada.record(tick("1a"))
    last = chain.link_of(table.items[-1])
    good = chain.entry_item(chain.ChainPlace("one", last), "id", tick("1b"))
    table.items.append({**good, "kind": {"S": kind}, "body": {"S": json.dumps(body)}})
    for one in (ada, DynamoDbJournal(table, "one", "ben")):  # type: ignore[arg-type]
        with pytest.raises(StateUnusable, match="entry 2 cannot be read by this Poolwalk"):
            one.entries()
        with pytest.raises(StateUnusable, match="Nothing is written on it"):
            one.record(tick("2"))
    assert len(table.items) == 3


DESCRIBED = {
    "TableStatus": "ACTIVE",
    "KeySchema": [
        {"AttributeName": "deployment", "KeyType": "HASH"},
        {"AttributeName": "sequence", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "deployment", "AttributeType": "S"},
        {"AttributeName": "sequence", "AttributeType": "N"},
    ],
}


def test_a_table_that_was_made_anew_is_not_gone_on_with(ours: TeamTable) -> None:
    ada = journal(ours)
    ada.record(tick("1a"))
    ours.client.delete_table(TableName=ours.name)
    with pytest.raises(StateUnusable, match="cannot be used"):
        ada.record(tick("1b"))
    tables.make_table(ours.client, ours.name)
    with pytest.raises(StateUnusable, match="entry 1 was taken away"):
        ada.record(tick("1b"))


def test_a_table_of_another_make_and_one_that_is_not_there_are_named(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    with pytest.raises(StateUnusable, match="there is no such table"):
        journal(TeamTable(ours.connection, "elsewhere")).entries()
    ours.client.create_table(
        TableName="other",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    with pytest.raises(StateUnusable, match="its key is not deployment"):
        journal(TeamTable(ours.connection, "other")).entries()


def test_a_long_record_is_read_over_its_pages_and_asked_for_once(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    ada = journal(ours)
    for number in range(12):
        ada.record(tick(str(number)))
    practice_aws.settings(table_page_bytes=900)
    assert len(steps(journal(ours, "ben"))) == 12
    practice_aws.forget_calls()
    assert len(ada.entries()) == 12
    (query,) = practice_aws.calls("Query")  # only what is new is asked for
    assert query["parameters"]["ConsistentRead"] is True


def test_the_screens_own_thread_waits_for_no_answer_that_does_not_come(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    ada = journal(ours)
    ada.record(tick("1a"))
    practice_aws.faults({"kind": "latency", "operation": "PutItem", "count": 1})
    with pytest.raises(StateUnusable, match="has not answered yet"):
        ada.record(tick("1b"), patient=False)
    practice_aws.faults()  # the answer comes
    assert ada.entries()[-1].step == "1b"  # it was on its way, and whoever reads waits for it
    assert [entry.step for entry in ada.entries(patient=False)] == ["1a", "1b"]


def test_no_item_holds_more_than_what_was_recorded(
    practice_aws: PracticeAws, ours: TeamTable
) -> None:
    journal(ours).record(tick("1a"))
    head, item = _items(practice_aws)
    assert set(head) == {"deployment", "sequence", "id", "kind", "format", "key", "who", "at"}
    names = {"deployment", "sequence", "id", "previous", "kind", "step", "who", "at", "body"}
    assert set(item) == names
    assert json.loads(item["body"]["S"]) == {"note": "é 1a", "day": ""}
