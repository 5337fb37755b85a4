"""A second client attaches to the tmux that Poolwalk runs in: what its terminal says is no key."""

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import DEMO, Start, settled

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
READ = "The guide names no version"  # of the upgrade, where the cursor starts
# Late answers to what tmux asks of a terminal when it attaches.
LATE = (
    "\x1b]11;rgb:1a1a/1b1b/2626\x1b\\",
    "\x1b]10;rgb:cccc/cccc/cccc\x07",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1b[?62;1;6;22c",
    "\x1b[>41;379;0c",
    "\x1b[?997;1n",
    "\x1b[I",
    "\x1b[O",
)


@pytest.fixture
def tmux() -> Iterator[list[str]]:
    """A tmux of its own; a socket's path has to be short."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "conf"
        configuration.write_text("set -g focus-events on\nset -g status off\n", encoding="ascii")
        command = ["tmux", "-u", "-S", str(Path(folder) / "s"), "-f", str(configuration)]
        yield command
        subprocess.run([*command, "kill-server"], check=False, capture_output=True)


@pytest.mark.long
def test_late_answers_of_a_client_that_attaches_change_nothing(
    start: Start, tmux: list[str]
) -> None:
    first = start(command=[*tmux, "new-session", shlex.join(DEMO)])
    first.until(settled)
    first.quiet()
    pane = [*tmux, "capture-pane", "-p"]
    before = subprocess.run(pane, check=True, capture_output=True, text=True).stdout
    second = start(command=[*tmux, "attach"])
    second.until(lambda text: READ in text)
    second.quiet()
    for answer in LATE:
        second.send(answer)
        second.quiet()
        second.send(answer[:3])
        second.send(answer[3:])
        second.quiet()
    after = subprocess.run(pane, check=True, capture_output=True, text=True).stdout
    assert after == before
    second.press("?", until=lambda text: "Moving" in text)
