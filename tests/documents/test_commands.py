"""Every command that the documentation shows is understood, and runs on the practice AWS."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from tests.command_line.conftest import Run, aws, home, run  # noqa: F401 fixtures
from tests.practice_aws import ROOT, PracticeAws
from tui.command_line.arguments import ARGUMENTS, OTHERS
from tui.command_line.commands import COMMANDS, HELP
from tui.command_line.parser import parse
from tui.settings.options import OPTIONS

PAGES = ["README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]
# What is tried elsewhere.
NOT_RUN = {
    "rehearse": "tests/rehearsal walks it",
    "team": "tests/team, and so are lines with --team-table",
    "take-over": "wants two deployments in config.toml",
}
# What is refused here as it should be, in which words.
REFUSED = {
    "approve": "You made this plan yourself",
    "settle client/": "Nobody was moved to an app client",
}
ASKS = frozenset({"apply", "undo", "approve"})


def lines_of(page: str) -> Iterator[str]:
    """The command lines in a page's blocks of code, without what the shell does with them."""
    for block in re.findall(r"(?ms)^ *```\n(.*?)^ *```", (ROOT / page).read_text("utf-8")):
        for line in block.splitlines():
            if line.strip().startswith("poolwalk "):
                yield re.split(r" +# | > ", line.strip())[0]


ALL = sorted({line for page in PAGES for line in lines_of(page)})


@pytest.mark.parametrize("line", ALL)
def test_every_line_is_understood(line: str) -> None:
    parse(shlex.split(line)[1:])


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_in_a_sentence_is_there(page: str) -> None:
    flags = {argument.flag for argument in ARGUMENTS} | {option.flag for option in OPTIONS}
    flags |= {flag.replace("--", "--no-", 1) for flag in flags} | {*OTHERS, "--help"}
    for said in re.findall(r"`poolwalk ([^`]+)`", (ROOT / page).read_text("utf-8")):
        words = said.split()
        if not words[0].startswith("-"):
            assert words[0] in {*COMMANDS, HELP}, said
        for word in words:
            if word.startswith("--"):
                assert word.partition("=")[0].rstrip("…") in flags, said


@pytest.fixture
def at_work(
    home: Path,  # noqa: F811
    aws: PracticeAws,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A folder with the files that the pages name, and a profile acme."""
    folder = tmp_path / "work"
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "local.properties").write_text("sdk.dir=/opt\n")
    (folder / "Configuration.plist").write_text('<plist version="1.0"><dict/></plist>\n')
    (folder / "AuthKey_ABC123DEF4.p8").write_text(made_up_apple_key(), encoding="ascii")
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(
        f"[profile acme]\nregion = {aws.region}\naws_access_key_id = {aws.access_key}\n"
        f"aws_secret_access_key = {aws.secret_key}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(home / ".aws" / "config"))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.long
def test_every_line_of_the_pages_runs(
    at_work: Path,
    aws: PracticeAws,  # noqa: F811
    run: Run,  # noqa: F811
) -> None:
    aws.settings(change_set_seconds=0, stack_seconds=0)
    snapshot = ""
    page = tuple(lines_of("docs/commands.md"))
    for line in (*(line for line in ALL if line not in page), *page):
        command, *more = shlex.split(line)[1:]
        if command in NOT_RUN or command.startswith("-") or {"--demo", "--team-table"} & set(more):
            continue
        words = [snapshot if word == "SNAPSHOT" else word for word in more]
        if (command in ASKS or (command, *more) == ("config", "init")) and "--yes" not in words:
            words.append("--yes")  # there is nobody to ask
        answer = run(command, *words)
        if command == "snapshot":
            snapshot = answer.out.strip()
        assert "mistake in Poolwalk" not in answer.err, line
        refused = [said for known, said in REFUSED.items() if line.startswith(f"poolwalk {known}")]
        assert answer.code in ({1} if refused else {0, 2, 3, 4}), (line, answer.err)
        assert all(said in answer.err for said in refused), (line, answer.err)
