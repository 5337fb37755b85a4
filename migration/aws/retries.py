"""When asking again is of no use, and how often a read is asked.

Botocore's own rules would keep a person waiting for an answer that cannot change. A write is sent
again by `migration.changes.delivery` alone, which reads before it does.
"""

from typing import Any

ATTEMPTS = 6  # of a read
ONCE = 1  # of a write
# A line that is down seldom comes back within the pauses between attempts; the person can ask again
# with one key.
ATTEMPTS_WITHOUT_AN_ANSWER = 2


def give_up_early(
    *,
    response: Any,
    attempts: int,
    caught_exception: Exception | None,
    operation: Any,
    at_aws: bool,
    **_: Any,
) -> None:
    """Raise what ends the call now, or let botocore's own handler decide.

    This handles botocore's event `needs-retry`, ahead of botocore. `response` is the pair (HTTP
    response, parsed answer), or None where there was no answer.
    """
    from botocore.exceptions import ClientError

    if caught_exception is not None:
        if attempts >= ATTEMPTS_WITHOUT_AN_ANSWER:
            raise caught_exception
        return
    if response is None:
        return
    http, parsed = response
    code = str(parsed.get("Error", {}).get("Code", ""))
    # A quota that is used up; botocore takes it for throttling.
    used_up = code == "LimitExceededException"
    if used_up or (not at_aws and is_not_implemented(code, http.status_code)):
        raise ClientError(parsed, operation.name)


def is_not_implemented(code: str, status: int) -> bool:
    """Whether a server that is not AWS says, in one of the ways seen, that it lacks the operation.

    moto answers a page with status 500, from which botocore makes the code "500"; LocalStack
    answers 501.
    """
    return status == 501 or code in {
        "500",
        "501",
        "404",
        "405",
        "NotImplemented",
        "NotYetImplemented",
    }
