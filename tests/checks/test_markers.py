"""The table of markers: a mistake in it is named with file, line and key."""

from pathlib import Path

import pytest

from migration.checks.markers import known_markers, load_markers
from migration.errors import MarkerMistake

HEAD = 'version = 1\nuser_agent = "a"\naccept_language = "en-US"\n\n'
MARKER = '[[marker]]\ncheck = "callback"\nverdict = "passed"\nsays = "ok"\nstatus = [302]\n'


def mistake(tmp_path: Path, text: str) -> str:
    file = tmp_path / "markers.toml"
    file.write_text(text)
    with pytest.raises(MarkerMistake) as raised:
        load_markers(file)
    return str(raised.value).removeprefix(str(file))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + MARKER.replace("says", "say"), ', line 8: unknown key "say".'),
        (HEAD + MARKER.replace('"passed"', '"perhaps"'), ', line 7: unknown verdict "perhaps"'),
        (HEAD + MARKER.replace('"callback"', '"callbakc"'), ', line 6: unknown check "callbakc"'),
        (
            HEAD + MARKER + MARKER.replace("[302]", "302"),
            ', line 14: "status" has to be a list of whole numbers.',
        ),
        (HEAD + MARKER.replace("status = [302]\n", ""), ', line 5: the key "status" is missing.'),
        (
            HEAD + MARKER + 'codes = ["x"]\n',
            ', line 10: "code_in" says where a code is and "codes" which it is: give both.',
        ),
        (
            HEAD + MARKER + "body_has = 7\n",
            ', line 10: "body_has" has to be text in quotes, and not empty.',
        ),
        (
            HEAD.replace("version = 1", 'version = "1"') + MARKER,
            ', line 1: "version" has to be a whole number.',
        ),
        (HEAD + "colour = 1\n" + MARKER, ', line 5: unknown key "colour".'),
        (HEAD + MARKER, ': no [[marker]] has check = "apple-console"'),
        (HEAD + "[[marker]\n", ": not TOML: "),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    said = mistake(tmp_path, text)
    assert sentence in said.replace(", line 1: no", ": no")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MarkerMistake, match=r"cannot be read: No such file"):
        load_markers(tmp_path / "none.toml")


def test_refusals_are_looked_for_before_a_200_passes() -> None:
    for check in ("google-console", "apple-console"):
        verdicts = [
            marker.verdict.value for marker in known_markers().of(check) if 200 in marker.status
        ]
        assert verdicts == sorted(verdicts, reverse=True), "refused stands before passed"
