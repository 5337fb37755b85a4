"""One update of a stack by a script of CloudFormation's answers: what is sent, what is told.

No AWS: each test says what making, looking, executing and deleting bring.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from migration.errors import (
    AwsBusy,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotAgreed,
    NotAsAsked,
    NothingToChange,
    PoolwalkError,
    ResourceGone,
    StillChanging,
)
from migration.stacks import change_set, made_change_set
from migration.stacks.change_set import StackUpdate
from migration.stacks.effects import Effects

STACK = "arn:aws:cloudformation:eu-west-1:1:stack/skills/1"
BUSY, CUT = AwsBusy("Later."), AwsUnreachable("No answer.")
AWAY = AwsNotReached("No such name.")
NO = AwsRefused("No.")


def request() -> dict[str, Any]:
    return {
        "StackName": STACK,
        "ChangeSetName": "poolwalk-a",
        "ClientToken": "poolwalk-a",
        "Description": "Poolwalk: P",
        "Capabilities": [],
        "Parameters": [
            {"ParameterKey": "P", "ParameterValue": "Google"},
            {"ParameterKey": "Q", "UsePreviousValue": True},
        ],
    }


class CloudFormation:
    """What it answers, by operation, in order; the last goes on."""

    def __init__(self, **answers: Sequence[Any]) -> None:
        self.answers: dict[str, Sequence[Any]] = {
            "CreateChangeSet": [{"Id": "arn:made"}],
            "ExecuteChangeSet": [{}],
            "DeleteChangeSet": [{}],
            "look": [{}],
            **answers,
        }
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.name = "poolwalk-a"
        self.said: list[str] = []
        self.waited: list[float] = []
        self.watched = 0
        self.fenced = 0

    def count(self, operation: str) -> int:
        return sum(name == operation for name, _ in self.asked)

    def _next(self, operation: str, given: dict[str, Any]) -> Any:
        self.asked.append((operation, given))
        answers = self.answers[operation]
        answer = answers[min(self.count(operation), len(answers)) - 1]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def write(self, connection: object, region: str, operation: str, given: Any) -> Any:
        assert (connection, region) == ("connection", "eu-west-1")
        if operation == "CreateChangeSet":
            self.name = given["ChangeSetName"]
        return self._next(operation, dict(given))

    def look(self, connection: object, region: str, stack: str, id_: str) -> Any:
        assert (connection, region, stack, id_) == ("connection", "eu-west-1", STACK, "arn:made")
        found = self._next("look", {})
        return None if found is None else {**self.made(), **found}

    def made(self) -> dict[str, Any]:
        return {
            "ChangeSetId": "arn:made",
            "ChangeSetName": self.name,
            "StackId": STACK,
            "StackName": "skills",
            "Description": "Poolwalk: P",
            "ExecutionStatus": "AVAILABLE",
            "Status": "CREATE_COMPLETE",
            "IncludeNestedStacks": True,
            "Parameters": [
                {"ParameterKey": "P", "ParameterValue": "Google"},
                {"ParameterKey": "Q", "ParameterValue": "q"},
            ],
            "Changes": [{"Type": "Resource", "ResourceChange": {"LogicalResourceId": "Client"}}],
        }

    def stack(self, connection: object, region: str, stack: str) -> dict[str, Any]:
        assert (connection, region, stack) == ("connection", "eu-west-1", STACK)
        values = [("P", ""), ("Q", "q")]
        held = [{"ParameterKey": key, "ParameterValue": value} for key, value in values]
        return {"StackName": "skills", "Parameters": held}

    # --- what watches ---
    def begun(self, connection: object, region: str, stack: str, *_: object) -> CloudFormation:
        assert (connection, region, stack) == ("connection", "eu-west-1", STACK)
        return self

    def until_it_ends(self) -> None:
        self.watched += 1

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)

    def update(
        self,
        agree: Callable[[Effects], bool] | None = lambda _: True,
        may_execute: Callable[[], None] = lambda: None,
    ) -> None:
        StackUpdate(
            "connection",  # type: ignore[arg-type]
            request(),
            self.wait,
            self.said.append,
            agree,
            may_execute,
        ).carry_out()


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Callable[..., CloudFormation]:
    def made(**answers: Sequence[Any]) -> CloudFormation:
        cloud = CloudFormation(**answers)
        monkeypatch.setattr("migration.aws.writes.send_about_change_set", cloud.write)
        monkeypatch.setattr("migration.aws.stack_reads.describe_change_set", cloud.look)
        monkeypatch.setattr("migration.aws.stack_reads.describe_stack", cloud.stack)
        monkeypatch.setattr(change_set, "Watching", cloud)
        for module in (change_set, made_change_set):
            monkeypatch.setattr(module, "AGAIN_PAUSES", (0.5, 1.0))
        monkeypatch.setattr(made_change_set, "_MAKING_PAUSES", (0.3, 0.5, 1.0))
        monkeypatch.setattr(made_change_set, "_LOOKS", 3)
        return cloud

    return made


Cloud = Callable[..., CloudFormation]


def test_it_is_made_shown_executed_and_watched(cloud: Cloud) -> None:
    play = cloud()
    shown: list[Effects] = []
    play.update(agree=lambda effects: not shown.append(effects))  # type: ignore[func-returns-value]
    assert [name for name, _ in play.asked] == [
        "CreateChangeSet",
        "look",
        "look",
        "look",
        "ExecuteChangeSet",
    ]
    assert play.asked[0][1] == request()
    assert play.asked[-1][1] == {
        "StackName": STACK,
        "ChangeSetName": "arn:made",
        "ClientRequestToken": "poolwalk-a",
    }
    (effects,) = shown
    assert effects.parameters == {"P": "Google"}
    assert effects.region == "eu-west-1"
    assert (play.watched, play.waited) == (1, [0])
    assert play.said == ["Making a change set: nothing changes by that"]


def test_one_that_aws_did_not_begin_is_sent_again_as_it_was(cloud: Cloud) -> None:
    play = cloud(CreateChangeSet=[BUSY, {"Id": "arn:made"}])
    play.update()
    first, second = (given for name, given in play.asked if name == "CreateChangeSet")
    assert first == second == request()
    assert play.count("DeleteChangeSet") == 0
    assert play.said[1] == "The change set was not made: trying again. Later."
    assert play.waited == [0.5, 0]


@pytest.mark.parametrize("delete", [{}, NO])
def test_one_without_an_answer_is_dropped_by_its_name_and_made_under_another(
    cloud: Cloud, delete: Any
) -> None:
    play = cloud(CreateChangeSet=[CUT, {"Id": "arn:made"}], DeleteChangeSet=[delete])
    play.update()
    first, second = (given for name, given in play.asked if name == "CreateChangeSet")
    assert play.asked[1] == (
        "DeleteChangeSet",
        {"StackName": STACK, "ChangeSetName": "poolwalk-a"},
    )
    assert first == request()
    assert second["ChangeSetName"] == second["ClientToken"] != "poolwalk-a"
    same = {"ChangeSetName", "ClientToken"}
    assert {k: v for k, v in second.items() if k not in same} == {
        k: v for k, v in first.items() if k not in same
    }


def test_one_that_did_not_leave_is_made_again_as_it_was_and_nothing_is_dropped(
    cloud: Cloud,
) -> None:
    play = cloud(CreateChangeSet=[AWAY, {"Id": "arn:made"}])
    play.update()
    first, second = (given for name, given in play.asked if name == "CreateChangeSet")
    assert first == second == request()
    assert play.count("DeleteChangeSet") == 0


@pytest.mark.parametrize(("error", "dropped"), [(BUSY, 0), (CUT, 2), (AWAY, 0)])
def test_making_it_ends_after_some_tries(cloud: Cloud, error: PoolwalkError, dropped: int) -> None:
    play = cloud(CreateChangeSet=[error])
    with pytest.raises(type(error)):
        play.update()
    assert (play.count("CreateChangeSet"), play.count("DeleteChangeSet")) == (3, dropped)
    assert play.waited == [0.5, 1.0]


def test_a_refusal_is_not_sent_again(cloud: Cloud) -> None:
    play = cloud(CreateChangeSet=[NO])
    with pytest.raises(AwsRefused, match=r"^No"):
        play.update()
    assert [name for name, _ in play.asked] == ["CreateChangeSet"]


def test_who_stops_while_it_is_made_again_is_told_that_nothing_changed(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = cloud(CreateChangeSet=[BUSY])

    def stop(_: float) -> None:
        raise Cancelled("Stopped.")

    monkeypatch.setattr(play, "wait", stop)
    with pytest.raises(NotAgreed, match="Stopped before the change set was made"):
        play.update()


@pytest.mark.parametrize(
    "words",
    [
        "The submitted information didn't contain changes",
        "The submitted information didn’t contain changes",
        "The submitted information did not contain any changes",
        "No updates are to be performed",
        "no updates are to be performed",
        "No changes to deploy",
    ],
)
def test_nothing_to_change_is_told_and_the_change_set_goes(cloud: Cloud, words: str) -> None:
    play = cloud(look=[{"Status": "FAILED", "StatusReason": f"{words}."}])
    with pytest.raises(NothingToChange, match=r"the stack brings this already.$"):
        play.update()
    assert play.asked[-1] == ("DeleteChangeSet", {"StackName": STACK, "ChangeSetName": "arn:made"})


@pytest.mark.parametrize(
    ("reason", "said"), [("Broken template", "Broken template"), (None, "it does not say why")]
)
def test_one_that_could_not_be_made_is_told_with_its_reason_and_what_stays(
    cloud: Cloud, reason: str | None, said: str
) -> None:
    failed = {"Status": "FAILED", **({"StatusReason": reason} if reason else {})}
    play = cloud(look=[failed], DeleteChangeSet=[NO])
    with pytest.raises(AwsRefused) as told:
        play.update()
    assert str(told.value) == (
        f"CloudFormation could not make the change set: {said} The change set poolwalk-a stays in"
        " CloudFormation, where it changes nothing: No."
    )


@pytest.mark.parametrize(
    ("agree", "why"),
    [(lambda _: False, "It was dropped"), (None, "Nobody was there to look at what it would do")],
)
def test_what_nobody_agrees_to_is_dropped(cloud: Cloud, agree: Any, why: str) -> None:
    play = cloud()
    with pytest.raises(NotAgreed) as told:
        play.update(agree)
    assert str(told.value) == f"{why}: the stack was not changed."
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (0, 1)


def test_it_is_looked_at_until_it_is_made(cloud: Cloud) -> None:
    play = cloud(look=[{"Status": "CREATE_PENDING"}, {"Status": "CREATE_IN_PROGRESS"}, {}])
    play.update()
    assert play.waited == [0.3, 0.5, 0]
    assert play.said[1:] == ["AWS works out what the change set would change"] * 2


def test_one_that_is_never_made_is_told_and_goes(cloud: Cloud) -> None:
    play = cloud(look=[{"Status": "CREATE_IN_PROGRESS"}])
    with pytest.raises(AwsRefused, match=r"has not made the change set after 3 seconds.*The stack"):
        play.update()
    assert (play.count("look"), play.count("DeleteChangeSet")) == (6, 1)
    assert play.waited[:6] == [0.3, 0.5, 1.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("looks", [[None], [{}, None]])
def test_one_that_somebody_deleted_is_told(cloud: Cloud, looks: list[Any]) -> None:
    play = cloud(look=looks)
    with pytest.raises(AwsRefused, match="Somebody deleted the change set before"):
        play.update()


def test_one_that_is_not_what_was_asked_is_told_and_goes(cloud: Cloud) -> None:
    play = cloud(look=[{"Description": "theirs"}])
    with pytest.raises(
        NotAsAsked, match=r"executed: its Description is “theirs”.*changes this stack"
    ):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (0, 1)


def test_one_that_changed_after_it_was_shown_is_not_executed(cloud: Cloud) -> None:
    play = cloud(look=[{}, {}, {"Changes": []}])
    with pytest.raises(NotAsAsked, match="is not what was shown any more"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (0, 1)


def test_too_late_it_is_not_executed(cloud: Cloud) -> None:
    def late() -> None:
        raise AwsRefused("Too late.")

    play = cloud()
    with pytest.raises(AwsRefused, match=r"^Too late. The stack was not changed.$"):
        play.update(may_execute=late)
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (0, 1)


AVAILABLE, BEGUN = {"ExecutionStatus": "AVAILABLE"}, {"ExecutionStatus": "EXECUTE_IN_PROGRESS"}
ODD = {"ExecutionStatus": "OBSOLETE"}


@pytest.mark.parametrize(
    ("error", "then"),
    [(CUT, BEGUN), (CUT, None), (CUT, ODD), (NO, BEGUN), (BUSY, BEGUN), (ResourceGone("x"), None)],
)
def test_an_execution_that_began_all_the_same_is_watched_and_not_sent_again(
    cloud: Cloud, error: PoolwalkError, then: Any
) -> None:
    play = cloud(look=[{}, {}, {}, then], ExecuteChangeSet=[error])
    play.update()
    assert (play.count("ExecuteChangeSet"), play.watched) == (1, 1)
    assert play.count("DeleteChangeSet") == 0


@pytest.mark.parametrize(("error", "then"), [(NO, AVAILABLE), (NO, ODD), (NO, None), (NO, CUT)])
def test_an_execution_that_was_refused_is_told_and_the_change_set_goes(
    cloud: Cloud, error: PoolwalkError, then: Any
) -> None:
    play = cloud(look=[{}, {}, {}, then], ExecuteChangeSet=[error])
    with pytest.raises(AwsRefused, match=r"^No. The stack was not changed.$"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.watched) == (1, 0)
    assert play.count("DeleteChangeSet") == 1


def test_where_nobody_can_say_whether_it_began_it_is_left_to_the_next_reading(
    cloud: Cloud,
) -> None:
    play = cloud(look=[{}, {}, {}, CUT], ExecuteChangeSet=[CUT])
    with pytest.raises(StillChanging, match=r"^No answer. Whether the stack's update began is not"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (1, 0)


@pytest.mark.parametrize("error", [BUSY, CUT])
def test_an_execution_that_did_not_begin_is_sent_again_after_another_look(
    cloud: Cloud, error: PoolwalkError
) -> None:
    play = cloud(ExecuteChangeSet=[error, {}])
    play.update()
    assert (play.count("ExecuteChangeSet"), play.watched) == (2, 1)
    assert play.waited == [0, 0.5]
    assert play.said[-1] == f"Reading again before it is executed. {error}"


def test_an_execution_that_never_begins_ends_after_some_tries(cloud: Cloud) -> None:
    play = cloud(ExecuteChangeSet=[BUSY])
    with pytest.raises(AwsBusy, match=r"^Later. The stack was not changed.$"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (3, 1)
    assert play.waited == [0, 0.5, 1.0]


@pytest.mark.parametrize(("delete", "error"), [({}, AwsUnreachable), (NO, StillChanging)])
def test_one_that_may_have_begun_at_the_last_try_is_known_by_whether_it_can_be_deleted(
    cloud: Cloud, delete: Any, error: type[PoolwalkError]
) -> None:
    play = cloud(ExecuteChangeSet=[CUT], DeleteChangeSet=[delete])
    with pytest.raises(error):
        play.update()
    assert play.count("ExecuteChangeSet") == 3


@pytest.mark.parametrize("then", [AWAY, NO, NotAgreed("Too late.")])
def test_one_that_was_sent_without_an_answer_may_arrive_whatever_ends_the_tries(
    cloud: Cloud, then: PoolwalkError
) -> None:
    ends = iter([None, then])

    def may_execute() -> None:
        if (error := next(ends)) is not None:
            raise error

    play = cloud(ExecuteChangeSet=[CUT], DeleteChangeSet=[NO])
    with pytest.raises(StillChanging, match=r"^No answer. Whether the stack's update began"):
        play.update(may_execute=may_execute)
    gone = cloud(ExecuteChangeSet=[CUT])
    ends = iter([None, then])
    with pytest.raises(type(then), match="The stack was not changed"):
        gone.update(may_execute=may_execute)


@pytest.mark.parametrize("second", [AWAY, BUSY, NO])
@pytest.mark.parametrize("there", [None, BEGUN])
def test_one_that_arrives_late_is_watched_whatever_became_of_the_next(
    cloud: Cloud, second: PoolwalkError, there: Any
) -> None:
    play = cloud(look=[{}, {}, {}, {}, {}, there], ExecuteChangeSet=[CUT, second])
    play.update()
    assert (play.count("ExecuteChangeSet"), play.watched) == (2, 1)
    assert play.count("DeleteChangeSet") == 0


@pytest.mark.parametrize("second", [AWAY, BUSY, NO])
def test_one_that_may_arrive_late_is_left_to_the_next_reading_where_nobody_can_look(
    cloud: Cloud, second: PoolwalkError
) -> None:
    play = cloud(look=[{}, {}, {}, {}, {}, AWAY], ExecuteChangeSet=[CUT, second])
    with pytest.raises(StillChanging, match=r"^No answer. Whether the stack's update began is not"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (2, 0)


@pytest.mark.parametrize("look", [None, AWAY])
@pytest.mark.parametrize("stops", [False, True])
def test_one_that_is_gone_before_it_is_sent_again_may_have_begun(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, look: Any, stops: bool
) -> None:
    play = cloud(look=[{}, {}, {}, {}, look], ExecuteChangeSet=[CUT])

    def wait(seconds: float) -> None:
        if stops and seconds:
            raise Cancelled("Stopped.")

    monkeypatch.setattr(play, "wait", wait)
    with pytest.raises(StillChanging, match=r"^No answer. Whether the stack's update began is not"):
        play.update()
    assert (play.count("ExecuteChangeSet"), play.count("DeleteChangeSet")) == (1, 0)


def test_one_that_did_not_leave_has_not_begun_though_nobody_can_look(cloud: Cloud) -> None:
    play = cloud(look=[{}, {}, {}, AWAY], ExecuteChangeSet=[AWAY], DeleteChangeSet=[AWAY])
    with pytest.raises(AwsNotReached, match="The stack was not changed"):
        play.update()
    assert play.count("ExecuteChangeSet") == 1
    looks = cloud(ExecuteChangeSet=[AWAY, {}])
    looks.update()
    assert (looks.count("ExecuteChangeSet"), looks.watched) == (2, 1)


def test_a_nested_stacks_change_set_counts_where_it_hangs_on_this_one(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = {"Type": "Resource", "ResourceChange": {"LogicalResourceId": "Deep"}}
    nested: dict[str, Any] = {"Status": "CREATE_COMPLETE", "Changes": [inner]}
    of_stack = {
        "LogicalResourceId": "Inner",
        "ResourceType": "AWS::CloudFormation::Stack",
        "ChangeSetId": "arn:inner",
    }
    play = cloud(look=[{"Changes": [{"Type": "Resource", "ResourceChange": of_stack}]}])
    look = play.look
    roots: list[Any] = ["arn:made", "arn:other", None, NO]

    def either(connection: object, region: str, stack: str, id_: str) -> Any:
        if id_ != "arn:inner":
            return look(connection, region, stack, id_)
        assert (connection, region, stack) == ("connection", "eu-west-1", "")
        root = roots[0]
        if isinstance(root, PoolwalkError):
            raise root
        return None if root is None else {**nested, "RootChangeSetId": root}

    monkeypatch.setattr("migration.aws.stack_reads.describe_change_set", either)
    shown: list[list[str]] = []

    def agree(effects: Effects) -> bool:
        shown.append([change.name for change in effects.changes])
        return False

    while roots:
        with pytest.raises(NotAgreed):
            play.update(agree)
        del roots[0]
    assert shown == [["Inner", "Inner › Deep"], ["Inner"], ["Inner"], ["Inner"]]
