"""The page in a real browser: it is read there, and its style counts under its own policy."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from migration.guide.verdict import QUESTION
from migration.report.html_page import html_of
from tests.report.conftest import NOTE, Told
from tests.report.reading_pages import page_text
from tests.walkthroughs import MAIN, NEW_MAIN

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.process,
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
LIGHT, DARK = (0xFF, 0xFF, 0xFF), (0x12, 0x17, 0x1B)


def browser(folder: Path, *options: str) -> str:
    """What Chromium prints; it is given a home of its own, and no network."""
    assert CHROMIUM is not None
    return subprocess.run(
        [
            CHROMIUM,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--proxy-server=127.0.0.1:1",
            f"--user-data-dir={folder / 'profile'}",
            *options,
            (folder / "report.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout


@pytest.fixture
def page(told: Told, tmp_path: Path) -> Path:
    (tmp_path / "report.html").write_text(html_of(told.report), encoding="utf-8")
    return tmp_path


def test_a_browser_reads_all_that_the_report_tells(page: Path) -> None:
    found = page_text(browser(page, "--dump-dom"))
    for words in (
        f"{QUESTION} ✗ No, not yet.",
        "rainmaker-user-pool → rainmaker-user-email-mobile-pool",
        f"whether {NEW_MAIN} of the new pool works cannot be said yet: it was changed at",
        f"Submitted for certification on 2026-11-20 2026-11-22 02:00 UTC user/admin {NOTE}",
        "The walk was rehearsed on 2026-11-22: 40 of 41 writes as predicted, 2 not rehearsed",
        "accounts.google.com answered 302, to accounts.google.com/signin",
        f"8 · 4 App clients · {MAIN}",
        "identity providers — Google ✓ applied",
        "took back from change 10 1 setting, change 12",
        "2026-10-23 2026-11-22",
        "Secrets are dots: none is in this file.",
    ):
        assert words in found.text, words
    assert {"svg", "polyline", "polygon"} <= found.elements
    assert not {"script", "link", "img"} & found.elements


@pytest.mark.parametrize(
    ("options", "paper"), [((), LIGHT), (("--blink-settings=preferredColorScheme=0",), DARK)]
)
def test_its_style_counts_in_light_and_in_dark(
    page: Path, options: tuple[str, ...], paper: tuple[int, int, int]
) -> None:
    picture = page / "page.png"
    browser(page, f"--screenshot={picture}", "--window-size=390,844", *options)
    assert first_pixel(picture.read_bytes()) == paper


def first_pixel(png: bytes) -> tuple[int, ...]:
    """The colour in the upper left corner, where no filter of PNG's has anything to add."""
    data, at = b"", 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return tuple(zlib.decompress(data)[1:4])
