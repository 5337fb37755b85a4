"""A moment is read as botocore reads it, only quicker."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import cast

import pytest
from botocore import utils
from hypothesis import example, given
from hypothesis import strategies as st

from migration.aws.timestamps import moment

# it takes numbers as well, which its stubs do not say
parse_timestamp = cast("Callable[[object], datetime]", utils.parse_timestamp)
SOME = (0, 1_700_000_000, 1_780_000_000.25, 1_785_000_000)


@pytest.fixture(params=["UTC", "Europe/Berlin", "Asia/Kolkata"])
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@given(st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12))
def test_seconds_mean_what_they_mean_to_botocore(seconds: float) -> None:
    try:
        meant = parse_timestamp(seconds)
    except ValueError:
        with pytest.raises(ValueError, match=r"[Tt]imestamp|year|convert|NaN"):
            moment(seconds)
    except OverflowError:
        with pytest.raises(OverflowError):
            moment(seconds)
    else:
        assert moment(seconds) == meant


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("seconds", SOME)
def test_it_is_written_as_before_in_every_zone(seconds: float) -> None:
    assert moment(seconds).isoformat() == parse_timestamp(seconds).isoformat()


TEXTS = st.datetimes().map(lambda at: f"{at.isoformat(timespec='milliseconds')}Z")


@pytest.mark.filterwarnings("ignore:tzname")  # of a zone that dateutil does not know
@given(TEXTS | st.from_regex(r"[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d+)?Z"))
@example("2026-11-22T02:00:00Z")
@example("2026-11-22T02:00:00.5Z")
@example("2026-11-22T24:00:00Z")
@example("2026-11-22T02:00:00")
@example("2026-11-22T02:00:00+05:30")
@example("Sun, 22 Nov 2026 02:00:00 GMT")
@example("12.5")
def test_texts_mean_what_they_mean_to_botocore(text: str) -> None:
    try:
        meant = parse_timestamp(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"[Tt]imestamp"):
            moment(text)
    else:
        assert moment(text).isoformat() == meant.isoformat()


def test_what_is_no_moment_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="soon"):
        moment("soon")
