"""What is measured, one function a subject."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.terminal import ROWS, Terminal, memory_of
from tests.practice_aws import ROOT, running

APP = [sys.executable, "-m", "tui.main", "--demo"]
FLOOR = [sys.executable, "-m", "tests.bench.floor"]
FIRST_VALUE = "3.4.2"  # the version of a stack, in the step that the cursor starts at
MANY_ROWS = "▸ 4  App clients"  # the title over its rows; the list of steps has a mark before it
DOWN, UP, TAB, NEXT_DIFFERENCE = "\x1b[B", "\x1b[A", "\t", "n"
PANES = 3  # that Tab goes round
LATENCY = 0.1  # seconds


@dataclass(frozen=True)
class Measured:
    """One number, and what it should be."""

    subject: str
    value: str
    aim: str = ""
    met: bool | None = None


def number(
    subject: str, value: float, unit: str, at_most: float | None = None, digits: int = 2
) -> Measured:
    """A number that should be at most so much, or one without an aim."""
    aim = "" if at_most is None else f"at most {at_most:g} {unit}".rstrip()
    return Measured(
        subject,
        f"{value:.{digits}f} {unit}".rstrip(),
        aim,
        None if at_most is None else value <= at_most,
    )


HEADER_LINES = 3


def first_paint(rounds: int) -> Iterator[Measured]:
    """The first text on the screen, of the app and of the floor in turn.

    So a busy moment hits both.
    """
    floor, app = [], []
    for _ in range(rounds):
        floor.append(_painted(FLOOR))
        app.append(_painted(APP))
    yield number("first paint", median(app), "s")
    yield number("first paint of one Static", median(floor), "s")
    yield number("first paint, of the floor", median(app) / median(floor), "×", 1.6)


def on_screen(keys: int, rest: float) -> Iterator[Measured]:
    """The demo once it is loaded: how soon, how large, and what a key costs in step 4."""
    with at_home() as environment, Terminal(APP, environment) as terminal:
        yield number(
            "first values on screen", terminal.until(lambda text: FIRST_VALUE in text), "s", 2
        )
        terminal.quiet()
        yield number(
            "bytes for the start, until it is quiet", terminal.received, "bytes", 11_000, 0
        )
        yield number("resident memory of the app", terminal.memory(), "MB", 88, 0)
        while "reading" in "".join(
            terminal.text.splitlines()[:HEADER_LINES]
        ):  # what else is attached comes after the first values
            terminal.listen(0.1)
        terminal.quiet()  # what follows from the last part is drawn
        yield number("bytes at rest", terminal.listen(rest) / rest, "a second", 0, 0)
        while MANY_ROWS not in terminal.text:
            terminal.press(NEXT_DIFFERENCE)
        yield from cost(
            "an arrow key",
            [terminal.press(key) for _ in range(keys // 2) for key in (DOWN, UP)],
            150,
            8,
        )
        yield from cost("a Tab", [terminal.press(TAB) for _ in range(keys - keys % PANES)], 700)
        for _ in range(ROWS):
            terminal.press(DOWN)
        scrolling = [terminal.press(DOWN) for _ in range(keys // 2)]
        yield from cost("an arrow key that scrolls", scrolling, 600, most_aim=1200)
        differences = [terminal.press(NEXT_DIFFERENCE) for _ in range(keys // 2)]
        yield from cost("the next difference", differences, 1100)


def cost(
    key: str,
    presses: list[tuple[int, float]],
    bytes_aim: float | None = None,
    ms_aim: float | None = None,
    most_aim: float | None = None,
) -> Iterator[Measured]:
    """What a key costs: the median, and the most."""
    yield number(f"bytes for {key}", median(count for count, _ in presses), "bytes", bytes_aim, 0)
    yield number("  at most", max(count for count, _ in presses), "bytes", most_aim, 0)
    yield number(
        "  to the last byte", 1000 * median(seconds for _, seconds in presses), "ms", ms_aim, 1
    )


def loading() -> Iterator[Measured]:
    """All of a deployment read, each call taking so long: from the first call to the last part."""
    from migration.guide.step_files import load_steps
    from migration.walkthrough import Request, Walkthrough

    with running() as aws, tempfile.TemporaryDirectory() as folder:
        aws.faults({"kind": "latency", "seconds": LATENCY})
        request = Request(
            region=aws.region,
            endpoint_url=aws.endpoint,
            credentials=(aws.access_key, aws.secret_key),
            state_folder=Path(folder),
        )
        walkthrough = Walkthrough(request, load_steps())
        arrivals: list[float] = []
        walkthrough.connect()
        # What the guide's steps rest on; nobody waits for what else is attached.
        walkthrough.store.listen(lambda: arrivals.append(time.time()))
        walkthrough.reader.read(attached=False)
        walkthrough.close()
        calls = aws.calls()
    first = min(call["began"] for call in calls)
    yield Measured("AWS calls to load", str(len(calls)))
    yield number(f"load, with {LATENCY * 1000:.0f} ms a call", arrivals[-1] - first, "s")
    yield number("load, in calls' times", (arrivals[-1] - first) / LATENCY, "×", 6, 1)


def practice_aws(rounds: int) -> Iterator[Measured]:
    """The practice AWS: from its command to the line that says where it is."""
    seconds, memory = [], []
    for _ in range(rounds):
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "sandbox"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            json.loads(process.stdout.readline())
            seconds.append(time.monotonic() - began)
            memory.append(memory_of(process.pid))
            process.stdin.close()
    yield number("start of the practice AWS", median(seconds), "s", 0.6)
    with running() as aws:
        assert aws.process is not None
        aws.client("cognito-idp").list_user_pools(MaxResults=60)
        yield number(
            "resident memory of the practice AWS",
            max(*memory, memory_of(aws.process.pid)),
            "MB",
            60,
            0,
        )


@contextmanager
def at_home() -> Iterator[dict[str, str]]:
    """The environment of a person with no configuration, for the length of one program."""
    with tempfile.TemporaryDirectory() as home:
        # Programs are killed here: what they would have removed goes with the folder.
        yield {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "PYTHONPATH": str(ROOT)}


def _painted(command: list[str]) -> float:
    with at_home() as environment, Terminal(command, environment) as terminal:
        return terminal.until(lambda text: bool(text.strip()))
