"""The moving picture: its frames one after another, each line once, nothing fetched."""

import re
import struct
from xml.etree import ElementTree

from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.practice_aws import ROOT

from .moving import Frame, moving
from .report import NAMES as REPORTS
from .report import WIDTHS

LARGEST = 1_000_000  # bytes
PICTURES = [ROOT / "docs" / name for name in ("screenshot.svg", "screenshot-light.svg", "walk.svg")]
SVG = "{http://www.w3.org/2000/svg}"


class Words(App[None]):
    """Two lines, of which the second changes."""

    def compose(self) -> ComposeResult:
        yield Static("the same & <always>", markup=False)
        yield Static("before", id="second")


async def two_frames() -> list[Frame]:
    app = Words()
    async with app.run_test(size=(30, 4)) as pilot:
        before = Frame(app.export_screenshot(), 1)
        app.query_one("#second", Static).update("after")
        await pilot.pause()
        return [before, Frame(app.export_screenshot(), 3)]


async def test_each_frame_has_its_share_of_the_time_and_shared_lines_are_there_once() -> None:
    picture = moving(await two_frames(), "a title")
    shown = dict(re.findall(r"@keyframes (k\d)\{(.*?\})\}", picture))
    assert [re.findall(r"([\d.]+)%\{visibility:(\w+)", keys) for keys in shown.values()] == [
        [("0.0000", "visible"), ("25.0000", "hidden"), ("100.0000", "hidden")],
        [("0.0000", "hidden"), ("25.0000", "visible"), ("100.0000", "hidden")],
    ]
    texts = [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    words = [text.replace("\xa0", " ").strip() for text in texts]
    assert [word for word in words if word] == ["the same & <always>", "before", "after"]


def test_the_pictures_of_the_report_are_there_and_small() -> None:
    pictures = [(ROOT / "docs" / name).read_bytes() for name in REPORTS]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert sum(map(len, pictures)) < 750_000
    sizes = {struct.unpack(">II", picture[16:24]) for picture in pictures}
    assert sizes == {*WIDTHS.values()}


def test_the_pictures_of_the_documents_are_small_and_the_moving_one_fetches_nothing() -> None:
    for picture in PICTURES:
        drawn = picture.read_text(encoding="utf-8")
        assert ElementTree.fromstring(drawn).tag == f"{SVG}svg"
        assert len(drawn.encode()) < LARGEST
        assert "127.0.0.1" not in drawn
    moving_one = PICTURES[-1].read_text(encoding="utf-8")
    assert "url(" not in moving_one
    assert set(re.findall(r'href="([^"]{1,2})', moving_one)) == {"#l"}
