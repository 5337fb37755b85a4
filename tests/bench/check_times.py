"""How long all checks take."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measures import Measured, number
from tests.practice_aws import running
from tests.walkthroughs import walk

ALL_CHECKS = 10  # seconds that a person waits for all of them


def checking() -> Iterator[Measured]:
    """All checks of the sample deployment, with all applied that needs no key of Apple's."""
    with running() as aws, tempfile.TemporaryDirectory() as folder:
        walkthrough = walk(aws, Path(folder), attached=False, check_hosts=aws.check_hosts)
        walkthrough.entered.choose_prefix("acme-signin")
        for step in ("2", "3a", "3c", "4"):
            walkthrough.applier.apply(walkthrough.pages.to_apply(step))
        began = time.monotonic()
        found = walkthrough.checks.run("")
        took = time.monotonic() - began
        walkthrough.close()
        asked = Counter(
            request["host"] for request in aws.control("GET", "outside/requests")["requests"]
        )
    longest = max(asked.values())
    yield Measured("checks, and questions to the busiest host", f"{len(found)}, {longest}")
    yield number("all checks of the sample", took, "s", ALL_CHECKS, 1)
