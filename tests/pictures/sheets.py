"""Every screen on sheets, to be looked at: `python -m tests.pictures.sheets FOLDER LOOK 80x24`.

A sheet is a PNG with four frames, each below its name. Nothing is compared: a person looks.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pyte

from migration.guide.step_files import load_steps
from screens.dialogs.single_value import SingleValueScreen
from tests.pictures.camera import Camera, on_the_sample
from tests.pictures.frame import HEIGHT, STYLE, WIDTH, frame_of, frame_of_screen
from tests.practice_aws import running
from tests.screens.at_rest import pilots_that_wait_no_longer
from tests.screens.every_screen import DIALOGS, PAGES, opened_dialog, opened_page
from tests.screens.test_contrast import CONSOLE, XTERM, Look
from widgets.commands.situation import Pane

DARK = Look("poolwalk-dark")
LOOKS = {
    "dark": DARK,
    "light": Look("poolwalk-light", ink="000000", paper="ffffff"),
    "16": Look("ansi-dark", "xterm", XTERM, "e5e5e5", "000000"),
    "16-light": Look("ansi-light", "xterm", XTERM, "000000", "ffffff"),
    "console": Look("ansi-dark", "linux", CONSOLE, "aaaaaa", "000000"),
    "no-color": Look("ansi-dark", "xterm", XTERM, "d0d0d0", "121212"),
    "plain": DARK,
    "ascii": DARK,
}
GIVEN: Mapping[str, Mapping[str, Any]] = {"plain": {"plain": True}, "ascii": {"ascii_only": True}}
# What the tour asks for, one after another.
TOUR = ("tab", "j", "enter", "n", "slash", "question_mark")
SAID = {
    "ok": "Applied Google (3a): checked by reading it again.",
    "warning": "AWS has not answered for 20 seconds: Poolwalk asks again. Esc stops waiting.",
    "error": "AWS refused UpdateUserPoolClient: "
    + "no identity-based policy allows cognito-idp:UpdateUserPoolClient on the new pool. " * 4
    + "Nothing was changed: ask for the policy of docs/permissions.md, then press a again.",
}
ACROSS, DOWN = 2, 2  # frames of a sheet
NAME = 16  # pixels
Frames = AsyncIterator[tuple[str, str]]  # a name, and a frame as HTML


async def every_frame(camera: Camera, look: Look) -> Frames:
    """The offer of the tour, its stops, steps, what is said, dialogs, pages, a value alone."""
    now = camera.running

    def frame() -> str:
        return frame_of(now.app.screen._compositor.render_strips(), look)

    yield "the tour's offer", frame()
    now.command("tour")
    for key in TOUR:
        await now.rest()
        yield f"the tour, before {key}", frame()
        await now.press(key)
        if len(now.app.screen_stack) > 1 and key != TOUR[-1]:
            await now.press("escape")
    yield "the tour's end", frame()
    await now.press("escape")
    now.main.say("")
    for step in load_steps():
        now.show_step(step.id)
        await now.rest()
        yield f"step {step.id}", frame()
    for step_id in ("3a", "4"):
        now.show_step(step_id)
        now.look(pane=Pane.STEPS)
        await now.press("Z")
        yield f"step {step_id}, zoomed", frame()
        await now.press("Z")
    await now.press("ctrl+p")
    await now.pilot.pause()
    yield "the palette", frame()
    await now.press("escape")
    for kind, sentence in SAID.items():
        now.main.say(sentence, kind)
        await now.rest()
        yield kind, frame()
    await now.press("z")
    yield "unfolded", frame()
    await now.press("escape")
    walkthrough = now.walkthrough
    walkthrough.entered.choose_prefix("acme-login-users")
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
    now.main.say("")
    for dialog, made in DIALOGS.items():
        now.show_step("4")
        async with opened_dialog(now, made):
            yield dialog.__name__, frame()
    for page in PAGES:
        async with opened_page(now, page):
            yield page.__name__, frame()
    yield "a value alone", _value_alone(camera, look)


def _value_alone(camera: Camera, look: Look) -> str:
    """The screen that is written past Textual, as the terminal has it then."""
    app = camera.running.app
    screen = pyte.Screen(*app.size)
    alone = SingleValueScreen(
        "https://acme-login.auth.us-east-1.amazoncognito.com/oauth2/idpresponse",
        "Authorised redirect URI",
        pyte.Stream(screen).feed,
    )
    app.push_screen(alone)
    alone.action_paint()
    app.pop_screen()
    return frame_of_screen(screen, look)


async def taken(name: str, size: tuple[int, int], folder: Path) -> list[tuple[str, str]]:
    """All frames in a look at a size."""
    look, given = LOOKS[name], GIVEN.get(name, {})
    with running() as aws, pilots_that_wait_no_longer():
        async with on_the_sample(aws, folder, size, "", demo=True, tour=True, **given) as camera:
            camera.running.app.theme = look.theme
            await camera.running.pilot.pause()
            return [frame async for frame in every_frame(camera, look)]


def sheet(frames: list[tuple[str, str]], size: tuple[int, int], to: Path) -> None:
    """Some frames beside and below each other, as Chromium draws them."""
    width, height = size[0] * WIDTH, size[1] * HEIGHT
    shown = "".join(f"<div><b>{name}</b>{frame}</div>" for name, frame in frames)
    style = f"""{STYLE} body {{ margin: 0; background: #777; display: grid; gap: 8px;
        grid-template-columns: repeat({ACROSS}, {width}px); }}
        b {{ display: block; font: bold 12px/{NAME}px sans-serif; }}"""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sheet.html"
        page.write_text(f"<meta charset=utf-8><style>{style}</style>{shown}", encoding="utf-8")
        across, down = ACROSS * (width + 8), DOWN * (height + NAME + 8)
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
                *("--hide-scrollbars", "--proxy-server=127.0.0.1:1"),
                f"--user-data-dir={folder}/profile",
                f"--window-size={across},{down}",
                f"--screenshot={to}",
                page.as_uri(),
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )


def main(folder: str, name: str, asked: str) -> None:
    """Take all frames in a look at a size, and lay them on sheets in a folder."""
    across, _, down = asked.partition("x")
    size = int(across), int(down)
    look = LOOKS[name]
    Path(folder).mkdir(parents=True, exist_ok=True)  # else each is told of, and none written
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TERM": look.term}
    os.environ |= {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    if not look.palette:
        os.environ["COLORTERM"] = "truecolor"
    if name == "no-color":
        os.environ["NO_COLOR"] = "1"
    with tempfile.TemporaryDirectory() as made:
        frames = asyncio.run(taken(name, size, Path(made)))
    for number, at in enumerate(range(0, len(frames), ACROSS * DOWN), 1):
        to = Path(folder) / f"{name}-{asked}-{number:02}.png"
        sheet(frames[at : at + ACROSS * DOWN], size, to)
        sys.stdout.write(f"{to}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
