"""Which tests a mutation is tried against: the few quick ones whose subject is its file.

A plugin of pytest for `make mutants`. mutmut picks the tests that reach the changed function, and
begins with the quickest; hundreds reach some. Of these, the ones in the files below are kept.
"""

import os
import shutil
from fnmatch import fnmatch
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
_OURS = "poolwalk-mutants-"

_CHANGES = (
    "changes/test_change",
    "changes/test_writing",
    "changes/test_sent_again",
    "changes/test_two_operators",
)
_OLDER = "changes/test_older_than_the_write"
_CHANGE_SET = ("stacks/test_what_is_executed", "stacks/test_change_set_script")
_RECORD = (
    "journal/test_record",
    "journal/test_record_whole",
    "changes/test_unfinished_writes",
    "changes/test_writing",
)
_PLANS = ("plans/test_approving", "plans/test_applying", "plans/test_file")
_UNDO = (
    "changes/test_undo",
    "changes/test_undo_in_words",
    "changes/test_undo_returns",
    "changes/test_provider_removal",
    "looks/test_carrying_over",
)

# By the module without `migration.`; the tests without `tests/` and `.py`.
CONCERNED = {
    "aws.check_before_send": ("changes/test_send_window",),
    "changes.made_resource": ("changes/test_slept", "changes/test_recovery"),
    "changes.change_set_agreement": ("stacks/test_updating",),
    "changes.change": (
        *_CHANGES,
        "changes/test_undo",
        "changes/test_recovery",
        "changes/test_undo_of_a_write",
    ),
    "changes.delivery": ("changes/test_delivery", "changes/test_sent_again"),
    "changes.domain_status": ("changes/test_domain_in_the_making",),
    "changes.expectation": (*_CHANGES, "changes/test_undo"),
    "changes.send_window": ("changes/test_send_window", "changes/test_delivery"),
    "changes.oauth_order": ("changes/test_undo_returns",),
    "changes.read_back": ("changes/test_read_back", _OLDER, *_CHANGES, *_UNDO),
    "changes.reads_around_write": (
        *_CHANGES,
        _OLDER,
        "changes/test_domain_in_the_making",
        "changes/test_slept",
    ),
    "changes.recovery": ("changes/test_recovery", "changes/test_unfinished_writes"),
    "changes.resources": ("changes/test_resources", *_CHANGES),
    "changes.run": (*_CHANGES, "changes/test_undo"),
    "changes.journal_form": ("changes/test_journal_form", "changes/test_undo"),
    "changes.inverse": (*_UNDO, "changes/test_change", "changes/test_last_run"),
    "changes.write_journal": ("changes/test_write_journal", "changes/test_writing"),
    "changes.write_outcome": (
        *_CHANGES,
        _OLDER,
        "changes/test_slept",
        "changes/test_domain_in_the_making",
        "stacks/test_updating",
    ),
    "changes.writer": (
        *_CHANGES,
        "changes/test_still_under_way",
        "changes/test_newer_than_botocore",
        "changes/test_domain_in_the_making",
        "changes/test_decided_in_the_turn",
        "changes/test_planted_provider",
        "changes/test_slept",
        "changes/test_undo",
        "changes/test_alexa_certification",
        _OLDER,
        "stacks/test_updating",
    ),
    "journal.chain": ("journal/test_chain",),
    "journal.dynamodb": ("journal/test_dynamodb", "team/test_decided_meanwhile"),
    "journal.record": _RECORD,
    "journal.same_file": ("journal/test_a_record_that_goes",),
    "plans.approval": _PLANS,
    "plans.kept_plan": ("plans/test_kept_plan",),
    "plans.drift": ("plans/test_drift", "plans/test_file"),
    "rehearsal.guard": ("rehearsal/test_bounds",),
    "stacks.change_set": _CHANGE_SET,
    "stacks.change_set_request": _CHANGE_SET,
    "stacks.effects": ("stacks/test_effects",),
    "stacks.made_change_set": _CHANGE_SET,
    "stacks.change_set_discrepancies": ("stacks/test_change_set_discrepancies",),
    "walk.applier": (
        *_CHANGES,
        *_UNDO,
        "changes/test_decided_in_the_turn",
        "changes/test_unfinished_writes",
        "changes/test_last_run",
        "plans/test_applying",
    ),
    "walk.late_answers": (_OLDER, "changes/test_writing", "changes/test_stoppable_runs"),
    "walk.plans": _PLANS,
    "walk.provider_on_clients": ("changes/test_provider_removal",),
    "walk.provider_removal": ("changes/test_provider_removal",),
    "walk.write_gates.protection": _PLANS,
    "walk.write_gates.read_only": ("changes/test_unfinished_writes",),
    "walk.undo": ("changes/test_undo_of_a_write",),
    "walk.write_gates.decisions_since": (
        "plans/test_decisions_since",
        "changes/test_decided_in_the_turn",
        "team/test_decided_meanwhile",
    ),
    "walk.undo_order": ("changes/test_undo_order", *_UNDO),
    "walk.unfinished_writes": (
        "changes/test_how_long_it_waits",
        "changes/test_unfinished_writes",
        "changes/test_still_under_way",
        "team/test_decided_meanwhile",
    ),
}
ALWAYS = {"aws.check_before_send"}  # the first run of a trial is given a mutation of it


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep files in memory, where no record waits for a disk, and leave none behind."""
    if MEMORY.is_dir():
        config.option.basetemp = str(MEMORY / f"{_OURS}{os.getpid()}")


def remove_what_the_killed_left() -> None:
    """Give back the memory of those that were ended with their trial."""
    for left in MEMORY.glob(f"{_OURS}*"):
        try:
            os.kill(int(left.name.removeprefix(_OURS)), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(left, ignore_errors=True)
        except PermissionError:
            continue  # somebody else's


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.option.basetemp:
        shutil.rmtree(config.option.basetemp, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what is quick, and of it what concerns the mutation that is tried, if one is."""
    concerned = _concerned()
    kept = [item for item in items if _file(item) in concerned and not _waits(item)]
    if kept and len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _concerned() -> frozenset[str]:
    """The tests' files: of one mutation's module, else of all modules that this trial is about."""
    mutation = os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0].removeprefix("migration.")
    if mutation in CONCERNED:
        return frozenset(CONCERNED[mutation])
    of = os.environ.get("MUTANTS_OF", "").split() or ["*"]
    return frozenset(
        test
        for module, tests in CONCERNED.items()
        if module in ALWAYS or any(fnmatch(f"migration.{module}", pattern) for pattern in of)
        for test in tests
    )


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0].removeprefix("tests/").removesuffix(".py")


def _waits(item: pytest.Item) -> bool:
    return any(map(item.get_closest_marker, ("process", "in_real_time", "over_http")))
