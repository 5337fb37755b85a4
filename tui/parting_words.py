"""What stands in the shell once the app was left: what is kept, where, and how one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # both are there long before this is asked
    from migration.walkthrough import Walkthrough
    from tui.demo.practice_aws import Demo


def parting_words(walkthrough: Walkthrough | None, demo: Demo | None) -> str:
    """A line or two; empty where nothing of a deployment was known."""
    if demo is not None:
        if demo.joined:
            return "You have left the demo; it goes on in the terminal that began it."
        return (
            "The demo has ended, and what was done in it is gone:"
            " the same command begins a new one, from the first step."
        )
    if walkthrough is None or walkthrough.state.deployment is None:
        return ""
    from migration.journal.state_folder import journal_file, state_folder

    request = walkthrough.state.request
    if request.team_table:
        where = f"the DynamoDB table {request.team_table}"
    else:
        file = journal_file(state_folder(request.state_folder), walkthrough.state.deployment)
        where = str(file) if file.exists() else ""
    if not where:
        return "Nothing was recorded."
    return (
        f"What was done is kept in {where}."
        " The same command goes on there; poolwalk next says what is next."
    )
