"""Whatever a client or a pool holds, applying one setting leaves every other member as it was.

The practice AWS resets what an Update leaves out, as AWS does. `HYPOTHESIS_PROFILE=nightly` tries
10,000 of each.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migration.aws.connection import Connection, connect
from migration.aws.pacing import Pacer
from migration.changes.change import Change, Edit
from migration.changes.resources import Resources
from migration.changes.write_journal import WriteJournal
from migration.changes.writer import Writer
from migration.compare.setting import Kind, Target
from migration.journal.sqlite import SqliteJournal
from tests.changes.random_documents import documents
from tests.practice_aws import NEW_POOL, PracticeAws

CLIENT, CLIENT_ID = "acme-installer-app", "8newinstallerapp9acme0home"
AT = datetime(2026, 11, 22, tzinfo=UTC)
MOVING = {
    "LastModifiedDate",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "SmsVerificationMessage",
}

edits = st.sampled_from(
    [
        Edit("4/x/CallbackURLs", ("CallbackURLs",), False, True, "https://added.example/"),
        Edit("4/x/LogoutURLs", ("LogoutURLs",), False, True, "https://added.example/out"),
        Edit(
            "4/x/AllowedOAuthScopes",
            ("AllowedOAuthScopes",),
            False,
            True,
            "aws.cognito.signin.user.admin",
        ),
    ]
)
outcomes: Counter[str] = Counter()


@pytest.fixture(scope="module")
def connection(practice_aws_server: PracticeAws) -> Iterator[Connection]:
    aws = practice_aws_server
    leaps = itertools.count(step=10)
    made = connect(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
        pacer=Pacer(clock=lambda: float(next(leaps))),
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def writer(connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    return Writer(
        resources=Resources(connection, NEW_POOL),
        journal=WriteJournal(
            SqliteJournal(Path(tmp_path_factory.mktemp("state")) / "journal.sqlite3"),
            remember=lambda _: None,
            who="tests",
            clock=lambda: AT,
        ),
        wait=lambda _: None,
        progress=lambda _: None,
        landed=lambda *_: None,
        stopped=lambda: False,
    )


def others(document: dict[str, Any] | None, *members: str) -> dict[str, Any]:
    assert document is not None
    set_ones: dict[str, Any] = filled(
        {name: value for name, value in document.items() if name not in MOVING | set(members)}
    )
    return set_ones


def filled(value: Any) -> Any:
    """Without what is unset: to AWS, empty and absent are one."""
    if not isinstance(value, dict):
        return value
    kept = {name: filled(item) for name, item in value.items()}
    return {name: item for name, item in kept.items() if item not in ({}, [], "", None)}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(held=st.deferred(lambda: documents("UpdateUserPoolClient")), edit=edits)
def test_of_a_random_client_only_the_setting_changes(
    writer: Writer, practice_aws_server: PracticeAws, held: dict[str, Any], edit: Edit
) -> None:
    practice_aws_server.reset()
    # AWS derives a role of its own beside an analytics ARN (recorded): that has tests of its own.
    held = {name: value for name, value in held.items() if name != "AnalyticsConfiguration"}
    practice_aws_server.change(pool="new", client=CLIENT, set=held)
    target = Target(Kind.CLIENT, CLIENT_ID)
    before = writer.resources.read(target)
    report = writer.write(Change("4", target, (edit,)))
    after = writer.resources.read(target)
    outcomes["client applied" if report.applied else "client refused"] += 1
    member = edit.path[0]
    assert others(after, member) == others(before, member)
    assert after is not None
    assert before is not None
    if report.applied:
        assert after[member] == [*before.get(member, []), edit.item]
        assert report.applied[0].reason == ""
    else:
        assert after.get(member) == before.get(member)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(
    held=st.deferred(lambda: documents("UpdateUserPool")),
    subject=st.text("abc ü{}", min_size=1, max_size=20),
)
def test_of_a_random_pool_only_the_setting_changes(
    writer: Writer, practice_aws_server: PracticeAws, held: dict[str, Any], subject: str
) -> None:
    practice_aws_server.reset()
    practice_aws_server.change(pool="new", set=held)
    target = Target(Kind.POOL)
    before = writer.resources.read(target)
    assert before is not None
    template = dict(before.get("VerificationMessageTemplate") or {})
    edit = Edit(
        "5/-/EmailSubject",
        ("VerificationMessageTemplate", "EmailSubject"),
        template.get("EmailSubject"),
        subject,
    )
    report = writer.write(Change("5", target, (edit,)))
    after = writer.resources.read(target)
    outcomes["pool applied" if report.applied else "pool refused"] += 1
    assert after is not None
    assert others(after, "VerificationMessageTemplate") == others(
        before, "VerificationMessageTemplate"
    )
    kept = dict(after.get("VerificationMessageTemplate") or {})
    if report.applied:
        assert kept.pop("EmailSubject") == subject
        template.pop("EmailSubject", None)
    assert filled(kept) == filled(template)


@pytest.fixture(autouse=True)
def _told_and_mostly_written(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Tell how many of a test's random configurations could be written.

    A property of refusals alone would prove little.
    """
    before = outcomes.copy()
    yield
    tried = outcomes - before
    for outcome, count in tried.items():
        record_property(outcome, count)
    written = sum(count for outcome, count in tried.items() if outcome.endswith("applied"))
    assert written >= tried.total() / 2, tried
