"""Takes the README's pictures anew: `python -m tests.pictures` (`make picture`).

Two stills in true colours, dark and light, and a moving one: what is next, done by one key, from
the first values to the verdict. And the page of a report, as Chromium shows it.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from migration.guide.next_thing import NextKind
from tests.pictures.camera import on_the_sample
from tests.pictures.moving import moving
from tests.pictures.report import page_of, pictures_of
from tests.practice_aws import ROOT, running

DOCS = ROOT / "docs"
SIZE = (120, 36)
MOVING_SIZE = (100, 30)
STILLS = {"dark": "screenshot.svg", "light": "screenshot-light.svg"}
MOVING = "walk.svg"
TITLE = "Poolwalk says what is next: the domain, a provider, app clients, and at last the verdict"


async def still(folder: Path, theme: str) -> str:
    """Step 4, after the domain and the first provider were made."""
    with running() as aws:
        async with on_the_sample(aws, folder, SIZE, theme) as camera:
            while (thing := camera.next).step != "4":
                await camera.lead(thing)
                assert thing.kind is not NextKind.VERDICT
            await camera.lead(camera.next)
            camera.running.show_step("4")
            camera.running.stand_on_row("CallbackURLs/acmehome%3A")
            await camera.running.pilot.pause()
            camera.take(1)
    return camera.frames[-1].svg


async def walk(folder: Path) -> str:
    """The way from the first values to the earned verdict, shortened."""
    with running() as aws:
        async with on_the_sample(aws, folder, MOVING_SIZE, "dark") as camera:
            camera.take(2.5)
            await camera.to_the_verdict()
            camera.running.show_step("effects")
            await camera.running.pilot.pause()
            camera.take(5)
    return moving(camera.frames, TITLE)


def main() -> None:
    """Take the pictures and put them where the README looks for them."""
    os.environ |= {
        "TEXTUAL_ANIMATIONS": "none",
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
    }
    for theme, name in STILLS.items():
        with tempfile.TemporaryDirectory() as folder:
            (DOCS / name).write_text(asyncio.run(still(Path(folder), theme)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, running() as aws:
        page = page_of(aws, Path(folder))
    for name, picture in pictures_of(page).items():
        (DOCS / name).write_bytes(picture)
    with tempfile.TemporaryDirectory() as folder:
        (DOCS / MOVING).write_text(asyncio.run(walk(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
