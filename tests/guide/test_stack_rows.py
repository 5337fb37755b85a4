"""The upgrade's pages show the deployment's stacks as they were read, or say what was not."""

from dataclasses import replace
from datetime import UTC, datetime

from migration.compare.choices import Choices
from migration.guide.page import Fact, Page
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.step_files import load_steps
from migration.guide.step_reading import unread_parts
from migration.pools.reading import Pending, Unread
from migration.stacks.stack import Stack, Stacks
from tests.readings import DEPLOYMENT, pool_reading, reading

UPDATED = datetime(2025, 10, 6, 5, 29, tzinfo=UTC)
CORE = Stack("serverlessrepo-ESP-RainMaker-Core", "us-east-1", "UPDATE_COMPLETE", "3.4.2", UPDATED)
NESTED = Stack("ESP-RainMaker-Core-Cognito-1A2B", "us-east-1", "UPDATE_COMPLETE", nested=True)
REFUSED = Unread(
    "ListStacks",
    "AWS does not allow it: ask for the IAM action cloudformation:ListStacks.",
    None,
    "us-east-1",
)


def page(step: str, stacks: Stacks | Unread | Pending) -> Page:
    read = replace(reading(pool_reading(), pool_reading()), stacks=stacks)
    summary = next(
        summary for summary in summarize(load_steps(), (), {}, read) if summary.step.id == step
    )
    return page_of(summary, Known(read, Choices(), DEPLOYMENT), None)


def rows(shown: Page) -> list[Fact]:
    return [row for group in shown.groups for row in group.rows if isinstance(row, Fact)]


def test_a_stack_shows_its_name_version_last_update_and_status() -> None:
    shown = page("1a", Stacks((CORE,)))
    assert rows(shown) == [Fact("Core", "3.4.2", "2025-10-06 UPDATE_COMPLETE")]
    assert [side.name for side in shown.sides] == ["Version", "Last update and status"]


def test_a_nested_stack_is_not_shown_for_it_is_upgraded_with_the_one_above() -> None:
    assert len(rows(page("1a", Stacks((CORE, NESTED))))) == 1


def test_each_region_has_its_heading() -> None:
    elsewhere = replace(CORE, name="ESP-RainMaker-Skills", region="eu-west-1")
    assert [group.title for group in page("1a", Stacks((CORE, elsewhere))).groups] == [
        "ESP-RainMaker stacks in us-east-1",
        "ESP-RainMaker stacks in eu-west-1",
    ]


def test_the_dashboards_page_shows_the_dashboards_stack_where_there_is_one() -> None:
    dashboard = replace(CORE, name="ESP-RainMaker-Dashboard", version="2.1.0")
    assert [row.old for row in rows(page("1b", Stacks((CORE, dashboard))))] == ["2.1.0"]


def test_the_dashboards_page_says_when_no_stack_is_the_dashboards() -> None:
    shown = page("1b", Stacks((CORE,)))
    assert "No stack is named as a dashboard's" in shown.groups[0].note
    assert len(rows(shown)) == 1


def test_what_was_refused_is_told_with_the_permissions_name() -> None:
    assert "cloudformation:ListStacks" in page("1a", REFUSED).groups[0].note
    partly = page("1a", Stacks((CORE,), (REFUSED,)))
    assert "cloudformation:ListStacks" in partly.groups[-1].note
    assert len(rows(partly)) == 1


def test_an_account_without_such_stacks_says_so() -> None:
    assert "No stack of this account" in page("1a", Stacks()).groups[0].note


def test_until_they_are_read_the_page_waits() -> None:
    shown = page("1a", Pending("ListStacks"))
    assert shown.waiting == ("the deployment's stacks (ListStacks)",)


def test_refused_stacks_and_exports_are_listed_as_unread() -> None:
    exports = Unread("ListExports", "refused")
    read = replace(
        reading(pool_reading(), pool_reading()), stacks=Stacks((), (REFUSED,)), exports=exports
    )
    assert unread_parts(load_steps(), read) == (("1a", REFUSED), ("7b", exports))
