"""What was decided on one deployment is taken over to another one, as far as it holds there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.deployment_request import OtherDeployment
from migration.errors import BadInput, PoolwalkError
from migration.guide.step import StepState
from migration.journal.entries import EntryKind
from migration.walk.decisions_taken_over import Decision, DecisionKind, counted
from migration.walkthrough import Walkthrough
from tests.journal.tables import NAME as TABLE
from tests.plans.conftest import Office
from tests.team.conftest import make_table
from tests.walkthroughs import MAIN, NEW_MAIN, NOW
from widgets.text.decision_words import decision_lines

ALSO = "also/-/MfaConfiguration"
DIFFERENCE = "also/-/AdminCreateUserConfig.InviteMessageTemplate.EmailSubject"
LIFETIME = f"also/{MAIN}/RefreshTokenValidity"


@pytest.fixture
def staging(office: Office) -> Walkthrough:
    """A deployment on which something was decided, and which was read."""
    walked = office.walk(state="staging", name="staging")
    walked.reader.read_attached()
    walked.checklist.not_applicable("7b", "no Google Home skill")
    walked.reasons.accept(DIFFERENCE, "meant so")
    walked.overview.keep()
    return walked


@pytest.fixture
def production(office: Office, staging: Walkthrough) -> Walkthrough:
    """Another one, with a record of its own."""
    other = OtherDeployment("there", office.folder / "staging")
    walked = office.walk(state="production", name="production", others={"staging": other}, pairs=())
    walked.reader.read_attached()
    return walked


def of_kind(decisions: tuple[Decision, ...], kind: DecisionKind) -> Decision:
    [found] = [decision for decision in decisions if decision.kind is kind]
    return found


def test_pairs_reasons_and_left_out_steps_are_shown_and_then_taken_over(
    production: Walkthrough,
) -> None:
    found = production.decisions.of("staging")

    pair = of_kind(found, DecisionKind.PAIR)
    assert (pair.id, pair.said, pair.why_not) == (MAIN, NEW_MAIN, "")
    assert production.state.record.pairs == {}, "shown first"

    production.decisions.take("staging", found)

    record = production.state.record
    assert record.pairs == {MAIN: NEW_MAIN}
    assert record.ticks["7b"].verdict is StepState.NOT_APPLICABLE
    assert record.ticks["7b"].note == "no Google Home skill (as on staging)"
    [accepted] = record.accepted.values()
    assert accepted.note == "meant so (as on staging)"
    assert production.reasons.accepted(accepted.setting)


def test_what_is_so_already_is_not_taken_over_again(production: Walkthrough) -> None:
    production.decisions.take("staging", production.decisions.of("staging"))
    before = len(production.logbook.entries)

    again = production.decisions.of("staging")
    production.decisions.take("staging", again)

    assert counted(again) == {"taken": 0, "left": 3}
    assert len(production.logbook.entries) == before


def test_a_pair_of_clients_that_are_not_here_is_left(
    staging: Walkthrough, production: Walkthrough
) -> None:
    for old, new in (("nobody", NEW_MAIN), (MAIN, "no-such-client")):
        staging.logbook.note(EntryKind.PAIRED, "4", {"old": old, "new": new})

    found = {decision.id: decision for decision in production.decisions.of("staging")}

    assert "no app client of that name" in found["nobody"].why_not
    assert "has no app client “no-such-client”" in found[MAIN].why_not


def test_a_reason_tells_whether_the_values_are_those_of_there(
    production: Walkthrough, office: Office
) -> None:
    same = of_kind(production.decisions.of("staging"), DecisionKind.REASON)
    assert same.remark.startswith("here as there: ")

    pool = office.practice.names["rainmaker-user-email-mobile-pool"]
    office.practice.change(
        pool=pool, set={"AdminCreateUserConfig": {"InviteMessageTemplate": {"EmailSubject": "Hi"}}}
    )
    production.reader.read()

    other = of_kind(production.decisions.of("staging"), DecisionKind.REASON)
    assert other.remark == "other values here: Your Acme Home account and Hi"


def test_a_reason_of_a_client_comes_after_its_pair(
    staging: Walkthrough, production: Walkthrough
) -> None:
    staging.reasons.accept(LIFETIME, "asked for by security")
    production.entered.pair(MAIN, "")
    found = {decision.id: decision for decision in production.decisions.of("staging")}
    assert "pair of its app client comes first" in found[LIFETIME].why_not

    production.decisions.take("staging", tuple(found.values()))

    again = {decision.id: decision for decision in production.decisions.of("staging")}
    assert again[LIFETIME].why_not == ""


def test_a_step_of_which_something_else_was_said_here_is_left(production: Walkthrough) -> None:
    production.checklist.tick("7b")

    found = of_kind(production.decisions.of("staging"), DecisionKind.LEFT_OUT)

    assert found.why_not == "somebody said something else of it here"


def refused(
    sentence: str = "redirect_uri_mismatch", verdict: CheckVerdict = CheckVerdict.REFUSED
) -> Finding:
    evidence = Evidence("accounts.google.com", 302, "accounts.google.com/signin")
    return Finding("google-console", "3a", "Google's console", verdict, sentence, evidence, NOW)


def test_why_a_check_is_not_in_the_way_holds_where_it_is_not_passed_here(
    staging: Walkthrough, production: Walkthrough
) -> None:
    staging.checks.take(refused())
    staging.reasons.explain_check("google-console", "that client is a partner's")

    def look() -> Decision:
        return of_kind(production.decisions.of("staging"), DecisionKind.CHECK)

    assert look().why_not == "that was not checked here yet: then take over again"
    production.checks.take(refused(verdict=CheckVerdict.PASSED))
    assert look().why_not == "it passes here"
    production.checks.take(refused("another answer"))
    assert look().remark == "here it says: another answer"
    production.checks.take(refused())
    assert look().remark == "here as there: redirect_uri_mismatch"
    production.decisions.take("staging", (look(),))
    [explained] = production.state.record.settled.explained.values()
    assert explained.note == "that client is a partner's (as on staging)"
    assert look().why_not == "a reason is given here already"


def test_why_nobody_uses_a_client_is_by_its_name_and_of_the_users_nothing_is_taken_over(
    staging: Walkthrough, production: Walkthrough
) -> None:
    for name in (NEW_MAIN, "not-here"):
        body = {"client": f"id-of-{name}", "name": name, "note": "for tests alone"}
        staging.logbook.note(EntryKind.CLIENT_UNUSED, "effects", body)
    staging.reasons.settle_users("told three times")
    found = {decision.id: decision for decision in production.decisions.of("staging")}
    assert "nobody was moved" in found["not-here"].why_not
    assert "users of there" in found["users"].why_not

    production.decisions.take("staging", tuple(found.values()))
    [unused] = production.state.record.settled.unused.values()
    assert (unused.name, unused.note) == (NEW_MAIN, "for tests alone (as on staging)")
    assert production.state.record.settled.users is None


@pytest.mark.parametrize("name", ["stagin", "production"])
def test_one_that_is_not_known_is_told(production: Walkthrough, name: str) -> None:
    with pytest.raises(BadInput, match=f"no other deployment “{name}”: there are staging"):
        production.decisions.of(name)


def test_one_that_was_never_opened_here_is_told(office: Office) -> None:
    other = OtherDeployment("there", office.folder / "nowhere")
    walked = office.walk(name="production", others={"staging": other})

    with pytest.raises(BadInput, match="staging was never opened on this machine"):
        walked.decisions.of("staging")


def test_a_teams_record_is_read_from_its_table(
    office: Office, staging: Walkthrough, production: Walkthrough
) -> None:
    make_table(office.practice)
    shared = office.walk(state="shared", name="staging", team_table=TABLE)
    shared.reader.read_attached()
    shared.checklist.not_applicable("8b", "our team has none")
    shared.overview.keep()
    asked = production.state.request
    others = {"staging": OtherDeployment("there", office.folder / "shared")}
    production.store.change(lambda state: replace(state, request=replace(asked, others=others)))

    found = production.decisions.of("staging")

    left_out = of_kind(found, DecisionKind.LEFT_OUT)
    assert (left_out.id, left_out.said) == ("8b", "our team has none")

    office.practice.fault(kind="access_denied", service="dynamodb")
    with pytest.raises(PoolwalkError, match="does not allow"):
        production.decisions.of("staging")


def test_lines_name_what_is_taken_over_and_what_not() -> None:
    lines = decision_lines(
        [
            Decision(DecisionKind.PAIR, "main", ""),
            Decision(DecisionKind.LEFT_OUT, "7b", "none", "it is left out here already"),
            Decision(DecisionKind.REASON, ALSO, "meant\x1b[31m", remark="other values here: a"),
        ]
    )

    assert lines == (
        "main → left out",
        "MfaConfiguration is right: meant␛[31m (other values here: a)",
        "Not taken over:",
        "step 7b does not apply: none (it is left out here already)",
    )
