"""`poolwalk mobile FILE`: exit codes, both forms of the answer, and nothing written."""

from pathlib import Path

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tui.command_line.parser import parse


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "local.properties"
    file.write_text(
        "userPool=2\nclientId=5newuserpoolclient6acme7ho\nalexaRMClientId=6newalexaskill7acme8home9x\n"
    )
    return file


def test_mobile_exits_2_while_a_key_is_not_right_and_0_once_all_are(
    aws: PracticeAws, run: Run, file: Path
) -> None:
    answer = run("mobile", str(file), *PAIR)
    assert answer.code == 2
    assert "✓ userPool: 2\n" in answer.out
    assert "? authUrl: nothing\n    needs step 2\n" in answer.out
    run("apply", "--step", "2", "--yes", "--domain", "acme-signin")
    with file.open("a") as more:
        more.write("authUrl=https://acme-signin.auth.us-east-1.amazoncognito.com/oauth2\n")
    before = file.read_bytes()
    assert run("mobile", str(file), *PAIR).code == 0
    assert file.read_bytes() == before


def test_mobile_in_json_is_alone_on_standard_output(aws: PracticeAws, run: Run, file: Path) -> None:
    answer = run("mobile", "--json", str(file), *PAIR)
    assert (answer.code, answer.err) == (2, "")
    assert list(answer.json) == ["schema", "file", "step", "keys", "remarks"]
    assert answer.json["keys"][0] == {
        "field": "userPool",
        "holds": "2",
        "should_hold": "2",
        "verdict": "same",
        "reason": "",
    }


def test_a_file_that_is_not_there_is_one_sentence_and_exits_1(
    aws: PracticeAws, run: Run, tmp_path: Path
) -> None:
    answer = run("mobile", str(tmp_path / "gone"))
    assert (answer.code, answer.out) == (1, "")
    assert "cannot be read: No such file or directory" in answer.sentence


def test_mobile_needs_a_file() -> None:
    with pytest.raises(BadInput, match="needs the app's own file"):
        parse(["mobile"])
