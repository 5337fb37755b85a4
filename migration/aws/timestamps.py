"""Moments in AWS's answers, read in a fraction of botocore's time.

One reading of two months' metrics holds thousands of them, and botocore asks for the machine's time
zone again for each: a fifth of all that Poolwalk computes while it starts. CloudFormation's are
texts, which botocore tries to understand in every form that dates are written in.
"""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session

_IN_XML = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


def read_timestamps_quickly(session: "Session") -> None:
    """Have every client that this session makes read moments with `moment`; before any is made."""
    session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=moment)


def moment(value: Any) -> datetime:
    """The moment that a timestamp of an answer means, with this machine's distance from UTC.

    Seconds since 1970, and texts as AWS writes them, are read here. Everything else (other texts,
    years that no clock has) is left to botocore, which raises `ValueError`.
    """
    if isinstance(value, int | float):
        try:
            return datetime.fromtimestamp(value, UTC).astimezone()
        except (OSError, OverflowError, ValueError):
            pass
    elif isinstance(value, str) and _IN_XML.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    from botocore.utils import parse_timestamp

    found: datetime = parse_timestamp(value)
    return found
