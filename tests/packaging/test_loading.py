"""What is loaded when.

A process of its own proves it each time, since this one has loaded everything.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded once it has run some code."""
    report = (
        "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}),"
        " file=sys.__stdout__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def modules_of(package: str) -> list[str]:
    files = sorted((ROOT / package).rglob("*.py"))
    return [
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in files
    ]


def test_the_engine_loads_neither_textual_nor_rich() -> None:
    modules = modules_of("migration")
    assert "migration.walkthrough" in modules
    loaded = loaded_after(f"import {', '.join(modules)}")
    assert "migration" in loaded
    assert loaded.isdisjoint({"textual", "rich", "tui", "screens", "widgets", "sandbox"})


def test_the_facade_loads_no_boto3() -> None:
    assert loaded_after("import migration.walkthrough").isdisjoint(
        {"boto3", "botocore", "urllib3", "cryptography"}
    )


@pytest.mark.parametrize("package", ["widgets", "screens"])
def test_the_screen_loads_no_boto3(package: str) -> None:
    assert loaded_after(f"import {', '.join(modules_of(package))}").isdisjoint(
        {"boto3", "botocore", "sandbox", "tui"}
    )


# Runs the program as the console script does, up to the first paint: nothing may be opened before
# that is on screen.
FIRST_PAINT = """
import asyncio
import sys
import threading

import tui.main
from tui.app import PoolwalkApp

painted = threading.Event()
original = PoolwalkApp.__init__


def held_back(app, **given):
    def open_walkthrough():
        painted.wait(30)
        raise SystemExit

    original(app, **given | {"open_walkthrough": open_walkthrough})


async def paint(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        screen = "\\n".join("".join(part.text for part in line) for line in strips)
        loaded = sorted({name.partition(".")[0] for name in sys.modules})
        print(*loaded if "App clients" in screen else screen)
        painted.set()
        app.exit()


tui.main._need_a_terminal = lambda: None
PoolwalkApp.__init__ = held_back
PoolwalkApp.run = lambda app, mouse: asyncio.run(paint(app))
sys.exit(tui.main.main(["--demo"]))
"""


def test_the_first_paint_loads_nothing_that_it_can_do_without() -> None:
    loaded = loaded_after(FIRST_PAINT)
    assert {"textual", "tui"} <= loaded, loaded
    assert loaded.isdisjoint(
        {"boto3", "botocore", "pydantic", "pydantic_settings", "cryptography", "pyperclip"}
    )
