"""What was applied together is taken back together, also after a restart."""

from pathlib import Path

from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk


def applied_together(walkthrough: Walkthrough) -> tuple[str, ...]:
    """The e-mail's template and a provider: two resources, one run."""
    walkthrough.entered.choose_prefix("acme-signin")
    ids = (*walkthrough.pages.to_apply("5"), "3a/-/Google")
    assert walkthrough.applier.apply(ids).failed == ()
    return ids


def test_one_run_is_taken_back_whole_after_a_restart(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path, pairs=())
    ids = applied_together(first)
    first.close()
    again = walk(practice_aws, tmp_path, pairs=())
    run = again.past_changes.last_run()
    assert len(run) == 2
    assert sorted(id_ for one in run for id_ in one.ids) == sorted(ids)
    assert again.applier.undo(run).failed == ()
    assert again.past_changes.last_run() == ()
    again.reader.read()
    assert set(ids) <= set(again.pages.to_apply())
    again.close()


def test_a_change_by_itself_is_a_run_by_itself(practice_aws: PracticeAws, tmp_path: Path) -> None:
    walkthrough = walk(practice_aws, tmp_path, pairs=())
    applied_together(walkthrough)
    (client,) = walkthrough.past_changes.last_run()[:1]
    assert client.run
    walkthrough.applier.undo(walkthrough.past_changes.last_run())
    first, second, *_ = walkthrough.pages.to_apply("5")
    walkthrough.applier.apply([first])
    walkthrough.applier.apply([second])
    assert [one.ids for one in walkthrough.past_changes.last_run()] == [(second,)]
    walkthrough.close()
