"""What the page of deployments offers: each table of config.toml, as this machine knows it."""

from collections.abc import Callable
from dataclasses import replace

from migration.journal.deployment_overview import glance_at
from migration.journal.state_folder import state_folder
from screens.deployments.choice import Choice
from tui.settings.sources import Sources, named_state_folder


def deployment_choice(sources: Sources, choose: Callable[[Sources], None]) -> Choice:
    """The deployments to choose from; `choose` is given the sources with the one that is meant.

    To look at one takes less than to open it: what stands against that (an option that leads it to
    other pools) is told when it is chosen, and keeps nobody from the others.
    """
    each = {name: replace(sources, chosen=name) for name in sources.deployments}
    return Choice(
        names=tuple(each),
        protected=frozenset(name for name, one in each.items() if one.protected_by()),
        overviews=lambda: [
            glance_at(state_folder(named_state_folder(one)), name) for name, one in each.items()
        ],
        choose=lambda name: choose(sources.choosing(name)),
    )
