"""A demo that several terminals share: one AWS, an identity and a folder each, one end for all."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from migration.deployment_request import Request
from migration.guide.step_files import load_steps
from migration.walkthrough import Walkthrough
from tests.bench.measures import FIRST_VALUE
from tests.bench.terminal import Terminal
from tests.command_line.conftest import Run
from tests.forked.process import popen
from tests.practice_aws import HUNG, NEW_POOL, ROOT
from tui.demo.consoles import PracticeConsoles
from tui.demo.practice_aws import Demo
from tui.demo.shared_demo import ENDED, file_of

TABLE = "poolwalk"
pytestmark = [pytest.mark.process, pytest.mark.usefixtures("forked_practice_aws")]
Begin = Callable[[], tuple[Demo, Request]]


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)  # what a demo sets is gone with the test


@pytest.fixture
def begin() -> Iterator[Begin]:
    """The same command in one more terminal."""
    demos: list[Demo] = []

    def begun() -> tuple[Demo, Request]:
        demo = Demo(TABLE)
        demos.append(demo)
        demo.start()
        return demo, demo.request(Request(team_table=TABLE))

    yield begun
    for demo in reversed(demos):
        demo.close()


def opened(request: Request) -> Walkthrough:
    walked = Walkthrough(request, load_steps())
    walked.connect()
    walked.reader.read(attached=False)
    return walked


def test_the_second_terminal_is_somebody_else_on_the_same_aws(begin: Begin) -> None:
    (first, of_first), (second, of_second) = begin(), begin()
    assert (first.joined, second.joined) == ("", "admin-2")
    assert of_second.endpoint_url == of_first.endpoint_url
    assert of_second.check_hosts == of_first.check_hosts
    assert of_second.credentials != of_first.credentials
    assert of_second.state_folder != of_first.state_folder
    walks = [opened(of_first), opened(of_second)]
    assert [one.state.who.rpartition("/")[2] for one in walks] == ["admin", "admin-2"]
    walks[1].checklist.tick("1b")
    assert walks[0].arrivals.look().deeds == ("admin-2 ticked step 1b",)
    for walked in walks:
        walked.close()


def test_where_it_is_stands_in_a_file_for_ones_own_eyes_without_the_secret_key(
    begin: Begin,
) -> None:
    _, request = begin()
    assert request.credentials is not None
    file = file_of(TABLE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert request.credentials[1] not in file.read_text()


def test_a_name_is_free_once_its_bearer_has_left(begin: Begin) -> None:
    begin()
    (second, before), (third, _) = begin(), begin()
    assert third.joined == "admin-3"
    second.close()
    again, request = begin()
    while again.joined != "admin-2":  # the practice AWS hears in a moment that they hung up
        again.close()
        again, request = begin()
    assert request.state_folder == before.state_folder
    assert request.credentials != before.credentials


def test_it_ends_for_all_with_whoever_began_it_and_leaves_nothing(begin: Begin) -> None:
    (first, _), (second, request) = begin(), begin()
    assert request.state_folder is not None
    over = Event()
    second.when_ended(over.set)
    assert second.ended == ""
    first.close()
    assert over.wait(HUNG)
    assert second.ended == ENDED
    second.close()
    assert not request.state_folder.parent.exists()
    assert not file_of(TABLE).exists()


def test_whoever_leaves_ends_nothing_for_others(begin: Begin) -> None:
    (first, _), (second, _) = begin(), begin()
    over = Event()
    second.when_ended(over.set)
    second.close()
    assert not over.wait(0.2)
    assert first.ask("days", {}, method="GET") == {"passed": []}
    assert file_of(TABLE).exists()


@pytest.mark.parametrize("told", [{}, {"endpoint": "http://127.0.0.1:9", "access_key": "A"}, None])
def test_a_file_that_a_killed_demo_left_is_no_demo(
    begin: Begin, told: dict[str, str] | None
) -> None:
    file = file_of(TABLE)
    file.parent.mkdir(parents=True)
    file.touch(0o600)
    file.write_text("spoiled" if told is None else json.dumps({**told, "folder": "/nowhere"}))
    demo, request = begin()
    assert demo.joined == ""
    assert json.loads(file.read_text())["endpoint"] == request.endpoint_url


def test_demos_with_different_tables_know_nothing_of_each_other(begin: Begin) -> None:
    begin()
    other = Demo("another")
    other.start()
    assert other.joined == ""
    other.close()
    assert file_of(TABLE).exists()


def test_a_made_up_console_is_the_same_for_all(begin: Begin) -> None:
    (first, of_first), (second, _) = begin(), begin()
    walked = opened(of_first)
    first.ask("change", {"pool": NEW_POOL, "domain": {"prefix": "acme-signin"}})
    consoles = [PracticeConsoles(first), PracticeConsoles(second)]
    done = consoles[0].work("3a", NEW_POOL)
    # Whoever did not see that it is done takes nothing back.
    assert consoles[1].work("3a", NEW_POOL) == f"Somebody was here before you. {done}"
    assert "no longer has" in consoles[1].work("3a", NEW_POOL)
    consoles[0].work("effects", NEW_POOL)
    assert walked.usage.agree_on_time(consoles[1].time_passed())
    assert not walked.usage.agree_on_time(consoles[1].time_passed())
    walked.close()


def lines_of_the_page() -> list[list[str]]:
    page = (ROOT / "docs/team.md").read_text("utf-8").partition("## Can we try it")[2]
    blocks = re.findall(r"(?ms)^```\n(.*?)^```", page)
    return [
        shlex.split(line.partition(" # ")[0])[1:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("poolwalk ")
    ]


def test_the_lines_of_the_documentation_do_what_it_says(begin: Begin, run: Run) -> None:
    first, second, *commands = lines_of_the_page()
    assert first == second == ["--demo", "--team-table", TABLE]
    begin()
    answers = [run(*words) for words in commands]
    assert [answer.code for answer in answers] == [0, 0, 2]
    assert "user/admin-2: last" in answers[1].out
    assert "step 1b" in answers[1].out


def test_an_app_in_the_second_terminal_ends_with_a_sentence(begin: Begin) -> None:
    first, _ = begin()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Terminal(
        [sys.executable, "-m", "tui.main", "--demo", "--team-table", TABLE],
        environment,
        popen=popen,
    ) as second:
        second.until(lambda text: FIRST_VALUE in text and "admin-2" in text)
        first.close()
        second.until(lambda text: ENDED[:40] in text)
        assert second.ended() == 1
        assert "Traceback" not in second.text
