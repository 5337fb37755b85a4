"""Pictures of a report's page, as Chromium shows it: on a desk and on a phone, light and dark."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from migration.report.forms import Form, report_text
from tests.guide.test_next_thing import Clock
from tests.guide.who_follows_next import Follower
from tests.pictures.camera import OnAws
from tests.practice_aws import PracticeAws
from tests.screens.test_whole_walk import opened

WIDTHS = {"": (900, 1180), "-phone": (390, 844)}
LOOKS = {"": (), "-dark": ("--blink-settings=preferredColorScheme=0",)}
NAMES = tuple(f"report{width}{look}.png" for width in WIDTHS for look in LOOKS)


def page_of(aws: PracticeAws, folder: Path) -> str:
    """The report of a migration that has come to its end: the old pool can be retired."""
    aws.settings(change_set_seconds=0, stack_seconds=0, domain_seconds=0)
    clock = Clock()
    walked = opened(aws, folder, OnAws, clock)
    walked.connect()
    walked.reader.read()
    Follower(walked, aws, clock.go_on).to_the_verdict()
    walked.reader.read()
    page = report_text(walked, Form.HTML, clock())
    walked.close()
    return page


def pictures_of(page: str) -> dict[str, bytes]:
    """Each by its name. Raises `RuntimeError` where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        message = "Pictures of the report need chromium."
        raise RuntimeError(message)
    taken: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.html").write_text(page, encoding="utf-8")
        for width, (across, down) in WIDTHS.items():
            for look, options in LOOKS.items():
                subprocess.run(
                    [
                        chromium,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--proxy-server=127.0.0.1:1",
                        f"--user-data-dir={folder / 'profile'}",
                        f"--window-size={across},{down}",
                        f"--screenshot={folder / 'picture.png'}",
                        *options,
                        (folder / "report.html").as_uri(),
                    ],
                    capture_output=True,
                    timeout=120,
                    check=True,
                )
                taken[f"report{width}{look}.png"] = (folder / "picture.png").read_bytes()
    return taken
