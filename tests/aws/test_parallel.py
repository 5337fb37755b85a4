"""Calls at the same time: all are made, order is kept, and stopping waits for none that hangs."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from migration.aws.parallel import in_parallel
from migration.errors import Cancelled


def test_answers_keep_the_order_of_the_calls() -> None:
    first_may_end = threading.Event()

    def first() -> int:
        assert first_may_end.wait(60)
        return 1

    def second() -> int:
        first_may_end.set()
        return 2

    assert in_parallel([first, second]) == [1, 2]


def test_every_call_is_made_although_one_fails() -> None:
    made: list[int] = []

    def call(number: int) -> None:
        made.append(number)
        if number == 0:
            raise ValueError(number)

    with pytest.raises(ValueError, match="0"):
        in_parallel([partial(call, number) for number in range(5)], at_once=1)
    assert made == [0, 1, 2, 3, 4]


def test_no_more_run_at_once_than_asked() -> None:
    running, most, lock = 0, 0, threading.Lock()
    pair = threading.Barrier(2)

    def call() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        pair.wait(60)  # only two at the same time get through
        with lock:
            running -= 1

    in_parallel([call] * 6, at_once=2)
    assert most == 2


def test_batches_within_batches_do_not_wait_for_each_others_workers() -> None:
    def outer() -> list[int]:
        return in_parallel([lambda: 1] * 3, at_once=1)

    assert in_parallel([outer] * 4, at_once=1) == [[1, 1, 1]] * 4


def test_stopping_does_not_wait_for_a_call_that_hangs() -> None:
    cancelled, hangs = threading.Event(), threading.Event()

    def hang() -> None:
        cancelled.set()
        hangs.wait(30)

    with pytest.raises(Cancelled):
        in_parallel([hang], cancelled)
    assert not hangs.is_set()
    daemons = [thread.daemon for thread in threading.enumerate() if thread.name == "aws"]
    assert daemons
    assert all(daemons)
    hangs.set()


def test_nothing_to_do_is_done() -> None:
    assert in_parallel([]) == []
