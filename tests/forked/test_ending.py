"""A fork ends as Python ends what `python -m` runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.forked.server import ROOT

pytestmark = pytest.mark.process
AS_A_FORK = f"import sys; sys.path.append({str(ROOT)!r}); from tests.forked.ending import run; run"
ENDS = {
    "nothing is said": "",
    "a code": "import sys; print('said', end=''); sys.exit(3)",
    "a sentence": "import sys; print('said', end=''); sys.exit('a sentence')",
    "a mistake": "print('said', end=''); {}['a mistake']",
    "a word at the end": "import atexit; atexit.register(print, 'at the end', end='')",
    "a thread that is waited for": (
        "import threading, time\n"
        "def late():\n"
        "    while threading.main_thread().is_alive():\n"
        "        time.sleep(0.001)\n"
        "    print('late', end='')\n"
        "threading.Thread(target=late).start()"
    ),
    "a thread that is not": (
        "import threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "print('said', end='')"
    ),
    "an end by a signal": "import os, signal; os.kill(os.getpid(), signal.SIGINT)",
}


@pytest.mark.parametrize("answers_to", ["", "/dev/full"])
@pytest.mark.parametrize("ends", ENDS)
def test_it_says_and_answers_the_same(ends: str, answers_to: str, tmp_path: Path) -> None:
    (tmp_path / "ends.py").write_text(ENDS[ends] + "\n")
    found = []
    for start in (["-m", "ends"], ["-c", f"{AS_A_FORK}('ends')"]):
        with open(answers_to or tmp_path / "answer", "w") as answers:
            process = subprocess.Popen(
                [sys.executable, *start],
                cwd=tmp_path,
                stdin=subprocess.PIPE,
                stdout=answers,
                stderr=subprocess.PIPE,
                text=True,
            )
            _, err = process.communicate()
        answer = "" if answers_to else (tmp_path / "answer").read_text()
        found.append((process.returncode, answer, err.splitlines()[-1:]))
    assert found[0] == found[1]
