"""The new pool's domain prefix, given on the command line."""

from functools import partial

from migration.compare.prefix import prefix_problem
from migration.errors import BadInput
from migration.pools.documents import Domain
from tui.command_line.interruption import Interruptible
from tui.spelling import quoted


def choose_prefix(session: Interruptible, prefix: str) -> None:
    """Enter it, once it was held to AWS's rules and asked for. Raises `BadInput`."""
    walkthrough = session.walkthrough
    domain = walkthrough.state.reading.new.domain
    if isinstance(domain, Domain):
        if domain.name != prefix:
            raise BadInput(
                f"--domain is {quoted(prefix)}, and the new pool has the domain"
                f" {quoted(domain.name)} already: leave --domain out."
            )
        return
    problem = prefix_problem(prefix)
    if problem:
        raise BadInput(f"--domain is {quoted(prefix)}: {problem}")
    if session.run(partial(walkthrough.entered.prefix_taken, prefix)):
        raise BadInput(
            f"--domain is {quoted(prefix)}, and somebody uses that prefix already:"
            " choose another one."
        )
    walkthrough.entered.choose_prefix(prefix)
