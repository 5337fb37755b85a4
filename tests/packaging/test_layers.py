"""What is loaded when: each proved in a process of its own, since this one has loaded everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded once it has run some code."""
    report = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.__stdout__)"
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def modules_of(package: str) -> list[str]:
    files = sorted((ROOT / package).rglob("*.py"))
    return [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]


def test_the_engine_loads_neither_textual_nor_rich() -> None:
    modules = modules_of("migration")
    assert "migration.walkthrough" in modules
    loaded = loaded_after(f"import {', '.join(modules)}")
    assert "migration" in loaded
    assert loaded.isdisjoint({"textual", "rich", "tui", "screens", "widgets", "sandbox"})


def test_the_facade_loads_no_boto3() -> None:
    assert loaded_after("import migration.walkthrough").isdisjoint({"boto3", "botocore", "urllib3", "cryptography"})


@pytest.mark.parametrize("package", ["widgets", "screens"])
def test_the_screen_loads_no_boto3(package: str) -> None:
    assert loaded_after(f"import {', '.join(modules_of(package))}").isdisjoint({"boto3", "botocore", "sandbox", "tui"})


FIRST_PAINT = """
import asyncio
import sys
import threading

from migration.guide.files import load_steps
from tui.app import PoolwalkApp

painted = threading.Event()


def open_walkthrough():
    # As the program's own: it runs beside the screen, and loads pydantic-settings and boto3 at last. Held back until the paint.
    painted.wait(20)
    raise SystemExit


async def paint():
    app = PoolwalkApp(steps=load_steps(), open_walkthrough=open_walkthrough, ascii_only=False, demo=False)
    async with app.run_test(size=(80, 24)) as pilot:
        text = "\\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())
        assert "4" in text and "App clients" in text, text
        loaded = {name.partition(".")[0] for name in sys.modules}
        painted.set()
        app.exit()
    print(*sorted(loaded))


asyncio.run(paint())
"""
