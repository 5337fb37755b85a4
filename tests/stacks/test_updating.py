"""The skills stack is updated by a change set that a person has seen, and by nothing else."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from migration.aws import writes
from migration.aws.connection import Connection
from migration.changes.change_set_agreement import Agreement
from migration.changes.reads_around_write import ReadsAroundWrite
from migration.changes.send_window import FRESH_FOR, SendWindowOver
from migration.changes.write_journal import WriteJournal
from migration.errors import AccessRefused, AwsRefused
from migration.journal import boot_clock
from migration.pools.documents import AppClient, SkillsStack
from migration.stacks.effects import Effects
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, SKILLS_STACK, PracticeAws
from tests.stacks.conftest import SETTING, WANTED, Asked
from tests.walkthroughs import walk

ALEXA = "esp-rainmaker-alexa-skill"


def setting(walked: Walkthrough) -> Any:
    return next(found for found in walked.pages.settings() if found.id == SETTING)


def change_sets(aws: PracticeAws) -> list[str]:
    found = [
        stack for stack in aws.state()["stacks"] if stack["document"]["StackName"] == SKILLS_STACK
    ]
    return [
        name
        for stack in found
        for name, made in stack["change_sets"].items()
        if made["ExecutionStatus"] == "AVAILABLE"
    ]


def status(aws: PracticeAws) -> str:
    found = aws.client("cloudformation").describe_stacks(StackName=SKILLS_STACK)
    return str(found["Stacks"][0]["StackStatus"])


def test_the_parameter_becomes_the_new_pools_providers(
    ready: Walkthrough, parameters: Callable[[], dict[str, str]]
) -> None:
    asked = Asked(yes=True)
    report = ready.applier.apply((SETTING,), agree=asked)
    assert [result.id for result in report.applied] == [SETTING], report
    assert parameters()["SkillIdentityProvidersNewUserPool"] == WANTED
    (effects,) = asked.effects
    assert {change.logical_id for change in effects.changes} == {
        "AlexaSkillClientNewUserPool",
        "GoogleActionClientNewUserPool",
    }
    assert effects.alarms == ()
    assert setting(ready).state == "same"


def test_a_yes_after_somebody_accounted_for_it_executes_nothing(
    practice_aws: PracticeAws, ready: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WriteJournal, "held_again", lambda *_: False)
    asked, said = Asked(yes=True), list[str]()
    report = ready.applier.apply((SETTING,), said.append, agree=asked)
    assert len(asked.effects) == 1
    assert report.applied == ()
    assert practice_aws.calls("ExecuteChangeSet") == []
    assert "Somebody of the team accounted for it meanwhile: it is not executed" in said


def test_nothing_is_executed_before_the_yes(ready: Walkthrough) -> None:
    agreement = Agreement(ready.applier._writer(None, None).journal, print, "6", 1)
    with pytest.raises(SendWindowOver):
        agreement.window.must_be_open()
    shown = Effects("stack", "us-east-1", "change-set", {}, ())
    assert not agreement.given(Asked(yes=False), shown)
    with pytest.raises(SendWindowOver):
        agreement.window.must_be_open()
    assert agreement.given(Asked(yes=True), shown)
    agreement.window.must_be_open()


@pytest.mark.parametrize(("seconds", "executed"), [(FRESH_FOR - 0.1, True), (FRESH_FOR, False)])
@pytest.mark.parametrize("event", ["before-sign", "before-send"])
def test_a_machine_that_sleeps_after_the_yes_executes_nothing_when_it_wakes_up(
    practice_aws: PracticeAws,
    ready: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    event: str,
    seconds: float,
    executed: bool,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(boot_clock, "uptime", lambda: now[0])

    def sleeps(**_: object) -> None:
        now[0] += seconds

    client = ready.login.online().writing("cloudformation", "us-east-1")
    client.meta.events.register(f"{event}.cloudformation.ExecuteChangeSet", sleeps)
    report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert bool(report.applied) is executed
    assert len(practice_aws.calls("ExecuteChangeSet")) == executed
    if not executed:
        (failed,) = report.failed
        assert failed.reason.startswith(
            "Nothing more was sent: 30 seconds or more have gone by since the yes"
        )
        assert "The stack was not changed" in failed.reason
        assert change_sets(practice_aws) == []
        assert not ready.state.record.unfinished


def test_a_question_that_stood_open_for_a_night_is_held_to_what_is_so_by_then(
    practice_aws: PracticeAws, ready: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(boot_clock, "uptime", lambda: now[0])

    def yes_in_the_morning(_: Effects) -> bool:
        now[0] += 30_000.0
        practice_aws.forget_calls()
        return True

    assert ready.applier.apply((SETTING,), agree=yes_in_the_morning).applied
    asked = [call["operation"] for call in practice_aws.calls()]
    before = asked[: asked.index("ExecuteChangeSet")]
    assert {"DescribeChangeSet", "DescribeStacks"} <= set(before), "it was read again"


def test_no_other_parameter_is_sent(practice_aws: PracticeAws, ready: Walkthrough) -> None:
    practice_aws.forget_calls()
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    (call,) = practice_aws.calls("CreateChangeSet")
    sent = {item["ParameterKey"]: item for item in call["parameters"]["Parameters"]}
    assert sent.pop("SkillIdentityProvidersNewUserPool")["ParameterValue"] == WANTED
    assert set(sent) == {
        "AlexaVendorId",
        "GoogleProjectId",
        "SkillIdentityProviders",
        "DeploymentToken",
    }
    assert all(
        item["UsePreviousValue"] in {True, "true"} and "ParameterValue" not in item
        for item in sent.values()
    )


def test_a_hidden_parameter_is_the_same_afterwards(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    def token() -> str:
        stack = next(
            found
            for found in practice_aws.state()["stacks"]
            if found["document"].get("Parameters", [])[4:]
        )
        held = {
            item["ParameterKey"]: item["ParameterValue"] for item in stack["document"]["Parameters"]
        }
        return str(held["DeploymentToken"])

    before = token()
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert token() == before == "acme-deployment-token-not-to-be-shown"


def test_the_clients_are_read_again_for_the_stack_changed_them(ready: Walkthrough) -> None:
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    clients = ready.state.reading.new.clients
    assert isinstance(clients, tuple)
    (alexa,) = [
        client for client in clients if isinstance(client, AppClient) and client.name == ALEXA
    ]
    assert set(alexa.members("SupportedIdentityProviders")) == {"Google", "GitHub", "COGNITO"}


def asked_for(aws: PracticeAws, ready: Walkthrough) -> set[str]:
    """The new pool's clients that are read again by an update of the stack."""
    aws.forget_calls()
    assert ready.applier.apply((SETTING,), agree=Asked(yes=True)).applied
    calls = aws.calls("DescribeUserPoolClient", pool=NEW_POOL)
    return {call["parameters"]["ClientId"] for call in calls}


