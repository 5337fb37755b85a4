"""What was found is shown in the order of the plan, however the answers arrived."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.order import in_order, place_of
from migration.checks.plan import planned
from tests.checks.deployments import facts
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PLAN = planned(facts(), known_markers())
PAIRS = [pair.key for pair in facts().pairs]


def finding(check: str, step: str = "2") -> Finding:
    return Finding(check, step, check, CheckVerdict.PASSED, "a sentence", Evidence(), AT)


@given(st.permutations([check.id for check in PLAN]))
def test_findings_stand_as_their_checks_were_planned(arrived: list[str]) -> None:
    shown = in_order(map(finding, arrived), PAIRS)
    assert [found.check for found in shown] == [check.id for check in PLAN]


def test_the_plan_goes_the_way_of_a_login_and_one_client_after_the_other() -> None:
    kinds = [check.kind for check in PLAN]
    assert kinds[:2] == [CheckKind.POOL_DOMAIN, CheckKind.DOMAIN_LIVE]
    assert kinds.index(CheckKind.PROVIDER) < kinds.index(CheckKind.GOOGLE_CONSOLE)
    assert kinds.index(CheckKind.CALLBACK) < kinds.index(CheckKind.LOGIN_PAGE)
    clients = [check.id.split("/")[1] for check in PLAN if check.kind is CheckKind.CALLBACK]
    assert clients == sorted(clients, key=PAIRS.index)


def test_every_kind_of_check_has_a_place_of_its_own() -> None:
    places = {place_of(PAIRS)(kind.value)[0] for kind in CheckKind}
    unknown = place_of(PAIRS)("a-check-of-another-version")[0]
    assert len(places) == len(CheckKind)
    assert max(places) < unknown


def test_what_is_not_planned_any_more_comes_last() -> None:
    place = place_of(PAIRS)
    ids = [f"callback/{PAIRS[0]}/z", "callback/a-former-client/a", "a-check-of-another-version"]
    assert all(place(first) < place(second) for first, second in pairwise(ids))


def test_a_page_does_not_show_them_in_the_order_of_their_arrival(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state", attached=False)
    for check in ("domain-live", "pool-domain"):
        walked.checks.take(finding(check))
    shown = walked.pages.page("2").checks
    worst = next(row.checked for row in walked.pages.summaries() if row.step.id == "2")
    walked.close()
    assert [found.check for found in shown] == ["pool-domain", "domain-live"]
    assert worst == shown[0]
