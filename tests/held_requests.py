"""Every request that a test sends by our own connection is held against the service model.

The end of a run tells how many. The practice AWS checks requests as well; this also checks those
that go to another server. Requests of child processes are left to the server that they reach.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

from migration.aws.connection import Connection
from migration.aws.model_rules import HELD, BrokenRule, broken_rules

TOLD = (
    *(
        "crash points",
        "client applied",
        "client refused",
        "pool applied",
        "pool refused",
        "requests held",
        "rules held",
    ),
    # The whole walk, beside what the official guide asks of a person for the same; "not spared" of
    # it remains with Poolwalk.
    *("keys to migrate", "guide's clicks", "guide's fields", "guide's copies", "not spared"),
)
TALLY: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def held_requests(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Iterator[None]:
    """Check each request as it is made.

    A test marked `broken_requests` breaks a rule on purpose.
    """
    broken: list[tuple[str, BrokenRule]] = []
    make = Connection._make
    before = (HELD.requests, HELD.rules)

    def made(self: Connection, *given: Any) -> Any:
        client = make(self, *given)

        def hold(params: dict[str, Any], model: Any, **_: Any) -> None:
            broken.extend(
                (model.name, rule)
                for rule in broken_rules(client.meta.service_model, model.name, params)
            )

        client.meta.events.register("provide-client-params", hold)
        return client

    monkeypatch.setattr(Connection, "_make", made)
    yield
    record_property("requests held", HELD.requests - before[0])
    record_property("rules held", HELD.rules - before[1])
    assert not broken or request.node.get_closest_marker("broken_requests"), broken


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what the tests tell of themselves, here where the reports of all processes arrive."""
    if report.when == "teardown":
        TALLY.update(
            {name: int(str(value)) for name, value in report.user_properties if name in TOLD}
        )


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What the run tried and held."""
    if any(TALLY.values()):
        terminalreporter.write_sep("-", "tried and held")
        for name in filter(TALLY.get, TOLD):
            terminalreporter.write_line(f"{name:>16}: {TALLY[name]:,}")
