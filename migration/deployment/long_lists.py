"""Lists whose items are asked for one by one: of a long one, how far it is comes on the way."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Lock
from typing import TypeVar

from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.pools.reading import Pending

T = TypeVar("T")

# As many as pacing lets begin in two seconds: slower answers than that would slow down a long list,
# more threads would not help.
AT_ONCE = 2 * CALLS_PER_WINDOW
LONG = 5 * CALLS_PER_WINDOW  # a list of more items than this tells how far it is


def each(
    operation: str,
    calls: Sequence[Callable[[], T]],
    told: Callable[[Pending], None],
    cancelled: Event,
) -> list[T]:
    """What the calls return, in their order; a list that takes more than a moment is counted."""
    done = 0
    counting = Lock()

    def counted(call: Callable[[], T]) -> T:
        nonlocal done
        answer = call()
        with counting:
            done += 1
            if len(calls) > LONG and done % CALLS_PER_WINDOW == 0:
                told(Pending(f"{operation}, {done} of {len(calls)}"))
        return answer

    return in_parallel([partial(counted, call) for call in calls], cancelled, AT_ONCE)