def clients_of(walked: Walkthrough) -> set[str]:
    clients = walked.state.reading.new.clients
    assert isinstance(clients, tuple)
    return {client.id for client in clients if isinstance(client, AppClient)}


def test_no_client_is_asked_for_that_the_stack_did_not_make(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    stack, before = ready.state.reading.skills_stack, clients_of(ready)
    assert isinstance(stack, SkillsStack)
    assert asked_for(practice_aws, ready) == stack.client_ids & before < before
    assert clients_of(ready) == before


def test_a_client_that_was_not_there_before_is_read_too(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    before = clients_of(ready)
    practice_aws.populate(NEW_POOL, 1)
    asked_for(practice_aws, ready)
    assert clients_of(ready) > before


def test_all_are_asked_for_where_the_stack_has_parts_of_another_kind(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    stack = ready.state.reading.skills_stack
    assert isinstance(stack, SkillsStack)
    (of_the_old_pool, *_) = stack.client_ids - clients_of(ready)
    practice_aws.faults(
        {
            "kind": "answer",
            "operation": "ListStackResources",
            "replace": {of_the_old_pool: "what-a-function-made"},
        }
    )
    assert asked_for(practice_aws, ready) == clients_of(ready)


def test_once_it_is_done_what_the_stack_did_not_bring_is_free_in_step_4(ready: Walkthrough) -> None:
    owned = [found for found in ready.pages.settings() if found.left_to == "6"]
    assert owned
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert [found for found in ready.pages.settings() if found.left_to == "6"] == []


def test_what_a_person_drops_leaves_nothing_behind(
    practice_aws: PracticeAws, ready: Walkthrough, parameters: Callable[[], dict[str, str]]
) -> None:
    report = ready.applier.apply((SETTING,), agree=Asked(yes=False))
    assert "was not changed" in report.failed[0].reason
    assert parameters()["SkillIdentityProvidersNewUserPool"] == "COGNITO"
    assert change_sets(practice_aws) == []
    assert ready.state.record.unfinished == ()


def test_nobody_to_ask_means_no_update(practice_aws: PracticeAws, ready: Walkthrough) -> None:
    report = ready.applier.apply((SETTING,))
    assert "Nobody was there" in report.failed[0].reason
    assert practice_aws.calls("ExecuteChangeSet") == []


@pytest.mark.parametrize(
    "words",
    ["The submitted information didn't contain changes.", "No updates are to be performed."],
)
def test_nothing_to_change_counts_as_done(
    practice_aws: PracticeAws, ready: Walkthrough, words: str
) -> None:
    practice_aws.settings(no_changes=words)
    # nothing rests on the parameter
    practice_aws.change(stack=SKILLS_STACK, template={"Properties": {}})
    report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert "found nothing to change" in report.applied[0].reason


def test_undo_is_the_former_value_by_the_same_road(
    ready: Walkthrough, parameters: Callable[[], dict[str, str]]
) -> None:
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    undoable = ready.past_changes.undoable()
    assert undoable is not None
    assert undoable.ids == (SETTING,)
    asked = Asked(yes=True)
    report = ready.applier.undo([undoable], agree=asked)
    assert [result.id for result in report.applied] == [SETTING]
    assert asked.effects[0].parameters == {"SkillIdentityProvidersNewUserPool": "COGNITO"}
    assert parameters()["SkillIdentityProvidersNewUserPool"] == "COGNITO"
    assert setting(ready).state == "differs"


def test_providers_come_before_the_stack_names_them(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path, attached=False)
    found = setting(walked)
    assert found.wanted == "Google, SignInWithApple, GitHub, COGNITO"
    assert "Google (step 3a)" in found.blocked
    assert walked.applier.apply((SETTING,), agree=Asked(yes=True)).skipped
    assert practice_aws.calls("CreateChangeSet") == []
    walked.close()


def test_a_value_that_somebody_changed_meanwhile_is_left_alone(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    theirs = {
        "ParameterKey": "SkillIdentityProvidersNewUserPool",
        "ParameterValue": "Facebook,COGNITO",
    }
    practice_aws.change(stack=SKILLS_STACK, set={"Parameters": [theirs]})
    report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert "Changed by somebody" in report.stale[0].reason
    assert practice_aws.calls("CreateChangeSet") == []


def nobody_reads_back(*_: object, **__: object) -> None:
    raise AccessRefused("It may not be read.")


class TestTrouble:
    def test_an_update_that_aws_takes_back_is_told_with_its_first_reason(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.settings(stack_failure="Rate of changes exceeded")
        report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
        assert "put everything back as it was" in report.failed[0].reason
        assert "Rate of changes exceeded" in report.failed[0].reason
        assert setting(ready).state == "differs"

    def test_a_rollback_that_fails_says_what_to_do_in_the_console(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.settings(
            stack_failure="Rate of changes exceeded", rollback_ends="UPDATE_ROLLBACK_FAILED"
        )
        report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
        assert "Continue update rollback" in report.failed[0].reason
        assert "Continue update rollback" in setting(ready).blocked

    def test_what_a_rollback_that_failed_left_behind_is_not_known_until_the_stack_is_read(
        self, practice_aws: PracticeAws, ready: Walkthrough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        practice_aws.settings(stack_failure="Rate.", rollback_ends="UPDATE_ROLLBACK_FAILED")
        with monkeypatch.context() as patch:
            patch.setattr(ReadsAroundWrite, "back", nobody_reads_back)
            (failed,) = ready.applier.apply((SETTING,), agree=Asked(yes=True)).failed
        assert failed.unknown
        assert "Continue update rollback" in failed.reason
        assert len(ready.state.record.unfinished) == 1
        monkeypatch.setattr("migration.walk.unfinished_writes.YOUNG", 0.0)
        ready.reader.read(attached=False)
        assert not ready.state.record.unfinished

    def test_an_update_that_was_put_back_has_failed_though_it_cannot_be_read_back(
        self, practice_aws: PracticeAws, ready: Walkthrough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        practice_aws.settings(stack_failure="Rate.")
        monkeypatch.setattr(ReadsAroundWrite, "back", nobody_reads_back)
        (failed,) = ready.applier.apply((SETTING,), agree=Asked(yes=True)).failed
        assert not failed.unknown
        assert "put everything back as it was" in failed.reason
        assert not ready.state.record.unfinished

    @pytest.mark.parametrize(
        "operation", ["DescribeChangeSet", "CreateChangeSet", "ExecuteChangeSet"]
    )
    def test_a_lacking_permission_is_named_and_nothing_stays_behind(
        self, practice_aws: PracticeAws, ready: Walkthrough, operation: str
    ) -> None:
        practice_aws.faults({"kind": "access_denied", "operation": operation})
        report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
        assert f"cloudformation:{operation}" in report.failed[0].reason
        assert change_sets(practice_aws) == []
        assert ready.state.record.unfinished == ()

    def test_a_change_set_that_may_not_be_deleted_is_named(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.faults({"kind": "access_denied", "operation": "DeleteChangeSet"})
        report = ready.applier.apply((SETTING,), agree=Asked(yes=False))
        (left,) = change_sets(practice_aws)
        assert left in report.failed[0].reason
        assert "cloudformation:DeleteChangeSet" in report.failed[0].reason

    def test_without_events_the_stack_itself_is_watched(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.faults({"kind": "access_denied", "operation": "DescribeStackEvents"})
        said: list[str] = []
        report = ready.applier.apply((SETTING,), said.append, agree=Asked(yes=True))
        assert report.applied
        assert any("cloudformation:DescribeStackEvents" in sentence for sentence in said)

    def test_events_are_told_as_they_come(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.settings(stack_seconds=0.6)
        said: list[str] = []
        ready.applier.apply((SETTING,), said.append, agree=Asked(yes=True))
        assert any(
            sentence.startswith("AlexaSkillClientNewUserPool UPDATE_COMPLETE") for sentence in said
        )

    def test_an_execution_that_aws_did_not_answer_is_watched_all_the_same(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.faults({"kind": "cut", "operation": "ExecuteChangeSet", "after": True})
        assert ready.applier.apply((SETTING,), agree=Asked(yes=True)).applied

    def test_an_execution_that_is_refused_because_it_had_begun_is_watched_and_not_called_unchanged(
        self, practice_aws: PracticeAws, ready: Walkthrough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The first try arrived, its answer did not, and AWS refuses the second one."""
        practice_aws.settings(stack_seconds=1)
        send = writes.send_about_change_set

        def sent_twice(
            connection: Connection, region: str, operation: str, request: Mapping[str, Any]
        ) -> Mapping[str, Any]:
            answer = send(connection, region, operation, request)
            if operation == "ExecuteChangeSet":
                raise AwsRefused(
                    "InvalidChangeSetStatus: it cannot be executed in its current execution status"
                )
            return answer

        monkeypatch.setattr(writes, "send_about_change_set", sent_twice)
        report = ready.applier.apply((SETTING,), agree=Asked(yes=True))
        assert report.applied, report

    def test_who_stops_while_the_question_stands_is_not_taken_by_a_late_yes(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        def agree(_: Effects) -> bool:
            ready.cancel()
            return True

        report = ready.applier.apply((SETTING,), agree=agree)
        assert "Stopped before" in report.failed[0].reason
        assert practice_aws.calls("ExecuteChangeSet") == []
        assert change_sets(practice_aws) == []

    def test_stopping_ends_the_watching_and_not_the_update(
        self,
        practice_aws: PracticeAws,
        ready: Walkthrough,
        parameters: Callable[[], dict[str, str]],
    ) -> None:
        practice_aws.settings(stack_seconds=1)

        def said(sentence: str) -> None:
            if "UPDATE_IN_PROGRESS" in sentence:
                ready.cancel()

        report = ready.applier.apply((SETTING,), said, agree=Asked(yes=True))
        assert "AWS goes on" in report.failed[0].reason
        (unfinished,) = ready.state.record.unfinished
        assert unfinished.step == "6"
        while status(practice_aws).endswith("_IN_PROGRESS"):
            pass
        assert parameters()["SkillIdentityProvidersNewUserPool"] == WANTED
        ready.reader.read(attached=False)
        (found,) = ready.state.recovered
        assert "it landed" in found.sentence
        assert not ready.state.record.unfinished
        undoable = ready.past_changes.undoable()
        assert undoable is not None
        assert undoable.ids == (SETTING,)

    def test_a_stack_that_still_changes_is_said_to_and_asked_again(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.settings(stack_seconds=600)

        def said(sentence: str) -> None:
            if "UPDATE_IN_PROGRESS" in sentence:
                ready.cancel()

        ready.applier.apply((SETTING,), said, agree=Asked(yes=True))
        ready.reader.read(attached=False)
        assert "AWS is still at the stack's update" in ready.state.recovered[-1].sentence
        assert "being changed" in setting(ready).blocked
        assert len(ready.state.record.unfinished) == 1

    def test_stopping_before_the_execution_drops_the_change_set(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.settings(change_set_seconds=0.2)

        def said(sentence: str) -> None:
            if "works out" in sentence:
                ready.cancel()

        report = ready.applier.apply((SETTING,), said, agree=Asked(yes=True))
        assert "Stopped before" in report.failed[0].reason
        assert practice_aws.calls("ExecuteChangeSet") == []

    def test_a_change_set_that_a_killed_run_left_is_not_taken_for_the_new_one(
        self, practice_aws: PracticeAws, ready: Walkthrough
    ) -> None:
        practice_aws.faults({"kind": "access_denied", "operation": "DeleteChangeSet"})
        ready.applier.apply((SETTING,), agree=Asked(yes=False))
        practice_aws.faults()
        (left,) = change_sets(practice_aws)
        asked = Asked(yes=True)
        assert ready.applier.apply((SETTING,), agree=asked).applied
        assert asked.effects[0].change_set != left
        assert change_sets(practice_aws) == []


def test_only_the_skills_stack_is_ever_changed(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    def others() -> Any:
        return [
            stack["document"]
            for stack in practice_aws.state()["stacks"]
            if stack["document"]["StackName"] != SKILLS_STACK
        ]

    before = others()
    ready.applier.apply((SETTING,), agree=Asked(yes=True))
    assert others() == before
