"""What the last run did not live to account for, on the screen of the next one."""

from collections.abc import Callable

import pytest

from migration.changes.write_journal import WriteJournal
from migration.changes.writer import Writer
from migration.walkthrough import Walkthrough
from screens.record.screen import RecordScreen
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run

Make = Callable[..., Walkthrough]
SUBJECT = "5/-/EmailSubject"


class Killed(BaseException):
    """The program is gone."""


@pytest.fixture(params=["landed", "lost"])
def ended_on_the_way(
    request: pytest.FixtureRequest,
    on_aws: Make,
    practice_aws: PracticeAws,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A run that ended after its write, or before it: the journal holds the intent alone."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr("migration.walk.unfinished_writes.YOUNG", 0.0)  # a minute has passed
    first = on_aws()
    first.connect()
    first.reader.read()
    with monkeypatch.context() as patched:
        if request.param == "landed":
            patched.setattr(WriteJournal, "outcome", killed)
        else:
            patched.setattr(Writer, "_deliver", killed)
        with pytest.raises(Killed):
            first.applier.apply([SUBJECT])
    first.close()
    practice_aws.forget_calls()
    return str(request.param)


async def test_the_next_start_says_what_became_of_it_once_and_sends_nothing(
    run: Run, on_aws: Make, practice_aws: PracticeAws, ended_on_the_way: str
) -> None:
    expected = (
        "it landed. Nothing was sent again."
        if ended_on_the_way == "landed"
        else "apply it again if you still want it."
    )
    async with run(on_aws, (80, 24)) as running:
        assert "rite of" in running.said
        assert expected in running.said
        assert "U shows the record." in running.said
        assert not practice_aws.calls("UpdateUserPool")
        running.main.say("")
        await running.press("r")
        assert "A write of" not in running.said


async def test_the_record_says_that_the_program_ended_on_the_way(
    run: Run, on_aws: Make, ended_on_the_way: str
) -> None:
    async with run(on_aws) as running:
        await running.press("U")
        await running.until(
            lambda: isinstance(running.app.screen, RecordScreen) and "times are UTC" in running.text
        )
        assert "the program ended on the way; the pool was asked later" in running.text
        assert ("applied" if ended_on_the_way == "landed" else "failed") in running.text
