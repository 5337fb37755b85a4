"""At most four calls to Cognito begin within any one second, retries included.

They are counted for each region, operation and pool.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.aws import reads
from migration.aws.connection import connect
from migration.aws.pacing import (
    CALLS_PER_WINDOW,
    OTHERS_PER_WINDOW,
    Pacer,
    cancellable,
    operation_and_pool,
)
from migration.errors import AwsBusy, Cancelled
from tests.aws.conftest import FakeClock
from tests.practice_aws import NEW_POOL, PracticeAws

pytestmark = pytest.mark.in_real_time

KEYS = [
    ("us-east-1", "DescribeUserPoolClient", "a"),
    ("us-east-1", "DescribeUserPoolClient", "b"),
    ("us-east-1", "ListUserPools", ""),
]


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from(KEYS)), max_size=60))
def test_no_second_ever_holds_more_than_four(
    arrivals: list[tuple[float, tuple[str, str, str]]],
) -> None:
    clock = FakeClock()
    pacer = Pacer(clock, clock.wait)
    begun = defaultdict(list)
    for pause, key in arrivals:
        clock.now += pause
        pacer.begin(key)
        begun[key].append(clock.now)
    for times in begun.values():
        for first, fifth in zip(times, times[CALLS_PER_WINDOW:], strict=False):
            assert fifth - first > 1


@given(st.integers(1, 100))
def test_a_long_list_is_not_slowed_more_than_it_must(calls: int) -> None:
    clock = FakeClock()
    pacer = Pacer(clock, clock.wait)
    for _ in range(calls):
        pacer.begin(KEYS[0])
    assert clock.now <= (calls - 1) // CALLS_PER_WINDOW * 1.06


@pytest.mark.parametrize(
    ("headers", "at_once"),
    [
        ({"X-Amz-Target": b"AWSCognitoIdentityProviderService.ListUserPools"}, CALLS_PER_WINDOW),
        ({"X-Amz-Target": b"DynamoDB_20120810.Query"}, OTHERS_PER_WINDOW),
        ({}, OTHERS_PER_WINDOW),
    ],
)
def test_what_serves_no_sign_in_may_be_asked_faster(
    headers: dict[str, bytes], at_once: int
) -> None:
    clock = FakeClock()
    pacer = Pacer(clock, clock.wait)
    request = SimpleNamespace(headers=headers, body=b"Action=DescribeStacks")
    for _ in range(at_once):
        pacer.before_send(request, "us-east-1")
    assert clock.now == 0
    pacer.before_send(request, "us-east-1")
    assert clock.now > 1


def test_one_pool_does_not_wait_for_another() -> None:
    clock = FakeClock()
    pacer = Pacer(clock, clock.wait)
    for key in KEYS * CALLS_PER_WINDOW:
        pacer.begin(key)
    assert clock.now == 0


def test_whoever_waits_for_a_turn_can_be_stopped() -> None:
    cancelled = threading.Event()
    # stopped while it waits
    pacer = Pacer(lambda: 0.0, lambda _seconds, event: event.set() if event else None)
    for _ in range(CALLS_PER_WINDOW):
        pacer.begin(KEYS[0], cancelled)
    with pytest.raises(Cancelled):
        pacer.begin(KEYS[0], cancelled)


def test_threads_share_one_pace() -> None:
    clock = FakeClock()
    pacer = Pacer(clock, clock.wait)
    begun: list[float] = []

    def call() -> None:
        pacer.begin(KEYS[0])
        begun.append(clock.now)

    threads = [threading.Thread(target=call) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 20
    assert clock.now > 4  # five windows


def test_the_pool_is_read_from_a_cognito_request_and_the_operation_from_a_form() -> None:
    headers = {"X-Amz-Target": b"AWSCognitoIdentityProviderService.ListUserPoolClients"}
    assert operation_and_pool(headers, b'{"UserPoolId": "p_1", "MaxResults": 60}') == (
        "ListUserPoolClients",
        "p_1",
    )
    assert operation_and_pool({}, b"Action=DescribeStacks&Version=2010-05-15&StackName=a") == (
        "DescribeStacks",
        "",
    )
    assert operation_and_pool(headers, b"") == ("ListUserPoolClients", "")


def test_retries_are_paced_too(practice_aws: PracticeAws, no_pauses: list[float]) -> None:
    clock = FakeClock()
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
        pacer=Pacer(clock, clock.wait),
    )
    practice_aws.faults({"kind": "throttling", "operation": "DescribeUserPool"})
    with pytest.raises(AwsBusy):
        reads.describe_pool(connection, NEW_POOL)
    assert len(practice_aws.calls("DescribeUserPool")) == 6
    assert len(no_pauses) == 5
    assert clock.now > 1  # the fifth attempt had to wait for its turn


def test_a_stopped_thread_sends_nothing(practice_aws: PracticeAws) -> None:
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )
    cancelled = threading.Event()
    cancelled.set()
    with cancellable(cancelled), pytest.raises(Cancelled):
        reads.describe_pool(connection, NEW_POOL)
    assert practice_aws.calls() == []
