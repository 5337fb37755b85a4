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


# Runs the program as the console script does, up to the first paint: what is loaded is looked at as
# soon as the first picture stands.
FIRST_PAINT = """
import asyncio
import sys
from collections import Counter

from textual.css.stylesheet import Stylesheet

import tui.main
import tui.open_app
from tui.app import PoolwalkApp
from widgets.panes.guide_pane import GuidePane

frames = []
done = Counter()


def counted(owner, name):
    original = getattr(owner, name)

    def again(*given):
        done[name] += 1
        return original(*given)

    setattr(owner, name, again)


counted(Stylesheet, "reparse")
counted(GuidePane, "build")
display = PoolwalkApp._display


def look(app, screen, renderable):
    display(app, screen, renderable)
    if renderable is not None and screen.size and not frames:
        strips = screen._compositor.render_strips()
        picture = "\\n".join("".join(part.text for part in line) for line in strips)
        work = [f"{name}:{times}" for name, times in done.items()]
        frames.append((picture, sorted(sys.modules) + work))


async def paint(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        picture, loaded = frames[0]
        print(*loaded if "App clients" in picture and "What to do" in picture else picture)
        app.exit()


def nothing():
    raise SystemExit


original = PoolwalkApp.__init__
tui.open_app.need_a_terminal = lambda: None
PoolwalkApp.__init__ = lambda app, **given: original(app, **given | {"open_walkthrough": nothing})
PoolwalkApp.run = lambda app, mouse: asyncio.run(paint(app))
PoolwalkApp._display = look
sys.exit(tui.main.main(["--demo"]))
"""


def test_the_first_paint_has_every_pane_and_nothing_is_loaded_or_done_needlessly() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    loaded = set(ended.stdout.split())
    assert {"textual.app", "tui.app", "screens.walkthrough.screen"} <= loaded, ended
    assert "build:1" in loaded  # the text of a step, once and not for each line that is painted
    assert not any(work.startswith("reparse:") for work in loaded)  # the styles, for one theme
    needless = {
        *("boto3", "botocore", "pydantic", "pydantic_settings", "cryptography", "pyperclip"),
        *(
            "argparse",
            "importlib.resources",
            "zipfile",
            "sqlite3",
            "textual.widgets._text_area",
            "markdown_it",
        ),
        # what a key leads to, and what is shown of a deployment
        *("screens.walkthrough.handlers", "screens.palette", "screens.dialogs.dialog"),
        *("tui.terminal.keyboard", "tui.app_clipboard", "tui.clipboard.clipboard"),
        *("migration.walkthrough", "migration.walk", "migration.changes", "migration.aws"),
        *("migration.pools.reading", "migration.compare.comparison", "widgets.text.step_page"),
        *("migration.compare.setting", "migration.checks.finding", "migration.guide.page"),
        *(
            "migration.deployment_request",
            "widgets.text.settings_rows",
            "tui.terminal.input_stream",
            "tui.terminal.token_reader",
        ),
    }
    assert loaded & needless == set()
